"""Schools on a map: where they stand, and the amphoe around them.

Without a boundary file an amphoe is as wide as its schools: their convex hull, so that nothing is
claimed of what lies outside. North is on top; across and up are as long as on the ground.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import cos, radians
from statistics import fmean

from esa.rules.colours import SchoolColour
from esa.telling.drawings import Area, Plan, Spot
from esa.telling.texts import shorten
from pages.schools.boundaries import Boundary

Place = tuple[float, float]  # latitude and longitude in degrees
Point = tuple[float, float]  # across and down
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
    ground: Ground, amphoe: Mapping[str, Sequence[Place]], boundaries: Sequence[Boundary]
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
    schools: Sequence[tuple[SchoolColour, Place]],
    of_mark: Mapping[str, Spot],
    boundaries: Sequence[Boundary],
    legend: tuple[tuple[str, str], ...],
) -> Plan:
    """schools: those that are drawn, the worst last so that nothing lies over it; of_mark: their
    marks by code, without a place."""
    places = [place for _, place in schools]
    edges = [place for each in boundaries for ring in each.rings for place in ring]
    ground, amphoe = Ground([*places, *edges]), {}
    for school, place in schools:
        amphoe.setdefault(school.amphoe or "", []).append(place)
    spots = []
    for school, place in schools:
        across, down = ground.at(place)
        spots.append(of_mark[school.school_code]._replace(across=across, down=down))
    return Plan(tuple(spots), areas(ground, amphoe, boundaries), ground.wide, legend)
