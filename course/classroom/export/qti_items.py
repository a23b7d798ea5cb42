"""Single items of QTI 1.2, one function per kind of question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from course.classroom.export.markup import node, number
from course.classroom.export.papers import fields, positions, right, target_list
from course.classroom.export.wording import html, option_order, shuffled, stem
from course.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

    from course.classroom.export.papers import Reading
    from course.model import Option, Question

TYPES: Final = {
    Kind.SINGLE: "multiple_choice_question",
    Kind.MULTIPLE: "multiple_answers_question",
    Kind.NUMBER: "numerical_question",
    Kind.ORDER: "matching_question",
    Kind.MATCH: "matching_question",
    Kind.TEXT: "essay_question",
}
"""Kinds of question and what Canvas calls them."""

RESPONSE: Final = "response1"


def item(question: Question, seed: str = "") -> Element:
    """Write a question as an item.

    Parameters
    ----------
    question : Question
        From the bank.
    seed : str
        See `course.classroom.export.wording.option_order`.
    """
    kind = TYPES[question.kind]
    presentation, conditions, feedback, answers = _KINDS[question.kind](question, seed)
    score = node("decvar", maxvalue="100", minvalue="0", varname="SCORE", vartype="Decimal")
    return node(
        "item",
        _metadata(question.id, kind, 1 if question.scored else 0, answers),
        node("presentation", _material(_stem(question)), *presentation),
        node("resprocessing", node("outcomes", score), *conditions),
        *(_feedback(name, text) for name, text in feedback.items() if text),
        ident=f"course_{number(question.id)}",
        title=question.id,
    )


def reading(paper: str, part: Reading) -> Element:
    """Write something to read as an item without a response."""
    text = f"<h3>{html(part.heading)}</h3>" + "".join(f"<p>{html(line)}</p>" for line in part.lines)
    return node(
        "item",
        _metadata(f"{paper}/{part.id}", "text_only_question", 0, []),
        node("presentation", _material(text)),
        ident=f"course_{number(paper, part.id)}",
        title=part.id,
    )


Parts = tuple[list["Element"], list["Element"], dict[str, str], list[str]]


def _stem(question: Question) -> str:
    unit = f" ({html(question.unit)})" if question.unit else ""
    return f"<p>{html(stem(question))}{unit}</p>"


def _metadata(key: str, kind: str, points: int, answers: Sequence[str]) -> Element:
    values = {
        "question_type": kind,
        "points_possible": str(points),
        "original_answer_ids": ",".join(answers),
        "assessment_question_identifierref": f"course_bank_{number(key)}",
    }
    entries = (
        node("qtimetadatafield", node("fieldlabel", name), node("fieldentry", value))
        for name, value in values.items()
    )
    return node("itemmetadata", node("qtimetadata", *entries))


def _material(text: str) -> Element:
    return node("material", node("mattext", text, texttype="text/html"))


def _feedback(name: str, text: str) -> Element:
    return node("itemfeedback", node("flow_mat", _material(f"<p>{html(text)}</p>")), ident=name)


def _condition(test: Element, *then: Element, goes_on: bool = False) -> Element:
    return node(
        "respcondition", node("conditionvar", test), *then, **{"continue": "Yes" if goes_on else "No"}
    )


def _show(name: str) -> Element:
    return node("displayfeedback", feedbacktype="Response", linkrefid=name)


def _full() -> Element:
    return node("setvar", "100", action="Set", varname="SCORE")


def _chosen(id_: str, response: str = RESPONSE) -> Element:
    return node("varequal", id_, respident=response)


def _ends(test: Element, told: dict[str, str]) -> list[Element]:
    """Score the right answer, and say what the question says to right and wrong ones."""
    good = [_show("correct_fb")] if told["correct"] else []
    found = [_condition(test, _full(), *good)]
    if told["not_yet"]:
        found.append(_condition(node("other"), _show("general_incorrect_fb"), goes_on=True))
    return found


def _said(question: Question) -> dict[str, str]:
    told = fields(question)
    return {"correct": told["correct"], "not_yet": told["not_yet"]}


def _named(told: dict[str, str]) -> dict[str, str]:
    return {"correct_fb": told["correct"], "general_incorrect_fb": told["not_yet"]}


def _choice(question: Question, seed: str) -> Parts:
    ids = {option.id: number(question.id, option.id) for option in question.options}
    order = [question.options[n] for n in option_order(question, seed)]
    labels = [node("response_label", _material(f"<p>{html(o.text)}</p>"), ident=ids[o.id]) for o in order]
    many = "Multiple" if question.kind is Kind.MULTIPLE else "Single"
    response = node("response_lid", node("render_choice", *labels), ident=RESPONSE, rcardinality=many)
    each = [
        _condition(_chosen(ids[o.id]), _show(f"{ids[o.id]}_fb"), goes_on=True) for o in order if o.feedback
    ]
    told = _said(question)
    feedback = _named(told) | {f"{ids[o.id]}_fb": o.feedback for o in order}
    test = _key(question, order, ids)
    return [response], each + _ends(test, told), feedback, [ids[o.id] for o in order]


def _key(question: Question, order: Sequence[Option], ids: dict[str, str]) -> Element:
    keys = [option.id for option in right(question)]
    if question.kind is Kind.SINGLE:
        tests = [_chosen(ids[key]) for key in keys]
        return tests[0] if len(tests) == 1 else node("or", *tests)
    tests = [_chosen(ids[o.id]) if o.id in keys else node("not", _chosen(ids[o.id])) for o in order]
    return node("and", *tests)


def _number(question: Question, _seed: str) -> Parts:
    answer, reach = question.answer or 0.0, question.tolerance
    label = node("response_label", ident="answer1")
    response = node(
        "response_str", node("render_fib", label, fibtype="Decimal"), ident=RESPONSE, rcardinality="Single"
    )
    low = node("vargte", f"{answer - reach:.10g}", respident=RESPONSE)
    high = node("varlte", f"{answer + reach:.10g}", respident=RESPONSE)
    test = node("or", _chosen(f"{answer:.10g}"), node("and", low, high))
    told = _said(question)
    return [response], _ends(test, told), _named(told), [number(question.id, "answer")]


def _match(question: Question, seed: str) -> Parts:
    rights = target_list(question)
    ids = {target: number(question.id, "right", target) for target in rights}
    offered = [rights[n] for n in shuffled(seed, f"{question.id}/right", len(rights))]
    lefts = shuffled(seed, f"{question.id}/left", len(question.items))
    responses = [_left(question, n, offered, ids) for n in lefts]
    share = f"{100 / len(question.items):.2f}"
    conditions = [
        _condition(
            _chosen(ids[question.targets[n]], _left_id(question, n)),
            node("setvar", share, varname="SCORE", action="Add"),
            goes_on=True,
        )
        for n in lefts
    ]
    told = _said(question)
    if told["not_yet"]:
        conditions.append(_condition(node("other"), _show("general_incorrect_fb"), goes_on=True))
    return responses, conditions, _named(told), [_left_id(question, n).split("_")[1] for n in lefts]


def _left_id(question: Question, n: int) -> str:
    return f"response_{number(question.id, 'left', str(n))}"


def _left(question: Question, n: int, offered: Sequence[str], ids: dict[str, str]) -> Element:
    labels = (
        node("response_label", node("material", node("mattext", target)), ident=ids[target])
        for target in offered
    )
    left = _material(f"<p>{html(question.items[n])}</p>")
    return node("response_lid", left, node("render_choice", *labels), ident=_left_id(question, n))


def _order(question: Question, seed: str) -> Parts:
    return _match(positions(question), seed)


def _text(question: Question, _seed: str) -> Parts:
    label = node("response_label", ident="answer1", rshuffle="No")
    response = node("response_str", node("render_fib", label), ident=RESPONSE, rcardinality="Single")
    told = _said(question)
    show = [_show("general_fb")] if told["correct"] else []
    return [response], [_condition(node("other"), *show)], {"general_fb": told["correct"]}, []


_KINDS: Final[dict[Kind, Callable[[Question, str], Parts]]] = {
    Kind.SINGLE: _choice,
    Kind.MULTIPLE: _choice,
    Kind.NUMBER: _number,
    Kind.ORDER: _order,
    Kind.MATCH: _match,
    Kind.TEXT: _text,
}
