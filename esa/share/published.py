"""One published table for each test, grade and school year: what every link and file shows of it.

An edition is made by an explicit act and never changed; a newer one takes its place outside. It
holds the counts it was made of, for the office alone, and what is told of them. The groups of the
first edition stay: a school that moves to another network moves in no table, and what is added
later is a group by itself.
Source: docs/rules.md, "Links for the committee".
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from esa.rules.bands import Band, quality_colour
from esa.share.suppression import (
    SEVERAL,
    SMALLEST,
    VALUES,
    Count,
    Group,
    School,
    Told,
    grouped,
    told,
)
from esa.telling.texts import listed

if TYPE_CHECKING:
    from esa.share.attack import System

Key = tuple[str, str, int]  # test, grade, academic year
MOST = 1_000_000  # pupils of a school whose enrolment isn't known
PLAIN = ("test", "grade", "academic_year", "scope", "number", "clashing", "withdrawn")


class Named(NamedTuple):
    """A school of the register: its name and network as they were when the table was made."""

    name: str
    network: str


@dataclass(frozen=True, eq=False)
class Edition:
    """number: 1 for the first of its key; at: when it was published; scope: of the lower limit;
    schools: the open ones of the register, and those with results; results: of those with any;
    clashing: rows not counted. withdrawn: whether it takes the table back and shows nothing."""

    test: str
    grade: str
    academic_year: int
    scope: str
    number: int
    at: datetime
    bands: tuple[Band, ...]
    networks: Mapping[str, str]
    schools: Mapping[str, Named]
    results: Mapping[str, School]
    groups: tuple[Group, ...]
    clashing: int = 0
    withdrawn: bool = False

    @property
    def key(self) -> Key:
        return self.test, self.grade, self.academic_year

    @property
    def rows(self) -> int:
        """How many rows of results it is made of."""
        return sum(len(school.counts) for school in self.results.values())

    @cached_property
    def took(self) -> dict[Group, tuple[str, ...]]:
        """The subjects that somebody of each group was tested in."""
        return {
            g: tuple(dict.fromkeys(s for code in g.schools for s in self.results[code].counts))
            for g in self.groups
        }

    @cached_property
    def told(self) -> dict[Group, dict[str, Told]]:
        """What is told of each group and subject."""
        return {group: told(group, self.results) for group in self.groups}

    @cached_property
    def homes(self) -> dict[str, str]:
        """School with results → the network it is told with: that of its group, its own where
        schools of several are in one."""
        found = {code: school.network for code, school in self.results.items() if school.counts}
        for group in self.groups:
            if group.network != SEVERAL:
                found |= dict.fromkeys(group.schools, group.network)
        return found

    @cached_property
    def colours(self) -> dict[str, str]:
        """School → the colour that may be told of it, "" where no band holds its percent."""
        colour_of, found = quality_colour(self.bands), {}
        for group in self.groups:
            for code in () if group.is_small else group.schools:
                tested, failed = map(sum, zip(*self.results[code].counts.values(), strict=True))
                found[code] = colour_of(failed, tested) or ""
        return found


class Proposal(NamedTuple):
    """edition: what would be published, None where it is out already; changes: against the edition
    before, in words; refused: why it may not go out."""

    edition: Edition | None
    changes: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def proposed(now: Edition, before: Sequence[Edition]) -> Proposal:
    """What publishing would do. now: the table as the sheets are, in its own groups; before: all
    editions of its key, oldest first."""
    edition = following(now, before)
    if not before:
        return Proposal(edition)
    changes = tuple(_changes(before[-1], edition))
    if not changes and not before[-1].withdrawn:
        return Proposal(None)
    return Proposal(edition, changes, tuple(refusals(edition, before)))


def following(now: Edition, before: Sequence[Edition]) -> Edition:
    """The table, a first one, as it would follow those before, in their groups."""
    if not before:
        return now
    return replace(now, number=before[-1].number + 1, groups=_groups(now, before))


def _groups(now: Edition, before: Sequence[Edition]) -> tuple[Group, ...]:
    """Those of the editions before, as far as their schools are still there; the rest by itself."""
    known = {code for edition in before for group in edition.groups for code in group.schools}
    kept: dict[tuple[str, bool, tuple[str, ...]], None] = {}
    taken: set[str] = set()
    for edition in reversed(before):  # the newest division of a school counts
        for group in edition.groups:
            mine = tuple(c for c in group.schools if c in now.results and now.results[c].counts)
            if mine and not taken & {*mine}:
                kept[group._replace(schools=mine)] = None
                taken |= {*mine}
    fresh = {code: school for code, school in now.results.items() if code not in known}
    return (*sorted(Group(*group) for group in kept), *grouped(fresh))


# --- what changed -----------------------------------------------------------------------------


def _changes(before: Edition, now: Edition) -> Iterator[str]:
    for said, one, other in (("เพิ่มผลของ", now, before), ("ไม่มีแล้ว: ผลของ", before, now)):
        codes = sorted(one.results.keys() - other.results.keys())
        if codes:
            yield f"{said} {listed([one.schools[code].name for code in codes])}"
    for code in sorted(now.results.keys() & before.results.keys()):
        yield from _mended(now.schools[code].name, before.results[code], now.results[code])
    if now.bands != before.bands:
        yield "เกณฑ์สีเปลี่ยน"
    if now.scope != before.scope:
        yield "เปลี่ยนระดับของขีดจำกัดล่างที่ใช้"
    if now.clashing != before.clashing:
        yield f"แถวที่ตัวเลขขัดกัน {before.clashing:,} → {now.clashing:,}"


def _mended(name: str, before: School, now: School) -> Iterator[str]:
    for subject in dict.fromkeys((*before.counts, *now.counts)):
        old, new = before.counts.get(subject), now.counts.get(subject)
        if old != new:
            yield f"{name} {subject}: {_written(old)} → {_written(new)}"


def _written(count: Count | None) -> str:
    return f"{count.not_passed:,} จาก {count.tested:,}" if count else "ไม่มี"


# --- whether it may go out beside those before ------------------------------------------------


def refusals(edition: Edition, before: Sequence[Edition]) -> Iterator[str]:
    """Why the new table together with all that are out would tell too much, a line each."""
    earlier = {code: group for e in before for group in e.groups for code in group.schools}
    for group in edition.groups:
        for code in group.schools:
            small = edition.results[code].is_small
            if code in earlier and small and not group.is_small:
                name = edition.schools[code].name
                yield f"{name}: มีผู้เข้าสอบน้อยกว่า {SMALLEST} คน แต่ในตารางที่เผยแพร่แล้วนับรวมกับโรงเรียนใหญ่"
    yield from _worked_out([*before, edition])


def _worked_out(editions: Sequence[Edition]) -> Iterator[str]:
    """Schools of which too little would stay open to somebody who has all these tables."""
    from esa.share.attack import values_left  # only here: its solver takes a while to load

    names = editions[-1].schools
    for known in (not_passed_known(editions), tested_known(editions)):
        left = values_left(known.system, list(known.asked)) if known.asked else {}
        for row, values in left.items():
            if values < known.asked[row]:
                name = names[row[0]].name if row[0] in names else row[0]
                yield f"{name} {row[1]}: {known.said}"


class Known(NamedTuple):
    """All that some editions tell together. asked: rows (school, subject, count) that must keep so
    many values; said: what would be known otherwise."""

    system: "System"
    asked: dict[tuple[str, str, object], int]
    said: str


def not_passed_known(editions: Sequence[Edition]) -> Known:
    """Of the groups that aren't the same in all editions. All numbers tested are taken as known."""
    from esa.share.attack import System

    system, moved = System(), _moved(editions)
    asked: dict[tuple[str, str, object], int] = {}
    for edition, group, told_ in _told_of(editions, moved):
        for subject, part in told_.items():
            rows = _rows(edition, group, subject)
            for row in rows:
                tested = row[2].tested
                system.add(row, 0, tested)
                is_small = tested < SMALLEST and _has_moved(rows, moved)
                if is_small or (row[:2] in moved and len(rows) > 1):  # one alone is told itself
                    asked[row] = min(VALUES, tested + 1)
            system.know(rows, part.low, part.high)
        for rows, low, high in _by_colours(edition, group):
            system.know((row for row in rows if row in system.bounds), low, high)
    return Known(system, asked, "หากเทียบกับตารางที่เผยแพร่แล้ว จะทราบจำนวนที่ไม่ผ่าน")


def tested_known(editions: Sequence[Edition]) -> Known:
    """Numbers tested of small schools in those groups, enrolments being known."""
    from esa.share.attack import System

    system, moved = System(), _moved(editions)
    asked: dict[tuple[str, str, object], int] = {}
    for edition, group, told_ in _told_of(editions, moved):
        for subject, part in told_.items() if group.is_small else ():
            rows = _rows(edition, group, subject)
            tested = [(code, name, count.tested) for code, name, count in rows]
            for row in tested:
                school = edition.results[row[0]]
                most = int(min(school.enrolled or MOST, max(SMALLEST - 1, school.pupils)))
                system.add(row, 1, max(most, row[2]))
                if row[2] < SMALLEST and _has_moved(rows, moved):
                    asked[row] = min(VALUES, most)
            system.know(tested, part.tested, part.tested)
    return Known(system, asked, "หากเทียบกับตารางที่เผยแพร่แล้ว จะทราบจำนวนผู้เข้าสอบ")


def _told_of(
    editions: Sequence[Edition], moved: Collection[tuple[str, str]]
) -> Iterator[tuple[Edition, Group, dict[str, Told]]]:
    """What each edition tells of each group that has a row that isn't the same in all of them."""
    changed = {code for code, _ in moved}
    touched = {
        code
        for edition in editions
        for group in edition.groups
        if changed & {*group.schools}
        for code in group.schools
    }
    for edition in editions:
        for group, found in edition.told.items():
            if touched & {*group.schools}:
                yield edition, group, found


def _rows(edition: Edition, group: Group, subject: str) -> list[tuple[str, str, Count]]:
    return [
        (code, subject, edition.results[code].counts[subject])
        for code in group.schools
        if subject in edition.results[code].counts
    ]


def _has_moved(rows: Iterable[tuple], moved: Collection[tuple[str, str]]) -> bool:
    return any(row[:2] in moved for row in rows)


def _by_colours(
    edition: Edition, group: Group
) -> Iterator[tuple[list[tuple[str, str, Count]], int, int]]:
    """What the colour of each school tells of its rows together."""
    colours, colour_of = edition.colours, quality_colour(edition.bands)
    for code in group.schools:
        if code not in colours:
            continue
        rows = [(code, subject, count) for subject, count in edition.results[code].counts.items()]
        tested = sum(count.tested for *_, count in rows)
        same = [n for n in range(tested + 1) if (colour_of(n, tested) or "") == colours[code]]
        yield rows, same[0], same[-1]


def _moved(editions: Sequence[Edition]) -> set[tuple[str, str]]:
    """(school, subject) of rows that aren't the same in all editions that show something."""
    shown = [edition for edition in editions if not edition.withdrawn]
    found: set[tuple[str, str]] = set()
    for one, other in zip(shown, shown[1:], strict=False):
        for code in one.results.keys() | other.results.keys():
            old, new = (e.results[code].counts if code in e.results else {} for e in (one, other))
            found |= {(code, s) for s in old.keys() | new.keys() if old.get(s) != new.get(s)}
    return found


# --- kept ---------------------------------------------------------------------------------------


def as_json(edition: Edition) -> dict[str, object]:
    """For the registry of the office; see edition_from."""
    held = {name: getattr(edition, name) for name in PLAIN}
    return held | {
        "at": edition.at.isoformat(),
        "bands": [
            [b.colour, str(b.from_percent), str(b.to_percent), b.meaning] for b in edition.bands
        ],
        "networks": dict(edition.networks),
        "schools": {code: list(school) for code, school in edition.schools.items()},
        "results": {
            code: [s.network, s.enrolled, {subject: list(c) for subject, c in s.counts.items()}]
            for code, s in edition.results.items()
        },
        "groups": [[g.network, g.is_small, list(g.schools)] for g in edition.groups],
    }


def edition_from(held: Mapping) -> Edition:
    """The inverse of as_json. KeyError, TypeError, ValueError: it isn't one."""
    return Edition(
        **{name: held[name] for name in PLAIN},
        at=datetime.fromisoformat(held["at"]),
        bands=tuple(Band(c, Decimal(low), Decimal(high), m) for c, low, high, m in held["bands"]),
        networks=dict(held["networks"]),
        schools={code: Named(*school) for code, school in held["schools"].items()},
        results={
            code: School(network, enrolled, {s: Count(*c) for s, c in counts.items()})
            for code, (network, enrolled, counts) in held["results"].items()
        },
        groups=tuple(
            Group(network, small, tuple(codes)) for network, small, codes in held["groups"]
        ),
    )
