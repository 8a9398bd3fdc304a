"""What a change is called: small rules on two values, the earlier and the later.

ABSENT is no row at all, None a blank. Known to unknown is never a fall, and unknown to known is
never a rise: an unknown has no place in an order. Each rule is told of values that differ; "" says
that nothing is worth telling. Source: docs/rules.md, "What changed".
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from esa.changes.record import ABSENT, Absent
from esa.rules.vocabulary import (
    ATTACHED,
    CLOSED_FOLLOW_UPS,
    LEVEL,
    LEVELS,
    SELF_CHECKED,
    WITHOUT_COLOUR,
)
from esa.rules.vocabulary import STATES as DOCUMENT

TOP = LEVELS[-1]
UNREAD = "unread"  # filled in, and can't be read
AS_HIGH_AS = {SELF_CHECKED: ATTACHED}


class Level(NamedTuple):
    """A level as compared: level is None unless outcome is "level" or "at_least". span: between
    which levels it lies, where something can't be read."""

    outcome: str
    level: int | None
    span: tuple[int, int] | None = None

    @property
    def bounds(self) -> tuple[int, int] | None:
        """The lowest and the highest that it may be; a lower bound reaches up to the top."""
        if self.level is None:
            return self.span
        return self.level, self.level if self.outcome == LEVEL else TOP


def presence(before: object, after: object, empty: object = None) -> str:
    """ "new", "gone", or "" where both have the row, or the one that has it holds a blank."""
    if before is ABSENT:
        return "" if after == empty else "new"
    if after is ABSENT:
        return "" if before == empty else "gone"
    return ""


def of_level(before: Level | Absent, after: Level | Absent) -> str:
    """rose or fell where that is certain; an "at least" only where its bound proves it.

    "changed": the reason why there is no level is another one, or one bound took another's place.
    """
    if before is ABSENT or after is ABSENT:
        return presence(before, after)
    was, now = before.bounds, after.bounds
    if was is None or now is None:
        if was is None and now is None:
            return "changed"
        return "became_known" if was is None else "became_unknown"
    if now[0] > was[1]:
        return "rose"
    if now[1] < was[0]:
        return "fell"
    wider = (now[1] - now[0]) - (was[1] - was[0])
    if before.outcome == after.outcome or not wider:  # neither excludes the other
        return "changed"
    return "became_known" if wider < 0 else "became_unknown"


def of_point(before: bool | None | Absent, after: bool | None | Absent) -> str:
    """Clear evidence gained or lost. None: a tab of the group that leads it couldn't be read."""
    if before is ABSENT or after is ABSENT:
        return presence(before, after)
    if before is None or after is None:
        return "became_known" if before is None else "became_unknown"
    return "gained" if after else "lost"


def of_carried(before: str | Absent, after: str | Absent, yes: str = "carried_out") -> str:
    """Values: yes ("carried_out" or "met"), "no", "not_reported", "unread".

    Reported for the first time and carried out is carried out; a report that vanished is unknown,
    only a report that says otherwise is no longer.
    """
    if before is ABSENT or after is ABSENT:
        return presence(before, after)
    if UNREAD in (before, after):
        return "became_known" if before == UNREAD else "became_unknown"
    if after == yes:
        return yes
    if after == "not_reported":
        return "became_unknown"
    return "no_longer" if before == yes else "became_known"


def of_document(before: str | Absent, after: str | Absent) -> str:
    """The state of one document (vocabulary.STATES): rose, fell; a row that names none is no news.

    "self_checked" stands as high as attached, so between these two a document only changed.
    """
    if before is ABSENT or after is ABSENT:
        return presence(before, after, "none")
    was, now = (DOCUMENT.index(AS_HIGH_AS.get(state, state)) for state in (before, after))
    return "changed" if was == now else "rose" if now > was else "fell"


def of_row(before: object, after: object) -> str:
    """A row that came or went, whatever it holds."""
    if ABSENT in (before, after):
        return "new" if before is ABSENT else "gone"
    return ""


def of_condition(before: str | Absent, after: str | Absent) -> str:
    return of_carried(before, after, "met")


class ColourOrder:
    """Better and worse by the bands of both states; where they disagree a colour only changed."""

    def __init__(self, before: Sequence[str], after: Sequence[str]) -> None:
        self.places: tuple[Mapping[str, int], ...] = tuple(
            {colour: place for place, colour in enumerate(order) if colour not in WITHOUT_COLOUR}
            for order in (before, after)
        )

    def verdict(self, before: str | Absent, after: str | Absent) -> str:
        """Colours, or why there is none (WITHOUT_COLOUR); ABSENT: the school has no row."""
        was, now = self._is_colour(before), self._is_colour(after)
        if was and now:
            return self._moved(before, after)
        if not was and not now:
            return ""
        untested = (after if was else before) in (ABSENT, "not_tested", "no_row")
        if untested:
            return "no_longer_tested" if was else "newly_tested"
        return "became_unknown" if was else "became_known"

    def _is_colour(self, value: str | Absent) -> bool:
        return value is not ABSENT and value not in WITHOUT_COLOUR

    def _moved(self, before: str, after: str) -> str:
        better = {
            order[after] < order[before]
            for order in self.places
            if before in order and after in order
        }
        if len(better) != 1:
            return "changed"
        return "better" if better.pop() else "worse"


def of_amount(before: Decimal | int | None | Absent, after: Decimal | int | None | Absent) -> str:
    """A number, exact; a blank is unknown, never 0."""
    if before is ABSENT or after is ABSENT:
        return presence(before, after)
    if before is None or after is None:
        return "became_known" if before is None else "became_unknown"
    return "rose" if after > before else "fell"


def of_word(before: str | None | Absent, after: str | None | Absent) -> str:
    """A category, such as the status of a project."""
    if before is ABSENT or after is ABSENT:
        return presence(before, after)
    if before is None or after is None:
        return "became_known" if before is None else "became_unknown"
    return "changed"


def of_follow_up(before: str | None | Absent, after: str | None | Absent) -> str:
    """The status of a resolution: done and cancelled are closed, also in the row's first state."""
    if before is ABSENT:
        return "opened"
    if after is ABSENT:
        return "gone"
    if UNREAD in (before, after):
        return "became_known" if before == UNREAD else "became_unknown"
    if (before in CLOSED_FOLLOW_UPS) == (after in CLOSED_FOLLOW_UPS):
        return "status_changed"
    return "closed" if after in CLOSED_FOLLOW_UPS else "reopened"


def of_due(before: object, after: object) -> str:
    """The due date of a resolution that stands in both states."""
    return "" if ABSENT in (before, after) else "due_changed"
