import pytest

from course.model import CourseError
from course.widgets._base import module, style
from course.widgets.causemap import ASK_LINK, ASK_SAID, ASK_STANCE, ASK_WHO, ASK_WHY, causemap_widget

CAUSES = [
    {
        "cause": "C1",
        "label": "Leaflets <b>",
        "short": "Leaflets",
        "role": "trigger",
        "actors": "groups;Seoul",
        "why": "Days.",
    },
    {"cause": "C2", "label": "Talks", "short": "Talks", "role": None, "actors": "Washington", "why": "Open."},
]
CITATIONS = [
    {"cause": "C1", "passage": "GVS-P17", "stance": "asserts", "voice": "actor", "also": None},
    {"cause": "C1", "passage": "IND-P27", "stance": "denies", "voice": "named expert", "also": None},
    {"cause": "C2", "passage": "WSWS-P14", "stance": "asserts", "voice": "report", "also": "author"},
]


def view(id_):
    article, number = id_.split("-P")
    return {
        "id": id_,
        "article": article,
        "number": int(number),
        "part": "body",
        "layer": "article text",
        "gist": "Ours.",
        "excerpt": None,
        "text": None,
        "joined_to": None,
    }


PASSAGES = {id_: view(id_) for id_ in ("GVS-P17", "IND-P27", "WSWS-P14", "WP-P03")}


class Memory:
    def __init__(self, kept=None):
        self.kept = kept or {}

    def recall(self, widget_id):
        return self.kept.get(widget_id, {})

    def remember(self, widget_id, value):
        self.kept[widget_id] = value


def make(causes=CAUSES, citations=CITATIONS, **options):
    return causemap_widget(causes_rows=causes, citations_rows=citations, passages=PASSAGES, **options)


def test_links_have_their_stance_and_every_voice_that_can_be_defended():
    one, two = make().spec["causes"]
    assert [(link["passage"], link["article"], link["keys"]) for link in one["links"]] == [
        ("GVS-P17", "GVS", ["asserts:actor"]),
        ("IND-P27", "IND", ["denies:named expert"]),
    ]
    assert two["links"][0]["keys"] == ["asserts:report", "asserts:author"]


def test_roles_and_actors_come_from_the_table():
    one, two = make().spec["causes"]
    assert (one["role"], one["actors"], one["why"]) == ("trigger", ["groups", "Seoul"], "Days.")
    assert (two["role"], two["actors"]) == (None, ["Washington"])


def test_only_paragraphs_that_are_cited_go_along():
    assert set(make().spec["passages"]) == {"GVS-P17", "IND-P27", "WSWS-P14"}


@pytest.mark.parametrize(
    ("passage", "chosen", "ask"),
    [
        ("GVS-P17", "author", ASK_SAID),
        ("GVS-P17", "named expert", ASK_WHO),
        ("WSWS-P14", "author", ASK_LINK),
        ("WSWS-P14", "actor", ASK_WHY),
        ("WSWS-P14", "stance", ASK_STANCE),
    ],
)
def test_a_wrong_choice_gets_a_question_and_never_the_answer(passage, chosen, ask):
    links = {link["passage"]: link for cause in make().spec["causes"] for link in cause["links"]}
    assert links[passage]["ask"][chosen] == ask


def test_questions_name_no_voice():
    spec = make().spec
    said = " ".join(
        {ask for cause in spec["causes"] for link in cause["links"] for ask in link["ask"].values()}
    )
    assert not [voice["label"] for voice in spec["voices"] if voice["label"] in said]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"cause": "C9"}, "C9, GVS-P17: no such cause"),
        ({"voice": "gossip"}, "no such voice as 'gossip'"),
        ({"passage": "GVS-P99"}, "C1, GVS-P99: no such paragraph"),
    ],
)
def test_tables_that_disagree_are_refused(change, message):
    with pytest.raises(CourseError, match=message):
        make(citations=[{**CITATIONS[0], **change}, *CITATIONS[1:]])


def test_a_cause_without_a_citation_is_refused():
    with pytest.raises(CourseError, match="C2 has no row in cause_citations"):
        make(citations=CITATIONS[:2])


def test_it_recalls_and_remembers():
    kept = {"cards": {"C1|GVS-P17": {"choice": "asserts:actor"}}}
    store = Memory({"cause-map": kept})
    widget = make(store=store)
    assert widget.value == kept
    widget.value = {**kept, "without": True}
    assert store.kept["cause-map"]["without"] is True


def test_it_says_what_it_is_where_nothing_runs():
    widget = make()
    assert widget.text() == "Cause map: 2 causes, 3 paragraphs to place (run this cell to use it)"
    assert "Leaflets &lt;b&gt;" in widget.html()
    assert "IND P27: ____" in widget.html()
    assert "unnamed analysts" in widget.html()


def test_the_front_end_holds_the_layout():
    assert "map: (view) => causemapLayout(view)" in module("order")
    assert ".causemap-svg" in style("order")
    assert "innerHTML" not in module("order")
