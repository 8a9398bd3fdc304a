"""What a group must make readable is in its list and in the text for LINE, with since when."""

from datetime import date
from itertools import islice

import pytest

from esa.changes.compare import changes
from esa.documents.line import line
from esa.history.meetings import Meeting
from esa.judged import Judged
from esa.telling.agenda import sent
from esa.telling.standpoint import Since, Standpoint
from esa.telling.texts import NBSP
from esa.telling.topic import plain
from esa.telling.unreadable import problems, unreadable
from esa.telling.work import work
from tests.slips import Slip, judged, slipped, slips
from tests.unit.changed import NOW, base, raw, small

MEETING = Meeting("11/2557", date(2014, 9, 16), NOW, "AAAAA-BBBBB", 8, {})
GROUPS = {
    "am": "AM",
    "np": "NP",
    "fin": "FIN",
    "hr": "HR",
    "pro": "PRO",
    "sup": "SUP",
    "aud": "AUD",
}


def garbled(book: str, column: int = 9) -> Judged:
    """A link of its evidence can't be read; without a place it is all there was."""
    return judged(slipped(raw(small()), Slip("cell", book, "หลักฐานอ้างอิง", 1, column)))


def since(then: Judged, now: Judged, group: str) -> Standpoint:
    return Standpoint(now, since=Since(MEETING, then, changes(then, now)), group=group)


def told(at: Standpoint) -> str:
    return plain("\n".join(f"{e.text} {e.note}" for e in unreadable(at).entries)).replace(NBSP, " ")


def new(at: Standpoint, then: Judged) -> list:
    known = {(p.code, p.tab, p.cell) for p in problems(then.office, at.group)}
    own = problems(at.office, at.group)
    return [p for p in own if (p.code, p.tab, p.cell) not in known]


def test_a_cell_that_can_not_be_read_is_sent_to_its_group_with_since_when():
    at = since(base(), garbled("sup"), "SUP")
    (problem,) = new(at, base())
    text = line(at, sent(at))
    assert "ต้องแก้ให้อ่านได้" in text
    assert problem.cell in text and "ตั้งแต่หลังครั้งที่ 11/2557 (16 ก.ย. 2557)" in text
    assert "หลักฐานที่ยังขาด" in text


def test_what_was_so_at_the_meeting_is_told_as_at_least_since_then():
    now = garbled("sup")
    at = since(now, now, "SUP")
    assert "อย่างน้อยตั้งแต่ครั้งที่ 11/2557" in told(at)
    assert "ตั้งแต่หลัง" not in told(at)


def test_without_a_meeting_nothing_is_said_of_since_when():
    assert "ตั้งแต่" not in told(Standpoint(garbled("sup"), group="SUP"))


@pytest.mark.parametrize("book", GROUPS)
def test_every_slip_that_takes_something_away_is_in_the_list_of_its_group(book):
    books = raw(small())
    mine = (slip for slip in slips(books, 14) if slip.workbook == book)
    for slip in islice(mine, 6):
        after = judged(slipped(books, slip))
        at, before = Standpoint(after, group=GROUPS[book]), Standpoint(base(), group=GROUPS[book])
        lost = after.office.unread - base().office.unread
        unknown = [p for p in after.standards.points if p.unread]
        if lost or (unknown and slip.kind == "cell" and slip.tab == "หลักฐานอ้างอิง"):
            known = {entry.text for entry in unreadable(before).entries}
            assert {entry.text for entry in unreadable(at).entries} - known, slip


def test_thanks_stand_over_no_row_that_was_set_aside():
    for book, group in GROUPS.items():
        at = Standpoint(judged(slipped(raw(small()), Slip("heading", book, "หลักฐานอ้างอิง", 0, 1))))
        for entry in work(at.of(group)).entries:
            if "ขอบคุณ" in entry.text:
                assert not at.office.left_out_by_group("evidence").get(group)


def test_one_cause_in_many_rows_is_one_entry():
    own = unreadable(Standpoint(base(), group="HR")).entries
    assert len({entry.text for entry in own}) == len(own)
    assert any("แบบเดียวกัน 10 แถว" in entry.note for entry in own)
