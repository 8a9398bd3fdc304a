"""Registers are kept: stored, frozen with a meeting, and read again as they were."""

from datetime import timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as some

from esa.changes.compare import changes
from esa.changes.registers import last_changed
from esa.changes.stuck import state_of
from esa.history.masks import masked
from esa.history.meetings import freeze, office_of
from esa.history.refresh import lacks_cells
from esa.history.store import Store
from esa.judged import Judged
from esa.reading.declared import declared_by
from esa.reading.office import read_office
from esa.share.committee import committee
from esa.telling.changes_others import others
from esa.telling.registers import registers
from esa.telling.standpoint import Since, Standpoint
from pages.registers.view import view
from tests.registered import CAR, CAR_COLUMNS, CARS, NOW, group_book, office_book

HEADS = [row[2] for row in CAR_COLUMNS]
ROW = ["กข 1", "500,000", "ใช้งานได้", "1 ต.ค. 2550", "วัดตะโหมด", "2.2.1"]


def books(cell="ใช้งานได้"):
    own = group_book("AM", {CAR: [HEADS, [*ROW[:2], cell, *ROW[3:]]], "ของกลุ่ม": [["ลับ"], ["x"]]})
    return [own, office_book(CARS, CAR_COLUMNS)]


def test_only_declared_tabs_are_stored_with_their_cells():
    own, office = books()
    tabs = {tab.title: tab.rows for tab in masked(own, declared_by([own, office])).tabs}
    assert tabs[CAR] == [HEADS, ROW] and tabs["ของกลุ่ม"] == []
    assert {tab.title: tab.rows for tab in masked(own).tabs}[CAR] == []


def test_names_of_schools_stay_and_personal_data_doesnt():
    own = group_book("AM", {CAR: [HEADS, ["นายสมชาย ใจดี", "1", "", "", "บ้านเกาะนางคำ", ""], ROW]})
    tabs = {
        tab.title: tab.rows
        for tab in masked(own, declared_by([office_book(CARS, CAR_COLUMNS)])).tabs
    }
    assert tabs[CAR][1][4] == "บ้านเกาะนางคำ" and "สมชาย" not in str(tabs[CAR])
    assert tabs[CAR][2] == ROW


def test_a_meeting_holds_the_registers_as_they_were(tmp_path):
    store = Store(tmp_path)
    meeting = freeze(store, books(), "12/2557", NOW.date(), NOW)
    then = office_of(store, meeting)
    assert then.rows[CAR]["สภาพ"] == ["ใช้งานได้"]
    now = read_office(books("ส่งซ่อม"), NOW + timedelta(days=1))
    assert now.rows[CAR]["สภาพ"] == ["ส่งซ่อม"]


def test_a_copy_that_was_kept_before_the_declaration_is_read_again():
    own, office = books()
    bare = masked(own)
    assert lacks_cells(bare, declared_by([office]))
    assert not lacks_cells(own, declared_by([office]))
    assert not lacks_cells(bare, declared_by([]))


def judged(cell="ใช้งานได้", *more):
    own = group_book("AM", {CAR: [HEADS, [*ROW[:2], cell, *ROW[3:]], *more]})
    return Judged(read_office([own, office_book(CARS, CAR_COLUMNS)], NOW))


def test_what_changed_in_a_register_is_told_by_its_key_and_by_its_cells():
    found = changes(judged(), judged("ส่งซ่อม", ["กข 2", "1", "", "", "", ""])).of("register")
    assert [(change.kind, change.key[:2]) for change in found] == [
        ("changed", (CAR, "กข 1")),
        ("new", (CAR, "กข 2")),
    ]
    (other,) = [o for o in others(changes(judged(), judged("ส่งซ่อม")), "reported") if o.changes]
    assert other.text == "ทะเบียนข้อมูล: แก้ไข 1"
    assert other.line(other.changes[0]).text.endswith("กข 1: สภาพ ใช้งานได้ → ส่งซ่อม")


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["720,000"], "ราคา 1 บาท → 720,000 บาท"),
        (["ห้าแสน"], "ราคา 1 บาท → อ่านไม่ได้"),
        ([""], "ราคา 1 บาท → ว่าง"),
        (["1", "ส่งซ่อม"], "สภาพ ใช้งานได้ → ส่งซ่อม"),
    ],
)
def test_a_changed_cell_is_told_as_its_page_shows_it_and_stands_in_its_own_cell(cells, told):
    rows = [["กข 2", *(cells + ["1", "ใช้งานได้"][len(cells) :]), ""] for cells in (["1"], cells)]
    found = changes(*(judged("ใช้งานได้", row) for row in rows))
    back = changes(*(judged("ใช้งานได้", row) for row in rows[::-1]))
    for each, said in (
        (found, told),
        (back, " → ".join(reversed(told.split(" ", 1)[1].split(" → ")))),
    ):
        (other,) = [o for o in others(each, "reported") if CAR in str(o.changes[:1])][:1]
        (change,) = other.changes
        assert other.line(change).text.endswith(said)
        assert change.cell.column == told.split()[0] and change.cell.row == 3


def test_codes_are_told_as_their_pages_call_them_and_another_type_is_no_change():
    def state(kind: str, user: str, school: str) -> Judged:
        columns = [["R", "1", "รหัส", "", "ข้อความ", "", "", "", "ใช่", ""]]
        columns += [["R", "2", "ค่า", "", kind, "", "", "", "", ""]]
        columns += [["R", "3", "ผู้ใช้", "", "กลุ่ม", *[""] * 5], ["R", "4", "ที่", "", "โรงเรียน"]]
        rows = [[row[2] for row in columns], ["ก", "1,300", user, school]]
        own = group_book("AM", {"รถ": rows})
        return Judged(read_office([own, office_book([["R", "รถ", "AM"]], columns)], NOW))

    found = changes(state("ตัวเลข", "FIN", "93020001"), state("ข้อความ", "ทุกกลุ่ม", "93020002"))
    (other,) = [each for each in others(found, "reported") if each.name == "registers"]
    (change,) = other.changes
    assert other.line(change).text == ("รถ ก: ผู้ใช้ การเงิน → ทุกกลุ่ม; ที่ บ้านท่าเชียด → วัดตะโหมด")
    assert change.cell.column == "ผู้ใช้"
    same = changes(state("ตัวเลข", "FIN", ""), state("ข้อความ", "FIN", ""))
    assert not same.of("register")


PRICES = some.dictionaries(some.sampled_from(["กข 2", "กข 3", "กข 4"]), some.sampled_from("123"))


@given(PRICES, PRICES)
def test_rows_come_go_or_change_by_their_key(before, after):
    one, two = (judged("ใช้งานได้", *map(list, prices.items())) for prices in (before, after))
    found = {change.key[1]: change.kind for change in changes(one, two).of("register")}
    expected = dict.fromkeys(after.keys() - before.keys(), "new")
    expected |= dict.fromkeys(before.keys() - after.keys(), "gone")
    expected |= {
        key: "changed" for key in before.keys() & after.keys() if before[key] != after[key]
    }
    assert found == expected


@given(some.permutations([["กข 2", "1"], ["กข 3", "2"], ["กข 4", "3"]]))
def test_rows_that_were_moved_are_the_same_rows(rows):
    assert not changes(judged("ใช้งานได้", *sorted(rows)), judged("ใช้งานได้", *rows))


def test_a_tab_that_isnt_there_any_more_takes_nothing_away():
    gone = Judged(read_office([group_book("AM", {}), office_book(CARS, CAR_COLUMNS)], NOW))
    assert {c.kind for c in changes(judged(), gone).of("register")} == {"became_unknown"}


def test_a_register_that_an_earlier_state_lacks_is_told_without_any_change():
    before = Judged(read_office([group_book("AM", {}), office_book([], [])], NOW))
    found = changes(before, judged())
    assert not found.of("register")
    since = Since(None, before, found)
    assert Standpoint(judged(), since=since).tell(registers).entries


def test_nothing_of_a_register_leaves_through_a_link():
    secret = "ป้ายที่ไม่ให้ใครเห็น"
    own = group_book("AM", {CAR: [HEADS, [secret, "ผิด", *ROW[2:]]]})
    office = read_office([own, office_book(CARS, CAR_COLUMNS)], NOW)
    assert secret in str(office.rows[CAR])
    whole = repr(committee(office))
    assert secret not in whole and CAR not in whole


STATES = {
    "as now": lambda: judged("ใช้งานได้", ["กข 2", "1"], ["กข 3", "2"]),
    "moved": lambda: judged("ใช้งานได้", ["กข 3", "2"], ["กข 2", "1"]),
    "other": lambda: judged("ส่งซ่อม", ["กข 2", "1"], ["กข 3", "2"]),
    "undeclared": lambda: Judged(read_office([group_book("AM", {}), office_book([], [])], NOW)),
    "tab gone": lambda: Judged(
        read_office([group_book("AM", {}), office_book(CARS, CAR_COLUMNS)], NOW)
    ),
    "no office": lambda: Judged(read_office([group_book("AM", {})], NOW)),
}
READ = {"moved": "as now"}  # rows in another order are the same


@cache
def state(kind, day):
    return state_of(STATES[kind](), NOW.date() + timedelta(days=day))


def by_hand(kinds):
    """Days between which the last of these states came to be, by what each of them is."""
    *earlier, now = (READ.get(kind, kind) for kind in kinds)
    since = None
    for day, then in reversed(list(enumerate(earlier))):
        if then == "undeclared" or {then, now} == {"as now", "other"}:
            return (day, len(earlier) if since is None else since)
        since = day if then == now else since
    return (None, since)


@given(some.lists(some.sampled_from(list(STATES)), min_size=1, max_size=6))
def test_when_rows_last_changed_is_told_as_far_as_the_states_know(kinds):
    states = [state(kind, day) for day, kind in enumerate(kinds)]
    found = last_changed([(each.day, each.held) for each in states])
    if kinds[-1] in ("undeclared", "no office"):
        assert found == {}
    else:
        days = (None if day is None else NOW.date() + timedelta(day) for day in by_hand(kinds))
        assert found == {CAR: tuple(days)}


def test_the_list_says_when_each_register_last_changed_and_what(tmp_path):
    store = Store(tmp_path)
    meeting = freeze(store, books(), "12/2557", NOW.date(), NOW)
    then = Judged(office_of(store, meeting))
    week = timedelta(days=7)
    for now, when, counted in (
        (judged(), "ไม่เปลี่ยนตั้งแต่ 23 ก.ย. 2557", ""),
        (judged("ส่งซ่อม"), "ระหว่าง 23 ก.ย. ถึง 30 ก.ย. 2557", "ตั้งแต่ครั้งที่ 12/2557 แก้ไข 1"),
    ):
        since = Since(meeting, then, changes(then, now))
        states = [state_of(then, NOW.date()), state_of(now, NOW.date() + week)]
        moved = last_changed([(each.day, each.held) for each in states])
        (entry,) = Standpoint(now, since=since, moved=moved).tell(registers).entries
        assert entry.values[-1].replace("\u00a0", " ") == when
        assert entry.note.replace("\u00a0", " ").endswith(counted)
        news = [
            part
            for part in view(now, CAR, (), since).topic.parts
            if part.name == "register_changed"
        ]
        assert [each.text for part in news for each in part.entries] == (
            ["กข 1: สภาพ ใช้งานได้ → ส่งซ่อม"] if counted else []
        )
    (entry,) = Standpoint(judged()).tell(registers).entries
    assert entry.values[-1] == "ไม่ทราบ"
