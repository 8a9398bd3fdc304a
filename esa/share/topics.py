"""The committee's page as topics: what is said of the redacted office, in plain Thai, told once.

Plain text, whoever shows it escapes it. The colours have a module of their own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from esa.reading.schema import read_tabs
from esa.rules.verdict_words import levels_th
from esa.rules.vocabulary import GAP, INCOMPLETE, LOCKED, NO_RUBRIC, NO_TOTAL, OVERLAP, WITH_LEVEL
from esa.rules.vocabulary import STATE_SYMBOLS as SYMBOLS
from esa.rules.vocabulary import STATE_WORDS as STATES
from esa.share.colour_topics import colours
from esa.share.committee import COUNTED, Activity, Committee, Level, Point, Share
from esa.share.outside import NO_TITLE, for_outside, name
from esa.share.registers import MOST_ROWS
from esa.share.registers import Table as Register
from esa.share.suppression import SMALLEST
from esa.telling.drawings import Bar, Bars, Ladder, Part, Said, Step
from esa.telling.money import baht
from esa.telling.texts import NBSP, full_date, listed, short_date, shorten
from esa.telling.topic import Column, Door, Entry, LeftOut, Rail, Topic, quiet, strong, together
from esa.telling.words import Told

TITLE = "ผลการดำเนินงานตามมาตรฐานสำนักงานเขตพื้นที่การศึกษา"
DAY = f"ข้อมูล{NBSP}ณ"
NOT_GIVEN = "ยังไม่ให้ระดับ"
WHY_NONE = {
    NO_RUBRIC: "ยังไม่มีเกณฑ์ให้ระดับ",
    NO_TOTAL: "ยังไม่ทราบจำนวนประเด็น",
    GAP: "เกณฑ์ให้ระดับยังไม่ครบ",
    OVERLAP: "เกณฑ์ให้ระดับยังไม่ชัดเจน",
}
LEVELS_MEAN = (
    "ระดับคุณภาพมี 1 ถึง 5 ยิ่งสูงยิ่งดี ให้ตามจำนวนประเด็นที่มีหลักฐานชัดเจน "
    "ตัวบ่งชี้ที่ข้อมูลยังไม่ครบจะยังไม่ให้ระดับ มิได้หมายความว่าผลไม่ดี"
)
CONDITIONS_MEAN = "มาตรฐานฉบับนี้นับสภาพที่พึงประสงค์ที่ทำได้ ไม่ได้ให้ระดับคุณภาพ"
NOT_ALL = "(ข้อมูลยังไม่ครบ)"
COMPLETE_MEANS = "ประเด็นที่มีหลักฐานแนบแล้ว จากประเด็นทั้งหมดที่กรอกไว้"
PARTS = (("checked", "ตรวจแล้ว"), ("attached", "แนบแล้ว รอตรวจ"), ("rest", "ยังไม่มี"))
NETWORKS_MEAN = "จำนวนกิจกรรมที่เครือข่ายจัดในปีงบประมาณนี้ กิจกรรมที่จัดร่วมกันนับให้ทุกเครือข่ายที่ร่วม"
POINTS_MEAN = "ชื่อและสถานะของหลักฐานในแต่ละประเด็น ไม่รวมตัวเอกสาร"
IN_RANGES = f"จำนวนคนแสดงเป็นช่วง ไม่มียอดรวมและร้อยละ เพื่อคุ้มครองกลุ่มที่มีน้อยกว่า{NBSP}{SMALLEST}{NBSP}คน"
SUBJECTS = {
    "progress": "การดำเนินงาน",
    "evidence": "หลักฐาน",
    "test_results": "ผลการทดสอบ",
    "network_activities": "กิจกรรมเครือข่าย",
}
GLOSSARY = (
    ("ตัวบ่งชี้", "เรื่องที่ใช้ประเมินสำนักงาน แต่ละตัวบ่งชี้มีหลายประเด็น"),
    ("ประเด็น", "ข้อที่ต้องดำเนินการและมีหลักฐาน"),
    ("แนบแล้ว", "มีชื่อเอกสาร พร้อมลิงก์หรือที่เก็บ"),
    ("ตรวจแล้ว", "แนบแล้ว และกลุ่มอื่นได้ตรวจเอกสารนั้น"),
    ("ระดับเบื้องต้น", "ระดับที่จะได้เมื่อดำเนินการครบทุกประเด็น ยังไม่นับเป็นผล"),
    ("ขีดจำกัดล่าง", "คะแนนขั้นต่ำที่นักเรียนควรทำได้ในการทดสอบ"),
    (f"คน{NBSP}×{NBSP}วิชา", "นักเรียนหนึ่งคนนับหนึ่งครั้งในทุกวิชาที่เข้าสอบ"),
    (
        "น้อยกว่า และ มากกว่า",
        "ใช้แทนตัวเลขจริงเมื่อนักเรียนผ่านเกือบทุกคน หรือไม่ผ่านเกือบทุกคน เพื่อไม่ให้ทราบผลของแต่ละคน",
    ),
)


def topics(of: Committee) -> tuple[Topic, ...]:
    """What this link shows, in the order of the page; the meaning of words last."""
    found = [_levels(of), _complete(of), _networks(of), _coloured(of), _points(of)]
    found += [*map(_register, of.registers), _terms(of)]
    return tuple(topic for topic in found if topic)


def first_lines(found: Iterable[Topic]) -> tuple[tuple[str, str], ...]:
    """(name of its topic, sentence) of what is told first: level, evidence, networks, colours. A
    figure that doesn't hold everything says so at once; what it lacks is told in its topic."""
    return tuple(
        (topic.name, together((topic.finding, quiet(NOT_ALL if topic.left_out else "")), " "))
        for topic in found
        if topic.finding
    )


def stamp_line(stamp: str, today: date) -> str:
    """ข้อมูล ณ … in any case; stamp: what is known of the meeting or the reading."""
    told = shorten(for_outside(stamp), 200).replace("ข้อมูล ณ", DAY)
    if DAY in told:
        return told
    return together((f"{DAY} วันที่{NBSP}{full_date(today)}", told))


def until_line(until: date | datetime | None) -> str:
    """Until when the link opens this page; "" for a file."""
    return f"ลิงก์นี้ใช้ได้ถึง {short_date(until)}" if until else ""


# --- levels and completeness ------------------------------------------------------------------


def _levels(of: Committee) -> Topic | None:
    if of.method == "conditions" and of.stated:
        said = f"ทำได้แล้ว {strong(f'{of.met:,}')} จาก {strong(f'{of.stated:,}')} สภาพที่พึงประสงค์"
        lost = _left_out(of, "levels")
        return Topic("levels", "สภาพที่พึงประสงค์", said, notes=(CONDITIONS_MEAN,), left_out=lost)
    if not of.levels:
        return None
    known = [level for level in of.levels if level.level or level.provisional or level.span]
    rest = [level for level in of.levels if level not in known]
    counted = [
        f"ระดับ{NBSP}{number} จำนวน{NBSP}{count}"
        for number in (5, 4, 3, 2, 1)
        if (count := sum(level.level == number for level in of.levels))
    ]
    open_ = sum(level.level is None for level in of.levels)
    counted += [f"{NOT_GIVEN} {open_} ตัวบ่งชี้"] * bool(open_)
    steps = tuple(_step(level) for level in (*known, *rest))
    return Topic(
        "levels",
        "ระดับคุณภาพ",
        _given(of.levels),
        notes=(together(counted), LEVELS_MEAN),
        drawing=Ladder(steps),
        left_out=_left_out(of, "levels"),
    )


def _given(levels: Sequence[Level]) -> str:
    given = sum(level.level is not None for level in levels)
    said = f"ได้ระดับคุณภาพแล้ว {strong(given)} จาก {strong(len(levels))} ตัวบ่งชี้"
    high = sum((level.level or 0) >= 4 for level in levels)
    return f"{said} ระดับ{NBSP}4{NBSP}ขึ้นไป {strong(high)} ตัวบ่งชี้" if high else said


def _step(level: Level) -> Step:
    said, note = level_said(level), level_note(level)
    low, to = (level.span.lowest, level.span.highest) if level.span else (level.level, None)
    given = low or level.provisional
    rail = Rail(given, low is None, word=said, to=to) if given else None
    told = (Said(said, "rise" if level.level else ""),) if rail else ()
    told += (Said(note),) if note else ()
    return Step(level.indicator, name(level.title), rail, "" if rail else said, told)


def level_said(level: Level) -> str:
    """What stands at the right of an indicator."""
    if level.outcome in WITH_LEVEL:
        least = "" if level.outcome == "level" else "อย่างน้อย"
        return f"{least}ระดับ{NBSP}{level.level}"
    if level.span:
        return levels_th(level.span)
    if level.outcome == LOCKED and level.provisional:
        return f"เบื้องต้น ระดับ{NBSP}{level.provisional}"
    return NOT_GIVEN


def level_note(level: Level) -> str:
    """The second line of an indicator: where its level comes from, or why there is none."""
    if level.outcome in WITH_LEVEL:
        said = f"หลักฐานชัดเจน {level.clear} จาก {level.total} ประเด็น"
        if level.checked_level is not None and level.checked_level < level.level:
            said += f" · นับเฉพาะที่ตรวจแล้ว ระดับ{NBSP}{level.checked_level}"
        if level.checked_span:
            said += f" · นับเฉพาะที่ตรวจแล้ว {levels_th(level.checked_span)}"
        return said
    if level.outcome == LOCKED:
        if level.total and level.carried < level.total:
            return f"ดำเนินการแล้ว {level.carried} จาก {level.total} ประเด็น"
        return "รอยืนยันเงื่อนไขเพิ่มเติม"
    if level.span:
        sure = f"หลักฐานชัดเจนแน่ {level.clear} จาก {level.total} ประเด็น"
        return f"{sure} · อ่านไม่ได้ {level.span.unread} รายการ"
    if level.outcome == INCOMPLETE and level.total and level.known >= level.total:
        return "ยังอ่านข้อมูลไม่ได้ครบ"
    if level.outcome == INCOMPLETE:
        return f"มีข้อมูล {level.known} จาก {level.total} ประเด็น"
    return WHY_NONE.get(level.outcome, "")


def _complete(of: Committee) -> Topic | None:
    shares = (
        ("standards", "แยกตามมาตรฐาน", of.standards, _standard_name),
        ("groups", "แยกตามกลุ่มที่รับผิดชอบ", of.groups, lambda share: name(share.name)),
    )
    parts = tuple(
        Topic(part, heading, "", drawing=Bars(tuple(_bar(s, named(s)) for s in rows), PARTS))
        for part, heading, rows, named in shares
        if rows
    )
    if not parts:
        return None
    said = _clear_said(of.standards) if of.standards else _groups_said(of.groups)
    return Topic(
        "completeness",
        "ความครบถ้วนของหลักฐาน",
        said,
        notes=(COMPLETE_MEANS,),
        left_out=_left_out(of, "completeness"),
        parts=parts,
    )


def _clear_said(standards: Sequence[Share]) -> str:
    parts = ("total", "clear", "checked")
    total, clear, checked = (sum(getattr(s, part) for s in standards) for part in parts)
    if not total:
        return "ยังไม่มีประเด็นให้นับหลักฐาน"
    said = f"มีหลักฐานแล้ว {strong(f'{clear:,}')} จาก {strong(f'{total:,}')} ประเด็น"
    return f"{said} ตรวจแล้ว {strong(f'{checked:,}')} ประเด็น" if clear else said


def _groups_said(groups: Sequence[Share]) -> str:
    """For a link of some groups, whose points may be the same: each by itself."""
    said = [f"{name(each.name)} {_bar(each, '').said.text}" for each in groups]
    return f"หลักฐาน{NBSP}{listed(said, 3)}" if said else ""


def _standard_name(share: Share) -> str:
    code = f"มาตรฐานที่ {share.code}" if share.code else "ไม่ระบุมาตรฐาน"
    return f"{code} {shorten(share.name, 120)}".strip()


def _bar(share: Share, named: str) -> Bar:
    if not share.is_known:
        return Bar(named, (), Said("ยังอ่านข้อมูลได้ไม่ครบ"))
    if not share.total:
        return Bar(named, (), Said("ยังไม่มีประเด็น"))
    counts = (share.checked, share.clear - share.checked, share.total - share.clear)
    parts = tuple(
        Part(kind, count, count / share.total, f"{word} {count:,}")
        for (kind, word), count in zip(PARTS, counts, strict=True)
        if count > 0
    )
    return Bar(named, parts, Said(f"{share.clear:,} จาก {share.total:,} ประเด็น"))


# --- networks ---------------------------------------------------------------------------------


def _networks(of: Committee) -> Topic | None:
    """Networks of schools first, then the other kinds."""
    if not of.networks:
        return None
    most = max((n.held + n.undated for n in of.networks), default=0) or 1
    ordered = sorted(of.networks, key=lambda n: (n.kind != "school_network", n.kind))
    parts = tuple(
        _kind(kind, list(rows), most) for kind, rows in groupby(ordered, key=lambda n: n.kind)
    )
    said = f"{parts[0].heading}{parts[0].finding}"
    lost = _left_out(of, "networks")
    return Topic("networks", "เครือข่าย", said, notes=(NETWORKS_MEAN,), left_out=lost, parts=parts)


def _kind(kind: str, rows: Sequence[Activity], most: int) -> Topic:
    active = sum(row.held + row.undated > 0 for row in rows)
    label = read_tabs()["networks"].field("kind").label(kind) if kind else "เครือข่ายอื่น"
    said = f"มีกิจกรรมแล้ว {strong(active)} จาก {strong(len(rows))} แห่ง"
    return Topic(f"networks-{kind}", label, said, drawing=Bars(tuple(_held(r, most) for r in rows)))


def _held(network: Activity, most: int) -> Bar:
    total = network.held + network.undated
    said = f"{total:,}{NBSP}กิจกรรม" if total else "ยังไม่มีกิจกรรม"
    note = [f"ไม่ทราบวันที่ {network.undated}"] * bool(network.undated)
    note += [f"กิจกรรมตามแผน {network.planned}"] * bool(network.planned)
    note += [f"ไม่มีกิจกรรมมา{NBSP}90{NBSP}วันขึ้นไป"] * (network.state == "silent")
    told = Said("\n".join([said, *map(quiet, note)]))
    parts = (Part("attached", total, total / most, said),) if total else ()
    return Bar(name(network.name), parts, told)


def _register(of: Register) -> Topic:
    """The rows of a register that a link names, as far as a page can hold them."""
    rows, total = of.rows[:MOST_ROWS], len(of.rows)
    heads = [name(head) for head in of.heads]
    entries = tuple(_row(heads, [_cell(cell) for cell in row]) for row in rows)
    notes = (
        f"แสดง {MOST_ROWS} จาก {total:,} แถว" if total > MOST_ROWS else "",
        IN_RANGES if of.ranged else "",
        f"อ่านได้ไม่ครบ {of.lost:,}{NBSP}แถว" if of.lost else "",
    )
    word = shorten(of.row_word, 40) or "แถว"
    return Topic(
        f"register-{of.code}",
        name(of.title),
        f"{strong(f'{total:,}')}{NBSP}{word}",
        entries,
        tuple(map(Column, heads)),
        notes=tuple(filter(None, notes)),
        empty="" if total else "ยังไม่มีแถว",
    )


def _row(heads: Sequence[str], cells: Sequence[str]) -> Entry:
    """The first cell leads; below it each other one that is filled in, under its heading."""
    rest = (f"{head}{NBSP}{cell}" for head, cell in zip(heads[1:], cells[1:], strict=True) if cell)
    text = cells[0] or quiet("–")
    return Entry("", text, quiet(together(tuple(rest))), values=tuple(cells))


def _cell(value: object) -> str:
    if isinstance(value, Decimal):
        return baht(value)
    return short_date(value) if isinstance(value, date) else shorten(value or "", 300)


def _coloured(of: Committee) -> Topic | None:
    if not of.shows_colours:
        return None
    return replace(colours(of.colours), left_out=_left_out(of, "colours"))


# --- points, for assessors, and the meaning of words ------------------------------------------


def _points(of: Committee) -> Topic | None:
    if not of.points:
        return None
    titles = {level.indicator: level.title for level in of.levels}
    parts = []
    for indicator, found in groupby(of.points, key=lambda point: point.indicator):
        rows = list(found)
        clear = sum(row.state in ("attached", "checked") for row in rows)
        heading = f"{indicator} {shorten(titles.get(indicator, ''), 80)}".strip() or NO_TITLE
        said = f"มีหลักฐาน {clear} จาก {len(rows)} ประเด็น"
        entries = tuple(entry for row in rows for entry in _point(row))
        columns = (Column("รายการ"), Column("สถานะ", 34))
        parts.append(Topic(f"points-{indicator}", heading, said, entries, columns))
    return Topic("points", "ประเด็นและหลักฐาน", "", notes=(POINTS_MEAN,), parts=tuple(parts))


def _point(point: Point) -> Iterator[Entry]:
    """The point, then its documents."""
    title = name(point.title, 300)
    yield Entry(
        point.criterion,
        f"{title} {strong(_state(point.state))}",
        values=(f"{point.criterion} {title}", STATES[point.state]),
    )
    for one in point.documents:
        title = name(one.title, 300)
        yield Entry(
            "–", quiet(f"{title} {_state(one.state)}"), values=(f"– {title}", STATES[one.state])
        )


def _state(state: str) -> str:
    return f"{SYMBOLS[state]}{NBSP}{STATES[state]}"


def _terms(of: Committee) -> Topic:
    entries = tuple(Entry(term, text, values=(term, text)) for term, text in GLOSSARY)
    return Topic("words", "ความหมายของคำ", "", entries, (Column("คำ", 45), Column("ความหมาย")))


def told(found: Iterable[LeftOut]) -> list[Told]:
    """What a figure does not hold, for people outside: how many rows of what, and whose; never
    which. group: the group's name here."""
    said = []
    for each in found:
        whose = f"ของ{each.group}" if each.group else ""
        text = f"ยังไม่นับ{SUBJECTS[each.tab]} {each.rows:,}{NBSP}แถว{whose}"
        if each.group and not each.rows:  # nothing of the group could be read
            text = f"ไม่รวม{SUBJECTS[each.tab]}{whose} ซึ่งยังอ่านไม่ได้"
        said.append(Told(text, Door("")))
    return said


def _left_out(of: Committee, part: str) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(each.name, each.tab, each.rows) for each in of.left_out if part in COUNTED[each.tab]
    )
