"""What the slides of meeting mode are made from: an office in one reading, as far as asked."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from esa.changes.compare import Changes
from esa.changes.stuck import Stuck as Since
from esa.history.meetings import Meeting
from esa.plain import records
from esa.reading.office import Office
from esa.rules.conditions import by_standard
from esa.screen import book, past
from esa.telling import board_words, changes_words, words


@dataclass(frozen=True)
class Deck:
    """What all slides are made from: an office in one reading, worked out when a slide needs it."""

    office: Office
    reading: str

    @cached_property
    def rules(self) -> book.Standards:
        return book.standards(self.office, self.office.edition)

    @cached_property
    def followed(self) -> book.Followed:
        return book.followed(self.office)

    @cached_property
    def conditional(self) -> bool:
        """Whether the edition in use counts conditions instead of giving levels."""
        rows = self.office.editions
        mine = rows[rows["edition"] == self.office.edition]
        return bool((mine["method"] == "conditions").any())

    @cached_property
    def meeting(self) -> Meeting | None:
        """The meeting before this state."""
        return past.before(self.office)

    @cached_property
    def changes(self) -> Changes | None:
        since = past.since(self.office)
        return since.changes.of_edition(self.office.edition) if since else None

    @cached_property
    def stuck(self) -> list[board_words.Stuck]:
        return board_words.stuck_points(self.rules.points, self.reading)

    @cached_property
    def held(self) -> tuple[Since, ...]:
        """Since when points have been stuck, over the meetings before this state."""
        return past.stuck(self.office)

    @cached_property
    def still(self) -> list[Since]:
        """Points that stood still over several meetings without being overdue."""
        overdue = [point.criterion for point in self.stuck]
        return changes_words.still(past.stuck(self.office, unchanged=True), overdue)

    @cached_property
    def indicator_of(self) -> dict[str, str]:
        return {
            code: indicator or ""
            for _, code, indicator in records(self.rules.points, "criterion", "indicator")
            if code
        }

    @cached_property
    def counts(self) -> changes_words.Counts | None:
        if self.changes is None:
            return None
        leveled = [
            code
            for _, code, level in records(self.rules.levels, "indicator", f"level_{self.reading}")
            if level is not None
        ]
        return changes_words.counts(self.changes, self.reading, self.indicator_of, leveled)

    @cached_property
    def sums(self) -> pd.DataFrame:
        """Conditions of each standard, where the edition counts those."""
        found = book.by_conditions(self.office, self.office.edition).results
        return by_standard(found, self.office.indicators)

    def name(self, codes: object) -> str:
        return words.groups_short(self.office, codes, most=2)

    def one(self, code: str) -> str:
        return words.group_short(self.office, code) if code else "ยังไม่ระบุกลุ่ม"
