"""What the page โครงการและงบประมาณ tells and draws: what it says, what it never invents."""

from datetime import date
from decimal import Decimal

import pytest

from esa.judged import Judged
from esa.rules import figures, kpis, projects, spending
from esa.rules.spending import Money
from esa.rules.vocabulary import PROJECT_STATE_WORDS
from esa.screen import marks
from esa.telling import kpis as kpis_told
from esa.telling import money as money_told
from esa.telling.texts import NBSP, thai_digits
from esa.telling.topic import ACT, DONE, plain
from pages.projects import agreed, calendar, over_time, plan
from pages.projects import money as money_topics
from pages.projects import words as said
from pages.projects.view import view
from pages.projects.words import Standing
from tests.unit.made import sheet
from tests.unit.standpoints import empty

YEAR, TODAY = 2557, date(2014, 9, 23)


def spoken(sentence: str) -> str:
    return plain(sentence).replace(NBSP, " ")


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
    assert ACT not in said.finding(NO_MONEY, Standing(4, 0, 0))
    sentence = said.finding(NO_MONEY, Standing(4, 1, 0), "กลุ่ม ก")
    assert sentence.count(ACT) == 1 and sentence.startswith("กลุ่ม ก: ")


def test_projects_without_a_last_day_or_status_can_not_be_judged(states):
    assert said.standing(states) == Standing(9, 1, 5)
    assert said.standing(each(states, state="done")) == Standing(9, 0, 0)
    assert said.standing(each(states, state="unknown")) == Standing(9, 0, 9)
    assert said.standing(each(states, this_year=False)) == Standing(0, 0, 0)


@pytest.mark.parametrize(
    ("target", "source", "sentence"),
    [
        ("60.00", "stated", "เบิกจ่าย 50.00 % ต่ำกว่าเป้าหมาย (60.00 %) 10.00 จุดร้อยละ"),
        ("50.00", "stated", "เบิกจ่าย 50.00 % เท่ากับเป้าหมายพอดี"),
        ("49.99", "even_pace", "เบิกจ่าย 50.00 % สูงกว่าเฉลี่ยตามวัน (49.99 %) 0.01 จุดร้อยละ"),
        ("50.01", "even_pace", "เบิกจ่าย 50.00 % ต่ำกว่าเฉลี่ยตามวัน (50.01 %) 0.01 จุดร้อยละ"),
        (None, "", "เบิกจ่าย 50.00 %"),
    ],
)
def test_an_even_pace_is_never_called_a_target(target, source, sentence):
    heading = money_told.against_target(money("100", "50", target, source))
    assert spoken(heading) == sentence
    assert (ACT in heading) == (target == "60.00")


def test_falling_behind_the_even_pace_is_no_reproach():
    heading = money_told.against_target(money("100", "50", "60", "even_pace"))
    assert "ต่ำกว่าเฉลี่ยตามวัน" in heading and ACT not in heading


def test_commitments_that_nobody_filled_in_are_not_0():
    assert "ผูกพัน ยังไม่กรอก" in spoken(money_told.sums(money("10", "5"), False))
    assert "ผูกพัน 0" in spoken(money_told.sums(money("10", "5"), True))


def test_a_stated_rest_says_by_how_much_it_differs_and_which_way():
    few = said.left(Decimal("300"), Decimal("290"), Decimal("-10"))
    assert spoken(few) == "จัดสรร − เบิกจ่าย = 300 · กรอกไว้ 290 น้อยไป 10"
    many = said.left(Decimal("300"), Decimal("300.5"), Decimal("0.5"))
    assert spoken(many).endswith("มากไป 0.50") and ACT in many
    assert "ยังอ่านไม่ได้" in said.left(Decimal("300"), None, None)


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
    assert said.report(date(2014, 9, 30), left).replace(NBSP, " ") == text
    assert said.report(None, None) == ""


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
    lines = [(spoken(head), names) for head, names in said.apart(found)]
    assert lines == [
        ("วันสิ้นสุดอยู่ก่อนวันเริ่ม 1 โครงการ", "ข"),
        ("ไม่ทราบวันเริ่มหรือวันสิ้นสุด 1 โครงการ", "ค"),
        ("นอกปีงบประมาณ 1 โครงการ", "ไม่นับในหน้านี้"),
    ]
    assert [row.name for row in calendar.rows(found)] == ["ก"]


def test_bars_stand_late_first_and_short_ones_inside_the_year(states):
    rows = calendar.rows(states)
    assert [row.state == "late" for row in rows] == [True, False, False, False]
    assert "ล่าช้า" in rows[0].words
    assert {row.high - row.low for row in rows} == {calendar.SHORTEST_BAR}
    last = each(states, bar_from=date(2014, 9, 30), bar_to=date(2014, 9, 30))
    edge = calendar.rows(last)
    assert {(row.low, row.high) for row in edge} == {(358, 365)}
    assert calendar.rows(()) == []


def months(sample):
    return spending.over_time(sample.rows["spending"], YEAR, TODAY)


@pytest.mark.parametrize("digits", [str, thai_digits])
def test_charts_write_the_digits_that_were_chosen_and_stay_small(sample, states, digits):
    drawn = [
        over_time.chart(months(sample), YEAR, TODAY, digits),
        calendar.chart(calendar.rows(states), YEAR, TODAY, digits),
    ]
    assert all("width" not in chart.to_dict() for chart in drawn)
    text = "".join(chart.to_json(ensure_ascii=False) for chart in drawn)
    assert len(text) < 60_000
    assert ("98.38 %" in text) == (digits is str) and ("๙๘.๓๘ %" in text) == (digits is thai_digits)
    assert ("วันนี้ ๒๓" in text) == (digits is thai_digits)


def test_charts_without_any_row_are_still_charts():
    assert over_time.chart({}, YEAR, TODAY).to_dict()
    for today in (TODAY, date(2026, 1, 1)):
        assert calendar.chart([], YEAR, today).to_dict()


def test_only_a_project_with_a_code_opens_from_the_calendar(states):
    rows = [row._replace(project=None) for row in calendar.rows(states)]
    assert "opens" in str(calendar.chart(calendar.rows(states), YEAR, TODAY).to_dict())
    assert "opens" not in str(calendar.chart(rows, YEAR, TODAY).to_dict())


# --- money ----------------------------------------------------------------------------------------


def test_amounts_beyond_the_frame_fill_it_and_are_written_as_they_are(sample):
    wild = sample.rows["spending"]
    for name, amount in (("spent", Decimal("99999999999999")), ("committed", Decimal("-3"))):
        wild = wild.assign(name, [amount] * len(wild))
    by_type = spending.spending_by(spending.with_standing(wild, YEAR, TODAY), "expenditure_type")
    (of,) = by_type.values()
    gauge = money_topics._gauge("ก", of, 1)
    assert (gauge.share, gauge.bound) == (1, 0)
    assert "99,999,999,999,999" in gauge.note and "ผูกพัน -3" in gauge.note
    assert over_time.chart(spending.over_time(wild, YEAR, TODAY), YEAR, TODAY).to_dict()
    assert over_time.level(Decimal(-5)) == over_time.FOOT
    assert over_time.level(Decimal(10**9)) == 14


@pytest.mark.parametrize(
    ("allocated", "spent", "committed", "share", "bound"),
    [("100", "40", "30", 0.4, 0.3), ("100", "80", "90", 0.8, 0.2), ("0", "5", "1", None, 0)],
)
def test_a_gauge_holds_what_is_spent_then_what_is_bound(allocated, spent, committed, share, bound):
    of = money(allocated, spent)._replace(committed=Decimal(committed))
    gauge = money_topics._gauge("ก", of, 0.5)
    assert gauge.share == share and gauge.bound == pytest.approx(bound)
    assert (spoken(gauge.said) == "–") == (share is None)


def test_money_by_type_sums_up_and_says_what_it_does_not_hold(sample):
    topic = money_topics.money(view(Judged(sample), ""))
    *rows, whole = (entry.values for entry in topic.entries)
    assert whole[0].startswith("รวม") and [row[1] for row in rows] == [whole[1]]
    assert whole[2] == ""  # nobody filled in a commitment: unknown, not 0
    assert any("ไม่ได้แยกงบรายจ่าย" in note for note in topic.notes)


def test_a_rest_that_can_not_be_read_says_why_and_where(sample):
    (entry,) = money_topics.left(view(Judged(sample), "")).entries
    assert "“๑.๓๐๑,๗๔๖.๑๘”" in entry.note and entry.cell.field == "left_stated"


def test_an_empty_office_claims_nothing_of_its_plan():
    shown = view(Judged(empty().office), "")
    assert shown.finding == "ยังไม่มีข้อมูลการเบิกจ่ายที่ใช้ได้ · ยังไม่มีโครงการในชีต"
    topics = (
        money_topics.money(shown),
        plan.strategies(shown),
        plan.projects(shown, ()),
        agreed.kpis(shown),
        agreed.figures(shown),
    )
    assert not any(topic.entries or topic.drawing or ACT in topic.heading for topic in topics)


# --- projects -------------------------------------------------------------------------------------


def test_every_project_of_the_year_is_in_one_tile_and_once_in_the_list(sample):
    shown = view(Judged(sample), "")
    tiles = [tile for row in plan.strategies(shown).drawing.rows for tile in row.tiles]
    assert sum(int(tile.mark) for tile in tiles) == len(shown.this_year) == 9
    listed = plan.projects(shown, shown.projects)
    assert len(listed.entries) == 9 and [entry.urgent for entry in listed.entries][:2] == [
        True,
        False,
    ]
    assert spoken(listed.entries[0].mark.word) == "ล่าช้า 116 วัน"
    assert listed.entries[0].cell.field == "status" and listed.entries[1].cell.field == "ends"


def test_a_project_on_paper_says_what_it_says_on_screen(sample):
    shown = view(Judged(sample), "")
    code, title, days, stands = map(spoken, plan.projects(shown, shown.projects).entries[0].values)
    assert (code, days) == ("P3", "28–30 พ.ค. 2557")
    name, under = title.split("\n")
    assert name == "นิเทศ ติดตาม ตรวจสอบและประเมินผลฯ แบบบูรณาการ"
    rows = "กิจกรรมในโครงการ 5 · การอบรมและพัฒนาบุคลากร 3"
    assert under == f"ไม่ระบุกลยุทธ์ · นิเทศฯ · {rows}"
    assert stands == "ล่าช้า 116 วัน\nรายงานครบกำหนด 6 มิ.ย. 2557"


def test_the_word_of_every_state_has_a_style():
    assert set(plan.STYLES) == set(PROJECT_STATE_WORDS) == set(calendar.LOOKS)


# --- performance agreement ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "unit", "direction", "text"),
    [
        (Decimal("95"), "ร้อยละ", "higher", "อย่างน้อย ร้อยละ 95"),
        (Decimal("5.50"), "วัน", "lower", "ไม่เกิน 5.5 วัน"),
        (Decimal("1200"), "คน", None, "1,200 คน"),
        (None, "คน", "higher", "ไม่มีเป้าหมาย"),
    ],
)
def test_a_target_is_written_with_its_direction_and_unit(target, unit, direction, text):
    about = {"kpi": "K1", "target": target, "unit": unit, "direction": direction}
    row = kpis.rounds(sheet("kpis", about), YEAR, TODAY)[0]
    assert kpis_told.target_text(row) == text
    assert kpis_told.target_text(row._replace(target=None, target_unusable=True)) == "ต้องตรวจค่า"


def test_indicators_far_from_their_target_come_first_and_reached_ones_last(sample):
    rounds = kpis.rounds(sample.rows["kpis"], YEAR, TODAY)
    latest = kpis.latest(rounds)
    order = [own[0].kpi for own in kpis_told.ordered(rounds)]
    assert sorted(order) == sorted(row.kpi for row in latest)
    assert order[-1] == "K04" and order[0] == "K07"
    heading = spoken(said.kpi_heading(latest, 9))
    assert "บรรลุเป้าหมาย 1 จาก 9" in heading and "ยังไม่รายงาน 1 ช่อง" in heading
    assert "ยังไม่มีในชีต" in said.kpi_heading((), None)


def test_what_is_asked_for_names_the_cell_to_fill_in(sample):
    (entry,) = agreed.asked(view(Judged(sample), "")).entries
    assert spoken(entry.text) == "ยังไม่รายงานผลรอบ 6 เดือน คะแนนเฉลี่ยของโรงเรียน"
    assert entry.cell.field == "actual_6m"


# --- figures in reports ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("severity", "total", "state"),
    [
        ("error", 117, "wrong"),
        ("warning", None, "doubt"),
        ("", None, "unknown"),
        ("", 117, "right"),
    ],
)
def test_a_set_without_a_total_is_unknown_and_never_right(sample, severity, total, state):
    row = figures.check_sets(sample.rows["figures"])[0]
    assert said.of_set(row._replace(severity=severity, total=total)) == state


def test_the_heading_over_figures_counts_every_set_once(sample):
    sets = figures.check_sets(sample.rows["figures"])
    heading = spoken(said.figures_heading(sets))
    assert heading == "ตัวเลขในรายงาน 18 ชุด: ต้องแก้ 1 · ยังตรวจไม่ได้ 13 · ตรงกัน 4"
    assert "ยังไม่มีในชีต" in said.figures_heading([])


def test_only_sets_that_do_not_fit_are_listed_and_all_are_rows(sample):
    shown = view(Judged(sample), "")
    entries = agreed.figures(shown).entries
    assert len(entries) == 18 and [bool(entry.text) for entry in entries].count(True) == 1
    assert entries[0].text and ACT in entries[0].note


def test_the_check_beside_a_figure_is_brown_only_where_it_is_wrong(sample):
    shown = view(Judged(sample), "")
    row = shown.figures[0]

    def word(verdict):
        return agreed._figure(shown, row._replace(verdict=verdict)).mark

    assert word("wrong").kind == "error" and ACT in word("wrong").word
    assert word("right").kind == "right" and DONE in word("right").word
    assert word("no_total") == ("unknown", "ไม่ทราบยอดรวม", "")


def test_rows_that_are_late_stand_out_by_weight_and_colour_and_no_other():
    late = calendar.Row("P1", "ก", "late", "ช้า", 0, 9, 58)
    done = calendar.Row("P2", "ข", "done", "เสร็จ", 0, 9, 116)
    looks = {}
    for part in marks.row_names([late, done], "late", marks.y_px(200), str, 130):
        made = part.to_dict()
        [[row]] = made["datasets"].values()
        looks[row["label"]] = (made["mark"]["fontWeight"], made["mark"]["color"])
    assert looks["ช้า"][1] == marks.BROWN and looks["เสร็จ"][1] == marks.SECOND
    assert looks["ก"][0] > looks["ข"][0]
