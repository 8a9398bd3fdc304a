"""What stands in a report: plain texts in their order, before anything of Word.

Everything is in the digits of the report already. A Line's kind says what it is: in the third
column "intro", "point", "part", "writer", "text", "mark" or "link"; in the fourth "list",
"writer", "item" or "mark". A mark says that something isn't there: nothing unwritten is hidden.
"""

from dataclasses import dataclass
from datetime import date

PARTS = {"method": "วิธีการดำเนินงาน", "result": "ผลการดำเนินงาน", "comments": "ความเห็นและข้อเสนอแนะ"}
UNWRITTEN = "(ยังไม่ได้เขียน)"
UNREAD = "(ยังอ่านชีตของกลุ่มไม่ได้ครบ จึงยังไม่ทราบ)"
NO_WORDING = "ไม่พบในเกณฑ์"
NO_DOCUMENT = "(ยังไม่มีหลักฐาน)"
REGISTER = "ทะเบียนประกอบ: "  # how a register begins that is kept for a point and no document of it
UNTITLED = "(ยังไม่ได้ระบุชื่อเอกสาร)"
PLACEHOLDER = "(รอกรอกข้อมูล)"
NOT_REPORTED = "(ยังไม่รายงาน)"
NOBODY = "(ยังไม่ระบุ)"
NO_POINTS = "(ยังไม่ได้กรอกประเด็นการพิจารณาในชีต)"
NO_CONDITIONS = "(ยังไม่มีสภาพที่พึงประสงค์ในชีต)"
NO_TEXT = "(ยังไม่ได้กรอกข้อความ)"
UNWORDED = "(ยังไม่ได้กรอกคำอธิบาย)"
GOES_ON = "(อ่านต่อในเอกสารฉบับเต็ม)"
# What stands in a report for what isn't there: read back, none of it is anybody's text.
MARKS = frozenset({UNWRITTEN, UNREAD, NO_WORDING, NO_DOCUMENT, UNTITLED, PLACEHOLDER, NOT_REPORTED})
MARKS |= {NOBODY, NO_POINTS, NO_CONDITIONS, NO_TEXT, UNWORDED, GOES_ON}
TICKED, UNTICKED = "☑", "☐"


@dataclass(frozen=True)
class Stamp:
    """A meeting whose frozen data is reported: number as spoken (12/2557), day, fingerprint."""

    number: str
    day: date
    fingerprint: str


@dataclass(frozen=True)
class Line:
    """One paragraph of a cell. link: http(s) only; mark: what is wrong with it, beside it."""

    kind: str
    text: str
    link: str = ""
    mark: str = ""


@dataclass(frozen=True)
class LevelRow:
    """One row of the ladder. missing: the rubric has no such row; short: fits on a few lines."""

    level: int
    number: str
    mark: str
    ticked: bool
    wording: str
    missing: bool
    short: bool


@dataclass(frozen=True)
class Written:
    """What one group wrote of one part; group "" where nobody is named. unread: not known."""

    group: str
    who: str
    lines: tuple[str, ...] = ()
    unwritten: bool = False
    unread: bool = False
    shortened: bool = False


@dataclass(frozen=True)
class Part:
    """One of the three parts of a point."""

    kind: str
    heading: str
    texts: tuple[Written, ...]


@dataclass(frozen=True)
class Point:
    """A point of consideration. links: (who, address) of the narratives in full."""

    criterion: str
    number: str
    title: str
    parts: tuple[Part, ...]
    links: tuple[tuple[str, str], ...] = ()
    several: bool = False  # several groups wrote, so that each is named


@dataclass(frozen=True)
class Sheet:
    """One indicator: its heading, the ladder (5 first), its points, and the cells of the form."""

    code: str
    heading: str
    new_page: bool
    verdict: str
    remarks: tuple[str, ...]
    levels: tuple[LevelRow, ...]
    points: tuple[Point, ...]
    narrative: tuple[Line, ...]
    evidence: tuple[Line, ...]
    lacking: int = 0  # points that the form asks for and nobody listed

    @property
    def first(self) -> LevelRow:
        return self.levels[0]

    @property
    def others(self) -> tuple[LevelRow, ...]:
        return self.levels[1:]


@dataclass(frozen=True)
class Row:
    """One row of the older form's six columns; short: it fits on a few lines."""

    condition: tuple[Line, ...]
    procedure: tuple[str, ...]
    work: tuple[Line, ...]
    kpi: tuple[str, ...]
    lead: str
    co: str
    short: bool


@dataclass(frozen=True)
class Table:
    """One table of the older form: a criterion, or an indicator where points have no conditions."""

    heading: str
    verdict: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Section:
    """An indicator with its tables of the older form."""

    code: str
    heading: str
    new_page: bool
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Chapter:
    """A standard with its indicators: sheets (four columns) or sections (six columns)."""

    code: str
    heading: str
    new_page: bool
    sheets: tuple[Sheet, ...] = ()
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True)
class ReportContents:
    """A whole report. stamp: meeting and fingerprint, or the day of the live data; head and
    stamp_line: the lines on top of every page; notes: what the reader must know of the data;
    whole: all indicators."""

    title: str
    office: str
    edition: str
    fiscal_year: str
    reading: str
    stamp: tuple[str, ...]
    head: str
    notes: tuple[str, ...]
    whole: bool
    chapters: tuple[Chapter, ...]
    as_of: date
    thai_digits: bool

    @property
    def stamp_line(self) -> str:
        level = [f"ระดับคุณภาพ{self.reading}"] if self.reading else []
        return " · ".join([*level, *self.stamp])

    @property
    def page_form(self) -> str:
        """How a field of the templates (*.docx) that counts pages writes its digits."""
        return "\\* THAIARABIC" if self.thai_digits else "\\* ARABIC"
