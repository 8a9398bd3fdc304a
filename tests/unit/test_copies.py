"""Which copy of a workbook is shown, and what is told about it."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from esa.history.copies import (
    Copy,
    State,
    confirmed,
    failed,
    fiscal_year,
    is_complete,
    lost_half,
    rows,
    taken,
    unchanged,
)
from esa.reading.office import BANGKOK, read_office
from esa.reading.problems import Problem, catalogue
from esa.sources.workbook import Fault, RawTab, RawWorkbook

NOW = datetime(2026, 11, 21, 9, 5, tzinfo=BANGKOK)
LATER = NOW + timedelta(minutes=10)
BUSY = Fault("workbook_unreadable")


def book(count: int, year: object = 2557, *tabs: RawTab, faults: tuple = ()) -> RawWorkbook:
    about = RawTab("about", [["ชนิดสมุด", "กลุ่ม", "ปีงบประมาณ"], ["กลุ่ม", "FIN", year]])
    data = RawTab("แท็บ", [["หัวข้อ"], *([n] for n in range(count - 1))], gid="7")
    return RawWorkbook("ชีตการเงินฯ", "a", (about, data, *tabs), NOW, faults)


def shown(raw: RawWorkbook) -> Copy:
    return Copy("a", raw, True, NOW, content="x", version="v1", full_at=NOW)


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
    assert copy.version is None  # so that it is read again whatever its version
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


LOST = Fault("tab_unreadable", {"value": "แท็บ"})


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


@pytest.mark.parametrize(("left", "held"), [(10, False), (6, False), (5, True), (1, True)])
def test_a_reading_that_lost_half_of_its_rows_is_held_back(left, held):
    assert lost_half(book(10), book(left)) is held


def test_half_is_lost_only_of_what_was_there():
    assert lost_half(book(10), broken())
    assert not lost_half(broken(), book(1))
    assert not lost_half(book(10), book(40))


def test_a_held_reading_waits_and_the_copy_before_it_stays():
    copy = taken(shown(book(10)), book(2), "a", LATER, "v2")
    assert (copy.raw, copy.held, copy.fresh, copy.read_at) == (book(10), book(2), False, NOW)
    assert copy.reason is None and copy.version == "v2" and copy.content == "x"
    [fault] = copy.told().faults
    assert (fault.code, fault.facts["rows"], fault.facts["earlier"]) == ("held_back", 2, 10)
    assert unchanged(copy, LATER) == copy


def test_a_confirmed_reading_is_shown_and_one_that_is_whole_again_needs_no_word():
    held = taken(shown(book(10)), book(2), "a", LATER)
    copy = confirmed(held)
    assert (copy.raw, copy.held, copy.fresh, copy.content) == (book(2), None, True, "")
    assert taken(copy, book(2), "a", LATER).held is None
    assert taken(held, book(9), "a", LATER).raw == book(9)
    assert confirmed(shown(book(3))) == shown(book(3))


def test_a_held_reading_outlives_a_failure():
    held = taken(shown(book(10)), book(2), "a", LATER)
    copy = taken(held, broken(BUSY), "a", LATER)
    assert copy.held == book(2) and copy.reason == BUSY
    assert told(copy) == ["stale_copy", "workbook_unreadable", "held_back"]
    assert not confirmed(copy).fresh


def test_in_another_fiscal_year_rows_may_go():
    assert not lost_half(book(10), book(2, 2558))
    assert lost_half(book(10), book(2, "๒๕๕๗"))
    assert lost_half(book(10), book(2, None))  # a year that isn't known is no other year
    assert fiscal_year(book(2, "๒๕๕๘")) == 2558 and fiscal_year(broken()) is None


def test_a_renamed_tab_is_no_loss_though_only_its_head_was_read():
    earlier = book(10, 2557, RawTab("evidence", [["x"], *([n] for n in range(90))], gid="9"))
    reading = book(10, 2557, RawTab("evidence old", [["x"], [0], [1]], gid="9"))
    assert not lost_half(earlier, reading)
    assert lost_half(earlier, book(10))  # the tab itself is gone


def test_our_guide_and_lists_are_no_rows_of_data():
    guide = RawTab("คู่มือ", [["ก"]] * 200)
    assert lost_half(book(10, 2557, guide), book(3, 2557, guide))


def test_rows_are_those_in_which_something_stands():
    cells = [["หัวข้อ", "ก"], [None, ""], ["​ ", None], [False, None], [0, None], [None, "ข"], []]
    assert rows(RawTab("แท็บ", cells)) == 2
    assert rows(RawTab("แท็บ", [])) == 0 and rows(RawTab("แท็บ", [[None]])) == 0


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
