"""A row of evidence is there when it stands in the sheet: no slip in a cell beside costs it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.judged import Judged
from esa.reading.office import read_office
from esa.sources.workbook import RawTab
from tests.unit.test_names import with_tabs
from tests.unit.test_office import NOW, group_book, office_book

HEADS = ["รหัสประเด็น", "ลำดับที่", "ชื่อเอกสารหรือหลักฐาน", "ลิงก์", "ที่เก็บ (แฟ้ม/ตู้)"]
LINK = "https://drive.google.com/file/d/abc/view"
CRITERIA = [["ฉบับมาตรฐาน", "รหัสประเด็น", "รหัสตัวบ่งชี้", "ผู้รับผิดชอบหลัก"]]
CRITERIA += [["2557", f"1.4.{n}", "1.4", "FIN"] for n in range(1, 11)]
OTHERS = ("1-1-4-1", "1-1-4-2", "1-1-4-3", "2.2.1", "2.2.2")
CRITERIA += [["2557", code, "1.1", "FIN"] for code in OTHERS]
INDICATORS = [["ฉบับมาตรฐาน", "รหัสตัวบ่งชี้", "มาตรฐานที่", "จำนวนประเด็น"]]
INDICATORS += [["2557", "1.4", "2", "10"], ["2557", "1.1", "2", "3"]]


def office_of(*rows: list, heads=HEADS, **more):
    office = with_tabs(office_book(), criteria=CRITERIA, indicators=INDICATORS)
    book = with_tabs(group_book("fin", "FIN"), evidence=[heads, *rows])
    tabs = tuple(
        RawTab(tab.title, tab.rows, **more) if tab.rows[0] == heads else tab for tab in book.tabs
    )
    return read_office([office, type(book)(book.name, book.address, tabs, NOW)], NOW)


def told(office, tab: str = "evidence"):
    return [p for p in office.problems if p.tab == tab]


@pytest.mark.parametrize(
    ("typed", "item"),
    [("1.", 1), ("ข้อ 1", 1), ("1)", 1), ("๒", 2), ("(3)", 3), ("ที่ 4", 4), (None, None),
     ("ก", None), ("1-2", None), ("#REF!", None), ("-", None), ("รอ", None), (1.5, None),
     ("0", None), (True, None)],
)  # fmt: skip
def test_no_number_of_a_document_costs_its_row(typed, item):
    office = office_of(["1.4.1", typed, "สรุปผล", None, "แฟ้ม 1"])
    assert [None if value is None or value != value else value
            for value in office.rows["evidence"]["item"]] == [item]  # fmt: skip
    assert [d.state for d in Judged(office).standards.evidence] == ["attached"]
    assert all(p.severity == "warning" and not p.aside for p in told(office))
    assert bool(told(office)) == (typed != "๒")


def test_a_column_of_numbers_that_is_not_there_costs_no_row():
    office = office_of(["1.4.1", "สรุปผล", None, "แฟ้ม 1"], heads=[HEADS[0], *HEADS[2:]])
    assert len(office.evidence) == 1 and office.unread == frozenset()
    assert [p.code for p in told(office)] == ["no_ordinal_column"]


MENDED = [
    (f"{LINK} https://x.go.th/2", LINK), (f"{LINK}\n{LINK}2", LINK), ("www.x.go.th/a", "https://www.x.go.th/a"),
    ("drive.google.com/file/1", "https://drive.google.com/file/1"), (f"ดูที่ {LINK} ค่ะ", LINK),
    (f"({LINK})", LINK), (f"ไฟล์: {LINK}", LINK), ("ดู www.x.go.th/a นะ", "https://www.x.go.th/a"),
    (f"www.a.go.th {LINK}", "https://www.a.go.th"), ("เปิด drive.google.com/x ได้เลย", "https://drive.google.com/x"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "link"), MENDED)
def test_an_obvious_link_is_taken_with_a_warning_that_is_gone_when_followed(typed, link):
    office = office_of(["1.4.1", "1", "สรุปผล", typed, None])
    assert office.evidence["link"].tolist() == [link]
    (problem,) = told(office)
    assert problem.severity == "warning" and link in problem.fix_th
    assert office.unusable("evidence", "link") == frozenset()
    assert told(office_of(["1.4.1", "1", "สรุปผล", problem.suggestion, None])) == []


@pytest.mark.parametrize(
    "typed", ["javascript:alert(1)", "file:///c:/x", "http://localhost/x", r"C:\x"]
)
def test_a_link_nobody_may_or_can_open_is_still_none(typed):
    office = office_of(["1.4.1", "1", "สรุปผล", typed, None])
    assert office.evidence["link"].isna().all()
    assert office.unusable("evidence", "link")


@pytest.mark.parametrize("typed", ["แฟ้ม 3 ตู้ 1", "ห้องกลุ่มนิเทศ", "ระบบ e-MES"])
def test_a_place_in_the_column_of_links_is_the_place(typed):
    office = office_of(["1.4.1", "1", "สรุปผล", typed, None])
    assert office.evidence["place"].tolist() == [typed]
    assert [p.code for p in told(office)] == ["place_in_link"]
    assert told(office_of(["1.4.1", "1", "สรุปผล", None, typed])) == []


def test_words_beside_a_place_that_is_filled_in_stay_a_bad_link():
    office = office_of(["1.4.1", "1", "สรุปผล", "ตู้ 9", "แฟ้ม 1"])
    assert office.evidence["place"].tolist() == ["แฟ้ม 1"]
    assert [p.code for p in told(office)] == ["bad_link"]


def test_a_merged_point_counts_for_all_its_rows_and_is_told_once():
    rows = [
        ["1.4.1" if n == 0 else None, str(n + 1), f"เอกสาร {n}", None, "แฟ้ม"] for n in range(16)
    ]
    office = office_of(*rows, merged=((1, 0, 16, 0),))
    assert office.evidence["criterion"].tolist() == ["1.4.1"] * 16
    assert [p.code for p in told(office)] == ["merged_key"]


SEVERAL = [
    ("1.4.1, 1.4.2", ["1.4.1", "1.4.2"]), ("1.4.1; 1.4.3", ["1.4.1", "1.4.3"]),
    ("1.4.1\n1.4.2", ["1.4.1", "1.4.2"]), ("1.4.1 และ 1.4.2", ["1.4.1", "1.4.2"]),
    ("1.4.1 1.4.2", ["1.4.1", "1.4.2"]), ("1.4.1-1.4.4", [f"1.4.{n}" for n in range(1, 5)]),
    ("1.4.8 – 1.4.10", ["1.4.8", "1.4.9", "1.4.10"]),
    ("1.4.1 ถึง 1.4.3", ["1.4.1", "1.4.2", "1.4.3"]),
    ("1-1-4-1", ["1-1-4-1"]), ("1-1-4-1 - 1-1-4-3", ["1-1-4-1", "1-1-4-2", "1-1-4-3"]),
    ("1.4.1-1.4.2, 1.4.9", ["1.4.1", "1.4.2", "1.4.9"]), ("๑.๔.๑, ๑.๔.๒", ["1.4.1", "1.4.2"]),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "codes"), SEVERAL)
def test_one_document_may_name_several_points(typed, codes):
    office = office_of([typed, "1", "สรุปผล", None, "แฟ้ม 1"])
    assert office.rows["evidence"]["criterion"] == codes and told(office) == []
    health = next(tab for tab in office.workbook("fin").tabs if tab.tab == "evidence")
    assert (health.used, health.aside) == (1, 0)
    points = Judged(office).standards.points
    assert [p.criterion for p in points if p.reported.clear] == sorted(
        codes, key=lambda code: [c[1] for c in CRITERIA].index(code)
    )


@pytest.mark.parametrize("typed", ["1.4.1-1-1-4-2", "1.4.4-1.4.1", "1.4.1-1.4.99", "9.9.1, 9.9.2"])
def test_what_is_no_range_of_one_indicator_is_told(typed):
    office = office_of([typed, "1", "สรุปผล", None, "แฟ้ม 1"])
    assert office.evidence.empty and [p.code for p in told(office)] == ["unknown_code"]


def test_of_a_list_the_known_points_count_and_the_unknown_one_is_told():
    office = office_of(["1.4.1, 1.4.99", "1", "สรุปผล", None, "แฟ้ม 1"])
    assert office.evidence["criterion"].tolist() == ["1.4.1"]
    assert [p.facts["value"] for p in told(office)] == ["1.4.99"]


@pytest.mark.parametrize("typed", ["1.4.?", "14", None, 1.4, "ข้อสี่"])
def test_a_row_without_a_readable_point_is_kept_as_a_stray(typed):
    office = office_of([typed, "1", "สรุปผล", None, "แฟ้ม 1"])
    (place,) = office.strays["evidence"].index
    stray = {name: office.strays["evidence"][name][0] for name in ("title", "place", "group")}
    assert (place, stray) == (("fin", 2), {"title": "สรุปผล", "place": "แฟ้ม 1", "group": "FIN"})
    assert office.evidence.empty


@given(
    st.lists(st.integers(1, 10), min_size=1, max_size=5), st.sampled_from([",", ";", "\n", " และ "])
)
def test_any_list_of_known_points_is_all_of_them_once(numbers, between):
    typed = between.join(f"1.4.{n}" for n in numbers)
    office = office_of([typed, "1", "สรุปผล", None, "แฟ้ม 1"])
    expected = [f"1.4.{n}" for n in dict.fromkeys(numbers)]
    assert office.rows["evidence"]["criterion"] == expected
