"""From where topics are told: an office as it was judged, in one reading, since a meeting.

Every topic is a function of a Standpoint, so that screen, paper, slide, workbook and LINE text are
of the same one. What topics share is worked out here, once, when it is first asked for.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

from esa.changes.compare import Changes
from esa.changes.registers import Between
from esa.changes.stuck import Stuck
from esa.history.meetings import Meeting, counted_th
from esa.judged import Edition, Judged
from esa.reading.office import Office
from esa.rules.points import Point
from esa.rules.vocabulary import REPORTED
from esa.telling import words
from esa.telling.left_out import left_out, proving
from esa.telling.topic import Kept, LeftOut, Topic

FINGERPRINT = "รหัสยืนยันฉบับ"
NOT_FROZEN = "ข้อมูลปัจจุบัน ยังไม่บันทึกเป็นครั้งประชุม"
Given = ParamSpec("Given")
Result = TypeVar("Result")
CONDITIONAL = "ฉบับมาตรฐานนี้นับสภาพที่พึงประสงค์เป็นข้อ จึงไม่มีระดับและไม่มีระดับถัดไป"


class Since(NamedTuple):
    """The meeting that a state is compared with, the office as it saw it, and what has changed."""

    meeting: Meeting
    then: Judged
    changes: Changes


@dataclass(frozen=True, eq=False)
class Standpoint:
    """judged: the state that is told; reading: reported or verified; shown: the meeting that froze
    it, None for the present state. since: None where there is no meeting to compare with. held:
    since when points have been stuck; still: those that didn't move (both of esa.changes.stuck), ()
    where no history is at hand. moved: title of a register → when its rows last changed, {} without
    one. group: code of the one whose changes and stuck points are told, "" for all. frozen_today:
    number of the meeting that froze this day's state, "" for none."""

    judged: Judged
    reading: str = REPORTED
    shown: Meeting | None = None
    since: Since | None = None
    held: tuple[Stuck, ...] = ()
    still: tuple[Stuck, ...] = ()
    moved: Mapping[str, Between] = field(default_factory=dict)
    group: str = ""
    frozen_today: str = ""
    _kept: dict = field(default_factory=dict, repr=False)

    def of(self, group: str) -> "Standpoint":
        """The same, of one group; "" for all."""
        return self if group == self.group else self.once(_of_group, group)

    def tell(self, topic: "Callable[[Standpoint], Topic]") -> Topic:
        """The topic, made once for everybody who asks."""
        return self.once(topic)

    def once(
        self, function: "Callable[Concatenate[Standpoint, Given], Result]", *choices: Hashable
    ) -> Result:
        """function(self, *choices), worked out once for everybody who asks; choices: few."""
        key = (function, choices)
        if key not in self._kept:
            self._kept[key] = function(self, *choices)
        return self._kept[key]

    # --- the state --------------------------------------------------------------------------------

    @property
    def office(self) -> Office:
        return self.judged.office

    @property
    def standards(self) -> Edition:
        """The edition in use."""
        return self.judged.standards

    @property
    def by_conditions(self) -> bool:
        """Whether that edition counts desired conditions instead of giving levels."""
        return self.standards.by_conditions

    @property
    def day(self) -> date:
        """Of the meeting that froze it, else the office's own."""
        return self.shown.meeting_date if self.shown else self.office.today

    @property
    def stamp(self) -> Kept:
        return stamp(self.shown)

    @cached_property
    def known(self) -> bool:
        """Whether any group has reported anything."""
        return any(point.known for point in self.standards.points)

    @cached_property
    def points(self) -> dict[str, Point]:
        """The points of the edition in use by their code."""
        return {point.criterion: point for point in self.standards.points if point.criterion}

    @cached_property
    def overdue(self) -> tuple[Point, ...]:
        """The stuck points, of the group: past their date without clear evidence, the longest
        first. In the verified reading one that was carried out and proved in time, and only waits
        for its check, isn't among them: nothing presses its group."""
        found = [
            point
            for point in self.standards.points
            if point.overdue_days > 0
            and not point.clear(self.reading)
            and self.concerns(point.lead_groups)
        ]
        return tuple(sorted(found, key=lambda point: -point.overdue_days))

    @cached_property
    def changes(self) -> Changes | None:
        """Since the meeting: of the edition in use, and of the group."""
        if self.since is None:
            return None
        found = self.since.changes.of_edition(self.office.edition)
        return found.of_group(self.group) if self.group else found

    def concerns(self, groups: Iterable[str]) -> bool:
        """Whether the group that is told is among these."""
        return not self.group or bool({self.group, words.EVERYONE}.intersection(groups))

    # --- words ------------------------------------------------------------------------------------

    def name(self, codes: Iterable[str] | None, most: int = 2) -> str:
        """Short names of groups; says so where nobody is named."""
        return words.groups_short(self.office, codes or (), most)

    def one(self, code: str) -> str:
        """Short name of one group; says so for ""."""
        return words.group_short(self.office, code) if code else "ยังไม่ระบุกลุ่ม"

    def left_out(self, tab: str, *fields: str) -> tuple[LeftOut, ...]:
        """What of a tab a figure over these fields does not hold."""
        before = self.since.then.office if self.since else None
        return left_out(self.office, tab, *fields, before=before)

    def documents_left_out(self) -> tuple[LeftOut, ...]:
        """What of the documents counts nowhere, in the tab of evidence and in registers."""
        found = (self.left_out(tab, *fields) for tab, fields in proving(self.office))
        return tuple(each for own in found for each in own)


def _of_group(at: Standpoint, group: str) -> Standpoint:
    return replace(at, group=group, _kept={})


def stamp(meeting: Meeting | None) -> Kept:
    """What every file says: ครั้งที่ 11/2557 · รหัสยืนยันฉบับ B2DF8-C654C, or that nothing was frozen."""
    if meeting is None:
        return Kept(NOT_FROZEN)
    said = f"ครั้งที่ {meeting.number} · {FINGERPRINT} {meeting.fingerprint}"
    return Kept(" · ".join(filter(None, (said, counted_th(meeting)))))
