import altair as alt
import pytest

from course.charts import theme


def test_the_theme_is_enabled_by_importing_the_charts():
    assert alt.theme.active == "course"
    assert alt.renderers.active == "course"


def test_every_chart_gets_the_panel_and_the_embedding_options():
    spec = alt.Chart(alt.InlineData(values=[{}])).mark_point().properties(usermeta={"mine": 1}).to_dict()
    assert spec["config"]["background"] == theme.PANEL
    assert spec["usermeta"] == {"mine": 1, "embedOptions": {"renderer": "svg", "actions": False}}


def test_nothing_is_smaller_than_thirteen_pixels():
    sizes = [
        value
        for part in theme.CONFIG.values()
        if isinstance(part, dict)
        for key, value in part.items()
        if key.lower().endswith("fontsize")
    ]
    assert min([*sizes, theme.SMALL]) >= 13


def test_no_colour_can_be_read_on_white_and_on_a_dark_notebook():
    """The reason for the panel: 4.5:1 on white and 4.5:1 on #111 exclude each other."""
    greys = [f"#{value:02x}{value:02x}{value:02x}" for value in range(256)]
    assert not [
        grey for grey in greys if min(theme.contrast(grey, "#ffffff"), theme.contrast(grey, "#111111")) >= 4.5
    ]


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        (theme.INK, theme.PANEL),
        (theme.MUTED, theme.PANEL),
        (theme.ON_DARK, theme.DARK),
        (theme.ON_MIDDLE, theme.MIDDLE),
        (theme.MUTED, theme.SOUTH),
        (theme.INK, theme.SEA),
    ],
)
def test_text_stands_out_from_its_ground(text, ground):
    assert theme.contrast(text, ground) >= 4.5


def test_names_of_countries_can_be_read():
    assert theme.contrast(theme.MUTED, theme.NORTH) >= 4.0


def test_luminance_and_contrast_follow_wcag():
    assert theme.luminance("#000000") == 0
    assert theme.luminance("#ffffff") == pytest.approx(1)
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


def test_lines_are_few_and_even():
    assert theme.lines("The office was in Kaesong", 38) == ["The office was in Kaesong"]
    assert theme.lines("About 20 officials from each side worked there", 38) == [
        "About 20 officials from",
        "each side worked there",
    ]
    assert theme.lines("", 10) == []
    assert theme.lines("Panmunjom Declaration", 12) == ["Panmunjom", "Declaration"]
    assert theme.lines("incomprehensibilities", 5) == ["incomprehensibilities"]


def test_a_listing_reads_like_a_sentence():
    assert [theme.listing(list(names)) for names in ("", "A", "AB", "ABC")] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
