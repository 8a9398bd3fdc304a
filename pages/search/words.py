"""Sentences of the search by rule; matched words strong, everything else as it was typed."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from esa.reading.office import Office, is_example
from esa.reading.problems import Problem
from esa.telling.texts import listed, number, one_line, shorten
from esa.telling.topic import Cell, Door, Topic, act, quiet, strong, together
from esa.telling.topic import Entry as Shown
from esa.telling.words import SAMPLE, heading, tab_title, workbook
from pages.search.excerpts import best_text, excerpt, parts
from pages.search.search import BY_NAME, REGISTER, Entry, Found, Hit, Word

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
    "register": "ทะเบียนข้อมูล",
}
LONGEST_TITLE = 180
# Blocks of the page projects, and the filter that shows one row of each.
PARTS = {
    "project": ("projects", "project"),
    "kpi": ("kpis", "kpi"),
    "figure": ("figures", "figure_set"),
}
UNTITLED = "(ยังไม่มีชื่อ)"


def finding(
    query: str, found: Found, entries: int, words: Sequence[Word], held: Sequence[Problem] = ()
) -> str:
    """How much was found, in how many kinds; before anything is asked, what there is."""
    if not words:
        return f"ค้นหาได้ {strong(number(entries))} รายการจากทุกสมุดงาน"
    said = f"“{shorten(query, 60)}”"
    if not found.total and held:
        return f"พบ {said} เฉพาะใน {act(number(len(held)))} แถวที่ยังไม่นับ"
    if not found.total:
        return f"ไม่พบ {said} ใน {number(entries)} รายการ"
    kinds = f" ใน {len(found.hits)} ประเภท" if len(found.hits) > 1 else ""
    return f"พบ {said} {strong(number(found.total))} รายการ{kinds}"


def held_back(held: Sequence[Problem]) -> Topic:
    """Rows that were found and aren't counted, each with its reason and its cell."""
    entries = tuple(
        Shown(
            text=shorten(problem.what_th, 160),
            note=shorten(problem.fix_th, 160),
            cell=Cell(problem.tab, (problem.workbook, problem.row), problem.field or ""),
            door=Door("sheets", (("tab", problem.tab),)),
        )
        for problem in held
    )
    return Topic("found_held", f"แถวที่ยังไม่นับ {quiet(number(len(held)))}", "", entries)


def each_word(found: Found) -> str:
    """Why nothing was found: how often each word of several occurs alone."""
    if len(found.each) < 2:
        return ""
    said = [f"“{shorten(word, 40)}” {number(n)} รายการ" for word, n in found.each.items()]
    return f"แยกทีละคำ: {listed(said, 8)} แต่ไม่มีรายการใดมีครบทุกคำ"


def of_kind(
    office: Office, name: str, hits: Sequence[Hit], there: int, words: Sequence[Word]
) -> Topic:
    """Results of one kind, each with its cell and the page that shows it. there: how many there
    are in all."""
    entries = (result(office, hit.entry, words) for hit in hits)
    return Topic(f"found_{name}", f"{KIND_TH[name]} {quiet(number(there))}", "", tuple(entries))


def all_of(office: Office, found: Found, words: Sequence[Word], only: str) -> Iterator[Topic]:
    """Every result of each kind, or of one, for paper."""
    for name, hits in found.hits.items():
        if only in ("", name):
            yield of_kind(office, name, hits, len(hits), words)


def result(office: Office, entry: Entry, words: Sequence[Word]) -> Shown:
    """A result: title and code open its page; below it the other text that holds the words."""
    tab, field = _column(office, entry)
    is_sample = is_example(entry.links.get("remark")) and not office.is_sample
    place = f"แท็บ {tab_title(tab)} ใน{workbook(office, entry.row[0])}"
    last = together([quiet(place), SAMPLE if is_sample else ""])
    return Shown(
        text=title(entry, words),
        note=together([context(entry, words), last], "\n"),
        cell=Cell(tab, entry.row, field),
        door=home(entry),
    )


def _tab(entry: Entry) -> str:
    kind = BY_NAME.get(entry.kind)
    return kind.tab if kind else entry.tab


def _column(office: Office, entry: Entry) -> tuple[str, str]:
    """Tab and field of the title of an entry; of a row of a register its first text."""
    if kind := BY_NAME.get(entry.kind):
        return kind.tab, kind.title
    own = (each for each in office.declared if each.title == entry.tab)
    return entry.tab, next((c.name for each in own for c in each.of_type("text")), "")


def marked(text: str, words: Sequence[Word], longest: int = LONGEST_TITLE) -> str:
    """Cell text with the words of the query strong, cut around the first of them."""
    return _marked(excerpt(one_line(text), words, longest), tuple(words))


@lru_cache(maxsize=2048)  # a result is drawn again with every switch and every other kind
def _marked(line: str, words: tuple[Word, ...]) -> str:
    pieces = parts(line, words)
    return "".join(strong(piece) if is_word else piece for piece, is_word in pieces)


def title(entry: Entry, words: Sequence[Word]) -> str:
    """Code and title of a result."""
    name = marked(entry.title, words) if entry.title else UNTITLED
    code = entry.tab if entry.kind == REGISTER else code_of(entry)
    return together([marked(code, words, 40), name], " ")


def code_of(entry: Entry) -> str:
    """The code as people say it: "2.2.1", "ครั้งที่ 11/2557", "1-1-3 ข้อ 2"."""
    if entry.kind == "follow_up":
        return f"ครั้งที่ {entry.code}"
    if entry.kind == "condition":
        return f"{entry.links.get('criterion') or ''} ข้อ {entry.code}".strip()
    return entry.code


def context(entry: Entry, words: Sequence[Word]) -> str:
    """The other text that holds the words, with its heading; "" where none does."""
    best = best_text(entry, words)
    if best is None:
        return ""
    return f"{quiet(heading(_tab(entry), best[0]) + ':')} {marked(best[1], words)}"


def home(entry: Entry) -> Door:
    """The page that shows an entry, with its filters."""
    page, filters = _home(entry)
    return Door(page, tuple((name, str(value)) for name, value in filters.items() if value))


def _home(entry: Entry) -> tuple[str, dict[str, object]]:
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
    if entry.kind == REGISTER:
        return "registers", {"register": entry.tab, "group": group}
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
