"""What lesson 11 calls: the cause map and the omission bingo, put together from the tables and the case file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from course import casefile, data
from course.widgets.bingo import omission_grid_widget
from course.widgets.causemap import causemap_widget
from course.widgets.views import passage_views

if TYPE_CHECKING:
    from course.widgets.causemap import CauseMap
    from course.widgets.grid import Grid

BINGO_NOTES: Final = {
    "O01|WP": "WP P3 tells of fury about leaflets, as an apparent reason. It does not say who in the North gave it.",
    "O02|GVS": "GVS P10 has an emergency meeting in Seoul, and GVS P24 words of the day before. Neither is a quoted answer "
    "to the demolition.",
    "O06|GVS": "GVS P23 says how leaflets travel, by balloon or bottle, and not what is with them.",
    "O08|GVS": "P14 lets you guess that few people were there. It does not say so.",
    "O08|WSWS": "P5 lets you guess that few people were there. It does not say so.",
}
"""Feedback on cells where a near miss is likely, shown once the cell is checked."""


def cause_map() -> CauseMap:
    """Seven causes to link to the event: who says so, what stands behind it, and what is left without the author."""
    return causemap_widget(
        causes_rows=data.rows("causes"),
        citations_rows=data.rows("cause_citations"),
        passages=passage_views(),
        store=casefile.current(),
    )


def bingo() -> Grid:
    """Ten items of context by five articles: guess who has what, then check."""
    return omission_grid_widget(
        data.rows("omissions"),
        data.rows("omission_citations"),
        data.rows("articles"),
        passage_views(),
        id="11-why-and-what-is-left-out/bingo",
        notes=BINGO_NOTES,
        store=casefile.current(),
    )
