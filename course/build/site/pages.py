"""One page of the edition, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import jinja2
from markupsafe import Markup

from course.build.site import assets, markup, quoting
from course.build.site.prose import host, korean, linkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.build.site.prose import Heading
    from course.build.site.quoting import Source


@dataclass(frozen=True, slots=True)
class Entry:
    """One place that the search finds.

    Parameters
    ----------
    kind : str
        Lesson, Exercise, Article, Event, Word or Page.
    title : str
        What it is called.
    address : str
        From the root of the edition, with the place on the page.
    text : str
        What stands there.
    more : tuple of str, optional
        The same in parts, where other pages have one of them too.
    """

    kind: str
    title: str
    address: str
    text: str
    more: tuple[str, ...] = ()

    def packed(self) -> list[Any]:
        """As the search has it: the parts apart, so that they are shared."""
        return [self.kind, self.title, self.address, list(self.more) or self.text]


@dataclass(slots=True)
class Page:
    """One page before it is written.

    Parameters
    ----------
    path : str
        From the root of the edition, such as ``lessons/05-how-sure.html``.
    template : str
        Name of its template.
    title, description : str
        For browsers and search engines.
    section : str
        Which entry of the navigation is marked.
    context : dict
        What the template needs besides.
    data : dict
        ``fronts`` and ``charts`` (see `course.build.site.displays.Material`) and anything else that scripts need.
    modules : dict of str to str
        ES modules of the front-ends.
    entries : list of Entry
        For the search.
    toc : list of Heading
        Headings of the second level.
    """

    path: str
    template: str
    title: str
    description: str = ""
    section: str = ""
    context: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)
    modules: dict[str, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    toc: Sequence[Heading] = ()

    @property
    def root(self) -> str:
        """Way from this page to the root of the edition."""
        return "../" * self.path.count("/")


NAVIGATION: Final = (
    ("lessons", "index.html", "Lessons"),
    ("articles", "articles/index.html", "Articles"),
    ("timeline", "timeline.html", "Timeline"),
    ("glossary", "glossary.html", "Glossary"),
    ("about", "about.html", "About"),
)
"""Sections, their pages and their names."""


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("course.build.site"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(korean=korean, linkable=linkable, host=host)
    return environment


INLINE: Final = 8000
"""Characters of data that stand in the page itself; more has a file of its own, beside the page."""


def written(page: Page, data: dict[str, Any], shared: Source | None = None) -> dict[str, str]:
    """The files of a page, by path.

    Parameters
    ----------
    page : Page
        Any.
    data : dict
        Its data, with references to what pages share.
    shared : Source, optional
        Texts that pages share.
    """
    packed = assets.compact(_quoted(page, data, shared or quoting.source_of([])))
    own = page.path.removesuffix(".html") + ".js" if len(packed) > INLINE else ""
    made = _rendered(page, "{}" if own else packed, own.rpartition("/")[2])
    return {page.path: made} | ({own: f"window.coursePage = {packed};\n"} if own else {})


def _quoted(page: Page, data: dict[str, Any], shared: Source) -> dict[str, Any]:
    """The data of a page with quotations of its text, and a number by which scripts know the text again."""
    if not any(data.get(name) for name in QUOTING):
        return data
    text = quoting.words(_rendered(page))
    quotations = quoting.Quotations(text, shared)
    found = {name: quotations.packed(data[name]) for name in QUOTING if name in data}
    return {**data, **found, "words": quoting.checksum(text)}


QUOTING: Final[tuple[str, ...]] = ("fronts", "charts")
"""Parts of a page's data that may quote its text."""


def _rendered(page: Page, data: str = "{}", data_file: str = "") -> str:
    made = (
        _templates()
        .get_template(page.template)
        .render(
            page=page,
            root=page.root,
            navigation=NAVIGATION,
            data=Markup(data),  # noqa: S704  (safe inside a script element)
            data_file=data_file,
            needs={name: bool(page.data.get(name)) for name in (*QUOTING, "search")},
            **page.context,
        )
    )
    return markup.lean(made) if page.template == LARGE else made


LARGE: Final = "lesson.html"
"""The pages that have most in them."""
