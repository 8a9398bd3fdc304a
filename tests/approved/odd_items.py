"""What is held of the odd office: a text for each page with its drawings and emphasis, the files
that are made of it, and what commands say."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path

from tests.approved import files
from tests.approved.commands import said, written
from tests.approved.visits import Visit, folder, for_a_while, own_history, seen

OFFICE, OLDER = "odd", "odd-older"  # the same by the edition of desired conditions
# Page → what is chosen there, each a text of its own: its name, then the address.
VISITS: Mapping[str, Mapping[str, str]] = {
    "board": {
        "": "",
        "verified": "verified=true since=1/2557",
        "FIN": "group=FIN",
        "HR": "group=HR verified=true",
        "ZZ": "group=ZZ",
        "past": "at=2-2557",
    },
    "indicators": {
        "": "",
        "verified": "verified=true",
        "HR": "group=HR since=1-2557",
        **{code: f"indicator={code}" for code in ("3.1", "3.6", "3.10", "3.12", "3.13", "3.15")},
        **{code: f"indicator={code}" for code in ("3.16", "3.18", "3.21", "4.1", "4.6", "4.9")},
        "3.5-verified": "indicator=3.5 verified=true",
        "4.4-verified": "indicator=4.4 verified=true",
    },
    "evidence": {
        "": "",
        "verified": "verified=true",
        "FIN": "group=FIN",
        "HR-verified": "group=HR verified=true",
        "ZZ": "group=ZZ",
        "4.1.1": "criterion=4.1.1",
        "3.13.4": "criterion=3.13.4",
        "unread": "state=unread",
        "AUD": "group=AUD due=soon",
        "PRO": "group=PRO",
        "SUP": "group=SUP indicator=3.21",
    },
    "networks": {
        "": "",
        "club": "kind=club",
        "budget": "side=budget",
        "N05": "network=N05",
        "N06": "network=N06",
        "N09": "network=N09",
        "N04": "network=N04",
        "N10": "network=N10",
        "N12-budget": "network=N12 side=budget",
        "team": "kind=team",
        "partner": "kind=partner network=P02",
    },
    "schools": {
        "": "",
        "NT": "test=NT grade=ป.3 year=2556 subject=ด้านภาษา",
        "RT": "test=RT grade=ป.1 year=2556",
        "N08": "network=N08",
        "school": "school=00570010",
        "closed": "school=00570003",
    },
    "whatif": {
        "": "",
        "verified": "verified=true",
        "have": "have=3.1.4,3.2.3,3.4.4,3.7.2,3.7.3,3.7.4,3.18.1,3.13.4,4.6.2",
        "HR": "group=HR have=3.3.4",
    },
    "projects": {
        "": "",
        "money": "part=money",
        "projects": "part=projects",
        "figures": "part=figures",
        "F04": "part=figures figure_set=F04",
        "NP": "group=NP",
    },
    "registers": {
        "": "",
        "odd": "register=ทะเบียนทุกชนิด",
        "quarters": "register=การเบิกจ่ายรายไตรมาส",
        "agreements": "register=ความร่วมมือและข้อตกลง",
    },
    "search": {
        "": "",
        "long": "q=ชื่อที่ยาว",
        "network": "q=ไม่บอก",
        "school": "q=00570010",
        "held": "q=A77",
        "each": "q=เรื่องที่+โครงการ",
    },
    "sheets": {"": "", "FIN": "group=FIN", "errors": "severity=error"},
    "report": {"": "", "3.13": "indicator=3.13", "4.1": "indicator=4.1 reading=verified"},
    "share": {"": ""},
}
VISITS_OLDER: Mapping[str, Mapping[str, str]] = {
    "board": {"": "group=FIN since=1-2557"},
    "indicators": {
        "": "",
        "1-1-3": "criterion=1-1-3",
        "2-1-4": "criterion=2-1-4",
        "SUP": "group=SUP",
    },
    "evidence": {"": "", "HR": "group=HR"},
    "report": {"": ""},
    "whatif": {"": ""},
}
SLIDES, MONEY = range(1, 16), "12"
PAPER = (
    "board board-verified board-FIN indicators indicators-verified evidence evidence-HR-verified"
)
PAPER += " networks schools schools-NT projects sheets registers-odd report-3.13 whatif-have"
PAPER += " older-board"
FILES = {  # the visit, the key of its button
    "board": "pack_xlsx follow_ups trend",
    "indicators": "levels",
    "evidence": "todo evidence_rows",
    "evidence-HR-verified": "todo",
    "networks": "silence activities schools orders print_pdf",
    "schools": "all_schools print_pdf",
    "indicators-3.1": "print_pdf",
    "projects-figures": "print_pdf",
    "schools-school": "school_rows",
    "projects": "days spending projects kpis figures",
    "registers-odd": "register_rows",
    "sheets": "repairs_xlsx tabs",
    "report": "docx_report",
    "report-4.1": "docx_report",
    "schools-N08": "school_sheets",
    "whatif-have": "print_pdf",
    "older-report": "docx_report",
}
COMMITTEE = {
    "public": (),
    "assessors": ("--kind", "assessors", "--schools"),
    "groups": ("--groups", "FIN,HR", "--kind", "assessors"),
    "colours": (
        *("--networks", "N01,N03,N06", "--schools", "--show", "networks,colours"),
        *("--registers", "ODD"),
    ),
    "plain": ("--show", "levels"),
    "past": ("--meeting", "2/2557", "--kind", "assessors"),
}
COMMITTEE_OLDER = {"public": (), "groups": ("--groups", "FIN"), "plain": ("--show", "completeness")}


_WIDTHS, _MM = re.compile("<colgroup>(.*?)</colgroup>"), re.compile(r"<col>|width:([\d.]+)mm")


def _visits() -> Iterator[Visit]:
    for office, pages in ((OFFICE, VISITS), (OLDER, VISITS_OLDER)):
        for page, chosen in pages.items():
            for more, address in chosen.items():
                name = "-".join(filter(None, ("older" * (office == OLDER), page, more)))
                pairs = (each.replace("+", " ").partition("=")[::2] for each in address.split())
                yield Visit(name, page, tuple(pairs), office)
    yield Visit("older-slide-money", "meeting", (("slide", MONEY),), OLDER)
    for number in SLIDES:
        yield Visit(f"slide-{number:02}", "meeting", (("slide", str(number)),), OFFICE)


def items() -> dict[str, Callable[[], list[str]]]:
    """Every text that is held of the odd office, by its name."""
    visits = {visit.name: visit for visit in _visits()}
    made: dict[str, Callable[[], list[str]]] = {
        f"odd/{name}": partial(_page, visit) for name, visit in visits.items()
    }
    for name in PAPER.split():
        made[f"odd/{name}-paper"] = partial(_file, visits[name], "print_page")
    for name, keys in FILES.items():
        for key in keys.split():
            made[f"odd/{name}-{key}"] = partial(_file, visits[name], key)
    for code in ("FIN", "HR", "ZZ"):
        made[f"odd/line-{code}"] = partial(_line_text, visits[f"board-{code}"])
    for name in COMMITTEE:
        made[f"odd/committee-{name}".removesuffix("-public")] = partial(_committee, name)
    for name, words in COMMITTEE_OLDER.items():
        told = partial(_shared, OLDER, *words)
        made[f"odd/older-committee-{name}".removesuffix("-public")] = told
    for name in ("check", "meeting"):
        made[f"odd/{name}"] = partial(_said, name)
    made |= {"odd/figures": _figures, "odd/publish": _published}
    return {name: partial(_new, name, made) for name in made}


def _new(name: str, made: Mapping[str, Callable[[], list[str]]]) -> list[str]:
    """The lines of a text that the same page without a choice, or its file, hasn't told."""
    page, _, rest = name.replace("older-", "older ").partition("-")
    page = page.replace(" ", "-")
    before = (f"{page}-{rest.rpartition('-')[2]}", name.rpartition("-")[0], page)
    base = next((each for each in before if each in made and each != name), name)
    told = set() if base == name else set(_lines(made[base]))
    return [each for each in _lines(made[name]) if each not in told]


@cache
def _lines(made: Callable[[], list[str]]) -> list[str]:
    return made()


def _page(visit: Visit) -> list[str]:
    """What is read there, what is emphasised, where doors lead, the drawings, and the sizes and
    places of what is drawn."""
    read = seen(visit).read
    sizes = ["", "‹ขนาด›", *dict.fromkeys(map(_rounded, read.styles))]
    drawn = [each for name, lines in read.drawn.items() for each in ("", f"[{name}]", *lines)]
    return [
        *read.lines,
        "",
        "‹เน้น›",
        *dict.fromkeys(read.strong),
        "",
        "‹ประตู›",
        *read.doors,
        *drawn,
        *sizes,
    ]


def _rounded(style: str) -> str:
    """Shares with three decimals."""
    return re.sub(r"\d+\.\d{4,}", lambda found: f"{float(found[0]):.3f}", style)


def _file(visit: Visit, key: str) -> list[str]:
    """What stands in a file; on paper also the widths of the columns."""
    offered = seen(visit).files
    data = (offered.get(key) or offered[f"xlsx_{key}"])()
    widths = _WIDTHS.findall(data.decode()) if key == "print_page" else []
    return [*files.of_bytes(data), *(" ".join(_MM.findall(each)) for each in widths)]


def _line_text(visit: Visit) -> list[str]:
    codes = seen(visit).read.codes
    return next(lines for fold, lines in codes.items() if "LINE" in fold)


def _said(name: str) -> list[str]:
    return said(name, str(_office()), *(("--list",) if name == "meeting" else ()))


def _figures() -> list[str]:
    """What other systems get, a record a line."""
    *lines, end = said("figures", str(_office()), "--json")
    at = next((n for n, each in enumerate(lines) if each == "}"), len(lines)) + 1
    return [*_records("", json.loads("\n".join(lines[:at]))), *lines[at:], end]


def _records(path: str, value: object) -> Iterator[str]:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        yield from (f"{path} {json.dumps(each, ensure_ascii=False)}" for each in value)
    elif isinstance(value, dict):
        for name, each in value.items():
            yield from _records(f"{path}.{name}", each)
    else:
        yield f"{path}: {json.dumps(value, ensure_ascii=False)}"


def _committee(name: str) -> list[str]:
    if "--meeting" in COMMITTEE[name]:
        return _shared(OFFICE, *COMMITTEE[name])
    with own_history(_history()):
        return _shared(OFFICE, *COMMITTEE[name])


def _shared(office: str, *words: str) -> list[str]:
    return written("share", str(folder(office)), "--html", "‹ที่›/c.html", *words)


@cache
def _history() -> str:
    """A history in which the newest results are out."""
    kept, office = for_a_while(), str(_office())
    with own_history(kept):
        written("publish", office, "--yes")
    return kept


def _published() -> list[str]:
    office = str(_office())
    with own_history(for_a_while()):
        return written("publish", office)


def _office() -> Path:
    return folder(OFFICE)
