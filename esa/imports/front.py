"""What stands before the tables: name of the office, edition of the standards, fiscal year."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from esa.imports.lines import Line

_EDITION = re.compile(r"มาตรฐานสำนักงานเขตพื้นที่การศึกษา(?:.*พ\s?\.?\s?ศ\s?\.?\s?([0-9]{4}))?[^0-9]*")
_OFFICE = re.compile(r"(?:สพป|สพม|สำนักงานเขตพื้นที่การศึกษา)\S.*")
_YEAR = re.compile(r"(?:ปี)?งบประมาณ\s*(?:พ\s?\.?\s?ศ\s?\.?)?\s*([0-9]{4})(?![0-9])")


@dataclass
class Front:
    """Blank where the report doesn't say it; rest: lines that say something else."""

    office: str = ""
    edition_title: str = ""
    edition_year: str = ""
    years: set[int] = field(default_factory=set)
    edition_line: Line | None = None
    form: list[Line] = field(default_factory=list)
    rest: list[Line] = field(default_factory=list)


def front(lines: Iterable[Line], notes: Iterable[Line]) -> Front:
    """Read the lines outside of tables; notes: others that may name the fiscal year."""
    found = Front()
    lines = list(lines)
    for line in lines:
        said = _YEAR.search(line.arabic)
        bare = line.text[: said.start()].strip() if said else line.text
        edition = _EDITION.fullmatch(line.arabic)
        if edition and not found.edition_title:
            found.edition_title, found.edition_line = line.text, line
            found.edition_year = edition[1] or ""
        elif _OFFICE.fullmatch(bare) and not found.office and len(bare) < 120:
            found.office = bare
            found.form += [line] if said else []
        else:
            found.rest.append(line)
    for line in [*lines, *notes]:
        found.years |= {int(year) for year in _YEAR.findall(line.arabic)}
    return found
