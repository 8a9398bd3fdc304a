"""How much of a report is written: counted from its contents, so that it says what is printed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from esa.documents.report.contents import NOT_REPORTED, ReportContents, Sheet


@dataclass(frozen=True)
class Count:
    """Of indicators: all, and those whose listed and expected points have all three parts. Of
    parts: all, unwritten, and not known because a sheet couldn't be read. by_group: code of a
    group ("" where nobody is named) → its unwritten parts, most first."""

    indicators: int
    complete: int
    parts: int
    unwritten: int
    unread: int
    by_group: tuple[tuple[str, int], ...]


def count(contents: ReportContents) -> Count:
    """Over all indicators of a report of four columns."""
    sheets = [sheet for chapter in contents.chapters for sheet in chapter.sheets]
    groups: Counter[str] = Counter()
    unread = 0
    for sheet in sheets:
        for text in _texts(sheet):
            groups[text.group] += text.unwritten
            unread += text.unread
    each = [parts(sheet) for sheet in sheets]
    lacking = sorted(((group, n) for group, n in groups.items() if n), key=lambda g: (-g[1], g[0]))
    return Count(
        indicators=len(sheets),
        complete=sum(is_complete(sheet) for sheet in sheets),
        parts=sum(total for _, total in each),
        unwritten=sum(n for _, n in lacking),
        unread=unread,
        by_group=tuple(lacking),
    )


def parts(sheet: Sheet) -> tuple[int, int]:
    """Parts of one indicator that are written, and all of them; by several groups, each counts."""
    texts = list(_texts(sheet))
    return sum(not text.unwritten and not text.unread for text in texts), len(texts)


def is_complete(sheet: Sheet) -> bool:
    """Whether nothing of an indicator is left to write: no part, and no point nobody listed."""
    written, total = parts(sheet)
    return bool(total) and written == total and not sheet.lacking


def conditions(contents: ReportContents) -> tuple[int, int]:
    """Rows of the older form that are reported, and all of them."""
    rows = [
        row
        for chapter in contents.chapters
        for section in chapter.sections
        for table in section.tables
        for row in table.rows
    ]
    silent = sum(bool(row.work) and row.work[0].text == NOT_REPORTED for row in rows)
    return len(rows) - silent, len(rows)


def _texts(sheet: Sheet) -> Iterator:
    return (text for point in sheet.points for part in point.parts for text in part.texts)
