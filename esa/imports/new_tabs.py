"""A tab that a workbook gets later, as a new template has it: before the hidden lists, in the looks
of the tabs that stand there, with a line in the guide."""

from collections.abc import Mapping

from esa.imports.xlsx_fill import Workbook, column_style, letters
from esa.reading.headings import find_headings
from esa.reading.schema import Tab
from esa.templates.sheets import GUIDE, LISTS, Book, number_format, width_of

VIEW = (
    '<sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    "</sheetView></sheetViews>"
)
Cells = Mapping[str, list[list[object]]]


def add_tab(file: Workbook, tab: Tab, book: Book, before: Cells) -> None:
    """Its headings and looks, still without checks. before: the cells of the other tabs."""
    style = _styles(file, book, before)
    cols = "".join(
        f'<col min="{n}" max="{n}" width="{width_of(field)}" customWidth="1"'
        f' style="{style.get(number_format(field), "0")}"/>'
        for n, field in enumerate(tab.fields, start=1)
    )
    heads = [field.title for field in tab.fields]
    file.add(tab.title, heads, [], before=LISTS, looks=f"{VIEW}<cols>{cols}</cols>")
    (row,) = file.tree(tab.title).iter(f"{{{file.space}}}row")
    row.attrib.update({"ht": "36", "customHeight": "1"})
    for cell, field in zip(row, tab.fields, strict=True):
        cell.set("s", style.get(field.required, "0"))
    if GUIDE in before:
        line = max(file.rows(GUIDE), len(before[GUIDE])) + 1
        file.write(GUIDE, {(line, 0): tab.title, (line, 1): tab.description})


def _styles(file: Workbook, book: Book, before: Cells) -> Mapping[str | bool, str]:
    """Style of a heading by whether it must be filled in, and of a column by its format, as the
    first tab has it that has one."""
    found: dict[str | bool, str] = {}
    for tab in (each for each in book.tabs if each.title in before):
        rows, root = before[tab.title][:20], file.parsed(tab.title)
        heads = find_headings(tab, rows, [False] * max(map(len, rows), default=0))
        styles = {c.get("r"): c.get("s", "0") for c in root.iter(f"{{{file.space}}}c")}
        style_of = column_style(root, file.space)
        for name, at in heads.columns.items() if heads.row is not None else ():
            field = tab.field(name)
            found.setdefault(field.required, styles.get(f"{letters(at)}{heads.row + 1}", "0"))
            found.setdefault(number_format(field), style_of(at))
    return found
