"""Which workbooks belong to the office: those that its own workbook lists as it is shown.

A list that is held back, or can't be read now, takes nothing away; nor does a list of Drive.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from esa.history.copies import Copy, State, listed, unlisted, waiting
from esa.history.losses import Measure
from esa.sources.workbook import Fault


class Entry(NamedTuple):
    """name: what to call the workbook until it is read. by: who lists it."""

    name: str
    by: str


@dataclass(frozen=True)
class Belonging:
    """entries: by key, in the order of the list. known: whether the list could be read; else they
    are all there is. faults: what is to be told of the list."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    known: bool = True
    faults: tuple[Fault, ...] = ()

    def covers(self, copy: Copy) -> bool:
        """Whether a copy is looked after: listed, or not known to be gone."""
        return copy.key in self.entries or copy.standing != "gone"


def enrolled(state: State, office: Belonging, now: datetime) -> State:
    """The copies in the order of the list, those that aren't in it after them; what is listed and
    has no copy waits. Of what never had a copy and is listed no longer nothing is lost."""
    copies = {copy.key: copy for copy in state.copies}
    found = [
        listed(copies.pop(key, None) or waiting(key, entry.name, now), entry.by)
        for key, entry in office.entries.items()
    ]
    found += [copy for copy in copies.values() if copy.raw.tabs or not office.known]
    return replace(state, copies=tuple(found))


def without_unlisted(copies: Iterable[Copy], office: Belonging, now: datetime) -> list[Copy]:
    """The copies after a look: those that the list lacks count their hour; one in whose place the
    office lists another workbook of the same group, of no earlier year, is left out."""
    copies = list(copies)
    if not office.known:
        return copies
    years: dict[tuple[str, str], int] = {}
    for copy in copies:
        best = _best(copy)
        if best and best.kind and copy.fresh and copy.key in office.entries:
            whose = best.kind, best.group
            years[whose] = max(best.year or 0, years.get(whose, 0))
    found = []
    for copy in copies:
        if copy.key in office.entries:
            found.append(copy)
            continue
        best = _best(copy)
        in_its_place = years.get((best.kind, best.group)) if best else None
        if in_its_place is None or in_its_place < (best.year or 0):
            found.append(unlisted(copy, now))
    return found


def _best(copy: Copy) -> Measure | None:
    return copy.marks[-1].best if copy.marks else None
