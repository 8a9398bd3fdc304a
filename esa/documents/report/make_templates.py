"""Makes the default Word templates: python -m esa.documents.report.make_templates

An office restyles a copy of them in Word and names it with --template. The tags ({{ }}, {%p %},
{%tr %}) are those of docxtpl; every text run names its font, size and weight for Thai letters as
well (w:cs, w:szCs, w:bCs), because Word takes nothing else for Thai. Source: docs of docxtpl and
ECMA-376, part 1, 17.3.2.
"""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from esa.documents.report.package import repacked
from esa.documents.report.pieces import (
    FONT,
    cell,
    field,
    look,
    paragraph,
    row,
    run,
    table,
    tag,
    tag_row,
)

FOLDER = Path(__file__).parent / "templates"
INSTEAD = "TH Sarabun New,Sarabun,Laksaman"  # where there is no TH SarabunPSK
TICK_FONT = "Segoe UI Symbol"
WIDTH, HEIGHT, EDGE = 16838, 11906, 1021  # A4 on its side, edges of 1.8 cm; twentieths of a point
MADE = datetime(2014, 10, 1)
LEVEL_COLUMNS = {
    "ระดับคุณภาพ": 1250,
    "คำอธิบายระดับคุณภาพ": 2800,
    "วิธีการดำเนินงาน / ผลการดำเนินงาน / ความเห็นและข้อเสนอแนะ": 5946,
    "เอกสาร/หลักฐานอ้างอิง": 4800,
}
OLDER_COLUMNS = {
    "สภาพที่พึงประสงค์/คำอธิบายเพิ่มเติม": 3300,
    "เกณฑ์/แนวทางการดำเนินการ": 2100,
    "การดำเนินงาน": 3396,
    "ตัวชี้วัด": 2100,
    "ผู้รับผิดชอบหลัก": 2100,
    "ผู้รับผิดชอบร่วม": 1800,
}
# name → (based on, points, bold, properties of the paragraph)
_KEEP = "<w:keepNext/>"
_TIGHT = '<w:spacing w:before="0" w:after="0"/>'
_LEFT, _CENTRE = '<w:jc w:val="left"/>', '<w:jc w:val="center"/>'
_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="808080"/></w:pBdr>'
_LEADER = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="14796"/></w:tabs>'
STYLES = {
    "Normal": ("", 16, False, _TIGHT),
    "Title": ("Normal", 22, True, f'<w:spacing w:before="1800" w:after="0"/>{_CENTRE}'),
    "Heading 1": ("Normal", 18, True, f'{_KEEP}<w:spacing w:before="0" w:after="60"/>'),
    "Heading 2": ("Normal", 17, True, f'{_KEEP}<w:spacing w:before="0" w:after="40"/>'),
    "Heading 3": ("Normal", 16, True, f'{_KEEP}<w:spacing w:before="120" w:after="0"/>'),
    "TOC 1": ("Normal", 16, True, f"{_LEADER}{_TIGHT}"),
    "TOC 2": ("Normal", 16, False, f'{_LEADER}{_TIGHT}<w:ind w:left="425"/>'),
    "Header": ("Normal", 14, False, f"{_TIGHT}{_LEFT}"),
    "Footer": ("Normal", 14, False, f"{_TIGHT}{_CENTRE}"),
    "Report Front": ("Normal", 16, False, f"{_TIGHT}{_CENTRE}"),
    "Report Contents": (
        "Normal",
        18,
        True,
        f'{_KEEP}<w:spacing w:before="0" w:after="60"/>{_CENTRE}',
    ),
    "Report Verdict": ("Normal", 16, False, f'{_KEEP}<w:spacing w:before="0" w:after="60"/>'),
    "Report Cell": ("Normal", 16, False, f"{_TIGHT}{_LEFT}"),
    "Report Item": ("Report Cell", 16, False, f"<w:keepLines/>{_TIGHT}"),
    "Report Point": ("Report Cell", 16, True, f'{_KEEP}<w:spacing w:before="80" w:after="0"/>'),
    "Report Part": ("Report Cell", 16, True, f"{_KEEP}{_TIGHT}"),
    "Report Writer": ("Report Cell", 16, False, f"{_KEEP}{_TIGHT}"),
    "Report Mark": (
        "Report Cell",
        16,
        False,
        '<w:shd w:val="clear" w:color="auto" w:fill="F3DFC6"/>',
    ),
}


def style(name: str) -> str:
    """The XML of one paragraph style."""
    based, size, bold, form = STYLES[name]
    code = name.replace(" ", "")
    level = f'<w:outlineLvl w:val="{int(name[-1]) - 1}"/>' if name.startswith("Heading") else ""
    default = ' w:default="1"' if name == "Normal" else ""
    parent = f'<w:basedOn w:val="{based.replace(" ", "")}"/>' if based else ""
    built_in = name.split()[0] in ("Heading", "TOC", "Header", "Footer")
    shown = name.lower() if built_in else name
    return (
        f'<w:style {nsdecls("w")} w:type="paragraph"{default} w:styleId="{code}">'
        f'<w:name w:val="{shown}"/>{parent}<w:qFormat/><w:pPr>{form}{level}</w:pPr>'
        f"{look(bold, size=size)}</w:style>"
    )


def lines(of: str, name: str = "line") -> list[str]:
    """The paragraphs of a cell: one for each kind of line."""
    text = f"{{{{ {name}.text }}}}"
    link = field(f'HYPERLINK "{{{{ {name}.link }}}}"', text, look())
    return [
        tag(f"for {name} in {of}"),
        tag(f"if {name}.kind == 'point'"),
        paragraph(run(text, bold=True), "Report Point"),
        tag(f"elif {name}.kind == 'part'"),
        paragraph(run(text, bold=True), "Report Part"),
        tag(f"elif {name}.kind == 'list'"),
        paragraph(run(text, bold=True), "Report Point"),
        tag(f"elif {name}.kind == 'writer'"),
        paragraph(run(text, italic=True), "Report Writer"),
        tag(f"elif {name}.kind == 'met'"),
        paragraph(
            f"<w:r>{look(font=TICK_FONT, size=13)}<w:t>{{{{ {name}.mark }}}}</w:t></w:r>"
            + run(f" {text}")
        ),
        tag(f"elif {name}.kind == 'mark'"),
        paragraph(run(text, italic=True), "Report Mark"),
        tag(f"elif {name}.link"),
        paragraph(link, "Report Item"),
        tag(f"elif {name}.text and {name}.kind == 'item'"),
        paragraph(run(text), "Report Item"),
        tag(f"elif {name}.text"),
        paragraph(run(text)),
        tag("endif"),
        tag(f"if {name}.mark and {name}.kind != 'met'"),
        paragraph(run(f"{{{{ {name}.mark }}}}", italic=True), "Report Mark"),
        tag("endif"),
        tag("endfor"),
    ]


def front() -> list[str]:
    """Title, office, year, meeting, notes, and in a whole report the table of contents."""
    toc = field('TOC \\o "1-2" \\h \\z \\u', "สารบัญ", look(), dirty=True)
    cover = [
        paragraph(run("{{ report.title }}", bold=True, size=22), "Title"),
        paragraph(run("{{ report.edition }}", bold=True, size=18), "Report Front"),
        paragraph(run("{{ report.office }}", bold=True, size=18), "Report Front"),
        paragraph(run("{{ report.fiscal_year }}", bold=True, size=18), "Report Front"),
        tag("if report.reading"),
        paragraph(run("ระดับคุณภาพ{{ report.reading }}"), "Report Front"),
        tag("endif"),
        tag("for line in report.stamp"),
        paragraph(run("{{ line }}"), "Report Front"),
        tag("endfor"),
        tag("for note in report.notes"),
        paragraph(run("{{ note }}", italic=True), "Report Front"),
        tag("endfor"),
        paragraph(run("สารบัญ", bold=True, size=18), "Report Contents", "<w:pageBreakBefore/>"),
        paragraph(toc, "TOC 1"),
    ]
    sheet = [
        paragraph(run("{{ report.edition }}", bold=True), "Report Front"),
        paragraph(run("{{ report.office }} {{ report.fiscal_year }}", bold=True), "Report Front"),
        tag("for note in report.notes"),
        paragraph(run("{{ note }}", italic=True), "Report Front"),
        tag("endfor"),
    ]
    return [tag("if report.whole"), *cover, tag("else"), *sheet, tag("endif")]


def headings(each: str, inside: list[str]) -> list[str]:
    """Chapters and their indicators, each on a page of its own. each: "sheet" or "section"."""

    def heading(name: str, level: int, size: int) -> list[str]:
        text = run(f"{{{{ {name}.heading }}}}", bold=True, size=size)
        return [
            tag(f"if {name}.new_page"),
            paragraph(text, f"Heading {level}", "<w:pageBreakBefore/>"),
            tag("else"),
            paragraph(text, f"Heading {level}"),
            tag("endif"),
        ]

    return [
        tag("for chapter in report.chapters"),
        *heading("chapter", 1, 18),
        tag(f"for {each} in chapter.{each}s"),
        *heading(each, 2, 17),
        *inside,
        tag("endfor"),
        tag("endfor"),
    ]


def levels_body() -> list[str]:
    """The official form of four columns."""
    widths = list(LEVEL_COLUMNS.values())

    def level(name: str) -> list[str]:
        tick = f"<w:r>{look(font=TICK_FONT, size=18)}<w:t>{{{{ {name}.mark }}}}</w:t></w:r>"
        number = run(f" {{{{ {name}.number }}}}", bold=True, size=18)
        return [
            cell(widths[0], paragraph(tick + number, more='<w:jc w:val="center"/>')),
            cell(
                widths[1],
                tag(f"if {name}.missing"),
                paragraph(run(f"{{{{ {name}.wording }}}}", italic=True), "Report Mark"),
                tag("else"),
                paragraph(run(f"{{{{ {name}.wording }}}}")),
                tag("endif"),
            ),
        ]

    blank = [cell(width, paragraph("")) for width in widths[2:]]
    filled = [
        cell(widths[2], *lines("sheet.narrative")),
        cell(widths[3], *lines("sheet.evidence")),
    ]
    rows = [
        row([*level("sheet.first"), *filled]),
        tag_row("for level in sheet.others", widths),
        tag_row("if level.short", widths),
        row([*level("level"), *blank], together=True),
        tag_row("else", widths),
        row([*level("level"), *blank]),
        tag_row("endif", widths),
        tag_row("endfor", widths),
    ]
    inside = [
        paragraph(run("ผลการประเมิน: ", bold=True) + run("{{ sheet.verdict }}"), "Report Verdict"),
        tag("for remark in sheet.remarks"),
        paragraph(run("{{ remark }}"), "Report Verdict"),
        tag("endfor"),
        table(LEVEL_COLUMNS, rows),
        paragraph("", "Report Cell"),
    ]
    return [*front(), *headings("sheet", inside)]


def older_body() -> list[str]:
    """The older form of six columns."""
    widths = list(OLDER_COLUMNS.values())

    def plain(of: str) -> list[str]:
        return [tag(f"for text in {of}"), paragraph(run("{{ text }}")), tag("endfor")]

    def cells() -> list[str]:
        return [
            cell(widths[0], *lines("row.condition")),
            cell(widths[1], *plain("row.procedure")),
            cell(widths[2], *lines("row.work")),
            cell(widths[3], *plain("row.kpi")),
            cell(widths[4], paragraph(run("{{ row.lead }}"))),
            cell(widths[5], paragraph(run("{{ row.co }}"))),
        ]

    rows = [
        tag_row("for row in table.rows", widths),
        tag_row("if row.short", widths),
        row(cells(), together=True),
        tag_row("else", widths),
        row(cells()),
        tag_row("endif", widths),
        tag_row("endfor", widths),
    ]
    inside = [
        tag("if not section.tables"),
        paragraph(run("(ยังไม่ได้กรอกเกณฑ์การประเมินในชีต)", italic=True), "Report Mark"),
        tag("endif"),
        tag("for table in section.tables"),
        tag("if table.heading"),
        paragraph(run("{{ table.heading }}", bold=True), "Heading 3"),
        tag("endif"),
        tag("if table.verdict"),
        paragraph(run("{{ table.verdict }}"), "Report Verdict"),
        tag("endif"),
        table(OLDER_COLUMNS, rows),
        paragraph("", "Report Cell"),
        tag("endfor"),
    ]
    return [*front(), *headings("section", inside)]


def make(body: Sequence[str]) -> bytes:
    """A template with this body."""
    document = Document()
    _styled(document)
    _on_paper(document)
    inside = document.element.body
    for old in [child for child in inside if child.tag != qn("w:sectPr")]:
        inside.remove(old)
    for block in body:
        inside.insert(len(inside) - 1, _parsed(block))
    core = document.core_properties
    core.author, core.title, core.comments, core.last_modified_by = "", "", "", ""
    core.created = core.modified = MADE
    memory = BytesIO()
    document.save(memory)
    return repacked(memory.getvalue(), MADE)


def _parsed(xml: str) -> object:
    """An element whose first tag doesn't say yet what w: stands for."""
    name, rest = xml.split(">", 1)
    return parse_xml(f"{name} {nsdecls('w')}>{rest}")


def _styled(document: Word) -> None:
    """Only our styles, no theme fonts; the fonts that may stand in are named in the font table."""
    styles = document.styles.element
    for old in styles.findall(qn("w:style")):
        if old.get(qn("w:type")) == "paragraph" or old.get(qn("w:default")) != "1":
            styles.remove(old)
    for name in STYLES:
        styles.append(parse_xml(style(name)))
    defaults = styles.find(qn("w:docDefaults"))
    defaults.getparent().replace(
        defaults,
        parse_xml(
            f"<w:docDefaults {nsdecls('w')}><w:rPrDefault>{look()}</w:rPrDefault>"
            "<w:pPrDefault/></w:docDefaults>"
        ),
    )
    instead = f'<w:altName w:val="{INSTEAD}"/>'
    fonts = f'<w:fonts {nsdecls("w")}><w:font w:name="{FONT}">{instead}</w:font></w:fonts>'
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = fonts.encode()


def _on_paper(document: Word) -> None:
    """A4 on its side, the line on top of every page, and its number below."""
    section = document.sections[0]
    page = parse_xml(
        f"<w:sectPr {nsdecls('w')}>"
        f'<w:pgSz w:w="{WIDTH}" w:h="{HEIGHT}" w:orient="landscape"/>'
        f'<w:pgMar w:top="1588" w:right="{EDGE}" w:bottom="1021" w:left="{EDGE}" '
        'w:header="567" w:footer="454" w:gutter="0"/></w:sectPr>'
    )
    old = section._sectPr
    for child in list(old):
        old.remove(child)
    for child in list(page):
        old.append(child)
    small = look(size=14)
    number = run("หน้า ", size=14) + field("PAGE {{ report.page_form }}", "1", small)
    texts = {
        section.header: (
            paragraph(run("{{ report.head }}", size=13), "Header"),
            paragraph(run("{{ report.stamp_line }}", size=13), "Header", _RULE),
        ),
        section.footer: (paragraph(number, "Footer"),),
    }
    for place, text in texts.items():
        place.is_linked_to_previous = False
        for old_one in list(place._element):
            place._element.remove(old_one)
        for one in text:
            place._element.append(_parsed(one))


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, body in (("levels", levels_body()), ("older", older_body())):
        (FOLDER / f"{name}.docx").write_bytes(make(body))


if __name__ == "__main__":
    main()
