"""Lesson 1: where it happened, and how far from where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import altair as alt

from course import data
from course.charts import rows, shapes, story, theme
from course.charts.panel import Panel
from course.model import CourseError

if TYPE_CHECKING:
    import pandas as pd

HERE: Final = "liaison-office-building"
"""Distances are measured from here."""

DEFAULT: Final = (HERE, "kaesong", "panmunjom", "seoul", "pyongyang")
NEAR: Final = 20.0
"""Places nearer to the office than this many kilometres stand in the close-up only."""

PENINSULA: Final = Panel("The Korean peninsula", (122.6, 33.0, 131.0, 43.2), 264, 0.03)
CLOSE_UP: Final = Panel("Around Kaesong", (126.13, 37.43, 127.25, 38.2), 470, 0.004)

NAMES: Final = {HERE: "Liaison office", "kaesong": "Kaesong town", "panmunjom": "Panmunjom"}
SIDES: Final = {HERE: ("right", -12, 16), "kaesong": ("right", -10, -6), "pyongyang": ("right", -10, 0)}
"""Where a label stands: which of its ends is at the place, and how many pixels off. All others stand at the right."""

CREDIT: Final = "Shapes: Natural Earth. Town coordinates: GeoNames (CC BY 4.0)."


def event_map(places: pd.DataFrame | None = None, *, parallel: bool = False) -> story.Figure:
    """Draw where the liaison office stood, with distances as the crow flies.

    Parameters
    ----------
    places : pandas.DataFrame, optional
        Rows of ``course.load("places")``; without it Kaesong, Panmunjom, Seoul and Pyongyang.
    parallel : bool
        Draw the 38th parallel, the border of 1945 to 1950.

    Returns
    -------
    altair chart
        The peninsula and a close-up, both with the Military Demarcation Line.

    Raises
    ------
    CourseError
        If none of the places has coordinates on the map.
    """
    table = _measured(places)
    spots = _spots(table)
    panels = [_panel(panel, spots, parallel=parallel) for panel in (PENINSULA, CLOSE_UP)]
    return story.tell(
        alt.hconcat(*panels, spacing=28),
        title="Where the liaison office stood",
        takeaway=_takeaway(table),
        description="Two maps: the Korean peninsula, and a close-up of the country between Kaesong and Seoul. Thin "
        "lines run from the liaison office to the other places. A dashed line is the Military Demarcation Line, drawn "
        f"from a world map and up to two kilometres off. {CREDIT}",
        table=_in_words(table),
    )


def kilometres(one: str, other: str) -> float:
    """Measure the distance between two places of ``course.load("places")`` as the crow flies.

    Parameters
    ----------
    one, other : str
        IDs such as ``"kaesong"`` and ``"seoul"``.

    Returns
    -------
    float
        Kilometres.

    Raises
    ------
    CourseError
        If there is no such place or it is not a point.
    """
    found = {row["place"]: (row["lon"], row["lat"]) for row in data.rows("places") if row["lon"] is not None}
    for name in (one, other):
        if name not in found:
            raise CourseError(f'There is no place "{name}" with coordinates. Known: {", ".join(found)}.')
    return shapes.kilometres(found[one], found[other])


def _measured(places: pd.DataFrame | None) -> pd.DataFrame:
    """Places with their distance from the office, nearest first."""
    known = data.load("places").set_index("place", drop=False)
    chosen = known.loc[list(DEFAULT)] if places is None else places.dropna(subset=["lon", "lat"])
    here = next((row["lon"], row["lat"]) for row in data.rows("places") if row["place"] == HERE)
    distances = [shapes.kilometres(here, point) for point in zip(chosen["lon"], chosen["lat"], strict=True)]
    measured = chosen.assign(km=distances).sort_values("km", kind="stable").reset_index(drop=True)
    on_map = [PENINSULA.holds(*point) for point in zip(measured["lon"], measured["lat"], strict=True)]
    if not any(on_map):
        raise CourseError(
            'None of these places lies on the map. Take some rows of course.load("places") that do.'
        )
    return measured[on_map]


def _spots(table: pd.DataFrame) -> list[dict[str, Any]]:
    """What the maps draw of each place."""
    here = next(row for row in data.rows("places") if row["place"] == HERE)
    return [
        {
            "place": NAMES.get(row["place"], row["name"]),
            "distance": f"{row['km']:.0f} km" if row["place"] != HERE else "",
            **{name: row[name] for name in ("lon", "lat", "km")},
            **dict(zip(("align", "dx", "dy"), SIDES.get(row["place"], ("left", 10, 0)), strict=True)),
            "lon0": here["lon"],
            "lat0": here["lat"],
        }
        for row in rows.records(table)
    ]


def _panel(panel: Panel, spots: list[dict[str, Any]], *, parallel: bool) -> alt.LayerChart | alt.FacetChart:
    inside = [spot for spot in spots if panel.holds(spot["lon"], spot["lat"])]
    if panel is PENINSULA:  # too small to tell the office from the town
        inside = [spot if spot["distance"] else spot | {"place": "Kaesong"} for spot in inside]
        inside = [spot for spot in inside if spot["km"] >= NEAR or not spot["distance"]]
    layers = [
        *_land(panel),
        *_lines(panel, parallel=parallel),
        *_places(inside),
        *(_credit(panel) if panel is CLOSE_UP else []),
    ]
    drawn: alt.LayerChart | alt.FacetChart = alt.layer(*layers).properties(
        title=alt.TitleParams(panel.title, fontSize=theme.BODY, offset=8, frame="group"),
        width=panel.width,
        height=panel.height,
        projection=panel.projection,
        view=alt.ViewConfig(fill=theme.SEA),
    )
    return drawn


def _land(panel: Panel) -> list[alt.Chart]:
    topology = data.geo("korea")
    found = []
    for code, fill in (("PRK", theme.NORTH), ("KOR", theme.SOUTH)):
        shape = shapes.country(topology, code, _wider(panel.box), panel.tolerance)
        drawn = alt.Chart(alt.InlineData(values=shape)).mark_geoshape(
            clip=True, fill=fill, stroke=theme.MUTED, strokeWidth=0.5
        )
        found.append(drawn)
    return found


def _wider(box: shapes.Box) -> shapes.Box:
    """Widen a box a little, so that the edges of the cut stay out of sight."""
    return box[0] - 0.1, box[1] - 0.1, box[2] + 0.1, box[3] + 0.1


def _lines(panel: Panel, *, parallel: bool) -> list[alt.Chart]:
    border = shapes.line(data.geo("mdl"), _wider(panel.box), panel.tolerance, "Military Demarcation Line")
    found = [_line(border, strokeDash=[7, 4], strokeWidth=2)]
    if parallel:
        old = shapes.line(data.geo("parallel38"), _wider(panel.box), panel.tolerance, "38th parallel")
        found.append(_line(old, strokeDash=[1, 4], strokeWidth=2))
    if panel is PENINSULA:
        edge = {"type": "Feature", "geometry": {"type": "LineString", "coordinates": CLOSE_UP.outline}}
        found.append(_line(edge, strokeWidth=1))
    return [*found, *_names(panel, parallel=parallel)]


def _line(shape: dict[str, Any], **look: Any) -> alt.Chart:  # noqa: ANN401  (Altair's own options)
    drawn: alt.Chart = alt.Chart(alt.InlineData(values=shape)).mark_geoshape(
        clip=True, filled=False, stroke=theme.INK, **look
    )
    return drawn


def _names(panel: Panel, *, parallel: bool) -> list[alt.Chart]:
    """Write the names of the countries and, in the close-up, of the lines."""
    if panel is PENINSULA:
        return [_written([(126.9, 40.6, "North Korea"), (127.85, 36.3, "South Korea")], theme.MUTED)]
    lines = [(127.09, 38.15, "Military\nDemarcation Line")] + (
        [(126.24, 38.015, "38th parallel")] if parallel else []
    )
    return [
        _written([(126.45, 38.13, "North Korea"), (127.08, 37.8, "South Korea")], theme.MUTED),
        _written(lines, theme.INK),
    ]


def _written(names: list[tuple[float, float, str]], colour: str) -> alt.Chart:
    values = [{"lon": lon, "lat": lat, "name": name} for lon, lat, name in names]
    drawn = alt.Chart(alt.InlineData(values=values)).mark_text(
        color=colour, fontStyle="italic", fontSize=theme.BODY, lineBreak="\n", lineHeight=theme.LINE_HEIGHT
    )
    written: alt.Chart = drawn.encode(
        longitude=alt.Longitude("lon:Q"), latitude=alt.Latitude("lat:Q"), text=alt.Text("name:N")
    )
    return written


def _places(spots: list[dict[str, Any]]) -> list[alt.Chart]:
    base = alt.Chart(alt.InlineData(values=spots)).encode(
        longitude=alt.Longitude("lon:Q"), latitude=alt.Latitude("lat:Q")
    )
    fill = alt.expr(f"datum.distance ? '{theme.DARK}' : '{theme.MIDDLE}'")
    size = alt.expr("datum.distance ? 70 : 190")
    tips = [alt.Tooltip("place:N"), alt.Tooltip("distance:N", title="from the liaison office")]
    lines = base.mark_rule(stroke=theme.INK, strokeWidth=1, opacity=0.6, aria=False)
    dots = base.mark_point(filled=True, opacity=1, fill=fill, size=size, stroke=theme.INK, strokeWidth=1.5)
    return [
        lines.encode(longitude2=alt.Longitude2("lon0:Q"), latitude2=alt.Latitude2("lat0:Q")),
        dots.encode(tooltip=tips),
        *_labels(base),
    ]


def _labels(base: alt.Chart) -> list[alt.Chart]:
    """Write name and distance of each place, on a pale edge that keeps them apart from lines and coasts."""
    look: dict[str, Any] = {name: alt.expr(f"datum.{name}") for name in ("dx", "dy", "align")}
    look["text"] = alt.expr("datum.distance ? [datum.place, datum.distance] : datum.place")
    look["fontWeight"] = alt.expr("datum.distance ? 'normal' : 'bold'")
    look["lineHeight"] = theme.LINE_HEIGHT
    edge = base.mark_text(stroke=theme.PANEL, strokeWidth=4, strokeJoin="round", aria=False, **look)
    return [edge, base.mark_text(**look)]


def _credit(panel: Panel) -> list[alt.Chart]:
    one = alt.Chart(alt.InlineData(values=[{}])).mark_text(align="right", color=theme.MUTED, text=CREDIT)
    return [one.encode(x=alt.XValue(panel.width), y=alt.YValue(panel.height + 16))]


def _takeaway(table: pd.DataFrame) -> str:
    others = table[table["place"] != HERE]
    distances = [
        f"{row['km']:.0f} km from {NAMES.get(row['place'], row['name'])}" for row in rows.records(others)
    ]
    return f"The liaison office stood about {theme.listing(distances)}."


def _in_words(table: pd.DataFrame) -> pd.DataFrame:
    renamed = {
        "name": "place",
        "side_in_2020": "side in 2020",
        "lat": "latitude",
        "lon": "longitude",
        "precision": "how exact",
    }
    told = table.drop(columns="place").rename(columns=renamed)
    told["km from the office"] = [f"{km:.0f}" for km in table["km"]]
    return told[["place", "km from the office", *list(renamed.values())[1:]]]
