"""The text for LINE of one group: what changed, what is missing by when, resolutions that are open.

Pure and plain: LINE knows no Markdown.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from esa.telling import evidence
from esa.telling.board_words import follow_up_place
from esa.telling.texts import NBSP, short_date, shorten

MOST_CHANGES, MOST_FOLLOW_UPS = 8, 10
LONGEST = 120


def message(
    name: str,
    since: str,
    changed: Sequence[str],
    missing: str,
    follow_ups: Sequence[Mapping],
    today: date,
    cell: Callable[[Mapping], str],
    digits: Callable[[str], str] = str,
) -> str:
    """The whole text.

    name: of the group; since: number of the meeting, "" without one; changed: sentences;
    missing: of evidence.message, "" for none; follow_ups: open rows with resolution,
    meeting_no, item, due, overdue_days; cell: where a row's status is typed, digits of the sheet.
    """
    parts = [_changes(name, since, changed, digits)]
    parts.append(missing or digits(f"{name}: ไม่มีประเด็นที่ยังขาดหลักฐาน ขอบคุณ"))
    parts.append(_open(follow_ups, today, cell, digits))
    if not missing:
        parts.append(digits(f"(ข้อมูล ณ {short_date(today)})"))
    return "\n\n".join(part for part in parts if part).replace(NBSP, " ")


def _changes(name: str, since: str, changed: Sequence[str], digits: Callable) -> str:
    if not since:
        return ""
    if not changed:
        return digits(f"{name} ตั้งแต่ครั้งที่ {since}: ยังไม่มีอะไรเปลี่ยน")
    lines = [f"{name} ตั้งแต่ครั้งที่ {since}:"]
    lines += [f"- {shorten(text, LONGEST)}" for text in changed[:MOST_CHANGES]]
    if len(changed) > MOST_CHANGES:
        lines.append(f"- และอีก {len(changed) - MOST_CHANGES} เรื่อง")
    return digits("\n".join(lines))


def _open(rows: Sequence[Mapping], today: date, cell: Callable, digits: Callable) -> str:
    if not rows:
        return ""
    lines = [digits(f"มติที่ยังไม่ปิด {len(rows)} เรื่อง")]
    for row in rows[:MOST_FOLLOW_UPS]:
        what = shorten(row["resolution"], LONGEST) or "(ไม่ได้กรอกมติ)"
        place = follow_up_place(row["meeting_no"], row["item"])
        due = evidence.due(row["due"], row["overdue_days"], today)
        lines.append(digits(f"- {what} ({place}) กำหนด: {due}"))
        lines.append(f"  กรอกที่: {cell(row)}")
    if len(rows) > MOST_FOLLOW_UPS:
        lines.append(digits(f"- และอีก {len(rows) - MOST_FOLLOW_UPS} เรื่อง"))
    return "\n".join(lines)
