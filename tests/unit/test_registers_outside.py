"""What of a register leaves the office: columns that are allowed, where a link names it."""

from datetime import datetime
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from esa.commands.cli import main
from esa.reading.office import BANGKOK
from esa.share import registers
from esa.share.links import DAY, Key, Link, token_of, verdict
from esa.share.links import Record as Kept
from esa.share.page import file, pdf
from esa.share.redaction import redacted
from esa.share.registers import UNTOLD, as_range
from esa.share.scope import Scope
from tests.conftest import SAMPLE
from tests.registered import COLUMNS, group_book, office_of
from tests.unit.test_committee_page import read_pdf

KINDS = {  # type → its word, and a cell
    "text": ("ข้อความ", "ความลับ"),
    "number": ("ตัวเลข", "7771"),
    "baht": ("จำนวนเงิน (บาท)", "7772"),
    "percent": ("ร้อยละ", "77.25"),
    "date": ("วันที่", "17 ก.พ. 2557"),
    "yes_no": ("ใช่หรือไม่ใช่", "ใช่"),
    "choice": ("เลือกจากรายการ", "คำลับ"),
    "school": ("โรงเรียน", "บ้านท่าเชียด"),
    "network": ("เครือข่าย", "N77"),
    "group": ("กลุ่ม", "AM"),
    "project": ("โครงการ", "P-77"),
    "criterion": ("ประเด็น", "2.2.2"),
    "link": ("ลิงก์", "https://secret.example/77"),
    "place": ("ที่เก็บ (แฟ้ม/ตู้)", "ตู้ลับ 77"),
}
INSIDE = {"project", "criterion", "link", "place"}  # types that no link shows, whatever is declared
TITLES = {"ONE": "ทะเบียนหนึ่ง", "TWO": "ทะเบียนสอง"}
HEADS = [*COLUMNS, "แสดงข้างนอกได้"]
MORE = {
    "ทะเบียนเครือข่าย": [["รหัสเครือข่าย", "ชื่อเครือข่าย", "ประเภทเครือข่าย"], ["N77", "เครือข่ายลับ", "ชมรม"]],
}


def heading(code, kind):
    return f"หัว{code}{kind}"


def office(allowed=tuple(KINDS), rows=1):
    """Two registers with a column of each type; only ONE may show those that are allowed."""
    columns = [
        [code, str(n), heading(code, kind), "", word, "", "คำลับ" if kind == "choice" else ""]
        + ["", "", "", "ใช่" if code == "ONE" and kind in allowed else ""]
        for code, (n, (kind, (word, _))) in product(TITLES, enumerate(KINDS.items(), 1))
    ]
    tabs = {
        title: [
            [*(heading(code, kind) for kind in KINDS), "หมายเหตุ"],
            *([[*(cell for _, cell in KINDS.values()), "หมายเหตุลับ"]] * rows),
        ]
        for code, title in TITLES.items()
    }
    projects = {"โครงการ": [["รหัสโครงการ", "ชื่อโครงการหรือกิจกรรม"], ["P-77", "โครงการลับ"]]}
    declared = [[code, title, "FIN", "รายการ", ""] for code, title in TITLES.items()]
    book = group_book("FIN", {**tabs, **projects})
    of = {"ช่องของทะเบียน": [HEADS, *columns]}
    return office_of(declared, [], book, group_book("AM", {}), **of, **MORE)


def markers(code):
    return [TITLES[code], *(heading(code, kind) for kind in KINDS)]


SECRETS = ("ความลับ", "7,771", "7,772", "77.25", "17 ก.พ.", "คำลับ", "บ้านท่าเชียด", "เครือข่ายลับ", "P-77")
SECRETS += ("โครงการลับ", "secret.example", "ตู้ลับ", "หมายเหตุลับ")
PAGES = ("file", "pdf", "kept")


def said(of, scope, page):
    """Everything that this page of a link holds."""
    out = redacted(of, scope)
    if page == "kept":
        return repr(out.committee)
    told = file(out, "") if page == "file" else "\n".join(read_pdf(pdf(out, "")))
    return told.replace("\u2060", "").replace("\u00a0", " ")


@pytest.mark.parametrize(("page", "kind"), list(product(PAGES, ("public", "assessors"))))
def test_nothing_of_a_register_leaves_unless_the_link_names_it(page, kind):
    of = office()
    told = said(of, Scope(kind, ("levels", "completeness"), schools=True), page)
    for secret in (*markers("ONE"), *markers("TWO"), *SECRETS):
        assert secret not in told, secret
    named = said(of, Scope(kind, (), registers=("TWO", "ไม่มี"), schools=True), page)
    for secret in (*markers("ONE"), *markers("TWO"), *SECRETS):
        assert secret not in named, secret  # no column of it is allowed


@pytest.mark.parametrize("schools", [True, False])
@pytest.mark.parametrize("only", list(KINDS))
def test_only_allowed_columns_of_the_register_named_leave(only, schools):
    of = office((only,))
    leaves = only not in INSIDE and (schools or only != "school")
    for page in ("file", "kept"):
        told = said(of, Scope("assessors", (), registers=("ONE",), schools=schools), page)
        assert (TITLES["ONE"] in told) == leaves
        there = {kind for kind in KINDS if heading("ONE", kind) in told}
        assert there <= ({only} if leaves else set())
        assert page == "file" or bool(there) == leaves
        assert not any(marker in told for marker in markers("TWO"))
        assert "หมายเหตุลับ" not in told and "secret.example" not in told and "ตู้ลับ" not in told


def test_a_link_of_some_groups_or_networks_shows_their_rows_only():
    of = office(("text",), rows=3)
    for scope, rows in (
        (Scope(registers=("ONE",)), 3),
        (Scope(registers=("ONE",), groups=("FIN",)), 3),
        (Scope(registers=("ONE",), groups=("AM",)), 0),
        (Scope(registers=("ONE",), networks=("N77",)), 3),
        (Scope(registers=("ONE",), networks=("N01",)), 0),
    ):
        (table,) = redacted(of, scope).committee.registers
        assert len(table.rows) == rows
        assert all(len(row) == len(table.heads) == 1 for row in table.rows)


def bounds(tree):
    """(least, most) of each part of a sum, by what is told of them all: the ranges, and that parts
    that are counted add up. A part: its count, its own parts, whether the register lists it."""
    count, parts, listed = tree
    said = as_range(Decimal(count)).replace(",", "")
    low, high = map(int, said.split("–")) if "–" in said else (0, 9)
    low, high = (low, high) if listed else (0, 10**6)
    under = [bounds(part) for part in parts]
    if parts:
        low = max(low, sum(each["low"] for each in under))
        high = min(high, sum(each["high"] for each in under))
    return {"low": low, "high": high, "count": count, "under": under}


def narrowed(found):
    """The same once each part also knows its sum; every count under 10 with what it may be."""
    yield found["count"], found["low"], found["high"]
    under = found["under"]
    for each in under:
        rest = [other for other in under if other is not each]
        low = max(each["low"], found["low"] - sum(other["high"] for other in rest))
        high = min(each["high"], found["high"] - sum(other["low"] for other in rest))
        yield from narrowed({**each, "low": low, "high": high})


LEAVES = some.tuples(some.integers(0, 30) | some.integers(0, 400), some.just(()), some.booleans())


def added(parts):
    return (sum(count for count, *_ in parts), tuple(parts), True)


SUMS = some.lists(LEAVES, min_size=2, max_size=4).map(added)


@settings(max_examples=300)
@given(some.lists(SUMS, min_size=1, max_size=2) | some.lists(LEAVES, min_size=2, max_size=8))
def test_nobody_can_work_out_a_count_under_10_from_sums_and_their_other_parts(parts):
    for count, low, high in narrowed(bounds(added(parts))):
        assert low <= count <= high
        assert count >= 10 or high - low >= 2, (count, low, high)


@given(some.integers(0, 10**7))
def test_a_range_holds_its_count_and_depends_on_it_alone(count):
    said = as_range(Decimal(count)).replace(",", "")
    if count < 10:
        assert said == "น้อยกว่า 10"
    else:
        low, high = map(int, said.split("–"))
        assert low <= count <= high and high - low >= 9 and low % 10 == 0


def test_a_register_that_counts_people_tells_ranges_and_no_percent():
    heads = ["แผนรับ", "รับจริง", "ร้อยละ", "ตำบล", "ผ่าน", "ปีการศึกษา", "ห้อง", "ผ่าน (ร้อยละ)"]
    types = ["ตัวเลข", "ตัวเลข", "ร้อยละ", "ข้อความ", *["ตัวเลข"] * 4]
    units = ["คน", "คน", "", "", "", "", "ห้อง", ""]
    columns = [
        ["ONE", str(n), head, "", kind, unit, "", "", "", "", "ใช่"]
        for n, (head, kind, unit) in enumerate(zip(heads, types, units, strict=True), start=1)
    ]
    rows = [["1,250", "45", "90", "หนึ่ง", "3", "2557", "2", "33"]]
    rows += [["", "9", "5", "สอง", "0", "2556", "1", ""]]
    declared = [["ONE", TITLES["ONE"], "FIN", "", ""]]
    for people in (True, False):
        given_ = [
            [*row[:5], row[5] if people else "แห่ง" * bool(row[5]), *row[6:]] for row in columns
        ]
        book = group_book("FIN", {TITLES["ONE"]: [heads, *rows]})
        of = office_of(declared, [], book, **{"ช่องของทะเบียน": [HEADS, *given_]})
        (table,) = redacted(of, Scope(registers=("ONE",))).committee.registers
        cells = table.rows
        year = Decimal(2557), Decimal(2)
        if people:
            assert cells[0] == ("1,000–1,999", "40–49", UNTOLD, "หนึ่ง", "น้อยกว่า 10", *year, UNTOLD)
            assert cells[1][:5] == (None, "น้อยกว่า 10", UNTOLD, "สอง", "น้อยกว่า 10")
        else:
            assert cells[0] == (*map(Decimal, (1250, 45, 90)), "หนึ่ง", Decimal(3), *year, 33)
        told = said(of, Scope(shown=(), registers=("ONE",)), "file")
        assert ("จำนวนคนแสดงเป็นช่วง" in told) == people


def test_a_link_keeps_the_registers_that_it_names_and_no_other_opens():
    now = datetime(2014, 9, 23, tzinfo=BANGKOK)
    made = int(now.timestamp())
    link = Link("a", Scope("public", (), registers=("ONE", "CAR")), made, made + DAY)
    key = Key("k", "s" * 32)
    token = token_of(link, key)
    assert verdict(token, [key], {"a": Kept(link)}.get, now).link == link
    wider = Link("a", Scope("public", (), registers=("ONE", "CAR", "TWO")), made, made + DAY)
    assert verdict(token_of(wider, key), [key], {"a": Kept(link)}.get, now).reason == "widened"


def test_a_page_holds_so_many_rows_and_says_so():
    of = office(("text",), rows=registers.MOST_ROWS + 1)
    told = said(of, Scope(shown=(), registers=("ONE",)), "file")
    assert told.count("ความลับ") == registers.MOST_ROWS and "แสดง 200 จาก 201 แถว" in told


def test_cells_that_hold_persons_or_addresses_are_cleaned_like_every_text():
    columns = [["ONE", "1", "เรื่อง", "", "ข้อความ", "", "", "", "", "", "ใช่"]]
    rows = [["เรื่อง"], ["คำสั่งแต่งตั้งนายสมชายใจดี ดู drive.google.com/abc <script>"]]
    book = group_book("FIN", {TITLES["ONE"]: rows})
    declared = [["ONE", TITLES["ONE"], "FIN", "", ""]]
    of = office_of(declared, [], book, **{"ช่องของทะเบียน": [HEADS, *columns]})
    assert len(list(registers.tables(of, Scope(registers=("ONE",))))) == 1
    told = said(of, Scope(shown=(), registers=("ONE",)), "file")
    assert "สมชาย" not in told and "drive.google" not in told and "<script>" not in told


@pytest.mark.parametrize(("code", "done"), [("PRC", 0), ("ACT", 2), ("ไม่มี", 2), ("", 0)])
def test_a_file_shows_a_register_of_which_columns_may_leave_and_refuses_any_other(
    tmp_path, code, done
):
    out = tmp_path / "page.html"
    command = ["share", str(SAMPLE), "--html", str(out), "--show", "levels", "--registers", code]
    assert main(command) == done and out.exists() == (done == 0)
    if not done:
        told = out.read_text(encoding="utf-8").replace("\u2060", "")
        assert ("ช่องทางประชาสัมพันธ์" in told) == (code == "PRC")
        assert "กิจกรรมในโครงการ" not in told and "ขุมความรู้" not in told
