"""What may leave the office by a committee's link, written down apart from the code."""

from typing import NamedTuple

from esa.share.scope import Scope


class Allowed(NamedTuple):
    """Columns of a tab. shown: with which parts of the page; kinds: for which links; with_schools:
    only where the link lists schools."""

    tab: str
    columns: tuple[str, ...]
    shown: tuple[str, ...]
    kinds: tuple[str, ...] = ("public", "assessors")
    with_schools: bool = False


EVERY = ("levels", "completeness", "networks", "colours")
STANDARDS = ("levels", "completeness")
ALLOWED = (
    Allowed("groups", ("group", "name"), STANDARDS),
    Allowed("standards", ("standard", "title"), STANDARDS),
    Allowed("indicators", ("indicator", "standard", "title"), STANDARDS),
    Allowed("criteria", ("criterion", "indicator", "title"), STANDARDS, ("assessors",)),
    Allowed("evidence", ("title",), STANDARDS, ("assessors",)),
    Allowed("groups", ("name",), ("networks", "colours")),  # whose rows aren't counted
    Allowed("networks", ("network", "name", "kind"), ("networks", "colours")),
    Allowed("schools", ("name", "network"), ("colours",), with_schools=True),
    Allowed("colour_bands", ("colour", "from_percent", "to_percent", "meaning"), ("colours",)),
    Allowed("test_results", ("test", "grade", "subject", "scope"), ("colours",)),
)
ALWAYS = {("settings", "office_name"), ("settings", "fiscal_year"), ("settings", "as_of")}


def leaves(scope: Scope) -> set[tuple[str, str]]:
    """The columns that may leave by a link of this scope."""
    found = set(ALWAYS)
    for tab, columns, shown, kinds, with_schools in ALLOWED:
        wanted = scope.kind in kinds and (scope.schools or not with_schools)
        if wanted and {*shown} & {*scope.shown}:
            found |= {(tab, column) for column in columns}
    return found


EVER = ALWAYS | {(each.tab, column) for each in ALLOWED for column in each.columns}
