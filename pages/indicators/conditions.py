"""Editions that count desired conditions: how many of each criterion are met, and one of them."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from esa.judged import Edition
from esa.plain import Place, records
from esa.rules.carried import Progress
from esa.rules.conditions import Condition, Criterion
from esa.rules.evidence import leads
from esa.rules.vocabulary import NO_TARGET, NOT_REACHED, OPEN, REACHED, TARGET_WORDS
from esa.telling import targets, words
from esa.telling.drawings import Matrix, Said, Tile, Tiles
from esa.telling.tables import PLACE
from esa.telling.texts import shorten
from esa.telling.topic import (
    Cell,
    Column,
    Door,
    Entry,
    Mark,
    Table,
    Topic,
    act,
    plain,
    quiet,
    together,
)
from esa.telling.words import NO_TITLE
from pages.indicators import words as said
from pages.indicators.view import MOST_ROWS, View, cut, filters, left_out

MOST_SINGLE = 40  # more conditions than this are one tile of each kind
LONGEST_PART = 1200  # characters of a procedure
KINDS = (("met", "ทำได้"), ("unmet", "ยังทำไม่ได้"), ("unknown", "ยังไม่รายงาน"))
UNREAD = ("unread", "อ่านไม่ได้")
KINDS += (UNREAD, ("unlisted", "ยังไม่มีในชีต"))
CRITERIA = (Column("ประเด็น", 21), Column("ข้อความ"), Column("สภาพที่พึงประสงค์", 40))
CRITERIA += (Column("ค่าเป้าหมาย", 42), Column("ผู้รับผิดชอบหลัก", 32))
CONDITIONS = (Column("ข้อ", 22), Column("สภาพที่พึงประสงค์"), Column("ผล", 28))
_ORDER = (NOT_REACHED, OPEN, NO_TARGET, REACHED)

Blocks = Sequence[tuple[str, Sequence[Criterion]]]  # heading of an indicator, its criteria


def view(edition: Edition, group: str, reading: str = "") -> View:
    """Desired conditions met of those stated, against the target. reading: of no use here."""
    results = of_group(edition, group)
    found = blocks(edition, results)
    own = {row.criterion or "": row for row in results}
    finding = said.targets_finding(results)
    return View(
        "criterion",
        "ประเด็น",
        {code: shorten(said.criterion_name(own[code]), 70) for code in own},
        next((row.criterion for _, rows in found for row in rows), None),
        finding,
        "เลือกกลุ่มอื่น หรือกรอกแท็บ ประเด็นการพิจารณา ในสมุดงานของสำนักงาน",
        lambda chosen: criteria(edition, found, group, chosen),
        lambda chosen: criterion(edition, own[chosen]),
        table(edition, results),
        plain(finding),
        ("criteria", "conditions", "progress"),
    )


def of_group(edition: Edition, group: str) -> Sequence[Criterion]:
    """The criteria that the group leads or helps with; all of them for ""."""
    if not group:
        return edition.results
    return [
        row
        for row in edition.results
        if leads(group, row.lead_groups) or leads(group, row.co_groups)
    ]


def blocks(edition: Edition, results: Iterable[Criterion]) -> Blocks:
    """Criteria by indicator. Indicators with most missed targets first; in each, missed targets,
    then open ones, then those without a target, then reached ones."""
    own = records(edition.own("indicators"), "indicator", "title")
    titles = {code: title for _, code, title in own}
    found: dict[str, list[Criterion]] = {}
    for row in results:
        found.setdefault(row.indicator or "", []).append(row)
    for rows in found.values():
        rows.sort(key=lambda row: _ORDER.index(row.outcome))
    missed = {code: sum(r.outcome == NOT_REACHED for r in rows) for code, rows in found.items()}
    order = sorted(found, key=lambda code: -missed[code])
    return [(said.name(code, titles.get(code)), found[code]) for code in order]


def criteria(edition: Edition, found: Blocks, group: str, chosen: str | None) -> Topic:
    """A tile for each condition stated: met, not met, not reported, not listed. chosen: on view."""
    carried = filters(edition, group)
    rows = [
        _tiles(row, heading if not place else "", carried, row.criterion == chosen)
        for heading, own in found
        for place, row in enumerate(own)
    ]
    results = sorted((row for _, own in found for row in own), key=edition.results.index)
    lost = any(row.unread for row in results)
    kinds = tuple(kind for kind in KINDS if kind != UNREAD or lost)
    return Topic(
        "results",
        "ผลตามประเด็น",
        "",
        tuple(_entry(edition, row) for row in results),
        CRITERIA,
        notes=cut(len(rows)),
        drawing=Matrix(tuple(rows[:MOST_ROWS]), kinds, stacked=True) if rows else None,
        left_out=left_out(edition, "progress", "conditions", "criteria"),
    )


def _tiles(row: Criterion, above: str, carried: tuple, chosen: bool) -> Tiles:
    counts = (row.met, row.unmet, row.not_reported - row.unread, row.unread, row.not_listed)
    tiles: list[Tile] = []
    for (kind, _), count in zip(KINDS, counts, strict=True):
        if row.stated <= MOST_SINGLE:
            tiles += [Tile("", kind)] * count
        elif count:
            tiles.append(Tile(str(count), kind))
    target = targets.target(row)
    target = act(target) if row.outcome == NOT_REACHED else target
    told = Said(together((targets.met(row), target), "\n"))
    door = Door("indicators", (("criterion", row.criterion or ""), *carried))
    return Tiles(said.criterion_name(row), tuple(tiles), told, door, chosen, above)


def _entry(edition: Edition, row: Criterion) -> Entry:
    title = shorten(row.title, 160) or NO_TITLE
    groups = words.groups_short(edition.office, row.lead_groups)
    told = (row.criterion, title, targets.met(row), targets.target(row), groups)
    return Entry(values=told)


def table(edition: Edition, results: Sequence[Criterion]) -> Table:
    """Every criterion with its cell."""
    office = edition.office
    columns = ("ประเด็น", "ข้อความ", "ทำได้ (ข้อ)", "จาก (ข้อ)", "ยังไม่รายงาน", "อ่านไม่ได้")
    columns += ("ยังไม่มีในชีต", "ค่าเป้าหมาย", "ผล", "ผู้รับผิดชอบหลัก", PLACE)
    cells = tuple(Cell("criteria", row.at, "criterion") for row in results)
    rows = [
        (
            *(row.criterion, shorten(row.title) or None, row.met, row.stated),
            *(row.not_reported - row.unread, row.unread, row.not_listed),
            shorten(row.kpi_target) or None,
            *(TARGET_WORDS[row.outcome], words.groups_short(office, row.lead_groups)),
            words.place(office, *cell),
        )
        for row, cell in zip(results, cells, strict=True)
    ]
    return Table("สภาพที่พึงประสงค์ตามประเด็น", columns, tuple(rows), cells)


# --- one criterion --------------------------------------------------------------------------------


def criterion(edition: Edition, row: Criterion) -> Topic:
    """Target and outcome, who is responsible, and each condition with its state."""
    facts = {
        "ตัวชี้วัด": shorten(row.kpi_text),
        "ค่าเป้าหมายตามที่กรอก": shorten(row.kpi_target),
        "หมวด": shorten(row.category),
        "ผู้รับผิดชอบหลัก": words.groups_short(edition.office, row.lead_groups),
        "ผู้รับผิดชอบร่วม": words.groups_short(edition.office, row.co_groups) if row.co_groups else "",
    }
    told = [f"{quiet(title)} {value}" for title, value in facts.items() if value]
    head = together((targets.met(row), targets.target(row)))
    cell = Cell("criteria", row.at, "criterion")
    return Topic(
        "criterion",
        said.name(row.criterion, row.title),
        "",
        (Entry("", together((head, *told), "\n"), cell=cell),),
        parts=(_conditions(edition, row),),
    )


def _conditions(edition: Edition, row: Criterion) -> Topic:
    own = [each for each in edition.met if each.criterion == row.criterion]
    progress = {each.at: each for each in edition.progress if each.criterion == row.criterion}
    left = f"อีก {row.not_listed} ข้อตามเป้าหมาย ยังไม่ได้พิมพ์ลงในชีต" if row.not_listed else ""
    return Topic(
        "conditions",
        "สภาพที่พึงประสงค์",
        "",
        tuple(_condition(edition, each, progress) for each in own),
        CONDITIONS,
        notes=(left,) if left else (),
        empty="ยังไม่มีในชีต พิมพ์สภาพที่พึงประสงค์ลงในแท็บ สภาพที่พึงประสงค์",
    )


def _condition(edition: Edition, row: Condition, progress: Mapping[Place, Progress]) -> Entry:
    at = next(iter(row.deciding_rows or row.progress_rows), None)
    tab, field = ("progress", "carried_out") if at else ("conditions", "text")
    kind, word = UNREAD if row.unread else KINDS[{True: 0, False: 1, None: 2}[row.met]]
    how = said.lines(row.procedure, LONGEST_PART)
    text = shorten(row.text) or quiet("(ยังไม่ได้กรอกข้อความ)")
    return Entry(
        row.condition or "",
        text,
        together((f"แนวทาง {how}" if how else "", _said_by(edition, row, progress)), "\n"),
        cell=Cell(tab, at or row.at, field),
        values=(row.condition, text, word),
        mark=Mark(kind, word),
    )


def _said_by(edition: Edition, row: Condition, progress: Mapping[Place, Progress]) -> str:
    rows = [progress[at] for at in row.progress_rows if at in progress]
    if not rows:
        return f"ผู้รับผิดชอบ {words.groups_short(edition.office, row.leads)}"
    short = partial(words.group_short, edition.office)
    return said.reports(rows, row.deciding_rows, (), short, edition.office)
