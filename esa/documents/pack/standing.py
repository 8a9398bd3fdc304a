"""Topics on the standards: the sentence, what changed, levels with reasons, what is stuck, what to
do next. Pure; sentences by the same rules as on the board page."""

from collections.abc import Iterable

from esa.documents.pack.facts import Facts, plainly, rows_of, text
from esa.documents.pack.model import Cell, Column, Rail, Table, Topic
from esa.rules.rubric import claimed_th, weak_th
from esa.rules.vocabulary import ACTION_WORDS, AT_LEAST, EVIDENCE, LOCKED, READING_WORDS, REPORTED
from esa.telling import board_ladder, board_words, changes_topics, changes_words
from esa.telling.texts import NBSP, listed, short_date

NO_MEETING = "ยังไม่มีการประชุมครั้งก่อนที่บันทึกข้อมูลไว้ จึงยังเทียบไม่ได้"
CONDITIONAL = "ฉบับมาตรฐานนี้นับสภาพที่พึงประสงค์เป็นข้อ จึงไม่มีระดับและไม่มีระดับถัดไป"
LEGEND = "วงทึบ = ระดับตามหลักฐาน · วงเส้น = ระดับเบื้องต้น ยังให้ไม่ได้ · กรอบเหลี่ยม = ระดับที่ประเมินตนเอง"


def summary(facts: Facts) -> Topic:
    """The one sentence, and the numbers in it."""
    if facts.changes is not None:
        count, number = _counts(facts), facts.since[0].number
        first = changes_words.hero(count, number, facts.reading, facts.conditional)
    elif facts.conditional:
        first = _conditions(facts)
    else:
        first = _levels(facts)
    states = facts.now.follow_ups
    late = sum(row.state == "overdue" for row in states)
    parts = [
        first,
        "" if facts.conditional else _stuck(facts),
        board_words.follow_ups_part(late, len(states)),
    ]
    rows = [(label, plainly(value)) for label, value in _numbers(facts) if value]
    table = Table((Column("เรื่อง", "52mm"), Column("ตอนนี้")), tuple(rows))
    return Topic("สรุป", " · ".join(plainly(part) for part in parts if part), tables=(table,))


def _numbers(facts: Facts) -> list[tuple[str, str]]:
    standing = _conditions(facts) if facts.conditional else _levels(facts)
    clear = facts.points[f"clear_{facts.reading}"]
    points = f"{int(clear.sum())} จาก {len(clear)} ประเด็น"
    unread = int(facts.points["unread"].sum())
    if unread:
        points += f" (ไม่ทราบ {unread} เพราะอ่านแท็บของกลุ่มได้ไม่ครบ)"
    return [
        ("สภาพที่พึงประสงค์" if facts.conditional else "ระดับคุณภาพ", standing),
        ("มีหลักฐานชัดเจน", "" if facts.conditional or not len(clear) else points),
        ("ประเด็นค้าง", "" if facts.conditional else _stuck(facts)),
        ("มติและข้อสั่งการ", board_words.open_text(facts.now.follow_ups) or "ยังไม่มีในชีต"),
        ("ตัวชี้วัดตามคำรับรอง", board_words.kpi_text(facts.rounds)),
        ("การเบิกจ่าย", board_words.money_text(facts.money)),
    ]


def _counts(facts: Facts) -> changes_words.Counts:
    having = facts.levels[facts.levels[f"level_{facts.reading}"].notna()]
    indicators = having["indicator"].tolist()
    return changes_words.counts(facts.changes, facts.reading, facts.indicator_of, indicators)


def _levels(facts: Facts) -> str:
    having = board_words.with_level(facts.levels, facts.reading)
    known = bool(facts.points["known"].any())
    return board_words.levels_part(having, len(facts.levels), facts.reading, known)


def _conditions(facts: Facts) -> str:
    met, stated = (int(facts.sums[name].sum()) for name in ("met", "stated"))
    return board_words.conditions_part(met, stated)


def _stuck(facts: Facts) -> str:
    return board_words.stuck_part(facts.stuck, facts.points, facts.one)


# --- what changed ------------------------------------------------------------------------------


def changed(facts: Facts) -> Topic:
    """What rose, fell and became unknown since the meeting before; the rest by topic."""
    heading = "ที่เปลี่ยนตั้งแต่การประชุมครั้งก่อน"
    if facts.changes is None:
        return Topic(heading, NO_MEETING)
    found, reading, of = facts.changes, facts.reading, facts.indicator_of
    meeting = facts.since[0]
    finding = changes_words.hero(_counts(facts), meeting.number, reading, facts.conditional)
    rows = [
        *_lines(facts, "▲ ขึ้น", changes_words.rose(found, reading, of)),
        *_lines(facts, "▼ ลง", changes_words.fell(found, reading, of)),
        *_lines(facts, "? ไม่ทราบ", changes_words.unknown(found, reading)),
    ]
    columns = (Column("", "22mm"), Column("ที่เปลี่ยน"), Column("ผู้รับผิดชอบ", "34mm"))
    tables = [Table(columns, tuple(rows))] if rows else []
    rest = [(plainly(topic.text),) for topic in changes_topics.topics(found, reading)]
    if rest:
        tables.append(Table((Column("เรื่องอื่นที่เปลี่ยน"),), tuple(rest)))
    day = f"เทียบกับข้อมูลของครั้งที่ {meeting.number} วันที่ {short_date(meeting.meeting_date)}"
    return Topic(heading, plainly(finding), (day,), tuple(tables))


def _lines(facts: Facts, word: str, lines: Iterable[changes_words.Line]) -> list[tuple[Cell, ...]]:
    return [
        (word, plainly(line.text), facts.name(line.groups, 2) if line.groups else "–")
        for line in lines
    ]


# --- levels ------------------------------------------------------------------------------------


def levels(facts: Facts) -> Topic:
    """Every indicator with its level and where it comes from; conditions by standard else."""
    if facts.conditional:
        return _standards(facts)
    heading = f"ระดับคุณภาพรายตัวบ่งชี้ ({READING_WORDS[facts.reading]})"
    found = facts.changes.of("level", measure=facts.reading) if facts.changes else ()
    moved = board_ladder.moved(found)
    rows = []
    for row in rows_of(facts.levels):
        code = row["indicator"] or ""
        words = board_ladder.moved_words(moved[code]) if code in moved else None
        title = text(row["title"], 110) or "(ยังไม่ได้กรอกชื่อ)"
        rows.append((code, title, rail(row, facts.reading), _reason(row, facts, words)))
    columns = (
        *(Column("รหัส", "13mm"), Column("ตัวบ่งชี้"), Column("ระดับ 1 ถึง 5", "34mm")),
        Column("ที่มาของระดับ", "76mm"),
    )
    tables = (Table(columns, tuple(rows)),) if rows else ()
    return Topic(heading, plainly(_levels(facts)), (LEGEND,) if rows else (), tables)


def rail(row: dict, reading: str) -> Rail:
    """The level of a row of rubric.levels on its steps."""
    outcome, level = row[f"outcome_{reading}"], row[f"level_{reading}"]
    claimed = row["claimed_level"] if row[f"claimed_above_{reading}"] else None
    if outcome == LOCKED:
        return Rail(row[f"provisional_{reading}"], True, claimed, "ยังให้ไม่ได้")
    if outcome == AT_LEAST:
        return Rail(level, False, claimed, "ขึ้นไป")
    return Rail(level, False, claimed, "" if level else "ยังสรุปไม่ได้")


def _reason(row: dict, facts: Facts, moved: tuple[str, str] | None) -> str:
    reading, total = facts.reading, row["total"]
    clear = row[f"clear_{reading}"] or 0
    parts = [row[f"sentence_{reading}"] or ""]
    if total:
        word = "หลักฐานชัดเจน" if reading == REPORTED else "หลักฐานที่ตรวจแล้ว"
        parts.append(f"{word} {clear} จาก {total} ประเด็น")
    if row[f"claimed_above_{reading}"]:
        parts.append(f"ประเมินตนเอง {claimed_th(row[f'claimed_above_{reading}'])}")
    weak = row["weak" if reading == REPORTED else "weak_verified"]
    if weak and row[f"level_{reading}"]:
        parts.append(weak_th(weak))
    return " · ".join(part for part in [moved[0] if moved else "", *parts] if part)


def _standards(facts: Facts) -> Topic:
    names = ("criteria", "stated", "met", "unmet", "unknown")
    rows = tuple(
        (row["standard"] or "–", *(str(row[name]) for name in names)) for row in rows_of(facts.sums)
    )
    heads = ("ประเด็น", "สภาพที่พึงประสงค์ (ข้อ)", "ทำได้", "ยังทำไม่ได้", "ไม่ทราบ")
    columns = (Column("มาตรฐานที่"), *(Column(head, "26mm", "right") for head in heads))
    tables = (Table(columns, rows),) if rows else ()
    return Topic("สภาพที่พึงประสงค์ตามมาตรฐาน", plainly(_conditions(facts)), tables=tables)


# --- stuck, and the way up ---------------------------------------------------------------------


def stuck(facts: Facts) -> Topic:
    """Points past their date without clear evidence: group, since when, and the cell to fill in."""
    heading = "ประเด็นที่ค้าง"
    if facts.conditional:
        return Topic(heading, CONDITIONAL)
    finding = plainly(_stuck(facts)) or "ยังไม่มีข้อมูลจากกลุ่มใด จึงยังบอกไม่ได้ว่าประเด็นใดค้าง"
    held = {each.criterion: each for each in facts.held}
    todo = {row["criterion"]: row for row in rows_of(facts.missing)}
    rows = []
    for point in facts.stuck:
        since = held.get(point.criterion)
        what = f"{point.criterion} {text(facts.titles.get(point.criterion), 120)}".strip()
        rows.append(
            (
                what,
                facts.name(point.groups, 2),
                f"เกินกำหนด{NBSP}{point.days}{NBSP}วัน"
                + (f" {changes_words.held(since)}" if since else ""),
                _todo(todo.get(point.criterion)),
                _place(facts, todo.get(point.criterion)),
            )
        )
    columns = (
        *(Column("ประเด็น"), Column("ผู้รับผิดชอบ", "24mm"), Column("ค้างตั้งแต่", "40mm")),
        *(Column("ที่ต้องทำ", "28mm"), Column("ช่องในชีต", "40mm")),
    )
    tables = (Table(columns, tuple(rows)),) if rows else ()
    note = "นับจากวันครบกำหนดในชีต ประเด็นที่ไม่ได้กรอกวันกำหนดไม่นับว่าค้าง"
    return Topic(heading, finding, (note,) if rows else (), tables)


def _todo(step: dict | None) -> str:
    return ACTION_WORDS.get(step["action"], step["action"]) if step else "–"


def _place(facts: Facts, step: dict | None) -> Cell:
    if not step:
        return "–"
    if step["workbook"] and step["row"] is not None:
        return facts.cell(step["tab"], (step["workbook"], step["row"]), step["field"])
    return "เพิ่มแถวใหม่ในแท็บหลักฐานอ้างอิง"


def next_levels(facts: Facts) -> Topic:
    """The least that lifts each indicator, cheapest first."""
    heading = "ทางที่สั้นที่สุดสู่ระดับถัดไป"
    if facts.conditional:
        return Topic(heading, CONDITIONAL)
    found = board_words.paths(facts.steps, facts.levels, facts.reading)
    if not found:
        return Topic(heading, "ยังไม่มีตัวบ่งชี้ที่บอกขั้นต่อไปได้")
    near = [path.indicator for path in found if path.need == 1 and path.stage == EVIDENCE]
    finding = f"ใกล้ที่สุดต้องทำอีก {found[0].need} เรื่อง: {found[0].indicator}"
    if near:
        finding = f"ขาดอีกเพียง 1 ประเด็นก็ขึ้นระดับ {len(near)} ตัวบ่งชี้: {listed(near, 6)}"
    rows = [
        (
            str(path.need),
            plainly(board_words.path_title(path)),
            plainly(board_words.path_text(path, lambda codes: facts.name(codes, 2))),
        )
        for path in found
    ]
    columns = (Column("ขาด", "14mm", "right"), Column("เพื่อ", "62mm"), Column("สิ่งที่ต้องทำ"))
    return Topic(heading, finding, tables=(Table(columns, tuple(rows)),))
