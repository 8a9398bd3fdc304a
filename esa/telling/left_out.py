"""What a figure over groups does not hold: rows, tabs and whole workbooks, whose they are and why.

A workbook that can't be read is named where it may hold rows of that tab: where the meeting before
saw some of it, or where there is no meeting to ask. A tab that is absent is named only where that
meeting saw rows in it: most groups never had it. Source: docs/rules.md, "Left out".
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from esa.reading.missing import ABSENT, ASIDE
from esa.reading.office import Office
from esa.telling.topic import LeftOut
from esa.telling.words import tab_title

WHOLE = "อ่านสมุดงานไม่ได้"
TAB = "อ่านแท็บนี้ไม่ได้"
DIFFER = "สมุดหรือแท็บสองชุดไม่ตรงกัน"
GONE = "ครั้งก่อนมีแถว ขณะนี้ไม่พบแท็บหรือสมุดงานนี้"
REASONS = {"tabs_differ": DIFFER, "workbooks_differ": DIFFER}
# Columns without which a row counts nowhere, of what groups report and of documents.
REPORTS, DOCUMENTS = ("criterion", "carried_out", "due"), ("criterion", "title", "link")


def left_out(
    office: Office, tab: str, *fields: str, before: Office | None = None
) -> tuple[LeftOut, ...]:
    """Of a figure over these fields of a tab, in the order of the groups. before: the office as a
    meeting saw it."""
    rows = office.left_out_by_group(tab, *fields)
    gone = {each.group: each for each in missing(office, tab, before)}
    found = [gone.get(group, LeftOut(group, tab, 0)) for group in {**rows, **gone}]
    found = [each._replace(rows=rows.get(each.group, 0)) for each in found]
    return in_order(office, found)


def proving(office: Office) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The tabs whose rows are documents, each with the columns without which a row is none."""
    filed = ((each.title, each.filed.deciding) for each in office.declared if each.filed)
    return ("evidence", DOCUMENTS), *filed


def in_order(office: Office, found: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """The office's own first, then the groups as it lists them."""
    order = {code: place for place, code in enumerate(["", *office.rows["groups"]["group"]])}
    return tuple(sorted(found, key=lambda each: order.get(each.group, len(order))))


def set_aside(missing: Iterable[LeftOut]) -> str:
    """มี 6 แถวที่ยังอ่านไม่ได้, said in place of "none"; "" where nothing was set aside."""
    missing = list(missing)
    rows = sum(each.rows for each in missing)
    if rows:
        return f"มี {rows:,} แถวที่ยังอ่านไม่ได้"
    return f"ยังอ่านแท็บ {tab_title(missing[0].tab)} ไม่ได้" if missing else ""


def missing(office: Office, tab: str, before: Office | None = None) -> tuple[LeftOut, ...]:
    """The groups of which the whole tab is missing, in the order of the groups."""
    if office.tabs[tab].workbook != "group":
        return ()
    known = before is not None and before.fiscal_year == office.fiscal_year
    had, have = _rows(before, tab) if known else {}, _rows(office, tab)
    found: dict[str, LeftOut] = {}
    for part in office.missing:
        if not part.group or part.tab not in ("", tab) or part.reason == ASIDE:
            continue
        never = known and not had.get(part.group)
        if (part.reason == ABSENT and not had.get(part.group)) or (not part.tab and never):
            continue
        why = WHOLE if not part.tab else REASONS.get(part.reason, TAB)
        found[part.group] = LeftOut(part.group, tab, 0, GONE if part.reason == ABSENT else why)
    for group in had if known else ():
        if group not in found and not have.get(group) and not _is_read(office, group, tab):
            found[group] = LeftOut(group, tab, 0, GONE)
    return in_order(office, found.values())


def _rows(office: Office, tab: str) -> Mapping[str, int]:
    if tab not in office.rows:  # a register that was declared later
        return {}
    return Counter(group for group in office.rows[tab]["group"] if group)


def _is_read(office: Office, group: str, tab: str) -> bool:
    """Whether the group's tab is there, without a row."""
    books = (book for book in office.workbooks if book.used and book.group == group)
    return any(health.tab == tab for book in books for health in book.tabs)
