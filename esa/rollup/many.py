"""Which states of which offices are told, and what isn't: silent offices, old data, damaged files.

Of each office the newest state that can be read counts, with the newest one of an earlier month for
what moved. Source: docs/rules.md, "Many offices".
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from esa.rollup.columns import OFFICE, fits
from esa.rollup.register import Register, register
from esa.rollup.target import Found, Published, State, Unusable, checked, found

NOW, BEFORE = "now", "before"
OLD_AFTER, SILENT_AFTER = 35, 90  # days since the state that was published last
MOST_TRIED = 12  # states of an office, where the newest ones are damaged


class Down(Exception):
    """The engine can't be reached or gave up. The text is the kind of its error: its own words may
    hold addresses and keys."""


class Damaged(Exception):
    """Files that can't be read, though their ends say that all is well."""

    def __init__(self, addresses: Iterable[str]):
        super().__init__("damaged")
        self.addresses = tuple(addresses)


class Settings(NamedTuple):
    """Section [rollup] of the secrets. office: code of this office, "" where it has none, as for a
    province; engine: see esa.rollup.engine."""

    target: str
    engine: str = ""
    office: str = ""


class Chosen(NamedTuple):
    """A state that is told, for the engine. part: "now" or "before"; address: of its file; at: when
    it was published, so that what is published again is read again; lacks: see Published."""

    office: str
    fiscal_year: str
    meeting: str
    part: str
    region: str
    address: str
    at: str
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Many:
    """register: with the offices that published unlisted; now, before: of each office the state
    that is told and the one of an earlier month; address: of a state's file."""

    register: Register
    now: Mapping[str, Published]
    before: Mapping[str, Published]
    address: Mapping[State, str]
    faults: tuple[Unusable, ...]

    def age(self, office: str, today: date) -> int | None:
        """Days since the state that is told; None where there is none."""
        return (today - self.now[office].state.day).days if office in self.now else None

    def standing(self, office: str, today: date) -> str:
        """never, silent, old or fresh."""
        age = self.age(office, today)
        if age is None:
            return "never"
        return "silent" if age > SILENT_AFTER else "old" if age > OLD_AFTER else "fresh"

    @cached_property
    def chosen(self) -> tuple[Chosen, ...]:
        """The states that are told, for the engine."""
        return tuple(
            Chosen(
                *each.state,
                part,
                listed.region,
                self.address[each.state],
                each.at.isoformat(),
                each.lacks,
            )
            for part, held in ((NOW, self.now), (BEFORE, self.before))
            for each in held.values()
            for listed in [self.register.offices[each.state.office]]
        )


def settings(secrets: Mapping) -> Settings | None:
    """What the secrets say; None where no target is set."""
    section = secrets.get("rollup")
    if not isinstance(section, Mapping):
        return None
    held = {name: str(section.get(name) or "").strip() for name in Settings._fields}
    office = held["office"] if fits(OFFICE, held["office"]) else ""
    return Settings(held["target"], held["engine"], office) if held["target"] else None


def many(target: str, damaged: Container[str] = ()) -> Many:
    """What lies at the target. damaged: addresses of files that turned out to be. OSError where it
    can't be read."""
    there, listed = found(target, damaged=damaged), register(target)
    faults = list(there.faults)
    now = _newest(target, there, there.states, faults)
    earlier = {
        office: [s for s in there.states[office] if _month(s.day) < _month(each.state.day)]
        for office, each in now.items()
    }
    before = _newest(target, there, earlier, faults)
    known = listed.with_unlisted(there.states)
    return Many(known, now, before, there.address, tuple(dict.fromkeys(faults)))


def _newest(
    target: str, there: Found, states: Mapping[str, list[State]], faults: list[Unusable]
) -> dict[str, Published]:
    """Of each office the newest state that can be read; the damaged ones go to the faults."""
    left = {office: list(own)[-MOST_TRIED:] for office, own in states.items()}
    newest: dict[str, Published] = {}
    while tried := [own.pop() for office, own in left.items() if own and office not in newest]:
        for each in checked(target, there, tried):
            if isinstance(each, Unusable):
                faults.append(each)
            else:
                newest[each.state.office] = each
    return newest


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
