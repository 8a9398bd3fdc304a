"""Cells, formats and checks of a template in the words of Google's Sheets API."""

from collections.abc import Sequence

from esa.reading.schema import Field, Tab
from esa.templates.sheets import CODE_TITLES, GUIDE, RULES, Book, Source, help_note

PIXELS, PROSE_PIXELS = 130, 280  # width of a column, and of one for sentences
LAST_RULE = "ไม่ต้องเปลี่ยนชื่อแท็บและหัวคอลัมน์ กรอกแล้วแดชบอร์ดอ่านเองภายใน 10 นาที"
HEAD = {"red": 0.894, "green": 0.910, "blue": 0.961}  # as in the .xlsx templates
MUST = {"red": 0.176, "green": 0.239, "blue": 0.537}
WHITE = {"red": 1, "green": 1, "blue": 1}
BOLD = {"userEnteredFormat": {"textFormat": {"bold": True}}}
WRAP = {"userEnteredFormat": {"wrapStrategy": "WRAP", "verticalAlignment": "TOP"}}


def text(words: str) -> dict:
    """A cell that stays text, whatever it looks like: no formula, no date, no number."""
    return {"userEnteredValue": {"stringValue": words}}


def number(value: int | float) -> dict:
    return {"userEnteredValue": {"numberValue": value}}


def cells(
    gid: int, row: int, column: int, rows: Sequence[Sequence[dict]], dressed: bool = False
) -> dict:
    """The request that writes a block. dressed: with notes and formats; else formats only where
    a cell brings one."""
    has_format = any("userEnteredFormat" in cell for line in rows for cell in line)
    fields = ["userEnteredValue", *(["note"] if dressed else [])]
    fields += ["userEnteredFormat"] if has_format else []
    return {
        "updateCells": {
            "start": {"sheetId": gid, "rowIndex": row, "columnIndex": column},
            "rows": [{"values": list(line)} for line in rows],
            "fields": ",".join(fields),
        }
    }


def heading_cells(fields: Sequence[Field]) -> list[dict]:
    """Headings with their help as a note; dark where the column must be filled in."""
    return [{**text(f.title), "note": help_note(f), **_heading(f.required)} for f in fields]


def _heading(is_required: bool) -> dict:
    letters = {"bold": True, **({"foregroundColor": WHITE} if is_required else {})}
    look = {"backgroundColor": MUST if is_required else HEAD, "textFormat": letters}
    return {"userEnteredFormat": {**look, "wrapStrategy": "WRAP", "verticalAlignment": "TOP"}}


def widths(gid: int, at: int, columns: Sequence[Field | int]) -> list[dict]:
    """Widths of columns beside each other: of fields, or in pixels."""
    return [
        {
            "updateDimensionProperties": {
                "range": {
                    "sheetId": gid,
                    "dimension": "COLUMNS",
                    "startIndex": place,
                    "endIndex": place + 1,
                },
                "properties": {"pixelSize": each if isinstance(each, int) else _pixels(each)},
                "fields": "pixelSize",
            }
        }
        for place, each in enumerate(columns, start=at)
    ]


def _pixels(field: Field) -> int:
    is_prose = field.type == "string" and not (field.code or field.categories)
    return PROSE_PIXELS if is_prose else PIXELS


def format_request(where: dict, code: str, clear: bool) -> list[dict]:
    """The number format of a column; General is none. clear: a format taken over goes."""
    look = {}
    if code != "General":
        look = {"numberFormat": {"type": "TEXT" if code == "@" else "NUMBER", "pattern": code}}
    if not look and not clear:
        return []
    cell = {"userEnteredFormat": look}
    fields = "userEnteredFormat.numberFormat"
    return [{"repeatCell": {"range": where, "cell": cell, "fields": fields}}]


def clear_or_check(
    where: dict, rule: dict | None, words: Source | tuple[str, ...] | None, clear: bool
) -> list[dict]:
    """The check of a column, from the words of template_sheets.validation. Hints without a check
    are left to the note, because Google has none. clear: one taken over goes."""
    if rule is None or rule["validate"] == "any":
        return [{"setDataValidation": {"range": where}}] if clear else []
    if rule["validate"] == "list":
        is_range = isinstance(words, Source)
        kind = "ONE_OF_RANGE" if is_range else "ONE_OF_LIST"
        values = [words.formula] if is_range else list(words or ())
        strict = bool(rule["show_error"])
    else:
        kind, values, strict = "NUMBER_BETWEEN", [rule["minimum"], rule["maximum"]], False
    condition = {"type": kind, "values": [{"userEnteredValue": _plain(v)} for v in values]}
    check = {"condition": condition, "strict": strict, "inputMessage": rule["error_message"]}
    if rule["validate"] == "list":
        check["showCustomUi"] = True
    return [{"setDataValidation": {"range": where, "rule": check}}]


def _plain(value: str | int | float) -> str:
    return value if isinstance(value, str) else f"{value:.15g}"


def guide_rows(book: Book, places: Sequence[tuple[Tab, int, str]]) -> list[list[dict]]:
    """The guide tab: the rules, the tabs with a link to each, and what the codes mean.

    places: each tab with its number and its title.
    """
    rows = [[{**text(f"{GUIDE}: {book.title}"), **BOLD}]]
    rows += [[{}, {**text(rule), **WRAP}] for rule in (*RULES[:-1], LAST_RULE)]
    rows += [[], [{**text(word), **BOLD} for word in ("แท็บ", "ใช้ทำอะไร", "ผู้ดูแล")]]
    for tab, gid, title in places:
        keeper = tab.keeper if tab.workbook == "office" else book.keeper
        label = title.replace('"', '""')
        link = {"userEnteredValue": {"formulaValue": f'=HYPERLINK("#gid={gid}","{label}")'}}
        rows.append([link, {**text(tab.description), **WRAP}, {**text(keeper), **WRAP}])
    for name, pairs in book.codes.items():
        if pairs:
            head = (CODE_TITLES[name], "หมายถึง")
            rows += [[], [{**text(word), **BOLD} for word in head]]
            rows += [[text(code), {**text(meaning), **WRAP}] for code, meaning in pairs]
    return rows
