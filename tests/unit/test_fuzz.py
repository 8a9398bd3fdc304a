"""No honest slips push a level out of what is shown, shrink a total unsaid, or say that it fell."""

from dataclasses import replace
from datetime import timedelta
from itertools import islice

import pytest

from esa.changes.compare import changes
from esa.history.meetings import freeze, meetings, office_of
from esa.history.store import Store
from esa.judged import Judged
from tests.slips import (
    Slip,
    broken,
    judged,
    of_bounds,
    of_cells,
    of_counts,
    of_totals,
    several,
    slipped,
    slips,
    violations,
)
from tests.unit.changed import NOW, after, base, raw, rows_of, small

OFFICES = 16  # tests/fuzz.py tries thousands


def test_no_slip_does_harm():
    books = raw(small())
    before = judged(books)
    for number, slip in enumerate(islice(slips(books, seed=2557), OFFICES)):
        assert broken(before, books, [slip], follow=number % 4 == 0) == [], slip


def test_no_several_slips_do_harm():
    books = raw(small())
    before = judged(books)
    for found in islice(several(books, seed=14), OFFICES // 2):
        assert broken(before, books, found) == [], found


def test_the_harm_is_seen_where_there_is_some():
    fewer = after(rows_of("sup", "evidence", lambda rows: rows[-1:]))  # an edit, and no slip
    assert violations(base(), fewer)
    assert of_totals(base(), fewer)
    books = raw(small())
    shorter = [
        replace(book, tabs=tuple(replace(tab, rows=tab.rows[:1]) for tab in book.tabs))
        for book in books
    ]
    assert of_counts(base(), shorter) and not of_counts(base(), books)
    assert of_cells(base(), shorter) and not of_cells(base(), books)
    slip = Slip("cell", "fin", "หลักฐานอ้างอิง", 1, 9)
    assert of_bounds(base(), fewer, [slip], books)


@pytest.mark.parametrize("tab", ["มติและข้อสั่งการ", "ผลการทดสอบ", "การเบิกจ่าย"])
def test_a_renamed_tab_between_two_meetings_is_no_change(tab):
    books = raw(small())
    owner = next(book.name for book in books for each in book.tabs if each.title == tab)
    renamed = judged(slipped(books, Slip("title", owner, tab)))
    kinds = {(c.subject, c.kind) for c in changes(base(), renamed).all if c.subject != "problem"}
    assert {kind for _, kind in kinds} <= {"became_unknown"}


def test_two_meetings_frozen_around_renamed_tabs_differ_in_nothing():
    store, books = Store("memory://renamed tabs"), raw(small())
    renamed = slipped(
        books,
        *(Slip("title", "office", title) for title in ("มติและข้อสั่งการ", "ผลการทดสอบ")),
        Slip("title", "fin", "การเบิกจ่าย"),
        Slip("title", "sup", "หลักฐานอ้างอิง"),
    )
    for number, (state, day) in enumerate(((books, NOW), (renamed, NOW + timedelta(days=1))), 1):
        freeze(store, state, f"{number}/2569", day.date(), day)
    before, after = (Judged(office_of(store, each)) for each in meetings(store).meetings)
    found = changes(before, after)
    assert [c for c in found.all if c.subject != "problem"] == []
    assert {c.key[0] for c in found.all} <= {"tab_by_headings"}
    told = [p for p in after.office.problems if p.code == "tab_by_headings"]
    assert len(told) == 4


@pytest.mark.parametrize("column", [1, 2, 3, 4, 5, 7])  # date, what line it is of, allocated, spent
def test_a_newest_row_of_money_that_can_not_be_read_is_no_fall(column):
    books = raw(small())
    after_it = judged(slipped(books, Slip("cell", "fin", "การเบิกจ่าย", 3, column)))
    assert {c.kind for c in changes(base(), after_it).of("spending")} <= {"became_unknown"}
    assert {c.kind for c in changes(after_it, base()).of("spending")} <= {"became_known"}


@pytest.mark.parametrize("book", ["am", "np", "aud"])
def test_documents_whose_numbers_can_not_be_read_are_not_gone(book):
    books = raw(small())
    unnumbered = judged(slipped(books, Slip("heading", book, "หลักฐานอ้างอิง", 0, 2)))
    kinds = {c.kind for c in changes(base(), unnumbered).of("document")}
    assert not kinds & {"gone", "fell", "new"}
    told = [p.code for p in unnumbered.office.problems if (p.workbook, p.tab) == (book, "evidence")]
    assert told.count("no_ordinal_column") == 1 and "duplicate_item" not in told


def test_a_merged_cell_that_every_row_needs_counts_for_all_its_rows():
    merged = judged(slipped(raw(small()), Slip("merged", "fin", "การเบิกจ่าย", 1, 3)))
    assert changes(base(), merged).of("spending") == ()


@pytest.mark.parametrize("choice", range(5))
def test_another_name_of_a_file_changes_no_figure(choice):
    books = raw(small())
    renamed = judged(slipped(books, Slip("file", "sup", choice=choice)))
    told = {(c.subject, c.kind, c.key) for c in changes(base(), renamed).all}
    assert {subject for subject, *_ in told} <= {"problem"}


@pytest.mark.parametrize("at", [0, 1])
def test_a_cell_that_can_not_be_read_contradicts_no_other_workbook(at):
    """An activity of several groups: whichever cell is garbled, nobody is asked to agree."""
    books = raw(small())
    title, places = "กิจกรรมเครือข่าย", {}
    for book in books:
        rows = next((t.rows for t in book.tabs if t.title == title), ())
        for number, row in list(enumerate(rows))[1:]:
            places.setdefault(str(row[0]), []).append((book.name, number, row))
    shared = [of for of in places.values() if len({name for name, *_ in of}) > 1]
    name, number, row = shared[0][at]
    filled = [column for column, value in enumerate(row) if column and value is not None]
    for column in filled:
        garbled = judged(slipped(books, Slip("cell", name, title, number, column)))
        assert "activity_conflict" not in {p.code for p in garbled.office.problems}, column
