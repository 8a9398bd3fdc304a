"""An office of its own, made from the template and filled as people fill it, with the slips that
other offices made: each comes out right in the figures, on the board and in the pack."""

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

from esa.commands import cli
from esa.commands.reading import read
from tests.harmless import text
from tests.pages.conftest import lines

OWN = "สมุดสำนักงาน"
TODAY = {"ชื่อสำนักงาน": "สำนักงานทดลอง", "ปีงบประมาณ": 2557, "วันอ้างอิง": "23 ก.ย. 2557"}
POINTS = ("1.4.1", "1.4.2", "1.4.3", "1.4.4")
PLACES = ("อยู่ระหว่างดำเนินการ", "ไม่พบเอกสาร", "ยังไม่ได้จัดเก็บ", "รอดำเนินการ")
BANDS = ("ใช้ตั้งแต่ปีการศึกษา", "สีคุณภาพ", "ลำดับ", "ร้อยละที่ไม่ผ่านตั้งแต่", "ถึง")

FIRST = {
    "นิเทศ": {
        "การดำเนินงาน": [["รหัสประเด็น", "สถานะการดำเนินการ"], *([p, "ดำเนินการแล้ว"] for p in POINTS)],
        "หลักฐานอ้างอิง": [
            ["รหัสประเด็น", "ลำดับที่", "ชื่อเอกสารหรือหลักฐาน", "ที่เก็บ (แฟ้ม/ตู้)"],
            *([p, 1, "สรุปผลการนิเทศ", place] for p, place in zip(POINTS, PLACES, strict=True)),
        ],
    },
    "การเงิน": {
        "การเบิกจ่าย": [
            ["รายงานผลการเบิกจ่าย ปีงบประมาณ 2557"],
            [None, None, None, None, None, "หน่วย : ล้านบาท"],
            ["รายการที่", "ข้อมูล ณ วันที่", "งบรายจ่าย", "ได้รับจัดสรร", "เบิกจ่าย", "คงเหลือ"],
            [1, "31 ส.ค. 2557", "งบบุคลากร", "60.50", 45.25, "15.25"],
            [2, "31 ส.ค. 2557", "งบดำเนินงาน", "12.10", 9.9, "2.20"],
            [None, None, "รวม", "72.60", 55.15, "17.45"],
        ],
        "ตัวชี้วัดตามคำรับรอง": [
            ["รหัสตัวชี้วัด", "ชื่อตัวชี้วัด", "ค่าเป้าหมาย", "หน่วยนับ", "ทิศทาง", "ผลรอบ 6 เดือน"],
            ["Q5", "ก", "≥ 75", "ร้อยละ", "ยิ่งมากยิ่งดี", 80],
            ["Q7", "ข", "ไม่น้อยกว่าร้อยละ 80", "ร้อยละ", "ยิ่งมากยิ่งดี", 85],
            ["Q8", "ค", "ระดับ 5", "ระดับ", "ยิ่งมากยิ่งดี", 4],
            ["Q10", "ง", "1:20", "อัตราส่วน", "ยิ่งน้อยยิ่งดี", "1:25"],
        ],
    },
    "อำนวยการ": {
        "กิจกรรมเครือข่าย": [
            ["รหัสกิจกรรม", "ชื่อกิจกรรม", "วันที่จัด", "โรงเรียนที่ร่วม"],
            ["A1", "นิเทศ", "5 มิ.ย. 2557", "บ้านน้ำริน; บ้านเหล่า"],
        ]
    },
    OWN: {
        "โรงเรียน": [
            ["รหัสเขต", "รหัสโรงเรียน", "ชื่อโรงเรียน", "ป.1 ชาย", "รวมป.1", "รวมทั้งหมด"],
            ["54000000", "54020001", "บ้านน้ำริน(คุรุราษฎร์รังสรรค์)", 5, 11, 87],
            ["54000000", "54020086", "บ้านน้ำโค้ง", 5, 11, 40],
            ["54000000", "54020026", "บ้านเหล่า(รัฐราษฎร์บำรุง )", 5, 11, 50],
            ["54000000", "54020060", "บ้านเหล่า(พิชัยศิริราษฎร์รังสรรค์)", 5, 11, 60],
            [None, None, "รวมทั้งสิ้น", 20, 44, 237],
        ],
        "มติและข้อสั่งการ": [
            ["ครั้งที่", "ลำดับที่", "วันที่ประชุม", "มติหรือข้อสั่งการ", "กลุ่มที่รับผิดชอบ", "สถานะ"],
            ["ครั้งที่ 12/2557", 5, "16 ก.ย. 2557", "ง", "ทุกกลุ่ม", "กำลังดำเนินการ"],
            ["12/2557", 5, "16 ก.ย. 2557", "ง", "ทุกกลุ่ม", "เสร็จแล้ว"],
        ],
        "เกณฑ์สีคุณภาพ": [
            [*BANDS, "ความหมาย"],
            [2556, "ดีมาก", 1, 70, 100, "ดีมาก"],
            [2556, "ดี", 2, 50, 69.99, "ดี"],
            [2556, "ปรับปรุง", 3, 0, 49.99, None],
        ],
        "ผลการทดสอบ": [
            ["ปีการศึกษา", "การทดสอบ", "ชั้น", "วิชาหรือด้าน", "ระดับ", "รหัสโรงเรียน", "เข้าสอบ", "ไม่ผ่าน"],
            [2556, "NT", "ป.3", "ภาษาไทย", "เขตพื้นที่", "54020086", 10, 8],
        ],
    },
}

REGISTER = [
    [
        *("รหัสกระทรวง (10 หลัก)", "ชื่อโรงเรียน", "ชื่อผู้อำนวยการ", "ตำบล", "อำเภอ", "ประเภทโรงเรียน"),
        *("สถานะโรงเรียน", "กลุ่มโรงเรียน", "นักเรียนรวม", *(f"ช่อง {n}" for n in range(141))),
    ],
    [
        *("1054390223", "บ้านน้ำริน (คุรุราษฎร์รังสรรค์)", "ตำแหน่งว่าง", "ต้าผามอก", "ลอง", "ขยายโอกาส"),
        *("โรงเรียนหลัก", "กลุ่มโรงเรียนเวียงปิ่นทอง", 177, *["x"] * 141),
    ],
    [
        *("1054390224", "บ้านศรีดอนไชย(ประชานุกูล)", "ตำแหน่งว่าง", "ต้าผามอก", "ลอง", "ประถม"),
        *("โรงเรียนหลัก", "กลุ่มโรงเรียนทุ่งทองนที", "-", *["x"] * 141),
    ],
    [54900000, "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาแพร่ เขต 2", None, None, "สูงเม่น"],
]
SECOND = {
    OWN: {
        "โรงเรียน": REGISTER,
        "ทะเบียนเครือข่าย": [
            ["รหัสเครือข่าย", "ชื่อเครือข่าย", "ประเภทเครือข่าย"],
            ["N1", "เวียงปิ่นทอง", "เครือข่ายโรงเรียน"],
            ["N2", "ทุ่งทองนที", "เครือข่ายโรงเรียน"],
        ],
        "ขีดจำกัดล่าง": [
            ["ปีการศึกษา", "การทดสอบ", "ชั้น", "วิชาหรือด้าน", "ระดับ", "คะแนนขีดจำกัดล่าง"],
            [2556, "NT", "ป.3", "ภาษาไทย", "เขตพื้นที่", 40],
        ],
        "เกณฑ์สีคุณภาพ": [
            [*BANDS, "วัดจาก", "การทดสอบ"],
            *([2556, w, n, a, b, "คะแนนเฉลี่ย", "NT"] for n, (w, a, b) in enumerate(
                [("ดีมาก", 60, 100), ("ดี", 50, 59.99), ("พอใช้", 40, 49.99), ("ปรับปรุง", 0, 39.99)], 1
            )),
        ],
    }
}  # fmt: skip
SITTING = ("--year", "2556", "--test", "NT", "--grade", "ป.3")
SCORES = """ผลการทดสอบความสามารถด้านภาษาไทย (NT) ป.3
ข้อมูลนักเรียน,,,แบบเลือกตอบ (78 คะแนน)
ศูนย์เครือข่าย,โรงเรียน,ประเภทเด็ก*,รวม 100 คะแนน,ร้อยละ
ชุมแพ,บ้านน้ำริน,ปกติ,70,70
ชุมแพ,บ้านน้ำริน,ปกติ,60,60
"""
IMPOSSIBLE = "รหัสโรงเรียน,วิชาหรือด้าน,คะแนน\n" + "".join(
    f"1054390223,ภาษาไทย,{score}\n" for score in ("70", "70.00", "105", "1000")
)


def fill(folder: Path, books: dict) -> None:
    """Type rows into tabs of the workbooks whose name holds such a word: below the headings there,
    or with headings of their own in their place."""
    for word, tabs in books.items():
        (path,) = (each for each in folder.glob("*.xlsx") if word in each.name)
        book = load_workbook(path)
        for title, rows in tabs.items():
            sheet = book[title]
            if isinstance(rows, dict):
                heads = [cell.value for cell in sheet[1]]
                for head, value in rows.items():
                    sheet.cell(2, heads.index(head) + 1).value = value
                continue
            sheet.delete_rows(1, sheet.max_row)
            for number, row in enumerate(rows, 1):
                for place, value in enumerate(row, 1):
                    sheet.cell(number, place).value = value
        book.save(path)


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("own") / "แม่แบบ"
    assert cli.main(["template", str(folder), "--edition", "2557"]) == 0
    books = {path.stem: {"เกี่ยวกับสมุดนี้": {"ปีงบประมาณ": 2557}} for path in folder.glob("*.xlsx")}
    fill(folder, books)
    fill(folder, {OWN: {"ตั้งค่าสำนักงาน": TODAY}})
    return folder


def office_of(template: Path, books: dict) -> Path:
    folder = template.parent / f"สำนักงาน {len(list(template.parent.iterdir()))}"
    shutil.copytree(template, folder)
    fill(folder, books)
    return folder


@pytest.fixture(scope="module")
def first(template) -> Path:
    folder = office_of(template, FIRST)
    (own,) = folder.glob(f"{OWN}*")
    book = load_workbook(own)
    for row in book["ประเด็นการพิจารณา"].iter_rows(min_row=2):
        row[4].value = "SUP" if str(row[1].value).startswith("1.4.") else row[4].value
    book.save(own)
    return folder


@pytest.fixture(scope="module")
def second(template, tmp_path_factory) -> Path:
    folder, here = office_of(template, SECOND), tmp_path_factory.mktemp("scores")
    fill(folder, {OWN: {"ตั้งค่าสำนักงาน": {"จำนวนโรงเรียน": 3}}})
    (here / "nt.csv").write_text(SCORES, encoding="utf-8")
    out = here / "ผล.xlsx"
    told = cli.main(
        ["scores", str(here / "nt.csv"), *SITTING, "--from", str(folder), "--out", str(out)]
    )
    assert told == 0
    made = [[cell.value for cell in row] for row in load_workbook(out)["ผลการทดสอบ"]]
    rounds = [[*made[0], "รอบ"], [*made[1], "1"], [*made[1][:6], 20, 0, 45, "2"]]
    fill(folder, {OWN: {"ผลการทดสอบ": rounds}})
    return folder


def figures(folder: Path, capsys) -> dict:
    capsys.readouterr()
    assert cli.main(["figures", str(folder), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def pack(folder: Path, out: Path) -> str:
    assert cli.main(["pack", str(folder), str(out)]) == 0
    (path,) = out.glob("*.xlsx")
    return text(path.read_bytes())


def problems(folder: Path, tab: str) -> list[tuple[str, str]]:
    office = read(str(folder))
    return [(p.code, p.cell) for p in office.problems if p.tab == tab]


def test_what_the_figures_hold(first, capsys):
    told = figures(first, capsys)
    (level,) = (each for each in told["levels"]["indicators"] if each["indicator"] == "1.4")
    assert (level["carried"], level["reported"]["clear"], level["reported"]["level"]) == (4, 0, 1)
    money = told["money"]["total"]
    assert (money["allocated"], money["spent"], money["left"]) == (72600000, 55150000, 17450000)
    now = {r["kpi"]: (r["target"], r["state"]) for r in told["kpis"]["rounds"] if r["round"] == 6}
    assert len(now) == 4 and (now["Q5"], now["Q7"]) == ((75, "reached"), (80, "reached"))
    assert now["Q8"][1] == now["Q10"][1] == "not_yet"
    (item,) = told["resolutions"]["items"]
    assert (item["meeting_no"], item["item"], item["state"]) == ("12/2557", 5, "done")
    (activity,) = told["networks"]["activities"]
    assert activity["schools"] == ["54020001"]
    assert [each["group"] for each in told["networks"]["left_out"]] == ["AM"]
    assert {each["colour"] for each in told["colours"]["schools"]} == {None}


def test_what_the_messages_say(first):
    denied = problems(first, "evidence")
    assert denied == [("denied", f"D{row}") for row in range(2, 6)]
    assert sorted(problems(first, "network_activities")) == [
        ("ambiguous_name", "D2"),
        ("name_by_part", "D:D"),
    ]
    (several,) = (p for p in read(str(first)).problems if p.code == "ambiguous_name")
    assert "54020026" in several.fix_th and "54020060" in several.fix_th
    assert "54020086" not in several.fix_th
    assert {code for code, _ in problems(first, "spending")} == {"unit_applied", "header_moved"}
    assert [code for code, _ in problems(first, "colour_bands")] == ["band_against"]
    schools = read(str(first)).schools
    assert schools["enrolled"].tolist() == [87, 40, 50, 60]


def test_what_the_board_and_the_projects_say(first, open_page):
    board = "\n".join(lines(open_page("board", office=first)))
    assert "ได้ระดับแล้ว 1 จาก 9 ตัวบ่งชี้" in board and "หลักฐานชัดเจน 0 จาก 37 ประเด็น" in board
    assert "ครบแล้ว ขอบคุณ" not in board
    assert "72,600,000" in board and board.count("แปลงเป็นบาทแล้ว") == 1
    assert "ปิดครบแล้วทั้ง 1 เรื่อง" in board
    assert "บรรลุเป้าหมาย 2 จาก 4" in board
    projects = "\n".join(lines(open_page("projects", office=first)))
    assert "72,600,000" in projects and projects.count("แปลงเป็นบาทแล้ว") == 1
    networks = "\n".join(lines(open_page("networks", office=first))).replace("\u00a0", " ")
    reached = networks.partition("ยังไปไม่ถึง 3 จาก")[2]
    assert "ยังไม่นับ 1 แถว แท็บ กิจกรรมเครือข่าย ของอำนวยการ" in reached


def test_what_the_pack_says(first, tmp_path):
    told = pack(first, tmp_path / "out")
    assert "72,600,000" in told and "แปลงเป็นบาทแล้ว" in told
    assert "ปิดครบแล้วทั้ง 1 เรื่อง" in told and "บรรลุเป้าหมาย 2 จาก 4" in told
    assert "ขาดอีกเพียง 1 ประเด็นจึงขึ้นระดับ" in told  # 1.4 stands at level 1


def test_a_register_of_150_columns_with_prefixes_and_the_offices_own_row(second):
    told = problems(second, "schools")
    assert sorted(code for code, _ in told) == [
        "name_by_part",
        "office_is_no_school",
        "unknown_columns",
    ]
    schools = read(str(second)).schools
    assert schools["school_code"].tolist() == ["1054390223", "1054390224"]
    assert schools["network"].tolist() == ["N1", "N2"]
    assert schools["enrolled"].tolist()[0] == 177
    assert "schools_total_differs" in {code for code, _ in problems(second, "settings")}


def test_scores_by_names_under_titles_are_counted_and_shown(second, open_page, tmp_path, capsys):
    colours = figures(second, capsys)["colours"]
    (shown,) = (each for each in colours["schools"] if each["tested"])
    assert (colours["choice"]["round"], shown["tested"], shown["colour"]) == ("2", 20, "พอใช้")
    assert [(row["tested"], row["mean"]) for row in colours["results"]] == [(20, 45)]
    board = "\n".join(lines(open_page("board", office=second)))
    assert "พอใช้" in board and "รอบ 2" in board
    assert "พอใช้" in pack(second, tmp_path / "out")


def test_impossible_scores_are_refused_and_never_shown(second, tmp_path, capsys):
    path = tmp_path / "ก.csv"
    path.write_text(IMPOSSIBLE, encoding="utf-8")
    capsys.readouterr()
    assert cli.main(["scores", str(path), *SITTING, "--from", str(second)]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "--full ภาษาไทย=200" in err and "แถว 4, 5" in err
