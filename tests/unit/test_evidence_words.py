"""What only the page หลักฐานที่ยังขาด says: its sentences, matrix, lists and sheets, by rule."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.judged import Judged
from esa.rules.evidence import SharedDocument, Stand
from esa.rules.evidence_work import Count, Look, Tile
from esa.rules.vocabulary import SHARED_LINK, STATES, UNKNOWN
from esa.telling import evidence
from esa.telling.texts import NBSP
from esa.telling.topic import Kept, act, plain, quiet, strong
from pages.evidence import matrix, topics
from pages.evidence import words as said
from pages.evidence.words import EVERYTHING
from tests.unit.test_evidence_said import TODAY, count, row


def read(text):
    return plain(text).replace(NBSP, " ")


# --- sentences ------------------------------------------------------------------------------------


def test_the_finding_names_what_is_missing_and_what_is_overdue():
    text = said.finding(count(), "กลุ่มการเงิน", "reported").replace(NBSP, " ")
    assert text == f"กลุ่มการเงิน ขาดหลักฐาน {strong(3)} จาก 3 ประเด็น เกินกำหนด {act(2)}"


def test_the_verified_reading_says_that_checks_are_missing():
    assert "ขาดหลักฐานที่ตรวจแล้ว" in said.finding(count(), "กลุ่มการเงิน", "verified")


def test_nothing_overdue_is_not_told_and_nothing_asks_to_act():
    text = said.finding(count(overdue=0), "", "reported", "การเงิน 2")
    assert act("")[0] not in text and "การเงิน" not in text


def test_unknown_is_never_told_as_missing():
    text = said.finding(count(missing=0, unknown=3, overdue=0), "กลุ่มการเงิน", "reported")
    assert "ขาด" not in text and "ยังไม่มีข้อมูล" in text and act("")[0] not in text


def test_complete_is_told_only_without_unknown_points():
    assert "ครบทั้ง" in said.finding(count(clear=3, missing=0), "กลุ่มการเงิน", "reported")
    partly = said.finding(count(clear=2, missing=0, unknown=1), "กลุ่มการเงิน", "reported")
    assert "ครบ" not in partly and "ยังไม่มีข้อมูล" in partly


def test_a_group_that_leads_nothing_and_an_office_without_points_are_told_apart():
    nothing = count(points=0, missing=0)
    assert "ประเด็นที่รับผิดชอบหลัก" in said.finding(nothing, "หน่วยใหม่", "reported")
    assert "สมุดของสำนักงาน" in said.finding(nothing, "", "reported")


def test_overdue_groups_stand_in_order_of_their_number_and_the_rest_is_counted():
    rows = [count(group=code, overdue=n) for code, n in zip("ABCDE", (1, 3, 0, 2, 1), strict=True)]
    assert read(said.overdue_of(rows, str)) == "B 3, D 2, A 1, อีก 1 กลุ่ม"
    assert said.overdue_of([count(overdue=0)], str) == ""


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "2.2 ขึ้นเป็นระดับ 2"),
        ({"first": False}, "ประเด็นเดียวกัน"),
        ({"need": 2, "lifts_alone": False}, "2.2 ขึ้นเป็นระดับ 2 เมื่อครบอีก 2 ประเด็น"),
        (
            {"need": 1, "lifts_alone": False, "level_outcome": "locked"},
            "2.2 ขึ้นเป็นระดับ 2 หลังผ่านเงื่อนไขก่อนให้ระดับ",
        ),
        ({"to_level": None, "level_outcome": "no_rubric"}, "2.2 ยังไม่ได้กรอกเกณฑ์"),
        ({"to_level": None, "level_outcome": None}, "2.2 ยังสรุประดับไม่ได้"),
        ({"indicator": None}, "ยังไม่ผูกกับตัวบ่งชี้"),
    ],
)
def test_the_level_it_lifts_or_why_none_hangs_on_it(changes, words):
    assert read(said.lift(row(**changes))) == words


def test_due_dates_on_both_sides_of_today():
    def note(days, overdue=0):
        due = TODAY + timedelta(days=days)
        return said.due(row(due=due, overdue_days=overdue), TODAY).replace(NBSP, " ")

    assert note(-1, 1) == f"22 ก.ย. 2557\n{act('เกินกำหนด 1 วัน')}"
    assert note(0) == f"23 ก.ย. 2557\n{quiet('วันนี้')}"
    assert note(1) == f"24 ก.ย. 2557\n{quiet('อีก 1 วัน')}"
    assert note(-1, 0) == "22 ก.ย. 2557"  # carried out with clear evidence: nothing presses
    assert said.due(row(due=None, overdue_days=0), TODAY) == quiet("ยังไม่กำหนดวัน")


def test_filters_of_the_list_are_said_in_words():
    assert said.only(EVERYTHING) == ""
    assert said.only(EVERYTHING._replace(due="overdue")) == "เฉพาะที่เกินกำหนด"
    three = EVERYTHING._replace(indicator="2.2", state="promised", due="none")
    assert read(said.only(three)) == "เฉพาะตัวบ่งชี้ 2.2 สถานะ “มีแต่ชื่อ” ที่ยังไม่กำหนดวัน"
    assert said.only(EVERYTHING._replace(criterion="2.2.2")) == f"เฉพาะประเด็น{NBSP}2.2.2"
    assert set(said._ONLY_DUE) == set(said.DUES) - {""}


# --- the matrix -----------------------------------------------------------------------------------


def tiles(*states, group="FIN"):
    found = enumerate(states, start=1)
    return [
        Tile(group, "2557", f"2.2.{n}", "2.2", "ประเด็น " * 900, state, "missing", None, 0)
        for n, state in found
    ]


@pytest.fixture
def drawn(sample):
    """drawn(tiles, counts, group) → the matrix."""
    edition = Judged(sample).standards

    def made(found, counts=(), group=""):
        return matrix.matrix(edition, found, counts or [count()], group).drawing

    return made


@given(st.lists(st.sampled_from((*STATES, UNKNOWN)), max_size=20))
def test_every_point_stands_once_below_its_state_which_the_head_counts(sample, states):
    edition = Judged(sample).standards
    found = matrix.matrix(edition, tiles(*states), [count()], "").drawing
    assert found.parted
    shown = [tile.state for tile in found.rows[0].tiles]
    assert sorted(shown) == sorted(states)  # one that had no column would not be drawn
    heads = {state: int(re.search(r"\d+$", word)[0]) for state, word in found.legend}
    assert heads == {s: states.count(s) for s in (*STATES, *[UNKNOWN] * (UNKNOWN in states))}


def test_a_point_that_several_groups_lead_is_counted_once(drawn):
    found = drawn(
        [*tiles("none", "none"), *tiles("none", group="HR")], [count(), count(group="HR")]
    )
    assert found.legend[0] == ("none", f"ยังไม่มี{NBSP}2")
    assert [len(row.tiles) for row in found.rows] == [2, 1]


def test_a_cell_of_many_tiles_ends_in_how_many_more(drawn):
    most = matrix.FEWER[0]
    cut = drawn(tiles(*["none"] * (most + 5))).rows[0].tiles
    assert len(cut) == most and (cut[-1].code, cut[-1].door) == ("+6", None)
    assert len(drawn(tiles(*["none"] * most)).rows[0].tiles) == most


def test_the_drawing_stays_small_and_says_which_groups_it_leaves_out(drawn):
    groups = [f"G{n}" for n in range(matrix.MOST_ROWS + 2)]
    many = [tile for g in groups for tile in tiles(*["none", "checked"] * 30, group=g)]
    found = drawn(many, [count(group=g) for g in groups])
    assert len(found.rows) == matrix.MOST_ROWS and "อีก 2 กลุ่ม" in found.words
    assert sum(len(row.tiles) for row in found.rows) <= 6 * matrix.MOST_ROWS
    assert all(len(tile.title) < 100 for row in found.rows for tile in row.tiles)
    assert drawn(tiles("none")).words == ""


def test_the_chosen_group_stands_first_then_who_lacks_most_and_nobody_last(drawn):
    counts = [count(group="", missing=9), count(group="AUD", missing=0), count(group="HR"), count()]
    rows = drawn(tiles("none"), counts, "AUD").rows
    assert [row.name for row in rows] == ["ตรวจสอบฯ", "บุคคล", "การเงิน", "ยังไม่ระบุผู้รับผิดชอบ"]
    assert [row.chosen for row in rows] == [True, False, False, False]
    assert [bool(row.door) for row in rows] == [True, True, True, False]
    assert rows[2].said.text == "ขาด 3 จาก 3"


def test_a_tile_says_its_point_state_and_delay_and_opens_the_point(drawn):
    late = [tile._replace(overdue_days=8, title=None) for tile in tiles("promised")]
    (tile,) = drawn(late).rows[0].tiles
    assert tile.title == "2.2.1 (ยังไม่มีข้อความประเด็น) · มีแต่ชื่อ · เกินกำหนด 8 วัน"
    assert tile.door.filters == (("criterion", "2.2.1"),)


# --- lists ----------------------------------------------------------------------------------------


def test_a_thing_to_do_has_its_cell_or_how_to_add_the_row(sample):
    there, new = row(at=("fin", 2)), row(criterion="2.2.3", at=None, action="add_document")
    told = topics.work(sample, [there, new], "FIN")
    first, second = told.entries
    assert first.cell.at == ("fin", 2) and first.more is None
    assert second.cell is None and "เพิ่มแถวใหม่" in second.more.finding
    assert isinstance(second.more.finding, Kept)  # what must be typed stays as it is
    assert [plain(value) for value in first.values][:3] == [
        "2.2.2",
        "ทะเบียนคุมทรัพย์สิน",
        "มีแต่ชื่อ ขาดลิงก์หรือที่เก็บ",
    ]
    assert first.mark.kind == "promised" and told.heading == "ต้องทำ 2 ประเด็น"


def test_who_leads_stands_where_the_list_is_not_theirs(sample):
    def about(group, **changes):
        return plain(topics.work(sample, [row(**changes)], group).entries[0].values[1])

    assert "การเงิน" in about("") and "การเงิน" in about("HR")
    assert "การเงิน" not in about("FIN") and "ทุกกลุ่ม" not in about("FIN", lead_groups=("ALL",))


def test_a_long_list_shows_its_first_points_and_says_how_many_there_are(sample):
    def told(points, each, group="FIN"):
        rows = [
            row(criterion=f"9.{n}", first=not k, more=0 if k else each - 1)
            for n in range(points)
            for k in range(each)
        ]
        return topics.work(sample, rows, group)

    long = told(topics.MOST_POINTS + 3, 1)
    assert len(long.entries) == topics.MOST_POINTS
    assert any(f"แสดง {topics.MOST_POINTS} จาก {topics.MOST_POINTS + 3}" in n for n in long.notes)
    assert not any("แสดง" in note for note in told(topics.MOST_POINTS, 1).notes)
    few = told(2, topics.MOST_OF_A_POINT + 2)
    assert len(few.entries) == 2 * topics.MOST_OF_A_POINT
    assert "ได้อีก 2 รายการ" in read(few.entries[0].values[1])
    assert len(told(2, 4, group="").entries) == 2  # of the whole office one of each point


LOOK = Look(
    ("hr", 9), "2557", "2.3.1", "ก", "attached", SHARED_LINK, True, "HR", ("FIN",), 7, "link"
)


def test_a_document_worth_a_look_is_for_its_group_and_for_who_leads_the_point(sample):
    for group in ("", "HR", "FIN"):
        (entry,) = topics.looks(sample, [LOOK], group).entries
        assert "ลิงก์เดียวใช้กับ 7 ประเด็น" in read(entry.note) and entry.cell.field == "link"
        assert not entry.urgent
    assert not topics.looks(sample, [LOOK], "AUD").entries
    many = topics.looks(sample, [LOOK] * 30, "")
    assert len(many.entries) == topics.MOST and "จาก 30" in many.notes[0]


def test_a_sheet_is_for_each_group_with_something_to_do_or_for_the_chosen_one():
    work = (row(), row(lead_groups=("HR",), groups=("HR",)), row(lead_groups=(), groups=()))
    counts = [count(group=code) for code in ("FIN", "AUD", "HR", "")]
    found = {each.group: own for each, own in topics.sheets(work, counts, "")}
    assert found == {"FIN": work[:1], "HR": work[1:2]}
    assert [each.group for each, _ in topics.sheets(work, counts, "HR")] == ["HR"]
    assert topics.sheets(work, counts, "AUD") == []


def test_a_sheet_names_what_by_when_and_where_with_a_box_to_tick(sample):
    told = topics.wall(sample, count(), [row(at=("fin", 2))], "FIN")
    (entry,) = told.entries
    assert [column.kind for column in told.columns].index("tick") == len(entry.values) - 1
    code, lacks, day, lift, where, tick = entry.values
    assert plain(code) == "2.2.2" and lacks.endswith("\nมีแต่ชื่อ ขาดลิงก์หรือที่เก็บ") and tick is None
    assert read(day) == "15 ก.ย. 2557 (เกินกำหนด 8 วัน)" and day.startswith(act("")[0])
    assert isinstance(where, Kept) and where == evidence.where(sample, row(at=("fin", 2)))
    assert told.finding == evidence.summary(count()) and "การเงิน" in told.heading


def test_the_table_of_the_list_holds_every_row_with_values_that_sort(sample):
    table = topics.todo(sample, [row(), row(due=None, overdue_days=0)], "FIN")
    late, open_ = (dict(zip(table.columns, each, strict=True)) for each in table.rows)
    assert late["กำหนดแล้วเสร็จ"] == date(2014, 9, 15) and late["เกินกำหนด (วัน)"] == 8
    assert open_["กำหนดแล้วเสร็จ"] is None and open_["เกินกำหนด (วัน)"] == 0


@given(st.text(max_size=60), st.sampled_from(["criterion", "title", "document", "indicator"]))
def test_cell_text_adds_no_emphasis_and_no_line(sample, text, field):
    usual, made = (topics.work(sample, [each], "") for each in (row(), row(**{field: text})))
    for told in (usual, made):
        assert len(told.entries) == 1
    for one, other in zip(usual.entries[0].values, made.entries[0].values, strict=True):
        marks = [re.sub(r"[^\ufdd0-\ufdef]", "", value) for value in (one, other)]
        assert marks[0] == marks[1] or field == "indicator"
        assert one.count("\n") == other.count("\n")


def test_counts_add_up_to_words():
    assert said.share(Count("A", 0, 0, 0, 0, 0)) == "ไม่มีประเด็นหลัก"
    assert said.share(Count("A", 3, 1, 0, 2, 0)) == "ยังไม่มีข้อมูล 2"
    assert said.share(Count("A", 3, 3, 0, 0, 0)) == "ครบ 3 จาก 3"
    assert said.completeness([Count("A", 3, 3, 0, 0, 0), Count("B", 0, 0, 0, 0, 0)]).endswith(
        "1 กลุ่ม"
    )


def test_a_document_of_many_points_is_for_the_groups_that_typed_it(sample):
    rows = (Stand(("np", 16)), Stand(("sup", 4)))
    points, indicators = ("1.1.4", "1.4.1"), ("1.1", "1.4")
    document = SharedDocument("2557", "MyOffice", points, indicators, 2, 2, True, rows)
    for group in ("", "NP", "SUP"):
        (entry,) = topics.shared(sample, [document], group).entries
        assert (entry.lead, entry.text) == ("2", "MyOffice")
        assert read(entry.note).startswith("2 ประเด็น ใน 2 ตัวบ่งชี้: 1.1.4 และ 1.4.1\nควรตรวจทาน")
        places = [each.text for each in entry.more.entries]
        assert [place.split(" › ")[0] for place in places] == ["ชีตนโยบายฯ", "ชีตนิเทศฯ"]
        assert all(isinstance(place, Kept) for place in places)
    assert not topics.shared(sample, [document], "HR").entries
    alone = document._replace(indicators=("1.1",), warning=False)
    assert read(topics.shared(sample, [alone], "").entries[0].note) == "2 ประเด็น: 1.1.4 และ 1.4.1"


def test_a_row_to_add_leads_to_the_tab_of_the_groups_workbook(sample):
    book = sample.workbook("fin")
    tabs = [replace(tab, gid="7" if tab.tab == "evidence" else "1") for tab in book.tabs]
    online = replace(book, address="https://docs.google.com/spreadsheets/d/x1", tabs=tuple(tabs))
    others = [each for each in sample.workbooks if each.name != "fin"]
    office = replace(sample, workbooks=(*others, online))
    new = row(at=None, action="add_document")
    (entry,) = topics.work(office, [new], "FIN").entries
    (opens,) = entry.more.entries
    assert (
        opens.link.startswith("https://docs.google.com/spreadsheets/d/x1") and "gid=7" in opens.link
    )
    (path,) = topics.work(sample, [new], "FIN").entries[0].more.entries
    assert isinstance(path.text, Kept) and not path.link and path.text == "fin › หลักฐานอ้างอิง"


def test_a_point_that_only_such_documents_prove_is_told_so(sample):
    only, not_only = (
        topics.looks(sample, [LOOK._replace(only=each)], "").entries[0].note
        for each in (True, False)
    )
    assert only == f"{not_only} · ทั้งประเด็นมีแต่หลักฐานที่ควรตรวจทาน"
    year = topics.looks(sample, [LOOK._replace(warning="other_year", only=False)], "")
    assert read(year.entries[0].note) == "เป็นหลักฐานของปีอื่น ไม่ใช่ปีงบประมาณ 2557"
