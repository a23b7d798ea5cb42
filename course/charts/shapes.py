"""Shapes for maps: out of TopoJSON, cropped to a box and thinned, so that a map stays small."""

from __future__ import annotations

from itertools import pairwise
from math import asin, cos, hypot, radians, sin, sqrt
from typing import Any, Final

Point = tuple[float, float]
Ring = list[Point]
Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

EARTH: Final = 6371.0088
"""Mean radius of the Earth in kilometres (IUGG)."""


def kilometres(one: Point, other: Point) -> float:
    """Measure the distance between two places as the crow flies (haversine formula on a sphere).

    Parameters
    ----------
    one, other : tuple of (float, float)
        Longitude and latitude in degrees.

    Returns
    -------
    float
        Kilometres; the sphere is off by at most about half a percent.
    """
    (west, south), (east, north) = (tuple(map(radians, place)) for place in (one, other))
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def country(topology: dict[str, Any], code: str, box: Box, tolerance: float) -> dict[str, Any]:
    """Cut one country out of a TopoJSON map.

    Parameters
    ----------
    topology : dict
        TopoJSON with an object ``countries``.
    code : str
        ID of the country, such as ``"PRK"``.
    box : tuple of float
        What lies outside is cut off.
    tolerance : float
        Corners nearer than this to the line without them are left out; degrees.

    Returns
    -------
    dict
        A GeoJSON feature (MultiPolygon) with the properties of the country.
    """
    shape = next(one for one in topology["objects"]["countries"]["geometries"] if one["id"] == code)
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    arcs = _arcs(topology)
    # Only outer rings: neither Korea has a hole.
    rings = [thin(clip(_ring(polygon[0], arcs), box), tolerance) for polygon in polygons]
    kept = [[_closed(ring)] for ring in rings if len(ring) > 2 and abs(area(ring)) > tolerance**2]
    return {
        "type": "Feature",
        "properties": {"name": shape["properties"]["name"]},
        "geometry": {"type": "MultiPolygon", "coordinates": kept},
    }


def line(collection: dict[str, Any], box: Box, tolerance: float, name: str) -> dict[str, Any]:
    """Take the first line out of a GeoJSON collection.

    Parameters
    ----------
    collection : dict
        GeoJSON FeatureCollection whose first feature is a LineString.
    box : tuple of float
        Points more than one step outside are left out.
    tolerance : float
        As for `country`.
    name : str
        What the map calls it.

    Returns
    -------
    dict
        A GeoJSON feature (LineString).
    """
    points: Ring = [(x, y) for x, y in collection["features"][0]["geometry"]["coordinates"]]
    near = [i for i, point in enumerate(points) if _inside(point, box)]
    cut = points[max(near[0] - 1, 0) : near[-1] + 2]
    geometry = {"type": "LineString", "coordinates": [_rounded(point) for point in thin(cut, tolerance)]}
    return {"type": "Feature", "properties": {"name": name}, "geometry": geometry}


def clip(ring: Ring, box: Box) -> Ring:
    """Cut a ring to a box (Sutherland and Hodgman 1974).

    Parameters
    ----------
    ring : list of tuple
        Corners, the last one joined to the first.
    box : tuple of float
        West, south, east, north.

    Returns
    -------
    list of tuple
        Corners of what lies inside; empty if nothing does.
    """
    west, south, east, north = box
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        ring = _cut(ring, axis, limit, sign)
    return ring


def thin(points: Ring, tolerance: float) -> Ring:
    """Leave out corners that hardly matter (Douglas and Peucker 1973).

    Parameters
    ----------
    points : list of tuple
        A line, or the corners of a ring.
    tolerance : float
        Largest distance by which a dropped corner may lie off the line.

    Returns
    -------
    list of tuple
        The first, the last and every corner that matters.
    """
    keep = {0, len(points) - 1}
    todo = [(0, len(points) - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        far = max(range(first + 1, last), key=lambda i: _distance(points[i], points[first], points[last]))
        if _distance(points[far], points[first], points[last]) > tolerance:
            keep.add(far)
            todo += [(first, far), (far, last)]
    return [points[i] for i in sorted(keep)] if points else []


def area(ring: Ring) -> float:
    """Signed area of a ring in square degrees, positive if it runs anticlockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]])) / 2


def _arcs(topology: dict[str, Any]) -> list[Ring]:
    """Undo TopoJSON's delta coding."""
    (scale_x, scale_y), (left, bottom) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points: Ring = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + bottom))
        found.append(points)
    return found


def _ring(indices: list[int], arcs: list[Ring]) -> Ring:
    """Join arcs; a negative index means the arc ``~index`` backwards. The shared ends are written once."""
    ring: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[:-1]
    return ring


def _cut(ring: Ring, axis: int, limit: float, sign: int) -> Ring:
    """Keep the side of one straight cut where ``sign * (coordinate - limit)`` is not negative."""
    found: Ring = []
    for start, end in pairwise([*ring[-1:], *ring]):
        a, b = sign * (start[axis] - limit), sign * (end[axis] - limit)
        if (a < 0) != (b < 0):
            part = a / (a - b)
            found.append((start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])))
        if b >= 0:
            found.append(end)
    return found


def _distance(point: Point, start: Point, end: Point) -> float:
    """Distance of a point from a stretch of line."""
    run, rise = end[0] - start[0], end[1] - start[1]
    length = run * run + rise * rise
    along = ((point[0] - start[0]) * run + (point[1] - start[1]) * rise) / length if length else 0.0
    along = min(max(along, 0.0), 1.0)
    return hypot(point[0] - start[0] - along * run, point[1] - start[1] - along * rise)


def _closed(ring: Ring) -> list[list[float]]:
    """Close a ring, clockwise: d3 takes the other way round for the rest of the globe."""
    ordered = ring if area(ring) < 0 else ring[::-1]
    return [_rounded(point) for point in [*ordered, ordered[0]]]


def _inside(point: Point, box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _rounded(point: Point) -> list[float]:
    """Three decimals: about a hundred metres."""
    return [round(point[0], 3), round(point[1], 3)]
