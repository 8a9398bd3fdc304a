"""Topics as a PDF, read back: its pages, its text as one can search it, hostile text."""

import io
import re

import pypdfium2
import pytest

from esa.documents import topics_pdf
from esa.documents.pdf import FONTS, MOST_ROWS, pdf
from esa.documents.readable import letters, readable
from esa.telling.agenda import topics
from esa.telling.drawings import Ladder
from esa.telling.standpoint import Standpoint
from esa.telling.topic import Column, Entry, Kept, Rail, Topic, strong
from tests.unit.standpoints import empty, frozen, of_sample

FOOT = 20 * 72 / 25.4  # points: the margin in which the page says its number
HOSTILE = (
    '#import "@preview/x:0.1.0" #read("/etc/passwd") *b* _i_ $x^2$ `code` <label> @ref',
    "\\u{41} // comment /* more */ [ ] { } #{1+1}",
    '=HYPERLINK("http://x") {{ x }} <script>alert(1)</script>',
    "ก\x00ข\x0bค\ud800ง\u202eจ",
    "漢字 😀 عربي",
    "ก" + "้" * 50,
    "ยาว" * 2000,
)


def opened(data: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(io.BytesIO(data))


def text_of(data: bytes) -> str:
    document = opened(data)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def made(at: Standpoint, thai_digits: bool = True) -> bytes:
    return pdf(at, topics(at), thai_digits)


def one(*told: Topic, thai_digits: bool = False) -> bytes:
    return pdf(Standpoint(empty()), told, thai_digits)


def topic(finding: str = "สรุป", *rows: tuple, columns: tuple = (), **more: object) -> Topic:
    return Topic("x", "เรื่อง", finding, tuple(Entry(values=row) for row in rows), columns, **more)


def said(text: str) -> str:
    """The text of a file with this finding, its lines joined."""
    return " ".join(text_of(one(topic(text))).split())


@pytest.fixture(scope="module")
def sample_pdf() -> bytes:
    return made(of_sample())


@pytest.fixture(scope="module")
def sample_text(sample_pdf: bytes) -> str:
    return text_of(sample_pdf)


def test_every_page_is_a4_and_says_which_it_is() -> None:
    document = opened(made(of_sample(), False))
    for number, page in enumerate(document, start=1):
        assert tuple(round(side) for side in page.get_size()) == (595, 842)
        text = page.get_textpage().get_text_range()
        assert f"หน้า {number} จาก {len(document)}" in text
        assert reaches(page) < 595 - 45 + 1  # the margin of 16 mm
        assert "ข้อมูลปัจจุบัน" in text and "ข้อมูล ณ วันที่ 23 กันยายน 2557" in text


def reaches(page: pypdfium2.PdfPage) -> float:
    """How far to the right its letters stand, in points."""
    text = page.get_textpage()
    return max(text.get_charbox(n)[2] for n in range(text.count_chars()))


@pytest.mark.parametrize("wide", [0, 20, 50, 90, 300])
@pytest.mark.parametrize("count", [1, 3, 6, 9])
def test_a_table_is_never_wider_than_its_page(wide, count) -> None:
    """The last column has no width of its own: something is left to it."""
    heads = (*[Column("หัวคอลัมน์", wide)] * (count - 1), Column("ช่องสุดท้าย"))
    page = opened(one(topic("ก", ("คำ",) * count, columns=heads)))[0]
    read = "".join(page.get_textpage().get_text_range().split())
    assert reaches(page) < 595 - 45 + 1 and "ช่องสุดท้าย" in read


def test_the_sentence_can_be_found_whole_though_its_marks_are_drawn_apart(sample_text: str) -> None:
    # pdfium leaves out a blank between ชี้ and a joined word; the blank itself is in the file
    bare = sample_text.replace(" ", "")
    assert "ตั้งแต่ครั้งที่๑๑/๒๕๕๗:ขึ้น๒ตัวบ่งชี้ลง๐" in bare
    assert "สำนักงาน" in sample_text


def test_digits_are_thai_but_those_of_cells_codes_and_fingerprints_stay(sample_text: str) -> None:
    assert "› D2" in sample_text
    assert "K07" in sample_text
    assert not re.search(r"(ปี|ครั้งที่|วันที่|วัน|ระดับ)\s?[0-9]", sample_text)
    assert not re.search(r"(?<![A-Z0-9])[0-9]+\s?(วัน|ประเด็น|เรื่อง|แห่ง|บาท)", sample_text)
    meeting, then = frozen()[-1]
    assert meeting.fingerprint in text_of(made(Standpoint(then, shown=meeting)))


def test_arabic_digits_stay_where_they_are_asked_for() -> None:
    assert not re.search("[๐-๙]", text_of(made(Standpoint(empty()), False)))


def test_thai_lines_break_between_words() -> None:
    words = "สำนักงานเขตพื้นที่การศึกษาประถมศึกษารายงานผลการดำเนินงานต่อที่ประชุมผู้บริหารทุกเดือน" * 4
    lines = text_of(one(topic(words))).splitlines()
    own = [line for line in lines if line.strip() and line.strip() in words]
    assert len(own) > 2
    starts = ("สำนัก", "เขต", "พื้นที่", "การ", "ศึกษา", "ประถม", "รายงาน", "ผล", "ดำเนิน", "งาน", "ต่อ")
    starts += ("ที่", "ประชุม", "ผู้", "บริหาร", "ทุก", "เดือน")
    assert all(line.startswith(starts) for line in own)


@pytest.mark.parametrize("count", [1, 5, 9, 10])
@pytest.mark.parametrize("landscape", [False, True])
def test_high_rows_end_above_the_foot_and_leave_no_page_half_white(count, landscape) -> None:
    """Few rows can be higher than a page: kept together they stood over its foot."""
    rows = [(f"แถว {n}", "ข้อความ " * 40) for n in range(count)]
    told = topic("สรุป", *rows, columns=(Column("หัว"), Column("ยาว", 40)))
    paper = topics_pdf.Paper("สำนักงาน", "หัวเรื่อง", "วันนี้", "", "ประทับ", landscape=landscape)
    document = opened(topics_pdf.pdf(paper, [told], lambda left_out: ()))
    for number, page in enumerate(document, start=1):
        text = page.get_textpage()
        below = [text.get_charbox(n)[1] for n in range(text.count_chars())]
        assert "ข้อความ" not in text.get_text_bounded(bottom=0, top=FOOT)
        rows_end = min(each for each in below if each >= FOOT)
        assert number == len(document) or rows_end < page.get_size()[1] / 2


def test_a_long_table_repeats_its_heads_and_says_how_many_rows_are_left() -> None:
    rows = [(f"แถวที่ {n}", "ข้อความ " * 30) for n in range(MOST_ROWS + 5)]
    document = opened(one(topic("สรุป", *rows, columns=(Column("หัวซ้ำ", 30), Column("ยาว")))))
    pages = [page.get_textpage().get_text_range() for page in document]
    with_rows = [page for page in pages if "แถวที่" in page]
    assert len(with_rows) > 2 and all("หัวซ้ำ" in page for page in with_rows)
    assert "ยังมีอีก 5 แถว" in pages[-1]


def test_colours_are_grey_on_paper(sample_pdf: bytes) -> None:
    page = opened(sample_pdf)[1].render(scale=0.5).to_numpy()
    assert (page.max(axis=2) - page.min(axis=2)).max() == 0


def test_sarabun_is_in_the_file(sample_pdf: bytes) -> None:
    assert b"Sarabun-Regular" in sample_pdf and b"Sarabun-Bold" in sample_pdf
    assert sorted(path.name for path in FONTS.glob("*.ttf")) == [
        "Sarabun-Bold.ttf",
        "Sarabun-Regular.ttf",
    ]


def test_the_same_pack_gives_the_same_bytes(sample_pdf: bytes) -> None:
    assert made(of_sample()) == sample_pdf


def test_an_empty_office_is_printed_and_says_what_is_not_known() -> None:
    text = text_of(made(Standpoint(empty())))
    assert "ยังไม่มีมติหรือข้อสั่งการ" in text and "ยังเทียบไม่ได้" in text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text: str) -> None:
    rows = ((text, Kept(text)), (Rail(3, word=text), ""))
    within = topic(text, *rows, columns=(Column(text), Column("ข")), notes=(text,))
    assert len(opened(one(Topic(text, text, text, parts=(within,))))) >= 1


def test_markup_of_the_template_stands_as_it_was_typed() -> None:
    typed = '#read("x") *b* $x$ [y] // z'
    assert typed in said(typed)


def test_marks_above_and_below_are_found_in_their_order() -> None:
    for word in ("ตั้งแต่", "ครั้งที่", "ขึ้น", "น้ำหนัก", "สำนักงาน", "พื้นที่", "กู้", "ป้ำ", "ฟื้นฟู", "ปี่", "ฐิติ"):
        assert word in said(f"ก {word} ข {word} ค")


def test_brackets_and_joiners_do_not_reach_the_text() -> None:
    assert "(ก) ((ข) ง) ฟ้าไม่" in said("(ก) ((ข) ง) ฟ้า\u2060ไม่")


def test_a_topic_with_topics_in_it_says_all_of_them_and_no_emphasis_is_left() -> None:
    brief = [Topic(f"b{n}", "", f"ย่อย {strong(n)}", brief=True) for n in (1, 2)]
    own = topic("ใน", ("ค่า",), columns=(Column("หัว"),))
    silent = Topic("s", "เงียบ", "", behind=lambda: None)
    parts = (Topic("o", "เรื่องอื่น", "", parts=tuple(brief)), own, brief[0], silent)
    text = text_of(one(topic("นอก", parts=parts)))
    for part in ("นอก", "เรื่องอื่น", "ย่อย 1", "ย่อย 2", "หัว", "ค่า"):
        assert part in text
    assert "เงียบ" not in text and "\ufdd0" not in text


def test_a_level_has_its_mark_and_what_the_marks_mean_is_said() -> None:
    rails = (Rail(3, claimed=4, was=2), Rail(1, provisional=True, word="เบื้องต้น"))
    columns, drawing = (Column("ระดับ", 40, "rail"),), Ladder((), ("วงทึบ = ก", "วงประ = ข"))
    text = text_of(one(topic("ก", *((rail,) for rail in rails), columns=columns, drawing=drawing)))
    assert "วงทึบ = ก · วงประ = ข" in text and "เบื้องต้น" in text


def test_a_cluster_is_told_in_as_many_letters_as_it_has_glyphs() -> None:
    assert letters("ตั้", 3) == ["ต", "ั", "้"]
    assert letters("กำ", 3) == ["ก", "ํ", "า"]
    assert letters("น้ำ", 3) == ["น", "้ํ", "า"]
    assert letters("ตั้", 2) == []


def test_a_file_that_is_laid_out_otherwise_comes_back_as_it_is() -> None:
    for data in (b"", b"%PDF-1.7\nno list", b"startxref\n3\n%%EOF"):
        assert readable(data) == data
