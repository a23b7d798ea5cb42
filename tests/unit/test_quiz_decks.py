import copy
import os

import pytest
import yaml

from course import paths
from course.model import CourseError
from course.quiz import decks, decks_layouts

GROUPS = {
    "id": "L3.C1",
    "layout": "groups",
    "title": "Dates",
    "intro": "Sort them.",
    "objective": "L3.O1",
    "groups": [{"id": "event", "label": "Event date"}, {"id": "capture", "label": "Capture date"}],
    "cards": [
        {
            "id": "k1",
            "text": "Tuesday,\n  May 21",
            "from": "GVS-P02",
            "group": "capture",
            "right": "It heads the page.",
            "not_yet": "Look above the text.",
            "wrong": {"event": "That year?"},
        },
        {"id": "k2", "text": "A date to discuss"},
    ],
    "closing": "Done.",
}
AGREED = {
    **GROUPS,
    "agreement": True,
    "cards": [
        {name: value for name, value in GROUPS["cards"][0].items() if name != "wrong"},
        {"id": "k2", "text": "A day", "group": "event", "right": "Yes.", "not_yet": "Look."},
        {"id": "k3", "text": "A date to discuss"},
    ],
}
SCALE = {
    "id": "L3.C2",
    "layout": "scale",
    "title": "Ladder",
    "intro": "Place them.",
    "question": "How sure?",
    "scale": {"min": 0, "max": 100, "step": 5, "low": "a guess", "high": "certain"},
    "cards": [
        {
            "id": "n1",
            "text": "It appears so",
            "band": [55, 80],
            "right": "Yes.",
            "below": "Up.",
            "above": "Down.",
        }
    ],
    "closing": "Done.",
}
FORECAST = {
    **SCALE,
    "id": "L3.C9",
    "forecast": True,
    "cards": [
        {
            "id": "f1",
            "text": "It will fly.",
            "from": "GVS-P02",
            "outcome": 1,
            "told": "It flew.",
            "source": "https://example.org/regime",
            "checked_on": "2026-11-20",
        },
        {
            "id": "f2",
            "text": "An arena.",
            "outcome": None,
            "told": "Nobody can say.",
            "source": "timeline",
            "checked_on": "2026-11-20",
        },
    ],
}
CLOCK = {
    **SCALE,
    "id": "L3.C3",
    "scale": {
        "clock": True,
        "min": "2020-06-16T05:30Z",
        "max": "2020-06-16T09:30Z",
        "step": 1,
        "zones": [{"label": "Korea", "offset": 540}],
        "marks": [{"at": "2020-06-16T05:49Z", "label": "explosion"}],
    },
    "cards": [{**SCALE["cards"][0], "band": ["2020-06-16T08:05Z", "2020-06-16T08:20Z"]}],
}
STAGES = {
    "id": "L3.C4",
    "layout": "stages",
    "title": "Only the headline",
    "intro": "Rate it.",
    "question": "How likely?",
    "scale": {"min": 0, "max": 100, "step": 5, "low": "surely not", "high": "surely"},
    "cards": [
        {
            "id": "b1",
            "text": "A claim",
            "steps": [
                {"label": "Headline", "from": "WSWS-P01", "text": "Some words"},
                {"label": "Body", "from": "WSWS-P09", "text": "Other words"},
            ],
            "turn": 2,
            "expect": "down",
            "feedback": "The body says who.",
        }
    ],
    "closing": "Done.",
}
PEEL = {
    "id": "L3.C5",
    "layout": "peel",
    "title": "Peel",
    "intro": "Cover layers.",
    "layers": [{"id": "furniture", "label": "Furniture", "layers": ["navigation", "footer"]}],
    "asks": {"WSWS-P21": {"ask": "Keep it?", "keep": "Yes.", "drop": "Look."}},
}
TABLE = {
    **{name: value for name, value in GROUPS.items() if name != "cards"},
    "weigh": "words",
    "keep_empty": ["event"],
    "table": {
        "name": "quotes",
        "id": "quote",
        "text": "starts_with",
        "from": "passage",
        "weight": "words",
        "about": "speaker",
    },
}
SEQUENCE = {
    "id": "L3.C6",
    "layout": "sequence",
    "title": "In order",
    "intro": "Earliest first.",
    "cards": [
        {
            "id": "e1",
            "text": "Division",
            "from": "GVS-P44",
            "date": "1945",
            "right": "It was.",
            "look": "Look.",
        },
        {
            "id": "e2",
            "text": "Armistice",
            "name": "Armistice",
            "date": "1953-07-27",
            "right": "It was.",
            "look": "Look.",
        },
        {"id": "e3", "text": "Explosion", "date": "2020-06-16T14:49", "right": "It was.", "look": "Look."},
    ],
    "short": ["e1", "e2", "e3"],
    "orders": [{"label": "IND P19 implies", "from": "IND-P19", "cards": ["e2", "e1"]}],
    "closing": "Done.",
}
QUIZ = {"lesson": "03-x", "title": "X", "objectives": [{"id": "L3.O1", "text": "do"}]}


@pytest.fixture
def lessons(tmp_path, monkeypatch):
    """A lesson folder: write decks with ``lessons(deck, ...)``, which hands back the file."""
    monkeypatch.setattr(paths, "lessons", lambda: tmp_path)

    def write(*content, lesson="03-x", header=None):
        folder = tmp_path / lesson
        folder.mkdir(exist_ok=True)
        (folder / "quiz.yaml").write_text(yaml.safe_dump(QUIZ), encoding="utf8")
        file = folder / "decks.yaml"
        file.write_text(yaml.safe_dump({"lesson": header or lesson, "decks": list(content)}), encoding="utf8")
        return file

    return write


def changed(deck, path, value):
    """A copy of a deck with one thing changed (None: taken out); the path is keys and indices."""
    new = copy.deepcopy(deck)
    *way, last = path
    inner = new
    for step in way:
        inner = inner[step]
    if value is None:
        del inner[last]
    else:
        inner[last] = value
    return new


def test_load_and_find(lessons):
    lessons(GROUPS, SCALE, CLOCK, STAGES, SEQUENCE, PEEL)
    layouts = ["groups", "scale", "scale", "stages", "sequence", "peel"]
    assert [deck.layout for deck in decks.load("03-x")] == layouts
    deck = decks.find("L3.C1")
    assert (deck.lesson, deck.title, deck.intro) == ("03-x", "Dates", "Sort them.")
    assert deck.content["cards"][0]["text"] == "Tuesday, May 21"


def test_unknown_lessons_and_decks_name_what_there_is(lessons):
    lessons(GROUPS)
    with pytest.raises(CourseError, match=r"Did you mean L3\.C1"):
        decks.find("L3.C9")
    with pytest.raises(CourseError, match="Known: 03-x"):
        decks.load("04-y")


def test_a_changed_file_is_read_again(lessons):
    file = lessons(GROUPS)
    decks.load("03-x")
    lessons({**GROUPS, "title": "Other"})
    os.utime(file, ns=(1, 1))
    assert decks.find("L3.C1").title == "Other"


@pytest.mark.parametrize(
    ("deck", "said"),
    [
        ({"id": "L3.C1", "title": "T"}, "L3.C1: layout missing"),
        ({"id": "L3.C1", "title": "T", "layout": "heap"}, "no layout 'heap'; choose from groups"),
        ({"title": "T", "layout": "peel"}, "a deck has no id"),
    ],
)
def test_light_checks_on_load(lessons, deck, said):
    lessons(deck)
    with pytest.raises(CourseError, match=said):
        decks.load("03-x")


def test_decks_must_be_a_list(lessons):
    file = lessons(GROUPS)
    file.write_text("lesson: 03-x\ndecks: {id: L3.C1}\n", encoding="utf8")
    with pytest.raises(CourseError, match="decks should be a list"):
        decks.load("03-x")


def test_good_decks_have_no_problems(lessons):
    assert decks.validate(lessons(GROUPS, SCALE, FORECAST, CLOCK, STAGES, SEQUENCE, PEEL)) == []


def test_a_deck_that_measures_agreement_can_be_good(lessons):
    assert decks.validate(lessons(AGREED)) == []


def test_cards_of_a_table(lessons):
    lessons(
        {**TABLE, "by_about": {"Kim Yo Jong": {"right": "She does.", "not_yet": "Who says it?"}}},
    )
    row = {
        "quote": "Q01",
        "passage": "BLOG-P05",
        "speaker": "Kim Yo Jong",
        "words": 17,
        "starts_with": "before long",
    }
    one = decks.cards(decks.find("L3.C1"), [row])[0]
    assert one == {
        "id": "Q01",
        "text": "\u201cbefore long \u2026\u201d",
        "from": "BLOG-P05",
        "weight": 17.0,
        "about": "Kim Yo Jong",
        "right": "She does.",
        "not_yet": "Who says it?",
    }
    assert decks.cards(decks.find("L3.C1"), [{**row, "words": 2}])[0]["text"] == "\u201cbefore long\u201d"
    with pytest.raises(CourseError, match="hand in the rows of quotes"):
        decks.cards(decks.find("L3.C1"))


def test_a_table_of_the_course_gives_good_cards(lessons):
    assert decks.validate(lessons(TABLE)) == []
    judged = {**TABLE, "table": {**TABLE["table"], "group": "group"}}
    judged["groups"] = [*TABLE["groups"], {"id": "DPRK state", "label": "Pyongyang"}]
    found = decks.validate(lessons(judged))
    assert any(
        "L3.C1 Q01: 'right' is missing; write it (or in by_about under 'Kim Yo Jong')" in x for x in found
    )
    assert any("there is no group 'former US official'" in line for line in found)


BROKEN = [
    (GROUPS, ("cards", 0, "group"), "publication", "L3.C1 k1: there is no group 'publication'"),
    (GROUPS, ("cards", 0, "right"), None, "L3.C1 k1: 'right' is missing"),
    (GROUPS, ("cards", 0, "not_yet"), None, "L3.C1 k1: 'not_yet' is missing"),
    (GROUPS, ("cards", 0, "not_yet"), "Is it the capture date?", "names the right group, 'Capture date'"),
    (GROUPS, ("cards", 0, "wrong"), {"capture": "No."}, "'wrong' speaks of 'capture'"),
    (GROUPS, ("cards", 0, "wrong"), {"nowhere": "No."}, "there is no group 'nowhere'"),
    (GROUPS, ("cards", 0, "from"), "GVS-P99", "L3.C1 k1: passage GVS-P99 does not exist"),
    (GROUPS, ("cards", 0, "from"), "GVS P2", "write passage IDs as GVS-P04"),
    (GROUPS, ("cards", 0, "right"), "See GVS P99.", "passage GVS-P99 does not exist"),
    (GROUPS, ("cards", 0, "right"), "The regime says so.", "k1, right: says 'regime'; write government"),
    (GROUPS, ("cards", 0, "text"), "\u201c" + "word " * 26 + "\u201d", "k1, text: quotes 26 words"),
    (GROUPS, ("cards", 0, "right"), "word " * 71, "has 71 words; cut it to 70"),
    (GROUPS, ("cards", 0, "weight"), 3, "the deck has no 'weigh'"),
    (GROUPS, ("weigh",), "words", "L3.C1 k1: 'weight' is missing; say how many words"),
    (GROUPS, ("keep_empty",), ["capture"], "a card belongs there"),
    (GROUPS, ("keep_empty",), ["nobody"], "which is no group"),
    (GROUPS, ("cards", 1, "id"), "k1", "L3.C1 k1: stands 2 times in cards"),
    (GROUPS, ("groups", 1, "label"), "Event date", "2 groups are called 'Event date'"),
    (GROUPS, ("by_about",), {"Nobody": {"right": "a", "not_yet": "b"}}, "by_about names 'Nobody'"),
    (GROUPS, ("cards",), None, "neither 'cards' nor 'table'"),
    (GROUPS, ("agreement",), True, "its keys name fewer than two groups"),
    (GROUPS, ("agreement",), "yes", "agreement"),
    (AGREED, ("cards", 0, "group"), ["capture", "event"], "L3.C1 k1: has several right groups"),
    (GROUPS, ("table",), {"name": "nothing", "id": "a", "text": "b"}, "there is no table 'nothing'"),
    (GROUPS, ("table",), {"name": "quotes", "id": "quote", "text": "b"}, "quotes has no column 'b'"),
    (GROUPS, ("objective",), "L3.O7", "objective L3.O7 is not in quiz.yaml"),
    (GROUPS, ("evidence",), ["GVS-P77"], "passage GVS-P77 does not exist"),
    (GROUPS, ("closing",), None, "'closing' missing; add it"),
    (GROUPS, ("colour",), "red", "unknown 'colour'"),
    (GROUPS, ("id",), "L2.C1", "L2.C1: is not an ID of 03-x"),
    (GROUPS, ("id",), "L3.X1", "such as L2.C1"),
    (SCALE, ("cards", 0, "band"), [55, 120], "the band leaves the scale"),
    (SCALE, ("cards", 0, "band"), [80, 55], "swap them"),
    (SCALE, ("cards", 0, "band"), [56, 59], "no step of 5 lies in the band"),
    (SCALE, ("cards", 0, "band"), ["55", 60], "'55' is text; write a number"),
    (SCALE, ("cards", 0, "above"), None, "L3.C2 n1: 'above' is missing"),
    (SCALE, ("scale", "low"), "the regime", "scale: low says 'regime'"),
    (SCALE, ("scale", "max"), 0, "min is not below its max"),
    (SCALE, ("scale", "step"), None, "'step' missing"),
    (CLOCK, ("cards", 0, "band", 0), "8.05", "'8.05' is no time with a zone"),
    (CLOCK, ("cards", 0, "band", 0), "2020-06-16T08:05", "is no time with a zone"),
    (SCALE, ("forecast",), True, "unknown 'above', 'band'"),
    (SCALE, ("forecast",), "yes", "'yes' should be a boolean"),
    (FORECAST, ("cards", 0, "outcome"), 2, "2 is not allowed; choose from 1, 0, None"),
    (FORECAST, ("cards", 0, "outcome"), True, "True is not allowed"),
    (FORECAST, ("cards", 0, "told"), None, "'told' missing"),
    (FORECAST, ("cards", 0, "told"), "The regime.", "says 'regime'"),
    (FORECAST, ("cards", 0, "from"), "GVS-P99", "GVS-P99 does not exist"),
    (FORECAST, ("cards", 0, "checked_on"), "2026-02-30", "there is no such day"),
    (FORECAST, ("cards", 0, "checked_on"), "today", "'today' is not well formed; the day on which"),
    (FORECAST, ("scale", "max"), 10, "probabilities run from 0 to 100"),
    (FORECAST, ("scale", "low"), "the regime", "scale: low says 'regime'"),
    (CLOCK, ("scale", "marks", 0, "at"), "2020-06-16T04:00Z", "mark 'explosion' lies outside"),
    (CLOCK, ("scale", "zones"), None, "'zones' missing"),
    (STAGES, ("cards", 0, "turn"), 3, "turn is 3, but there are 2 steps"),
    (STAGES, ("cards", 0, "turn"), 1, "nothing can move a reader at the first step"),
    (STAGES, ("cards", 0, "turn"), None, "expects down but has no 'turn'"),
    (STAGES, ("cards", 0, "expect"), "sideways", "choose from down, up, level"),
    (STAGES, ("cards", 0, "steps", 1, "text"), "word " * 26, "has 26 words of an article"),
    (STAGES, ("cards", 0, "steps", 1, "from"), "WP-P19", "L3.C4 b1: passage WP-P19 does not exist"),
    (STAGES, ("cards", 0, "feedback"), None, "'feedback' missing"),
    (SEQUENCE, ("cards", 0, "date"), "1945-13", "L3.C6 e1: '1945-13' is no date"),
    (SEQUENCE, ("cards", 1, "date"), "2019-02-29", "L3.C6 e2: '2019-02-29' is no date"),
    (SEQUENCE, ("cards", 0, "date"), "in 1945", 'in quotation marks: "1945"'),
    (SEQUENCE, ("cards", 0, "date"), 1945, "date"),
    (SEQUENCE, ("cards", 0, "text"), "Division in 1945", "'text' gives away the date, 1945"),
    (SEQUENCE, ("cards", 1, "look"), "It was 27 July 1953.", "'look' gives away the date, 27 July 1953"),
    (SEQUENCE, ("cards", 0, "look"), None, "'look' missing"),
    (SEQUENCE, ("cards", 0, "right"), None, "'right' missing"),
    (SEQUENCE, ("cards", 2), None, "L3.C6, cards: has 2 entries; give at least 3"),
    (SEQUENCE, ("cards", 1, "name"), "one two three four five six seven", "has 7 words; cut it to 6"),
    (SEQUENCE, ("orders", 0, "cards", 0), "e9", "order 'IND P19 implies' names 'e9', which is no card"),
    (SEQUENCE, ("orders", 0, "cards", 0), "e1", "names 'e1' 2 times"),
    (SEQUENCE, ("orders", 0, "from"), "IND-P99", "order 'IND P19 implies': passage IND-P99 does not exist"),
    (SEQUENCE, ("short", 0), "e9", "short names 'e9', which is no card"),
    (PEEL, ("layers", 0, "layers", 0), "footer", "layer 'footer' is covered 2 times"),
    (PEEL, ("layers", 0, "layers", 0), "icing", "there is no layer 'icing'"),
    (PEEL, ("asks", "WSWS-P99"), {"ask": "a", "keep": "b", "drop": "c"}, "L3.C5 asks: passage WSWS-P99"),
    (PEEL, ("asks", "WSWS-P21", "drop"), None, "'drop' missing"),
]


@pytest.mark.parametrize(("deck", "path", "value", "said"), BROKEN, ids=[case[3] for case in BROKEN])
def test_each_problem_is_one_line(lessons, deck, path, value, said):
    found = decks.validate(lessons(changed(deck, path, value)))
    assert any(said in line for line in found), found
    assert all(line.startswith("03-x/decks.yaml: ") and "\n" not in line for line in found)


def test_ids_are_unique_within_and_across_files(lessons):
    lessons({**GROUPS, "id": "L3.C1"}, lesson="04-y")
    found = decks.validate(lessons(GROUPS, GROUPS))
    assert "03-x/decks.yaml: L3.C1: stands 2 times; give each deck its own ID." in found
    assert "03-x/decks.yaml: L3.C1: stands in 04-y/decks.yaml too; give one of them another ID." in found


def test_the_header_names_the_folder(lessons):
    (line,) = decks.validate(lessons(GROUPS, header="04-y"))
    assert "lesson is '04-y', but the folder is 03-x" in line


def test_yaml_that_cannot_be_read_is_one_line(lessons):
    file = lessons(GROUPS)
    file.write_text("lesson: [", encoding="utf8")
    assert len(decks.validate(file)) == 1


def test_passages_known_to_the_caller_count(lessons):
    found = decks.validate(lessons(GROUPS), {"GVS-P03"})
    where = "03-x/decks.yaml: L3.C1 k1: passage GVS-P02 does not exist"
    assert found == [f"{where}; see the list of passages in data/articles/passages.csv."]


def test_a_clock_counts_minutes_from_its_start():
    assert decks_layouts.place(CLOCK["scale"], "2020-06-16T08:12Z") == 162
    assert decks_layouts.place(CLOCK["scale"], "2020-06-16T09:12+01:00") == 162
