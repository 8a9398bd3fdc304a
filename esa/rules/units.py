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


def doubt(number: Decimal | float | None, unit: Unit, said: bool) -> str | None:
    """Why a number can't be used in its unit: a code of problems.toml; None where it can.

    said: percent stands in the cell of the number itself.
    """
    if number is None or not is_percent(unit.name):
        return None
    if may_be_share(number, said):
        return "fraction_percent"
    return None if unit.beyond or 0 <= number <= 100 else BEYOND
