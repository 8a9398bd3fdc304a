"""One cause is one message with all its rows and the bulk remedy; no row gets lost by it."""

import pytest

from esa.reading.office import read_office
from esa.reading.repairs import health
from tests.unit.test_names import with_tabs
from tests.unit.test_office import NOW, group_book, office_book

RESULTS = ["ปีการศึกษา", "การทดสอบ", "ชั้น", "วิชาหรือด้าน", "ระดับ (เขตพื้นที่/ประเทศ)", "รหัสโรงเรียน"]
RESULTS += ["เข้าสอบ (คน)", "ไม่ผ่านขีดจำกัดล่าง (คน)"]
CODES = [f"540200{n:02}" for n in range(1, 61)]
SCHOOLS = [["รหัสโรงเรียน", "ชื่อโรงเรียน"], *([code, f"บ้านทดสอบ {code}"] for code in CODES)]


def office_of(codes, known=True):
    rows = [["2556", "NT", "ป.3", "ภาษาไทย", "เขตพื้นที่", code, "20", "5"] for code in codes]
    schools = SCHOOLS if known else SCHOOLS[:2]
    return read_office(
        [with_tabs(office_book(), schools=schools, test_results=[RESULTS, *rows])], NOW
    )


def told(office, tab="test_results"):
    return [p for p in office.problems if p.tab == tab and p.severity != "info"
            and p.code not in ("no_bands_for_year",)]  # fmt: skip


def test_many_codes_stored_as_numbers_are_one_message_and_all_are_used():
    office = office_of(list(map(int, CODES)))
    assert office.test_results["school_code"].tolist() == CODES
    (problem,) = told(office)
    assert (problem.code, problem.severity) == ("code_from_number", "warning")
    assert problem.rows == tuple(range(2, 62)) and "60" in problem.what_th
    assert "ทั้งคอลัมน์" in problem.fix_th
    assert told(office_of(CODES)) == []  # after doing it


def test_codes_that_no_register_holds_are_never_suggested():
    office = office_of([10 + n for n in range(60)])
    (problem,) = told(office)
    assert problem.code == "code_became_number" and problem.facts["suggestion"] == "–"
    assert office.left_out("test_results", "school_code") == 60 and office.test_results.empty


@pytest.mark.parametrize("count", [1, 5, 6, 60])
def test_rows_left_out_are_counted_whether_told_at_once_or_one_by_one(count):
    office = office_of([10 + n for n in range(count)])
    assert office.left_out("test_results", "tested") == count
    found = health(office)
    numbers = [r for r in found.repairs if r.first.code == "code_became_number"]
    assert sum(len(repair.problems) for repair in numbers) == (count if count <= 5 else 1)
    assert count > 5 or numbers[0].first.rows == ()
    state = next(tab for book in found.books for tab in book.tabs if tab.tab == "test_results")
    assert (state.used, state.left_out) == (0, count)


def test_different_slips_of_one_column_are_told_one_by_one():
    codes = [f"5402009{n}" for n in range(8)]
    office = office_of(codes)
    assert sorted(p.facts["value"] for p in told(office)) == codes


def test_cells_hidden_by_one_merge_are_one_message():
    heads = ["รหัสประเด็น", "ลำดับที่", "ชื่อเอกสารหรือหลักฐาน", "ที่เก็บ (แฟ้ม/ตู้)"]
    rows = [["2.2.1", str(n), f"เอกสาร {n}", "ตู้ 1" if n == 1 else None] for n in range(1, 17)]
    book = with_tabs(group_book("fin", "FIN"), evidence=[heads, *rows])
    tabs = tuple(
        type(t)(t.title, t.rows, merged=((1, 3, 16, 3),)) if t.title == "หลักฐานอ้างอิง" else t
        for t in book.tabs
    )
    office = read_office([office_book(), type(book)(book.name, book.address, tabs, NOW)], NOW)
    (problem,) = told(office, "evidence")
    assert problem.code == "merged_cell" and len(problem.rows) == 15
    assert len(office.unusable("evidence", "place")) == 15 and len(office.evidence) == 16
