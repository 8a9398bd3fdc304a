"""Next steps: the gate first, then what is nearest to clear evidence, and the cell to fill in."""

from datetime import date

from hypothesis import given, strategies

from esa.rules.evidence import with_states
from esa.rules.levels import levels
from esa.rules.next_steps import first_action, missing_evidence, next_steps
from esa.rules.points import Proof, points
from tests.unit.made import sheet

TODAY = date(2014, 9, 23)
GROUPS = sheet("groups", *({"group": group} for group in ("AM", "NP", "FIN")))
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
    criteria = sheet("criteria", *(point | {"criterion": f"2.2.{n}"} for n in listed))
    indicator = {"edition": "2557", "indicator": "2.2", "points_total": 4} | more
    indicators, reports = sheet("indicators", indicator), sheet("progress", *progress)
    documents = with_states(sheet("evidence", *evidence), criteria, 2557)
    found = points(criteria, indicators, reports, documents, GROUPS, TODAY)
    rungs = [dict(zip(("level", "min_clear", "max_clear"), rung, strict=True)) for rung in ladder]
    rubric = sheet("rubric", *({"edition": "2557", "indicator": "2.2"} | rung for rung in rungs))
    return next_steps(levels(indicators, found, rubric), found, documents, reports, reading)


CARRIED = [report(n, n + 1) for n in (1, 2, 3, 4)]
CLEAR = [document(n, n + 1, place="ตู้ 1") for n in (1, 2, 3, 4)]


def cells(steps):
    return [(step.action, *(step.at or (None, None)), step.tab, step.field) for step in steps]


def aims(steps):
    return {(step.to_level, step.need) for step in steps}


def codes(steps):
    return [step.criterion for step in steps]


def test_what_is_nearest_to_clear_evidence_comes_first_with_its_cell():
    steps = made(CARRIED, [document(3, 9), document(2, 8, title="......"), *CLEAR[3:]])
    assert cells(steps) == [
        ("add_locator", "FIN", 9, "evidence", "link"),
        ("replace_placeholder", "FIN", 8, "evidence", "title"),
        ("add_document", None, None, "evidence", "title"),
    ]
    assert codes(steps) == ["2.2.3", "2.2.2", "2.2.1"]
    assert aims(steps) == {(3, 1)}
    assert [(step.lifts_alone, step.groups) for step in steps] == [(True, ("FIN",))] * 3


def test_need_counts_up_to_the_next_defined_level():
    steps = made(CARRIED, CLEAR[:1], ladder=[(1, 0, 1), (4, 3, 4)])
    assert aims(steps) == {(4, 2)} and len(steps) == 3
    assert not any(step.lifts_alone for step in steps)


def test_ties_go_by_due_date_then_by_code_in_natural_order():
    progress = [report(n, n, due=due) for n, due in ((10, None), (2, None), (3, TODAY), (1, TODAY))]
    steps = made(progress, [], listed=(10, 2, 3, 1))
    assert codes(steps) == ["2.2.1", "2.2.3", "2.2.2", "2.2.10"]
    assert [step.due for step in steps] == [TODAY, TODAY, None, None]


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
    assert {step.to_level for step in steps} == {3}


def test_the_gate_comes_first_and_names_the_row_that_is_not_carried_out():
    progress = [*CARRIED[:2], report(3, 4, status="preparing"), report(4, 5, due=TODAY)]
    steps = made(progress, CLEAR[:3])
    assert cells(steps)[0] == ("carry_out", "FIN", 4, "progress", "carried_out")
    first, second = steps
    assert (first.stage, first.to_level, first.need, first.lifts_alone) == ("gate", 4, 1, True)
    assert (second.stage, second.to_level, second.lifts_alone) == ("evidence", 5, False)


def test_a_lead_without_a_row_is_asked_for_one():
    steps = made(
        [*CARRIED, *(report(n, n + 1, "AM") for n in (1, 2, 3))], CLEAR, leads=("FIN", "AM")
    )
    assert cells(steps) == [("report", None, None, "progress", "carried_out")]
    assert (steps[0].groups, steps[0].criterion) == (("AM",), "2.2.4")


def test_where_every_group_leads_a_silent_group_is_only_asked_while_nobody_spoke():
    steps = made(CARRIED[:3], CLEAR, leads=("ALL",))
    assert [(step.criterion, step.groups) for step in steps] == [("2.2.4", ("ALL",))]
    assert made(CARRIED, CLEAR, leads=("ALL",)) == ()


def test_the_extra_condition_comes_after_the_points_and_names_its_cell():
    steps = made(CARRIED, CLEAR, extra_condition="โปร่งใส")
    assert cells(steps) == [("confirm_condition", "office", 2, "indicators", "extra_condition_met")]
    assert steps[0].lifts_alone and steps[0].to_level == 5
    both = made([*CARRIED[:3], report(4, 5, status="not_started")], CLEAR, extra_condition="โปร่งใส")
    assert [(step.action, step.need, step.lifts_alone) for step in both] == [
        ("carry_out", 2, False), ("confirm_condition", 2, False),
    ]  # fmt: skip


def test_an_incomplete_indicator_asks_for_the_missing_points():
    steps = made(CARRIED[:1], CLEAR[:1], listed=(1, 2))
    assert [step.action for step in steps] == ["report", "add_criteria"]
    assert aims(steps) == {(None, 3)} and codes(steps) == ["2.2.2", None]


def test_no_step_at_the_top_above_it_or_without_a_sound_rubric():
    assert made(CARRIED, CLEAR) == ()
    assert made(CARRIED, CLEAR, ladder=LADDER[2:]) == ()  # at least level 3
    assert made(CARRIED, CLEAR[:2], ladder=LADDER[2:]) == ()  # level 3, no higher one typed in
    assert made(CARRIED, CLEAR[:1], ladder=[]) == ()
    assert made(CARRIED, CLEAR[:1], ladder=[(1, 0, 1), (2, 1, 4)]) == ()


def test_filling_in_the_cells_that_are_needed_lifts_the_level():
    evidence = [CLEAR[0], document(2, 3), document(3, 4)]
    step, *_ = made(CARRIED, evidence)
    mended = [d | {"place": "ตู้ 1"} if d["at"] == step.at else d for d in evidence]
    assert step.to_level == 3
    assert {step.to_level for step in made(CARRIED, mended)} == {4}


DOCUMENTS = with_states(
    sheet(
        "evidence",
        document(1, 2, fiscal_year=2556),
        document(1, 3),
        document(1, 4, title="......"),
        document(1, 2, title=None, group="NP"),
    ),
    sheet("criteria"),
    2557,
)


@given(strategies.permutations(DOCUMENTS))
def test_the_order_of_documents_does_not_matter(documents):
    assert [row.lacks for row in DOCUMENTS] == ["locator", "locator", "placeholder", "title"]
    action = first_action(documents, ("FIN",), "reported")
    assert (action.action, action.at) == ("add_locator", ("FIN", 3))


def test_a_row_with_an_empty_title_is_used_before_a_new_one():
    action = first_action(DOCUMENTS[3:], ("FIN",), "reported")
    assert (action.action, action.at, action.groups) == ("add_document", ("NP", 2), ("NP",))
    assert first_action((), ("FIN", "AM"), "reported").groups == ("FIN", "AM")


def test_what_is_missing_is_told_also_where_no_level_hangs_on_it():
    criteria = sheet(
        "criteria",
        {"edition": "2557", "criterion": "1.3.3", "indicator": "1.3", "lead_groups": ("AM",)},
    )
    indicators = sheet("indicators", {"edition": "2557", "indicator": "1.3"})
    documents = with_states(sheet("evidence"), criteria, 2557)
    found = points(criteria, indicators, sheet("progress"), documents, GROUPS, TODAY)
    missing = missing_evidence(found, documents, "reported")
    assert [(step.action, step.need, step.groups) for step in missing] == [
        ("add_document", None, ("AM",))
    ]
    clear = [point._replace(reported=Proof(clear=True, weak=False)) for point in found]
    assert missing_evidence(clear, documents, "reported") == ()
