"""The expert card: what a learner finds out about one analyst, away from the page."""

from __future__ import annotations

from typing import Any, Final

from course import casefile
from course.widgets.form import Form

EXPERT_FIELDS: Final[list[dict[str, Any]]] = [
    {
        "name": "analyst",
        "label": "Analyst",
        "kind": "select",
        "required": True,
        "hint": "Choose one, and keep to the same person for all three searches.",
        "options": [
            {"id": "Glyn Davies", "label": "Glyn Davies (BLOG P12)"},
            {"id": "Leif-Eric Easley", "label": "Leif-Eric Easley (GVS P20)"},
            {"id": "Cheong Seong-chang", "label": "Cheong Seong-chang (GVS P32)"},
            {"id": "Harry Kazianis", "label": "Harry Kazianis (IND P26)"},
            {"id": "Lee Seong-hyon", "label": "Lee Seong-hyon (WSWS P9)"},
        ],
    },
    {
        "name": "search",
        "label": "Search",
        "kind": "select",
        "required": True,
        "hint": "One row for each of the three.",
        "options": [
            {"id": "money", "label": "Who pays for the institution?"},
            {"id": "record", "label": "What has this person said before, and how did it turn out?"},
            {"id": "disagrees", "label": "Which other expert disagrees, and why?"},
        ],
    },
    {
        "name": "found",
        "label": "What you found",
        "kind": "long",
        "required": True,
        "hint": "In your own words. “Nothing found” is a finding too: say where you looked.",
    },
    {
        "name": "source",
        "label": "Where",
        "kind": "text",
        "required": True,
        "hint": "Site, date, address. Not the institution's own page alone.",
    },
    {
        "name": "means",
        "label": "What it tells you",
        "kind": "long",
        "required": False,
        "hint": "Does it change how you read the quotation? What can it not tell you?",
    },
]

_EXPERT_SPEC: Final[dict[str, Any]] = {
    "id": "expert-card",
    "title": "Expert card",
    "intro": "Three searches on one analyst, away from the page that has the quotation. Add a row for each.",
    "noun": ["search", "searches"],
    "caption": "Your expert card",
    "add_label": "Add to the card",
    "fields": EXPERT_FIELDS,
}


def expert_card() -> Form:
    """A form for three searches on one analyst, kept in the case file."""
    return Form(dict(_EXPERT_SPEC), store=casefile.current())
