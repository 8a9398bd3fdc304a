"""Codes of standards, indicators and criteria in the order a person expects: 1.2 before 1.10.

Codes are text and are never read as numbers: `1.10` and `1.1` are two codes.
"""

import re
from collections.abc import Iterable
from typing import TypeVar

Row = TypeVar("Row")
_PIECES = re.compile(r"(\d+)|(\D+)", re.ASCII)  # Thai digits became Arabic when the cell was read


def code_key(code: str | None) -> tuple:
    """Sort key of one code: runs of digits compare as numbers, the rest as text; blank comes last.

    The code itself closes the key, so two spellings of one number (`1.01`, `1.1`) stay apart and
    their order never depends on the order of the rows.
    """
    if not isinstance(code, str):
        return (1, (), "")
    pieces = _PIECES.findall(code)
    return (
        0,
        tuple((0, int(digits), "") if digits else (1, 0, text) for digits, text in pieces),
        code,
    )


def in_code_order(rows: Iterable[Row], *names: str) -> tuple[Row, ...]:
    """The rows sorted naturally by these fields, which hold codes; equal rows keep their order."""
    return tuple(
        sorted(rows, key=lambda row: tuple(code_key(getattr(row, name)) for name in names))
    )
