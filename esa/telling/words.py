"""Thai words of the domain: labels of the schema, groups, states, levels, colours.

Labels come from sheets_schema/, so that a word is the same in the sheet and on screen. Icons are
codes of Streamlit's; they are drawn from the font that the app serves itself.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from esa.reading import called
from esa.reading.elsewhere import row_or_cell
from esa.reading.office import Office
from esa.reading.problems import SEVERITY_TH, Problem
from esa.reading.schema import read_tabs
from esa.rules.carried import ALL
from esa.telling.texts import JOINER, NBSP, blank, cut, listed, one_line
from esa.telling.topic import Door, LeftOut

EVERYONE = ALL
EVERYONE_WORD = "ทุกกลุ่ม"
NOBODY = "ยังไม่ระบุผู้รับผิดชอบ"
SEVERITY_WORDS = SEVERITY_TH
SAMPLE = "ข้อมูลตัวอย่าง"
NO_TITLE = "(ยังไม่ได้กรอกชื่อ)"
NAME_LETTERS = 44  # letters of an indicator's name
SIDES = ("academic", "personnel", "budget", "general")


def heading(tab: str, field: str) -> str:
    """The Thai heading of a column; the text itself where an office declared it."""
    known = read_tabs()[tab].by_name.get(field) if tab in read_tabs() else None
    return known.title if known else field


def tab_title(tab: str) -> str:
    """The Thai title of a tab; the text itself where the tab is unknown."""
    known = read_tabs().get(tab)
    return known.title if known else tab


def label(tab: str, field: str, value: object) -> str:
    """The Thai word of a category's value; "" for blank, the value itself where it has none."""
    return "" if blank(value) else read_tabs()[tab].field(field).label(value)


def stepped_in(office: Office) -> str:
    """What stands in for settings that are blank or can't be read, on every page and paper; ""
    where nothing does. The name of the office is no figure's."""
    said = {
        "as_of": "อ่านวันอ้างอิงไม่ได้ จึงใช้วันนี้",
        "fiscal_year": f"ไม่ทราบปีงบประมาณที่ตั้งค่าไว้ จึงใช้{NBSP}{office.fiscal_year}",
        "edition": f"ไม่ทราบฉบับมาตรฐานที่ตั้งค่าไว้ จึงใช้{NBSP}{one_line(office.edition) or 'ทุกฉบับ'}",
    }
    return " · ".join(text for name, text in said.items() if name in office.defaults)


def group_name(office: Office, code: object) -> str:
    """Full name of a group; ทุกกลุ่ม for ALL; the code where the office doesn't list it."""
    if blank(code):
        return "สำนักงาน"
    return EVERYONE_WORD if code == EVERYONE else one_line(office.group_name(str(code)))


def group_short(office: Office, code: object) -> str:
    """Short name of a group for lists and charts: การเงิน, นิเทศฯ, บุคคล."""
    if blank(code) or code == EVERYONE:
        return group_name(office, code)
    return one_line(called.group_short(office, str(code)))


def whole(name: str) -> str:
    """A name that isn't broken between its words, which Thai doesn't part by spaces."""
    return re.sub(r"(?<=[ก-๙])(?=[ก-ฮเแโใไ])", JOINER, name)


def groups_short(office: Office, codes: Iterable[str], most: int = 3) -> str:
    """Short names of several groups: "การเงินฯ และ บุคคล"; ยังไม่ระบุ where there is none."""
    names = [group_short(office, code) for code in (() if blank(codes) else codes)]
    return listed(names, most) if names else NOBODY


def board(office: Office) -> str:
    """Whose meeting it is."""
    return one_line(next(iter(office.rows["settings"]["board_name"]), "")) or "คณะผู้บริหาร"


def short_title(title: object) -> str:
    """Name of an indicator beside its rail: without the words all of them begin with, cut."""
    line = one_line(title)
    if not line:
        return NO_TITLE
    for lead in ("การบริหารงานด้าน", "การ"):
        if line.startswith(lead) and len(line) > len(lead) + 3:
            line = line.removeprefix(lead)
    return cut(line, NAME_LETTERS)


def workbook(office: Office, name: str) -> str:
    """A workbook as people call it: ชีตการเงิน, ชีตสำนักงาน."""
    return one_line(called.workbook(office, name))


def problem_place(office: Office, problem: Problem) -> str:
    """Where a problem stands: ชีตบุคคล › หลักฐานอ้างอิง › แถว 14 ช่อง รหัสประเด็น (B14)."""
    named = workbook(office, problem.workbook) if problem.workbook else ""
    return " › ".join(part for part in (named, problem.where_in_it) if part)


def side(value: object) -> str:
    """One of the four sides of work: วิชาการ, บุคคล, งบประมาณ, บริหารทั่วไป."""
    return label("network_activities", "side", value)


def place(office: Office, tab: str, row: tuple[str, int], field: str) -> str:
    """Workbook › tab › cell of a row, in one short line."""
    cell = row_or_cell(office.cell(tab, row, field))
    return f"{workbook(office, row[0])} › {tab_title(tab)} › {cell}"


def where(office: Office, tab: str, row: tuple[str, int], field: str | None = None) -> str:
    """The place in words: "ชีตการเงิน › หลักฐานอ้างอิง › แถว 14 ช่อง ลิงก์ (F14)"."""
    name, number = row
    place = f"{workbook(office, name)} › {tab_title(tab)} › แถว{NBSP}{number}"
    if not field:
        return place
    return f"{place} ช่อง{NBSP}{heading(tab, field)} ({office.cell(tab, row, field)})"


class Told(NamedTuple):
    """What a figure does not hold, in words, and where the reasons stand."""

    text: str
    door: Door


def left_out(office: Office, found: Iterable[LeftOut]) -> list[Told]:
    """What a figure does not hold: a sentence for the rows of a tab, with how many are whose, and
    one for each group of which the whole tab is missing, with the reason."""
    found = list(found)
    said = []
    for tab in dict.fromkeys(each.tab for each in found):
        own = [each for each in found if each.tab == tab]
        rows = [each for each in own if not each.reason and each.rows]
        said += [Told(_rows_left_out(office, tab, rows), _sheets(rows))] if rows else []
        said += [Told(_left_out(office, each), _sheets([each])) for each in own if each not in rows]
    return said


def _rows_left_out(office: Office, tab: str, own: Sequence[LeftOut]) -> str:
    start = f"ยังไม่นับ {sum(each.rows for each in own):,} แถว แท็บ {tab_title(tab)}"
    if len(own) == 1:
        return start + (f" ของ{group_short(office, own[0].group)}" if own[0].group else "")
    names = (group_short(office, each.group) if each.group else "สำนักงาน" for each in own)
    return f"{start} ({', '.join(f'{n} {e.rows:,}' for n, e in zip(names, own, strict=True))})"


def _left_out(office: Office, each: LeftOut) -> str:
    rows = f" {each.rows:,} แถว" if each.rows else ""
    if each.group:  # the whole of it
        name, reason = group_short(office, each.group), each.reason or "ไม่ทราบเหตุ"
        return f"ไม่รวม{name}{rows} (แท็บ {tab_title(each.tab)}: {reason})"
    why = f" ({each.reason})" if each.reason else ""
    return f"ยังไม่นับ{rows} แท็บ {tab_title(each.tab)}{why}"


def _sheets(own: Sequence[LeftOut]) -> Door:
    """Where the rows are listed: of the group, where they are of one."""
    group = own[0].group if len(own) == 1 else ""
    chosen = (("group", group), ("tab", own[0].tab))
    return Door("sheets", tuple(pair for pair in chosen if pair[1]))
