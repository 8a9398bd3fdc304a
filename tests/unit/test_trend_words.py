"""The forecast at this pace, on both sides of each limit, and the trend of the sample."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.judged import Judged
from esa.rules.vocabulary import COLOUR_WORDS
from esa.telling.moments import Moment, moment
from pages.board import trend_charts, trend_words
from tests.unit.changed import Edit, after, base, rows_of, week

FIRST = date(2014, 8, 19)


def at(number: int, clear: int, level: int | None = None, **more: object) -> Moment:
    both = {"reported": {"1.4": level}, "verified": {"1.4": None}}
    of = {"reported": {"1.4": clear}, "verified": {"1.4": 0}}
    day = FIRST + timedelta(days=7 * number)
    counts = {"reported": clear, "verified": 0}
    made = Moment(f"{7 + number}/2557", day, 2557, "2557", both, counts, of, {"1.4": 8}, 10,
                  False, {}, "")  # fmt: skip
    return replace(made, **more)


@pytest.mark.parametrize(
    ("counts", "goal", "ahead"),
    [
        ([2, 3, 4], 10, 6),
        ([2, 2, 5], 10, 4),  # 1.5 a meeting: 5 more take 3.3 meetings
        ([2, 3], 10, None),
        ([2, 4, 3], 10, None),
        ([3, 3, 3], 10, None),
        ([8, 9, 10], 10, 0),
        ([12], 10, 0),
        ([0, 0, 1], 31, 60),
        ([0, 0, 1], 32, None),
        ([], 10, None),
    ],
)
def test_a_pace_needs_three_states_that_never_fall_and_some_gain(counts, goal, ahead):
    found = trend_words.pace(counts, goal)
    assert found.ahead == ahead
    assert bool(found.why) == (ahead is None)


@given(st.lists(st.integers(0, 20), max_size=8), st.integers(1, 30))
def test_a_forecast_is_the_fewest_meetings_that_reach_the_goal_at_the_mean_pace(counts, goal):
    found = trend_words.pace(counts, goal)
    if found.ahead:
        gained, steps = counts[-1] - counts[0], len(counts) - 1
        assert counts[-1] * steps + found.ahead * gained >= goal * steps
        assert counts[-1] * steps + (found.ahead - 1) * gained < goal * steps
        assert sorted(counts) == counts


def test_the_pace_is_shown_with_the_forecast_and_the_reason_without():
    told = trend_words.forecast(trend_words.pace([2, 3, 4], 10), "ครบ").replace("\u00a0", " ")
    assert told == (
        "หากคืบหน้าในอัตรานี้ (2 → 4 ประเด็น ใน 2 ครั้งประชุม คือ 1 ประเด็นต่อครั้ง) "
        "อีกราว 6 ครั้งประชุมจึงจะครบ (10 ประเด็น)"
    )
    assert "0.5" in trend_words.forecast(trend_words.pace([2, 2, 3], 10), "ครบ")
    assert "ทั้งขึ้นและลง" in trend_words.forecast(trend_words.pace([2, 4, 3], 10), "ครบ")


def test_only_states_of_one_year_edition_and_number_of_points_make_a_pace():
    row = [at(0, 1, points=9), at(1, 2), at(2, 3), at(3, 4)]
    assert [m.clear["reported"] for m in trend_words.comparable(row)] == [2, 3, 4]
    assert len(trend_words.comparable([replace(row[1], fiscal_year=2556), *row[2:]])) == 2
    assert len(trend_words.comparable([replace(row[1], edition="เดิม"), *row[2:]])) == 2


def test_a_state_that_was_not_read_whole_is_left_out_and_never_a_fall():
    row = [at(0, 4), at(1, 0, unread=True), at(2, 5), at(3, 6)]
    assert [m.clear["reported"] for m in trend_words.comparable(row)] == [4, 5, 6]
    assert trend_words.forecasts(row, "reported")[0].startswith("หากคืบหน้าในอัตรานี้")
    table = trend_words.table(row, "reported")
    assert table.rows[1][table.columns.index("หลักฐานชัดเจน (ประเด็น)")] is None


def test_each_indicator_with_a_target_has_a_forecast_of_its_own():
    told = trend_words.forecasts([at(0, 2), at(1, 3), at(2, 4)], "reported")
    assert (
        len(told) == 2 and told[1].startswith("1.4: หากคืบหน้าในอัตรานี้") and "8\u00a0ประเด็น" in told[1]
    )


def test_the_trend_says_from_where_to_where():
    row = [at(0, 2), replace(at(1, 5, 3), meeting="")]
    told = trend_words.finding(row, "reported").replace("\u00a0", " ")
    assert told == (
        "ตั้งแต่ครั้งที่ 7/2557 ถึงปัจจุบัน · ได้ระดับ 0 → 1 ตัวบ่งชี้ · หลักฐานชัดเจน 2 → 5 จาก 10 ประเด็น"
    )
    assert "อย่างน้อยสองครั้ง" in trend_words.finding(row[:1], "reported")


def test_the_trend_names_the_colours_that_moved_and_no_other():
    before = dict.fromkeys(COLOUR_WORDS, 7) | {"red": 6, "blue": 3}
    after = before | {"red": 4, "green": 9}
    row = [at(0, 2, colours=before, test="O-NET"), at(1, 2, colours=after, test="O-NET")]
    told = trend_words.finding(row, "reported")
    assert told.endswith(" · O-NET: สีเขียว 7 → 9 สีแดง 6 → 4")
    same = trend_words.finding([row[0], replace(row[1], colours=before)], "reported")
    assert same.endswith(" · สีโรงเรียนเท่าเดิม")
    assert "สี" not in trend_words.finding([row[0], replace(row[1], test="NT")], "reported")


def test_an_unknown_level_is_a_dash_and_only_a_moved_one_is_solid():
    row = [at(0, 1), at(1, 1, 2), at(2, 2, 3), at(3, 2, 3)]
    chart = trend_charts.chart(row, {"1.4": "นิเทศ"}, "reported", str).to_dict()
    labels = [[r["label"] for r in table if "label" in r] for table in chart["datasets"].values()]
    assert ["2", "3"] in labels and ["3"] in labels  # rings; the one that rose
    assert any("–" in found and trend_charts.UP in found for found in labels)
    assert not any(trend_charts.DOWN in found for found in labels)


def test_the_sample_week_by_week():
    found = []
    for number in range(1, 7):
        state = week(number)
        found.append(moment(state, str(number), state.office.today))
    assert [m.clear["reported"] for m in found] == [9, 9, 10, 11, 11, 14]
    assert [m.levels["reported"]["1.4"] for m in found] == [3, 3, 3, 4, 4, 5]
    assert trend_words.with_levels(found, "reported") == ["1.4", "2.2", "2.4"]
    assert found[-1].goals == {"1.4": 4, "2.2": 4, "2.4": 9}
    assert found[-1].test == "O-NET ป.6 ปีการศึกษา 2556"
    assert sum(found[-1].colours.values()) == 112


@pytest.mark.parametrize(
    "names", [("ดีมาก", "ดี", "พอใช้", "ปรับปรุง"), ("ก", "blue", "ข", "ค", "ง", "จ")]
)
def test_the_trend_shows_the_colours_of_the_office_whatever_it_calls_them(names):
    step = 100 // len(names)

    def bands(rows):
        first = dict.fromkeys(rows[0], "") | {"from_academic_year": "2550"}
        tops = [*(f"{step * n - 0.01:.2f}" for n in range(1, len(names))), "100"]
        return [
            first
            | {
                "colour": name,
                "order": str(n + 1),
                "from_percent": str(step * n),
                "to_percent": top,
            }
            for n, (name, top) in enumerate(zip(names, tops, strict=True))
        ]

    states = [after(rows_of("office", "colour_bands", bands))] * 2
    row = [moment(s, m, s.office.today) for s, m in zip(states, ("1/2557", ""), strict=True)]
    assert list(row[0].colours) == list(names) and sum(row[0].colours.values()) > 0
    heads = [head for head in trend_words.table(row, "reported").columns if "โรงเรียน" in head]
    assert [head.removeprefix("ระดับ").removeprefix("สี") for head in heads] == [
        f"{COLOUR_WORDS.get(name, name)} (โรงเรียน)" for name in names
    ]
    drawn = trend_charts.chart(row, {}, "reported", str).to_dict()["datasets"].values()
    labels = [entry["label"] for table in drawn for entry in table if "label" in entry]
    assert all(f"{head}" in labels for head in heads)


def all_rows(tab: str, **values: str) -> Edit:
    return rows_of("office", tab, lambda rows: [row | values for row in rows])


@pytest.mark.parametrize(
    "edit",
    [
        all_rows("test_results", not_passed="0"),
        all_rows("schools", status="ยุบเลิก"),
        rows_of("office", "colour_bands", lambda rows: rows[1:]),
        all_rows("groups", name="กลุ่มใหม่"),
    ],
)
def test_colours_at_hand_of_another_state_are_taken_only_where_they_are_the_same(edit):
    other, day = after(edit), base().office.today
    for state, like in ((other, base()), (base(), other)):
        fresh = Judged(state.office)
        assert moment(state, "", day, like) == moment(fresh, "", day)
