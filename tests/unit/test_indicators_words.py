"""Sentences, rows and lines of the indicators page."""

from datetime import date
from decimal import Decimal

import pytest

from esa.rules.next_steps import NextStep
from esa.rules.rubric import Rung
from esa.rules.vocabulary import UNIT_WORDS
from esa.screen.lines import PHONE, WIDE, width, wrapped
from pages.indicators import cells, charts
from pages.indicators import words as said
from pages.indicators.receipts import room


def level(code: str, outcome: str = "level", value: int | None = None, **more) -> dict:
    """A row of rubric.levels with both readings alike."""
    row = {
        "edition": "2557",
        "indicator": code,
        "standard": "2",
        "title": "งาน",
        "total": 5,
        "listed": 5,
        "known": 5,
        "claimed_level": None,
        "target_level": None,
    }
    for reading in ("reported", "verified"):
        row |= {
            f"outcome_{reading}": outcome,
            f"level_{reading}": value,
            f"clear_{reading}": 1,
            f"provisional_{reading}": None,
            f"sentence_{reading}": f"ระดับ {value}" if value else "ว่าง: ยังสรุประดับไม่ได้",
            f"claimed_above_{reading}": None,
            f"next_level_{reading}": None,
            f"need_{reading}": None,
        }
    return row | more


def test_the_finding_names_what_is_claimed_above_the_evidence_most_first():
    rows = [
        level("2.4", value=3, claimed_above_reported=1),
        level("2.2", value=1, claimed_above_reported=2),
        level("1.4", value=5, claimed_above_reported=0),
    ]
    assert said.finding(rows, "reported") == (
        "ประเมินตนเองสูงกว่าหลักฐาน :orange[**2**] ตัวบ่งชี้: 2\\.2 สูงกว่า 2 ระดับ และ 2\\.4 สูงกว่า 1 ระดับ"
    )


def test_without_a_claim_above_the_finding_is_the_distribution():
    rows = [
        level("1.4", value=5),
        level("2.2", value=1, claimed_above_reported=-1),
        level("1.1", "incomplete"),
    ]
    found = said.finding(rows, "reported")
    assert found == "ได้ระดับแล้ว **2** จาก 3 ตัวบ่งชี้: ระดับ 5 มี 1 และ ระดับ 1 มี 1"


def test_without_any_level_the_finding_says_why_and_never_a_zero_level():
    rows = [level("1.1", "incomplete"), level("1.2", "no_rubric"), level("1.3", "no_rubric")]
    found = said.finding(rows, "verified")
    assert "ยังไม่มีตัวบ่งชี้ใดสรุประดับได้ จาก **3**" in found
    assert "ข้อมูลยังไม่ครบ 1 และ ยังไม่มีเกณฑ์ 2" in found or "ยังไม่มีเกณฑ์ 2" in found
    assert said.finding([], "verified") == "ยังไม่มีตัวบ่งชี้ให้แสดงในฉบับนี้"


@pytest.mark.parametrize(
    ("rung", "text"),
    [(Rung(1, 0, 1), "0–1"), (Rung(2, 2, 2), "2"), (Rung(5, 5, None), "5 ขึ้นไป")],
)
def test_the_bounds_of_a_row_of_the_rubric(rung, text):
    assert said.bounds(rung) == text


def test_a_level_says_how_many_clear_points_gave_it():
    row = level("2.2", value=1)
    text = said.clear_sentence(row, [Rung(1, 0, 1), Rung(2, 2, 2)], "reported")
    assert text == "หลักฐานชัดเจน **1 จาก 5 ประเด็น** ได้ **ระดับ 1** (เกณฑ์ 0–1 ข้อ)"


def test_claimed_is_marked_only_where_it_differs():
    agrees = level("1.4", value=5, claimed_level=5, claimed_above_reported=0, target_level=5)
    assert said.claimed(agrees, "reported") == ("ประเมินตนเอง ระดับ 5 ตรงกับหลักฐาน · เป้าหมาย ระดับ 5")
    above = level("2.2", value=1, claimed_level=3, claimed_above_reported=2)
    assert ":orange[**สูงกว่าหลักฐาน 2 ระดับ**]" in said.claimed(above, "reported")
    assert said.claimed(level("2.1"), "reported") == ""


def test_the_next_step_names_the_points_it_takes_or_why_there_is_none():
    lifts = level("2.2", value=1, need_reported=1, next_level_reported=2)
    assert said.next_head(lifts, "reported", 1) == "**ระดับ 2 ขาดอีก 1 ประเด็น** ทำข้อนี้"
    any_of_four = "**ระดับ 2 ขาดอีก 1 ประเด็น** ทำข้อใดข้อหนึ่งก่อนก็ได้ เรียงจากง่ายที่สุด"
    assert said.next_head(lifts, "reported", 4) == any_of_four
    two = lifts | {"need_reported": 2}
    assert said.next_head(two, "reported", 3).endswith("ทำ 2 ข้อใดก่อนก็ได้ เรียงจากง่ายที่สุด")
    assert said.next_head(two, "reported", 2).endswith("ทำให้ครบทุกข้อ เรียงจากง่ายที่สุด")
    incomplete = level("1.1", "incomplete", total=6, listed=6, known=2)
    assert "อีก **4 ประเด็น**" in said.next_head(incomplete, "reported")
    assert "ขอบคุณ" in said.next_head(level("1.4", value=5), "reported")
    assert "กรอกเกณฑ์" in said.next_head(level("1.3", "no_rubric"), "reported")


def test_a_step_names_point_action_group_and_due_date():
    about = ("2557", "2.2", "2.2.2", "evidence", "add_locator", 2, 1, True, date(2014, 8, 31))
    row = NextStep(*about, ("FIN",), "evidence", ("fin", 14), "link")
    text = said.step(row, {"FIN": "การเงิน*"}.get, 23)
    assert text.startswith("**2\\.2\\.2** เติมลิงก์หรือที่เก็บ")
    assert "การเงิน\\*" in text and "เกินกำหนด 23 วัน" in text
    assert "เกินกำหนด" not in said.step(row, str, 0)


def test_a_co_groups_row_is_shown_as_not_deciding():
    rows = [
        {"at": ("am", 8), "group": "AM", "status": "ดำเนินการแล้ว", "updated_on": None},
        {"at": ("hr", 6), "group": "HR", "status": "", "updated_on": date(2014, 9, 4)},
    ]
    text = said.reports(rows, [("am", 8)], ["NP"], str)
    assert text.startswith("AM: ดำเนินการแล้ว · HR (ร่วม ไม่ใช้ตัดสิน): ยังไม่ระบุสถานะ 4")
    assert text.endswith("ยังไม่มีแถวของ NP")


def test_an_attached_document_counts_as_reported_and_not_as_verified():
    document = {"state": "attached", "self_checked": False, "lacks": "check"}
    assert said.why_not_counted(document, "reported") == ""
    assert said.why_not_counted(document, "verified") == "ยังไม่มีกลุ่มอื่นตรวจ"
    assert "กลุ่มตรวจเอง" in said.why_not_counted(document | {"self_checked": True}, "verified")


def test_conditions_met_say_what_is_not_known():
    row = {"stated": 11, "met": 6, "not_reported": 1, "not_listed": 2}
    assert said.met(row) == "ทำได้ 6 จาก 11 ข้อ (ยังไม่รายงาน 1 · ยังไม่มีในชีต 2)"
    assert said.met(row | {"stated": 0}) == "ยังไม่มีสภาพที่พึงประสงค์ในชีต"


def test_a_target_stands_with_its_unit_and_what_was_reached():
    row = {
        "outcome": "not_reached",
        "target": Decimal("80"),
        "kpi_unit": "percent",
        "actual": Decimal("78.0"),
    }
    assert said.target(row, UNIT_WORDS) == "เป้าหมาย ร้อยละ 80 ได้ 78: ยังไม่ถึงค่าเป้าหมาย"
    none = row | {"target": None, "outcome": "no_target"}
    assert said.target(none, UNIT_WORDS) == "ยังไม่มีค่าเป้าหมายเป็นตัวเลข"


def test_text_from_cells_is_escaped_in_sentences():
    assert "\\<b\\>" in said.condition("<b>x</b>", open_=True)
    assert "ยังไม่ได้ยืนยัน" in said.condition("x", open_=True)
    assert "ยืนยันแล้ว" in said.condition("x", open_=False)


def test_the_ladder_puts_what_asks_for_attention_first():
    rows = [
        level("1.1", "incomplete"),
        level("1.2", "no_rubric"),
        level("1.4", value=5, target_level=5),
        level("2.4", value=3, claimed_above_reported=1, claimed_level=4),
        level("2.2", value=1, claimed_above_reported=2, claimed_level=3),
        level("2.5", "locked", provisional_reported=1),
        level("2.6", value=2, target_level=4),
    ]
    drawn = charts.ladder_rows(rows, {}, "reported")
    assert [row.code for row in drawn] == ["2.2", "2.4", "2.6", "1.4", "2.5", "1.1", "1.2"]
    by_code = {row.code: row for row in drawn}
    assert by_code["2.5"].locked and by_code["2.5"].provisional == 1
    assert by_code["1.1"].sentence == "ว่าง" and not by_code["1.1"].verified
    assert by_code["1.4"].claimed is None and by_code["2.2"].claimed == 3


def marks_drawn(drawing) -> str:
    return drawing.to_json(indent=None)


def test_a_level_that_nobody_typed_is_dashed():
    row = charts.ladder_rows(
        [level("2.2", value=1)],
        {("2557", "2.2"): [Rung(n, n, n) for n in (1, 2, 3, 4)]},
        "reported",
    )[0]
    drawing = charts._Drawing(WIDE, str)
    charts._row(drawing, row, chosen=False, reading="reported")
    assert [tick["x"] for tick in drawing.tables["ticks"]] == [1, 2, 3, 4]
    assert [tick["x"] for tick in drawing.tables["ticks_unknown"]] == [5]
    assert [rail["x"] for rail in drawing.tables["rails_unknown"]] == [4]


def test_an_indicator_without_a_level_has_no_rail():
    row = charts.ladder_rows([level("1.1", "incomplete")], {}, "reported")[0]
    drawing = charts._Drawing(PHONE, str)
    charts._row(drawing, row, chosen=True, reading="reported")
    assert not {"ticks", "ticks_unknown", "rails", "dots"} & set(drawing.tables)
    assert [word["label"] for word in drawing.tables["words"]] == ["ว่าง"]


def test_an_empty_ladder_and_one_of_hostile_titles_can_be_drawn():
    assert marks_drawn(charts.ladder([], None, "reported"))
    titles = ["ก" * 5000, "<b>x</b>", "\u202eกลับ", None]
    rows = [level(str(i), value=1, title=title) for i, title in enumerate(titles)]
    drawn = charts.ladder_rows(rows, {}, "reported")
    text = marks_drawn(charts.ladder([("มาตรฐานที่ 1", drawn)], "0", "reported"))
    assert "ก" * 60 not in text and "\u202e" not in text and said.NO_TITLE in text


def test_the_strip_gives_a_cell_per_count_and_shares_cells_when_there_are_many():
    few = [(0, "level", 1), (1, "level", 1), (2, "at_least", 1)]
    assert [cell.word for cell in cells.strip_cells(few)] == ["1", "1", "?"]
    many = [(n, "level", 1 + n // 10) for n in range(30)]
    assert [cell.counts for cell in cells.strip_cells(many)] == ["0–9", "10–19", "20–29"]
    overlap = cells.strip_cells([(0, "overlap", None)])
    assert overlap[0].word == "ซ้อน"


def test_the_strip_marks_both_readings():
    made = cells.strip_cells([(n, "level", n + 1) for n in range(4)])
    kinds = [cells._kind(cell, verified=1, reported=2) for cell in made]
    assert kinds == ["plain", "verified", "reported", "plain"]
    assert cells._kind(made[3], verified=3, reported=3) == "both"


def test_the_strip_says_what_its_marks_mean_in_the_words_of_the_ladder():
    apart = said.strip_caption({"clear_verified": 0, "clear_reported": 1}, untyped=False)
    assert apart == "ช่องทึบ = ตรวจแล้ว 0 ข้อ · กรอบหนา = ตามที่รายงาน 1 ข้อ"
    same = said.strip_caption({"clear_verified": 2, "clear_reported": 2}, untyped=True)
    assert same.startswith("ช่องทึบในกรอบหนา = ทั้งตรวจแล้วและตามที่รายงาน 2 ข้อ · เส้นประ")


def test_missed_targets_come_first_within_their_indicator():
    rows = [
        {"indicator": "1-1", "criterion": "a", "outcome": "reached"},
        {"indicator": "1-2", "criterion": "b", "outcome": "open"},
        {"indicator": "1-2", "criterion": "c", "outcome": "not_reached"},
    ]
    blocks = cells.condition_blocks(rows, {"1-2": "ระบบ"})
    assert [(heading, [r["criterion"] for r in own]) for heading, own in blocks] == [
        ("1-2 ระบบ", ["c", "b"]),
        (f"1-1 {said.NO_TITLE}", ["a"]),
    ]


def test_many_conditions_are_one_cell_of_each_kind():
    row = {
        "indicator": "1",
        "criterion": "1-1",
        "title": "ก",
        "category": None,
        "outcome": "open",
        "target": None,
        "kpi_unit": None,
        "actual": None,
        "met": 5000,
        "unmet": 0,
        "not_reported": 2,
        "not_listed": 0,
    }
    many = cells.conditions([("1", [row | {"stated": 5002}])], None).to_json(indent=None)
    few = cells.conditions([("1", [row | {"stated": 7, "met": 5}])], None).to_json(indent=None)
    assert len(many) < len(few) < 20_000


def test_the_more_points_the_less_of_each_is_sent():
    assert room(4).documents == 20 and room(4).characters == 1200
    assert room(30).documents == 5 and room(30).characters == 400
    assert room(0) == room(1)


def test_lines_keep_within_their_width_and_numbers_with_their_words():
    lines = wrapped("ยังให้ระดับไม่ได้: ดำเนินการแล้ว 3 จาก 4 ประเด็น", 250)
    assert lines == ["ยังให้ระดับไม่ได้:", "ดำเนินการแล้ว 3 จาก 4 ประเด็น"]
    cut = wrapped("ก" * 5000, 200, most=2)
    assert len(cut) == 1 and cut[0].endswith("…") and width(cut[0]) <= 200
    assert len(wrapped("ก ข " * 400, 100, most=3)) == 3
    assert wrapped("", 100) == [""]
