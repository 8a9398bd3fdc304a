"""The page หลักฐานที่ยังขาด from app.py: a group's list, filters, empty and hostile data."""

import csv
import shutil

import pytest

ALL_KINDS = "title header subheader markdown info warning error success code"


def texts(app) -> str:
    found = [element for kind in ALL_KINDS.split() for element in app.get(kind)]
    return "\n".join(str(element.value) for element in found).replace("\u00a0", " ")


def plainly(app) -> str:
    return texts(app).replace("\\", "").replace("\u2060", "")


def write(path, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_the_finance_group_reads_which_cell_to_fill_for_2_2_2(open_page):
    app = open_page("evidence", group="FIN")
    assert not app.exception
    assert app.title[0].value.replace("\u00a0", " ").replace("\u2060", "") == (
        "กลุ่มบริหารงานการเงินและสินทรัพย์ ขาดหลักฐาน **3** จาก 3 ประเด็น เกินกำหนด :orange[**2**]"
    )
    said = plainly(app)
    for words in ("**2.2.2**", "ช่องมีแต่จุดไข่ปลา", "2.2 ขึ้นเป็นระดับ 2", "fin/evidence.csv › D2"):
        assert words in said
    assert "**2.3.4**" not in said  # of another group


def test_one_click_opens_the_list_of_a_group_and_stands_in_the_address(open_page):
    app = open_page("evidence")
    assert "ทั้งสำนักงาน" in app.title[0].value
    app.button(key="open_FIN").click().run()
    assert "การเงิน" in app.title[0].value and app.query_params["group"] == "FIN"
    app.button(key="open_").click().run()
    assert "ทั้งสำนักงาน" in app.title[0].value and "group" not in app.query_params


def test_a_link_to_a_point_says_what_it_lacks_and_where_before_all_else(open_page):
    app = open_page("evidence", criterion="2.2.2")
    assert plainly(app).split("\n")[0] == (
        "ประเด็น **2.2.2** ยังไม่มีเอกสาร (ช่องมีแต่จุดไข่ปลา) เกินกำหนด :orange[**23**] วัน · การเงิน"
    )
    said = plainly(app)
    assert "ต้องทำ 1 ประเด็น เฉพาะประเด็น 2.2.2" in said and "fin/evidence.csv › D2" in said
    assert "**2.2.3**" not in said


def test_a_link_to_a_clear_point_shows_its_documents_and_no_work(open_page):
    said = plainly(open_page("evidence", criterion="2.2.5"))
    assert "หลักฐานที่กรอกไว้ของประเด็น 2.2.5" in said and "**2.2.2**" not in said


def test_a_link_to_a_point_that_is_not_there_says_so(open_page):
    said = plainly(open_page("evidence", criterion="9.9.9"))
    assert "ต้องทำ เฉพาะประเด็น 9.9.9" in said and "ลองเปลี่ยนตัวกรอง" in said


def test_the_verified_reading_asks_for_checks(open_page):
    assert "ยังไม่มีกลุ่มอื่นตรวจ" not in plainly(open_page("evidence", group="SUP"))
    said = plainly(open_page("evidence", group="SUP", verified="true"))
    assert "แนบแล้ว ยังไม่มีกลุ่มอื่นตรวจ" in said and "1.4 ขึ้นเป็นระดับ 4" in said


@pytest.mark.parametrize(
    ("address", "inside", "outside"),
    [
        ({"due": "overdue"}, "**2.2.3**", "**2.4.4**"),
        ({"due": "soon"}, "**2.4.4**", "**2.2.3**"),
        ({"due": "none"}, "**1.1.1**", "**2.2.3**"),
        ({"state": "promised"}, "**2.4.4**", "**2.2.2**"),
        ({"state": "unknown"}, "**1.1.1**", "**2.2.2**"),
        ({"indicator": "2.2"}, "**2.2.2**", "**2.4.4**"),
    ],
)
def test_filters_of_the_list_are_in_the_address(open_page, address, inside, outside):
    said = plainly(open_page("evidence", **address))
    assert inside in said and outside not in said


def test_the_heading_says_the_filter_in_words_and_one_press_takes_it_out(open_page):
    app = open_page("evidence", group="FIN", due="overdue")
    assert "ต้องทำ 2 ประเด็น เฉพาะที่เกินกำหนด" in plainly(app)
    next(b for b in app.button if b.label == "แสดงทั้งหมด 3 ประเด็น").click().run()
    assert app.query_params["group"] == "FIN" and "due" not in app.query_params
    assert "ต้องทำ 3 ประเด็น" in plainly(app) and "เฉพาะ" not in app.header[0].value


def test_a_filter_that_leaves_nothing_is_no_thank_you(open_page):
    app = open_page("evidence", group="FIN", state="checked")
    assert any("ตัวกรอง" in info.value for info in app.info) and not app.success


def test_a_complete_group_is_thanked(open_page):
    app = open_page("evidence", group="AUD")
    assert len(app.success) == 1 and "1 จาก 1 ประเด็น" in app.success[0].value
    assert not open_page("evidence", group="FIN").success


def test_a_group_whose_workbook_is_gone_is_unknown_and_never_thanked(open_page, own_office):
    shutil.rmtree(own_office / "aud")
    app = open_page("evidence", office=own_office, group="AUD")
    assert not app.exception and not app.success
    assert "ยังไม่มีข้อมูล" in app.title[0].value and "ขาด" not in app.title[0].value


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
    assert not app.exception and "ยังไม่มีประเด็นที่รับผิดชอบหลัก" in app.title[0].value
    assert not app.success


def test_the_message_for_line_names_the_cell_and_the_date(open_page):
    message = open_page("evidence", group="FIN").code[-1].value.replace("\u00a0", " ")
    for words in ("ขาด 3 จาก 3 ประเด็น", "31 ส.ค. 2557", "แถว 2 ช่อง ชื่อเอกสารหรือหลักฐาน (D2)"):
        assert words in message


def test_thai_digits_reach_the_finding_and_the_message(open_page):
    app = open_page("evidence", group="FIN", thai_digits="true")
    assert "**๓** จาก ๓" in app.title[0].value and "๒.๒.๒" in app.code[-1].value
