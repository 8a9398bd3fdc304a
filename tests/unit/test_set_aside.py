"""Rows that were set aside are never told as none, in any subject, and by whose they are."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from esa.judged import Judged
from esa.rules.vocabulary import CLOSED_FOLLOW_UPS
from esa.sources.workbook import RawTab, RawWorkbook
from esa.telling import follow_ups, kpis, left_out, money, networks, schools
from esa.telling.standpoint import Standpoint
from esa.telling.topic import plain
from esa.telling.words import left_out as words_of
from pages.projects.view import view
from tests.slips import TITLES, judged
from tests.unit.changed import base, raw, small

GARBLED = "#REF!"
TELLS: dict[str, Callable[[Standpoint], str]] = {
    "kpis": kpis.finding,
    "follow_ups": follow_ups.finding,
    "spending": money.finding,
    "networks": lambda at: at.tell(networks.networks).finding,
    "test_results": lambda at: at.tell(schools.schools).finding,
    "projects": lambda at: view(at.judged, "").finding,
}
NONE = ("ยังไม่มี", "ครบแล้ว", "ปิดครบ", "ไม่มีมติ")


def with_tab(tab: str, change: Callable[[list, list[int]], None]) -> Judged:
    """The small sample with every row of a tab changed. change: gets the row, and the columns of
    its key."""
    books = [_changed(book, tab, change) for book in raw(small())]
    return judged(books)


def _changed(book: RawWorkbook, tab: str, change: Callable) -> RawWorkbook:
    tabs = []
    for each in book.tabs:
        if TITLES[each.title].name != tab:
            tabs.append(each)
            continue
        heads, *rows = ([*row] for row in each.rows)
        known = TITLES[each.title]
        keys = [heads.index(known.field(name).title) for name in known.key]
        for row in rows:
            change(row, keys)
        tabs.append(RawTab(each.title, [heads, *rows]))
    return replace(book, tabs=tuple(tabs))


def garbled(row: list, keys: list[int]) -> None:
    for place, value in enumerate(row):
        row[place] = GARBLED if value is not None or place in keys else value


@pytest.mark.parametrize("tab", TELLS)
def test_rows_that_can_not_be_read_are_never_told_as_none(tab):
    found = with_tab(tab, garbled)
    said = plain(TELLS[tab](Standpoint(found)))
    part = next((p for p in said.split(" · ") if "อ่าน" in p), "")
    assert "อ่านไม่ได้" in part, said
    assert not any(word in part for word in NONE), said
    assert found.office.left_out(tab) > 0


def test_nothing_is_closed_whole_while_rows_of_resolutions_can_not_be_read():
    def close(row: list, keys: list[int]) -> None:
        row[6] = "เสร็จแล้ว" if str(row[keys[1]]) != "1" else GARBLED

    at = Standpoint(with_tab("follow_ups", close))
    if all(row.state in CLOSED_FOLLOW_UPS for row in at.judged.follow_ups):
        assert "ครบ" not in plain(follow_ups.finding(at))
    assert "ไม่มีมติเกินกำหนด" not in plain(follow_ups.late(at))


def test_what_a_sum_lacks_is_told_group_by_group():
    found = left_out.left_out(base().office, "kpis", "target")
    assert len({each.group for each in found}) == len(found) > 1
    assert sum(each.rows for each in found) == base().office.left_out("kpis", "target")
    (told,) = words_of(base().office, found)
    assert told.text == "ยังไม่นับ 2 แถว แท็บ ตัวชี้วัดตามคำรับรอง (อำนวยการ 1, บุคคล 1)"


@pytest.mark.parametrize("tab", ["kpis", "evidence", "network_activities", "spending"])
def test_rows_by_group_add_up_to_all_rows_left_out(tab):
    office = with_tab(tab, garbled).office
    assert sum(office.left_out_by_group(tab).values()) == office.left_out(tab)
    assert "" not in office.left_out_by_group(tab)


def test_no_pace_stands_over_a_sum_that_lacks_rows():
    def spoil(row: list, keys: list[int]) -> None:
        if str(row[keys[0]]) == "1":
            row[7] = GARBLED

    at = Standpoint(with_tab("spending", spoil))
    assert at.left_out("spending", *money.FIELDS)
    told, shown = money.sums_told(at), view(at.judged, "")
    assert told.whole.target_percent is None and told.whole.target_from == ""
    assert shown.money.target_percent is None
    assert {state.money.target_percent for state in shown.states} <= {None}
    assert "เฉลี่ยตามวัน" not in plain(money.finding(at))
    whole = view(base(), "")
    assert whole.money.target_percent is not None and not whole.is_part


def test_networks_say_on_the_board_which_activities_they_lack():
    found = base().office.left_out("network_activities", *networks.TIMED)
    told = networks.networks(Standpoint(base())).left_out
    assert found and sum(each.rows for each in told) >= found
