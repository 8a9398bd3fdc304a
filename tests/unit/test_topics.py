"""The topics of the agenda beside the levels: what is said; blank, unknown and cut."""

import random
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from esa.changes.compare import changes
from esa.judged import Judged
from esa.rules import spending
from esa.rules.vocabulary import ACTION_WORDS, READINGS, VERIFIED
from esa.telling import follow_ups, kpis, money, networks, next_levels, questions, soon, stuck
from esa.telling.changed import changed
from esa.telling.next_levels import Path
from esa.telling.soon import Soon
from esa.telling.standpoint import Since, Standpoint
from esa.telling.summary import summary
from esa.telling.topic import ACT, Topic, plain
from tests.unit.changed import after, cells
from tests.unit.made import sheet
from tests.unit.standpoints import empty, frozen, of_sample, sample

ALONE = Standpoint(sample())
TODAY = date(2014, 9, 23)


def read(text: str) -> str:
    return plain(text).replace("\u00a0", " ").replace("\u2060", "")


def told(topic: Topic) -> list[tuple[str, str, str]]:
    return [tuple(map(read, (entry.lead, entry.text, entry.note))) for entry in topic.entries]


# --- the sentence ---------------------------------------------------------------------------------


def test_the_sentence_says_what_rose_and_what_is_stuck_and_with_whom():
    topic = summary(of_sample())
    assert read(topic.finding) == (
        "ตั้งแต่ครั้งที่ 11/2557: ขึ้น 2 ตัวบ่งชี้ ลง 0 · ค้าง 3 ประเด็น (การเงิน 2, บุคคล 1)"
    )
    assert [*map(read, topic.notes)] == [
        "ได้ระดับแล้ว 3 จาก 9 ตัวบ่งชี้",
        "หลักฐานชัดเจน 14 จาก 34 ประเด็น",
        "มติเกินกำหนด 4 เรื่อง",
    ]


def test_without_an_earlier_meeting_it_says_where_the_office_stands_and_claims_no_rise():
    said = read(summary(ALONE).finding)
    assert said == ("ได้ระดับแล้ว 3 จาก 9 ตัวบ่งชี้ · ค้าง 3 ประเด็น (การเงิน 2, บุคคล 1) · มติเกินกำหนด 4 เรื่อง")
    assert "ขึ้น" not in said


def test_an_empty_office_claims_nothing():
    assert read(summary(Standpoint(empty())).finding) == "ยังไม่มีตัวบ่งชี้ในชีตสำนักงาน"


# --- what is stuck --------------------------------------------------------------------------------


def test_what_is_stuck_says_days_group_since_when_and_the_cell_to_fill_in():
    first, second, _ = (topic := stuck.stuck(of_sample())).entries
    assert told(topic)[0] == (
        "เกิน 23 วัน",
        "2.2.2 การจัดระบบการบริหารการเงิน บัญชี และพัสดุ",
        # registers were begun since, and name documents of it without a place
        "การเงิน · ค้างตั้งแต่ครั้งที่ 9/2557 (2 ก.ย. 2557) มีการแก้ไขแล้วแต่ยังไม่ครบ",
    )
    assert (first.cell.tab, first.cell.at, first.cell.field) == ("evidence", ("fin", 2), "title")
    assert (second.cell.tab, second.cell.field) == ("คณะกรรมการและคณะทำงาน", "ที่เก็บ")
    assert all(entry.urgent and entry.door.page == "evidence" for entry in topic.entries)


def test_a_point_is_stuck_from_the_day_after_its_date():
    for due, count in (("23 ก.ย. 2557", 2), ("22 ก.ย. 2557", 3)):
        state = after(cells("fin", "progress", {"criterion": "2.2.2"}, {"due": due}))
        assert len(Standpoint(state).overdue) == count


def test_nothing_stuck_is_told_apart_from_no_due_dates_and_from_no_points():
    assert stuck.finding(Standpoint(frozen()[0][1])) == "ไม่มีประเด็นค้าง"
    books = ("am", "fin", "hr", "np", "pro", "sup")
    undated = after(*(cells(book, "progress", {}, {"due": ""}) for book in books))
    assert stuck.finding(Standpoint(undated)) == "ยังไม่มีประเด็นใดกำหนดวันแล้วเสร็จ"
    nobody = Standpoint(empty())
    assert stuck.finding(nobody) == ""
    assert "ยังบอกไม่ได้" in stuck.stuck(nobody).finding and not stuck.stuck(nobody).entries


def test_a_point_counts_for_each_group_that_leads_it_and_the_fourth_group_is_summed_up():
    leads = {"2.2.2": "FIN; HR; NP; AM", "2.2.3": "FIN", "2.3.4": ""}
    edits = [
        cells("office", "criteria", {"criterion": code}, {"lead_groups": groups})
        for code, groups in leads.items()
    ]
    at = Standpoint(after(*edits))
    counts = stuck.by_group(at)
    assert counts["FIN"] == 2 and sum(counts.values()) > len(at.overdue)
    said = read(stuck.finding(at))
    assert said.endswith(f"อีก {len(counts) - 3} กลุ่ม)") and "การเงิน 2" in said


def test_a_bracket_of_two_groups_stays_in_one_line_and_a_name_is_not_broken():
    said = stuck.finding(ALONE).partition("(")[2]
    assert " " not in said and "\u2060" in said


def test_of_one_group_only_its_own_points_are_told():
    at = of_sample().of("FIN")
    assert [entry.text.split()[0] for entry in stuck.stuck(at).entries] == ["2.2.2", "2.2.3"]
    still = stuck.stuck(of_sample().of("NP")).parts[0]
    assert still.brief and all("นโยบายฯ" in entry.note for entry in still.entries)
    assert of_sample().of("FIN") is at and of_sample().of("") is of_sample()


def test_what_stands_still_is_told_in_brief_without_what_is_overdue():
    topic = stuck.stuck(of_sample())
    late = {entry.text.split()[0] for entry in topic.entries}
    still = {entry.text.split()[0] for entry in topic.parts[0].entries}
    assert still and not late & still
    assert f"อีก {len(still)} ประเด็น" in read(topic.parts[0].finding)


# --- the way up -----------------------------------------------------------------------------------


def test_paths_come_cheapest_first_and_missing_data_last():
    topic = next_levels.next_levels(ALONE)
    assert told(topic) == [
        ("", "อีก 1 ประเด็น ตัวบ่งชี้ 2.4 ขึ้นเป็นระดับ 4", "2.4.4 เติมลิงก์หรือที่เก็บ · อำนวยการ"),
        ("", "อีก 1 ประเด็น ตัวบ่งชี้ 2.2 ขึ้นเป็นระดับ 2", "2.2.2 กรอกชื่อเอกสารจริง · การเงิน"),
        (
            "",
            "อีก 2 เรื่อง ตัวบ่งชี้ 2.5 จึงให้ระดับได้ (เบื้องต้น ระดับ 1)",
            "2.5.4 ดำเนินการให้เสร็จ · นโยบายฯ, ยืนยันเงื่อนไข",
        ),
        (
            "",
            "อีก 4 ประเด็น ตัวบ่งชี้ 1.1 จึงสรุประดับได้",
            "1.1.1, 1.1.3, 1.1.5 และ 1.1.6 รายงานการดำเนินงาน",
        ),
    ]
    assert read(topic.finding) == "ขาดอีกเพียง 1 ประเด็นจึงขึ้นระดับ มี 2 ตัวบ่งชี้: 2.4 และ 2.2"


def test_a_path_names_two_things_to_do_and_counts_the_rest():
    parts = tuple(((f"1.1.{n}",), "add_document", ("AM",)) for n in range(1, 5))
    said = next_levels.to_do(ALONE, Path("1.1", "evidence", 4, 1, 2, parts))
    assert said == "1.1.1 แนบหลักฐาน · อำนวยการ, 1.1.2 แนบหลักฐาน · อำนวยการ และอีก 2 อย่าง"


def test_where_nothing_is_one_step_away_the_nearest_is_named_with_its_unit():
    found = [Path("2.5", "gate", 2, None, 1, ()), Path("1.1", "report", 4, None, None, ())]
    assert read(next_levels.finding(found)) == ("มี 2 ตัวบ่งชี้ที่ขึ้นระดับได้ ใกล้ที่สุดต้องทำอีก 2 เรื่อง: 2.5")


@pytest.mark.parametrize("reading", READINGS)
def test_every_action_of_the_rules_has_words(reading):
    assert {step.action for step in sample().standards.steps(reading)} <= set(ACTION_WORDS)


def test_editions_by_conditions_have_no_level_to_rise_to():
    older = Standpoint(after(cells("office", "settings", {}, {"edition": "เดิม"})))
    for topic in (next_levels.next_levels(older), stuck.stuck(older)):
        assert (
            "นับสภาพที่พึงประสงค์เป็นข้อ จึงไม่" in topic.finding
            and not topic.entries
            and not topic.behind().rows
        )


# --- resolutions, what falls due ------------------------------------------------------------------


def test_open_resolutions_add_up_with_the_longest_overdue_first():
    topic = follow_ups.follow_ups(of_sample())
    assert read(topic.finding) == "ยังไม่ปิด 12 จาก 19 เรื่อง: เกินกำหนด 4 · ยังไม่ถึงกำหนด 8"
    assert told(topic)[0] == (
        "เกิน 23 วัน",
        "รวบรวมหลักฐานระบบการเงิน บัญชี และพัสดุ",
        "การเงิน · ครั้งที่ 7/2557 ข้อ 1 · กำหนด 31 ส.ค. 2557",
    )
    assert [entry.urgent for entry in topic.entries] == [True] * 4 + [False] * 8
    assert len(topic.behind().rows) == 19


def test_what_closed_since_the_meeting_is_told_with_its_proof_and_the_surest_first():
    topic = follow_ups.follow_ups(of_sample())
    assert [*map(read, topic.notes)] == [
        "ตั้งแต่ครั้งที่ 11/2557: ปิดแล้ว 2 เรื่อง (มีหลักฐานที่ตรวจแล้ว 1) เปิดใหม่ 3 เรื่อง"
    ]
    (closed,) = topic.parts
    assert read(closed.finding) == "ปิดแล้วทั้งหมด 6 เรื่อง มีหลักฐานที่ตรวจแล้ว 3"
    proofs = [entry.values[1] for entry in closed.entries]
    assert proofs[:3] == ["ตรวจแล้ว"] * 3 and "ตรวจแล้ว" not in proofs[3:]
    assert follow_ups.follow_ups(ALONE).notes == ()


@pytest.mark.parametrize(
    ("status", "due", "said"),
    [
        ("done", "31 ส.ค. 2557", "ปิดครบแล้วทั้ง 19 เรื่อง"),
        ("in_progress", "", "ยังไม่ปิด 19 จาก 19 เรื่อง: ไม่กำหนดวัน 19"),
    ],
)
def test_all_closed_and_no_dates_at_all_are_said(status, due, said):
    edit = cells("office", "follow_ups", {}, {"status": status, "due": due})
    at = Standpoint(after(edit))
    assert read(follow_ups.finding(at)) == said
    assert follow_ups.late(at) == "ไม่มีมติเกินกำหนด"
    assert not any(entry.urgent for entry in follow_ups.follow_ups(at).entries)


def test_resolutions_that_nobody_wrote_are_not_zero():
    at = Standpoint(empty())
    assert follow_ups.late(at) == "" == follow_ups.finding(at)
    assert follow_ups.follow_ups(at).finding == "ยังไม่มีมติหรือข้อสั่งการในชีตสำนักงาน"


def test_due_soon_takes_today_and_the_fourteenth_day_and_no_other():
    for due, is_soon in (
        ("22 ก.ย. 2557", False),
        ("23 ก.ย. 2557", True),
        ("7 ต.ค. 2557", True),
        ("8 ต.ค. 2557", False),
    ):
        state = after(cells("fin", "progress", {"criterion": "2.2.2"}, {"due": due}))
        said = [each.what for each in soon.due_soon(Standpoint(state))]
        assert any("2.2.2" in what for what in said) == is_soon, due


def test_points_of_a_day_and_group_stand_together_and_the_soonest_first():
    found = soon.due_soon(ALONE)
    assert found[0].what == "จัดเวทีทบทวนผลปีงบประมาณ (มติครั้งที่ 10/2557 ข้อ 3)"
    assert any(each.what.startswith("1.3.4, 2.4.4 และ 2.4.7") for each in found)
    assert [each.due for each in found] == sorted(each.due for each in found)
    assert soon.soon(ALONE).behind().rows[0][0] == found[0].due
    assert isinstance(found[0], Soon)


# --- KPIs and money -------------------------------------------------------------------------------


def test_kpis_are_told_round_by_round_and_the_future_is_not_missed():
    topic = kpis.kpis(ALONE)
    assert read(topic.finding) == "บรรลุเป้าหมาย 1 จาก 9 ตัวชี้วัด ตามผลล่าสุด"
    assert read(topic.notes[0]) == (
        "บรรลุเป้าหมาย รอบ 6 เดือน 0 จาก 8 (ยังไม่รายงาน 1) · รอบ 9 เดือน 1 จาก 9 · รอบ 12 เดือน ยังไม่สิ้นรอบ"
    )
    first = topic.entries[0].values
    assert [*map(read, first)] == [
        *("K07 บุคลากรที่ได้รับการพัฒนา", "อย่างน้อย ร้อยละ 90"),
        *("40 ยังไม่บรรลุ", "66 ยังไม่บรรลุ", "ยังไม่ครบรอบ"),
    ]
    assert [(each.tab, each.group, each.rows) for each in topic.left_out] == [
        ("kpis", "AM", 1), ("kpis", "HR", 1),
    ]  # fmt: skip


def test_a_result_that_can_not_be_used_is_told_and_missed_by_nobody():
    state = after(cells("sup", "kpis", {"kpi": "K01"}, {"actual_6m": "ห้าสิบ"}))
    assert "รอบ 6 เดือน 0 จาก 7 (ยังไม่รายงาน 1, ต้องตรวจค่า 1)" in read(
        kpis.by_round(Standpoint(state))
    )
    nothing = kpis.kpis(Standpoint(empty()))
    assert nothing.finding == "ยังไม่มีตัวชี้วัดตามคำรับรองในชีต" and not nothing.notes


def of_money(target: str | None, spent: str = "150") -> Standpoint:
    row = {"line": 1, "as_of": TODAY, "expenditure_type": "unsplit", "group": "FIN"}
    row |= {"allocated": "200", "spent": spent, "target_percent": target}
    office = sample().office
    return Standpoint(
        Judged(replace(office, rows={**office.rows, "spending": sheet("spending", row)}))
    )


def test_money_names_an_even_pace_as_such_and_a_stated_target_as_target():
    paced, stated = (money.money(of_money(target)) for target in (None, "96"))
    assert "เฉลี่ยตามวัน (98.08 %)" in read(paced.finding)
    assert "เป้าหมาย (96.00 %)" in read(stated.finding) and ACT in stated.finding
    (gauge,) = stated.drawing.rows
    assert (gauge.share, gauge.goal) == (0.75, 0.96) and gauge.said == "75.00 % · เป้าหมาย 96.00 %"


def test_spending_above_what_was_allocated_fills_the_gauge_and_no_more():
    (gauge,) = money.money(of_money("96", "400")).drawing.rows
    assert gauge.share == 1 and "200.00 %" in gauge.said


def test_no_money_is_no_percent():
    topic = money.money(Standpoint(empty()))
    assert topic.finding == "ยังไม่มีข้อมูลการเบิกจ่ายที่ใช้ได้" and not topic.drawing
    assert spending.summary(()).spent == Decimal(0)


# --- what changed, what to decide -----------------------------------------------------------------


def test_the_changes_of_the_last_week_are_named_and_only_levels_rise():
    topic = changed(of_sample())
    leads = [(lead, text.split()[0]) for lead, text, _ in told(topic)]
    assert leads == [("▲ ขึ้น", "1.4"), ("▲ ขึ้น", "2.4"), ("▲ คืบหน้า", "2.5.2")]
    assert topic.notes == ("ไม่มีตัวบ่งชี้หรือประเด็นใดลดลง",)
    assert topic.entries[0].cell and topic.entries[0].door.page == "indicators"
    (others,) = topic.parts
    assert all(part.brief and part.finding and part.entries for part in others.parts)
    behind = topic.behind()
    assert len(behind.rows) == len(of_sample().changes)


def test_of_a_group_its_own_changes_are_told_and_that_there_are_none():
    mine = changed(of_sample().of("FIN"))
    assert all("FIN" in entry.groups for part in mine.parts[0].parts for entry in part.entries)
    nobody = changed(of_sample().of("ไม่มี"))
    assert [entry.text for entry in nobody.entries] == ["ยังไม่มีการเปลี่ยนแปลง"]


def test_the_place_of_what_is_gone_is_told_in_words_and_is_no_cell():
    now, then = of_sample(), frozen()[-1]
    back = Standpoint(then[1], since=Since(then[0], now.judged, changes(now.judged, then[1])))
    parts = changed(back).parts[0].parts
    gone = [e for part in parts for e in part.entries if "ไม่อยู่ในชีตแล้ว" in e.text]
    assert gone and all(entry.cell is None and "แท็บ" in entry.note for entry in gone)
    assert [lead for lead, *_ in told(changed(back))][:1] == ["▼ ลง"]


def test_without_a_meeting_nothing_is_compared():
    topic = changed(ALONE)
    assert "ยังเทียบไม่ได้" in topic.finding and not topic.entries and not topic.behind().rows


def test_questions_are_numbered_the_most_pressing_first_and_say_what_is_asked():
    topic = questions.questions(ALONE)
    said = told(topic)
    assert [number for number, *_ in said] == [str(n) for n in range(1, 10)]
    assert said[0][1:] == (
        "การเงิน ค้าง 2.2.2 และ 2.2.3 เกินกำหนด 23 วัน",
        "ขยายวันถึงเมื่อใด หรือมอบใครช่วย?",
    )
    assert read(topic.finding) == "มี 9 เรื่องให้ที่ประชุมพิจารณา"
    assert "ไม่มีเรื่อง" in questions.questions(Standpoint(empty())).finding


def test_each_network_that_is_counted_is_named_those_that_never_met_first():
    told = networks.networks(of_sample())
    own, _ = networks.parted(of_sample().judged.networks().silence)
    states = {row.network_name: row.state for row in own if row.state != "active"}
    assert sorted(map(plain, (entry.text for entry in told.entries))) == sorted(states)
    first = [states[plain(entry.text)] != "never" for entry in told.entries]
    assert first == sorted(first) and not all(first) and all(entry.door for entry in told.entries)


@pytest.mark.parametrize(("letters", "told"), [(22, "ก" * 22), (23, "ก" * 22 + "…")])
def test_a_long_name_of_a_network_is_cut_in_a_question(letters, told):
    named = cells("office", "networks", {"network": "N05"}, {"name": "ก" * letters})
    met = cells("sup", "network_activities", {"activity": "SUP-40"}, {"networks": "N05"})
    topic = questions.questions(Standpoint(after(named, met)))
    assert any(read(entry.text).startswith(f"{told} และ ") for entry in topic.entries)


def test_the_verified_reading_goes_through_all_topics():
    verified = of_sample(VERIFIED)
    assert "ตรวจแล้วได้ระดับ" in read(summary(verified).notes[0])
    assert any("ให้กลุ่มอื่นตรวจ" in note for *_, note in told(next_levels.next_levels(verified)))


@pytest.mark.parametrize("seed", range(8))
def test_the_board_is_asked_about_the_silent_networks_that_it_is_told_of(seed):
    office, chance = sample().office, random.Random(seed)
    kinds = ["school_network", "club", "centre"][: 1 + seed % 3] if seed else ["club"]
    tab = office.rows["networks"]
    kind = [chance.choice(kinds) for _ in range(len(tab))]
    changed_ = replace(office, rows={**office.rows, "networks": tab.assign("kind", kind)})
    of = Standpoint(Judged(changed_))
    topic, asked = networks.networks(of), questions.questions(of)
    (said,) = [read(entry.text) for entry in asked.entries if "ไม่มีกิจกรรมตั้งแต่" in entry.text]
    silent = sum(entry.urgent for entry in topic.entries)
    assert f" {silent} จาก" in read(topic.finding)
    folded = re.search(r"และอีก (\d+)", said)
    named = said.count(", ") + 1 + (" และ " in said)
    assert silent == (2 + int(folded[1]) if folded else named), said


def test_an_undated_resolution_is_asked_about_by_its_place():
    undated = cells("office", "follow_ups", {"meeting_no": "12/2557", "item": "2"}, {"due": ""})
    topic = questions.questions(Standpoint(after(undated)))
    assert "มติยังไม่มีกำหนดวัน (12/2557 ข้อ 2)" in [each[1] for each in told(topic)]
