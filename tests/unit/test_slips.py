"""One slip of a clerk in the sample office: no document, total or office gets lost by reading."""

from dataclasses import replace
from datetime import datetime

import pytest

from esa.judged import Judged
from esa.reading.office import BANGKOK, Office, read_office
from esa.sources.folder import read_folder
from esa.sources.workbook import RawTab, RawWorkbook
from tests.conftest import SAMPLE

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
CRITERION, ITEM, TITLE, LINK, PLACE = 1, 2, 3, 9, 10  # columns of the tab of evidence


def books() -> dict[str, RawWorkbook]:
    return {raw.name: raw for raw in read_folder(SAMPLE, NOW)}


def read(raws: dict[str, RawWorkbook]) -> Office:
    return read_office(list(raws.values()), NOW, is_sample=True)


def changed(book: RawWorkbook, title: str, change) -> RawWorkbook:
    """The workbook with the rows of one tab after change(rows); returns a tab or rows."""
    tabs = []
    for tab in book.tabs:
        rows = [list(row) for row in tab.rows]
        made = change(rows) if tab.title == title else tab
        tabs.append(made if isinstance(made, RawTab) else replace(tab, rows=made or rows))
    return replace(book, tabs=tuple(tabs))


def states(office: Office) -> list[tuple]:
    """What the rules say of each point of 1.4, in both readings, and of its level."""
    edition = Judged(office).standards
    points = [
        (point.criterion, point.carried, point.reported.clear, point.verified.clear)
        for point in edition.points
        if point.indicator == "1.4"
    ]
    return points + [level for level in edition.levels if level.indicator == "1.4"][:1]


def numbered(rows):
    for row in rows[1:]:
        row[ITEM] = f"{row[ITEM]}."


def unnumbered(rows):
    for row in rows[1:]:
        row[ITEM] = ""


def two_links(rows):
    for row in rows[1:]:
        row[LINK], row[PLACE] = "https://a.go.th/1 https://a.go.th/2", ""


def without_scheme(rows):
    for row in rows[1:]:
        row[LINK], row[PLACE] = "www.a.go.th/1", ""


def among_the_links(rows):
    for row in rows[1:]:
        if not row[LINK]:
            row[LINK], row[PLACE] = row[PLACE], ""


def merged(rows):
    ranges, top = [], 1
    for at in range(2, len(rows) + 1):
        if at == len(rows) or rows[at][CRITERION] != rows[top][CRITERION]:
            ranges.append((top, CRITERION, at - 1, CRITERION))
            top = at
    for first, _, last, _ in ranges:
        for row in rows[first + 1 : last + 1]:
            row[CRITERION] = ""
    return RawTab("evidence", rows, merged=tuple(ranges))


def title_above(rows):
    return [["หลักฐานของกลุ่มนิเทศ ปีงบประมาณ 2557"], [], *rows]


def renamed(rows):
    return RawTab("หลักฐานปี57", rows)


SLIPS = [
    numbered,
    unnumbered,
    two_links,
    without_scheme,
    among_the_links,
    merged,
    title_above,
    renamed,
]


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_the_evidence_takes_no_point_away(slip):
    raws = books()
    before = states(read(raws))
    raws["sup"] = changed(raws["sup"], "evidence", slip)
    office = read(raws)
    assert [s[:4] for s in states(office)[:-1]] == [s[:4] for s in before[:-1]]
    assert states(office)[-1].indicator == "1.4"


@pytest.mark.parametrize("title", ["หลักฐาน", "หลักฐานอ้างอิง", "เอกสารหลักฐาน"])
@pytest.mark.parametrize("rows", [[], [["รหัสประเด็น", "ลำดับที่", "ชื่อเอกสารหรือหลักฐาน"]]])
def test_an_empty_tab_changes_nothing(title, rows):
    raws = books()
    before = states(read(raws))
    raws["sup"] = replace(raws["sup"], tabs=(RawTab(title, rows), *raws["sup"].tabs))
    assert states(read(raws)) == before


COPIES = [
    "sup (1)",
    "sup-DESKTOP-ABC123",
    "sup (Autosaved)",
    "sup สำเนา",
    "aaa สำเนา",
    "กลุ่มนิเทศ 2556",
]


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_beside_the_workbook_changes_nothing(name):
    raws = books()
    office = read(raws)
    emptied = changed(raws["sup"], "evidence", lambda rows: rows[:3])
    copy = replace(emptied, name=name, address=f"/{name}")
    found = read({name: copy, **raws})
    assert states(found) == states(office)
    assert len(found.evidence) == len(office.evidence)


@pytest.mark.parametrize(
    "tab", ["evidence", "progress", "spending", "network_activities", "projects"]
)
@pytest.mark.parametrize("book", ["fin", "sup", "am"])
def test_a_renamed_tab_is_counted_whole_and_named(book, tab):
    raws = books()
    office = read(raws)
    if not any(t.title == tab and len(t.rows) > 1 for t in raws[book].tabs):
        pytest.skip("this workbook doesn't keep it")
    raws[book] = changed(raws[book], tab, lambda rows: RawTab("งานของเรา 57", rows))
    found = read(raws)
    assert found.rows[tab].columns == office.rows[tab].columns
    assert [p.tab for p in found.problems if p.code == "tab_by_headings"] == [tab]
    assert found.unread == office.unread and found.missing == office.missing


@pytest.mark.parametrize("kind", ["สำนักงาน", "", "กลุ่มงาน"])
@pytest.mark.parametrize("book", ["aud", "am", "sup"])
def test_a_wrong_kind_takes_neither_the_office_nor_the_workbook(book, kind):
    raws = books()
    office = read(raws)
    raws[book] = changed(raws[book], "about", lambda rows: [rows[0], [kind, *rows[1][1:]]])
    found = read(raws)
    assert found.name == office.name and found.evidence.equals(office.evidence)
    assert [p for p in found.problems if p.tab == "about"]


def test_the_sample_as_it_is_shows_no_new_alarm():
    office = read(books())
    quiet = {"tab_by_headings", "tabs_differ", "workbooks_differ", "workbooks_equal", "denied"}
    quiet |= {
        "kind_by_tabs",
        "unit_applied",
        "unit_contradicts",
        "tab_of_other_year",
        "as_of_unread",
    }
    quiet |= {"title_denies", "schools_total_differs", "office_is_no_school", "name_by_part"}
    quiet |= {"link_mended", "link_of_two", "place_in_link", "ordinal_read", "ordinal_blank"}
    assert not quiet & {problem.code for problem in office.problems}
    assert office.defaults == frozenset()
