"""What falls due in the next days: points by day and group, resolutions."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from esa.telling.follow_ups import place
from esa.telling.standpoint import Standpoint
from esa.telling.texts import NBSP, listed, short_date, shorten
from esa.telling.topic import Column, Door, Entry, Onward, Table, Topic, strong

NEXT_DAYS = 14
MOST_CODES = 6
COLUMNS = (Column("กำหนด", 34), Column("เรื่อง"), Column("ผู้รับผิดชอบ", 40))


class Soon(NamedTuple):
    """Something due within NEXT_DAYS."""

    due: date
    what: str
    groups: tuple[str, ...]


def soon(at: Standpoint) -> Topic:
    found = due_soon(at)
    entries = tuple(
        Entry(
            short_date(each.due).rsplit(NBSP, 1)[0],
            each.what,
            at.name(each.groups),
            values=(short_date(each.due), each.what, at.name(each.groups, 3)),
        )
        for each in found
    )
    first = f"เรื่องแรกวันที่ {short_date(found[0].due)}" if found else ""
    return Topic(
        "soon",
        f"ครบกำหนดใน {NEXT_DAYS} วันข้างหน้า",
        f"ครบกำหนด {strong(len(found))} รายการ {first}" if found else "ไม่มีเรื่องครบกำหนดในช่วงนี้",
        entries,
        COLUMNS,
        behind=lambda: Table(
            "ครบกำหนด",
            tuple(column.title for column in COLUMNS),
            tuple((each.due, each.what, at.name(each.groups, 3)) for each in found),
        ),
        onward=(Onward(Door("evidence", (("due", "soon"),)), "เปิดรายการหลักฐานที่ใกล้ครบกำหนด"),),
    )


def due_soon(at: Standpoint) -> list[Soon]:
    """From today on within NEXT_DAYS, the soonest first; points of one day and the same groups
    stand together."""
    return sorted([*_points(at), *_resolutions(at)], key=lambda each: each.due)


def _points(at: Standpoint) -> Iterator[Soon]:
    today = at.office.today
    codes: dict[tuple, list[str]] = {}
    for step in at.standards.missing(at.reading):
        if step.due and today <= step.due <= today + timedelta(days=NEXT_DAYS):
            codes.setdefault((step.due, step.groups), []).append(step.criterion or "")
    for (due, groups), own in codes.items():
        yield Soon(due, f"{listed(sorted(own), MOST_CODES)} ยังขาดหลักฐาน", groups)


def _resolutions(at: Standpoint) -> Iterator[Soon]:
    for row in at.judged.follow_ups:
        if row.days_left is not None and 0 <= row.days_left <= NEXT_DAYS:
            yield Soon(row.due, f"{shorten(row.resolution, 90)} (มติ{place(row)})", row.groups or ())
