"""One point of an indicator: what was said and by whom, its documents, its three written parts."""

from collections.abc import Mapping
from typing import NamedTuple

import streamlit as st

from esa.reading.office import Office
from esa.rules.next_steps import NextStep
from esa.rules.vocabulary import CLEAR, LACKS_WORDS, REPORTED
from esa.screen import frame, notes, numerals
from esa.telling import words
from esa.telling.texts import escape, is_web, linked, one_line, paragraphs
from pages.indicators import words as said

BREAK = "  \n"  # a new line within one paragraph
LONGEST_PART = 1200  # characters of one written part; the whole is behind its link


class Room(NamedTuple):
    """How much of each point is on the page: everything on it goes to the browser."""

    documents: int
    characters: int  # of one written part


def room(points: int) -> Room:
    """The less, the more points there are; at least five documents and 300 characters."""
    share = max(points, 1)
    documents, characters = 150 // share, 12_000 // share
    return Room(min(max(documents, 5), 20), min(max(characters, 300), LONGEST_PART))


def point_row(
    office: Office,
    point: Mapping,
    evidence: Mapping,
    progress: Mapping,
    lacking: NextStep | None,
    reading: str,
    room: Room,
) -> None:
    """A point: verdict and state, and why it doesn't count where it doesn't.

    evidence, progress: rows by place. lacking: its row of next_steps.missing_evidence.
    """
    with frame.row(f"w_{point['criterion']}"):
        code, text, state = st.columns([0.9, 4.6, 1.9], gap="small")
        with code:
            notes.say(f"**{escape(point['criterion'])}**")
        with text:
            lines = [
                escape(point["title"] or said.NO_TITLE),
                f":gray[{_verdict(office, point, progress)}]",
                _reason(point, evidence, lacking),
            ]
            notes.say(BREAK.join(line for line in lines if line))
        with state:
            known = point["known"] or point["documents"]
            weak = point["weak" if reading == REPORTED else "weak_verified"]
            state = _coloured(point["state"] if known else None)
            notes.say(f"{state}{BREAK}:orange[ควรดู]" if weak else state)
        _details(office, point, evidence, progress, reading, room)


def _coloured(state: str | None) -> str:
    colour = "blue" if state in CLEAR[REPORTED] else "gray"
    return f":{colour}[{words.state(state)}]"


def _verdict(office: Office, point: Mapping, progress: Mapping) -> str:
    rows = [
        {
            "at": at,
            "group": progress[at]["group"],
            "updated_on": progress[at]["updated_on"],
            "status": words.label("progress", "carried_out", progress[at]["carried_out"]),
        }
        for at in point["progress_rows"] or ()
        if at in progress
    ]
    short = lambda code: words.group_short(office, code)  # noqa: E731
    said_by = said.reports(rows, point["deciding_rows"] or (), point["missing_groups"] or (), short)
    if not rows:
        asked = words.groups_short(office, point["lead_groups"])
        return escape(f"{said.carried(point)} ({asked})")
    return said_by


def _reason(point: Mapping, evidence: Mapping, lacking: NextStep | None) -> str:
    """Why the point has no clear evidence in this reading (Markdown); "" where it has."""
    if lacking is None:
        return ""
    document = evidence.get(lacking.at)
    why = LACKS_WORDS.get(document["lacks"], "") if document else "ยังไม่มีเอกสาร"
    late = said.due(point["due"], point["overdue_days"])
    return " · ".join(part for part in (f"ยังไม่นับ: {why}", late) if part)


def _details(
    office: Office,
    point: Mapping,
    evidence: Mapping,
    progress: Mapping,
    reading: str,
    room: Room,
) -> None:
    documents = [evidence[at] for at in point["evidence_rows"] or () if at in evidence]
    rows = [progress[at] for at in point["progress_rows"] or () if at in progress]
    if not documents and not rows:
        return
    parts = [f"หลักฐาน {len(documents)} แถว"] * bool(documents)
    label = " · ".join(parts + ["วิธี ผล และความเห็น"] * bool(rows))
    with st.expander(numerals.digits(label), key=f"more_{point['criterion']}", type="compact"):
        for document in documents[: room.documents]:
            _document(office, document, reading)
        if len(documents) > room.documents:
            notes.say(f":gray[แสดง {room.documents} จาก {len(documents)} รายการ]")
        for row in rows:
            _written(office, row, room.characters)


def _document(office: Office, document: Mapping, reading: str) -> None:
    title = escape(document["title"]) if document["title"] else ":gray[(ไม่มีชื่อ)]"
    if is_web(document["link"]):
        title = linked(one_line(document["title"]) or "เปิดเอกสาร", document["link"])
    why = said.why_not_counted(document, reading)
    warned = said.warnings(document)
    place = escape(f"ที่เก็บ {one_line(document['place'])}") if document["place"] else ""
    facts = [
        words.state(document["state"]),
        f"ไม่นับ: {escape(why)}" if why else "",
        place,
        escape(words.group_short(office, document["group"])),
        notes.cell(office, "evidence", document["at"], "title"),
    ]
    lines = [
        title,
        f":orange[{escape(warned)}]" if warned else "",
        f":gray[{' · '.join(fact for fact in facts if fact)}]",
    ]
    notes.say(BREAK.join(line for line in lines if line))


def _written(office: Office, row: Mapping, longest: int) -> None:
    """The three written parts of one group's row, what is unwritten said so; the full text."""
    group = escape(words.group_short(office, row["group"]))
    place = notes.cell(office, "progress", row["at"], "carried_out")
    notes.say(f"**{group}** :gray[{place}]")
    for field, title in said.WRITTEN.items():
        text = paragraphs(row[field], longest) if row[field] else f":gray[{said.UNWRITTEN}]"
        notes.say(f":gray[{title}]  \n{text}")
    if row["reviewer_note"]:
        notes.say(f":orange[ข้อให้แก้ไข] {escape(row['reviewer_note'])}")
    if is_web(row["full_text"]):
        notes.say(linked("เอกสารฉบับเต็ม", row["full_text"]))
