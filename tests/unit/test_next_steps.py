"""Next steps: the gate first, then what is nearest to clear evidence, and the cell to fill in."""

from datetime import date

import pandas as pd
from hypothesis import given, strategies

from esa.rules.evidence import with_states
from esa.rules.next_steps import (
    Document,
    first_action,
    missing_evidence,
    next_steps,
)
from esa.rules.points import points
from esa.rules.rubric import levels
from tests.unit.made import table

TODAY = date(2014, 9, 23)
GROUPS = table("groups", *({"group": group} for group in ("AM", "NP", "FIN")))
LADDER = [(5, 4, 4), (4, 3, 3), (3, 2, 2), (2, 1, 1), (1, 0, 0)]
CHECK = {"checked_on": TODAY, "checked_by_group": "AM", "checked_by_role": "ผอ.กลุ่ม"}


def document(n, row, title="แผนปฏิบัติการ", group="FIN", **more):
    code = {"edition": "2557", "criterion": f"2.2.{n}", "at": (group, row)}
    return code | {"title": title, "group": group} | more


def report(n, row, group="FIN", status="done", **more):
    code = {"edition": "2557", "criterion": f"2.2.{n}", "at": (group, row)}
    return code | {"group": group, "carried_out": status} | more


def made(
    progress,
    evidence,
    reading="reported",
    leads=("FIN",),
    listed=(1, 2, 3, 4),
    ladder=LADDER,
    **more,
):
    point = {"edition": "2557", "indicator": "2.2", "lead_groups": leads}
    criteria = table("criteria", *(point | {"criterion": f"2.2.{n}"} for n in listed))
    indicator = {"edition": "2557", "indicator": "2.2", "points_total": 4} | more
    indicators, reports = table("indicators", indicator), table("progress", *progress)
    documents = with_states(table("evidence", *evidence), criteria, 2557)
    found = points(criteria, indicators, reports, documents, GROUPS, TODAY)
    rungs = [dict(zip(("level", "min_clear", "max_clear"), rung, strict=True)) for rung in ladder]
    rubric = table("rubric", *({"edition": "2557", "indicator": "2.2"} | rung for rung in rungs))
    return next_steps(levels(indicators, found, rubric), found, documents, reports, reading)


CARRIED = [report(n, n + 1) for n in (1, 2, 3, 4)]
CLEAR = [document(n, n + 1, place="ตู้ 1") for n in (1, 2, 3, 4)]


def cells(steps):
    rows = zip(
        steps["action"], steps["workbook"], steps["row"], steps["tab"], steps["field"], strict=True
    )
    return [tuple(None if pd.isna(value) else value for value in row) for row in rows]


def test_what_is_nearest_to_clear_evidence_comes_first_with_its_cell():
    steps = made(CARRIED, [document(3, 9), document(2, 8, title="......"), *CLEAR[3:]])
    assert cells(steps) == [
        ("add_locator", "FIN", 9, "evidence", "link"),
        ("replace_placeholder", "FIN", 8, "evidence", "title"),
        ("add_document", None, None, "evidence", "title"),
    ]
    assert steps["criterion"].tolist() == ["2.2.3", "2.2.2", "2.2.1"]
    assert set(steps["to_level"]) == {3} and set(steps["need"]) == {1}
    assert steps["lifts_alone"].all() and steps["groups"].tolist() == [("FIN",)] * 3


def test_need_counts_up_to_the_next_defined_level():
    steps = made(CARRIED, CLEAR[:1], ladder=[(1, 0, 1), (4, 3, 4)])
    assert set(steps["to_level"]) == {4} and set(steps["need"]) == {2}
    assert not steps["lifts_alone"].any() and len(steps) == 3


def test_ties_go_by_due_date_then_by_code_in_natural_order():
    progress = [report(n, n, due=due) for n, due in ((10, None), (2, None), (3, TODAY), (1, TODAY))]
    steps = made(progress, [], listed=(10, 2, 3, 1))
    assert steps["criterion"].tolist() == ["2.2.1", "2.2.3", "2.2.2", "2.2.10"]
    assert steps["due"].tolist() == [TODAY, TODAY, None, None]


def test_in_the_verified_reading_the_unchecked_document_comes_first():
    evidence = [
        document(1, 2),
        CLEAR[1],
        CLEAR[2] | CHECK,
        CLEAR[3] | CHECK | {"checked_by_group": "FIN"},
    ]
    steps = made(CARRIED, evidence, "verified")
    assert cells(steps) == [
        ("get_checked", "FIN", 3, "evidence", "checked_on"),
        ("get_checked", "FIN", 5, "evidence", "checked_by_group"),
        ("add_locator", "FIN", 2, "evidence", "link"),
    ]
    assert set(steps["to_level"]) == {3}


def test_the_gate_comes_first_and_names_the_row_that_is_not_carried_out():
    progress = [*CARRIED[:2], report(3, 4, status="preparing"), report(4, 5, due=TODAY)]
    steps = made(progress, CLEAR[:3])
    assert cells(steps)[0] == ("carry_out", "FIN", 4, "progress", "carried_out")
    assert (steps["to_level"][0], steps["need"][0], steps["lifts_alone"][0]) == (4, 1, True)
    assert steps["stage"].tolist() == ["gate", "evidence"]
    assert (steps["to_level"][1], steps["lifts_alone"][1]) == (5, False)


def test_a_lead_without_a_row_is_asked_for_one():
    steps = made(
        [*CARRIED, *(report(n, n + 1, "AM") for n in (1, 2, 3))], CLEAR, leads=("FIN", "AM")
    )
    assert cells(steps) == [("report", None, None, "progress", "carried_out")]
    assert steps["groups"][0] == ("AM",) and steps["criterion"][0] == "2.2.4"


def test_where_every_group_leads_a_silent_group_is_only_asked_while_nobody_spoke():
    steps = made(CARRIED[:3], CLEAR, leads=("ALL",))
    assert steps["criterion"].tolist() == ["2.2.4"] and steps["groups"][0] == ("ALL",)
    assert made(CARRIED, CLEAR, leads=("ALL",)).empty


def test_the_extra_condition_comes_after_the_points_and_names_its_cell():
    steps = made(CARRIED, CLEAR, extra_condition="โปร่งใส")
    assert cells(steps) == [("confirm_condition", "office", 2, "indicators", "extra_condition_met")]
    assert steps["lifts_alone"].all() and steps["to_level"][0] == 5
    both = made([*CARRIED[:3], report(4, 5, status="not_started")], CLEAR, extra_condition="โปร่งใส")
    assert both["action"].tolist() == ["carry_out", "confirm_condition"]
    assert not both["lifts_alone"].any() and set(both["need"]) == {2}


def test_an_incomplete_indicator_asks_for_the_missing_points():
    steps = made(CARRIED[:1], CLEAR[:1], listed=(1, 2))
    assert steps["action"].tolist() == ["report", "add_criteria"]
    assert set(steps["need"]) == {3} and steps["to_level"].isna().all()
    assert steps["criterion"].tolist()[0] == "2.2.2" and pd.isna(steps["criterion"][1])


def test_no_step_at_the_top_above_it_or_without_a_sound_rubric():
    assert made(CARRIED, CLEAR).empty
    assert made(CARRIED, CLEAR, ladder=LADDER[2:]).empty  # at least level 3
    assert made(CARRIED, CLEAR[:2], ladder=LADDER[2:]).empty  # level 3, no higher one typed in
    assert made(CARRIED, CLEAR[:1], ladder=[]).empty
    assert made(CARRIED, CLEAR[:1], ladder=[(1, 0, 1), (2, 1, 4)]).empty


def test_filling_in_the_cells_that_are_needed_lifts_the_level():
    evidence = [CLEAR[0], document(2, 3), document(3, 4)]
    step = made(CARRIED, evidence).iloc[0]
    mended = [
        d | {"place": "ตู้ 1"} if d["at"] == (step["workbook"], step["row"]) else d for d in evidence
    ]
    assert step["to_level"] == 3 and set(made(CARRIED, mended)["to_level"]) == {4}


DOCUMENTS = [
    Document(("FIN", 2), "FIN", "locator", True, "checked_on"),
    Document(("FIN", 3), "FIN", "locator", False, "checked_on"),
    Document(("FIN", 4), "FIN", "placeholder", True, "checked_on"),
    Document(("NP", 2), "NP", "title", False, "checked_on"),
]


@given(strategies.permutations(DOCUMENTS))
def test_the_order_of_documents_does_not_matter(documents):
    action = first_action(documents, ("FIN",), "reported")
    assert (action.action, action.at) == ("add_locator", ("FIN", 3))


def test_a_row_with_an_empty_title_is_used_before_a_new_one():
    action = first_action(DOCUMENTS[3:], ("FIN",), "reported")
    assert (action.action, action.at, action.groups) == ("add_document", ("NP", 2), ("NP",))
    assert first_action((), ("FIN", "AM"), "reported").groups == ("FIN", "AM")


def test_what_is_missing_is_told_also_where_no_level_hangs_on_it():
    criteria = table(
        "criteria",
        {"edition": "2557", "criterion": "1.3.3", "indicator": "1.3", "lead_groups": ("AM",)},
    )
    indicators = table("indicators", {"edition": "2557", "indicator": "1.3"})
    documents = with_states(table("evidence"), criteria, 2557)
    found = points(criteria, indicators, table("progress"), documents, GROUPS, TODAY)
    missing = missing_evidence(found, documents, "reported")
    assert missing["action"].tolist() == ["add_document"] and missing["need"].isna().all()
    assert missing_evidence(found.assign(clear_reported=True), documents, "reported").empty
    assert missing["groups"].tolist() == [("AM",)]
