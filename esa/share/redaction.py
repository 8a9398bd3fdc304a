"""Office → what one link shows of it: finished results, never a cell, never an office.

What rules find out from hidden columns (the state of evidence needs its link or place) is worked
out first; esa.share.committee names each field that may leave, and whatever it doesn't name stays.
What leaves is cleaned, every text of it (esa.share.outside).
Source: docs/rules.md, "Links for the committee".
"""

from collections.abc import Iterable
from dataclasses import InitVar, dataclass, field, fields, replace
from datetime import date

from esa.reading.office import Office
from esa.share import registers
from esa.share.committee import Committee, committee, within
from esa.share.names import NOBODY, Known
from esa.share.outside import cleaned
from esa.share.published import Edition
from esa.share.scope import Scope
from esa.telling.words import stepped_in

REGISTERS = {
    "schools": ("name", "amphoe", "tambon"),
    "networks": ("name",),
    "groups": ("name",),
    "settings": ("office_name", "short_name"),
}


@dataclass(frozen=True)
class Redacted:
    """What one link shows, its texts cleaned. name, fiscal_year, today, is_sample: of the office;
    committee: what its page says. stepped_in: what stands in for its settings, in words."""

    name: str
    fiscal_year: int
    today: date
    is_sample: bool
    committee: Committee = field(repr=False)
    stepped_in: str = ""
    known: InitVar[Known] = NOBODY  # names of the office's registers; not kept

    def __post_init__(self, known: Known) -> None:
        held = {each.name: getattr(self, each.name) for each in fields(self)}
        for name, value in cleaned(held, known).items():
            object.__setattr__(self, name, value)


def redacted(
    office: Office,
    scope: Scope,
    tables: Iterable[Edition] = (),
    whole: Committee | None = None,
) -> Redacted:
    """What this link may show of the office, and nothing else.

    tables: of results that are published. whole: committee(office, tables) where it is known
    already; the same for every scope.
    """
    parts = within(whole or committee(office, tables), scope)
    parts = replace(parts, registers=tuple(registers.tables(office, scope)))
    about = (office.name, office.fiscal_year, office.today, office.is_sample)
    return Redacted(*about, parts, stepped_in(office), known_names(office))


def known_names(office: Office) -> Known:
    """The names of schools, places, networks and groups that the office keeps."""
    return Known(
        name
        for tab, columns in REGISTERS.items()
        for column in columns
        for name in office.rows[tab][column]
        if isinstance(name, str)
    )
