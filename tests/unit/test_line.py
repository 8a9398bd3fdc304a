"""The text for LINE: of one group, plain, with the cell to fill in; cut with a count."""

import pytest

from esa.documents.line import MOST, MOST_TO_DO, line
from esa.telling.agenda import sent
from esa.telling.standpoint import Standpoint
from esa.telling.topic import Cell, Entry, Topic, act
from tests.unit.changed import after, cells
from tests.unit.standpoints import of_sample, sample


def text(group: str, **more: object) -> str:
    at = of_sample().of(group)
    return line(at, sent(at), **more)


def of(*topics: Topic, group: str = "FIN", **more: object) -> str:
    return line(of_sample().of(group), topics, **more)


def test_a_group_is_told_what_changed_what_it_lacks_and_what_was_resolved():
    said = text("FIN")
    blocks = said.split("\n\n")
    assert blocks[0] == "กลุ่มบริหารงานการเงินและสินทรัพย์ (ข้อมูล ณ 23 ก.ย. 2557)"
    unchanged = "ระดับและหลักฐานเท่าเดิม แต่เรื่องอื่นเปลี่ยน"
    assert blocks[1].startswith(f"ตั้งแต่ครั้งที่ 11/2557 (16 ก.ย. 2557)\n{unchanged}\n- ")
    assert "79,144,218.82 (เดิม 78,902,440.25 เพิ่ม 241,778.57)" in blocks[1]
    assert blocks[2].startswith("หลักฐานที่ยังขาด: ขาด 3 จาก 3 ประเด็น เกินกำหนด 2\n1) 2.2.2 ")
    assert "กำหนด: 31 ส.ค. 2557 (เกินกำหนด 23 วัน)" in blocks[2]
    assert "กรอกที่: ชีตการเงิน › หลักฐานอ้างอิง › แถว 2 ช่อง ชื่อเอกสารหรือหลักฐาน (D2)" in blocks[2]
    assert blocks[3].startswith("มติและข้อสั่งการ 4 เรื่อง\nทั้งสำนักงาน: ยังไม่ปิด 12 จาก 19 เรื่อง: ")
    assert "\n1) รวบรวมหลักฐาน" in blocks[3]
    assert "(เกิน 23 วัน)" in blocks[3] and "(G2)" in blocks[3]
    assert "\ufdd0" not in said and "\u00a0" not in said and "**" not in said


def test_a_finding_is_said_once_with_whose_figure_it_is():
    entries = (Entry("", "ยังไม่มีอะไร", groups=("FIN",)),)
    for finding, told in (
        ("มี 7", "\nมี 7\n"),
        ("หัวข้อ: มี 7", "\nมี 7\n"),
        ("มีอะไร", "หัวข้อ (2)\n- ยัง"),
    ):
        assert told in of(Topic("x", "หัวข้อ (2)", finding, entries))
    assert "หัวข้อ 1 เรื่อง\nทั้งสำนักงาน: มี 7\n1) " in of(Topic("x", "หัวข้อ", "มี 7", entries, todo=True))


def test_what_only_others_have_to_do_is_not_in_the_text_and_what_all_have_is():
    assert "สรุปเด็กนอกระบบ" not in text("FIN") and "สรุปเด็กนอกระบบ" in text("PRO")
    for group in ("FIN", "PRO", "AUD"):
        assert "จัดเวทีทบทวนผลปีงบประมาณ" in text(group)  # for every group


def test_a_group_that_has_brought_everything_is_thanked():
    edit = cells("office", "criteria", {}, {"lead_groups": "FIN"})
    at = Standpoint(after(edit)).of("AUD")
    assert "ไม่มีประเด็นที่ยังขาดหลักฐาน ขอบคุณ" in line(at, sent(at))


def test_a_row_that_is_still_to_be_added_says_where_and_what_to_fill_in():
    said = text("HR")
    assert "เพิ่มแถวใหม่ กรอก รหัสประเด็น 2.3.5" in said


@pytest.mark.parametrize(("todo", "most"), [(True, MOST_TO_DO), (False, MOST)])
def test_a_long_list_is_cut_and_says_how_many_are_left(todo, most):
    entries = tuple(Entry("", f"เรื่อง {n}", groups=("FIN",)) for n in range(most + 3))
    said = of(Topic("x", "ยาว", "", entries, todo=todo))
    assert said.count("เรื่อง ") == most and "และอีก 3 เรื่อง" in said


def test_every_part_has_its_turn_before_one_long_part_takes_all_the_room():
    def part(name: str, count: int) -> Topic:
        return Topic(
            name, "", "", tuple(Entry("", f"{name}{n}", groups=("FIN",)) for n in range(count))
        )

    said = of(Topic("x", "นอก", "", parts=(part("ก", 9), part("ข", 2))))
    told = ["ก0", "ก1", "ก2", "ก3", "ข0", "ข1", "ก4", "ก5\nและอีก 3 เรื่อง"]
    assert said.split("\n- ")[1:] == told


def test_a_group_is_told_what_brought_a_level_also_where_others_did_their_part():
    whole = "ขึ้นจากระดับ 2 เป็น 3 เมื่อ 2.4.6 และ 2.4.9 มีหลักฐานชัดเจน"
    assert all(whole in text(group) for group in ("AM", "NP", "PRO"))
    assert "2.4 บริหารทั่วไป" not in text("SUP")


def test_digits_are_thai_where_they_are_wanted_but_names_of_cells_stay():
    entry = Entry(
        act(3), "ข้อ 12", "กำหนด 5", cell=Cell("kpis", ("fin", 28), "unit"), groups=("FIN",)
    )
    said = of(Topic("x", "มี 7", "", (entry,), todo=True), in_thai_digits=True)
    assert "มี ๗" in said and "๑) ข้อ ๑๒ (๓)" in said and "กำหนด ๕" in said
    assert "แถว 28" in said


def test_entries_within_topics_are_found_and_those_that_name_nobody_are_not_sent():
    inner = Topic("y", "", "", (Entry("", "ข้างใน", groups=("FIN",)), Entry("", "ของใคร")))
    said = of(Topic("x", "นอก", "", parts=(inner,)))
    assert "นอก\n- ข้างใน" in said and "ของใคร" not in said
    assert sample().office.fiscal_year == 2557
