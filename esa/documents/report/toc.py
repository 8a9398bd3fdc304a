"""The table of contents: a field that Word and LibreOffice bring up to date, with its entries
already in it, so that it isn't empty before somebody does."""

from collections.abc import Iterator
from copy import deepcopy

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml.etree import _Element

LEVELS = ("Heading1", "Heading2")
_BEGIN, _END = "begin", "end"


def fill_contents(body: _Element) -> None:
    """Give every heading a bookmark, and the field an entry for each; without a field, nothing."""
    found = _field(body)
    headings = list(_headings(body))
    if not found or not headings:
        return
    for number, (paragraph, _, _) in enumerate(headings, start=1):
        _marked(paragraph, number)
    first = found[0]
    look = _look(first)
    begin = _runs_until_separate(first)
    entries = [
        _entry(text, level, number, look)
        for number, (_, level, text) in enumerate(headings, start=1)
    ]
    for place, run in enumerate(begin):
        entries[0].insert(1 + place, run)
    entries[-1].append(parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="end"/></w:r>'))
    for entry in entries:
        first.addprevious(entry)
    parent = first.getparent()
    for old in found:
        parent.remove(old)


def _headings(body: _Element) -> Iterator[tuple[_Element, int, str]]:
    """Headings that stand in no table, with their level and text."""
    for paragraph in body.iterchildren(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = style.get(qn("w:val")) if style is not None else None
        if name in LEVELS:
            text = "".join(part.text or "" for part in paragraph.iter(qn("w:t")))
            yield paragraph, LEVELS.index(name) + 1, text


def _field(body: _Element) -> list[_Element]:
    """The paragraphs of the first field TOC, from its begin to its end; [] without one."""
    for code in body.iter(qn("w:instrText")):
        if (code.text or "").split()[:1] == ["TOC"]:
            return _whole(next(code.iterancestors(qn("w:p"))))
    return []


def _whole(start: _Element) -> list[_Element]:
    """The paragraph and those after it, until every field that began in them has ended."""
    paragraphs, depth = [], 0
    for paragraph in (start, *start.itersiblings(qn("w:p"))):
        paragraphs.append(paragraph)
        for mark in paragraph.iter(qn("w:fldChar")):
            kind = mark.get(qn("w:fldCharType"))
            depth += (kind == _BEGIN) - (kind == _END)
        if depth <= 0:
            return paragraphs
    return []


def _runs_until_separate(paragraph: _Element) -> list[_Element]:
    """The runs that begin the field, up to where its result starts."""
    runs = []
    for run in paragraph.iterchildren(qn("w:r")):
        runs.append(deepcopy(run))
        mark = run.find(qn("w:fldChar"))
        if mark is not None and mark.get(qn("w:fldCharType")) == "separate":
            break
    return runs


def _look(paragraph: _Element) -> _Element | None:
    """How the text of the field looks."""
    for run in paragraph.iterchildren(qn("w:r")):
        if run.find(qn("w:t")) is not None:
            return run.find(qn("w:rPr"))
    return None


def _bold(look: _Element) -> _Element:
    for name in ("w:b", "w:bCs"):
        for mark in look.findall(qn(name)):
            mark.attrib.pop(qn("w:val"), None)
    return look


def _marked(paragraph: _Element, number: int) -> None:
    name = f'w:id="{number}" w:name="{_bookmark(number)}"'
    start = parse_xml(f"<w:bookmarkStart {nsdecls('w')} {name}/>")
    end = parse_xml(f'<w:bookmarkEnd {nsdecls("w")} w:id="{number}"/>')
    paragraph.insert(1, start)
    paragraph.append(end)


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"


def _entry(text: str, level: int, number: int, look: _Element | None) -> _Element:
    """A paragraph of the table: a link to the heading, and the page it is on."""
    name = _bookmark(number)
    entry = parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>'
        f'<w:hyperlink w:anchor="{name}" w:history="1"><w:r><w:t xml:space="preserve"/></w:r>'
        '<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> PAGEREF {name} \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t/></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:hyperlink></w:p>'
    )
    next(entry.iter(qn("w:t"))).text = text
    for run in entry.iter(qn("w:r")):
        if look is not None:
            run.insert(0, _bold(deepcopy(look)) if level == 1 else deepcopy(look))
    return entry
