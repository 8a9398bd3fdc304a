"""The sample on the six last Tuesdays: what was different before each week's changes.

The shipped state is week 6 (Tuesday 23 September 2557, meeting 12/2557); week 1 is 19 August
(meeting 7/2557). Going back, every Before of a later week is undone; activities and resolutions of
later days are left out, and a day of an update, a check or an order that was still to come is
blank.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from esa import thai
from esa.sample.rows import Row, thai_date

LAST_WEEK = 6
LAST_TUESDAY = date(2014, 9, 23)
FIRST_MEETING = 7

Workbooks = dict[str, dict[str, list[Row]]]


@dataclass(frozen=True)
class Before:
    """Until this week rows with these key cells had other cells, or (absent) were not there."""

    week: int
    workbook: str
    tab: str
    key: Mapping[str, str]
    cells: Mapping[str, str] = field(default_factory=dict)
    absent: bool = False


UNCHECKED = {"checked_on": "", "checked_by_group": "", "checked_by_role": ""}


def point(criterion: str, item: str = "") -> dict[str, str]:
    """The key of a point's rows, or of one document."""
    return {"criterion": criterion} | ({"item": item} if item else {})


def resolution(meeting: str, item: str) -> dict[str, str]:
    """The key of a resolution."""
    return {"meeting_no": meeting, "item": item}


def spent(week: int, amount: str, left: str) -> Before:
    """The spending of the total line as it stood in the week before."""
    key = {"as_of": thai_date(tuesday(week))}
    cells = {"as_of": thai_date(tuesday(week - 1)), "spent": amount, "left_stated": left}
    return Before(week, "fin", "spending", key, cells)


def tuesday(week: int) -> date:
    """The Tuesday of a week, 1 to 6."""
    return LAST_TUESDAY - timedelta(weeks=LAST_WEEK - week)


CHANGES = (
    # week 6: 1.4 rises to 5 and 2.4 to 3 (reported); verified 1.4 to 3 and 2.4 to 2
    Before(6, "sup", "evidence", point("1.4.4"), {"place": ""}),
    Before(6, "sup", "evidence", point("1.4.2", "3"), UNCHECKED),
    Before(6, "am", "evidence", point("๒.๔.๓", "1"), UNCHECKED),
    Before(6, "am", "evidence", point("2.4.6", "1"), {"link": ""}),
    Before(6, "pro", "evidence", point("2.4.9", "1"), {"place": ""}),
    Before(
        6,
        "np",
        "progress",
        point("2.5.2"),
        {"carried_out": "preparing", "updated_on": "8 ก.ย. 2557"},
    ),
    Before(
        6,
        "office",
        "follow_ups",
        resolution("9/2557", "2"),
        {"status": "in_progress", "closed_by": ""},
    ),
    Before(
        6, "office", "follow_ups", resolution("11/2557", "1"), {"status": "open", "closed_by": ""}
    ),
    Before(6, "office", "follow_ups", resolution("11/2557", "2"), {"status": "open"}),
    spent(6, "78,902,440.25", "1,543,524.75"),
    # week 5
    Before(5, "sup", "evidence", point("1.4.3", "5"), UNCHECKED),
    Before(
        5,
        "sup",
        "progress",
        point("1.4.4"),
        {"carried_out": "ongoing", "updated_on": "5 ก.ย. 2557"},
    ),
    Before(
        5,
        "am",
        "progress",
        point("2.4.6"),
        {"carried_out": "preparing", "updated_on": "1 ก.ย. 2557"},
    ),
    Before(
        5, "office", "follow_ups", resolution("10/2557", "1"), {"status": "open", "closed_by": ""}
    ),
    spent(5, "78,310,015.00", "2,135,950.00"),
    # week 4
    Before(4, "sup", "evidence", point("1.4.3"), {"place": ""}),
    Before(
        4,
        "np",
        "progress",
        point("2.2.1"),
        {"carried_out": "preparing", "updated_on": "26 ส.ค. 2557"},
    ),
    Before(4, "hr", "evidence", point("2.3.2"), absent=True),
    Before(4, "office", "follow_ups", resolution("8/2557", "2"), {"status": "open"}),
    spent(4, "77,694,820.50", "2,751,144.50"),
    # week 3
    Before(3, "sup", "evidence", point("1.4.1", "1"), UNCHECKED),
    Before(3, "pro", "evidence", point("2.4.2", "1"), UNCHECKED | {"place": ""}),
    Before(
        3,
        "office",
        "follow_ups",
        resolution("8/2557", "1"),
        {"status": "in_progress", "closed_by": ""},
    ),
    spent(3, "76,880,100.00", "3,565,865.00"),
    # week 2
    Before(2, "np", "evidence", point("2.4.1", "1"), UNCHECKED),
    Before(
        2,
        "fin",
        "progress",
        point("2.2.2"),
        {"carried_out": "preparing", "updated_on": "15 ส.ค. 2557"},
    ),
    Before(
        2, "office", "follow_ups", resolution("7/2557", "2"), {"status": "open", "closed_by": ""}
    ),
    Before(
        2,
        "office",
        "follow_ups",
        resolution("7/2557", "3"),
        {"status": "in_progress", "closed_by": ""},
    ),
    spent(2, "75,940,660.75", "4,505,304.25"),
)


def fits(row: Row, key: Mapping[str, str]) -> bool:
    """Whether the row has all cells of the key."""
    return all(row.get(name, "") == cell for name, cell in key.items())


def before(rows: list[Row], change: Before) -> list[Row]:
    """The rows as they were before a change; LookupError where its key fits none."""
    if not any(fits(row, change.key) for row in rows):
        raise LookupError(f"{change.workbook}/{change.tab}: no row fits {dict(change.key)}")
    if change.absent:
        return [row for row in rows if not fits(row, change.key)]
    return [row | change.cells if fits(row, change.key) else row for row in rows]


def is_to_come(typed: str, week: int) -> bool:
    """Whether a typed day (the first, of several) lies after the Tuesday of the week."""
    found = thai.date(typed).value if typed else None
    first = found.start if isinstance(found, thai.DateRange) else found
    return first is not None and first > tuesday(week)


def known_then(row: Row, week: int) -> bool:
    """Whether the row existed on the Tuesday of the week, by its meeting or its day."""
    meeting = row.get("meeting_no", "").partition("/")[0]
    if meeting and int(meeting) - FIRST_MEETING >= week:
        return False
    return not is_to_come(row.get("date", ""), week)


def support_then(tabs: dict[str, list[Row]], week: int) -> dict[str, list[Row]]:
    """The tabs without the support of activities that were still to come."""
    to_come = {
        row["activity"]
        for row in tabs.get("network_activities", [])
        if is_to_come(row.get("date", ""), week)
    }
    listed = [row for row in tabs.get("resources", []) if row.get("activity") not in to_come]
    return tabs | {"resources": listed} if listed else tabs


def dated_back(row: Row, week: int) -> Row:
    """The row without the day of its update, the check, or the order, that was still to come."""
    if is_to_come(row.get("updated_on", ""), week):
        return row | {"updated_on": ""}
    if is_to_come(row.get("checked_on", ""), week):
        return row | UNCHECKED
    if is_to_come(row.get("order_date", ""), week):
        return row | {"order_no": "", "order_date": ""}
    return row


def state_of_week(workbooks: Workbooks, week: int) -> Workbooks:
    """The workbooks as they stood on the Tuesday of a week; week 6 is what is given."""
    for change in sorted(CHANGES, key=lambda change: -change.week):
        if change.week > week:
            tabs = workbooks[change.workbook]
            tabs = tabs | {change.tab: before(tabs[change.tab], change)}
            workbooks = workbooks | {change.workbook: tabs}
    day = {"as_of": thai_date(tuesday(week))}
    settings = [row | day for row in workbooks["office"]["settings"]]
    workbooks = workbooks | {"office": workbooks["office"] | {"settings": settings}}
    return {
        name: {
            tab: [dated_back(row, week) for row in rows if known_then(row, week)]
            for tab, rows in support_then(tabs, week).items()
        }
        for name, tabs in workbooks.items()
    }
