import pytest

from course.charts.panel import Panel

PANEL = Panel("Korea", (124.0, 33.0, 131.0, 43.0), 350, 0.03)


def test_the_height_follows_from_the_box():
    assert (
        600 < PANEL.height < 660
    )  # ten degrees north to south at 38 N are about 1.8 times seven degrees east to west


def test_the_middle_of_the_box_is_the_middle_of_the_frame():
    spec = PANEL.projection.to_dict()
    assert spec["center"] == [127.5, pytest.approx(38.2, abs=0.1)]
    assert spec["translate"] == [175, PANEL.height / 2]


def test_places_are_inside_or_not():
    assert PANEL.holds(126.97, 37.57)
    assert not PANEL.holds(103.85, 1.29)


def test_the_outline_is_closed():
    assert PANEL.outline[0] == PANEL.outline[-1]
