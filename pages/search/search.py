"""Search: one box over everything that is written in the sheets, except test results.

Thai and Arabic digits, spaces and spelling variants don't matter (thai.fold); codes such as 2.2.1
keep their dots. All words must occur in an entry; what matches in its code or title comes first.
Source: docs/rules.md, "Search".
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from rapidfuzz import fuzz, process

from esa import plain, thai
from esa.judged import Judged
from esa.reading.office import Office
from esa.reading.problems import Problem
from esa.reading.schema import read_tabs

LONGEST_QUERY = 120  # characters of a query that are used
MOST_WORDS = 8
LONGEST_INDEXED = 60_000  # characters of one cell
NEAR = 72  # of 100: how alike a title must be to be suggested


@dataclass(frozen=True)
class Kind:
    """One sort of entry: its tab, the fields of its code, its title, and of more text.

    word: what people call it; it belongs to the text searched, so that "โรงเรียนบ้าน…" is found
    where the sheet says "บ้าน…".
    """

    name: str
    tab: str
    title: str
    code: str = ""
    more: tuple[str, ...] = ()
    word: str = ""


KINDS = (
    Kind("indicator", "indicators", "title", "indicator", ("extra_condition", "comments"), "ตัวบ่งชี้"),
    Kind("criterion", "criteria", "title", "criterion", ("category", "kpi_text"), "ประเด็น"),
    Kind("condition", "conditions", "text", "condition", ("procedure",), "สภาพที่พึงประสงค์"),
    Kind("evidence", "evidence", "title", "criterion", ("document_no", "kind", "place"), "หลักฐาน"),
    Kind(
        "progress",
        "progress",
        "method",
        "criterion",
        ("result", "comments", "reviewer_note", "condition"),
        "การดำเนินงาน",
    ),
    Kind("network", "networks", "name", "network", ("chair_role", "order_no"), "เครือข่าย"),
    Kind("activity", "network_activities", "title", "activity", ("criterion",), "กิจกรรม"),
    Kind(
        "school", "schools", "name", "school_code", ("amphoe", "tambon", "other_codes"), "โรงเรียน"
    ),
    Kind("project", "projects", "title", "project", ("strategy", "indicators"), "โครงการ"),
    Kind("kpi", "kpis", "title", "kpi", ("unit",), "ตัวชี้วัด"),
    Kind("figure", "figures", "label", "figure_set", ("source",), "ตัวเลข"),
    Kind("follow_up", "follow_ups", "resolution", "meeting_no", ("closed_by", "criterion"), "มติ"),
)
BY_NAME = {kind.name: kind for kind in KINDS}
REGISTER = "register"  # rows of the tables that the office declares itself, whatever their columns
NAMES = (*BY_NAME, REGISTER)
# Fields of a row that say which page and filter show it.
LINKS = (
    "edition",
    "indicator",
    "criterion",
    "group",
    "groups",
    "lead_groups",
    "network",
    "networks",
    "school_code",
    "project",
    "remark",
)


@dataclass(frozen=True)
class Entry:
    """One row that can be found. more: (field, text) beside its title; links: what leads to the
    page that shows it; folded, tidied: all its text as compared."""

    kind: str
    row: plain.Place
    code: str
    title: str
    more: tuple[tuple[str, str], ...]
    links: dict[str, object]
    folded_code: str
    folded_title: str
    folded: str
    tidied: str
    tab: str = ""  # of a register: its title; else that of the kind


@dataclass(frozen=True)
class Word:
    """One word of a query. pattern: set where it is a code whose dots count."""

    typed: str
    folded: str
    pattern: re.Pattern | None = None


@dataclass(frozen=True)
class Hit:
    """An entry that was found. rank: 0 is its very code, 4 somewhere in its texts."""

    entry: Entry
    rank: int


@dataclass(frozen=True)
class Found:
    """Hits by kind in the order of KINDS, best first; each: words → entries that hold it alone."""

    hits: dict[str, tuple[Hit, ...]]
    each: dict[str, int]

    @cached_property
    def total(self) -> int:
        return sum(map(len, self.hits.values()))


@dataclass(frozen=True)
class Index:
    """All entries of an office, folded once."""

    entries: tuple[Entry, ...]


def index_of(judged: Judged) -> Index:
    """index of its office; for judged.once."""
    return index(judged.office)


def index(office: Office) -> Index:
    """Everything that can be searched, made ready once per office. Test results, money and the
    rubric aren't searched."""
    built_in = (entry for kind in KINDS for entry in _entries(office, kind))
    return Index((*built_in, *_of_registers(office)))


def held_back(judged: Judged, query: str) -> list[Problem]:
    """Why the rows that hold all words of the query aren't counted, the first reason of each."""
    words = words_of(query)
    return [
        problem
        for problem, folded, tidied in (judged.once(_held_back) if words else ())
        if all(holds(word, folded, tidied) for word in words)
    ]


def _held_back(judged: Judged) -> list[tuple[Problem, str, str]]:
    """A problem for each row set aside, with what is known to stand in the row."""
    found: dict[tuple[str, plain.Place], tuple[Problem, str]] = {}
    cells = {
        (tab, place): " ".join(_shown(value) for value in values if value not in (None, ()))
        for tab, rows in judged.office.strays.items()
        for place, *values in plain.records(rows, *rows.columns)
    }
    for problem in (p for repair in judged.health.repairs for p in repair.problems if p.aside):
        for row in problem.all_rows:
            at = (problem.tab, (problem.workbook, row))
            told = replace(problem, row=row, rows=())
            first, text = found.get(at, (told, f"{problem.tab} {cells.get(at, '')}"))
            found[at] = (first, f"{text} {' '.join(map(str, problem.facts.values()))}")
    return [(p, thai.fold(text), thai.tidy(text).casefold()) for p, text in found.values()]


def words_of(query: str) -> list[Word]:
    """The words of a query as compared, each once; no word is left of what shows nothing."""
    words: dict[str, Word] = {}
    for typed in thai.tidy(query[:LONGEST_QUERY]).split():
        folded = thai.fold(typed)
        if folded and folded not in words:
            words[folded] = Word(typed, folded, _code_pattern(typed))
    return list(words.values())[:MOST_WORDS]


def search(index: Index, query: str, kind: str = "") -> Found:
    """The entries that hold all words of the query. kind: only of that kind, "" for all."""
    words = words_of(query)
    whole = thai.fold(" ".join(word.typed for word in words))
    groups: dict[str, list[Hit]] = {name: [] for name in NAMES}
    each: Counter[str] = Counter({word.typed: 0 for word in words})
    for entry in index.entries if words else ():
        if kind and entry.kind != kind:
            continue
        held = [holds(word, entry.folded, entry.tidied) for word in words]
        each.update(word.typed for word, yes in zip(words, held, strict=True) if yes)
        if all(held):
            groups[entry.kind].append(Hit(entry, _rank(entry, words, whole)))
    hits = {
        name: tuple(sorted(found, key=lambda hit: hit.rank))
        for name, found in groups.items()
        if found
    }
    return Found(hits, dict(each))


def near(index: Index, query: str, most: int = 4) -> list[str]:
    """Titles that look like the query, for "did you mean"; none is used without being asked."""
    wanted = thai.fold(query[:LONGEST_QUERY])
    if len(wanted) < 3:
        return []
    titles = {e.folded_title[:120]: e.title for e in index.entries if e.folded_title}
    found = process.extract(
        wanted, list(titles), scorer=fuzz.partial_ratio, score_cutoff=NEAR, limit=most
    )
    return [titles[title] for title, _, _ in found if len(title) >= 3]


_CODE = re.compile(r"[A-Za-zก-ฮ]{0,4}\d+(?:[.\-/]\d+)+")


def _code_pattern(typed: str) -> re.Pattern | None:
    """2.2 finds 2.2 and 2.2.1, and neither 12.2 nor 2.21."""
    if not _CODE.fullmatch(typed):
        return None
    return re.compile(rf"(?<![\d.\-]){re.escape(typed.casefold())}(?!\d)")


def holds(word: Word, folded: str, tidied: str) -> bool:
    """Whether a text holds the word. folded, tidied: the text as compared."""
    if word.pattern is not None:
        return word.pattern.search(tidied) is not None
    return word.folded in folded


def _rank(entry: Entry, words: Sequence[Word], whole: str) -> int:
    if entry.folded_code and any(word.folded == entry.folded_code for word in words):
        return 0
    if entry.folded_title.startswith(whole):
        return 1
    if whole in entry.folded_title:
        return 2
    if all(holds(word, entry.folded_title, entry.title.casefold()) for word in words):
        return 3
    return 4


def _entries(office: Office, kind: Kind) -> Iterable[Entry]:
    table = office.rows[kind.tab]
    fields = [f for f in (kind.code, kind.title, *kind.more) if f]
    links = [name for name in LINKS if name in table]
    names = list(dict.fromkeys([*fields, *links]))
    labels = _labels(kind.tab)
    for place, *values in plain.records(table, *names):
        row = dict(zip(names, values, strict=True))
        code = _text({}, row[kind.code]) if kind.code else ""
        title = _text({}, row[kind.title])
        more = tuple(
            (name, _text(labels.get(name, {}), row[name]))
            for name in kind.more
            if row[name] not in (None, ())
        )
        if not (code or title or more):
            continue
        # a line break parts texts: no word reaches from one into the next
        everything = (kind.word + title, code, *(text for _, text in more))
        yield Entry(
            kind.name,
            (str(place[0]), int(place[1])),
            code,
            title,
            more,
            {name: row[name] for name in links},
            thai.fold(code),
            thai.fold(title),
            "\n".join(map(thai.fold, everything)),
            "\n".join(map(thai.tidy, everything)).casefold(),
        )


def _of_registers(office: Office) -> Iterable[Entry]:
    """Every row of every register: its first text is its title, all other cells its more."""
    for register in office.declared:
        rows = office.rows[register.title]
        named = next((c.name for c in register.columns if c.kind == "text"), "")
        names = [column.name for column in register.columns if column.name != named]
        for number, place in enumerate(rows.index):
            title = _text({}, rows[named][number]) if named else ""
            more = tuple(
                (name, _shown(rows[name][number]))
                for name in names
                if rows[name][number] not in (None, ())
            )
            if not (title or more):
                continue
            everything = (register.title + title, *(text for _, text in more))
            yield Entry(
                REGISTER,
                (str(place[0]), int(place[1])),
                "",
                title or more[0][1],
                more,
                {"group": rows["group"][number], "remark": rows["remark"][number]},
                "",
                thai.fold(title),
                "\n".join(map(thai.fold, everything)),
                "\n".join(map(thai.tidy, everything)).casefold(),
                register.title,
            )


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "ใช่" if value else "ไม่ใช่"
    return thai.show_date(value) if isinstance(value, date) else _text({}, value)


def _labels(tab: str) -> dict[str, dict[str, str]]:
    """field → value of a category → its Thai word."""
    return {f.name: {c.value: c.label for c in f.categories} for f in read_tabs()[tab].fields}


def _text(labels: dict, value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(str(labels.get(part, part)) for part in value)
    return thai.without_hidden(str(labels.get(value, value)))[:LONGEST_INDEXED]
