"""``course assign``: make a class edition, look through it, export it, and link to it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.model import CourseError

if TYPE_CHECKING:
    import argparse


def register(commands: Any) -> None:  # noqa: ANN401  (argparse has no public name for this)
    """Add ``assign`` and what belongs to it to the commands."""
    assign = commands.add_parser("assign", help="for instructors: make and export class editions")
    parts = assign.add_subparsers(required=True, metavar="WHAT", title="what to do")
    _register_new(parts)
    _register_scan(parts)
    _register_export(parts)
    _register_forms(parts)
    links = parts.add_parser("links", help="print links that open a class edition")
    _link_options(links, required=True)
    links.set_defaults(func=run_links)


def _register_new(parts: Any) -> None:  # noqa: ANN401
    new = parts.add_parser(
        "new",
        help="make a class edition for students and its private bundle",
        description="Writes OUT/edition, which students get, and OUT/bundle, which holds the key and stays with you.",
    )
    new.add_argument("name", help="name of the class, such as autumn")
    new.add_argument("--lessons", required=True, help="numbers and ranges, such as 1-6 or 1,3,5-7")
    new.add_argument("--out", required=True, type=Path, help="a new folder")
    new.add_argument("--as-published", action="store_true", help="do not vary the exercises for this class")
    new.add_argument(
        "--self-check", action="store_true", help="give students the keys, so that checks judge at once"
    )
    new.add_argument("--seed", help="draw the variants of an earlier class again (see its bundle.json)")
    _link_options(new, required=False)
    new.set_defaults(func=run_new)


def _register_scan(parts: Any) -> None:  # noqa: ANN401
    scan = parts.add_parser("scan", help="look through an edition for anything that students must not have")
    scan.add_argument("folder", type=Path, help="the edition, as you are about to publish it")
    scan.add_argument("--bundle", type=Path, help="its bundle, so that the keys of its variants are known")
    scan.add_argument("--self-check", action="store_true", help="it was made with --self-check")
    scan.set_defaults(func=run_scan)


def _register_export(parts: Any) -> None:  # noqa: ANN401
    export = parts.add_parser("export", help="write the assignments of a bundle for another grader")
    export.add_argument("--bundle", required=True, type=Path, help="folder of the bundle")
    export.add_argument(
        "--nbgrader", required=True, type=Path, metavar="DIR", help="a new folder for an nbgrader course"
    )
    export.set_defaults(func=run_export)


def _register_forms(parts: Any) -> None:  # noqa: ANN401
    forms = parts.add_parser("forms", help="write the test before and after the course, as students get it")
    forms.add_argument(
        "--form", choices=["A", "B", "both"], default="both", help="which form (default: both)"
    )
    forms.add_argument("--out", required=True, type=Path, help="a folder outside the edition")
    forms.set_defaults(func=run_forms)


def _link_options(command: Any, *, required: bool) -> None:  # noqa: ANN401
    from course.classroom import links  # noqa: PLC0415

    command.add_argument(
        "--repository", required=required, metavar="URL", help="where the edition is or will be published"
    )
    command.add_argument("--branch", default="main", help="branch or tag (default: main)")
    command.add_argument("--hub", default=links.HUB, metavar="URL", help="address of your JupyterHub")
    command.add_argument("--binder", default=links.BINDER, metavar="URL", help="address of a BinderHub")


def run_new(arguments: argparse.Namespace) -> int:
    """Make both folders and say what to do with them."""
    make = _author_tools()
    if arguments.as_published and arguments.seed:
        raise CourseError("--as-published varies nothing, so it takes no --seed. Leave one of them out.")
    seed = "" if arguments.as_published else arguments.seed
    lessons = make.chosen(arguments.lessons)
    made = make.make(arguments.name, lessons, arguments.out, seed=seed, self_check=arguments.self_check)
    print(f"For students: {made.edition} (lessons {', '.join(str(int(name[:2])) for name in made.lessons)})")
    print("  The scan found no solutions, keys, teacher pages or test forms in it.")
    print(f"Private:      {made.bundle}")
    print("  The key. Keep it to yourself and keep a copy; without it nothing can be graded.")
    for lesson, what in made.variants.items():
        print(f"  Lesson {int(lesson[:2])} varies: {what}.")
    if arguments.self_check:
        print("  Made with --self-check: students have the keys, so do not grade these exercises.")
    if arguments.repository:
        return run_links(arguments)
    print(
        "Publish the folder `edition` as a repository of its own, then: course assign links --repository URL"
    )
    return 0


def run_scan(arguments: argparse.Namespace) -> int:
    """Print every finding; 1 if there is one."""
    _author_tools()
    from course.classroom import bundle  # noqa: PLC0415
    from course.classroom.edition import scan  # noqa: PLC0415

    own = bundle.load(arguments.bundle) if arguments.bundle else None
    findings = scan.scan(arguments.folder, bundle=own, self_check=arguments.self_check)
    for finding in findings:
        print(finding)
    if findings:
        print(f"\n{len(findings)} thing(s) that students must not have. Take them out before you publish.")
    else:
        print("Nothing found: no solutions, keys, teacher pages or test forms.")
    if own is None:
        print("Without --bundle only the published keys are known, not those of this class.")
    return 1 if findings else 0


def run_export(arguments: argparse.Namespace) -> int:
    """Write the nbgrader course."""
    _author_tools()
    import nbformat  # noqa: PLC0415

    from course.classroom import bundle, nbgrader  # noqa: PLC0415

    own = bundle.load(arguments.bundle)
    solutions = {}
    for assignment in own.assignments:
        path = own.folder / "solutions" / f"{assignment.name}.ipynb"
        if not path.is_file():
            raise CourseError(f"{path} is not here. Restore the bundle from your copy of it.")
        solutions[assignment.name] = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    written = nbgrader.export(own, solutions, arguments.nbgrader)
    print("\n".join(str(path) for path in written))
    print(
        "source/ holds the key: keep it private. Students get release/ and need the class edition installed."
    )
    print(
        f"Next: cd {arguments.nbgrader} && nbgrader generate_assignment {own.assignments[0].name} --create --force"
    )
    return 0


def run_forms(arguments: argparse.Namespace) -> int:
    """Write each form as JSON and as a page to print or to paste into a platform."""
    from course.classroom import testforms  # noqa: PLC0415
    from course.quiz import forms  # noqa: PLC0415

    for letter in forms.FORMS if arguments.form == "both" else (arguments.form,):
        shown = forms.for_students(forms.load(letter))
        arguments.out.mkdir(parents=True, exist_ok=True)
        for suffix, text in (
            ("json", json.dumps(shown, ensure_ascii=False, indent=1) + "\n"),
            ("md", testforms.page(shown)),
        ):
            path = arguments.out / f"form-{letter.lower()}.{suffix}"
            path.write_text(text, encoding="utf-8", newline="\n")
            print(path)
    print("No keys in these files. Half of the class takes form A first, the other half form B.")
    return 0


def run_links(arguments: argparse.Namespace) -> int:
    """Print the links."""
    from course.classroom import links  # noqa: PLC0415

    found = links.links(arguments.repository, arguments.branch, arguments.hub, arguments.binder)
    for link in found:
        print(f"\n{link.name}: {link.note}\n  {link.url}")
    print(f"\nBadge for a README:\n  {links.badge(arguments.repository, arguments.branch, arguments.binder)}")
    if arguments.hub == links.HUB:
        print("\nPut the address of your hub in place of YOUR-HUB, or name it with --hub URL.")
    return 0


def _author_tools() -> Any:  # noqa: ANN401
    """Load what makes editions; it needs the tools that make notebooks."""
    try:
        from course.classroom.edition import make  # noqa: PLC0415
    except ImportError as error:
        raise CourseError(
            f"{error.name} is missing: class editions are made with the author's tools. Run: uv sync"
        ) from error
    return make
