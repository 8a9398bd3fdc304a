"""What is said of a criterion that counts desired conditions; blank is unknown, never zero."""

from decimal import Decimal

import pytest

from esa.rules.conditions import Criterion
from esa.rules.vocabulary import NOT_REACHED, OPEN
from esa.telling import targets

BLANK = Criterion(*[None] * len(Criterion._fields))._replace(
    stated=0, listed=0, met=0, unmet=0, not_reported=0, unread=0, not_listed=0, outcome="no_target"
)


def test_conditions_met_say_what_is_not_known():
    row = BLANK._replace(stated=11, met=6, not_reported=1, not_listed=2)
    assert targets.met(row) == "ทำได้ 6 จาก 11 ข้อ (ยังไม่รายงาน 1 · ยังไม่มีในชีต 2)"
    assert targets.met(row._replace(not_listed=0), " ") == "ทำได้ 6 จาก 11 ข้อ (ยังไม่รายงาน 1)"
    unread = row._replace(not_listed=0, not_reported=3, unread=2)
    assert targets.met(unread) == "ทำได้ 6 จาก 11 ข้อ (ยังไม่รายงาน 1 · อ่านไม่ได้ 2)"
    assert targets.met(row._replace(not_listed=0, not_reported=0)) == "ทำได้ 6 จาก 11 ข้อ"
    assert targets.met(BLANK) == "ยังไม่มีสภาพที่พึงประสงค์ในชีต"


@pytest.mark.parametrize(
    ("unit", "aim"),
    [
        ("percent", "ร้อยละ 80"),
        ("count", "จำนวน 80"),
        ("conditions", "80 ข้อ"),
        ("sides", "80 ด้าน"),
    ],
)
def test_a_target_stands_with_its_unit_and_what_was_reached(unit, aim):
    row = BLANK._replace(
        outcome=NOT_REACHED, target=Decimal("80.0"), kpi_unit=unit, actual=Decimal("78")
    )
    assert targets.target(row) == f"เป้าหมาย {aim} ได้ 78: ยังไม่บรรลุเป้าหมาย"
    open_ = row._replace(actual=None, outcome=OPEN)
    assert targets.target(open_) == f"เป้าหมาย {aim}: ยังสรุปไม่ได้"


def test_no_target_is_said_and_zero_is_one():
    assert targets.target(BLANK) == "ยังไม่มีค่าเป้าหมายเป็นตัวเลข"
    zero = BLANK._replace(
        target=Decimal(0), actual=Decimal(0), kpi_unit="conditions", outcome="reached"
    )
    assert targets.target(zero) == "เป้าหมาย 0 ข้อ ได้ 0: บรรลุเป้าหมาย"
