"""The user's own copies of the articles, kept in a folder that version control ignores.

One JSON file per article holds the passages that were recognised, by ID. Only paragraphs whose hash is the
course's are kept, so what a reader shows is always the text that the course was written about.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from course import paths
from course.model import ARTICLES, CourseError, Passage
from course.text import blocks, reference

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from course.text.reading import Refusal
    from course.text.recognise import Recognition

FORMAT: Final = "one-event-five-stories/text"
VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a recognised copy.

    Parameters
    ----------
    recognition : Recognition
        What was found in the file.
    new : tuple of str
        IDs of the passages that were not in place before.
    """

    recognition: Recognition
    new: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """What is in place of one article.

    Parameters
    ----------
    article : str
        ID of the article.
    state : str
        ``complete``, ``partial``, ``absent`` or ``damaged``.
    present, total : int
        Number of passages in place and in the article.
    missing : tuple of str
        IDs of the passages that are not in place.
    problem : str
        What is wrong with a damaged file.
    """

    article: str
    state: str
    present: int
    total: int
    missing: tuple[str, ...] = ()
    problem: str = ""


def add(given: Iterable[Path | str]) -> tuple[list[Added], list[Refusal]]:
    """Recognise copies of the articles and keep their matching passages.

    A copy never takes anything away: passages that are in place already stay.

    Parameters
    ----------
    given : iterable of Path or str
        Files and folders, as for `course.text.recognise.recognise`.

    Returns
    -------
    added : list of Added
        One for each article found.
    refused : list of Refusal
        Files that were not used, with the reason.

    Raises
    ------
    CourseError
        If the folder of the texts cannot be written.
    """
    from course.text import recognise  # noqa: PLC0415  (readers load texts, but seldom add any)

    found, refused = recognise.recognise(given)
    return [_add(copy) for copy in found], refused


def _add(copy: Recognition) -> Added:
    """Keep one copy."""
    stored = {passage.id: passage.text for passage in load().get(copy.article, [])}
    new = tuple(passage for passage in copy.matched if passage not in stored)
    if new:
        texts = {**copy.matched, **stored}
        content = {
            "format": FORMAT,
            "version": VERSION,
            "article": copy.article,
            "passages": {passage: texts[passage] for passage in sorted(texts)},
        }
        write(_file(copy.article), json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return Added(copy, new)


def load() -> dict[str, list[Passage]]:
    """Return the passages that are in place.

    Returns
    -------
    dict of str to list of Passage
        By article, in the order of `ARTICLES`, each list in the order of the text; articles that are absent or
        damaged are left out, so the result is empty where there are no texts. Files are read again only when they
        have changed.
    """
    loaded = {article: _loaded(article)[0] for article in ARTICLES}
    return {article: list(found) for article, found in loaded.items() if found}


def status() -> list[Status]:
    """Say what is in place of each article.

    Returns
    -------
    list of Status
        In the order of `ARTICLES`, for the articles of the course.
    """
    return [_status(article) for article in ARTICLES if reference.known_of(article)]


def _status(article: str) -> Status:
    """Describe one article."""
    found, problem = _loaded(article)
    known = [passage.id for passage in reference.known_of(article)]
    present = {passage.id for passage in found}
    missing = tuple(passage for passage in known if passage not in present)
    state = "damaged" if problem else "absent" if not present else "partial" if missing else "complete"
    return Status(article, state, len(present), len(known), missing, problem)


def remove(articles: Iterable[str] = ()) -> list[str]:
    """Delete copies.

    Parameters
    ----------
    articles : iterable of str
        IDs of articles in any case; none for all.

    Returns
    -------
    list of str
        IDs of the articles of which a copy was deleted.

    Raises
    ------
    CourseError
        If there is no such article (then nothing is deleted), or a file cannot be deleted.
    """
    wanted = [article.upper() for article in articles] or list(ARTICLES)
    unknown = [article for article in wanted if article not in ARTICLES]
    if unknown:
        raise CourseError(f"{unknown[0]}: there is no such article. The articles are {', '.join(ARTICLES)}.")
    removed = [article for article in dict.fromkeys(wanted) if _file(article).exists()]
    for article in removed:
        try:
            _file(article).unlink()
        except OSError as error:
            raise CourseError(
                f"{_file(article)} cannot be deleted ({error.strerror}). Delete it yourself."
            ) from error
    return removed


def write(path: Path, content: str) -> None:
    """Write a file so that it is never found half written.

    Parameters
    ----------
    path : Path
        Its folder is made if need be.
    content : str
        Written as UTF-8, line ends as they are.

    Raises
    ------
    CourseError
        If the file cannot be written.
    """
    import tempfile  # noqa: PLC0415  (slow to import, and reading needs none of it)

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, 0o644)  # noqa: PTH101  (mkstemp gives 0600, and tables are for everybody)
            os.replace(name, path)  # noqa: PTH105
        except BaseException:
            os.unlink(name)  # noqa: PTH108
            raise
    except OSError as error:
        raise CourseError(
            f"{path} cannot be written ({error.strerror}). Check the folder and its permissions."
        ) from error


def _file(article: str) -> Path:
    """Return where the copy of an article is kept."""
    return paths.texts() / f"{article}.json"


def _loaded(article: str) -> tuple[tuple[Passage, ...], str]:
    """Return the passages of an article in place, and what is wrong with the file, if anything."""
    path = _file(article)
    try:
        return _read(path, reference.stamp(path), article, reference.stamp(reference.table("passages")))
    except FileNotFoundError:
        return (), ""
    except OSError as error:
        return (), f"{path} cannot be read ({error.strerror})"


@lru_cache(maxsize=32)
def _read(
    path: Path, _stamp: tuple[int, int], article: str, _reference: tuple[int, int]
) -> tuple[tuple[Passage, ...], str]:
    """Read and verify one version of a file against one version of the table of passages."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return _verified(content, article), ""
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return (), f"{path} is damaged ({error}). Run: course texts add PATH"


def _verified(content: Any, article: str) -> tuple[Passage, ...]:  # noqa: ANN401  (whatever JSON held)
    """Turn a file's content into passages, each with the hash that the course knows."""
    if (content["format"], content["version"], content["article"]) != (FORMAT, VERSION, article):
        raise ValueError(f"not a text of {article} in format {VERSION}")
    known = reference.known_passages()
    found = []
    for name, text in content["passages"].items():
        if name not in known or known[name].article != article or blocks.sha256(text) != known[name].sha256:
            raise ValueError(f"{name} is not the paragraph that the course knows")
        found.append(Passage(name, article, known[name].number, text))
    return tuple(sorted(found, key=lambda passage: passage.number))
