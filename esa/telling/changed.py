"""What changed since the meeting before: what rose, fell and became unknown, then all the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from esa.changes.compare import Changes
from esa.changes.record import Change
from esa.reading.problems import Problem
from esa.reading.schema import read_tabs
from esa.rules.vocabulary import OUTCOME_WORDS, READING_WORDS
from esa.telling import changes_others, changes_words, words
from esa.telling.changes_words import Counts, Line
from esa.telling.standpoint import Standpoint
from esa.telling.texts import NBSP, one_line, short_date, shorten
from esa.telling.topic import Cell, Column, Door, Entry, Onward, Table, Topic, Value, together

NO_MEETING = "ยังไม่มีการประชุมครั้งก่อนที่บันทึกข้อมูลไว้ จึงยังเทียบไม่ได้ จนกว่าจะบันทึกครั้งประชุม"
TODAY = "บันทึกครั้งที่{number} ของวันนี้ไว้แล้ว ที่เปลี่ยนหลังจากนี้จะแสดงตั้งแต่วันถัดไป"
LONGEST = 220  # letters of a sentence
MOST_ROWS = 200  # of a register, one by one; the workbook of the board has them all
COLUMNS = (Column("", 22), Column("ที่เปลี่ยน"), Column("ผู้รับผิดชอบ", 34))
# What a sentence begins with: only levels rise and fall, all else is progress or its loss.
LEADS = {"rose": ("▲ ขึ้น", "▲ คืบหน้า"), "fell": ("▼ ลง", "▼ ถดถอย"), "unknown": ("? ไม่ทราบ",) * 2}
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
    "register": "ทะเบียนข้อมูล",
    "follow_up": "มติและข้อสั่งการ",
    "problem": "ข้อที่ต้องดูในชีต",
    "renamed": "เปลี่ยนรหัสหรือชื่อ",
}
_CLEAR = {True: "มีหลักฐานชัดเจน", False: "ยังไม่มีหลักฐานชัดเจน"}


def changed(at: Standpoint) -> Topic:
    if at.since is None:
        today = TODAY.format(number=f"{NBSP}{at.frozen_today}")
        told = today if at.frozen_today else NO_MEETING
        return Topic("changed", "ตั้งแต่การประชุมครั้งก่อน", told, behind=partial(_table, at))
    meeting = at.since.meeting
    since = f"{changes_words.since(meeting.number)} "  # stands in the heading
    return Topic(
        "changed",
        f"ตั้งแต่ครั้งที่{NBSP}{meeting.number} ({short_date(meeting.meeting_date)})",
        finding(at).removeprefix(since),
        _entries(at),
        COLUMNS,
        notes=_notes(at),
        behind=partial(_table, at),
        parts=_others(at),
    )


def finding(at: Standpoint) -> str:
    """ตั้งแต่ครั้งที่ 11/2557: ขึ้น 2 ตัวบ่งชี้ ลง 0; "" where there is no meeting to compare with."""
    if at.since is None:
        return ""
    number = at.since.meeting.number
    return changes_words.hero(_counts(at), number, at.reading, at.by_conditions)


def _counts(at: Standpoint) -> Counts:
    levels = at.standards.levels
    leveled = [each.indicator for each in levels if each.in_reading(at.reading).level is not None]
    return changes_words.counts(at.changes, at.reading, _indicators(at), leveled)


def _indicators(at: Standpoint) -> dict[str, str]:
    """Criterion → indicator."""
    return {code: point.indicator or "" for code, point in at.points.items()}


def _told(at: Standpoint) -> dict[str, list[Line]]:
    """Of the group that is told: the whole sentences, also where other groups' points brought a
    level."""
    found, of = at.of("").changes, _indicators(at)
    told = {
        "rose": changes_words.rose(found, at.reading, of),
        "fell": changes_words.fell(found, at.reading, of),
        "unknown": changes_words.unknown(found, at.reading),
    }
    return {
        kind: [line for line in lines if not at.group or line.change.concerns(at.group)]
        for kind, lines in told.items()
    }


def _entries(at: Standpoint) -> tuple[Entry, ...]:
    told = [
        _entry(at, line, LEADS[kind][line.change.subject != "level"])
        for kind, lines in _told(at).items()
        for line in lines
    ]
    if at.group and not at.changes:
        told.append(Entry("", "ยังไม่มีการเปลี่ยนแปลง", groups=(at.group,)))
    return tuple(told)


def _notes(at: Standpoint) -> tuple[str, ...]:
    told = _told(at)
    if told["fell"]:
        return ()
    whose = f"ของ{at.one(at.group)}" if at.group else ""
    way = "ลดลง" if told["rose"] or told["unknown"] else "ขึ้นหรือลดลง"
    return (f"ไม่มีตัวบ่งชี้หรือประเด็นใด{whose}{way}",)


def _entry(at: Standpoint, line: Line, lead: str = "") -> Entry:
    """A sentence with its groups and its cell: of what is gone, where it stood, in words. lead: of
    the main list, the only one that is a table."""
    change, text = line.change, shorten(line.text, LONGEST)
    own = change.groups == (at.group,)
    who = at.name(change.groups) if change.groups and not own else ""
    cell = _cell(at, change)
    where = "" if cell else _place(at, change)
    return Entry(
        lead,
        text,
        together((who, where)),
        urgent=lead in LEADS["fell"],
        cell=cell,
        door=line.door,
        values=(lead, text, together((who or "–", where), "\n")) if lead else (),
        groups=change.groups,
    )


def _cell(at: Standpoint, change: Change) -> Cell | None:
    workbook, tab, row, column = change.cell
    there = row is not None and column and tab in at.office.tabs and not change.is_gone
    return Cell(tab, (workbook, row), column) if there else None


def _place(at: Standpoint, change: Change) -> str:
    """The place of a change in words, where it has no cell now."""
    if isinstance(change.side.value, Problem):
        return one_line(words.problem_place(at.office, change.side.value))
    of = at.since.then.office if change.is_gone else at.office
    workbook, tab, row, column = change.cell
    if tab not in of.tabs:
        return words.workbook(of, workbook)
    there = f"แท็บ {words.tab_title(tab)} ใน{words.workbook(of, workbook)}"
    return f"ช่อง{NBSP}{of.cell(tab, (workbook, row), column)} {there}" if row and column else there


def _others(at: Standpoint) -> tuple[Topic, ...]:
    """What else changed, each subject with its counts."""
    found = tuple(
        Topic(
            f"changed_{other.name}",
            "",
            other.text,
            tuple(_entry(at, other.line(change)) for change in other.changes),
            onward=(Onward(Door(other.page)),) if other.page != "board" else (),
            brief=True,
        )
        for other in changes_others.others(at.changes, at.reading)
    )
    return (Topic("changed_others", "เรื่องอื่นที่เปลี่ยน", "", parts=found),) if found else ()


def rows_of(at: Standpoint, title: str) -> Iterator[Topic]:
    """The rows of one register that changed since the meeting before, each with its cell."""
    if at.since is None:
        return
    own = (change for change in at.since.changes.of("register") if change.key[0] == title)
    for other in changes_others.others(Changes(tuple(own)), at.reading):
        told = [_entry(at, other.line(change)) for change in other.changes[:MOST_ROWS]]
        start = f"{one_line(title)} "
        yield Topic(
            "register_changed",
            f"ที่เปลี่ยนตั้งแต่ครั้งที่{NBSP}{one_line(at.since.meeting.number)}",
            other.text.partition(": ")[2],
            tuple(replace(each, text=each.text.removeprefix(start), door=None) for each in told),
        )


# --- every change ---------------------------------------------------------------------------------


def _table(at: Standpoint) -> Table:
    heads = ("เรื่อง", "ที่เปลี่ยน", "ค่าใด", "รหัส", "ชื่อ", "ผู้รับผิดชอบ", "เดิม", "ขณะนี้", "ต่าง")
    changes = at.changes.all if at.changes else ()
    rows = tuple(_row(at, change) for change in changes)
    return Table("ที่เปลี่ยน", heads, rows, tuple(_cells(changes)))


def _row(at: Standpoint, change: Change) -> tuple[Value, ...]:
    return (
        SUBJECTS.get(change.subject, change.subject),
        changes_words.KINDS.get(change.kind, change.kind),
        _measure(change.subject, change.measure),
        " ".join(one_line(part) for part in change.key if part is not None),
        one_line(change.title),
        at.name(change.groups, 3) if change.groups else None,
        _value(change.was),
        _value(change.now),
        change.difference,
    )


def _measure(subject: str, measure: str) -> str:
    if measure in READING_WORDS:
        return READING_WORDS[measure]
    name = {"kpi": "kpis", "figure": "figures", "resource": "resources"}.get(subject, subject)
    tab = read_tabs().get(name)
    return tab.by_name[measure].title if tab and measure in tab.by_name else measure


def _value(value: object) -> Value:
    if isinstance(value, Problem):
        return value.what_th
    if hasattr(value, "outcome"):
        return value.level if value.level is not None else OUTCOME_WORDS.get(value.outcome)
    if isinstance(value, bool):
        return _CLEAR[value]
    if isinstance(value, tuple):
        return changes_others.cells(value)
    return value if isinstance(value, int | Decimal | date | None) else one_line(value)


def _cells(changes: Iterable[Change]) -> Iterator[Cell]:
    """Of what is gone, the row it stood in."""
    for change in changes:
        workbook, tab, row, column = change.cell
        yield Cell(tab, (workbook, row or 0), column if row and not change.is_gone else "")
