"""What the page เครือข่าย tells and draws: what it says, and what it never invents."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from esa.judged import Judged
from esa.rules import networks as rules
from esa.rules.resources import support_by, support_total
from esa.telling import networks as told
from esa.telling.networks import Counts
from esa.telling.texts import JOINER, NBSP
from esa.telling.topic import ACT, plain
from pages.networks import calendar, support, topics
from pages.networks import words as said
from pages.networks.view import View
from tests.unit.standpoints import empty


@pytest.fixture
def found(sample):
    return Judged(sample).networks()


@pytest.fixture
def view(sample):
    return View(Judged(sample), told.EVERY_KIND, "", "")


def spoken(sentence):
    return plain(sentence).replace(NBSP, " ").replace(JOINER, "")


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            Counts(13, 3, 1, 0, 0, 9),
            "เครือข่ายโรงเรียนไม่มีกิจกรรมตั้งแต่ 90 วันขึ้นไป 3 จาก 13 · ยังไม่มีกิจกรรมเลย 1 เครือข่าย",
        ),
        (
            Counts(13, 0, 0, 2, 1, 10),
            "เครือข่ายโรงเรียนไม่มีกิจกรรมตั้งแต่ 90 วันขึ้นไป 0 จาก 13 · ไม่ทราบวันที่ 2 · มีแต่แผน 1 เครือข่าย",
        ),
        (
            Counts(13, 2, 0, 1, 0, 10),
            "เครือข่ายโรงเรียนไม่มีกิจกรรมตั้งแต่ 90 วันขึ้นไป 2 จาก 13 · ไม่ทราบวันที่ 1 เครือข่าย",
        ),
        (
            Counts(13, 2, 0, 0, 0, 11),
            "เครือข่ายโรงเรียนไม่มีกิจกรรมตั้งแต่ 90 วันขึ้นไป 2 จาก 13 เครือข่าย",
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
    assert spoken(told.finding(found, "school_network")) == sentence


def test_only_silent_networks_are_brown_and_a_chosen_side_is_said():
    sentence = told.finding(Counts(13, 3, 1, 0, 0, 9), "school_network", "วิชาการ")
    assert sentence.startswith("ด้านวิชาการ: ") and sentence.count(ACT) == 1
    assert ACT not in told.finding(Counts(13, 0, 1, 0, 0, 12), "school_network")


def test_the_finding_of_the_sample(found):
    counts = told.counts([row for row in found.silence if row.kind == "school_network"])
    assert sum(counts[1:]) == counts.total == 13
    assert f"{counts.silent}" in spoken(told.finding(counts, "school_network"))


def test_a_network_is_told_by_its_own_state(found):
    row = found.silence[0]._replace(state="silent", days=90, network_name="ก")
    states = {
        "silent": "ก ไม่มีกิจกรรมมา 90 วัน ปีนี้มี 2 กิจกรรม",
        "undated": "ก ปีนี้มี 2 กิจกรรม แต่ไม่ทราบวันที่ทั้งหมด",
        "active": "ก ปีนี้มี 2 กิจกรรม ล่าสุดเมื่อ 90 วันก่อน",
        "planned": "ก ยังไม่มีกิจกรรมที่จัดแล้ว มีแต่แผน 2 กิจกรรม",
    }
    for state, sentence in states.items():
        assert spoken(said.of_network("ก", 2, row._replace(state=state))) == sentence
    assert spoken(said.of_network("ก", 0, None)) == "ก ปีนี้ยังไม่มีกิจกรรมในชีต"


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


# --- support --------------------------------------------------------------------------------------


def test_local_government_gave_1189260_baht_and_the_rest_is_never_added(view):
    topic = support.cash(view)
    assert spoken(topic.heading) == "เงินจากองค์กรปกครองส่วนท้องถิ่น 1,189,260 บาท"
    assert topic.notes == ("แถบสีอ่อน = ภาคีอื่น รวม 42,000 บาท · ยังไม่กรอกจำนวนเงิน 1 รายการ",)
    bars = topic.drawing.rows
    kinds = [bar.kind for bar in bars]
    assert kinds == sorted(kinds)  # local government first
    assert max(bar.share for bar in bars) == 1
    assert [spoken(b.said) for b in bars if "ยังไม่กรอก" in b.said] == ["64,200 + ยังไม่กรอกมูลค่า 1"]


def test_an_amount_that_nobody_filled_in_has_no_bar_and_is_not_0(view):
    cash = [row for row in view.figures.support if row.form == "cash"]
    alone = support_by(cash, "partner")["P07"]._replace(cash=Decimal(0))
    assert spoken(support._cash(alone)) == "ยังไม่กรอกมูลค่า 1"


def test_support_of_unknown_value_is_counted_and_never_worth_0(view):
    topic = support.other(view)
    assert spoken(topic.heading) == "สิ่งของหรือบริการ 5 รายการ ยังไม่กรอกมูลค่า 5"
    drawn = [(len(row.tiles), row.said.text) for row in topic.drawing.rows]
    assert [units for units, _ in drawn] == [2, 2, 1, 1, 1] and drawn[0][1] == "รถ 2 คัน"
    other = [row for row in view.figures.support if row.form == "other"]
    silent = next(iter(support_by(other, "partner").values()))
    assert support._other(silent, ()) == "ยังไม่กรอกมูลค่า 1 รายการ"


def test_the_table_of_support_sums_what_its_rows_say(view):
    *rows, last = (entry.values for entry in support.support(view).entries)
    cash = [int(row[1].replace(",", "")) for row in rows if row[1]]
    assert last[0] == "รวม" and last[1] == f"{sum(cash):,}"
    assert support_total(view.figures.support).cash == sum(cash)


# --- the calendar ---------------------------------------------------------------------------------


def drawn(view, codes, today=None):
    named = [(code, view.name(code), view.kind_of(code), view.totals[code]) for code in codes]
    office = view.office
    return calendar.rows(named, view.silence_of, office.fiscal_year, today or office.today)


def test_the_calendar_draws_each_network_once_with_its_run(view):
    rows = drawn(view, view.order)
    assert [row.network for row in rows] == list(view.order)
    assert all(two.y - one.y >= calendar.PITCH for one, two in zip(rows, rows[1:], strict=False))
    for row in rows:
        runs = row.state in ("silent", "never", "undated", "planned")
        assert (row.last is not None) == runs
        assert row.words == (
            calendar.SHORT.get(row.state)
            or said.run_words(row.state, view.silence_of[row.network].days)
            if runs
            else f"{view.totals[row.network]:,} กิจกรรม"
        )


def specification(view, digits=str):
    rows = drawn(view, view.order[:20])
    return calendar.chart(rows, view.figures.months, view.office.fiscal_year, digits).to_dict()


def test_the_calendar_is_small_and_as_wide_as_its_place(view):
    spec = specification(view)
    assert "width" not in spec and len(str(spec)) < 60_000
    assert "๒๕๕๗" in str(specification(view, lambda text: str(text).replace("2557", "๒๕๕๗")))


@pytest.mark.parametrize(
    ("today", "last"),
    [(date(2013, 9, 1), 0.0), (date(2013, 10, 1), 0.6), (date(2026, 1, 1), 12.4)],
)
def test_a_run_ends_at_today_or_at_the_edge_of_the_year(sample, today, last):
    silence = {row.network: row for row in rules.silence(sample.rows["networks"], (), today)}
    (row,) = calendar.rows([("N01", "ก", None, 0)], silence, 2557, today)
    assert row.last == pytest.approx(last)
    calendar.chart([row], (), 2557).to_dict()


def test_a_calendar_without_any_row_is_still_a_chart():
    assert calendar.chart([], (), 2557).to_dict()


def test_long_names_keep_their_beginning_and_their_end():
    long = "ศูนย์เครือข่ายการเรียนรู้ชุมชน" * 9 + " 17"
    (row,) = calendar.rows([("N01", long, None, 0)], {}, 2557, date(2014, 9, 23))
    assert row.name.startswith("ศูนย์เครือข่าย") and row.name.endswith(" 17") and len(row.name) < 40


def test_the_year_on_paper_says_months_plans_and_sides_apart(view):
    topic = topics.year(view, ["N01", ""])
    assert len(topic.columns) == len(topic.entries[0].values) == 1 + 13 + 4
    months = [row for row in view.figures.months if row.network == "N01"]
    shown = topic.entries[0].values[1:14]
    assert list(shown) == [topics._count(row.activities, row.planned) for row in months]
    assert topics._count(3, 1) == "3 (1)" and topics._count(0, 1) == "(1)"
    assert topic.entries[1].values[0] == "ไม่ระบุเครือข่าย"


def test_a_side_says_its_state_and_what_was_held(view):
    (row,) = topics.year(view, ["N05"]).drawing.rows
    assert [(tile.code, tile.state) for tile in row.tiles] == [
        ("วิชาการ", "checked"),
        ("บุคคล", "hollow"),
        ("งบฯ", "hollow"),
        ("ทั่วไป", "checked"),
    ]
    assert row.tiles[0].title == f"วิชาการ มีกิจกรรมด้านนั้นแล้ว 2{NBSP}กิจกรรม"
    assert row.said == ("ไม่มีกิจกรรม 124 วัน", "act")


# --- silence, schools, orders ---------------------------------------------------------------------


def test_only_a_silence_has_a_length_and_the_others_are_named_apart(view):
    topic = topics.silence(view)
    listed = [entry for entry in topic.entries if entry.text]
    days = [int(plain(entry.lead).replace(",", "")) for entry in listed]
    assert days == sorted(days, reverse=True) and min(days) >= rules.SILENT_AFTER_DAYS
    rest = [row for row in view.silence if row.state in topics.UNTOLD]
    assert len(topic.entries) == len(listed) + len(rest)
    counted = [int(plain(e.text).rsplit(" ", 1)[1]) for e in topics.untold(view).entries]
    assert sum(counted) == len(rest)


def test_schools_not_reached_say_why(view, found):
    missing = [row for row in found.reached if row.how == "not_reached"]
    topic = topics.schools(view)
    assert f"{len(missing)} จาก {len(found.reached)} โรงเรียน" in spoken(topic.finding)
    assert (
        [bar.said for bar in topic.drawing.rows][-1] == str(len(missing)) == str(len(topic.entries))
    )
    why = topics.not_reached(view).finding
    assert sum(int(part.rsplit(" ", 1)[1]) for part in why.split(" · ")) == len(missing)
    everyone = said.reached_heading([row for row in found.reached if row not in missing])
    assert "ครบทั้ง" in everyone and ACT not in everyone


def test_an_order_is_only_told_where_it_is_filled_in(view):
    topic = topics.orders(view)
    told_ = [entry for entry in topic.entries if entry.text]
    assert spoken(topic.finding).startswith(f"คณะและทีมงานที่มีคำสั่งในชีต {len(told_)} จาก ")
    without = sum(int(plain(e.text).rsplit(" ", 1)[1]) for e in topics.without_order(view).entries)
    assert len(told_) + without == len(topic.entries)


def test_an_empty_office_claims_nothing_of_networks():
    view = View(empty(), told.EVERY_KIND, "", "")
    assert view.finding == "เครือข่าย ชมรม และศูนย์ยังไม่มีในทะเบียน"
    assert not topics.year(view, ()).entries and not topics.silence(view).entries
    assert topics.schools(view).drawing is None
    assert "ยังบอกไม่ได้" in topics.schools(view).empty
    assert support.support(view).empty == support.NOTHING


def test_silence_grows_by_a_day_a_day(sample, found):
    def days(today):
        rows = rules.silence(sample.rows["networks"], found.timed, today)
        return next(row.days for row in rows if row.network == "N05")

    assert days(sample.today + timedelta(1)) == days(sample.today) + 1
