"""Rows of registers that name a point are documents of it, and what can't be read is unknown."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as some

from esa.changes.compare import changes
from esa.documents.report.made import report
from esa.history.in_use import read_remembering
from esa.history.store import Store
from esa.judged import Judged
from esa.rules.evidence import EVIDENCE_TAB
from esa.rules.vocabulary import ATTACHED, NONE, PROMISED
from esa.share.committee import committee
from pages.indicators.receipt import indicator
from pages.projects import plan
from pages.projects.view import view
from tests.registered import HEADS as HEADS_OF_REGISTERS
from tests.registered import NOW, group_book, office_book, office_of

TITLE = "ทะเบียนกิจกรรม"
REGISTERS = [["ACT", TITLE, "AM; FIN", "กิจกรรม", ""]]
HEADS = {
    "รหัส": "ข้อความ",
    "ชื่อกิจกรรม": "ข้อความ",
    "ประเด็น": "ประเด็น",
    "ลิงก์": "ลิงก์",
    "ที่เก็บ": "ที่เก็บ (แฟ้ม/ตู้)",
}
COLUMNS = [
    ["ACT", str(n), head, "", kind, "", "", "", "ใช่" if n == 1 else "", ""]
    for n, (head, kind) in enumerate(HEADS.items(), 1)
]
ROW = ["A-1", "นิเทศ", "2.2.1", "", "แฟ้ม 1"]


def office(*rows, heads=tuple(HEADS), columns=COLUMNS, group="FIN", **tabs):
    book = group_book(group, {TITLE: [list(heads), *map(list, rows)], **tabs})
    return office_of(REGISTERS, columns, book, group_book("AM" if group == "FIN" else "FIN", {}))


def documents(of):
    rows = Judged(of).standards.evidence
    return {(row.criterion, row.title): row.state for row in rows if row.cells != EVIDENCE_TAB}


def point(of, code="2.2.1"):
    return next(p for p in Judged(of).standards.points if p.criterion == code)


LINKS = some.sampled_from(["", "https://a.go.th/x", "ห้อง 2"])
PLACES = some.sampled_from(["", "แฟ้ม 12", "ยังไม่มี", "...", "✓"])
POINTS = some.lists(some.sampled_from(["2.2.1", "2.2.2"]), max_size=2, unique=True)


@given(some.sampled_from(["นิเทศ", ""]), POINTS, LINKS, PLACES)
def test_a_row_is_a_document_of_each_point_it_names_as_a_row_of_evidence_is(t, codes, link, place):
    """The state is that which the same cells have in the tab of evidence."""
    beside = {
        "หลักฐานอ้างอิง": [
            ["รหัสประเด็น", "ลำดับที่", "ชื่อเอกสารหรือหลักฐาน", "ลิงก์", "ที่เก็บ (แฟ้ม/ตู้)"],
            *([code, "1", t or "A-1", link, place] for code in codes),
        ]
    }
    of = office(["A-1", t, "; ".join(codes), link, place], **beside)
    rows = Judged(of).standards.evidence
    own = {(row.criterion, row.state) for row in rows if row.cells != EVIDENCE_TAB}
    typed = {(row.criterion, row.state) for row in rows if row.cells == EVIDENCE_TAB}
    assert {code for code, _ in own} == set(codes) and own == typed
    for code in codes:
        assert point(of, code).documents == 2 and len(set(point(of, code).evidence_rows)) == 2


@pytest.mark.parametrize("lacking", ["ประเด็น", "ลิงก์ ที่เก็บ"])
def test_rows_of_a_register_without_points_or_places_are_no_documents(lacking):
    kept = [n for n, head in enumerate(HEADS) if head not in lacking.split()]
    of = office(
        [ROW[n] for n in kept],
        heads=[list(HEADS)[n] for n in kept],
        columns=[COLUMNS[n] for n in kept],
    )
    assert documents(of) == {} and point(of).state == NONE


def test_what_its_row_lacks_is_asked_at_the_cell_of_the_register():
    of = office([*ROW[:4], ""])
    assert documents(of) == {("2.2.1", "นิเทศ"): PROMISED}
    for reading in ("reported", "verified"):
        (work,) = [w for w in Judged(of).standards.work(reading) if w.criterion == "2.2.1"]
        assert (work.tab, work.at, work.field, work.groups) == (TITLE, ("fin", 2), "ลิงก์", ("FIN",))


def test_nobody_is_asked_to_check_a_row_that_holds_no_check():
    edition = Judged(office(ROW)).standards
    assert {w.tab for w in edition.work("verified")} == {"evidence"}
    assert not point(office(ROW)).verified.clear


# --- unknown --------------------------------------------------------------------------------------

SLIPS = {
    "an error in the code": ["A-1", "นิเทศ", "#REF!", "", "แฟ้ม 1"],
    "a code that nobody has": ["A-1", "นิเทศ", "2.2.?", "", "แฟ้ม 1"],
    "an error in the place": ["A-1", "นิเทศ", "2.2.1", "", "#REF!"],
    "an error in the key": ["#REF!", "นิเทศ", "2.2.1", "", "แฟ้ม 1"],
    "an error in the title": ["A-1", "#REF!", "2.2.1", "", "แฟ้ม 1"],
}


def books(tab=TITLE, heads=tuple(HEADS), rows=(ROW,), registers=REGISTERS, columns=COLUMNS):
    own = {tab: [list(heads), *map(list, rows)]} if tab else {}
    return [group_book("FIN", own), group_book("AM", {}), office_book(registers, columns)]


def slips():
    yield from ((name, {"rows": [row]}) for name, row in SLIPS.items())
    yield from (
        (f"heading {n}", {"heads": [h if n != m else "ฮ่าๆ" for m, h in enumerate(HEADS)]})
        for n in range(len(HEADS))
    )
    yield "all headings", {"heads": ["#REF!"] * len(HEADS)}
    yield "title of the tab", {"tab": "แท็บ 9", "heads": ["x", *list(HEADS)[1:]]}
    yield "no tab", {"tab": ""}
    yield "title of the register", {"registers": [["ACT", "ทะเบียนอื่น", "AM; FIN", "", ""]]}
    broken = [[*COLUMNS[2][:4], "ชนิดแปลก", *COLUMNS[2][5:]]]
    yield "type of the column", {"columns": [*COLUMNS[:2], *broken, *COLUMNS[3:]]}


SLIPPED = list(slips())


@pytest.mark.parametrize(("name", "slip"), SLIPPED, ids=[name for name, _ in SLIPPED])
def test_a_slip_never_takes_a_document_away(tmp_path, name, slip):
    """The point was clear: it stays so, or becomes unknown, and nothing of it fell."""
    store = Store(tmp_path)
    before = read_remembering(store, books(), NOW)
    assert point(before).reported.clear
    for _ in range(2):  # nor at the second look
        after = read_remembering(store, books(**slip), NOW)
        proof = point(after).reported
        assert proof.clear or proof.unknown or "code" in name, name
        kinds = {c.kind for c in changes(Judged(before), Judged(after)).of("point")}
        assert kinds <= {"became_unknown"}, name
    assert not point(after, "2.2.2").reported.clear


RUBRIC = {
    "ตัวบ่งชี้": [
        ["ฉบับมาตรฐาน", "รหัสตัวบ่งชี้", "มาตรฐานที่", "ชื่อตัวบ่งชี้", "จำนวนประเด็น"],
        ["2557", "2.2", "2", "การเงิน", "2"],
    ],
    "เกณฑ์ระดับคุณภาพ": [
        ["ฉบับมาตรฐาน", "รหัสตัวบ่งชี้", "ระดับคุณภาพ", "หลักฐานชัดเจนตั้งแต่ (ข้อ)", "ไม่เกิน (ข้อ)"],
        *(["2557", "2.2", str(n + 1), str(n), str(n)] for n in range(3)),
    ],
}


@pytest.mark.parametrize(
    ("code", "span"), [("2.2.?", (2, 3)), ("2.2", (2, 3)), ("9.9.9", None), ("2.2.2", None)]
)
def test_a_code_read_in_part_widens_the_level_of_the_indicator_that_it_names(code, span):
    """Upwards only, and only where the row is attached."""
    sure, half = ["A-1", "นิเทศ", "2.2.1", "", "แฟ้ม 1"], ["A-2", "อบรม", code, "", "แฟ้ม 2"]
    carried = [["รหัสประเด็น", "สถานะการดำเนินการ"]]
    carried += [[point, "ดำเนินการแล้ว"] for point in ("2.2.1", "2.2.2")]
    for place, widened in (("แฟ้ม 2", span), ("", None)):
        own = {TITLE: [list(HEADS), sure, [*half[:4], place]], "การดำเนินงาน": carried}
        of = office_of(REGISTERS, COLUMNS, group_book("FIN", own), group_book("AM", {}), **RUBRIC)
        (level,) = Judged(of).standards.levels
        found = level.reported.span
        assert (found and (found.lowest, found.top)) == widened
        assert widened or level.reported.level == (3 if code == "2.2.2" and place else 2)


def test_a_row_that_was_taken_out_is_an_edit_and_lost():
    before, after = Judged(office(ROW)), Judged(office())
    assert {c.kind for c in changes(before, after).of("point")} == {"lost"}


@pytest.mark.parametrize("group", ["AM", "FIN"])
def test_a_group_that_never_had_the_tab_makes_nothing_unknown(tmp_path, group):
    store = Store(tmp_path)
    for _ in range(2):
        of = read_remembering(store, books(tab=""), NOW)
        assert not any(point(of, code).reported.unknown for code in ("2.2.1", "2.2.2"))


def test_a_declaration_that_was_taken_out_with_its_tabs_is_no_loss_of_reading(tmp_path):
    store = Store(tmp_path)
    read_remembering(store, books(), NOW)
    after = read_remembering(store, books(tab="", registers=[], columns=[]), NOW)
    assert not point(after).reported.unknown


# --- who is told ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("rows", "digits"), list(product((1, 5, 6, 40), (False, True))))
def test_the_word_report_names_the_register_and_its_rows_if_they_are_few(rows, digits):
    many = [[f"A-{n}", f"กิจกรรมที่ {n}", "2.2.1", "", f"แฟ้ม {n}"] for n in range(rows)]
    said = repr(report(Judged(office(*many)), thai_digits=digits))
    assert TITLE in said
    assert ("กิจกรรมที่" in said) == (rows <= 5)
    count = f"{rows} กิจกรรม (บอกที่เก็บหรือลิงก์ {rows})"
    assert digits or (count in said) == (rows > 5)


def test_a_committee_learns_that_a_register_stands_behind_a_point_and_nothing_of_it():
    of = office(["ความลับหนึ่ง", "ความลับสอง", "2.2.1", "", "ความลับสาม"])
    whole = committee(of)
    (told,) = [p for p in whole.points if p.criterion == "2.2.1"]
    assert [d.state for d in told.documents] == [ATTACHED]
    assert "ความลับ" not in repr(whole) and TITLE not in repr(whole)


# --- beside evidence ------------------------------------------------------------------------------

ACTS = ["ACT", TITLE, "FIN", "กิจกรรม", ""]
ACT_HEADS = ["ชื่อกิจกรรม", "วันที่", "โรงเรียน", "เครือข่าย", "โครงการ"]
KINDS = ["ข้อความ", "วันที่", "โรงเรียน", "เครือข่าย", "โครงการ"]
ACT_COLUMNS = [
    ["ACT", str(n), head, "", kind, *[""] * 5]
    for n, (head, kind) in enumerate(zip(ACT_HEADS, KINDS, strict=True), 1)
]


def of_activities(*rows, reaches="ใช่"):
    projects = {"โครงการ": [["รหัสโครงการ", "ชื่อโครงการหรือกิจกรรม"], ["P1", "หนึ่ง"], ["P2", "สอง"]]}
    book = group_book("FIN", {TITLE: [ACT_HEADS, *map(list, rows)], **projects})
    declared = {"ทะเบียนของสำนักงาน": [[*HEADS_OF_REGISTERS, "นับว่าเข้าถึงโรงเรียน"], [*ACTS, reaches]]}
    return Judged(office_of([], ACT_COLUMNS, book, group_book("AM", {}), **declared))


@pytest.mark.parametrize(
    ("day", "reaches", "how", "planned"),
    [
        ("1 ส.ค. 2557", "ใช่", "named", 0),
        ("", "ใช่", "named", 0),
        ("30 ก.ย. 2557", "ใช่", "not_reached", 1),  # still to come
        ("1 ส.ค. 2556", "ใช่", "not_reached", 0),  # of another year
        ("1 ส.ค. 2557", "", "not_reached", 0),
    ],
)
def test_work_with_schools_reaches_them_where_the_register_says_that_it_is_such(
    day, reaches, how, planned
):
    judged = of_activities(["อบรม", day, "บ้านท่าเชียด", "", ""], reaches=reaches)
    first, second = judged.networks().reached
    assert (first.how, first.planned, second.how) == (how, planned, "not_reached")
    assert not judged.networks().timed  # it is no activity of a network


def test_rows_stand_under_the_project_that_they_name():
    rows = [[f"งานที่ {n}", "", "", "", f"P{n % 2 + 1}"] for n in range(60)]
    judged = of_activities(*rows, ["ไม่มีโครงการ", "", "", "", ""])
    assert {code: len(own) for code, own in judged.of_projects.items()} == {"P1": 30, "P2": 30}
    shown = view(judged, "")
    told = {str(e.values[0]): e.more for e in plan.projects(shown, shown.projects).entries}
    assert {code: len(more.entries) for code, more in told.items()} == {"P1": 20, "P2": 20}
    first = told["P1"]
    assert first.heading == f"{TITLE} 30" and first.notes == ("แสดง 20 จาก 30 แถว",)
    assert first.onward[0].door.filters == (("register", TITLE), ("project", "P1"))
    assert first.entries[0].text == "งานที่ 0" and first.entries[0].cell.at == ("fin", 2)


@pytest.mark.parametrize("rows", [0, 3])
def test_a_register_kept_for_a_point_is_named_beside_its_evidence_and_proves_nothing(rows):
    plain = [[f"A-{n}", "งาน", "", "", ""] for n in range(rows)]
    book = group_book("FIN", {TITLE: [list(HEADS), *plain]})
    kept = [[*REGISTERS[0][:4], "2.2.2"]]
    judged = Judged(office_of(kept, COLUMNS, book, group_book("AM", {}), **RUBRIC))
    edition = judged.standards
    assert point(judged.office, "2.2.2").state == NONE
    said = repr(report(judged, thai_digits=False))
    assert (f"ทะเบียนประกอบ: {TITLE} {rows} กิจกรรม" in said) == bool(rows)
    (level,) = edition.levels
    told = repr(indicator(edition, level, "reported"))
    assert (f"ทะเบียนประกอบ: {TITLE}" in told) == bool(rows)


def test_a_link_behind_a_row_and_a_document_of_another_indicator_deserves_a_look():
    """One link in two tabs is one document."""
    link = "https://a.go.th/x"
    more = {
        "ตัวบ่งชี้": [
            ["ฉบับมาตรฐาน", "รหัสตัวบ่งชี้", "มาตรฐานที่"],
            ["2557", "2.2", "2"],
            ["2557", "2.3", "2"],
        ],
        "ประเด็นการพิจารณา": [
            ["ฉบับมาตรฐาน", "รหัสประเด็น", "รหัสตัวบ่งชี้", "ข้อความประเด็น", "ผู้รับผิดชอบหลัก"],
            ["2557", "2.2.1", "2.2", "ข้อหนึ่ง", "FIN"],
            ["2557", "2.3.1", "2.3", "ข้อสอง", "FIN"],
        ],
    }
    heads = ["รหัสประเด็น", "ลำดับที่", "ชื่อเอกสารหรือหลักฐาน", "ลิงก์"]
    for other, warned in (("2.3.1", True), ("2.2.1", False)):
        own = {
            TITLE: [list(HEADS), ["A-1", "นิเทศ", "2.2.1", link, ""]],
            "หลักฐานอ้างอิง": [heads, [other, "1", "แผน", f"{link}/"]],
        }
        book = group_book("FIN", own)
        of = office_of(REGISTERS, COLUMNS, book, group_book("AM", {}), **more)
        found = [row.warnings for row in Judged(of).standards.evidence]
        assert found == [("shared_link",) * warned] * 2
