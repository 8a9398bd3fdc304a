"""Names as people write them: exact first, then without brackets and prefixes, never by letters."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.reading.cells import read_value
from esa.reading.nearest import closest, denies
from esa.reading.office import read_office
from esa.reading.schema import read_tabs
from esa.sources.workbook import RawTab
from tests.unit.test_office import NOW, group_book, office_book

SCHOOLS = [
    ["รหัสโรงเรียน", "ชื่อโรงเรียน"],
    ["54020001", "บ้านน้ำริน(คุรุราษฎร์รังสรรค์)"],
    ["54020086", "บ้านน้ำโค้ง"],
    ["54020026", "บ้านเหล่า(รัฐราษฎร์บำรุง )"],
    ["54020060", "บ้านเหล่า(พิชัยศิริราษฎร์รังสรรค์)"],
    ["54020070", "บ้านหนองบัว"],
    ["54020071", "บ้านหนองบัว(สาขา)"],
]
ACTIVITIES = ["รหัสกิจกรรม", "ชื่อกิจกรรม", "วันที่จัด", "โรงเรียนที่ร่วม"]


def with_tabs(book, **tabs: list):
    """The workbook with these tabs, by English name."""
    titles = {read_tabs()[name].title: rows for name, rows in tabs.items()}
    kept = tuple(tab for tab in book.tabs if tab.title not in titles)
    return replace(book, tabs=(*kept, *(RawTab(t, rows) for t, rows in titles.items())))


def activity(*schools: str):
    rows = [ACTIVITIES, ["A1", "นิเทศ", "5 มิ.ย. 2557", "; ".join(schools)]]
    office = with_tabs(office_book(), schools=SCHOOLS)
    fin = with_tabs(group_book("fin", "FIN"), network_activities=rows)
    return read_office([office, fin], NOW)


def told(office, tab: str = "network_activities"):
    return [p for p in office.problems if p.tab == tab]


def test_one_school_of_that_name_without_its_brackets_is_taken_with_an_info():
    office = activity("บ้านน้ำริน", "บ้านเหล่า")
    assert office.network_activities["schools"].tolist() == [("54020001",)]
    infos = [p for p in told(office) if p.severity == "info"]
    assert [p.code for p in infos] == ["name_by_part"] and "บ้านน้ำริน" in infos[0].what_th
    (several,) = [p for p in told(office) if p.code == "ambiguous_name"]
    assert all(word in several.what_th for word in ("54020026", "54020060", "รัฐราษฎร์"))
    assert "น้ำโค้ง" not in "".join(p.what_th + p.fix_th for p in told(office))


@pytest.mark.parametrize("name", ["บ้านหนองบัว", "โรงเรียนบ้านหนองบัว", "ร.ร.บ้านหนองบัว", "54020070"])
def test_an_exact_name_wins_over_one_with_brackets(name):
    office = activity(name)
    assert office.network_activities["schools"].tolist() == [("54020070",)] and told(office) == []


@pytest.mark.parametrize("name", ["บ้านน้ำใส", "บ้านนํ้ารอน", "54020002", "บ้านน้ำริน(ประชานุกูล)"])
def test_another_school_of_similar_letters_is_never_suggested(name):
    office = activity(name)
    (problem,) = [p for p in told(office) if p.severity == "error"]
    assert office.network_activities["schools"].tolist() == [()]
    assert "น้ำโค้ง" not in problem.fix_th and "54020001" not in problem.fix_th or "ประชา" in name


def test_a_network_is_known_by_its_name_with_any_prefix():
    schools = [
        ["รหัสโรงเรียน", "ชื่อโรงเรียน", "กลุ่มโรงเรียน"],
        ["54020001", "บ้านน้ำริน", "กลุ่มโรงเรียนเวียงปิ่นทอง"],
        ["54020005", "บ้านศรีดอนไชย", "กลุ่มโรงเรียนทุ่งทองนที"],
    ]
    networks = [["รหัสเครือข่าย", "ชื่อเครือข่าย", "ประเภทเครือข่าย"]]
    networks += [["N1", "เวียงปิ่นทอง", "กลุ่มโรงเรียน"], ["N2", "ทุ่งทองนที", "สหวิทยาเขต"]]
    office = read_office([with_tabs(office_book(), schools=schools, networks=networks)], NOW)
    assert office.schools["network"].tolist() == ["N1", "N2"]
    assert [(p.code, p.severity) for p in told(office, "schools")] == [("name_by_part", "info")]


def test_the_register_of_a_ministry_is_a_register_of_schools():
    own = [f"ช่องของเขต {n}" for n in range(140)]
    heads = ["รหัสกระทรวง (10 หลัก)", "ชื่อโรงเรียน", "รหัสโรงเรียนสาขาหลัก", "สถานะโรงเรียน", "นักเรียนรวม"]
    rows = [
        ["1054390223", "บ้านน้ำริน (คุรุราษฎร์รังสรรค์)", "", "โรงเรียนหลัก", "177"],
        ["1054390224", "บ้านผามอก(ประชานุเคราะห์)", "", "เรียนรวม", "-"],
        ["54900000", "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาแพร่ เขต 2", "", "", ""],
    ]
    settings = [["ชื่อสำนักงาน", "ปีงบประมาณ", "ฉบับมาตรฐานที่ใช้", "จำนวนโรงเรียน"]]
    settings += [["สำนักงานทดสอบ", "2557", "2557", "5"]]
    filled = [[*row, *["x"] * 140] for row in rows]
    book = with_tabs(office_book(), schools=[[*heads, *own], *filled], settings=settings)
    office = read_office([book], NOW)
    assert office.schools["school_code"].tolist() == ["1054390223", "1054390224"]
    assert office.schools["enrolled"].tolist()[0] == 177
    problems = [(p.code, p.severity) for p in told(office, "schools")]
    assert problems == [("unknown_columns", "warning"), ("office_is_no_school", "info")]
    (differs,) = [p for p in office.problems if p.code == "schools_total_differs"]
    assert (differs.facts["value"], differs.facts["total"]) == (5, 1)


def test_the_export_of_dmc_is_read_with_its_enrolment():
    heads = ["รหัสเขต", "ชื่อเขต", "รหัสโรงเรียน", "ชื่อโรงเรียน", "ป.1 ชาย", "รวมป.1", "รวมทั้งหมด"]
    rows = [["57030000", "สพป.เชียงราย เขต 3", "57030006", "ไทยรัฐวิทยา ๘๖", "5", "5", "87"]]
    rows += [["", "", "", "รวมทั้งสิ้น", "5", "5", "87"]]
    office = read_office([with_tabs(office_book(), schools=[heads, *rows])], NOW)
    assert office.schools["enrolled"].tolist() == [87]


def test_the_title_of_a_column_wins_over_an_alias():
    heads = ["รหัสกระทรวง", "รหัสโรงเรียน", "ชื่อโรงเรียน", "รวมทั้งหมด", "นักเรียนทั้งหมด"]
    rows = [heads, ["1054390223", "54020001", "บ้านน้ำริน", "99", "87"]]
    office = read_office([with_tabs(office_book(), schools=rows)], NOW)
    assert office.schools["school_code"].tolist() == ["54020001"]
    assert office.schools["enrolled"].tolist() == [87]


def test_a_suggested_heading_has_values_that_fit():
    heads = ["รหัสโรงเรียนหลัก", "ชื่อโรงเรียน"]
    for value, likely in (("54020001", "รหัสโรงเรียนหลัก"), ("", "–"), ("ไม่มี", "–")):
        rows = [heads, [value, "บ้านน้ำริน"], [value, "บ้านผามอก"]]
        office = read_office([with_tabs(office_book(), schools=rows)], NOW)
        (missing,) = [p for p in told(office, "schools") if p.code == "missing_column"]
        assert missing.facts["suggestion"] == likely


# --- codes with the word of their heading -----------------------------------------------------

CODES = [
    ("follow_ups", "meeting_no", "ครั้งที่ 12/2557", "12/2557"),
    ("follow_ups", "meeting_no", "ประชุมครั้งที่ ๑๒/๒๕๕๗", "12/2557"),
    ("follow_ups", "meeting_no", "12/2557", "12/2557"),
    ("progress", "criterion", "ประเด็นที่ 2.2.1", "2.2.1"),
    ("progress", "criterion", "ประเด็น 1-1-4-1", "1-1-4-1"),
    ("indicators", "indicator", "ตัวบ่งชี้ที่ 1.4", "1.4"),
    ("about", "group", "กลุ่ม 1", "กลุ่ม1"),
    ("about", "group", "กลุ่มนิเทศ", "กลุ่มนิเทศ"),
]


@pytest.mark.parametrize(("tab", "name", "typed", "code"), CODES)
def test_the_word_of_the_heading_before_a_code_is_no_part_of_it(tab, name, typed, code):
    assert read_value(typed, read_tabs()[tab].field(name)).value == code


def test_a_meeting_is_one_with_and_without_the_word():
    heads = ["ครั้งที่", "ลำดับที่", "วันที่ประชุม", "มติหรือข้อสั่งการ", "กลุ่มที่รับผิดชอบ", "สถานะ"]
    rows = [["ครั้งที่ 12/2557", "5", "16 ก.ย. 2557", "ง", "ทุกกลุ่ม", "กำลังดำเนินการ"]]
    rows += [["12/2557", "5", "16 ก.ย. 2557", "ง", "ทุกกลุ่ม", "เสร็จแล้ว"]]
    office = read_office([with_tabs(office_book(), follow_ups=[heads, *rows])], NOW)
    assert office.follow_ups["meeting_no"].tolist() == ["12/2557"] * 2


# --- suggestions ------------------------------------------------------------------------------

CATEGORIES = [
    (tab.name, field.name)
    for tab in read_tabs().values()
    for field in tab.fields
    if field.categories
]


@pytest.mark.parametrize(("tab", "name"), CATEGORIES)
@given(data=st.data())
def test_a_choice_is_never_suggested_across_a_negation_and_works_when_followed(tab, name, data):
    field = read_tabs()[tab].field(name)
    words = [w for c in field.categories for w in (c.label, *c.aliases)]
    word = data.draw(st.sampled_from(words))
    typed = data.draw(st.sampled_from(["ยังไม่{}", "{}ไม่ครบ", "ไม่{}", "{}นะ", "{}{}", "{}ค่ะ"]))
    typed = typed.format(word, word)
    read = read_value(typed, field)
    if read.issue == "unknown_choice" and read.facts["suggestion"] != "–":
        assert read_value(read.facts["suggestion"], field).issue is None
        near = closest(typed, words)
        assert denies(near) == denies(typed)


STATES = [
    ("แล้วเสร็จ", "done"), ("เสร็จสิ้น", "done"), ("เรียบร้อยแล้ว", "done"), ("ทำแล้ว", "done"),
    ("✓", "done"), ("อยู่ระหว่างดำเนินการ", "preparing"), ("กำลังดำเนินการ", "preparing"),
    ("ยังดำเนินการไม่เสร็จ", "preparing"), ("ยังไม่ได้ทำ", "not_started"),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "state"), STATES)
def test_many_words_say_whether_it_is_carried_out(typed, state):
    assert read_value(typed, read_tabs()["progress"].field("carried_out")).value == state


@pytest.mark.parametrize("typed", ["ดำเนินการยังไม่ครบ", "ไม่ดำเนินการแล้ว", "ยังไม่เคยดำเนินการ"])
def test_done_is_never_suggested_for_what_is_not_done(typed):
    read = read_value(typed, read_tabs()["progress"].field("carried_out"))
    assert read.facts["suggestion"] not in ("ดำเนินการแล้ว", "ดำเนินการต่อเนื่องตามแผน")


# --- targets as people write them --------------------------------------------------------------

KPIS = ["รหัสตัวชี้วัด", "ชื่อตัวชี้วัด", "ค่าเป้าหมาย", "หน่วยนับ", "ทิศทาง", "ผลรอบ 6 เดือน"]
UP, DOWN = "ยิ่งมากยิ่งดี", "ยิ่งน้อยยิ่งดี"
TARGETS = [
    ("≥ 75", "ร้อยละ", UP, 75), (">= 75", "ร้อยละ", UP, 75), ("ไม่น้อยกว่าร้อยละ 80", "ร้อยละ", UP, 80),
    ("ร้อยละ ๘๐ ขึ้นไป", "ร้อยละ", UP, 80), ("95%", "ร้อยละ", UP, 95), ("ระดับ 5", "ระดับ", UP, 5),
    ("ไม่เกิน 3 ครั้ง", "ครั้ง", DOWN, 3), ("ไม่น้อยกว่าร้อยละ 80 ของโรงเรียน", "ร้อยละ", UP, 80),
    ("1:20", "อัตราส่วน", DOWN, 20), ("90", "%", "up", 90),
    # no single reading
    ("มากกว่า 80", "ร้อยละ", UP, None), ("7-8 ข้อ", "ข้อ", UP, None), ("ดีขึ้น", "ระดับ", UP, None),
    # contradicted by the direction
    ("≥ 75", "ร้อยละ", DOWN, None), ("ไม่เกิน 3 ครั้ง", "ครั้ง", UP, None),
]  # fmt: skip


def kpi(target: str, unit: str, direction: str, actual: str | None = None):
    rows = [KPIS, ["K1", "ก", target, unit, direction, actual]]
    return read_office([office_book(), with_tabs(group_book("fin", "FIN"), kpis=rows)], NOW)


@pytest.mark.parametrize(("typed", "unit", "direction", "number"), TARGETS)
def test_a_target_is_read_with_its_direction_where_one_reading_exists(
    typed, unit, direction, number
):
    office = kpi(typed, unit, direction)
    assert office.kpis["target"].tolist() == [number]
    assert bool(told(office, "kpis")) == (number is None)
    assert bool(office.unusable("kpis", "target")) == (number is None)


RATIOS = [("1:20", "1:25", 20), ("1:20", "2:25", None), ("1:20", "18", None)]


@pytest.mark.parametrize(("target", "actual", "kept"), RATIOS)
def test_ratios_are_compared_where_their_left_terms_are_equal(target, actual, kept):
    office = kpi(target, "อัตราส่วน", DOWN, actual)
    assert office.kpis["target"].tolist() == [kept]


# --- groups ------------------------------------------------------------------------------------


def test_an_alias_that_is_the_name_of_another_group_is_named_as_the_cause():
    heads = ["รหัสกลุ่ม", "ชื่อกลุ่ม", "ประเภท", "ชื่อย่อหรือชื่ออื่น"]
    rows = [["FIN", "กลุ่มการเงิน", "กลุ่ม", "แผน"], ["NP", "แผน", "กลุ่ม", "นผ."]]
    books = [with_tabs(office_book(), groups=[heads, *rows]), group_book("np", "แผน")]
    office = read_office(books, NOW)
    assert office.workbook("np").group == "NP"  # the name wins
    (problem,) = [p for p in office.problems if p.code == "alias_of_two_groups"]
    assert (problem.cell, problem.facts["value"], problem.facts["other"]) == ("D2", "แผน", "NP")


def test_two_groups_with_one_alias_are_told_and_neither_is_guessed():
    heads = ["รหัสกลุ่ม", "ชื่อกลุ่ม", "ประเภท", "ชื่อย่อหรือชื่ออื่น"]
    rows = [["FIN", "กลุ่มการเงิน", "กลุ่ม", "งาน ก"], ["NP", "กลุ่มแผน", "กลุ่ม", "งาน ก"]]
    books = [with_tabs(office_book(), groups=[heads, *rows]), group_book("x", "งาน ก")]
    office = read_office(books, NOW)
    assert not office.workbook("x").used
    assert "alias_of_two_groups" in {p.code for p in office.problems}


def test_candidates_are_named_by_name_and_code_and_not_by_other_codes():
    heads = ["รหัสโรงเรียน", "รหัสอื่น", "ชื่อโรงเรียน"]
    rows = [["54020026", "00930001", "บ้านเหล่า(รัฐ)"], ["54020060", "00930002", "บ้านเหล่า(พิชัย)"]]
    results = [ACTIVITIES, ["A1", "นิเทศ", "5 มิ.ย. 2557", "บ้านเหล่า"]]
    books = [with_tabs(office_book(), schools=[heads, *rows])]
    books.append(with_tabs(group_book("fin", "FIN"), network_activities=results))
    (problem,) = [p for p in read_office(books, NOW).problems if p.code == "ambiguous_name"]
    assert problem.facts["choices"] == "บ้านเหล่า(รัฐ) = 54020026, บ้านเหล่า(พิชัย) = 54020060"


HELD = [("95%", "คน", None), ("ร้อยละ 95", "ระดับ", None), ("95%", "ร้อยละ", 95), ("95", "คน", 95)]


@pytest.mark.parametrize(("typed", "unit", "number"), HELD)
def test_a_percent_in_a_row_of_another_unit_is_held_back(typed, unit, number):
    office = kpi(typed, unit, UP)
    assert office.kpis["target"].tolist() == [number]
    assert [p.code for p in told(office, "kpis")] == ["percent_in_other_unit"] * (number is None)
