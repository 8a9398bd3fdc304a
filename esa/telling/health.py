"""The health of the sheets as a topic: what isn't known, how whole each workbook is, and what must
be mended in which cell, first what matters most.

Texts about cells are Kept: values and names of cells stand as in the sheet, whatever digits are
chosen. Source: docs/rules.md, "Reading".
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from esa.judged import Judged
from esa.reading import repairs as rule
from esa.reading.office import Office
from esa.reading.problems import SEVERITIES, Problem
from esa.reading.repairs import BookState, Repair, TabState, Tally
from esa.rules.vocabulary import ON_THE_SCALE, REPORTED
from esa.telling import places, words
from esa.telling.drawings import Matrix, Said, Tile, Tiles
from esa.telling.first_steps import first_steps
from esa.telling.line_breaks import unbroken
from esa.telling.sheets_words import book_words, is_broken, place, suggestion, tab_words
from esa.telling.standpoint import Standpoint
from esa.telling.texts import clock, listed, number, one_line, shorten
from esa.telling.topic import (
    Column,
    Door,
    Entry,
    Kept,
    Onward,
    Table,
    Topic,
    Value,
    act,
    strong,
    together,
)

MOST_BOOKS = 30  # drawn; all of them are entries
MOST_LISTED = 10_000  # rows behind the repairs: a larger file would take minutes to make
TABS = ("progress", "evidence", "network_activities", "resources", "projects", "spending")
TABS += ("figures", "kpis")
TILES = (
    "ตัวเลขในช่องคือแถวที่ใช้ได้ของแต่ละแท็บ · แก้ = จุดที่ต้องแก้ · ตรวจ = จุดที่ควรตรวจ · ไม่มีช่อง = ไม่มีแท็บนั้นในสมุดงาน"
)
NOTHING = "ยังไม่มีกลุ่มใดกรอกข้อมูล"
_COUNTS = ("ใช้ได้ (แถว)", "ยังไม่นับ", "ต้องแก้", "ควรตรวจ", "เพื่อทราบ")
_COUNTS += ("ซ้ำ นับครั้งเดียว", "แถวว่าง", "แถวรวม", "บันทึกใต้ตาราง")


class Scope(NamedTuple):
    """A part of the office; "" leaves nothing out."""

    group: str = ""
    workbook: str = ""
    tab: str = ""
    severity: str = ""  # of the repairs that are listed; it leaves the finding alone


EVERYTHING = Scope()


def health(judged: Judged, scope: Scope = EVERYTHING, reading: str = REPORTED) -> Topic:
    """The whole of it: entries tell what isn't known, of the whole office only; parts are the
    workbooks and the repairs."""
    sums = tally(judged, scope)
    said = finding(sums, who(judged.office, scope))
    is_new = scope == EVERYTHING and first_steps(judged) is not None and not _reported(judged)
    return Topic(
        "health",
        "ความถูกต้องครบถ้วนของข้อมูลในชีต",
        together((said, NOTHING) if is_new else (said,)),
        entries=tuple(_unknown(judged, reading)) if scope == EVERYTHING else (),
        notes=tuple(filter(None, [second_line(sums)])),
        parts=(workbooks(judged, scope), repairs(judged, scope)),
    )


def _reported(judged: Judged) -> bool:
    """Whether a group has filled in any of its tabs, registers of the office's own included."""
    own = (each.declared.title for each in judged.registers)
    return any(len(judged.office.rows[tab]) for tab in (*TABS, *own))


def sheets_health(at: Standpoint) -> Topic:
    """The health of the whole office as the board is told it: its workbooks, what isn't known, and
    what must be mended; behind it stands all there is to mend."""
    judged = at.judged
    whole, books = health(judged, reading=at.reading), workbooks(judged)
    must = repairs(judged, Scope(severity="error"))
    return replace(
        books,
        name=whole.name,
        heading=whole.heading,
        finding=whole.finding,
        notes=(*whole.notes, *(entry.text for entry in whole.entries)),
        parts=(replace(must, empty="", behind=repairs(judged).behind),),
        onward=(Onward(Door("sheets", (("severity", "error"),)), "เปิดรายการที่ต้องแก้ในชีต"),),
        brief=True,
    )


def tally(judged: Judged, scope: Scope = EVERYTHING) -> Tally:
    """See esa.reading.repairs.tally."""
    return rule.tally(judged.health, scope.group, scope.workbook, scope.tab)


def who(office: Office, scope: Scope) -> str:
    """The part of the office in plain words; "" for all of it."""
    parts = (
        words.group_name(office, scope.group) if scope.group else "",
        shorten(words.workbook(office, scope.workbook), 60) if scope.workbook else "",
        f"แท็บ {words.tab_title(scope.tab)}" if scope.tab else "",
    )
    return together(parts, " ")


def finding(sums: Tally, who: str = "") -> str:
    """What must be mended, and how much is right. who: plain name of the part."""
    head = f"{shorten(who)} " if who else ""
    right = strong(f"{number(sums.right)} แถว")
    if not sums.used and not sums.errors:
        missing = "ยังไม่มีสมุดงาน จึง" if sums.missing else ""
        return f"{head}{missing}ยังไม่มีข้อมูลให้ตรวจ"
    if sums.errors:
        books = f" ใน {sums.with_errors} สมุดงาน" if sums.with_errors > 1 else ""
        some = f"ใช้ได้ {strong(f'{number(sums.used)} แถว')} แต่ทุกแถวมีช่องที่ต้องแก้"
        rest = some if sums.used else "ยังไม่มีแถวที่ใช้ได้"
        rest = f"ส่วนที่เหลือใช้ได้ทั้งหมด {right}" if sums.right else rest
        return f"{head}ต้องแก้ {act(number(sums.errors))} จุด{books} {rest}"
    check = f" ควรตรวจ {strong(sums.warnings)} จุด" if sums.warnings else ""
    return f"{head}ไม่มีจุดที่ต้องแก้ ใช้ได้ทั้งหมด {right}{check}"


def second_line(sums: Tally) -> str:
    """What the finding leaves unsaid, in one line: rows left out, severities, workbooks."""
    return together(
        [
            f"ยังไม่นำมานับ {number(sums.left_out)} แถว" if sums.left_out else "",
            f"ควรตรวจ {number(sums.warnings)} จุด" if sums.warnings and sums.errors else "",
            f"เพื่อทราบ {number(sums.infos)} จุด" if sums.infos else "",
            f"สมุดงานที่ไม่ได้ใช้ {sums.unread}" if sums.unread else "",
            f"ยังไม่มีสมุดงาน {sums.missing} กลุ่ม (ไม่ทราบ ไม่ใช่ศูนย์)" if sums.missing else "",
        ]
    )


def _unknown(judged: Judged, reading: str) -> Iterable[Entry]:
    """Groups whose sheets weren't read whole; indicators and points nothing is known of."""
    office, edition = judged.office, judged.standards
    if office.unread:
        names = listed([words.group_short(office, code) for code in sorted(office.unread)], 6)
        yield Entry("อ่านไม่ครบ", f"ชีตของ{names} อ่านได้ไม่ครบ จึงนับเป็นไม่ทราบ ไม่ใช่ศูนย์", urgent=True)
    if edition.by_conditions:
        return
    outcomes = ((level.indicator, level.in_reading(reading).outcome) for level in edition.levels)
    open_ = [code or "–" for code, outcome in outcomes if outcome not in ON_THE_SCALE]
    if open_:
        yield Entry("ไม่ทราบ", f"ยังสรุประดับไม่ได้ {len(open_)} ตัวบ่งชี้: {listed(open_, 12)}")
    if silent := sum(not point.known for point in edition.points):
        yield Entry("ไม่ทราบ", f"{silent} จาก {len(edition.points)} ประเด็นยังไม่มีข้อมูลจากกลุ่มใด")


# --- workbooks ----------------------------------------------------------------------------------


def workbooks(judged: Judged, scope: Scope = EVERYTHING) -> Topic:
    """Each workbook: a tile a tab with rows used and what to mend; most to mend comes first."""
    office = judged.office
    books = rule.books_of(judged.health, scope.group, scope.workbook)
    shown = in_order(book for book in books if book.status != "skipped")
    drawn = _drawn(shown)
    more = len(shown) - len(drawn)
    said = f"{TILES} · อีก {more} สมุดงานอยู่ในตารางด้านล่าง" if more else TILES
    is_drawn = len(drawn) > 1 or any(book.tabs for book in drawn)
    return Topic(
        "workbooks",
        "ทุกแท็บที่อ่าน",
        "",
        tuple(_book_entry(office, book) for book in shown),
        (
            *(Column("สมุดงาน"), Column("ของ", 27), Column("แถว", 34)),
            *(Column(head, 18, "number") for head in ("แก้", "ตรวจ", "ทราบ")),
            Column("อ่านเมื่อ", 40),
        ),
        drawing=Matrix(tuple(_row(office, book) for book in drawn), words=said)
        if is_drawn
        else None,
        empty="ยังไม่มีสมุดงาน",
        behind=lambda: _tabs(office, books),
    )


def in_order(books: Iterable[BookState]) -> list[BookState]:
    """Group workbooks with most to mend first, then those without tabs, the office's own last."""

    def key(book: BookState) -> tuple:
        return (
            _is_office(book),
            book.status != "used",
            book.status == "missing",
            -book.problems["error"],
            -book.left_out,
        )

    return sorted(books, key=key)


def _drawn(books: Sequence[BookState]) -> list[BookState]:
    """Of very many those with most to mend, in the same order."""
    worst = sorted(books, key=lambda book: -book.problems["error"])[:MOST_BOOKS]
    return in_order(worst)


def _is_office(book: BookState) -> bool:
    return book.kind == "office" and book.status == "used"


def _book_entry(office: Office, book: BookState) -> Entry:
    errors = book.problems["error"]
    name = Kept(shorten(book.name, 60) or "–")
    group = words.group_short(office, book.group) if book.group else ""
    called = Kept(words.workbook(office, book.name) if book.workbook else name)
    owner = group or ("สำนักงาน" if book.kind else "–")
    read = clock(book.workbook.read_at).replace(" เวลา", "\nเวลา") if book.workbook else None
    counts = (book.problems[severity] for severity in SEVERITIES)
    return Entry(
        f"{number(errors)} จุด" if errors else "",
        called,
        book_words(book),
        urgent=errors > 0 or is_broken(book),
        door=_door(book),
        values=(called, owner, book_words(book), *counts, read),
    )


def _door(book: BookState, tab: str = "") -> Door | None:
    """The page of the sheets with this workbook, or this tab of it, alone."""
    chosen = (("workbook", book.name), ("tab", tab)) if tab else (("workbook", book.name),)
    return Door("sheets", chosen) if book.workbook else None


def _row(office: Office, book: BookState) -> Tiles:
    said = Said(book_words(book), "act" if is_broken(book) else "")
    tabs = sorted((tab for tab in book.tabs if tab.tab != "about"), key=lambda tab: _place(tab.tab))
    tiles = tuple(_tile(book, tab) for tab in tabs)
    return Tiles(_label(office, book), tiles, said, _door(book))


def _place(tab: str) -> int:
    """Tabs of groups in the order of their work, then the others."""
    return TABS.index(tab) if tab in TABS else len(TABS)


def _label(office: Office, book: BookState) -> str:
    """Short name of a workbook: its group, else its own name."""
    if _is_office(book):
        return "สมุดของสำนักงาน"
    if book.group and book.status in ("used", "missing"):
        return shorten(words.group_short(office, book.group), 40)
    return Kept(shorten(book.name, 40))


def _tile(book: BookState, tab: TabState) -> Tile:
    """Warnings are told in words only."""
    errors, warnings = tab.problems["error"], tab.problems["warning"]
    state = "error" if errors else "right" if tab.used or tab.left_out else "empty"
    title = words.tab_title(tab.tab)
    mark = f"แก้ {number(errors)}" if errors else f"ตรวจ {number(warnings)}" if warnings else ""
    rows = "ว่าง" if state == "empty" else number(tab.used)
    seen = f"{title} {rows} {mark}".strip()  # what is read out begins with what is seen
    return Tile(f"{title} {rows}", state, f"{seen}: {tab_words(tab)}", _door(book, tab.tab), mark)


def _tabs(office: Office, books: Sequence[BookState]) -> Table:
    """Health per tab: when it was read, rows by what became of them, problems by severity. A
    workbook without tabs is one row with words and no number: unknown is never zero."""
    rows: list[tuple[Value, ...]] = []
    for book in books:
        read = _moment(book.workbook.read_at) if book.workbook else None
        named = words.workbook(office, book.name) if book.workbook else book.name
        whose = (shorten(named, 80), words.group_name(office, book.group))
        if not book.tabs:
            said = book_words(book) if book.status != "used" else "ยังไม่มีแท็บที่รู้จัก"
            rows.append((*whose, said, read, *[None] * len(_COUNTS)))
        rows += [(*whose, _title(tab), read, *_counts(tab)) for tab in book.tabs]
    return Table("สภาพของแต่ละแท็บ", ("สมุดงาน", "กลุ่ม", "แท็บ", "อ่านเมื่อ", *_COUNTS), tuple(rows))


def _counts(tab: TabState) -> tuple[int, ...]:
    found, problems = tab.health, tab.problems
    return (
        *(tab.used, tab.left_out, *(problems[severity] for severity in SEVERITIES)),
        *(tab.repeated, found.blank, found.totals, found.notes),
    )


def _title(tab: TabState) -> str:
    known = words.tab_title(tab.tab)
    name = known if known != tab.tab else shorten(tab.title, 60)
    return f"{name} (ซ่อนอยู่)" if tab.health.hidden else name


def _moment(read_at: datetime) -> str:
    """A moment that sorts as text, B.E."""
    return f"{read_at.year + 543}-{read_at:%m-%d %H:%M}"


# --- repairs ------------------------------------------------------------------------------------


def repairs(judged: Judged, scope: Scope = EVERYTHING) -> Topic:
    """What there is to mend, in order of effect; an entry for each repair of chosen(…)."""
    found = chosen(judged, scope)
    told = judged.once(_entries)
    points = sum(len(repair.problems) for repair in found)
    said = f"{number(len(found))} เรื่อง รวม {number(points)} จุด เรียงตามผลกระทบ"
    return Topic(
        "repairs",
        f"รายการแก้ไข {said}" if found else "รายการแก้ไข",
        "",
        tuple(told[id(repair)] for repair in found),
        (Column("แก้แล้ว", 15, "tick"), Column("ที่", 52), Column("สิ่งที่พบและวิธีแก้")),
        empty="ไม่มีรายการที่ต้องแก้ในส่วนที่เลือก",
        behind=lambda: _listing(judged.office, found),
    )


def chosen(judged: Judged, scope: Scope = EVERYTHING) -> list[Repair]:
    """The repairs of that part, in the order of their entries."""
    return rule.of_scope(judged.health.repairs, **scope._asdict())


def _entries(judged: Judged) -> dict[int, Entry]:
    return {id(repair): _entry(judged.office, repair) for repair in judged.health.repairs}


def _entry(office: Office, repair: Repair) -> Entry:
    first, severity = repair.first, words.SEVERITY_WORDS[repair.severity]
    what, fix = unbroken(one_line(first.what_th)), unbroken(one_line(first.fix_th))
    where = Kept(unbroken(place(office, repair)))
    return Entry(
        severity,
        Kept(what),
        where,
        urgent=repair.severity == "error",
        door=Door("sheets", (("workbook", first.workbook), ("tab", first.tab))),
        values=(None, where, Kept(f"{strong(severity)} {what}\n{fix}")),
    )


def _listing(office: Office, found: Iterable[Repair]) -> Table:
    """Every problem of the repairs, in the same order; a last row says how many were cut."""
    heads = ("เรื่องที่", "ความสำคัญ", "กลุ่ม", "สมุดงาน", "แท็บ", "แถว", "ช่อง", "หัวคอลัมน์", "สิ่งที่พบ")
    heads += ("วิธีแก้", "อาจหมายถึง", "แถวนี้ยังไม่นับ", "What", "How to mend", "ที่อยู่ของช่อง")
    rows: list[tuple[Value, ...]] = []
    left = 0
    for order, repair in enumerate(found, start=1):
        kept = repair.problems[: max(MOST_LISTED - len(rows), 0)]
        left += len(repair.problems) - len(kept)
        rows += [(order, *_problem(office, problem)) for problem in kept]
    if left:
        said = f"ยังมีอีก {number(left)} จุด เลือกกลุ่มหรือแท็บเพื่อดูส่วนที่เหลือ"
        rows.append(tuple(said if head == "สิ่งที่พบ" else None for head in heads))
    return Table("รายการแก้ไขข้อมูลในชีต", heads, tuple(rows))


def _problem(office: Office, problem: Problem) -> tuple[Value, ...]:
    whose = office.group_name(problem.group) if problem.group else "สำนักงาน"
    return (
        *(words.SEVERITY_WORDS[problem.severity], whose, one_line(problem.workbook)),
        *(one_line(problem.tab_title), problem.row, problem.cell, one_line(problem.field_title)),
        *(problem.what_th, problem.fix_th, suggestion(problem), "ใช่" if problem.aside else ""),
        *(problem.what_en, problem.fix_en),
        places.target(office, problem.workbook, problem.tab, problem.cell),
    )
