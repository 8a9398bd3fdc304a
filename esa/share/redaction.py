"""Office → smaller Office, for people outside: whatever isn't on the list below is gone.

The list is the whole of it: tab, columns, and who sees them. What rules find out from hidden
columns (the state of evidence needs its link or place) is worked out first and carried along as
finished tables (esa.share.committee). No cell can be found again in the sheets: rows have no
workbook and are counted anew, letters, addresses and problems are gone. What is left is cleaned,
every text of it (esa.share.outside).
Source: docs/rules.md, "Links for the committee".
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from typing import NamedTuple

from esa.plain import Rows
from esa.reading.office import SAMPLE, Office
from esa.rules.evidence import leads
from esa.share.committee import Committee, committee, within
from esa.share.outside import cleaned
from esa.share.scope import Scope


class Allowed(NamedTuple):
    """Columns of a tab that may leave the office. shown: with which parts of the page; kinds: for
    which links; with_schools: only where the link lists schools."""

    tab: str
    columns: tuple[str, ...]
    shown: tuple[str, ...]
    kinds: tuple[str, ...] = ("public", "assessors")
    with_schools: bool = False


EVERY = ("levels", "completeness", "networks", "colours")
STANDARDS = ("levels", "completeness")
ALLOWED = (
    Allowed("settings", ("office_name", "short_name", "fiscal_year", "edition", "as_of"), EVERY),
    Allowed("editions", ("edition", "title"), EVERY),
    Allowed("groups", ("group", "name", "kind"), STANDARDS),
    Allowed("standards", ("edition", "standard", "title"), STANDARDS),
    Allowed("indicators", ("edition", "indicator", "standard", "title"), STANDARDS),
    Allowed(
        "criteria",
        ("edition", "criterion", "indicator", "title", "lead_groups"),
        STANDARDS,
        ("assessors",),
    ),
    Allowed("evidence", ("edition", "criterion", "title"), STANDARDS, ("assessors",)),
    Allowed("networks", ("network", "name", "kind"), ("networks", "colours")),
    Allowed("schools", ("name", "network"), ("colours",), with_schools=True),
    Allowed(
        "colour_bands",
        ("from_academic_year", "colour", "order", "from_percent", "to_percent", "meaning"),
        ("colours",),
    ),
)


@dataclass(frozen=True)
class Redacted(Office):
    """An office as one link shows it, its texts cleaned. committee: what its page says."""

    committee: Committee = field(repr=False)

    def __post_init__(self) -> None:
        held = {each.name: getattr(self, each.name) for each in fields(self)}
        for name, value in cleaned(held).items():
            object.__setattr__(self, name, value)


def redacted(office: Office, scope: Scope, whole: Committee | None = None) -> Redacted:
    """What this link may show of the office, and nothing else.

    whole: committee(office) where it is known already; the same for every scope.
    """
    rows = {
        allowed.tab: _allowed_rows(office, allowed, scope)
        for allowed in ALLOWED
        if _applies(allowed, scope)
    }
    return Redacted(
        name=office.name,
        short_name=office.short_name,
        fiscal_year=office.fiscal_year,
        edition=office.edition,
        today=office.today,
        read_at=office.read_at,
        is_sample=office.is_sample,
        unread=frozenset(),
        problems=(),
        workbooks=(),
        letters={},
        rows=rows,
        committee=within(whole or committee(office), scope),
    )


def _applies(allowed: Allowed, scope: Scope) -> bool:
    wanted = scope.kind in allowed.kinds and (scope.schools or not allowed.with_schools)
    return wanted and not set(allowed.shown).isdisjoint(scope.shown)


def _allowed_rows(office: Office, allowed: Allowed, scope: Scope) -> Rows:
    rows = office.rows[allowed.tab]
    stays = _filter(office, allowed.tab, scope)
    if stays is not None:
        rows = rows.where([stays(number) for number in range(len(rows))])
    columns = {name: list(rows[name]) for name in allowed.columns}
    if "lead_groups" in columns and scope.groups:
        kept = {*scope.groups, "ALL"}
        columns["lead_groups"] = [
            tuple(g for g in groups or () if g in kept) for groups in columns["lead_groups"]
        ]
    columns["remark"] = [SAMPLE if is_example(text) else None for text in rows["remark"]]
    return Rows([("", number + 1) for number in range(len(rows))], columns)


def is_example(remark: object) -> bool:
    """Whether a remark says that its row isn't real."""
    return isinstance(remark, str) and (SAMPLE in remark or "สมมติ" in remark)


def _filter(office: Office, tab: str, scope: Scope) -> Callable[[int], bool] | None:
    """Which rows of a tab are within the scope, by their number; None: all."""
    rows = office.rows[tab]
    if tab in ("networks", "schools") and scope.networks:
        return _among(rows["network"], scope.networks)
    if not scope.groups:
        return None
    if tab == "groups":
        return _among(rows["group"], scope.groups)
    if tab in ("criteria", "evidence"):
        return _among(_keys(rows, "criterion"), _criteria(office, scope))
    if tab in ("indicators", "standards"):
        code = tab.removesuffix("s")
        return _among(_keys(rows, code), _above(office, scope)[code])
    return None


def _among(values: Iterable[object], chosen: Iterable[object]) -> Callable[[int], bool]:
    values, kept = list(values), set(chosen)
    return lambda number: values[number] in kept


def _keys(rows: Rows, code: str) -> list[tuple]:
    return list(zip(rows["edition"], rows[code], strict=True))


def _criteria(office: Office, scope: Scope) -> set[tuple]:
    """(edition, criterion) of the points that groups of the scope lead."""
    rows = office.rows["criteria"]
    return {
        key
        for key, groups in zip(_keys(rows, "criterion"), rows["lead_groups"], strict=True)
        if any(leads(group, groups or ()) for group in scope.groups)
    }


def _above(office: Office, scope: Scope) -> dict[str, set[tuple]]:
    """(edition, code) of the indicators and standards that those points belong to."""
    rows, indicators = office.rows["criteria"], office.rows["indicators"]
    mine = _criteria(office, scope)
    of = zip(_keys(rows, "criterion"), _keys(rows, "indicator"), strict=True)
    found = {indicator for criterion, indicator in of if criterion in mine}
    pairs = zip(_keys(indicators, "indicator"), _keys(indicators, "standard"), strict=True)
    return {"indicator": found, "standard": {up for key, up in pairs if key in found}}
