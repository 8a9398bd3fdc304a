"""Numbers in percent: what their unit is, and when one is doubtful and not used.

A target in ร้อยละ is a percent as much as a number in a column of percents; its unit may stand
beside it or in another tab. Source: docs/rules.md, "Reading".
"""

import re
from decimal import Decimal
from typing import NamedTuple

from esa import thai

PERCENT = "percent"  # as a category
BEYOND = "percent_beyond"
_PERCENT = re.compile("[%％]|ร้อยละ|เปอร์เซ็?น(?!ต?์?ไท)|percent(?!ile)")
_BEYOND = re.compile("เพิ่ม|ลดลง|ที่ลด|เปลี่ยนแปลง|เติบโต|ขยายตัว|เทียบ|(?:ของ|ต่อ|เกิน)(?:เป้า|แผน)")


def may_be_share(number: Decimal | float, said: bool) -> bool:
    """Whether a number in percent may be meant as a share of one: 0.96 for 96.

    said: percent stands in the cell itself, as in "0.89 %", and leaves no doubt.
    """
    return 0 < number <= 1 and not said


_AT_LEAST = "ไม่น้อยกว่า|อย่างน้อย|ไม่ต่ำกว่า|มากกว่าหรือเท่ากับ|สูงกว่าหรือเท่ากับ|≥|>="
_AT_MOST = "ไม่เกิน|ไม่มากกว่า|ไม่สูงกว่า|น้อยกว่าหรือเท่ากับ|ต่ำกว่าหรือเท่ากับ|อย่างมาก|≤|<="
_TARGET = re.compile(
    rf"(?:(?P<higher>{_AT_LEAST})|(?P<lower>{_AT_MOST}))?\s?(?:ระดับ(?:ที่)?\s?)?"
    r"(?P<number>.*?[0-9].*?)(?:\s?(?:(?P<up>ขึ้นไป)|(?P<down>ลงมา)))?(?:\s?ของ.*)?"
)
_RATIO = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s?[:：]\s?([0-9]+(?:\.[0-9]+)?)")


class Written(NamedTuple):
    """A target or result as people write it. direction: "higher" or "lower" where its words say
    so; base: the left term of a ratio (1:20), whose right term the number is."""

    number: Decimal
    direction: str | None = None
    base: Decimal | None = None


def written(text: str) -> Written | None:
    """The number in "ไม่น้อยกว่าร้อยละ 80", "≥ 75", "ระดับ 5" or "1:20"; None where there isn't
    one reading ("มากกว่า 80" leaves open whether 80 is enough)."""
    tidied = thai.tidy(text)[: thai.LONGEST_PARSED]
    ratio = _RATIO.fullmatch(tidied)
    if ratio:
        return Written(Decimal(ratio[2]), None, Decimal(ratio[1]))
    found = _TARGET.fullmatch(tidied)
    number = thai.number(found["number"]).value if found else None
    if number is None:
        return None
    says = {"higher": found["higher"] or found["up"], "lower": found["lower"] or found["down"]}
    directions = [name for name, words in says.items() if words]
    return Written(number, *directions) if len(directions) < 2 else None


class Unit(NamedTuple):
    """What a row says its numbers are. beyond: its words let a percent be below 0 or above 100."""

    name: str | None
    beyond: bool = False


def is_percent(unit: str | None) -> bool:
    """ร้อยละ, %, เปอร์เซ็นต์, ร้อยละของโรงเรียน and the like; a percentile isn't one."""
    return unit == PERCENT or (unit is not None and bool(_PERCENT.search(thai.fold(unit))))


def goes_beyond(*texts: str | None) -> bool:
    """Whether a share of a whole isn't meant: a growth, or a comparison with a plan."""
    return any(text and _BEYOND.search(thai.fold(text)) for text in texts)


def may_be_doubted(number: Decimal | float) -> bool:
    """Whether there is a unit in which `doubt` says anything of this number."""
    return not (1 < number <= 100 or number == 0)


def doubt(number: Decimal | float | None, unit: Unit, said: bool) -> str | None:
    """Why a number can't be used in its unit: a code of problems.toml; None where it can.

    said: percent stands in the cell of the number itself.
    """
    if number is None or not is_percent(unit.name):
        return None
    if may_be_share(number, said):
        return "fraction_percent"
    return None if unit.beyond or 0 <= number <= 100 else BEYOND
