"""Pages: Jinja templates with everything they need inside, so that one file is the whole page."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from course.classroom.export.wording import html, korean
from course.model import CourseError

if TYPE_CHECKING:
    from jinja2 import Environment

HERE: Final = Path(__file__).parent
TEMPLATES: Final = HERE / "templates"


@cache
def environment() -> Environment:
    """Where the templates are, with escaping on and the marks of the bank as filters."""
    try:
        import jinja2  # noqa: PLC0415  (an extra)
        from markupsafe import Markup  # noqa: PLC0415  (comes with it)
    except ImportError as error:
        raise CourseError(
            f"{error.name} is missing: pages need the extra 'classroom'. Run: uv sync --extra classroom, "
            "or: pip install 'one-event-five-stories[classroom]'"
        ) from error
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.filters["words"] = lambda text: Markup(html(str(text)))  # noqa: S704  (escaped by `html`)
    made.filters["raw"] = lambda page: Markup(korean(str(page)))  # noqa: S704  (our own HTML)
    made.globals["asset"] = lambda name: Markup(_asset(name))  # noqa: S704  (files beside this one)
    return made


def render(template: str, **values: Any) -> str:  # noqa: ANN401  (whatever a template takes)
    """Fill a template.

    Parameters
    ----------
    template : str
        Name of a file in ``templates``.
    **values : object
        What it asks for; a missing one is an error.
    """
    return environment().get_template(template).render(**values)


def _asset(name: str) -> str:
    """Text of a style sheet or a script; a script cannot end the element that holds it."""
    return (HERE / name).read_text("utf8").replace("</script", "<\\/script")
