import pandas as pd
import pytest

from course import charts
from course.charts import collage
from course.model import CourseError

ROWS = [
    ("BLOG-P01", "headline", 10),
    ("BLOG-P02", "wire copy", 20),
    ("BLOG-P02", "own text", 30),
    ("BLOG-P03", "unattributed copy", 40),
    ("BLOG-P04", "unattributed copy", 50),
    ("BLOG-P08", "embed", 15),
    ("BLOG-P09", "unattributed copy", 25),
    ("BLOG-P12", "unattributed copy", 20),
    ("BLOG-P13", "comments", 5),
    ("GVS-P01", "navigation", 99),
]
COMPOSITION = pd.DataFrame(ROWS, columns=["passage", "layer", "tokens"])


def test_neighbours_of_one_origin_are_one_piece():
    pieces = collage.blog_pieces(COMPOSITION)
    assert list(zip(pieces["origin"], pieces["paragraphs"], pieces["words"], strict=True)) == [
        ("Headline", "P1", 10),
        ("AP’s words", "P2", 20),
        ("Own words", "P2", 30),
        ("Origin unknown", "P3 to P4", 90),
        ("AFP post", "P8", 15),
        ("Axios’s words", "P9 to P12", 45),
        ("Page furniture", "P13", 5),
    ]


def test_pieces_lie_end_to_end():
    pieces = collage.blog_pieces(COMPOSITION)
    assert list(pieces["start"][1:]) == list(pieces["end"][:-1])
    assert (pieces["start"].min(), pieces["end"].max()) == (0, 215)


def test_the_share_is_taken_of_the_running_text():
    assert collage.own_share(collage.blog_pieces(COMPOSITION)) == pytest.approx(100 * 30 / 200)


def test_the_takeaway_says_that_it_is_a_ceiling():
    takeaway = charts.blog_collage(COMPOSITION).to_dict()["usermeta"]["takeaway"]
    assert takeaway == "At most 30 of 200 words of running text are the blogger’s own: 15.0 percent."


def test_every_piece_has_its_name_in_the_picture():
    text = str(charts.blog_collage(COMPOSITION).to_dict())
    for words in (
        "Headline: 10 words",
        "AP’s words: 20",
        "Own words: at most 30 words",
        "Running text: 200 words",
    ):
        assert words in text


def test_the_table_says_what_the_page_shows():
    rows = charts.blog_collage(COMPOSITION).to_dict()["usermeta"]["table"]["rows"]
    assert {row[0]: row[3] for row in rows}["Origin unknown"] == "writer not shown"
    assert {row[0]: row[3] for row in rows}["AP’s words"] == "no credit on the page"


def test_another_article_alone_is_refused():
    with pytest.raises(CourseError, match="no row on BLOG"):
        charts.blog_collage(COMPOSITION[COMPOSITION["passage"] == "GVS-P01"])


def test_a_missing_column_and_an_unknown_layer_are_named():
    with pytest.raises(CourseError, match="no column tokens"):
        charts.blog_collage(COMPOSITION.drop(columns="tokens"))
    with pytest.raises(CourseError, match="does not know the layer poem"):
        charts.blog_collage(COMPOSITION.replace("embed", "poem"))
