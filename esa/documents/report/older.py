"""The older form of six columns: desired conditions, procedure, work, KPI, who leads and helps.

For editions by desired conditions it is the report itself; as the responsibility table it is made
for every edition and says who does what, without the narrative.
"""

from collections.abc import Iterable, Sequence

from esa.documents.report.contents import (
    NO_CONDITIONS,
    NO_TEXT,
    NOBODY,
    NOT_REPORTED,
    PARTS,
    TICKED,
    UNREAD,
    UNTICKED,
    UNWRITTEN,
    Line,
    Row,
    Section,
    Table,
)
from esa.documents.report.evaluated import Criterion, Evaluated, Indicator
from esa.documents.report.hand import Hand, safe_link
from esa.documents.report.sheets import SHORT, items, numbers
from esa.reading.schema import read_tabs
from esa.rules import conditions
from esa.rules.carried import Progress
from esa.rules.evidence import is_untitled
from esa.rules.points import Point
from esa.rules.vocabulary import UNIT_WORDS
from esa.telling import targets
from esa.telling.words import NO_TITLE


def section(
    found: Evaluated, indicator: Indicator, hand: Hand, new_page: bool, narrative: bool
) -> Section:
    """One indicator. narrative: with what was written and the documents, not only who does it."""
    code = indicator.indicator
    criteria = found.criteria.get(code, [])
    if found.by_conditions:
        tables = [_of_criterion(found, row, hand, narrative) for row in criteria]
    else:
        tables = [_of_points(found, code, hand)] if criteria else []
    heading = hand.line(f"ตัวบ่งชี้ที่ {code} {indicator.title or NO_TITLE}")
    return Section(code, heading, new_page, tuple(tables))


def _of_criterion(found: Evaluated, criterion: Criterion, hand: Hand, narrative: bool) -> Table:
    code = criterion.criterion
    title = criterion.title or NO_TITLE
    named = f"{title} ({criterion.category})" if criterion.category else title
    rows = [
        _of_condition(found, criterion, row, hand, narrative, first=place == 0)
        for place, row in enumerate(found.conditions.get(code, []))
    ]
    rows = rows or [_without_conditions(found, criterion, hand, narrative)]
    verdict = _verdict(found.results[code]) if code in found.results else ""
    return Table(hand.line(f"เกณฑ์การประเมินที่ {code} {named}"), hand.digits(verdict), tuple(rows))


def _of_condition(
    found: Evaluated,
    criterion: Criterion,
    row: conditions.Condition,
    hand: Hand,
    narrative: bool,
    first: bool,
) -> Row:
    work = [_met(row)]
    reports = found.progress.get((row.criterion, row.condition), [])
    if narrative:
        work += _narrative(found, reports, hand, several=len(reports) > 1)
    if narrative and first:
        whole = found.progress.get((row.criterion, None), [])
        work += _narrative(found, whole, hand, several=len(whole) > 1)
        work += _evidence(found, row.criterion, hand)
    text = hand.line(row.text)
    code = hand.digits(row.condition or "")
    named = f"{code}{'' if '.' in code else '.'} {text or NO_TEXT}"
    co = row.co_groups or criterion.co_groups
    return _row(
        (Line("text", named),),
        hand.lines(row.procedure),
        work,
        _kpi(criterion, hand) if first else (),
        (_groups(found, row.leads, hand), _groups(found, co, hand, nobody="–")),
    )


def _without_conditions(found: Evaluated, criterion: Criterion, hand: Hand, narrative: bool) -> Row:
    reports = found.progress.get((criterion.criterion, None), [])
    work = [Line("mark", NOT_REPORTED)] if not reports else _statuses(found, reports, hand)
    if narrative:
        work += _narrative(found, reports, hand, several=len(reports) > 1)
        work += _evidence(found, criterion.criterion, hand)
    blank = (Line("mark", NO_CONDITIONS),)
    return _row(blank, (), work, _kpi(criterion, hand), _both(found, criterion, hand))


def _of_points(found: Evaluated, indicator: str, hand: Hand) -> Table:
    """The points of an indicator with quality levels: one row each, with who is responsible."""
    points = found.points.get(indicator, [])
    criteria = {row.criterion: row for row in found.criteria.get(indicator, [])}
    rows = []
    codes = [point.criterion for point in points]
    for point, code, number in zip(points, codes, numbers(indicator, codes), strict=True):
        desired = found.conditions.get(code, [])
        title = [Line("text", f"{hand.digits(number)}. {hand.line(point.title) or NO_TITLE}")]
        title += [Line("text", f"– {hand.line(row.text)}") for row in desired if row.text]
        procedure = [line for row in desired for line in hand.lines(row.procedure)]
        reports = found.progress.get((code, None), [])
        silent = Line("mark", UNREAD if point.unread else NOT_REPORTED)
        work = _statuses(found, reports, hand) if reports else [silent]
        both = _both(found, point, hand)
        rows.append(_row(title, procedure, work, _kpi(criteria[code], hand), both))
    return Table("", "", tuple(rows))


def _row(
    condition: Sequence[Line],
    procedure: Sequence[str],
    work: Sequence[Line],
    kpi: Sequence[str],
    groups: tuple[str, str],
) -> Row:
    texts = [line.text for line in (*condition, *work)] + [*procedure, *kpi, *groups]
    short = sum(map(len, texts)) <= SHORT
    return Row(
        tuple(condition), tuple(procedure) or ("–",), tuple(work), tuple(kpi) or ("–",), *groups,
        short,
    )  # fmt: skip


def _met(row: conditions.Condition) -> Line:
    if row.met is None:
        return Line("mark", UNREAD if row.unread else NOT_REPORTED)
    return Line("met", "ทำได้" if row.met else "ยังทำไม่ได้", mark=TICKED if row.met else UNTICKED)


def _verdict(result: conditions.Criterion) -> str:
    """Conditions met of those stated, and the KPI against its target."""
    return f"{targets.met(result, between=' ')} · {targets.target(result)}"


def _statuses(found: Evaluated, reports: Sequence[Progress], hand: Hand) -> list[Line]:
    """Which group said what of its progress."""
    lost = {at for at, _ in found.office.doubtful("progress", "carried_out")}
    lines = []
    for row in reports:
        label = read_tabs()["progress"].field("carried_out").label(row.carried_out or "")
        status = label or ("(อ่านสถานะไม่ได้)" if row.at in lost else NOT_REPORTED)
        who = f"{hand.line(found.office.group_name(row.group))}: " if len(reports) > 1 else ""
        lines.append(Line("text" if label else "mark", f"{who}{status}"))
    return lines


def _narrative(
    found: Evaluated, reports: Sequence[Progress], hand: Hand, several: bool
) -> Iterable[Line]:
    """What the groups wrote, the parts that are blank marked; nothing where nobody has a row."""
    for row in reports:
        if several:
            yield Line("writer", hand.line(found.office.group_name(row.group)))
        written = [kind for kind in PARTS if not is_untitled(getattr(row, kind))]
        if not written:
            yield Line("mark", UNWRITTEN)
        for kind, heading in PARTS.items() if written else ():
            yield Line("part", heading)
            if kind not in written:
                yield Line("mark", UNWRITTEN)
            yield from (Line("text", line) for line in hand.lines(getattr(row, kind)))
        if link := safe_link(row.full_text):
            yield Line("link", "เอกสารฉบับเต็ม", link)


def _evidence(found: Evaluated, criterion: str, hand: Hand) -> list[Line]:
    if not found.evidence.get(criterion):
        return []
    return [Line("part", "เอกสาร/หลักฐานอ้างอิง"), *items(found, criterion, hand)]


def _kpi(criterion: Criterion, hand: Hand) -> tuple[str, ...]:
    target = hand.line(criterion.kpi_target)
    unit = UNIT_WORDS.get(criterion.kpi_unit or "", "")
    front = criterion.kpi_unit in targets.BEFORE_THE_NUMBER and not target.startswith(unit)
    aim = f"{unit} {target}" if front else f"{target} {'' if unit in target else unit}".strip()
    return hand.lines(criterion.kpi_text) + ((f"เป้าหมาย {aim}",) if target else ())


def _both(found: Evaluated, row: Criterion | Point, hand: Hand) -> tuple[str, str]:
    lead = _groups(found, row.lead_groups, hand)
    return lead, _groups(found, row.co_groups, hand, nobody="–")


def _groups(found: Evaluated, codes: Iterable[str], hand: Hand, nobody: str = NOBODY) -> str:
    names = ["ทุกกลุ่ม" if code == "ALL" else found.office.group_name(code) for code in codes]
    return hand.line(" / ".join(names)) or nobody
