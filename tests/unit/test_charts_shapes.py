import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.charts import shapes

SQUARE = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]
coordinate = st.floats(-10, 10, allow_nan=False)
points = st.lists(st.tuples(coordinate, coordinate), min_size=3, max_size=30)

TOPOLOGY = {
    "transform": {"scale": [0.5, 0.5], "translate": [100, 30]},
    "arcs": [[[0, 0], [4, 0]], [[4, 0], [0, 4], [-4, 0], [0, -4]]],
    "objects": {"countries": {"geometries": [{"id": "KOR", "type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "K"}}]}},
}  # fmt: skip


def test_known_distances():
    assert shapes.kilometres((0, 0), (0, 0)) == 0
    assert shapes.kilometres((0, 0), (0, 90)) == pytest.approx(10007.6, abs=0.1)
    assert shapes.kilometres((126.9784, 37.566), (125.75432, 39.03385)) == pytest.approx(
        195, abs=1
    )  # Seoul-Pyongyang


@given(st.tuples(coordinate, coordinate), st.tuples(coordinate, coordinate))
def test_distance_is_the_same_both_ways(one, other):
    assert shapes.kilometres(one, other) == pytest.approx(shapes.kilometres(other, one))


def test_a_box_cuts_a_square():
    assert shapes.area(shapes.clip(SQUARE, (1, 1, 5, 5))) == pytest.approx(1)
    assert shapes.clip(SQUARE, (3, 3, 5, 5)) == []
    assert shapes.area(shapes.clip(SQUARE, (-1, -1, 5, 5))) == pytest.approx(4)


@given(points)
def test_nothing_is_left_outside_the_box(ring):
    west, south, east, north = box = (-3.0, -2.0, 4.0, 5.0)
    for x, y in shapes.clip(ring, box):
        assert west - 1e-9 <= x <= east + 1e-9
        assert south - 1e-9 <= y <= north + 1e-9


def test_thinning_keeps_corners_that_matter():
    line = [(0, 0), (1, 0.01), (2, 0), (3, 2), (4, 0)]
    assert shapes.thin(line, 0.1) == [(0, 0), (2, 0), (3, 2), (4, 0)]
    assert shapes.thin([], 0.1) == []


@given(points, st.floats(0.01, 3))
def test_thinning_keeps_ends_and_order(line, tolerance):
    thinned = shapes.thin(line, tolerance)
    assert thinned[0] == line[0]
    assert thinned[-1] == line[-1]
    remaining = iter(line)
    assert all(point in remaining for point in thinned)


def test_a_country_comes_out_of_topojson_clockwise_and_closed():
    shape = shapes.country(TOPOLOGY, "KOR", (90, 20, 110, 40), 0.01)
    (ring,) = shape["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]
    assert shapes.area([tuple(point) for point in ring]) == pytest.approx(-4)
    assert shape["properties"] == {"name": "K"}


def test_an_arc_can_run_backwards():
    topology = {**TOPOLOGY, "objects": {"countries": {"geometries": [
        {"id": "KOR", "type": "MultiPolygon", "arcs": [[[-2, -1]]], "properties": {"name": "K"}}]}}}  # fmt: skip
    (ring,) = shapes.country(topology, "KOR", (90, 20, 110, 40), 0.01)["geometry"]["coordinates"][0]
    assert abs(shapes.area([tuple(point) for point in ring])) == pytest.approx(4)


def test_a_line_is_cut_near_the_box():
    collection = {
        "features": [{"geometry": {"coordinates": [[x, 0] if x % 2 else [x, 1] for x in range(10)]}}]
    }
    shape = shapes.line(collection, (3.5, -1, 5.5, 2), 0.01, "line")
    assert [point[0] for point in shape["geometry"]["coordinates"]] == [3, 4, 5, 6]
