import json

import pytest

from course import charts, data, paths
from course.model import CourseError

pytestmark = pytest.mark.skipif(
    not (paths.data() / "datapackage.json").is_file(), reason="there is no data package to draw from"
)


def test_distances_agree_with_the_curriculum():
    assert charts.kilometres("liaison-office-building", "seoul") == pytest.approx(51.5, abs=0.5)
    assert charts.kilometres("liaison-office-building", "pyongyang") == pytest.approx(143.8, abs=0.5)
    assert charts.kilometres("seoul", "kaesong") == charts.kilometres("kaesong", "seoul")


def test_an_unknown_place_lists_the_known_ones():
    with pytest.raises(CourseError, match=r'no place "paris" with coordinates\. Known: kaesong'):
        charts.kilometres("seoul", "paris")
    with pytest.raises(CourseError, match="demilitarised-zone"):
        charts.kilometres("seoul", "demilitarised-zone")


def test_the_takeaway_holds_the_measured_distances():
    takeaway = charts.event_map().to_dict()["usermeta"]["takeaway"]
    for place in ("panmunjom", "kaesong", "seoul", "pyongyang"):
        assert f"{charts.kilometres('liaison-office-building', place):.0f} km" in takeaway


def test_shapes_are_credited_in_the_picture_and_in_words():
    text = json.dumps(charts.event_map().to_dict())
    assert text.count("Shapes: Natural Earth. Town coordinates: GeoNames (CC BY 4.0).") == 2


def test_the_38th_parallel_is_drawn_on_request():
    assert "38th parallel" not in json.dumps(charts.event_map().to_dict())
    assert "38th parallel" in json.dumps(charts.event_map(parallel=True).to_dict())


def test_other_places_can_be_drawn_and_far_ones_are_left_out():
    places = data.load("places").query("place in ['seoul', 'dorasan', 'singapore', 'demilitarised-zone']")
    rows = charts.event_map(places).to_dict()["usermeta"]["table"]["rows"]
    assert [row[0] for row in rows] == ["Dorasan", "Seoul"]
    with pytest.raises(CourseError, match="None of these places lies on the map"):
        charts.event_map(places.query("place == 'singapore'"))


def test_the_specification_stays_small():
    assert len(json.dumps(charts.event_map(parallel=True).to_dict())) < 60_000
