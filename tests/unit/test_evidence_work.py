"""What each group still has to bring: points by state, and the working list in its order."""

from datetime import date, timedelta

import pytest

from esa.rules import evidence_work as work
from esa.rules.evidence import with_states
from esa.rules.levels import levels
from esa.rules.next_steps import missing_evidence, next_steps
from esa.rules.points import points
from tests.unit.made import sheet

TODAY = date(2014, 9, 23)
GROUPS = sheet("groups", {"group": "FIN"}, {"group": "NP"})
CHECK = {"checked_on": TODAY, "checked_by_group": "NP", "checked_by_role": "ผู้ตรวจ"}


def criterion(number, leads=("FIN",)):
    return {
        "edition": "2557",
        "criterion": f"2.2.{number}",
        "indicator": "2.2",
        "title": f"ประเด็น {number}",
        "lead_groups": leads,
    }


def document(number, row, group="FIN", **more):
    about = {"edition": "2557", "criterion": f"2.2.{number}", "title": f"เอกสาร {row}"}
    return about | {"group": group, "at": (group, row)} | more


def report(number, row, group="FIN", due=None):
    about = {"edition": "2557", "criterion": f"2.2.{number}", "carried_out": "done", "due": due}
    return about | {"group": group, "at": (group, row)}


def made(criteria, documents, reports, reading="reported"):
    listed = sheet("criteria", *criteria)
    indicators = sheet(
        "indicators",
        {
            "edition": "2557",
            "indicator": "2.2",
            "points_total": sum(row["indicator"] == "2.2" for row in criteria),
        },
    )
    rubric = sheet(
        "rubric",
        *(
            {"edition": "2557", "indicator": "2.2", "level": level, "min_clear": level - 1}
            for level in range(1, 6)
        ),
    )
    evidence = with_states(sheet("evidence", *documents), listed, 2557)
    progress = sheet("progress", *reports)
    found = points(listed, indicators, progress, evidence, GROUPS, TODAY)
    ladder = levels(indicators, found, rubric)
    missing = missing_evidence(found, evidence, reading)
    steps = next_steps(ladder, found, evidence, progress, reading)
    listed = work.working_list(found, evidence, ladder, missing, steps, reading)
    return found, evidence, listed


def test_a_point_without_any_row_is_unknown_and_not_missing():
    found, _, listed = made([criterion(1), criterion(2)], [], [report(1, 2)])
    counted = work.count_all(found, "reported")
    assert counted == work.Count("", points=2, clear=0, missing=1, unknown=1, overdue=0)
    assert [(row.outcome, row.state) for row in listed] == [
        ("missing", "none"), ("unknown", "unknown"),
    ]  # fmt: skip


def test_a_point_stands_with_each_group_that_leads_it_and_nobodys_apart():
    criteria = [criterion(1), criterion(2, ("ALL",)), criterion(3, ())]
    found, _, _ = made(criteria, [], [report(1, 2), report(2, 3)])
    tiles = work.by_group(found, GROUPS, "reported")
    assert [(tile.group, tile.criterion) for tile in tiles] == [
        ("FIN", "2.2.1"),
        ("FIN", "2.2.2"),
        ("NP", "2.2.2"),
        ("", "2.2.3"),
    ]
    counted = work.counts(tiles, GROUPS)
    assert [(row.points, row.unknown) for row in counted] == [(2, 0), (1, 0), (1, 1)]


def test_the_counts_of_a_group_add_up_in_both_readings():
    documents = [document(1, 2, place="ตู้ 1"), document(2, 3, place="ตู้ 1", **CHECK)]
    found, _, _ = made([criterion(n) for n in (1, 2, 3)], documents, [])
    for reading, clear in (("reported", 2), ("verified", 1)):
        row = work.counts(work.by_group(found, GROUPS, reading), GROUPS)[0]
        assert row.clear == clear
        assert row.clear + row.missing + row.unknown == row.points == 3


def test_overdue_counts_only_missing_points_past_their_date():
    late, today = TODAY - timedelta(days=1), TODAY
    reports = [report(1, 2, due=late), report(2, 3, due=today), report(3, 4, due=late)]
    found, _, _ = made([criterion(n) for n in (1, 2, 3)], [document(3, 5, place="ตู้")], reports)
    assert work.count_all(found, "reported").overdue == 1


def test_the_nearest_document_comes_first_and_the_others_say_they_are_of_the_same_point():
    documents = [document(1, 2, title="...."), document(1, 3), document(1, 4)]
    _, _, listed = made([criterion(1)], documents, [])
    assert [(row.at, row.field, row.first, row.more) for row in listed] == [
        (("FIN", 3), "link", True, 1), (("FIN", 4), "link", False, 0),
    ]  # fmt: skip
    assert [row.document for row in listed] == ["เอกสาร 3", "เอกสาร 4"]


def test_what_lifts_a_level_comes_before_what_does_not():
    criteria = [criterion(1), criterion(2) | {"indicator": "9.9"}, criterion(3)]
    documents = [document(2, 2), document(3, 3, title="...")]
    _, _, listed = made(criteria, documents, [report(n, n) for n in (1, 2, 3)])
    assert [row.criterion for row in listed] == ["2.2.3", "2.2.1", "2.2.2"]
    assert [row.to_level is None for row in listed] == [False, False, True]


def test_a_point_nobody_leads_asks_for_its_lead_in_the_office_workbook():
    _, _, listed = made([criterion(1, ())], [], [])
    (row,) = listed
    assert (row.action, row.tab, row.field) == ("name_lead", "criteria", "lead_groups")
    assert row.at == ("office", 2)


def test_in_the_verified_reading_attached_documents_wait_for_a_check():
    documents = [document(1, 2, place="ตู้ 1"), document(1, 3, place="ตู้ 1")]
    _, _, reported = made([criterion(1)], documents, [])
    _, _, verified = made([criterion(1)], documents, [], "verified")
    assert reported == ()
    assert [(row.action, row.state) for row in verified] == [("get_checked", "attached")] * 2


def test_a_row_is_for_the_lead_and_for_the_owner_of_the_cell():
    assert work.is_asked("FIN", ("FIN",), ("NP",)) and work.is_asked("NP", ("FIN",), ("NP",))
    assert work.is_asked("NP", ("ALL",), ()) and not work.is_asked("NP", ("FIN",), ("FIN",))


@pytest.mark.parametrize(
    ("days", "overdue", "kind"),
    [(-1, 1, "overdue"), (-1, 0, "later"), (0, 0, "soon"), (14, 0, "soon"), (15, 0, "later")],
)
def test_the_kind_of_a_due_date_on_both_sides_of_its_limits(days, overdue, kind):
    assert work.due_kind(TODAY + timedelta(days=days), overdue, TODAY) == kind


def test_without_a_date_there_is_none():
    assert work.due_kind(None, 0, TODAY) == "none"


def test_a_document_of_another_year_is_worth_a_look_and_names_the_cell_that_says_so():
    documents = [
        document(1, 2, place="ตู้", fiscal_year=2556),
        document(1, 3, place="ตู้", dated=date(2012, 1, 5)),
        document(1, 4, fiscal_year=2556),  # promised: it stands in the working list
        document(1, 5, place="ตู้"),
    ]
    found, evidence, _ = made([criterion(1)], documents, [])
    looked = work.worth_a_look(found, evidence)
    assert [(look.at, look.field, look.only) for look in looked] == [
        (("FIN", 2), "fiscal_year", False), (("FIN", 3), "dated", False),
    ]  # fmt: skip


def test_a_point_that_is_clear_only_by_such_documents_says_so():
    found, evidence, _ = made([criterion(1)], [document(1, 2, place="ตู้", fiscal_year=2556)], [])
    assert [look.only for look in work.worth_a_look(found, evidence)] == [True]


def test_one_link_behind_many_points_is_told_with_their_number():
    link = "https://example.org/folder"
    documents = [document(n, n + 1, link=link) for n in range(1, 7)]
    found, evidence, _ = made([criterion(n) for n in range(1, 7)], documents, [])
    looked = work.worth_a_look(found, evidence)
    assert [(look.points, look.field) for look in looked] == [(6, "link")] * 6
