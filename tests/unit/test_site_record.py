import pytest

from course import data
from course.build.site import record


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2020-06-16", "", "16 June 2020"),
        ("2020-06", None, "June 2020"),
        ("1945", "", "1945"),
        ("2018-05-01", "2018-05-03", "1 May 2018 to 3 May 2018"),
        ("1945-08", "1945-08", "August 1945"),
    ],
)
def test_dates_as_people_write_them(start, end, said):
    assert record.when(start, end) == said


def test_every_event_stands_once_in_its_period():
    page = record.timeline()
    periods = page.context["periods"]
    events = [event for period in periods for event in period["events"]]
    assert [event["event"] for event in events] == [row["event"] for row in data.rows("timeline")]
    assert len(periods) == len(record.PERIODS)
    assert sum(count for *_, count in page.context["kinds"]) == len(events) == len(page.entries)


def test_an_event_knows_which_articles_speak_of_it():
    events = {e["event"]: e for period in record.timeline().context["periods"] for e in period["events"]}
    assert events["1945-08"]["articles"] == "GVS"
    assert events["1945-08"]["mentions"][0]["href"] == "articles/GVS.html#P44"


def test_every_word_has_its_letter_and_a_place_of_its_own():
    letters = record.glossary().context["letters"]
    terms = [term for _, group in letters for term in group]
    assert len(terms) == len(data.rows("glossary")) == len({term["id"] for term in terms})
    assert [letter for letter, _ in letters] == sorted(letter for letter, _ in letters)
