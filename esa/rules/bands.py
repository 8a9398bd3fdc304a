"""Bands of quality colours: from which percent to which percent a colour reaches.

Rule: 100 × not passed ÷ tested, rounded half up to two decimals, lies in exactly one band of the
office's own table (the newest one that holds for the academic year). High is bad. Bands may measure
the mean instead, high is good then; those of a test, grade or subject go before those of all.
Source: docs/rules.md, "Quality colour" (the office's project of five colours).

Percents are counted in whole hundredths (29.99 % is 2999), so no half is lost to a float.
"""

from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from esa.plain import Rows, records

SHARE, MEAN = "share", "mean"  # percent not passing, high is bad; mean, high is good
# Shapes of the stylesheet, best first; colours with names of the office's own take theirs by order.
OPTIONAL = ("measure", "test", "grade", "subject")
LOOKS = ("blue", "green", "yellow", "orange", "red")
OWN_LOOKS = MappingProxyType({colour: colour for colour in LOOKS})


class Band(NamedTuple):
    colour: str
    from_percent: Decimal  # inclusive
    to_percent: Decimal  # inclusive
    meaning: str = ""
    measure: str = SHARE


class Sitting(NamedTuple):
    """What was tested, as far as it is told; "" is any, and for a subject all of them pooled."""

    test: str = ""
    grade: str = ""
    subject: str = ""


ANY = Sitting()


class BandFault(NamedTuple):
    """A percent without a band, or with two. kind: gap, overlap, backwards, or against: a better
    colour has the worse percents, so that none of the bands is used.

    before, after: colours of the neighbours ("" at 0 and at 100); from_percent, to_percent: the
    edges between which it lies.
    """

    kind: str
    before: str
    after: str
    from_percent: Decimal
    to_percent: Decimal


class NextColour(NamedTuple):
    colour: str
    more: int  # pupils (or sittings) that must pass besides those who do


class Span(NamedTuple):
    """Hundredths of a percent that belong to one band only; place = its place, best first."""

    low: int
    high: int
    place: int


def bands_for(colour_bands: Rows, academic_year: int, of: Sitting = ANY) -> list[Band]:
    """Bands in force in an academic year (B.E.), best first; none if the office has none yet, and
    where they run against their measure or have two.

    A row of the tab without both percents is no band.
    """
    bands = bands_as_typed(colour_bands, academic_year, of)
    return [] if _against(bands) else bands


def bands_as_typed(colour_bands: Rows, academic_year: int, of: Sitting = ANY) -> list[Band]:
    """The same, also where they can't be used."""
    rows = _narrowest(_usable(colour_bands), academic_year, of)
    since = max((row[0] for row in rows), default=None)
    newest = [row for row in rows if row[0] == since]
    ordered = sorted(newest, key=lambda row: (row[1] is None, row[1] or 0, _worse(row)))
    return [Band(row[4], *row[2:4], row[5] or "", row[6] or SHARE) for row in ordered]


def _worse(row: tuple) -> Decimal:
    return -row[2] if row[6] == MEAN else row[2]


def _narrowest(rows: Sequence[tuple], academic_year: int, of: Sitting) -> list[tuple]:
    """Those in force that say most of what they are for: subject before grade before test."""
    fitting = [
        (tuple(bool(said) for said in reversed(row[7:])), row)
        for row in rows
        if row[0] <= academic_year
        and all(not said or said == asked for said, asked in zip(row[7:], of, strict=True))
    ]
    most = max((said for said, _ in fitting), default=())
    return [row for said, row in fitting if said == most]


def _against(bands: Sequence[Band]) -> bool:
    """Whether a better colour has the worse values, or two measures stand side by side."""
    if len({band.measure for band in bands}) > 1:
        return True
    lows = [band.from_percent for band in bands]
    if bands and bands[0].measure == MEAN:
        lows.reverse()
    return len(lows) > 1 and lows[0] > lows[-1]


def bands_since(colour_bands: Rows, academic_year: int, of: Sitting = ANY) -> int | None:
    """The academic year (B.E.) from which the bands in force in that year hold; None for none."""
    rows = _narrowest(_usable(colour_bands), academic_year, of)
    return max((row[0] for row in rows), default=None)


def is_told_apart(colour_bands: Rows) -> bool:
    """Whether any band is of one test, grade or subject only."""
    return any(any(row[7:]) for row in _usable(colour_bands))


def sets(colour_bands: Rows) -> list[tuple[int, Sitting]]:
    """Each set of bands: from which year, and of what; the newest first, of everything before."""
    found = {(row[0], Sitting(*(said or "" for said in row[7:]))) for row in _usable(colour_bands)}
    return sorted(found, key=lambda each: (-each[0], each[1]))


def colours_of(colour_bands: Rows) -> list[str]:
    """The colours of all bands, best first; those of the newest bands go before older ones."""
    found = (bands_as_typed(colour_bands, *each) for each in sets(colour_bands))
    return list(dict.fromkeys(band.colour for bands in found for band in bands))


def looks(colour_bands: Rows) -> dict[str, str]:
    """Colour → its shape: its own of LOOKS, else by its place among the bands of its set."""
    found: dict[str, str] = {}
    for each in sets(colour_bands):
        bands = bands_as_typed(colour_bands, *each)
        for place, band in enumerate(bands):
            step = (2 * place * (len(LOOKS) - 1) + len(bands) - 1) // (2 * max(len(bands) - 1, 1))
            own = band.colour if band.colour in LOOKS else LOOKS[step]
            found.setdefault(band.colour, own)
    return found


def _usable(colour_bands: Rows) -> list[tuple]:
    """Year, order, both percents, colour, meaning, measure, and what it is of, of each row that has
    a year and percents."""
    names = ("from_academic_year", "order", "from_percent", "to_percent", "colour", "meaning")
    own = [name in colour_bands for name in OPTIONAL]  # not there in what was kept before
    blank = [None] * len(colour_bands)
    columns = [colour_bands[n] if there else blank for n, there in zip(OPTIONAL, own, strict=True)]
    rows = zip(
        (row for _, *row in records(colour_bands, *names)), zip(*columns, strict=True), strict=True
    )
    return [(*row, *more) for row, more in rows if None not in (row[0], row[2], row[3])]


def band_faults(bands: Iterable[Band]) -> list[BandFault]:
    """Gaps (beyond 0.01), overlaps and bands that end before they start, from 0 to 100."""
    ordered = sorted(bands, key=lambda band: (band.from_percent, band.to_percent))
    faults = [
        BandFault("backwards", band.colour, band.colour, band.from_percent, band.to_percent)
        for band in ordered
        if band.to_percent < band.from_percent
    ]
    reach, holder = Decimal("-0.01"), ""  # as if a band ended just below zero
    for band in (band for band in ordered if band.to_percent >= band.from_percent):
        if band.from_percent <= reach:
            faults.append(
                BandFault("overlap", holder, band.colour, band.from_percent, min(reach, band[2]))
            )
        elif _first_hundredth(band.from_percent) > _last_hundredth(reach) + 1:
            gap_from = max(reach, Decimal(0))
            faults.append(BandFault("gap", holder, band.colour, gap_from, band.from_percent))
        if band.to_percent > reach:
            reach, holder = band.to_percent, band.colour
    if ordered and _last_hundredth(reach) < 10000:
        faults.append(BandFault("gap", holder, "", reach, Decimal(100)))
    return faults


def runs_against(bands: Sequence[Band]) -> BandFault | None:
    """bands: best first, as typed."""
    if not _against(bands):
        return None
    best, worst = bands[0], bands[-1]
    return BandFault("against", best.colour, worst.colour, best.from_percent, worst.from_percent)


def percent_not_passing(not_passed: int | None, tested: int | None) -> Decimal | None:
    """Percent to two decimals, rounded half up; None when nobody was tested or counts clash."""
    if not_passed is None or tested is None or not 0 <= not_passed <= tested or tested == 0:
        return None
    return Decimal(hundredths_of(not_passed, tested)).scaleb(-2)


def quality_colour(bands: Sequence[Band]) -> Callable[[int, int], str | None]:
    """The colour of pupils not passing of those tested (at least one); None where no band alone
    holds their percent."""
    spans = spans_of(bands)

    def colour(not_passed: int, tested: int) -> str | None:
        now = hundredths_of(not_passed, tested)
        return next((bands[s.place].colour for s in spans if s.low <= now <= s.high), None)

    return colour


def next_colour(not_passed: int, tested: int, bands: Sequence[Band]) -> NextColour | None:
    """The fewest more that must pass for a better colour, and that colour.

    None for the best colour, for no colour, and where no better colour can be reached. With few
    pupils the next reachable colour may lie two bands up. bands: best first.
    """
    if percent_not_passing(not_passed, tested) is None or any(b.measure == MEAN for b in bands):
        return None  # by how much pupils would have to improve a mean nobody can tell
    spans = spans_of(bands)
    now = hundredths_of(not_passed, tested)
    here = next((span.place for span in spans if span.low <= now <= span.high), None)
    if here is None:
        return None
    reachable = []
    for span in spans:
        # the most that may fail and still be rounded to this span's upper edge
        most = min((tested * (2 * span.high + 1) - 1) // 20000, not_passed - 1)
        if span.place < here and most >= 0 and hundredths_of(most, tested) >= span.low:
            reachable.append((not_passed - most, span.place))
    if not reachable:
        return None
    more, place = min(reachable)
    return NextColour(bands[place].colour, more)


def next_step(
    state: str, not_passed: int | None, tested: int | None, bands: Sequence[Band]
) -> tuple[str | None, int | None]:
    """next_colour of a row in this state; (None, None) where there is none."""
    step = next_colour(not_passed, tested, bands) if state == "tested" else None
    return step or (None, None)


def spans_of(bands: Sequence[Band]) -> list[Span]:
    """The hundredths that have a colour, in their order: those of one band alone."""
    edges = [(_first_hundredth(b.from_percent), _last_hundredth(b.to_percent)) for b in bands]
    cuts = sorted({cut for low, high in edges for cut in (low, high + 1)})
    spans = []
    for start, end in pairwise(cuts):
        holders = [place for place, (low, high) in enumerate(edges) if low <= start <= high]
        if len(holders) == 1:  # where two bands overlap there is no colour
            spans.append(Span(start, end - 1, holders[0]))
    return spans


def hundredths_of(not_passed: int, tested: int) -> int:
    return (20000 * not_passed + tested) // (2 * tested)


def _first_hundredth(percent: Decimal) -> int:
    return int((percent * 100).to_integral_value(ROUND_CEILING))


def _last_hundredth(percent: Decimal) -> int:
    return int((percent * 100).to_integral_value(ROUND_FLOOR))
