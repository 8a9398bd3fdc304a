"""What the slides of meeting mode are made from: an office in one reading, as far as asked."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from esa.changes.compare import Changes
from esa.changes.stuck import Stuck as Since
from esa.history.meetings import Meeting
from esa.judged import Judged
from esa.reading.office import Office
from esa.rules.tables import EditionTables
from esa.screen import past
from esa.telling import board_words, changes_words, words


@dataclass(frozen=True)
class Deck:
    """What all slides are made from: an office in one reading, worked out when a slide needs it."""

    judged: Judged
    reading: str

    @property
    def office(self) -> Office:
        return self.judged.office

    @property
    def rules(self) -> EditionTables:
        return self.judged.standards.tables

    @property
    def conditional(self) -> bool:
        return self.judged.standards.by_conditions

    @cached_property
    def meeting(self) -> Meeting | None:
        """The meeting before this state."""
        return past.before(self.judged)

    @cached_property
    def changes(self) -> Changes | None:
        since = past.since(self.judged)
        return since.changes.of_edition(self.office.edition) if since else None

    @cached_property
    def stuck(self) -> list[board_words.Stuck]:
        return board_words.stuck_points(self.rules.points, self.reading)

    @cached_property
    def held(self) -> tuple[Since, ...]:
        """Since when points have been stuck, over the meetings before this state."""
        return past.stuck(self.judged)

    @cached_property
    def still(self) -> list[Since]:
        """Points that stood still over several meetings without being overdue."""
        overdue = [point.criterion for point in self.stuck]
        return changes_words.still(past.stuck(self.judged, unchanged=True), overdue)

    @cached_property
    def indicator_of(self) -> dict[str, str]:
        points = self.judged.standards.points
        return {point.criterion: point.indicator or "" for point in points if point.criterion}

    @cached_property
    def counts(self) -> changes_words.Counts | None:
        if self.changes is None:
            return None
        leveled = [
            level.indicator
            for level in self.judged.standards.levels
            if level.in_reading(self.reading).level is not None
        ]
        return changes_words.counts(self.changes, self.reading, self.indicator_of, leveled)

    @cached_property
    def sums(self) -> pd.DataFrame:
        """Conditions of each standard, where the edition counts those."""
        return self.rules.sums

    def name(self, codes: object) -> str:
        return words.groups_short(self.office, codes, most=2)

    def one(self, code: str) -> str:
        return words.group_short(self.office, code) if code else "ยังไม่ระบุกลุ่ม"
