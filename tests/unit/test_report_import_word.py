"""Word files: our own report comes back the same; forms as people make them; broken files."""

import tempfile
import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from esa import thai
from esa.commands import cli
from esa.documents.report.word import word_report
from esa.imports.importing import Imported, import_report, read_report
from esa.imports.lines import Unreadable
from esa.imports.workbooks import UNPLACED, OutExists, write_import
from esa.judged import Judged
from esa.reading.office import BANGKOK, Office, read_office
from esa.sources.folder import read_folder
from tests.unit.test_report_import_text import (
    LISTS,
    POINTS,
    REPORT,
    codes,
    homeless,
    lost,
    rows,
    wording,
)

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)


@pytest.fixture(scope="module")
def report_14(sample: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "รายงาน 1.4.docx"
    path.write_bytes(word_report(Judged(sample), indicator="1.4"))
    return path


def read_back(path: Path, out: Path, group: str) -> Office:
    found = import_report(read_report(path), group=group)
    write_import(found, out)
    return read_office(read_folder(out, NOW), NOW)


def compared(office: Office, tab: str, indicator: str, *columns: str) -> list[tuple]:
    """Rows of an indicator as texts are compared: digits and spaces don't matter."""
    table = office.table(tab)
    table = table[table["criterion"].str.startswith(f"{indicator}.", na=False)]
    records = table.sort_values([c for c in ("criterion", "item") if c in table]).to_dict("records")
    return [tuple(thai.tidy(str(r[c])) if r[c] == r[c] else "" for c in columns) for r in records]


# --- round trip -------------------------------------------------------------------------------


def test_the_report_of_1_4_gives_the_same_points_and_evidence_again(sample, report_14, tmp_path):
    again = read_back(report_14, tmp_path / "นำเข้า", "SUP")
    for tab, columns in {
        "criteria": ("criterion", "indicator", "title"),
        "progress": ("criterion", "method", "result", "comments"),
        "evidence": ("criterion", "item", "title", "place"),
    }.items():
        assert compared(again, tab, "1.4", *columns) == compared(sample, tab, "1.4", *columns)
    assert again.fiscal_year == sample.fiscal_year
    assert again.edition == sample.edition


def test_the_claimed_level_and_the_rubric_come_back_too(sample, report_14, tmp_path):
    again = read_back(report_14, tmp_path / "นำเข้า", "SUP")
    for tab, columns in {
        "indicators": ["indicator", "points_total", "claimed_level"],
        "rubric": ["level", "min_clear", "max_clear"],
    }.items():
        was, now = (office.table(tab) for office in (sample, again))
        was = was[(was["indicator"] == "1.4") & (was["edition"] == sample.edition)]
        assert now[columns].values.tolist() == was[columns].values.tolist()


@pytest.mark.parametrize("thai_digits", [True, False])
def test_the_whole_report_gives_the_same_evidence_of_every_point(sample, tmp_path, thai_digits):
    path = tmp_path / "whole.docx"
    path.write_bytes(word_report(Judged(sample), thai_digits=thai_digits))
    found = import_report(read_report(path), group="SUP")
    assert lost(found) == []
    was = sample.table("evidence")
    was = was[was["edition"] == sample.edition]
    count = was.groupby("criterion").size().to_dict()
    listed = [code for (code,) in rows(found, "evidence", "criterion")]
    reported = {code for (code,) in rows(found, "criteria", "criterion")}
    assert {code: listed.count(code) for code in count} == count
    known = sample.table("criteria")
    assert reported == set(known[known["edition"] == sample.edition]["criterion"])


def test_an_import_exported_and_imported_again_says_the_same(report_14, tmp_path):
    office = read_back(report_14, tmp_path / "หนึ่ง", "SUP")
    second = tmp_path / "สอง.docx"
    second.write_bytes(word_report(Judged(office), indicator="1.4"))
    once = import_report(read_report(report_14), group="SUP")
    twice = import_report(read_report(second), group="SUP")
    for tab in ("criteria", "progress", "evidence"):
        names = ("criterion", "item", "title", "method", "result", "comments", "place")
        assert rows(once, tab, *names) == rows(twice, tab, *names)


def test_the_older_form_of_our_own_comes_back_with_its_conditions(sample, tmp_path):
    path = tmp_path / "older.docx"
    path.write_bytes(word_report(Judged(sample), "เดิม"))
    found = import_report(read_report(path), edition="เดิม", group="AM")
    was = sample.table("conditions")
    was = was[was["edition"] == "เดิม"].drop_duplicates(["criterion", "condition"])
    pairs = sorted(zip(was["criterion"], was["condition"], strict=True))
    assert sorted(rows(found, "conditions", "criterion", "condition")) == pairs
    assert lost(found) == []


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
    return imported_bytes(memory.getvalue())


def imported_bytes(data: bytes) -> Imported:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.docx"
        path.write_bytes(data)
        return import_report(read_report(path))


def filled(table) -> None:
    table.rows[1].cells[2].text, table.rows[1].cells[3].text = POINTS, LISTS


def test_line_breaks_in_a_cell_are_lines():
    found = form(filled)
    assert len(rows(found, "evidence", "item")) == 6
    assert rows(found, "progress", "criterion") == [("1.4.1",), ("1.4.2",)]
    assert lost(found) == []


def test_a_narrative_merged_over_all_levels_is_read_once():
    def merged(table) -> None:
        table.cell(1, 2).merge(table.cell(5, 2))
        table.cell(1, 3).merge(table.cell(5, 3))
        filled(table)

    found = form(merged)
    assert rows(found, "rubric", "level") == [(5,), (4,), (3,), (2,), (1,)]
    assert len(rows(found, "evidence", "item")) == 6


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


def test_a_row_that_lost_a_cell_is_told_and_nothing_is_lost():
    def broken(table) -> None:
        filled(table)
        row = table.rows[3]._tr
        row.remove(row.tc_lst[-1])

    found = form(broken)
    assert "import_row_broken" in codes(found)
    assert lost(found) == []


def test_numbers_that_word_counts_by_itself_are_counted_and_told():
    def counted(table) -> None:
        cell = table.rows[1].cells[2]
        cell.text = ""
        for text in ("แรกสมมติ", "วิธีการดำเนินงาน", "ทำ", "สองสมมติ", "วิธีการดำเนินงาน", "ทำอีก"):
            paragraph = cell.add_paragraph(text)
            if text.endswith("สมมติ"):
                properties = paragraph._p.get_or_add_pPr()
                properties.append(parse_xml(f"<w:numPr {nsdecls('w')}/>"))

    found = form(counted)
    titles = rows(found, "criteria", "criterion", "title")
    assert titles == [("1.4.1", "แรกสมมติ"), ("1.4.2", "สองสมมติ")]
    assert "import_point_counted" in codes(found)


def test_a_head_in_two_lines_is_a_head_and_a_frame_is_no_cell():
    def framed(table) -> None:
        filled(table)
        table.rows[0].cells[0].text = "ระดับ\nคุณภาพ"
        frame = parse_xml(f"<w:tbl {nsdecls('w')}><w:tr><w:tc/></w:tr></w:tbl>")
        table._tbl.addprevious(frame)
        frame[0][0].append(table._tbl)

    found = form(framed)
    assert len(rows(found, "evidence", "item")) == 6
    assert "import_table_in_cell" not in codes(found)


def test_headers_and_text_boxes_are_not_lost(tmp_path):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "หัวกระดาษสมมติ"
    document.add_paragraph("ข้อความสมมติ")
    document.save(tmp_path / "a.docx")
    found = import_report(read_report(tmp_path / "a.docx"))
    assert [line.text for line, _ in found.result.unplaced] == ["ข้อความสมมติ", "หัวกระดาษสมมติ"]


# --- files that can't be read -----------------------------------------------------------------


def zipped(**parts: bytes) -> bytes:
    memory = BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return memory.getvalue()


ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    b"<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
BAD = {
    "a.pdf": (b"%PDF-1.4", "import_kind"),
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
    "entities.docx": (zipped(word__document_xml=ENTITIES), "import_empty"),
    "binary.txt": (bytes(range(1, 32)) * 50, "import_not_text"),
    "empty.txt": (b"\n\n\t\n", "import_empty"),
    "broken.txt": (b"\xff\xfe\x00\xd8\x00", "import_not_text"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_report_is_refused_with_the_way_to_mend_it(name, tmp_path, capsys):
    data, code = BAD[name]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(Unreadable) as error:
        read_report(tmp_path / name)
    assert error.value.code == code
    assert cli.main(["import-report", str(tmp_path / name), str(tmp_path / "out")]) == 2
    assert "→" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_missing_file_is_told(tmp_path, capsys):
    assert cli.main(["import-report", str(tmp_path / "no.docx"), str(tmp_path / "out")]) == 2
    assert "no.docx" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("cp874", True), ("tis-620", True), ("utf-16", True), ("utf-8-sig", False), ("utf-8", False)],
)
def test_thai_text_of_older_encodings_is_read(encoding, told, tmp_path):
    text = REPORT.replace(" – ", " ").replace("☐", "(")
    (tmp_path / "r.txt").write_bytes(text.replace("\n", "\r\n").encode(encoding))
    found = import_report(read_report(tmp_path / "r.txt"))
    assert len(rows(found, "evidence", "item")) == 6
    assert ("import_encoding" in codes(found)) is told


# --- what is written and printed --------------------------------------------------------------


def command(tmp_path: Path, text: str = REPORT, *more: str) -> tuple[int, Path]:
    source = tmp_path / "รายงาน ปีก่อน.txt"
    source.write_text(text, encoding="utf-8")
    out = tmp_path / "นำเข้า"
    return cli.main(["import-report", str(source), str(out), *more]), out


def test_the_workbooks_are_read_like_any_other(tmp_path, capsys):
    code, out = command(tmp_path, REPORT, "--group", "SUP")
    assert code == 1
    office = read_office(read_folder(out, NOW), NOW)
    lacking = {"required_blank", "no_settings", "criterion_without_lead", "rubric_gap"}
    assert {problem.code for problem in office.problems} <= lacking
    assert len(office.table("evidence")) == 6
    assert not [book for book in office.workbooks if not book.used]


def test_what_has_no_home_stands_in_a_tab_with_its_line(tmp_path, capsys):
    _, out = command(tmp_path)
    tabs = [tab for book in read_folder(out, NOW) for tab in book.tabs if tab.title == UNPLACED]
    assert [row[:2] for row in tabs[0].rows if "เกริ่น" in str(row[1])] == [[13.0, "เกริ่นนำก่อนประเด็น"]]
    assert "บรรทัดที่ 13" in capsys.readouterr().out


def test_nothing_is_written_over(tmp_path, capsys):
    _, out = command(tmp_path)
    before = {path: path.read_bytes() for path in out.iterdir()}
    code, _ = command(tmp_path)
    assert code == 2
    assert {path: path.read_bytes() for path in out.iterdir()} == before
    with pytest.raises(OutExists):
        write_import(import_report(read_report(tmp_path / "รายงาน ปีก่อน.txt")), out)


def test_half_an_import_is_not_left_behind(tmp_path, capsys):
    out = tmp_path / "นำเข้า"
    out.write_text("ไฟล์ ไม่ใช่โฟลเดอร์", encoding="utf-8")
    code, _ = command(tmp_path)
    assert code == 2 and "→" in capsys.readouterr().err
    assert out.read_text(encoding="utf-8").startswith("ไฟล์")


def test_links_come_back_and_only_those_that_are_safe(tmp_path):
    def linked(table) -> None:
        filled(table)
        cell = table.rows[1].cells[3]
        for number, address in ((1, "https://example.org/a"), (2, "javascript:alert(1)")):
            paragraph = cell.add_paragraph()
            paragraph._p.append(
                parse_xml(
                    f"<w:fldSimple {nsdecls('w')} w:instr='HYPERLINK &quot;{address}&quot;'>"
                    f"<w:r><w:t>{number + 2}. ลิงก์</w:t></w:r></w:fldSimple>"
                )
            )

    found = form(linked)
    assert rows(found, "evidence", "link")[-2:] == [("https://example.org/a",), (None,)]
    assert "javascript:alert(1)" in homeless(found)


def test_a_name_stays_in_the_workbook_and_is_never_printed(tmp_path, capsys):
    name = "นายสมมติ ตัวอย่างดี"
    text = REPORT.replace("เกริ่นนำ", f"โดย {name} ").replace("2.แผน", f"{name} ต่อ\n2.แผน")
    _, out = command(tmp_path, text)
    said = capsys.readouterr()
    assert "ตัวอย่างดี" not in said.out + said.err
    cells = [str(c) for b in read_folder(out, NOW) for t in b.tabs for r in t.rows for c in r]
    assert any("ตัวอย่างดี" in cell for cell in cells)


def test_a_formula_in_a_report_is_text_in_the_workbook(tmp_path, capsys):
    text = REPORT.replace("ประชุมวางแผน", "=HYPERLINK(1)\n+cmd|x\n-ต่อ")
    _, out = command(tmp_path, text)
    book = next(path for path in out.iterdir() if path.name.startswith("กลุ่ม"))
    with zipfile.ZipFile(book) as file:
        assert b"<f>" not in b"".join(file.read(name) for name in file.namelist())


def test_a_text_longer_than_a_cell_is_not_cut(tmp_path, capsys):
    long = "ยาวมาก" * 7000
    _, out = command(tmp_path, REPORT.replace("ประชุมวางแผน", long))
    cells = [str(c) for b in read_folder(out, NOW) for t in b.tabs for r in t.rows for c in r]
    assert sum(cell.count("ยาวมาก") for cell in cells) >= 6999
    assert "import" not in capsys.readouterr().err


def test_an_office_without_the_group_is_told_to_fill_it_in(tmp_path, capsys):
    command(tmp_path)
    assert "--group" in capsys.readouterr().out


def test_the_responsibility_table_gives_the_same_points_and_groups_again(sample, tmp_path):
    path = tmp_path / "ผู้รับผิดชอบ.docx"
    path.write_bytes(word_report(Judged(sample), form="responsibility"))
    again = read_back(path, tmp_path / "out", "NP")
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
    assert theirs == ours


def test_homeless_lines_of_a_good_report_are_few(report_14):
    assert len(homeless(import_report(read_report(report_14)))) <= 3
