import pandas as pd
import pytest

from course import charts
from course.model import CourseError

MADE_UP = pd.DataFrame(
    [
        ("IND", "event", "2020-06-16", "that day"),
        ("IND", "publication", "2020-06-16", "that day"),
        ("WSWS", "publication", "2020-06-17", "that day"),
        ("IND", "edit", "2020-06-16", "not before"),
        ("GVS", "capture", "2020-06-30", "that day"),
        ("IND", "capture", "2024", "not before"),
        ("WP", "capture", None, None),
    ],
    columns=["article", "kind", "date", "reading"],
)


def spec(dates=MADE_UP):
    return charts.page_dates(dates).to_dict()


def texts(found):
    return [row["told"] for rows in found["datasets"].values() for row in rows if "told" in row]


def test_a_row_says_its_dates_with_the_pages_that_have_them():
    found = texts(spec())
    assert "16 June 2020 (IND); 17 June 2020 (WSWS)" in found
    assert "30 June 2020 (GVS); 2024 or later (IND)" in found
    assert "16 June 2020 or later (IND)" in found


def test_pages_with_the_same_date_share_it():
    twin = MADE_UP.replace({"date": {"2020-06-17": "2020-06-16"}})
    assert "16 June 2020 (IND and WSWS)" in texts(spec(twin))


def test_an_open_date_has_a_line_to_the_right():
    rows = next(rows for rows in spec()["datasets"].values() if "open" in rows[0])
    assert [row["article"] for row in rows if row["open"]] == ["IND", "IND"]
    assert {row["day"] for row in rows if row["told"] == "2024 or later"} == {"2024-01-01"}


def test_the_takeaway_counts_the_days_and_the_dates():
    said = spec()["usermeta"]["takeaway"]
    assert (
        said
        == "From the event to the last dated capture it is 14 days, exactly 2 weeks. 6 of the 7 dates in the table are known."
    )


def test_days_that_are_no_whole_weeks_stay_days():
    odd = MADE_UP.replace({"date": {"2020-06-30": "2020-07-01"}})
    assert "it is 15 days. 6 of the 7" in spec(odd)["usermeta"]["takeaway"]


def test_without_a_capture_only_the_dates_are_counted():
    assert spec(MADE_UP[:4])["usermeta"]["takeaway"] == "4 of the 4 dates in the table are known."


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (
            MADE_UP.drop(columns=["date"]),
            'The table has no column "date". Start from course.load("page_dates").',
        ),
        (MADE_UP[6:], "No date is left to draw"),
    ],
    ids=["column", "empty"],
)
def test_a_broken_table_is_answered_in_one_line(broken, said):
    with pytest.raises(CourseError) as error:
        charts.page_dates(broken)
    assert str(error.value).startswith(said)
