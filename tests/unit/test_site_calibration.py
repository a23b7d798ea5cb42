from course.build.site import calibration
from course.model import CONFIDENCE


def test_only_its_own_cell_is_taken():
    assert calibration.CALL.fullmatch("course.calibration()\n")
    assert not calibration.CALL.fullmatch("course.show(course.charts.calibration(bins))")


def test_the_figure_takes_the_place_of_the_empty_one():
    specs = [{"first": 1}, {"empty": 1}]
    made = calibration.place("<p>Then run this cell again.</p>", specs)
    assert made == '<div class="front" data-view="calibration"><p>Then look again.</p></div>'
    assert specs[0] == {"first": 1}
    assert specs[1]["title"]["text"] == "How well do you know what you know?"


def test_the_browser_can_tell_the_data_apart_by_its_columns():
    datasets = list(calibration.figure()["datasets"].values())
    points = [rows for rows in datasets if "low" in rows[0]]
    heads = [rows for rows in datasets if "count" in rows[0]]
    assert [[row["rating"] for row in rows] for rows in points] == [list(CONFIDENCE)]
    assert [[row["rating"] for row in rows] for rows in heads] == [list(CONFIDENCE)]
    assert set(points[0][0]) == {"rating", "n", "sure", "right", "low", "high"}
    assert set(heads[0][0]) == {"sure", "rating", "count"}


def test_larger_points_can_stand_for_more_answers():
    sizes = [
        layer["encoding"]["size"] for layer in calibration.figure()["layer"] if "size" in layer["encoding"]
    ]
    assert [size["scale"]["domain"] for size in sizes] == [[0, 4]]
