"""Numbers in ร้อยละ by the unit of their own row: told, and not used, as in a column of percents."""

from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies

from esa.judged import Judged
from esa.reading.cells import read_value
from esa.reading.office import Office, read_office
from esa.reading.schema import field_from
from esa.rules import kpis
from esa.rules.units import Unit, doubt, goes_beyond, is_percent
from esa.sources.workbook import RawTab
from esa.telling import kpis as said
from esa.telling.topic import plain
from pages.projects.words import kpi_heading
from tests.unit.test_office import NOW, group_book, office_book

PERCENTS = (
    "ร้อยละ",
    "%",
    " ร้อย ละ",
    "ร้อย\u200bละ",
    "ร้อยละของโรงเรียน",
    "เปอร์เซ็นต์",
    "เปอร์เซนต์",
    "% ของแผน",
    "％",
    "Percent",
    "โรงเรียน (ร้อยละ)",
)
OTHERS = ("คน", "วัน", "คะแนน", "บาท", "เปอร์เซ็นต์ไทล์", "percentile", "ระดับ")
LIMITS = {"minimum": 0, "maximum": 100}
COLUMN = field_from(
    {"name": "x", "title": "x", "type": "number", "exact": True, "unit": "percent"}
    | {"constraints": LIMITS}
)
ACTUALS = ("actual_6m", "actual_9m", "actual_12m")
HEADINGS = ["รหัสตัวชี้วัด", "ชื่อตัวชี้วัด", "ค่าเป้าหมาย", "หน่วยนับ", "ทิศทาง"]
HEADINGS += ["ผลรอบ 6 เดือน", "ผลรอบ 9 เดือน", "ผลรอบ 12 เดือน"]


def office_of(*rows: tuple, unit: str = "ร้อยละ", title: str = "งานที่สำเร็จ") -> Office:
    """Of KPIs with these targets and results of six and nine months."""
    lines = [
        [f"K{number}", title, target, unit, "ยิ่งมากยิ่งดี", first, second, None]
        for number, (target, first, second) in enumerate(rows, start=1)
    ]
    tab = RawTab("ตัวชี้วัดตามคำรับรอง", [HEADINGS, *lines])
    book = group_book("fin", "บง.")
    book = type(book)(book.name, book.address, (*book.tabs, tab), NOW)
    return read_office([office_book(), book], NOW)


def told(office: Office, tab: str = "kpis") -> list[tuple[str, str]]:
    return [(p.code, p.cell) for p in office.problems if p.tab == tab and p.severity != "info"]


def rounds_of(office: Office) -> list[kpis.Round]:
    return [row for row in Judged(office).kpis if row.round < 12]


def states(office: Office) -> list[str]:
    return [row.state for row in rounds_of(office)]


# --- which units are percent, and which numbers in them are doubtful


@pytest.mark.parametrize("unit", PERCENTS)
def test_a_unit_says_percent_however_it_is_written(unit):
    assert is_percent(unit)


@pytest.mark.parametrize("unit", [*OTHERS, None, ""])
def test_a_unit_that_is_none_is_left_alone(unit):
    assert not is_percent(unit)
    assert doubt(Decimal("0.96"), Unit(unit), said=False) is None
    assert doubt(Decimal(8873), Unit(unit), said=False) is None


CELLS = (
    strategies.floats(-5, 300)
    | strategies.integers(-5, 20_000)
    | strategies.decimals(0, 2, places=2).map(str)
    | strategies.sampled_from(["0.89 %", "ร้อยละ 0.5", "๐.๙๖", "1", "1.0", "0", "8,873", "n/a", "-"])
    | strategies.none()
)
QUIET = ("not_reported_word",)  # for information
SAME = {"fraction_percent": "fraction_percent", "percent_beyond": "out_of_range"}


@settings(max_examples=150)
@given(CELLS, CELLS, strategies.sampled_from(PERCENTS[:4]), strategies.sampled_from(OTHERS))
def test_each_number_is_read_as_in_a_column_of_percents(target, actual, percent, other):
    office = office_of((target, actual, 50), unit=percent)
    codes = {p.field: p.code for p in office.problems if p.tab == "kpis" and p.severity != "info"}
    row = office.rows["kpis"].columns
    expected = {"target": read_value(target, COLUMN), "actual_6m": read_value(actual, COLUMN)}
    beyond = codes.get("target") == "percent_beyond"  # then its results say no more
    for name, wanted in expected.items():
        if name == "actual_6m" and beyond and wanted.issue == "out_of_range":
            continue
        code = codes.get(name)
        assert SAME.get(code, code) == (None if wanted.issue in QUIET else wanted.issue)
        assert row[name][0] == wanted.value
    quiet = office_of((target, actual, 50), unit=other)
    assert not {p.code for p in quiet.problems} & set(SAME)


@pytest.mark.parametrize(
    "words", ["ร้อยละที่เพิ่มขึ้นของรายได้", "ผู้เข้าอบรมเทียบเป้าหมาย", "ร้อยละของเป้าหมายที่ตั้งไว้", "ขยายตัว"]
)
def test_a_growth_or_a_comparison_may_go_beyond_a_hundred(words):
    assert goes_beyond(None, words) and not goes_beyond("ร้อยละของโรงเรียนที่ผ่าน", None)
    office = office_of((120, 135.5, -4), title=words)
    assert told(office) == [] and states(office) == ["reached", "not_yet"]
    assert told(office_of((0.5, 0.9, 80), title=words)) == [
        ("fraction_percent", "C2"), ("fraction_percent", "F2")]  # fmt: skip


# --- nothing is compared with them


def test_no_progress_is_worked_out_from_a_number_in_doubt():
    office = office_of(
        (95, 0.96, 74.8),  # the first result is a share: 1.01 % of the target
        (0.95, 47.5, 74.8),  # the target is: 7,873 % of it were reached
        (95, 47.5, 8873),
        (9500, 47.5, 74.8),
        (95, None, 96),
    )
    assert told(office) == [
        ("fraction_percent", "C3"),
        ("percent_beyond", "C5"),
        ("fraction_percent", "F2"),
        ("percent_beyond", "G4"),
    ]
    assert states(office) == [
        *("unusable", "not_yet"),
        *("unusable", "unusable"),
        *("not_yet", "unusable"),
        *("unusable", "unusable"),
        *("not_reported", "reached"),
    ]
    shares = [row.percent_reached for row in rounds_of(office)]
    assert [share is None or share <= 102 for share in shares] == [True] * 10
    assert [p for p in office.problems if p.code == "kpi_without_target"] == []


def test_what_is_unusable_is_named_as_such_and_neither_missed_nor_unreported():
    office = office_of((95, 0.96, 0.97), (0.95, None, 74.8), (None, None, 50))
    newest = kpis.latest(Judged(office).kpis)
    assert [row.state for row in newest] == ["unusable", "unusable", "no_target"]
    assert [row.missing for row in newest] == [0, 1, 1]
    heading = plain(kpi_heading(newest, 9))
    assert "ต้องตรวจค่า 2" in heading and "บรรลุเป้าหมาย 0 จาก 3" in heading
    goals = [said.target_text(row) for row in newest]
    assert goals == ["อย่างน้อย ร้อยละ 95", "ต้องตรวจค่า", "ไม่มีเป้าหมาย"]


def test_a_cell_that_can_not_be_read_is_unusable_too_and_one_that_waits_is_not():
    assert states(office_of((95, "เก้าสิบ", "รอ"))) == ["unusable", "not_reported"]


def test_after_typing_what_is_suggested_the_message_is_gone():
    office = office_of((0.95, 0.5, 0.748))
    typed = {p.field: Decimal(p.suggestion) for p in office.problems if p.code in SAME}
    assert typed == {"target": 95, "actual_6m": 50, "actual_9m": Decimal("74.8")}
    mended = office_of(tuple(map(float, typed.values())))
    assert told(mended) == [] and states(mended) == ["not_yet", "not_yet"]


def test_results_beyond_a_hundred_are_told_once_where_the_target_is_beyond_too():
    assert told(office_of((120, 115, 130))) == [("percent_beyond", "C2")]


# --- criteria, and what groups report of them


def older(target: object, actual: object, unit: str = "ร้อยละ", text: str = "งานที่สำเร็จ") -> Office:
    criteria = f"""
        | ฉบับมาตรฐาน | รหัสประเด็น | รหัสตัวบ่งชี้ | ผู้รับผิดชอบหลัก | ตัวชี้วัด | ค่าเป้าหมาย | หน่วย |
        | 2557 | 2.2.1 | 2.2 | FIN | {text} | {target} | {unit} |
        | 2557 | 2.2.2 | 2.2 | FIN |  |  |  |
    """
    editions = """
        | ฉบับมาตรฐาน | ชื่อ | วิธีให้ระดับ |
        | 2557 | เดิม | conditions |
    """
    progress = f"""
        | รหัสประเด็น | สถานะการดำเนินการ | ผลตามตัวชี้วัด |
        | ๒.๒.๑ | ดำเนินการแล้ว | {actual} |
        | 2.2.2 | ดำเนินการแล้ว | 0.5 |
    """
    book = office_book(tabs={"ประเด็นการพิจารณา": criteria, "ฉบับมาตรฐาน": editions})
    return read_office([book, group_book("fin", "บง.", {"การดำเนินงาน": progress})], NOW)


def outcome_of(office: Office) -> str:
    return Judged(office).standards.results[0].outcome


@pytest.mark.parametrize(
    ("target", "actual", "unit", "codes", "outcome"),
    [
        ("80", "85", "ร้อยละ", [], "reached"),
        ("80", "0.96", "%", [("progress", "fraction_percent")], "open"),
        ("80", "1", "เปอร์เซ็นต์", [("progress", "fraction_percent")], "open"),
        ("0.8", "85", "ร้อยละ", [("criteria", "fraction_percent")], "open"),
        ("๐.๘", "85", "ร้อยละ", [("criteria", "fraction_percent")], "open"),
        ("ร้อยละ 0.8", "0.9 %", "ร้อยละ", [], "reached"),
        ("80", "8873", "ร้อยละ", [("progress", "percent_beyond")], "open"),
        ("8000", "85", "ร้อยละ", [("criteria", "percent_beyond")], "open"),
        ("0.8", "0.96", "จำนวน", [], "reached"),
        ("1", "0", "ด้าน", [], "not_reached"),
    ],
)
def test_targets_and_results_of_criteria_are_held_back_alike(target, actual, unit, codes, outcome):
    office = older(target, actual, unit)
    assert [(p.tab, p.code) for p in office.problems if p.code in SAME] == codes
    assert outcome_of(office) == outcome
    assert office.criteria["kpi_target"].tolist()[0] == target  # shown as it is written
    assert office.progress["kpi_actual"].tolist()[1] == 0.5  # of a criterion without a unit


def test_a_group_is_told_of_its_own_cell():
    (problem,) = [p for p in older("80", "0.96").problems if p.code in SAME]
    assert (problem.workbook, problem.group, problem.cell) == ("fin", "FIN", "C2")
    assert problem.suggestion == "96"


def test_a_comparison_with_a_plan_may_exceed_it_in_criteria_too():
    office = older("100", "120", text="ผู้เข้าอบรมเทียบกับเป้าหมาย")
    assert told(office, "progress") == [] and outcome_of(office) == "reached"


def test_the_sample_holds_none(sample):
    tabs = ("kpis", "criteria", "progress")
    assert [p for p in sample.problems if p.code in SAME and p.tab in tabs] == []
