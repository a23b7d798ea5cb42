"""QTI 1.2 packages as Canvas imports them: manifest, settings of each quiz, and its items.

The content model is that of IMS QTI 1.2 (ASI information model, 2002); the metadata fields, the numeric identifiers
and ``assessment_meta.xml`` are those of Canvas, as in packages that text2qti writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from course.classroom.export import qti_items
from course.classroom.export.markup import document, node, number, package
from course.classroom.export.papers import SURE, fields
from course.classroom.export.wording import html
from course.model import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from course.classroom.export.papers import Paper

XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
QTI: Final = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
CANVAS: Final = "http://canvas.instructure.com/xsd/cccv1p0"
MANIFEST: Final = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
METADATA: Final = "http://www.imsglobal.org/xsd/imsmd_v1p2"
LICENCE: Final = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"


def export(papers: Sequence[Paper], seed: str = "") -> bytes:
    """Write a package with one quiz per paper.

    Parameters
    ----------
    papers : sequence of Paper
        What to export.
    seed : str
        Mixes the options of every question in the same way each time; empty for the order of the bank.

    Returns
    -------
    bytes
        A zip: the same bytes for the same papers and seed.
    """
    files = {"imsmanifest.xml": document(_manifest(papers))}
    for paper in papers:
        name = ident(paper)
        files[f"{name}/{name}.xml"] = document(_assessment(paper, seed))
        files[f"{name}/assessment_meta.xml"] = document(_settings(paper, seed))
    return package(files)


def ident(paper: Paper) -> str:
    """Identifier of a quiz, and the name of its folder."""
    return f"course_{paper.name}"


def losses(paper: Paper) -> list[str]:
    """What a QTI package for Canvas cannot carry over, one line each."""
    found = [
        f"{q.id}: feedback for the wrong values {', '.join(fields(q)['diagnosed'])}; Canvas keeps one text for all "
        "wrong numbers."
        for q in paper.questions
        if q.kind is Kind.NUMBER and fields(q)["diagnosed"]
    ]
    found += [
        f"{q.id}: things to put in order became pairs of thing and place; Canvas has no ordering in QTI 1.2."
        for q in paper.questions
        if q.kind is Kind.ORDER
    ]
    found += [
        f"{q.id}: levels, example answers and limits of length; Canvas marks writing with a rubric of its own."
        for q in paper.questions
        if q.kind is Kind.TEXT
    ]
    fixed = [q.id for q in paper.questions if not q.shuffle and not q.id.endswith(SURE)]
    if fixed and _shuffles(paper, ""):
        found.append(f"{', '.join(fixed)}: fixed order of options; Canvas mixes a whole quiz or nothing.")
    return found


def points(paper: Paper) -> int:
    """Sum of the points."""
    return sum(1 for q in paper.questions if q.scored)


def _shuffles(paper: Paper, seed: str) -> bool:
    """Whether Canvas mixes the options: not where the instructor did, or where most have a fixed order."""
    return not seed and sum(q.shuffle for q in paper.questions) * 2 > len(paper.questions)


def _assessment(paper: Paper, seed: str) -> Element:
    readings = [qti_items.reading(paper.name, reading) for reading in paper.readings]
    items = [qti_items.item(question, seed) for question in paper.questions]
    tries = node("qtimetadatafield", node("fieldlabel", "cc_maxattempts"), node("fieldentry", _tries(paper)))
    section = node("section", *readings, *items, ident="root_section")
    assessment = node(
        "assessment", node("qtimetadata", tries), section, ident=ident(paper), title=paper.title
    )
    place = f"{QTI} http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd"
    return node(
        "questestinterop", assessment, **{"xmlns": QTI, "xmlns:xsi": XSI, "xsi:schemaLocation": place}
    )


def _tries(paper: Paper) -> str:
    return "unlimited" if paper.practice else "1"


def _settings(paper: Paper, seed: str) -> Element:
    told = str(paper.practice).lower()
    values = {
        "title": paper.title,
        "description": f"<p>{html(paper.intro)}</p>" if paper.intro else "",
        "shuffle_answers": str(_shuffles(paper, seed)).lower(),
        "scoring_policy": "keep_highest",
        "hide_results": "" if paper.practice else "always",
        "quiz_type": "practice_quiz" if paper.practice else "assignment",
        "points_possible": f"{points(paper)}.0",
        "show_correct_answers": told,
        "allowed_attempts": "-1" if paper.practice else "1",
        "one_question_at_a_time": "false",
        "cant_go_back": "false",
        "available": "false",
    }
    place = f"{CANVAS} https://canvas.instructure.com/xsd/cccv1p0.xsd"
    head = {"identifier": ident(paper), "xmlns": CANVAS, "xmlns:xsi": XSI, "xsi:schemaLocation": place}
    return node("quiz", *(node(name, text) for name, text in values.items()), **head)


def _manifest(papers: Sequence[Paper]) -> Element:
    rights = node(
        "imsmd:rights",
        node("imsmd:copyrightAndOtherRestrictions", node("imsmd:value", "yes")),
        node("imsmd:description", node("imsmd:string", LICENCE)),
    )
    title = node("imsmd:general", node("imsmd:title", node("imsmd:string", "One Event, Five Stories")))
    metadata = node(
        "metadata",
        node("schema", "IMS Content"),
        node("schemaversion", "1.1.3"),
        node("imsmd:lom", title, rights),
    )
    resources = node("resources", *(part for paper in papers for part in _resources(paper)))
    name = f"course_{number(*(paper.name for paper in papers))}"
    head = {"identifier": name, "xmlns": MANIFEST, "xmlns:imsmd": METADATA, "xmlns:xsi": XSI}
    return node("manifest", metadata, node("organizations"), resources, **head)


def _resources(paper: Paper) -> list[Element]:
    name = ident(paper)
    settings = f"{name}/assessment_meta.xml"
    return [
        node(
            "resource",
            node("file", href=f"{name}/{name}.xml"),
            node("dependency", identifierref=f"{name}_meta"),
            identifier=name,
            type="imsqti_xmlv1p2",
        ),
        node(
            "resource",
            node("file", href=settings),
            identifier=f"{name}_meta",
            type="associatedcontent/imscc_xmlv1p1/learning-application-resource",
            href=settings,
        ),
    ]
