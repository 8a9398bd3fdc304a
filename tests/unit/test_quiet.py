"""An honest office sees no alarm: seven groups, one never connected, an empty October, a clean
audit; and on the first day of the year nothing is missing of what nobody could have begun."""

from dataclasses import replace
from datetime import datetime

import pytest

from esa.changes.compare import changes
from esa.judged import Judged
from esa.reading.office import BANGKOK, Office, read_office
from esa.reading.schema import read_tabs
from esa.sources.workbook import Fault, RawTab, RawWorkbook
from esa.telling.agenda import sent, topics
from esa.telling.left_out import missing
from esa.telling.standpoint import Standpoint
from esa.telling.topic import plain
from esa.telling.unreadable import unreadable
from tests.unit.test_names import with_tabs
from tests.unit.test_office import NOW, group_book, office_book

GROUPS = {"AM": "กลุ่มอำนวยการ", "NP": "กลุ่มนโยบายและแผน", "FIN": "กลุ่มบริหารงานการเงินและสินทรัพย์"}
GROUPS |= {"HR": "กลุ่มบริหารงานบุคคล", "PRO": "กลุ่มส่งเสริมการจัดการศึกษา"}
GROUPS |= {"SUP": "กลุ่มนิเทศ ติดตามและประเมินผล", "AUD": "หน่วยตรวจสอบภายใน"}
CONNECTED = [code for code in GROUPS if code != "AUD"]
# What an honest clerk writes; words in it that elsewhere deny or name a person must alarm nobody.
HONEST = [
    ("รายงานผลการตรวจสอบ: ไม่พบข้อบกพร่อง", "ห้องรองผู้อำนวยการ"),
    ("ทะเบียนพัสดุสูญหาย", "ตู้รอทำลาย"),
    ("แผนอัตรากำลัง", "แฟ้ม อ.จะนะ"),
    ("บันทึกรอบการนิเทศ", "แฟ้ม 3"),
    ("โครงการสร้างขวัญและกำลังใจ", "แฟ้มกลาง"),
    ("รายชื่อโรงเรียนที่ไม่มีนักเรียน", "แฟ้ม 5"),
]
POINTS = [(f"2.2.{n}", code) for n, code in enumerate(CONNECTED, 1)]


def titled(tab: str, names: tuple[str, ...], rows: list) -> list:
    return [[read_tabs()[tab].field(name).title for name in names], *rows]


def honest() -> list[RawWorkbook]:
    names = ("group", "name", "kind")
    rows = [[code, name, "หน่วย" if code == "AUD" else "กลุ่ม"] for code, name in GROUPS.items()]
    criteria = [["2557", point, "2.2", lead] for point, lead in POINTS]
    rubric = [["2557", "2.2", level, low, high] for level, low, high in
              ((1, 0, 1), (2, 2, 2), (3, 3, 4), (4, 5, 5), (5, 6, 6))]  # fmt: skip
    office = with_tabs(
        office_book(),
        groups=titled("groups", names, rows),
        indicators=titled(
            "indicators",
            ("edition", "indicator", "standard", "points_total"),
            [["2557", "2.2", "2", 6]],
        ),
        criteria=titled("criteria", ("edition", "criterion", "indicator", "lead_groups"), criteria),
        rubric=titled(
            "rubric", ("edition", "indicator", "level", "min_clear", "max_clear"), rubric
        ),
        networks=titled(
            "networks", ("network", "name", "kind"), [["N01", "เครือข่ายเขาชัยสน", "เครือข่ายโรงเรียน"]]
        ),
    )
    return [office, *(_book(*each) for each in zip(POINTS, HONEST, strict=True))]


def _book(point: tuple[str, str], document: tuple[str, str]) -> RawWorkbook:
    code, group = point
    title, place = document
    evidence = titled(
        "evidence", ("criterion", "item", "title", "place"), [[code, 1, title, place]]
    )
    progress = titled("progress", ("criterion", "carried_out"), [[code, "ดำเนินการแล้ว"]])
    book = with_tabs(group_book(group.lower(), GROUPS[group]), evidence=evidence, progress=progress)
    if group == "FIN":
        names = ("line", "as_of", "expenditure_type", "allocated", "spent")
        money = titled("spending", names, [[1, "31 ส.ค. 2557", "งบดำเนินงาน", "1,000.00", "900.00"]])
        over = [["เปรียบเทียบปีงบประมาณ 2556–2559"], *money]
        return with_tabs(book, spending=over)
    if group == "SUP":
        names = ("activity", "title", "date", "networks")
        held = [["A1", "นิเทศติดตาม", "12 ส.ค. 2557", "N01"], ["A2", "ประชุม", "5 พ.ย. 2556", "N01"]]
        return with_tabs(book, network_activities=titled("network_activities", names, held))
    return book


def read(books: list[RawWorkbook], now: datetime = NOW) -> Office:
    return read_office(books, now)


def alarms(office: Office) -> list[str]:
    return [f"{p.code} {p.where}" for p in office.problems if p.severity != "info"]


def test_nothing_alarms_but_the_group_that_never_had_a_workbook():
    office = read(honest())
    assert [told.split()[0] for told in alarms(office)] == ["group_without_workbook"]
    assert office.unread == frozenset() and office.missing == () and office.defaults == frozenset()
    (level,) = Judged(office).standards.levels
    assert level.reported.level == 5 and level.reported.span is None


def test_no_topic_names_a_gap_and_no_group_is_sent_a_cell_to_mend():
    at = Standpoint(Judged(read(honest())))
    for topic in topics(at):
        assert topic.left_out == (), topic.name
        assert "อ่านไม่ได้" not in plain(topic.finding)
    for code in GROUPS:
        assert not unreadable(at.of(code)).entries
    thanks = " ".join(e.text for topic in sent(at.of("FIN")) for e in topic.entries)
    assert "ขอบคุณ" in thanks


def test_an_honest_year_is_no_change_of_itself():
    state = Judged(read(honest()))
    assert changes(state, Judged(read(honest()))).all == ()


@pytest.mark.parametrize("group", CONNECTED)
def test_an_unreadable_workbook_makes_only_its_own_points_unknown(group):
    books = [
        replace(book, tabs=(), faults=(Fault("workbook_unreadable"),))
        if book.name == group.lower()
        else book
        for book in honest()
    ]
    found = Judged(read(books))
    unknown = {p.criterion for p in found.standards.points if p.reported.unknown}
    assert unknown == {point for point, lead in POINTS if lead == group}
    told = {each.group for topic in topics(Standpoint(found)) for each in topic.left_out}
    assert told <= {group}
    before = Judged(read(honest()))
    kinds = {c.kind for c in changes(before, found).all if c.subject != "problem"}
    assert kinds <= {"became_unknown"}


def test_spending_names_nobody_while_a_workbook_that_never_had_it_is_unreadable():
    then = Judged(read(honest()))
    books = [b if b.name != "hr" else replace(b, tabs=(), faults=(Fault("workbook_unreadable"),))
             for b in honest()]  # fmt: skip
    at = Standpoint(Judged(read(books)))
    assert {each.group for each in at.left_out("spending")} <= {"HR"}
    assert missing(at.office, "spending", then.office) == ()


def test_on_the_first_of_october_new_empty_workbooks_are_not_missing():
    def emptied(book: RawWorkbook) -> RawWorkbook:
        kept = []
        for tab in book.tabs:
            rows = [list(row) for row in tab.rows]
            is_about = tab.title == read_tabs()["about"].title
            if is_about or book.name == "office":
                rows = [
                    ["2558" if cell == "2557" and is_about else cell for cell in r] for r in rows
                ]
                kept.append(replace(tab, rows=rows))
            else:
                heads = next(row for row in rows if len(row) > 1)
                kept.append(RawTab(tab.title, [heads]))
        return replace(book, tabs=tuple(kept))

    now = datetime(2014, 10, 1, 9, 0, tzinfo=BANGKOK)
    office = read([emptied(book) for book in honest()], now)
    at = Standpoint(Judged(office))
    assert office.missing == ()
    for tab in ("spending", "projects", "network_activities", "evidence", "progress"):
        assert at.left_out(tab) == ()
    assert not [p for p in Judged(office).standards.points if p.unread]
