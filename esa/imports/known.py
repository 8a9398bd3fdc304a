"""What the office, or a ready-made edition, says of the framework already: titles to find again.

A title is matched with tolerance: spaces, digits, dots and slips of the hand don't matter, and ฯ
stands for whatever was left out. A title that isn't known matches nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rapidfuzz import fuzz

from esa import thai

ALIKE = 85  # of 100: the same title
OTHER = 60  # below: another title
SHORTEST = 8  # letters of a title that is looked for
_PUNCTUATION = re.compile(r"[,/;:()]")


@dataclass(frozen=True)
class Point:
    """A point of consideration that a line may be the title of. likeness: 0 to 100."""

    indicator: str
    number: int
    likeness: float


@dataclass(frozen=True)
class Known:
    """One edition. indicators: code → title; points: code of the indicator → number → title; both
    "" where only the code is known. totals: code of the indicator → number of points."""

    edition: str = ""
    indicators: Mapping[str, str] = field(default_factory=dict)
    points: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    totals: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def _titles(self) -> list[tuple[str, int, tuple[str, ...]]]:
        """(indicator, number, pieces of the folded title) of all titles that are known."""
        return [
            (code, number, pieces)
            for code, points in self.points.items()
            for number, title in points.items()
            if len("".join(pieces := _pieces(title))) >= SHORTEST
        ]

    @cached_property
    def _lengths(self) -> tuple[int, int]:
        lengths = [len("".join(pieces)) for *_, pieces in self._titles]
        return min(lengths, default=1), max(lengths, default=0)

    def titled(self, indicator: str) -> frozenset[int]:
        """The numbers of the points whose title is known."""
        return frozenset(n for n, title in self.points.get(indicator, {}).items() if title)

    def point(self, text: str, indicator: str = "", *more: str) -> Point | None:
        """The point whose title a text is, with the lines that it goes on for; only of one
        indicator where that is given."""
        shortest, longest = self._lengths
        said = len(text) + (sum(map(len, more)) if more else 0)
        if not shortest * 0.6 <= said <= longest * 2.5 + 40:
            return None
        lines = (text, *more)
        alike = self._found.get(lines)
        if alike is None:
            alike = self._found[lines] = tuple(self._alike("".join(map(self._fold, lines))))
        if not alike:
            return None
        own = (p for p in alike if not indicator or p.indicator == indicator)
        return max(own, key=lambda point: point.likeness, default=None)

    @cached_property
    def _found(self) -> dict[tuple[str, ...], tuple[Point, ...]]:
        """What was found before: several passes ask for the same lines."""
        return {}

    @cached_property
    def _folds(self) -> dict[str, str]:
        return {}

    def _fold(self, text: str) -> str:
        if text not in self._folds:
            self._folds[text] = _folded(text)
        return self._folds[text]

    def _alike(self, said: str) -> Iterator[Point]:
        """All points with a title like that."""
        length = len(said)
        if length not in self._of_length:
            near = [each for each in self._titles if _may_be_alike(length, each[2])]
            self._of_length[length] = near
        for code, number, pieces in self._of_length[length]:
            likeness = _likeness(said, pieces)
            if likeness >= ALIKE:
                yield Point(code, number, likeness)

    @cached_property
    def _of_length(self) -> dict[int, list[tuple[str, int, tuple[str, ...]]]]:
        """Length of a text → the titles that it may be."""
        return {}

    def indicator(self, title: str) -> str:
        """The code of the indicator of that title; "" where none is alike."""
        said = _folded(title)
        found = [(_likeness(said, _pieces(t)), code) for code, t in self.indicators.items() if t]
        likeness, code = max(found, default=(0, ""))
        return code if likeness >= ALIKE else ""

    def of(self, indicator: str, title: str) -> "Known":
        """What is known of an indicator that a report heads with this title: nothing, where it is
        another one's."""
        known = self.indicators.get(indicator)
        return Known(self.edition) if known and title and is_other(known, title) else self


def same_title(one: str, other: str) -> bool:
    """Whether two titles are the same, slips of the hand and ฯ aside."""
    return (
        max(_likeness(_folded(one), _pieces(other)), _likeness(_folded(other), _pieces(one)))
        >= ALIKE
    )


def is_other(one: str, other: str) -> bool:
    """Whether two titles are of different things: no slip of the hand makes one the other."""
    first, second = _folded(one), _folded(other)
    return max(_likeness(first, _pieces(other)), _likeness(second, _pieces(one))) < OTHER


def known(edition: str, rows: Mapping[str, Iterable[Mapping[str, object]]]) -> Known:
    """rows: of the tabs indicators and criteria, of that edition only."""
    indicators = list(rows.get("indicators", ()))
    points: dict[str, dict[int, str]] = {}
    for row in rows.get("criteria", ()):
        code, own = str(row.get("criterion") or ""), str(row.get("indicator") or "")
        rest = code.removeprefix(own).lstrip(".-")
        if own and rest.isdecimal():
            points.setdefault(own, {})[int(rest)] = str(row.get("title") or "")
    return Known(
        edition,
        {str(row["indicator"]): str(row.get("title") or "") for row in indicators},
        points,
        {str(r["indicator"]): int(r["points_total"]) for r in indicators if r.get("points_total")},
    )


def _folded(text: str) -> str:
    return _PUNCTUATION.sub("", thai.fold(text))


def _pieces(title: str) -> tuple[str, ...]:
    return tuple(_folded(piece) for piece in title.split("ฯ"))


def _may_be_alike(length: int, pieces: tuple[str, ...]) -> bool:
    """Whether a text of that length can reach ALIKE at all: a ratio is at most twice the shorter
    of the whole; with ฯ anything may stand between."""
    size = len(pieces[0])
    return len(pieces) > 1 or 200 * min(length, size) >= ALIKE * (length + size)


def _likeness(said: str, pieces: tuple[str, ...]) -> float:
    """How alike a folded text and a title are; with ฯ its beginning and its end must be."""
    said = said.replace("ฯ", "") if len(pieces) > 1 else said
    if len(pieces) == 1:
        return fuzz.ratio(said, pieces[0])
    first, last = pieces[0], pieces[-1]
    length = len(first) + len(last)
    if not length <= len(said) + 6 or len(said) > length + 160:
        return 0.0
    begins = fuzz.ratio(said[: len(first)], first)
    ends = fuzz.ratio(said[len(said) - len(last) :], last) if last else 100.0
    return min(begins, ends)
