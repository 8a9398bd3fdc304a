"""Spending by quarter against the targets that a register holds."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from esa.fiscal_year import first_day, last_day
from esa.judged import Judged
from esa.plain import Rows
from esa.rules.registers import ALL_MONEY, quarter_targets
from esa.rules.spending import by_quarter, quarter_of
from esa.telling.money import money, quarters
from esa.telling.standpoint import Standpoint
from esa.telling.topic import plain
from tests.registered import group_book, office_of

TITLE = "การเบิกจ่ายรายไตรมาส"
DECLARED = [["QTR", TITLE, "FIN", "ไตรมาส", ""]]
KINDS = {
    "ไตรมาส": ("เลือกจากรายการ", "1; 2; 3; 4"),
    "งบรายจ่าย": ("เลือกจากรายการ", "งบดำเนินงาน; รวมทุกงบ"),
    "เป้าหมาย (ร้อยละ)": ("ร้อยละ", ""),
}
COLUMNS = [
    ["QTR", str(n), head, "", kind, "", choices, "", "", ""]
    for n, (head, (kind, choices)) in enumerate(KINDS.items(), 1)
]
SPENDING = ["รายการที่", "ข้อมูล ณ วันที่", "งบรายจ่าย", "ได้รับจัดสรร (บาท)", "เบิกจ่ายแล้ว (บาท)"]


def judged(spent, targets, more=()):
    lines = [[str(n), day, "ไม่แยกงบ", "1000", amount] for n, (day, amount) in enumerate(spent, 1)]
    tabs = {"การเบิกจ่าย": [SPENDING, *lines, *more], TITLE: [list(KINDS), *targets]}
    return Judged(office_of(DECLARED, COLUMNS, group_book("FIN", tabs), group_book("AM", {})))


@given(some.integers(2550, 2570), some.integers(0, 365))
def test_every_day_of_a_fiscal_year_is_of_one_quarter_in_their_order(year, gone):
    days = (last_day(year) - first_day(year)).days
    day = date.fromordinal(first_day(year).toordinal() + min(gone, days))
    assert quarter_of(first_day(year)) == 1 and quarter_of(last_day(year)) == 4
    assert quarter_of(day) in (1, 2, 3, 4) and quarter_of(day) >= quarter_of(first_day(year))
    nearer = date.fromordinal(day.toordinal() + 1)
    assert day == last_day(year) or 0 <= quarter_of(nearer) - quarter_of(day) <= 1


def test_the_quarter_follows_from_the_date_and_sums_are_those_of_its_last_day():
    spent = [("31/12/2556", "200"), ("1/1/2557", "210"), ("20/3/2557", "450"), ("1/7/2557", "800")]
    targets = [["1", "รวมทุกงบ", "25"], ["2", "", "50"], ["3", "รวมทุกงบ", "77"]]
    found = judged(spent, targets).quarters
    told = [(q.number, q.money and q.money.spent, q.spent, q.target, q.is_open) for q in found]
    assert told == [
        (1, 200, 200, 25, False),
        (2, 450, 250, 50, False),
        (3, None, None, 77, False),  # no date in it: nothing is put in its place
        (4, 800, None, None, True),  # and what it spent alone isn't known
    ]


@given(
    some.lists(
        some.tuples(
            some.sampled_from(["1", "2", "ไตรมาส 3", "๔", "5", None]),
            some.none() | some.integers(0, 100).map(Decimal),
            some.sampled_from([None, ALL_MONEY, "งบดำเนินงาน"]),
        ),
        max_size=8,
    )
)
def test_a_quarter_has_a_target_only_where_its_rows_of_all_money_agree(rows):
    columns = dict(zip("qtk", map(list, zip(*rows, strict=True)), strict=True)) if rows else {}
    table = Rows([("w", n) for n in range(len(rows))], columns or {"q": [], "t": [], "k": []})
    found = quarter_targets(table, "q", "t", "k")
    words = {"1": 1, "2": 2, "ไตรมาส 3": 3, "๔": 4}
    for number in range(1, 5):
        goals = {
            goal
            for quarter, goal, kind in rows
            if words.get(quarter) == number and goal is not None and kind in (None, ALL_MONEY)
        }
        assert found.get(number) == (goals.pop() if len(goals) == 1 else None)


@pytest.mark.parametrize(
    ("spent", "said"),
    [
        ([("20/3/2557", "450")], "ไตรมาส 2 เบิกจ่าย 45.00 % ต่ำกว่าเป้าหมาย (50.00 %) 5.00 จุดร้อยละ"),
        ([("20/8/2557", "990")], "ไตรมาส 4 (ยังไม่สิ้นไตรมาส) เบิกจ่าย 99.00 % เท่ากับเป้าหมายพอดี"),
        ([], "ยังไม่มีไตรมาสที่มีทั้งยอดเบิกจ่ายและเป้าหมาย"),
    ],
)
def test_the_latest_quarter_is_compared_with_its_own_target(spent, said):
    of = judged(spent, [["2", "", "50.00"], ["4", "", "99.00"]])
    assert plain(quarters(of).finding).replace("\u00a0", " ") == said
    assert len(quarters(of).entries) == 4


def test_without_any_target_nothing_is_said_and_without_all_rows_nothing_is_compared():
    spent = [("20/3/2557", "450")]
    assert quarters(judged(spent, [["2", "", ""]])) is None
    assert quarters(judged(spent, [["2", "", "50"]])) is not None
    whole, part = (
        judged(spent, [["2", "", "50"]], more) for more in ((), [["9", "ผิด", "", "", "x"]])
    )
    assert [len(Standpoint(of).tell(money).parts) for of in (whole, part)] == [1, 0]


def test_a_register_without_quarters_compares_nothing():
    of = Judged(office_of([], [], group_book("FIN", {}), group_book("AM", {})))
    assert of.quarters == () and by_quarter({}, {}, 2557, date(2014, 9, 23))[0].money is None
