"""A report file → where each of its lines stands, and the rows that makes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath

from esa import thai
from esa.imports.apart import apart
from esa.imports.four_columns import FourColumns
from esa.imports.known import Known
from esa.imports.ledger import Ledger
from esa.imports.lines import Doubt, Source, Unreadable
from esa.imports.names import Names
from esa.imports.read_docx import read_docx
from esa.imports.read_text import read_text
from esa.imports.rows import Row, rows
from esa.imports.sections import Report, Section, sections
from esa.imports.six_columns import SixColumns
from esa.uncollected import uncollected

READERS: Mapping[str, Callable[[str, bytes], Source]] = {".docx": read_docx, ".txt": read_text}
LARGEST = 50_000_000  # bytes of a file
UNNAMED = "นำเข้า"  # code of an edition that nothing names
METHODS = ("ระดับคุณภาพตามจำนวนหลักฐาน", "จำนวนสภาพที่พึงประสงค์")  # of the two forms
OLDER = "เดิม"  # code of the edition of six columns
PDF = b"%PDF-"
_EDITION = re.compile(r"มาตรฐานสำนักงานเขตพื้นที่การศึกษา(?:.*พ\s?\.?\s?ศ\s?\.?\s?([0-9]{4}))?[^0-9]*")
_OFFICE = re.compile(r"(?:สพป|สพม|สำนักงานเขตพื้นที่การศึกษา)\S.*")
_YEAR = re.compile(r"(?:ประจำ)?(?:ปี)?งบประมาณ\s*(?:พ\s?\.?\s?ศ\s?\.?)?\s*([0-9]{4})(?![0-9])")
_OWN_FRONT = re.compile(
    r"ระดับคุณภาพตามที่|ข้อมูล ณ วันที่|ยังไม่นับ|ข้อมูลตัวอย่าง|สารบัญ$|รายงานผลการประเมินตนเอง \(SAR\)"
)
_TOP = 40  # lines in which the title of the standards stands
_LONGEST_NAME = 120


class OtherEdition(Unreadable):
    """The report is of another edition than the one that was asked for."""


@dataclass(frozen=True)
class Imported:
    """One report. editions: of the form of four columns and of six, "" where it has no such form.

    office: its name as written; group: code of the group whose form it is, "" where it doesn't
    say; years: fiscal years that its front names.
    """

    source: Source
    ledger: Ledger
    rows: Mapping[str, list[Row]]
    editions: tuple[str, str]
    office: str = ""
    group: str = ""
    years: tuple[int, ...] = ()

    @property
    def doubts(self) -> list[Doubt]:
        return sorted([*self.source.doubts, *self.ledger.doubts], key=lambda doubt: doubt.line)

    @property
    def criteria(self) -> list[str]:
        """Codes of the criteria that somebody must have written or brought something for."""
        said = [*self.rows["progress"], *self.rows["evidence"]]
        return list(dict.fromkeys(row.key[1] for row in said))


@uncollected()
def read_report(name: str, data: bytes) -> Source:
    """The lines of a report. Unreadable: import_pdf, import_kind, import_empty, and those of the
    readers."""
    if len(data) > LARGEST:
        raise Unreadable("import_too_large", value=name)
    if data.startswith(PDF):
        raise Unreadable("import_pdf", value=name)
    kind = PurePath(name).suffix.lower()
    reader = READERS.get(kind)
    if reader is None:
        raise Unreadable("import_kind", value=name)
    source = reader(name, data)
    if not any(cell.lines for cell in source.cells):
        raise Unreadable("import_empty", value=name)
    return source


@uncollected()
def import_report(
    source: Source,
    known: Known | None = None,
    names: Names | None = None,
    *,
    edition: str = "",
    older: str = OLDER,
) -> Imported:
    """Find the place of every line. known: titles to find again; edition, older: codes of the
    editions of its forms. OtherEdition where the report names another one."""
    known, names = known or Known(), names or Names()
    report = Report(source, known)
    found, front = sections(report, known)
    said = _front(report, front, names)
    edition = _edition(edition or known.edition, said, source, report.ledger)
    has_four, has_six = _place(report, found, known, names, (edition, older))
    editions = (edition if has_four else "", older if has_six else "")
    _editions(report.ledger, said, editions)
    if not found:
        report.ledger.doubt("import_no_form", None)
    return Imported(
        source,
        report.ledger,
        _with_editions(rows(report.ledger, names), editions),
        editions,
        said.office,
        said.group,
        tuple(sorted(said.years)),
    )


def _place(
    report: Report, found: list[Section], known: Known, names: Names, editions: tuple[str, str]
) -> tuple[bool, bool]:
    """All sections; those of one indicator together. Whether there were any of either form."""
    of_four: dict[object, list[Section]] = {}
    six = SixColumns(report, names, editions[1])
    has_six = False
    for section in found:
        if section.older or section.criterion:
            with_points = not section.criterion
            six.edition = editions[0] if with_points else editions[1]
            six.place(section)
            has_six = has_six or not with_points
        else:
            for part in apart(report, section, known):
                key: object = part.code or id(part)
                of_four.setdefault(key, []).append(part)
    for own in of_four.values():
        FourColumns(report, own[0].code, own, known, editions[0]).place()
    return bool(of_four), has_six


# --- what stands before the tables -------------------------------------------------------------


@dataclass
class _Front:
    office: str = ""
    group: str = ""
    edition: str = ""  # year in the title of the standards
    title: int | None = None  # place of that title
    years: set[int] | None = None


def _front(report: Report, places: list[int], names: Names) -> _Front:
    """The lines outside of tables: name of the office, edition, fiscal year, group."""
    said = _Front(years=set())
    for at in places:
        line = report.lines[at]
        edition, year = _EDITION.fullmatch(line.arabic), _YEAR.search(line.arabic)
        bare = line.text[: year.start()].strip() if year else line.text
        if year and "หมายเหตุ" not in line.text:
            said.years.add(int(year[1]))
        if edition and said.title is None:
            said.title, said.edition = at, edition[1] or ""
        elif _OFFICE.fullmatch(bare) and not said.office and len(bare) < _LONGEST_NAME:
            said.office = bare
            report.ledger.put(at, "settings", (), "office_name", bare)
        elif (group := names.group(line.text)) and not said.group:
            said.group = group.code
            report.ledger.leave([at], "form")
        elif (year and not bare.strip(" :")) or _OWN_FRONT.match(line.text):
            report.ledger.leave([at], "form")
    return said


def _edition(given: str, said: _Front, source: Source, ledger: Ledger) -> str:
    if given:
        given = thai.tidy(given)
        if said.edition and given.isdecimal() and given != said.edition:
            facts = {"value": source.name, "found": said.edition, "expected": given}
            raise OtherEdition("import_other_edition", **facts)
        return given
    if said.edition:
        ledger.doubt("import_edition_read", said.title, value=said.edition)
        return said.edition
    return UNNAMED


def edition_said(source: Source) -> str:
    """The year in the title of the standards, near the top of a report; "" for none."""
    for line in islice(source.lines(), _TOP):
        if (found := _EDITION.fullmatch(line.arabic)) and found[1]:
            return found[1]
    return ""


def _editions(ledger: Ledger, said: _Front, editions: tuple[str, str]) -> None:
    """The title of the edition belongs to the form that the report has."""
    if said.title is not None:
        ledger.put(said.title, "editions", (editions[0] or editions[1],), "title")
    if UNNAMED in editions:
        ledger.doubt("import_edition_unknown", None, value=UNNAMED)


def _with_editions(found: dict[str, list[Row]], editions: tuple[str, str]) -> dict[str, list[Row]]:
    """A row for each edition, with its method."""
    by_code = {row.key[0]: row for row in found["editions"]}
    for code, method in zip(editions, METHODS, strict=True):
        if code:
            row = by_code.get(code) or Row("editions", (code,), values={"edition": code})
            row.values = {"title": f"ฉบับ {code}", **row.values, "method": method}
            by_code[code] = row
    return {**found, "editions": list(by_code.values())}
