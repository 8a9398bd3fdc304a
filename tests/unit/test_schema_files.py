"""The descriptors in sheets_schema/: complete, consistent, in the agreed words, standard."""

import csv
import io
from collections import Counter

import frictionless
import pytest

from esa.reading.schema import read_descriptors, read_tabs
from esa.templates.schema_guide import (
    README,
    TAB_ORDER,
    allowed_words,
    guide,
    limits_text,
    tabs_in_order,
    tabs_text,
    what_to_type,
)
from esa.thai import fold
from tests.table_schema import standard_descriptor

TABS = read_tabs()
DESCRIPTORS = read_descriptors()
EACH_TAB = pytest.mark.parametrize("tab", TABS.values(), ids=TABS)
# The agreed words: a line "tab = title", below it its headings. Where a heading isn't listed
# for a tab, the one of the other tabs holds.
WORDS = """
about = เกี่ยวกับสมุดนี้
    kind=ชนิดสมุด · group=กลุ่ม · fiscal_year=ปีงบประมาณ
settings = ตั้งค่าสำนักงาน
    office_name=ชื่อสำนักงาน · short_name=ชื่อย่อ · fiscal_year=ปีงบประมาณ
    edition=ฉบับมาตรฐานที่ใช้ · as_of=วันอ้างอิง · board_name=ชื่อคณะประชุม
    board_weekday=วันประชุม · schools_total=จำนวนโรงเรียน · staff_total=จำนวนบุคลากร
editions = ฉบับมาตรฐาน
    edition=ฉบับมาตรฐาน · title=ชื่อ · method=วิธีให้ระดับ
    from_fiscal_year=ใช้ตั้งแต่ปีงบประมาณ · to_fiscal_year=ถึงปีงบประมาณ
groups = กลุ่มงาน
    group=รหัสกลุ่ม · name=ชื่อกลุ่ม · kind=ประเภท · aliases=ชื่อย่อหรือชื่ออื่น
    workbook=ลิงก์ชีตของกลุ่ม
standards = มาตรฐาน
    standard=มาตรฐานที่ · title=ชื่อมาตรฐาน · weight=น้ำหนัก (ร้อยละ)
indicators = ตัวบ่งชี้
    indicator=รหัสตัวบ่งชี้ · title=ชื่อตัวบ่งชี้ · points_total=จำนวนประเด็น
    extra_condition=เงื่อนไขเพิ่มเติม · extra_condition_met=ผ่านเงื่อนไขเพิ่มเติม
    claimed_level=ระดับที่ประเมินตนเอง · target_level=ระดับเป้าหมาย
criteria = ประเด็นการพิจารณา
    criterion=รหัสประเด็น · title=ข้อความประเด็น · lead_groups=ผู้รับผิดชอบหลัก
    co_groups=ผู้รับผิดชอบร่วม · category=หมวด · kpi_text=ตัวชี้วัด · kpi_target=ค่าเป้าหมาย
    kpi_unit=หน่วย
conditions = สภาพที่พึงประสงค์
    condition=ข้อ · text=สภาพที่พึงประสงค์ · procedure=แนวทางการดำเนินการ
rubric = เกณฑ์ระดับคุณภาพ
    level=ระดับคุณภาพ · min_clear=หลักฐานชัดเจนตั้งแต่ (ข้อ) · max_clear=ไม่เกิน (ข้อ)
    wording=คำอธิบายระดับคุณภาพ
networks = ทะเบียนเครือข่าย
    network=รหัสเครือข่าย · name=ชื่อเครือข่าย · kind=ประเภทเครือข่าย
    sides=ด้านที่ดำเนินงาน · partner_kind=ประเภทหน่วยงาน
    chair_role=ตำแหน่งประธาน (ไม่ใส่ชื่อ) · member_count=จำนวนสมาชิก · since=ตั้งเมื่อ
    order_no=คำสั่งที่
schools = โรงเรียน
    school_code=รหัสโรงเรียน · other_codes=รหัสอื่น · name=ชื่อโรงเรียน · amphoe=อำเภอ
    tambon=ตำบล · network=เครือข่าย · size=ขนาด · levels=ระดับที่เปิดสอน
    enrolled=นักเรียนทั้งหมด · latitude=ละติจูด · longitude=ลองจิจูด · status=สถานะโรงเรียน
lower_limits = ขีดจำกัดล่าง
    academic_year=ปีการศึกษา · test=การทดสอบ · grade=ชั้น · subject=วิชาหรือด้าน
    scope=ระดับ (เขตพื้นที่/ประเทศ) · limit=คะแนนขีดจำกัดล่าง
colour_bands = เกณฑ์สีคุณภาพ
    colour=สีคุณภาพ · from_percent=ร้อยละที่ไม่ผ่านตั้งแต่ · to_percent=ถึง
    meaning=ความหมาย
test_results = ผลการทดสอบ
    tested=เข้าสอบ (คน) · not_passed=ไม่ผ่านขีดจำกัดล่าง (คน) · mean=คะแนนเฉลี่ย
follow_ups = มติและข้อสั่งการ
    meeting_no=ครั้งที่ · item=ลำดับที่ · meeting_date=วันที่ประชุม
    resolution=มติหรือข้อสั่งการ · groups=กลุ่มที่รับผิดชอบ · due=กำหนดแล้วเสร็จ
    status=สถานะ · closed_by=หลักฐานที่ใช้ปิดเรื่อง
registers = ทะเบียนของสำนักงาน
    register=รหัสทะเบียน · title=ชื่อทะเบียน · keepers=กลุ่มที่เก็บ · row_word=แถวหนึ่งคือ
    criteria=ประเด็นที่เกี่ยวข้อง · about_year=ข้อมูลของปี
register_columns = ช่องของทะเบียน
    register=รหัสทะเบียน · column=ลำดับช่อง · heading=หัวคอลัมน์ · other_headings=หัวคอลัมน์อื่น
    type=ชนิดของช่อง · unit=หน่วย · choices=ตัวเลือก · required=ต้องกรอก · key=ห้ามซ้ำ
    adds_up=รวมยอด
progress = การดำเนินงาน
    carried_out=สถานะการดำเนินการ · method=วิธีการดำเนินงาน · result=ผลการดำเนินงาน
    comments=ความเห็นและข้อเสนอแนะ · full_text=ลิงก์เอกสารฉบับเต็ม
    reviewer_note=ข้อให้แก้ไข · due=กำหนดแล้วเสร็จ · updated_on=วันที่ปรับปรุงข้อมูล
evidence = หลักฐานอ้างอิง
    item=ลำดับที่ · title=ชื่อเอกสารหรือหลักฐาน · kind=ประเภทหลักฐาน
    document_no=เลขที่เอกสาร · dated=ลงวันที่ · in_force_from=มีผลตั้งแต่ · in_force_to=ถึง
    link=ลิงก์ · place=ที่เก็บ (แฟ้ม/ตู้) · fiscal_year=ใช้ในปีงบประมาณ
    checked_on=วันที่ตรวจ · checked_by_group=กลุ่มที่ตรวจ · checked_by_role=ผู้ตรวจ (ตำแหน่ง)
projects = โครงการ
    project=รหัสโครงการ · title=ชื่อโครงการหรือกิจกรรม · strategy=กลยุทธ์ที่
    indicators=ตัวบ่งชี้ที่เกี่ยวข้อง · starts=วันที่เริ่ม · ends=วันที่สิ้นสุด
    status=สถานะโครงการ
spending = การเบิกจ่าย
    line=รายการที่ · as_of=ข้อมูล ณ วันที่ · expenditure_type=งบรายจ่าย
    source_of_money=แหล่งเงิน · allocated=ได้รับจัดสรร (บาท) · committed=ผูกพัน (บาท)
    spent=เบิกจ่ายแล้ว (บาท) · left_stated=คงเหลือ (บาท)
    target_percent=เป้าหมายเบิกจ่าย (ร้อยละ)
network_activities = กิจกรรมเครือข่าย
    activity=รหัสกิจกรรม · title=ชื่อกิจกรรม · date=วันที่จัด · ends=ถึงวันที่
    networks=เครือข่ายที่ร่วม · side=ด้าน · schools=โรงเรียนที่ร่วม
    participants=ผู้เข้าร่วม (คน)
resources = การสนับสนุน
    line=รายการที่ · partner=ผู้สนับสนุน · kind=รูปแบบการสนับสนุน · value=มูลค่า (บาท)
figures = ตัวเลขในรายงาน
    figure_set=ชุดตัวเลข · label=รายการ · count=จำนวน · percent=ร้อยละ
    set_total=ยอดรวมที่แจ้ง · parts_of_whole=รวมกันเป็นทั้งหมด · source=ที่มา
kpis = ตัวชี้วัดตามคำรับรอง
    kpi=รหัสตัวชี้วัด · title=ชื่อตัวชี้วัด · target=ค่าเป้าหมาย · unit=หน่วยนับ
    direction=ทิศทาง · actual_6m=ผลรอบ 6 เดือน · actual_9m=ผลรอบ 9 เดือน
    actual_12m=ผลรอบ 12 เดือน
"""
# Headings that differ on purpose where the same English name stands in several tabs.
OWN_HEADINGS = {"settings.edition", "evidence.fiscal_year", "schools.network", "about.group"}
SHARED = ("edition", "criterion", "indicator", "fiscal_year", "academic_year", "lead_groups")


def agreed_words() -> dict[str, tuple[str, dict[str, str]]]:
    """Title and headings of every tab: {"about": ("เกี่ยวกับสมุดนี้", {"kind": "ชนิดสมุด", …}), …}"""
    words: dict[str, tuple[str, dict[str, str]]] = {}
    headings: dict[str, str] = {}
    for line in WORDS.strip().splitlines():
        pairs = [part.strip().split("=", 1) for part in line.split(" · ")]
        if line.startswith(" "):
            headings.update({name.strip(): title.strip() for name, title in pairs})
        else:
            headings = {}
            words[pairs[0][0].strip()] = (pairs[0][1].strip(), headings)
    return words


def test_there_is_one_file_for_each_agreed_tab():
    assert set(TABS) == set(agreed_words()) == set(TAB_ORDER)
    assert len(TAB_ORDER) == len(set(TAB_ORDER)) == 25


@EACH_TAB
def test_titles_and_headings_are_the_agreed_words(tab):
    title, headings = agreed_words()[tab.name]
    assert tab.title == title
    assert {name: tab.field(name).title for name in headings} == headings


def test_a_column_that_stands_in_several_tabs_has_one_heading():
    titles: dict[str, set[str]] = {}
    for tab in TABS.values():
        for field in tab.fields:
            if field.name in SHARED and f"{tab.name}.{field.name}" not in OWN_HEADINGS:
                titles.setdefault(field.name, set()).add(field.title)
    assert {name: len(found) for name, found in titles.items()} == dict.fromkeys(SHARED, 1)


@EACH_TAB
def test_no_word_means_two_columns_of_a_tab(tab):
    words = [
        (fold(word), field.name)
        for field in tab.fields
        for word in {field.name, field.title, *field.aliases}
    ]
    repeated = {
        word for word, count in Counter(word for word, _ in set(words)).items() if count > 1
    }
    assert repeated == set()


def test_no_word_means_two_tabs():
    words = Counter(
        fold(word)
        for tab in TABS.values()
        for word in {fold(tab.name), fold(tab.title), *map(fold, tab.aliases)}
    )
    assert [word for word, count in words.items() if count > 1] == []


@EACH_TAB
def test_no_word_means_two_categories_of_a_column(tab):
    for field in tab.fields:
        words = Counter(
            fold(word)
            for category in field.categories
            for word in {category.value, category.label, *category.aliases}
        )
        assert [word for word, count in words.items() if count > 1] == [], field.name


@EACH_TAB
def test_a_title_is_a_name_a_spreadsheet_takes(tab):
    assert len(tab.title) <= 31
    assert not set(tab.title) & set("[]:*?/\\'")


@EACH_TAB
def test_every_tab_and_column_is_explained(tab):
    assert tab.description and tab.keeper
    assert tab.workbook in ("office", "group", "every")
    assert tab.unique_in in ("workbook", "office")
    assert tab.duplicates in ("aside", "keep", "first")
    for field in tab.fields:
        assert field.description and "\n" not in field.description
        assert field.example or field.name == "remark"


@EACH_TAB
def test_keys_and_ranges_name_columns_of_the_tab(tab):
    names = {field.name for field in tab.fields}
    assert set(tab.key) <= names
    assert {field.range_end for field in tab.fields if field.range_end} <= names


@EACH_TAB
def test_every_reference_leads_to_a_column_of_a_tab(tab):
    for reference in tab.references:
        assert len(reference.fields) == len(reference.target)
        for name, target in zip(reference.fields, reference.target, strict=True):
            assert target in TABS[reference.tab].key
            assert tab.field(name).type in ("string", "list")


def test_columns_that_hold_codes_of_other_tabs_refer_to_them():
    """Groups, criteria, networks, schools, projects, editions: wherever they stand."""
    columns = {"edition", "criterion", "indicator", "lead_groups", "co_groups", "groups", "project"}
    columns |= {"network", "networks", "schools", "partner", "checked_by_group", "indicators"}
    missing = [
        f"{tab.name}.{field.name}"
        for tab in TABS.values()
        for field in tab.fields
        if field.name in columns
        and not any(field.name in reference.fields for reference in tab.references)
    ]
    own = ["criteria.criterion", "editions.edition", "indicators.indicator", "networks.network"]
    assert sorted(missing) == [*own, "projects.project"]


@EACH_TAB
def test_units_have_their_limits(tab):
    for field in tab.fields:
        if field.unit == "percent":
            assert (field.type, field.minimum, field.maximum) == ("number", 0, 100)
        if field.unit == "baht" and field.name != "left_stated":  # may be overspent
            assert (field.type, field.minimum) == ("number", 0)
        if field.type == "year":
            assert (field.minimum, field.maximum) == (2500, 2700)
        if field.name.endswith("level"):
            assert (field.minimum, field.maximum) == (1, 5)


@EACH_TAB
def test_examples_are_words_the_column_allows(tab):
    for field in tab.fields:
        words = allowed_words(field)
        if words and field.example:
            assert set(field.example.split("; ")) <= set(words), field.name


def standard_schema(name: str) -> frictionless.Schema:
    return frictionless.Schema.from_descriptor(standard_descriptor(DESCRIPTORS[name]))


@pytest.mark.parametrize("name", TABS)
def test_the_frictionless_library_accepts_the_descriptor(name):
    schema = standard_schema(name)
    assert [field.name for field in schema.fields] == [field.title for field in TABS[name].fields]


def errors_in(name: str, *rows: dict[str, str]) -> list[str]:
    """Types of the errors that frictionless finds in a small CSV table of that tab."""
    titles = [field.title for field in TABS[name].fields]
    text = io.StringIO()
    writer = csv.DictWriter(text, titles, restval="")
    writer.writeheader()
    writer.writerows({TABS[name].field(key).title: row[key] for key in row} for row in rows)
    resource = frictionless.Resource(
        text.getvalue().encode(), format="csv", encoding="utf-8", schema=standard_schema(name)
    )
    return [error for (error,) in resource.validate().flatten(["type"])]


def test_frictionless_validates_a_table_by_our_descriptor():
    good = {"edition": "2557", "indicator": "1.4", "level": "5", "min_clear": "4"}
    assert errors_in("rubric", good, {**good, "level": "4", "min_clear": "3"}) == []
    assert errors_in("rubric", {**good, "level": "7"}) == ["constraint-error"]
    assert errors_in("rubric", good, good) == ["primary-key"]


def test_frictionless_knows_our_categories_and_percents():
    band = {"from_academic_year": "2556", "colour": "แสด", "order": "4"}
    band |= {"from_percent": "56.00", "to_percent": "69.99"}
    assert errors_in("colour_bands", band) == []
    assert errors_in("colour_bands", {**band, "colour": "ดีมาก"}) == []  # the office's own name
    assert errors_in("colour_bands", {**band, "measure": "ม่วง"}) == ["constraint-error"]
    assert errors_in("colour_bands", {**band, "to_percent": "101"}) == ["constraint-error"]


def test_the_guide_is_what_its_function_makes():
    readme = README.read_text(encoding="utf-8")
    assert guide(readme) == readme, "run: python -m esa.templates.schema_guide"


@EACH_TAB
def test_every_tab_and_column_stands_in_the_guide(tab):
    text = tabs_text()
    assert f"| **{tab.title}** (`{tab.name}`) |" in text
    part = text.split(f"### {tab.title} (`{tab.name}`)")[1].split("\n### ")[0]
    for field in tab.fields:
        assert f"| **{field.title}** (`{field.name}`) |" in part


def test_a_guide_without_its_marks_is_refused():
    with pytest.raises(ValueError, match="must both stand"):
        guide("# nothing here\n")


def test_what_to_type_tells_kind_range_and_unit():
    assert what_to_type(TABS["rubric"].field("level")) == "จำนวนเต็ม 1–5"
    assert what_to_type(TABS["standards"].field("weight")) == "ตัวเลข 0–100 (ร้อยละ)"
    assert what_to_type(TABS["resources"].field("value")) == "ตัวเลข 0 ขึ้นไป (บาท)"
    assert what_to_type(TABS["kpis"].field("target")) == "ตัวเลข"
    assert what_to_type(TABS["evidence"].field("link")) == "ลิงก์"
    assert what_to_type(TABS["schools"].field("school_code")) == "รหัส (ข้อความ)"
    assert limits_text(TABS["spending"].field("left_stated")) == ""


def test_the_order_of_tabs_begins_with_what_others_refer_to():
    names = [tab.name for tab in tabs_in_order()]
    assert names.index("groups") < names.index("criteria") < names.index("progress")
