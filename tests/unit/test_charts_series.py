import pytest

from course import charts, data
from course.charts.series import LOOKS, SERIES
from course.model import CourseError


def meta(*args, **kwargs):
    return charts.series(*args, **kwargs).to_dict()["usermeta"]


@pytest.mark.parametrize("name", SERIES)
def test_the_filter_leaves_exactly_the_verified_values(name):
    every = meta(name)["table"]["rows"]
    solid = meta(name, verified=True)["table"]["rows"]
    assert {row[2] for row in solid} == {"verified"}
    assert solid == [row for row in every if row[2] == "verified"]
    assert len(solid) < len(every)
    assert meta(name, verified=True)["takeaway"].startswith(f"{len(solid)} of {len(every)} values remain;")


@pytest.mark.parametrize("name", SERIES)
def test_a_value_that_nobody_read_in_its_source_is_hollow(name):
    found = charts.series(name).to_dict()["datasets"].values()
    rows = next(rows for rows in found if "look" in rows[0])
    solid, hollow = LOOKS
    assert all((row["look"] == solid) == (row["status"] == "verified") for row in rows)
    assert {row["look"] for row in rows} == {solid, hollow}


def test_numbers_are_those_of_the_table():
    rows = data.rows("kaesong_complex")
    shown = {row[0]: row[1] for row in meta("workers")["table"]["rows"]}
    assert shown == {
        str(row["year"]): f"{row['nk_workers_year_end']:,} workers at the end of the year" for row in rows
    }
    assert meta("workers")["takeaway"].startswith("From 255 in 2004 to 54,988 in 2015; 5 of 12 values")


def test_rows_for_several_years_are_no_bar():
    years = [row[0] for row in meta("arrivals")["table"]["rows"]]
    assert years[0] == "2002"
    assert len(years) == len(data.rows("defectors_to_south")) - 2


def test_all_five_come_with_a_menu_and_one_without():
    found = charts.series().to_dict()
    assert found["params"][0]["bind"]["options"] == list(SERIES)
    assert "params" not in charts.series("talks").to_dict()
    assert found["usermeta"]["table"]["columns"][1] == "series"
    total = sum(len(meta(name)["table"]["rows"]) for name in SERIES)
    assert f"of {total} values in the five series" in found["usermeta"]["takeaway"]


def test_events_stand_beside_the_bars_of_their_year():
    """A bar is centred on its year; February 2016 lies between the bars of 2015 and 2016."""
    found = charts.series("output").to_dict()["datasets"].values()
    marks = next(rows for rows in found if "event" in rows[0])
    assert [mark["event"] for mark in marks] == ["halt of 2013", "shut"]
    assert 2015.5 < marks[1]["year"] < 2015.7


def test_an_unknown_name_is_answered_with_the_known_ones():
    with pytest.raises(CourseError, match=r'no series "rice".*workers, output, trade, talks, arrivals'):
        charts.series("rice")
