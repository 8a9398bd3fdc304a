"""Sentences of the indicators page, made by rule from rows of the rule modules.

Plain values in, Thai out; Markdown where said, with the text of cells already escaped. Groups come
in as short names. Imports no Streamlit.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from esa.codes import code_key
from esa.rules.next_steps import NextStep
from esa.rules.overall import OfOffice, OfStandard, reason_th
from esa.rules.rubric import Rung, Spread
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
    NO_TOTAL,
    OUTCOMES,
    OVERLAP,
    PLACEHOLDER,
    TARGET_WORDS,
    WARNING_WORDS,
    WITHOUT_LEVEL_WORDS,
)
from esa.telling.texts import NBSP, escape, listed, number, short_date

Name = Callable[[str], str]  # code of a group → its short name

NO_TITLE = "(ยังไม่ได้กรอกชื่อ)"
UNWRITTEN = "ยังไม่ได้เขียน"
WRITTEN = {"method": "วิธีการดำเนินงาน", "result": "ผลการดำเนินงาน", "comments": "ความเห็นและข้อเสนอแนะ"}


def finding(levels: Sequence[Mapping], reading: str) -> str:
    """The page's sentence (Markdown): what is claimed above the evidence, else the levels."""
    above = [row for row in levels if (row[f"claimed_above_{reading}"] or 0) > 0]
    if above:
        above.sort(key=lambda row: (-row[f"claimed_above_{reading}"], code_key(row["indicator"])))
        each = listed(
            [
                f"{escape(row['indicator'])} สูงกว่า {row[f'claimed_above_{reading}']} ระดับ"
                for row in above
            ],
            most=3,
        )
        return f"ประเมินตนเองสูงกว่าหลักฐาน :orange[**{len(above)}**] ตัวบ่งชี้: {each}"
    return _levels_found(levels, reading)


def _levels_found(levels: Sequence[Mapping], reading: str) -> str:
    if not levels:
        return "ยังไม่มีตัวบ่งชี้ให้แสดงในฉบับนี้"
    given = [row for row in levels if row[f"level_{reading}"] is not None]
    if not given:
        return (
            f"ยังไม่มีตัวบ่งชี้ใดสรุประดับได้ จาก **{len(levels)}** ตัวบ่งชี้: {without_level(levels, reading)}"
        )
    found = sorted({row[f"level_{reading}"] for row in given}, reverse=True)
    each = [
        f"ระดับ {level} มี {sum(row[f'level_{reading}'] == level for row in given)}"
        for level in found
    ]
    return f"ได้ระดับแล้ว **{len(given)}** จาก {len(levels)} ตัวบ่งชี้: {listed(each, most=5)}"


def without_level(levels: Iterable[Mapping], reading: str) -> str:
    """How many have no level and why: "ยังไม่มีเกณฑ์ 4 และ ข้อมูลยังไม่ครบ 1"; "" for none."""
    outcomes = [row[f"outcome_{reading}"] for row in levels]
    each = [
        f"{WITHOUT_LEVEL_WORDS[outcome]} {outcomes.count(outcome)}"
        for outcome in OUTCOMES
        if outcome in WITHOUT_LEVEL_WORDS and outcome in outcomes
    ]
    return listed(each, most=6)


def name(row: Mapping, key: str = "indicator") -> str:
    """Code and title of a row, plain; the title's absence is said."""
    return f"{row[key]} {row['title'] or NO_TITLE}"


def criterion_name(row: Mapping) -> str:
    """Code and what tells a criterion from its neighbours: its category, else its title. Plain."""
    return f"{row['criterion']} {row['category'] or row['title'] or NO_TITLE}"


def clear_sentence(level: Mapping, rungs: Sequence[Rung], reading: str) -> str:
    """Where the level comes from (Markdown): "หลักฐานชัดเจน 1 จาก 5 ประเด็น ได้ระดับ 1 (0–1 ข้อ)"."""
    outcome, value = level[f"outcome_{reading}"], level[f"level_{reading}"]
    of = f" จาก {level['total']}" if level["total"] else ""
    clear = f"หลักฐานชัดเจน **{level[f'clear_{reading}']}{of} ประเด็น**"
    if outcome != LEVEL:
        return f"{escape(level[f'sentence_{reading}'])} · {clear}"
    rung = next((r for r in rungs if r.level == value and _holds(r, level, reading)), None)
    return f"{clear} ได้ **ระดับ {value}**" + (f" (เกณฑ์ {bounds(rung)} ข้อ)" if rung else "")


def _holds(rung: Rung, level: Mapping, reading: str) -> bool:
    return rung.min_clear <= min(level[f"clear_{reading}"], level["total"])


def bounds(rung: Rung) -> str:
    """The counts a row of the rubric holds: "0–1", "4", "4 ขึ้นไป"."""
    if rung.max_clear is None:
        return f"{rung.min_clear} ขึ้นไป"
    same = rung.max_clear == rung.min_clear
    return str(rung.min_clear) if same else f"{rung.min_clear}–{rung.max_clear}"


def strip_caption(level: Mapping, untyped: bool) -> str:
    """What the marks of the strip mean, in the words of the ladder; only those that occur."""
    verified, reported = level["clear_verified"], level["clear_reported"]
    if verified == reported:
        said = [f"ช่องทึบในกรอบหนา = ทั้งตรวจแล้วและตามที่รายงาน {verified} ข้อ"]
    else:
        said = [f"ช่องทึบ = ตรวจแล้ว {verified} ข้อ", f"กรอบหนา = ตามที่รายงาน {reported} ข้อ"]
    return " · ".join(said + ["เส้นประ = ยังไม่ได้กรอกเกณฑ์"] * untyped)


def claimed(level: Mapping, reading: str) -> str:
    """Claimed and target beside the evidence (Markdown); "" when neither is filled in."""
    said = []
    if level["claimed_level"] is not None:
        above = level[f"claimed_above_{reading}"]
        text = f"ประเมินตนเอง ระดับ {level['claimed_level']}"
        if above:
            beyond = f"{'สูง' if above > 0 else 'ต่ำ'}กว่าหลักฐาน {abs(above)} ระดับ"
            text += f" :orange[**{beyond}**]" if above > 0 else f" {beyond}"
        elif above == 0:
            text += " ตรงกับหลักฐาน"
        said.append(text)
    if level["target_level"] is not None:
        said.append(f"เป้าหมาย ระดับ {level['target_level']}")
    return " · ".join(said)


def weak(points: int) -> str:
    """k ประเด็นอาศัยเอกสารที่มีข้อควรดู (Markdown); "" for none."""
    return f":orange[**{points}** ประเด็นอาศัยเอกสารที่มีข้อควรดู]" if points else ""


def condition(text: str, open_: bool) -> str:
    """The extra condition and its state (Markdown)."""
    state = ":orange[ยังไม่ได้ยืนยัน]" if open_ else ":blue[ยืนยันแล้ว]"
    return f"เงื่อนไขเพิ่มเติม: {escape(text)} — {state}"


def carried(point: Mapping) -> str:
    """The verdict on a point: carried out, not yet, or not reported. Plain."""
    if point["carried"] is None:
        return "ยังไม่มีรายงานการดำเนินการ" if not point["known"] else "ยังไม่รายงานสถานะ"
    return "ดำเนินการแล้ว" if point["carried"] else "ยังดำเนินการไม่เสร็จ"


def reports(
    rows: Sequence[Mapping], deciding: Iterable, missing: Sequence[str], short: Name
) -> str:
    """Which group said what: "การเงินฯ: ดำเนินการแล้ว 27 ส.ค. 2557 · บุคคล (ร่วม ไม่ใช้ตัดสิน): …".

    rows: group, status (Thai), updated_on, at. deciding: places of the rows that decide. Markdown.
    """
    said = []
    for row in rows:
        role = "" if row["at"] in set(deciding) else " (ร่วม ไม่ใช้ตัดสิน)"
        when = f" {short_date(row['updated_on'])}" if row["updated_on"] else ""
        said.append(f"{escape(short(row['group']))}{role}: {row['status'] or 'ยังไม่ระบุสถานะ'}{when}")
    if missing:
        said.append(f"ยังไม่มีแถวของ {listed([escape(short(code)) for code in missing])}")
    return " · ".join(said)


def due(day: object, overdue: int) -> str:
    """กำหนด 15 ก.ย. 2557 เกินกำหนด 8 วัน (Markdown); "" without a date."""
    if not day:
        return ""
    late = f" :orange[**เกินกำหนด {overdue} วัน**]" if overdue else ""
    return f"กำหนด {short_date(day)}{late}"


def why_not_counted(document: Mapping, reading: str) -> str:
    """Why a document gives no clear evidence in this reading, plain; "" where it does."""
    if document["state"] in CLEAR[reading]:
        return ""
    if document["self_checked"]:
        return "กลุ่มตรวจเอง นับเป็นแนบแล้ว"
    return LACKS_WORDS.get(document["lacks"], "")


def warnings(document: Mapping) -> str:
    """ควรดู: what is worth a look, plain; "" for nothing. A placeholder already says why."""
    found = [WARNING_WORDS[code] for code in document["warnings"] if code != PLACEHOLDER]
    return f"ควรดู: {listed(found)}" if found else ""


def next_head(level: Mapping, reading: str, points: int = 0) -> str:
    """What lies between the level and the next one (Markdown), or why there is no next step.

    points: how many points are listed below it, any of which may be done first."""
    need, aim = level[f"need_{reading}"], level[f"next_level_{reading}"]
    outcome, code = level[f"outcome_{reading}"], escape(level["indicator"])
    if outcome == INCOMPLETE:
        lacking = max(level["total"], level["listed"]) - level["known"]
        return f"ต้องมีข้อมูลอีก **{lacking} ประเด็น** จึงจะสรุประดับได้"
    if need:
        return f"**ระดับ {aim} ขาดอีก {need} ประเด็น** {_which(need, points)}".strip()
    return {
        NO_RUBRIC: f"กรอกเกณฑ์ระดับคุณภาพของ {code} ก่อน จึงจะบอกได้ว่าขาดอะไร",
        NO_TOTAL: "กรอกจำนวนประเด็นของตัวบ่งชี้ก่อน จึงจะบอกได้ว่าขาดอะไร",
        GAP: "แก้เกณฑ์ให้มีระดับรองรับทุกจำนวนข้อก่อน",
        OVERLAP: "แก้เกณฑ์ที่ซ้อนกันก่อน",
        AT_LEAST: "หลักฐานเกินเกณฑ์ระดับสูงสุดที่กรอกไว้ กรอกเกณฑ์ระดับที่เหลือ จึงจะบอกระดับได้",
        LOCKED: "",
    }.get(outcome, "ได้ระดับสูงสุดที่เกณฑ์ในชีตกำหนดไว้แล้ว ขอบคุณ")


def _which(need: int, points: int) -> str:
    """Whether all that is listed is needed, or any of it; the list begins with the easiest."""
    if need < points:
        any_ = "ทำข้อใดข้อหนึ่งก่อนก็ได้" if need == 1 else f"ทำ {need} ข้อใดก่อนก็ได้"
        return f"{any_} เรียงจากง่ายที่สุด"
    return {0: "", 1: "ทำข้อนี้"}.get(points, "ทำให้ครบทุกข้อ เรียงจากง่ายที่สุด")


def gate_head(actions: int) -> str:
    """What opens the gate (Markdown)."""
    return f"**ก่อนให้ระดับ** ต้องทำให้ครบ {actions} รายการ"


def step(row: NextStep, short: Name, overdue: int) -> str:
    """One action (Markdown): "**2.2.2** เติมลิงก์… · การเงินฯ · กำหนด …"."""
    start = f"**{escape(row.criterion)}** " if row.criterion else ""
    who = listed([escape(short(code)) for code in row.groups])
    parts = [f"{start}{ACTION_IN_FULL[row.action]}", who, due(row.due, overdue)]
    return " · ".join(part for part in parts if part)


def overall(row: OfStandard | OfOffice) -> str:
    """Weighted overall of a standard or the office, or why there is none. Plain."""
    if row.overall is not None:
        return f"ระดับรวมถ่วงน้ำหนัก {number(row.overall, 2)}"
    return f"ยังไม่สรุปเป็นค่าเดียว: {reason_th(row.reason)}"


def distribution(rows: Iterable[Spread]) -> str:
    """Levels with their indicators: "ระดับ 5: 1.4 · อย่างน้อยระดับ …". Plain."""
    said = []
    for row in rows:
        if not row.codes:
            continue
        kind = f"ระดับ{NBSP}{row.level}" if row.level else WITHOUT_LEVEL_WORDS.get(row.outcome)
        kind = kind or "อย่างน้อยตามเกณฑ์ที่กรอก"
        said.append(f"{kind}: {len(row.codes)} ตัวบ่งชี้ ({listed(row.codes)})")
    return " · ".join(said)


def targets_finding(results: Sequence[Mapping]) -> str:
    """The sentence of an edition by conditions (Markdown)."""
    if not results:
        return "ยังไม่มีประเด็นให้แสดงในฉบับนี้"
    count = {key: sum(row["outcome"] == key for row in results) for key in TARGET_WORDS}
    with_target = len(results) - count["no_target"]
    if not with_target:
        return f"ยังไม่มีประเด็นใดมีค่าเป้าหมายเป็นตัวเลข จาก **{len(results)}** ประเด็น"
    return (
        f"ถึงค่าเป้าหมาย :blue[**{count['reached']}**] ยังไม่ถึง :orange[**{count['not_reached']}**] "
        f"จาก {with_target} ประเด็นที่มีเป้าหมาย ยังสรุปไม่ได้ **{count['open']}**"
    )


def met(row: Mapping) -> str:
    """ทำได้ 6 จาก 11 ข้อ, with what isn't known; "" where no condition is stated. Plain."""
    if not row["stated"]:
        return "ยังไม่มีสภาพที่พึงประสงค์ในชีต"
    unknown = [
        f"ยังไม่รายงาน {row['not_reported']}" if row["not_reported"] else "",
        f"ยังไม่มีในชีต {row['not_listed']}" if row["not_listed"] else "",
    ]
    rest = " · ".join(text for text in unknown if text)
    return f"ทำได้ {row['met']} จาก {row['stated']} ข้อ" + (f" ({rest})" if rest else "")


def target(row: Mapping, units: Mapping[str, str]) -> str:
    """Target, actual and outcome of a criterion: "เป้าหมาย ร้อยละ 80 ได้ 78: ยังไม่ถึง…". Plain."""
    said = TARGET_WORDS[row["outcome"]]
    if row["target"] is None:
        return said
    unit = units.get(row["kpi_unit"], "")
    value = f"{row['target'].normalize():f}"
    aim = f"{unit} {value}" if row["kpi_unit"] in ("percent", "count") else f"{value} {unit}"
    actual = "" if row["actual"] is None else f" ได้ {row['actual'].normalize():f}"
    return f"เป้าหมาย {aim}{actual}: {said}"


def met_word(value: bool | None) -> str:
    """State of one condition, with its mark: colour is never alone."""
    if value is None:
        return ":gray[:material/help: ยังไม่รายงาน]"
    return (
        ":blue[:material/check_circle: ทำได้]"
        if value
        else ":orange[:material/radio_button_unchecked: ยังทำไม่ได้]"
    )
