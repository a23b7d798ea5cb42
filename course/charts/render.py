"""How charts reach the screen: the one Altair renderer, named ``course``.

JupyterLab 4 and Notebook 7 carry Vega-Lite 5.6 and draw it themselves, offline, under the type
``application/vnd.vegalite.v5+json``; they know no type for version 6, which Altair writes, and Altair's other
renderers load their code from the web. So the specification is handed over under the version 5 name, and a test
compiles every chart with version 5 as well as 6. Where nothing draws Vega-Lite the description stands as text, and a
picture beside it if ``COURSE_PNG=1`` asks for one (and vl-convert is installed).
"""

from __future__ import annotations

import base64
import json
import os
from typing import Any, Final

import altair as alt

MIME: Final = "application/vnd.vegalite.v5+json"
SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"


def enable() -> None:
    """Make ``course`` the renderer of every Altair chart."""
    alt.renderers.register("course", bundle)
    alt.renderers.enable("course")


def bundle(spec: dict[str, Any], **_options: object) -> dict[str, Any]:
    """Choose the forms in which a notebook gets a chart.

    Parameters
    ----------
    spec : dict
        Vega-Lite specification.

    Returns
    -------
    dict
        MIME type to content: the specification, its description, and a picture where one is asked for.
    """
    spec = {**spec, "$schema": SCHEMA}
    found: dict[str, Any] = {MIME: spec, "text/plain": _plain(spec)}
    picture = png(spec) if os.environ.get("COURSE_PNG") == "1" else None
    return found | ({"image/png": base64.b64encode(picture).decode()} if picture else {})


def png(spec: dict[str, Any], scale: float = 2.0) -> bytes | None:
    """Draw a chart without a browser.

    Parameters
    ----------
    spec : dict
        Vega-Lite specification.
    scale : float
        Pixels of the picture per pixel of the chart.

    Returns
    -------
    bytes or None
        A PNG; None where vl-convert is not installed.
    """
    try:
        import vl_convert  # noqa: PLC0415  (optional)
    except ImportError:
        return None
    drawn: bytes = vl_convert.vegalite_to_png(json.dumps(spec), vl_version="5.8", scale=scale)
    return drawn


def _plain(spec: dict[str, Any]) -> str:
    return str(spec.get("description") or "A chart without a description.")
