"""A4 from topics: one file that loads nothing, tables that say what they cut."""

import re

import pytest
from lxml import html as parsed

from esa.documents.a4 import MOST_ROWS, a4, head_of
from esa.documents.tabled import PLACE, tabled
from esa.judged import Judged
from esa.telling.texts import JOINER, NBSP
from esa.telling.topic import Cell, Column, Entry, Kept, LeftOut, Table, Topic, strong

EVIL = "</style><script>alert(1)</script> &lt; <b>"


@pytest.fixture(scope="module")
def judged(sample):
    return Judged(sample)


def made(judged, *topics, finding="พบ 3 เรื่อง", chosen=(), **more):
    file = a4(head_of(judged), "หน้า", finding, chosen, topics, "ครั้งที่ 11/2557", **more).decode()
    return file, parsed.document_fromstring(file)


def read(tree):
    return " ".join(tree.text_content().replace(JOINER, "").replace(NBSP, " ").split())


def rows(tree):
    return [[read(cell) for cell in row.iter("td")] for row in tree.iter("tr")][1:]


def topic(*entries, **more):
    return Topic("x", "หัวข้อ", "", entries, **more)


def test_the_file_loads_nothing_runs_nothing_and_says_what_it_is_of(judged):
    file, tree = made(judged, topic(Entry("1", "ก")), chosen=("", "กลุ่ม 2"))
    assert not re.search(r"<script|<link|<img|url\(|@import|https?://", file)
    assert "default-src 'none'" in file
    head = read(tree.find(".//div[@class='head']"))
    assert "ข้อมูลตัวอย่าง" in head and "พบ ๓ เรื่อง" in head and "กลุ่ม ๒" in head
    assert read(tree.find(".//p[@class='meeting']")) == "ครั้งที่ 11/2557"
    assert '@bottom-left{content:"ครั้งที่ 11/2557"' in file
    assert "ทุกกลุ่ม" in read(made(judged, topic(Entry("1", "ก")))[1])


def test_the_sentence_that_heads_the_sheet_is_said_once(judged):
    told = Topic("x", "หัวข้อ", f"พบ {strong(3)} เรื่อง", (Entry("", "ก"),))
    assert read(made(judged, told)[1]).count("พบ ๓ เรื่อง") == 1


def test_topics_that_go_apart_are_sheets_of_their_own_each_with_its_head(judged):
    one, two = (Topic("x", f"กลุ่ม {n}", f"ขาด {n}", (Entry("", "ก"),)) for n in (1, 2))
    file, tree = made(judged, one, two, finding="ทั้งหมด", chosen=("ตรวจแล้ว",), apart=True)
    sheets = tree.findall(".//div[@class='sheet']")
    assert [read(sheet.find(".//h1")) for sheet in sheets] == ["กลุ่ม ๑", "กลุ่ม ๒"]
    for sheet, n in zip(sheets, "๑๒", strict=True):
        assert f"ขาด {n} · ตรวจแล้ว" in read(sheet) and "ข้อมูลตัวอย่าง" in read(sheet)
        assert read(sheet).count(f"กลุ่ม {n}") == read(sheet).count(f"ขาด {n}") == 1
        assert sheet.find(".//h2") is None and "ข้อมูล ณ วันที่" in read(sheet)
    assert "ทั้งหมด" not in read(tree) and ".sheet+.sheet{break-before:page}" in file


def test_text_is_text_everywhere_on_paper(judged):
    entry = Entry(EVIL, EVIL, EVIL)
    file, tree = made(judged, topic(entry, notes=(EVIL,)), finding=EVIL, chosen=(EVIL,))
    assert "<script" not in file.replace("&lt;script", "") and len(tree.findall(".//style")) == 1
    assert read(tree).count("alert(๑)") >= 6


def test_a_sign_stands_alone_and_blank_is_no_dash(judged):
    columns = (Column("ชื่อ"), Column("ม.ค.", 11, "sign"), Column("บาท", 20))
    _, tree = made(judged, topic(Entry(values=("ก", "2", None)), Entry(values=("ข", "", 0)),
                                 columns=columns))  # fmt: skip
    assert rows(tree) == [["ก", "๒", "–"], ["ข", "", "๐"]]
    assert len(tree.xpath("//*[@class='sign']")) == 3


def test_entries_are_a_table_with_what_they_have_and_the_cell_to_look_up(judged):
    at = ("fin", 2)
    _, tree = made(
        judged, topic(Entry("1", "ก 5", cell=Cell("kpis", at, "title")), Entry("2", "ข"))
    )
    first, second = rows(tree)
    assert first[:2] == ["๑", "ก ๕"] and re.search(r"[A-Z]2$", first[2])
    assert second == ["๒", "ข", "–"]
    heads = [read(each) for each in tree.iter("th")]
    assert heads == ["", "เรื่อง", PLACE.title]


def test_columns_hold_values_with_a_dash_for_what_is_not_known_and_a_box_to_tick(judged):
    columns = (Column("แก้แล้ว", 15, "tick"), Column("ที่", 40), Column("บาท", 0, "number"))
    entries = [Entry(values=(None, Kept("B10"), amount)) for amount in (None, 0, 1234)]
    _, tree = made(judged, topic(*entries, columns=columns))
    assert [row[1:] for row in rows(tree)] == [["B10", "–"], ["B10", "๐"], ["B10", "๑,๒๓๔"]]
    assert len(tree.findall(".//td/i[@class='box']")) == 3 and not any(r[0] for r in rows(tree))
    assert [td.get("class") for td in tree.iter("td")][2] == "number"


@pytest.mark.parametrize(("there", "left"), [(MOST_ROWS, 0), (MOST_ROWS + 5, 5)])
def test_a_long_table_is_cut_and_says_how_many_rows_are_left(judged, there, left):
    _, tree = made(judged, topic(*[Entry("", "ก")] * there))
    assert len(rows(tree)) == MOST_ROWS
    assert ("ยังมีอีก ๕ แถว" in read(tree)) == bool(left)


def test_topics_within_notes_what_is_left_out_and_nothing_at_all_are_said(judged):
    inner = Topic("y", "ข้างใน", strong("สอง"), (Entry("", "ค"),))
    empty = Topic("z", "ว่าง", "", empty="ยังไม่มี", left_out=(LeftOut("FIN", "kpis", 2, "ซ้ำ"),))
    _, tree = made(judged, topic(Entry("", "ก"), parts=(inner,)), empty)
    assert [read(each) for each in tree.iter("h2")] == ["หัวข้อ", "ข้างใน", "ว่าง"]
    said = read(tree)
    assert "สอง" in said and "ยังไม่มี" in said and "ไม่รวมการเงิน ๒ แถว" in said and ": ซ้ำ)" in said
    assert "ดูเหตุผล" not in said and not tree.findall(".//a")


def test_a_topic_without_entries_is_no_table():
    assert tabled(topic(), str, 3, "ดูบนหน้าจอ") is None
    cut = tabled(topic(*[Entry("", "ก")] * 5), str, 3, "ดูบนหน้าจอ")
    assert len(cut.rows) == 3 and cut.more == "แสดง 3 แถวแรก ยังมีอีก 2 แถว ดูบนหน้าจอ"
    assert Table("ก", ("ข",), ()).cells == ()


@pytest.mark.parametrize("at", [0, 1])
def test_one_entry_with_a_lead_or_a_note_gives_all_of_them_its_column(at):
    entries = [Entry("", "ก"), Entry("", "ข")]
    entries[at] = Entry("นำ", "ค", note="หมาย")
    told = tabled(topic(*entries), str, 3, "")
    assert [column.title for column in told.columns] == ["", "เรื่อง", ""]
    assert told.rows[at] == ("นำ", "ค", "หมาย") and told.rows[1 - at][0] == ""
