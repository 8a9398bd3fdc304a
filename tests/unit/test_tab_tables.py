"""Tables behind topics: rows as their tab has them, blank as blank, each with its place."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest

from esa.plain import Place
from esa.screen import columns
from esa.telling.tables import PLACE, of_tab, with_place
from esa.telling.topic import Cell, Table


class Row(NamedTuple):
    at: Place
    title: str | None
    date: date | None
    networks: tuple[str, ...]
    side: str | None
    participants: int | None
    link: str | None


FULL = Row(("sup", 2), "ก\nข", date(2014, 9, 1), ("N01", "N02"), "academic", 0, "https://a.go.th/x")
BLANK = Row(("sup", 3), None, None, (), None, None, None)


def test_values_stand_in_the_words_of_their_tab_and_blank_is_none():
    table = of_tab("network_activities", FULL._fields[1:], [FULL, BLANK])
    told = ("ก ข", date(2014, 9, 1), "N01, N02", "วิชาการ", 0, "https://a.go.th/x")
    assert table.rows == (told, (None,) * 6)
    assert table.columns[:2] == ("ชื่อกิจกรรม", "วันที่จัด")
    assert table.cells[1] == Cell("network_activities", ("sup", 3), "title")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "http://a b.c", "ก"])
def test_a_link_that_leads_nowhere_safe_is_left_out(link):
    (row,) = of_tab("network_activities", ["title", "link"], [FULL._replace(link=link)]).rows
    assert row == ("ก ข", None)


def test_each_row_says_where_it_stands(sample):
    row = Row(*sample.rows["network_activities"].index[:1], *FULL[1:])
    table = with_place(sample, of_tab("network_activities", ["title"], [row]))
    assert table.columns[-1] == PLACE and table.rows[0][-1].endswith(f"B{row.at[1]}")
    bare = with_place(sample, Table("ก", ("ข",), ((1,),), (None,)))
    assert bare.rows == ((1, None),)


def test_only_web_addresses_are_links_and_exact_numbers_have_thousands():
    rows = ((Decimal("1.5"), "https://a.go.th", "x"), (None, None, "https://a.go.th"))
    looks = columns._looks(Table("ก", ("จำนวน", "ลิงก์", "ข้อความ"), rows))
    assert set(looks) == {"จำนวน", "ลิงก์"}
    assert columns._looks(Table("ก", ("ว่าง",), ((None,),))) == {}
