"""What the page says of a line: its text, and where it goes or why it goes nowhere."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from esa.imports.importing import Imported
from esa.imports.ledger import REASONS, Home
from esa.imports.lines import Line
from esa.reading import personal
from esa.reading.schema import read_tabs
from esa.reading.tables import UNPLACED
from esa.telling.texts import shorten
from esa.telling.topic import Kept, quiet

LONGEST = 600  # letters of a line that are shown
NO_DATA = "ไม่ใช่ข้อมูล"


class Said(NamedTuple):
    """A line of the source. number: its place in the file; text: nothing personal in it."""

    number: Kept
    text: Kept


class Run(NamedTuple):
    """Lines that go to one place. where: in words, cell: of the workbook; is_left: they have no
    place yet."""

    lines: tuple[Said, ...]
    where: str
    cell: Kept
    is_left: bool


class _Placed(NamedTuple):
    line: Line
    home: Home
    cell: str


def placed(report: Imported, cells: Mapping[int, str]) -> list[_Placed]:
    """Every line of a report with its home and its cell."""
    pairs = zip(report.ledger.lines, report.ledger.homes, strict=True)
    return [_Placed(line, home, cells.get(at, "")) for at, (line, home) in enumerate(pairs)]


def is_left(home: Home) -> bool:
    return not home.tab and not home.is_quiet


def runs(lines: Sequence[_Placed]) -> Iterator[Run]:
    """The lines, those beside each other that go to one place together."""
    for (where, cell, left), group in groupby(lines, lambda each: _place(each)):
        own = tuple(Said(Kept(each.line.number), Kept(text_of(each.line))) for each in group)
        yield Run(own, where, Kept(cell), left)


def text_of(line: Line) -> str:
    """The text as it may be seen: without personal data, and not too long."""
    return shorten(personal.mask(line.text)[0], LONGEST)


def _place(each: _Placed) -> tuple[str, str, bool]:
    home = each.home
    if home.tab:
        return goes_to(home), each.cell, False
    if home.is_quiet:
        return quiet(f"{NO_DATA}: {REASONS[home.why]}"), "", False
    return f"{UNPLACED}: {reason(home)}", "", True


def goes_to(home: Home) -> str:
    """Such as ประเด็น 1.4.2 › วิธีการดำเนินงาน."""
    tab = read_tabs()[home.tab]
    code = home.key[1] if len(home.key) > 1 else ""
    return " › ".join(part for part in (f"{tab.title} {code}".strip(), _heading(home)) if part)


def _heading(home: Home) -> str:
    fields = {field.name: field.title for field in read_tabs()[home.tab].fields}
    return fields.get(home.field, "")


def reason(home: Home) -> str:
    """Why a line has no place, with what it could belong to."""
    rivals = " หรือ ".join(home.rivals)
    return f"{REASONS[home.why]} ({rivals})" if rivals else REASONS[home.why]


def counts(reports: Sequence[Imported]) -> tuple[int, int]:
    """Lines that have a place, and those that have none yet; words of the form aren't counted."""
    homes = [home for report in reports for home in report.ledger.homes]
    return sum(bool(home.tab) for home in homes), sum(is_left(home) for home in homes)
