"""The page of school colours as a visitor sees it."""

import csv
from pathlib import Path
from urllib.parse import unquote

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import addresses, lines
from tests.pages.test_hostile import acts_on_nothing
from tests.unit.test_html import EVIL


def written(app: AppTest) -> str:
    return "\n".join(lines(app))


def title(app: AppTest) -> str:
    return next(line for line in lines(app) if line.startswith("# "))[2:]


def change(path: Path, column: str, value) -> None:
    """Put value(row number, cell) into every cell of a column of a CSV tab."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    place = rows[0].index(column)
    for number, row in enumerate(rows[1:]):
        row[place] = value(number, row[place])
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def test_it_opens_with_the_newest_year_and_the_test_of_most_schools(open_page):
    app = open_page("schools")
    assert title(app).startswith("แสดและแดง 28 จาก 112 โรงเรียนที่ทดสอบ · สีแดง 6")
    assert "O-NET ป.6 รวม 8 วิชา" in written(app) and "คน × วิชา" in written(app)
    assert "ร้อยละที่ไม่ผ่านขีดจำกัดล่าง (ยิ่งน้อยยิ่งดี)" in written(app)
    assert "ใช้ตั้งแต่ปี 2554" in written(app)


def test_a_subject_lists_its_schools_with_pupils_short_and_the_cell(open_page):
    app = open_page("schools", subject="คณิตศาสตร์")
    assert title(app).startswith("คณิตศาสตร์: แสดและแดง 30")
    text = written(app)
    assert "ต้องช่วยก่อน: แสดและแดง 30 โรงเรียน" in text
    assert "ต้องผ่านเพิ่มอีก 13 คน จะเป็นสีแสด" in text
    assert "ผลการทดสอบ!H339" in text


def test_the_address_keeps_each_filter(open_page):
    app = open_page("schools", test="NT", grade="ป.3", year="2555", subject="ด้านภาษา")
    chosen = {box.key: box.value for box in app.selectbox}
    assert (chosen["test"], chosen["grade"], chosen["year"]) == ("NT", "ป.3", 2555)
    assert title(app).startswith("ด้านภาษา: ")


def test_a_network_shows_its_own_schools_only(open_page):
    app = open_page("schools", network="N03")
    assert title(app).startswith("เครือข่ายไพรวัลย์: แสดและแดง 1 จาก 12 โรงเรียน")
    assert "N03" not in title(app)


def test_one_school_says_how_its_colour_came_about_and_its_limits(open_page):
    app = open_page("schools", school="00570043")
    assert "88.34 ต้องผ่านเพิ่มอีก 109 คน × วิชา จะเป็นสีแสด" in title(app)
    text = written(app)
    assert "ไม่ผ่านรวม 523 ÷ เข้าสอบรวม 592" in text
    assert "44.50" in text and "จากนักเรียนทุกชั้น 592 คน" in text
    assert "ยังไม่ได้กรอก" in written(open_page("schools", school="00570043", year="2555"))


def test_rows_not_counted_stand_beside_the_figure_with_their_cells(open_page):
    text = written(open_page("schools"))
    assert "ยังไม่นับ 2 แถว แท็บ ผลการทดสอบ (จำนวนขัดกัน" in text and "H555 และ H802" in text


def test_marks_and_names_lead_to_their_school_and_network_and_keep_the_choice(open_page):
    app = open_page("schools", test="NT", grade="ป.3", year="2555")
    assert not app.exception
    led = [unquote(address) for address in addresses(app)]
    kept = "schools?test=NT&grade=ป.3&year=2555"
    assert f"{kept}&network=N03" in led and f"{kept}&school=00570043" in led
    assert all(address.startswith((kept, "sheets?")) for address in led)
    one = open_page("schools", school="00570043")
    assert "schools?school=00570043&year=2554" in [unquote(each) for each in addresses(one)]


@pytest.mark.parametrize("address", [{}, {"network": "N03"}, {"school": "00570043"}])
def test_what_is_typed_as_a_name_acts_on_nothing(address, open_page, own_office):
    for tab, column in (("schools", "ชื่อโรงเรียน"), ("networks", "ชื่อเครือข่าย")):
        change(own_office / "office" / f"{tab}.csv", column, lambda i, _: f"{EVIL} {i}")
    app = open_page("schools", office=own_office, **address)
    assert "{{ 7*7 }}" in written(app)
    acts_on_nothing(app)
    assert all(each.startswith(("schools?", "sheets?")) for each in addresses(app))


def test_without_coordinates_there_is_one_quiet_sentence_and_no_map(open_page, own_office):
    quiet = "ยังไม่มีแผนที่"
    schools = own_office / "office" / "schools.csv"
    change(schools, "ละติจูด", lambda i, _: "")
    assert quiet in written(open_page("schools", office=own_office))
    change(schools, "ละติจูด", lambda i, _: f"7.{100 + i}")
    change(schools, "ลองจิจูด", lambda i, _: f"100.{100 + i}")
    text = written(open_page("schools", office=own_office))
    assert quiet not in text and "มีพิกัด 117 จาก 117 โรงเรียน" in text


def test_without_any_result_it_says_what_to_fill_in_and_shows_no_zero(open_page, own_office):
    results = own_office / "office" / "test_results.csv"
    results.write_text(
        results.read_text(encoding="utf-8-sig").splitlines()[0] + "\n", encoding="utf-8"
    )
    app = open_page("schools", office=own_office)
    assert title(app) == "ยังไม่มีผลการทดสอบให้แสดงสีของโรงเรียน"
    assert "กรอกแท็บ ผลการทดสอบ" in app.info[0].value


def test_without_bands_there_are_percents_but_no_colours(open_page, own_office):
    bands = own_office / "office" / "colour_bands.csv"
    bands.write_text(bands.read_text(encoding="utf-8-sig").splitlines()[0] + "\n", encoding="utf-8")
    app = open_page("schools", office=own_office)
    assert "ยังไม่มีเกณฑ์สีของปีการศึกษา 2556" in title(app)
    assert "ยังไม่ได้กรอกเกณฑ์สีของปีนี้" in written(app)


def test_the_page_stays_small_in_an_office_of_five_hundred_schools(open_page, own_office):
    office = own_office / "office"
    grow(office)
    for address in ({"network": "N03"}, {"school": "00590005"}, {}):
        app = open_page("schools", office=own_office, **address)
        title(app)
        assert sent(app._tree) < 320_000  # every subject of every school would be some 500 kB more
    assert "เลือกเครือข่ายเพื่อดูทุกโรงเรียน" in written(app)


def grow(office: Path) -> None:
    """500 schools × 16 subjects, with coordinates."""
    heads = {
        name: (office / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()[0]
        for name in ("schools", "test_results")
    }
    codes = [f"0059{i:04d}" for i in range(500)]
    schools = [
        f"{code},,โรงเรียนประชาสรรค์วิทยาคารที่ {i},เมือง,,N{i % 13 + 1:02d},กลาง,ประถม,300,"
        f"7.{1000 + i},99.{2000 + i},เปิดสอน,"
        for i, code in enumerate(codes)
    ]
    results = [
        f"2556,O-NET,ป.6,วิชาที่ {s},เขตพื้นที่,{code},{20 + i % 30},{(i * 7 + s) % 20},40,"
        for i, code in enumerate(codes)
        for s in range(16)
    ]
    for name, rows in (("schools", schools), ("test_results", results)):
        (office / f"{name}.csv").write_text("\n".join([heads[name], *rows]), encoding="utf-8")


def sent(node: object) -> int:
    """Bytes of all elements below a node, as they go to the browser."""
    children = getattr(node, "children", None)
    if children:
        return sum(sent(child) for child in children.values())
    proto = getattr(node, "proto", None)
    return proto.ByteSize() if proto is not None else 0
