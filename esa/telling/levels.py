"""The quality level of every indicator and where it comes from."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from typing import NamedTuple

from esa.changes.record import Change
from esa.rules.levels import Level, Result
from esa.rules.points import Point
from esa.rules.verdict_words import (
    UNREAD_WORDS,
    carried_th,
    claimed_th,
    levels_th,
    span_th,
    weak_th,
)
from esa.rules.vocabulary import (
    AT_LEAST,
    CLEAR_WORDS,
    LEVEL,
    LOCKED,
    NO_RAIL_WORDS,
    NO_TOTAL,
    ON_THE_SCALE,
    OUTCOME_WORDS,
    READING_WORDS,
    READINGS,
    STATE_WORDS,
    VERIFIED,
)
from esa.telling import conditions
from esa.telling.drawings import Ladder, Said, Step
from esa.telling.left_out import DOCUMENTS, REPORTS
from esa.telling.standpoint import Standpoint
from esa.telling.texts import JOINER, NBSP, shorten
from esa.telling.topic import (
    Cell,
    Column,
    Door,
    Entry,
    Rail,
    Table,
    Topic,
    Value,
    strong,
    together,
)
from esa.telling.words import NO_TITLE, short_title

ACT, ROSE = "act", "rise"  # tones of what is said beside a level
MOST_SAID = 3
FIELDS = (*REPORTS, *DOCUMENTS)  # without which a row counts nowhere
RAIL_WORDS = {  # what a mark on the steps means
    "span": "แถบลาย = ช่วงที่อาจเป็น เพราะบางรายการอ่านไม่ได้",
    "locked": "วงประ = เบื้องต้น ยังให้ระดับไม่ได้",
    "claimed": "กรอบเหลี่ยม = ประเมินตนเอง",
}
LONGEST = 110  # letters of a title on paper
COLUMNS = (Column("รหัส", 14), Column("ตัวบ่งชี้"), Column("ระดับ 1 ถึง 5", 40, "rail"))
COLUMNS += (Column("ที่มาของระดับ และที่ต้องดู", 74),)
_INDICATORS = f"ตัว{JOINER}บ่ง{JOINER}ชี้"  # never broken in the large heading


class Moved(NamedTuple):
    """How a level changed since the meeting: kind as of esa.changes, both levels where known."""

    kind: str
    was: int | None
    now: int | None
    narrowed: bool = False  # between two levels then or now


class Row(NamedTuple):
    """An indicator of the ladder. rail: None where words stand in its place; block: -1 rose or fell
    since the meeting, 0 stuck, 1 with a level, 2 locked, 3 without a level; stuck: points; reason:
    where its level comes from, and what there is to see to."""

    level: Level
    rail: Rail | None
    words: str
    said: tuple[Said, ...]
    block: int
    stuck: int
    reason: str


def levels(at: Standpoint) -> Topic:
    if at.by_conditions:
        return conditions.conditions(at)
    rows = ladder(at)
    return Topic(
        "levels",
        f"ระดับคุณภาพรายตัวบ่งชี้ ({READING_WORDS[at.reading]})",
        finding(at),
        tuple(_entry(row) for row in rows),
        COLUMNS,
        drawing=Ladder(tuple(_step(row) for row in rows), _legend(at, rows)) if rows else None,
        left_out=at.left_out("progress", *REPORTS) + at.documents_left_out(),
        empty="" if rows else "กรอกแท็บ ตัวบ่งชี้ ในสมุดงานสำนักงาน แล้วระดับของแต่ละตัวบ่งชี้จะแสดงที่นี่",
        behind=partial(_table, at),
        parts=(Topic("points", "ประเด็น", "", behind=partial(_points, at)),),
    )


def finding(at: Standpoint) -> str:
    """ได้ระดับแล้ว 3 จาก 9 ตัวบ่งชี้; provisional levels don't count."""
    if at.by_conditions:
        return conditions.finding(at)
    count, found = len(at.standards.levels), at.standards.levels
    if not count:
        return f"ยังไม่มี{_INDICATORS}ในชีตสำนักงาน"
    if not at.known:
        return f"ยังไม่มีข้อมูลจากกลุ่มใด จึงยังสรุประดับไม่ได้ทั้ง{NBSP}{count}{NBSP}{_INDICATORS}"
    said = "ตรวจแล้วได้ระดับ" if at.reading == VERIFIED else "ได้ระดับแล้ว"
    having = sum(each.in_reading(at.reading).level is not None for each in found)
    return f"{said}{NBSP}{strong(having)}{NBSP}จาก{NBSP}{count}{NBSP}{_INDICATORS}"


def clear(at: Standpoint) -> str:
    """หลักฐานชัดเจน 14 จาก 34 ประเด็น; "" without points."""
    points = at.standards.points
    if at.by_conditions or not points:
        return ""
    count = sum(point.clear(at.reading) for point in points)
    said = f"{CLEAR_WORDS[at.reading]}{NBSP}{strong(count)}{NBSP}จาก{NBSP}{len(points)}{NBSP}ประเด็น"
    unknown = sum(point.in_reading(at.reading).unknown for point in points)
    return f"{said} (อ่านไม่ได้{NBSP}{unknown})" if unknown else said


def unread(at: Standpoint) -> str:
    """อ่านไม่ได้ 2 ประเด็น: how much of the sentence rests on what can't be read; "" for nothing."""
    if at.by_conditions:
        count, unit = sum(row.unread for row in at.standards.sums), "ข้อ"
    else:
        lost = (p.carried_unknown or p.in_reading(at.reading).unknown for p in at.standards.points)
        count, unit = sum(lost), "ประเด็น"
    return f"อ่านไม่ได้{NBSP}{strong(count)}{NBSP}{unit}" if count else ""


# --- the ladder -----------------------------------------------------------------------------------


def ladder(at: Standpoint) -> list[Row]:
    """What moved, then what asks to act, what is not known last."""
    changes = at.since.changes.of_edition(at.office.edition) if at.since else None
    changed = moved(changes.of("level", measure=at.reading)) if changes else {}
    waiting: dict[str, list[Point]] = {}
    for point in at.of("").overdue:
        waiting.setdefault(point.indicator or "", []).append(point)
    rows = [
        _row(at, level, waiting.get(code, []), changed.get(code))
        for level in at.standards.levels
        for code in [level.indicator or ""]
    ]
    return sorted(rows, key=_urgency)


def _urgency(row: Row) -> tuple:
    level = row.rail.level if row.rail else None
    return (row.block, bool(row.words), -row.stuck, level or 0)


def _row(at: Standpoint, level: Level, stuck: Sequence[Point], change: Moved | None) -> Row:
    result = level.in_reading(at.reading)
    on_scale = result.outcome in ON_THE_SCALE or result.span is not None
    how = moved_words(change) if change else None
    waits = _waiting(at, stuck) if stuck else ""
    claims = claimed_th(result.claimed_above)
    claims = f"ประเมินตนเอง{claims}" if claims else ""
    weak = weak_th(result.weak) if on_scale else ""
    told = [
        *(_locked(level, result) if result.outcome == LOCKED else ()),
        Said(waits, ACT),
        Said(f"อย่างน้อยระดับ {result.level}" if result.outcome == AT_LEAST else ""),
        Said(span_th(result.span) if result.span else "", ACT),
        Said(claims if (result.claimed_above or 0) > 0 else "", ACT),
        Said(weak),
    ]
    said = [each for each in told if each.text]
    why = result.sentence if on_scale else ""  # else its words stand in place of the rail
    parts = (how.text if how else "", why, _clear_of(level, result, at.reading), waits)
    return Row(
        level,
        _rail(level, result, change if how else None) if on_scale else None,
        "" if on_scale else _no_level(level, result, bool(said)),
        tuple([how, *said] if how else said)[:MOST_SAID],
        _block(LEVEL if result.span else result.outcome, bool(stuck), change if how else None),
        len(stuck),
        together((*parts, claims, weak if result.level else "")),
    )


def _block(outcome: str, stuck: bool, change: Moved | None) -> int:
    if change and change.kind in ("rose", "fell"):
        return -1
    if stuck:
        return 0
    return 3 if outcome not in ON_THE_SCALE else 2 if outcome == LOCKED else 1


def _rail(level: Level, result: Result, change: Moved | None) -> Rail | None:
    locked, to = result.outcome == LOCKED, result.span.highest if result.span else None
    now = result.span.lowest if result.span else result.provisional if locked else result.level
    if now is None:
        return None
    was = change.was if change and change.was != now else None
    word = f"อย่างน้อยระดับ {now}" if result.outcome == AT_LEAST else "เบื้องต้น" if locked else ""
    word = together((word, levels_th(result.span))) if result.span else word
    claimed = level.claimed_level if result.claimed_above else None
    return Rail(now, locked, claimed, was, word, to=to)


def _clear_of(level: Level, result: Result, reading: str) -> str:
    if not level.total:
        return ""
    return f"{CLEAR_WORDS[reading]} {result.clear or 0} จาก {level.total} ประเด็น"


def _locked(level: Level, result: Result) -> tuple[Said, ...]:
    total = max(level.total or 0, level.listed)
    done = carried_th(level.carried, total, level.unsaid, level.statuses, "ทำแล้ว")
    why = {
        "points": done,
        "condition": "รอยืนยันเงื่อนไขเพิ่มเติม",
        "points_and_condition": f"{done.removesuffix(' ประเด็น')} · รอยืนยันเงื่อนไข",
    }[result.reason]
    return Said("ยังให้ระดับไม่ได้"), Said(why)


def _waiting(at: Standpoint, stuck: Sequence[Point]) -> str:
    """ค้าง 2 ประเด็น · การเงิน +1."""
    counts = Counter(group for point in stuck for group in point.lead_groups or ("",))
    groups = [at.one(group) for group, _ in counts.most_common()]
    more = f" +{len(groups) - 1}" if len(groups) > 1 else ""
    return f"ค้าง {len(stuck)} ประเด็น · {shorten(groups[0], 16)}{more}"


def _no_level(level: Level, result: Result, short: bool) -> str:
    """In place of a rail. short: what else is said beside it names the points."""
    total = max(level.total or 0, level.listed)
    if result.reason in UNREAD_WORDS:
        return result.sentence.partition(":")[0] if short else result.sentence
    said = NO_RAIL_WORDS.get(result.outcome, f"มีข้อมูล {level.known} จาก {total}")
    if short:
        return "ไม่มีจำนวนประเด็น" if result.outcome == NO_TOTAL else said
    unit = "" if result.outcome in NO_RAIL_WORDS else " ประเด็น"
    return f"{said}{unit}: ยังสรุประดับไม่ได้"


def moved(changes: Iterable[Change]) -> dict[str, Moved]:
    """By indicator. changes: of the subject level, of one edition and reading."""
    return {
        change.key[1]: Moved(
            change.kind,
            *(getattr(value, "level", None) for value in (change.was, change.now)),
            any(getattr(value, "span", None) for value in (change.was, change.now)),
        )
        for change in changes
    }


def moved_words(change: Moved) -> Said | None:
    """▲ ขึ้น 1 ระดับ, with its tone; None where nothing is worth a mark."""
    steps = abs(change.now - change.was) if change.now and change.was else 0
    if change.kind == "rose":
        return Said(f"▲ ขึ้น {steps} ระดับ", ROSE)
    if change.kind == "fell":
        return Said(f"▼ ลง {steps} ระดับ", ACT)
    if change.narrowed:
        was = f"? เดิมระดับ {change.was} อ่านไม่ได้แล้ว"
        return Said(was) if change.kind == "became_unknown" and change.was else None
    if change.kind == "became_known" and change.now and not change.was:
        return Said("▲ ได้ระดับแล้ว", ROSE)
    if change.kind == "became_unknown" and change.was and not change.now:
        return Said(f"? เดิมระดับ {change.was} ขณะนี้ไม่ทราบ")
    return None


def _step(row: Row) -> Step:
    code = row.level.indicator or ""
    name, door = short_title(row.level.title), Door("indicators", (("indicator", code),))
    beside = row.rail.word if row.rail and row.rail.provisional else ""
    return Step(code, name, row.rail, row.words or beside, row.said, door)


def _legend(at: Standpoint, rows: Iterable[Row]) -> tuple[str, ...]:
    rails = [row.rail for row in rows if row.rail]
    meant = [f"วงทึบ = ระดับ{READING_WORDS[at.reading]}"]
    if any(rail.to for rail in rails):
        meant.append(RAIL_WORDS["span"])
    if any(rail.provisional for rail in rails):
        meant.append(RAIL_WORDS["locked"])
    if at.since and any(rail.was for rail in rails):
        meant.append(f"ขีดตั้งบนราง = ระดับเมื่อครั้งที่{NBSP}{at.since.meeting.number}")
    if any(rail.claimed for rail in rails):
        meant.append(RAIL_WORDS["claimed"])
    return tuple(meant)


def _entry(row: Row) -> Entry:
    title = shorten(row.level.title, LONGEST) or NO_TITLE
    rail = row.rail or Rail(None, word=row.words)
    return Entry(values=(row.level.indicator or "", title, rail, row.reason))


# --- every row ------------------------------------------------------------------------------------


def _table(at: Standpoint) -> Table:
    heads = ("รหัส", "ตัวบ่งชี้", "ผลตามที่รายงาน", "จำนวนประเด็น", "ดำเนินการแล้ว", "หลักฐานชัดเจน")
    heads += ("หลักฐานที่ตรวจแล้ว", "ระดับตามที่รายงาน", "ระดับเบื้องต้นตามที่รายงาน", "ระดับตามที่ตรวจแล้ว")
    heads += ("ระดับเบื้องต้นตามที่ตรวจแล้ว", "ประเมินตนเอง", "เป้าหมาย", "ที่มาของระดับ")
    found = at.standards.levels
    cells = tuple(Cell("indicators", row.at, "indicator") for row in found)
    return Table("ระดับ", heads, tuple(_of_level(row) for row in found), cells)


def _of_level(row: Level) -> tuple[Value, ...]:
    by_reading = [row.in_reading(reading) for reading in READINGS]
    return (
        *(row.indicator, row.title, OUTCOME_WORDS.get(row.reported.outcome)),
        *(row.total, row.carried, *(result.clear for result in by_reading)),
        *(
            value
            for result in by_reading
            for value in (result.level or result.said or None, result.provisional)
        ),
        *(row.claimed_level, row.target_level, row.reported.sentence),
    )


def _points(at: Standpoint) -> Table:
    heads = ("ตัวบ่งชี้", "ประเด็น", "ข้อความประเด็น", "ผู้รับผิดชอบหลัก", "ดำเนินการแล้ว", "สถานะหลักฐาน")
    heads += ("เอกสาร (รายการ)", "หลักฐานชัดเจนตามที่รายงาน", "หลักฐานชัดเจนตามที่ตรวจแล้ว")
    heads += ("กำหนด", "เกินกำหนด (วัน)")
    found = at.standards.points
    rows = tuple(
        (
            *(point.indicator, point.criterion, point.title, at.name(point.lead_groups, 3)),
            {True: "ใช่", False: "ไม่ใช่", None: "ไม่ทราบ"}[point.carried],
            *(STATE_WORDS.get(point.state, point.state), point.documents),
            *(_has(point, reading) for reading in READINGS),
            *(point.due, point.overdue_days or None),
        )
        for point in found
    )
    return Table("ประเด็น", heads, rows, tuple(Cell("criteria", p.at, "criterion") for p in found))


def _has(point: Point, reading: str) -> str:
    proof = point.in_reading(reading)
    return "ไม่ทราบ" if proof.unknown else "มี" if proof.clear else "ยังไม่มี"
