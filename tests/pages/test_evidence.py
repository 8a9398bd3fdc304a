"""The page หลักฐานที่ยังขาด from app.py: a group's list, filters, empty and hostile data."""

import csv
import re
import shutil

import pytest

from esa.judged import Judged
from esa.telling.texts import JOINER
from tests.pages.conftest import addresses, lines, title


def texts(app) -> str:
    return "\n".join(lines(app))


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_finance_group_reads_which_cell_to_fill_for_2_2_2(open_page):
    app = open_page("evidence", group="FIN")
    assert not app.exception
    assert "# กลุ่มบริหารงานการเงินและสินทรัพย์ ขาดหลักฐาน 3 จาก 3 ประเด็น เกินกำหนด 2" in lines(app)
    assert ":orange[**2**]" in title(app)
    for words in ("ช่องมีแต่จุดไข่ปลา", "2.2 ขึ้นเป็นระดับ 2", "fin › หลักฐานอ้างอิง!D2"):
        assert words in texts(app)
    assert "2.2.2" in lines(app) and "2.3.4" not in lines(app)  # of another group


def test_one_click_opens_the_list_of_a_group_and_stands_in_the_address(open_page):
    app = open_page("evidence")
    assert "ทั้งสำนักงาน" in title(app)
    app.button(key="open_FIN").click().run()
    assert "การเงิน" in title(app) and app.query_params["group"] == "FIN"
    app.button(key="open_").click().run()
    assert "ทั้งสำนักงาน" in title(app) and "group" not in app.query_params


def test_a_link_to_a_point_says_what_it_lacks_and_where_before_all_else(open_page, sample):
    app = open_page("evidence", criterion="2.2.2")
    assert "# ประเด็น 2.2.2 มีแต่ชื่อ เกินกำหนด 23 วัน · การเงิน" in lines(app)  # as its tile is
    said = texts(app)
    there = len([row for row in Judged(sample).standards.evidence if row.criterion == "2.2.2"])
    heading = f"หลักฐานที่กรอกไว้ของประเด็น 2.2.2 {there} แถว อยู่ในแท็บ หลักฐานอ้างอิง 1 แถว"
    assert there > 1 and heading in said
    assert said.index("ต้องทำ 1 ประเด็น เฉพาะประเด็น 2.2.2") < said.index("บุคคล 2.3.5")
    assert "fin › หลักฐานอ้างอิง!D2" in said
    assert "2.2.2" in lines(app) and "2.2.3" not in lines(app)


def test_a_link_to_a_clear_point_shows_its_documents_and_no_work(open_page):
    said = lines(open_page("evidence", criterion="2.2.5"))
    assert any("หลักฐานที่กรอกไว้ของประเด็น 2.2.5" in line for line in said) and "2.2.2" not in said


def test_a_link_to_a_point_that_is_not_there_says_so(open_page):
    said = texts(open_page("evidence", criterion="9.9.9"))
    assert "ต้องทำ เฉพาะประเด็น 9.9.9" in said and "ลองเปลี่ยนตัวกรอง" in said


def test_the_verified_reading_asks_for_checks(open_page):
    assert "ยังไม่มีกลุ่มอื่นตรวจ" not in texts(open_page("evidence", group="SUP"))
    said = texts(open_page("evidence", group="SUP", verified="true"))
    assert "แนบแล้ว ยังไม่มีกลุ่มอื่นตรวจ" in said and "1.4 ขึ้นเป็นระดับ 4" in said


@pytest.mark.parametrize(
    ("address", "inside", "outside"),
    [
        ({"due": "overdue"}, "2.2.3", "2.4.4"),
        ({"due": "soon"}, "2.4.4", "2.2.3"),
        ({"due": "none"}, "1.1.1", "2.2.3"),
        ({"state": "promised"}, "2.4.4", "1.1.1"),
        ({"state": "unknown"}, "1.1.1", "2.2.2"),
        ({"indicator": "2.2"}, "2.2.2", "2.4.4"),
    ],
)
def test_filters_of_the_list_are_in_the_address(open_page, address, inside, outside):
    said = lines(open_page("evidence", **address))
    assert inside in said and outside not in said


def test_the_heading_says_the_filter_in_words_and_one_press_takes_it_out(open_page):
    app = open_page("evidence", group="FIN", due="overdue")
    assert "ต้องทำ 2 ประเด็น เฉพาะที่เกินกำหนด" in texts(app)
    everything = next(b for b in app.button if b.label.startswith("แสดงทั้งหมด"))
    points = everything.label.split()[1]  # its own three, and those its registers name documents of
    everything.click().run()
    assert app.query_params["group"] == "FIN" and "due" not in app.query_params
    assert int(points) > 3 and f"ต้องทำ {points} ประเด็น" in texts(app)
    assert "เฉพาะ" not in app.header[0].value


def test_a_filter_that_leaves_nothing_is_no_thank_you(open_page):
    app = open_page("evidence", group="FIN", state="checked")
    assert any("ตัวกรอง" in info.value for info in app.info) and not app.success


def test_a_complete_group_is_thanked(open_page):
    app = open_page("evidence", group="AUD")
    assert len(app.success) == 1 and "1 จาก 1 ประเด็น" in app.success[0].value
    assert not open_page("evidence", group="FIN").success


def test_a_group_whose_workbook_is_gone_is_unknown_and_never_thanked(open_page, own_office):
    shutil.rmtree(own_office / "aud")
    (own_office / "fin" / "ทะเบียนคุมและมาตรการ.csv").unlink()  # names documents of its point
    app = open_page("evidence", office=own_office, group="AUD")
    assert not app.exception and not app.success
    assert "ยังไม่มีข้อมูล" in title(app) and "ขาด" not in title(app)


def test_rows_that_could_not_be_counted_hold_the_thanks_back(open_page, own_office):
    path = own_office / "aud" / "evidence.csv"
    rows = read(path)
    rows.append(["", "9.9.9", "1", "เอกสารของประเด็นที่ไม่มีอยู่", *[""] * (len(rows[0]) - 4)])
    write(path, rows)
    app = open_page("evidence", office=own_office, group="AUD")
    assert not app.success and "ยังไม่นับ 1 แถว" in texts(app)


def test_a_group_that_leads_nothing_is_told_in_grey(open_page, own_office):
    path = own_office / "office" / "groups.csv"
    rows = read(path)
    write(path, [*rows, ["NEW", "กลุ่มใหม่", "กลุ่ม", "", "", ""]])
    app = open_page("evidence", office=own_office, group="NEW")
    assert not app.exception and "ยังไม่มีประเด็นที่รับผิดชอบหลัก" in title(app)
    assert not app.success


def test_the_message_for_line_names_the_cell_and_the_date(open_page):
    message = open_page("evidence", group="FIN").code[-1].value.replace("\u00a0", " ")
    for words in ("ขาด 3 จาก 3 ประเด็น", "31 ส.ค. 2557", "แถว 2 ช่อง ชื่อเอกสารหรือหลักฐาน (D2)"):
        assert words in message


def test_thai_digits_reach_the_finding_and_the_message(open_page):
    app = open_page("evidence", group="FIN", thai_digits="true")
    assert "**๓** จาก ๓" in title(app) and "๒.๒.๒" in app.code[-1].value


def test_a_tile_opens_its_point_and_a_name_the_list_of_its_group(open_page):
    found = addresses(open_page("evidence"))
    assert "evidence?criterion=2.2.2" in found and "evidence?group=FIN" in found
    older = addresses(open_page("evidence", edition="เดิม", verified="true"))
    assert any("criterion=" in to and "edition=" in to and "verified=true" in to for to in older)


def test_a_row_that_is_missing_unfolds_where_and_how_to_add_it(open_page):
    said = lines(open_page("evidence", criterion="2.4.8"))
    at = said.index("▸ เพิ่มแถวใหม่")
    assert "เพิ่มแถวใหม่ กรอก รหัสประเด็น 2.4.8" in said[at + 1] and "pro" in said[at + 2]
    thai = lines(open_page("evidence", criterion="2.4.8", thai_digits="true"))
    assert any("รหัสประเด็น 2.4.8" in line for line in thai)  # as it has to be typed


def test_each_group_has_a_sheet_of_its_own_with_what_is_not_counted(printed):
    html = printed("evidence")[1].replace(JOINER, "")
    assert html.count('<div class="sheet">') == html.count("<h1>") == 6  # AUD has nothing to do
    assert html.count("ข้อมูลตัวอย่าง</span>") == html.count("อ่านเมื่อ") == 6
    assert "ยังไม่นับ" in html
    own = printed("evidence", group="FIN", edition="2557")[1]
    assert own.count("<h1>") == 1 and "D2" in own and "๒.๓.๔" not in own


def test_names_of_cells_keep_the_digits_of_the_sheet(open_page):
    said = texts(open_page("evidence", thai_digits="true", group="FIN"))
    assert "(D2)" in said and "!D2" in said and not re.search(r"\b[A-Z]{1,2}[๐-๙]", said)
