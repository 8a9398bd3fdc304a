"""No honest slip pushes a level out of what is shown, or says that something fell."""

from itertools import islice

import pytest

from esa.changes.compare import changes
from tests.slips import Slip, judged, slipped, slips, violations
from tests.unit.changed import after, base, raw, rows_of, small

OFFICES = 24  # tests/fuzz.py tries thousands


def test_no_slip_does_harm():
    books = raw(small())
    before = judged(books)
    for slip in islice(slips(books, seed=2557), OFFICES):
        assert violations(before, judged(slipped(books, slip))) == [], slip


def test_the_harm_is_seen_where_there_is_some():
    fewer = after(rows_of("sup", "evidence", lambda rows: rows[-1:]))  # an edit, and no slip
    assert violations(base(), fewer)


@pytest.mark.parametrize("tab", ["มติและข้อสั่งการ", "ผลการทดสอบ", "การเบิกจ่าย"])
def test_a_renamed_tab_between_two_meetings_is_no_change(tab):
    books = raw(small())
    owner = next(book.name for book in books for each in book.tabs if each.title == tab)
    renamed = judged(slipped(books, Slip("title", owner, tab)))
    kinds = {(c.subject, c.kind) for c in changes(base(), renamed).all if c.subject != "problem"}
    assert {kind for _, kind in kinds} <= {"became_unknown"}
