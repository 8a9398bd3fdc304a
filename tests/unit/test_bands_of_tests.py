"""Bands of single tests and subjects, by percent or mean, in rounds; names of the office's own."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esa.judged import Judged
from esa.reading.office import Office, read_office
from esa.reading.schema import read_tabs
from esa.rules.bands import LOOKS, Sitting, bands_for, looks
from esa.rules.colours import pooled
from esa.rules.school_results import Choice, each_school, rounds
from esa.share.colour_tables import keys_now
from esa.telling.school_sheet import sheets
from esa.telling.schools import schools
from esa.telling.standpoint import Standpoint
from esa.telling.topic import plain
from tests.unit.test_names import with_tabs
from tests.unit.test_office import NOW, office_book

LEVELS = ("ดีมาก", "ดี", "พอใช้", "ปรับปรุง")
BANDS = ("from_academic_year", "colour", "order", "from_percent", "to_percent")
BANDS += ("measure", "test", "grade", "subject")
RESULTS = ("academic_year", "test", "grade", "subject", "scope", "round", "school_code")
RESULTS += ("tested", "not_passed", "mean")
SCHOOLS = [["10000001", "โรงเรียนหนึ่ง"], ["10000002", "โรงเรียนสอง"], ["10000003", "โรงเรียนสาม"]]


def titled(tab: str, names: tuple[str, ...], rows: list) -> list:
    return [[read_tabs()[tab].field(name).title for name in names], *rows]


def by_mean(*cuts: int, of: tuple[str, str, str] = ("", "", "")) -> list[list]:
    """Four levels by mean with these lower cuts, the best first."""
    tops = [100, *(Decimal(cut) - Decimal("0.01") for cut in cuts)]
    return [
        [2568, name, order, low, str(top), "คะแนนเฉลี่ย", *of]
        for order, (name, low, top) in enumerate(zip(LEVELS, cuts, tops, strict=False), 1)
    ]


def office(bands: list, results: list) -> Office:
    tabs = {
        "colour_bands": titled("colour_bands", BANDS, bands),
        "test_results": titled("test_results", RESULTS, results),
        "schools": titled("schools", ("school_code", "name"), SCHOOLS),
    }
    return read_office([with_tabs(office_book(), **tabs)], NOW)


def row(school: int, subject: str, tested: int, mean: object, round_: str = "", failed="") -> list:
    return [
        *("2568", "NT", "ป.3", subject, "เขตพื้นที่", round_),
        *(f"1000000{school}", tested, failed, mean),
    ]


def told(of: Office) -> set[str]:
    return {p.code for p in of.problems if p.tab == "colour_bands"}


def test_levels_by_mean_with_cuts_of_each_subject():
    bands = by_mean(70, 50, 29, 0, of=("NT", "ป.3", "คณิตศาสตร์"))
    bands += by_mean(60, 40, 20, 0, of=("NT", "ป.3", "ภาษาไทย"))
    found = office(bands, [row(1, "คณิตศาสตร์", 20, 62.5), row(1, "ภาษาไทย", 20, 62.5)])
    table = Judged(found).subject_colours
    assert dict(zip(table["subject"], table["stand"], strict=True)) == {
        "คณิตศาสตร์": "ดี", "ภาษาไทย": "ดีมาก",
    }  # fmt: skip
    assert table["hundredths"].tolist() == [6250, 6250]
    assert told(found) == set()


@settings(max_examples=15)
@given(st.sets(st.tuples(st.integers(1, 3), st.sampled_from("กข")), min_size=1), st.booleans())
def test_a_school_of_one_subject_has_one_colour_wherever_it_is_told(sat, has_other):
    """In the list, among its years, between meetings, whatever other schools and tests hold: by the
    bands of its subject where the test has no other."""
    bands = by_mean(70, 50, 29, 0) + by_mean(60, 40, 20, 0, of=("NT", "ป.3", "ก"))
    other = [row(1, "ข", 20, 10)[:1] + ["RT", "ป.1", *row(1, "ข", 20, 10)[3:]]] * has_other
    given_rows = [row(school, subject, 20, 65) for school, subject in sat] + other
    judged = Judged(office(bands, given_rows))
    choice = Choice("NT", "ป.3", 2568, "area")
    listed = judged.schools(choice).schools
    codes = [each.school_code for each in listed]
    read = (judged.office.rows["lower_limits"], judged.office.rows["colour_bands"])
    found = each_school(judged.office.test_results, *read, choice, codes)
    between = {each.school_code: each.stand for each in judged.school_colours if each.test == "NT"}
    alone = {subject for _, subject in sat} == {"ก"}
    for each in listed:
        assert each.stand in ("no_row", "ดีมาก" if alone else "ดี")
        years = found[each.school_code].years
        assert [year.stand for year in years] == [each.stand] * (each.stand != "no_row")
        assert between.get(each.school_code, "no_row") == each.stand


def test_the_narrowest_bands_hold_and_the_others_for_everything_else():
    bands = [[2568, "เขียว", 1, 0, "50"], [2568, "แดง", 2, "50.01", 100]]
    bands += by_mean(70, 50, 29, 0, of=("NT", "", ""))
    rows = office(bands, []).rows["colour_bands"]
    assert [b.colour for b in bands_for(rows, 2568, Sitting("NT", "ป.3", "x"))] == [*LEVELS]
    assert [b.colour for b in bands_for(rows, 2568, Sitting("RT", "ป.1"))] == ["green", "red"]
    assert bands_for(rows, 2567, Sitting("NT")) == []


@pytest.mark.parametrize("measure", ["", "คะแนนเฉลี่ย"])
def test_bands_that_run_against_their_measure_are_a_problem_and_give_no_colour(measure):
    right = by_mean(70, 50, 29, 0)
    turned = [[*row[:2], 5 - row[2], *row[3:]] for row in right]
    bands = [[*row[:5], measure] for row in (turned if measure else right)]
    found = office(bands, [row(1, "ก", 20, 62.5, failed=4)])
    assert told(found) == {"band_against"}
    assert Judged(found).subject_colours["stand"].tolist() == ["no_band"]


def test_case_15_as_it_was_typed_is_told_and_mended_by_doing_what_is_said():
    typed = [["2568", name, n, low, top] for n, (name, low, top) in enumerate(
        zip(LEVELS, (70, 50, 29, 0), (100, "69.99", "49.99", "28.99"), strict=True), 1
    )]  # fmt: skip
    assert told(office(typed, [row(1, "ก", 20, 75, failed=2)])) == {"band_against"}
    mended = office([[*each, "คะแนนเฉลี่ย"] for each in typed], [row(1, "ก", 20, 75, failed=2)])
    assert told(mended) == set()
    assert Judged(mended).subject_colours["stand"].tolist() == ["ดีมาก"]


def test_rounds_are_never_pooled_and_the_last_is_shown_first():
    rows = [row(1, "ก", 20, 80, "1"), row(1, "ก", 20, 30, "2")]
    found = office(by_mean(70, 50, 29, 0), rows)
    assert "duplicate_row" not in {p.code for p in found.problems}
    judged = Judged(found)
    assert rounds(found.test_results) == rounds(found.test_results.iloc[::-1]) == ["1", "2"]
    assert judged.choice == Choice("NT", "ป.3", 2568, "area", round="2")
    stands = {n: judged.schools(judged.choice._replace(round=n)).schools[0].stand for n in "12"}
    assert stands == {"1": "ดีมาก", "2": "พอใช้"}
    with pytest.raises(ValueError, match="round"):
        pooled(found.test_results, found.rows["colour_bands"])
    assert len(judged.school_colours) == 2


@given(st.lists(st.tuples(st.integers(1, 300), st.integers(0, 10000)), min_size=1, max_size=3))
def test_a_pooled_mean_is_weighted_by_tested(pupils):
    rows = [row(n, "ก", tested, mean / 100) for n, (tested, mean) in enumerate(pupils, 1)]
    found = office(by_mean(70, 50, 29, 0), rows)
    (whole,) = pooled(found.test_results, found.rows["colour_bands"], ())
    points = sum(tested * mean for tested, mean in pupils)
    tested = sum(tested for tested, _ in pupils)
    assert whole.hundredths == (2 * points + tested) // (2 * tested)
    assert whole.tested == tested and whole.measure == "mean"


def test_a_mean_has_no_fewest_more_that_must_pass_and_is_not_known_where_it_is_blank():
    found = office(by_mean(70, 50, 29, 0), [row(1, "ก", 20, 30, failed=9), row(2, "ก", 20, "")])
    of = {each.school_code: each for each in Judged(found).schools(Judged(found).choice).schools}
    assert of["10000001"].next_better is None and of["10000001"].more_to_pass is None
    assert of["10000002"].stand == "invalid" and of["10000003"].stand == "no_row"
    assert not of["10000001"].small


@given(st.integers(1, 9))
def test_shapes_follow_the_order_of_the_offices_own_names(many):
    bands = [[2568, f"ขั้น {n}", n, 10 * n, f"{10 * n + 9}.99"] for n in range(1, many + 1)]
    shapes = looks(office(bands, []).rows["colour_bands"])
    drawn = [LOOKS.index(shapes[f"ขั้น {n}"]) for n in range(1, many + 1)]
    assert drawn == sorted(drawn) and drawn[0] == 0
    assert many == 1 or drawn[-1] == len(LOOKS) - 1
    assert many > 5 or max(Counter(drawn).values()) == 1


def test_the_board_tells_them_by_their_names_and_measure():
    rows = [row(1, "ก", 20, 80), row(2, "ก", 20, 40), row(3, "ก", 20, 10)]
    topic = schools(Standpoint(Judged(office(by_mean(70, 50, 29, 0), rows))))
    assert plain(topic.finding).startswith("พอใช้และปรับปรุง 2 จาก 3 โรงเรียน")
    assert "ระดับปรับปรุง 1" in plain(topic.finding)
    assert "คะแนนเฉลี่ย" in " ".join(topic.notes) and "ไม่ผ่าน" not in " ".join(topic.notes)
    assert [shape.kind for shape in topic.drawing.shapes] == ["blue", "green", "orange", "red"]


@pytest.mark.parametrize("of", [("", "", ""), ("NT", "", ""), ("NT", "ป.3", "ก")])
def test_levels_by_mean_stay_inside(of):
    found = office(by_mean(70, 50, 29, 0, of=of), [row(1, "ก", 20, 80), row(1, "ก", 20, 80, "2")])
    assert not keys_now(found)


@pytest.mark.parametrize("mean", [75, 62.5, 40, 3])
def test_the_sheet_of_a_school_says_what_its_bands_measure(mean):
    judged = Judged(office(by_mean(70, 50, 29, 0), [row(1, "ก", 20, mean, failed=9)]))
    told = sheets(judged, judged.choice)[0]
    assert f"คะแนนเฉลี่ย {mean:.2f}" in plain(told.finding) and "ไม่ผ่านร้อยละ" not in plain(
        told.finding
    )
    assert any("คะแนนเฉลี่ย (ยิ่งมากยิ่งดี)" in note for note in told.notes)
    assert not any("ยิ่งน้อยยิ่งดี" in note for note in told.notes)
