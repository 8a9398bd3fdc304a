"""What a group has still to bring, point by point, with the cell to fill in."""

from dataclasses import replace

from esa.rules.evidence_work import Work
from esa.telling import evidence
from esa.telling.left_out import REPORTS, set_aside
from esa.telling.standpoint import Standpoint
from esa.telling.topic import Entry, LeftOut, Topic, together


def work(at: Standpoint) -> Topic:
    """Of the group that is told; thanks where the list is empty."""
    heading = "หลักฐานที่ยังขาด"
    own = [r for r in evidence.of_group(at.standards.work(at.reading), at.group) if r.first]
    if not own:
        lost = set_aside(_lost(at))
        said = f"ครบทุกประเด็นที่อ่านได้ แต่{lost}" if lost else "ไม่มีประเด็นที่ยังขาดหลักฐาน ขอบคุณ"
        return Topic("work", heading, "", (Entry("", said, groups=(at.group,)),))
    count = at.judged.once(evidence.counts, at.standards.code, at.reading).get(at.group)
    summary = evidence.summary(count) if count else ""
    entries = tuple(_entry(at, row) for row in own)
    return Topic("work", f"{heading}: {summary}", "", entries, todo=True)


def _lost(at: Standpoint) -> list[LeftOut]:
    """What of its own documents and reports can't be read."""
    found = (*at.documents_left_out(), *at.left_out("progress", *REPORTS))
    return [each for each in found if each.group == at.group]


def _entry(at: Standpoint, row: Work) -> Entry:
    told = evidence.entry(at.office, row)
    if not row.at:
        place = f"กรอกที่: {evidence.where(at.office, row, at.group)}"
        told = replace(told, note=together((told.note, place), "\n"))
    return replace(told, groups=(at.group,))
