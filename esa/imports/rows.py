"""The ledger of a report → rows by tab: what stands in each cell, and what follows from it.

Nothing is in a row that no line says, but codes, numbers read from a text, and where it came from.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from esa import thai
from esa.imports import ladder
from esa.imports.items import split_title
from esa.imports.ledger import Home, Ledger
from esa.imports.names import Names
from esa.reading.schema import read_tabs

CellValue = str | int
Key = tuple[str, ...]
TABS = ("editions", "settings", "standards", "indicators", "criteria", "conditions", "rubric",
        "progress", "evidence")  # fmt: skip
_LINES = ("method", "result", "comments", "procedure", "kpi_text", "remark")  # joined as lines
_AIM = re.compile(
    r"(ร้อยละ)\s*([0-9]+(?:\.[0-9]+)?)|([0-9]+(?:\.[0-9]+)?)\s*(ข้อ|ด้าน|%)|(จำนวน)\s*([0-9]{1,4})"
)
_UNITS = {"ข้อ": "ข้อ", "ด้าน": "ด้าน", "%": "ร้อยละ", "ร้อยละ": "ร้อยละ", "จำนวน": "จำนวน"}


@dataclass
class Row:
    """One row. at: places of its lines, in their order; group: code of the group that wrote it, ""
    where the report doesn't say; values: by English field."""

    tab: str
    key: Key
    group: str = ""
    at: list[int] = field(default_factory=list)
    values: dict[str, CellValue] = field(default_factory=dict)
    texts: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # (under, text)


def rows(ledger: Ledger, names: Names) -> dict[str, list[Row]]:
    """Tab → its rows, in the order of the report."""
    found: dict[tuple[str, Key, str], Row] = {}
    for at, home in enumerate(ledger.homes):
        if home.tab:
            row = _row(found, home, names)
            row.at.append(at)
            row.texts.setdefault(home.field, []).append((home.under, home.text))
    for row in found.values():
        row.values |= {name: _joined(name, said) for name, said in row.texts.items()}
    for (tab, key, name), value in ledger.values.items():
        if value and (row := found.get((tab, key, ""))):
            row.values.setdefault(name, value)
    by_tab: dict[str, list[Row]] = {tab: [] for tab in TABS}
    for row in found.values():
        by_tab[row.tab].append(row)
    _indicators(by_tab, ledger)
    _criteria(by_tab, ledger)
    _evidence(by_tab, ledger)
    for row in (row for rows in by_tab.values() for row in rows):
        row.values = {name: value for name, value in row.values.items() if value != ""}
    return by_tab


def _row(found: dict[tuple[str, Key, str], Row], home: Home, names: Names) -> Row:
    key, group = home.key, ""
    if home.tab in ("progress", "evidence"):
        key, writer = home.key[:-1], home.key[-1]
        known = names.group(writer) if writer else None
        group = known.code if known else ""
    place = (home.tab, key, group)
    if place not in found:
        columns = [name for name in read_tabs()[home.tab].key]
        values = {name: value for name, value in zip(columns, key, strict=False) if value}
        for name in ("item", "level"):
            if name in values:
                values[name] = int(values[name])
        found[place] = Row(home.tab, key, group, values=values)
    return found[place]


def _joined(name: str, said: list[tuple[str, str]]) -> str:
    """The lines of one cell. Where several things within a point have parts of their own, each
    text stands below the heading it is of."""
    by = "\n" if name in _LINES else " "
    labels = list(dict.fromkeys(under for under, _ in said if under))
    if name == "method" or len(labels) < 2:
        return by.join(text for _, text in said if text)
    told, lines = "", []
    for under, text in said:
        lines += [under, text] if under and under != told else [text]
        told = under
    return by.join(lines)


def _indicators(found: Mapping[str, list[Row]], ledger: Ledger) -> None:
    """Numbers of points, extra conditions and ranges, as the wordings of the levels say them."""
    by_code = {row.key: row for row in found["indicators"]}
    wordings: dict[Key, list[Row]] = {}
    for row in found["rubric"]:
        wordings.setdefault(row.key[:2], []).append(row)
    needed = [row.key[:2] for row in found["rubric"]]
    needed += [(row.key[0], _indicator_of(row)) for row in found["criteria"]]
    for key in dict.fromkeys(needed):
        if key[1] and key not in by_code:
            by_code[key] = Row("indicators", key, values={"edition": key[0], "indicator": key[1]})
            found["indicators"].append(by_code[key])
    for key, row in by_code.items():
        row.values["standard"] = re.split("[.-]", key[1])[0]
        if met := row.values.get("extra_condition_met"):
            row.values["extra_condition"], row.values["extra_condition_met"] = met, "ใช่"
        if claimed := row.values.get("claimed_level"):
            row.values["claimed_level"] = int(str(claimed)[0])
        said = ledger.values.get(("indicators", key, "points_total"), "")
        if said:
            row.values["points_total"] = int(said)
        _ranges(row, wordings.get(key, []), ledger)
    standards = {row.key for row in found["standards"]}
    for row in found["indicators"]:
        key = (row.key[0], str(row.values["standard"]))
        if key not in standards:
            standards.add(key)
            values = {"edition": key[0], "standard": key[1]}
            found["standards"].append(Row("standards", key, values=values))


def _ranges(indicator: Row, rubric: list[Row], ledger: Ledger) -> None:
    total = indicator.values.get("points_total")
    said = {row.key: _one_line(row.values.get("wording", "")) for row in rubric}
    for row in rubric:
        clear = ladder.clear_evidence(said[row.key], total if isinstance(total, int) else None)
        facts = {"indicator": row.key[1], "level": row.key[2]}
        if clear.least is None:
            ledger.doubt("import_wording_unclear", row.at[0], **facts)
        else:
            row.values |= {"min_clear": clear.least, "max_clear": clear.most}
    if extra := ladder.extra_condition(list(said.values())):
        indicator.values.setdefault("extra_condition", extra)
    elif some := [key for key, text in said.items() if ladder.has_beside(text)]:
        facts = {"indicator": indicator.key[1], "level": ", ".join(key[2] for key in some)}
        ledger.doubt("import_extra_unsure", rubric[0].at[0], **facts)


def _one_line(text: CellValue) -> str:
    return thai.tidy(str(text))


def _indicator_of(row: Row) -> str:
    """The indicator of a criterion: as said, else what stands before its last number."""
    own = row.values.get("indicator")
    return str(own) if own else row.key[1].rpartition(".")[0]


def _criteria(found: Mapping[str, list[Row]], ledger: Ledger) -> None:
    """A row for every point that is written up or listed, and the target in the text of a KPI."""
    known = {row.key for row in found["criteria"]}
    totals = {row.key: row.values.get("points_total") for row in found["indicators"]}
    for row in [*found["progress"], *found["evidence"]]:
        key = row.key[:2]
        indicator = key[1].rpartition(".")[0]
        number = key[1].rpartition(".")[2]
        total = totals.get((key[0], indicator))
        within = isinstance(total, int) and number.isdecimal() and int(number) <= total
        if key not in known and indicator and within:
            known.add(key)
            values = {"edition": key[0], "criterion": key[1]}
            found["criteria"].append(Row("criteria", key, at=row.at[:1], values=values))
    for row in found["criteria"]:
        row.values.setdefault("indicator", _indicator_of(row))
        _target(row, ledger)


def _target(row: Row, ledger: Ledger) -> None:
    """The target of a KPI: as headed, else the one number with a unit in its text."""
    aim, text = row.values.get("kpi_target"), _one_line(row.values.get("kpi_text", ""))
    told = _AIM.findall(_one_line(aim) if aim else text)
    if len(told) == 1:
        percent, share, number, unit, counted, count = told[0]
        row.values["kpi_target"] = share or number or count
        row.values["kpi_unit"] = _UNITS[percent or unit or counted]
        if not aim:
            facts = {"criterion": row.key[1], "value": " ".join(filter(None, told[0]))}
            ledger.doubt("import_target_read", row.at[0] if row.at else None, **facts)


def _evidence(found: Mapping[str, list[Row]], ledger: Ledger) -> None:
    for row in found["evidence"]:
        row.values |= split_title(str(row.values.get("title", "")))
        links = [ledger.lines[at].link for at in row.at if ledger.lines[at].link]
        if links:
            row.values["link"] = links[0]


def indicator_of(criterion: str) -> str:
    """1.4.2 → 1.4; 1-1-4-2 → 1-1."""
    if "-" in criterion:
        return "-".join(criterion.split("-")[:2])
    return re.sub(r"\.[^.]*$", "", criterion)
