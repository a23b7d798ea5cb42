"""The two libraries that only instructors need, loaded when a statistic asks for them."""

from __future__ import annotations

from typing import Any

from course.model import CourseError


def stats() -> Any:  # noqa: ANN401  (scipy has no types)
    """Module ``scipy.stats``.

    Raises
    ------
    CourseError
        If scipy is not installed; the message says how to install it.
    """
    try:
        from scipy import stats as found  # type: ignore[import-untyped]  # noqa: PLC0415  (an optional extra)
    except ImportError as error:
        raise CourseError(_missing("scipy")) from error
    return found


def optimize() -> Any:  # noqa: ANN401  (scipy has no types)
    """Module ``scipy.optimize``, as `stats`."""
    try:
        from scipy import optimize as found  # noqa: PLC0415  (an optional extra)
    except ImportError as error:
        raise CourseError(_missing("scipy")) from error
    return found


def krippendorff() -> Any:  # noqa: ANN401  (its arguments are wider than its types say)
    """Module ``krippendorff``, as `stats`."""
    try:
        import krippendorff as found  # noqa: PLC0415  (an optional extra)
    except ImportError as error:
        raise CourseError(_missing("krippendorff")) from error
    return found


def _missing(name: str) -> str:
    return (
        f"Class statistics need {name}, which is not installed here. Install it with: uv sync --extra statistics "
        "(or: python -m pip install scipy krippendorff)."
    )
