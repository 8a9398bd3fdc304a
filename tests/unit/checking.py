"""The checks run on tables made by hand, and the problems of one code picked out."""

from datetime import date

import pandas as pd

from esa.reading.checks.across import CHECKS, check_all
from esa.reading.schema import read_tabs
from tests.unit.made import letters, rows, table

SCHEMA = read_tabs()
BOOKS = ("office", "ชีตการเงินฯ", "ชีตนิเทศฯ")
LETTERS = letters(*SCHEMA, workbooks=BOOKS)
TODAY = date(2014, 9, 23)


def checked(letters=LETTERS, checks=CHECKS, **tables: pd.DataFrame):
    return check_all(rows(tables), SCHEMA, letters, 2557, "2557", TODAY, checks)


def found(code: str, **tables: pd.DataFrame):
    """The problems of that code; no check may have broken down, no text may lack a fact."""
    problems = checked(**tables)
    assert [p.facts for p in problems if p.code == "internal_check"] == []
    texts = [(p.what_th, p.fix_th, p.what_en, p.fix_en) for p in problems]
    assert [text for four in texts for text in four if "?" in text] == []
    return [p for p in problems if p.code == code]


def cells(code: str, **tables: pd.DataFrame) -> list[str]:
    return [problem.cell for problem in found(code, **tables)]


def criteria(*rows: dict) -> pd.DataFrame:
    return table("criteria", *[{"edition": "2557", "indicator": "2.2"} | row for row in rows])
