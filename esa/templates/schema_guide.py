"""The guide to the sheets for office staff, made from sheets_schema/*.toml so that it can't drift.

The part of sheets_schema/README.md between the two marks is written by `python -m
esa.templates.schema_guide`; what stands around it is written by hand. The templates use the same
words.
"""

import sys
from pathlib import Path

from esa.reading.schema import FOLDER, Field, Tab, read_tabs

README = FOLDER / "README.md"
START = "<!-- tabs: made by python -m esa.templates.schema_guide -->"
END = "<!-- end of tabs -->"
# The order in which an office fills them in; the loader's is that of the file names.
TAB_ORDER = (
    *("about", "settings", "editions", "groups", "standards", "indicators", "criteria"),
    *("conditions", "rubric", "networks", "schools", "lower_limits", "colour_bands"),
    *(
        "test_results",
        "follow_ups",
        "registers",
        "register_columns",
        "progress",
        "evidence",
        "projects",
        "spending",
    ),
    *("network_activities", "resources", "figures", "kpis"),
)
WORKBOOKS = {"office": "สมุดสำนักงาน", "group": "สมุดของกลุ่ม", "every": "ทุกสมุด"}
UNITS = {
    "percent": "ร้อยละ",
    "baht": "บาท",
    "pupils": "คน",
    "people": "คน",
    "members": "ราย",
    "schools": "โรง",
    "points": "ข้อ",
    "score": "คะแนน",
    "degrees": "องศา",
}
YES, NO = "ใช่", "ไม่ใช่"


def tabs_in_order() -> list[Tab]:
    """Every tab of sheets_schema/ in the order in which an office fills them in."""
    tabs = read_tabs()
    return [tabs[name] for name in TAB_ORDER]


def limits_text(field: Field) -> str:
    """The range of a number as a clerk reads it ("0–100", "0 ขึ้นไป"); "" where there is none."""
    low, high = field.minimum, field.maximum
    if low is None and high is None:
        return ""
    if high is None:
        return f"{low:g} ขึ้นไป"
    return f"{low:g}–{high:g}" if low is not None else f"ไม่เกิน {high:g}"


def _number_text(field: Field) -> str:
    kind = "จำนวนเต็ม" if field.type == "integer" else "ตัวเลข"
    unit = UNITS.get(field.unit, "")
    return " ".join(filter(None, [kind, limits_text(field), f"({unit})" if unit else ""]))


def _text_kind(field: Field) -> str:
    if field.categories:
        return "เลือกจากรายการ"
    if field.format == "uri":
        return "ลิงก์"
    return "รหัส (ข้อความ)" if field.code else "ข้อความ"


def what_to_type(field: Field) -> str:
    """What a cell of that column holds, in a few words: a code, a whole number 0–100, a date …"""
    match field.type:
        case "integer" | "number":
            return _number_text(field)
        case "year":
            return "ปี พ.ศ. สี่หลัก"
        case "date":
            return "วันที่ (พ.ศ.)"
        case "boolean":
            return f"{YES} หรือ {NO}"
        case "list":
            return "หลายค่า คั่นด้วย ;"
        case _:
            return _text_kind(field)


def allowed_words(field: Field) -> tuple[str, ...]:
    """The words a cell may hold, as the sheet shows them; () where anything goes."""
    if field.type == "boolean":
        return (YES, NO)
    return tuple(category.label for category in field.categories)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _contents(tabs: list[Tab]) -> list[str]:
    lines = ["| แท็บ | อยู่ใน | ผู้ดูแล | เก็บอะไร |", "|---|---|---|---|"]
    return lines + [
        _row([f"**{t.title}** (`{t.name}`)", WORKBOOKS[t.workbook], t.keeper, t.description])
        for t in tabs
    ]


def _tab_part(tab: Tab) -> list[str]:
    keys = [tab.field(name).title for name in tab.key]
    lines = [f"### {tab.title} (`{tab.name}`)", "", f"{tab.description}  "]
    lines.append(f"อยู่ใน: {WORKBOOKS[tab.workbook]} · ผู้ดูแล: {tab.keeper}  ")
    if keys:
        place = "ทั้งสำนักงาน" if tab.unique_in == "office" else "ในสมุดเดียวกัน"
        lines.append(f"ช่องที่รวมกันแล้วไม่ควรซ้ำ{place}: {' + '.join(keys)}  ")
    if tab.aliases:
        lines.append(f"ชื่อแท็บอื่นที่อ่านได้: {', '.join(tab.aliases)}")
    lines += ["", "| หัวคอลัมน์ | พิมพ์อะไร | ต้องกรอก | ตัวอย่าง | คำที่ใช้ได้ |"]
    lines += ["|---|---|---|---|---|"]
    for field in tab.fields:
        must = "ต้องกรอก" if field.required else ""
        what = f"{what_to_type(field)}: {field.description}"
        words = " · ".join(allowed_words(field))
        lines.append(
            _row([f"**{field.title}** (`{field.name}`)", what, must, field.example, words])
        )
    return [*lines, ""]


def tabs_text() -> str:
    """The generated part of the guide: a list of all tabs, then a table of columns per tab."""
    tabs = tabs_in_order()
    lines = ["## แท็บทั้งหมด", "", *_contents(tabs), "", "## หัวคอลัมน์ของแต่ละแท็บ", ""]
    for tab in tabs:
        lines += _tab_part(tab)
    return "\n".join(lines).rstrip() + "\n"


def guide(readme: str) -> str:
    """The same guide with its generated part made anew; ValueError if a mark is missing."""
    before, _, rest = readme.partition(START)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"{START} and {END} must both stand in the guide")
    return f"{before}{START}\n\n{tabs_text()}\n{END}{after}"


def main(path: Path = README) -> None:
    """Print the guide as it should be: python -m esa.templates.schema_guide > new README.md."""
    sys.stdout.write(guide(path.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
