"""The opening page on paper: the ladder, the shortest paths, resolutions, what falls due, money."""

from collections.abc import Mapping, Sequence

import pandas as pd

from esa.documents import paper
from esa.documents.paper import Markup, lines
from esa.judged import Judged
from esa.plain import dicts
from esa.reading.office import Office
from esa.reading.problems import by_severity
from esa.rules.follow_ups import FollowUp
from esa.rules.vocabulary import AT_LEAST, CLOSED_FOLLOW_UPS, LEVEL, LEVELS, LOCKED
from esa.screen import printing
from esa.telling import board_ladder, changes_words, words
from esa.telling import board_words as said
from esa.telling.board_ladder import Moved, Row
from esa.telling.board_words import Path, Soon
from esa.telling.changes_words import Line
from esa.telling.texts import full_date, short_date
from pages.board.changes import Told, cell_words, place, who

LEGEND = "วงทึบ = ระดับตามหลักฐาน · วงประ = ระดับเบื้องต้น ยังให้ไม่ได้ · กรอบเหลี่ยม = ประเมินตนเองสูงกว่าหลักฐาน"
BEFORE = "วงเล็ก = ระดับเมื่อประชุมครั้งก่อน"
MOST_LINES = 40  # sentences of one kind
_STEP = 26  # px between two levels


def blocks(
    judged: Judged,
    reading: str,
    sums: pd.DataFrame | None = None,
    told: Told | None = None,
    changed: Mapping[str, Moved] | None = None,
) -> list[Markup]:
    """All blocks of the page. sums: of conditions.by_standard, for editions with that method.

    told, changed: since the last meeting, None without one.
    """

    office, rules = judged.office, judged.standards.tables

    def name(code: str) -> str:
        return words.group_short(office, code) if code else "ยังไม่ระบุกลุ่ม"

    if sums is None:
        stuck = said.stuck_points(rules.points, reading)
        rows = board_ladder.ladder(rules.levels, stuck, reading, name, changed)
        top = ladder(rows, rules.levels)
        top += paths(office, said.paths(rules.steps(reading), rules.levels, reading))
    else:
        top = standards(sums)
    return [
        *(since(office, told) if told else ()),
        *top,
        *follow_ups(office, judged.follow_ups),
        *soon(office, said.due_soon(rules.missing(reading), judged.follow_ups, office.today)),
        *quiet(judged),
    ]


def since(office: Office, told: Told) -> list[Markup]:
    """What rose, fell, became unknown and is stuck, with the cell of each; the rest counted."""
    found = [
        paper.heading(f"ตั้งแต่ครั้งที่ {told.meeting.number} ({short_date(told.meeting.meeting_date)})")
    ]
    for name, lines_ in (("ขึ้น", told.rose), ("ลง", told.fell), ("ไม่ทราบแล้ว", told.unknown)):
        if lines_:
            found += _lines(office, told, name, lines_)
    if not told.fell:
        found.append(paper.says("ไม่มีตัวบ่งชี้หรือประเด็นใดลดลง"))
    if told.stuck:
        rows = []
        for point in told.stuck[:MOST_LINES]:
            held = told.since.get(point.criterion)
            cell = told.cells.get(point.criterion) or (held and held.cell)
            rows.append(
                [
                    point.days,
                    f"{point.criterion} {printing.cell(told.titles.get(point.criterion), 90)}",
                    lines(who(office, point.groups), changes_words.held(held) if held else ""),
                    paper.Kept(cell_words(office, cell)) if cell else "",
                ]
            )
        heads = ("เกิน (วัน)", "ประเด็นที่ค้าง", "กับใคร ตั้งแต่เมื่อใด", "ช่องในชีต")
        found.append(paper.table(heads, rows, (17, None, 48, 44), numbers=(0,)))
    if told.topics:
        found.append(lines("เรื่องอื่นที่เปลี่ยน", *(topic.text for topic in told.topics)))
    return found


def _lines(office: Office, told: Told, name: str, found: Sequence[Line]) -> list[Markup]:
    rows = [
        [
            printing.cell(line.text),
            who(office, line.groups),
            paper.Kept(place(office, told.then, line.change)) if line.change else "",
        ]
        for line in found[:MOST_LINES]
    ]
    return [paper.table((f"{name} {len(found)} เรื่อง", "กลุ่ม", "ช่องในชีต"), rows, (None, 34, 44))]


def ladder(rows: Sequence[Row], levels: pd.DataFrame) -> list[Markup]:
    """Every indicator on its rail 1–5. rows: of board_ladder.ladder; levels: for full titles."""
    titles = {row["indicator"] or "": row["title"] for row in dicts(levels)}
    table = [
        [
            row.indicator,
            printing.cell(titles.get(row.indicator), 90) or row.name,
            _result(row),
            lines(*(text for text, _ in row.status)),
        ]
        for row in rows
    ]
    heads = ("รหัส", "ตัวบ่งชี้", "ระดับ ๑ ถึง ๕", "ที่ต้องดู")
    return [
        paper.heading("ระดับคุณภาพรายตัวบ่งชี้"),
        paper.says(f"{LEGEND} · {BEFORE}" if any(row.was for row in rows) else LEGEND),
        paper.table(heads, table, (14, None, 44, 58)),
    ]


def _result(row: Row) -> Markup:
    if row.kind == "none":
        return paper.put(row.words)
    word = {LEVEL: f"ระดับ {row.level}", AT_LEAST: f"อย่างน้อยระดับ {row.level}"}.get(row.kind, "")
    return Markup(rail(row.level, row.claimed, row.kind == LOCKED, row.was) + (paper.put(word)))


def rail(
    level: int | None, claimed: int | None, is_locked: bool = False, was: int | None = None
) -> Markup:
    """Levels 1–5 as an inline drawing in black, that no grey print loses. was: at the meeting."""
    marks = []
    for step in LEVELS:
        x = _STEP * (step - 0.5)
        if step == level:
            fill = ' fill="#fff" stroke="#000" stroke-width="2" stroke-dasharray="2 2"'
            fill = fill if is_locked else ' fill="#000"'
            marks.append(f'<circle cx="{x}" cy="11" r="7"{fill}/>')
        else:
            ring = 'r="4.5" fill="#fff" stroke="#000" stroke-width="1.6"'
            plain = 'r="2.5" fill="#777"'
            marks.append(f'<circle cx="{x}" cy="11" {ring if step == was else plain}/>')
        if step == claimed:
            marks.append(
                f'<rect x="{x - 10}" y="1" width="20" height="20" fill="none" stroke="#000" '
                'stroke-width="1.6"/>'
            )
    told = f"ระดับ {level or '–'}" + (f" ประเมินตนเอง {claimed}" if claimed else "")
    told += f" เดิม {was}" if was else ""
    width = _STEP * 5
    return Markup(
        f'<svg width="{width}" height="22" role="img" aria-label="{paper.put(told)}">'
        f'<line x1="13" y1="11" x2="{width - 13}" y2="11" stroke="#777"/>{"".join(marks)}</svg>'
    )


def standards(sums: pd.DataFrame) -> list[Markup]:
    """Conditions met by standard, for editions with that method. sums: of by_standard."""
    names = ("standard", "criteria", "stated", "met", "unmet", "unknown")
    rows = [[row[name] or "–" if name == "standard" else row[name] for name in names]
            for row in dicts(sums)]  # fmt: skip
    heads = ("มาตรฐานที่", "ประเด็น", "สภาพที่พึงประสงค์ (ข้อ)", "ทำได้", "ยังทำไม่ได้", "ไม่ทราบ")
    return [
        paper.heading("สภาพที่พึงประสงค์ตามมาตรฐาน"),
        paper.table(heads, rows, numbers=range(1, 6)),
    ]


def paths(office: Office, found: Sequence[Path]) -> list[Markup]:
    """The shortest way to the next level of each indicator, cheapest first."""
    if not found:
        return []

    def short(codes: tuple[str, ...]) -> str:
        return words.groups_short(office, codes, most=2)

    rows = [
        [path.need, said.path_title(path), printing.cell(said.path_text(path, short))]
        for path in found
    ]
    return [
        paper.heading("ขาดอีกเท่าใดจึงขึ้นระดับ"),
        paper.table(("ขาด", "เพื่อ", "สิ่งที่ต้องทำ"), rows, (14, 62, None), numbers=(0,)),
    ]


def follow_ups(office: Office, states: Sequence[FollowUp]) -> list[Markup]:
    """All resolutions that are open, those past their day first."""
    rows = [
        [
            row.overdue_days or "",
            lines(
                printing.cell(row.resolution) or "(ไม่ได้กรอกมติ)",
                said.follow_up_place(row.meeting_no, row.item),
            ),
            words.groups_short(office, row.groups, most=3),
            short_date(row.due) or "ไม่กำหนดวัน",
        ]
        for row in states
        if row.state not in CLOSED_FOLLOW_UPS
    ]
    heads = ("เกิน (วัน)", "มติหรือข้อสั่งการ", "ผู้รับผิดชอบ", "กำหนด")
    told = said.open_text(states) or "ยังไม่มีมติหรือข้อสั่งการในชีตสำนักงาน"
    shown = [paper.table(heads, rows, (17, None, 40, 34), numbers=(0,))] if rows else []
    return [paper.heading("มติและข้อสั่งการ"), paper.says(told), *shown]


def soon(office: Office, found: Sequence[Soon]) -> list[Markup]:
    """What falls due in the next days."""
    rows = [
        [full_date(item.due), item.what, words.groups_short(office, item.groups, most=3)]
        for item in found
    ]
    head = paper.heading(f"ครบกำหนดใน {said.NEXT_DAYS} วันข้างหน้า")
    if not rows:
        return [head, paper.says("ไม่มีเรื่องครบกำหนดในช่วงนี้")]
    return [head, paper.table(("กำหนด", "เรื่อง", "ผู้รับผิดชอบ"), rows, (38, None, 40))]


def quiet(judged: Judged) -> list[Markup]:
    """Performance agreement, money and problems in the sheets, a line each."""
    problems = said.problems_text(by_severity(judged.office.problems))
    return [
        paper.heading("ตัวชี้วัด เงินงบประมาณ และข้อมูลในชีต"),
        paper.says(said.kpi_text(judged.kpis)),
        paper.says(said.money_text(judged.money)),
        paper.says(f"ข้อมูลในชีต: {problems}"),
    ]
