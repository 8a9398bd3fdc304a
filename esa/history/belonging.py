"""Which workbooks belong to the office: those that its own workbook lists as it is shown.

A list that is held back, or can't be read now, takes nothing away; nor does a list of Drive.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from esa.history.copies import Copy, State, listed, unlisted, waiting
from esa.history.losses import Expected, Measure, best_of, day_of, losses
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
    office lists another workbook of the same group that holds no less is left out."""
    copies = list(copies)
    if not office.known:
        return copies
    listed = [c.marks[-1].best for c in copies if c.key in office.entries and c.fresh and c.marks]
    found = []
    for copy in copies:
        best = best_of(copy.marks, day_of(now))
        if copy.key in office.entries:
            found.append(copy)
        elif not best or not any(_takes_its_place(other, best) for other in listed):
            found.append(unlisted(copy, now))
    return found


def _takes_its_place(other: Measure, best: Measure) -> bool:
    """Whether another workbook says that it is of the same group, which must be named, is of no
    earlier year, and lost nothing that this one held."""
    is_named = bool(best.group) or best.kind == "office"
    if not is_named or (other.kind, other.group) != (best.kind, best.group):
        return False
    return (other.year or 0) >= (best.year or 0) and not losses(best, other, Expected())
