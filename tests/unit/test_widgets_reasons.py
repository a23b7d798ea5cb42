from course import data
from course.widgets import reasons


def test_the_map_has_the_coding_of_the_course():
    spec = reasons.cause_map().spec
    assert [cause["id"] for cause in spec["causes"]] == [row["cause"] for row in data.rows("causes")]
    assert sum(len(cause["links"]) for cause in spec["causes"]) == len(data.rows("cause_citations"))
    assert len({actor for cause in spec["causes"] for actor in cause["actors"]}) >= 2


def test_the_bingo_has_ten_rows_and_eight_marks():
    spec = reasons.bingo().spec
    assert len(spec["rows"]) == len(data.rows("omissions"))
    assert sum(cell["mark"] == "has" for cell in spec["key"].values()) == 8


def test_notes_stand_at_cells_that_lack_the_item():
    key = reasons.bingo().spec["key"]
    assert {key[cell]["mark"] for cell in reasons.BINGO_NOTES} == {"lacks"}
