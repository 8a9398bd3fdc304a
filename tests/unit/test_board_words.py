"""The opening page in words: its sentence, the order of the ladder, the shortest paths."""

from datetime import date
from decimal import Decimal

import pytest

from esa.judged import Judged
from esa.rules import follow_ups, kpis, spending
from esa.rules.vocabulary import ACTION_WORDS, READINGS
from esa.telling import board_ladder as ladders
from esa.telling import board_words as said
from esa.telling.board_ladder import ACT, SECOND, Moved, Row
from esa.telling.board_words import Path, Stuck
from pages.board import charts
from tests.unit.made import sheet

TODAY = date(2014, 9, 23)


@pytest.fixture(scope="module")
def rules(sample):
    """Points, levels, steps and what is missing in the sample, by reading."""
    tables = Judged(sample).standards.tables
    steps = {reading: tables.steps(reading) for reading in READINGS}
    return tables.points, tables.levels, steps, tables.missing("reported")


def plain(markdown: str) -> str:
    """Without marks, links and wide or fixed spaces."""
    for mark in (":orange", "**", "[", "]", "\\"):
        markdown = markdown.replace(mark, "")
    return markdown.replace("\u2060", "").replace("\u00a0", " ").replace("\u2002", " · ")


def test_the_sentence_of_the_sample_names_its_units_and_claims_no_rise(rules, sample):
    found, ladder, _, _ = rules
    states = follow_ups.with_states(sample.rows["follow_ups"], sample.today)
    stuck = said.stuck_points(found, "reported")
    sentence = said.joined(
        said.levels_part(said.with_level(ladder, "reported"), len(ladder), "reported"),
        said.stuck_part(stuck, found, lambda code: code),
        said.follow_ups_part(sum(row.state == "overdue" for row in states), len(states)),
    )
    assert plain(sentence) == (
        "ได้ระดับแล้ว 3 จาก 9 ตัวบ่งชี้ · ค้าง 3 ประเด็น (FIN 2, HR 1) · มติเกินกำหนด 4 เรื่อง"
    )


def test_the_verified_reading_says_that_it_counts_checked_evidence():
    assert plain(said.levels_part(2, 9, "verified")) == "ตรวจแล้วได้ระดับ 2 จาก 9 ตัวบ่งชี้"
    assert "ตรวจ" not in said.levels_part(2, 9, "reported")


def test_without_indicators_the_sentence_says_so():
    assert plain(said.levels_part(0, 0, "reported")) == "ยังไม่มีตัวบ่งชี้ในชีตสำนักงาน"


def test_an_office_that_nobody_has_reported_to_has_no_level_rather_than_none_reached():
    sentence = plain(said.levels_part(0, 9, "reported", known=False))
    assert sentence.endswith("ยังสรุประดับไม่ได้ทั้ง 9 ตัวบ่งชี้") and "0" not in sentence


def test_nothing_stuck_is_told_apart_from_no_due_dates_and_from_no_points(rules):
    found = rules[0].head(3).assign(known=True)
    dated, undated = found.assign(due=[TODAY] * 3), found.assign(due=[None] * 3)
    args = ([], dated, str)
    assert said.stuck_part(*args) == "ไม่มีประเด็นค้าง"
    assert said.stuck_part([], undated, str) == "ยังไม่มีประเด็นใดกำหนดวันแล้วเสร็จ"
    assert said.stuck_part([], found.assign(known=False), str) == ""


def test_stuck_points_count_in_each_group_that_leads_them_and_the_fourth_is_summed_up(rules):
    stuck = [Stuck("1.1", "1.1.1", groups, 1) for groups in (("A", "B"), ("A",), ("C",), ("D",))]
    assert said.by_group(stuck) == {"A": 2, "B": 1, "C": 1, "D": 1}
    part = said.stuck_part(stuck, rules[0], lambda code: code)
    assert plain(part) == "ค้าง 4 ประเด็น (A 2, B 1, C 1, อีก 1 กลุ่ม)"


def test_the_sentence_holds_no_link_and_group_names_are_plain_text(rules):
    stuck = [Stuck("1.1", "1.1.1", ("A",), 1)]
    part = said.stuck_part(stuck, rules[0], lambda code: "**หนา**[ก](https://a.b)")
    assert "](" not in part and "**หนา**" not in part and ":orange[**1**]" in part


def test_a_bracket_of_two_groups_stays_in_one_line(rules):
    stuck = [Stuck("1.1", "1.1.1", (code,), 1) for code in "AB"]
    part = said.stuck_part(stuck, rules[0], lambda code: "การเงิน")
    assert " " not in part.partition("(")[2]
    assert "\u2060" in part and part.replace("\u2060", "").count("การเงิน") == 2


def test_a_level_that_moved_is_marked_beside_its_status_in_words_and_stands_first(rules):
    found, ladder, _, _ = rules
    changed = {"2.4": Moved("rose", 2, 3), "2.2": Moved("fell", 2, 1)}
    stuck = said.stuck_points(found, "reported")
    rows = {row.indicator: row for row in ladders.ladder(ladder, stuck, "reported", str, changed)}
    plain_rows = {row.indicator: row for row in ladders.ladder(ladder, stuck, "reported", str)}
    assert list(rows)[:2] == ["2.2", "2.4"] or list(rows)[:2] == ["2.4", "2.2"]
    assert rows["2.4"].status[0] == ("▲ ขึ้น 1 ระดับ", ladders.ROSE) and rows["2.4"].was == 2
    assert rows["2.2"].status[0] == ("▼ ลง 1 ระดับ", ACT)
    assert rows["2.4"].status[1:] == plain_rows["2.4"].status[:2]
    assert rows["1.4"] == plain_rows["1.4"]


def test_a_level_that_became_unknown_is_no_fall_and_draws_no_mark_on_a_rail(rules):
    changed = {"2.3": Moved("became_unknown", 3, None), "1.1": Moved("changed", None, None)}
    rows = {row.indicator: row for row in ladders.ladder(rules[1], [], "reported", str, changed)}
    assert rows["2.3"].status[0] == ("? เดิมระดับ 3 ตอนนี้ไม่ทราบ", SECOND)
    assert rows["2.3"].was is None and rows["1.1"].status == ()


@pytest.mark.parametrize("draw", [charts.wide, charts.phone])
def test_the_level_before_is_drawn_as_a_ring_with_an_arrow_to_the_level_now(draw):
    rows = [Row("1.4", "นิเทศ", "level", 5, None, "", (), -1, was=4)]
    moved = [
        row
        for table in draw(rows, str, str).to_dict()["datasets"].values()
        for row in table
        if "mid" in row
    ]
    assert moved and all(row["x2"] < row["mid"] < row["x"] for row in moved)


def test_a_point_is_stuck_from_the_day_after_its_date_and_only_without_clear_evidence(rules):
    found = (
        rules[0]
        .head(4)
        .assign(overdue_days=[0, 1, 5, 5], clear_reported=[False, False, False, True])
    )
    assert [point.days for point in said.stuck_points(found, "reported")] == [5, 1]


def test_follow_ups_are_told_only_where_there_are_any():
    assert said.follow_ups_part(0, 0) == ""
    assert said.follow_ups_part(0, 4) == "ไม่มีมติเกินกำหนด"
    assert plain(said.follow_ups_part(2, 4)) == "มติเกินกำหนด 2 เรื่อง"


def test_the_ladder_puts_what_is_stuck_first_and_what_is_unknown_last(rules):
    found, ladder, _, _ = rules
    rows = ladders.ladder(ladder, said.stuck_points(found, "reported"), "reported", str)
    assert [row.indicator for row in rows] == [
        "2.2",
        "2.3",
        "2.4",
        "1.4",
        "2.5",
        "1.1",
        "1.2",
        "1.3",
        "2.1",
    ]
    assert [row.block for row in rows] == [0, 0, 1, 1, 2, 3, 3, 3, 3]


def test_a_row_says_what_is_stuck_what_is_locked_and_what_is_not_known(rules):
    found, ladder, _, _ = rules
    rows = ladders.ladder(ladder, said.stuck_points(found, "reported"), "reported", str)
    row = {row.indicator: row for row in rows}
    assert row["2.2"].status[0] == ("ค้าง 2 ประเด็น · FIN", ACT)
    assert (row["2.2"].level, row["2.2"].claimed) == (1, 3)
    assert [text for text, _ in row["2.5"].status] == [
        "ยังให้ระดับไม่ได้",
        "ทำแล้ว 3 จาก 4 · รอยืนยันเงื่อนไข",
    ]
    assert row["1.1"].words == "มีข้อมูล 2 จาก 6 ประเด็น: ยังสรุประดับไม่ได้"
    assert row["2.3"].words == "ยังไม่ได้กรอกเกณฑ์" and row["1.3"].name == "(ยังไม่ได้กรอกชื่อ)"
    assert row["1.4"].claimed is None


def test_the_alternative_text_names_every_indicator_with_its_state(rules):
    rows = ladders.ladder(rules[1], [], "reported", str)
    text = ladders.ladder_alternative(rows)
    assert all(row.indicator in text for row in rows)
    assert "ยังให้ระดับไม่ได้" in text and "ระดับ 5" in text


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("การบริหารงานด้านงบประมาณ", "งบประมาณ"),
        ("การบริหารงานด้านการบริหารทั่วไป", "บริหารทั่วไป"),
        ("การ", "การ"),
        (None, "(ยังไม่ได้กรอกชื่อ)"),
        ("ก" * 44, "ก" * 44),
        ("ก" * 45, "ก" * 44 + "…"),
        ("กี่" * 44, "กี่" * 44),
    ],
)
def test_a_title_is_shortened_by_rule(title, short):
    assert ladders.short_title(title) == short


def test_a_long_title_ends_before_a_word_and_not_within_it():
    assert ladders.cut("ขับเคลื่อนนโยบายไปสู่การปฏิบัติ", 20) == "ขับเคลื่อนนโยบายไปสู่…"
    assert ladders.cut("ติดตาม ตรวจสอบ ประเมินผล", 20) == "ติดตาม ตรวจสอบ…"


def test_paths_come_cheapest_first_and_missing_data_last(rules):
    _, ladder, steps, _ = rules
    found = said.paths(steps["reported"], ladder, "reported")
    assert [(path.indicator, path.need) for path in found] == [
        ("2.4", 1),
        ("2.2", 1),
        ("2.5", 2),
        ("1.1", 4),
    ]
    assert said.path_title(found[0]) == "ประเด็น: 2.4 จากระดับ 3 เป็น 4"
    assert said.path_text(found[0], "/".join) == "2.4.4 เติมลิงก์หรือที่เก็บ · AM"
    assert said.path_title(found[2]) == "เรื่อง: 2.5 จึงให้ระดับได้ (เบื้องต้น ระดับ 1)"
    assert said.path_title(found[3]) == "ประเด็น: 1.1 จึงสรุประดับได้"


def test_a_path_names_two_things_to_do_and_counts_the_rest():
    parts = tuple(((f"1.1.{n}",), "add_document", ("A",)) for n in range(1, 5))
    text = said.path_text(Path("1.1", "evidence", 4, 1, 2, parts), "/".join)
    assert text == "1.1.1 แนบหลักฐาน · A, 1.1.2 แนบหลักฐาน · A และอีก 2 อย่าง"


def test_every_action_of_the_rules_has_words(rules):
    for steps in rules[2].values():
        assert set(steps["action"]) <= set(ACTION_WORDS)


def test_due_soon_takes_today_and_the_fourteenth_day_and_no_other(rules, sample):
    missing = (
        rules[3]
        .head(4)
        .assign(
            due=[date(2014, 9, 22), TODAY, date(2014, 10, 7), date(2014, 10, 8)],
            criterion=["1.1.1", "1.1.2", "1.1.3", "1.1.4"],
            groups=[("A",)] * 4,
        )
    )
    assert [soon.what for soon in said.due_soon(missing, (), TODAY)] == [
        "1.1.2 ยังขาดหลักฐาน",
        "1.1.3 ยังขาดหลักฐาน",
    ]


def test_due_soon_joins_points_of_a_day_and_group_and_names_the_meeting(rules, sample):
    states = follow_ups.with_states(sample.rows["follow_ups"], sample.today)
    found = said.due_soon(rules[3], states, sample.today)
    assert found[0].what == "จัดเวทีทบทวนผลปีงบประมาณ (มติครั้งที่ 10/2557 ข้อ 3)"
    assert any(soon.what.startswith("1.3.4, 2.4.4 และ 2.4.7") for soon in found)
    assert [soon.due for soon in found] == sorted(soon.due for soon in found)


def test_the_open_resolutions_add_up(sample):
    states = follow_ups.with_states(sample.rows["follow_ups"], sample.today)
    text = said.open_text(states).replace(said.NBSP, " ")
    assert text == "ยังไม่ปิด 12 จาก 19 เรื่อง: เกินกำหนด 4 · ยังไม่ถึงกำหนด 8"
    closed = [row for row in states if row.state == "done"]
    assert said.open_text(closed) == f"ปิดครบแล้วทั้ง {len(closed)} เรื่อง"
    assert said.open_text(()) == ""


def test_problems_are_counted_by_severity_and_none_is_said():
    counts = {"error": 2, "warning": 0, "info": 1}
    assert said.problems_text(counts) == "ต้องแก้ 2 · ควรตรวจ 0 · เพื่อทราบ 1"
    assert said.problems_text(dict.fromkeys(counts, 0)) == "ไม่พบข้อที่ต้องแก้ในชีต"


def test_kpis_are_told_round_by_round_and_the_future_is_not_missed(sample):
    rounds = kpis.rounds(sample.rows["kpis"], sample.fiscal_year, sample.today)
    assert plain(said.kpi_text(rounds)) == (
        "ถึงเป้า รอบ 6 เดือน 0 จาก 8 (ยังไม่รายงาน 1) · รอบ 9 เดือน 1 จาก 9 · รอบ 12 เดือน ยังไม่สิ้นรอบ"
    )
    assert said.kpi_text(()) == "ยังไม่มีตัวชี้วัดตามคำรับรองในชีต"
    first = next(n for n, row in enumerate(rounds) if (row.round, row.state) == (6, "not_yet"))
    rounds = [*rounds[:first], rounds[first]._replace(state="unusable"), *rounds[first + 1 :]]
    assert "รอบ 6 เดือน 0 จาก 7 (ยังไม่รายงาน 1, ต้องตรวจค่า 1)" in plain(said.kpi_text(rounds))


def test_money_names_an_even_pace_as_such_and_a_stated_target_as_target():
    def told(target: str | None) -> str:
        row = {"line": 1, "as_of": TODAY, "expenditure_type": "unsplit", "group": "FIN"}
        row |= {"allocated": "200", "spent": "150", "target_percent": target}
        return said.money_text(
            spending.summary(spending.with_standing(sheet("spending", row), 2557, TODAY))
        )

    assert "เบิกจ่ายแล้ว 75.00 % (150.00 จาก 200.00 บาท)" in told(None)
    assert "ยังไม่ได้กรอกเป้าหมาย" in told(None)
    assert "เป้าหมาย 96.00 %" in told("96") and "ยังไม่ได้กรอก" not in told("96")


def test_no_money_is_no_percent():
    assert said.money_text(spending.summary(())) == "ยังไม่มีข้อมูลการเบิกจ่ายที่ใช้ได้"
    assert spending.summary(()).spent == Decimal(0)


def test_conditions_of_the_older_edition_add_up_over_its_standards(sample):
    older = Judged(sample).edition("เดิม")
    assert sum(row.stated for row in older.sums) == sum(row.stated for row in older.results) > 0
    assert all(row.stated == row.met + row.unmet + row.unknown for row in older.sums)
    assert sum(row.criteria for row in older.sums) == len(older.results)
    chart = charts.standards(older.tables.sums, str).to_dict()
    labels = [row["label"] for row in next(iter(chart["datasets"].values()))]
    assert any("มาตรฐานที่ 1: ผ่าน" in label for label in labels)


def _rows(count: int) -> list[Row]:
    return [Row(str(n), f"ชื่อ {n}", "level", 3, 5, "", (("ค้าง", ACT),), 1) for n in range(count)]


@pytest.mark.parametrize("draw", [charts.wide, charts.phone])
def test_the_chart_draws_each_row_and_no_more_than_fits(draw):
    def names(rows: list[Row]) -> set[str]:
        drawn = draw(rows, lambda code: f"indicators?indicator={code}", str).to_dict()
        cells = [cell for rows in drawn["datasets"].values() for cell in rows]
        return {cell["label"] for cell in cells if str(cell.get("label", "")).count("ชื่อ")}

    assert names(_rows(2)) == {"0 ชื่อ 0", "1 ชื่อ 1"}
    assert len(names(_rows(90))) == charts.MOST_ROWS


def test_a_locked_level_has_no_rail_and_rows_never_overlap():
    locked = Row("2.5", "นโยบาย", "locked", 1, None, "", (("ยังให้ระดับไม่ได้", SECOND),) * 3, 2)
    rows = [*_rows(2), locked, *_rows(1)]
    middles, height = charts.placed(rows)
    assert all(b - a >= 33 for a, b in zip(middles, middles[1:], strict=False))
    assert middles[-1] < height
    drawn = charts.wide(rows, str, str).to_dict()
    rails = [
        cells for cells in drawn["datasets"].values() if cells and set(cells[0]) == {"x", "x2", "y"}
    ]
    assert sorted(len(cells) for cells in rails) == [3, 3]


def test_a_long_name_takes_two_lines_and_its_row_grows():
    short = _rows(1)[0]
    long = short._replace(name="ติดตาม ตรวจสอบ ประเมินผล และนิเทศการศึกษา")
    drawn = str(charts.wide([long], str, str).to_dict()["datasets"])
    assert "'0 ติดตาม ตรวจสอบ'" in drawn and "'ประเมินผล และนิเทศการศึกษา'" in drawn
    assert charts.placed([long])[1] > charts.placed([short])[1]


def test_words_in_place_of_a_rail_leave_the_unit_to_what_is_stuck_beside_them():
    known = {"outcome": "incomplete", "known": 4, "total": 5, "listed": 5}
    assert ladders._no_level(known, short=True) == "มีข้อมูล 4 จาก 5"
    assert ladders._no_level(known, short=False) == "มีข้อมูล 4 จาก 5 ประเด็น: ยังสรุประดับไม่ได้"
    assert ladders._no_level(known | {"outcome": "no_total"}, short=True) == "ไม่มีจำนวนประเด็น"


def test_a_chart_is_clickable_to_its_indicator():
    drawn = charts.wide(_rows(1), lambda code: f"indicators?indicator={code}", str).to_dict()
    assert "indicators?indicator=0" in str(drawn["datasets"])
    assert "'href': {'field': 'href'" in str(drawn)
