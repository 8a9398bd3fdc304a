"""State of each document, what it lacks, and how complete the evidence is.

none (no title, or a placeholder) < promised (a title only) < attached (a title and a locator) <
checked (attached, and another group wrote date and role of its check). Warnings say "worth a look"
and never change a state. Source: docs/rules.md, "Evidence state".
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

import pandas as pd

from esa import plain, thai
from esa.codes import code_key
from esa.fiscal_year import first_day, last_day
from esa.rules import carried

STATES = ["none", "promised", "attached", "checked"]
STATE = pd.CategoricalDtype(STATES, ordered=True)
MOST_POINTS = 5  # a link behind more points than this is worth a look

_ONE_LINK = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)
_LINK_START = re.compile(r"(?:^|[\s,;])https?://", re.IGNORECASE)


def evidence_state(
    title: str | None,
    has_locator: bool,
    checked_on: date | None,
    checked_role: str | None,
    checker_group: str | None,
    own_group: str | None,
) -> str:
    """State of one document: "none", "promised", "attached" or "checked".

    A check counts only with its date, the checker's post and a group that is known not to be the
    document's own: "every group" (ALL) or a document of an unknown group proves no other checker.
    """
    if is_untitled(title) or thai.is_placeholder(title):
        return "none"
    if not has_locator:
        return "promised"
    another = checker_group not in (None, carried.ALL, own_group) and own_group is not None
    complete = checked_on is not None and not is_untitled(checked_role)
    return "checked" if another and complete else "attached"


def is_untitled(text: str | None) -> bool:
    """True when nothing visible is written."""
    return text is None or not thai.tidy(text)


def has_locator(link: str | None, place: str | None) -> bool:
    """Whether a reader can get to the document: one http(s) link (a folder counts), or a place."""
    if (
        link is not None
        and _ONE_LINK.fullmatch(link.strip())
        and len(_LINK_START.findall(link)) == 1
    ):
        return True
    return not is_untitled(place) and not thai.is_placeholder(place)


def is_self_checked(
    state: str, checked_on: date | None, checker_group: str | None, own_group: str | None
) -> bool:
    """Whether the group checked its own document ("กลุ่มตรวจเอง"); that leaves it attached."""
    return state == "attached" and checked_on is not None and checker_group == own_group is not None


def lacks(state: str, is_a_placeholder: bool) -> str:
    """What keeps a document from the next state: title, placeholder, locator, check; else ""."""
    first = "placeholder" if is_a_placeholder else "title"
    return {"none": first, "promised": "locator", "attached": "check", "checked": ""}[state]


def is_of_another_year(
    fiscal_year: int,
    dated: date | None,
    stated_year: int | None,
    in_force_from: date | None = None,
    in_force_to: date | None = None,
) -> bool:
    """Whether a document plainly belongs to another fiscal year (N: 1 Oct N-1 to 30 Sep N, B.E.).

    The most telling statement decides: the period in force (open at a blank end), else the fiscal
    year it is used in, else its full date. A year inside a document number is never read.
    """
    first, last = first_day(fiscal_year), last_day(fiscal_year)
    starts, ends = in_force_from or date.min, in_force_to or date.max
    if (
        in_force_from or in_force_to
    ) and starts <= ends:  # a period that ends before it starts says nothing
        return ends < first or starts > last
    if stated_year is not None:
        return stated_year != fiscal_year
    return dated is not None and not first <= dated <= last


def with_states(evidence: pd.DataFrame, criteria: pd.DataFrame, fiscal_year: int) -> pd.DataFrame:
    """The rows of evidence with their state and warnings; rows, order and index stay.

    evidence: as read from the tab (all groups together), with `group`. criteria: edition,
        criterion, indicator. fiscal_year: the year of the report, B.E.
    Added: state (ordered, none < promised < attached < checked), self_checked (bool), placeholder
        (bool), warnings (tuple of "other_year", "shared_link", "placeholder"), lacks ("title",
        "placeholder", "locator", "check" or "").
    Source: docs/rules.md, "Evidence state".
    """
    names = ("title", "link", "place", "checked_on", "checked_by_role", "checked_by_group", "group")
    dates = ("dated", "fiscal_year", "in_force_from", "in_force_to")
    shared = _shared_links(evidence, criteria)
    states, self_checked, placeholders, warnings = [], [], [], []
    rows = plain.records(evidence, "edition", *names, *dates)
    for _, edition, title, link, place, checked_on, role, checker, own, *when in rows:
        state = evidence_state(title, has_locator(link, place), checked_on, role, checker, own)
        placeholder = not is_untitled(title) and thai.is_placeholder(title)
        found = ["other_year"] if state != "none" and is_of_another_year(fiscal_year, *when) else []
        found += (
            ["shared_link"] if state != "none" and (edition, _same_link(link)) in shared else []
        )
        found += ["placeholder"] if placeholder else []
        states.append(state)
        self_checked.append(is_self_checked(state, checked_on, checker, own))
        placeholders.append(placeholder)
        warnings.append(tuple(found))
    return evidence.assign(
        state=pd.Categorical(states, dtype=STATE),
        self_checked=pd.Series(self_checked, index=evidence.index, dtype="bool"),
        placeholder=pd.Series(placeholders, index=evidence.index, dtype="bool"),
        warnings=pd.Series(warnings, index=evidence.index, dtype="object"),
        lacks=pd.Series(
            [lacks(*both) for both in zip(states, placeholders, strict=True)],
            index=evidence.index,
            dtype="str",
        ),
    )


def is_shared_too_widely(points: int, indicators: int) -> bool:
    """Whether one link stands behind so much that it needs a look: two indicators or six points."""
    return indicators > 1 or points > MOST_POINTS


def shared_documents(evidence: pd.DataFrame, criteria: pd.DataFrame) -> pd.DataFrame:
    """Documents that stand behind two points or more of one edition, the widest first.

    evidence: with the columns of with_states. A document is known by its link; without one, by its
        title and number as compared (spaces and spellings folded). A row without a title is none.
    Result: one row per document; edition, known_by ("link" or "title"), document (its title, of the
        first row), criteria, indicators (tuples of codes in natural order), points, documents
        (rows)
        (int), warning (bool: a link behind two indicators or more than five points), evidence_rows
        (tuple of (workbook, row)).
    """
    found: defaultdict[tuple, list] = defaultdict(list)
    names = ("edition", "criterion", "title", "document_no", "link", "state")
    for at, edition, criterion, title, number, link, state in plain.records(evidence, *names):
        if state != "none" and criterion is not None:
            same = _same_link(link) or (thai.fold(title), thai.fold(number or ""))
            found[edition, same].append((at, criterion, title))
    rows = _widest_first(found, criteria)
    columns = {
        "edition": "str",
        "known_by": "str",
        "document": "str",
        "criteria": "object",
        "indicators": "object",
    }
    columns |= {
        "points": "int64",
        "documents": "int64",
        "warning": "bool",
        "evidence_rows": "object",
    }
    return plain.frame(rows, pd.RangeIndex(len(rows)), columns)


def widely_shared_links(
    evidence: pd.DataFrame | plain.Rows, criteria: pd.DataFrame | plain.Rows
) -> list[dict[str, object]]:
    """The documents of shared_documents that carry its warning, as plain rows, the widest first.

    evidence: at, edition, criterion, title, link; the states need not be known.
    """
    found: defaultdict[tuple, list] = defaultdict(list)
    names = ("edition", "criterion", "title", "link")
    for at, edition, criterion, title, link in plain.records(evidence, *names):
        if link is not None and criterion is not None:
            found[edition, _same_link(link)].append((at, criterion, title))
    real = {
        key: [row for row in cited if not is_untitled(row[2]) and not thai.is_placeholder(row[2])]
        for key, cited in found.items()
        if key[1] and len(cited) > 1
    }
    return [row for row in _widest_first(real, criteria) if row["warning"]]


def _widest_first(
    found: Mapping[tuple, list], criteria: pd.DataFrame | plain.Rows
) -> list[dict[str, object]]:
    """Documents behind two points or more. found: (edition, document) → (at, criterion, title)."""
    shared = {key: cited for key, cited in found.items() if len({row[1] for row in cited}) > 1}
    indicator_of = _indicators(criteria) if shared else {}
    rows = [_shared(*key, cited, indicator_of) for key, cited in shared.items()]
    rows.sort(key=lambda row: (-row["points"], code_key(row["edition"]), row["evidence_rows"]))
    return rows


def _shared(edition: str | None, same: object, cited: list, indicator_of: dict) -> dict:
    cited.sort()
    criteria = sorted({criterion for _, criterion, _ in cited}, key=code_key)
    indicators = {indicator_of.get((edition, criterion)) for criterion in criteria} - {None}
    known_by = "link" if isinstance(same, str) else "title"
    wide = is_shared_too_widely(len(criteria), len(indicators))
    return {
        "edition": edition,
        "known_by": known_by,
        "document": cited[0][2],
        "criteria": tuple(criteria),
        "indicators": tuple(sorted(indicators, key=code_key)),
        "points": len(criteria),
        "documents": len(cited),
        "warning": known_by == "link" and wide,
        "evidence_rows": tuple(at for at, _, _ in cited),
    }


def _shared_links(evidence: pd.DataFrame, criteria: pd.DataFrame) -> set[tuple[str | None, str]]:
    """(edition, link) of the links behind points of different indicators or too many points."""
    indicator_of = _indicators(criteria)
    behind: defaultdict[tuple, set] = defaultdict(set)
    for _, edition, criterion, title, link in plain.records(
        evidence, "edition", "criterion", "title", "link"
    ):
        if link and criterion and not is_untitled(title) and not thai.is_placeholder(title):
            behind[edition, _same_link(link)].add(criterion)
    return {
        key
        for key, points in behind.items()
        if is_shared_too_widely(
            len(points), len({indicator_of.get((key[0], point)) for point in points} - {None})
        )
    }


def _indicators(criteria: pd.DataFrame | plain.Rows) -> dict[tuple, str | None]:
    rows = plain.records(criteria, "edition", "criterion", "indicator")
    return {(edition, criterion): indicator for _, edition, criterion, indicator in rows}


def _same_link(link: str | None) -> str | None:
    """A link as compared: a closing slash and what follows a # don't make it another document."""
    return link.strip().partition("#")[0].rstrip("/") if link else None


def completeness(clear: int, total: int | None) -> float | None:
    """Share (0-1) of points with clear evidence; None when the number of points is unknown or 0."""
    return min(clear / total, 1.0) if total else None


def completeness_by_group(points: pd.DataFrame, groups: pd.DataFrame) -> pd.DataFrame:
    """Share of the criteria a group leads that have clear evidence, in both readings.

    points: of one edition (the caller chooses it), else both are counted together; lead_groups
        (tuple of codes), clear_reported, clear_verified (bool). A criterion that
        every group leads (ALL) counts for each group, as it is asked of each; so the sum over the
        groups may exceed the number of criteria. One that nobody leads counts for none.
    groups: group (code). Result: indexed like groups; group, criteria, for_all (of them led by
        ALL), clear_reported, clear_verified (int), completeness_reported, completeness_verified
        (share 0-1, NaN for a group that leads nothing).
    """
    led = plain.records(points, "lead_groups", "clear_reported", "clear_verified")
    rows = []
    for group in plain.column(groups, "group"):
        own = [row for row in led if leads(group, row[1])]
        reported, verified = sum(row[2] for row in own), sum(row[3] for row in own)
        count = {
            "group": group,
            "criteria": len(own),
            "for_all": sum(carried.ALL in row[1] for row in own),
        }
        rows.append(count | _shares(reported, verified, len(own)))
    columns = {"group": "str", "criteria": "int64", "for_all": "int64"} | _SHARES
    return plain.frame(rows, groups.index, columns)


def leads(group: str, lead_groups: tuple[str, ...]) -> bool:
    """Whether a criterion with these leads counts for this group: by name or through ALL."""
    return group in lead_groups or carried.ALL in lead_groups


_SHARES = {"clear_reported": "int64", "clear_verified": "int64"}
_SHARES |= {"completeness_reported": "float64", "completeness_verified": "float64"}


def _shares(reported: int, verified: int, total: int | None) -> dict[str, float | int | None]:
    shares = (completeness(reported, total), completeness(verified, total))
    return dict(zip(_SHARES, (reported, verified, *shares), strict=True))
