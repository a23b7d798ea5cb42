"""The question front-end: exit quiz, recall, hook, prediction and writing."""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from course.model import Kind, Question
from course.widgets._base import FrontEnd, Store, module, style
from course.widgets._static import details, listed, prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from course.widgets.views import PassageView

Spec = dict[str, Any]
State = dict[str, Any]

SHOWN: Final = (
    *("id", "kind", "stem", "evidence", "options", "items", "targets", "answer", "tolerance", "unit"),
    *("feedback", "confidence", "scored", "rubric", "exemplars", "words", "citations", "sentence", "node"),
    *("job", "checks"),
)
"""What the browser gets of a question. Notes for teachers (why an option tempts, misconceptions, skill) stay here."""

SHOWN_OF_OPTION: Final = ("id", "text", "key", "feedback", "look_at")


class Questions(FrontEnd):
    """A list of questions, judged in the browser.

    Parameters
    ----------
    spec : dict
        ``id``, ``title``, ``intro`` and ``questions`` (as `shown` makes them).
    value : dict, optional
        Question ID to ``response``, ``confidence``, ``checked``, ``outcome``, ``attempts``, ``level``, ``shown``.
    store : Store, optional
        Where each change is kept. If it has ``record_answer(id, attempt)`` and ``record_writing(id, text, level)``,
        each new attempt and each saved text goes there too, once.
    """

    _esm = module("question")
    _css = style("question")

    def __init__(self, spec: Spec, value: State | None = None, store: Store | None = None) -> None:
        super().__init__(spec, value=value, store=store)
        self.on_msg(self._confirm)

    def _confirm(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        """Say what is kept of a question, so that a page can tell when nobody is there any more."""
        if content.get("type") != "kept?":
            return
        state = self.value.get(str(content.get("of")))
        notices = [] if getattr(self._store, "saved", True) else list(getattr(self._store, "notices", ()))
        self.send({"id": content.get("id"), "ok": True, "state": state, "trouble": " ".join(notices)})

    def _keep(self, change: dict[str, Any]) -> None:
        """Hand the value to the store, and whatever is new in it to the learner's record."""
        super()._keep(change)
        before = set(_events(self.spec, change["old"]))
        for method, qid, packed in _events(self.spec, change["new"]):
            record = getattr(self._store, method, None)
            if record is not None and (method, qid, packed) not in before:
                record(qid, *json.loads(packed))

    def text(self) -> str:
        """Title and size in one line."""
        count = len(self.spec["questions"])
        size = "1 question" if count == 1 else f"{count} questions"
        return f"{self.spec['title']}: {size} (run this cell to answer)"

    def html(self) -> str:
        """Every question with its options, and its feedback to open. The same on every run and for every student."""
        head = f"<p><strong>{prose(self.spec['title'])}</strong></p>"
        intro = f"<p>{prose(self.spec['intro'])}</p>" if self.spec["intro"] else ""
        return head + intro + listed(map(_static_question, self.spec["questions"]), "ol")


def questions_widget(  # noqa: PLR0913  (what every front-end takes, and the order of the options)
    questions: Sequence[Question],
    *,
    id: str,  # noqa: A002  (the name that every front-end uses)
    title: str,
    intro: str = "",
    passages: Mapping[str, PassageView] | None = None,
    code: str | None = None,
    start: Mapping[str, str] | None = None,
    store: Store | None = None,
) -> Questions:
    """Build a list of questions.

    Parameters
    ----------
    questions : sequence of Question
        From `course.quiz.bank`, in the order in which they are asked.
    id, title, intro : str
        Where the case file keeps the answers; what stands above the questions.
    passages : mapping of str to PassageView, optional
        Paragraphs that feedback opens; those that no question needs are left out.
    code : str, optional
        The learner's code, which decides the order of the options. Default: that of the store, if it has one.
    start : mapping of str to str, optional
        For a trail: where it starts (``who``, ``when``, ``adds``). The questions are then asked one after another.
    store : Store, optional
        Where each change is kept; see `Questions`.

    Returns
    -------
    Questions
        Ready to display.
    """
    seed = str(getattr(store, "code", "") or "") if code is None else code
    spec: Spec = {
        "id": id,
        "title": title,
        "intro": intro,
        "questions": [shown(question, passages or {}, seed) for question in questions],
    }
    if start is not None:
        spec["trail"] = {"start": dict(start)}
    return Questions(spec, store=store)


def shown(question: Question, passages: Mapping[str, PassageView], code: str = "") -> Spec:
    """Prepare a question for the browser.

    Parameters
    ----------
    question : Question
        From the bank.
    passages : mapping of str to PassageView
        Paragraphs to choose from.
    code : str
        With the question's ID, the seed of the order in which options, items or targets stand.

    Returns
    -------
    dict
        Plain JSON: options in display order; for order and match also ``display``, indices in display order.
    """
    full = asdict(question)
    spec = {name: full[name] for name in SHOWN}
    options = _shuffled(question.options, question, code)
    spec["options"] = [{name: getattr(option, name) for name in SHOWN_OF_OPTION} for option in options]
    spec["display"] = _display(question, code)
    spec["passages"] = {pid: passages[pid] for pid in _evidence(question) if pid in passages}
    plain: Spec = json.loads(json.dumps(spec))
    return plain


def _shuffled(things: Sequence[Any], question: Question, code: str) -> list[Any]:
    """Put things in the order that belongs to this question and this learner: the same on every run and machine."""
    order = list(things)
    if question.shuffle:
        random.Random(f"{question.id}/{code}").shuffle(order)  # noqa: S311  (a display order, not a secret)
    return order


def _display(question: Question, code: str) -> list[str]:
    """Order of the items (order: never the right one) or of the targets (match: each text once)."""
    if question.kind is Kind.MATCH:
        distinct = {text: str(index) for index, text in reversed(list(enumerate(question.targets)))}
        return _shuffled(sorted(distinct.values(), key=int), question, code)
    if question.kind is not Kind.ORDER:
        return []
    right = [str(index) for index in range(len(question.items))]
    display = _shuffled(right, question, code)
    texts = [question.items[int(index)] for index in display]
    return display[1:] + display[:1] if texts == list(question.items) else display


def _evidence(question: Question) -> list[str]:
    """Paragraphs that any feedback of this question may open, each once."""
    return list(
        dict.fromkeys([*question.evidence, *(pid for option in question.options for pid in option.look_at)])
    )


def _events(spec: Spec, value: Mapping[str, State]) -> Iterator[tuple[str, str, str]]:
    """List what a value holds for the learner's record: method of the store, question ID, arguments as JSON."""
    for question in spec["questions"]:
        state = value.get(question["id"]) or {}
        for attempt in state.get("attempts") or ():
            yield "record_answer", question["id"], json.dumps([attempt])
        if question["kind"] == Kind.TEXT and state.get("checked"):
            yield "record_writing", question["id"], json.dumps([state.get("response"), state.get("level")])


def _static_question(question: Spec) -> str:
    options = sorted(question["options"], key=lambda option: option["id"])
    items = sorted(question["items"]) if question["kind"] == Kind.ORDER else question["items"]
    targets = listed(map(prose, sorted(set(question["targets"]))))
    return (
        f"<p>{prose(question['stem'])}</p>{listed(prose(option['text']) for option in options)}"
        + listed(map(prose, items))
        + (f"<p>Match with:</p>{targets}" if targets else "")
        + details("Feedback", _static_feedback(question, options))
    )


def _static_feedback(question: Spec, options: Sequence[Spec]) -> str:
    entries = [_static_option(option, scored=question["scored"]) for option in options if option["feedback"]]
    entries += [
        prose(line) for line in [_solution(question), _closing(question), _step(question["node"])] if line
    ]
    entries += [
        f"Level {level}: {prose(descriptor)}" for level, descriptor in enumerate(question["rubric"], 1)
    ]
    look = ", ".join(pid.replace("-P0", "-P").replace("-", " ") for pid in question["evidence"])
    return listed(entries) + (f"<p>Look again: {look}</p>" if look else "")


def _static_option(option: Spec, *, scored: bool) -> str:
    mark = "\u2713 " if option["key"] and scored else ""
    return f"{mark}{prose(option['text'])}: {prose(option['feedback'])}"


def _solution(question: Spec) -> str:
    if question["kind"] == Kind.NUMBER and question["scored"]:
        return f"**Answer:** {question['answer']:g} {question['unit']}".strip()
    if question["kind"] == Kind.ORDER:
        return f"**Right order:** {'; '.join(question['items'])}"
    pairs = zip(question["items"], question["targets"], strict=False)
    return (
        "**Pairs:** " + "; ".join(f"{item} \u2192 {target}" for item, target in pairs)
        if question["targets"]
        else ""
    )


def _step(node: Mapping[str, str]) -> str:
    """Say where a step of a trail leads."""
    return f"**One step upstream:** {node['who']}, {node['when']}. {node['adds']}" if node else ""


def _closing(question: Spec) -> str:
    """Say it to an answer that is right; for a text it would come before the student has written one."""
    return "" if question["kind"] == Kind.TEXT else str(question["feedback"].get("correct", ""))
