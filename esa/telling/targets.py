"""Criteria of editions that count desired conditions: how many are met, and the KPI's target."""

from decimal import Decimal

from esa.rules.conditions import Criterion
from esa.rules.vocabulary import TARGET_WORDS, UNIT_WORDS

BEFORE_THE_NUMBER = ("percent", "count")  # units
NO_CONDITIONS = "ยังไม่มีสภาพที่พึงประสงค์ในชีต"


def met(row: Criterion, between: str = " · ") -> str:
    """ทำได้ 6 จาก 11 ข้อ, with what isn't known, those apart by `between`."""
    if not row.stated:
        return NO_CONDITIONS
    unknown = {"ยังไม่รายงาน": row.not_reported - row.unread, "อ่านไม่ได้": row.unread}
    unknown |= {"ยังไม่มีในชีต": row.not_listed}
    rest = between.join(f"{word} {count}" for word, count in unknown.items() if count)
    return f"ทำได้ {row.met} จาก {row.stated} ข้อ" + (f" ({rest})" if rest else "")


def target(row: Criterion) -> str:
    """Target, actual and outcome: เป้าหมาย ร้อยละ 80 ได้ 78: ยังไม่บรรลุเป้าหมาย."""
    said = TARGET_WORDS[row.outcome]
    if row.target is None:
        return said
    unit, value = UNIT_WORDS.get(row.kpi_unit or "", ""), _number(row.target)
    aim = f"{unit} {value}" if row.kpi_unit in BEFORE_THE_NUMBER else f"{value} {unit}"
    actual = "" if row.actual is None else f" ได้ {_number(row.actual)}"
    return f"เป้าหมาย {aim}{actual}: {said}"


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"
