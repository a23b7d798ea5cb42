"""The commands ``course texts`` and ``course data build``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from course import paths
from course.model import ARTICLES
from course.text import derive, library, originals, tables

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from course.model import Passage
    from course.text.library import Added, Status
    from course.text.reading import Refusal

_SHOWN = 10  # refusals from inside folders that are listed one by one
_HOW = "Add your own copies of the articles: course texts add PATH..."


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to the command line.

    Parameters
    ----------
    subparsers : argparse action
        What ``ArgumentParser.add_subparsers`` returned. Each command sets ``func``, which takes the parsed
        arguments and returns an exit code.
    """
    add_arguments(subparsers)


def add_arguments(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare commands and arguments; see `register`."""
    texts = subparsers.add_parser("texts", help="add, list or remove your own copies of the articles")
    actions: Any = texts.add_subparsers(metavar="COMMAND", required=True)
    add = actions.add_parser("add", help="recognise articles in files and folders and keep them")
    add.add_argument("paths", nargs="+", metavar="PATH", help="a plain text file, or a folder of them")
    add.set_defaults(func=lambda args: texts_add(args.paths))
    status = actions.add_parser("status", help="say which articles are in place")
    status.set_defaults(func=lambda _: texts_status())
    remove = actions.add_parser("remove", help="delete the copies (all, or the named articles)")
    remove.add_argument("articles", nargs="*", metavar="ARTICLE", help=" ".join(ARTICLES))
    remove.set_defaults(func=lambda args: texts_remove(args.articles))

    data = subparsers.add_parser("data", help="recompute the tables that come from the texts")
    data_actions: Any = data.add_subparsers(metavar="COMMAND", required=True)
    build = data_actions.add_parser("build", help="recompute every derived table and column")
    build.add_argument(
        "--check", action="store_true", help="write nothing; show what differs and exit with 1"
    )
    build.add_argument(
        "--from",
        dest="folder",
        metavar="PATH",
        help="for maintainers: number the blocks of the five complete originals in this folder by position, "
        "and write new hashes",
    )
    build.set_defaults(func=lambda args: data_build(args.folder, check=args.check))


def texts_add(given: Sequence[str]) -> int:
    """Recognise and keep articles.

    Parameters
    ----------
    given : sequence of str
        Files and folders.

    Returns
    -------
    int
        0; or 1 if nothing was recognised or something that was named could not be used.
    """
    added, refused = library.add(given)
    for one in added:
        print("\n".join(_added(one)))
    for line in _refused(refused):
        print(line, file=sys.stderr)
    in_place = len(library.load())
    print(
        f"{len(added)} recognised; {in_place} of {len(library.status())} articles are in place in {paths.texts()}."
    )
    return 0 if added and not any(refusal.named for refusal in refused) else 1


def _added(one: Added) -> list[str]:
    """Describe what was found of one article."""
    found = one.recognition
    total = len(found.matched) + len(found.differs) + len(found.missing)
    new = f"{len(one.new)} new" if one.new else "nothing new, all in place already"
    lines = [f"{found.article}: {found.path}: {len(found.matched)} of {total} paragraphs match ({new})"]
    lines += [f"  differs, not used: {difference}" for difference in found.differs]
    lines += [f"  missing: {', '.join(found.missing)}"] if found.missing else []
    lines += [f"  not part of the article: “{_start(text)}”" for text in found.extra[:_SHOWN]]
    rest = len(found.extra) - _SHOWN
    lines += [f"  and {rest} more that are not part of the article"] if rest > 0 else []
    lines += [f"  read as {found.encoding}"] if found.encoding != "UTF-8" else []
    return lines


def _start(text: str) -> str:
    """Return the first words of a text."""
    return " ".join(text.split()[:6])[:60]


def _refused(refused: Sequence[Refusal]) -> list[str]:
    """Describe what was not used, long lists of files from folders cut short."""
    named = [refusal for refusal in refused if refusal.named]
    others = [refusal for refusal in refused if not refusal.named]
    lines = [f"not used: {refusal.path}: {refusal.reason}" for refusal in [*named, *others[:_SHOWN]]]
    rest = len(others) - _SHOWN
    return [*lines, f"not used: {rest} more files in folders. Name a file to see why."] if rest > 0 else lines


def texts_status() -> int:
    """Say which articles are in place.

    Returns
    -------
    int
        0; or 1 if a copy is damaged.
    """
    found = library.status()
    for one in found:
        print(_state(one))
    if all(one.state == "absent" for one in found):
        print(f"No article is in place; the course shows summaries and short excerpts. {_HOW}")
    return int(any(one.state == "damaged" for one in found))


def _state(one: Status) -> str:
    """Describe one article."""
    if one.state == "damaged":
        return f"{one.article}: damaged, not used: {one.problem}"
    missing = f" (missing: {', '.join(one.missing)})" if one.state == "partial" else ""
    return f"{one.article}: {one.state}, {one.present} of {one.total} paragraphs{missing}"


def texts_remove(articles: Sequence[str]) -> int:
    """Delete copies.

    Parameters
    ----------
    articles : sequence of str
        IDs; none for all.

    Returns
    -------
    int
        0.

    Raises
    ------
    CourseError
        If there is no such article.
    """
    removed = library.remove(articles)
    print(f"Removed: {', '.join(removed)}." if removed else "There was nothing to remove.")
    return 0


def data_build(folder: str | None = None, *, check: bool = False) -> int:
    """Recompute the derived tables.

    Parameters
    ----------
    folder : str, optional
        Folder of the five complete originals; without it, the copies in place are used.
    check : bool
        Compare only.

    Returns
    -------
    int
        0; 1 if `check` found differences; 2 if texts are missing.

    Raises
    ------
    CourseError
        If the originals or the tables do not fit together.
    """
    texts = originals.read_originals(folder) if folder else _stored()
    if texts is None:
        return 2
    computed = derive.derive(texts, tables.sources())
    if check:
        found = tables.changes(computed)
        print("\n".join(map(str, found)) or f"No difference in {len(computed)} tables.")
        return int(bool(found))
    written = tables.write(computed)
    print(f"Written: {', '.join(written)}." if written else f"No difference in {len(computed)} tables.")
    return 0


def _stored() -> dict[str, list[Passage]] | None:
    """Return all texts in place, or say which paragraphs are missing."""
    incomplete = [one for one in library.status() if one.state != "complete"]
    for one in incomplete:
        print(_state(one), file=sys.stderr)
    if incomplete:
        print(f"The tables come from all five texts, complete. {_HOW}", file=sys.stderr)
    return None if incomplete else library.load()
