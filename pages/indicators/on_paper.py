"""Indicators on paper: the ladder as a table, and where the level of the chosen one comes from."""

from collections.abc import Mapping, Sequence

from esa.documents import paper
from esa.documents.paper import Markup, lines
from esa.judged import Edition
from esa.plain import Place, dicts
from esa.reading.office import Office
from esa.rules import rubric
from esa.rules.evidence import Document
from esa.rules.next_steps import NextStep
from esa.rules.points import overdue_days
from esa.rules.vocabulary import (
    GATE,
    LACKS_WORDS,
    LOCKED,
    READING_WORDS,
    REPORTED,
    STATE_SYMBOLS,
    STATE_WORDS,
    UNIT_WORDS,
    UNKNOWN,
)
from esa.screen import printing
from esa.screen.printing import cell, marked
from esa.telling import words
from pages.board.on_paper import rail
from pages.indicators import words as said


def ladder(levels: Sequence[Mapping], reading: str) -> list[Markup]:
    """Every indicator in one reading: its rail, result, claim and target."""
    rows = [
        [
            level["indicator"],
            cell(level["title"], 110) or said.NO_TITLE,
            _rail(level, reading),
            cell(level[f"sentence_{reading}"]),
            printing.known(level["claimed_level"]),
            printing.known(level["target_level"]),
        ]
        for level in levels
    ]
    heads = ("รหัส", "ตัวบ่งชี้", "ระดับ ๑ ถึง ๕", "ผล", Markup("ประเมิน<br>ตนเอง"), "เป้าหมาย")
    legend = "วงทึบ = ระดับตามหลักฐาน · วงประ = เบื้องต้น ยังให้ไม่ได้ · กรอบเหลี่ยม = ประเมินตนเอง"
    return [
        paper.heading(f"ระดับของตัวบ่งชี้ {READING_WORDS[reading]}"),
        paper.says(legend),
        paper.table(heads, rows, (13, None, 38, 42, 22, 23), centred=(4, 5)),
    ]


def _rail(level: Mapping, reading: str) -> Markup:
    reached, claimed = level[f"level_{reading}"], level["claimed_level"]
    provisional = level[f"provisional_{reading}"]
    is_locked = level[f"outcome_{reading}"] == LOCKED
    return rail(provisional if is_locked else reached, claimed, is_locked)


def receipt(office: Office, standards: Edition, level: Mapping, reading: str) -> list[Markup]:
    """Where the level of one indicator comes from, each point of it, and what to do next."""
    rungs = rubric.rungs(office.rows["rubric"], level["edition"], level["indicator"])
    weak = level["weak" if reading == REPORTED else "weak_verified"]
    told = (
        said.clear_sentence(level, rungs, reading),
        said.claimed(level, reading),
        said.weak(weak),
    )
    points = dicts(standards.tables.points)
    points = [row for row in points if row["indicator"] == level["indicator"]]
    lacking = {step.criterion: step for step in standards.missing(reading)}
    evidence = {row.at: row for row in standards.evidence}
    rows = []
    for point in points:
        row = lacking.get(point["criterion"])
        state = point["state"] if point["known"] or point["documents"] else UNKNOWN
        rows.append(
            [
                point["criterion"],
                cell(point["title"]) or said.NO_TITLE,
                said.carried(point),
                lines(f"{STATE_SYMBOLS[state]} {STATE_WORDS[state]}", _why(row, evidence)),
                words.groups_short(office, point["lead_groups"]),
            ]
        )
    heads = ("ประเด็น", "ข้อความ", "การดำเนินการ", "หลักฐาน", "ผู้รับผิดชอบ")
    shown = [paper.table(heads, rows, (21, None, 32, 40, 30))] if rows else []
    name = cell(said.name(level), 160)
    return [
        paper.heading(f"ที่มาของระดับ {name}"),
        *(paper.says(marked(line)) for line in told if line),
        *shown,
        *_steps(office, standards, level, reading),
    ]


def _why(step: NextStep | None, evidence: Mapping[Place, Document]) -> str:
    """Why a point has no clear evidence; "" where it has."""
    if step is None:
        return ""
    document = evidence.get(step.at)
    return f"ยังไม่นับ: {LACKS_WORDS.get(document.lacks, '') if document else 'ยังไม่มีเอกสาร'}"


def _steps(office: Office, standards: Edition, level: Mapping, reading: str) -> list[Markup]:
    steps = [step for step in standards.steps(reading) if step.indicator == level["indicator"]]
    gate = sum(step.stage == GATE for step in steps)
    rest = len({step.criterion for step in steps if step.stage != GATE})
    told = [said.gate_head(gate) if gate else "", said.next_head(level, reading, rest)]

    def short(code: str) -> str:
        return words.group_short(office, code)

    rows = [
        [number, marked(said.step(step, short, overdue_days(step.due, office.today)))]
        for number, step in enumerate(steps, start=1)
    ]
    shown = [paper.table(("ที่", "สิ่งที่ต้องทำ"), rows, (12, None), centred=(0,))] if rows else []
    return [
        paper.heading("ทำต่ออย่างไรให้ขึ้นระดับ"),
        *(paper.says(marked(line)) for line in told if line),
        *shown,
    ]


def results(office: Office, rows: Sequence[Mapping]) -> list[Markup]:
    """Editions by conditions: every criterion with what is met and its target."""
    table = [
        [
            row["criterion"],
            cell(row["title"], 160) or said.NO_TITLE,
            said.met(row),
            cell(said.target(row, UNIT_WORDS)),
            words.groups_short(office, row["lead_groups"]),
        ]
        for row in rows
    ]
    heads = ("ประเด็น", "ข้อความ", "สภาพที่พึงประสงค์", "ค่าเป้าหมาย", "ผู้รับผิดชอบหลัก")
    return [
        paper.heading("ผลตามประเด็น"),
        paper.table(heads, table, (21, None, 40, 42, 32)),
    ]


def conditions(found: Edition, row: Mapping) -> list[Markup]:
    """The conditions of the criterion that was chosen."""
    table = [
        [
            each.condition,
            cell(each.text, 400) or "(ยังไม่ได้กรอกข้อความ)",
            marked(said.met_word(each.met)),
        ]
        for each in found.met
        if each.criterion == row["criterion"]
    ]
    if not table:
        return []
    return [
        paper.heading(cell(said.name(row, "criterion"), 160)),
        paper.table(("ข้อ", "สภาพที่พึงประสงค์", "ผล"), table, (22, None, 34)),
    ]


def by_levels(
    office: Office, standards: Edition, levels: Sequence[Mapping], chosen: str, reading: str
) -> list[Markup]:
    """The ladder, and the receipt of the indicator that was chosen."""
    found = ladder(levels, reading)
    for level in levels:
        if level["indicator"] == chosen:
            found += receipt(office, standards, level, reading)
    return found


def by_conditions(
    office: Office, found: Edition, rows: Sequence[Mapping], chosen: str
) -> list[Markup]:
    """Every criterion, and the conditions of the one that was chosen."""
    made = results(office, rows)
    for row in rows:
        if row["criterion"] == chosen:
            made += conditions(found, row)
    return made
