"""Quality colours as the committee's page tells them: networks, subjects and schools of a table."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from esa.reading.schema import read_tabs
from esa.share.colour_tables import ColourTable, SchoolColour, Shown
from esa.share.committee import Committee
from esa.share.outside import name
from esa.share.suppression import SMALLEST, TOTAL
from esa.telling.drawings import Said, Shaped, Shapes
from esa.telling.texts import NBSP, shorten
from esa.telling.topic import Topic

COLOURS = ("blue", "green", "yellow", "orange", "red")  # each has a shape in the stylesheet
NO_NETWORK = "โรงเรียนที่ยังไม่อยู่ในเครือข่าย"
HIDDEN = f"ไม่แสดง (คุ้มครองกลุ่มนักเรียนน้อยกว่า{NBSP}{SMALLEST}{NBSP}คน)"
COLOURS_MEAN = "สีคุณภาพดูจากร้อยละของนักเรียนที่ยังไม่ผ่านขีดจำกัดล่าง ยิ่งน้อยยิ่งดี"
COLOURS_DRAWN = "ตัวเลขในรูปคือร้อยละนั้น (ตัดเศษทิ้ง)"


def colours(of: Committee) -> Topic | None:
    """All tables that this link shows; None for none."""
    if not of.colours:
        return None
    parts = tuple(_table(table, of.network_names or {}) for table in of.colours)
    said = f"{parts[0].heading} {parts[0].finding}"
    return Topic("colours", "สีคุณภาพ", said, notes=(COLOURS_MEAN,), parts=parts)


def _table(table: ColourTable, names: Mapping[str, str]) -> Topic:
    rows = networks_of(table)
    networks = [shown for row, shown in rows if row not in (TOTAL, "")]
    unit = _unit(len(table.subjects) > 1)
    shapes = tuple(_shaped(network_name(names, row), shown, unit) for row, shown in rows)
    return Topic(
        "table",
        table_title(table),
        _finding(table, networks),
        notes=_notes(table),
        drawing=Shapes(shapes, tuple(map(_band, table.bands)), COLOURS_DRAWN),
        parts=tuple(part for part in (_by_subject(table), _schools(table.schools, names)) if part),
    )


def table_title(table: ColourTable) -> str:
    return f"{name(table.test, 40)} {name(table.grade, 20)} ปีการศึกษา{NBSP}{table.academic_year}"


def colour(value: str) -> str:
    return read_tabs()["colour_bands"].field("colour").label(value) if value else "ไม่มีสี"


def network_name(names: Mapping[str, str], code: str) -> str:
    if code == TOTAL:
        return "ทั้งเขตพื้นที่"
    return name(names.get(code, code)) if code else NO_NETWORK


def networks_of(table: ColourTable) -> list[tuple[str, Shown]]:
    """The total of each network: the office's first, then the worst; without a network last."""
    rows = [(row, shown) for (row, column), shown in table.cells.items() if column == TOTAL]
    return sorted(rows, key=lambda each: (each[0] != TOTAL, not each[0], _order(each[1]), each[0]))


def _order(shown: Shown) -> float:
    """Worst first; groups without a percent last."""
    seen = shown.seen
    if seen.kind == "count":
        return -seen.not_passed / seen.tested
    return -seen.limit / 100 if seen.kind in ("below", "above") else 1


def _finding(table: ColourTable, rows: Iterable[Shown]) -> str:
    """How many networks have which colour; worst first."""
    stands = [row.colour for row in rows if row.colour]
    order = [band.colour for band in reversed(table.bands)]
    each = [f"{colour(c)} {stands.count(c)}" for c in order if c in stands]
    return f"เครือข่าย {len(stands)} แห่ง: {' '.join(each)}" if each else "ยังไม่มีสีให้แสดง"


def _notes(table: ColourTable) -> tuple[str, ...]:
    """Rows that aren't counted because their numbers clash."""
    return (f"ยังไม่นับ {table.left_out:,} แถวที่ตัวเลขขัดกัน",) * bool(table.left_out)


def _band(band: object) -> tuple[str, str, str]:
    word = f"{colour(band.colour)} {shorten(band.meaning, 60)}"
    return _kind(band.colour), word, _range(band.from_percent, band.to_percent)


def _range(low: Decimal, high: Decimal) -> str:
    return f"{low:.2f}–{high:.2f}"


def _kind(value: str) -> str:
    return value if value in COLOURS else ""


def _shaped(named: str, shown: Shown, unit: str) -> Shaped:
    word = f"สี{colour(shown.colour)}" if shown.colour else ""
    said = Said(seen_said(shown, unit))
    return Shaped(named, _kind(shown.colour), seen_percent(shown), word, said)


def _unit(several: bool) -> str:
    """What is counted. several: whether over several subjects."""
    return f"คน{NBSP}×{NBSP}วิชา" if several else "คน"


def seen_said(shown: Shown, unit: str) -> str:
    """The counts of a group, or why there are none."""
    seen = shown.seen
    if seen.kind == "hidden":
        return HIDDEN
    if seen.kind == "not_tested":
        return "ยังไม่ได้ทดสอบ"
    if seen.kind == "count":
        return f"ยังไม่ผ่าน{NBSP}{seen.not_passed:,} จาก{NBSP}{seen.tested:,}{NBSP}{unit}"
    word = "น้อยกว่า" if seen.kind == "below" else "มากกว่า"
    return f"ยังไม่ผ่าน{word}ร้อยละ{NBSP}{seen.limit} จาก{NBSP}{seen.tested:,}{NBSP}{unit}"


def seen_percent(shown: Shown) -> str:
    """The percent in the shape: cut, or < and > a limit; "" for none."""
    seen = shown.seen
    if seen.kind == "count":
        return str(100 * seen.not_passed // seen.tested)
    signs = {"below": "<", "above": ">"}
    return f"{signs[seen.kind]}{seen.limit}" if seen.kind in signs else ""


def _by_subject(table: ColourTable) -> Topic | None:
    of_office = [(s, table.cells[TOTAL, s]) for s in table.subjects if (TOTAL, s) in table.cells]
    if len(of_office) < 2:
        return None
    rows = tuple(_shaped(name(subject), shown, "คน") for subject, shown in of_office)
    return Topic("subjects", "แยกตามวิชา (ทั้งเขตพื้นที่)", "", drawing=Shapes(rows))


def _schools(schools: Sequence[SchoolColour], names: Mapping[str, str]) -> Topic | None:
    """The schools that were tested, network by network."""
    tested = [school for school in schools if school.state != "not_tested"]
    rest = len(schools) - len(tested)
    parts = tuple(
        Topic(
            "schools", network_name(names, network), "", drawing=Shapes(tuple(map(_school, rows)))
        )
        for network, rows in groupby(tested, key=lambda school: school.network)
    )
    notes = (f"โรงเรียนที่ไม่มีผลทดสอบชุดนี้ {rest:,} แห่ง",) * bool(rest)
    heading = f"รายชื่อโรงเรียนที่ทดสอบ {len(tested):,} แห่ง"
    return Topic("schools", heading, "", notes=notes, parts=parts) if schools else None


def _school(row: SchoolColour) -> Shaped:
    why = {"hidden": HIDDEN, "colour": "ยังไม่มีช่วงสี"}
    word = f"สี{colour(row.colour)}" if row.colour else ""
    return Shaped(name(row.name), _kind(row.colour), "", word, Said("" if word else why[row.state]))
