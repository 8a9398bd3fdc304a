"""The drop-downs of workbooks that people fill in, renewed in place: no cell of theirs changes.

Only the hidden tab of lists and the checks that point to it are written; a check of the office's
own stays, and a column of ours that has no check yet gets the one of a new template. What comes out
is read again and compared before anybody may write it. Source: docs/rules.md, "Fiscal year".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from lxml import etree

from esa.imports.new_tabs import add_tab
from esa.imports.xlsx_fill import Workbook, letters, position
from esa.reading.headings import find_headings
from esa.reading.tables import find_tab
from esa.sources.excel import honest_workbook, opened
from esa.templates.sheets import (
    GUIDE,
    LISTS,
    ROWS,
    Book,
    help_note,
    hint,
    lists_of,
    range_of,
    source_of,
    validation,
)

_TO_LIST = re.compile(rf"'?{LISTS}'?!\$([A-Z]+)\$2:\$\1\$\d+")
_RANGE = re.compile(r"\$?([A-Z]+)\$?\d*(?::\$?([A-Z]+)\$?\d*)?")
# What stands before the checks in a tab (ECMA-376, part 1, 18.3.1.99).
_BEFORE = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
    *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState"),
    *("dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting"),
)
# Words of a check in xlsxwriter → in the file.
_SAID = {"validate": "type", "error_type": "errorStyle", "error_title": "errorTitle"}
_SAID |= {"error_message": "error", "input_title": "promptTitle", "input_message": "prompt"}
_KINDS = {"integer": "whole"}
Sheets = Mapping[str, list[list[object]]]


class Changed(Exception):
    """A cell would have changed: nothing may be written."""


def renewed(data: bytes, book: Book, lacking: Iterable[str] = ()) -> bytes | None:
    """The file with the drop-downs of that book; the same bytes where nothing is new, None where it
    has no tab of lists. lacking: names of tabs of the book that the file must get. Changed; what a
    reader of files raises."""
    before = cells_of(data)
    if LISTS not in before:
        return None
    lists, columns = lists_of(book), _columns(before[LISTS])
    wanted = {name: lists.get(name, words) for name, words in columns.items()}
    wanted |= {name: words for name, words in lists.items() if name not in wanted}
    ranges = {name: range_of(n, len(words)) for n, (name, words) in enumerate(wanted.items())}
    by_letter = {letters(n): ranges[name] for n, name in enumerate(columns)}
    file, touched = Workbook(data), wanted != columns
    for tab in (each for each in book.tabs if each.name in set(lacking)):
        if tab.title in before:
            continue
        add_tab(file, tab, book, before)
        for column, each in enumerate(tab.fields):
            at = letters(column)
            _put_check(file, tab.title, hint(each, help_note(each)), f"{at}1")
            if rule := validation(each, source_of(tab, each, book, ranges)):
                _put_check(file, tab.title, rule, f"{at}2:{at}{ROWS + 1}")
        touched = True
    for title in list(file.sheets):
        if title in before and title != LISTS:
            touched |= _pointed(file, title, by_letter)
            touched |= _added(file, title, before[title], book, ranges)
    if not touched:
        return data
    file.replace(LISTS, [list(wanted), *zip_longest(*wanted.values(), fillvalue="")])
    after = file.bytes()
    if not _same_cells(before, cells_of(after)):
        raise Changed
    return after


def _same_cells(before: Sheets, after: Sheets) -> bool:
    """Whether the tabs that were there hold what they held; those of lists aside, and lines that
    came below the guide."""
    kept = {title: cells for title, cells in before.items() if title != LISTS}
    found = {title: after.get(title) for title in kept}
    if GUIDE in kept:
        found[GUIDE] = (found[GUIDE] or [])[: len(kept[GUIDE])]
    return found == kept


def cells_of(data: bytes) -> Sheets:
    """Every cell of every tab, by its title."""
    with opened(honest_workbook(data)) as workbook:
        return {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in workbook.sheet_names
        }


def _columns(rows: list[list[object]]) -> dict[str, list[str]]:
    """The lists of the hidden tab as they stand: name → words."""
    heads = rows[0] if rows else []
    return {
        str(head): [str(row[n]) for row in rows[1:] if n < len(row) and row[n] != ""]
        for n, head in enumerate(heads)
        if head != ""
    }


def _pointed(file: Workbook, title: str, by_letter: Mapping[str, str]) -> bool:
    """Let the checks of a tab point to the lists as they are now; whether any changed."""
    if not any(_stale(file.parsed(title), by_letter)):
        return False
    for element, formula in list(_stale(file.tree(title), by_letter)):
        element.text = formula
    return True


def _stale(
    root: etree._Element, by_letter: Mapping[str, str]
) -> Iterator[tuple[etree._Element, str]]:
    """The formulas of checks that point to a list of another length, with the right ones."""
    for check in root.iter():
        for element in check.iter() if _local(check) == "dataValidation" else ():
            found = _TO_LIST.fullmatch(element.text or "")
            formula = by_letter.get(found[1], "").removeprefix("=") if found else ""
            if formula and not _same(formula, element.text):
                yield element, formula


def _same(one: str, other: str) -> bool:
    return one.replace("'", "") == other.replace("'", "")


def _added(
    file: Workbook, title: str, rows: list[list[object]], book: Book, ranges: Mapping[str, str]
) -> bool:
    """Give the columns of ours the checks that a new template has, where they have none."""
    tab = find_tab({each.name: each for each in book.tabs}, title)
    if tab is None:
        return False
    width = max(map(len, rows), default=0)
    found = find_headings(tab, rows, [False] * width)
    covered = _covered(file.parsed(title))
    added = False
    for name, place in found.columns.items() if found.row is not None else ():
        source = source_of(tab, tab.field(name), book, ranges)
        if source is None or LISTS not in source.formula or place in covered:
            continue
        rule = validation(tab.field(name), source)
        if rule and rule["validate"] == "list":
            first = found.row + 2
            last = max(first + ROWS - 1, len(rows))
            _put_check(file, title, rule, f"{letters(place)}{first}:{letters(place)}{last}")
            added = True
    return added


def _covered(root: etree._Element) -> set[int]:
    """Columns that a check of whatever kind stands on."""
    covered: set[int] = set()
    for check in root.iter():
        if not isinstance(check.tag, str) or _local(check) != "dataValidation":
            continue
        said = [check.get("sqref") or "", *(e.text or "" for e in check if _local(e) == "sqref")]
        for first, last in _RANGE.findall(" ".join(said)):
            covered |= set(range(position(first), position(last or first) + 1))
    return covered


def _put_check(file: Workbook, title: str, rule: Mapping[str, object], place: str) -> None:
    root, space = file.tree(title), file.space
    checks = root.find(f"{{{space}}}dataValidations")
    if checks is None:
        checks = etree.Element(f"{{{space}}}dataValidations")
        before = [child for child in root if _local(child) in _BEFORE]
        before[-1].addnext(checks)
    check = etree.SubElement(checks, f"{{{space}}}dataValidation")
    shown = "1" if rule.get("show_error", "error_type" in rule) else "0"
    check.attrib.update({"allowBlank": "1", "showInputMessage": "1", "showErrorMessage": shown})
    said = {name: str(rule[word]) for word, name in _SAID.items() if word in rule}
    check.attrib.update({name: _KINDS.get(value, value) for name, value in said.items()})
    check.set("sqref", place)
    for name, word in (("formula1", "source"), ("formula1", "minimum"), ("formula2", "maximum")):
        if word in rule:
            formula = etree.SubElement(check, f"{{{space}}}{name}")
            formula.text = str(rule[word]).removeprefix("=")
    if said.get("type") == "any":
        del check.attrib["type"]
    checks.set("count", str(len(checks)))


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
