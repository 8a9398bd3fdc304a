"""Blocks of the indicators page: the ladder to click, the receipt of a level, the next step."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from esa import plain
from esa.judged import Edition
from esa.reading.office import Office
from esa.rules import rubric
from esa.rules.evidence import leads
from esa.rules.next_steps import NextStep
from esa.rules.overall import OfStandard, office_overall, standards_overall
from esa.rules.points import overdue_days
from esa.rules.vocabulary import AT_LEAST, GAP, GATE, NO_TOTAL, REPORTED
from esa.screen import columns, filters, frame, notes, numerals
from esa.screen.drawings import drawn
from esa.telling import words
from esa.telling.texts import escape, shorten
from pages.indicators import cells, charts
from pages.indicators import words as said
from pages.indicators.receipts import BREAK, point_row, room

MOST_POINTS = 30  # points of one indicator on the page
MOST_ROWS = 50  # rows of a chart
MOST_STEPS = 10


def rows_of(table: pd.DataFrame, **equal: object) -> list[dict]:
    """Rows of a table as dicts, where the columns named have those values."""
    for name, value in equal.items():
        table = table[table[name] == value]
    return plain.dicts(table)


def shown_levels(standards: Edition, group: str) -> list[dict]:
    """Levels of the indicators in which the group leads a point; all of them for ""."""
    levels = plain.dicts(standards.tables.levels)
    if not group:
        return levels
    own = {point.indicator for point in standards.points if leads(group, point.lead_groups)}
    return [level for level in levels if level["indicator"] in own]


def ladder_blocks(
    office: Office, edition: str, levels: Sequence[Mapping], reading: str, group: str
) -> list[tuple[str, list]]:
    """Rows of the ladder under the heading of their standard; the standard that asks most first.

    Standards without an indicator come last and are left out where a group was chosen."""
    rungs = rubric.rungs_by_indicator(office.rows["rubric"])
    standard_of = {level["indicator"]: level["standard"] for level in levels}
    headings = {
        row["standard"]: f"มาตรฐานที่ {row['standard']} {row['title'] or said.NO_TITLE}"
        for row in rows_of(office.standards, edition=edition)
    }
    blocks: dict[str, list] = {}
    for row in charts.ladder_rows(levels, rungs, reading):
        blocks.setdefault(standard_of[row.code] or "", []).append(row)
    if not group:
        for standard in headings:
            blocks.setdefault(standard, [])
    return [
        (headings.get(standard, f"มาตรฐานที่ {standard or '–'} (ไม่มีในแท็บ มาตรฐาน)"), rows)
        for standard, rows in blocks.items()
    ]


def cut(blocks: Sequence[tuple[str, Sequence]]) -> list[tuple[str, Sequence]]:
    """The first rows of the blocks, so that a page stays light; says how many are left out."""
    room, kept = MOST_ROWS, []
    for heading, rows in blocks:
        if room or not rows:
            kept.append((heading, rows[:room]))
        room -= min(room, len(rows))
    left = sum(len(rows) for _, rows in blocks) - sum(len(rows) for _, rows in kept)
    if left:
        notes.say(f":gray[แผนภูมิแสดง {MOST_ROWS} แถวแรก อีก {left} แถวอยู่ในตาราง]")
    return kept


def clickable(
    drawings: Sequence, target: str, chosen: object, order: int, alternative: str
) -> None:
    """A pair of charts; a click on a row writes its code into the address under `target`.

    order: number of the chosen row: another row makes other charts, so that a click always counts;
        -1 where there is no row to click.
    """
    if order < 0:
        frame.two_sizes(*drawings, target, alternative)
        return
    for size, drawing in zip(("wide", "phone"), drawings, strict=True):
        key = f"{target}_{size}_{order}"
        with st.container(key=f"{size}_{target}_ladder"):
            st.vega_lite_chart(
                spec=drawing.spec(),
                theme=None,
                width="stretch",
                key=key,
                alt=shorten(alternative, 1200),
                on_select=lambda key=key: _picked(key, target, chosen),
                selection_mode=charts.PICK,
            )


def _picked(key: str, target: str, chosen: object) -> None:
    picked = st.session_state[key]["selection"].get(charts.PICK) or []
    code = picked[0].get("indicator") if picked else None
    if code and code != chosen:
        st.query_params[target] = str(code)


def alternative(finding: str, levels: Sequence[Mapping], reading: str) -> str:
    """The finding and every level in words, for those who can't see the chart."""
    each = [f"{level['indicator']} {level[f'sentence_{reading}']}" for level in levels]
    return f"{finding.replace('*', '').replace(':orange', '')} — {' · '.join(each)}"


def receipt(office: Office, standards: Edition, level: Mapping, reading: str) -> None:
    """ที่มาของระดับ: the sentence, the rubric strip, the extra condition and each point."""
    rungs = rubric.rungs(office.rows["rubric"], level["edition"], level["indicator"])
    notes.panel(escape(said.name(level), 160))
    notes.panel("ที่มาของระดับ", small=True)
    weak = level["weak" if reading == REPORTED else "weak_verified"]
    lines = [said.clear_sentence(level, rungs, reading), said.claimed(level, reading)]
    notes.say(BREAK.join(line for line in (*lines, said.weak(weak)) if line))
    _strip(level, rungs)
    _condition(office, level)
    points = rows_of(standards.tables.points, indicator=level["indicator"])
    if not points:
        notes.nothing("ยังไม่มีประเด็นของตัวบ่งชี้นี้ในแท็บ ประเด็นการพิจารณา", "ยังไม่มีประเด็น")
    evidence = _by_place(standards.tables.evidence, [p["criterion"] for p in points])
    progress = _by_place(office.progress, [p["criterion"] for p in points])
    missing = {step.criterion: step for step in standards.missing(reading)}
    with frame.rows("points"):
        for point in points[:MOST_POINTS]:
            lacking = missing.get(point["criterion"])
            point_row(office, point, evidence, progress, lacking, reading, room(len(points)))
    if len(points) > MOST_POINTS:
        notes.say(f":gray[แสดง {MOST_POINTS} จาก {len(points)} ประเด็น ที่เหลือดูในหน้าหลักฐาน]")


def _by_place(table: pd.DataFrame, criteria: Sequence[str]) -> dict:
    return {row["at"]: row for row in plain.dicts(table[table["criterion"].isin(criteria)])}


def _strip(level: Mapping, rungs: Sequence[rubric.Rung]) -> None:
    if not rungs or not level["total"]:
        return
    counts = rubric.strip(rungs, level["total"])
    made = cells.strip_cells([(each.clear, each.outcome, each.level) for each in counts])
    untyped = any(cell.outcome in (AT_LEAST, GAP) for cell in made)
    caption = said.strip_caption(level, untyped)
    steps = ", ".join(f"{cell.counts} ข้อ ระดับ {cell.word}" for cell in made)
    marks = (min(level[clear], level["total"]) for clear in ("clear_verified", "clear_reported"))
    drawing = drawn(cells.strip, made, *marks, numerals.digits)
    frame.chart(drawing, f"เกณฑ์ระดับคุณภาพ {steps}. {caption}", key="strip")
    with frame.quiet("strip"):
        notes.say(f":gray[{caption}]")


def _condition(office: Office, level: Mapping) -> None:
    row = next((r for r in plain.dicts(office.indicators) if r["at"] == level["at"]), None)
    if row is None or not rubric.is_filled_in(row["extra_condition"]):
        return
    with frame.row("condition"):
        notes.say(said.condition(row["extra_condition"], level["condition_open"]))
        notes.say(f":gray[{notes.cell(office, 'indicators', level['at'], 'extra_condition_met')}]")


def next_step(office: Office, standards: Edition, level: Mapping, reading: str) -> None:
    """ทำต่ออย่างไรให้ขึ้นระดับ: the gate first, then the cheapest way, each with its cell."""
    notes.panel("ทำต่ออย่างไรให้ขึ้นระดับ", small=True)
    steps = [step for step in standards.steps(reading) if step.indicator == level["indicator"]]
    gate = [step for step in steps if step.stage == GATE]
    rest = [step for step in steps if step.stage != GATE]
    if gate:
        notes.say(said.gate_head(len(gate)))
        _steps(office, gate, "gate")
    head = said.next_head(level, reading, len({step.criterion for step in rest}))
    if head:
        notes.say(head)
    if level[f"outcome_{reading}"] == NO_TOTAL:
        notes.say(notes.cell(office, "indicators", level["at"], "points_total"))
    _steps(office, rest, "rest")
    lead = next((code for step in rest for code in step.groups), "")
    if rest:
        frame.open_page("ดูรายการของกลุ่มในหน้า หลักฐานที่ยังขาด", "evidence", group=lead)
        own = level["indicator"]
        frame.open_page(f"ลองเพิ่มหลักฐานของ {own} แล้วดูระดับ", "whatif", indicator=own)


def _steps(office: Office, steps: Sequence[NextStep], key: str) -> None:
    with frame.rows(f"steps_{key}"):
        for number, step in enumerate(steps[:MOST_STEPS], start=1):
            with frame.row(f"step_{key}_{number}"):
                late = overdue_days(step.due, office.today)
                short = lambda code: words.group_short(office, code)  # noqa: E731
                notes.say(f"{number}\\. {said.step(step, short, late)}")
                _cell(office, step, f"{key}_{number}")
    if len(steps) > MOST_STEPS:
        notes.say(f":gray[และอีก {len(steps) - MOST_STEPS} รายการ]")


def _cell(office: Office, step: NextStep, key: str) -> None:
    """The very cell, or the workbook where a new row is to be added."""
    if step.at is not None:
        notes.copy_cell(office, step.tab, step.at, step.field, key)
        return
    owners = [book.name for book in office.workbooks if book.used and book.group in step.groups]
    where = f"ใน{escape(words.workbook(office, owners[0]))}" if owners and step.groups else ""
    notes.say(f":gray[เพิ่มแถวใหม่ในแท็บ {escape(words.tab_title(step.tab))} {where}]")


def overview(standards: Edition, reading: str, size: str) -> None:
    """Each standard and the office: the weighted overall by its rule, else why there is none.

    size: "wide" (stands below the ladder) or "phone" (at the end); the stylesheet shows one.
    """
    rows = standards_overall(standards.own("standards"), standards.levels, reading)
    with st.container(key=f"{size}_overall"):
        notes.panel("ภาพรวมตามมาตรฐาน")
        _overview_rows(standards, rows, reading, size)


def _overview_rows(standards: Edition, rows: Sequence[OfStandard], reading: str, size: str) -> None:
    with frame.rows(f"overall_{size}"):
        for index, row in enumerate(rows):
            mine = [level for level in standards.levels if level.standard == row.standard]
            spread = said.distribution(rubric.distribution(mine, reading))
            weight = f" (น้ำหนักร้อยละ {row.weight})" if row.weight is not None else ""
            with frame.row(f"overall_{size}_{index}"):
                name = escape(f"มาตรฐานที่ {row.standard} {row.title or said.NO_TITLE}{weight}", 200)
                levels = f":gray[{escape(spread) or 'ยังไม่มีตัวบ่งชี้ในชีต'}]"
                notes.say(f"**{name}**{BREAK}{escape(said.overall(row))}{BREAK}{levels}")
        for row in office_overall(rows):
            with frame.row(f"overall_{size}_office"):
                notes.say(f"**ทั้งสำนักงาน**{BREAK}{escape(said.overall(row))}")


def table(office: Office, levels: Sequence[Mapping], alternative: str) -> None:
    """The table behind the ladder: every indicator with its cell."""
    shown = pd.DataFrame(
        [
            {
                "ตัวบ่งชี้": level["indicator"],
                "ชื่อ": shorten(level["title"]) or None,
                "ตามที่ตรวจแล้ว": level["level_verified"],
                "ตามที่รายงาน": level["level_reported"],
                "ประเมินตนเอง": level["claimed_level"],
                "เป้าหมาย": level["target_level"],
                "ประเด็น": level["total"],
                "ชัดเจน (รายงาน)": level["clear_reported"],
                "ชัดเจน (ตรวจแล้ว)": level["clear_verified"],
                "ผล (รายงาน)": level["sentence_reported"],
                columns.PLACE: words.place(office, "indicators", level["at"], "indicator"),
            }
            for level in levels
        ]
    )
    with st.expander("ตารางของแผนภูมินี้"):
        columns.frame(shown, key="levels", alternative=shorten(alternative, 1200))
        columns.downloads("levels", lambda: shown, "ระดับของตัวบ่งชี้")


def choose_indicator(levels: Sequence[Mapping], default: str | None) -> str | None:
    """The filter `indicator`; at first the one that asks most."""
    names = [{"indicator": level["indicator"], "title": level["title"]} for level in levels]
    return filters.indicator(pd.DataFrame(names, columns=["indicator", "title"]), default)
