"""Compare a pandas DataFrame or Series with expected rows, by labels and without regard to order or dtype."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.check.plain import describe, is_series, is_table, plain, same
from course.check.results import correct, diagnosed, not_yet

if TYPE_CHECKING:
    from course.model import Exercise, Result

Rows = dict[str, dict[str, Any]]
"""Row label to column to plain value."""


def table(exercise: Exercise, value: object) -> Result:
    """Right if every expected cell is there; more columns may stand beside them, more rows may not.

    ``expected`` is ``{key: name of the column that labels rows, rows: [{...}]}``. The key may be a column or the
    index of the student's table. A Series fits if one column is expected beside the key.
    """
    key, wanted = exercise.expected["key"], _labelled(exercise.expected["rows"], exercise.expected["key"])
    columns = [name for name in exercise.expected["rows"][0] if name != key]
    found = read_rows(value, key, columns)
    if isinstance(found, str):
        return not_yet(found)
    if found == {} and wanted:
        return not_yet(f"Your table has no rows. {exercise.not_yet}")
    absent = [name for name in columns if not any(name in row for row in found.values())]
    if absent:
        return not_yet(f"The column {', '.join(absent)} is not there. {exercise.not_yet}")
    wrong = _wrong_rows(found, wanted, exercise.tolerance)
    more, less = (
        [label for label in found if label not in wanted],
        [label for label in wanted if label not in found],
    )
    if not (wrong or more or less):
        return correct(exercise)
    score = max(0.0, 1 - len([*wrong, *more, *less]) / max(1, len(wanted)))
    foreseen = diagnosed(
        exercise, lambda rows: _holds(found, _labelled(rows, key), exercise.tolerance), score
    )
    return foreseen or not_yet(f"{_message(len(wanted), wrong, more, less)} {exercise.not_yet}", score)


def _labelled(rows: list[dict[str, Any]], key: str) -> Rows:
    return {str(row[key]): {name: part for name, part in row.items() if name != key} for row in rows}


def read_rows(value: Any, key: str, columns: list[str]) -> Rows | str:  # noqa: ANN401
    """Read a table, a column, a list of mappings; or say why it cannot be read."""
    if is_series(value) and len(columns) == 1:
        return {str(plain(label)): {columns[0]: plain(part)} for label, part in value.to_dict().items()}
    if is_table(value):
        records = value if key in value.columns else value.rename_axis(index=key).reset_index()
        value = records.to_dict("records")
    if not isinstance(value, list) or not all(isinstance(row, dict) and key in row for row in value):
        return f"You gave {describe(value)}. The question asks for a table with a column {key!r}."
    labels = [str(plain(row[key])) for row in value]
    if len(set(labels)) < len(labels):
        return f"The column {key!r} names a row twice. Each should stand once: group or filter first."
    return _labelled([{str(name): plain(part) for name, part in row.items()} for row in value], key)


def _wrong_rows(found: Rows, wanted: Rows, tolerance: float) -> list[str]:
    return [
        label
        for label, row in wanted.items()
        if label in found
        and not all(same(found[label].get(name), part, tolerance) for name, part in row.items())
    ]


def _holds(found: Rows, wrong: Rows, tolerance: float) -> bool:
    return bool(wrong) and all(label in found for label in wrong) and not _wrong_rows(found, wrong, tolerance)


def _message(total: int, wrong: list[str], more: list[str], less: list[str]) -> str:
    right = total - len(wrong) - len(less)
    parts = [f"{right} of {total} rows are right."]
    parts += [f"Look again at {', '.join(wrong[:3])}."] if wrong else []
    parts += [f"Not asked for: {', '.join(more[:3])}."] if more else []
    parts += [f"{len(less)} still missing."] if less else []
    return " ".join(parts)
