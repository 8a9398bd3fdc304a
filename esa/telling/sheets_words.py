"""Sentences about the health of the sheets, by rule: what is broken, where, and how to mend it.

Results are Markdown with cell text already escaped, except where a docstring says plain text.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import pandas as pd

from esa.reading.addresses import cell_link
from esa.reading.office import Office
from esa.reading.problems import SEVERITY_TH, Problem
from esa.reading.repairs import BookState, Repair, Tally
from esa.reading.schema import read_tabs
from esa.telling.texts import escape, is_web, linked, listed, number, one_line, shorten

MOST_IN_MESSAGE = 10
MOST_LISTED = 10_000  # rows of a download
ICONS = {
    "error": ":material/error:",
    "warning": ":material/help:",
    "info": ":material/info:",
}
STATUS_TH = {
    "unread": "อ่านไม่ได้",
    "twice": "ให้มาซ้ำ ไม่ได้อ่าน",
    "unclear": "ยังไม่รู้ว่าเป็นของใคร",
    "skipped": "ข้ามไป ไม่ใช่สมุดข้อมูล",
    "missing": "ยังไม่มีสมุดงาน จึงไม่ทราบ",
}
LEGEND = (
    "ตัวเลขในช่องคือแถวที่ใช้ได้ของแต่ละแท็บ · แก้ = จุดที่ต้องแก้ · ตรวจ = จุดที่ควรตรวจ · ไม่มีช่อง = ไม่มีแท็บนั้นในสมุดงาน"
)
LEGEND_PHONE = "หนึ่งช่องคือหนึ่งแท็บ ตัวเลขคือจุดที่ต้องแก้ (! = 10 จุดขึ้นไป)"
_CELL = re.compile(r"([A-Z]+)(\d+)")


def finding(sums: Tally, who: str = "") -> str:
    """The finding: what must be mended, and how much is right. who: plain name of the part."""
    head = f"{escape(who)} " if who else ""
    rest = f"{number(sums.right)} แถว"
    if not sums.used and not sums.errors:
        if sums.missing:
            return f"{head}ยังไม่มีสมุดงาน จึงยังไม่มีข้อมูลให้ตรวจ"
        return f"{head}ยังไม่มีข้อมูลให้ตรวจ"
    if sums.errors:
        books = f" ใน {sums.with_errors} สมุดงาน" if sums.with_errors > 1 else ""
        said = f"{head}ต้องแก้ :orange[**{number(sums.errors)}**] จุด{books}"
        if not sums.right:
            return f"{said} ยังไม่มีแถวที่ใช้ได้"
        return f"{said} ส่วนที่เหลือใช้ได้ทั้งหมด **{rest}**"
    if sums.warnings:
        return f"{head}ไม่มีจุดที่ต้องแก้ ใช้ได้ทั้งหมด **{rest}** ควรตรวจ **{sums.warnings}** จุด"
    return f"{head}ไม่มีจุดที่ต้องแก้ ใช้ได้ทั้งหมด **{rest}**"


def second_line(sums: Tally) -> str:
    """What the finding leaves unsaid, in one grey line: rows left out, severities, workbooks."""
    parts = [
        f"กันไว้ทั้งแถว {number(sums.left_out)} แถว" if sums.left_out else "",
        f"ควรตรวจ {number(sums.warnings)} จุด" if sums.warnings and sums.errors else "",
        f"เพื่อทราบ {number(sums.infos)} จุด" if sums.infos else "",
        f"สมุดงานที่ไม่ได้ใช้ {sums.unread}" if sums.unread else "",
        f"ยังไม่มีสมุดงาน {sums.missing} กลุ่ม (ไม่ทราบ ไม่ใช่ศูนย์)" if sums.missing else "",
    ]
    return " · ".join(part for part in parts if part)


def heading(repairs: Sequence[Repair]) -> str:
    """Heading of the list: how many things there are to mend."""
    if not repairs:
        return "รายการแก้ไข"
    points = sum(len(repair.problems) for repair in repairs)
    return f"รายการแก้ไข {number(len(repairs))} เรื่อง รวม {number(points)} จุด เรียงตามผลกระทบ"


def alternative(books: Sequence[BookState], labels: Sequence[str]) -> str:
    """The chart in plain text: each workbook with rows used and problems to mend."""
    said = []
    for book, label in zip(books, labels, strict=True):
        if book.status != "used":
            said.append(f"{label} {STATUS_TH[book.status]}")
            continue
        errors = book.problems["error"]
        mend = f"ต้องแก้ {errors} จุด" if errors else "ไม่มีจุดที่ต้องแก้"
        said.append(f"{label} ใช้ {number(book.used)} แถว {mend}")
    return f"สภาพของแต่ละสมุดงาน: {listed(said, most=12)}" if said else "ยังไม่มีสมุดงาน"


def book_words(book: BookState) -> str:
    """What stands at the end of a workbook's row in the chart. Plain text."""
    if book.status != "used":
        return STATUS_TH[book.status]
    left = f" · ยังไม่นับ {number(book.left_out)}" if book.left_out else ""
    return f"ใช้ {number(book.used)}{left}"


def spans(cells: Iterable[str], most: int = 4) -> str:
    """B10, B11, B12, B20 → "B10–B12, B20"; more than `most` pieces end in "และอีก 7 ช่อง"."""
    pieces: list[list] = []  # column, first row, last row
    odd: list[str] = []
    for cell in cells:
        found = _CELL.fullmatch(cell)
        if not found:
            odd.append(cell)
            continue
        column, row = found[1], int(found[2])
        if pieces and pieces[-1][0] == column and row - pieces[-1][2] in (0, 1):
            pieces[-1][2] = row
        else:
            pieces.append([column, row, row])
    said = [f"{c}{a}" if a == b else f"{c}{a}–{c}{b}" for c, a, b in pieces] + odd
    if len(said) <= most:
        return ", ".join(said)
    hidden = sum(b - a + 1 for _, a, b in pieces[most:]) + len(odd)
    return f"{', '.join(said[:most])} และอีก {number(hidden)} ช่อง"


def cells_of(repair: Repair) -> str:
    """ "ช่อง B10" or "10 แถว: B10–B19"; ทั้งแท็บ, ทั้งสมุดงาน where no cell is meant. Plain."""
    cells = [problem.cell for problem in repair.problems if problem.cell]
    if not cells:
        return {"workbook": "ทั้งสมุดงาน", "column": "ทั้งคอลัมน์"}.get(repair.whole, "ทั้งแท็บ")
    if len(cells) > 1:
        return f"{number(len(cells))} แถว: {spans(cells)}"
    first, colon, _ = cells[0].partition(":")
    kind = "ช่อง" if not colon else "แถว" if first.isdigit() else "คอลัมน์"
    return f"{kind} {first}"


def place(repair: Repair, cells: bool = True) -> str:
    """ชีต › แท็บ › แถว 14 ช่อง ลิงก์ of a repair in plain text; several rows named together.

    cells: whether several cells are named as well.
    """
    first = repair.first
    if first.code == "group_without_workbook":
        return shorten(first.facts.get("value", first.group), 80)
    if len(repair.problems) == 1 and first.row is not None:
        return shorten(first.where, 200)
    column = f"ช่อง {first.field_title}" if first.field else ""
    named = "" if repair.whole in ("workbook", "tab") and not first.cell else cells_of(repair)
    last = f"{named} {column}" if cells or not column else column
    parts = (first.workbook, first.tab_title, last.strip())
    said = " › ".join(shorten(part, 80) for part in parts if part)
    return said or "ภาพรวมของสำนักงาน"


def effect(repair: Repair) -> str:
    """What comes of it, in plain text: rows that aren't counted or are touched."""
    if repair.first.code == "group_without_workbook":
        return "ข้อมูลทั้งกลุ่มยังไม่ทราบ"
    if repair.severity == "error" and repair.whole == "workbook":
        return "กระทบทั้งสมุดงาน" if repair.touched else "ทั้งสมุดงานยังไม่นับ"
    if repair.left_out:
        return f"ยังไม่นับ {number(repair.left_out)} แถว"
    if repair.severity == "error" and repair.whole in ("tab", "column") and repair.touched:
        return f"กระทบ {number(repair.touched)} แถวของแท็บ"
    return ""


def suggestion(problem: Problem) -> str:
    """The likely right value to type, "" where there is none. Plain text."""
    return "" if problem.suggestion in ("", "–", "?", "-") else problem.suggestion


def target(office: Office, problem: Problem) -> str:
    """An address that opens the cell, else a path to copy: folder › tab!B10. Plain text."""
    book = office.workbook(problem.workbook)
    where = book.address if book else problem.workbook
    if is_web(where):
        health = next((tab for tab in book.tabs if tab.tab == problem.tab), None)
        return cell_link(where, health.gid if health else None, problem.cell)
    tab = f" › {one_line(problem.tab_title)}" if problem.tab else ""
    cell = f"!{problem.cell}" if problem.cell else ""
    return f"{where}{tab}{cell}"


def opens(office: Office, problem: Problem) -> str:
    """A link to the cell where the workbook is on the web, else ""."""
    address = target(office, problem)
    label = f"เปิดช่อง {problem.cell}" if problem.cell else "เปิดชีต"
    return linked(label, address) if is_web(address) else ""


def text(repair: Repair) -> str:
    """One repair as Markdown: severity and what is wrong; how to mend it; English in grey."""
    problem = repair.first
    mark = f"{ICONS[repair.severity]} **{SEVERITY_TH[repair.severity]}**"
    head = f":orange[{mark}]" if repair.severity == "error" else mark
    english = f"{problem.what_en}. {problem.fix_en}"
    return (
        f"{head}  {escape(problem.what_th)}\n\n"
        f":gray[วิธีแก้] {escape(problem.fix_th)}\n\n"
        f":gray[{escape(english)}]"
    )


def message(repairs: Sequence[Repair], who: str, address: str = "") -> str:
    """A text to send to the owner, plain: the most telling repairs with place and remedy."""
    errors = sum(len(r.problems) for r in repairs if r.severity == "error")
    points = sum(len(r.problems) for r in repairs)
    lines = [
        f"เรียน {one_line(who)}",
        f"ตรวจข้อมูลในชีตแล้ว มี {number(points)} จุดให้ดู (ต้องแก้ {number(errors)} จุด)",
    ]
    for index, repair in enumerate(repairs[:MOST_IN_MESSAGE], start=1):
        problem = repair.first
        lines.append(f"{index}. {place(repair)}")
        lines.append(f"   {shorten(problem.what_th)} → {shorten(problem.fix_th)}")
    more = len(repairs) - MOST_IN_MESSAGE
    if more > 0:
        lines.append(f"และอีก {number(more)} เรื่อง")
    lines.append("แก้ในชีตแล้วหน้าจอจะปรับเอง ขอบคุณครับ/ค่ะ")
    return "\n".join([*lines, *([address] if address else [])])


def listing(office: Office, repairs: Iterable[Repair]) -> pd.DataFrame:
    """Every problem of the repairs as a row for a download, in the same order.

    Cut after MOST_LISTED, and a last row says so: a larger file would take minutes to make.
    """
    rows: list[dict[str, object]] = []
    left = 0
    for order, repair in enumerate(repairs, start=1):
        kept = repair.problems[: max(MOST_LISTED - len(rows), 0)]
        left += len(repair.problems) - len(kept)
        for problem in kept:
            rows.append(
                {
                    "เรื่องที่": order,
                    "ความสำคัญ": SEVERITY_TH[problem.severity],
                    "กลุ่ม": office.group_name(problem.group) if problem.group else "สำนักงาน",
                    "สมุดงาน": one_line(problem.workbook),
                    "แท็บ": one_line(problem.tab_title),
                    "แถว": problem.row,
                    "ช่อง": problem.cell,
                    "หัวคอลัมน์": one_line(problem.field_title),
                    "สิ่งที่พบ": problem.what_th,
                    "วิธีแก้": problem.fix_th,
                    "อาจหมายถึง": suggestion(problem),
                    "แถวนี้ยังไม่นับ": "ใช่" if problem.aside else "",
                    "What": problem.what_en,
                    "How to mend": problem.fix_en,
                    "ที่อยู่ของช่อง": target(office, problem),
                }
            )
    if left:
        rows.append({"สิ่งที่พบ": f"ยังมีอีก {number(left)} จุด เลือกกลุ่มหรือแท็บเพื่อดูส่วนที่เหลือ"})
    return pd.DataFrame(rows)


def tabs_table(books: Sequence[BookState], name: Callable[[str], str]) -> pd.DataFrame:
    """Health per tab: when it was read, rows by what became of them, problems by severity.

    Workbooks without a tab are one row with words instead of numbers: unknown is never zero.
    name: code of a group → its name.
    """
    rows = []
    for book in books:
        whose = {"สมุดงาน": shorten(book.name, 80), "กลุ่ม": name(book.group)}
        read = _moment(book.workbook.read_at) if book.workbook else None
        if not book.tabs:
            said = STATUS_TH.get(book.status, "ยังไม่มีแท็บที่รู้จัก")
            rows.append({**whose, "แท็บ": said, "อ่านเมื่อ": read})
        for tab in book.tabs:
            rows.append(
                {
                    **whose,
                    "แท็บ": _title(tab.tab, tab.title) + (" (ซ่อนอยู่)" if tab.health.hidden else ""),
                    "อ่านเมื่อ": read,
                    "ใช้ได้ (แถว)": tab.used,
                    "ยังไม่นับ": tab.left_out,
                    "ต้องแก้": tab.problems["error"],
                    "ควรตรวจ": tab.problems["warning"],
                    "เพื่อทราบ": tab.problems["info"],
                    "ซ้ำ นับครั้งเดียว": tab.repeated,
                    "แถวว่าง": tab.health.blank,
                    "แถวรวม": tab.health.totals,
                    "บันทึกใต้ตาราง": tab.health.notes,
                }
            )
    table = pd.DataFrame(rows)
    counts = [column for column in table.columns[4:]]
    return table.astype(dict.fromkeys(counts, "Int64"))


def _moment(read_at: datetime) -> str:
    """A moment that sorts as text, B.E."""
    return f"{read_at.year + 543}-{read_at:%m-%d %H:%M}"


def _title(tab: str, found: str) -> str:
    known = read_tabs().get(tab)
    return known.title if known else shorten(found, 60)
