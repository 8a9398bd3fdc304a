"""The sample office beside a hand calculation from its reports: what the screens must say."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from esa.judged import Judged
from esa.reading.office import BANGKOK, read_office
from esa.reading.problems import by_severity
from esa.rules import figures, ladder, resources, rubric, spending, verdict_words
from esa.rules.vocabulary import STATES
from esa.sources.folder import read_folder

SAMPLE = Path(__file__).resolve().parents[2] / "esa" / "sample" / "office"


@pytest.fixture(scope="module")
def office():
    now = datetime(2026, 1, 1, tzinfo=BANGKOK)
    return read_office(read_folder(SAMPLE, now), now, is_sample=True)


@pytest.fixture(scope="module")
def standards(office):
    return Judged(office).standards


@pytest.fixture(scope="module")
def levels(standards):
    """By the code of the indicator."""
    return {level.indicator: level for level in standards.levels}


def test_today_in_the_sample_is_tuesday_23_september_2557(office):
    assert office.today == date(2014, 9, 23) and office.today.strftime("%A") == "Tuesday"
    assert (office.fiscal_year, office.edition, office.is_sample) == (2557, "2557", True)


def test_1_4_has_all_four_points_and_level_5(levels):
    level = levels["1.4"]
    assert (level.reported.outcome, level.reported.level) == ("level", 5)
    assert (level.reported.clear, level.total) == (4, 4)


def test_2_2_has_one_of_five_points_and_level_1(levels):
    level = levels["2.2"]
    assert (level.reported.outcome, level.reported.level) == ("level", 1)
    assert (level.reported.clear, level.total) == (1, 5)


def test_2_2_with_all_five_clear_is_at_least_4(office):
    rungs = ladder.rungs(office.rows["rubric"], "2557", "2.2")
    tally = rubric.Tally(total=5, listed=5, known=5, carried=5, clear=5)
    verdict = rubric.quality_level(rungs, tally)
    assert (verdict.outcome, verdict.level) == ("at_least", 4)
    assert verdict_words.sentence_th(verdict) == "อย่างน้อยระดับ 4 (ยังไม่ได้กรอกเกณฑ์ระดับ 5 ในชีต)"


def test_1_1_is_incomplete_with_data_for_2_of_6_points(levels):
    level = levels["1.1"]
    assert (level.reported.outcome, level.known, level.total) == ("incomplete", 2, 6)
    assert level.reported.sentence == "มีข้อมูล 2 จาก 6 ประเด็น: ยังสรุประดับไม่ได้"


def test_1_3_and_2_3_have_no_rubric(levels):
    assert [levels[code].reported.outcome for code in ("1.3", "2.3")] == ["no_rubric"] * 2


def test_the_gate_several_levels_and_all_states_of_evidence_occur(standards, levels):
    chosen = [levels[code] for code in ("1.4", "2.2", "2.4", "2.5")]
    assert "locked" in {level.reported.outcome for level in chosen}
    given = [level for level in chosen if level.reported.outcome == "level"]
    assert len({result.level for each in given for result in (each.reported, each.verified)}) >= 3
    assert {row.state for row in standards.evidence} == set(STATES)


def test_the_next_step_of_2_2_begins_with_a_point_of_its_lead_groups(standards):
    mine = {step.criterion for step in standards.steps("reported") if step.indicator == "2.2"}
    assert mine <= {"2.2.1", "2.2.2", "2.2.3", "2.2.4"} and "2.2.2" in mine


def test_local_government_gave_1_189_260_baht_in_cash(office):
    tabs = (office.rows[tab] for tab in ("resources", "network_activities", "networks"))
    support = resources.with_standing(*tabs, office.fiscal_year)
    total = resources.support_total(support, partner_kind="local_government")
    assert total.cash == Decimal("1189260")


def test_iqa_of_basic_education_misses_its_total_by_one_and_58_is_suggested(office):
    rows = figures.check_rows(office.rows["figures"])
    (mended,) = (row for row in rows if row.could_be is not None)
    assert mended.could_be == 58 and "ถ้าเป็น 58 ยอดจะครบ 117" in mended.sentence_th


def test_iqa_of_early_childhood_is_right_in_every_percent(office):
    rows = figures.check_rows(office.rows["figures"])
    mine = [(row.count, row.verdict) for row in rows if row.figure_set == "F01"]
    assert mine == [(73, "right"), (38, "right"), (1, "right")]


def test_spent_is_98_38_percent(office):
    lines = spending.with_standing(office.rows["spending"], office.fiscal_year, office.today)
    money = spending.summary(lines)
    assert money.allocated == Decimal("80445965.00")
    assert money.spent == Decimal("79144218.82")
    assert money.left == Decimal("1301746.18")
    assert money.percent_spent == Decimal("98.38")


def test_the_sample_holds_a_few_true_problems_of_every_severity(office):
    counts = by_severity(office.problems)
    assert all(counts.values()) and sum(counts.values()) <= 70
