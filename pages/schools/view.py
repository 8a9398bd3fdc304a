"""What of the schools is on view: one choice of test results, all schools or those of a network."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import TypeVar

from esa.judged import Judged
from esa.plain import Place, records
from esa.reading.office import Office
from esa.rules.bands import Band, bands_for
from esa.rules.open_schools import Move, SchoolColour
from esa.rules.school_results import Choice, NetworkColours, OneSchool, SchoolColours, each_school
from esa.rules.vocabulary import WITHOUT_COLOUR
from esa.telling import schools_words, words
from esa.telling.schools import NO_NETWORK
from esa.telling.texts import shorten
from esa.telling.topic import Door
from pages.schools import words as said

Told = TypeVar("Told")
VIEWS = 12  # that are kept for whoever comes back to one of them
Filters = tuple[tuple[str, str], ...]  # names and values in the address


@dataclass(frozen=True)
class View:
    """network: code, colour: a colour or why there is none, "" for all of them; kept: the filters
    that links take along."""

    judged: Judged
    choice: Choice
    network: str = ""
    kept: Filters = ()
    colour: str = ""

    def told(self, make: "Callable[[View], Told]") -> Told:
        """What a function of this module's room says of the view, worked out once."""
        if make not in self._told:
            self._told[make] = make(self)
        return self._told[make]

    @cached_property
    def _told(self) -> dict:
        return {}

    @property
    def office(self) -> Office:
        return self.judged.office

    @property
    def found(self) -> SchoolColours:
        return self.judged.schools(self.choice)

    @cached_property
    def schools(self) -> tuple[SchoolColour, ...]:
        """Worst first."""
        return tuple(row for row in self.found.schools if self.network in ("", row.network))

    @cached_property
    def listed(self) -> tuple[SchoolColour, ...]:
        """Those of the colour chosen; the sentence and the counts are of all."""
        return tuple(row for row in self.schools if self.colour in ("", row.stand))

    @cached_property
    def networks(self) -> tuple[NetworkColours, ...]:
        """Most orange and red ones first."""
        return tuple(row for row in self.found.networks if self.network in ("", row.network))

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        codes = {row.school_code for row in self.schools}
        return tuple(move for move in self.found.moves if move.school_code in codes)

    @cached_property
    def of(self) -> dict[str, int]:
        """How many schools have which colour; see schools_words.counts."""
        return schools_words.counts((row.stand for row in self.schools), self.found.looks)

    @cached_property
    def bands(self) -> list[Band]:
        """Those of what is chosen, best first."""
        tab = self.office.rows["colour_bands"]
        return bands_for(tab, self.choice.academic_year, self.choice.sitting)

    @cached_property
    def worst_first(self) -> tuple[str, ...]:
        """The colours that schools may have here."""
        known = [band.colour for band in self.bands]
        used = [name for row in self.networks for name, schools in row.counts.items() if schools]
        more = [name for name in dict.fromkeys(used) if name not in WITHOUT_COLOUR]
        return tuple(reversed(dict.fromkeys([*known, *more])))

    @property
    def stands(self) -> tuple[str, ...]:
        """What a school may have: the colours, worst first, and why it has none."""
        return (*self.worst_first, *WITHOUT_COLOUR)

    @cached_property
    def alarms(self) -> tuple[str, ...]:
        """Words of the colours that alarm, the worst last."""
        return schools_words.alarms(self.bands, self.found.looks)

    @property
    def bad(self) -> str:
        """แสดและแดง."""
        return "และ".join(self.alarms)

    @cached_property
    def names(self) -> dict[str, str]:
        rows = records(self.office.rows["networks"], "network", "name")
        return {code: name for _, code, name in rows if code and name}

    @cached_property
    def places(self) -> dict[str, list[Place]]:
        """The rows of the sheet behind each school, as far as they are of the choice."""
        found: dict[str, list[Place]] = {}
        for at, code, subject in records(self.found.rows, "school_code", "subject"):
            if self.choice.subject in ("", subject):
                found.setdefault(code, []).append(at)
        return found

    @property
    def unit(self) -> str:
        return said.unit(self.choice)

    @property
    def about(self) -> list[str]:
        """What exactly is counted, in words."""
        subjects = sum(row.rows > 0 for row in self.found.subjects)
        scope = words.label("test_results", "scope", self.choice.scope)
        return schools_words.about(self.choice, subjects, scope)

    def network_name(self, code: str | None, longest: int = 40) -> str:
        return shorten(self.names.get(code or "", code), longest) or NO_NETWORK

    def school(self, code: str) -> SchoolColour | None:
        return next((row for row in self.found.schools if code and row.school_code == code), None)

    def one(self, code: str) -> OneSchool:
        """The results of one school in every year and subject."""
        tables = (self.office.rows[tab] for tab in ("lower_limits", "colour_bands"))
        return each_school(self.office.test_results, *tables, self.choice, [code])[code]

    def door(self, **changed: object) -> Door:
        """This page with its filters, some of them changed."""
        filters = dict(self.kept) | {name: str(value) for name, value in changed.items()}
        return Door("schools", tuple((name, value) for name, value in filters.items() if value))


def view(
    judged: Judged, choice: Choice, network: str, kept: Filters = (), colour: str = ""
) -> View:
    """The view, with all that was worked out for somebody who looked at the same."""
    return judged.once(_views)(choice, network, kept, colour)


def _views(judged: Judged) -> Callable[..., View]:
    return lru_cache(maxsize=VIEWS)(partial(View, judged))
