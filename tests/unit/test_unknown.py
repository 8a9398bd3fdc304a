"""What can't be read stays unknown from the cell to the level, and widens it upwards only."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.changes.compare import changes
from esa.judged import Judged
from esa.reading.office import read_office
from esa.reading.schema import read_tabs
from esa.rules.ladder import Rung, place
from esa.rules.levels import distribution
from esa.rules.overall import standards_overall
from esa.rules.rubric import Tally, claimed_above, quality_level
from esa.rules.verdict_words import sentence_th
from esa.rules.vocabulary import WITH_LEVEL
from esa.share import topics as outside
from esa.share.committee import committee
from esa.sources.workbook import Fault, RawWorkbook
from esa.telling.evidence import reason
from esa.telling.levels import levels as levels_topic
from esa.telling.standpoint import Standpoint
from esa.telling.summary import summary
from esa.telling.texts import NBSP
from esa.telling.topic import plain
from tests.unit.changed import after as edited
from tests.unit.changed import base, cells
from tests.unit.test_names import with_tabs
from tests.unit.test_office import NOW, group_book, office_book

LADDER = [Rung(5, 4, 4), Rung(4, 3, 3), Rung(3, 2, 2), Rung(2, 1, 1), Rung(1, 0, 0)]


def heads(tab: str, *names: str) -> list[str]:
    return [read_tabs()[tab].field(name).title for name in names]


HEADS = heads("evidence", "criterion", "item", "title", "link", "place")
HEADS += heads("evidence", "checked_on", "checked_by_group", "checked_by_role")
CHECK = ["1 ก.ย. 2557", "HR", "ผอ.กลุ่ม"]
LEADS = ("FIN", "FIN", "HR", "FIN")
CRITERIA = [heads("criteria", "edition", "criterion", "indicator", "lead_groups")]
CRITERIA += [["2557", f"1.4.{n}", "1.4", lead] for n, lead in enumerate(LEADS, 1)]
CRITERIA += [["2557", "2.2.1", "2.2", "FIN"]]
INDICATORS = [heads("indicators", "edition", "indicator", "standard", "points_total")]
INDICATORS[0] += heads("indicators", "extra_condition", "extra_condition_met")
INDICATORS += [["2557", "1.4", "2", "4", None, None], ["2557", "2.2", "2", "1", None, None]]
RUBRIC = [heads("rubric", "edition", "indicator", "level", "min_clear", "max_clear")]
RUBRIC += [["2557", "1.4", str(r.level), str(r.min_clear), None] for r in LADDER]
RUBRIC += [["2557", "2.2", "1", "0", None], ["2557", "2.2", "5", "1", None]]
PROGRESS = [heads("progress", "criterion", "carried_out")]


def document(code, title="สรุปผล", link=None, place="แฟ้ม 1", check=CHECK):
    return [code, "1", title, link, place, *check]


CLEAR = [document("1.4.1"), document("1.4.2"), document("1.4.4"), document("2.2.1")]


def books(evidence=CLEAR, statuses=("ดำเนินการแล้ว",) * 4, hr=True, indicators=INDICATORS):
    office = with_tabs(office_book(), criteria=CRITERIA, indicators=indicators, rubric=RUBRIC)
    said = dict(zip(("1.4.1", "1.4.2", "1.4.4", "2.2.1"), statuses, strict=True))
    fin = with_tabs(
        group_book("fin", "FIN"),
        evidence=[HEADS, *evidence],
        progress=PROGRESS + [[code, status] for code, status in said.items()],
    )
    other = with_tabs(
        group_book("hr", "HR"),
        evidence=[HEADS, document("1.4.3", check=["1 ก.ย. 2557", "FIN", "ผอ.กลุ่ม"])],
        progress=[*PROGRESS, ["1.4.3", "ดำเนินการแล้ว"]],
    )
    return [office, fin, *([other] if hr is True else [hr] if hr else [])]


def judged(*args, **kwargs) -> Judged:
    return Judged(read_office(books(*args, **kwargs), NOW))


def level(office: Judged, indicator="1.4"):
    return next(row for row in office.standards.levels if row.indicator == indicator)


def said(office: Judged, indicator="1.4"):
    row = level(office, indicator)
    return row.reported.sentence, row.verified.sentence


def test_what_can_be_read_has_a_level():
    assert said(judged()) == ("ระดับ 5", "ระดับ 5")
    assert said(judged(), "2.2") == ("ระดับ 5", "ระดับ 5")


SPAN = "ระดับ 4–5 (อ่านไม่ได้ 1 รายการ)"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (document("1.4.1", link="#REF!", place=None), (SPAN, SPAN)),
        (document("1.4.1", place="#REF!"), (SPAN, SPAN)),
        (document("1.4.1", title="#REF!"), (SPAN, SPAN)),
        (document("1.4.1", check=["1-5 ก.ย. 57", "HR", "ผอ.กลุ่ม"]), ("ระดับ 5", SPAN)),
        (document("1.4.1", check=["1 ก.ย. 2557", "บุคลล", "ผอ.กลุ่ม"]), ("ระดับ 5", SPAN)),
        (document("1.4.1", check=["1 ก.ย. 2557", "HR", "#REF!"]), ("ระดับ 5", SPAN)),
        (document("1.4.?"), (SPAN, SPAN)),
        # what is blank, or read and refused, is no unknown
        (document("1.4.1", place=None), ("ระดับ 4", "ระดับ 4")),
        (document("1.4.1", link="javascript:alert(1)", place=None), ("ระดับ 4", "ระดับ 4")),
        (document("1.4.1", place="ยังไม่มี"), ("ระดับ 4", "ระดับ 4")),
        (document("1.4.1", check=[None, "บุคลล", None]), ("ระดับ 5", "ระดับ 4")),
        # a row set aside counts only as far as it proves
        (document("1.4.?", place=None), ("ระดับ 4", "ระดับ 4")),
        (document("1.4.?", check=[None] * 3), (SPAN, "ระดับ 4")),
        (document("อื่น ๆ"), ("ระดับ 4", "ระดับ 4")),
        (document(None), ("ระดับ 4", "ระดับ 4")),
    ],
)
def test_a_cell_that_cant_be_read_widens_its_indicator_upwards(row, expected):
    office = judged([row, *CLEAR[1:]])
    assert said(office) == expected
    assert said(office, "2.2") == ("ระดับ 5", "ระดับ 5")
    told = changes(judged(), office)
    if SPAN in expected:
        assert (
            told.fell == ()
            and told.of("point", "lost", "reported" if expected[0] == SPAN else "verified") == ()
        )


def test_one_document_that_is_surely_clear_settles_a_point():
    unread = document("1.4.1", link="#REF!", place=None)
    assert said(judged([unread, *CLEAR])) == ("ระดับ 5", "ระดับ 5")


@pytest.mark.parametrize("row", [document("1.4.?"), document("1.4.9"), document("1-4-x")])
def test_the_readable_part_of_a_code_names_the_indicator(row):
    assert said(judged([*CLEAR[1:], row]))[0] == SPAN


def test_more_unread_than_points_is_never_above_all_of_them():
    strays = [document("1.4.?", title=f"เอกสาร {n}") for n in range(9)]
    found = level(judged([*CLEAR[1:], *strays])).reported
    assert (found.span.lowest, found.span.highest) == (4, 5)


# --- carried out ----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["???", "#REF!", "ดีมาก"])
def test_a_status_that_cant_be_read_never_locks(status):
    office = judged(statuses=(status, *["ดำเนินการแล้ว"] * 3))
    assert said(office)[0] == "อ่านสถานะการดำเนินการไม่ได้ครบทุกประเด็น: ยังสรุประดับไม่ได้"
    (point,) = (p for p in office.standards.points if p.criterion == "1.4.1")
    assert point.carried is None and point.carried_unknown and point.overdue_days == 0
    found = changes(judged(), office)
    assert found.fell == found.of("carried_out", "no_longer") == ()
    assert [c.kind for c in found.of("carried_out")] == ["became_unknown"]


def test_a_status_that_says_no_locks_whatever_else_cant_be_read():
    office = judged(statuses=("???", "ยังไม่ดำเนินการ", *["ดำเนินการแล้ว"] * 2))
    assert level(office).reported.outcome == "locked"


def test_a_provisional_level_may_be_a_span():
    office = judged(
        [document("1.4.?"), *CLEAR[1:]], ("ดำเนินการแล้ว", "เตรียมการ", *["ดำเนินการแล้ว"] * 2)
    )
    found = level(office).reported
    assert found.outcome == "locked" and SPAN in found.sentence


def test_an_extra_condition_whose_confirmation_cant_be_read_leaves_the_gate_unknown():
    rows = [INDICATORS[0], ["2557", "1.4", "2", "4", "โปร่งใส", "อาจจะ"], INDICATORS[2]]
    assert said(judged(indicators=rows))[0] == "อ่านการยืนยันเงื่อนไขเพิ่มเติมไม่ได้: ยังสรุประดับไม่ได้"


# --- tabs and workbooks ---------------------------------------------------------------------------


def hr_broken(code="workbook_unreadable"):
    return RawWorkbook("hr.xlsx", "hr.xlsx", (), NOW, (Fault(code),))


def test_a_workbook_that_cant_be_read_leaves_only_its_own_points_unknown():
    office = judged(hr=hr_broken())
    assert [p.criterion for p in office.standards.points if p.unread] == ["1.4.3"]
    assert said(office, "2.2") == ("ระดับ 5", "ระดับ 5")
    assert level(office).reported.level is None and "ยังสรุประดับไม่ได้" in said(office)[0]
    assert changes(judged(), office).fell == ()


def test_a_group_that_never_had_a_workbook_is_not_reported():
    office = judged(hr=None)
    assert [p.criterion for p in office.standards.points if p.unread] == []
    assert said(office)[0].startswith("มีข้อมูล 3 จาก 4")


def test_a_tab_of_evidence_that_cant_be_read_is_a_span_where_all_is_carried_out():
    (hr,) = (book for book in books() if book.name == "hr")
    tabs = tuple(tab for tab in hr.tabs if tab.title != "หลักฐานอ้างอิง")
    assert said(judged(hr=replace(hr, tabs=tabs))) == (SPAN, SPAN)


# --- as it is told --------------------------------------------------------------------------------


def span_of_the_sample() -> Judged:
    edit = cells("sup", "evidence", {"criterion": "1.4.4"}, {"link": "#REF!", "place": ""})
    return edited(edit)


def test_a_span_is_said_and_drawn_everywhere():
    office = span_of_the_sample()
    at = Standpoint(office)
    topic = levels_topic(at)
    rail = next(e.values[2] for e in topic.entries if e.values[0] == "1.4")
    assert (rail.level, rail.to) == (4, 5) and "ระดับ 4–5" in rail.said
    step = next(s for s in topic.drawing.steps if s.code == "1.4")
    assert SPAN in [said.text for said in step.said]
    assert plain(summary(at).finding).replace(NBSP, " ").endswith("อ่านไม่ได้ 1 ประเด็น")
    of = committee(office.office)
    (shown,) = (level for level in of.levels if level.indicator == "1.4")
    assert outside.level_said(shown) == "ระดับ 4–5"
    assert "อ่านไม่ได้ 1 รายการ" in outside.level_note(shown)


def test_a_span_enters_no_distribution_and_no_mean():
    found = span_of_the_sample().standards
    spread = distribution(found.levels, "reported")
    assert not any("1.4" in row.codes for row in spread if row.outcome in WITH_LEVEL)
    rows = standards_overall(found.own("standards"), found.levels, "reported")
    before = standards_overall(found.own("standards"), base().standards.levels, "reported")
    assert sum(r.with_level for r in rows) == sum(r.with_level for r in before) - 1


def test_what_must_be_made_readable_is_first_in_the_list_with_its_cell():
    work = span_of_the_sample().standards.work("reported")
    (row,) = (each for each in work if each.criterion == "1.4.4" and each.first)
    assert (row.action, row.field, row.groups) == ("make_readable", "link", ("SUP",))
    assert "อ่านไม่ได้" in reason(row) and row.state == "unread"


# --- the bounds -----------------------------------------------------------------------------------

RUBRICS = st.lists(
    st.builds(Rung, st.integers(1, 5), st.integers(0, 6), st.none() | st.integers(0, 6)),
    min_size=1,
    max_size=6,
)


@given(RUBRICS, st.integers(1, 6), st.integers(0, 6), st.integers(0, 4))
def test_the_level_without_the_unknown_lies_inside_the_bounds(rungs, total, clear, unread):
    clear = min(clear, total)
    found = quality_level(rungs, Tally(total, total, total, total, clear, unread=unread))
    ends = [place(rungs, min(clear + more, total)) for more in (0, unread)]
    if found.span:
        assert found.level is None and found.span.lowest < found.span.highest
        assert (ends[0][1], ends[1][1]) == (found.span.lowest, found.span.highest)
    elif found.level is not None:
        assert {level for _, level, _ in ends} == {found.level}
    else:
        assert any(outcome not in WITH_LEVEL for outcome, _, _ in ends)


def test_an_end_at_least_is_said():
    rungs = [Rung(1, 0, 1), Rung(4, 2, 2)]
    found = quality_level(rungs, Tally(5, 5, 5, 5, 1, unread=2))
    assert sentence_th(found) == "ระดับ 1 ถึงอย่างน้อย 4 (อ่านไม่ได้ 2 รายการ)"
    assert claimed_above(5, found) is None


@pytest.mark.parametrize(
    ("claimed", "above"), [(1, -1), (2, None), (3, None), (4, 1), (None, None)]
)
def test_a_claim_is_marked_only_outside_the_span(claimed, above):
    found = quality_level(LADDER, Tally(4, 4, 4, 4, 1, unread=1))
    assert (found.span.lowest, found.span.highest) == (2, 3)
    assert claimed_above(claimed, found) == above


def test_the_next_step_starts_from_the_lower_end():
    office = judged([document("1.4.?"), *CLEAR[1:]])
    found = level(office).reported
    assert (found.next_level, found.need) == (5, 1)
    assert [s.criterion for s in office.standards.steps("reported")] == ["1.4.1"]
