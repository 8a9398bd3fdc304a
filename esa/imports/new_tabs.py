"""A tab that a workbook gets later, as a new template has it: before the hidden lists, in the looks
of the tabs that stand there, with hints, checks and a line in the guide."""

from collections.abc import Mapping, Sequence

from lxml import etree

from esa.imports.xlsx_fill import Workbook, column_styles, letters
from esa.reading.headings import find_headings
from esa.reading.schema import Tab
from esa.templates.sheets import GUIDE, LISTS, Book, help_note, number_format, width_of

LONGEST_HINT, LONGEST_TITLE = 255, 32  # letters a spreadsheet allows in a validation
Cells = Mapping[str, list[list[object]]]


def add_tab(file: Workbook, tab: Tab, book: Book, before: Cells) -> None:
    """Its headings and looks, still without checks. before: the cells of the other tabs."""
    file.add(tab.title, [field.title for field in tab.fields], [], before=LISTS)
    heads, columns = _styles(file, book, before)
    root, space = file.tree(tab.title), file.space
    data = root.find(f"{{{space}}}sheetData")
    for cell, field in zip(data[0], tab.fields, strict=True):
        cell.set("s", heads.get(field.required, "0"))
    data[0].attrib.update({"ht": "36", "customHeight": "1"})
    looks = [(width_of(each), columns.get(number_format(each), "0")) for each in tab.fields]
    cols = "".join(
        f'<col min="{n}" max="{n}" width="{wide}" style="{style}" customWidth="1"/>'
        for n, (wide, style) in enumerate(looks, start=1)
    )
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    views = f'<sheetView workbookViewId="0">{pane}</sheetView>'
    for name, inner in (("sheetViews", views), ("cols", cols)):
        data.addprevious(etree.fromstring(f'<{name} xmlns="{space}">{inner}</{name}>'))
    if GUIDE in before:
        line = max(file.rows(GUIDE), len(before[GUIDE])) + 1
        file.write(GUIDE, {(line, 0): tab.title, (line, 1): tab.description})


def heading_hint(field: object) -> dict:
    """What the template says in a note on a heading, told when it is chosen."""
    said = help_note(field)[:LONGEST_HINT]
    return {"validate": "any", "input_title": field.title[:LONGEST_TITLE], "input_message": said}


def _styles(file: Workbook, book: Book, before: Cells) -> tuple[dict[bool, str], dict[str, str]]:
    """Style of a heading that must be filled in or may be left, and of a column by its format, as
    the first tab that has one has it."""
    heads: dict[bool, str] = {}
    columns: dict[str, str] = {}
    for tab in (each for each in book.tabs if each.title in before):
        rows: Sequence[Sequence[object]] = before[tab.title][:20]
        found = find_headings(tab, rows, [False] * max(map(len, rows), default=0))
        if found.row is None:
            continue
        root = file.parsed(tab.title)
        line = next(
            r for r in root.iter(f"{{{file.space}}}row") if r.get("r") == str(found.row + 1)
        )
        styles = {cell.get("r"): cell.get("s", "0") for cell in line}
        own = column_styles(root, file.space)
        for name, at in found.columns.items():
            field = tab.field(name)
            heads.setdefault(field.required, styles.get(f"{letters(at)}{found.row + 1}", "0"))
            style = next((s for low, high, s in own if low <= at + 1 <= high), "0")
            columns.setdefault(number_format(field), style)
    return heads, columns
