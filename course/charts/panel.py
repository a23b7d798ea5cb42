"""The frame of a map: which part of the world, in how many pixels."""

from __future__ import annotations

from dataclasses import dataclass
from math import asinh, atan, degrees, radians, sinh, tan
from typing import TYPE_CHECKING

import altair as alt

if TYPE_CHECKING:
    from course.charts.shapes import Box


@dataclass(frozen=True, slots=True)
class Panel:
    """A frame in Mercator's projection.

    Parameters
    ----------
    title : str
        Heading.
    box : tuple of float
        West, south, east, north in degrees.
    width : int
        Pixels; the height follows from the box.
    tolerance : float
        How far a simplified coast may lie off, in degrees.
    """

    title: str
    box: Box
    width: int
    tolerance: float

    @property
    def scale(self) -> float:
        """Pixels per radian of longitude."""
        return self.width / radians(self.box[2] - self.box[0])

    @property
    def height(self) -> int:
        """Pixels from south to north."""
        return round(self.scale * (_northing(self.box[3]) - _northing(self.box[1])))

    @property
    def projection(self) -> alt.Projection:
        """The projection that puts the middle of the box into the middle of the frame."""
        west, south, east, north = self.box
        middle = degrees(atan(sinh((_northing(south) + _northing(north)) / 2)))
        return alt.Projection(
            type="mercator",
            scale=round(self.scale, 1),
            center=[round((west + east) / 2, 4), round(middle, 4)],
            translate=[self.width / 2, self.height / 2],
        )

    @property
    def outline(self) -> list[list[float]]:
        """The edge of the box as a closed line."""
        west, south, east, north = self.box
        return [[west, south], [west, north], [east, north], [east, south], [west, south]]

    def holds(self, lon: float, lat: float) -> bool:
        """Whether a place lies in the frame."""
        return self.box[0] <= lon <= self.box[2] and self.box[1] <= lat <= self.box[3]


def _northing(latitude: float) -> float:
    """How far up Mercator's projection draws a latitude, in radians of longitude."""
    return asinh(tan(radians(latitude)))
