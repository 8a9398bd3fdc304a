"""The rules over a register: sums, months, schools and groups, each row and blank once."""

import re
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import ImageFont

from esa.documents.a4 import MOST_ROWS, head_of
from esa.documents.pdf import FONTS, printable
from esa.documents.tabled import tabled
from esa.documents.topics_pdf import sheet
from esa.judged import Judged
from esa.plain import Rows
from esa.rules.registers import without_rows
from esa.telling.registers import registers as every
from esa.telling.standpoint import Standpoint
from esa.telling.texts import JOINER
from esa.telling.topic import Cell, plain
from pages.registers import held as rules
from pages.registers import told
from pages.registers.view import ROOM, view
from tests.registered import CAR, CAR_COLUMNS, CARS, WORK, car_books, cars, group_book, office_of

DAYS = some.none() | some.dates(date(2013, 1, 1), date(2015, 12, 31))
LISTS = some.lists(some.sampled_from(["A", "B", "C", "D"]), max_size=3, unique=True).map(tuple)
NUMBERS = some.none() | some.decimals(-1000, 1000, places=2)
GROUPS = some.sampled_from(["AM", "FIN", "HR"])
ROWS = some.lists(some.tuples(NUMBERS, DAYS, LISTS, GROUPS), max_size=30)


def table(rows):
    columns = list(zip(*rows, strict=True)) or [()] * 4
    names = ("n", "day", "schools", "group")
    return Rows(
        [("w", n) for n in range(len(rows))], dict(zip(names, map(list, columns), strict=True))
    )


@given(ROWS)
def test_every_row_is_counted_once_and_a_blank_is_no_zero(rows):
    given_rows = table(rows)
    numbers = [n for n, *_ in rows if n is not None]
    added = rules.added(given_rows, "n")
    assert (added.total is None) == (not numbers)
    assert added.total is None or added.total == sum(numbers)
    assert added.rows + added.blank == len(rows)
    found = rules.by_period(given_rows, "day")
    assert sum(found.counts.values()) + found.undated == len(rows)
    assert list(found.counts) == sorted(found.counts)
    days = [day for _, day, *_ in rows if day]
    for period, count in found.counts.items():
        here = [day for day in days if rules.written(period) in (f"{day:%Y-%m}", f"{day:%Y}")]
        assert len(here) == count == len(rules.chosen(given_rows, {"day": period}))
    assert not days or found.by_year == (
        12 * (max(days).year - min(days).year) + max(days).month - min(days).month >= 18
    )
    assert rules.counted(given_rows, "group").total() == len(rows)


@given(
    ROWS, some.lists(some.sampled_from(["open", "closed", "merged", None]), min_size=4, max_size=4)
)
def test_an_open_school_is_reached_or_not_whatever_the_order_of_the_rows(rows, status):
    schools = Rows([], {"school_code": ["A", "B", "C", "D"], "status": status})
    found = rules.reach(table(rows), ["schools"], schools)
    again = rules.reach(table(rows[::-1]), ["schools"], schools)
    assert found == again
    is_open = {c for c, s in zip("ABCD", status, strict=True) if s not in ("closed", "merged")}
    assert set(found.reached) | set(found.others) == is_open
    assert not set(found.reached) & set(found.others)
    assert set(found.reached) == is_open & {code for row in rows for code in row[2]}
    assert found.unnamed == sum(not row[2] for row in rows)


@given(ROWS, some.sampled_from(["AM", "FIN", "HR"]), some.sampled_from("ABCD"))
def test_rows_chosen_by_two_filters_are_those_of_each(rows, group, school):
    given_rows = table(rows)
    both = rules.chosen(given_rows, {"group": group, "schools": school}).index
    one = rules.chosen(given_rows, {"group": group})
    assert both == rules.chosen(one, {"schools": school}).index
    assert set(both) <= set(one.index)


def test_who_keeps_a_register_and_has_no_row_is_named_but_never_where_all_may():
    rows = table([(None, None, (), "AM")])
    groups = ["AM", "FIN", "HR"]
    assert without_rows(rows, ("AM", "HR"), groups) == ("HR",)
    assert without_rows(rows, ("ALL",), groups) == ()
    assert without_rows(rows, (), groups) == ()


ROW = ["กข 1", "500,000", "ใช้งานได้", "1 ต.ค. 2556", "วัดตะโหมด", "2.2.1"]


def test_the_finding_and_the_table_are_of_the_same_rows():
    held_back = [["กค 1", "5"], ["กค 1", "6"]]
    rows = [ROW, ["กข 2", "ห้าแสน"], ["กข 3", ""], *held_back]
    books = car_books(am=rows)[1:]
    for work, reached in (({}, ""), (WORK, " · ถึงอย่างน้อย 1 จาก 2 โรงเรียน")):
        judged = Judged(office_of(CARS, CAR_COLUMNS, *books, **work))
        topic = told.register(judged, CAR)
        assert plain(topic.finding).replace("\u00a0", " ") == (
            f"ทะเบียนรถราชการ 3 คัน · ราคารวมอย่างน้อย 500,000 บาท (ไม่รวม 3 แถว){reached}"
            " · ยังไม่กรอก 1 กลุ่ม (การเงิน)"
        )
        assert "ราคา: มีตัวเลข 1 แถว ว่าง 1 แถว อ่านไม่ได้ 1 แถว" in topic.notes
        assert [(each.tab, each.rows) for each in topic.left_out] == [(CAR, 2)]  # as in the list
        listed = Standpoint(judged).tell(every).left_out
        assert [(each.tab, each.rows) for each in listed] == [(CAR, 2)]
        (lost,) = topic.parts[:1]
        assert [entry.cell for entry in lost.entries] == [Cell(CAR, ("am", 3), "ราคา")]
        table = topic.behind()
        assert [row[1] for row in table.rows] == [Decimal(500000), None, None]
        assert table.columns[1] == "ราคา (บาท)" and table.columns[-1] == "ช่องที่อ่านไม่ได้"
        assert [row[-1] for row in table.rows] == [None, "ราคา B3", None]
        assert table.cells[0].at == ("am", 2)
    one = told.register(judged, CAR, told.Chosen((("group", "FIN"),)))
    assert "ไม่รวม" not in one.finding and not one.parts  # nothing of this group is missing


def test_what_cannot_be_read_is_never_told_as_left_blank_and_reach_is_then_a_least():
    rows = [
        ["กข 1", "1", "ใช้งานได้", "", "วัดตะโหมด", ""],
        ["กข 2", "1", "ใช้งานได้", "", "วัดตะโหมท", ""],  # no such school
        ["กข 5", "1", "ส่งซ่อม", "", "วัดตะโหมด", ""],
        ["กข 3", "1", "ใช้งานได่", "", "วัดตะโหมด; ไม่มีจริง", ""],
        ["กข 4", "1", "", "", "", ""],
    ]
    judged = Judged(office_of(CARS, CAR_COLUMNS, *car_books(am=rows)[1:], **WORK))
    topic = told.register(judged, CAR)
    assert "ถึงอย่างน้อย 1 จาก 2 โรงเรียน" in plain(topic.finding).replace("\u00a0", " ")
    assert "ยังไม่ถึง" not in topic.finding
    assert {"ไม่ระบุโรงเรียน 1 แถว", "อ่านชื่อโรงเรียนได้ไม่ครบ 2 แถว"} <= {*topic.notes}
    assert topic.drawing.words == "แถวตามสภาพ · ไม่ระบุ 1 แถว · อ่านไม่ได้ 1 แถว"
    whose = {entry.text.split(" › ")[0] for part in topic.parts[:1] for entry in part.entries}
    assert whose == {"ชีตอำนวยการ"}  # B4 alone may stand in two workbooks
    rows += [["กค 1", "5"], ["กค 1", "6"]]
    held = told.register(Judged(cars(am=rows)), CAR).parts[1]
    assert all(entry.text.startswith("ชีตอำนวยการ › ") for entry in held.entries)


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("ราคา (บาท)", "ราคารวม"),
        ("วันที่ 1 รวม", "วันที่ 1 รวม"),
        ("รวมเงิน", "รวมเงิน"),
        ("ครั้งที่ 2", "ครั้งที่ 2 รวม"),
    ],
)
def test_a_sum_is_called_one_once(heading, said):
    columns = [["R", "1", heading, "", "ตัวเลข", "", "", "", "", "ใช่"]]
    rows = {"รถ": [[heading], ["1"], ["2"]]}
    office = office_of([["R", "รถ", "AM", "", ""]], columns, group_book("AM", rows))
    finding = plain(told.register(Judged(office), "รถ").finding).replace("\u00a0", " ")
    assert finding == f"รถ 2 แถว · {said} 3"


def test_a_register_whose_rows_are_all_held_back_is_not_called_empty():
    topic = told.register(Judged(cars(am=[["กค 1", "5"], ["กค 1", "6"]])), CAR)
    assert topic.empty == "มี 2 แถวที่ยังอ่านไม่ได้"


SCHOOLS = [["รหัสโรงเรียน", "ชื่อโรงเรียน", "อำเภอ"], ["93020001", "บ้านท่าเชียด", "ตะโหมด"]]
SCHOOLS += [["93020002", "วัดตะโหมด", "กงหรา"]]
FAR, NEAR = ("1 ม.ค. 2550", "5 ก.ย. 2560"), ("1 ก.ย. 2556", "5 ม.ค. 2558")


@pytest.mark.parametrize(
    ("days", "states", "schools", "keepers", "about", "bars"),
    [
        (NEAR, ("ส่งซ่อม", ""), "วัดตะโหมด", 2, "แถวตามเดือนของได้มาเมื่อ", 17),
        (FAR, ("ส่งซ่อม", ""), "วัดตะโหมด", 2, "แถวตามปีของได้มาเมื่อ", 11),
        (("", ""), ("ส่งซ่อม", "ใช้งานได้"), "วัดตะโหมด", 2, "แถวตามสภาพ", 2),
        (NEAR, ("ส่งซ่อม", "ใช้งานได้"), "วัดตะโหมด", 9, "แถวตามสภาพ", 2),  # few rows have a date
        (("", ""), ("", ""), "วัดตะโหมด", 2, "โรงเรียนที่มีในทะเบียน ตามอำเภอ", 2),
        (("", ""), ("", ""), "วัดตะโหมด; บ้านท่าเชียด", 0, "แถวตามโรงเรียนที่ยืม", 2),  # no work
        (("", ""), ("", ""), "", 2, "แถวตามกลุ่มที่กรอก", 2),
        (("", ""), ("", ""), "", 1, "", 0),  # a bar alone says nothing
        (("5 ม.ค. 2558", ""), ("", ""), "", 1, "", 0),
    ],
)
def test_what_is_drawn_follows_from_what_the_columns_hold(
    days, states, schools, keepers, about, bars
):
    rows = [
        [f"กข {n}", "1", states[n % 2], days[n % 2] if n < 4 else "", schools, ""]
        for n in range(16 if keepers == 9 else 4)
    ]
    heads = [row[2] for row in CAR_COLUMNS]
    fin = [["กค 1", "1", "", "", "", ""]] if keepers > 1 else []
    books = [group_book("AM", {CAR: [heads, *rows]}), group_book("FIN", {CAR: [heads, *fin]})]
    tabs = {"โรงเรียน": SCHOOLS} | (WORK if keepers else {})
    topic = told.register(Judged(office_of(CARS, CAR_COLUMNS, *books, **tabs)), CAR)
    assert topic.drawing.words.startswith(about) if bars else topic.drawing is None
    assert len(topic.drawing.rows if bars else ()) == bars


def test_a_year_is_never_a_sum_and_has_no_thousands_wherever_it_is_told():
    columns = [["R", "1", "รุ่น", "", "ข้อความ", *[""] * 5]]
    columns += [["R", "2", "ปีที่ซื้อ", "", "ปี", "", "", "", "", "ใช่"]]
    rows = [["รุ่น", "ปีที่ซื้อ"], ["ก", "2561"], ["ข", "๒๕๖๒"], ["ค", 2563.0], ["ง", "61"]]
    office = office_of([["R", "รุ่นรถ", "AM", "", ""]], columns, group_book("AM", {"รุ่นรถ": rows}))
    assert office.rows["รุ่นรถ"]["ปีที่ซื้อ"] == [2561, 2562, 2563, None]
    assert "register_not_added" in {p.code for p in office.problems}
    topic = told.register(Judged(office), "รุ่นรถ")
    assert "รวม" not in topic.finding
    assert [row[1] for row in topic.behind().rows] == ["2561", "2562", "2563", None]
    (paper, *_) = view(Judged(office), "รุ่นรถ", ()).on_paper
    assert [entry.values[1] for entry in paper.entries][:3] == ["2561", "2562", "2563"]


def test_the_board_tells_of_all_registers():
    topic = Standpoint(Judged(cars(am=[ROW]))).tell(every)
    assert "1" in topic.finding and topic.entries[0].door.filters == (("register", CAR),)
    assert topic.behind().cells == () and not topic.entries[0].cell  # where it is declared
    wrong = view(Judged(cars(am=[ROW, ["กข 2", "ห้าแสน"]])), "", ()).topic
    assert [(way.door.filters, way.text[:6]) for way in wrong.onward] == [((("tab", CAR),), "ต้องดู")]
    twice = view(Judged(office_of([*CARS, ["B", CAR, "AM"]], CAR_COLUMNS)), "", ()).topic
    assert [way.door.filters for way in twice.onward] == [(("tab", "registers"),)]
    boat = [["B", "เรือ", "AM"]], [["B", "1", "ราคา", "", "จำนวนเงิน (บาท)", "ล้านบาท"]]
    judged = Judged(office_of([*CARS, *boat[0]], [*CAR_COLUMNS, *boat[1]]))
    ways = {title: view(judged, title, ()).topic.onward for title in ("", "เรือ", CAR)}
    there = {title: [way.door.filters[0][1] for way in found] for title, found in ways.items()}
    assert there == {"": ["register_columns"], "เรือ": ["register_columns"], CAR: []}
    (row,) = topic.behind().rows
    assert (row[0], row[2], row[4]) == (CAR, 1, 0)


def test_a_month_without_a_row_stands_between_those_with_some():
    days = ["1 ต.ค. 2556", "", "3 ธ.ค. 2556"]
    rows = [[f"กข {n}", "1", "", day, "", ""] for n, day in enumerate(days)]
    topic = told.register(Judged(cars(am=rows)), CAR)
    assert [(g.name, g.said, bool(g.door)) for g in topic.drawing.rows] == [
        ("ต.ค. 2556", "1 แถว", True),
        ("พ.ย. 2556", "0 แถว", False),
        ("ธ.ค. 2556", "1 แถว", True),
    ]
    assert "ไม่ทราบวันที่ 1 แถว" in topic.drawing.words


@pytest.mark.parametrize("count", [1, MOST_ROWS, MOST_ROWS + 1, MOST_ROWS + 2, 3 * MOST_ROWS])
def test_paper_says_how_many_rows_and_columns_it_leaves_out(count):
    rows = [[f"กข {n}", "1", "ใช้งานได้", "1 ต.ค. 2556", "", ""] for n in range(count)]
    (topic,) = view(Judged(cars(am=rows)), CAR, ()).on_paper
    printed = tabled(topic, lambda cell: f"{cell.at}", MOST_ROWS, "ดูบนหน้าจอ")
    shown = count if count <= MOST_ROWS + 1 else MOST_ROWS  # nothing is folded to say "1 more"
    assert len(printed.rows) == shown and printed.rows[0][-1] == "ชีตอำนวยการ › A2"
    assert bool(printed.more) == (count > shown)
    assert not printed.more or f"ยังมีอีก {count - MOST_ROWS:,} แถว" in printed.more


@pytest.mark.parametrize("wide", [3, 8, 9, 10, 14])
def test_paper_names_the_columns_that_do_not_fit(wide):
    columns = [["W", str(n), f"ช่อง {n}", "", "ข้อความ", *[""] * 5] for n in range(1, wide + 1)]
    heads = [*(row[2] for row in columns), "หมายเหตุ"]
    book = group_book("AM", {"ทะเบียนกว้าง": [heads, [*["ก"] * wide, "ข"]]})
    office = office_of([["W", "ทะเบียนกว้าง", "AM", "", ""]], columns, book)
    (topic,) = view(Judged(office), "ทะเบียนกว้าง", ()).on_paper
    assert len(topic.columns) == len(topic.entries[0].values)
    room = ROOM - sum(column.wide for column in topic.columns)
    assert topic.columns[-1].title == "ช่องในชีต" and topic.entries[0].values[-1].endswith("A2")
    left = wide + 3 - len(topic.columns)  # beside them stand the group, the remark and the place
    assert room >= 0 and (left > 0) == (wide >= 9)
    assert not left or room < 23  # mm, as narrow as what is left can be
    said = [note for note in topic.notes if "ไม่อยู่ในใบนี้" in note]
    assert [note.split()[1] for note in said] == ([str(left)] if left else [])
    beyond = {*heads, "กลุ่มที่กรอก"} - {column.title for column in topic.columns}
    assert all(title in said[0].split(": ")[1] for title in beyond) if left else not beyond


def test_paper_leaves_blank_columns_out_says_so_and_keeps_a_no_and_a_zero():
    kinds = ["ข้อความ", "ใช่หรือไม่ใช่", "ตัวเลข", "วันที่"]
    columns = [["W", str(n), f"ช่อง {n}", "", kind, *[""] * 5] for n, kind in enumerate(kinds, 1)]
    rows = [[row[2] for row in columns], ["ก" * 90, "ไม่ใช่", "0", ""], ["ข", "ไม่ใช่", "", ""]]
    book = group_book("AM", {"ทะเบียนสั้น": rows})
    office = office_of([["W", "ทะเบียนสั้น", "AM", "", ""]], columns, book)
    (topic,) = view(Judged(office), "ทะเบียนสั้น", ()).on_paper
    heads = ["ช่อง 1", "ช่อง 2", "ช่อง 3", "กลุ่มที่กรอก", "ช่องในชีต"]
    assert [column.title for column in topic.columns] == heads
    assert [column.wide for column in topic.columns][0] == 60 and len(topic.entries) == 2
    assert "อีก 2 ช่องว่างทุกแถว: ช่อง 4 และ หมายเหตุ" in topic.notes


BREAKS = re.compile("[ \n]|(?<=[ก-๎])(?=[ก-ฮเ-ไ])")
HEADINGS = ("วันที่ 1 บุคลากร", "วันที่ 2 รวม", "เลขไมล์", "จำนวนครูและบุคลากรทั้งหมด", "2")


@pytest.mark.parametrize("kind", ["ตัวเลข", "จำนวนเงิน (บาท)", "ร้อยละ", "วันที่"])
def test_on_paper_no_heading_reaches_into_the_next_column_and_a_short_table_begins_page_one(kind):
    columns = [["W", str(n), h, "", kind, "คน", *[""] * 4] for n, h in enumerate(HEADINGS, 1)]
    cell = "1 ต.ค. 2556" if kind == "วันที่" else "12"
    rows = [list(HEADINGS), *[[cell] * len(HEADINGS)] * 9]
    office = office_of([["W", "ศูนย์", "AM", "", ""]], columns, group_book("AM", {"ศูนย์": rows}))
    (topic,) = view(Judged(office), "ศูนย์", ()).on_paper
    data = sheet(head_of(Judged(office)), "ทะเบียนข้อมูล", "พบ", (), [topic], "", landscape=True)
    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    there = page.get_text_range()
    assert "A2" in there and "A10" in there
    heads = [column for column in topic.columns if column.title.startswith(HEADINGS)]
    font = ImageFont.truetype(FONTS / "Sarabun-Bold.ttf", 1000)
    for column in heads:
        pieces = [each.replace(JOINER, "") for each in BREAKS.split(printable(column.title, False))]
        needed = max(font.getlength(piece) for piece in pieces) * 10.5 / 1000 * 25.4 / 72
        assert column.wide >= needed + 3.6, column.title  # mm, with what is left free beside it


def test_the_finding_tells_by_group_and_by_month():
    days = ["1 ต.ค. 2556", "", "3 ต.ค. 2556"]
    rows = [[f"กข {n}", "1", "", day, "", ""] for n, day in enumerate(days)]
    fin = [["กค 1", "1", "", "9 ธ.ค. 2556", "", ""]]
    topic = told.register(Judged(cars(am=rows, fin=fin)), CAR)
    notes = [note.replace("\u00a0", " ") for note in topic.notes]
    assert "รายกลุ่ม: อำนวยการ 3 และ การเงิน 1" in notes
    assert not any(note.startswith("รายเดือน") for note in notes)  # it is what is drawn
    assert topic.drawing.words.endswith("ไม่ทราบวันที่ 1 แถว")
    one = told.register(Judged(cars(am=rows, fin=fin)), CAR, told.Chosen((("group", "AM"),)))
    assert "รายเดือนของได้มาเมื่อ: 1 เดือน · ไม่ทราบวันที่ 1 แถว" in one.notes
    chosen = told.Chosen((("group", "FIN"),))
    part = told.register(Judged(cars(am=rows, fin=fin)), CAR, chosen)
    assert not any(note.startswith("รายกลุ่ม") for note in part.notes)  # of one group alone


PLACES = [["7.29", "100.01"], ["7.31", "100.05"]]


@pytest.mark.parametrize("known", [0, 1, 2])
def test_schools_with_coordinates_stand_on_the_map_whether_or_not_a_row_names_them(known):
    heads = ["รหัสโรงเรียน", "ชื่อโรงเรียน", "อำเภอ", "ละติจูด", "ลองจิจูด"]
    named = [["93020001", "บ้านท่าเชียด"], ["93020002", "วัดตะโหมด"]]
    places = [*PLACES[:known], *[["", ""]] * (2 - known)]
    schools = [[*one, "ตะโหมด", *at] for one, at in zip(named, places, strict=True)]
    books = [group_book("AM", {CAR: [[row[2] for row in CAR_COLUMNS], ROW]}), group_book("FIN", {})]
    office = office_of(CARS, CAR_COLUMNS, *books, **{"โรงเรียน": [heads, *schools]}, **WORK)
    maps = told.register(Judged(office), CAR).parts
    assert len(maps) == bool(known)
    spots = maps[0].drawing.spots if known else ()
    kinds = [(spot.kind, spot.title, bool(spot.door)) for spot in spots]
    both = [("hollow", "บ้านท่าเชียด · ยังไม่มีในทะเบียน", False)]
    both += [("checked", "วัดตะโหมด · มีในทะเบียน", True)]
    assert kinds == both[:known]
    bare = office_of(CARS, CAR_COLUMNS, *books, **{"โรงเรียน": [heads, *schools]})
    spots = [
        spot.kind for each in told.register(Judged(bare), CAR).parts for spot in each.drawing.spots
    ]
    assert spots == ["checked"] * (known == 2)  # cars reach no school
