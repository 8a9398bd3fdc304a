"""Words that deny prove nothing; names that hold such words stay what they are."""

from itertools import product

import pytest

from esa.judged import Judged
from esa.reading.cells import read_value
from esa.reading.office import read_office
from esa.reading.schema import read_tabs
from esa.rules.denial import denies, locates_nothing
from tests.unit.test_names import with_tabs
from tests.unit.test_office import NOW, group_book, office_book

DENIALS = [
    "อยู่ระหว่างดำเนินการ", "ไม่พบเอกสาร", "ยังไม่ได้จัดเก็บ", "รอดำเนินการ", "ยังไม่มี", "ไม่มีหลักฐาน",
    "สูญหาย", "เอกสารสูญหาย", "อยู่ระหว่างจัดทำ", "กำลังจัดทำ", "จะส่งภายหลัง", "หลักฐานยังไม่ครบ",
    "ยังหาไม่พบ", "อยู่ระหว่างการรวบรวม", "กำลังรวบรวมเอกสาร", "รอเอกสารจากกลุ่มอื่น", "รอลงนาม",
    "ไม่ได้จัดทำ", "ส่งภายหลัง", "ขณะนี้ยังไม่มีเอกสาร", "ยังดำเนินการไม่แล้วเสร็จ", "หาไม่เจอ",
]  # fmt: skip
QUIET = [
    "ห้องรองผู้อำนวยการ", "แผนอัตรากำลัง", "อ.จะนะ", "รอบการนิเทศ", "ขวัญและกำลังใจ", "ไม่พบข้อบกพร่อง",
    "ทะเบียนพัสดุสูญหาย", "โรงเรียนที่ไม่มีนักเรียน", "ตู้รอทำลาย", "แฟ้ม 1 ตู้ 2", "ตู้ 3 (รอทำลาย)",
    "รายงานผลการตรวจสอบภายใน (ไม่พบข้อบกพร่อง)", "แผนการจัดเก็บเอกสาร", "โครงการรอยยิ้ม", "รองเท้านักเรียน",
    "คำสั่งแต่งตั้งคณะทำงาน – ฉบับที่ 2", "มาตรการกรณีเอกสารสูญหาย", "ระหว่างวันที่ 1–5 มิ.ย. 2557",
    "บันทึกการส่งเอกสาร", "แบบรายงานการขาดสอบ", "ห้องเก็บเอกสาร", "ทะเบียนหนังสือส่ง", "หาดใหญ่",
]  # fmt: skip
SHAPES = ("{}", " {} ", "คำสั่ง ({})", "คำสั่ง - {}", "แผนงาน – {}", "* {}", "{}ค่ะ")


@pytest.mark.parametrize(("words", "shape"), list(product(DENIALS, SHAPES)))
def test_a_denial_is_one_alone_in_brackets_and_after_a_dash(words, shape):
    assert denies(shape.format(words))


@pytest.mark.parametrize("words", QUIET)
@pytest.mark.parametrize("shape", ["{}", "คำสั่ง ({})", "แผนงาน - {}"])
def test_a_name_that_holds_such_words_denies_nothing(words, shape):
    assert not denies(shape.format(words)) and not locates_nothing(words)


EVIDENCE = ["รหัสประเด็น", "ลำดับที่", "ชื่อเอกสารหรือหลักฐาน", "ลิงก์", "ที่เก็บ (แฟ้ม/ตู้)"]


def document(title: str, link: str | None, place: str | None):
    rows = [EVIDENCE, ["2.2.1", "1", title, link, place]]
    office = read_office([office_book(), with_tabs(group_book("fin", "FIN"), evidence=rows)], NOW)
    return Judged(office).standards.evidence[0], [p for p in office.problems if p.tab == "evidence"]


@pytest.mark.parametrize("words", DENIALS)
def test_a_place_that_denies_leaves_a_document_promised_and_is_told(words):
    found, told = document("สรุปผลการนิเทศ", None, words)
    assert found.state == "promised"
    assert not [p for p in told if p.severity == "error"] and len(told) == 1


@pytest.mark.parametrize("words", DENIALS)
def test_words_that_deny_in_the_column_of_links_are_no_place(words):
    found, told = document("สรุปผลการนิเทศ", words, None)
    assert found.state == "promised" and len(told) == 1


@pytest.mark.parametrize("words", DENIALS)
def test_a_title_that_denies_is_not_attached_and_worth_a_look(words):
    found, told = document(f"คำสั่ง ({words})", None, "แฟ้ม 1")
    assert found.state in ("none", "promised") and found.warnings
    assert [p.code for p in told] == ["title_denies"]


@pytest.mark.parametrize("words", QUIET)
def test_a_quiet_title_and_place_are_attached_without_a_word(words):
    found, told = document(words, None, words)
    assert (found.state, found.warnings, told) == ("attached", (), [])


@pytest.mark.parametrize("word", ["มี", "✓", "0", "มีแล้ว"])
def test_yes_is_no_place(word):
    found, told = document("คำสั่ง", None, word)
    assert found.state == "promised"
    assert [(p.code, p.severity) for p in told] == [("no_place_named", "info")]
    assert "ที่เก็บ" in told[0].fix_th


@pytest.mark.parametrize("words", DENIALS)
def test_a_denial_closes_no_resolution(words):
    read = read_value(words, read_tabs()["follow_ups"].field("closed_by"))
    assert read.value is None and read.issue in ("denied", "not_reported_word")
