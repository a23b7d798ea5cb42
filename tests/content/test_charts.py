"""Every figure of the course, drawn from the real tables: it compiles where students read it, and it tells the truth."""

import itertools
import json
import re
from functools import cache

import pandas as pd
import pytest

from course import charts, data
from course.charts import theme
from course.charts.layers import GROUPS as LAYERS
from course.charts.origin import KINDS
from course.charts.support import GROUPS
from course.model import ARTICLES, CONFIDENCE

FIGURES = {
    "fact_matrix": lambda: charts.fact_matrix(data.load("facts")),
    "fact_support": lambda: charts.fact_support(data.load("facts")),
    "fact_support_single": lambda: charts.fact_support(_facts_with_support(1)),
    "origins": lambda: charts.origins(data.load("facts"), data.load("fact_citations")),
    "event_map": charts.event_map,
    "event_map_parallel": lambda: charts.event_map(parallel=True),
    "explore_support": lambda: charts.explore_support(data.load("facts"), data.load("fact_citations")),
    "quoted_words": lambda: charts.quoted_words(data.load("quotes")),
    "quoted_words_by_article": lambda: charts.quoted_words(data.load("quotes"), by="article"),
    "headlines": lambda: charts.headlines(data.load("headlines")),
    "place_mentions": lambda: charts.place_mentions(data.load("place_mentions"), data.load("metonyms")),
    "layers": lambda: charts.layers(data.load("composition")),
    "layers_one": lambda: charts.layers(_composition_of("IND")),
    "page_dates": lambda: charts.page_dates(data.load("page_dates")),
    "shared_runs": lambda: charts.shared_runs(data.load("runs")),
    "shared_runs_limit": lambda: charts.shared_runs(data.load("runs"), limit=12, at_least=7),
    "blog_collage": lambda: charts.blog_collage(data.load("composition")),
    "cause_matrix": lambda: charts.cause_matrix(data.load("causes"), data.load("cause_citations")),
    "cause_sets": lambda: charts.cause_sets(data.load("cause_citations")),
    "omission_matrix": lambda: charts.omission_matrix(
        data.load("omissions"), data.load("omission_citations")
    ),
    "clock": lambda: charts.clock(data.load("times")),
    "clock_choose": lambda: charts.clock(data.load("times"), choose=True),
    "hedges": lambda: charts.hedges(data.load("hedges")),
    "loaded_rates": lambda: charts.loaded_rates(data.load("word_counts")),
    "loaded_rates_few": lambda: charts.loaded_rates(data.load("word_counts"), ["regime", "useless"]),
    "intervals": lambda: charts.intervals(data.load("interval_events")),
    "intervals_away": lambda: charts.intervals(
        data.load("interval_events"), away=("2019-03-22", "2019-03-25")
    ),
    "timeline": lambda: charts.timeline(data.load("timeline"), data.load("timeline_mentions")),
    "timeline_summits": lambda: charts.timeline(_timeline_of("summit")),
    "series": charts.series,
    "series_workers": lambda: charts.series("workers"),
    "series_trade_verified": lambda: charts.series("trade", verified=True),
    "calibration": lambda: charts.calibration(_bins([4, 6, 12, 8], [0.25, 0.5, 0.75, 0.75])),
    "calibration_empty": lambda: charts.calibration(_bins([0, 0, 0, 0], [None] * 4)),
    "name_spellings": lambda: charts.name_spellings(data.load("names")),
    "trade": lambda: charts.trade(data.load("trade")),
    "problem_classes": lambda: charts.problem_classes(data.load("problems")),
    "slopes": lambda: charts.slopes(_scores(), maximum=16),
}
"""A new figure is listed here, or the test below fails."""

LARGE = {"timeline": 100_000}
"""Characters of figures that may be larger than others: this one carries the words of 120 events."""


def _scores():
    """Points of eight invented students in two tests; one missed the second."""
    points = {
        "pre": [6, 8, 5, 9, 7, 7, 8, 6],
        "post": [9, 8, 9, 8, 11, 11, None, 9],
    }
    return pd.DataFrame(points, index=[f"s{number}" for number in range(8)])


def _bins(counts, accuracy):
    """The table that `charts.calibration` draws: one row per rating."""
    return pd.DataFrame(
        {
            "rating": list(CONFIDENCE),
            "n": counts,
            "confidence": list(CONFIDENCE.values()),
            "accuracy": pd.Series(accuracy, dtype="float64"),
        }
    )


def _facts_with_support(support):
    facts = data.load("facts")
    return facts[facts[list(ARTICLES)].sum(axis="columns") == support]


def _timeline_of(category):
    timeline = data.load("timeline")
    return timeline[timeline["category"] == category]


def _composition_of(article):
    composition = data.load("composition")
    return composition[composition["article"] == article]


@cache
def _drawn(figure):
    return FIGURES[figure]().to_dict()


@pytest.fixture(params=FIGURES)
def spec(request):
    return _drawn(request.param)


def _takeaway(figure):
    return _drawn(figure)["usermeta"]["takeaway"]


def test_every_public_figure_is_tested():
    figures = {name for name in charts.__all__ if name not in {"kilometres", "show"}}
    assert figures <= set(FIGURES)


@pytest.mark.parametrize("version", ["5.8", "6.4"])
def test_it_compiles_with_the_oldest_and_the_newest_vega_lite(spec, version):
    vl_convert = pytest.importorskip("vl_convert")
    assert vl_convert.vegalite_to_vega(json.dumps(spec), vl_version=version)["marks"]


def test_it_has_title_takeaway_description_and_table(spec):
    assert spec["title"]["text"]
    takeaway = spec["usermeta"]["takeaway"]
    assert " ".join(spec["title"]["subtitle"]) == takeaway
    assert takeaway.endswith(".")
    assert len(takeaway.split()) <= 30
    assert takeaway in spec["description"]
    assert len(spec["description"].split()) >= 30
    table = spec["usermeta"]["table"]
    assert all(table["columns"])
    assert table["rows"]
    assert all(len(row) == len(table["columns"]) for row in table["rows"])


def test_it_is_small_and_the_same_every_time(spec, request):
    text = json.dumps(spec)
    figure = request.node.callspec.params["spec"]
    again = FIGURES[figure]().to_dict()
    assert len(text) < LARGE.get(figure, 40_000)
    assert text == json.dumps(again)


def test_nothing_in_it_comes_from_the_network(spec):
    assert '"url"' not in json.dumps(spec)


def test_no_text_in_it_is_too_small(spec):
    sizes = [int(size) for size in re.findall(r'"\w*[fF]ontSize": (\d+)', json.dumps(spec))]
    assert min(sizes) >= 13


@pytest.mark.parametrize(
    "fills",
    [
        [theme.DARK, theme.EMPTY],
        [fill for _, fill, _ in GROUPS],
        [look[0] for look in KINDS.values()],
        [theme.NORTH, theme.SOUTH],
        [theme.NORTH, theme.SEA],
    ],
    ids=["matrix", "support", "origins", "countries", "coast"],
)
def test_fills_stay_apart(fills):
    """In greyscale, except the coast, which has an outline: hue and line tell sand from sea."""
    lightness = [116 * theme.luminance(fill) ** (1 / 3) - 16 for fill in fills]
    apart = min(abs(one - other) for one, other in itertools.combinations(lightness, 2))
    assert apart >= (20 if theme.DARK in fills else 8 if theme.SOUTH in fills else 0)


def test_neighbouring_fills_keep_three_to_one_or_have_an_outline_that_does():
    for _, fill, outline in GROUPS[:2]:
        assert max(theme.contrast(fill, theme.PANEL), theme.contrast(outline, theme.PANEL)) >= 3
    for fill, outline, text, _ in KINDS.values():
        assert max(theme.contrast(fill, theme.PANEL), theme.contrast(outline, theme.PANEL)) >= 3
        assert theme.contrast(text, fill) >= 4.5


def test_kinds_of_origin_differ_by_more_than_colour():
    dashes = [tuple(look[3]) for look in KINDS.values()]
    assert len(set(dashes)) == 2  # solid or dashed; the two solid ones differ in lightness and width


def test_the_matrix_tells_the_totals_of_the_table():
    facts = data.load("facts")
    totals = facts[list(ARTICLES)].sum()
    takeaway = _takeaway("fact_matrix")
    assert (
        f"{totals.idxmax()} states {totals.max()} of {len(facts)} facts, {totals.idxmin()} {totals.min()}"
        in takeaway
    )
    assert takeaway == "GVS states 10 of 14 facts, WP 2; 1 fact stands in none of them."


def test_the_bars_tell_the_values_of_the_exercise():
    support = data.load("facts")[list(ARTICLES)].sum(axis="columns")
    numbers = [int(number) for number in re.findall(r"\d+", _takeaway("fact_support"))]
    assert (
        numbers
        == [len(support), (support >= 2).sum(), (support == 1).sum(), (support == 0).sum()]
        == [14, 9, 4, 1]
    )


def test_four_articles_collapse_to_one_origin():
    citations = data.load("fact_citations")
    seven = citations[citations["fact"] == "F07"]
    assert seven["article"].nunique() == 4
    assert set(seven["origin"]) == {"KCNA"}
    assert _takeaway("origins").startswith("4 articles take F07 from one origin, KCNA;")


def test_the_silent_statements_are_counted():
    citations = data.load("fact_citations")
    shown = citations[citations["origin"] != "not shown"]
    everyone = set(zip(citations["fact"], citations["article"], strict=True))
    silent = everyone - set(zip(shown["fact"], shown["article"], strict=True))
    assert f"for {len(silent)} of {len(everyone)} statements" in _takeaway("origins")


def test_articles_in_the_matrix_and_in_the_citations_agree():
    facts = data.load("facts").set_index("fact")
    cited = set(zip(data.load("fact_citations")["fact"], data.load("fact_citations")["article"], strict=True))
    stated = {
        (fact, article) for fact in facts.index for article in ARTICLES if facts.loc[fact, article] == 1
    }
    assert cited == stated


def test_segments_of_a_page_differ_in_lightness_from_their_neighbours():
    lightness = [116 * theme.luminance(group.fill) ** (1 / 3) - 16 for group in LAYERS]
    assert min(abs(one - other) for one, other in itertools.pairwise(lightness)) >= 10
    assert min(abs(one - other) for one, other in itertools.combinations(lightness, 2)) >= 7
    assert min(theme.contrast(group.text, group.fill) for group in LAYERS) >= 4.5


def test_the_layers_tell_the_shares_of_the_table_of_passages():
    passages = data.load("passages")
    furniture = passages[passages["part"] == "furniture"].groupby("article")["tokens"].sum()
    share = (100 * furniture / passages.groupby("article")["tokens"].sum()).round(1)
    assert f"{share.idxmax()} has the largest share of page furniture, {share.max()} %" in _takeaway("layers")
    assert "IND has the largest share of page furniture, 23.6 %" in _takeaway("layers")


def test_the_dates_tell_the_days_from_tuesday_to_tuesday():
    assert _takeaway("page_dates").startswith(
        "From the event to the last dated capture it is 1,435 days, exactly"
    )
