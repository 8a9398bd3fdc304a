"""The ladder of the page: every indicator's level in both readings, claim and target; and how they
add up by standard."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from esa.codes import code_key
from esa.judged import Edition
from esa.plain import records
from esa.rules.evidence import leads
from esa.rules.ladder import rungs_by_indicator
from esa.rules.levels import Level, distribution
from esa.rules.overall import office_overall, standards_overall
from esa.rules.verdict_words import claimed_th
from esa.rules.vocabulary import (
    GAP,
    INCOMPLETE,
    LEVEL,
    LEVELS,
    LOCKED,
    NO_RUBRIC,
    NO_TOTAL,
    ON_THE_SCALE,
    OVERLAP,
    READING_WORDS,
    REPORTED,
    VERIFIED,
)
from esa.telling import words
from esa.telling.drawings import Ladder, Said, Step
from esa.telling.levels import RAIL_WORDS
from esa.telling.tables import PLACE
from esa.telling.texts import cut as cut_title
from esa.telling.texts import one_line, shorten
from esa.telling.topic import (
    Cell,
    Column,
    Door,
    Entry,
    Rail,
    Table,
    Topic,
    plain,
    strong,
    together,
)
from esa.telling.words import NO_TITLE
from pages.indicators import words as said
from pages.indicators.receipt import indicator
from pages.indicators.view import MOST_ROWS, View, cut, filters, left_out

COLUMNS = (Column("รหัส", 13), Column("ตัวบ่งชี้"), Column("ระดับ 1 ถึง 5 และผล", 58, "rail"))
COLUMNS += (Column("ประเมินตนเอง", 26, "number"), Column("เป้าหมาย", 28, "number"))
LEGEND = {
    **RAIL_WORDS,
    "target": "ธง = เป้าหมาย",
    "blank": "ขีดประ = ยังไม่ได้กรอกเกณฑ์",
}
_URGENCY = (LOCKED, GAP, OVERLAP, INCOMPLETE, NO_TOTAL, NO_RUBRIC)

Blocks = Sequence[tuple[str, Sequence[Level]]]  # heading of a standard, its indicators


def view(edition: Edition, group: str, reading: str) -> View:
    """The ladder of an edition that gives quality levels, and the receipt of one indicator."""
    levels = of_group(edition, group)
    found = blocks(edition, levels, reading, group)
    own = {level.indicator or "": level for level in levels}
    finding = said.finding(levels, reading)
    sentences = (f"{code} {level.in_reading(reading).sentence}" for code, level in own.items())
    return View(
        "indicator",
        "ตัวบ่งชี้",
        {code: cut_title(f"{code} {one_line(own[code].title)}".strip(), 38) for code in own},
        _first(levels, reading),
        finding,
        "เลือกกลุ่มอื่น หรือกรอกแท็บ ตัวบ่งชี้ และ ประเด็นการพิจารณา ในสมุดงานของสำนักงาน",
        lambda chosen: ladder(edition, found, reading, group, chosen),
        lambda chosen: indicator(edition, own[chosen], reading),
        table(edition, levels),
        f"{plain(finding)} — {' · '.join(sentences)}",
        ("indicators", "criteria", "rubric", "progress", "evidence"),
        standards(edition, reading),
        reading,
    )


def of_group(edition: Edition, group: str) -> Sequence[Level]:
    """The indicators in which the group leads a point; all of them for ""."""
    if not group:
        return edition.levels
    own = {point.indicator for point in edition.points if leads(group, point.lead_groups)}
    return [level for level in edition.levels if level.indicator in own]


def blocks(edition: Edition, levels: Iterable[Level], reading: str, group: str) -> Blocks:
    """The indicators under their standard, by its code.

    In each what is claimed above the evidence, most first; then by the distance to the target; then
    locked, a rubric to mend, incomplete, no rubric; ties by code. Standards without an indicator
    are left out where a group was chosen."""
    known = records(edition.own("standards"), "standard", "title")
    headings = {code: f"มาตรฐานที่ {said.name(code, title)}" for _, code, title in known}
    found: dict[str | None, list[Level]] = {}
    for level in sorted(levels, key=partial(_urgency, reading=reading)):
        found.setdefault(level.standard, []).append(level)
    if not group:
        for code in headings:
            found.setdefault(code, [])
    return [
        (headings.get(code, f"มาตรฐานที่ {code or '–'} (ไม่มีในแท็บ มาตรฐาน)"), rows)
        for code, rows in sorted(found.items(), key=lambda each: code_key(each[0] or ""))
    ]


def _first(levels: Iterable[Level], reading: str) -> str | None:
    """The one that asks most."""
    most = min(levels, key=partial(_urgency, reading=reading), default=None)
    return most.indicator if most else None


def _urgency(level: Level, reading: str) -> tuple:
    result, code = level.in_reading(reading), code_key(level.indicator)
    if (result.claimed_above or 0) > 0:
        return (0, -result.claimed_above, code)
    if result.least is not None:
        least = result.least
        return (1, least - (level.target_level or least), code)
    return (2, _URGENCY.index(result.outcome), code)


def ladder(edition: Edition, found: Blocks, reading: str, group: str, chosen: str | None) -> Topic:
    """Levels 1 to 5, a block for each standard; as a table in code order. chosen: on view."""
    typed = {
        code: {rung.level for rung in rungs}
        for (_, code), rungs in rungs_by_indicator(edition.own("rubric")).items()
    }
    carried = filters(edition, group)
    rails, steps = [], []
    for heading, levels in found:
        for place, level in enumerate(levels):
            code = level.indicator or ""
            rail = _rail(level, reading, typed.get(code, set()))
            rails.append((level, rail))
            door = Door("indicators", (("indicator", code), *carried))
            step = _step(level, rail, reading, door, code == chosen)
            steps.append(step if place else replace(step, above=heading))
        if not levels:
            steps.append(Step("", "ยังไม่มีตัวบ่งชี้ในชีต", None, above=heading))
    rails.sort(key=lambda pair: code_key(pair[0].indicator))
    return Topic(
        "levels",
        f"ระดับของตัวบ่งชี้ {READING_WORDS[reading]}",
        "",
        tuple(_entry(level, rail, reading) for level, rail in rails),
        COLUMNS,
        notes=(*_legend([rail for _, rail in rails], reading), *_order(found), *cut(len(steps))),
        drawing=Ladder(tuple(steps[:MOST_ROWS])) if steps else None,
        left_out=left_out(edition, "progress", "evidence", "rubric", "criteria", "indicators"),
    )


def _step(level: Level, rail: Rail, reading: str, door: Door, chosen: bool) -> Step:
    """What the marks can't say stands beside them: the claim, the gate, why there is no level."""
    result = level.in_reading(reading)
    sentence = "" if result.outcome == LEVEL else result.sentence
    if result.outcome not in ON_THE_SCALE and not result.span:
        sentence = sentence.partition(": ยังสรุป")[0]
    name = shorten(level.title) or NO_TITLE
    if not rail.is_drawn:
        return Step(level.indicator or "", name, None, sentence, door=door, chosen=chosen)
    claims = claimed_th(result.claimed_above)
    told = (
        Said(f"ประเมินตนเอง{claims}" if claims else "", "" if rail.modest else "act"),
        Said(sentence, "lock" if result.outcome == LOCKED else ""),
    )
    told = tuple(each for each in told if each.text)
    return Step(level.indicator or "", name, rail, said=told, door=door, chosen=chosen)


def _rail(level: Level, reading: str, typed: set[int]) -> Rail:
    """Both readings on one rail: the one chosen solid, as everywhere, the other one a ring where it
    is another level."""
    result, above = level.in_reading(reading), level.in_reading(reading).claimed_above or 0
    beside = level.in_reading(VERIFIED if reading == REPORTED else REPORTED).level
    if result.outcome == LOCKED:
        word, to = result.sentence, result.span.highest if result.span else None
        return Rail(result.provisional, True, word=word, target=level.target_level, to=to)
    if result.span:
        claimed = level.claimed_level if above else None
        low, to = result.span.lowest, result.span.highest
        rail = Rail(low, False, claimed, word=result.sentence, target=level.target_level, to=to)
        return rail._replace(modest=above < 0)
    other = beside if beside != result.level else None
    claimed = level.claimed_level if above else None
    told = {"ตรวจแล้ว": level.verified.said, READING_WORDS[REPORTED]: level.reported.said}
    told["ประเมินตนเอง"] = claimed
    told["เป้าหมาย"] = level.target_level
    word = together(f"{name} ระดับ {value}" for name, value in told.items() if value)
    blank = tuple(number for number in LEVELS if number not in typed)
    return Rail(
        *(result.level, False, claimed, None, word, other, level.target_level, above < 0, blank)
    )


def _order(found: Blocks) -> tuple[str, ...]:
    """How indicators stand in their standard, where that isn't by code."""
    codes = [[row.indicator for row in rows] for _, rows in found]
    by_need = any(each != sorted(each, key=code_key) for each in codes)
    return ("ในแต่ละมาตรฐาน เรียงตัวบ่งชี้ที่ต้องเร่งดำเนินการไว้ก่อน",) if by_need else ()


def _legend(rails: Sequence[Rail], reading: str) -> tuple[str, ...]:
    """What the marks mean that occur."""
    occur: set[str] = set()
    for rail in (rail for rail in rails if rail.is_drawn):
        occur |= {"locked"} if rail.provisional else {"level"} if rail.level else set()
        occur |= {name for name in ("other", "claimed", "target") if getattr(rail, name)}
        occur |= {"blank"} if rail.blank else set()
        occur |= {"span"} if rail.to else set()
    beside = VERIFIED if reading == REPORTED else REPORTED
    readings = {
        "level": f"วงทึบ = ระดับ{READING_WORDS[reading]}",
        "other": f"วงโปร่ง = ระดับ{READING_WORDS[beside]}",
    }
    told = together(text for name, text in (readings | LEGEND).items() if name in occur)
    return (told,) if told else ()


def _entry(level: Level, rail: Rail, reading: str) -> Entry:
    told = rail._replace(word=level.in_reading(reading).sentence)
    title = shorten(level.title, 110) or NO_TITLE
    return Entry(values=(level.indicator, title, told, level.claimed_level, level.target_level))


def table(edition: Edition, levels: Sequence[Level]) -> Table:
    """Every indicator with its cell."""
    columns = ("ตัวบ่งชี้", "ชื่อ", "ตามที่ตรวจแล้ว", "ตามที่รายงาน", "ประเมินตนเอง", "เป้าหมาย", "ประเด็น")
    columns += ("ชัดเจน (รายงาน)", "ชัดเจน (ตรวจแล้ว)", "ผล (รายงาน)", PLACE)
    cells = tuple(Cell("indicators", level.at, "indicator") for level in levels)
    rows = [
        (
            *(level.indicator, shorten(level.title) or None),
            *(
                level.verified.level or level.verified.said or None,
                level.reported.level or level.reported.said or None,
            ),
            *(level.claimed_level, level.target_level),
            *(level.total, level.reported.clear, level.verified.clear, level.reported.sentence),
            words.place(edition.office, *cell),
        )
        for level, cell in zip(levels, cells, strict=True)
    ]
    return Table("ระดับของตัวบ่งชี้", columns, tuple(rows), cells)


def standards(edition: Edition, reading: str) -> Topic:
    """Each standard and the office: the weighted overall by its rule, else why there is none."""
    rows = standards_overall(edition.own("standards"), edition.levels, reading)
    told = []
    for row in rows:
        mine = [level for level in edition.levels if level.standard == row.standard]
        weight = f" (น้ำหนักร้อยละ {row.weight})" if row.weight is not None else ""
        name = shorten(f"มาตรฐานที่ {row.standard} {row.title or NO_TITLE}{weight}", 200)
        spread = said.distribution(distribution(mine, reading)) or "ยังไม่มีตัวบ่งชี้ในชีต"
        told.append(Entry("", f"{strong(name)}\n{said.overall(row)}", spread))
    for row in office_overall(rows):
        told.append(Entry("", f"{strong('ทั้งสำนักงาน')}\n{said.overall(row)}"))
    return Topic("standards", "ภาพรวมตามมาตรฐาน", "", tuple(told))
