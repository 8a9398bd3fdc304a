"""The Word report read back: the form, its fonts for Thai, its table of contents, hostile text."""

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table

from esa.commands import cli
from esa.documents.report.contents import Stamp
from esa.documents.report.package import repacked
from esa.documents.report.word import TEMPLATES, TemplateFault, word_report
from esa.judged import Judged
from esa.reading.office import BANGKOK, Office, read_office
from esa.sources.folder import read_folder
from esa.telling.texts import JOINER, NBSP
from tests.unit import forged
from tests.unit.test_report_contents import document as evidence
from tests.unit.test_report_contents import done, small

SAMPLE = Path(__file__).resolve().parents[2] / "esa" / "sample" / "office"
THAI = re.compile("[\u0e01-\u0e5b]")
HOSTILE = [
    "{{ report.office }} {% for x in y %} {%p endfor %} {_{ }_}",
    "<w:p>&amp; <script>alert(1)</script> ]]>",
    "ก\x0bข\x00ค\x07ง\x0cจ\ufffe",
    "\u202eกลับ ๒.๓ \u200b",
    "{{ ''.__class__.__mro__ }}",
]


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def text_of(document: Document) -> str:
    return "\n".join(part.text or "" for part in document.element.body.iter(qn("w:t")))


def read(text: str) -> str:
    """Held blanks are blanks to who reads."""
    return text.replace(NBSP, " ")


@pytest.fixture(scope="module")
def whole(sample: Office) -> Document:
    return opened(word_report(Judged(sample)))


def table_of(document: Document, code: str) -> Table:
    """The table that follows the heading of an indicator."""
    body = list(document.element.body)
    for place, block in enumerate(body):
        text = "".join(part.text or "" for part in block.iter(qn("w:t")))
        style = block.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None and style.get(qn("w:val")) == "Heading2" and code in text:
            found = next(b for b in body[place:] if b.tag == qn("w:tbl"))
            return Table(found, document)
    raise AssertionError(code)


def test_each_indicator_is_a_table_of_four_columns_and_five_level_rows(whole, sample):
    indicators = int((sample.indicators["edition"] == "2557").sum())
    assert len(whole.tables) == indicators
    for table in whole.tables:
        assert len(table.columns) == 4 and len(table.rows) == 6
        assert [row.cells[0].text[-1] for row in table.rows[1:]] == list("๕๔๓๒๑")
    heads = [cell.text for cell in whole.tables[0].rows[0].cells]
    assert heads[0] == "ระดับคุณภาพ" and heads[1] == "คำอธิบายระดับคุณภาพ"
    assert heads[3] == "เอกสาร/หลักฐานอ้างอิง"


@pytest.mark.parametrize("code, level", [("๑.๔", 5), ("๒.๔", 3), ("๑.๑", None)])
def test_the_tick_stands_at_the_level_of_the_evidence(code, level, whole):
    marks = [row.cells[0].text for row in table_of(whole, code).rows[1:]]
    ticked = [5 - place for place, mark in enumerate(marks) if "☑" in mark]
    assert ticked == ([level] if level else [])
    assert all("☑" in mark or "☐" in mark for mark in marks)


def test_narrative_and_evidence_stand_in_the_first_level_row_only(whole):
    rows = table_of(whole, "๑.๔").rows
    assert "วิธีการดำเนินงาน" in rows[1].cells[2].text
    assert "ประเด็นที่ ๑ ประกอบด้วย" in read(rows[1].cells[3].text)
    assert all(not cell.text for row in rows[2:] for cell in row.cells[2:])


def test_a_date_and_a_figure_hold_together_and_no_word_is_hidden_from_the_search(whole, sample):
    said = text_of(whole)
    days = re.findall(r"[๐-๙]+.(?:[ก-ฮ]\.[คพย]\.|[ก-ฮ]+(?:คม|ยน))[\s\xa0][๐-๙]{4}", said)
    assert days and not [day for day in days if " " in day]
    assert f"ประเด็นที่{NBSP}๑" in said and JOINER not in said and "เครือข่าย" in said


def test_every_thai_run_names_font_size_and_weight_for_thai_letters(whole):
    parts = [whole.element.body]
    parts += [place._element for s in whole.sections for place in (s.header, s.footer)]
    runs = [run for part in parts for run in part.iter(qn("w:r"))]
    thai = [r for r in runs if THAI.search("".join(t.text or "" for t in r.iter(qn("w:t"))))]
    assert len(thai) > 200
    for run in thai:
        look = run.find(qn("w:rPr"))
        fonts = look.find(qn("w:rFonts"))
        kinds = {fonts.get(qn(f"w:{kind}")) for kind in ("ascii", "hAnsi", "cs")}
        assert kinds == {"TH SarabunPSK"}
        assert look.find(qn("w:szCs")).get(qn("w:val")) == look.find(qn("w:sz")).get(qn("w:val"))
        assert look.find(qn("w:bCs")) is not None
        assert look.find(qn("w:lang")).get(qn("w:bidi")) == "th-TH"


def test_cell_text_is_16_points_and_the_weights_of_both_scripts_agree(whole):
    for run in whole.tables[0]._element.iter(qn("w:r")):
        look = run.find(qn("w:rPr"))
        if THAI.search("".join(t.text or "" for t in run.iter(qn("w:t")))):
            off = [look.find(qn(name)).get(qn("w:val")) for name in ("w:b", "w:bCs")]
            assert off[0] == off[1]
    body = [r for r in whole.tables[0].rows[1].cells[2].paragraphs[0].runs if r.text]
    assert {run.font.size.pt for run in body} == {16}


def test_styles_name_the_font_as_well_and_no_theme_font_is_left(whole):
    for style in whole.styles.element.iter(qn("w:style")):
        for fonts in style.iter(qn("w:rFonts")):
            assert fonts.get(qn("w:cs")) == "TH SarabunPSK"
            assert not any("Theme" in name for name in fonts.attrib)


def test_the_head_of_a_table_repeats_and_only_short_rows_are_kept_whole(sample):
    long = "คำยาว " * 3000
    own = small(sample, [done(1, method=long)], [])
    table = opened(word_report(Judged(own), "2557")).tables[0]
    properties = [row._tr.find(qn("w:trPr")) for row in table.rows]
    assert properties[0].find(qn("w:tblHeader")) is not None
    assert properties[1] is None  # may break across pages
    assert all(look.find(qn("w:cantSplit")) is not None for look in properties[2:])


def test_a_level_row_with_a_long_wording_may_break_as_well(sample):
    rows = [{"indicator": "1.1", "level": 4, "min_clear": 2, "wording": "ยาว " * 500}]
    table = opened(word_report(Judged(small(sample, rubric=rows)), "2557")).tables[0]
    assert table.rows[2]._tr.find(qn("w:trPr")) is None
    assert table.rows[3]._tr.find(qn("w:trPr")) is not None


def test_the_paper_is_a4_and_pages_count_in_the_digits_of_the_report(whole, sample):
    section = whole.sections[0]
    assert {round(section.page_width.mm), round(section.page_height.mm)} == {297, 210}
    number = section._sectPr.find(qn("w:pgNumType"))
    assert number.get(qn("w:fmt")) == "thaiNumbers"
    arabic = opened(word_report(Judged(sample), indicator="1.4", thai_digits=False))
    assert arabic.sections[0]._sectPr.find(qn("w:pgNumType")).get(qn("w:fmt")) == "decimal"
    assert "PAGE" in "".join(
        code.text or "" for code in section.footer._element.iter(qn("w:instrText"))
    )


def test_no_digit_of_the_other_kind_stands_in_our_own_words(sample):
    thai = text_of(opened(word_report(Judged(sample), indicator="2.4")))
    assert not re.search(r"(?<![A-Za-z0-9_./@-])[0-9]+(?![A-Za-z0-9_./@-])", thai)
    arabic = text_of(opened(word_report(Judged(sample), indicator="2.4", thai_digits=False)))
    assert not re.search("[๐-๙]", arabic)


def test_the_header_tells_year_edition_meeting_and_fingerprint(sample):
    meeting = Stamp("12/2557", sample.today, "3F2A9-1C07B")
    header = opened(word_report(Judged(sample), meeting=meeting)).sections[0].header
    said = read("\n".join(paragraph.text for paragraph in header.paragraphs))
    for part in ("ปีงบประมาณ พ.ศ. ๒๕๕๗", "มาตรฐาน", "ครั้งที่ ๑๒/๒๕๕๗", "3F2A9-1C07B"):
        assert part in said


def test_headings_are_real_and_the_table_of_contents_has_an_entry_for_each(whole):
    headings = [p for p in whole.paragraphs if p.style.style_id in ("Heading1", "Heading2")]
    entries = [p for p in whole.paragraphs if p.style.style_id in ("TOC1", "TOC2")]
    assert len(headings) == len(entries) == 11
    for heading, entry in zip(headings, entries, strict=True):
        text = "".join(t.text or "" for t in entry._p.iter(qn("w:t")))
        assert text == heading.text
        anchor = next(entry._p.iter(qn("w:hyperlink"))).get(qn("w:anchor"))
        assert next(heading._p.iter(qn("w:bookmarkStart"))).get(qn("w:name")) == anchor


def test_the_field_of_the_contents_begins_and_ends_once(whole):
    kinds = [m.get(qn("w:fldCharType")) for m in whole.element.body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate")
    codes = [(c.text or "").split()[0] for c in whole.element.body.iter(qn("w:instrText"))]
    assert codes[0] == "TOC" and set(codes[1:]) <= {"PAGEREF", "HYPERLINK"}


def test_a_single_indicator_needs_no_table_of_contents(sample):
    one = opened(word_report(Judged(sample), indicator="1.4"))
    assert len(one.tables) == 1
    assert not any("TOC" in (c.text or "") for c in one.element.body.iter(qn("w:instrText")))


@pytest.mark.parametrize("text", HOSTILE)
def test_cell_text_is_shown_and_nothing_in_it_is_run(text, sample):
    rows = [evidence(1, title=f"เอกสาร {text}", place=None)]
    own = small(sample, [done(1, method=f"วิธี {text}")], rows)
    document = opened(word_report(Judged(own), "2557", thai_digits=False))
    said = text_of(document)
    seen = re.sub("[\x00-\x1f\u200b\u202e\ufffe]", "", text)
    letters = seen.replace("๒.๓", "2.3").split()
    assert all(word in said for word in letters if "ก" not in word)
    assert len(document.tables) == 1 and len(document.tables[0].rows) == 6
    assert "alert(1)" not in [element.tag for element in document.element.body.iter()]


def test_a_huge_text_is_shown_whole(sample):
    text = "\n".join(["ข้อความยาวมาก" * 20] * 200)
    own = small(sample, [done(1, method=text)])
    said = text_of(opened(word_report(Judged(own), "2557")))
    assert said.count("ข้อความยาวมาก") == 4000


def test_a_document_with_a_link_is_a_link_and_a_doubtful_one_is_text(sample):
    rows = [
        evidence(1, link="https://example.org/a"),
        evidence(1, item=2, title="ข", link='https://example.org/" \\o "x'),
    ]
    codes = [
        code.text
        for code in opened(word_report(Judged(small(sample, [], rows)), "2557")).element.body.iter(
            qn("w:instrText")
        )
        if "HYPERLINK" in (code.text or "")
    ]
    assert codes == [' HYPERLINK "https://example.org/a" ']


def test_the_same_office_and_arguments_give_the_same_bytes(sample):
    later = datetime(2026, 12, 1, 17, tzinfo=BANGKOK)
    again = read_office(read_folder(SAMPLE, later), later, is_sample=True)
    first = word_report(Judged(sample), indicator="1.4")
    assert first == word_report(Judged(again), indicator="1.4")
    assert first != word_report(Judged(sample), indicator="1.4", reading="verified")


def test_a_package_keeps_its_content_and_only_its_times_change():
    data = (TEMPLATES / "levels.docx").read_bytes()
    moved = repacked(data, datetime(2014, 9, 23))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(moved)) as new:
        assert {n: old.read(n) for n in old.namelist()} == {n: new.read(n) for n in new.namelist()}
        assert {info.date_time for info in new.infolist()} == {(2014, 9, 23, 0, 0, 0)}
        assert new.namelist()[0] == "[Content_Types].xml"


def test_an_office_may_restyle_the_template(sample, tmp_path):
    own = docx.Document(str(TEMPLATES / "levels.docx"))
    for paragraph in own.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("ผลการประเมิน", "ผลตามแบบของเรา")
    own.save(tmp_path / "own.docx")
    made = opened(word_report(Judged(sample), indicator="1.4", template=tmp_path / "own.docx"))
    assert "ผลตามแบบของเรา" in text_of(made)


@pytest.mark.parametrize(
    "tag", ["{{ report.nothing }}", "{% for %}", "{{ report.__class__.__mro__ }}", "{{ x }}"]
)
def test_a_template_that_asks_for_what_is_not_there_is_refused(tag, sample, tmp_path):
    own = docx.Document(str(TEMPLATES / "levels.docx"))
    own.paragraphs[1].runs[0].text = tag
    own.save(tmp_path / "own.docx")
    with pytest.raises(TemplateFault, match=r"own\.docx"):
        word_report(Judged(sample), template=tmp_path / "own.docx")


@pytest.mark.parametrize("content", [b"", b"no document", b"PK\x03\x04 half"])
def test_a_file_that_is_no_word_document_is_refused(content, sample, tmp_path):
    (tmp_path / "own.docx").write_bytes(content)
    with pytest.raises(TemplateFault):
        word_report(Judged(sample), template=tmp_path / "own.docx")
    with pytest.raises(TemplateFault):
        word_report(Judged(sample), template=tmp_path / "absent.docx")


def test_a_template_that_claims_to_be_small_and_is_not_is_refused(sample, tmp_path):
    with zipfile.ZipFile(TEMPLATES / "levels.docx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    huge = forged.bomb("word/document.xml", parts.pop("word/document.xml"), 110)
    kept = [forged.part(name, data) for name, data in parts.items()]
    forged.write(tmp_path / "own.docx", [*kept, forged.lying(huge)])
    with pytest.raises(TemplateFault, match="too large"):
        word_report(Judged(sample), template=tmp_path / "own.docx")


@pytest.mark.parametrize("choices", [{"edition": "เดิม"}, {"form": "responsibility"}])
def test_the_older_form_has_six_columns(choices, sample):
    tables = opened(word_report(Judged(sample), **choices)).tables
    assert tables and all(len(table.columns) == 6 for table in tables)
    heads = [cell.text for cell in tables[0].rows[0].cells]
    assert heads[0].startswith("สภาพที่พึงประสงค์") and heads[4:] == [
        "ผู้รับผิดชอบหลัก",
        "ผู้รับผิดชอบร่วม",
    ]


def test_the_command_writes_a_file_and_never_over_another_unasked(tmp_path, capsys):
    out = tmp_path / "รายงาน.docx"
    command = ["report", str(SAMPLE), str(out), "--indicator", "1.4"]
    assert cli.main(command) == 0
    first = out.read_bytes()
    assert cli.main([*command, "--digits", "arabic"]) == 2
    assert out.read_bytes() == first and "--force" in capsys.readouterr().err
    assert cli.main([*command, "--digits", "arabic", "--force"]) == 0
    assert out.read_bytes() != first


@pytest.mark.parametrize(
    "more", [["--indicator", "9.9"], ["--edition", "ไม่มี"], ["--template", "ไม่มี.docx"]]
)
def test_the_command_tells_what_it_does_not_find(more, tmp_path, capsys):
    assert cli.main(["report", str(SAMPLE), str(tmp_path / "a.docx"), *more]) == 2
    said = capsys.readouterr().err
    assert said.strip() and "Traceback" not in said
    assert not (tmp_path / "a.docx").exists()


def test_a_frozen_meeting_is_reported_under_its_number(tmp_path, capsys, own_office):
    place = ["--place", str(tmp_path / "history")]
    assert cli.main(["meeting", str(own_office), "--number", "12/2557", *place]) == 0
    out = tmp_path / "a.docx"
    said = ["report", str(own_office), str(out), "--meeting", "๑๒/๒๕๕๗", *place]
    assert cli.main(said) == 0
    header = docx.Document(str(out)).sections[0].header
    assert "ครั้งที่ ๑๒/๒๕๕๗" in read("\n".join(p.text for p in header.paragraphs))
    assert cli.main([*said[:3], "--force", "--meeting", "13/2557", *place]) == 2
    assert "13/2557" in capsys.readouterr().err
