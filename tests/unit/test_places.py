"""Where a cell is for a machine: what opens it on the web, else a path without its folders."""

from dataclasses import replace

import pytest

from esa.telling.places import target

WEB = "https://docs.google.com/spreadsheets/d/x/edit#gid=7"


def office_at(sample, address, **health):
    """The sample with its workbook hr somewhere else."""
    hr = sample.workbook("hr")
    tabs = tuple(replace(tab, **health) for tab in hr.tabs)
    others = [book for book in sample.workbooks if book.name != "hr"]
    return replace(sample, workbooks=(*others, replace(hr, address=address, tabs=tabs)))


@pytest.mark.parametrize(
    ("address", "tab", "cell", "said"),
    [
        ("/srv/office/hr", "evidence", "B10", "hr › หลักฐานอ้างอิง!B10"),
        ("/srv/office/hr", "evidence", "", "hr › หลักฐานอ้างอิง"),
        ("/srv/office/hr", "", "", "hr"),
        ("/srv/office/hr", "ไม่รู้จัก", "B1", "hr › ไม่รู้จัก!B1"),
        ("/srv/บุคคล.xlsx", "evidence", "F14", "บุคคล.xlsx › หลักฐานอ้างอิง!F14"),
        ("/srv/บุคคล.xlsx", "evidence", "", "บุคคล.xlsx › หลักฐานอ้างอิง"),
        ("/srv/\u202eบุคคล.xlsx", "", "", "บุคคล.xlsx"),
    ],
)
def test_a_file_is_a_path_in_the_offices_folder(sample, address, tab, cell, said):
    assert target(office_at(sample, address), "hr", tab, cell) == said


@pytest.mark.parametrize(("cell", "last"), [("B10", "&range=B10"), ("B:B", "&range=B:B"), ("", "")])
def test_a_workbook_on_the_web_opens_at_the_cell(sample, cell, last):
    opened = target(office_at(sample, WEB, gid="3"), "hr", "evidence", cell)
    assert opened == f"https://docs.google.com/spreadsheets/d/x/edit?gid=3#gid=3{last}"


def test_a_workbook_that_was_never_opened_is_named_without_its_folders(sample):
    assert target(sample, "/srv/secret/เสีย.xlsx", "", "") == "เสีย.xlsx"
