"""The committee's page: what it says, what it never holds, and the file it is saved as."""

import io
import re
from dataclasses import replace
from datetime import date, datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
import pytest
from lxml import html as parsed

from esa.commands.cli import main
from esa.documents import plain
from esa.reading.office import BANGKOK, Office, read_office
from esa.rules.bands import Band
from esa.share import colour_topics, page
from esa.share.colour_tables import TOTAL, ColourTable, Shown
from esa.share.committee import Committee
from esa.share.committee import committee as committee_of
from esa.share.redaction import Redacted, redacted
from esa.share.scope import Scope
from esa.share.suppression import HIDDEN, SEVERAL, Seen
from esa.share.topics import NOT_ALL, first_lines, topics
from esa.sources.folder import read_folder
from esa.telling.topic import plain as plain_text
from tests.conftest import ROOT
from tests.unit import glued
from tests.unit.tables_tried import tables_of

STAMP = "ข้อมูล ณ การประชุมครั้งที่ 12/2557 วันที่ 23 ก.ย. 2557"
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> **หนา** [ลิงก์](https://x.y) \"'`"


class Parts(HTMLParser):
    """Tags with their attributes, and the text outside of styles and scripts."""

    def __init__(self, html: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        if not self.tags or self.tags[-1][0] not in ("style", "script"):
            self.text += data


def text_of(html: str) -> str:
    """What is read: no joiners, every gap one space."""
    return re.sub(r"\s+", " ", Parts(html).text.replace("\u2060", ""))


def letters(text: str) -> str:
    """Without gaps, joiners and marks of emphasis."""
    return re.sub(r"[\s\u2060\u200b]", "", plain_text(text))


def pdf_text(data: bytes) -> list[str]:
    """Letters of each page."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    return [letters(one.get_textpage().get_text_range()) for one in document]


def made(office: Office, scope: Scope) -> Redacted:
    """What a link shows, the newest tables of results being published."""
    return redacted(office, scope, tables_of(office))


def shown_to(office: Redacted, stamp: str = STAMP, until: date | None = None) -> str:
    """The page as a server sends it."""
    return plain.page(page.shown(office, stamp, until), "/app/static")


def test_the_page_and_the_file_say_the_same(sample):
    office = made(sample, Scope("assessors", schools=True))
    said = text_of(shown_to(office, until=date(2014, 10, 7)))
    assert STAMP in said and "ลิงก์นี้ใช้ได้ถึง 7 ต.ค. 2557" in said
    body = said[said.index("ระดับคุณภาพมี 1") :].strip()
    assert body in text_of(page.file(office, STAMP))


def test_no_office_is_shown_that_is_not_redacted(sample):
    with pytest.raises(TypeError):
        page.shown(sample, STAMP)


def test_the_page_has_no_script_loads_nothing_foreign_and_leads_nowhere_else(sample):
    html = shown_to(made(sample, Scope("assessors", schools=True)))
    tags = Parts(html).tags
    assert not {"script", "img", "iframe", "object", "form"} & {tag for tag, _ in tags}
    assert not any(name.startswith("on") for _, attributes in tags for name in attributes)
    links = [attributes["href"] for tag, attributes in tags if tag == "a"]
    assert links == ["#levels", "#completeness", "#networks", "#colours"]
    loaded = re.findall(r"url\(([^)]*)\)", html)
    assert loaded and all(each.startswith("/app/static/sarabun-") for each in loaded)
    assert '<html lang="th">' in html and "http://" not in html and "https://" not in html


def test_four_lines_lead_down_and_every_list_unfolds(sample):
    html = shown_to(made(sample, Scope("assessors", schools=True)))
    tree = parsed.document_fromstring(html)
    lines = {
        each.get("href"): " ".join(each.text_content().split()) for each in tree.xpath("//nav//a")
    }
    assert list(lines) == ["#levels", "#completeness", "#networks", "#colours"]
    for said, least in zip(lines.values(), (3, 3, 2, 3), strict=True):
        assert len(re.findall(r"\d+", said)) >= least, said
    before = tree.xpath("//nav/preceding::text()[ancestor::header or ancestor::p]")
    assert len("".join(before)) < 150, "they stand before all else"
    for name in ("levels", "completeness", "networks", "colours", "points", "words"):
        (section,) = tree.xpath(f"//section[@id='{name}']")
        assert section.xpath("./details") and not section.xpath(".//li[not(ancestor::details)]")


@pytest.mark.parametrize(
    ("shown", "heading"),
    [
        ("levels", "ระดับคุณภาพ"),
        ("completeness", "ความครบถ้วนของหลักฐาน"),
        ("networks", "เครือข่าย"),
        ("colours", "สีคุณภาพ"),
    ],
)
def test_only_the_parts_of_the_scope_are_there(sample, shown, heading):
    scope = Scope(shown=(shown,))
    html = page.file(made(sample, scope), "").replace("\u2060", "")
    headings = re.findall("<h2>(.*?)</h2>", html)
    assert headings == [heading, "ความหมายของคำ"]


def test_a_page_without_any_part_still_opens(sample):
    scope = Scope(shown=())
    tree = parsed.document_fromstring(page.file(made(sample, scope), ""))
    assert not tree.xpath("//nav") and len(tree.xpath("//h2")) == 1


def test_a_line_tells_that_its_figure_does_not_hold_everything(sample):
    office = made(sample, Scope())
    lost = office.committee.left_out
    assert {each.tab for each in lost} == {"evidence"}
    for left_out, marked in ((lost, {"levels", "completeness"}), ((), set())):
        found = topics(replace(office.committee, left_out=left_out))
        assert {part for part, said in first_lines(found) if NOT_ALL in said} == marked


def test_the_older_standards_have_their_line_too(sample):
    found = topics(Committee("conditions", met=12, stated=110))
    (part, said), *_ = first_lines(found)
    assert part == "levels" and plain_text(said) == "ทำได้แล้ว 12 จาก 110 สภาพที่พึงประสงค์"


def test_the_pdf_begins_with_the_same_lines(sample):
    office = made(sample, Scope())
    shown = page.shown(office, STAMP)
    read = pdf_text(page.pdf(office, STAMP))[0]
    at = [read.index(letters(said)) for _, said in shown.first]
    assert at == sorted(at) and at[-1] < read.index(letters("ระดับคุณภาพมี 1 ถึง 5"))
    assert "".join(pdf_text(page.pdf(office, STAMP))).count(letters(shown.first[0][1])) == 1


def test_the_day_of_the_data_is_always_told(sample):
    office = made(sample, Scope())
    for stamp in ("", "ครั้งที่ 12/2557", STAMP):
        assert "ข้อมูล ณ" in text_of(page.file(office, stamp))


def test_text_of_cells_is_text(sample):
    scope = Scope("assessors", schools=True)
    tables = dict(sample.rows)
    for tab in ("schools", "networks", "indicators", "criteria", "evidence", "groups", "standards"):
        name = "name" if "name" in tables[tab] else "title"
        tables[tab] = tables[tab].assign(name, [HOSTILE] * len(tables[tab]))
    tables["test_results"] = tables["test_results"].assign(
        "subject", [f"{HOSTILE} {s}" for s in tables["test_results"]["subject"]]
    )
    office = made(replace(sample, rows=tables, name=HOSTILE), scope)
    for html in (page.file(office, HOSTILE), shown_to(office, HOSTILE)):
        tags = Parts(html).tags
        assert not {"script", "img"} & {tag for tag, _ in tags}
        assert not any(name.startswith("on") for _, attributes in tags for name in attributes)
        assert "alert(1)" in Parts(html).text


def test_the_foot_of_paper_is_no_way_into_the_style(sample):
    office = made(sample, Scope())
    html = page.file(office, '"}}</style><script>alert(1)</script>\\')
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    assert style.endswith("font:11pt Sarabun}}") and "<" not in style
    assert "script" not in [tag for tag, _ in Parts(html).tags]


def test_the_file_asks_nobody_for_anything(sample):
    html = page.file(made(sample, Scope()), "")
    assert "default-src 'none'" in unescape(html)
    assert "http://" not in html and "https://" not in html
    for _, attributes in Parts(html).tags:
        assert not {"src", "action", "srcset"} & set(attributes)
        assert attributes.get("href", "#").startswith("#")
    assert len(html.encode()) < 400_000


def office_with(sample: Office, cells: dict) -> Redacted:
    office = made(sample, Scope(shown=("colours",)))
    bands = (Band("blue", 0, 30, "ดี"),)
    day = date(2014, 9, 1)
    table = ColourTable("NT", "ป.3", 2556, day, ("ก",), bands, cells, {"N01": "หนึ่ง"}, (), 0)
    return replace(office, committee=replace(office.committee, colours=(table,)))


def test_hidden_and_coded_groups_show_no_number(sample):
    office = office_with(
        sample,
        {
            (TOTAL, TOTAL): Shown(Seen("count", 4321, 1234, 1234), "blue"),
            ("N01", TOTAL): Shown(HIDDEN, "", 2),
            ("N02", TOTAL): Shown(Seen("below", 57, limit=5), "blue"),
            ("N03", TOTAL): Shown(Seen("above", 58, limit=95), ""),
            ("N04", TOTAL): Shown(Seen("count", 44, 10, 12), "", 3),
            (SEVERAL, TOTAL): Shown(HIDDEN, "", 2),
        },
    )
    said = text_of(page.file(office, ""))
    assert "ยังไม่ผ่าน 1,234 จาก 4,321 คน" in said and "เผยแพร่เมื่อ 1 ก.ย. 2557" in said
    assert "ยังไม่ผ่านน้อยกว่าร้อยละ 5 จาก 57 คน" in said
    assert "ยังไม่ผ่านมากกว่าร้อยละ 95 จาก 58 คน" in said
    assert "ยังไม่ผ่าน 10–12 จาก 44 คน · ไม่รวม 3 โรงเรียนที่มีผู้เข้าสอบน้อยกว่า 10 คน" in said
    assert said.count("ไม่แสดง (คุ้มครองกลุ่มนักเรียนน้อยกว่า 10 คน)") == 1
    assert colour_topics.SMALL_TOGETHER not in said


def test_where_only_the_office_can_be_told_the_page_says_so(sample):
    cells = {
        (TOTAL, TOTAL): Shown(Seen("count", 40, 12, 12), "green"),
        ("N01", TOTAL): Shown(HIDDEN, "", 2),
    }
    assert colour_topics.ONLY_OFFICE in text_of(page.file(office_with(sample, cells), ""))


def test_without_a_published_table_the_page_says_so_and_shows_none(sample):
    said = text_of(page.file(redacted(sample, Scope()), ""))
    assert colour_topics.NOT_PUBLISHED in said and "O-NET" not in said


def test_a_percent_is_cut_so_that_it_never_reads_as_the_next_colour():
    assert colour_topics.seen_percent(Shown(Seen("count", 10_000, 2_999, 2_999), "")) == "29"
    assert colour_topics.seen_percent(Shown(Seen("count", 100, 29, 31), "")) == "29–31"


def test_an_unknown_level_is_no_bad_level(sample):
    (levels, *_) = topics(made(sample, Scope()).committee)
    unknown = [step for step in levels.drawing.steps if step.words == "ยังไม่ให้ระดับ"]
    assert unknown and all(step.rail is None for step in unknown)
    assert not any(said.tone for step in unknown for said in step.said)


# --- the command ------------------------------------------------------------------------------

SAMPLE = str(ROOT / "esa" / "sample" / "office")


@pytest.fixture(scope="module", autouse=True)
def published(history_of_tests) -> None:
    assert main(["publish", SAMPLE, "--year", "2556", "--yes"]) == 0


def test_the_command_writes_one_file(tmp_path, capsys):
    out = tmp_path / "กรรมการ.html"
    assert main(["share", "--html", str(out), SAMPLE, "--groups", "FIN,HR"]) == 0
    said = text_of(out.read_text(encoding="utf-8"))
    assert "กลุ่มบริหารงานบุคคล" in said and "กลุ่มอำนวยการ" not in said
    assert main(["share", "--html", str(out), SAMPLE]) == 2
    assert "--force" in capsys.readouterr().err


def test_the_command_shows_a_frozen_meeting(tmp_path):
    out = tmp_path / "m.html"
    assert main(["share", "--html", str(out), SAMPLE, "--meeting", "11/2557"]) == 0
    assert "ข้อมูล ณ การประชุมครั้งที่ 11/2557" in text_of(unescape(out.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "wrong",
    [
        ["--meeting", "99/2557"],
        ["--groups", "XYZ"],
        ["--networks", "N99"],
        ["--show", "levels,everything"],
    ],
)
def test_what_is_not_there_is_refused(tmp_path, wrong, capsys):
    out = tmp_path / "x.html"
    assert main(["share", "--html", str(out), SAMPLE, *wrong]) == 2
    assert not out.exists() and capsys.readouterr().err


def test_a_file_of_another_kind_is_refused(tmp_path):
    assert main(["share", "--html", str(tmp_path / "x.pdf"), SAMPLE]) == 2


# --- saved as PDF -------------------------------------------------------------------------------


def read_pdf(data: bytes) -> list[str]:
    """The text of each page, every gap one space."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    said = [page.get_textpage().get_text_range() for page in document]
    return [" ".join(text.replace("\u2060", "").split()) for text in said]


def test_the_pdf_says_what_the_page_says_with_the_day_on_every_sheet(sample):
    office = made(sample, Scope("assessors", schools=True))
    pages = read_pdf(page.pdf(office, STAMP, date(2014, 10, 7)))
    said = " ".join(pages)
    assert all("ข้อมูล ณ การประชุมครั้งที่ 12/2557" in page for page in pages)
    assert "ได้ระดับคุณภาพแล้ว 3 จาก 9" in said and "ลิงก์นี้ใช้ได้ถึง 7 ต.ค. 2557" in said
    for part in (
        "ความครบถ้วนของหลักฐาน",
        "O-NET ป.6",
        "รายชื่อโรงเรียน",
        "ประเด็นและหลักฐาน",
        "ความหมายของคำ",
    ):
        assert part in said
    html = text_of(page.file(office, STAMP))
    for number in re.findall(r"ยังไม่ผ่าน [\d,]+ จาก [\d,]+ คน", said):
        assert number in html.replace("\u00a0", " ")


def test_hidden_groups_have_no_number_on_paper_either(sample):
    office = office_with(
        sample,
        {
            (TOTAL, TOTAL): Shown(Seen("count", 4321, 1234, 1234), "blue"),
            ("N01", TOTAL): Shown(HIDDEN, "", 1),
        },
    )
    said = "".join(read_pdf(page.pdf(office, STAMP))).replace(" ", "")
    assert "1,234จาก4,321คน" in said and "คุ้มครองกลุ่มนักเรียนน้อยกว่า10คน" in said


@pytest.mark.parametrize("text", ['#read("/etc/passwd") #import "@x/y:1" $x$ *b* ก\x00\u202eข', ""])
def test_text_of_cells_is_text_on_paper_too(sample, text):
    tables = dict(sample.rows)
    for tab in ("networks", "indicators", "standards", "groups"):
        name = "name" if "name" in tables[tab] else "title"
        tables[tab] = tables[tab].assign(name, [text] * len(tables[tab]))
    office = made(replace(sample, rows=tables, name=text), Scope())
    said = " ".join(read_pdf(page.pdf(office, text)))
    assert "root:" not in said and ("#read" in said or "#read" not in text)


def test_a_page_without_any_part_is_saved_too(sample):
    scope = Scope(shown=())
    assert "ความหมายของคำ" in " ".join(read_pdf(page.pdf(made(sample, scope), "")))


# --- addresses in every text ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder_with_addresses(office_with) -> Path:
    return office_with(glued.plant)


def marks(text: str) -> set[str]:
    """The markers that can be read, also where a line of paper was broken in one."""
    return set(glued.MARK.findall(re.sub(r"[\s\u2060]", "", text)))


@pytest.fixture(scope="module")
def office_with_addresses(folder_with_addresses) -> Office:
    now = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
    return read_office(read_folder(folder_with_addresses, now), now, is_sample=True)


def test_addresses_of_every_form_are_in_what_could_be_shown(office_with_addresses):
    """Else the tests below would look at nothing. E-mail is hidden when a sheet is read."""
    there = marks(
        "\n".join(
            glued.texts_in(committee_of(office_with_addresses, tables_of(office_with_addresses)))
        )
    )
    assert len(there) > 250
    forms = {glued.form_of(mark) for mark in there}
    rest = [form for n, form in enumerate((*glued.FORMS, *glued.HIDDEN)) if n not in forms]
    assert all("@" in form or "＠" in form for form in rest)


@pytest.mark.parametrize("kind", ["public", "assessors"])
def test_no_address_reaches_the_file(folder_with_addresses, tmp_path, kind):
    out, words = tmp_path / "x.html", ["--kind", kind, *["--schools"] * (kind == "assessors")]
    assert main(["publish", str(folder_with_addresses), "--yes"]) == 0
    assert main(["share", str(folder_with_addresses), "--html", str(out), *words]) == 0
    html = out.read_text(encoding="utf-8")
    assert marks(html) == marks(unescape(html)) == set()
    assert text_of(html).count("(ลิงก์)") > 80


def test_no_address_reaches_the_page_or_the_paper(office_with_addresses):
    scope = Scope("assessors", schools=True)
    office = made(office_with_addresses, scope)
    stamp = f"การประชุมครั้งที่ {glued.planted(0)} วันที่ 23 ก.ย. 2557"
    html = shown_to(office, stamp)
    paper = " ".join(read_pdf(page.pdf(office, stamp)))
    assert marks(html) == marks(text_of(html)) == marks(paper) == set()
    assert text_of(html).count("(ลิงก์)") > 350 and "วันที่ 23 ก.ย. 2557" in text_of(html)
