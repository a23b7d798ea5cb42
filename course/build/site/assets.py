"""The files that all pages share: front-ends, styles, the host script, Vega. The ES modules are their only source."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import course.widgets
from course.build.site.wording import in_front_end
from course.model import CourseError
from course.widgets._base import style

if TYPE_CHECKING:
    from collections.abc import Mapping

_WIDGETS: Final = Path(course.widgets.__file__).parent
_EXPORT: Final = re.compile(r"^export default\b", re.MULTILINE)
_HOST: Final = ("casefile", "unpack", "store", "review", "host", "charts", "views", "find", "page")
"""Parts of the host script, in the order in which they are put together."""


@cache
def names() -> tuple[str, ...]:
    """Names of the front-ends' ES modules."""
    files = sorted(path.stem for path in _WIDGETS.glob("*.js"))
    return tuple(name for name in files if "_" not in name and name != "kit")


def key(text: str) -> str:
    """Short name of a module's text."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def fronts(modules: Mapping[str, str]) -> str:
    """Front-ends in one classic script, because browsers load no modules from files.

    Parameters
    ----------
    modules : mapping of str to str
        `key` to the text of an ES module, as anywidget hands it to notebooks.

    Returns
    -------
    str
        ``courseFronts``: key to what the module exports.

    Raises
    ------
    CourseError
        If a module imports, or exports anything but a default.
    """
    return (
        "window.courseFronts = {\n" + ",\n".join(_classic(*one) for one in sorted(modules.items())) + "\n};\n"
    )


def _classic(name: str, text: str) -> str:
    """One module as a function that returns what it exports."""
    if len(re.findall(r"^(?:export|import)\b", text, re.MULTILINE)) != 1 or not _EXPORT.search(text):
        raise CourseError(
            "the reader edition needs front-ends that import nothing and have one `export default`. "
            f"This one does not: {text[-200:]!r}"
        )
    body, exported = _EXPORT.split(in_front_end(text))
    return f'{json.dumps(name)}: (() => {{ "use strict";\n{body}\nreturn {exported.strip()}\n}})()'


def styles() -> str:
    """One style sheet: that of the edition, then those of the front-ends with their shared part once."""
    kit = (_WIDGETS / "kit.css").read_text("utf8")
    parts = [style(name).removeprefix(kit) for name in names()]
    return "\n".join([_own("site.css"), kit, *parts])


def host() -> str:
    """The host script."""
    parts = "\n".join(_own(f"{name}.js") for name in _HOST)
    return f'(() => {{ "use strict";\n{parts}\n}})();\n'


def _own(name: str) -> str:
    return (resources.files(__package__) / "static" / name).read_text("utf8")


@cache
def vega() -> str:
    """Vega, Vega-Lite and vega-embed as one classic script that sets ``vegaEmbed``.

    Raises
    ------
    CourseError
        If vl-convert, which carries them, is not installed.
    """
    try:
        import vl_convert  # noqa: PLC0415  (only authors have it)
    except ImportError as error:
        raise CourseError(
            "vl-convert is missing: the reader edition takes Vega from it. Run: uv sync"
        ) from error
    bundle = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version=VEGA_LITE)
    return f"{_NOTICE}(() => {{\n{bundle}\n}})();\n"


VEGA_LITE: Final = "6.4"
"""The version that the edition draws charts with: the one that Altair writes. Notebooks have an older one of their own."""

SCHEMA: Final = f"https://vega.github.io/schema/vega-lite/v{VEGA_LITE.split('.')[0]}.json"
_NOTICE: Final = f"/* Vega, Vega-Lite {VEGA_LITE} and vega-embed, BSD 3-Clause: see licences.txt. */\n"


def icon() -> str:
    """The mark of the course, for the tab of a browser."""
    return _own("icon.svg")


def licences() -> str:
    """Notices of what the edition brings along."""
    return _own("licences.txt")


def data_script(name: str, value: Any) -> str:  # noqa: ANN401  (JSON)
    """A value as a classic script that sets one global name."""
    return f"window.{name} = {compact(value)};\n"


def compact(value: Any) -> str:  # noqa: ANN401  (JSON)
    """JSON without spaces that may stand inside ``<script>``."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return (
        text.replace("</", "<\\/")
        .replace("<!--", "<\\!--")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
