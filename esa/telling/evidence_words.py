"""The sentences of the page หลักฐานที่ยังขาด, made by rule: finding, reasons, dates, levels, LINE.

Rows come as plain dicts (see `items`), names of groups and places as functions or text, so that
nothing here needs Streamlit. Text that becomes Markdown says so and is escaped.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from esa.rules.evidence_work import SOON, due_kind
from esa.rules.vocabulary import (
    ADD_LOCATOR,
    GET_CHECKED,
    LOCKED,
    NAME_LEAD,
    NO_NEXT_LEVEL_WORDS,
    NONE,
    SHARED_LINK,
    UNKNOWN,
    VERIFIED,
)
from esa.telling.texts import NBSP, escape, listed, plain, short_date, shorten

DUES = {
    "": "ทุกกำหนด",
    "overdue": "เกินกำหนดแล้ว",
    "soon": f"ภายใน {SOON} วัน",
    "none": "ยังไม่กำหนดวัน",
}
_ONLY_DUE = {
    "overdue": "ที่เกินกำหนด",
    "soon": f"ที่ครบกำหนดภายใน{NBSP}{SOON}{NBSP}วัน",
    "none": "ที่ยังไม่กำหนดวัน",
}
OFFICE = "ทั้งสำนักงาน"
ORDER = "เรียงตามสิ่งที่ทำให้ขึ้นระดับเร็วที่สุดก่อน ข้อที่ยังไม่ผูกกับระดับอยู่ท้าย"
LINE_LONGEST = 60  # characters of a title in a LINE message
LINE_MOST = 25  # points in one LINE message


def items(rows: Iterable[NamedTuple]) -> list[dict]:
    """Frozen rows as dicts."""
    return [row._asdict() for row in rows]


def finding(count: Mapping[str, int], name: str, reading: str, overdue: str = "") -> str:
    """The finding as Markdown. count: points, clear, missing, unknown, overdue. name: of the group,
    "" for the whole office. overdue: which groups they are with, plain text."""
    who = escape(name) or OFFICE
    space = " " if name else ""
    total, missing, unknown = count["points"], count["missing"], count["unknown"]
    if not total:
        none = f"{who} ยังไม่มีประเด็นที่รับผิดชอบหลัก"
        return none if name else "ยังไม่มีรายการประเด็นการพิจารณาในสมุดของสำนักงาน"
    rest = f" ยังไม่มีข้อมูล{NBSP}{unknown}" if unknown else ""
    if missing:
        lacks = "ขาดหลักฐานที่ตรวจแล้ว" if reading == VERIFIED else "ขาดหลักฐาน"
        late = f" เกินกำหนด{NBSP}:orange[**{count['overdue']}**]" if count["overdue"] else ""
        late += f" ({escape(overdue)})" if late and overdue else ""
        return f"{who}{space}{lacks} **{missing}** จาก {total} ประเด็น{late}"
    if not count["clear"]:
        return f"{who}{space}ยังไม่มีข้อมูลหลักฐานทั้ง {total} ประเด็น"
    done = "ผ่านการตรวจแล้ว" if reading == VERIFIED else "มีหลักฐานแล้ว"
    if unknown:
        return f"{who}{space}{done} **{count['clear']}** จาก {total} ประเด็น{rest}"
    return f"{who}{space}{done}ครบทั้ง :blue[**{total}**] ประเด็น"


def finding_of_point(item: Mapping, groups: str) -> str:
    """The finding where the page is about one point, as Markdown. item: the first row of its work;
    groups: in charge, plain text."""
    days = item["overdue_days"]
    late = f" เกินกำหนด{NBSP}:orange[**{days}**]{NBSP}วัน" if days else ""
    who = f" · {escape(groups)}" if groups else ""
    return f"ประเด็น{NBSP}**{escape(item['criterion'])}** {escape(reason(item))}{late}{who}"


def overdue_of(counts: Iterable[Mapping], short: Callable[[str], str]) -> str:
    """ "การเงิน 2, บุคคล 1": groups with overdue points, most first; "" where there is none."""
    late = sorted((row for row in counts if row["overdue"]), key=lambda row: -row["overdue"])
    said = [f"{short(row['group'])}{NBSP}{row['overdue']}" for row in late[:3]]
    if len(late) > 3:
        said.append(f"อีก{NBSP}{len(late) - 3}{NBSP}กลุ่ม")
    return ", ".join(said)


def share(row: Mapping) -> str:
    """What stands at the end of a group's row of the matrix."""
    if not row["points"]:
        return "ไม่มีประเด็นหลัก"
    if row["missing"]:
        return f"ขาด {row['missing']} จาก {row['points']}"
    if row["unknown"]:
        return f"ยังไม่มีข้อมูล {row['unknown']}"
    return f"ครบ {row['clear']} จาก {row['points']}"


def reason(item: Mapping) -> str:
    """What is missing and why the document doesn't count yet, in plain text without its icon."""
    if item["action"] == NAME_LEAD:
        return "ยังไม่มีข้อมูล และยังไม่ระบุผู้รับผิดชอบหลัก"
    if item["outcome"] == UNKNOWN:
        return "ยังไม่มีข้อมูล ยังไม่ได้กรอกทั้งการดำเนินงานและหลักฐาน"
    if item["action"] == GET_CHECKED:
        return _unchecked(item)
    if item["action"] == ADD_LOCATOR:
        if item["link"]:
            return "มีแต่ชื่อ ลิงก์ที่กรอกเปิดไม่ได้ (ต้องเป็น https:// หนึ่งลิงก์)"
        return "มีแต่ชื่อ ขาดลิงก์หรือที่เก็บ"
    if item["action"] == "replace_placeholder":
        return f"ยังไม่มีเอกสาร ({placeholder(item['document'])})"
    empty = "ช่องชื่อเอกสารว่าง" if item["at"] else "ยังไม่มีรายการของประเด็นนี้"
    return f"ยังไม่มีเอกสาร ({empty})"


def placeholder(title: str | None) -> str:
    """Why a text is no title: dots, or words that stand for "to be filled in"."""
    text = plain(title)
    if "..." in text or "…" in text:
        return "ช่องมีแต่จุดไข่ปลา"
    return f"ช่องเขียนว่า “{shorten(text, 30)}” ยังไม่ใช่ชื่อเอกสาร"


def _unchecked(item: Mapping) -> str:
    if item["self_checked"]:
        return "แนบแล้ว แต่กลุ่มตรวจเอง ต้องให้กลุ่มอื่นตรวจ"
    missing = {"checked_by_group": "กลุ่มที่ตรวจ", "checked_by_role": "ตำแหน่งผู้ตรวจ"}
    if item["field"] in missing:
        return f"แนบแล้ว แต่การตรวจยังไม่ครบ ขาด{missing[item['field']]}"
    return "แนบแล้ว ยังไม่มีกลุ่มอื่นตรวจ"


def lift(item: Mapping) -> str:
    """Which level the row would lift, or why none hangs on it."""
    indicator = plain(item["indicator"])
    if not item["first"]:
        return "ประเด็นเดียวกัน"
    if not indicator:
        return "ยังไม่ผูกกับตัวบ่งชี้"
    if item["to_level"] is None:
        return f"{indicator} {NO_NEXT_LEVEL_WORDS.get(item['level_outcome'], 'ยังสรุประดับไม่ได้')}"
    level = f"{indicator} ขึ้นเป็นระดับ{NBSP}{item['to_level']}"
    if item["lifts_alone"]:
        return level
    together = f"เมื่อครบอีก{NBSP}{item['need']}{NBSP}ประเด็น" if item["need"] > 1 else ""
    gate = "หลังผ่านเงื่อนไขก่อนให้ระดับ" if item["level_outcome"] == LOCKED else ""
    return " ".join(part for part in (level, together, gate) if part)


def todo_heading(shown: Iterable[Mapping]) -> str:
    """Heading of the working list: how many points, unknown ones apart."""
    kinds = {(item["edition"], item["criterion"]): item["outcome"] for item in shown}
    unknown = sum(kind == UNKNOWN for kind in kinds.values())
    missing = len(kinds) - unknown
    if not missing:
        return f"ยังไม่มีข้อมูล {unknown} ประเด็น"
    return f"ต้องทำ {missing} ประเด็น" + (f" และยังไม่มีข้อมูล {unknown}" if unknown else "")


def only(picked: Mapping[str, str], states: Mapping[str, str]) -> str:
    """What the filters leave in the list: "เฉพาะตัวบ่งชี้ 2.2 ที่เกินกำหนด"; "" without a filter.

    picked: indicator, state, due, criterion, "" for all; states: words of the evidence states.
    Plain text.
    """
    parts = [
        f"ประเด็น{NBSP}{plain(picked['criterion'])}" if picked["criterion"] else "",
        f"ตัวบ่งชี้{NBSP}{plain(picked['indicator'])}" if picked["indicator"] else "",
        f"สถานะ “{states.get(picked['state'], picked['state'])}”" if picked["state"] else "",
        _ONLY_DUE.get(picked["due"], ""),
    ]
    said = " ".join(part for part in parts if part)
    return f"เฉพาะ{said}" if said else ""


def due(item: Mapping, today: date) -> tuple[str, str]:
    """The due date and what it means today, as Markdown: two short lines."""
    kind = due_kind(item["due"], item["overdue_days"], today)
    if kind == "none":
        return ":gray[ยังไม่กำหนดวัน]", ""
    day = short_date(item["due"])
    if kind == "overdue":
        return day, f":orange[**เกินกำหนด{NBSP}{item['overdue_days']}{NBSP}วัน**]"
    left = (item["due"] - today).days
    if left < 0:
        return day, ""
    return day, ":gray[วันนี้]" if left == 0 else f":gray[อีก{NBSP}{left}{NBSP}วัน]"


def due_plain(item: Mapping, today: date) -> str:
    """The same in one line of plain text, for paper and LINE."""
    kind = due_kind(item["due"], item["overdue_days"], today)
    if kind == "none":
        return "ยังไม่กำหนดวัน"
    late = f" (เกินกำหนด{NBSP}{item['overdue_days']}{NBSP}วัน)" if kind == "overdue" else ""
    return f"{short_date(item['due'])}{late}"


def subject(item: Mapping) -> str:
    """What a row is about: the document, or the point where no document is named (plain text)."""
    if item["document"] and item["state"] != NONE:
        return plain(item["document"])
    return plain(item["title"]) or "(ยังไม่มีข้อความประเด็นในชีต)"


def look(item: Mapping, fiscal_year: int) -> str:
    """Why a document that counts deserves a look, and that nothing changes by it."""
    if item["warning"] == SHARED_LINK:
        why = f"ลิงก์เดียวใช้กับ{NBSP}{item['points']}{NBSP}ประเด็น"
    else:
        why = f"เป็นหลักฐานของปีอื่น ไม่ใช่ปีงบประมาณ{NBSP}{fiscal_year}"
    return f"{why} · ทั้งประเด็นมีเฉพาะหลักฐานที่ควรดู" if item["only"] else why


def shared(item: Mapping) -> str:
    """One document behind several points: how many points and indicators, which ones."""
    of = f"{item['points']}{NBSP}ประเด็น"
    if len(item["indicators"]) > 1:
        of += f" ใน{NBSP}{len(item['indicators'])}{NBSP}ตัวบ่งชี้"
    return f"{of}: {listed([plain(code) for code in item['criteria']], most=8)}"


def thanks(count: Mapping[str, int], reading: str) -> str:
    """The thank-you of a list that the work has emptied."""
    said = f"หลักฐานปรากฏชัดเจนครบ {count['points']} จาก {count['points']} ประเด็น"
    return f"{said} และผ่านการตรวจแล้วทุกประเด็น" if reading == VERIFIED else f"{said} ตามที่รายงาน"


def completeness(counts: Iterable[Mapping]) -> str:
    """The table of completeness in words."""
    full = sum(row["points"] > 0 and row["clear"] == row["points"] for row in counts)
    return f"ความครบถ้วนของหลักฐานแต่ละกลุ่ม ครบแล้ว {full} กลุ่ม"


def alternative(count: Mapping[str, int], counts: Iterable[Mapping], name: Callable) -> str:
    """The matrix in words, for those who can't see it."""
    rows = [f"{name(row['group'])} {share(row)}" for row in counts if row["points"]]
    return (
        f"ตารางสถานะหลักฐานตามกลุ่ม: ขาด {count['missing']} จาก {count['points']} ประเด็น "
        f"เกินกำหนด {count['overdue']} ยังไม่มีข้อมูล {count['unknown']} · {listed(rows, most=20)}"
    )


def line_message(
    title: str,
    todo: list[dict],
    today: date,
    where: Callable[[Mapping], str],
    summary: str,
    digits: Callable[[str], str] = str,
) -> str:
    """A text to paste into LINE: what is missing, by when, which cell. One entry a point.

    title: whose list; todo: rows of the working list; where: the cell of a row in words; digits:
    as the visitor wants them; names of cells keep the digits that the sheet shows.
    """
    points = [item for item in todo if item["first"]]
    lines = [f"หลักฐานที่ยังขาด {plain(title)}", f"{summary} (ข้อมูล ณ {short_date(today)})"]
    lines = [digits(line) for line in lines]
    for number, item in enumerate(points[:LINE_MOST], start=1):
        name = shorten(subject(item), LINE_LONGEST)
        lines += [
            "",
            digits(f"{number}) {plain(item['criterion'])} {name}"),
            digits(f"ขาด: {reason(item)}"),
            digits(f"กำหนด: {due_plain(item, today)}"),
            f"กรอกที่: {where(item)}",
        ]
    if len(points) > LINE_MOST:
        more = f"และอีก {len(points) - LINE_MOST} ประเด็น ดูในหน้า หลักฐานที่ยังขาด"
        lines += ["", digits(more)]
    return "\n".join(lines).replace(NBSP, " ")


def summary(count: Mapping[str, int]) -> str:
    """ "ขาด 3 จาก 3 ประเด็น เกินกำหนด 2" in plain text."""
    late = f" เกินกำหนด {count['overdue']}" if count["overdue"] else ""
    unknown = f" ยังไม่มีข้อมูล {count['unknown']}" if count["unknown"] else ""
    return f"ขาด {count['missing']} จาก {count['points']} ประเด็น{late}{unknown}"


SHARED_WIDELY = "ควรดู: ลิงก์เดียวอยู่หลังหลายตัวบ่งชี้ หรือเกิน 5 ประเด็น"
