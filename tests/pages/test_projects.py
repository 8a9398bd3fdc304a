"""The page โครงการและงบประมาณ: finding, filters in the address, what isn't counted, bad data."""

import csv

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import addresses, lines

EXPANDERS = ("all_days", "all_spending", "all_projects", "all_kpis", "all_figures")
SPENDING = ("รายการที่", "ข้อมูล ณ วันที่", "งบรายจ่าย", "ได้รับจัดสรร (บาท)", "ผูกพัน (บาท)")
SPENDING += ("เบิกจ่ายแล้ว (บาท)", "คงเหลือ (บาท)", "เป้าหมายเบิกจ่าย (ร้อยละ)")


def opens(app: AppTest) -> str:
    """What a person reads, without the emphasis."""
    assert not app.exception, [e.value for e in app.exception]
    assert not app.error
    return "\n".join(lines(app))


def urges(app: AppTest) -> bool:
    """Whether anything on the page is in brown."""
    shown = [
        each.value
        for kind in ("title", "header", "subheader", "markdown")
        for each in app.get(kind)
    ]
    parts = [each.proto.body for each in app.get("html")]
    return any(":orange[" in each for each in shown) or any('class="act"' in part for part in parts)


def title(app: AppTest) -> str:
    return app.title[0].value.replace("\u00a0", " ").replace("\\", "").replace("\u2060", "")


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = list(csv.reader(file))
    return head, [dict(zip(head, row, strict=False)) for row in rows]


def write(path, head, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows([row.get(name, "") for name in head] for row in rows)


def spending(office, *lines):
    """The sheet of money of the group FIN with these rows instead. lines: values as SPENDING."""
    path = office / "fin" / "spending.csv"
    head, _ = rows_of(path)
    write(path, head, [dict(zip(SPENDING, line, strict=True)) for line in lines])


def emptied(office, *names):
    for path in office.rglob("*.csv"):
        if path.stem in names:
            head, _ = rows_of(path)
            write(path, head, [])


def test_the_finding_says_money_its_day_and_late_projects(open_page):
    app = open_page("projects")
    opens(app)
    assert "เบิกจ่ายแล้ว **98.38 %** ของ 80,445,965 บาท ณ 23 ก.ย. 2557" in title(app)
    assert "โครงการล่าช้า :orange[**1**] จาก 9" in title(app)
    assert "ไม่ทราบวันสิ้นสุดหรือสถานะ **5**" in title(app)


def test_the_even_pace_is_named_where_no_target_is_filled_in(open_page):
    said = opens(open_page("projects"))
    assert "สูงกว่าเฉลี่ยตามวัน (98.08 %) 0.30 จุดร้อยละ" in said
    assert "ยังไม่ได้กรอกเป้าหมายเบิกจ่ายในชีต" in said
    assert "ผูกพัน ยังไม่กรอก" in said and "ไม่ได้แยกงบรายจ่าย" in said


def test_a_stated_rest_that_could_not_be_read_names_its_cell_and_problem(open_page):
    said = opens(open_page("projects", part="money"))
    assert "“๑.๓๐๑,๗๔๖.๑๘”" in said and "ที่กรอกไว้ยังอ่านไม่ได้" in said
    assert "จัดสรร − เบิกจ่าย = 1,301,746.18" in said
    assert "แถว 4 ช่อง คงเหลือ (บาท) (I4)" in said


def test_targets_types_commitments_and_rests_that_differ(open_page, own_office):
    spending(
        own_office,
        ("1", "31/3/2557", "งบดำเนินงาน", "1000", "0", "400", "600", "45"),
        ("1", "30/6/2557", "งบดำเนินงาน", "1000", "100", "700", "290", "75"),
        ("2", "30/6/2557", "งบลงทุน", "3000", "500", "2000", "1000", "60"),
        ("3", "30/6/2558", "งบลงทุน", "3000", "500", "2000", "1000", "60"),
    )
    app = open_page("projects", office=own_office, part="money")
    said = opens(app)
    assert "**67.50 %** ของ 4,000 บาท ณ 30 มิ.ย. 2557" in title(app)
    assert "สูงกว่าเป้าหมาย (63.75 %) 3.75 จุดร้อยละ" in said and "เฉลี่ยตามวัน" not in said
    assert "กรอกไว้ 290 น้อยไป 10" in said
    assert "ไม่ตรงหรืออ่านไม่ได้ 1 · ตรงกับจัดสรร − เบิกจ่าย 1" in said
    assert "ผูกพัน 600" in said and "ยังไม่นับ 1 แถว: วันที่อยู่นอกปีงบประมาณ" in said
    assert app.selectbox(key="money_type").options[0] == "รวมทุกงบรายจ่าย"
    app = open_page("projects", office=own_office, part="money", money_type="investment")
    assert "ร้อยละที่เบิกจ่ายตามวันที่ของข้อมูล งบลงทุน" in opens(app)


@pytest.mark.parametrize(
    ("part", "there", "gone"),
    [
        ("money", "คงเหลือที่กรอกไว้", "ปฏิทินโครงการ"),
        ("projects", "ปฏิทินโครงการ", "ตัวชี้วัดตามคำรับรอง:"),
        ("kpis", "ตัวชี้วัดตามคำรับรอง:", "ตัวเลขในรายงาน 18"),
        ("figures", "ตัวเลขในรายงาน 18", "คงเหลือที่กรอกไว้"),
    ],
)
def test_one_part_of_the_page_opens_from_its_address(open_page, part, there, gone):
    said = opens(open_page("projects", part=part))
    assert there in said and gone not in said


def test_a_status_in_the_address_leaves_only_those_projects(open_page):
    app = open_page("projects", status="late", part="projects")
    said = opens(app)
    assert "รายการโครงการ 1" in said and "ล่าช้า 116 วัน" in said
    assert "งานศิลปหัตถกรรม" not in said
    assert app.selectbox(key="status").value == "late"
    assert "โครงการล่าช้า :orange[**1**] จาก 9" in title(app), "the finding is of all of them"
    assert "ไม่มีโครงการตามที่เลือก" not in opens(open_page("projects", status="done"))


def test_a_status_nobody_has_is_said(open_page):
    app = open_page("projects", status="cancelled", part="projects")
    opens(app)
    assert any("เลือกสถานะอื่น" in info.value for info in app.info)


def test_a_group_in_the_address_is_the_only_one_on_view(open_page):
    app = open_page("projects", group="SUP")
    said = opens(app)
    assert title(app).startswith("กลุ่มนิเทศ") and "ยังไม่มีข้อมูลการเบิกจ่ายที่ใช้ได้" in title(app)
    assert "จาก 6" in title(app) and "ภาคีเครือข่ายระดับตำบล" not in said


def test_late_projects_come_first_and_undated_ones_apart(open_page):
    said = opens(open_page("projects", part="projects"))
    assert said.index("\nนิเทศ ติดตาม") < said.index("\n5 สีมุ่งสู่คุณภาพ") < said.index("\n๙๙๙ จับดี")
    assert "ไม่ทราบวันเริ่มหรือวันสิ้นสุด 5" in said
    assert "ยังไม่กรอกกลยุทธ์ 9 จาก 9" in said
    assert "ชีตไม่ได้บอกว่าส่งรายงานแล้วหรือยัง" in said


def test_figures_that_do_not_fit_are_said_with_what_would_mend_them(open_page):
    app = open_page("projects", part="figures")
    said = opens(app)
    assert "ถ้าเป็น 58 ยอดจะครบ 117" in said and "ต้องแก้ 1" in said
    assert "57 จาก 117 คือร้อยละ 48.72 แต่พิมพ์ไว้ 49.58" in said
    assert app.selectbox(key="figure_set").value == "F02"
    assert "ช่อง จำนวน (D5)" in said


def test_a_figure_set_opens_from_its_address(open_page):
    app = open_page("projects", figure_set="F01", part="figures")
    said = opens(app)
    assert "จำนวน 73 · ร้อยละ 65.18" in said and lines(app).count("ตรง") == 3
    assert app.selectbox(key="figure_set").value == "F01"


def test_kpis_that_nobody_reported_name_the_cell_to_fill_in(open_page):
    said = opens(open_page("projects", part="kpis"))
    assert "บรรลุเป้าหมาย 1 จาก 9" in said and "รอบปัจจุบัน 9 เดือน" in said
    assert "ยังไม่รายงานผลรอบ 6 เดือน คะแนนเฉลี่ยของโรงเรียน" in said
    assert "ยังไม่นับ 2 แถว" in said


def test_a_result_that_may_be_a_share_is_to_be_checked_and_no_progress(open_page, own_office):
    path = own_office / "fin" / "kpis.csv"
    head, rows = rows_of(path)
    rows[0] |= {"ค่าเป้าหมาย": "0.95"}
    rows[1] |= {"หน่วยนับ": "เปอร์เซ็นต์", "ผลรอบ 9 เดือน": "0.96", "ทิศทาง": "ยิ่งมากยิ่งดี"}
    write(path, head, rows)
    app = open_page("projects", office=own_office, part="kpis")
    app.session_state["all_kpis"] = True
    said = opens(app.run())
    assert "ต้องตรวจค่า 2" in said
    assert "ต้องตรวจค่าเป้าหมาย การเบิกจ่ายภาพรวม" in said
    assert "ต้องตรวจค่าผลรอบ 9 เดือน วันเฉลี่ยในการเบิกจ่าย" in said
    (frame,) = app.dataframe
    shown = frame.value[frame.value["เทียบเป้าหมาย"] == "ต้องตรวจค่า"]
    assert sorted(shown["รหัส"]) == ["K05", "K05", "K06"] and shown["ร้อยละของเป้าหมาย"].isna().all()


def test_tables_behind_open_with_their_cells(open_page):
    app = open_page("projects")
    for key in EXPANDERS:
        app.session_state[key] = True
    app.run()
    opens(app)
    places = sum("ที่อยู่ในชีต" in frame.value.columns for frame in app.dataframe)
    assert len(app.dataframe) == 5 and places == 4


def test_thai_digits_are_used_everywhere_but_in_sortable_tables(open_page):
    app = open_page("projects", thai_digits="true")
    said = opens(app)
    assert "๙๘.๓๘" in title(app) and "80,445,965" not in said and "49.58" not in said


def test_nothing_filled_in_is_unknown_and_not_bad(open_page, own_office):
    emptied(own_office, "projects", "spending", "kpis", "figures")
    app = open_page("projects", office=own_office)
    opens(app)
    assert "ยังไม่มีข้อมูลการเบิกจ่ายที่ใช้ได้ · ยังไม่มีโครงการในชีต" in title(app)
    assert not urges(app) and len(app.info) == 4


def test_huge_negative_and_odd_amounts_keep_the_page(open_page, own_office):
    spending(
        own_office,
        ("1", "31/3/2557", "งบดำเนินงาน", "0", "", "400", "", ""),
        ("2", "31/3/2557", "งบลงทุน", "10", "", "99999999999999999999", "-5", "100"),
        ("3", "1/10/2556", "", "10", "", "3", "", "0"),
    )
    said = opens(open_page("projects", office=own_office))
    assert "ได้รับจัดสรร 10 " in said and "คงเหลือ -393 บาท" in said
    assert "เบิกจ่ายเกินจัดสรร 1 รายการ" in said and "ยังไม่นับ 1 แถว" in said
    assert "99999999999999999999" not in said


def test_three_hundred_projects_are_paged(open_page, own_office):
    path = own_office / "sup" / "projects.csv"
    head, rows = rows_of(path)
    more = [
        {
            "รหัสโครงการ": f"X{number:03}",
            "ชื่อโครงการหรือกิจกรรม": f"โครงการทดสอบ {number}",
            "กลยุทธ์ที่": str(number % 40),
            "วันที่เริ่ม": "1 พ.ย. 2556",
            "วันที่สิ้นสุด": "30 เม.ย. 2557",
            "สถานะโครงการ": ("เสร็จสิ้น", "ยังไม่เริ่ม", "เลื่อน", "ยกเลิก", "")[number % 5],
        }
        for number in range(300)
    ]
    write(path, head, [*rows, *more])
    app = open_page("projects", office=own_office, part="projects", project_row="300")
    said = opens(app)
    assert len(app.selectbox(key="bar_row").options) == 26
    assert app.selectbox(key="project_row").value == 300
    assert "แสดง 12 จาก" in said and "ไม่ทราบสถานะ 60" in said


def test_a_mark_of_the_strategies_and_a_project_open_within_their_group(open_page):
    to = [each for each in addresses(open_page("projects", group="SUP", part="projects")) if each]
    assert any("group=SUP&part=projects&status=late" in each for each in to)
    assert any("group=SUP&part=projects&project=P3" in each for each in to)
    app = open_page("projects", project="P3", part="projects")
    assert "รายการโครงการ 1" in opens(app) and "แสดงทั้งหมด" in opens(app)


def test_quarters_stand_beside_the_spending_where_targets_are_filled_in(open_page, own_office):
    path = own_office / "fin" / "การเบิกจ่ายรายไตรมาส.csv"
    head, rows = rows_of(path)
    said = opens(open_page("projects", own_office)).replace("\u00a0", " ")
    assert "การเบิกจ่ายรายไตรมาสเทียบเป้าหมาย" not in said
    write(path, head, [{**row, "เป้าหมาย (ร้อยละ)": 25 * n} for n, row in enumerate(rows, 1)])
    said = opens(open_page("projects", own_office)).replace("\u00a0", " ")
    assert "การเบิกจ่ายรายไตรมาสเทียบเป้าหมาย" in said
    assert "ไตรมาส 4 (ยังไม่สิ้นไตรมาส) เบิกจ่าย" in said.replace("\u2060", "").replace("\\", "")
    assert "ไม่มียอดของไตรมาสนี้ · เป้าหมาย 25 %" in said.replace("\u2060", "")
    of_group = opens(open_page("projects", own_office, group="FIN"))
    assert "การเบิกจ่ายรายไตรมาสเทียบเป้าหมาย" not in of_group  # targets are of all the money
