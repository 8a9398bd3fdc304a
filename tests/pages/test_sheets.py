"""ตรวจข้อมูลในชีต: filters, pages of the list, broken, empty and hostile workbooks."""

import re
import shutil
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from esa import thai
from tests.approved.lines import of_html
from tests.pages.conftest import addresses, lines

EVIL = "<script>x</script> **b** [l](javascript:x) :material/home: $x$ \u202eกลับ"


def written(app: AppTest) -> str:
    return "\n".join(lines(app))


def finding(app: AppTest) -> str:
    return next(line for line in lines(app) if line.startswith("# "))


def fixes(app: AppTest) -> list[str]:
    """The first line of each repair."""
    said = lines(app)
    return [said[at - 1] for at, line in enumerate(said) if line.startswith("วิธีแก้ ")]


def keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button}


def test_the_finding_counts_what_to_mend_and_the_worst_comes_first(open_page):
    app = open_page("sheets")
    assert finding(app).startswith("# ต้องแก้ 23 จุด ใน 6 สมุดงาน")
    assert fixes(app)[0] == "ต้องแก้ ไม่พบรหัส “2.3.6” ในแท็บ ประเด็นการพิจารณา"
    assert "ยังไม่นับ 10 แถว" in lines(app)


def test_a_group_sees_only_its_own(open_page):
    app = open_page("sheets", group="HR")
    assert "กลุ่มบริหารงานบุคคล ต้องแก้ 11 จุด" in finding(app)
    assert "ชีตการเงิน ›" not in written(app) and "ชีตบุคคล ›" in written(app)


def test_a_workbook_alone_is_chosen_by_its_address(open_page):
    app = open_page("sheets", workbook="fin")
    assert not app.exception and app.query_params["workbook"] in ("fin", ["fin"])
    assert "ชีตการเงิน ›" in written(app) and "ชีตบุคคล ›" not in written(app)


def test_the_link_from_another_page_filters_by_tab(open_page):
    app = open_page("sheets", tab="evidence")
    assert app.selectbox(key="tab").value == "evidence"
    assert "กิจกรรมเครือข่าย › แถว" not in written(app)


def test_a_severity_leaves_the_others_out_of_the_list_and_not_out_of_the_finding(open_page):
    app = open_page("sheets", severity="warning")
    assert fixes(app) and all(fix.startswith("ควรตรวจ") for fix in fixes(app))
    assert " 23 จุด" in finding(app)


def test_all_ten_cells_of_one_mistake_can_be_copied(open_page):
    app = open_page("sheets", group="HR")
    said = lines(app)
    first = said.index("hr › หลักฐานอ้างอิง!B10")
    assert said[first : first + 10] == [f"hr › หลักฐานอ้างอิง!B{row}" for row in range(10, 20)]


def test_the_list_is_paged_and_the_page_is_in_the_address(open_page):
    app = open_page("sheets")
    assert "หน้า 1 จาก" in written(app)
    first = fixes(app)
    app.button(key="page_next").click().run()
    assert app.query_params["page"] == "2"
    assert fixes(app) != first and not app.exception


@pytest.mark.parametrize("page", ["0", "999", "x", "-1", "๒"])
def test_a_page_that_is_not_there_is_the_nearest_one(open_page, page):
    app = open_page("sheets", page=page)
    assert not app.exception and "วิธีแก้" in written(app)


def test_another_filter_begins_at_the_first_page(open_page):
    app = open_page("sheets", page="3")
    app.selectbox(key="severity").select("error").run()
    assert "page" not in app.query_params or app.query_params["page"] == "1"


def test_a_value_stands_as_it_was_typed_whatever_digits_are_chosen(open_page):
    app = open_page("sheets", group="SUP", thai_digits="true")
    assert "ต้องแก้ ๕ จุด" in finding(app)
    assert "ต้องแก้ “5 มิ.ย. 57” ใช้ปีสองหลัก" in lines(app)
    assert "sup › กิจกรรมเครือข่าย!C37" in lines(app)


def test_nothing_to_mend_says_thank_you(open_page):
    app = open_page("sheets", group="AUD")
    assert app.success and "ใช้ได้ทั้งหมด 20 แถว" in finding(app)
    assert "read_again" in keys(app)


def test_reading_again_keeps_the_page(open_page):
    app = open_page("sheets")
    app.button(key="read_again").click().run()
    assert not app.exception and " 23 จุด" in finding(app)


def test_a_group_without_a_workbook_is_unknown_and_never_zero(open_page, own_office):
    shutil.rmtree(own_office / "aud")
    app = open_page("sheets", office=own_office, group="AUD")
    assert "ยังไม่มีสมุดงาน" in finding(app)
    assert "0" not in finding(app)
    assert "หน่วยตรวจสอบภายใน" in written(app)


def test_an_unreadable_workbook_and_one_given_twice_are_told_with_what_to_do(open_page, own_office):
    (own_office / "เสีย.xlsx").write_bytes(b"PK broken")
    twice = own_office / "zz hr"
    twice.mkdir()
    (twice / "about.csv").write_bytes((own_office / "hr" / "about.csv").read_bytes())
    said = written(open_page("sheets", office=own_office))
    assert "เปิดไฟล์นี้ไม่ได้" in said and "จึงไม่อ่านสมุดนี้" in said
    assert "บันทึกใหม่เป็น" in said


def test_an_office_with_only_its_own_workbook(open_page, own_office):
    for path in own_office.iterdir():
        if path.name != "office":
            shutil.rmtree(path)
    app = open_page("sheets", office=own_office)
    assert not app.exception and "ยังไม่มีสมุดงาน 7 กลุ่ม" in written(app)


def hostile(folder: Path) -> None:
    path = folder / "hr" / "evidence.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    cell = EVIL.replace(",", " ")
    path.write_text("\n".join([f"{lines[0]},{cell}", *(f"{x},{cell}" for x in lines[1:])]), "utf-8")
    strange = folder / "hr" / "แท็บ **x** [l](http:y).csv"
    strange.write_text(f"{cell},ข\nก,ข\n", encoding="utf-8")


def test_markup_in_headings_and_titles_of_tabs_is_text(open_page, own_office):
    hostile(own_office)
    app = open_page("sheets", office=own_office, group="HR", severity="warning")
    assert not app.exception
    said = written(app)
    assert "<script>x</script> **b** [l](javascript:x)" in said and "\u202e" not in said
    assert not any("javascript" in address for address in addresses(app))
    assert not any("<script" in each.proto.body for each in app.get("html"))


def test_a_tile_opens_the_page_with_its_tab_alone_and_the_switches(open_page):
    app = open_page("sheets", thai_digits="true")
    tile = next(a for a in addresses(app) if "workbook=hr" in a and "tab=evidence" in a)
    opened = dict(parse_qsl(urlsplit(tile).query))
    assert opened == {"thai_digits": "true", "workbook": "hr", "tab": "evidence"}
    said = finding(open_page(urlsplit(tile).path, **opened))
    assert "ชีตบุคคล แท็บ หลักฐานอ้างอิง ต้องแก้ ๑๐ จุด" in said


def test_the_paper_ticks_off_what_the_page_lists(printed):
    app, file = printed("sheets", group="HR")
    said = of_html(file)
    rows = [line for line in said if line.startswith("|  | ")]
    count = re.search(r"รายการแก้ไข (\d+) เรื่อง", written(app))[1]
    assert thai.to_thai_digits(finding(app)) in said and len(rows) == int(count)
    assert rows[0].startswith("|  | ชีตบุคคล › หลักฐานอ้างอิง › 10 แถว: B10–B19 ช่อง รหัสประเด็น | ต้องแก้")
    assert "“2.3.6”" in rows[0] and "was not found" not in rows[0]


def test_hidden_personal_data_are_never_shown(open_page, own_office):
    path = own_office / "hr" / "evidence.csv"
    text = path.read_text(encoding="utf-8-sig")
    first = text.splitlines()[1]
    cells = first.split(",")
    changed = first.replace(cells[3], "บันทึกของ นางสาวใจดี มีสุขยิ่ง 081-234-5678")
    path.write_text(text.replace(first, changed, 1), encoding="utf-8")
    app = open_page("sheets", office=own_office, group="HR")
    said = written(app)
    assert "ข้อมูลส่วนบุคคล" in said
    assert "ใจดี" not in said and "234" not in said


def test_thousands_of_mistakes_stay_a_short_page(open_page, own_office):
    path = own_office / "office" / "test_results.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    wide = [line.split(",") for line in lines[1:]]
    made = [lines[0]]
    for number in range(2000):
        row = list(wide[number % len(wide)])
        row[5], row[6], row[7] = f"9{number:07d}", f"x{number}", f"y{number}"
        made.append(",".join(row))
    path.write_text("\n".join(made), encoding="utf-8")
    app = open_page("sheets", office=own_office)
    assert not app.exception
    assert len(fixes(app)) == 12 and len(written(app)) < 60_000
    assert sum(len(each.proto.body) for each in app.get("html")) < 120_000
