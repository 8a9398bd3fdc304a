"""What the board pack says: the agenda in its order, sentences by rule, unknown told as unknown."""

from dataclasses import replace

import pytest

from esa.changes.compare import changes
from esa.documents.pack.contents import NOT_FROZEN, pack
from esa.documents.pack.facts import plainly
from esa.documents.pack.model import Pack, Rail, Topic
from esa.telling.texts import JOINER, NBSP
from tests.unit.packs import empty, frozen, of_sample, sample

HEADINGS = (
    "สรุป",
    "ที่เปลี่ยนตั้งแต่การประชุมครั้งก่อน",
    "ระดับคุณภาพรายตัวบ่งชี้ (ตามที่รายงาน)",
    "ประเด็นที่ค้าง",
    "ทางที่สั้นที่สุดสู่ระดับถัดไป",
    "มติและข้อสั่งการ",
    "ครบกำหนดใน 14 วันข้างหน้า",
    "สีคุณภาพโรงเรียนรายเครือข่าย",
    "เครือข่าย",
    "ตัวชี้วัดตามคำรับรอง และการเบิกจ่าย",
    "ความครบถ้วนของข้อมูลในชีต",
)


def topic(made: Pack, heading: str) -> Topic:
    return next(each for each in made.topics if each.heading.startswith(heading))


def bare(text: str) -> str:
    return text.replace(NBSP, " ").replace(JOINER, "")


def test_the_topics_stand_in_the_order_of_the_agenda() -> None:
    assert tuple(each.heading for each in of_sample().topics) == HEADINGS


def test_the_sentence_names_what_rose_and_what_is_stuck_since_the_meeting() -> None:
    said = bare(topic(of_sample(), "สรุป").finding)
    assert said.startswith("ตั้งแต่ครั้งที่ 11/2557: ขึ้น 2 ตัวบ่งชี้ ลง 0")
    assert "ค้าง 3 ประเด็น (การเงิน 2, บุคคล 1)" in said


def test_the_changes_are_exactly_the_two_planted_levels_and_their_points() -> None:
    rows = topic(of_sample(), "ที่เปลี่ยน").tables[0].rows
    levels = [bare(row[1]) for row in rows if "ขึ้นจากระดับ" in row[1]]
    assert [said.split()[0] for said in levels] == ["1.4", "2.4"]


def test_a_pack_without_an_earlier_meeting_says_so_and_claims_no_rise() -> None:
    made = pack(sample())
    assert "ยังเทียบไม่ได้" in topic(made, "ที่เปลี่ยน").finding
    assert "ขึ้น" not in made.topics[0].finding


def test_levels_stand_on_their_rail_with_the_claim_only_where_it_differs() -> None:
    rows = {row[0]: row for row in topic(of_sample(), "ระดับ").tables[0].rows}
    assert rows["1.4"][2] == Rail(5, False, None, "")
    assert rows["2.5"][2].provisional
    assert rows["2.2"][2].claimed == 3
    assert rows["1.2"][2].level is None and "ยังสรุปประดับ" not in rows["1.2"][3]
    assert "ยังสรุประดับไม่ได้" in rows["1.2"][3]


def test_what_is_stuck_names_group_meeting_and_cell() -> None:
    first = topic(of_sample(), "ประเด็นที่ค้าง").tables[0].rows[0]
    assert first[1] == "การเงิน"
    assert "ค้างตั้งแต่ครั้งที่ 9/2557" in bare(first[2])
    assert first[4].endswith("D2")


def test_resolutions_closed_by_checked_evidence_come_first_and_are_counted() -> None:
    found = topic(of_sample(), "มติ")
    assert "ปิดแล้ว 6 เรื่อง มีหลักฐานที่ตรวจแล้ว 3" in bare(found.finding)
    proofs = [row[1] for row in found.tables[1].rows]
    assert proofs[:3] == ["ตรวจแล้ว"] * 3 and "ตรวจแล้ว" not in proofs[3:]


def test_schools_are_counted_by_network_and_the_sums_agree() -> None:
    table = topic(of_sample(), "สีคุณภาพ").tables[0]
    rows = [[0 if cell == "–" else int(cell) for cell in row[1:]] for row in table.rows]
    assert rows[-1] == [sum(column) for column in zip(*rows[:-1], strict=True)]
    assert all(row[0] == sum(row[1:]) for row in rows)


def test_a_frozen_state_carries_its_number_and_fingerprint() -> None:
    meeting, then = frozen()[-1]
    made = pack(then, None, meeting)
    assert made.stamp == f"ครั้งที่ 11/2557 · รหัสยืนยันฉบับ {meeting.fingerprint}"
    assert pack(then).stamp == NOT_FROZEN


def test_an_empty_office_says_of_every_topic_that_nothing_is_known() -> None:
    made = pack(empty())
    assert tuple(each.heading for each in made.topics) == HEADINGS
    assert all(each.finding for each in made.topics)
    assert [sheet.title for sheet in made.sheets if sheet.rows] == ["ข้อที่ต้องดู"]


TABS = ("schools", "spending", "kpis", "networks", "follow_ups", "test_results", "evidence")


@pytest.mark.parametrize("tab", TABS)
def test_a_tab_without_a_row_leaves_the_other_topics_as_they_were(tab: str) -> None:
    from esa.judged import Judged

    office = sample().office
    columns = {name: [] for name in office.rows[tab].columns}
    less = replace(office, rows={**office.rows, tab: type(office.rows[tab])([], columns)})
    made = pack(Judged(less))
    assert len(made.topics) == len(HEADINGS) and all(each.finding for each in made.topics)


def test_the_verified_reading_names_its_reading() -> None:
    made = pack(sample(), reading="verified")
    assert topic(made, "ระดับ").heading.endswith("(ตามที่ตรวจแล้ว)")


def test_the_same_states_make_the_same_pack() -> None:
    meeting, then = frozen()[-1]
    again = pack(sample(), (meeting, changes(then, sample())))
    assert again == pack(sample(), (meeting, changes(then, sample())))


def test_markdown_falls_away_and_signs_of_a_cell_come_back() -> None:
    assert plainly(":orange[**3**] ประเด็น \\[ก\\] \\*ข\\*") == "3 ประเด็น [ก] *ข*"
