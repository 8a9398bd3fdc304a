"""Text saved from Word: rows found again, nothing lost, nothing guessed."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.imports import forms
from esa.imports.importing import Imported, import_report
from esa.imports.lines import Line, Row, Source
from esa.imports.read_text import text_blocks

HEAD = "\tระดับคุณภาพ\n\tคำอธิบายระดับคุณภาพ\n\tวิธีการดำเนินงาน / ผลการดำเนินงาน\n\tเอกสาร/หลักฐานอ้างอิง\n"
OLDER_HEAD = (
    "\tสภาพที่พึงประสงค์/คำอธิบายเพิ่มเติม\n\tเกณฑ์/แนวทางการดำเนินการ\n\tการดำเนินงาน\n"
    "\tตัวชี้วัด\n\tผู้รับผิดชอบหลัก\n\tผู้รับผิดชอบร่วม\n"
)
START = "มาตรฐานสำนักงานเขตพื้นที่การศึกษา พ.ศ.๒๕๕๗\nมาตรฐานที่ ๑ งานสมมติ\nตัวบ่งชี้ที่ ๔ : เรื่องสมมติ\n"


def wording(level: int, total: int = 2) -> str:
    said = f"ชัดเจน {level - 3} ข้อ" if level > 3 else "น้อย"
    return f"ดำเนินการครบ {total} ข้อ\nมีร่องรอยหลักฐาน{said}"


def level_row(level: int, narrative: str = "", evidence: str = "", box: str = "(\n") -> str:
    return f"\t{box}{level}\n\t{wording(level)}\n\t{narrative}\n\t{evidence}\n"


def imported(text: str, **more: str) -> Imported:
    blocks, doubts = text_blocks(text)
    source = Source("ทดสอบ.txt", ("บรรทัด", "line"), tuple(blocks), tuple(doubts))
    return import_report(source, **more)


def codes(found: Imported) -> dict[str, int]:
    """Code of a doubt → line of the first."""
    return {doubt.code: doubt.line for doubt in reversed(found.result.doubts)}


def rows(found: Imported, tab: str, *columns: str) -> list[tuple]:
    return [tuple(row.get(c) for c in columns) for row in found.result.rows.get(tab, [])]


def homeless(found: Imported) -> list[str]:
    """Lines without a home that are no words of the form."""
    quiet = ("form", "contents", "margin", "computed")
    return [line.text for line, reason in found.result.unplaced if reason not in quiet]


def lost(found: Imported) -> list[str]:
    """Lines of the source that stand in no cell and not in unplaced; a printed number may be in a
    column of its own."""
    cells = [str(v) for table in found.result.rows.values() for row in table for v in row.values()]
    cells += [line.text for line, _ in found.result.unplaced]
    everything = "\n".join("".join(cell.split()) for cell in cells)
    gone = []
    for block in found.source.blocks:
        for line in block.lines if isinstance(block, Row) else [block]:
            if not any("".join(s.split()) in everything for s in _shapes(line)):
                gone.append(line.text)
    return gone


def _shapes(line: Line) -> Sequence[str]:
    """A line as it may stand in a cell: whole, without its number, its bullet or its heading."""
    heading = forms.heading(line)
    bare = re.sub(r"^(?:ประเด็นที่)?\s*[0-9๐-๙]+(?:\.[0-9๐-๙]+)*\s*[.):]?\s*", "", line.text)
    groups = line.text.replace(" / ", "; ")
    unplaced = re.sub(r"\s*\(ที่เก็บ:.*\)$", "", bare)
    shapes = [line.text, bare, unplaced, groups, re.sub(r"^[-–•]\s*", "", line.text)]
    return [*shapes, heading.title] if heading else shapes


POINTS = """เกริ่นนำก่อนประเด็น
๑. ประเด็นสมมติแรก
วิธีการดำเนินงาน
ประชุมวางแผน
๑. ขั้นแรก
๒. ขั้นที่สอง
ผลการดำเนินงาน
1. ผลข้อหนึ่ง
2. ผลข้อสอง
๒. ประเด็นสมมติถัดมา
วิธีการดำเนินงาน
ออกพื้นที่
ผลการดำเนินงาน
ได้ผลดี
ความเห็นและข้อเสนอแนะ
ควรทำต่อ"""
LISTS = """หมายเหตุ : ใช้ของปีงบประมาณ ๒๕๕๗
ประเด็นที่ ๑ ประกอบด้วย
๑. คำสั่งสมมติ เลขที่ ๑๒/๒๕๕๗
2.แผนสมมติ
๓. ........
ฯลฯ
ประเด็นที่ 2 ประกอบด้วย
- ภาพถ่ายสมมติ
- บัญชีสมมติ"""
REPORT = START + HEAD + "\n" + level_row(5, POINTS, LISTS) + "\n\n" + level_row(4) + level_row(3)


def test_points_are_told_from_lists_by_the_heading_below_them():
    found = imported(REPORT)
    assert rows(found, "criteria", "criterion", "title") == [
        ("1.4.1", "ประเด็นสมมติแรก"),
        ("1.4.2", "ประเด็นสมมติถัดมา"),
    ]
    methods = rows(found, "progress", "criterion", "method", "result")
    assert methods == [
        ("1.4.1", "ประชุมวางแผน\n๑. ขั้นแรก\n๒. ขั้นที่สอง", "1. ผลข้อหนึ่ง\n2. ผลข้อสอง"),
        ("1.4.2", "ออกพื้นที่", "ได้ผลดี"),
    ]


def test_evidence_is_one_row_an_item_and_placeholders_stay_what_they_are():
    found = imported(REPORT)
    assert rows(found, "evidence", "criterion", "item", "title", "document_no") == [
        ("1.4.1", 1, "คำสั่งสมมติ เลขที่ ๑๒/๒๕๕๗", "12/2557"),
        ("1.4.1", 2, "แผนสมมติ", None),
        ("1.4.1", 3, "........", None),
        ("1.4.1", 4, "ฯลฯ", None),
        ("1.4.2", 1, "ภาพถ่ายสมมติ", None),
        ("1.4.2", 2, "บัญชีสมมติ", None),
    ]
    assert found.fiscal_year == 2557


def test_a_lost_tick_box_leaves_the_claimed_level_blank_and_is_told():
    found = imported(REPORT)
    assert rows(found, "indicators", "indicator", "claimed_level") == [("1.4", None)]
    assert codes(found)["import_tick_lost"] == REPORT.split("\n").index("\t(") + 1


@pytest.mark.parametrize(
    ("boxes", "claimed"),
    [
        ("☐☑☐", 4),
        ("☐☐☑", 3),
        ("☐☐☐", None),
        ("☑☑☐", None),
        ("☐☑(", None),
        ("\uf0a8\uf0fe\uf0a8", 4),
    ],
)
def test_the_claimed_level_is_the_only_tick(boxes, claimed):
    levels = "".join(
        level_row(level, POINTS if level == 5 else "", box=f"{box} ")
        for level, box in zip((5, 4, 3), boxes, strict=True)
    )
    assert rows(imported(START + HEAD + levels), "indicators", "claimed_level") == [(claimed,)]


def test_missing_levels_are_named():
    found = imported(REPORT)
    doubt = next(d for d in found.result.doubts if d.code == "import_levels_missing")
    assert doubt.facts["value"] == "2, 1"


@pytest.mark.parametrize("box", ["(", ""])
def test_a_row_whose_level_is_lost_keeps_what_was_written(box):
    first = f"\t{box}\n\t{wording(5)}\n\t{POINTS}\n\t{LISTS}\n"
    found = imported(START + HEAD + first + level_row(4) + level_row(3))
    assert rows(found, "rubric", "level") == [(4,), (3,)]
    assert rows(found, "progress", "criterion") == [("1.4.1",), ("1.4.2",)]
    assert len(rows(found, "evidence", "item")) == 6
    assert "import_level_missing_row" in codes(found)
    assert lost(found) == []


def test_comments_that_stand_once_at_the_end_stay_with_the_indicator_and_are_told():
    found = imported(REPORT)
    assert rows(found, "indicators", "comments") == [("ควรทำต่อ",)]
    assert "import_comments_whole" in codes(found)


def test_comments_of_each_point_stay_with_the_point():
    text = POINTS.replace("2. ผลข้อสอง", "2. ผลข้อสอง\nความเห็นและข้อเสนอแนะ\nดีแล้ว")
    found = imported(START + HEAD + level_row(5, text))
    assert rows(found, "progress", "comments") == [("ดีแล้ว",), ("ควรทำต่อ",)]
    assert rows(found, "indicators", "comments") == [(None,)]


def test_mixed_digits_in_codes_are_one_code():
    text = REPORT.replace("ตัวบ่งชี้ที่ ๔", "ตัวบ่งชี้ที่ 1.๔").replace("\n๒. ประเด็น", "\n2. ประเด็น")
    found = imported(text)
    assert [code for (code,) in rows(found, "criteria", "criterion")] == ["1.4.1", "1.4.2"]


def test_two_indicators_of_one_file_stay_apart():
    second = REPORT.removeprefix(START).replace("สมมติแรก", "อีกตัวบ่งชี้")
    found = imported(REPORT + "\nตัวบ่งชี้ที่ ๕ เรื่องถัดไป\n" + second)
    assert [code for (code,) in rows(found, "indicators", "indicator")] == ["1.4", "1.5"]
    assert ("1.5.1", "อีกตัวบ่งชี้") in [
        (code, title.removeprefix("ประเด็น"))
        for code, title in rows(found, "criteria", "criterion", "title")
    ]
    assert lost(found) == []


def test_a_head_printed_again_on_the_next_page_goes_on_with_the_row():
    first, rest = POINTS.split("๒. ประเด็น")
    pages = level_row(5, first.strip()) + HEAD + f"\t\n\t\n\t๒. ประเด็น{rest}\n\t{LISTS}\n"
    found = imported(START + HEAD + pages + level_row(4))
    assert rows(found, "progress", "criterion") == [("1.4.1",), ("1.4.2",)]
    assert len(rows(found, "evidence", "item")) == 6
    assert lost(found) == []


def test_a_table_whose_heading_is_lost_is_no_indicator_of_ours():
    found = imported(REPORT + "\n" + HEAD + level_row(5, POINTS, LISTS))
    assert rows(found, "indicators", "indicator") == [("1.4",)]
    assert len(rows(found, "progress", "criterion")) == 2
    assert codes(found)["import_no_heading"] > 10
    assert "ประชุมวางแผน" in homeless(found)
    assert lost(found) == []


def test_an_indicator_without_a_standard_has_no_code():
    text = REPORT.replace("มาตรฐานที่ ๑ งานสมมติ\n", "")
    found = imported(text)
    assert rows(found, "indicators", "indicator") == []
    assert "import_no_heading" in codes(found)
    assert lost(found) == []


def test_a_point_without_a_heading_is_told_and_not_given_to_its_neighbour():
    text = POINTS.replace("๒. ประเด็นสมมติถัดมา\n", "")
    found = imported(START + HEAD + level_row(5, text, LISTS))
    assert rows(found, "progress", "criterion", "method")[0][1].startswith("ประชุมวางแผน")
    assert "ออกพื้นที่" in homeless(found)
    assert "import_point_lost" in codes(found)
    assert "import_point_only_list" in codes(found)


def test_a_numbered_line_that_could_be_a_point_is_told_and_stays_text():
    text = POINTS + "\n๓. อาจเป็นประเด็นหรือข้อย่อย"
    found = imported(START + HEAD + level_row(5, text))
    assert "import_number_unsure" in codes(found)
    assert len(rows(found, "criteria", "criterion")) == 2
    assert lost(found) == []


def test_a_point_that_skips_a_number_keeps_its_own_and_is_told():
    text = POINTS.replace("๒. ประเด็น", "๓. ประเด็น")
    found = imported(START + HEAD + level_row(5, text))
    assert rows(found, "criteria", "criterion") == [("1.4.1",), ("1.4.3",)]
    assert {"import_point_skipped", "import_point_missing"} <= set(codes(found))


def test_a_list_of_a_point_that_isnt_there_keeps_its_number_and_is_told():
    found = imported(START + HEAD + level_row(5, POINTS, LISTS.replace("ที่ 2 ประ", "ที่ 6 ประ")))
    assert ("1.4.6", 1) in rows(found, "evidence", "criterion", "item")
    assert "import_list_without_point" in codes(found)
    assert ("1.4.6",) not in rows(found, "criteria", "criterion")


def test_a_printed_number_that_isnt_the_place_stays_in_the_title():
    found = imported(START + HEAD + level_row(5, POINTS, LISTS.replace("2.แผน", "7.แผน")))
    assert (2, "7.แผนสมมติ") in rows(found, "evidence", "item", "title")
    assert "import_item_number" in codes(found)


def test_a_line_without_a_number_goes_on_with_the_item_above_and_is_told():
    found = imported(START + HEAD + level_row(5, POINTS, LISTS.replace("2.แผน", "ต่อบรรทัด\n2.แผน")))
    assert rows(found, "evidence", "title")[0][0].endswith("๑๒/๒๕๕๗ ต่อบรรทัด")
    assert "import_item_goes_on" in codes(found)


def test_a_table_pasted_into_a_cell_moves_no_column():
    pasted = f"\t(\n5\n\t{wording(5)}\n\t{POINTS}\n\tโรง\n\t3\n\tรวม\n\t{LISTS}\n"
    found = imported(START + HEAD + pasted + level_row(4))
    assert len(rows(found, "evidence", "item")) == 6
    assert rows(found, "rubric", "level") == [(5,), (4,)]
    assert {"import_table_in_cell", "import_number_unsure"} <= set(codes(found))
    assert lost(found) == []


def test_a_report_without_any_known_table_is_all_unplaced():
    found = imported("หนังสือราชการ\nเรื่องอื่น\n\tช่องหนึ่ง\n\tช่องสอง\n")
    assert homeless(found) == ["หนังสือราชการ", "เรื่องอื่น", "ช่องหนึ่ง", "ช่องสอง"]
    assert {"import_no_form", "import_unknown_table"} <= set(codes(found))


def test_a_line_of_a_table_of_contents_is_no_heading():
    contents = "ตัวบ่งชี้ที่ ๙ เรื่องในสารบัญ\t๑๒\nตัวบ่งชี้ที่ ๘ อีกเรื่อง ........ ๑๔\n"
    found = imported(contents + REPORT)
    assert rows(found, "indicators", "indicator") == [("1.4",)]
    assert lost(found) == []


def test_an_edition_given_by_the_user_wins_and_an_unknown_one_is_told():
    assert {e for (e,) in rows(imported(REPORT, edition="๒๕๖๐"), "criteria", "edition")} == {"2560"}
    nameless = imported(REPORT.removeprefix("มาตรฐานสำนักงานเขตพื้นที่การศึกษา พ.ศ.๒๕๕๗\n"))
    assert {e for (e,) in rows(nameless, "criteria", "edition")} == {"นำเข้า"}
    assert "import_edition_unknown" in codes(nameless)


# --- properties -------------------------------------------------------------------------------

PIECES = [
    *REPORT.split("\n"), *OLDER_HEAD.split("\n"), *LISTS.split("\n"), "", "\t", "\t\t", " \tก",
    "\t5", "\t( 4", "ตัวบ่งชี้ที่ ๔", "ตัวบ่งชี้ที่ ๑.๕ อื่น", "เกณฑ์การประเมินที่ ๒ สมมติ", "หมวดที่ ๓ สมมติ",
    "มาตรฐานที่ ๒", "\tกลุ่มสมมติ", "\t๑.๑ สภาพสมมติ", "๑.๒ อีกข้อ", "\tเป้าหมาย ๓ ข้อ", "1.4.2 สมมติ",
    "ประเด็นที่ 3 สมมติ", "ความเห็นและข้อเสนอแนะ (ทั้งตัวบ่งชี้)", "(ยังไม่ได้เขียน)", "๑.", "x\ty", "–",
    "ทำได้", "เอกสาร/หลักฐานอ้างอิง", "หมายเหตุ", "ผลการประเมิน: ระดับ ๕", "ประเมินตนเอง ระดับ ๔",
    "๙๙๙๙๙๙๙๙๙๙. ก",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_no_line_is_lost_whatever_the_order(lines):
    own = [line.replace("สมมติ", f"สมมติ{at}ๆ") for at, line in enumerate(lines)]  # no two alike
    found = imported("\n".join(own))
    assert lost(found) == []


@given(st.data())
def test_no_line_is_lost_when_lines_of_a_report_go_missing(data):
    lines = (REPORT + "\nตัวบ่งชี้ที่ ๕ เรื่อง\n" + REPORT.removeprefix(START)).split("\n")
    gone = data.draw(st.sets(st.integers(0, len(lines) - 1), max_size=8))
    found = imported("\n".join(line for at, line in enumerate(lines) if at not in gone))
    assert lost(found) == []


TEXT = st.text("กขคงจฉาีเแ่้ ", min_size=1, max_size=20).map(str.strip).filter(bool)


@given(
    st.lists(
        st.tuples(TEXT, st.lists(TEXT, max_size=4), st.lists(TEXT, max_size=4)),
        min_size=2,
        max_size=6,
    )
)
def test_points_parts_and_lists_come_back_as_they_were_written(points):
    narrative, evidence = [], []
    for number, (title, method, documents) in enumerate(points, start=1):
        narrative += [f"{number}. {title}", "วิธีการดำเนินงาน", *method, "ผลการดำเนินงาน", "ดี"]
        evidence += [f"ประเด็นที่ {number} ประกอบด้วย"]
        evidence += [f"{n}. {title}" for n, title in enumerate(documents, start=1)]
    found = imported(START + HEAD + level_row(5, "\n".join(narrative), "\n".join(evidence)))
    squeezed = [(t, m) for t, m in rows(found, "criteria", "criterion", "title")]
    assert squeezed == [(f"1.4.{n}", p[0]) for n, p in enumerate(points, start=1)]
    assert rows(found, "progress", "method") == [("\n".join(p[1]) or None,) for p in points]
    listed = [(f"1.4.{n}", t) for n, p in enumerate(points, start=1) for t in p[2]]
    assert rows(found, "evidence", "criterion", "title") == listed
