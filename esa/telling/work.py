"""What a group has still to bring, point by point, with the cell to fill in."""

from dataclasses import replace

from esa.rules.evidence_work import Work
from esa.telling import evidence
from esa.telling.standpoint import Standpoint
from esa.telling.topic import Entry, Topic, together


def work(at: Standpoint) -> Topic:
    """Of the group that is told; thanks where the list is empty."""
    heading = "หลักฐานที่ยังขาด"
    own = [r for r in evidence.of_group(at.standards.work(at.reading), at.group) if r.first]
    if not own:
        thanks = Entry("", "ไม่มีประเด็นที่ยังขาดหลักฐาน ขอบคุณ", groups=(at.group,))
        return Topic("work", heading, "", (thanks,))
    count = at.judged.once(evidence.counts, at.standards.code, at.reading).get(at.group)
    summary = evidence.summary(count) if count else ""
    entries = tuple(_entry(at, row) for row in own)
    return Topic("work", f"{heading}: {summary}", "", entries, todo=True)


def _entry(at: Standpoint, row: Work) -> Entry:
    told = evidence.entry(at.office, row)
    if not row.at:
        place = f"กรอกที่: {evidence.where(at.office, row, at.group)}"
        told = replace(told, note=together((told.note, place), "\n"))
    return replace(told, groups=(at.group,))
