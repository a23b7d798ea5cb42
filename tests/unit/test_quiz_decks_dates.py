from datetime import datetime

import pytest

from course.model import CourseError
from course.quiz import decks_dates


@pytest.mark.parametrize(
    ("date", "first", "after", "spoken"),
    [
        ("1945", "1945-01-01", "1946-01-01", "1945"),
        ("2016-02", "2016-02-01", "2016-03-01", "February 2016"),
        ("2018-12", "2018-12-01", "2019-01-01", "December 2018"),
        ("1953-07-27", "1953-07-27", "1953-07-28", "27 July 1953"),
        ("2020-02-29", "2020-02-29", "2020-03-01", "29 February 2020"),
        ("2020-06-16T14:49", "2020-06-16T14:49", "2020-06-16T14:50", "16 June 2020, 14:49"),
    ],
)
def test_a_date_reaches_as_far_as_it_is_known(date, first, after, spoken):
    assert decks_dates.span(date) == (datetime.fromisoformat(first), datetime.fromisoformat(after))
    assert decks_dates.spoken(date) == spoken


@pytest.mark.parametrize(
    "date", ["2019-02-29", "1945-13", "45", "27 July 1953", "2020-06-16 14:49", "20200616", ""]
)
def test_what_is_no_date_is_said_in_one_line(date):
    with pytest.raises(CourseError, match=r"is no date; write it as"):
        decks_dates.span(date)


@pytest.mark.parametrize(
    ("dates", "length"),
    [
        ([], 0),
        (["1945", "1953-07-27", "2004"], 3),
        (["2004", "1953-07-27", "1945"], 1),
        (["1945-08", "1945"], 2),
        (["1945-08", "1945", "1945-03"], 2),
        (["2020-06-16T14:49", "2020-06-16"], 2),
        (["2020-06-16T14:49", "2020-06-16T14:48"], 1),
        (["2018", "1945", "1953", "2020", "2004"], 3),
    ],
)
def test_the_longest_chain_lets_dates_that_overlap_stand_either_way(dates, length):
    assert decks_dates.longest_chain(dates) == length
