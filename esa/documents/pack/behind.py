"""The tables behind the board pack, whole, as tabs of a workbook.

Numbers are numbers, dates sort as text (2557-09-15, B.E.); every row names its cell in the sheets:
workbook, tab, row, cell.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from esa.changes.record import Cell
from esa.documents.pack import followed
from esa.documents.pack.facts import Facts, rows_of
from esa.documents.pack.model import Topic, Value
from esa.documents.workbook import Sheet, shown_date
from esa.plain import records
from esa.reading.problems import Problem
from esa.reading.schema import read_tabs
from esa.rules.bands import colours_of
from esa.rules.vocabulary import (
    ACTION_WORDS,
    COLOUR_WORDS,
    KPI_STATE_WORDS,
    OUTCOME_WORDS,
    READING_WORDS,
    READINGS,
    SILENCE_WORDS,
    SPENDING_STANDING_WORDS,
    STATE_WORDS,
)
from esa.telling import board_words, schools_words, words
from esa.telling import projects_words as money_words
from esa.telling.texts import one_line

PLACES = ("สมุดงาน", "แท็บ", "แถว", "ช่อง")
SUBJECTS = {
    "level": "ระดับ",
    "point": "หลักฐานของประเด็น",
    "carried_out": "การดำเนินการ",
    "condition": "สภาพที่พึงประสงค์",
    "document": "เอกสารหลักฐาน",
    "report": "รายงานการดำเนินงาน",
    "colour": "สีคุณภาพ",
    "spending": "การเบิกจ่าย",
    "resource": "การสนับสนุน",
    "figure": "ตัวเลขในรายงาน",
    "kpi": "ตัวชี้วัด",
    "project": "โครงการ",
    "activity": "กิจกรรมเครือข่าย",
    "follow_up": "มติและข้อสั่งการ",
    "problem": "ข้อที่ต้องดูในชีต",
    "renamed": "เปลี่ยนรหัสหรือชื่อ",
}
KINDS = {
    "rose": "ขึ้น",
    "fell": "ลง",
    "gained": "ได้เพิ่ม",
    "lost": "หายไป",
    "became_unknown": "ไม่ทราบแล้ว",
    "became_known": "ทราบแล้ว",
    "changed": "เปลี่ยน",
    "new": "ใหม่",
    "gone": "ไม่มีแล้ว",
    "carried_out": "ดำเนินการแล้ว",
    "no_longer": "ไม่ได้แล้ว",
    "met": "ทำได้แล้ว",
    "better": "ดีขึ้น",
    "worse": "แย่ลง",
    "newly_tested": "สอบครั้งแรก",
    "no_longer_tested": "ไม่ได้สอบแล้ว",
    "opened": "เปิดใหม่",
    "closed": "ปิดแล้ว",
    "reopened": "เปิดอีกครั้ง",
    "status_changed": "เปลี่ยนสถานะ",
    "due_changed": "เปลี่ยนกำหนด",
    "renamed": "เปลี่ยนชื่อ",
}
_POINTS = {True: "มีหลักฐานชัดเจน", False: "ยังไม่มีหลักฐานชัดเจน"}


def sheets(facts: Facts) -> tuple[Sheet, ...]:
    """All tabs, in the order of the agenda; those that this office has no data for keep their
    headings."""
    standards = (_sums,) if facts.conditional else (_levels, _points, _stuck, _steps)
    rest = (_follow_ups, _soon, _networks_colours, _schools, _networks, _kpis, _spending)
    made = (_changes, *standards, *rest, _problems, _books)
    return tuple(make(facts) for make in made)


def summary(topics: Iterable[Topic]) -> Sheet:
    """The findings of all topics with their notes, as the first tab."""
    rows = []
    for number, topic in enumerate(topics, start=1):
        rows.append((number, topic.heading, topic.finding))
        rows += [(number, topic.heading, note) for note in topic.notes]
    return Sheet("สรุป", ("ลำดับ", "เรื่อง", "ข้อความ"), tuple(rows))


# --- what changed, standards -------------------------------------------------------------------


def _changes(facts: Facts) -> Sheet:
    heads = ("เรื่อง", "ที่เปลี่ยน", "ค่าใด", "รหัส", "ชื่อ", "ผู้รับผิดชอบ", "เดิม", "ตอนนี้", "ต่าง")
    rows = [
        (
            SUBJECTS.get(change.subject, change.subject),
            KINDS.get(change.kind, change.kind),
            _measure(change.subject, change.measure),
            " ".join(one_line(part) for part in change.key if part is not None),
            one_line(change.title),
            facts.name(change.groups) if change.groups else None,
            _value(change.was),
            _value(change.now),
            change.difference,
            *_cell(facts, change.cell, change.is_gone),
        )
        for change in (facts.changes.all if facts.changes else ())
    ]
    return Sheet("ที่เปลี่ยน", (*heads, *PLACES), tuple(rows))


def _measure(subject: str, measure: str) -> str:
    if measure in READING_WORDS:
        return READING_WORDS[measure]
    tab = read_tabs().get({"kpi": "kpis", "figure": "figures", "resource": "resources"}.get(
        subject, subject))  # fmt: skip
    return tab.by_name[measure].title if tab and measure in tab.by_name else measure


def _value(value: object) -> Value:
    if isinstance(value, Problem):
        return value.what_th
    if hasattr(value, "outcome"):
        return value.level if value.level is not None else OUTCOME_WORDS.get(value.outcome)
    if isinstance(value, bool):
        return _POINTS[value]
    return value if isinstance(value, int | Decimal | date | None) else one_line(value)


def _cell(facts: Facts, cell: Cell, is_gone: bool) -> tuple[Value, ...]:
    """A cell of the state shown; of what is gone, the row it stood in."""
    if cell.row is None or is_gone:
        return (cell.workbook, words.tab_title(cell.tab), cell.row, None)
    return facts.parts(cell.tab, (cell.workbook, cell.row), cell.column)


def _levels(facts: Facts) -> Sheet:
    names = ("total", "carried", "clear_reported", "clear_verified", "level_reported")
    names += ("provisional_reported", "level_verified", "provisional_verified")
    names += ("claimed_level", "target_level")
    heads = ("รหัส", "ตัวบ่งชี้", "ผลตามที่รายงาน", "จำนวนประเด็น", "ดำเนินการแล้ว", "หลักฐานชัดเจน")
    heads += ("หลักฐานที่ตรวจแล้ว", "ระดับตามที่รายงาน", "ระดับเบื้องต้นตามที่รายงาน", "ระดับตามที่ตรวจแล้ว")
    heads += ("ระดับเบื้องต้นตามที่ตรวจแล้ว", "ประเมินตนเอง", "เป้าหมาย", "ที่มาของระดับ")
    rows = [
        (
            *(row["indicator"], row["title"], OUTCOME_WORDS.get(row["outcome_reported"])),
            *(row[name] for name in names),
            row["sentence_reported"],
            *facts.parts("indicators", row["at"], "indicator"),
        )
        for row in rows_of(facts.levels)
    ]
    return Sheet("ระดับ", (*heads, *PLACES), tuple(rows))


def _points(facts: Facts) -> Sheet:
    heads = ("ตัวบ่งชี้", "ประเด็น", "ข้อความประเด็น", "ผู้รับผิดชอบหลัก", "ดำเนินการแล้ว", "สถานะหลักฐาน")
    heads += ("เอกสาร (รายการ)", "หลักฐานชัดเจนตามที่รายงาน", "หลักฐานชัดเจนตามที่ตรวจแล้ว")
    heads += ("กำหนด", "เกินกำหนด (วัน)")
    rows = [
        (
            *(row["indicator"], row["criterion"], row["title"], facts.name(row["lead_groups"])),
            {True: "ใช่", False: "ไม่ใช่", None: "ไม่ทราบ"}[row["carried"]],
            STATE_WORDS.get(row["state"], row["state"]),
            row["documents"],
            *(_clear(row, reading) for reading in READINGS),
            *(row["due"], row["overdue_days"] or None),
            *facts.parts("criteria", row["at"], "criterion"),
        )
        for row in rows_of(facts.points)
    ]
    return Sheet("ประเด็น", (*heads, *PLACES), tuple(rows))


def _clear(row: dict, reading: str) -> str:
    return "ไม่ทราบ" if row["unread"] else "มี" if row[f"clear_{reading}"] else "ยังไม่มี"


def _stuck(facts: Facts) -> Sheet:
    held = {each.criterion: each for each in facts.held}
    todo = {row["criterion"]: row for row in rows_of(facts.missing)}
    heads = ("ตัวบ่งชี้", "ประเด็น", "ข้อความประเด็น", "ผู้รับผิดชอบ", "เกินกำหนด (วัน)")
    heads += ("ค้างตั้งแต่ครั้งที่", "วันที่ของครั้งนั้น", "ที่ต้องทำ")
    rows = []
    for point in facts.stuck:
        since, step = held.get(point.criterion), todo.get(point.criterion)
        title = facts.titles.get(point.criterion)
        about = (point.indicator, point.criterion, title, facts.name(point.groups), point.days)
        when = (since.meeting or None, since.since) if since else (None, None)
        rows.append((*about, *when, _action(step), *_step_cell(facts, step)))
    return Sheet("ประเด็นค้าง", (*heads, *PLACES), tuple(rows))


def _steps(facts: Facts) -> Sheet:
    heads = ("ตัวบ่งชี้", "ประเด็น", "ที่ต้องทำ", "ขึ้นเป็นระดับ", "ต้องทำทั้งหมด (เรื่อง)", "กำหนด", "ผู้ทำ")
    rows = [
        (
            *(step["indicator"], step["criterion"], _action(step), step["to_level"]),
            *(step["need"], step["due"], facts.name(step["groups"])),
            *_step_cell(facts, step),
        )
        for step in rows_of(facts.steps)
    ]
    return Sheet("ทำต่ออย่างไร", (*heads, *PLACES), tuple(rows))


def _action(step: dict | None) -> str | None:
    return ACTION_WORDS.get(step["action"], step["action"]) if step else None


def _step_cell(facts: Facts, step: dict | None) -> tuple[Value, ...]:
    if not step:
        return (None,) * len(PLACES)
    if step["workbook"] and step["row"] is not None:
        return facts.parts(step["tab"], (step["workbook"], step["row"]), step["field"])
    return (step["workbook"], words.tab_title(step["tab"]), None, "แถวใหม่")


def _sums(facts: Facts) -> Sheet:
    names = ("standard", "criteria", "stated", "met", "unmet", "unknown")
    heads = ("มาตรฐานที่", "ประเด็น", "สภาพที่พึงประสงค์ (ข้อ)", "ทำได้", "ยังทำไม่ได้", "ไม่ทราบ")
    rows = [tuple(row[name] for name in names) for row in rows_of(facts.sums)]
    return Sheet("สภาพที่พึงประสงค์", heads, tuple(rows))


# --- resolutions, what is due ------------------------------------------------------------------


def _follow_ups(facts: Facts) -> Sheet:
    label = read_tabs()["follow_ups"].field("status").label
    heads = ("ครั้งที่", "ลำดับที่", "วันที่ประชุม", "มติหรือข้อสั่งการ", "ผู้รับผิดชอบ", "กำหนด", "สถานะ")
    heads += ("เกินกำหนด (วัน)", "หลักฐานที่ใช้ปิด", "สถานะของหลักฐานนั้น")
    rows = [
        (
            *(row.meeting_no, row.item, row.meeting_date, row.resolution),
            *(facts.name(row.groups), row.due, label(row.status or "")),
            *(row.overdue_days or None, row.closed_by),
            followed.PROOF[facts.closing[row.at]] if row.at in facts.closing else None,
            *facts.parts("follow_ups", row.at, "resolution"),
        )
        for row in facts.now.follow_ups
    ]
    return Sheet("มติและข้อสั่งการ", (*heads, *PLACES), tuple(rows))


def _soon(facts: Facts) -> Sheet:
    found = board_words.due_soon(facts.missing, facts.now.follow_ups, facts.office.today)
    rows = [(each.due, one_line(each.what), facts.name(each.groups)) for each in found]
    return Sheet("ครบกำหนด", ("กำหนด", "เรื่อง", "ผู้รับผิดชอบ"), tuple(rows))


# --- schools, networks -------------------------------------------------------------------------


def _networks_colours(facts: Facts) -> Sheet:
    title, heads = "สีรายเครือข่าย", ("รหัสเครือข่าย", "เครือข่าย", "โรงเรียน")
    if facts.schools is None:
        return Sheet(title, heads, ())
    own = facts.schools.networks
    names = own[0].counts if own else colours_of(facts.office.rows["colour_bands"])
    used = sorted(sorted(names), key=_worst_first)
    rows = [
        (
            *(row.network or None, facts.network_names.get(row.network, "ไม่มีเครือข่าย")),
            *(row.schools, *(row.counts[name] for name in used)),
        )
        for row in own
    ]
    return Sheet(title, (*heads, *map(schools_words.stand, used)), tuple(rows))


def _worst_first(name: str) -> int:
    order = [*reversed(COLOUR_WORDS)]
    return order.index(name) if name in order else len(order)


def _schools(facts: Facts) -> Sheet:
    heads = ("รหัสโรงเรียน", "โรงเรียน", "เครือข่าย", "การทดสอบ", "ชั้น", "ปีการศึกษา", "สี")
    heads += ("ร้อยละที่ไม่ผ่าน", "ไม่ผ่าน", "เข้าสอบ")
    choice = facts.choice
    known = {code: at for at, code in records(facts.office.schools, "school_code")}
    rows = [
        (
            *(row.school_code, row.name, facts.network_names.get(row.network or "")),
            *(choice.test, choice.grade, choice.academic_year, schools_words.stand(row.stand)),
            None if row.hundredths is None else Decimal(row.hundredths).scaleb(-2),
            *(row.not_passed, row.tested),
            *(facts.parts("schools", at, "name") if at else (None,) * len(PLACES)),
        )
        for row in (facts.schools.schools if facts.schools and choice else ())
        for at in [known.get(row.school_code)]
    ]
    return Sheet("สีโรงเรียน", (*heads, *PLACES), tuple(rows))


def _networks(facts: Facts) -> Sheet:
    heads = ("รหัสเครือข่าย", "เครือข่าย", "สถานะ", "ผ่านมา (วัน)", "ล่าสุด", "กิจกรรมปีนี้", "ไม่ทราบวันที่")
    rows = [
        (
            *(row.network, row.network_name, SILENCE_WORDS[row.state], row.days),
            *(row.last_ended, facts.activities.get(row.network, 0), row.undated),
            *facts.parts("networks", row.at, "name"),
        )
        for row in facts.silence
    ]
    return Sheet("เครือข่าย", (*heads, *PLACES), tuple(rows))


# --- KPIs, money, the data ---------------------------------------------------------------------


def _kpis(facts: Facts) -> Sheet:
    heads = (
        "รหัส",
        "ตัวชี้วัด",
        "หน่วย",
        "ทิศทาง",
        "เป้าหมาย",
        "รอบ (เดือน)",
        "ผล",
        "เทียบเป้า",
        "ร้อยละของเป้า",
    )
    way = read_tabs()["kpis"].field("direction").label
    rows = [
        (
            *(row.kpi, row.title, row.unit, way(row.direction or "")),
            *(row.target, row.round, row.actual, KPI_STATE_WORDS[row.state]),
            row.percent_reached,
            *facts.parts("kpis", row.at, f"actual_{row.round}m"),
        )
        for row in facts.rounds
    ]
    return Sheet("ตัวชี้วัด", (*heads, *PLACES), tuple(rows))


def _spending(facts: Facts) -> Sheet:
    heads = ("กลุ่ม", "ข้อมูล ณ", "โครงการ", "งบรายจ่าย", "แหล่งเงิน", "ได้รับจัดสรร (บาท)", "ผูกพัน (บาท)")
    heads += ("เบิกจ่ายแล้ว (บาท)", "คงเหลือ (บาท)", "คงเหลือที่กรอก (บาท)", "ต่างจากที่กรอก (บาท)")
    heads += ("ร้อยละที่เบิกจ่าย", "เป้าหมาย (ร้อยละ)", "การนับ")
    amounts = ("allocated", "committed", "spent", "left", "left_stated", "left_difference")
    amounts += ("percent_spent", "target")
    rows = [
        (
            *(facts.one(row.group or ""), row.as_of, row.project),
            *(money_words.type_word(row.expenditure_type), row.source_of_money),
            *(getattr(row, name) for name in amounts),
            SPENDING_STANDING_WORDS[row.standing],
            *facts.parts("spending", row.at, "spent"),
        )
        for row in facts.now.spending
    ]
    return Sheet("การเบิกจ่าย", (*heads, *PLACES), tuple(rows))


def _problems(facts: Facts) -> Sheet:
    heads = ("ระดับ", "เรื่อง", "วิธีแก้", "น่าจะเป็น", "กลุ่ม")
    rows = [
        (
            *(words.SEVERITY_WORDS[each.severity], each.what_th, each.fix_th, each.suggestion),
            facts.one(each.group) if each.group else None,
            *(each.workbook, each.tab_title, each.row, each.cell),
        )
        for repair in facts.health.repairs
        for each in repair.problems
    ]
    return Sheet("ข้อที่ต้องดู", (*heads, *PLACES), tuple(rows))


def _books(facts: Facts) -> Sheet:
    heads = ("สมุดงาน", "ของ", "สถานะ", "แถวที่ใช้", "กันไว้", "ต้องแก้", "ควรตรวจ", "เพื่อทราบ", "อ่านเมื่อ")
    rows = [
        (
            *(book.name, facts.one(book.group) if book.group else None, book.status),
            *(book.used, book.left_out),
            *(book.problems.get(kind, 0) for kind in ("error", "warning", "info")),
            f"{shown_date(book.workbook.read_at)} {book.workbook.read_at:%H:%M}"
            if book.workbook
            else None,
        )
        for book in facts.health.books
    ]
    return Sheet("สมุดงาน", heads, tuple(rows))
