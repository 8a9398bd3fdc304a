"""A workbook full of slips is mended in one pass by doing what the messages say, and nothing else.

The clerk changes only what a message names: types what is suggested, else the value that the paper
has for this very cell, or renames, moves and removes as the message says. Whatever slips there are,
reading finds nothing to mend in that workbook afterwards.
"""

import random
import re
from collections.abc import Iterable
from dataclasses import replace

import pytest

from esa.reading.cells import OR
from esa.reading.known_tabs import by_headings, tab_of
from esa.reading.problems import Problem
from esa.reading.schema import Field, read_tabs
from esa.sources.workbook import RawTab, RawWorkbook
from tests.slips import CELL, UNREADABLE, Slip, column_of, judged, slipped
from tests.unit.changed import raw, small

SLIPS = 20  # rows of one workbook with a slip, or two
ALONE = ("date", "year", "boolean")  # read whatever else stands in the row
HEADLESS, RENAMED = 2, 2  # tabs with a heading spoilt; tabs with another title
LONG = 8  # rows that tell what a column holds, whatever stands above it
BOOKS = ("am", "np", "fin", "pro", "sup", "aud")  # in hr codes are missing on purpose
TITLES = {tab.title: tab for tab in read_tabs().values()}
LEFT_BLANK = {"denied", "no_place_named"}  # as they say
# They say to look into the source first, or what is only perhaps meant.
COMPARED = {"odd_separators", "set_does_not_add_up_mend", "percent_wrong", "percent_rounding"}
COMPARED |= {"fraction_percent"}


# --- what a clerk gets wrong ----------------------------------------------------------------------


SPOILT = [UNREADABLE, "#REF!", "=SUM(A1:A9)", "#N/A", "กำลังโหลด…"]


def _garbled(text: str, field: Field, chance: random.Random) -> object:
    """A cell as people spoil it, by what it holds."""
    ways: list[object] = [chance.choice(SPOILT)]
    if field.type == "date":
        day = re.fullmatch(r"(\d+ \S+) 25(\d\d)", text)
        ways += [f"{day[1]} {day[2]}", f"{day[1]} {1957 + int(day[2])}"] if day else []
        ways += ["31 ก.พ. 2557", "ปลายเดือน", "30/2/2557", f"{text} ถึง 1 ต.ค. 2540", "สิ้นปี 2557"]
    elif field.ordinal:  # any other number may be that of another row
        ways += [f"{text}.", f"ข้อ {text}", f"({text})", "มาก", "??"]
    elif field.type in ("integer", "number"):
        ways += ["12.000", "1.234,56", "มาก", f"{text} บาทถ้วน", f"-{text}", "1 234", "(1,234)"]
        ways += [f"ประมาณ {text}", "๑๒ ??", "1.2E+15", f"{text}O", True]
    elif field.type == "year":
        ways += ["57", "2014", "ปีนี้", "25557", f"ปี {text}"]
    elif field.categories:
        ways += [f"{text}ๆ", text[:-1], "อื่นใด", f"ไม่{text}", 1.0]
    elif field.code or field.type == "list":
        ways += [f"{text}.", f"{text}?", f"ข้อ {text}", f"{text}; ZZ9", text.replace("0", "O") + "O"]
        ways += [float(text)] if re.fullmatch(r"\d+\.[1-9]", text) else []
        ways += [f"{text} {text}"]
    elif field.format == "uri":
        ways += [text.removeprefix("https://"), f"ดูที่ {text}", f"{text} {text}", "C:\\แฟ้ม"]
        ways += ["javascript:alert(1)", "file:///C:/ก.pdf", "http://localhost/ก", "ในแฟ้ม"]
    elif field.name == "place":
        ways += ["ยังไม่มี", "รอดำเนินการ", "มี", "สูญหาย", "จะส่งภายหลัง"]
    return chance.choice(ways)


def laid_out(book: RawWorkbook, chance: random.Random) -> RawWorkbook:
    """The workbook with what people put around their rows, which does no harm: a title and lines
    above the headings, the unit of money, a blank row, a total and a note below."""
    tabs = list(book.tabs)
    for at, tab in enumerate(tabs[1:], 1):
        wide = len(tab.rows[0])
        blank = [None] * wide
        rows = list(tab.rows)
        if chance.random() < 0.3:
            rows = [[f"แบบรายงาน {tab.title}", *blank[1:]], blank, *rows]
        if any(field.unit == "baht" for field in TITLES[tab.title].fields):
            rows = [["(หน่วย: บาท)", *blank[1:]], *rows]
        if chance.random() < 0.3 and len(rows) > LONG:
            rows.insert(len(rows) - 2, blank)
        if chance.random() < 0.3:
            rows += [blank, ["หมายเหตุ ข้อมูลจากกลุ่มงาน", *blank[1:]]]
        tabs[at] = replace(tab, rows=rows)
    return replace(book, tabs=tuple(tabs))


def spoilt(books: list[RawWorkbook], name: str, chance: random.Random) -> list[RawWorkbook]:
    """The workbook of that name full of slips: headings, cells of many rows, the titles of other
    tabs, an empty tab before all. What codes mean is seen once their heading is known: no code of
    a tab whose heading is spoilt, and no cell under it where few are filled."""
    (book,) = (each for each in books if each.name == name)
    tabs = [replace(tab, rows=[list(row) for row in tab.rows]) for tab in book.tabs]
    heads = {tab.title: tab.rows[head_of(tab)] for tab in tabs}
    fields = {t: [of_title(t, head) for head in heads[t]] for t in heads}
    rows = [(tab, row) for tab in tabs[1:] for row in tab.rows if is_data(row, fields[tab.title])]
    long = [tab for tab in tabs[1:] if len(tab.rows) >= LONG]
    headless = {
        tab.title: chance.randrange(len(heads[tab.title]))
        for tab in chance.sample(long, min(HEADLESS, len(long)))
    }
    few = {
        t
        for t, j in headless.items()
        if sum(bool(row[j]) for tab, row in rows if tab.title == t) < LONG
    }
    for tab, row in chance.sample(rows, min(SLIPS, len(rows))):
        filled = [(j, f) for j, f in enumerate(fields[tab.title]) if row[j] and not is_own(f, tab)]
        if tab.title in headless:
            filled = [(j, f) for j, f in filled if not f.code and f.type != "list"]
        if tab.title in few:
            filled = [(j, f) for j, f in filled if j != headless[tab.title]]
        if not filled:
            continue
        first = chance.choice(filled)
        alone = [each for each in filled if each != first and each[1].type in ALONE]
        for j, field in [first, *chance.sample(alone, min(len(alone), chance.randrange(2)))]:
            row[j] = _garbled(str(row[j]), field, chance)
    tabs[1:] = [merged(tab, fields[tab.title], chance) for tab in tabs[1:]]
    heads = {tab.title: tab.rows[head_of(tab)] for tab in tabs}
    for title, j in headless.items():
        head = heads[title][j]
        heads[title][j] = chance.choice([f"{head} (แก้ไข)", head[:-1], f"{head}ๆ"])
    whole = [n for n, tab in enumerate(tabs) if n and tab.title not in headless]
    for number, at in enumerate(chance.sample(whole, min(RENAMED, len(whole)))):
        tabs[at] = replace(tabs[at], title=f"งานปี 57 ({number})")
    tabs.insert(0, RawTab("Sheet1", []))
    return [replace(book, tabs=tuple(tabs)) if b is book else b for b in books]


def merged(tab: RawTab, fields: list[Field], chance: random.Random) -> RawTab:
    """The tab, with two or more equal cells under one another merged where there are any: only
    the first of them is kept."""
    rows = [list(row) for row in tab.rows]
    places = [
        (i, j)
        for i in range(head_of(tab) + 1, len(rows) - 1)
        for j in range(len(fields))
        if rows[i][j] and rows[i][j] == rows[i + 1][j]
    ]
    if not places or chance.random() < 0.5:
        return tab
    top, j = chance.choice(places)
    last = top + 1
    while last + 1 < len(rows) and rows[last + 1][j] == rows[top][j]:
        last += 1
    for i in range(top + 1, last + 1):
        rows[i][j] = None
    return replace(tab, rows=rows, merged=((top, j, last, j),))


def unmerged(tab: RawTab, paper: RawTab) -> RawTab:
    """The tab without merged cells, each filled in."""
    rows = [list(row) for row in tab.rows]
    for top, left, bottom, _ in tab.merged:
        for i in range(top + 1, bottom + 1):
            rows[i][left] = paper.rows[i][left]
    return replace(tab, rows=rows, merged=())


def of_title(tab: str, title: object) -> Field:
    return next(field for field in TITLES[tab].fields if field.title == title)


def head_of(tab: RawTab) -> int:
    """Where the headings stand, under a title or not."""
    title = TITLES[tab.title].fields[0].title
    return next(i for i, row in enumerate(tab.rows) if row[0] == title)


def is_data(row: list[object], fields: list[Field]) -> bool:
    """No heading, blank row, total or note."""
    needed = [j for j, field in enumerate(fields) if field.required]
    return row[0] != fields[0].title and any(row) and all(row[j] for j in needed)


def is_own(field: Field, tab: RawTab) -> bool:
    """A code that the group makes itself: another one is as good, and no slip."""
    refers = {name for each in TITLES[tab.title].references for name in each.fields}
    return field.code and field.name not in refers


# --- doing what the messages say ------------------------------------------------------------------


def mended(book: RawWorkbook, problems: Iterable[Problem], paper: RawWorkbook) -> RawWorkbook:
    """The workbook after one pass through these messages. paper: what the clerk has in hand."""
    meant = [tab_of(tab) for tab in by_headings(book).tabs]
    by_name = {tab_of(tab).name: tab for tab in paper.tabs}
    tabs = list(book.tabs)
    for problem in problems:
        for at, known in enumerate(meant):
            if known and known.name == problem.tab:
                tabs[at] = _in_tab(tabs[at], problem, by_name[known.name])
            elif not known and problem.tab == book.tabs[at].title:  # told by its place alone
                tabs[at] = _in_tab(tabs[at], problem, paper.tabs[at - 1])
    return replace(book, tabs=tuple(tabs))


def _in_tab(tab: RawTab, problem: Problem, paper: RawTab) -> RawTab:
    """The tab after doing what one message says: at its cell, or to its title."""
    said = problem.suggestion.split(OR)[0] if problem.suggestion not in ("", "–") else ""
    at = CELL.fullmatch(problem.cell)
    if problem.code in ("merged_cell", "merged_key"):
        return unmerged(tab, paper)
    if not problem.cell:
        return replace(tab, title=said or paper.title)
    if not at:
        return tab  # of a row or column; the cells of it have messages of their own
    rows = [list(row) for row in tab.rows]
    j = column_of(at[1])
    for i in (row - 1 for row in problem.all_rows or (int(at[2]),)):
        if problem.code in LEFT_BLANK:
            rows[i][j] = None
        elif said and problem.code not in COMPARED:
            rows[i][j] = _with(rows[i][j], str(problem.facts.get("value", "")), said)
        else:
            rows[i][j] = paper.rows[i][j]
    return replace(tab, rows=rows)


def _with(cell: object, part: str, said: str) -> str:
    """What is suggested, in the place of what is quoted: one of several names in a cell."""
    return cell.replace(part, said) if type(cell) is str and ";" in cell and part in cell else said


@pytest.mark.parametrize("seed", range(16))
def test_a_workbook_full_of_slips_is_mended_in_one_pass(seed):
    chance = random.Random(seed)
    name = chance.choice(BOOKS)
    paper = [laid_out(book, chance) if book.name == name else book for book in raw(small())]
    books = spoilt(paper, name, chance)
    told = [p for p in judged(books).office.problems if p.workbook == name]
    assert len(told) >= SLIPS / 2
    (book,), (at_hand,) = ([b for b in of if b.name == name] for of in (books, paper))
    right = mended(book, told, at_hand)
    after, before = judged([right if b is book else b for b in books]), judged(paper)
    known = {(p.code, p.tab, p.cell) for p in before.office.problems if p.workbook == name}
    left = [p for p in after.office.problems if p.workbook == name]
    assert [p.told for p in left if (p.code, p.tab, p.cell) not in known] == []


def told_of(slip: Slip, code: str) -> list[Problem]:
    office = judged(slipped(raw(small()), slip)).office
    return [p for p in office.problems if p.code == code and p.workbook == slip.workbook]


def test_no_other_code_is_suggested_while_a_whole_tab_of_the_register_is_lost():
    found = told_of(Slip("heading", "pro", "กิจกรรมเครือข่าย", 0, 0), "unknown_code")
    assert found and {p.suggestion for p in found} == {"–"}


@pytest.mark.parametrize("row", [1, 2, 4])
def test_no_other_code_is_suggested_while_one_of_the_register_can_not_be_read(row):
    """The row that can't be read may be the one that is meant."""
    found = told_of(Slip("cell", "am", "กิจกรรมเครือข่าย", row, 0), "unknown_code")
    assert found and {p.tab for p in found} == {"resources"}
    assert {p.suggestion for p in found} == {"–"} and "ใกล้เคียง" not in found[0].fix_th


def test_no_other_code_is_suggested_for_one_of_another_edition():
    found = told_of(Slip("heading", "sup", "การดำเนินงาน", 0, 0), "unknown_code")
    assert {p.facts["value"] for p in found} == {"3-1-5"}
    assert {p.suggestion for p in found} == {"–"}
