"""Sentences and charts of the page เครือข่าย: what they say, and what they never invent."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from esa.judged import Judged
from esa.rules import networks as rules
from esa.rules.resources import support_by, support_total, units_of_partners
from esa.telling import networks_words as said
from esa.telling.networks_words import Counts
from esa.telling.texts import JOINER, NBSP
from pages.networks import charts, support_charts


@pytest.fixture
def found(sample):
    return Judged(sample).networks()


@pytest.fixture
def support(found):
    return found.support


def spoken(sentence):
    return said.plainly(sentence).replace(NBSP, " ").replace(JOINER, "")


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            Counts(13, 3, 1, 0, 0, 9),
            "เครือข่ายโรงเรียนเงียบตั้งแต่ 90 วัน 3 จาก 13 ยังไม่มีกิจกรรมเลย 1 เครือข่าย",
        ),
        (
            Counts(13, 0, 0, 2, 1, 10),
            "เครือข่ายโรงเรียนเงียบตั้งแต่ 90 วัน 0 จาก 13 ไม่ทราบวันที่ 2 มีแต่แผน 1 เครือข่าย",
        ),
        (
            Counts(13, 2, 0, 1, 0, 10),
            "เครือข่ายโรงเรียนเงียบตั้งแต่ 90 วัน 2 จาก 13 ไม่ทราบวันที่ 1 เครือข่าย",
        ),
        (
            Counts(13, 2, 0, 0, 0, 11),
            "เครือข่ายโรงเรียนเงียบตั้งแต่ 90 วัน 2 จาก 13 เครือข่าย",
        ),
        (
            Counts(13, 0, 0, 0, 0, 13),
            "เครือข่ายโรงเรียนทั้ง 13 เครือข่าย มีกิจกรรมภายใน 90 วัน",
        ),
        (Counts(13, 0, 13, 0, 0, 0), "เครือข่ายโรงเรียน 13 เครือข่าย ยังไม่มีกิจกรรมในชีต"),
        (Counts(), "เครือข่ายโรงเรียนยังไม่มีในทะเบียน"),
    ],
)
def test_the_finding_says_kind_and_counts_and_leaves_out_zeros(found, sentence):
    assert spoken(said.finding(found, "school_network")) == sentence


def test_only_silent_networks_are_brown_and_a_chosen_side_is_said():
    sentence = said.finding(Counts(13, 3, 1, 0, 0, 9), "school_network", "วิชาการ")
    assert sentence.startswith("ด้านวิชาการ: ") and sentence.count(":orange[") == 1
    assert ":orange[" not in said.finding(Counts(13, 0, 1, 0, 0, 12), "school_network")


def test_the_finding_of_the_sample(found):
    counts = said.counts([row for row in found.silence if row.kind == "school_network"])
    assert sum(counts[1:]) == counts.total == 13
    assert f"{counts.silent}" in spoken(said.finding(counts, "school_network"))


def test_a_network_name_with_markup_stays_text(found):
    row = found.silence[0]._replace(state="silent", days=90)
    sentence = said.finding_of_network("**ก** [ข](http://x.y) :red[ค]", 0, row)
    assert "[ข](" not in sentence and "**ก**" not in sentence
    assert ":orange[**90**]" in sentence


@pytest.mark.parametrize(
    ("starts", "ends", "text"),
    [
        (date(2014, 4, 29), date(2014, 4, 30), "29–30 เม.ย. 2557"),
        (date(2014, 6, 2), date(2014, 9, 30), "2 มิ.ย. – 30 ก.ย. 2557"),
        (date(2013, 12, 30), date(2014, 1, 2), "30 ธ.ค. 2556 – 2 ม.ค. 2557"),
        (date(2014, 4, 29), date(2014, 4, 29), "29 เม.ย. 2557"),
        (date(2014, 4, 29), None, "29 เม.ย. 2557"),
        (None, None, "ไม่ทราบวันที่"),
        (None, date(2014, 4, 30), "ถึง 30 เม.ย. 2557 (ไม่ทราบวันเริ่ม)"),
    ],
)
def test_dates_are_written_short(starts, ends, text):
    assert said.when(starts, ends).replace(NBSP, " ") == text


def test_what_is_not_filled_in_is_said_and_not_zero():
    line = said.who([], "", None, None)
    assert line == "ไม่ระบุเครือข่าย · ไม่ระบุด้าน · ยังไม่กรอกจำนวนคน"
    assert said.order(None, None, None) == "ยังไม่กรอกคำสั่ง · ยังไม่กรอกจำนวนสมาชิก"
    assert "ไม่ทราบวันที่" in said.order("1/2557", None, 3)


def test_local_government_gave_1189260_baht_and_the_rest_is_never_added(support):
    cash = [row for row in support if row.form == "cash"]
    local, every = support_total(cash, "local_government"), support_total(cash)
    assert spoken(said.cash_heading(local)).endswith("1,189,260 บาท")
    assert "42,000" in said.cash_note(every, local)
    assert "ยังไม่กรอกจำนวนเงิน 1 รายการ" in said.cash_note(every, local)


def test_support_of_unknown_value_is_counted_and_never_worth_0(support):
    other = [row for row in support if row.form == "other"]
    heading = spoken(said.other_heading(support_total(other), ["in_kind"]))
    assert heading == "สิ่งของหรือบริการ 5 รายการ ยังไม่กรอกมูลค่า 5"
    named = {row.partner: row.partner_name for row in support}
    rows = support_charts.in_kind_rows(
        support_by(other, "partner"), units_of_partners(other), named
    )
    assert rows["units"].tolist() == [2, 2, 1, 1, 1] and rows["words"].iloc[0] == "รถ 2 คัน"
    without = support_charts.in_kind_rows(support_by(other, "partner"), (), named)
    assert without["units"].sum() == 0
    assert set(without["words"]) == {"ยังไม่กรอกมูลค่า 1 รายการ"}


def test_cash_rows_keep_the_sum_and_say_what_is_unknown(support):
    cash = [row for row in support if row.form == "cash"]
    sums = support_by(cash, "partner")
    local = {row.partner for row in cash if row.partner_kind == "local_government"}
    rows = support_charts.cash_rows(sums, {}, local)
    assert rows.loc[rows["block"] == 0, "value"].sum() == 1_189_260
    assert rows.loc[rows["name"] == "P07", "unknown"].item() == "+ ยังไม่กรอกมูลค่า 1"
    alone = {"P07": sums["P07"]._replace(cash=Decimal(0))}
    row = support_charts.cash_rows(alone, {}, local).iloc[0]
    assert row["words"] == "" and row["unknown"] == "ยังไม่กรอกมูลค่า 1"


def test_the_calendar_draws_each_network_once_with_its_run(sample, found):
    codes = [row.network for row in found.silence if row.kind == "school_network"]
    of = (found.months, found.silence, codes, sample.fiscal_year, sample.today)
    rows = charts.calendar_rows(*of)
    assert rows["network"].tolist() == codes and rows["block"].is_monotonic_increasing
    totals = dict.fromkeys(codes, 0)
    for month in found.months:
        if month.network in totals:
            totals[month.network] += month.activities
    assert rows.set_index("network")["total"].to_dict() == totals
    drawn = rows["state"].isin(["silent", "never", "undated", "planned"])
    assert rows.loc[drawn, "last"].notna().all() and rows.loc[~drawn, "last"].isna().all()


@pytest.mark.parametrize("thai", [False, True])
def test_charts_are_small_and_write_the_digits_that_were_chosen(sample, found, thai):
    months, year = found.months, sample.fiscal_year
    heads = said.covered(found.coverage)
    codes = [row.network for row in found.silence][:20]
    rows = charts.calendar_rows(months, found.silence, codes, year, sample.today)
    wide = charts.calendar(months, rows, found.coverage, heads, year, thai).to_json()
    phone = charts.calendar_phone(months, rows, found.coverage, year, thai).to_json()
    for drawing in (wide, phone):
        assert len(drawing) < 60_000
    assert ("2557" in wide) != thai


@pytest.mark.parametrize(
    ("today", "last"),
    [(date(2013, 9, 1), 0.0), (date(2013, 10, 1), 0.6), (date(2026, 1, 1), 12.4)],
)
def test_a_run_ends_at_today_or_at_the_edge_of_the_year(sample, found, today, last):
    silence = rules.silence(sample.rows["networks"], (), today)
    rows = charts.calendar_rows(found.months, silence, ["N01"], 2557, today)
    assert rows["last"].item() == pytest.approx(last)
    heads = {side: (0, 1) for side in rules.SIDES}
    charts.calendar(found.months, rows, found.coverage, heads, 2557).to_dict()


def test_charts_without_any_row_are_still_charts(sample):
    rows = charts.calendar_rows((), (), [], 2557, sample.today)
    heads = said.covered(())
    assert set(heads.values()) == {(0, 0)}
    assert charts.calendar((), rows, (), heads, 2557).to_dict()
    assert charts.calendar_phone((), rows, (), 2557).to_dict()


def test_schools_not_reached_say_why(found):
    missing = [row for row in found.reached if row.how == "not_reached"]
    heading = spoken(said.reached_heading(found.reached))
    assert f"{len(missing)} จาก {len(found.reached)} โรงเรียน" in heading
    why = said.why_not_reached(missing)
    counted = [int(part.rsplit(" ", 1)[1]) for part in why.split(" · ")]
    assert sum(counted) == len(missing)
    everyone = said.reached_heading([row for row in found.reached if row not in missing])
    assert "ครบทั้ง" in everyone and ":orange[" not in everyone


def test_silence_grows_by_a_day_a_day(sample, found):
    def days(today):
        rows = rules.silence(sample.rows["networks"], found.timed, today)
        return next(row.days for row in rows if row.network == "N05")

    assert days(sample.today + timedelta(1)) == days(sample.today) + 1


def test_long_names_keep_their_beginning_and_their_end(sample, found):
    long = "ศูนย์เครือข่ายการเรียนรู้ชุมชน" * 9 + " 17"
    months = [month._replace(network_name=long) for month in found.months]
    rows = charts.calendar_rows(months, found.silence, ["N01"], 2557, sample.today)
    name = rows["name"].item()
    assert name.startswith("ศูนย์เครือข่าย") and name.endswith(" 17") and len(name) < 40
