"""Word files: our own report comes back the same; forms as people make them; broken files."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from esa import thai
from esa.documents.report.word import word_report
from esa.imports.importing import Imported, import_report, read_report
from esa.imports.into import Answers, into
from esa.imports.lines import Unreadable
from esa.imports.read_text import MOST_LINES
from esa.imports.several import prepared
from esa.judged import Judged
from esa.reading.office import BANGKOK, Office, read_office
from esa.sources.excel import read_excel
from tests.unit.imported import (
    LISTS,
    POINTS,
    REPORT,
    codes,
    faults,
    homeless,
    imported,
    rows,
    wording,
)

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)


@pytest.fixture(scope="module")
def report_14(sample: Office) -> bytes:
    """Without registers, whose rows would come back as documents."""
    return word_report(Judged(replace(sample, declared=())), indicator="1.4")


def of_bytes(data: bytes, name: str = "รายงาน.docx") -> Imported:
    return import_report(read_report(name, data))


def read_back(data: bytes, group: str = "") -> Office:
    """A new office from one report."""
    target, reports = prepared([read_report("รายงาน.docx", data)], None, "", 2557, NOW)
    files = into(target, reports, Answers({"": group} if group else {})).files
    return read_office([read_excel(data, name, NOW) for name, data in files.items()], NOW)


def compared(office: Office, tab: str, indicator: str, *columns: str) -> list[tuple]:
    """Rows of an indicator as texts are compared: digits and spaces don't matter."""
    table = office.table(tab)
    table = table[table["criterion"].str.startswith(f"{indicator}.", na=False)]
    records = table.sort_values([c for c in ("criterion", "item") if c in table]).to_dict("records")
    return [tuple(thai.tidy(str(r[c])) if r[c] == r[c] else "" for c in columns) for r in records]


# --- round trip -------------------------------------------------------------------------------


def test_the_report_of_1_4_gives_the_same_points_and_evidence_again(sample, report_14):
    again = read_back(report_14, "SUP")
    for tab, columns in {
        "criteria": ("criterion", "indicator", "title"),
        "progress": ("criterion", "method", "result", "comments"),
        "evidence": ("criterion", "item", "title", "place"),
    }.items():
        assert compared(again, tab, "1.4", *columns) == compared(sample, tab, "1.4", *columns)
    assert again.fiscal_year == sample.fiscal_year
    assert again.edition == sample.edition


def test_the_claimed_level_and_the_rubric_come_back_too(sample, report_14):
    again = read_back(report_14, "SUP")
    for tab, columns in {
        "indicators": ["indicator", "points_total", "claimed_level"],
        "rubric": ["level", "min_clear", "max_clear"],
    }.items():
        was, now = (office.table(tab) for office in (sample, again))
        was = was[(was["indicator"] == "1.4") & (was["edition"] == sample.edition)]
        now = now[now["indicator"] == "1.4"]
        assert now[columns].values.tolist() == was[columns].values.tolist()


@pytest.mark.parametrize("thai_digits", [True, False])
def test_the_whole_report_comes_back_whole(sample, thai_digits):
    """Rubric, number of points, claimed levels, points, written parts and documents."""
    own = replace(sample, declared=())  # rows of registers come back as documents
    found = of_bytes(word_report(Judged(own), thai_digits=thai_digits))
    assert faults(found) == []
    assert homeless(found) == []
    edition = sample.edition
    for tab, columns in {
        "rubric": ("indicator", "level", "min_clear", "max_clear"),
        "indicators": ("indicator", "points_total", "claimed_level"),
    }.items():
        ours = known(sample, tab, edition, columns)
        assert sorted(rows(found, tab, *columns), key=str) == sorted(ours, key=str)
    for tab, columns in {
        "criteria": ("criterion", "title"),
        "evidence": ("criterion", "item", "title"),
        "progress": ("criterion", "method", "result", "comments"),
    }.items():
        ours = [r for r in known(sample, tab, edition, columns) if any(r[1:])]
        theirs = [r for r in rows(found, tab, *columns) if any(r[1:])]
        pairs = zip(sorted(map(plain, theirs)), sorted(map(plain, ours)), strict=True)
        # a date that our report prints behind a title becomes part of it
        assert all(t[:-1] == o[:-1] and t[-1].startswith(o[-1]) for t, o in pairs)


def known(office: Office, tab: str, edition: str, columns: tuple[str, ...]) -> list[tuple]:
    table = office.rows[tab]
    own = zip(table["edition"], *(table[name] for name in columns), strict=True)
    return [tuple(values) for of, *values in own if of == edition and values[0] is not None]


def plain(values: tuple) -> tuple:
    """As texts are compared; a dotted line was typed with its number."""
    return tuple("" if v is None else thai.fold(str(v).removeprefix("1. ..")) for v in values)


def test_an_import_exported_and_imported_again_says_the_same(report_14):
    office = read_back(report_14, "SUP")
    once, twice = of_bytes(report_14), of_bytes(word_report(Judged(office), indicator="1.4"))
    for tab in ("criteria", "progress", "evidence"):
        names = ("criterion", "item", "title", "method", "result", "comments", "place")
        assert rows(once, tab, *names) == rows(twice, tab, *names)


def test_the_older_form_of_our_own_comes_back_with_its_conditions(sample):
    found = of_bytes(word_report(Judged(sample), "เดิม"))
    was = sample.table("conditions")
    was = was[was["edition"] == "เดิม"].drop_duplicates(["criterion", "condition"])
    pairs = sorted(zip(was["criterion"], was["condition"], strict=True))
    assert sorted(rows(found, "conditions", "criterion", "condition")) == pairs
    assert faults(found) == []


# --- forms as people make them ----------------------------------------------------------------


def form(fill: Callable, rows_of: int = 6) -> Imported:
    """A report with one table of four columns that fill(table) writes into."""
    document = docx.Document()
    document.add_paragraph("มาตรฐานสำนักงานเขตพื้นที่การศึกษา พ.ศ. ๒๕๕๗")
    document.add_paragraph("มาตรฐานที่ ๑ งานสมมติ")
    document.add_paragraph("ตัวบ่งชี้ที่ ๔ เรื่องสมมติ")
    table = document.add_table(rows_of, 4)
    heads = ("ระดับคุณภาพ", "คำอธิบายระดับคุณภาพ", "วิธีการดำเนินงาน", "เอกสาร/หลักฐานอ้างอิง")
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.text = head
    for level, row in zip((5, 4, 3, 2, 1), table.rows[1:], strict=False):
        row.cells[0].text, row.cells[1].text = str(level), wording(level)
    fill(table)
    memory = BytesIO()
    document.save(memory)
    return of_bytes(memory.getvalue())


def filled(table) -> None:
    table.rows[1].cells[2].text, table.rows[1].cells[3].text = POINTS, LISTS


def test_line_breaks_in_a_cell_are_lines():
    found = form(filled)
    assert len(rows(found, "evidence", "item")) == 5
    assert rows(found, "progress", "criterion") == [("1.4.1",), ("1.4.2",)]
    assert faults(found) == []


def test_a_narrative_merged_over_all_levels_is_read_once():
    def merged(table) -> None:
        table.cell(1, 2).merge(table.cell(5, 2))
        table.cell(1, 3).merge(table.cell(5, 3))
        filled(table)

    found = form(merged)
    assert rows(found, "rubric", "level") == [(5,), (4,), (3,), (2,), (1,)]
    assert len(rows(found, "evidence", "item")) == 5


@pytest.mark.parametrize(
    ("sign", "claimed"),
    [
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', 5),
        ('<w:sym w:font="Wingdings" w:char="F0A8"/>', None),
        ('<w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/>'
         "</w:checkBox></w:ffData></w:fldChar>", 5),
    ],
)  # fmt: skip
def test_a_tick_that_is_a_sign_of_a_font_or_a_check_box_is_seen(sign, claimed):
    def ticked(table) -> None:
        filled(table)
        for row in table.rows[2:]:
            row.cells[0].text = f"☐ {row.cells[0].text}"
        run = parse_xml(f"<w:r {nsdecls('w')}>{sign}</w:r>")
        table.rows[1].cells[0].paragraphs[0]._p.insert(0, run)

    assert rows(form(ticked), "indicators", "claimed_level") == [(claimed,)]


def test_a_table_pasted_into_a_cell_becomes_text_and_is_told():
    def pasted(table) -> None:
        filled(table)
        inner = table.rows[1].cells[2].add_table(2, 2)
        for cell, text in zip(inner._cells, "กขคง", strict=True):
            cell.text = f"ค่า {text}"

    found = form(pasted)
    assert "ค่า ก | ค่า ข\nค่า ค | ค่า ง" in rows(found, "indicators", "comments")[0][0]
    assert "import_table_in_cell" in codes(found)


def test_a_row_that_lost_a_cell_keeps_what_its_cells_say():
    def broken(table) -> None:
        filled(table)
        row = table.rows[3]._tr
        row.remove(row.tc_lst[0])

    found = form(broken)
    assert rows(found, "rubric", "level") == [(5,), (4,), (3,), (2,), (1,)]
    assert faults(found) == []


def test_columns_merged_into_one_are_told_apart_by_their_headings():
    def merged(table) -> None:
        filled(table)
        table.cell(1, 2).merge(table.cell(1, 3))

    found = form(merged)
    assert rows(found, "progress", "criterion") == [("1.4.1",), ("1.4.2",)]
    assert len(rows(found, "evidence", "item")) == 5


def test_numbers_that_word_counts_by_itself_are_numbers():
    def counted(table) -> None:
        cell = table.rows[1].cells[2]
        for text in ("แรกสมมติ", "วิธีการดำเนินงาน", "ทำ", "สองสมมติ", "วิธีการดำเนินงาน", "ทำอีก"):
            cell.add_paragraph(text, "List Number" if text.endswith("สมมติ") else None)
        table.rows[1].cells[3].text = "ประเด็นที่ ๒ ประกอบด้วย"
        for text in ("แผน", "รายงาน"):
            table.rows[1].cells[3].add_paragraph(text, "List Bullet")

    found = form(counted)
    titles = rows(found, "criteria", "criterion", "title")
    assert titles == [("1.4.1", "แรกสมมติ"), ("1.4.2", "สองสมมติ")]
    assert rows(found, "evidence", "item", "title") == [(1, "แผน"), (2, "รายงาน")]


def test_a_head_in_two_lines_is_a_head_and_a_frame_is_no_cell():
    def framed(table) -> None:
        filled(table)
        table.rows[0].cells[0].text = "ระดับ\nคุณภาพ"
        frame = parse_xml(f"<w:tbl {nsdecls('w')}><w:tr><w:tc/></w:tr></w:tbl>")
        table._tbl.addprevious(frame)
        frame[0][0].append(table._tbl)

    found = form(framed)
    assert len(rows(found, "evidence", "item")) == 5
    assert "import_table_in_cell" not in codes(found)


def test_headers_and_text_boxes_are_not_lost():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "หัวกระดาษสมมติ"
    document.add_paragraph("ข้อความสมมติ")
    memory = BytesIO()
    document.save(memory)
    found = of_bytes(memory.getvalue())
    assert [line.text for line in found.ledger.lines] == ["ข้อความสมมติ", "หัวกระดาษสมมติ"]
    assert [home.why for home in found.ledger.homes] == ["front", "margin"]


# --- files that can't be read -----------------------------------------------------------------


def zipped(**parts: bytes) -> bytes:
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return memory.getvalue()


def body(inside: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    math = "http://schemas.openxmlformats.org/officeDocument/2006/math"
    named = f'<w:document xmlns:w="{space}" xmlns:m="{math}">'
    return f"{named}<w:body>{inside}</w:body></w:document>".encode()


def said(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


TABLE, ELBAT = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
BAD = {
    "a.pdf": (b"%PDF-1.4", "import_pdf"),
    "really a pdf.docx": (b"%PDF-1.4", "import_pdf"),
    "a.odt": (b"", "import_kind"),
    "a.docm": (zipped(word__document_xml=body("")), "import_kind"),
    "many.txt": ("ก\n".encode() * (MOST_LINES + 1), "import_many_lines"),
    "a.docx": (b"not a zip", "import_broken"),
    "cut.docx": (zipped(word__document_xml=b"<w:document>" * 50)[:-40], "import_broken"),
    "xml.docx": (zipped(word__document_xml=b"<w:document><oops"), "import_broken"),
    "sheet.docx": (zipped(xl__workbook_xml=b"<x/>"), "import_broken"),
    "old.docx": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "import_old_doc"),
    "locked.docx": (
        b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"),
        "import_encrypted",
    ),
    "bomb.docx": (zipped(word__document_xml=b" " * 60_000_000), "import_too_large"),
    "entities.docx": (zipped(word__document_xml=ENTITIES), "import_broken"),
    "deep.docx": (
        zipped(word__document_xml=body(TABLE * 300 + "ลึก" + ELBAT * 300)),
        "import_broken",
    ),
    "binary.txt": (bytes(range(1, 32)) * 50, "import_not_text"),
    "empty.txt": (b"\n\n\t\n", "import_empty"),
    "broken.txt": (b"\xff\xfe\x00\xd8\x00", "import_not_text"),
}


def lines(inside: str, **parts: bytes) -> list[str]:
    source = read_report("a.docx", zipped(word__document_xml=body(inside), **parts))
    return [line.text for line in source.lines()]


@pytest.mark.parametrize("depth", [1, 2, 20, 50])
def test_text_boxes_and_tables_within_each_other_are_read_once_at_any_depth(depth):
    """Each was read again by every box around it, 2^50 times."""
    boxes = f"<w:p>{said('นอก')}<w:r><w:txbxContent>" * depth
    inside = f"{boxes}<w:p>{said('ใน')}</w:p>" + "</w:txbxContent></w:r></w:p>" * depth
    assert lines(inside) == ["นอก"] * depth + ["ใน"]
    tables = TABLE * depth + f"<w:p>{said('ใน')}</w:p>" + ELBAT * depth
    assert lines(tables) == ["ใน"]
    assert lines(f"<w:p>{said('ก')}</w:p>", word__header1_xml=body(inside)).count("ใน") == 1


@pytest.mark.parametrize("odd", ["9" * 5000, "-3", "x", "", "1.5", "99999", "๒"])
def test_odd_numbers_in_the_file_are_no_number(odd):
    """Numbers of thousands of digits, signs and letters where a count should be."""
    numbered = f'<w:pPr><w:numPr><w:ilvl w:val="{odd}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    span = f'<w:tcPr><w:gridSpan w:val="{odd}"/></w:tcPr>'
    cell = f"<w:tc>{span}<w:p>{numbered}{said('ก')}</w:p></w:tc>"
    numbering = body("").replace(b"w:document", b"w:numbering").replace(
        b"<w:body></w:body>",
        b'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
        b'<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        b'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )  # fmt: skip
    table = f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"
    assert lines(table, word__numbering_xml=numbering) == ["ก", "ก"]


def test_words_of_a_formula_are_read_and_what_was_moved_away_is_not():
    formula = f"<w:p>{said('ค่า')}<m:oMath><m:r><m:t>x=5</m:t></m:r></m:oMath></w:p>"
    moved = f"<w:p><w:moveFrom>{said('เดิม')}</w:moveFrom><w:moveTo>{said('เดิม')}</w:moveTo></w:p>"
    assert lines(formula + moved) == ["ค่าx=5", "เดิม"]


def test_what_is_in_pictures_and_embedded_files_is_told_as_not_read():
    parts = {"word__media__image1.png": b"", "word__charts__chart1_xml": b"<x/>"}
    data = zipped(word__document_xml=body(f"<w:p>{said('ก')}</w:p>"), **parts)
    doubts = read_report("a.docx", data).doubts
    assert [(doubt.code, doubt.facts) for doubt in doubts] == [("import_not_read", {"count": 2})]


def test_macros_and_templates_of_a_renamed_file_are_not_read_and_stay_out_of_the_text():
    foreign = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/attachedTemplate" Target="https://planted.example/a.dotm" '
        b'TargetMode="External"/></Relationships>'
    )
    parts = {"word/vbaProject.bin": b"Sub AutoOpen()", "word/vbaData.xml": b"<x/>"}
    parts |= {"word/_rels/settings.xml.rels": foreign, "customUI/customUI.xml": b"<x/>"}
    field = "<w:r><w:instrText>DDEAUTO c:\\x.exe</w:instrText></w:r>"
    assert lines(f"<w:p>{said('ก')}{field}</w:p>", **parts) == ["ก"]


def test_as_many_lines_as_5_mb_of_the_shortest_have_are_read():
    text = "ประชุม\nนิเทศ\n1/2557\n" * (5_000_000 // 42)
    assert len(text.encode()) > 4_900_000 and text.count("\n") < MOST_LINES
    assert sum(1 for _ in read_report("a.txt", text.encode()).lines()) == text.count("\n")


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_report_is_refused(name):
    data, code = BAD[name]
    with pytest.raises(Unreadable) as error:
        read_report(name, data)
    assert error.value.code == code


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("cp874", True), ("tis-620", True), ("utf-16", True), ("utf-8-sig", False), ("utf-8", False)],
)
def test_thai_text_of_older_encodings_is_read(encoding, told):
    text = REPORT.replace(" – ", " ").replace("☐", "(")
    found = of_bytes(text.replace("\n", "\r\n").encode(encoding), "r.txt")
    assert len(rows(found, "evidence", "item")) == 5
    assert ("import_encoding" in codes(found)) is told


def test_links_come_back_and_only_those_that_are_safe():
    def linked(table) -> None:
        filled(table)
        cell = table.rows[1].cells[3]
        for number, address in ((1, "https://example.org/a"), (2, "javascript:alert(1)")):
            paragraph = cell.add_paragraph()
            paragraph._p.append(
                parse_xml(
                    f"<w:fldSimple {nsdecls('w')} w:instr='HYPERLINK &quot;{address}&quot;'>"
                    f"<w:r><w:t>{number + 2}. ลิงก์ {number}</w:t></w:r></w:fldSimple>"
                )
            )

    found = form(linked)
    assert rows(found, "evidence", "link")[-2:] == [("https://example.org/a",), (None,)]
    assert "javascript:alert(1)" in homeless(found)


def test_the_responsibility_table_gives_the_same_points_and_groups_again(sample):
    again = read_back(word_report(Judged(sample), form="responsibility"))
    ours, theirs = (
        {
            code: (thai.tidy(title or ""), sorted(leads or ()), sorted(co or ()))
            for code, title, leads, co in zip(
                *(table[name] for name in ("criterion", "title", "lead_groups", "co_groups")),
                strict=True,
            )
        }
        for table in (office.criteria[office.criteria["edition"] == "2557"].astype(object).where(
            lambda cells: cells.notna(), None) for office in (sample, again))
    )  # fmt: skip
    assert len(ours) == 34
    assert {code: theirs[code] for code in ours} == ours


def test_a_text_of_the_same_report_gives_the_same_points():
    assert len(rows(imported(REPORT), "progress", "criterion")) == 2
