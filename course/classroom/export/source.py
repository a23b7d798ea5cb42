"""A lesson's page read as parts: prose, quotations, and what each cell calls, draws or shows.

The cells are run as they stand in ``lesson.md``, with a stand-in for ``course`` that draws charts and loads tables, and
notes every call of a widget instead of making one. So a chart or a table of a handout is the one of the lesson.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from course import paths
from course.model import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CELL: Final = re.compile(r"^```\{code-cell\}[^\n]*\n(.*?)^```\s*?$", re.MULTILINE | re.DOTALL)
_DETAILS: Final = re.compile(r"<details>\s*<summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
_HEAD: Final = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_LINK: Final = re.compile(r'<a href="(?!https?:)[^"]*">(.*?)</a>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a part.

    Parameters
    ----------
    kind : str
        ``paragraph``, ``quote``, ``list``, ``table`` (HTML in `html`), ``details`` (HTML, its summary in `name`),
        ``call`` (name of the function in `name`), ``chart`` (specification in `spec`) or ``frame`` (in `value`).
    html, name : str
        See above.
    arguments, options : tuple, dict
        What a call was given.
    spec : dict
        Vega-Lite specification.
    value : object
        A data frame or a series.
    """

    kind: str
    html: str = ""
    name: str = ""
    arguments: tuple[Any, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)
    spec: dict[str, Any] = field(default_factory=dict)
    value: Any = None


@dataclass(frozen=True, slots=True)
class Part:
    """What stands under one heading.

    Parameters
    ----------
    level : int
        1 for the lesson, 2 for a beat, 3 for a part of one.
    heading : str
        Without marks.
    beat : str
        Heading of the beat that it belongs to.
    blocks : tuple of Block
        In order.
    """

    level: int
    heading: str
    beat: str
    blocks: tuple[Block, ...]

    @property
    def number(self) -> int | None:
        """Number of the beat, from 0; None outside the beats."""
        found = re.match(r"(\d+) \u00b7", self.beat)
        return int(found[1]) if found else None


def read(lesson: str) -> list[Part]:
    """Read a lesson.

    Parameters
    ----------
    lesson : str
        Folder name, ``06-whose-voice``.

    Raises
    ------
    CourseError
        If there is no such lesson, or a cell of it fails.
    """
    path = paths.lessons() / lesson / "lesson.md"
    if not path.is_file():
        raise CourseError(f"{lesson}: there is no lesson.md. `course export` names lessons as in lessons/.")
    text = _HEAD.sub("", path.read_text("utf8"))
    return list(_parts(_pieces(text, Stand(lesson))))


def driving_question(parts: list[Part]) -> str:
    """Take the question of the lesson from its head, as HTML without its frame."""
    quotes = [block.html for block in parts[0].blocks if block.kind == "quote"]
    return re.sub(r"</?(?:blockquote|p|strong)>", "", quotes[0]).strip() if quotes else ""


def _pieces(text: str, course: Stand) -> Iterator[Block]:
    names: dict[str, Any] = {"course": course}
    at = 0
    for cell in _CELL.finditer(text):
        yield from _prose(text[at : cell.start()])
        yield from _run(cell[1], names, course)
        at = cell.end()
    yield from _prose(text[at:])


def _prose(text: str) -> Iterator[Block]:
    at = 0
    for box in _DETAILS.finditer(text):
        yield from _markdown(text[at : box.start()])
        inside = "".join(block.html for block in _markdown(box[2]))
        yield Block("details", inside, re.sub(r"<[^>]*>", "", box[1]))
        at = box.end()
    yield from _markdown(text[at:])


_KINDS: Final = {
    "paragraph_open": "paragraph",
    "blockquote_open": "quote",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "table_open": "table",
    "heading_open": "heading",
}


def _markdown(text: str) -> Iterator[Block]:
    try:
        from markdown_it import MarkdownIt  # noqa: PLC0415  (comes with the extra)
    except ImportError as error:
        raise CourseError("markdown-it-py is missing. Run: uv sync --extra classroom") from error
    parser = MarkdownIt("commonmark").enable("table")
    tokens = parser.parse(text)
    start = 0
    for place, token in enumerate(tokens):
        if token.level or token.nesting > 0:
            continue
        group = tokens[start : place + 1]
        start = place + 1
        page = _LINK.sub(r"\1", parser.renderer.render(group, parser.options, {}))
        kind = _KINDS.get(group[0].type)
        if kind == "heading":
            yield Block("heading", re.sub(r"<[^>]*>", "", page).strip(), group[0].tag)
        elif kind:
            yield Block(kind, page)


def _parts(blocks: Iterator[Block]) -> Iterator[Part]:
    level, heading, beat, held = 1, "", "", list[Block]()
    for block in blocks:
        if block.kind != "heading":
            held.append(block)
            continue
        if heading or held:
            yield Part(level, heading, beat, tuple(held))
        level, heading, held = int(block.name[1]), block.html, []
        beat = heading if level < 3 else beat
    yield Part(level, heading, beat, tuple(held))


class Stand:
    """Stands in for ``course`` in the cells of a lesson: draws and loads, and notes what else is called."""

    def __init__(self, lesson: str) -> None:
        self.lesson = lesson
        self.seen: list[Block] = []

    @property
    def charts(self) -> Any:  # noqa: ANN401  (a module)
        """The charts of the course."""
        from course import charts  # noqa: PLC0415  (heavy)

        return charts

    def load(self, name: str, **options: Any) -> Any:  # noqa: ANN401
        """Load a table, as the course does."""
        from course import data  # noqa: PLC0415  (heavy)

        return data.load(name, **options)

    def show(self, chart: Any, *_rest: Any, **_options: Any) -> None:  # noqa: ANN401
        """Note a chart."""
        self.seen.append(Block("chart", spec=chart.to_dict(validate=False)))

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_"):
            raise AttributeError(name)

        def call(*arguments: Any, **options: Any) -> None:  # noqa: ANN401
            self.seen.append(Block("call", name=name, arguments=arguments, options=options))

        return call


def _run(source: str, names: dict[str, Any], course: Stand) -> list[Block]:
    import pandas as pd  # noqa: PLC0415  (heavy)

    course.seen = []
    tree = ast.parse(source)
    tree.body = [line for line in tree.body if ast.unparse(line) != "import course"]
    end = tree.body[-1] if tree.body else None
    last = end.value if isinstance(end, ast.Expr) else None
    tree.body = tree.body[:-1] if last else tree.body
    try:
        # The cells are the project's own, the same that `course build` puts into notebooks.
        with pd.option_context("display.max_colwidth", None):
            exec(compile(tree, course.lesson, "exec"), names)  # noqa: S102
            value = eval(compile(ast.Expression(last), course.lesson, "eval"), names) if last else None  # noqa: S307
    except Exception as error:
        where = source.strip().splitlines()[0]
        raise CourseError(f"{course.lesson}: the cell {where!r} fails: {error}. Mend lesson.md.") from error
    shown = [Block("frame", value=value)] if isinstance(value, pd.DataFrame | pd.Series) else []
    return [*course.seen, *shown]
