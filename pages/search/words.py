"""Sentences of the search by rule; matched words bold, everything else as it was typed."""

from collections.abc import Sequence
from functools import lru_cache

from esa.reading.schema import read_tabs
from esa.telling.texts import JOINER, escape, listed, number, one_line, shorten
from pages.search.search import BY_NAME, Entry, Found, Word, best_text, excerpt, parts

KIND_TH = {
    "indicator": "ตัวบ่งชี้",
    "criterion": "ประเด็นการพิจารณา",
    "condition": "สภาพที่พึงประสงค์",
    "evidence": "หลักฐานอ้างอิง",
    "progress": "การดำเนินงาน",
    "network": "เครือข่าย",
    "activity": "กิจกรรมเครือข่าย",
    "school": "โรงเรียน",
    "project": "โครงการ",
    "kpi": "ตัวชี้วัดตามคำรับรอง",
    "figure": "ตัวเลขในรายงาน",
    "follow_up": "มติและข้อสั่งการ",
}
LONGEST_TITLE = 180
# Blocks of the page projects, and the filter that shows one row of each.
PARTS = {
    "project": ("projects", "project"),
    "kpi": ("kpis", "kpi"),
    "figure": ("figures", "figure_set"),
}
UNTITLED = "(ยังไม่มีชื่อ)"


def finding(query: str, found: Found, entries: int, words: Sequence[Word]) -> str:
    """The finding as Markdown: how much was found, in how many kinds; before, what there is."""
    if not words:
        return f"ค้นหาได้ **{number(entries)}** รายการจากทุกสมุดงาน"
    said = f"“{escape(query, 60)}”"
    if not found.total:
        return f"ไม่พบ {said} ใน {number(entries)} รายการ"
    kinds = f" ใน {len(found.hits)} ประเภท" if len(found.hits) > 1 else ""
    return f"พบ {said} **{number(found.total)}** รายการ{kinds}"


def each_word(found: Found) -> str:
    """Why nothing was found: how often each word of several occurs alone. Plain text."""
    if len(found.each) < 2:
        return ""
    said = [f"“{shorten(word, 40)}” {number(n)} รายการ" for word, n in found.each.items()]
    return f"แยกทีละคำ: {listed(said, 8)} แต่ไม่มีรายการใดมีครบทุกคำ"


def bold(text: str, words: Sequence[Word], longest: int = LONGEST_TITLE) -> str:
    """Cell text as Markdown with the words of the query bold, cut around the first of them."""
    return _bold(excerpt(one_line(text), words, longest), tuple(words))


@lru_cache(maxsize=2048)  # a result is drawn again with every switch and every other kind
def _bold(line: str, words: tuple[Word, ...]) -> str:
    said = []
    for piece, is_word in parts(line, words):
        safe = _spaced(piece)
        # joiners keep ** apart from punctuation, where Markdown wouldn't read it as bold
        said.append(f"**{JOINER}{safe}{JOINER}**" if is_word and safe.strip() else safe)
    return "".join(said)


def _spaced(piece: str) -> str:
    """Escaped like every cell text, but with its outer spaces."""
    inner = piece.strip()
    if not inner:
        return " " if piece else ""
    before = " " if piece[0].isspace() else ""
    after = " " if piece[-1].isspace() else ""
    return f"{before}{escape(inner)}{after}"


def title(entry: Entry, words: Sequence[Word]) -> str:
    """Code and title of a result as Markdown."""
    code = code_of(entry)
    name = bold(entry.title, words) if entry.title else UNTITLED
    return f"{bold(code, words, 40)} {name}".strip()


def code_of(entry: Entry) -> str:
    """The code as people say it: "2.2.1", "ครั้งที่ 11/2557", "1-1-3 ข้อ 2". Plain text."""
    if entry.kind == "follow_up":
        return f"ครั้งที่ {entry.code}"
    if entry.kind == "condition":
        return f"{entry.links.get('criterion') or ''} ข้อ {entry.code}".strip()
    return entry.code


def context(entry: Entry, words: Sequence[Word]) -> str:
    """The other text that holds the words, with its heading, as Markdown; "" where none does."""
    best = best_text(entry, words)
    if best is None:
        return ""
    heading = read_tabs()[BY_NAME[entry.kind].tab].field(best[0]).title
    return f":gray[{escape(heading)}:] {bold(best[1], words)}"


def home(entry: Entry) -> tuple[str, dict[str, object]]:
    """The page that shows an entry, and its filters."""
    links = entry.links
    edition, group = links.get("edition"), links.get("group")
    if entry.kind in ("indicator", "criterion", "condition", "progress"):
        return "indicators", {"edition": edition, "indicator": _indicator(entry)}
    if entry.kind == "evidence":
        return "evidence", {"edition": edition, "group": group, "criterion": entry.code}
    if entry.kind == "network":
        return "networks", {"network": entry.code}
    if entry.kind == "activity":
        networks = links.get("networks") or ()
        return "networks", {"network": networks[0] if networks else None}
    if entry.kind == "school":
        return "schools", {"school": entry.code}
    if entry.kind == "follow_up":
        return "board", {"meeting": entry.code}
    # In the address of its page each of these three is named by its own code.
    part, name = PARTS[entry.kind]
    return "projects", {"group": group, "part": part, name: entry.code}


def _indicator(entry: Entry) -> str | None:
    """Code of the indicator: its own column, else the first two steps of the criterion's code."""
    known = entry.links.get("indicator")
    if known:
        return str(known)
    criterion = str(entry.links.get("criterion") or "")
    return ".".join(criterion.split(".")[:2]) if criterion.count(".") >= 2 else None
