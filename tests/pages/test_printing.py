"""The A4 file of every view: it is there, holds the finding, acts on nothing and opens nothing."""

import io
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import pytest

from esa import thai
from esa.screen.printing import LABEL, PDF
from esa.telling.texts import JOINER
from tests.pages.conftest import lines

WITH_PAPER = ("board", "indicators", "evidence", "networks", "schools", "projects", "sheets")
ROOT = Path(__file__).resolve().parents[2]


def text_of(html: str) -> str:
    """Text as it is read: without joiners, blanks of any kind as one."""
    body = html.split("<body>")[1]
    words = unescape(re.sub(r"<[^>]+>", " ", body)).replace(JOINER, "")
    return " ".join(words.split())


class Elements(HTMLParser):
    """The elements of a file with their attributes; text is no element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names.update(name for name, _ in attrs)


def harmless(html: str) -> None:
    """Nothing that runs, loads or leads away."""
    found = Elements(html)
    acting = {"script", "img", "link", "iframe", "object", "embed", "a", "form", "base", "video"}
    assert not found.tags & acting
    assert not {name for name in found.names if name.startswith(("on", "src", "href", "xlink"))}
    style = html.split("<style>")[1].split("</style>")[0]
    assert "url(" not in style and "@import" not in style
    assert html.count("<style>") == 1 and "default-src 'none'" in html


@pytest.mark.parametrize("name", WITH_PAPER)
def test_every_view_has_a_file_that_stands_alone(name, printed):
    _, html = printed(name)
    harmless(html)
    assert not re.search(r"https?://", html)
    assert "TH SarabunPSK" in html and "16pt" in html and "size:A4" in html
    text = text_of(html)
    assert "ข้อมูลตัวอย่าง" in text and "ข้อมูล ณ วันที่ ๒๓ กันยายน ๒๕๕๗" in text


def letters(text: str) -> str:
    """Letters that stand on the line: a PDF may part the marks above and below from theirs."""
    arabic = thai.to_arabic_digits(text.replace("ำ", "า"))  # codes keep their digits in a PDF
    return re.sub(r"[^ก-ฮะาเ-ไ0-9A-Za-z]", "", arabic)


WITH_PDF = [
    *(("indicators", {}), ("evidence", {}), ("networks", {}), ("schools", {}), ("projects", {})),
    *(("sheets", {}), ("registers", {}), ("report", {}), ("search", {"q": "นิเทศ"})),
    *(("whatif", {"have": "2.2.2"}), ("schools", {"school": "00570043"})),
    *(("indicators", {"edition": "เดิม"}), ("evidence", {"group": "FIN"})),
]


@pytest.mark.parametrize(("name", "asked"), WITH_PDF, ids=str)
def test_the_pdf_of_a_page_holds_what_its_a4_sheet_holds(name, asked, printed):
    _, html = printed(name, **asked)
    _, data = printed(name, label=PDF, **asked)
    pages = list(pypdfium2.PdfDocument(io.BytesIO(data)))
    read = letters("".join(page.get_textpage().get_text_range() for page in pages))
    assert {tuple(sorted(map(round, page.get_size()))) for page in pages} == {(595, 842)}
    cells = re.findall(r"<(?:td|h1|h2|th)\b[^>]*>(.*?)</(?:td|h1|h2|th)>", html, re.S)
    words = {
        letters(unescape(word))
        for cell in cells
        for word in re.sub(r"<[^>]+>", " ", cell).replace(JOINER, "").split()
    }
    assert len(words) > 10 and not {word for word in words if word not in read}


def test_the_board_has_the_pack_as_its_pdf(open_page):
    labels = [each.proto.label for each in open_page("board").get("download_button")]
    assert "เอกสารประชุม (PDF)" in labels and PDF not in labels


@pytest.mark.parametrize("name", ["board", "indicators", "networks", "schools", "projects"])
def test_the_file_says_the_finding_of_the_page(name, printed):
    app, html = printed(name)
    finding = next(line for line in lines(app) if line.startswith("# "))
    paper = text_of(html)
    assert thai.to_thai_digits(finding.removeprefix("# ")) in paper


def test_a_filter_is_said_on_paper_and_leaves_the_others_out(printed):
    _, every = printed("projects")
    _, html = printed("projects", group="FIN", part="money")
    assert "กลุ่มบริหารงานการเงิน" in text_of(html)
    assert "รอบ ๑๒ เดือน" in text_of(every) and "รอบ ๑๒ เดือน" not in text_of(html)


def test_one_school_on_paper_has_its_subjects(printed, sample):
    code = sample.test_results["school_code"].dropna().iloc[0]
    _, html = printed("schools", school=code)
    text = text_of(html)
    assert "ที่มาของสีรวม" in text and "ขีดจำกัดล่าง" in text


def test_the_older_edition_is_printed_by_conditions(printed):
    _, html = printed("indicators", edition="เดิม")
    text = text_of(html)
    assert "ผลตามประเด็น" in text and "สภาพที่พึงประสงค์" in text


def test_the_chosen_indicator_is_printed_with_its_points_and_next_steps(printed):
    _, html = printed("indicators", indicator="2.2")
    text = text_of(html)
    assert "๒.๒ การบริหารงานด้านงบประมาณ ที่มาของระดับ" in text
    assert "๒.๒.๑" in text and "ทำต่ออย่างไรให้ขึ้นระดับ" in text


def test_printing_the_live_page_shows_only_where_the_file_is():
    css = (ROOT / "static" / "look.css").read_text(encoding="utf-8")
    rule = css.split("@media print{", 1)[1]
    assert "body>*{display:none!important}" in rule and LABEL in rule
