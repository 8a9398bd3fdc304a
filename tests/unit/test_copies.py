"""Which copy of a workbook is shown, and what is told about it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from esa.history.belonging import Belonging, Entry, enrolled, without_unlisted
from esa.history.copies import (
    GONE_AFTER,
    Copy,
    State,
    apart,
    confirmed,
    failed,
    is_complete,
    listed,
    placed,
    taken,
    unchanged,
    unlisted,
    waiting,
)
from esa.history.losses import day_of, marked, measured
from esa.reading.office import BANGKOK, read_office
from esa.reading.problems import Problem, catalogue
from esa.sources.workbook import Fault, RawTab, RawWorkbook, Seen

NOW = datetime(2026, 11, 21, 9, 5, tzinfo=BANGKOK)
LATER = NOW + timedelta(minutes=10)
BUSY = Fault("workbook_unreadable")
HEADINGS = ["รหัสประเด็น", "ลำดับที่", "ชื่อเอกสารหรือหลักฐาน"]


def book(rows: int, year: object = 2557, *tabs: RawTab, faults: tuple = ()) -> RawWorkbook:
    """The workbook of FIN with so many documents."""
    about = RawTab("about", [["ชนิดสมุด", "กลุ่ม", "ปีงบประมาณ"], ["กลุ่ม", "FIN", year]])
    data = RawTab("evidence", [HEADINGS, *([f"1.{n}", 1, "คำสั่ง"] for n in range(10, 10 + rows))])
    return RawWorkbook("ชีตการเงินฯ", "a", (about, data, *tabs), NOW, faults)


def shown(raw: RawWorkbook) -> Copy:
    marks = marked((), measured(raw), day_of(NOW))
    return Copy("a", raw, True, NOW, content="x", version="v1", full_at=NOW, marks=marks)


def no_group(raw: RawWorkbook) -> RawWorkbook:
    heads, row = raw.tabs[0].rows
    return replace(
        raw, tabs=(replace(raw.tabs[0], rows=[heads, [row[0], "", row[2]]]), *raw.tabs[1:])
    )


def broken(*faults: Fault) -> RawWorkbook:
    return RawWorkbook("ชีตการเงินฯ", "a", (), LATER, faults)


def told(copy: Copy) -> list[str]:
    faults = copy.told().faults
    assert {fault.code for fault in faults} <= set(catalogue())
    return [fault.code for fault in faults]


def test_a_good_reading_is_shown():
    copy = taken(shown(book(10)), book(11), "a", LATER, "v2")
    assert (copy.raw, copy.fresh, copy.read_at, copy.version) == (book(11), True, LATER, "v2")
    assert copy.content == "" and told(copy) == []


def test_a_workbook_that_fails_shows_the_last_good_copy_with_age_and_reason():
    copy = taken(shown(book(10)), broken(Fault("maybe_copy"), BUSY), "a", LATER, "v2")
    assert (copy.raw, copy.fresh, copy.read_at, copy.reason) == (book(10), False, NOW, BUSY)
    assert told(copy) == ["maybe_copy", "stale_copy", "workbook_unreadable"]
    assert copy.version == ""  # so that it is read again whatever its version
    stale = copy.told().faults[1]
    assert "21 พ.ย. 2569 เวลา 09:05 น." in Problem(stale.code, "", facts=stale.facts).what_th


def test_without_any_copy_the_workbook_is_missing_and_has_no_tabs():
    copy = taken(None, broken(BUSY), "a", LATER)
    assert copy.missing and not copy.fresh and copy.raw.tabs == ()
    assert told(copy) == ["workbook_unreadable"]
    again = taken(copy, broken(BUSY), "a", LATER)
    assert again.missing and told(again) == ["workbook_unreadable"]
    assert taken(copy, book(3), "a", LATER).fresh


def test_a_missing_group_is_told_as_missing_and_never_as_zero():
    office = read_office([taken(None, broken(BUSY), "a", LATER).told()], LATER)
    assert not office.workbook("ชีตการเงินฯ").used
    assert len(office.progress) == 0
    assert "workbook_unreadable" in [problem.code for problem in office.problems]


TOO_OFTEN = Fault("google_busy")  # a warning: nobody has anything to mend


def test_passing_trouble_is_a_failed_reading_and_no_reading_that_lost_its_rows():
    copy = taken(shown(book(10)), broken(TOO_OFTEN), "a", LATER)
    assert copy.reason == TOO_OFTEN and copy.held is None and copy.raw == book(10)
    assert taken(None, broken(TOO_OFTEN), "a", LATER).missing


def test_tabs_gone_without_a_word_are_a_failure():
    copy = taken(shown(book(10)), broken(), "a", LATER)
    assert copy.reason == BUSY and copy.raw == book(10)


def test_what_a_source_only_tells_about_is_no_workbook():
    copy = taken(None, broken(Fault("loose_csv", {"value": "x.csv"})), "a", LATER)
    assert not copy.is_workbook and not copy.missing
    state = State((shown(book(3)), replace(copy, key="b")), NOW)
    assert (state.fresh, state.total) == (1, 1)


LOST = Fault("tab_unreadable", {"value": "หลักฐานอ้างอิง"})


def test_a_reading_without_a_tab_of_the_copy_that_could_not_be_read_is_not_shown():
    partial = replace(book(10), tabs=book(10).tabs[:1], faults=(LOST,))
    copy = taken(shown(book(10)), partial, "a", LATER)
    assert copy.raw == book(10) and copy.reason == LOST


def test_a_reading_with_all_tabs_of_the_copy_is_shown_although_another_could_not_be_read():
    partial = book(10, faults=(Fault("tab_unreadable", {"value": "ใหม่"}),))
    copy = taken(shown(book(10)), partial, "a", LATER)
    assert copy.raw == partial and copy.fresh
    assert not is_complete(copy) and is_complete(shown(book(10)))
    assert is_complete(shown(book(10, faults=(Fault("maybe_copy"),))))


def test_the_first_reading_is_shown_also_when_a_tab_could_not_be_read():
    partial = book(10, faults=(LOST,))
    assert taken(None, partial, "a", LATER).raw == partial


def test_a_held_reading_waits_and_the_copy_before_it_stays():
    copy = taken(shown(book(10)), book(2), "a", LATER, "v2")
    assert (copy.raw, copy.held.raw, copy.fresh, copy.read_at) == (book(10), book(2), False, NOW)
    assert copy.reason is None and copy.version == "v2" and copy.content == "x"
    assert copy.standing == "held" and told(copy) == ["stale_copy", "held_rows"]
    assert copy.held.losses[0].facts["rows"] == 2 and copy.held.losses[0].facts["earlier"] == 10
    assert unchanged(copy, LATER) == copy


def test_a_confirmed_reading_is_shown_and_one_that_is_whole_again_needs_no_word():
    held = taken(shown(book(10)), book(2), "a", LATER)
    copy = confirmed(held)
    assert (copy.raw, copy.held, copy.fresh, copy.content) == (book(2), None, True, "")
    assert taken(copy, book(2), "a", LATER).held is None
    assert taken(copy, book(1), "a", LATER).held is None  # measured by what was confirmed
    assert taken(held, book(9), "a", LATER).raw == book(9)
    assert confirmed(shown(book(3))) == shown(book(3))


def test_a_held_reading_outlives_a_failure():
    held = taken(shown(book(10)), book(2), "a", LATER)
    copy = taken(held, broken(BUSY), "a", LATER)
    assert copy.held.raw == book(2) and copy.reason == BUSY
    assert told(copy) == ["stale_copy", "workbook_unreadable", "held_rows"]
    assert not confirmed(copy).fresh


def test_small_losses_of_some_days_add_up():
    copy, held = shown(book(100)), []
    for day, rows in enumerate((70, 49, 34, 24), 1):
        copy = taken(copy, book(rows), "a", NOW + timedelta(days=day))
        held.append(copy.held is not None)
    assert held == [False, True, True, True] and copy.raw == book(70)


def test_a_loss_counts_for_seven_days():
    copy = taken(shown(book(100)), book(60), "a", LATER)
    copy = unchanged(copy, NOW + timedelta(days=6))
    assert taken(copy, book(45), "a", NOW + timedelta(days=6)).held
    assert taken(copy, book(45), "a", NOW + timedelta(days=7)).held is None


# --- the list ---------------------------------------------------------------------------------


def test_a_workbook_that_is_listed_no_longer_is_gone_after_an_hour_and_kept():
    first = unlisted(replace(shown(book(3)), listed_by="การเงิน"), NOW)
    assert first.standing == "fresh" and told(first) == []
    later = unlisted(first, NOW + GONE_AFTER - timedelta(seconds=1))
    assert later.standing == "fresh" and later.unlisted_at == NOW
    gone = unlisted(later, NOW + GONE_AFTER)
    assert (gone.standing, gone.raw, gone.fresh) == ("gone", book(3), False)
    assert told(gone) == ["stale_copy", "workbook_gone"]
    assert unlisted(gone, LATER + GONE_AFTER) == gone
    again = listed(gone, "การเงิน")
    assert told(again) == ["stale_copy", "not_read_yet"] and again.version == ""
    assert again.unlisted_at is None and again.standing == "kept"


def state_of(*keys: str) -> State:
    return State(tuple(replace(shown(book(3)), key=key) for key in keys), NOW)


def list_of(*keys: str, known: bool = True) -> Belonging:
    return Belonging({key: Entry(f"ชีต{key}", key) for key in keys}, known)


def test_the_copies_stand_in_the_order_of_the_list_and_what_has_none_waits():
    missing = replace(waiting("m", "ชีต m", NOW), reason=BUSY)
    state = State((*state_of("a", "gone", "b").copies, missing), NOW)
    found = enrolled(state, list_of("b", "new", "a"), LATER).copies
    assert [copy.key for copy in found] == ["b", "new", "a", "gone"]
    assert [copy.standing for copy in found] == ["fresh", "waiting", "fresh", "fresh"]
    assert [copy.listed_by for copy in found] == ["b", "new", "a", ""]
    kept = enrolled(state, list_of("a", known=False), LATER).copies
    assert {copy.key for copy in kept} == {"a", "gone", "b", "m"}


@pytest.mark.parametrize(
    ("rows", "new", "old", "replaced"),
    [
        (9, 2557, 2557, True),
        (3, 2557, 2557, False),  # it holds less: no group's work goes without a word
        (3, 2558, 2557, True),
        (9, 2556, 2557, False),
    ],
)
def test_another_workbook_of_the_group_takes_the_place_of_one_that_is_listed_no_longer(
    rows, new, old, replaced
):
    copies = [replace(shown(book(rows, new)), key="new"), replace(shown(book(9, old)), key="old")]
    found = without_unlisted(copies, list_of("new"), LATER)
    assert [copy.key for copy in found] == (["new"] if replaced else ["new", "old"])
    nobodys = [replace(c, marks=marked((), measured(no_group(c.raw)), day_of(NOW))) for c in copies]
    assert len(without_unlisted(nobodys, list_of("new"), LATER)) == 2  # whose they are isn't said
    assert without_unlisted(copies, list_of("new", known=False), LATER) == copies


def test_a_workbook_that_is_not_read_takes_no_other_one_s_place():
    copies = [waiting("new", "ชีต", NOW), replace(shown(book(9)), key="old")]
    assert [c.key for c in without_unlisted(copies, list_of("new"), LATER)] == ["new", "old"]


MY_DRIVE, THEIRS = "ไดรฟ์ส่วนตัว นอกไดรฟ์ที่แชร์", "ไดรฟ์ที่แชร์อีกแห่ง"


@pytest.mark.parametrize(
    ("before", "after", "to"),
    [
        ("", "D/F", ""),  # a copy of earlier versions: nobody knows where it lay
        ("/F", "/F", ""),
        ("/F", "/", ""),  # the folder is no longer shared: nobody knows whether it moved
        ("/", "/F", ""),
        ("D/F", "", ""),  # no longer in the list
        ("/F", "/G", "โฟลเดอร์อื่น"),
        ("D/F", "D/G", "โฟลเดอร์อื่น"),
        ("/F", "D/F", "ไดรฟ์ที่แชร์"),
        ("/", "D/", "ไดรฟ์ที่แชร์"),
        ("D/F", "/", MY_DRIVE),
        ("D/F", "E/F", THEIRS),
    ],
)
def test_a_workbook_that_was_moved_is_told_for_a_week_and_no_longer_where_it_came_back(
    before, after, to
):
    def moved(copy: Copy, place: str, hours: int) -> Copy:
        return placed(copy, Seen("v", place=place), NOW + timedelta(hours=hours))

    first = placed(shown(book(3)), Seen("v", place=before), NOW)
    copy = moved(moved(first, after, 1), after, 160)
    assert told(copy) == (["google_moved"] if to else [])
    if to:
        [fault] = copy.faults
        assert fault.facts["value"] == to and "10:05" in fault.facts["at"]
        assert told(moved(copy, before, 161)) == [] == told(moved(copy, after, 170))
        assert told(moved(moved(copy, after, 170), after, 171)) == []
        assert moved(copy, after, -48).moved_at == NOW - timedelta(hours=48)  # the clock went back
    assert "google_in_bin" in told(placed(copy, Seen("v", in_bin=True), NOW))
    assert told(placed(placed(first, Seen("v", in_bin=True), NOW), Seen("v"), NOW)) == []


def test_a_workbook_that_was_shared_is_told_so_when_it_is_no_longer():
    refused = Fault("google_forbidden", {"email": "a@b.example"})
    assert told(taken(shown(book(3)), broken(refused), "a", LATER)) == [
        "stale_copy",
        "google_unshared",
    ]
    assert told(taken(None, broken(refused), "a", LATER)) == ["google_forbidden"]


def test_a_clock_that_was_ahead_for_a_while_decides_nothing_for_ever():
    ahead = NOW + timedelta(days=4_000)
    assert unlisted(unlisted(shown(book(3)), ahead), NOW).unlisted_at == NOW
    held = measured(book(9))
    marks = marked(marked((), held, day_of(ahead)), measured(book(4)), day_of(NOW))
    assert [mark.day for mark in marks] == [day_of(NOW)] and marks[0].best.parts[
        "evidence"
    ].rows == 9
    later = marked(marks, measured(book(4)), day_of(NOW + timedelta(days=8)))
    assert [mark.best.parts["evidence"].rows for mark in later] == [4]


def test_a_second_workbook_of_one_name_has_a_name_of_its_own():
    copies = [replace(shown(book(3)), key=key) for key in "ab"]
    copies[1] = replace(copies[1], raw=apart(copies[1].raw, "b", copies[:1]))
    assert copies[1].name == "ชีตการเงินฯ (2)"
    assert apart(book(4), "a", copies).name == "ชีตการเงินฯ"
    assert apart(book(4), "c", copies).name == "ชีตการเงินฯ (3)"


def test_a_failure_of_the_whole_source_keeps_what_was_told_apart():
    copy = failed(shown(book(3)), None, "a", Fault("folder_missing", {"value": "/x"}))
    assert told(copy) == ["stale_copy", "folder_missing"]


def test_the_state_is_summed_up_in_one_sentence():
    stale = taken(shown(book(10)), broken(BUSY), "a", LATER)
    good = [replace(shown(book(10)), key=str(n), read_at=LATER) for n in range(8)]
    state = State((*good, stale), LATER)
    assert state.summary == "8 จาก 9 สมุดเป็นปัจจุบัน"
    assert state.read_at == NOW
    assert State((), LATER).read_at is None
    first = State((*good, *(waiting(str(n), "ชีต", LATER) for n in range(20, 23))), None)
    assert first.summary == "อ่านแล้ว 8 จาก 11 สมุด"


def test_the_identity_changes_with_what_is_read_and_told_and_not_with_time():
    state = State((shown(book(10)),), NOW)
    same = State((unchanged(shown(book(10)), LATER),), LATER, refreshing=True)
    assert same.identity == state.identity
    others = [
        replace(shown(book(10)), content="y"),
        replace(shown(book(10)), masked=True),
        replace(shown(book(10)), faults=(Fault("changed_while_reading"),)),
        taken(shown(book(10)), broken(BUSY), "a", LATER),
        taken(shown(book(10)), broken(Fault("too_large")), "a", LATER),
        taken(shown(book(10)), book(2), "a", LATER),
    ]
    identities = {State((copy,), NOW).identity for copy in others}
    assert len(identities | {state.identity}) == len(others) + 1
