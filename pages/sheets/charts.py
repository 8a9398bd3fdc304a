"""The workbooks as rows of tiles, one tile a tab: rows used, and what must be mended in it.

Tiles of group workbooks stand in columns by tab; the office's own tabs follow below in the same
grid. A workbook that wasn't used, and a group without one, has words where its tiles would be.
"""

from collections.abc import Callable, Sequence

import altair as alt
import pandas as pd

from esa.reading.repairs import BookState, TabState
from esa.reading.schema import read_tabs
from esa.screen import marks
from esa.telling.sheets_words import book_words
from esa.telling.texts import number

WIDE = 1184  # px the wide design is drawn for; it stretches
MOST_BOOKS = 30
NAME = 184  # px of the names
COLUMNS = 8
TILE = 102
PITCH = 40
HEADS = 50
GAP = 26
FITS = 12  # characters of a tile: rows and mark together
PHONE = 354
PHONE_PITCH = 62
SHORT = {
    "evidence": ("หลักฐาน", "อ้างอิง"),
    "progress": ("การ", "ดำเนินงาน"),
    "network_activities": ("กิจกรรม", "เครือข่าย"),
    "figures": ("ตัวเลข", "ในรายงาน"),
    "kpis": ("ตัวชี้วัด", "ตามคำรับรอง"),
    "criteria": ("ประเด็น", "การพิจารณา"),
    "conditions": ("สภาพที่", "พึงประสงค์"),
    "rubric": ("เกณฑ์ระดับ", "คุณภาพ"),
    "networks": ("ทะเบียน", "เครือข่าย"),
    "colour_bands": ("เกณฑ์สี", "คุณภาพ"),
    "follow_ups": ("มติและ", "ข้อสั่งการ"),
    "settings": ("ตั้งค่า", "สำนักงาน"),
}
GROUP_TABS = (
    "progress",
    "evidence",
    "network_activities",
    "resources",
    "projects",
    "spending",
    "figures",
    "kpis",
)
FILLS = {
    "error": (marks.BROWN_TINT, marks.BROWN),
    "right": (marks.PETROL_TINT, marks.PETROL_TINT),
    "empty": (marks.WHITE, marks.UNKNOWN),
}


def in_order(books: Sequence[BookState]) -> list[BookState]:
    """Group workbooks with most to mend first, then those without tiles, the office's own last."""
    shown = [book for book in books if book.status != "skipped"]

    def key(book: BookState) -> tuple:
        return (
            book.kind == "office" and book.status == "used",
            book.status != "used",
            book.status == "missing",
            -book.problems["error"],
            -book.left_out,
        )

    return sorted(shown, key=key)[-MOST_BOOKS:] if len(shown) <= MOST_BOOKS else _worst(shown, key)


def _worst(books: list[BookState], key: Callable[[BookState], tuple]) -> list[BookState]:
    kept = sorted(books, key=lambda book: -book.problems["error"])[:MOST_BOOKS]
    return sorted(kept, key=key)


def state(tab: TabState) -> str:
    """error, right or empty: which look its tile has. Warnings are told in words only."""
    if tab.problems["error"]:
        return "error"
    return "right" if tab.used or tab.left_out else "empty"


def tiles(
    books: Sequence[BookState], labels: Sequence[str], say: Callable[[str], str] = str
) -> dict[str, pd.DataFrame | float]:
    """Everything the wide chart draws: heads, names, tiles, ends (tables) and height (px)."""
    heads, names, cells, ends = [], [], [], []
    y = 0.0
    groups = [i for i, book in enumerate(books) if not _is_office(book)]
    office = [i for i, book in enumerate(books) if _is_office(book)]
    if any(books[i].tabs for i in groups):
        heads += _heads(GROUP_TABS, y)
        y += HEADS
    for i in groups:
        middle = y + PITCH / 2
        names.append({"y": middle, "label": labels[i]})
        ends.append(_end(books[i], middle, say))
        known = {tab.tab: tab for tab in books[i].tabs}
        for column, tab in enumerate(GROUP_TABS):
            if tab in known:
                cells.append(_tile(known[tab], labels[i], column, middle, say))
        y += PITCH
    for i in office:
        y += GAP if y else 0
        own = [tab for tab in books[i].tabs if tab.tab != "about"]
        for start in range(0, len(own), COLUMNS):
            part = own[start : start + COLUMNS]
            heads += _heads([tab.tab for tab in part], y)
            y += HEADS
            middle = y + PITCH / 2
            if start == 0:
                names.append({"y": middle, "label": labels[i]})
                ends.append(_end(books[i], middle, say))
            cells += [_tile(tab, labels[i], c, middle, say) for c, tab in enumerate(part)]
            y += PITCH + 6
    tables = {"heads": heads, "names": names, "tiles": cells, "ends": ends}
    return {**{name: pd.DataFrame(rows) for name, rows in tables.items()}, "height": y}


def wide(drawn: dict[str, pd.DataFrame | float]) -> alt.LayerChart:
    """The chart for walls and desks."""
    height = drawn["height"]
    y = marks.y_px(height)

    def x(field: str = "x") -> alt.X:
        return marks.x_stretched(0, WIDE, 0, 0, field)

    layers = [
        marks.text(drawn["names"], size=marks.TEXT).encode(x=alt.value(0), y=y),
        marks.text(drawn["ends"], align="right", size=marks.TEXT).encode(
            x=alt.value("width"), y=y, color=alt.Color("hex:N", scale=None, legend=None)
        ),
    ]
    if len(drawn["heads"]):
        layers.append(
            marks.text(drawn["heads"], size=marks.SMALL, colour=marks.SECOND).encode(x=x(), y=y)
        )
    if len(drawn["tiles"]):
        layers += _tile_layers(drawn["tiles"], x, y, height)
    return marks.finish(alt.layer(*layers), height=height)


def _tile_layers(table: pd.DataFrame, x: Callable, y: alt.Y, height: float) -> list[alt.Chart]:
    corners = {
        "x": x(),
        "x2": "x2:Q",
        "y": alt.Y("top:Q", scale=marks.px(height), axis=None),
        "y2": "bottom:Q",
    }
    tip = [
        alt.Tooltip("book:N", title="สมุดงาน"),
        alt.Tooltip("tab:N", title="แท็บ"),
        alt.Tooltip("words:N", title="สภาพ"),
    ]
    solid, empty = table[table["state"] != "empty"], table[table["state"] == "empty"]
    layers = []
    if len(solid):
        box = alt.Chart(solid).mark_rect(cornerRadius=3, strokeWidth=1.5)
        layers.append(
            box.encode(
                **corners,
                fill=alt.Fill("fill:N", scale=None, legend=None),
                stroke=alt.Stroke("stroke:N", scale=None, legend=None),
                tooltip=tip,
            )
        )
    if len(empty):
        box = alt.Chart(empty).mark_rect(
            cornerRadius=3, strokeWidth=1, strokeDash=[3, 3], fill=marks.WHITE, stroke=marks.UNKNOWN
        )
        layers.append(box.encode(**corners, tooltip=tip))
    layers.append(marks.text(table, "rows", size=marks.SMALL, dx=8).encode(x=x(), y=y))
    for look, weight in (("error", 700), ("right", 400)):
        loud = table[(table["mark"] != "") & (table["state"] == look)]
        if len(loud):
            mark = marks.text(loud, "mark", size=marks.SMALL, bold=weight, align="right", dx=-7)
            colour = alt.Color("hex:N", scale=None, legend=None)
            layers.append(mark.encode(x=x("x2"), y=y, color=colour))
    return layers


def small(
    books: Sequence[BookState], labels: Sequence[str], say: Callable[[str], str] = str
) -> dict[str, pd.DataFrame | float]:
    """Everything the phone's chart draws: names, ends and small tiles, one a tab."""
    names, cells, ends = [], [], []
    for row, (book, label) in enumerate(zip(books, labels, strict=True)):
        y = row * PHONE_PITCH + 12
        names.append({"y": y, "label": label})
        errors = book.problems["error"]
        said = f"ต้องแก้ {number(errors)}" if errors and book.status == "used" else _quiet(book)
        ends.append({"y": y, "label": say(said), "hex": _hex(book)})
        own = [tab for tab in book.tabs if tab.tab != "about"]
        for column, tab in enumerate(own):
            cells.append(_small_tile(tab, label, column, y, say))
    height = len(books) * PHONE_PITCH
    tables = {"names": names, "tiles": cells, "ends": ends}
    return {**{name: pd.DataFrame(rows) for name, rows in tables.items()}, "height": height}


def phone(drawn: dict[str, pd.DataFrame | float]) -> alt.LayerChart:
    """The chart for phones: a name with words at its end, its tabs as small tiles beneath."""
    height = drawn["height"]
    y = marks.y_px(height)

    def x(field: str = "x") -> alt.X:
        return marks.x_stretched(0, PHONE, 0, 0, field)

    layers = [
        marks.text(drawn["names"], size=marks.TEXT).encode(x=alt.value(0), y=y),
        marks.text(drawn["ends"], align="right", size=marks.TEXT).encode(
            x=alt.value("width"), y=y, color=alt.Color("hex:N", scale=None, legend=None)
        ),
    ]
    if len(drawn["tiles"]):
        layers += _tile_layers(drawn["tiles"], x, y, height)
    return marks.finish(alt.layer(*layers), height=height)


def _is_office(book: BookState) -> bool:
    return book.kind == "office" and book.status == "used"


def _heads(tabs: Sequence[str], y: float) -> list[dict]:
    rows = []
    for column, tab in enumerate(tabs):
        lines = SHORT.get(tab, (read_tabs()[tab].title,))
        for line, words in enumerate(reversed(lines)):
            top = y + HEADS - 14 - line * 21
            rows.append({"x": NAME + column * TILE + 2, "y": top, "label": words})
    return rows


def _words(tab: TabState) -> str:
    parts = [f"ใช้ {number(tab.used)} แถว"]
    parts += [f"ยังไม่นับ {number(tab.left_out)} แถว"] if tab.left_out else []
    named = (("ต้องแก้", "error"), ("ควรตรวจ", "warning"), ("เพื่อทราบ", "info"))
    parts += [f"{word} {tab.problems[name]}" for word, name in named if tab.problems[name]]
    return " · ".join(parts)


def _tile(tab: TabState, label: str, column: int, y: float, say: Callable[[str], str]) -> dict:
    left = NAME + column * TILE
    look = state(tab)
    errors, warnings = tab.problems["error"], tab.problems["warning"]
    mark = f"แก้ {_capped(errors)}" if errors else f"ตรวจ {_capped(warnings)}" if warnings else ""
    rows = "ว่าง" if look == "empty" else number(tab.used)
    if len(rows) + len(mark) > FITS:
        rows = ""  # the table and the tooltip hold it
    return {
        "x": left,
        "x2": left + TILE - 6,
        "y": y,
        "top": y - 16,
        "bottom": y + 16,
        "state": look,
        "fill": FILLS[look][0],
        "stroke": FILLS[look][1],
        "rows": say(rows),
        "mark": say(mark),
        "hex": marks.BROWN if errors else marks.INK,
        "book": label,
        "tab": read_tabs()[tab.tab].title,
        "words": say(_words(tab)),
    }


def _capped(count: int) -> str:
    return number(count) if count <= 9999 else "9,999+"


def _small_tile(tab: TabState, label: str, column: int, y: float, say: Callable) -> dict:
    size = 25
    errors = tab.problems["error"]
    return {
        **_tile(tab, label, 0, y, say),
        "x": column * size,
        "x2": column * size + size - 3,
        "y": y + 26,
        "top": y + 15,
        "bottom": y + 37,
        "rows": "",
        "mark": say(str(errors)) if 0 < errors < 10 else "!" if errors else "",
    }


def _end(book: BookState, y: float, say: Callable[[str], str]) -> dict:
    return {"y": y, "label": say(book_words(book)), "hex": _quiet_hex(book)}


def _quiet_hex(book: BookState) -> str:
    broken = book.status in ("unread", "twice", "unclear")
    return marks.BROWN if broken else marks.SECOND


def _hex(book: BookState) -> str:
    return marks.BROWN if book.problems["error"] else _quiet_hex(book)


def _quiet(book: BookState) -> str:
    if book.status == "missing":
        return "ยังไม่มีสมุดงาน"
    return book_words(book)
