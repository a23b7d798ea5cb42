"""Where things are: the same answer in a checkout and in an installed wheel."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parent
DRIVE = Path("/drive")
"""Where JupyterLite shows Python the files that the browser keeps. All others go when the page is closed."""


@cache
def root() -> Path:
    """Folder that holds ``data/`` and ``lessons/``.

    Returns
    -------
    Path
        The checkout, if the package stands in one; else the copy inside the installed package.
    """
    checkout = PACKAGE.parent
    return checkout if (checkout / "data" / "datapackage.json").is_file() else PACKAGE / "_shipped"


def in_browser() -> bool:
    """Return whether Python itself runs in a browser (JupyterLite)."""
    return sys.platform == "emscripten"


def data() -> Path:
    """Folder of the tables."""
    return root() / "data"


def lessons() -> Path:
    """Folder of the lessons' sources."""
    return root() / "lessons"


def notebooks() -> Path:
    """Folder of the notebooks that students open; there may be none beside an installed package."""
    return (DRIVE if in_browser() else root()) / "notebooks"


def _own_folder() -> Path:
    """Folder for what belongs to this learner or teacher: the checkout, or the user's data folder."""
    if in_browser() and DRIVE.is_dir():
        return DRIVE
    if root() != PACKAGE / "_shipped" and os.access(root(), os.W_OK):
        return root()
    import platformdirs  # noqa: PLC0415  (only where the course is installed without a checkout)

    return Path(platformdirs.user_data_dir("one-event-five-stories"))


def texts() -> Path:
    """Folder of the lawfully obtained copies of the articles (``COURSE_TEXTS`` overrides it)."""
    override = os.environ.get("COURSE_TEXTS")
    return (
        Path(override) if override else _own_folder() / ("data/texts" if _own_folder() == root() else "texts")
    )


def case_file() -> Path:
    """The learner's case file (``COURSE_CASE_FILE`` overrides it)."""
    override = os.environ.get("COURSE_CASE_FILE")
    return Path(override) if override else _own_folder() / "case-file.json"
