"""Quality colours as the committee's page tells them: networks, subjects and schools of a table."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from esa.reading.schema import read_tabs
from esa.share.colour_tables import TOTAL, ColourTable, SchoolColour, Shown
from esa.share.outside import name
from esa.share.suppression import SEVERAL, SMALLEST
from esa.telling.drawings import Said, Shaped, ShapedRows
from esa.telling.texts import NBSP, short_date, shorten
from esa.telling.topic import Topic, strong, together

COLOURS = ("blue", "green", "yellow", "orange", "red")  # each has a shape in the stylesheet
NO_NETWORK = "โรงเรียนที่ยังไม่อยู่ในเครือข่าย"
SMALL_TOGETHER = "โรงเรียนเล็กของหลายเครือข่ายรวมกัน"
FEW = f"ผู้เข้าสอบน้อยกว่า{NBSP}{SMALLEST}{NBSP}คน"
HIDDEN = f"ไม่แสดง (คุ้มครองกลุ่มนักเรียนน้อยกว่า{NBSP}{SMALLEST}{NBSP}คน)"
COLOURS_MEAN = "สีคุณภาพดูจากร้อยละของนักเรียนที่ยังไม่ผ่านขีดจำกัดล่าง ยิ่งน้อยยิ่งดี"
COLOURS_DRAWN = "ตัวเลขในรูปคือร้อยละนั้น (ตัดทศนิยม)"
GROUPED = f"โรงเรียนที่มี{FEW} นับรวมกับโรงเรียนอื่นเสมอ และไม่แสดงสีของโรงเรียน"
EN_SPACE = "\u2002"  # parts one colour from the next; a line may break there
ONLY_OFFICE = "แสดงเฉพาะยอดรวมทั้งเขตพื้นที่ เพื่อคุ้มครองกลุ่มนักเรียนขนาดเล็ก"
NOT_PUBLISHED = "สำนักงานยังไม่ได้เผยแพร่ผลการทดสอบ"


def colours(tables: Sequence[ColourTable]) -> Topic:
    """All tables that this link shows."""
    parts = tuple(map(_table, tables))
    said = f"สีคุณภาพ {parts[0].heading} {parts[0].finding}" if parts else NOT_PUBLISHED
    notes = (COLOURS_MEAN, GROUPED) if parts else ()
    empty = "" if parts else NOT_PUBLISHED
    return Topic("colours", "สีคุณภาพ", said, notes=notes, empty=empty, parts=parts)


def _table(table: ColourTable) -> Topic:
    rows = [(code, shown) for code, shown in networks_of(table) if _is_told(code, shown)]
    unit = _unit(len(table.subjects) > 1)
    shapes = tuple(_shaped(network_name(table, code), shown, unit) for code, shown in rows)
    return Topic(
        "table",
        table_title(table),
        _finding(table, rows),
        notes=tuple(_notes(table, rows)),
        drawing=ShapedRows(shapes, tuple(map(_band, table.bands)), COLOURS_DRAWN),
        parts=tuple(part for part in (_by_subject(table), _schools(table)) if part),
    )


def table_title(table: ColourTable) -> str:
    return f"{name(table.test, 40)} {name(table.grade, 20)} ปีการศึกษา{NBSP}{table.academic_year}"


def colour(value: str) -> str:
    return read_tabs()["colour_bands"].field("colour").label(value) if value else "ไม่มีสี"


def network_name(table: ColourTable, code: str) -> str:
    if code in (TOTAL, SEVERAL):
        return "ทั้งเขตพื้นที่" if code == TOTAL else SMALL_TOGETHER
    return name(table.network_names.get(code, code)) if code else NO_NETWORK


def networks_of(table: ColourTable) -> list[tuple[str, Shown]]:
    """The total of each network: the office's first, then the worst; without a network and small
    schools together last."""
    rows = [(row, shown) for (row, column), shown in table.cells.items() if column == TOTAL]
    last = ("", SEVERAL)
    return sorted(rows, key=lambda e: (e[0] != TOTAL, e[0] in last, _order(e[1]), e[0]))


def _is_told(code: str, shown: Shown) -> bool:
    """Small schools of several networks are named where there is something to tell of them."""
    return code != SEVERAL or shown.seen.kind != "hidden"


def _order(shown: Shown) -> float:
    """Worst first; groups without a percent last."""
    seen = shown.seen
    if seen.kind == "count":
        return -seen.low / seen.tested
    return -seen.limit / 100 if seen.kind in ("below", "above") else 1


def _finding(table: ColourTable, rows: Iterable[tuple[str, Shown]]) -> str:
    """How many networks have which colour; worst first."""
    stands = [shown.colour for code, shown in rows if code not in (TOTAL, "", SEVERAL)]
    order = [band.colour for band in reversed(table.bands)]
    each = [f"{colour(c)}{NBSP}{strong(stands.count(c))}" for c in order if c in stands]
    if each:
        return f"เครือข่าย {sum(map(bool, stands))} แห่ง {EN_SPACE.join(each)}"
    office = next((shown.colour for code, shown in rows if code == TOTAL and shown.colour), "")
    return f"ทั้งเขตพื้นที่ สี{colour(office)}" if office else "ยังไม่มีสีให้แสดง"


def _notes(table: ColourTable, rows: Sequence[tuple[str, Shown]]) -> Iterable[str]:
    """Since when it is out, and what isn't in it."""
    yield f"เผยแพร่เมื่อ {short_date(table.published)}"
    if len([code for code, shown in rows if shown.seen.kind != "hidden"]) == 1 < len(rows):
        yield ONLY_OFFICE
    if table.left_out:
        yield f"ยังไม่นับ {table.left_out:,} แถวที่ตัวเลขขัดกัน"


def _band(band: object) -> tuple[str, str, str]:
    word = f"{colour(band.colour)} {shorten(band.meaning, 60)}"
    return _kind(band.colour), word, _range(band.from_percent, band.to_percent)


def _range(low: Decimal, high: Decimal) -> str:
    return f"{low:.2f}–{high:.2f}"


def _kind(value: str) -> str:
    return value if value in COLOURS else ""


def _shaped(named: str, shown: Shown, unit: str) -> Shaped:
    word = f"สี{colour(shown.colour)}" if shown.colour else ""
    said = seen_said(shown, unit)
    if shown.without and shown.seen.kind != "hidden":
        said = together((said, f"ไม่รวม {shown.without:,} โรงเรียนที่มี{FEW}"))
    return Shaped(named, _kind(shown.colour), seen_percent(shown), word, Said(said))


def _unit(several: bool) -> str:
    """What is counted. several: whether over several subjects."""
    return f"คน{NBSP}×{NBSP}วิชา" if several else "คน"


def seen_said(shown: Shown, unit: str) -> str:
    """The counts of a sum, or why there are none."""
    seen = shown.seen
    if seen.kind == "hidden":
        return HIDDEN
    if seen.kind == "count":
        count = f"{seen.low:,}" if seen.low == seen.high else f"{seen.low:,}–{seen.high:,}"
        return f"ยังไม่ผ่าน{NBSP}{count} จาก{NBSP}{seen.tested:,}{NBSP}{unit}"
    word = "น้อยกว่า" if seen.kind == "below" else "มากกว่า"
    return f"ยังไม่ผ่าน{word}ร้อยละ{NBSP}{seen.limit} จาก{NBSP}{seen.tested:,}{NBSP}{unit}"


def seen_percent(shown: Shown) -> str:
    """The percent in the shape: cut after its two decimals, as everywhere, so that it never stands
    beside the colour of another band; or < and > a limit; "" for none."""
    seen = shown.seen
    if seen.kind == "count":
        low, high = (
            (20_000 * count + seen.tested) // (2 * seen.tested) // 100
            for count in (seen.low, seen.high)
        )
        return str(low) if low == high else f"{low}–{high}"
    signs = {"below": "<", "above": ">"}
    return f"{signs[seen.kind]}{seen.limit}" if seen.kind in signs else ""


def _by_subject(table: ColourTable) -> Topic | None:
    of_office = [(s, table.cells[TOTAL, s]) for s in table.subjects if (TOTAL, s) in table.cells]
    if len(of_office) < 2:
        return None
    rows = tuple(_shaped(name(subject), shown, "คน") for subject, shown in of_office)
    return Topic("subjects", "แยกตามวิชา (ทั้งเขตพื้นที่)", "", drawing=ShapedRows(rows))


def _schools(table: ColourTable) -> Topic | None:
    """The schools that were tested, network by network."""
    tested = [school for school in table.schools if school.state != "not_tested"]
    rest = len(table.schools) - len(tested)
    lists = groupby(tested, key=lambda school: school.network)
    parts = tuple(
        Topic("", network_name(table, code), "", drawing=ShapedRows(tuple(map(_school, rows))))
        for code, rows in lists
    )
    notes = (f"โรงเรียนที่ไม่มีผลทดสอบชุดนี้ {rest:,} แห่ง",) * bool(rest)
    heading = f"รายชื่อโรงเรียนที่ทดสอบ {len(tested):,} แห่ง"
    return Topic("schools", heading, "", notes=notes, parts=parts) if table.schools else None


def _school(row: SchoolColour) -> Shaped:
    why = {"hidden": HIDDEN, "colour": "ยังไม่มีช่วงสี"}
    word = f"สี{colour(row.colour)}" if row.colour else ""
    return Shaped(name(row.name), _kind(row.colour), "", word, Said("" if word else why[row.state]))
