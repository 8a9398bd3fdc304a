"""A report as a Word document, filled into a template by docxtpl.

Texts are data: whatever stands in a cell, tags of a template included, is shown and never run. A
template is a program of the office's own and still runs in a sandbox. Ours are kept as files, to be
changed in Word; the tags ({{ }}, {%p %}, {%tr %}) are those of docxtpl, and each run of text names
its font, size and weight for Thai letters as well (w:cs, w:szCs, w:bCs), or Word takes none.
"""

from datetime import datetime, time
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml.etree import XMLSyntaxError
from markupsafe import Markup, escape

from esa.documents.report.contents import (
    Chapter,
    LevelRow,
    Line,
    ReportContents,
    Row,
    Section,
    Sheet,
    Stamp,
    Table,
)
from esa.documents.report.made import report, uses_levels
from esa.documents.report.package import repacked
from esa.documents.report.toc import fill_contents
from esa.judged import Judged
from esa.rules.vocabulary import REPORTED
from esa.sources.bounded import Locked, TooLarge, honest_zip, read_file
from esa.telling.line_breaks import with_held_blanks
from esa.uncollected import uncollected

TEMPLATES = Path(__file__).parent / "templates"
LONGEST_PROPERTY = 200  # characters; Word takes 255
MOST_BYTES, MOST_UNPACKED = 20_000_000, 100_000_000  # of a template; ours have 20,000


_OURS = frozenset({ReportContents, Chapter, Sheet, LevelRow, Section, Table, Row, Line})


class TemplateFault(Exception):
    """A template that can't be used; says why, in Thai and English."""


@uncollected()
def word_report(
    judged: Judged,
    edition: str | None = None,
    *,
    indicator: str | None = None,
    reading: str = REPORTED,
    thai_digits: bool = True,
    form: str = "report",
    meeting: Stamp | None = None,
    template: Path | None = None,
) -> bytes:
    """The .docx of a report; the same office and arguments give the same bytes.

    See made.report for the arguments; form: "report" or "responsibility"; template: the office's
    own .docx, else ours. UnknownChoice, TemplateFault.
    """
    contents = report(
        judged,
        edition,
        indicator=indicator,
        reading=reading,
        thai_digits=thai_digits,
        form=form,
        meeting=meeting,
    )
    of = judged.edition(edition or judged.office.edition)
    own = "levels" if uses_levels(of, form) else "older"
    return fill(contents, template or TEMPLATES / f"{own}.docx")


def fill(contents: ReportContents, template: Path) -> bytes:
    """A template with a report filled in. TemplateFault where the template can't be used."""
    document = _rendered(contents, template)
    fill_contents(document.element.body)
    _numbered(document, contents.thai_digits)
    moment = datetime.combine(contents.as_of, time())
    core = document.core_properties
    core.title = f"{contents.title} {contents.office}"[:LONGEST_PROPERTY]
    core.author = contents.office[:LONGEST_PROPERTY]
    core.last_modified_by, core.revision, core.language = "", 1, "th-TH"
    core.created = core.modified = moment
    memory = BytesIO()
    document.save(memory)
    return repacked(memory.getvalue(), moment)


def _rendered(contents: ReportContents, template: Path) -> DocxTemplate:
    try:
        document = DocxTemplate(BytesIO(_read(template, template.stat().st_mtime_ns)))
        document.render({"report": contents}, _environment())
    except TemplateError as error:
        raise TemplateFault(_unusable(template, f"{error.message or error}")) from error
    except TooLarge as error:
        raise TemplateFault(_unusable(template, "ไฟล์ใหญ่เกินไป · too large")) from error
    except (OSError, BadZipFile, Locked, OpcError, XMLSyntaxError, KeyError, ValueError) as error:
        raise TemplateFault(_unusable(template, type(error).__name__)) from error
    return document


@lru_cache(maxsize=4)
def _read(template: Path, changed: int) -> bytes:
    data = read_file(template, MOST_BYTES)
    return honest_zip(data, MOST_UNPACKED, MOST_UNPACKED, keep=lambda part: True)


def _unusable(template: Path, why: str) -> str:
    return f"ใช้แม่แบบ {template.name} ไม่ได้: {why} · this template can't be used"


class _Environment(ImmutableSandboxedEnvironment):
    """A sandbox that knows our own contents: nothing but texts can be got out of them."""

    def getattr(self, obj: object, attribute: str) -> object:
        if type(obj) in _OURS and not attribute.startswith("_"):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def from_string(self, source: str, *more: object, **others: object) -> Template:
        """The same part of the same template is compiled once."""
        if more or others:
            return super().from_string(source, *more, **others)
        return _compiled(source)


@lru_cache(maxsize=64)
def _compiled(source: str) -> Template:
    return ImmutableSandboxedEnvironment.from_string(_environment(), source)


@lru_cache(maxsize=1)
def _environment() -> _Environment:
    return _Environment(autoescape=True, undefined=StrictUndefined, finalize=as_text)


def as_text(value: object) -> Markup:
    """What a tag leaves in the document: text, whose braces no later step takes for a tag."""
    shown = with_held_blanks(value) if type(value) is str else value
    text = str(escape("" if shown is None else shown))
    if "{" in text or "}" in text:
        text = text.replace("{", "&#123;").replace("}", "&#125;")
    return Markup(text)


def _numbered(document: DocxTemplate, thai_digits: bool) -> None:
    """Page numbers in the digits of the report."""
    form = "thaiNumbers" if thai_digits else "decimal"
    for part in document.element.body.iter(qn("w:sectPr")):
        for old in part.findall(qn("w:pgNumType")):
            part.remove(old)
        edges = part.find(qn("w:pgMar"))
        number = parse_xml(f'<w:pgNumType {nsdecls("w")} w:fmt="{form}"/>')
        if edges is None:
            part.append(number)
        else:
            edges.addnext(number)
