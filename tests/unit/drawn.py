"""Rows of a sheet drawn as a table, so that a test shows its data the way the sheet does."""

from collections.abc import Mapping

from esa.sources.workbook import RawTab


def table(drawing: str, cells: Mapping[str, object] | None = None) -> list[list[object]]:
    """Rows of cells between |; text is stripped, an empty cell is None, row 1 is the first line.

    A line without | is an empty row. cells: what a drawing can't show, by word in the drawing,
    such as {"<date>": date(2014, 5, 1)}.
    """
    known = cells or {}
    rows: list[list[object]] = []
    for line in drawing.strip("\n").splitlines():
        if not line.strip():
            rows.append([])
            continue
        words = [word.strip() for word in line.strip().strip("|").split("|")]
        rows.append([known.get(word, word) if word else None for word in words])
    while rows and not rows[-1]:
        rows.pop()
    return rows


def tab(title: str, drawing: str, cells: Mapping[str, object] | None = None, **more) -> RawTab:
    """A drawn tab. more: hidden, gid, merged."""
    return RawTab(title, table(drawing, cells), **more)
