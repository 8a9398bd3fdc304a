"""The agenda: its order, honest where nothing is known; a topic more is one line."""

import io
from dataclasses import replace

import openpyxl
import pypdfium2
import pytest

from esa.documents.a4 import a4, head_of
from esa.documents.html import Ways
from esa.documents.line import line
from esa.documents.pdf import pdf
from esa.documents.slide import slide
from esa.documents.workbook import book
from esa.judged import Judged
from esa.telling import agenda
from esa.telling.agenda import sent, topics
from esa.telling.standpoint import NOT_FROZEN, Standpoint
from esa.telling.topic import Cell, Column, Entry, Table, Topic, plain, strong
from tests.unit.standpoints import empty, frozen, of_sample, sample

NAMES = ("summary", "changed", "stuck", "levels", "next_levels", "follow_ups", "soon", "schools")
NAMES += ("networks", "kpis", "money", "registers", "health", "questions")


def test_the_topics_stand_in_the_order_of_the_agenda():
    assert tuple(topic.name for topic in topics(of_sample())) == NAMES


def test_an_empty_office_says_of_every_topic_that_nothing_is_known():
    told = topics(Standpoint(empty()))
    assert tuple(topic.name for topic in told) == NAMES
    assert all(topic.finding and topic.heading for topic in told)
    assert not any(entry.urgent for topic in told for entry in topic.entries)


TABS = ("schools", "spending", "kpis", "networks", "follow_ups", "test_results", "evidence")


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_without_a_row_leaves_the_other_topics_as_they_were(tab):
    office = sample().office
    columns = {name: [] for name in office.rows[tab].columns}
    less = replace(office, rows={**office.rows, tab: type(office.rows[tab])([], columns)})
    told = topics(Standpoint(Judged(less)))
    assert len(told) == len(NAMES) and all(topic.finding for topic in told)


@pytest.mark.parametrize("reading", ["reported", "verified"])
def test_every_row_has_a_value_for_each_column_and_every_table_a_cell_for_each_row(reading):
    def check(topic):
        assert all(len(e.values) in (0, len(topic.columns)) for e in topic.entries), topic.name
        table = topic.behind() if topic.behind else None
        if table:
            assert all(len(row) == len(table.columns) for row in table.rows), table.title
            assert len(table.cells) in (0, len(table.rows)), table.title
        for part in topic.parts:
            check(part)

    for topic in topics(of_sample(reading)):
        check(topic)


def test_a_frozen_state_carries_its_number_and_fingerprint():
    meeting, then = frozen()[-1]
    at = Standpoint(then, shown=meeting)
    assert at.stamp == f"ครั้งที่ 11/2557 · รหัสยืนยันฉบับ {meeting.fingerprint}"
    assert Standpoint(then).stamp == NOT_FROZEN and at.day == meeting.meeting_date


def test_schools_are_counted_by_network_and_the_sums_agree():
    topic = next(each for each in topics(of_sample()) if each.name == "schools")
    rows = [[cell or 0 for cell in entry.values[1:]] for entry in topic.entries]
    assert rows[-1] == [sum(column) for column in zip(*rows[:-1], strict=True)]
    assert all(row[0] == sum(row[1:]) for row in rows)
    assert sum(shape.count for shape in topic.drawing.shapes) == rows[-1][0]


# --- a topic more ---------------------------------------------------------------------------------


def added(at: Standpoint) -> Topic:
    """A topic that nothing else knows."""
    entries = tuple(
        Entry(
            strong(days),
            f"{word} ของใหม่",
            cell=Cell("kpis", ("sup", 2), "unit"),
            values=(days, f"{word} ของใหม่"),
            groups=("SUP",),
        )
        for days, word in ((3, "แรก"), (5, "ถัดไป"))
    )
    columns = (Column("วัน", 20, "number"), Column("เรื่อง"))
    table = Table("แท็บใหม่", ("วัน", "เรื่อง"), ((3, "แรก"), (5, "ถัดไป")))
    said = f"พบเรื่องใหม่ {strong(2)} เรื่อง"
    return Topic("added", "หัวข้อใหม่", said, entries, columns, behind=lambda: table, todo=True)


@pytest.fixture
def at(monkeypatch):
    """The sample, told by an agenda of one line more."""
    monkeypatch.setattr(agenda, "AGENDA", (*agenda.AGENDA, added))
    return replace(of_sample(), _kept={})


def test_a_topic_of_one_line_more_is_on_paper_in_the_pack_and_its_workbook(at):
    told = topics(at)
    sheet = a4(head_of(at.judged), "หน้า", told[0].finding, [], told[1:], at.stamp).decode()
    assert "หัวข้อใหม่" in sheet and "แรก ของใหม่" in sheet
    pages = pypdfium2.PdfDocument(io.BytesIO(pdf(at, told)))
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    assert "หัวข้อใหม่" in text and "แรก ของใหม่" in text
    tables = openpyxl.load_workbook(io.BytesIO(book(at, told)))
    assert [cell.value for cell in tables["แท็บใหม่"][2]] == [3, "แรก"]
    assert any("พบเรื่องใหม่" in str(row[2]) for row in tables["สรุป"].iter_rows(values_only=True))


def test_a_topic_of_one_line_more_is_a_slide_and_in_the_text_for_line_of_whom_it_names(at):
    assert "แรก ของใหม่" in plain(slide(topics(at)[-1], Ways()))
    texts = {code: line(at.of(code), sent(at.of(code))) for code in ("SUP", "FIN")}
    said = "หัวข้อใหม่ 2 เรื่อง\nทั้งสำนักงาน: พบเรื่องใหม่ 2 เรื่อง\n1) แรก ของใหม่ (3)"
    assert said in texts["SUP"] and "ของใหม่" not in texts["FIN"]
