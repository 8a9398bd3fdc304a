"""What is held, by the name of its text: each with how it is made anew."""

from collections.abc import Callable, Iterator
from functools import partial

from esa.telling.agenda import AGENDA
from tests.approved import commands, committee, files, odd_items
from tests.approved.visits import Seen, Visit, seen

Made = Callable[[], list[str]]
SLIDES = 1 + len(AGENDA)  # the cover, and a slide a topic
GROUPS = ("AM", "NP", "FIN", "HR", "PRO", "SUP", "AUD")
AT, FIRST = "11-2557", "7-2557"


def _visit(page: str, more: str = "", office: str = "", **address: str) -> Visit:
    name = "-".join(filter(None, [page, office, more]))
    return Visit(name, page, tuple(address.items()), office)


_PAGES = "board indicators evidence networks schools whatif projects search sheets report share"
# Charts take most of the time, so a filter is tried together with the Thai digits.
_CHOSEN = {
    "indicators": {"indicator": "2.2"},
    "networks": {"kind": "club", "side": "academic"},
    "schools": {"test": "NT", "grade": "ป.3", "year": "2555", "subject": "ด้านภาษา"},
    "projects": {"group": "SUP"},
}


def _pages() -> Iterator[Visit]:
    for page in _PAGES.split():
        yield _visit(page)
        yield _visit(page, "thai", thai_digits="true", **_CHOSEN.get(page, {}))
        if page not in ("networks", "projects"):  # nothing there asks for the meetings
            yield _visit(page, "past", at=AT)
        yield _visit(page, office="headers")
    for page in ("board", "evidence", "whatif"):
        yield _visit(page, "verified", verified="true")
    yield _visit("indicators", "verified", verified="true", indicator="2.5")
    for page in ("board", "indicators", "report", "whatif"):
        yield _visit(page, office="older")
    for code in GROUPS:
        yield _visit("board", code, group=code)


VISITS = (
    *_pages(),
    _visit("offices"),  # without a target; with one: tests/pages/test_offices.py
    _visit("board", "first", at=FIRST),
    _visit("board", "since", since="9-2557"),
    _visit("board", "unknown", at="99-2557", since="98-2557", meeting="11/2557"),
    _visit("indicators", "1.1", indicator="1.1"),
    _visit("indicators", "FIN", group="FIN"),
    _visit("indicators", "nothing", group="AUD"),
    _visit("indicators", "conditions", edition="เดิม"),
    _visit("indicators", "condition", edition="เดิม", criterion="1-1-4-1"),
    _visit("evidence", "FIN", group="FIN"),
    _visit("evidence", "AUD", group="AUD"),
    _visit("evidence", "SUP-verified", group="SUP", verified="true"),
    _visit("evidence", "nothing", group="FIN", state="checked"),
    _visit("evidence", "point", criterion="2.2.2"),
    _visit("evidence", "clear", criterion="2.2.5"),
    _visit("evidence", "conditions", edition="เดิม"),
    _visit("networks", "N05", network="N05"),
    _visit("networks", "partners", kind="partner", network="P10"),
    _visit("schools", "N03", network="N03"),
    _visit("schools", "school", school="00570043"),
    _visit("schools", "untested", school="00570043", year="2555"),
    _visit("whatif", "have", have="2.2.2,2.2.3,9.9.9"),
    _visit("whatif", "FIN", group="FIN", have="2.4.4"),
    _visit("projects", "money", part="money", money_type="investment"),
    _visit("projects", "late", part="projects", status="late"),
    _visit("projects", "nothing", part="projects", status="cancelled"),
    _visit("projects", "figures", part="figures", figure_set="F01"),
    _visit("registers"),
    _visit("registers", office="headers"),
    _visit("registers", "months", register="กิจกรรมในโครงการ", thai_digits="true"),
    _visit("registers", "sum", register="ความร่วมมือและข้อตกลง", value="MOU"),
    _visit("search", "answers", q="นิเทศ"),
    _visit("search", "code", q="2.2.1", what="criterion"),
    _visit("search", "kind", q="โรงเรียน", what="school"),
    _visit("search", "nothing", q="นิเทดร่วมกันxyz"),
    _visit("sheets", "FIN", group="FIN"),
    _visit("sheets", "errors", severity="error", tab="network_activities"),
    _visit("sheets", "nothing", workbook="aud", severity="error"),
    _visit("report", "1.4", indicator="1.4", reading="verified", digits="arabic"),
    _visit("report", "conditions", edition="เดิม"),
    _visit("import_report"),
    _visit("import_report", office="headers"),
)
DECKS = (
    ("", "", {}),
    ("verified", "", {"verified": "true"}),
    ("thai", "", {"thai_digits": "true"}),
    ("past", "", {"at": AT}),
    ("headers", "headers", {}),
    ("older", "older", {}),
)


PAPER = (
    *("board", "board-verified", "board-past", "board-first", "board-older", "board-headers"),
    *("indicators", "indicators-verified", "indicators-thai", "indicators-conditions"),
    *("indicators-FIN", "indicators-past"),
    *("evidence", "evidence-verified", "evidence-FIN", "evidence-conditions"),
    *("networks", "networks-thai", "networks-partners"),
    *("schools", "schools-N03", "schools-school", "schools-thai"),
    *("projects", "projects-thai", "projects-late"),
    *("sheets", "sheets-FIN"),
    *("registers", "registers-months"),
)
PACKS = {  # of a past meeting: see commands
    **dict.fromkeys(("board", "board-verified", "board-older", "board-headers"), "pdf xlsx"),
    "board-thai": "pdf",
}
WORD = (
    *(("report", "docx_report"), ("report", "docx_responsibility")),
    *(("report-1.4", "docx_report"), ("report-conditions", "docx_report")),
    ("report-past", "docx_report"),
)
PDFS = ("evidence-FIN", "indicators", "schools-N03", "report", "whatif-have", "search-code")
SCHOOL_SHEETS = ("schools-N03",)  # a page of paper for each school of a network
WORKBOOKS = {
    "board": "follow_ups trend",
    "board-unknown": "asked_follow_ups",
    "indicators": "levels",
    "indicators-conditions": "results",
    "evidence": "todo evidence_rows",
    "evidence-FIN": "todo",
    "evidence-clear": "asked_evidence",
    "networks": "silence activities schools orders",
    "schools": "all_schools",
    "schools-school": "school_rows",
    "projects": "days spending projects kpis figures",
    "registers": "registers",
    "registers-months": "register_rows",
    "sheets": "repairs_xlsx tabs",
}


def _slides() -> Iterator[Visit]:
    for name, office, address in DECKS:
        for number in range(1, SLIDES + 1):
            asked = {"slide": str(number), **address}
            called = f"{number:02}-{name}".rstrip("-")
            yield Visit(called, "meeting", tuple(asked.items()), office)


def items() -> dict[str, Made]:
    """Every text that is held, by its name: folder/name."""
    made: dict[str, Made] = {}
    for visit in VISITS:
        made[f"pages/{visit.name}"] = partial(_page, visit)
        made[f"drawings/{visit.name}"] = partial(_drawings, visit)
    for visit in _slides():
        made[f"slides/{visit.name}"] = partial(_slide, visit)
    for name in PAPER:
        made[f"paper/{name}"] = partial(_file, name, "print_page")
    for name in PDFS:
        made[f"paper/{name}-pdf"] = partial(_file, name, "print_pdf")
    for name in SCHOOL_SHEETS:
        made[f"paper/{name}-sheets"] = partial(_file, name, "school_sheets")
    for name, keys in PACKS.items():
        for key in keys.split():
            made[f"pack/{name}-{key}"] = partial(_file, name, f"pack_{key}")
    for name, key in WORD:
        made[f"word/{name}-{key}"] = partial(_file, name, key)
    for name, keys in WORKBOOKS.items():
        for key in keys.split():
            made[f"workbooks/{name}-{key}"] = partial(_workbook, name, key)
    for code in GROUPS:
        made[f"line/{code}"] = partial(_line_text, f"board-{code}")
    for name in committee.FILES:
        made[f"committee/file-{name}"] = partial(committee.file, name)
    for name in committee.FORMS:
        made[f"committee/page-{name}"] = partial(committee.page, name)
        made[f"committee/pdf-{name}"] = partial(committee.pdf, name)
    made["committee/link"] = partial(committee.made, "assessors")
    made["committee/publish"] = partial(committee.published)
    return made | commands.items() | odd_items.items()


def _seen(name: str) -> Seen:
    return seen(next(visit for visit in VISITS if visit.name == name))


def _page(visit: Visit) -> list[str]:
    read = seen(visit).read
    return [*read.lines, "", "‹ประตู›", *read.doors]


def _slide(visit: Visit) -> list[str]:
    return [*_page(visit), "", *_drawings(visit)]


def _drawings(visit: Visit) -> list[str]:
    lines = []
    for name, drawn in seen(visit).read.drawn.items():
        lines += [f"[{name}]", *drawn, ""]
    return lines


def _file(name: str, key: str) -> list[str]:
    """What a button gives; the ending of its file says how it is read."""
    data = _seen(name).files[key]()
    return files.of_bytes(data)


def _workbook(name: str, key: str) -> list[str]:
    """The workbook of a table, and its CSV where that says something else."""
    offered = _seen(name).files
    if key in offered:
        return files.of_xlsx(offered[key]())
    book = files.of_xlsx(offered[f"xlsx_{key}"]())
    plain = files.of_csv(offered[f"csv_{key}"]())
    return [*book, "‹CSV เหมือนกัน›"] if plain == book[1:] else [*book, "‹CSV›", *plain]


def _line_text(name: str) -> list[str]:
    """What is to be copied into LINE: under the fold that says so."""
    codes = _seen(name).read.codes
    return next(lines for fold, lines in codes.items() if "LINE" in fold)
