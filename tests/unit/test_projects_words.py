"""Sentences and charts of the page โครงการและงบประมาณ: what they say, what they never invent."""

from datetime import date
from decimal import Decimal

import pytest

from esa.rules import figures, kpis, projects, spending
from esa.rules.spending import Money
from esa.telling import projects_kpi_words as kpi_said
from esa.telling import projects_words as said
from esa.telling.networks_words import plainly
from esa.telling.projects_words import Standing
from esa.telling.texts import NBSP, thai_digits
from pages.projects import charts, kpi_charts, money_charts
from tests.unit.made import sheet

YEAR, TODAY = 2557, date(2014, 9, 23)


def spoken(sentence: str) -> str:
    return plainly(sentence).replace(NBSP, " ")


def money(allocated: str, spent: str, target: str | None = None, source: str = "stated") -> Money:
    got, used = Decimal(allocated), Decimal(spent)
    goal = None if target is None else Decimal(target)
    share = spending.percent_of(used, got)
    return Money(got, Decimal(0), used, got - used, got - used, share, goal, source, 1, 0, 0, TODAY)


NO_MONEY = Money(*(Decimal(0),) * 5, None, None, "", 0, 0, 0, None)


@pytest.fixture
def states(sample):
    return projects.with_states(sample.rows["projects"], sample.fiscal_year, sample.today)


def each(rows, **values):
    return [row._replace(**values) for row in rows]


@pytest.mark.parametrize(
    ("much", "found", "sentence"),
    [
        (
            money("80445965.00", "79144218.82"),
            Standing(9, 2, 0),
            "เบิกจ่ายแล้ว 98.38 % ของ 80,445,965 บาท ณ 23 ก.ย. 2557 · โครงการล่าช้า 2 จาก 9",
        ),
        (
            money("0", "5"),
            Standing(3, 0, 3),
            "เบิกจ่ายแล้ว 5 บาท ณ 23 ก.ย. 2557 แต่ไม่มียอดจัดสรรให้เทียบ · โครงการ 3 ยังบอกไม่ได้ว่าล่าช้าหรือไม่",
        ),
        (
            NO_MONEY,
            Standing(4, 0, 1),
            "ยังไม่มีข้อมูลการเบิกจ่ายที่ใช้ได้ · โครงการล่าช้า 0 จาก 4 ไม่ทราบวันสิ้นสุดหรือสถานะ 1",
        ),
        (NO_MONEY, Standing(0, 0, 0), "ยังไม่มีข้อมูลการเบิกจ่ายที่ใช้ได้ · ยังไม่มีโครงการในชีต"),
    ],
)
def test_the_finding_never_calls_unknown_projects_on_time(much, found, sentence):
    assert spoken(said.finding(much, found)) == sentence


def test_only_late_projects_are_brown_and_the_group_is_named_as_text():
    assert ":orange[" not in said.finding(NO_MONEY, Standing(4, 0, 0))
    sentence = said.finding(NO_MONEY, Standing(4, 1, 0), "**ก** [ข](http://x.y)")
    assert ":orange[**1**]" in sentence and "[ข](" not in sentence


def test_projects_without_a_last_day_or_status_can_not_be_judged(states):
    assert said.standing(states) == Standing(9, 1, 5)
    assert said.standing(each(states, state="done")) == Standing(9, 0, 0)
    assert said.standing(each(states, state="unknown")) == Standing(9, 0, 9)
    assert said.standing(each(states, this_year=False)) == Standing(0, 0, 0)


@pytest.mark.parametrize(
    ("target", "source", "sentence"),
    [
        ("60.00", "stated", "เบิกจ่าย 50.00 % ต่ำกว่าเป้าหมาย (60.00 %) 10.00 จุด"),
        ("50.00", "stated", "เบิกจ่าย 50.00 % เท่ากับเป้าหมายพอดี"),
        ("49.99", "even_pace", "เบิกจ่าย 50.00 % สูงกว่าเฉลี่ยตามวัน (49.99 %) 0.01 จุด"),
        (None, "", "เบิกจ่าย 50.00 %"),
    ],
)
def test_an_even_pace_is_never_called_a_target(target, source, sentence):
    heading = said.money_heading(money("100", "50", target, source))
    assert spoken(heading) == sentence
    assert (":orange[" in heading) == (target == "60.00")


def test_falling_behind_the_even_pace_is_no_reproach():
    heading = said.money_heading(money("100", "50", "60", "even_pace"))
    assert "ต่ำกว่าเฉลี่ยตามวัน" in heading and ":orange[" not in heading


def test_commitments_that_nobody_filled_in_are_not_0():
    assert "ผูกพัน ยังไม่กรอก" in said.sums(money("10", "5"), False)
    assert "ผูกพัน **0**" in said.sums(money("10", "5"), True)


def test_a_stated_rest_says_by_how_much_it_differs_and_which_way():
    few = said.left_text(Decimal("300"), Decimal("290"), Decimal("-10"))
    assert spoken(few) == "จัดสรร − เบิกจ่าย = 300 · กรอกไว้ 290 น้อยไป 10"
    assert "มากไป :orange[**0.50**]" in said.left_text(
        Decimal("300"), Decimal("300.5"), Decimal("0.5")
    )
    assert "ยังอ่านไม่ได้" in said.left_text(Decimal("300"), None, None)


@pytest.mark.parametrize(
    ("starts", "ends", "text"),
    [
        (date(2014, 8, 13), date(2014, 8, 15), "13–15 ส.ค. 2557"),
        (date(2013, 12, 1), date(2014, 1, 2), "1 ธ.ค. 2556 – 2 ม.ค. 2557"),
        (date(2014, 8, 13), date(2014, 8, 13), "13 ส.ค. 2557"),
        (date(2014, 8, 13), None, "ตั้งแต่ 13 ส.ค. 2557 (ไม่ทราบวันสิ้นสุด)"),
        (None, date(2014, 8, 15), "ถึง 15 ส.ค. 2557 (ไม่ทราบวันเริ่ม)"),
        (None, None, "ไม่ทราบวันที่"),
    ],
)
def test_dates_are_short_and_a_missing_side_is_said(starts, ends, text):
    assert said.dates(starts, ends).replace(NBSP, " ") == text


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (7, "ส่งรายงานภายใน 30 ก.ย. 2557 (อีก 7 วัน)"),
        (0, "ส่งรายงานภายใน 30 ก.ย. 2557 (วันนี้)"),
        (-1, "รายงานครบกำหนด 30 ก.ย. 2557"),
    ],
)
def test_a_report_is_never_called_late_since_no_sheet_says_it_was_sent(left, text):
    assert said.report_text(date(2014, 9, 30), left).replace(NBSP, " ") == text
    assert said.report_text(None, None) == ""


def test_projects_the_calendar_can_not_draw_are_told_apart():
    days = {
        "ก": (date(2014, 5, 2), date(2014, 5, 9)),
        "ข": (date(2014, 5, 2), date(2014, 5, 1)),
        "ค": (None, None),
        "ง": (date(2011, 1, 1), date(2011, 1, 9)),
    }
    rows = [
        {"project": title, "title": title, "starts": starts, "ends": ends, "status": "done"}
        for title, (starts, ends) in days.items()
    ]
    found = projects.with_states(sheet("projects", *rows), YEAR, TODAY)
    lines = [spoken(line) for line in said.apart_lines(found)]
    assert len(lines) == 3
    assert lines[0].startswith("วันสิ้นสุดอยู่ก่อนวันเริ่ม 1") and "ข" in lines[0]
    assert lines[1].startswith("ไม่ทราบวันเริ่มหรือวันสิ้นสุด 1") and "ค" in lines[1]
    assert lines[2].startswith("นอกปีงบประมาณ 1")
    assert charts.calendar_rows(found)["name"].tolist() == ["ก"]


def test_bars_stand_late_first_and_short_ones_inside_the_year(states):
    rows = charts.calendar_rows(states)
    assert rows["block"].tolist() == [0, 1, 1, 1] and "ล่าช้า" in rows["words"].iloc[0]
    assert (rows["high"] - rows["low"] == charts.SHORTEST_BAR).all()
    last = each(states, bar_from=date(2014, 9, 30), bar_to=date(2014, 9, 30))
    edge = charts.calendar_rows(last)
    assert edge["high"].max() == 365 and edge["low"].min() == 358
    assert charts.calendar_rows(()).empty


@pytest.mark.parametrize("digits", [str, thai_digits])
def test_charts_write_the_digits_that_were_chosen_and_stay_small(sample, states, digits):
    lines = spending.with_standing(sample.rows["spending"], YEAR, TODAY)
    rounds = kpis.rounds(sample.rows["kpis"], YEAR, TODAY)
    codes = kpi_said.kpi_order(kpis.latest(rounds))
    rows = charts.calendar_rows(states)
    by_strategy = projects.by_strategy(states)
    drawn = [
        money_charts.types(spending.spending_by(lines, "expenditure_type"), digits),
        money_charts.over_time(
            spending.over_time(sample.rows["spending"], YEAR, TODAY), YEAR, TODAY, digits
        ),
        charts.calendar(rows, YEAR, TODAY, digits),
        charts.calendar_phone(rows, YEAR, TODAY, digits),
        charts.strategies(by_strategy, digits),
        charts.strategies_phone(by_strategy, digits),
        kpi_charts.kpis(rounds, codes, 9, digits),
        kpi_charts.kpis_phone(rounds, codes, 9, digits),
    ]
    text = "".join(chart.to_json(ensure_ascii=False) for chart in drawn)
    assert len(text) < 120_000
    assert ("98.38 %" in text) == (digits is str) and ("๙๘.๓๘ %" in text) == (digits is thai_digits)
    assert ("วันนี้ ๒๓" in text) == (digits is thai_digits)


def test_charts_without_any_row_are_still_charts():
    assert money_charts.types({}).to_dict()
    assert money_charts.over_time({}, YEAR, TODAY).to_dict()
    rows = charts.calendar_rows(())
    for today in (TODAY, date(2026, 1, 1)):
        assert charts.calendar(rows, YEAR, today).to_dict()
        assert charts.calendar_phone(rows, YEAR, today).to_dict()


def test_amounts_beyond_the_scale_are_drawn_at_its_edge(sample):
    wild = sample.rows["spending"]
    for name, amount in (("spent", Decimal("99999999999999")), ("committed", Decimal("-3"))):
        wild = wild.assign(name, [amount] * len(wild))
    by_type = spending.spending_by(spending.with_standing(wild, YEAR, TODAY), "expenditure_type")
    text = money_charts.types(by_type).to_json(ensure_ascii=False)
    assert "99,999,999,999,999" in text and "80445965" in text
    assert money_charts.over_time(spending.over_time(wild, YEAR, TODAY), YEAR, TODAY).to_dict()


@pytest.mark.parametrize(
    ("target", "unit", "direction", "text"),
    [
        (Decimal("95"), "ร้อยละ", "higher", "อย่างน้อย ร้อยละ 95"),
        (Decimal("5.50"), "วัน", "lower", "ไม่เกิน 5.5 วัน"),
        (Decimal("1200"), "คน", None, "1,200 คน"),
        (None, "คน", "higher", "ไม่มีเป้า"),
    ],
)
def test_a_target_is_written_with_its_direction_and_unit(target, unit, direction, text):
    about = {"kpi": "K1", "target": target, "unit": unit, "direction": direction}
    row = kpis.rounds(sheet("kpis", about), YEAR, TODAY)[0]
    assert kpi_said.target_text(row) == text
    assert kpi_said.target_text(row._replace(target=None, target_unusable=True)) == "ต้องตรวจค่า"


def test_indicators_far_from_their_target_come_first_and_reached_ones_last(sample):
    latest = kpis.latest(kpis.rounds(sample.rows["kpis"], YEAR, TODAY))
    order = kpi_said.kpi_order(latest)
    assert sorted(order) == sorted(row.kpi for row in latest)
    assert order[-1] == "K04" and order[0] == "K07"
    heading = spoken(kpi_said.kpi_heading(latest, 9))
    assert "ถึงเป้า 1 จาก 9" in heading and "ยังไม่รายงาน 1 ช่อง" in heading
    assert "ยังไม่มีในชีต" in kpi_said.kpi_heading((), None)


@pytest.mark.parametrize(
    ("severity", "total", "state"),
    [
        ("error", 117, "wrong"),
        ("warning", None, "doubt"),
        ("", None, "unknown"),
        ("", 117, "right"),
    ],
)
def test_a_set_without_a_total_is_unknown_and_never_right(severity, total, state):
    assert kpi_said.set_state(severity, total) == state


def test_the_heading_over_figures_counts_every_set_once(sample):
    sets = figures.check_sets(sample.rows["figures"])
    states = [kpi_said.set_state(row.severity, row.total) for row in sets]
    heading = spoken(kpi_said.figures_heading(states))
    assert heading == "ตัวเลขในรายงาน 18 ชุด: ต้องแก้ 1 · ยังตรวจไม่ได้ 13 · ตรงกัน 4"
    assert "ยังไม่มีในชีต" in kpi_said.figures_heading([])


def test_the_check_beside_a_figure_is_brown_only_where_it_is_wrong():
    assert ":orange[" in kpi_said.check_text("wrong", "57 จาก 117")
    assert kpi_said.check_text("right", "") == ":blue[**ตรง**]"
    assert kpi_said.check_text("no_total", "") == ":gray[ไม่ทราบยอดรวม]"
    assert "[x](" not in kpi_said.check_text("wrong", "[x](http://a.b)")
