"""What is drawn, as data: a renderer has one template for each kind.

Lists with marks only. Real charts (calendars, lines over time, bars, maps) are drawn on screen by
Altair; on paper their numbers stand in a table.
"""

from dataclasses import dataclass
from typing import NamedTuple

from esa.telling.topic import Door, Rail


class Said(NamedTuple):
    """A short text beside a mark. tone: "act" asks to act, "rise" is good, "" only says."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the ladder. rail: None where words stand in its place; words: those, else beside the
    level; door: what it opens; above: heading of the rows that begin here."""

    code: str
    name: str
    rail: Rail | None
    words: str = ""
    said: tuple[Said, ...] = ()
    door: Door | None = None
    chosen: bool = False
    above: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """Levels 1 to 5 from left to right, an indicator a row."""

    steps: tuple[Step, ...]
    legend: tuple[str, ...] = ()


class Tile(NamedTuple):
    """A point of the matrix. code: "" for a small tile, which the words beside it count; state: a
    style: of evidence as of esa.rules.vocabulary, with "unread"; of tabs "error", "right" and
    "empty"; of conditions "met", "unmet", "unknown" and "unlisted"; of schools a colour or why
    there is none, with "few" for a line below. title: the whole in words, beginning with the code,
    for those who point at it or can't see it; mark: short, beside the code and strong."""

    code: str
    state: str
    title: str = ""
    door: Door | None = None
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Tiles:
    """A row of tiles: whose points they are, and what is said of them. above: heading of the rows
    that begin here."""

    name: str
    tiles: tuple[Tile | None, ...]
    said: Said = Said("")
    door: Door | None = None
    chosen: bool = False
    above: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Points by group, each as a tile in its state. legend: state and word; words: how to read the
    tiles and what isn't drawn, below them; stacked: names and words are long, and stand above and
    below the tiles; parted: tiles stand below their state of the legend where there is room."""

    rows: tuple[Tiles, ...]
    legend: tuple[tuple[str, str], ...] = ()
    words: str = ""
    stacked: bool = False
    parted: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Tiles under the heads of their columns, and what is said of each row. rows: each with a tile
    a column, None for none; few: columns that are drawn where there is little room, the first
    ones."""

    heads: tuple[str, ...]
    rows: tuple[Tiles, ...]
    few: int = 8


class Count(NamedTuple):
    """A cell of a strip. text: in it; below: under it; kind: "blank" where nobody typed it, and
    of the counts there are "verified", "reported" or "both"."""

    text: str
    below: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """What each count gives, from few to many. heads: of the two lines."""

    heads: tuple[str, str]
    counts: tuple[Count, ...]
    legend: tuple[str, ...] = ()


class Part(NamedTuple):
    """A part of a bar. kind: a style, such as the name of a colour; share: of the whole, 0 to 1."""

    kind: str
    count: int
    share: float
    title: str
    door: Door | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of bars: how a whole is parted."""

    name: str
    parts: tuple[Part, ...]
    said: Said = Said("")
    door: Door | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars below each other; legend: kind and word of each part."""

    rows: tuple[Bar, ...]
    legend: tuple[tuple[str, str], ...] = ()


class Gauge(NamedTuple):
    """How much of a whole is done. share: 0 to 1, None where it isn't known; goal: the same of what
    it is compared with, None for none; bound: the same of what is promised beyond it; wide: how
    long the whole is, of the longest; kind: a style, "" for usual; note: second text below."""

    name: str
    share: float | None
    said: str
    goal: float | None = None
    bound: float = 0
    wide: float = 1
    kind: str = ""
    note: str = ""
    door: Door | None = None


@dataclass(frozen=True, slots=True)
class Gauges:
    """Bars that fill up, a row each. words: how to read them, below."""

    rows: tuple[Gauge, ...]
    words: str = ""


class Shape(NamedTuple):
    """A count in a large mark. kind: a style, the name of a colour or "unknown"."""

    kind: str
    count: int
    word: str
    note: str = ""
    door: Door | None = None


@dataclass(frozen=True, slots=True)
class Shapes:
    """Large marks side by side: how many there are of each kind."""

    shapes: tuple[Shape, ...]


class Shaped(NamedTuple):
    """A row with the shape of a quality colour. kind: name of the colour, "" for a dashed square;
    inside: short, in the shape; word: the colour in words, "" for none."""

    name: str
    kind: str
    inside: str = ""
    word: str = ""
    said: Said = Said("")
    door: Door | None = None


@dataclass(frozen=True, slots=True)
class ShapedRows:
    """Quality colours below each other, told apart by shape as well. legend: kind, word, range;
    inside: what the text in the shapes is."""

    rows: tuple[Shaped, ...]
    legend: tuple[tuple[str, str, str], ...] = ()
    inside: str = ""


class Spot(NamedTuple):
    """A mark on a map. kind: a style, the name of a colour or why there is none; title: in words;
    across, down: shares of the map from its left and top edge, 0 to 1."""

    kind: str
    title: str
    across: float
    down: float
    door: Door | None = None


class Area(NamedTuple):
    """A part of a map. rings: its edges, places as of Spot; across, down: where its name stands."""

    name: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    across: float
    down: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A map without a foreign host: marks over areas, north on top. wide: how wide it is, of its
    height; legend: kind and word of each mark."""

    spots: tuple[Spot, ...]
    areas: tuple[Area, ...] = ()
    wide: float = 1
    legend: tuple[tuple[str, str], ...] = ()
