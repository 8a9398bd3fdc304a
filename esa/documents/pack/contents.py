"""The board pack: every topic of the agenda in its order, and the tables behind them. Pure.

Source: docs/rules.md, "The board's sentence" and "What changed".
"""

from collections.abc import Callable, Sequence

from esa.changes.compare import Changes
from esa.changes.stuck import Stuck
from esa.documents.pack import behind, followed, standing, wider
from esa.documents.pack.facts import Facts
from esa.documents.pack.model import Pack, Topic
from esa.documents.paper import Kept
from esa.history.meetings import Meeting
from esa.judged import Judged
from esa.rules.vocabulary import REPORTED
from esa.telling.texts import one_line

AGENDA: tuple[Callable[[Facts], Topic], ...] = (
    standing.summary,
    standing.changed,
    standing.levels,
    standing.stuck,
    standing.next_levels,
    followed.follow_ups,
    followed.soon,
    wider.schools,
    wider.networks,
    wider.results,
    wider.health,
)
NOT_FROZEN = "ข้อมูลปัจจุบัน ยังไม่บันทึกเป็นครั้งประชุม"
FINGERPRINT = "รหัสยืนยันฉบับ"


def pack(
    now: Judged,
    since: tuple[Meeting, Changes] | None = None,
    meeting: Meeting | None = None,
    held: Sequence[Stuck] = (),
    reading: str = REPORTED,
) -> Pack:
    """Everything the pack says.

    now: the state it is about. since: the meeting it is compared with, and esa.changes between
    both; None where there is none, which the pack says. meeting: the one that froze this state;
    None for the present state. held: since when points have been stuck (esa.changes.stuck), ()
    where no history is at hand. reading: "reported" or "verified".
    """
    facts, office = Facts(now, since, tuple(held), reading), now.office
    board = next(iter(office.settings["board_name"].dropna()), "")
    return Pack(
        one_line(office.name),
        one_line(board) or "คณะผู้บริหาร",
        meeting.number if meeting else "",
        meeting.meeting_date if meeting else office.today,
        office.read_at,
        office.fiscal_year,
        one_line(office.edition),
        reading,
        office.is_sample,
        stamp(meeting),
        tuple(topic(facts) for topic in AGENDA),
        behind.sheets(facts),
    )


def stamp(meeting: Meeting | None) -> Kept:
    """The line on every page: number and fingerprint of the meeting, or that there is none."""
    if meeting is None:
        return Kept(NOT_FROZEN)
    return Kept(f"ครั้งที่ {meeting.number} · {FINGERPRINT} {meeting.fingerprint}")
