"""Lower limits and counts from raw scores, and the files they come from."""

from decimal import Decimal
from pathlib import Path
from statistics import fmean, pstdev

import pytest
import xlsxwriter
from hypothesis import given, strategies

from esa.imports.scores import read_scores
from esa.imports.scores_headings import ScoresError
from esa.rules.scores import (
    Score,
    counts,
    limit_before_rounding,
    limit_from_scores,
    limits_from_scores,
    lower_limit,
    results_from_scores,
)

ABOUT = {"academic_year": 2556, "test": "O-NET", "grade": "ป.6"}


def decimals(*texts):
    return [None if text is None else Decimal(text) for text in texts]


@pytest.mark.parametrize(
    ("mean", "sd", "n", "unrounded", "rounded"),
    [
        ("31.22", "13.55", 805_099, "31.1810", "31.18"),
        ("34.85", "16.33", 805_074, "34.8030", "34.80"),
    ],
)
def test_the_public_national_table_is_met(mean, sd, n, unrounded, rounded):
    exact = limit_before_rounding(Decimal(mean), Decimal(sd), n)
    assert exact.quantize(Decimal("0.0001")) == Decimal(unrounded)
    assert lower_limit(Decimal(mean), Decimal(sd), n) == Decimal(rounded)


def test_a_limit_is_rounded_half_up():
    assert lower_limit(Decimal("40.005"), Decimal(0), 1) == Decimal("40.01")
    assert lower_limit(Decimal("40.0049"), Decimal(0), 1) == Decimal("40.00")


def test_a_limit_needs_a_pupil():
    with pytest.raises(ValueError, match="at least one pupil"):
        lower_limit(Decimal(40), Decimal(5), 0)
    assert limit_from_scores([]) is None and limit_from_scores([None]) is None


def test_the_standard_deviation_is_the_populations():
    # 2 4 4 4 5 5 7 9: mean 5, population SD 2, so 5 − 2.58 × 2 ÷ √8 = 3.1757
    assert limit_from_scores(decimals("2", "4", "4", "4", "5", "5", "7", "9")) == Decimal("3.18")


def test_a_score_equal_to_the_limit_does_not_pass():
    scores = decimals("46.17", "46.18", "46.19", None)
    assert counts(scores, Decimal("46.18")) == (3, 2, Decimal("46.18"))
    assert counts([None], Decimal(1)) == (0, 0, None)


SCORES = strategies.lists(strategies.decimals(0, 100, places=2), min_size=1, max_size=40)


@given(SCORES, strategies.randoms())
def test_the_limit_agrees_with_the_formula_whatever_the_order(scores, random):
    limit = limit_from_scores(scores)
    floats = [float(score) for score in scores]
    expected = fmean(floats) - 2.58 * pstdev(floats) / len(floats) ** 0.5
    if limit is None:  # a limit below 0 is none
        assert expected < 0
        return
    assert abs(float(limit) - expected) < 0.00501
    shuffled = list(scores)
    random.shuffle(shuffled)
    assert limit_from_scores(shuffled) == limit


@given(SCORES, strategies.decimals(0, 100, places=2), strategies.decimals(0, 5, places=2))
def test_a_higher_limit_never_lets_more_pupils_pass(scores, limit, higher):
    lower, upper = counts(scores, limit), counts(scores, limit + higher)
    assert lower.not_passed <= upper.not_passed <= upper.tested == len(scores)


def test_results_are_grouped_by_school_and_subject():
    scores = [
        Score("00000002", "ไทย", Decimal(50)),
        Score("00000001", "ไทย", Decimal(10)),
        Score("00000001", "ไทย", Decimal(30)),
        Score("00000001", "คณิต", None),
    ]
    rows = results_from_scores(scores, {"ไทย": Decimal("20.00")}, **ABOUT)
    assert [(row.school_code, row.subject) for row in rows] == [
        ("00000001", "คณิต"),
        ("00000001", "ไทย"),
        ("00000002", "ไทย"),
    ]
    assert [row.tested for row in rows] == [0, 2, 1]
    assert [row.not_passed for row in rows] == [None, 1, 0]
    assert [row.mean for row in rows] == [None, 20, 50]
    assert {row.scope for row in rows} == {"area"}
    assert limits_from_scores(scores).keys() == {"ไทย"}


def test_without_a_limit_nothing_is_said_about_passing():
    (row,) = results_from_scores([Score("00000001", "ไทย", Decimal(10))], {}, **ABOUT)
    assert row.tested == 1 and row.not_passed is None


LONG = (
    "รหัสโรงเรียน,ชื่อ,วิชาหรือด้าน,คะแนน\n"
    "00000001,ก,ไทย,๔๐.๕\n"
    "00000001,ข,ไทย,\n"
    "1,ค,ไทย,30\n"
    "00000001,ง,,30\n"
    "00000001,จ,ไทย,มาก\n"
    "00000001,ฉ,ไทย,-5\n"
    ",,,\n"
    "00000002,ช,ไทย,ขาดสอบ\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_long_file_is_read_in_the_encodings_excel_writes(tmp_path, encoding, delimiter):
    path = tmp_path / "คะแนน.csv"
    path.write_bytes(LONG.replace(",", delimiter).encode(encoding))
    found = read_scores(path)
    assert found.scores == (
        Score("00000001", "ไทย", Decimal("40.5")),
        Score("00000001", "ไทย", None),
        Score("00000002", "ไทย", None),
    )
    left_out = [each[:2] for each in found.left_out]
    assert left_out == [(4, "school_code"), (5, "subject"), (6, "score"), (7, "score")]


def write_xlsx(path: Path, rows) -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def test_a_wide_workbook_has_a_column_for_each_subject(tmp_path):
    rows = [["รหัสโรงเรียน", "ไทย", "คณิต"], ["00000001", 40.25, 7], ["00000001", "", True]]
    path = write_xlsx(tmp_path / "a.xlsx", [*rows, [12345678, 1, 1]])
    found = read_scores(path, subjects=["ไทย", "คณิต"])
    assert found.scores == (
        Score("00000001", "ไทย", Decimal("40.25")),
        Score("00000001", "คณิต", Decimal("7")),
        Score("00000001", "ไทย", None),
    )
    # a code stored as a number may have lost its zeros: both of its scores are left out
    left_out = [each[:2] for each in found.left_out]
    assert left_out == [(3, "score"), (4, "school_code"), (4, "school_code")]


def test_what_is_not_a_file_of_scores_says_so_and_quotes_no_cell(tmp_path):
    bad = tmp_path / "a.xlsx"
    bad.write_bytes(b"secret pupil")
    with pytest.raises(ScoresError) as unreadable:
        read_scores(bad)
    assert unreadable.value.code == "unreadable" and "secret" not in str(unreadable.value)
    with pytest.raises(ScoresError) as absent:
        read_scores(tmp_path / "none.csv")
    assert absent.value.code == "unreadable"
    header = tmp_path / "b.csv"
    header.write_text("รหัสโรงเรียน,คะแนน\n00000001,5\n", "utf-8")
    with pytest.raises(ScoresError, match="--subject") as column:
        read_scores(header)
    assert column.value.code == "no_subject"
    header.write_text("รหัสโรงเรียน,คะแนน\n", "utf-8")
    with pytest.raises(ScoresError, match="ไม่มีแถวข้อมูล"):
        read_scores(header)
