"""The charts of the course: one theme, one renderer, and the figures of the lessons.

Importing this package sets both up, so any Altair chart drawn afterwards looks and behaves like the course's own.
"""

from __future__ import annotations

import sys

# jsonschema, which Altair imports, builds some 35 grammars at import when this optional checker of international web
# addresses is installed: 0.9 s in every kernel, for nothing that we check. uv leaves it out (pyproject.toml); this
# line does the same for people who installed with pip or conda. jsonschema treats it as "not installed".
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

from course.charts import render, theme  # noqa: E402  (after the line above)
from course.charts.calibration import calibration  # noqa: E402
from course.charts.causes import cause_matrix  # noqa: E402
from course.charts.causesets import cause_sets  # noqa: E402
from course.charts.clock import clock  # noqa: E402
from course.charts.collage import blog_collage  # noqa: E402
from course.charts.dates import page_dates  # noqa: E402
from course.charts.explore import explore_support  # noqa: E402
from course.charts.headlines import headlines  # noqa: E402
from course.charts.hedges import hedges  # noqa: E402
from course.charts.intervals import intervals  # noqa: E402
from course.charts.layers import layers  # noqa: E402
from course.charts.loaded import loaded_rates  # noqa: E402
from course.charts.map import event_map, kilometres  # noqa: E402
from course.charts.matrix import fact_matrix  # noqa: E402
from course.charts.mentions import place_mentions  # noqa: E402
from course.charts.names import name_spellings  # noqa: E402
from course.charts.omissions import omission_matrix  # noqa: E402
from course.charts.origin import origins  # noqa: E402
from course.charts.problems import problem_classes  # noqa: E402
from course.charts.runs import shared_runs  # noqa: E402
from course.charts.series import series  # noqa: E402
from course.charts.show import show  # noqa: E402
from course.charts.slopes import slopes  # noqa: E402
from course.charts.support import fact_support  # noqa: E402
from course.charts.timeline import timeline  # noqa: E402
from course.charts.trade import trade  # noqa: E402
from course.charts.voices import quoted_words  # noqa: E402

__all__ = [
    "blog_collage",
    "calibration",
    "cause_matrix",
    "cause_sets",
    "clock",
    "event_map",
    "explore_support",
    "fact_matrix",
    "fact_support",
    "headlines",
    "hedges",
    "intervals",
    "kilometres",
    "layers",
    "loaded_rates",
    "name_spellings",
    "omission_matrix",
    "origins",
    "page_dates",
    "place_mentions",
    "problem_classes",
    "quoted_words",
    "series",
    "shared_runs",
    "show",
    "slopes",
    "timeline",
    "trade",
]

theme.enable()
render.enable()
