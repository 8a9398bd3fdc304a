"""What clerks do to a sheet, seen where it counts: on the board and in the pack of a meeting."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
import xlsxwriter

from esa.commands import cli
from esa.reading.schema import read_tabs
from tests.pages.conftest import lines

Rows = list[list[str]]


def change(path: Path, what: Callable[[Rows], Rows | None]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    made = what(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows if made is None else made)


def column(rows: Rows, heading: str) -> int:
    return next(j for j, cell in enumerate(rows[0]) if cell.startswith(heading))


def places_that_deny(office: Path) -> None:
    def deny(rows: Rows) -> None:
        point, place, link = (column(rows, name) for name in ("รหัสประเด็น", "ที่เก็บ", "ลิงก์"))
        words = ("ยังไม่ได้จัดเก็บ", "ไม่พบเอกสาร", "อยู่ระหว่างจัดทำ", "รอดำเนินการ", "สูญหาย")
        for n, row in enumerate(row for row in rows[1:] if row[point].startswith("1.4")):
            row[place], row[link] = words[n % len(words)], ""

    change(office / "sup" / "evidence.csv", deny)


def money_in_millions(office: Path) -> None:
    heads = ["รายการที่", "ข้อมูล ณ วันที่", "งบรายจ่าย", "ได้รับจัดสรร", "เบิกจ่าย", "คงเหลือ"]
    above = [["รายงานผลการเบิกจ่าย"], ["", "", "", "", "", "หน่วย : ล้านบาท"]]
    row = ["1", "31 ส.ค. 2557", "งบบุคลากร", "60.50", "45.25", "15.25"]
    change(office / "fin" / "spending.csv", lambda rows: [*above, heads, row])


def tab_renamed(office: Path) -> None:
    (office / "fin" / "spending.csv").rename(office / "fin" / "งบปี57.csv")


def tab_without_headings(office: Path) -> None:
    change(office / "fin" / "spending.csv", lambda rows: [["ก", "ข"], *rows[1:]])


def result_of_a_whole_percent(office: Path) -> None:
    """The workbook of money as .xlsx, a result of 96 % that the cell shows as percent."""
    with xlsxwriter.Workbook(str(office / "fin.xlsx")) as book:
        percent = book.add_format({"num_format": "0%"})
        for path in sorted((office / "fin").glob("*.csv")):
            known = read_tabs().get(path.stem)
            sheet = book.add_worksheet(known.title if known else path.stem)
            with path.open(encoding="utf-8-sig", newline="") as file:
                rows = list(csv.reader(file))
            for i, row in enumerate(rows):
                for j, cell in enumerate(row):
                    is_result = path.stem == "kpis" and row[0] == "K05" and "9 เดือน" in rows[0][j]
                    if is_result:
                        sheet.write_number(i, j, 0.96, percent)
                    else:
                        sheet.write_string(i, j, cell)
    shutil.rmtree(office / "fin")


def copies_of_a_workbook(office: Path) -> None:
    for name in ("sup-DESKTOP-ABC123", "sup (Autosaved)", "sup สำเนา"):
        shutil.copytree(office / "sup", office / name)
        change(office / name / "evidence.csv", lambda rows: rows[:2])


def denied_status(office: Path) -> None:
    def deny(rows: Rows) -> None:
        point, status = column(rows, "รหัสประเด็น"), column(rows, "สถานะ")
        for row in rows[1:]:
            row[status] = "ยังดำเนินการไม่เสร็จ" if row[point] == "1.4.1" else row[status]

    change(office / "sup" / "progress.csv", deny)


LEVEL_5 = "ระดับ 5 · หลักฐานชัดเจน 4 จาก 4"
SPENT = "79,144,218.82"
# slip → what the board must say, what the pack must, and what neither may
KINDS = {
    places_that_deny: (
        ["1.4.4 และ 2.5.3 ยังขาดหลักฐาน"],
        ["ระดับ 1 · หลักฐานชัดเจน 0 จาก 4"],
        [LEVEL_5],
    ),
    money_in_millions: (
        ["60,500,000", "45,250,000", "หน่วยเป็นล้านบาท แปลงเป็นบาทแล้ว"],
        ["60,500,000", "หน่วยเป็นล้านบาท แปลงเป็นบาทแล้ว"],
        ["45.25 บาท"],
    ),
    tab_renamed: ([SPENT], [SPENT], ["ไม่รวม"]),
    tab_without_headings: (["ไม่รวมการเงิน 4 แถว"], ["ไม่รวมการเงิน 4 แถว"], [SPENT]),
    result_of_a_whole_percent: (["96 บรรลุเป้าหมาย"], ["96 บรรลุ"], ["0.96", "7,873"]),
    copies_of_a_workbook: (["ส่งมาซ้ำ จึงไม่ได้อ่าน"], [LEVEL_5], []),
    denied_status: (["ทำแล้ว 3 จาก 4 ประเด็น"], ["ดำเนินการแล้ว 3 จาก 4"], [LEVEL_5]),
}


def flat(texts: list[str]) -> str:
    return "".join("".join(texts).replace("\u2060", "").split())


@pytest.mark.parametrize("slip", KINDS, ids=lambda slip: slip.__name__)
def test_what_a_slip_does_is_right_on_the_board_and_in_the_pack(
    slip, own_office, open_page, tmp_path
):
    slip(own_office)
    app = open_page("board", office=own_office)
    assert not app.exception
    out, place = tmp_path / "out", str(tmp_path / "place")
    words = ["pack", str(own_office), str(out), "--place", place, "--digits", "arabic"]
    assert cli.main(words) == 0
    (pdf,) = out.glob("*.pdf")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(str(pdf))]
    on_board, in_pack, nowhere = (list(map(flat, map(list, part))) for part in KINDS[slip])
    board, pack = flat(lines(app)), flat(pages)
    assert [text for text in on_board if text not in board] == []
    assert [text for text in in_pack if text not in pack] == []
    assert [text for text in nowhere if text in board or text in pack] == []
