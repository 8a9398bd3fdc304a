"""Office → what one link shows of it: finished results, never a cell, never an office.

What rules find out from hidden columns (the state of evidence needs its link or place) is worked
out first; esa.share.committee names each field that may leave, and whatever it doesn't name stays.
Source: docs/rules.md, "Links for the committee".
"""

from dataclasses import dataclass, field
from datetime import date

from esa.office import Office
from esa.share.committee import Committee, committee, within
from esa.share.scope import Scope


@dataclass(frozen=True)
class Redacted:
    """What one link shows. name, fiscal_year, today, is_sample: of the office; committee: what its
    page says."""

    name: str
    fiscal_year: int
    today: date
    is_sample: bool
    committee: Committee = field(repr=False)


def redacted(office: Office, scope: Scope, whole: Committee | None = None) -> Redacted:
    """What this link may show of the office, and nothing else.

    whole: committee(office) where it is known already; the same for every scope.
    """
    parts = within(whole or committee(office), scope)
    return Redacted(office.name, office.fiscal_year, office.today, office.is_sample, parts)
