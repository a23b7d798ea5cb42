"""One page of the edition, and how it is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import jinja2
from markupsafe import Markup

from course.build.site import assets
from course.build.site.prose import host, korean, linkable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.build.site.prose import Heading


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
    """

    kind: str
    title: str
    address: str
    text: str


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


def written(page: Page, data: dict[str, Any]) -> dict[str, str]:
    """The files of a page, by path.

    Parameters
    ----------
    page : Page
        Any.
    data : dict
        Its data, with references to what pages share.
    """
    packed = assets.compact(data)
    own = page.path.removesuffix(".html") + ".js" if len(packed) > INLINE else ""
    needs = {name: bool(page.data.get(name)) for name in ("fronts", "charts")}
    made = (
        _templates()
        .get_template(page.template)
        .render(
            page=page,
            root=page.root,
            navigation=NAVIGATION,
            data=Markup("{}" if own else packed),  # noqa: S704  (safe inside a script element)
            data_file=own.rpartition("/")[2],
            needs=needs,
            **page.context,
        )
    )
    return {page.path: made} | ({own: f"window.coursePage = {packed};\n"} if own else {})
