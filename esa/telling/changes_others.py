"""What else changed since a meeting, by topic: a line with its counts, and a sentence for each.

Documents, money, figures, KPIs, projects, activities, colours of schools, resolutions, problems in
the sheets, the other reading. Source: docs/rules.md, "What changed".
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from esa.changes.compare import Changes
from esa.changes.record import Change
from esa.reading.schema import read_tabs
from esa.rules.vocabulary import DOCUMENT_WORDS, READING_WORDS, REPORTED, VERIFIED
from esa.telling import changes_words as said
from esa.telling.changes_words import Line
from esa.telling.follow_ups import PROOF
from esa.telling.texts import number, one_line, short_date, shorten
from esa.telling.topic import Door

_TABS = {
    "spending": "spending",
    "resource": "resources",
    "figure": "figures",
    "kpi": "kpis",
    "project": "projects",
    "report": "progress",
    "follow_up": "follow_ups",
    "colour": "colour_bands",
}
_UNKNOWN = {"became_unknown": "ขณะนี้ไม่ทราบ", "became_known": said.KINDS["became_known"]}
_ROW = {"new": "เพิ่มใหม่", "gone": "ไม่อยู่ในชีตแล้ว"}
_REGISTER = _ROW | {"changed": "แก้ไข"} | _UNKNOWN
_OF_COLOURS = ("better", "worse", "changed", "newly_tested", "no_longer_tested", *_UNKNOWN)
_COLOUR = {kind: said.KINDS[kind] for kind in _OF_COLOURS} | {"changed": "เปลี่ยนสี"} | _UNKNOWN
_OF_FOLLOW_UPS = ("opened", "closed", "reopened", "status_changed", "due_changed", "gone")
_FOLLOW_UP = {kind: said.KINDS[kind] for kind in _OF_FOLLOW_UPS} | {"gone": _ROW["gone"]} | _UNKNOWN


class Other(NamedTuple):
    """One topic: its line with the counts, the change of each of its sentences (made by `line`),
    and the page where its rows are."""

    name: str
    text: str
    changes: tuple[Change, ...]
    line: Callable[[Change], Line]
    page: str


def others(found: Changes, reading: str) -> list[Other]:
    """What has changes, in the order in which they are told. found: of one edition."""
    made = [
        _follow_ups(found),
        _documents(found),
        _standards(found, reading),
        _reports(found),
        _money(found, "spending", "การเบิกจ่าย", "รายการ", "projects"),
        _money(found, "kpi", "ตัวชี้วัดตามคำรับรอง", "ค่า", "projects"),
        _projects(found),
        _colours(found),
        _activities(found),
        _registers(found),
        _money(found, "resource", "การสนับสนุน", "รายการ", "networks"),
        _money(found, "figure", "ตัวเลขในรายงาน", "ค่า", "projects"),
        _problems(found),
        _renamed(found),
    ]
    return [other for other in made if other.changes]


def _counted(pairs: Iterable[tuple[str, int]]) -> str:
    return " · ".join(f"{word} {number(count)}" for word, count in pairs if count)


def _by_kind(changes: Iterable[Change], words: Mapping[str, str]) -> str:
    kinds = Counter(words.get(change.kind, change.kind) for change in changes)
    return _counted((word, kinds[word]) for word in dict.fromkeys(words.values()))


# --- each of them -------------------------------------------------------------------------------


def _follow_ups(found: Changes) -> Other:
    own = found.of("follow_up")
    order = list(_FOLLOW_UP)
    changes = tuple(sorted(own, key=lambda change: order.index(change.kind)))
    text = f"มติและข้อสั่งการ: {_by_kind(changes, _FOLLOW_UP)}"
    return Other("follow_ups", text, changes, _follow_up, "board")


def _follow_up(change: Change) -> Line:
    meeting, item = change.key
    place = f"มติครั้งที่ {one_line(meeting) or '–'} ข้อ {item if item is not None else '–'}"
    words = _FOLLOW_UP[change.kind]
    if change.kind == "closed":
        words = "ยกเลิก" if change.now == "cancelled" else "ปิดแล้ว"
        proof = DOCUMENT_WORDS.get(change.side.note, "")
        words += f" หลักฐานที่ใช้ปิด: {proof}" if proof else f" {PROOF['']}"
    elif change.kind == "due_changed":
        words = f"เปลี่ยนกำหนดจาก {_day(change.was)} เป็น {_day(change.now)}"
    elif change.kind == "status_changed":
        words = f"{_label(change, change.now)} (เดิม{_label(change, change.was)})"
    elif change.kind == "became_unknown":
        words += f" (เดิม{_label(change, change.was)})"
    elif change.kind == "became_known":
        words += f"ว่า{_label(change, change.now)}"
    text = f"{place} {shorten(change.title, said.TITLE)}: {words}"
    return Line(text, change, Door("board", (("meeting", one_line(meeting)),)))


def _day(value: object) -> str:
    return short_date(value) or "ไม่กำหนดวัน"


def _documents(found: Changes) -> Other:
    own = found.of("document")
    rank = {"rose": 0, "fell": 1, "gone": 2, "changed": 3, "new": 4}
    changes = tuple(sorted(own, key=lambda change: rank.get(change.kind, 5)))
    now = Counter(change.now for change in own if change.kind in ("rose", "new"))
    parts = [(f"{word}เพิ่ม", now[state]) for state, word in DOCUMENT_WORDS.items()]
    fallen = sum(change.kind == "fell" for change in own)
    kinds = Counter(change.kind for change in own)
    parts += [("สถานะลดลง", fallen), ("ไม่อยู่ในชีตแล้ว", kinds["gone"]),
              ("เปลี่ยนสถานะ", kinds["changed"]), ("ไม่ทราบแล้ว", kinds["became_unknown"])]  # fmt: skip
    text = f"เอกสารหลักฐาน {number(len(own))} รายการ: {_counted(parts)}"
    return Other("documents", text.rstrip(": "), changes, _document, "evidence")


def _document(change: Change) -> Line:
    _, _, criterion, item = change.key
    place = f"{one_line(criterion)} ลำดับที่ {item if item is not None else '–'}"
    title = shorten(change.title, said.TITLE) or "(ยังไม่มีชื่อ)"
    now, was = DOCUMENT_WORDS.get(change.now, ""), DOCUMENT_WORDS.get(change.was, "")
    words = {
        **{"new": f"เพิ่มใหม่ {now}", "gone": _ROW["gone"]},
        "became_unknown": _UNKNOWN["became_unknown"],
        "became_known": f"{_UNKNOWN['became_known']}ว่า{now}",
    }.get(change.kind)
    text = f"{place} {title}: {words or f'{now} (เดิม{was})'}"
    criteria = (("criterion", one_line(criterion)),)
    return Line(text, change, Door("evidence", criteria))


def _standards(found: Changes, reading: str) -> Other:
    """What the lists of what rose, fell and became unknown don't say: the other reading, reasons,
    new and vanished rows."""
    other = VERIFIED if reading == REPORTED else REPORTED
    quiet = ("changed", "new", "gone")
    changes = [*found.of("level", quiet, reading), *found.of("point", _AT_LAST, reading)]
    known = found.of("level", "became_known", reading)
    changes += [change for change in known if change.was is not None and change.was.level]
    changes += found.of("carried_out", _AT_LAST) + found.of("condition", _AT_LAST)
    changes += found.of("level", "", other) + found.of("point", "", other)
    title = READING_WORDS[other]
    moved = Counter(
        change.kind for change in changes if change.subject == "level" and change.measure == other
    )
    gained = Counter(
        change.kind for change in changes if change.subject == "point" and change.measure == other
    )
    counted = _counted(
        (("ระดับขึ้น", moved["rose"]), ("ระดับลง", moved["fell"]),
         ("ประเด็นเพิ่ม", gained["gained"]), ("ประเด็นลด", gained["lost"]))
    )  # fmt: skip
    rest = len(changes) - sum(moved[kind] for kind in ("rose", "fell"))
    rest -= gained["gained"] + gained["lost"]
    parts = [f"{title}: {counted}" if counted else "", f"อื่น ๆ {rest}" if rest else ""]
    text = f"ระดับและประเด็น {' · '.join(part for part in parts if part)}"
    line = partial(_standard, reading=reading)
    return Other("standards", text, tuple(changes), line, "indicators")


_AT_LAST = ("became_known", "new", "gone")


def _standard(change: Change, reading: str) -> Line:
    measure = change.measure or reading
    if change.subject == "level":
        line = said.level(change, reading=measure)
    elif change.subject == "point":
        line = said.point(change, measure)
    else:
        line = (said.carried if change.subject == "carried_out" else said.condition)(change)
    if change.subject == "level" and measure != reading:
        return line._replace(text=f"{READING_WORDS[measure]} {line.text}")
    return line


def _reports(found: Changes) -> Other:
    changes = found.of("report")
    text = f"รายงานการดำเนินงาน {number(len(changes))} แถว"
    return Other("reports", text, changes, _report, "evidence")


def _report(change: Change) -> Line:
    _, _, criterion, item = change.key
    place = one_line(criterion) + (f" ข้อ {one_line(item)}" if item else "")
    text = f"{place}: {_words(change)}"
    return Line(text, change, Door("evidence", (("criterion", one_line(criterion)),)))


def _words(change: Change) -> str:
    """A category: its words now and before."""
    if change.kind in _ROW:
        now = _label(change, change.now) if change.kind == "new" else ""
        return f"{_ROW[change.kind]} {now}".strip()
    if change.kind == "became_unknown":
        return f"ขณะนี้ไม่ทราบ (เดิม{_label(change, change.was)})"
    before = f" (เดิม{_label(change, change.was)})" if change.kind == "changed" else ""
    return f"{_label(change, change.now)}{before}"


def _label(change: Change, value: object) -> str:
    if value is None:
        return "ยังไม่กรอก"
    field = {"report": "carried_out", "project": "status", "follow_up": "status"}[change.subject]
    return read_tabs()[_TABS[change.subject]].field(field).label(value)


def _money(found: Changes, subject: str, name: str, unit: str, page: str) -> Other:
    changes = found.of(subject)
    text = f"{name} {number(len(changes))} {unit}"
    spent = [c.difference for c in changes if c.measure == "spent" and c.kind in ("rose", "fell")]
    if spent:
        total = sum(spent, Decimal(0))
        text += f": เบิกจ่าย{'เพิ่ม' if total >= 0 else 'ลด'} {_amount(abs(total))} บาท"
    return Other(subject, text, changes, _value, page)


def _value(change: Change) -> Line:
    """A number: การเบิกจ่าย … เบิกจ่ายแล้ว 79,144,218.82 (เดิม 78,902,440.25 เพิ่ม 241,778.57)."""
    tab = _TABS[change.subject]
    what = read_tabs()[tab].field(change.measure).title
    key = " ".join(one_line(part) for part in change.key if part is not None)
    name = shorten(change.title, said.TITLE) or key
    if change.kind == "gone":
        words = f"ไม่อยู่ในชีตแล้ว (เดิม {_amount(change.was)})"
    elif change.kind in _UNKNOWN and change.difference is not None:
        # of one of both states rows are set aside that may be newer: nobody knows the difference
        now, was = _amount(change.now), _amount(change.was)
        words = f"{now} (เดิม {was} มีแถวที่ยังนับไม่ได้ จึงไม่ทราบว่าเพิ่มหรือลด)"
    elif change.kind == "became_unknown":
        words = f"{_UNKNOWN[change.kind]} (เดิม {_amount(change.was)})"
    elif change.difference is None:
        hidden = change.kind == "became_known" and change.before is None
        words = f"{_amount(change.now)} ({'ครั้งก่อนไม่ทราบ' if hidden else 'เพิ่งกรอก'})"
    else:
        way = "เพิ่ม" if change.difference > 0 else "ลด"
        moved = f"{way} {_amount(abs(change.difference))}"
        words = f"{_amount(change.now)} (เดิม {_amount(change.was)} {moved})"
    filters = (("kpi", key),) if change.subject == "kpi" else ()
    page = {"resource": "networks"}.get(change.subject, "projects")
    return Line(f"{name} {what} {words}", change, Door(page, filters))


def _amount(value: object) -> str:
    """As exact as it is: 79,144,218.82; 58."""
    if value is None:
        return "ว่าง"
    exponent = Decimal(value).as_tuple().exponent
    return number(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def _projects(found: Changes) -> Other:
    changes = found.of("project")
    return Other(
        "projects", f"โครงการ {number(len(changes))} รายการ", changes, _project, "projects"
    )


def _project(change: Change) -> Line:
    code = one_line(change.key[0])
    text = f"{code} {shorten(change.title, said.TITLE)}: {_words(change)}"
    return Line(text, change, Door("projects", (("project", code),)))


def _activities(found: Changes) -> Other:
    changes = found.of("activity")
    text = f"กิจกรรมเครือข่าย: {_by_kind(changes, _ROW | _UNKNOWN)}"
    return Other("activities", text, changes, _activity, "networks")


def _activity(change: Change) -> Line:
    words = (_ROW | _UNKNOWN)[change.kind]
    day = short_date(change.now or change.was)
    text = f"{one_line(change.key[0])} {shorten(change.title, said.TITLE)} {day}: {words}"
    return Line(text, change, Door("networks"))


def _registers(found: Changes) -> Other:
    changes = found.of("register")
    text = f"ทะเบียนข้อมูล: {_by_kind(changes, _REGISTER)}"
    return Other("registers", text, changes, _register, "registers")


def _register(change: Change) -> Line:
    title, name = one_line(change.key[0]), shorten(change.title, said.TITLE)
    words = _REGISTER[change.kind]
    if change.kind == "changed":
        pairs = zip(change.was, change.now, strict=True)
        words = "; ".join(
            f"{one_line(was[0])} {_cell(*was[1:]) or 'ว่าง'} → {_cell(*now[1:]) or 'ว่าง'}"
            for was, now in pairs
            if was != now
        )
    return Line(f"{title} {name}: {words}", change, Door("registers", (("register", title),)))


def cells(row: tuple) -> str:
    """The cells of a row of a register in one line."""
    return "; ".join(f"{one_line(heading)}: {_cell(*rest)}" for heading, *rest in row if rest[0])


def _cell(value: object, unit: str = "") -> str:
    """A cell of a register as its page shows it."""
    if isinstance(value, Decimal):
        return f"{value:,f} {one_line(unit)}".strip()
    if isinstance(value, tuple):
        return ", ".join(map(one_line, value))
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    return short_date(value) if isinstance(value, date) else shorten(value, 60)


def _colours(found: Changes) -> Other:
    """Of the pooled colours; those of single subjects only where no pooled one moved."""
    changes = found.of("colour", measure="pooled") or found.of("colour", measure="subject")
    order = list(_COLOUR)
    changes = tuple(sorted(changes, key=lambda change: order.index(change.kind)))
    text = f"สีคุณภาพโรงเรียน: {_by_kind(changes, _COLOUR)}"
    return Other("colours", text, changes, _colour, "schools")


def _colour(change: Change) -> Line:
    school, year, test, grade, scope, round_, subject = change.key
    known = read_tabs()["colour_bands"].field("colour")
    was, now = (known.label(value) for value in (change.was, change.now))
    about = " ".join(one_line(part) for part in (test, grade, subject, year, round_) if part)
    words = {
        "newly_tested": f"ได้ผลสอบครั้งแรก สี{now}",
        "no_longer_tested": f"ไม่มีผลสอบแล้ว (เดิมสี{was})",
        "became_unknown": f"ขณะนี้ไม่ทราบสี (เดิม{was})",
        "became_known": f"ทราบแล้วว่าสี{now}",
    }.get(change.kind, f"{_COLOUR[change.kind]}จากสี{was}เป็นสี{now}")
    percent = f" ไม่ผ่านร้อยละ {change.side.note}" if change.side.note else ""
    text = f"{shorten(change.title, said.TITLE)} {words}{percent} ({about})"
    filters = {"school": school, "test": test, "grade": grade, "year": year, "scope": scope}
    filters |= {"round": round_}
    told = tuple((name, one_line(value)) for name, value in filters.items() if value)
    return Line(text, change, Door("schools", told))


def _problems(found: Changes) -> Other:
    words = {"opened": "พบใหม่", "closed": "แก้แล้ว"}
    changes = tuple(sorted(found.of("problem"), key=lambda change: change.kind != "opened"))
    text = f"ข้อที่ต้องดูในชีต: {_by_kind(changes, words)}"
    return Other("problems", text, changes, _problem, "sheets")


def _problem(change: Change) -> Line:
    words = "พบใหม่" if change.kind == "opened" else "แก้แล้ว"
    text = f"{words}: {shorten(change.title, 120)}"
    tab = one_line(change.cell.tab)
    filters = (("tab", tab),) if tab in read_tabs() else ()
    return Line(text, change, Door("sheets", filters))


def _renamed(found: Changes) -> Other:
    changes = found.of("renamed")
    text = f"เปลี่ยนรหัสหรือชื่อ {number(len(changes))} แถว (ไม่ใช่หายหรือเพิ่ม)"
    return Other("renamed", text, changes, _rename, "sheets")


def _rename(change: Change) -> Line:
    now = " ".join(one_line(part) for part in change.key if part is not None)
    was = ""
    if change.before and change.before.key != change.key:
        earlier = " ".join(one_line(part) for part in change.before.key if part is not None)
        was = f" (เดิม {earlier})"
    elif change.before and change.before.title != change.title:
        was = f" (เดิม {shorten(change.before.title, said.TITLE)})"
    text = f"{now} {shorten(change.title, said.TITLE)}{was}"
    return Line(text, change, Door("sheets"))
