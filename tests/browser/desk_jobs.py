"""Jobs of a made-up lesson, for the tests of the correction desk."""

from course import data
from course.model import Kind, Passage, Question
from course.widgets.desk import desk_widget, sources
from course.widgets.views import passage_views

RUBRIC = ("Silent or blaming", "Vague", "Clear, one part missing", "All four parts")
EXEMPLARS = ((1, "It was in Kaesong."), (4, "An earlier version said Pyongyang. It was Kaesong."))


def job(number, kind, checks, **more):
    return Question(
        f"L12.W{number}", "12-the-correction-desk", Kind.TEXT, f"Write {kind} {number}.", confidence=False,
        rubric=RUBRIC, exemplars=EXEMPLARS, job=kind, checks=tuple(checks.split()), **more
    )  # fmt: skip


JOBS = [
    job(1, "correction", "words date attribution quotations", words=(20, 90), problems=("E04",)),
    job(2, "correction", "words place citations", words=(20, 90), citations=1),
    job(3, "headline", "words place attribution", words=(4, 14)),
    job(4, "brief", "words date place attribution citations quotations", words=(150, 200), citations=4),
    job(5, "reflection", "words", words=(80, 120)),
]
VIEWS = passage_views(texts={})
FULL = "The building (it was a small one) was quietly opened before noon. “Nobody was told,” said the Office."
WITH_TEXT = passage_views(texts={"GVS": [Passage("GVS-P09", "GVS", 9, FULL)]})


def desk(jobs=JOBS, views=VIEWS, store=None):
    return desk_widget(
        jobs,
        lesson="12-the-correction-desk",
        passages=views,
        problems=data.rows("problems"),
        quotable=sources(views, data.rows("excerpts"), [("KCNA", "We will soon take a next action.")]),
        store=store,
    )
