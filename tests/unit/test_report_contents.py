"""What a report says: ticks, wordings, unwritten parts, evidence, digits; both sides of each."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa import plain
from esa.documents.report import counted
from esa.documents.report.contents import (
    NO_DOCUMENT,
    NO_WORDING,
    PLACEHOLDER,
    UNREAD,
    UNTITLED,
    UNWRITTEN,
    Sheet,
    Stamp,
)
from esa.documents.report.hand import Hand, safe_link
from esa.documents.report.made import UnknownChoice, report
from esa.documents.report.sheets import LONGEST, numbers, shortened
from esa.judged import Judged
from esa.reading.office import Office
from tests.unit import made

EDITION = "2557"


def office_with(office: Office, **tables: list[dict]) -> Office:
    """The sample with these tabs in place of its own, all of its edition."""
    rows = {}
    for name, given_rows in tables.items():
        table = made.table(name, *[{"edition": EDITION, **row} for row in given_rows])
        rows[name] = plain.rows(table)
    return replace(office, rows={**office.rows, **rows}, declared=())


def small(office: Office, progress: list[dict] = (), evidence: list[dict] = (), **more) -> Office:
    """One indicator 1.1 with two points, led by FIN; rubric of levels 1, 2 and 3 only."""
    tables = {
        "standards": [{"standard": "1", "title": "มาตรฐาน"}],
        "indicators": [{"indicator": "1.1", "standard": "1", "title": "ชื่อ", "points_total": 2}],
        "criteria": [
            {
                "criterion": f"1.1.{n}",
                "indicator": "1.1",
                "title": f"ข้อ {n}",
                "lead_groups": ["FIN"],
            }
            for n in (1, 2)
        ],
        "rubric": [
            {"indicator": "1.1", "level": n, "min_clear": n - 1, "max_clear": n - 1, "wording": "ค"}
            for n in (1, 2, 3)
        ],
        "progress": list(progress),
        "evidence": list(evidence),
    }
    return office_with(office, **(tables | more))


def done(n: int, **more: object) -> dict:
    return {"criterion": f"1.1.{n}", "carried_out": "done", "group": "FIN", "at": ("fin", n)} | more


def document(n: int, **more: object) -> dict:
    return {
        "criterion": f"1.1.{n}",
        "item": 1,
        "title": "คำสั่ง",
        "place": "ตู้ 1",
        "group": "FIN",
    } | more


def only(office: Office, **choices: object) -> Sheet:
    return report(Judged(office), EDITION, thai_digits=False, **choices).chapters[0].sheets[0]


def ticked(sheet: Sheet) -> list[int]:
    return [row.level for row in sheet.levels if row.ticked]


def texts(lines: tuple, kind: str) -> list[str]:
    return [line.text for line in lines if line.kind == kind]


def test_the_level_that_the_evidence_reaches_is_ticked_and_no_other(sample):
    sheet = only(small(sample, [done(1), done(2)], [document(1)]))
    assert ticked(sheet) == [2] and sheet.verdict.startswith("ระดับ 2")
    assert [row.level for row in sheet.levels] == [5, 4, 3, 2, 1]


def test_the_verified_reading_ticks_by_checked_evidence_only(sample):
    checked = {"checked_on": sample.today, "checked_by_group": "AM", "checked_by_role": "ผอ.กลุ่ม"}
    own = small(sample, [done(1), done(2)], [document(1), document(2, **checked)])
    assert ticked(only(own)) == [3]
    assert ticked(only(own, reading="verified")) == [2]


@pytest.mark.parametrize(
    "progress, why",
    [
        ([done(1), done(2, carried_out="preparing")], "ยังให้ระดับไม่ได้"),
        ([done(1)], "มีข้อมูล 1 จาก 2 ประเด็น"),
    ],
)
def test_without_a_level_nothing_is_ticked_and_the_verdict_says_why(progress, why, sample):
    sheet = only(small(sample, progress, [document(1)]))
    assert ticked(sheet) == [] and why in sheet.verdict


def test_levels_that_the_rubric_lacks_are_shown_as_not_found(sample):
    rows = {row.level: row for row in only(small(sample)).levels}
    assert rows[5].missing and rows[5].wording == NO_WORDING
    assert not rows[3].missing and rows[3].wording == "ค"


def test_a_level_that_nobody_has_put_into_words_is_told_by_its_range(sample):
    rubric = [
        {"indicator": "1.1", "level": n, "min_clear": least, "max_clear": most, "wording": None}
        for n, least, most in ((1, 0, 0), (2, 1, 2), (3, None, None))
    ]
    rows = {row.level: row for row in only(small(sample, rubric=rubric)).levels}
    assert rows[1].wording == "หลักฐานชัดเจน 0 ข้อ (ยังไม่ได้กรอกคำอธิบาย)"
    assert rows[2].wording == "หลักฐานชัดเจน 1–2 ข้อ (ยังไม่ได้กรอกคำอธิบาย)"
    assert rows[3].wording == "(ยังไม่ได้กรอกคำอธิบาย)"


def test_three_parts_of_each_point_stand_in_order_and_unwritten_ones_are_marked(sample):
    sheet = only(small(sample, [done(1, method="วิธี", result="ผล")]))
    assert texts(sheet.narrative, "point") == ["1. ข้อ 1", "2. ข้อ 2"]
    assert (
        texts(sheet.narrative, "part")
        == [
            "วิธีการดำเนินงาน",
            "ผลการดำเนินงาน",
            "ความเห็นและข้อเสนอแนะ",
        ]
        * 2
    )
    assert texts(sheet.narrative, "text") == ["วิธี", "ผล"]
    assert texts(sheet.narrative, "mark") == [UNWRITTEN] * 4


def test_a_dotted_line_is_shown_and_is_not_written(sample):
    sheet = only(small(sample, [done(1, method="............", result="ผล")]))
    method = sheet.points[0].parts[0]
    assert method.texts[0].unwritten and method.texts[0].lines == ("............",)
    assert not sheet.points[0].parts[1].texts[0].unwritten


def test_by_several_groups_each_is_named_and_a_silent_lead_is_marked(sample):
    leads = [
        {"criterion": "1.1.1", "indicator": "1.1", "title": "ก", "lead_groups": ["FIN", "HR"]},
        {"criterion": "1.1.2", "indicator": "1.1", "title": "ข", "lead_groups": ["FIN"]},
    ]
    sheet = only(small(sample, [done(1, method="วิธี")], criteria=leads))
    names = {sample.group_name("FIN"), sample.group_name("HR")}
    assert set(texts(sheet.narrative, "writer")) == names
    first = sheet.points[0].parts[0].texts
    assert [(text.group, text.unwritten) for text in first] == [("FIN", False), ("HR", True)]
    assert not sheet.points[1].several


def test_a_co_group_is_shown_where_it_wrote_and_never_blamed(sample):
    rows = [done(1), done(1, group="HR", method="ของบุคคล", at=("hr", 5))]
    first = only(small(sample, rows)).points[0]
    assert [(text.group, text.unwritten) for text in first.parts[0].texts] == [
        ("FIN", True),
        ("HR", False),
    ]
    assert [text.group for text in first.parts[1].texts] == ["FIN"]


def test_a_sheet_that_could_not_be_read_is_unknown_and_not_unwritten(sample):
    own = replace(small(sample), unread=frozenset({"FIN"}))
    contents = report(Judged(own), EDITION)
    assert UNREAD in texts(contents.chapters[0].sheets[0].narrative, "mark")
    found = counted.count(contents)
    assert (found.unwritten, found.unread) == (0, 6)


def test_points_that_nobody_listed_are_told(sample):
    own = small(
        sample,
        indicators=[{"indicator": "1.1", "standard": "1", "points_total": 6}],
    )
    sheet = only(own)
    assert sheet.lacking == 4
    assert "(อีก 4 ประเด็น ยังไม่ได้กรอกในชีต)" in texts(sheet.narrative, "mark")
    assert only(small(sample)).lacking == 0


def test_evidence_is_numbered_by_point_and_a_point_without_any_says_so(sample):
    sheet = only(small(sample, [], [document(1), document(1, item=2, title="รายงาน", place=None)]))
    assert texts(sheet.evidence, "list") == ["ประเด็นที่ 1 ประกอบด้วย", "ประเด็นที่ 2 ประกอบด้วย"]
    assert texts(sheet.evidence, "item") == ["1. คำสั่ง (ที่เก็บ: ตู้ 1)", "2. รายงาน"]
    assert texts(sheet.evidence, "mark") == [NO_DOCUMENT]


def test_placeholders_and_documents_without_a_title_are_marked(sample):
    titles = ["........", None, "แผน"]
    rows = [document(1, item=n, title=t, place=None) for n, t in enumerate(titles, start=1)]
    sheet = only(small(sample, [], rows))
    items = [line for line in sheet.evidence if line.kind == "item"]
    assert [line.mark for line in items] == [PLACEHOLDER, UNTITLED, ""]


def test_number_and_date_of_a_document_are_told_once(sample):
    day = sample.today
    rows = [
        document(1, title="คำสั่ง", document_no="12/2557", dated=day, place=None),
        document(1, item=2, title="คำสั่งที่ 12/2557 ลงวันที่ 1 พ.ค. 2557", document_no="12/2557",
                 dated=day, place=None),
    ]  # fmt: skip
    items = texts(only(small(sample, [], rows)).evidence, "item")
    assert items[0] == "1. คำสั่ง เลขที่ 12/2557 ลงวันที่ 23 กันยายน 2557"
    assert items[1] == "2. คำสั่งที่ 12/2557 ลงวันที่ 1 พ.ค. 2557"


def test_a_narrative_too_long_for_a_cell_is_cut_only_where_its_full_text_is_linked(sample):
    long, link = "คำ " * LONGEST, "https://example.org/full"
    whole = only(small(sample, [done(1, method=long)]))
    assert len("".join(texts(whole.narrative, "text"))) >= len(long) - 1
    cut = only(small(sample, [done(1, method=long, full_text=link)]))
    assert len("".join(texts(cut.narrative, "text"))) <= LONGEST + 2
    assert [line.link for line in cut.narrative if line.kind == "link"] == [link]
    assert "(อ่านต่อในเอกสารฉบับเต็ม)" in texts(cut.narrative, "mark")
    short = only(small(sample, [done(1, method="สั้น", full_text=link)]))
    assert "(อ่านต่อในเอกสารฉบับเต็ม)" not in texts(short.narrative, "mark")


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http://a b", "ftp://a.b/c", "", None])
def test_only_one_web_address_becomes_a_link(link):
    assert safe_link(link) == ""
    assert safe_link(" https://example.org/a ") == "https://example.org/a"


def test_the_number_of_a_point_is_that_of_its_code_also_where_others_are_missing():
    assert numbers("1.3", ["1.3.3", "1.3.4"]) == ["3", "4"]
    assert numbers("1.3", ["ก", "1.3.1"]) == ["1", "2"]
    assert numbers("1.3", [None]) == ["1"]


@pytest.mark.parametrize(
    "typed, thai, arabic",
    [
        ("1.4 พ.ศ. ๒๕๕๗", "๑.๔ พ.ศ. ๒๕๕๗", "1.4 พ.ศ. 2557"),
        ("B-OBEC2 และ 5G 3 ชุด", "B-OBEC2 และ 5G ๓ ชุด", "B-OBEC2 และ 5G 3 ชุด"),
        ("https://a.th/1 หน้า 1", "https://a.th/1 หน้า ๑", "https://a.th/1 หน้า 1"),
    ],
)
def test_digits_are_those_of_the_report_except_in_latin_words_and_links(typed, thai, arabic):
    assert Hand(True).line(typed) == thai
    assert Hand(False).line(typed) == arabic


@given(st.text())
def test_cell_text_keeps_every_letter_and_holds_nothing_that_xml_cannot(text):
    lines = Hand(False).lines(text)
    for line in lines:
        assert line.strip() == line != ""
        assert not any(ord(sign) < 32 or sign in "\ufffe\uffff" for sign in line)
        line.encode("utf-8")


@given(st.text(alphabet="ก \n", min_size=21), st.integers(min_value=5, max_value=20))
def test_a_shortened_text_is_a_beginning_of_the_whole(text, longest):
    cut = shortened(text, longest)
    assert cut.endswith("…") and text.startswith(cut[:-1].rstrip())


def test_the_head_tells_year_edition_and_the_day_or_the_meeting(sample):
    live = report(Judged(sample))
    assert "ปีงบประมาณ พ.ศ. ๒๕๕๗" in live.head and live.edition in live.head
    assert "ข้อมูล ณ วันที่ ๒๓ กันยายน ๒๕๕๗" in live.stamp_line
    meeting = Stamp("12/2557", sample.today, "3F2A9-1C07B")
    frozen = report(Judged(sample), meeting=meeting)
    assert "ครั้งที่ ๑๒/๒๕๕๗" in frozen.stamp_line and "ข้อมูล ณ" not in frozen.stamp_line
    assert "3F2A9-1C07B" in frozen.stamp_line  # compared letter by letter


def test_an_unknown_edition_or_indicator_is_told_with_those_there_are(sample):
    with pytest.raises(UnknownChoice, match=r"1\.4"):
        report(Judged(sample), indicator="9.9")
    with pytest.raises(UnknownChoice, match="2557"):
        report(Judged(sample), "2599")


def test_the_count_says_what_is_unwritten_and_by_which_group(sample):
    written = dict.fromkeys(("method", "result", "comments"), "ข้อความ")
    half = counted.count(report(Judged(small(sample, [done(1, **written), done(2)])), EDITION))
    assert (half.complete, half.parts, half.unwritten) == (0, 6, 3)
    assert half.by_group == (("FIN", 3),)
    full = counted.count(
        report(Judged(small(sample, [done(1, **written), done(2, **written)])), EDITION)
    )
    assert (full.complete, full.unwritten, full.by_group) == (1, 0, ())


def test_an_edition_by_conditions_becomes_the_older_form_with_what_is_met(sample):
    contents = report(Judged(sample), "เดิม")
    tables = [t for c in contents.chapters for s in c.sections for t in s.tables]
    assert not any(chapter.sheets for chapter in contents.chapters)
    assert any(table.verdict.startswith("ทำได้ ") for table in tables)
    assert any(line.kind == "met" for table in tables for row in table.rows for line in row.work)


def test_the_responsibility_table_names_leads_and_helpers_without_the_narrative(sample):
    contents = report(Judged(sample), form="responsibility", thai_digits=False)
    rows = {
        row.condition[0].text: row
        for chapter in contents.chapters
        for section in chapter.sections
        for table in section.tables
        for row in table.rows
        if section.code == "2.2"
    }
    control = next(row for text, row in rows.items() if text.startswith("3."))
    assert control.lead == sample.group_name("FIN")
    assert control.co == sample.group_name("NP")
    assert not any(line.kind == "part" for row in rows.values() for line in row.work)


def test_points_without_an_indicator_are_told(sample):
    lost = [{"criterion": "8.8.8", "indicator": "8.8", "title": "ก"}]
    notes = report(Judged(small(sample, criteria=lost)), EDITION, thai_digits=False).notes
    assert any("อีก 1 ประเด็น" in note for note in notes)
    assert not any("ประเด็นไม่อยู่ใต้" in note for note in report(Judged(small(sample))).notes)
