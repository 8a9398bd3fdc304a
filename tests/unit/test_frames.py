"""Rows become tables: dtypes, blanks and index of the schema, workbooks one after the other."""

import datetime

import pandas as pd

from esa.plain import Rows, rows
from esa.reading.frames import frame, joined
from esa.reading.schema import read_tabs
from tests.unit.made import table

TABS = read_tabs()
MADE = table(
    "network_activities",
    {
        "activity": "A1",
        "date": datetime.date(2014, 1, 11),
        "networks": ["N1", "N2"],
        "participants": 40,
        "group": "AM",
    },
    {"activity": "A2", "networks": ["N1", "N3"], "at": ("ก", 9), "group": "SUP"},
)


def test_a_table_becomes_rows_and_the_same_table_again():
    again = frame(TABS["network_activities"], rows(MADE))
    pd.testing.assert_frame_equal(again, MADE)
    assert again["networks"].tolist() == [("N1", "N2"), ("N1", "N3")]


def test_a_row_is_found_by_workbook_and_sheet_row():
    again = frame(TABS["network_activities"], rows(MADE))
    assert again.loc[("ก", 9), "activity"] == "A2" and ("ก", 2) not in again.index


def test_rows_of_several_workbooks_stay_in_their_order():
    tab = TABS["network_activities"]
    one, other = rows(MADE).where([False, True]), rows(MADE).where([True, False])
    assert joined(tab, [one, other]).index == [("ก", 9), ("office", 2)]
    assert joined(tab, [one, other])["activity"] == ["A2", "A1"]
    assert joined(tab, [one]) is one


def test_without_a_workbook_a_tab_has_its_columns_and_no_rows():
    for tab in TABS.values():
        none = joined(tab, [])
        assert len(none) == 0 and isinstance(none, Rows)
        assert ("group" in none) == ("group" in tab.by_name or tab.workbook == "group")
