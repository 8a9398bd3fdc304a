"""Cells that problems speak of: as people call their workbook, in English by its name."""

import pickle
import re

from esa.reading.elsewhere import CellAt, Elsewhere, row_or_cell
from esa.reading.office import Office
from esa.telling import words

OTHER = Elsewhere("A1 (", CellAt("hr", "ตัวชี้วัด", "A3"), ", ", CellAt("", "ตัวชี้วัด", "9:9"), ")")


def test_the_place_is_told_in_thai_and_named_in_english():
    assert OTHER == "A1 (hr › A3, 9:9)"
    named = OTHER.named({"hr": "ชีตบุคคล"}.get)
    assert named.thai == "A1 (ชีตบุคคล › ตัวชี้วัด › A3, แถว 9)" and named == OTHER
    assert pickle.loads(pickle.dumps(named)).thai == named.thai
    assert Elsewhere(CellAt("", "ตัวชี้วัด", "A3")).thai == "ช่อง A3"


def test_no_thai_text_of_a_problem_names_a_workbook_by_its_code(sample: Office):
    codes = "|".join(re.escape(book.name) for book in sample.workbooks)
    coded = re.compile(rf"(?<![A-Za-z])(?:{codes}) › ")
    there = [problem for problem in sample.problems if coded.search(problem.what_en)]
    assert there
    for problem in sample.problems:
        assert not coded.search(problem.what_th) and not coded.search(problem.fix_th)
    book = there[0].facts["other"].parts[0].workbook
    assert words.workbook(sample, book) in there[0].what_th


def test_a_row_without_a_column_is_called_a_row():
    assert [row_or_cell(name) for name in ("19:19", "D2", "1:19")] == ["แถว 19", "D2", "1:19"]
