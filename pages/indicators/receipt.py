"""Where the level of one indicator comes from, each point of it, and what lifts it next."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

from esa.judged import Edition
from esa.plain import Place, records
from esa.rules import ladder
from esa.rules import levels as of_levels
from esa.rules.carried import Progress
from esa.rules.evidence import EVIDENCE_TAB, Document, Stand
from esa.rules.ladder import Rung
from esa.rules.levels import Level
from esa.rules.next_steps import NextStep
from esa.rules.points import Point, overdue_days
from esa.rules.vocabulary import (
    AT_LEAST,
    GAP,
    GATE,
    LEVEL,
    NO_TOTAL,
    OVERLAP,
    STATE_SYMBOLS,
    STATE_WORDS,
    UNKNOWN,
    UNREAD,
)
from esa.telling import words
from esa.telling.drawings import Count, Strip
from esa.telling.registers import opened, word
from esa.telling.texts import NBSP, is_web, shorten
from esa.telling.topic import (
    Cell,
    Column,
    Door,
    Entry,
    Mark,
    Onward,
    Topic,
    act,
    quiet,
    strong,
    together,
)
from pages.indicators import words as said
from pages.indicators.view import MOST_LISTED

MOST_COUNTS = 11  # more counts than this share cells by level
LONGEST_PART = 1200  # characters of one written part; the whole is behind its link
POINTS = (Column("ประเด็น", 21), Column("ข้อความ"), Column("การดำเนินการ", 32))
POINTS += (Column("หลักฐาน", 40), Column("ผู้รับผิดชอบ", 30))
STEPS = (Column("ที่", 12), Column("สิ่งที่ต้องทำ"))


def indicator(edition: Edition, level: Level, reading: str) -> Topic:
    """Where its level comes from, the extra condition, and what to do next."""
    receipt, after = _receipt(edition, level, reading), _next_steps(edition, level, reading)
    name = said.name(level.indicator, level.title)
    return Topic("indicator", name, "", parts=(receipt, *_condition(edition, level), after))


def _receipt(edition: Edition, level: Level, reading: str) -> Topic:
    """ที่มาของระดับ: the sentence, the rubric strip and each point."""
    rungs = ladder.rungs(edition.own("rubric"), level.edition, level.indicator)
    points = [point for point in edition.points if point.indicator == level.indicator]
    behind = _behind(edition, points, reading)
    return Topic(
        "receipt",
        "ที่มาของระดับ",
        said.comes_from(level, rungs, reading),
        tuple(_point(behind, point, place < MOST_LISTED) for place, point in enumerate(points)),
        POINTS,
        drawing=strip(level, rungs),
        empty="ยังไม่มีประเด็นของตัวบ่งชี้นี้ในแท็บ ประเด็นการพิจารณา",
    )


def _condition(edition: Edition, level: Level) -> Iterable[Topic]:
    own = dict(records(edition.own("indicators"), "extra_condition"))
    if of_levels.is_filled_in(own.get(level.at)):
        state = act("ยังไม่ได้ยืนยัน") if level.condition_open else "ยืนยันแล้ว"
        cell = Cell("indicators", level.at, "extra_condition_met")
        entry = Entry("", shorten(own[level.at]), state, cell=cell)
        yield Topic("condition", "เงื่อนไขเพิ่มเติม", "", (entry,))


def strip(level: Level, rungs: Sequence[Rung]) -> Strip | None:
    """A cell per count of clear points saying its level, those with the same in one where there are
    many; the verified count solid, the reported one framed; None without a rubric."""
    if not rungs or not level.total:
        return None
    runs = [[each] for each in ladder.strip(rungs, level.total)]
    if len(runs) > MOST_COUNTS:
        same = groupby((run[0] for run in runs), key=lambda each: (each.outcome, each.level))
        runs = [list(run) for _, run in same]
    counted = [min(clear, level.total) for clear in (level.verified.clear, level.reported.clear)]
    untyped = any(run[0].outcome in (AT_LEAST, GAP) for run in runs)
    cells = tuple(_count(run[0], run[0].clear, run[-1].clear, *counted) for run in runs)
    return Strip(("ได้ระดับ", "ชัดเจน (ข้อ)"), cells, said.strip_caption(level, untyped))


def _count(of: ladder.Count, first: int, last: int, verified: int, reported: int) -> Count:
    level = str(of.level) if of.outcome == LEVEL else "ซ้อน" if of.outcome == OVERLAP else "?"
    here = {
        kind
        for kind, count in (("verified", verified), ("reported", reported))
        if first <= count <= last
    }
    kind = "both" if len(here) == 2 else next(iter(here), "" if of.outcome == LEVEL else "blank")
    return Count(level, str(first) if first == last else f"{first}–{last}", kind)


# --- points ---------------------------------------------------------------------------------------


class Behind(NamedTuple):
    """The rows behind the points of one indicator, and how much of each point is on the page:
    everything on it goes to the browser."""

    edition: Edition
    reading: str
    evidence: Mapping[Stand, Document]
    progress: Mapping[Place, Progress]
    missing: Mapping[str | None, NextStep]
    documents: int
    characters: int  # of one written part

    def short(self, code: str | None) -> str:
        return words.group_short(self.edition.office, code)


def _behind(edition: Edition, points: Sequence[Point], reading: str) -> Behind:
    codes, share = {point.criterion for point in points}, max(len(points), 1)
    return Behind(
        edition,
        reading,
        {row.stand: row for row in edition.evidence if row.criterion in codes},
        {row.at: row for row in edition.progress if row.criterion in codes},
        {step.criterion: step for step in edition.missing(reading)},
        min(max(150 // share, 5), 20),
        min(max(12_000 // share, 300), LONGEST_PART),
    )


def _point(behind: Behind, point: Point, in_full: bool) -> Entry:
    """A point: verdict and state, and why it doesn't count where it doesn't."""
    groups = words.groups_short(behind.edition.office, point.lead_groups)
    rows = [behind.progress[at] for at in point.progress_rows if at in behind.progress]
    verdict = f"{said.carried(point)} ({groups})"
    if rows:
        told = (rows, point.deciding_rows, point.missing_groups, behind.short)
        verdict = said.reports(*told, behind.edition.office)
    step = behind.missing.get(point.criterion)
    why = said.lacks(step, behind.evidence.get(Stand(step.at, step.tab)) if step else None)
    late = said.due(point.due, point.overdue_days) if step else ""
    state = point.state if point.known or point.documents else UNKNOWN
    unread = point.in_reading(behind.reading).unknown
    state, why = (UNREAD, "") if unread else (state, why)
    title = shorten(point.title) or said.NO_TITLE
    evidence = together((f"{STATE_SYMBOLS[state]} {STATE_WORDS[state]}", why), "\n")
    weak = "ควรตรวจทาน" if point.in_reading(behind.reading).weak else ""
    return Entry(
        point.criterion or "",
        title,
        together((verdict, together((why, late))), "\n"),
        values=(point.criterion, title, said.carried(point), evidence, groups),
        mark=Mark(state, STATE_WORDS[state], weak),
        more=_fold(behind, point, rows) if in_full else None,
    )


def _fold(behind: Behind, point: Point, rows: Sequence[Progress]) -> Topic | None:
    """Its documents and what was written of it; None where there is nothing."""
    documents = [behind.evidence[at] for at in point.evidence_rows if at in behind.evidence]
    there, most = len(documents), behind.documents
    kept = behind.edition.judged.serving(point.criterion)
    heads = (f"หลักฐาน {there} แถว" if there else "", "วิธี ผล และความเห็น" if rows else "")
    heads += (f"ทะเบียนประกอบ {len(kept)}" if kept else "",)
    if not any(heads):
        return None
    told = [_document(behind, document) for document in documents[:most]]
    for row in rows:
        told += _written(behind, row)
    for of in kept:
        text = f"ทะเบียนประกอบ: {shorten(of.declared.title, 80)} {len(of.rows):,}{NBSP}{word(of)}"
        told.append(Entry("", text, door=opened(of.declared.title)))
    cut = (f"แสดง {most} จาก {there} รายการของหลักฐาน",) if there > most else ()
    return Topic(f"more_{point.criterion}", together(heads), "", tuple(told), notes=cut)


def _document(behind: Behind, document: Document) -> Entry:
    why, warned = said.why_not_counted(document, behind.reading), said.warnings(document)
    place = shorten(document.place)
    facts = (
        STATE_WORDS[document.state],
        f"ไม่นับ: {why}" if why else "",
        f"ที่เก็บ {place}" if place else "",
        behind.short(document.group),
        "" if document.cells == EVIDENCE_TAB else shorten(document.cells.tab),
    )
    opens = is_web(document.link)
    return Entry(
        "",
        shorten(document.title) or ("เปิดเอกสาร" if opens else quiet("(ไม่มีชื่อ)")),
        together((act(warned) if warned else "", together(facts)), "\n"),
        cell=Cell(document.cells.tab, document.at, document.cells.title),
        link=document.link or "",
    )


def _written(behind: Behind, row: Progress) -> Iterable[Entry]:
    """The three written parts of one group's row, what is unwritten said so; the full text."""
    told = [strong(behind.short(row.group))]
    for field, title in said.WRITTEN.items():
        text = said.lines(getattr(row, field), behind.characters)
        told += [quiet(title), text or quiet(said.UNWRITTEN)]
    if row.reviewer_note:
        told.append(f"{act('ข้อให้แก้ไข')} {shorten(row.reviewer_note)}")
    yield Entry("", "\n".join(told), cell=Cell("progress", row.at, "carried_out"))
    if is_web(row.full_text):
        yield Entry("", "เอกสารฉบับเต็ม", link=row.full_text)


# --- what to do next ------------------------------------------------------------------------------


def _next_steps(edition: Edition, level: Level, reading: str) -> Topic:
    """ทำต่ออย่างไรให้ขึ้นระดับ: the gate first, then the cheapest way, each with its cell."""
    steps = [step for step in edition.steps(reading) if step.indicator == level.indicator]
    gate = [step for step in steps if step.stage == GATE]
    rest = [step for step in steps if step.stage != GATE]
    head = said.next_head(level, reading, len({step.criterion for step in rest}))
    entry = partial(_step, edition)
    told = tuple(map(entry, range(1, len(rest) + 1), rest))
    if level.in_reading(reading).outcome == NO_TOTAL:
        cell = Cell("indicators", level.at, "points_total")
        name = words.heading(cell.tab, cell.field)
        told = (Entry("", name, cell=cell, values=("", name)),)
    parts = [Topic("rest", "", head, told, STEPS)] if head or told else []
    if gate:
        entries = tuple(map(entry, range(1, len(gate) + 1), gate))
        parts.insert(0, Topic("gate", "", said.gate_head(len(gate)), entries, STEPS))
    onward = _onward(level, rest) if rest else ()
    return Topic("next", "ทำต่ออย่างไรให้ขึ้นระดับ", "", parts=tuple(parts), onward=onward)


def _onward(level: Level, steps: Sequence[NextStep]) -> tuple[Onward, ...]:
    lead, own = next((code for step in steps for code in step.groups), ""), level.indicator or ""
    return (
        Onward(Door("evidence", (("group", lead),)), "ดูรายการของกลุ่มในหน้า หลักฐานที่ยังขาด"),
        Onward(Door("whatif", (("indicator", own),)), f"ลองคำนวณระดับของ {own}"),
    )


def _step(edition: Edition, place: int, step: NextStep) -> Entry:
    office = edition.office
    late = overdue_days(step.due, office.today)
    text = said.step(step, partial(words.group_short, office), late)
    cell = Cell(step.tab, step.at, step.field) if step.at else None
    note = "" if cell else _new_row(edition, step)
    return Entry(f"{place}.", text, note, cell=cell, values=(place, together((text, note), "\n")))


def _new_row(edition: Edition, step: NextStep) -> str:
    """The workbook where a new row is to be added."""
    books = (b for b in edition.office.workbooks if b.used and b.group in step.groups)
    owner = next(books, None)
    where = f" ใน{words.workbook(edition.office, owner.name)}" if owner else ""
    return f"เพิ่มแถวใหม่ในแท็บ {words.tab_title(step.tab)}{where}"
