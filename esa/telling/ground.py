"""Places on a map without a foreign host: degrees to shares of it, and the areas around them.

Without a boundary file an amphoe is as wide as its schools: their convex hull, so that nothing is
claimed of what lies outside. North is on top; across and up are as long as on the ground.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import cos, radians
from statistics import fmean
from typing import Protocol

from esa.telling.drawings import Area, Plan, Spot
from esa.telling.texts import shorten

Place = tuple[float, float]  # latitude and longitude in degrees
Point = tuple[float, float]  # across and down
Marked = tuple[Spot, str | None, Place]  # a mark without a place, its amphoe, and where it is


class Edges(Protocol):
    """An amphoe of a boundary file; rings: its edges in degrees."""

    name: str
    rings: Sequence[Sequence[Place]]


LEAST = 0.02  # degrees: a single school isn't a map of its yard
EDGE = 0.06  # of the whole, around the outermost marks
WIDEST = 2.2  # of the height; a map that is longer is narrowed


def hull(points: Iterable[Point]) -> tuple[Point, ...]:
    """The convex hull, anticlockwise from the leftmost (Andrew's monotone chain); () for less than
    a triangle."""
    ordered = sorted(set(points))

    def half(row: Iterable[Point]) -> list[Point]:
        found: list[Point] = []
        for point in row:
            while len(found) > 1 and _turn(found[-2], found[-1], point) <= 0:
                found.pop()
            found.append(point)
        return found[:-1]

    found = (*half(ordered), *half(reversed(ordered)))
    return found if len(found) > 2 else ()


def _turn(a: Point, b: Point, c: Point) -> float:
    """Above zero where the way from a over b to c turns left."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


class Ground:
    """From degrees to shares of the map that shows all these places."""

    def __init__(self, places: Sequence[Place]):
        latitudes, longitudes = ([place[axis] for place in places] for axis in (0, 1))
        self._shrink = cos(radians(fmean(latitudes)))  # a degree across is shorter than one up
        high = max(max(latitudes) - min(latitudes), LEAST) * (1 + 2 * EDGE)
        wide = max((max(longitudes) - min(longitudes)) * self._shrink, LEAST) * (1 + 2 * EDGE)
        wide, high = max(wide, high / WIDEST), max(high, wide / WIDEST)
        self.wide = wide / high
        self._size = wide, high
        self._middle = tuple((max(axis) + min(axis)) / 2 for axis in (latitudes, longitudes))

    def at(self, place: Place) -> Point:
        """Shares from the left and from the top."""
        across = (place[1] - self._middle[1]) * self._shrink / self._size[0]
        down = (self._middle[0] - place[0]) / self._size[1]
        return 0.5 + across, 0.5 + down


def areas(
    ground: Ground, amphoe: Mapping[str, Sequence[Place]], boundaries: Sequence[Edges]
) -> tuple[Area, ...]:
    """Those of the file, else the hulls of the schools of each amphoe."""
    if boundaries:
        return tuple(
            _area(each.name, [[ground.at(place) for place in ring] for ring in each.rings])
            for each in boundaries
        )
    hulls = {name: hull(map(ground.at, places)) for name, places in amphoe.items() if name}
    return tuple(_area(name, [ring]) for name, ring in sorted(hulls.items()) if ring)


def _area(name: str, rings: Sequence[Sequence[Point]]) -> Area:
    largest = max(rings, key=len)
    across, top = fmean(point[0] for point in largest), min(point[1] for point in largest)
    return Area(shorten(name, 24), tuple(tuple(ring) for ring in rings), across, top)


def plan(
    marked: Sequence[Marked], boundaries: Sequence[Edges], legend: tuple[tuple[str, str], ...]
) -> Plan:
    """The map that shows all of them, the last on top."""
    edges = [place for each in boundaries for ring in each.rings for place in ring]
    ground, amphoe = Ground([*(place for *_, place in marked), *edges]), {}
    for _, name, place in marked:
        amphoe.setdefault(name or "", []).append(place)
    spots = (
        mark._replace(across=across, down=down)
        for mark, (across, down) in ((mark, ground.at(place)) for mark, _, place in marked)
    )
    return Plan(tuple(spots), areas(ground, amphoe, boundaries), ground.wide, legend)
