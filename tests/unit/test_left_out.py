"""Every total says what it does not hold, and nobody is named who never had any of it."""

import pytest

from esa.changes.compare import changes
from esa.judged import Judged
from esa.share import topics as outside
from esa.share.committee import committee, within
from esa.share.scope import Scope
from esa.telling import words
from esa.telling.money import money
from esa.telling.standpoint import Since, Standpoint
from esa.telling.topic import LeftOut, plain
from tests.slips import Slip, judged, slipped
from tests.unit.changed import after, base, raw, rows_of, small
from tests.unit.standpoints import of_sample

SPENDING = "การเบิกจ่าย"


def since(now: Judged, then: Judged | None = None) -> Standpoint:
    then = then or base()
    return Standpoint(now, since=Since(of_sample().since.meeting, then, changes(then, now)))


def named(at: Standpoint, tab: str = "spending") -> list[str]:
    return [each.group for each in at.left_out(tab) if each.group]


def slip(kind: str, workbook: str, tab: str = "") -> Judged:
    return judged(slipped(raw(small()), Slip(kind, workbook, tab)))


def without(workbook: str, tab: str = "") -> Judged:
    books = small()
    if not tab:
        return after(lambda _: {name: tabs for name, tabs in books.items() if name != workbook})
    rest = {name: rows for name, rows in books[workbook].items() if name != tab}
    return after(lambda _: books | {workbook: rest})


def test_a_whole_office_leaves_nothing_out():
    assert named(since(base())) == named(Standpoint(base())) == []


@pytest.mark.parametrize(
    "now",
    [lambda: slip("workbook", "fin"), lambda: without("fin"), lambda: without("fin", "spending")],
)
def test_a_group_whose_spending_was_there_at_the_meeting_is_named(now):
    at = since(now())
    assert named(at) == ["FIN"]
    (told,) = words.left_out(at.office, [each for each in money(at).left_out if each.group])
    assert told.text.startswith("ไม่รวม") and SPENDING in told.text


def test_a_group_that_never_had_any_is_not_named():
    assert named(since(slip("workbook", "aud"))) == named(since(without("aud"))) == []


def test_without_a_meeting_only_what_cant_be_read_is_named():
    assert named(Standpoint(without("fin"))) == []
    assert named(Standpoint(slip("workbook", "fin"))) == ["FIN"]


def test_a_meeting_of_another_year_says_nothing_of_this_one():
    old = after(rows_of("office", "settings", lambda rows: [rows[0] | {"fiscal_year": "2556"}]))
    assert named(since(without("fin"), old)) == []


def test_a_tab_that_was_emptied_is_an_edit():
    assert named(since(after(rows_of("fin", "spending", lambda rows: [])))) == []


def test_part_of_a_whole_is_compared_with_no_pace():
    assert "เฉพาะกลุ่ม" not in money(since(slip("workbook", "aud"))).finding
    told = money(since(without("fin")))
    assert "เฉลี่ยตามวัน" not in told.finding
    assert not any(gauge.goal for gauge in (told.drawing.rows if told.drawing else ()))


def test_rows_that_were_set_aside_are_not_called_no_data():
    broken = rows_of("fin", "spending", lambda rows: [row | {"as_of": "#REF!"} for row in rows])
    others = [name for name in small() if name not in ("fin", "office")]
    edits = [rows_of(name, "spending", lambda rows: []) for name in others]
    told = plain(money(Standpoint(after(broken, *edits))).finding)
    assert "ที่ยังอ่านไม่ได้" in told and "ยังไม่มีข้อมูล" not in told


def test_outside_a_group_and_its_subject_are_named_and_no_tab_file_or_reason():
    whole = committee(slip("workbook", "sup").office)
    own, other = Scope(groups=("SUP",)), Scope(groups=("FIN",))
    for scope, named_so in ((Scope(), True), (own, True), (other, False)):
        lost = [each for each in within(whole, scope).left_out if not each.rows]
        said = " ".join(one.text for one in outside.told(
            LeftOut(each.name, each.tab, each.rows) for each in lost))  # fmt: skip
        assert ("นิเทศ" in said) is named_so
        assert not any(word in said for word in ("แท็บ", "sup", "สมุด"))
    assert not [each for each in committee(base().office).left_out if not each.rows]
