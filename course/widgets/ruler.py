"""The interval ruler: how many days lie between two events, with what is not known about their dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from course.model import CourseError
from course.quiz import decks_dates
from course.widgets._static import prose
from course.widgets.order import Order

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from course.widgets._base import Store
    from course.widgets.views import PassageView, Row

Spec = dict[str, Any]

LENGTH: Final = {"year": 4, "month": 7, "day": 10}
"""Characters of a date that are known, by precision."""

INTRO: Final = "Choose two events. The ruler counts the days between them, and says what it cannot know."


class Ruler(Order):
    """Two events to choose and the days between them; see `Order`.

    The spec has ``events`` (``id``, ``label``, ``date``, ``from``) instead of cards. The value has ``from``, ``to`` and
    ``measured``: a list of ``from``, ``to`` and the fewest and most days, ``low`` and ``high``.
    """

    def text(self) -> str:
        """Title and size in one line."""
        return f"{self.spec['title']}: {len(self.spec['events'])} events (run this cell to measure)"

    def html(self) -> str:
        """Printable form: the events and their dates."""
        rows = "".join(
            f'<tr><th scope="row">{prose(event["label"])}</th><td>{decks_dates.spoken(event["date"])}</td></tr>'
            for event in self.spec["events"]
        )
        caption = "Count the days from one event to another; the day of the first is day 0."
        heads = '<thead><tr><th scope="col">Event</th><th scope="col">Date</th></tr></thead>'
        table = f'<table border="1"><caption>{caption}</caption>{heads}<tbody>{rows}</tbody></table>'
        return f"<p><strong>{prose(self.spec['title'])}</strong></p>{table}"


def ruler_widget(
    *, rows: Iterable[Row], passages: Mapping[str, PassageView] | None = None, store: Store | None = None
) -> Ruler:
    """Build the interval ruler.

    Parameters
    ----------
    rows : iterable of dict
        Rows of the table ``interval_events``: ``event``, ``date``, ``precision`` (day, month or year), ``label``, and
        ``passages`` if there are any, separated by semicolons.
    passages : mapping of str to PassageView, optional
        Paragraphs that the chosen events open. Default: none.
    store : Store, optional
        Where each change is kept.

    Returns
    -------
    Ruler
        Ready to display.

    Raises
    ------
    CourseError
        If a date cannot be read, or is shorter than its precision.
    """
    events = [_event(row) for row in rows]
    wanted = dict.fromkeys(pid for event in events for pid in event["from"])
    spec: Spec = {
        "id": "ruler",
        "title": "Interval ruler",
        "intro": INTRO,
        "layout": "ruler",
        "events": events,
        "passages": {pid: passages[pid] for pid in wanted if pid in passages} if passages else {},
    }
    return Ruler(spec, store=store)


def _event(row: Row) -> Spec:
    precision, whole = str(row["precision"]), str(row["date"]).strip()
    length = LENGTH.get(precision, 0)
    if not length or len(whole) < length:
        raise CourseError(
            f"interval_events: {row['event']}: {whole!r} is not known to the {precision!r}; "
            "correct the date or its precision (day, month or year)."
        )
    date = whole[:length]
    decks_dates.span(date)
    named = str(row.get("passages") or "").replace(",", ";").split(";")
    return {
        "id": row["event"],
        "label": row["label"],
        "date": date,
        "from": [p.strip() for p in named if p.strip()],
    }
