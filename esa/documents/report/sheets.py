"""The official form of four columns: one indicator with its ladder, narrative and evidence.

The reached level is ticked by the evidence, in the reading that was asked for; where there is no
level, none is ticked and the verdict says why. Source: docs/rules.md, "Quality level".
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from esa import thai
from esa.documents.report.contents import (
    GOES_ON,
    NO_DOCUMENT,
    NO_POINTS,
    NO_WORDING,
    PARTS,
    PLACEHOLDER,
    REGISTER,
    TICKED,
    UNREAD,
    UNTICKED,
    UNTITLED,
    UNWORDED,
    UNWRITTEN,
    LevelRow,
    Line,
    Part,
    Point,
    Sheet,
    Written,
)
from esa.documents.report.evaluated import Evaluated
from esa.documents.report.hand import Hand, safe_link
from esa.rules import points
from esa.rules.carried import ALL, Progress
from esa.rules.evidence import EVIDENCE_TAB, Document, is_untitled
from esa.rules.levels import Level
from esa.rules.verdict_words import claimed_th
from esa.rules.vocabulary import CLEAR, LEVELS, REPORTED
from esa.telling.words import NO_TITLE

LONGEST = 5000  # characters of one part where the whole of it is behind its link
MOST_OF_REGISTER = 5  # rows of a register that stand one by one under a point
SHORT = 400  # characters of a row that may be kept on one page
_NUMBERED = re.compile(r"[0-9๐-๙]+[.)]")  # a dotted line typed with its own number


def sheet(found: Evaluated, code: str, reading: str, hand: Hand, new_page: bool) -> Sheet:
    """One indicator as the form shows it. code: its code; reading: reported or verified."""
    level = found.levels[code]
    rows = found.points.get(code, [])
    written = [
        point(found, row, number, hand)
        for row, number in zip(rows, numbers(code, [row.criterion for row in rows]), strict=True)
    ]
    return Sheet(
        code=code,
        heading=hand.line(f"ตัวบ่งชี้ที่ {code} {level.title or NO_TITLE}"),
        new_page=new_page,
        verdict=hand.digits(verdict(level, reading)),
        remarks=tuple(remarks(found, level, reading, hand)),
        levels=tuple(ladder(found, level, reading, hand)),
        points=tuple(written),
        narrative=(*narrative(written, level, hand), *_of_the_whole(found, code, hand)),
        evidence=tuple(
            line
            for row, one in zip(rows, written, strict=True)
            for line in documents(found, row, one.number, hand)
        )
        or (Line("mark", NO_DOCUMENT),),
        lacking=_lacking(level, rows),
    )


def numbers(indicator: str, codes: Sequence[str | None]) -> list[str]:
    """The n of ประเด็นที่ n: what stands after the indicator in each code, else its place."""
    found = []
    for place, code in enumerate((code or "" for code in codes), start=1):
        rest = code[len(indicator) :].lstrip(".-") if code.startswith(indicator) else ""
        found.append(rest if rest.isdecimal() else str(place))
    return found if len(set(found)) == len(found) else [str(n + 1) for n in range(len(found))]


def verdict(level: Level, reading: str) -> str:
    """The level with the evidence behind it, or why there is none."""
    result = level.in_reading(reading)
    of = f" จาก {level.total}" if level.total else ""
    return f"{result.sentence} (หลักฐานปรากฏชัดเจน {result.clear}{of} ประเด็น)"


def remarks(found: Evaluated, level: Level, reading: str, hand: Hand) -> Iterable[str]:
    """The claimed level and the extra condition, where they are filled in."""
    if level.claimed_level is not None:
        apart = claimed_th(level.in_reading(reading).claimed_above)
        more = f" ({apart})" if apart else ""
        yield hand.digits(f"ประเมินตนเอง ระดับ {level.claimed_level}{more}")
    for row in found.indicators:
        if row.indicator == level.indicator and row.extra_condition:
            state = "ยังไม่ได้ยืนยัน" if level.condition_open else "ยืนยันแล้ว"
            if not thai.is_placeholder(row.extra_condition):
                yield f"เงื่อนไขเพิ่มเติม: {hand.line(row.extra_condition)} ({state})"


def ladder(found: Evaluated, level: Level, reading: str, hand: Hand) -> Iterable[LevelRow]:
    """Five rows, 5 first. "At least" ticks the level that is reached for certain."""
    reached = level.in_reading(reading).level
    for number in reversed(LEVELS):
        key = (level.indicator, number)
        missing = key not in found.wordings
        said = "\n".join(found.wordings.get(key, []))
        # a level that nobody has put into words is told by its range
        wording = hand.line(said or ("" if missing else found.ranges.get(key, UNWORDED)))
        yield LevelRow(
            level=number,
            number=hand.digits(number),
            mark=TICKED if number == reached else UNTICKED,
            ticked=number == reached,
            wording=NO_WORDING if missing else wording,
            missing=missing,
            short=len(wording) <= SHORT,
        )


def point(found: Evaluated, row: points.Point, number: str, hand: Hand) -> Point:
    """A point with its three parts, by each group that must write it or did."""
    rows = found.progress.get((row.criterion, None), [])
    writers = _writers(row, rows)
    parts = []
    for kind, heading in PARTS.items():
        texts = [_written(found, group, own, kind, hand) for group, own in writers]
        kept = [text for text in texts if text is not None and _asked(text, row, rows)]
        parts.append(Part(kind, heading, tuple(kept) or (_nobody(row),)))
    links = [(_name(found, r.group, hand), safe_link(r.full_text)) for r in rows]
    return Point(
        criterion=row.criterion,
        number=number,
        title=hand.line(row.title) or NO_TITLE,
        parts=tuple(parts),
        links=tuple(link for link in links if link[1]),
        several=len({text.group for part in parts for text in part.texts}) > 1,
    )


def _writers(
    row: points.Point, rows: Sequence[Progress]
) -> list[tuple[str | None, Progress | None]]:
    """Groups in the order of the leads, then the others that have a row; None: no row."""
    leads = [group for group in row.lead_groups if group != ALL]
    by_group: dict[str | None, Progress] = {}
    for one in rows:
        by_group.setdefault(one.group, one)
    named = [(group, by_group.get(group)) for group in leads]
    return named + [(group, one) for group, one in by_group.items() if group not in leads]


def _asked(text: Written, row: points.Point, rows: Sequence[Progress]) -> bool:
    """Whether a text is shown: written ones all, unwritten ones of those who must write them."""
    leads = row.lead_groups
    deciding = {one.group for one in rows if one.at in row.deciding_rows}
    return not text.unwritten or text.group in leads or text.group in deciding


def _written(
    found: Evaluated, group: str, row: Progress | None, kind: str, hand: Hand
) -> Written | None:
    who = _name(found, group, hand)
    if row is None:
        if group in found.office.unread:
            return Written(group, who, unread=True)
        return Written(group, who, unwritten=True)
    text, link = getattr(row, kind), safe_link(row.full_text)
    if text is None or is_untitled(text) or thai.is_placeholder(text):
        lines = hand.lines(text)
        return Written(group, who, lines, unwritten=True)
    cut = bool(link) and len(text) > LONGEST
    lines = hand.lines(shortened(text, LONGEST) if cut else text)
    return Written(group, who, lines, shortened=cut)


def shortened(text: str, longest: int) -> str:
    """The text up to the last gap before so many characters, with … at its end."""
    kept = text[:longest]
    gap = max(kept.rfind(sign) for sign in " \n\t")
    return f"{kept[: gap if gap > longest // 2 else longest].rstrip()} …"


def _nobody(row: points.Point) -> Written:
    return Written("", "", unread=row.unread, unwritten=not row.unread)


def _name(found: Evaluated, group: str | None, hand: Hand) -> str:
    return hand.line(found.office.group_name(group)) if group else ""


def narrative(points: Sequence[Point], level: Level, hand: Hand) -> Iterable[Line]:
    """The third column: every point with its three parts; points that nobody listed are told."""
    total = level.total
    if points:
        count = f" {max(total or 0, len(points))} ข้อ" if total else ""
        yield Line("intro", hand.own(f"ผลการดำเนินการตามประเด็นการพิจารณา{count} มีดังนี้"))
    for one in points:
        yield Line("point", f"{hand.digits(one.number)}. {one.title}")
        for part in one.parts:
            yield Line("part", part.heading)
            yield from _part(part, one.several)
        for who, link in one.links:
            whose = f" ({who})" if one.several else ""
            yield Line("link", f"เอกสารฉบับเต็ม{whose}", link)
    lacking = _lacking(level, points)
    if lacking:
        yield Line("mark", hand.digits(f"(อีก {lacking} ประเด็น ยังไม่ได้กรอกในชีต)"))
    elif not points:
        yield Line("mark", NO_POINTS)


def _lacking(level: Level, points: Sequence) -> int:
    """Points that the indicator has by its number and nobody listed."""
    return max((level.total or 0) - len(points), 0)


def _of_the_whole(found: Evaluated, code: str, hand: Hand) -> Iterable[Line]:
    """What was written on the indicator as a whole."""
    for row in found.indicators:
        if row.indicator == code and (lines := hand.lines(row.comments)):
            yield Line("part", f"{PARTS['comments']} (ทั้งตัวบ่งชี้)")
            yield from (Line("text", line) for line in lines)


def _part(part: Part, several: bool) -> Iterable[Line]:
    for text in part.texts:
        if several and text.who:
            yield Line("writer", text.who)
        yield from (Line("text", line) for line in text.lines)
        if text.shortened:
            yield Line("mark", GOES_ON)
        if text.unwritten or text.unread:
            yield Line("mark", UNREAD if text.unread else UNWRITTEN)


def documents(found: Evaluated, row: points.Point, number: str, hand: Hand) -> Iterable[Line]:
    """The fourth column: "ประเด็นที่ n ประกอบด้วย" and its documents, numbered."""
    yield Line("list", hand.digits(f"ประเด็นที่ {number} ประกอบด้วย"))
    yield from items(found, row.criterion, hand, row.unread)


def items(found: Evaluated, criterion: str, hand: Hand, unread: bool = False) -> Iterable[Line]:
    """The documents of a criterion, numbered through; by several groups, each is named."""
    rows = found.evidence.get(criterion, [])
    several = len({row.group for row in rows}) > 1
    group = None
    for place, (row, alike) in enumerate(_listed(rows), start=1):
        if several and row.group != group:
            group = row.group
            yield Line("writer", _name(found, group, hand))
        if alike:
            yield Line("item", f"{hand.digits(place)}. {_register(found, row, alike, hand)}")
            continue
        untitled = is_untitled(row.title)
        text = "" if untitled else _document(row, hand)
        dotted = not untitled and thai.is_placeholder(row.title)
        mark = UNTITLED if untitled else PLACEHOLDER if dotted else ""
        number = "" if mark and _NUMBERED.match(text) else f"{hand.digits(place)}. "
        yield Line("item", f"{number}{text}".strip(), safe_link(row.link), mark)
    said = {row.cells.tab for row in rows}
    kept = [of for of in found.of.judged.serving(criterion) if of.declared.title not in said]
    for of in kept:
        word = hand.line(of.declared.row_word) or "รายการ"
        count = hand.digits(f"{len(of.rows):,} {word}")
        yield Line("mark", f"{REGISTER}{hand.line(of.declared.title)} {count}")
    if unread:
        yield Line("mark", UNREAD)
    elif not rows and not kept:
        yield Line("mark", NO_DOCUMENT)


def _listed(rows: Iterable[Document]) -> Iterable[tuple[Document, tuple[Document, ...]]]:
    """The documents one by one; of a register with more than a few rows for the point the first,
    with all of them, so that a line names the register."""
    for (_, tab), own in groupby(rows, lambda row: (row.group, row.cells.tab)):
        alike = tuple(own)
        if tab != EVIDENCE_TAB.tab and len(alike) > MOST_OF_REGISTER:
            yield alike[0], alike
        else:
            yield from ((row, ()) for row in alike)


def _register(found: Evaluated, first: Document, rows: Sequence[Document], hand: Hand) -> str:
    """ทะเบียนกิจกรรมในโครงการ 42 กิจกรรม (บอกที่เก็บหรือลิงก์ 30)."""
    title = first.cells.tab
    word = next((each.row_word for each in found.office.declared if each.title == title), "")
    kept = sum(row.state in CLEAR[REPORTED] for row in rows)
    count = hand.digits(f"{len(rows):,} {hand.line(word) or 'รายการ'} (บอกที่เก็บหรือลิงก์ {kept:,})")
    return f"{hand.line(title)} {count}"


def _document(row: Document, hand: Hand) -> str:
    """Title, number and date (where the title hasn't said them), and where the paper is kept."""
    title = hand.line(row.title)
    said = [title]
    number = hand.line(row.document_no)
    if number and thai.fold(number) not in thai.fold(title):
        said.append(f"เลขที่ {number}")
    if row.dated and "ลงวันที่" not in title:
        said.append(f"ลงวันที่ {hand.date(row.dated)}")
    place = hand.line(row.place)
    if place and not thai.is_placeholder(place):
        said.append(f"(ที่เก็บ: {place})")
    if row.cells != EVIDENCE_TAB:
        said.append(f"({hand.line(row.cells.tab)})")
    return " ".join(said)
