"""Sentences of the indicators page, made by rule from rows of the rule modules."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence

from esa.codes import code_key
from esa.plain import Place
from esa.reading.office import Office
from esa.rules.carried import Progress
from esa.rules.conditions import Criterion
from esa.rules.evidence import Document
from esa.rules.ladder import Rung
from esa.rules.levels import Level, Spread
from esa.rules.next_steps import NextStep
from esa.rules.overall import OfOffice, OfStandard, reason_th
from esa.rules.points import Point
from esa.rules.verdict_words import claimed_th
from esa.rules.vocabulary import (
    ACTION_IN_FULL,
    AT_LEAST,
    CLEAR,
    GAP,
    INCOMPLETE,
    LACKS_WORDS,
    LEVEL,
    LOCKED,
    NO_RUBRIC,
    NO_TARGET,
    NO_TOTAL,
    NOT_REACHED,
    OPEN,
    OUTCOMES,
    OVERLAP,
    PLACEHOLDER,
    REACHED,
    WARNING_WORDS,
    WITHOUT_LEVEL_WORDS,
)
from esa.telling.texts import NBSP, listed, number, one_line, short_date, shorten
from esa.telling.topic import act, done, strong, together
from esa.telling.words import NO_TITLE, heading, label

Name = Callable[[str], str]  # code of a group → its short name

UNWRITTEN = "ยังไม่ได้เขียน"
WRITTEN = {"method": "วิธีการดำเนินงาน", "result": "ผลการดำเนินงาน", "comments": "ความเห็นและข้อเสนอแนะ"}


def finding(levels: Sequence[Level], reading: str) -> str:
    """The page's sentence: what is claimed above the evidence, else the levels."""
    found = [(level.in_reading(reading).claimed_above or 0, level.indicator) for level in levels]
    above = sorted((-beyond, code_key(code), code) for beyond, code in found if beyond > 0)
    if above:
        each = listed([f"{code} สูงกว่า {-beyond} ระดับ" for beyond, _, code in above], most=3)
        return f"ประเมินตนเองสูงกว่าหลักฐาน {act(len(above))} ตัวบ่งชี้: {each}"
    return _levels_found(levels, reading)


def _levels_found(levels: Sequence[Level], reading: str) -> str:
    if not levels:
        return "ยังไม่มีตัวบ่งชี้ให้แสดงในฉบับนี้"
    given = Counter(level.in_reading(reading).level for level in levels)
    without = given.pop(None, 0)
    if not given:
        why = without_level(levels, reading)
        return f"ยังไม่มีตัวบ่งชี้ใดสรุประดับได้ จาก {strong(without)} ตัวบ่งชี้: {why}"
    each = [f"ระดับ {level} มี {count}" for level, count in sorted(given.items(), reverse=True)]
    count = strong(given.total())
    return f"ได้ระดับแล้ว {count} จาก {len(levels)} ตัวบ่งชี้: {listed(each, most=5)}"


def without_level(levels: Iterable[Level], reading: str) -> str:
    """How many have no level and why: ยังไม่ได้กรอกเกณฑ์ 4 และ ข้อมูลยังไม่ครบ 1; "" for none."""
    count = Counter(level.in_reading(reading).outcome for level in levels)
    each = [
        f"{WITHOUT_LEVEL_WORDS[outcome]} {count[outcome]}"
        for outcome in OUTCOMES
        if outcome in WITHOUT_LEVEL_WORDS and count[outcome]
    ]
    return listed(each, most=6)


def name(code: str | None, title: str | None, longest: int = 160) -> str:
    """Code and title; the title's absence is said."""
    return shorten(f"{code} {title or NO_TITLE}", longest)


def criterion_name(row: Criterion) -> str:
    """Code and what tells a criterion from its neighbours: its category, else its title."""
    return name(row.criterion, row.category or row.title)


# --- where a level comes from ---------------------------------------------------------------------


def comes_from(level: Level, rungs: Sequence[Rung], reading: str) -> str:
    """The level with the points behind it, what is claimed and aimed at, and what to look at."""
    weak = level.in_reading(reading).weak
    look = act(f"{weak} ประเด็นอาศัยหลักฐานที่ควรตรวจทาน") if weak else ""
    return together((clear_sentence(level, rungs, reading), claimed(level, reading), look), "\n")


def clear_sentence(level: Level, rungs: Sequence[Rung], reading: str) -> str:
    """หลักฐานชัดเจน 1 จาก 5 ประเด็น ได้ระดับ 1 (เกณฑ์ 0–1 ข้อ). Of several rows of one level, that which
    holds the count; no more points count than there are."""
    result, of = level.in_reading(reading), f" จาก {level.total}" if level.total else ""
    clear = f"หลักฐานชัดเจน {strong(f'{result.clear}{of} ประเด็น')}"
    if result.outcome != LEVEL:
        return f"{result.sentence} · {clear}"
    counted = min(result.clear, level.total or 0)
    begun = [r for r in rungs if r.level == result.level and r.min_clear <= counted]
    said = f"{clear} ได้ {strong(f'ระดับ {result.level}')}"
    return f"{said} (เกณฑ์ {bounds(begun[-1])} ข้อ)" if begun else said


def bounds(rung: Rung) -> str:
    """The counts a row of the rubric holds: 0–1, 4, 4 ขึ้นไป."""
    if rung.max_clear is None:
        return f"{rung.min_clear} ขึ้นไป"
    same = rung.max_clear == rung.min_clear
    return str(rung.min_clear) if same else f"{rung.min_clear}–{rung.max_clear}"


def claimed(level: Level, reading: str) -> str:
    """Claimed and target beside the evidence; "" when neither is filled in."""
    said, above = "", level.in_reading(reading).claimed_above
    if level.claimed_level is not None:
        beyond = claimed_th(above) or ("ตรงกับหลักฐาน" if above == 0 else "")
        beyond = act(beyond) if (above or 0) > 0 else beyond
        said = together((f"ประเมินตนเอง ระดับ {level.claimed_level}", beyond), " ")
    aim = level.target_level
    return together((said, f"เป้าหมาย ระดับ {aim}" if aim is not None else ""))


def strip_caption(level: Level, untyped: bool) -> tuple[str, ...]:
    """What the marks of the strip mean, in the words of the ladder; only those that occur."""
    verified, reported = level.verified.clear, level.reported.clear
    if verified == reported:
        said = (f"ช่องทึบในกรอบหนา = ทั้งตรวจแล้วและตามที่รายงาน {verified} ข้อ",)
    else:
        said = (f"ช่องทึบ = ตรวจแล้ว {verified} ข้อ", f"กรอบหนา = ตามที่รายงาน {reported} ข้อ")
    return (*said, *["เส้นประ = ยังไม่ได้กรอกเกณฑ์"] * untyped)


def carried(point: Point) -> str:
    """The verdict on a point: carried out, not yet, or not reported."""
    if point.carried is None:
        return "ยังไม่รายงานสถานะ" if point.known else "ยังไม่มีรายงานการดำเนินการ"
    return "ดำเนินการแล้ว" if point.carried else "ยังดำเนินการไม่เสร็จ"


def reports(
    rows: Iterable[Progress],
    deciding: Collection[Place],
    missing: Iterable[str],
    short: Name,
    office: Office | None = None,
) -> str:
    """Which group said what: การเงินฯ: ดำเนินการแล้ว 27 ส.ค. 2557 · บุคคล (ร่วม ไม่ใช้ตัดสิน): …

    office: tells a status that is filled in and can't be read from one that nobody filled in."""
    lost = {at for at, _ in office.doubtful("progress", "carried_out")} if office else ()
    said = []
    for row in rows:
        role = "" if row.at in deciding else " (ร่วม ไม่ใช้ตัดสิน)"
        when = f" {short_date(row.updated_on)}" if row.updated_on else ""
        blank = "อ่านสถานะไม่ได้" if row.at in lost else "ยังไม่ระบุสถานะ"
        status = label("progress", "carried_out", row.carried_out) or blank
        said.append(f"{short(row.group)}{role}: {status}{when}")
    silent = listed([short(code) for code in missing])
    return together((*said, f"ยังไม่มีแถวของ {silent}" if silent else ""))


def due(day: object, overdue: int) -> str:
    """กำหนด 15 ก.ย. 2557 เกินกำหนด 8 วัน; "" without a date."""
    if not day:
        return ""
    late = f" {act(f'เกินกำหนด {overdue} วัน')}" if overdue else ""
    return f"กำหนด {short_date(day)}{late}"


def lacks(step: NextStep | None, document: Document | None) -> str:
    """Why a point has no clear evidence in a reading; "" where it has. document: the nearest."""
    if step is None:
        return ""
    return f"ยังไม่นับ: {LACKS_WORDS.get(document.lacks, '') if document else 'ยังไม่มีเอกสาร'}"


def why_not_counted(document: Document, reading: str) -> str:
    """Why a document gives no clear evidence in this reading; "" where it does."""
    if document.state in CLEAR[reading]:
        return ""
    if document.unread:
        names = [heading(document.cells.tab, document.cells.of(name)) for name in document.unread]
        return f"กรอกช่อง {listed(names)} แล้ว แต่อ่านไม่ได้"
    if document.self_checked:
        return "กลุ่มตรวจเอง นับเป็นแนบแล้ว"
    return LACKS_WORDS.get(document.lacks, "")


def warnings(document: Document) -> str:
    """What is worth a look; "" for nothing. A placeholder already says why."""
    found = [WARNING_WORDS[code] for code in document.warnings if code != PLACEHOLDER]
    return f"ควรตรวจทาน: {listed(found)}" if found else ""


def lines(text: str | None, longest: int) -> str:
    """Cell text of several lines, cut with … after so many characters."""
    kept = "\n".join(filter(None, map(one_line, (text or "").splitlines())))
    return kept if len(kept) <= longest else f"{kept[: longest - 1].rstrip()}…"


# --- what to do next ------------------------------------------------------------------------------


def gate_head(actions: int) -> str:
    """What opens the gate."""
    return f"{strong('ก่อนให้ระดับ')} ต้องทำให้ครบ {actions} รายการ"


def next_head(level: Level, reading: str, points: int = 0) -> str:
    """What lies between the level and the next one, or why there is no next step.

    points: how many points are listed below it, any of which may be done first."""
    result = level.in_reading(reading)
    if result.outcome == INCOMPLETE and result.reason in ("statuses", "confirmation"):
        return f"{result.sentence} แก้ช่องที่อ่านไม่ได้ก่อน"
    if result.outcome == INCOMPLETE and not result.span:
        lacking = max(level.total or 0, level.listed) - level.known
        return f"ต้องมีข้อมูลอีก {strong(f'{lacking} ประเด็น')} จึงจะสรุประดับได้"
    if result.need:
        head = strong(f"ระดับ {result.next_level} ขาดอีก {result.need} ประเด็น")
        return together((head, _which(result.need, points)), " ")
    return {
        NO_RUBRIC: f"กรอกเกณฑ์ระดับคุณภาพของ {level.indicator} ก่อน จึงจะบอกได้ว่าขาดอะไร",
        NO_TOTAL: "กรอกจำนวนประเด็นของตัวบ่งชี้ก่อน จึงจะบอกได้ว่าขาดอะไร",
        GAP: "แก้เกณฑ์ให้มีระดับรองรับทุกจำนวนข้อก่อน",
        OVERLAP: "แก้เกณฑ์ที่ซ้อนกันก่อน",
        AT_LEAST: "หลักฐานเกินเกณฑ์ระดับสูงสุดที่กรอกไว้ กรอกเกณฑ์ระดับที่เหลือ จึงจะบอกระดับได้",
        LOCKED: "",
    }.get(result.outcome, "ได้ระดับสูงสุดที่เกณฑ์ในชีตกำหนดไว้แล้ว ขอบคุณ")


def _which(need: int, points: int) -> str:
    """Whether all that is listed is needed, or any of it; the list begins with the easiest."""
    if need < points:
        any_ = "ทำข้อใดข้อหนึ่งก่อนก็ได้" if need == 1 else f"ทำ {need} ข้อใดก่อนก็ได้"
        return f"{any_} เรียงจากง่ายที่สุด"
    return {0: "", 1: "ทำข้อนี้"}.get(points, "ทำให้ครบทุกข้อ เรียงจากง่ายที่สุด")


def step(row: NextStep, short: Name, overdue: int) -> str:
    """One action: 2.2.2 เติมลิงก์… · การเงินฯ · กำหนด …"""
    start = f"{strong(row.criterion)} " if row.criterion else ""
    who = listed([short(code) for code in row.groups])
    return together((f"{start}{ACTION_IN_FULL[row.action]}", who, due(row.due, overdue)))


# --- standards ------------------------------------------------------------------------------------


def overall(row: OfStandard | OfOffice) -> str:
    """Weighted overall of a standard or the office, or why there is none."""
    if row.overall is not None:
        return f"ระดับรวมถ่วงน้ำหนัก {number(row.overall, 2)}"
    return f"ยังไม่สรุปเป็นค่าเดียว: {reason_th(row.reason)}"


def distribution(rows: Iterable[Spread]) -> str:
    """Levels with their indicators: ระดับ 5: 1 ตัวบ่งชี้ (1.4) · …; "" without any."""
    said = []
    for row in rows:
        kind = f"ระดับ{NBSP}{row.level}" if row.level else WITHOUT_LEVEL_WORDS.get(row.outcome)
        kind = kind or "อย่างน้อยตามเกณฑ์ที่กรอก"
        said.append(f"{kind}: {len(row.codes)} ตัวบ่งชี้ ({listed(row.codes)})" if row.codes else "")
    return together(said)


# --- desired conditions ---------------------------------------------------------------------------


def targets_finding(results: Sequence[Criterion]) -> str:
    """The sentence of an edition by conditions."""
    if not results:
        return "ยังไม่มีประเด็นให้แสดงในฉบับนี้"
    count = Counter(row.outcome for row in results)
    with_target = len(results) - count[NO_TARGET]
    if not with_target:
        return f"ยังไม่มีประเด็นใดมีค่าเป้าหมายเป็นตัวเลข จาก {strong(len(results))} ประเด็น"
    return (
        f"บรรลุเป้าหมาย {done(count[REACHED])} ยังไม่บรรลุ {act(count[NOT_REACHED])} "
        f"จาก {with_target} ประเด็นที่มีเป้าหมาย ยังสรุปไม่ได้ {strong(count[OPEN])}"
    )
