"""Notebooks of a small class, made from our own exercise."""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).parents[2]
LESSON = "01-1449"
NAMES = {
    "L1.E1": "corroborated",
    "L1.E2": "single",
    "L1.E3": "unreported",
    "L1.E4": "per_article",
    "L1.E5": "total",
    "L1.E6": "fact_support",
}
RIGHT = {
    "corroborated": "int((support >= 2).sum())",
    "single": "set(support.index[support == 1])",
    "unreported": "set(support.index[support == 0])",
    "per_article": "facts[articles].sum().to_dict()",
    "total": "int(facts[articles].to_numpy().sum())",
}


def starter() -> dict:
    """The exercise of lesson 1 as students get it."""
    return json.loads((ROOT / f"exercises/{LESSON}.ipynb").read_text("utf8"))


def code_cells(notebook: dict) -> list[dict]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def cell_of(notebook: dict, eid: str) -> dict:
    return next(cell for cell in code_cells(notebook) if f'"{eid}"' in "".join(cell["source"]))


def answered(**answers: str) -> dict:
    """The starter with these answers typed in: ``answered(total="30")``."""
    notebook = starter()
    for name, code in answers.items():
        cell = cell_of(notebook, next(eid for eid, n in NAMES.items() if n == name))
        rest = [line for line in "".join(cell["source"]).splitlines() if "course.check" in line]
        head = code if name == "fact_support" else f"{name} = {code}"
        cell["source"] = "\n".join([head, *rest])
    return notebook


def as_bytes(notebook: dict) -> bytes:
    return json.dumps(notebook).encode()
