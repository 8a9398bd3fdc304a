"""What a group has still to bring, said once for page, board and the texts that are sent."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa import thai
from esa.judged import Judged
from esa.rules.evidence_work import Count, Work
from esa.telling import evidence
from esa.telling.texts import NBSP, one_line
from esa.telling.topic import Cell

TODAY = date(2014, 9, 23)
ROW = Work(
    edition="2557",
    criterion="2.2.2",
    indicator="2.2",
    title="การจัดระบบการบริหารการเงิน",
    lead_groups=("FIN",),
    outcome="missing",
    due=date(2014, 9, 15),
    overdue_days=8,
    to_level=2,
    need=1,
    lifts_alone=True,
    level_outcome="level",
    action="add_locator",
    groups=("FIN",),
    tab="evidence",
    at=("fin", 14),
    field="link",
    document="ทะเบียนคุมทรัพย์สิน",
    state="promised",
    lacks="locator",
)


def row(**changes):
    return ROW._replace(**changes)


def count(points=3, clear=0, missing=3, unknown=0, overdue=2, group="FIN"):
    return Count(group, points, clear, missing, unknown, overdue)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "มีแต่ชื่อ ขาดลิงก์หรือที่เก็บ"),
        ({"link": "ไฟล์ในเครื่อง"}, "ลิงก์ที่กรอกเปิดไม่ได้"),
        ({"action": "replace_placeholder", "document": "1. ........"}, "ช่องมีแต่จุดไข่ปลา"),
        ({"action": "replace_placeholder", "document": "รอ"}, "“รอ” ยังไม่ใช่ชื่อเอกสาร"),
        ({"action": "add_document"}, "ช่องชื่อเอกสารว่าง"),
        ({"action": "add_document", "at": None}, "ยังไม่มีรายการของประเด็นนี้"),
        ({"action": "get_checked", "field": "checked_on"}, "ยังไม่มีกลุ่มอื่นตรวจ"),
        ({"action": "get_checked", "self_checked": True}, "กลุ่มตรวจเอง"),
        ({"action": "get_checked", "field": "checked_by_role"}, "ขาดตำแหน่งผู้ตรวจ"),
        ({"action": "get_checked", "field": "checked_by_group"}, "ขาดกลุ่มที่ตรวจ"),
        ({"outcome": "unknown", "action": "add_document"}, "ยังไม่มีข้อมูล"),
        ({"outcome": "unknown", "action": "name_lead"}, "ยังไม่ระบุผู้รับผิดชอบหลัก"),
    ],
)
def test_the_reason_says_why_it_does_not_count(changes, words):
    assert words in evidence.reason(row(**changes))


def test_due_dates_on_both_sides_of_today():
    def said(days, overdue=0):
        return evidence.due(TODAY + timedelta(days=days), overdue, TODAY).replace(NBSP, " ")

    assert said(-1, 1) == "22 ก.ย. 2557 (เกินกำหนด 1 วัน)"
    assert said(0) == "23 ก.ย. 2557" and said(1) == "24 ก.ย. 2557"
    assert said(-1, 0) == "22 ก.ย. 2557"  # carried out with clear evidence: nothing presses
    assert evidence.due(None, 0, TODAY) == "ยังไม่กำหนดวัน"


def test_the_subject_is_the_document_else_the_point():
    assert evidence.subject(row()) == "ทะเบียนคุมทรัพย์สิน"
    assert evidence.subject(row(state="none", document="......")) == "การจัดระบบการบริหารการเงิน"
    assert evidence.subject(row(document=None)) == "การจัดระบบการบริหารการเงิน"
    assert evidence.subject(row(state="none", title=None)) == "(ยังไม่มีข้อความประเด็นในชีต)"


def test_a_list_is_of_the_group_that_leads_or_owns_the_cell():
    rows = (
        row(lead_groups=("FIN",), groups=("HR",)),
        row(lead_groups=("HR",), groups=("FIN",)),
        row(lead_groups=("ALL",), groups=("ALL",)),
        row(lead_groups=("HR",), groups=("HR",)),
        row(lead_groups=(), groups=()),
    )
    assert evidence.of_group(rows, "FIN") == rows[:3]
    assert evidence.of_group(rows, "") == rows
    assert evidence.of_group(rows, "NP") == rows[2:3]


def test_every_row_of_the_sample_is_of_the_groups_that_are_asked(sample):
    work = Judged(sample).standards.work("verified")
    codes = sample.rows["groups"]["group"]
    found = {each for code in codes for each in evidence.of_group(work, code)}
    assert found == {each for each in work if each.lead_groups or each.groups}


def test_the_cell_is_said_in_words_and_a_new_row_says_where_and_what_to_fill_in(sample):
    cell = sample.cell("evidence", ("fin", 2), "link")
    said = evidence.where(sample, row(at=("fin", 2)))
    assert said.endswith(f"ช่อง{NBSP}ลิงก์ ({cell})") and said.startswith("ชีตการเงิน › ")
    new = row(at=None, action="add_document")
    assert evidence.where(sample, new).startswith("ชีตการเงิน › หลักฐานอ้างอิง › เพิ่มแถวใหม่")
    assert "รหัสประเด็น 2.2.2" in evidence.where(sample, new)
    everybody = new._replace(lead_groups=("ALL",), groups=("ALL",))
    assert evidence.where(sample, everybody).startswith("สมุดของกลุ่มใดก็ได้")
    assert evidence.where(sample, everybody, "HR").startswith("ชีตบุคคล")
    nobody = evidence.where(sample, new._replace(lead_groups=(), groups=("NEW",)))
    assert nobody.startswith("สมุดของกลุ่มที่รับผิดชอบ (ยังไม่มีสมุด)")


def test_a_thing_to_do_is_one_line_with_its_cell_and_opens_its_point(sample):
    told = evidence.entry(sample, row())
    assert told.text == "2.2.2 ทะเบียนคุมทรัพย์สิน" and told.urgent
    assert told.cell == Cell("evidence", ("fin", 14), "link")
    assert dict(told.door.filters) == {"criterion": "2.2.2"}
    assert told.note.startswith("ขาด: มีแต่ชื่อ") and "\nกำหนด: 15" in told.note
    new = evidence.entry(sample, row(at=None, overdue_days=0))
    assert new.cell is None and not new.urgent


def test_the_message_names_what_by_when_and_where_once_a_point(sample):
    work = (row(at=("fin", 2)), row(first=False), row(lead_groups=("HR",), groups=("HR",)))
    text = evidence.message(sample, "FIN", work, count())
    assert text.count("2.2.2") == 1 and "กลุ่มบริหารงานการเงินและสินทรัพย์" in text
    for words in ("ขาดลิงก์", "15 ก.ย. 2557 (เกินกำหนด 8 วัน)", "กรอกที่: ชีตการเงิน"):
        assert words in text
    assert "ขาด 3 จาก 3 ประเด็น เกินกำหนด 2 (ข้อมูล ณ" in text and NBSP not in text
    assert evidence.message(sample, "AUD", work, count()) == ""


def test_a_long_message_is_cut_and_says_so(sample):
    many = [row(criterion=f"9.{n}", document="ก" * 5000) for n in range(evidence.MOST + 2)]
    text = evidence.message(sample, "FIN", many, None)
    assert "และอีก 2 ประเด็น" in text and len(text) < 10_000
    assert "และอีก" not in evidence.message(sample, "FIN", many[:-2], None)


def test_names_of_cells_keep_their_digits_where_thai_digits_are_wanted(sample):
    text = evidence.message(sample, "FIN", [row(at=("fin", 2))], count(), thai.to_thai_digits)
    cell = sample.cell("evidence", ("fin", 2), "link")
    assert f"({cell})" in text and "๒.๒.๒" in text and "ขาด ๓ จาก ๓" in text


@given(st.text(max_size=80), st.sampled_from(["criterion", "title", "document", "link"]))
def test_cell_text_adds_no_line_and_no_emphasis_to_a_message(sample, text, field):
    usual = evidence.message(sample, "FIN", [row()], count())
    said = evidence.message(sample, "FIN", [row(**{field: text})], count())
    assert len(said.split("\n")) == len(usual.split("\n"))
    assert not any("\ufdd0" <= letter <= "\ufdef" for letter in said)
    if field == "document" and one_line(text):
        assert one_line(text)[:20].rstrip() in said.replace(NBSP, " ")


def test_counts_are_of_each_group_and_of_what_names_no_lead(sample):
    judged = Judged(sample)
    found = judged.once(evidence.counts, sample.edition, "reported")
    assert {*sample.rows["groups"]["group"]} <= {*found}
    assert all(each.points == each.clear + each.missing + each.unknown for each in found.values())
    assert evidence.summary(found["FIN"]) == "ขาด 3 จาก 3 ประเด็น เกินกำหนด 2"
    assert evidence.summary(count(unknown=1, overdue=0)) == "ขาด 3 จาก 3 ประเด็น ยังไม่มีข้อมูล 1"
    unread = evidence.summary(count(unknown=3, overdue=0)._replace(unread=2))
    assert unread == "ขาด 3 จาก 3 ประเด็น อ่านไม่ได้ 2 ยังไม่มีข้อมูล 1"
