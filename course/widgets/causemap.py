"""The cause map: who links each cause to the event, how well, and what is left without the author's own voice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from course.model import CourseError
from course.widgets._static import listed, prose
from course.widgets.order import Order
from course.widgets.order_scale import spoken

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from course.widgets._base import Store
    from course.widgets.views import PassageView, Row

Spec = dict[str, Any]

INTRO: Final = (
    "For each paragraph choose who makes the link between the cause and the event, then grade what stands behind it. "
    "Two paragraphs may differ, and one of them speaks against its cause."
)

VOICES: Final = (
    {
        "id": "actor",
        "label": "the North itself",
        "hint": "its agency, its officials, or its conduct as reported",
    },
    {"id": "named expert", "label": "a named expert", "hint": "somebody outside government, by name"},
    {
        "id": "unnamed analysts",
        "label": "unnamed analysts",
        "hint": "“experts” or “analysts say”, without a name",
    },
    {
        "id": "report",
        "label": "plain reporting",
        "hint": "the page sets two things side by side: after, amid, since",
    },
    {"id": "author", "label": "the author", "hint": "the page itself says why, and names nobody for it"},
)
"""Who may assert a cause, in the order of the menus: the values of ``voice`` in the table ``cause_citations``."""

GRADES: Final = (
    {"id": "1", "label": "only said", "hint": "no reason is given"},
    {"id": "2", "label": "a reason is given", "hint": "you can follow it, but not check it"},
    {"id": "3", "label": "can be checked", "hint": "a date, a figure or a document stands there"},
)
"""How good the evidence is. A judgement: never marked, it makes the line thicker."""

ROLES: Final = (
    {"id": "trigger", "label": "a trigger: it can explain the day"},
    {"id": "underlying", "label": "an underlying cause: it was there before"},
    {"id": "open", "label": "open: the pages do not settle it"},
)

ASK_STANCE: Final = "Read the verb again. Does the paragraph speak for this cause or against it?"
ASK_WHO: Final = "Who says so? Read the words just before the verb of saying."
ASK_SAID: Final = (
    "Look for words that hand the view to somebody else: said, told, expressed, analysts say, pointed to."
)
ASK_WHY: Final = "Is this somebody else's view, or does the page say on its own account why it happened?"
ASK_LINK: Final = (
    "Does the sentence say why, or does it only put two things side by side, with after, amid or since?"
)
ASK_ROLE: Final = "When did it begin, and how long before 16 June was that?"

PAGE: Final = frozenset({"author", "report"})
"""Voices of the page itself."""


class CauseMap(Order):
    """Causes to link to the event; see `Order`.

    The spec has ``causes`` instead of cards: ``id``, ``label``, ``short``, ``role`` (None if open), ``why``, ``actors``
    and ``links`` (``passage``, ``article``, ``keys`` such as ``asserts:actor``, ``ask``: what to say on a wrong choice).
    The value has ``cards``: ``C1|GVS-P05`` to ``choice``, ``checked``, ``right``, ``tries``, ``shown``; ``C1`` to the same
    for its role; ``C1>asserts:actor`` to ``grade``. ``without`` says whether the author's voice is left out.
    """

    def text(self) -> str:
        """Title and size in one line."""
        links = sum(len(cause["links"]) for cause in self.spec["causes"])
        causes = len(self.spec["causes"])
        return f"{self.spec['title']}: {causes} causes, {links} paragraphs to place (run this cell to use it)"

    def html(self) -> str:
        """Printable form: one list per cause, to fill in."""
        voices = listed(
            f"<strong>{prose(voice['label'])}</strong>: {prose(voice['hint'])}"
            for voice in self.spec["voices"]
        )
        causes = "".join(_printed(cause) for cause in self.spec["causes"])
        how = f"<p>{prose(self.spec['intro'])} Write one of these behind each paragraph:</p>"
        return f"<p><strong>{prose(self.spec['title'])}</strong></p>{how}{voices}{causes}"


def causemap_widget(
    *,
    causes_rows: Sequence[Row],
    citations_rows: Sequence[Row],
    passages: Mapping[str, PassageView],
    store: Store | None = None,
) -> CauseMap:
    """Build the cause map.

    Parameters
    ----------
    causes_rows, citations_rows : sequence of dict
        Rows of the tables ``causes`` and ``cause_citations``.
    passages : mapping of str to PassageView
        Paragraphs that the links open.
    store : Store, optional
        Where each change is kept.

    Returns
    -------
    CauseMap
        Ready to display.

    Raises
    ------
    CourseError
        If a citation names an unknown cause, voice or paragraph, or a cause has no citation.
    """
    _checked(causes_rows, citations_rows, passages)
    wanted = dict.fromkeys(row["passage"] for row in citations_rows)
    spec: Spec = {
        "id": "cause-map",
        "title": "Cause map",
        "intro": INTRO,
        "layout": "map",
        "event": {"label": "The office is demolished", "date": "16 June 2020"},
        "causes": [_cause(row, citations_rows) for row in causes_rows],
        "voices": [dict(voice) for voice in VOICES],
        "grades": [dict(grade) for grade in GRADES],
        "roles": [dict(role) for role in ROLES],
        "ask_role": ASK_ROLE,
        "passages": {pid: passages[pid] for pid in wanted},
    }
    return CauseMap(spec, store=store)


def _checked(causes: Sequence[Row], citations: Sequence[Row], passages: Mapping[str, PassageView]) -> None:
    known, voices = {row["cause"] for row in causes}, {voice["id"] for voice in VOICES}
    for row in citations:
        where = f"cause_citations, {row['cause']}, {row['passage']}"
        if row["cause"] not in known:
            raise CourseError(f"{where}: no such cause. Add it to causes.csv, or correct the row.")
        if row["voice"] not in voices:
            raise CourseError(
                f"{where}: no such voice as {row['voice']!r}. Use one of {', '.join(sorted(voices))}."
            )
        if row["passage"] not in passages:
            raise CourseError(f"{where}: no such paragraph. Correct the row.")
    bare = known - {row["cause"] for row in citations}
    if bare:
        raise CourseError(
            f"{', '.join(sorted(bare))} has no row in cause_citations; add one, or take the cause out."
        )


def _cause(row: Row, citations: Sequence[Row]) -> Spec:
    return {
        "id": row["cause"],
        "label": row["label"],
        "short": row["short"],
        "role": row.get("role") or None,
        "why": row["why"],
        "actors": [actor.strip() for actor in row["actors"].split(";")],
        "links": [_link(one) for one in citations if one["cause"] == row["cause"]],
    }


def _link(row: Row) -> Spec:
    fitting = [row["voice"], *filter(None, [row.get("also")])]
    return {
        "passage": row["passage"],
        "article": row["passage"].split("-")[0],
        "keys": [f"{row['stance']}:{voice}" for voice in fitting],
        "ask": {voice["id"]: _ask(voice["id"], row["voice"]) for voice in VOICES} | {"stance": ASK_STANCE},
    }


def _ask(chosen: str, key: str) -> str:
    """Say where to look when the voice is wrong; the question does not name the right one."""
    if {chosen, key} == PAGE:
        return ASK_LINK
    if key in PAGE:
        return ASK_WHY
    return ASK_SAID if chosen in PAGE else ASK_WHO


def _printed(cause: Spec) -> str:
    places = listed(f"{spoken(link['passage'])}: ____________" for link in cause["links"])
    return f"<p><strong>{prose(cause['id'])}</strong> {prose(cause['label'])}</p>{places}"
