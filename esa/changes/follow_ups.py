"""Resolutions of one state as they are compared, and what evidence closes them.

Source: docs/rules.md, "What changed" and "Follow-ups".
"""

import re
from collections.abc import Iterable

from esa import thai
from esa.changes.record import Cell, Facts, Side
from esa.changes.rows import Renames
from esa.changes.verdicts import UNREAD
from esa.judged import Judged
from esa.rules.vocabulary import STATES, UNKNOWN

VALUES = ("status", "due")
_ITEM = re.compile(r"(?:ลำดับที่|ลำดับ|รายการที่|ข้อที่)\s*(\d+)")
_CODE = re.compile(r"(?<![\d.])\d+(?:[.\-]\d+)+(?![\d.])")
SHORTEST = 6  # letters of a title or number that may be found inside a longer text


def follow_ups(state: Judged, renames: Renames) -> Facts:
    """Values: status (UNREAD where it is filled in and can't be read) and due date per (meeting_no,
    item); the note of a side is the state of the
    evidence that closes it, see closing_state."""
    rows = state.follow_ups
    key = {name: [getattr(row, name) for row in rows] for name in ("meeting_no", "item")}
    doubtful = state.office.doubtful("follow_ups", "status")
    values = [(UNREAD if (row.at, "status") in doubtful else row.status, row.due) for row in rows]
    documents: list[tuple] = []

    def side(number: int, measure: int) -> Side:
        if not documents:
            documents.extend(known_documents(state))
        row = rows[number]
        workbook, place = row.at
        return Side(
            values[number][measure],
            (row.meeting_no, row.item),
            Cell(workbook, "follow_ups", place, VALUES[measure]),
            row.groups,
            row.resolution or "",
            closing_state(row.closed_by, row.criterion, documents),
        )

    keys = renames.keys("follow_ups", key)
    return Facts("follow_ups", keys, values, lambda number: rows[number].at, side)


def known_documents(state: Judged) -> list[tuple]:
    """(criterion, item, title, number, state) of the evidence of the edition in use."""
    if state.standards.by_conditions:
        return []
    return [
        (row.criterion, row.item, row.title, row.document_no, row.state)
        for row in state.standards.evidence
    ]


def closing_state(closed_by: str | None, criterion: str | None, documents: Iterable[tuple]) -> str:
    """State of the document that a resolution names as closing it.

    "none", "promised", "attached" or "checked" (the best of those it names); "unknown" where the
    words name no document of the evidence; "" where nothing is written. A document is named by
    criterion and number ("1.4.2 ลำดับที่ 3"; without a criterion that of the resolution), or by its
    title or number.
    """
    if closed_by is None or not thai.tidy(closed_by):
        return ""
    text, item = thai.tidy(closed_by), None
    numbered = _ITEM.search(text)
    if numbered:
        item = int(numbered[1])
        codes = _CODE.findall(text[: numbered.start()]) or [criterion]
    words = thai.fold(closed_by)
    found = [
        state
        for code, number, title, document_no, state in documents
        if (item is not None and number == item and code in codes)
        or _is_in(title, words)
        or _is_in(document_no, words)
    ]
    return max(found, key=STATES.index, default=UNKNOWN)


def _is_in(name: str | None, words: str) -> bool:
    folded = thai.fold(name) if name else ""
    return folded == words if len(folded) < SHORTEST else folded in words
