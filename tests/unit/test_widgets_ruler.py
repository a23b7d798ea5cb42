import pytest

from course.model import CourseError
from course.widgets.ruler import ruler_widget

ROWS = [
    {"event": "division", "date": "1945-08", "precision": "year", "label": "Division <1>", "passages": "GVS-P44"},
    {"event": "closure", "date": "2016-02-10", "precision": "month", "label": "Closure", "passages": "IND-P15;WSWS-P07"},
    {"event": "opening", "date": "2018-09-14", "precision": "day", "label": "Opening", "passages": None, "source": "a page"},
]  # fmt: skip


def test_a_date_is_no_more_exact_than_its_precision():
    events = ruler_widget(rows=ROWS).spec["events"]
    assert [event["date"] for event in events] == ["1945", "2016-02", "2018-09-14"]
    assert [event["from"] for event in events] == [["GVS-P44"], ["IND-P15", "WSWS-P07"], []]
    assert "source" not in events[2]


@pytest.mark.parametrize(
    ("date", "precision", "said"),
    [
        ("1945", "month", "division: '1945' is not known to the 'month'"),
        ("1945", "decade", "day, month or year"),
        ("1945-13", "month", "'1945-13' is no date"),
    ],
)
def test_a_row_that_cannot_be_measured_is_one_line(date, precision, said):
    with pytest.raises(CourseError, match=said):
        ruler_widget(rows=[{**ROWS[0], "date": date, "precision": precision}])


def test_only_paragraphs_of_the_events_are_sent():
    passages = {pid: {"id": pid} for pid in ("GVS-P44", "WP-P01")}
    assert list(ruler_widget(rows=ROWS, passages=passages).spec["passages"]) == ["GVS-P44"]
    assert ruler_widget(rows=ROWS).spec["passages"] == {}


def test_the_forms_without_widgets():
    made = ruler_widget(rows=ROWS)
    assert made.text() == "Interval ruler: 3 events (run this cell to measure)"
    assert '<th scope="row">Division &lt;1&gt;</th><td>1945</td>' in made.html()
    assert "<td>14 September 2018</td>" in made.html()
