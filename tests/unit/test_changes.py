"""Two states compared by key: each kind of change both ways, and all that is no change."""

import random
from decimal import Decimal

import pytest
from hypothesis import given, settings, strategies

from esa.changes.compare import changes
from esa.changes.record import SUBJECTS
from tests.unit.changed import (
    Judged,
    after,
    base,
    both_ways,
    cells,
    office,
    on_top,
    rows_of,
    small,
    told,
    without,
)
from tests.unit.test_changes_verdicts import OPPOSITE

POINT = {"criterion": "1.4.4"}
PLACE = {"place": ""}
SCHOOL = {"school_code": "00570001", "academic_year": "2556", "grade": "ป.6"}
MATHS = SCHOOL | {"subject": "คณิตศาสตร์"}
AT_SCHOOL = ("00570001", 2556, "O-NET", "ป.6", "area", None)


# --- standards -----------------------------------------------------------------------------------


def test_a_point_that_loses_its_evidence_takes_the_level_down_and_back():
    lost, gained = both_ways(cells("sup", "evidence", POINT, PLACE))
    assert told(lost, "level", "point") == [
        ("level", "fell", "reported", ("2557", "1.4")),
        ("point", "lost", "reported", ("2557", "1.4.4")),
    ]
    assert [change.key[1] for change in lost.fell + gained.rose] == ["1.4", "1.4"]
    [gone] = lost.of("point", "lost", "reported")
    [proved] = gained.of("point", "gained", "reported")
    assert gone.groups == proved.groups == ("SUP",)
    # gone: the criterion itself; gained: the document that proves it
    assert gone.cell[1:] == ("criteria", 13, "criterion")
    assert proved.cell[:2] == ("sup", "evidence") and proved.cell.column == "place"


def test_a_level_that_became_unknown_never_fell():
    edit = cells("office", "indicators", {"indicator": "1.4"}, {"points_total": ""})
    unknown, known = both_ways(edit)
    assert told(unknown, "level") == [
        ("level", "became_unknown", "reported", ("2557", "1.4")),
        ("level", "became_unknown", "verified", ("2557", "1.4")),
    ]
    assert unknown.fell == unknown.of("level", "fell", "verified") == ()
    assert unknown.of("level", "became_unknown", "reported")[0].now == ("no_total", None, None)
    assert (known.rose, len(known.of("level", "became_known", "reported"))) == ((), 1)


def test_a_group_whose_evidence_could_not_be_read_lost_nothing():
    books = small()
    broken = {name: tab for name, tab in books["sup"].items() if name != "evidence"}
    unread = Judged(office(books | {"sup": broken}))
    found = changes(base(), unread)
    assert found.fell == found.of("point", "lost") == ()
    nobody_leads = {"1.1.1", "1.1.3", "1.1.5", "1.1.6"}  # every group is asked
    assert {c.key[1] for c in found.of("point", "became_unknown")} == nobody_leads | {
        *("1.4.1", "1.4.2", "1.4.3", "1.4.4", "2.5.3")
    }
    assert [c.key[1] for c in found.of("level", "became_unknown", "reported")] == ["1.4"]
    assert found.of("carried_out", "no_longer") == ()
    back = changes(unread, base())
    assert back.rose == back.of("point", "gained", "reported") == ()


def test_a_workbook_that_is_not_there_takes_nothing_away_for_certain():
    books = {name: tabs for name, tabs in small().items() if name not in ("sup", "fin")}
    found = changes(base(), Judged(office(books)))
    kinds = {c.kind for c in found.all if c.subject in ("kpi", "spending", "project", "document")}
    assert kinds == {"became_unknown"}
    assert not {"fell", "lost", "gone", "no_longer"} & {c.kind for c in found.all}


def test_a_row_that_was_removed_from_a_tab_that_was_read_is_gone():
    gone, new = both_ways(without("sup", "kpis", {"kpi": "K01"}))
    assert {(c.kind, c.key) for c in gone.of("kpi")} == {("gone", ("K01",))}
    assert all(c.is_gone and c.now is None and c.title for c in gone.of("kpi"))
    assert {(c.kind, c.key) for c in new.of("kpi")} == {("new", ("K01",))}


def test_a_row_that_is_set_aside_now_is_unknown_and_not_gone():
    found, _ = both_ways(cells("sup", "kpis", {"kpi": "K01"}, {"kpi": ""}))
    assert {c.kind for c in found.of("kpi")} == {"became_unknown"}


def test_carried_out_and_no_longer():
    edit = cells("sup", "progress", POINT, {"carried_out": "not_started"})
    no_longer, carried = both_ways(edit)
    (change,) = no_longer.of("carried_out", "no_longer")
    assert (change.key, change.was, change.now) == (("2557", "1.4.4"), "carried_out", "no")
    assert change.cell[:2] == ("sup", "progress") and change.cell.column == "carried_out"
    assert [c.key for c in carried.carried_out] == [("2557", "1.4.4")]
    assert [c.kind for c in no_longer.of("level")] == ["became_unknown"] * 2  # the gate is closed
    assert [c.kind for c in no_longer.of("report")] == ["changed"]


def test_a_report_that_vanished_is_unknown():
    found, back = both_ways(without("sup", "progress", POINT))
    assert [c.kind for c in found.of("carried_out")] == ["became_unknown"]
    assert [c.kind for c in back.of("carried_out")] == ["carried_out"]


def test_conditions_of_the_older_edition():
    key = {"criterion": "1-1-1", "condition": "4"}
    met, no_longer = both_ways(cells("np", "progress", key, {"carried_out": "done"}))
    assert told(met, "condition") == [("condition", "met", "", ("เดิม", "1-1-1", "4"))]
    assert [c.kind for c in no_longer.of("condition")] == ["no_longer"]
    assert [c.key for c in met.of("condition", "met")] == [("เดิม", "1-1-1", "4")]
    assert len(met.of_edition("2557").of("condition")) == 0 and met.of_edition("เดิม").of(
        "condition", "met"
    )


def test_a_document_checked_by_another_group_and_by_its_own():
    key = POINT | {"item": "1"}
    check = {"checked_on": "22 ก.ย. 2557", "checked_by_role": "ผู้อำนวยการกลุ่ม"}
    verified, undone = both_ways(
        cells("sup", "evidence", key, check | {"checked_by_group": "กลุ่มอำนวยการ"})
    )
    assert told(verified, "document", "point") == [
        ("point", "gained", "verified", ("2557", "1.4.4")),
        ("document", "rose", "", ("SUP", "2557", "1.4.4", 1)),
    ]
    assert [c.key[1] for c in undone.of("point", "lost", "verified")] == ["1.4.4"]
    assert verified.of("point", "gained", "reported") == ()
    own, _ = both_ways(cells("sup", "evidence", key, check | {"checked_by_group": "กลุ่มนิเทศฯ"}))
    assert [(c.kind, c.now) for c in own.of("document")] == [("changed", "self_checked")]
    assert own.of("point", "gained", "verified") == ()


# --- schools -------------------------------------------------------------------------------------


def test_a_school_moves_to_a_worse_colour_and_back():
    worse, better = both_ways(cells("office", "test_results", SCHOOL, {"not_passed": "26"}))
    assert [(c.key, c.was, c.now) for c in worse.of("colour", "worse", "pooled")] == [
        ((*AT_SCHOOL, ""), "green", "red")
    ]
    assert [c.key for c in better.of("colour", "better", "pooled")] == [((*AT_SCHOOL, ""))]
    subjects = worse.of("colour", "worse", "subject")
    assert subjects and all(c.key[:6] == AT_SCHOOL and c.key[6] for c in subjects)
    assert worse.of("colour", "worse", "pooled")[0].title == "บ้านคลองใหญ่"
    assert worse.of("colour", "worse", "pooled")[0].side.note == "96.30"
    assert worse.of("colour", "worse", "pooled")[0].cell.tab == "test_results"


@pytest.mark.parametrize(("not_passed", "count"), [("8", 0), ("9", 1)])
def test_only_a_change_of_colour_is_told(not_passed, count):
    """8 of 27 are 29.63 % (blue as before), 9 of 27 are 33.33 % (green)."""
    key = SCHOOL | {"subject": "ภาษาไทย"}
    found, _ = both_ways(cells("office", "test_results", key, {"not_passed": not_passed}))
    assert len(found.of("colour", measure="subject")) == count


def test_newly_tested_and_no_longer():
    nobody = {"tested": "0", "not_passed": "0", "mean": ""}
    gone, new = both_ways(cells("office", "test_results", MATHS, nobody))
    assert [c.kind for c in gone.of("colour", measure="subject")] == ["no_longer_tested"]
    assert [c.kind for c in new.of("colour", measure="subject")] == ["newly_tested"]
    removed, _ = both_ways(without("office", "test_results", SCHOOL))
    assert [c.kind for c in removed.of("colour", measure="pooled")] == ["no_longer_tested"]


def test_counts_that_clash_leave_the_colour_unknown():
    found, _ = both_ways(cells("office", "test_results", MATHS, {"not_passed": "99"}))
    assert [c.kind for c in found.of("colour", measure="subject")] == ["became_unknown"]


def test_a_school_that_closed_is_no_longer_tested():
    key = {"school_code": "00570001"}
    found, _ = both_ways(cells("office", "schools", key, {"status": "closed"}))
    assert {c.kind for c in found.of("colour")} == {"no_longer_tested"}
    assert {c.key[0] for c in found.of("colour")} == {"00570001"}


# --- amounts, figures, KPIs, projects ------------------------------------------------------------


def test_support_rises_is_known_and_comes_and_goes():
    first = {"activity": "PRO-03", "line": "1"}
    risen, fallen = both_ways(cells("pro", "resources", first, {"value": "23,000.01"}))
    assert told(risen) == [("resource", "rose", "value", ("PRO-03", 1))]
    assert risen.all[0].difference == Decimal("0.01")
    assert [c.kind for c in fallen.all] == ["fell"]
    known, unknown = both_ways(
        cells("pro", "resources", {"activity": "PRO-01", "line": "1"}, {"value": "0"})
    )
    assert [c.kind for c in known.of("resource")] == ["became_known"]
    assert [c.kind for c in unknown.of("resource")] == ["became_unknown"]


def test_a_newer_date_of_the_same_money_is_the_same_line():
    row = {"line": "1", "as_of": "24 ก.ย. 2557", "expenditure_type": "unsplit"}
    row |= {"allocated": "80,445,965.00", "spent": "79,144,218.82"}
    same_sum, _ = both_ways(
        cells("office", "settings", {}, {"as_of": "25 ก.ย. 2557"}), on_top("fin", "spending", row)
    )
    assert same_sum.of("spending") == ()
    more, less = both_ways(
        cells("office", "settings", {}, {"as_of": "25 ก.ย. 2557"}),
        on_top("fin", "spending", row | {"spent": "79,144,218.83", "committed": "1,000"}),
    )
    assert told(more, "spending") == [
        ("spending", "became_known", "committed", ("FIN", None, "unsplit", None)),
        ("spending", "rose", "spent", ("FIN", None, "unsplit", None)),
    ]
    assert [c.kind for c in less.of("spending")] == ["became_unknown", "fell"]


def test_figures_and_kpis_and_the_status_of_a_project():
    found, back = both_ways(
        cells("sup", "figures", {"figure_set": "F01", "count": "73"}, {"count": "72"}),
        cells("sup", "kpis", {"kpi": "K01"}, {"actual_12m": "100", "actual_9m": "82"}),
        cells("am", "projects", {"project": "P9"}, {"status": "done"}),
    )
    assert told(found, "figure", "kpi", "project") == [
        ("figure", "fell", "count", ("F01", "ประกันคุณภาพปฐมวัย ระดับดีเยี่ยม")),
        ("kpi", "became_known", "actual_12m", ("K01",)),
        ("kpi", "fell", "actual_9m", ("K01",)),
        ("project", "changed", "status", ("P9",)),
    ]
    kinds = [kind for _, kind, *_ in told(back, "figure", "kpi", "project")]
    assert kinds == ["rose", "became_unknown", "rose", "changed"]


@pytest.mark.parametrize(
    ("workbook", "tab", "key", "new"),
    [
        ("sup", "kpis", {"kpi": "K01"}, {"actual_6m": "48.700", "target": "๑๐๐.๐"}),
        ("sup", "figures", {"figure_set": "F01", "count": "73"}, {"percent": "65.180"}),
        ("fin", "spending", {"as_of": "23 ก.ย. 2557"}, {"spent": "79144218.820"}),
        ("office", "test_results", MATHS, {"mean": "44.5000"}),
        ("am", "projects", {"project": "P9"}, {"title": "พัฒนาสำนักงานสู่  มาตรฐาน"}),
    ],
)
def test_rounding_digits_and_spaces_make_no_change(workbook, tab, key, new):
    found, back = both_ways(cells(workbook, tab, key, new))
    assert told(found, *SUBJECTS[:-2], "renamed") == told(back, *SUBJECTS[:-2], "renamed") == []


# --- resolutions ---------------------------------------------------------------------------------


def test_a_resolution_closed_reopened_and_given_another_date():
    key = {"meeting_no": "12/2557", "item": "2"}
    done = {"status": "done", "closed_by": "2.4.5 ลำดับที่ 1"}
    closed, reopened = both_ways(cells("office", "follow_ups", key, done))
    assert [c.key for c in closed.closed_by_checked_evidence] == [("12/2557", 2)]
    assert [c.kind for c in reopened.of("follow_up")] == ["reopened"]
    late, early = both_ways(cells("office", "follow_ups", key, {"due": "8 ต.ค. 2557"}))
    assert told(late) == [("follow_up", "due_changed", "due", ("12/2557", 2))]
    assert early.all[0].now < early.all[0].was
    gone, opened = both_ways(without("office", "follow_ups", key))
    assert told(gone, "follow_up") == [("follow_up", "gone", "status", ("12/2557", 2))]
    assert [c.key for c in opened.of("follow_up", "opened")] == [("12/2557", 2)]


def test_a_resolution_without_evidence_is_closed_but_not_by_checked_evidence():
    key = {"meeting_no": "12/2557", "item": "2"}
    closed, _ = both_ways(cells("office", "follow_ups", key, {"status": "cancelled"}))
    assert len(closed.closed) == 1 and closed.closed_by_checked_evidence == ()


# --- the same rows -------------------------------------------------------------------------------


def test_a_row_inserted_above_makes_no_problem_new():
    new = {"criterion": "1.4.4", "item": "9", "title": "บันทึกข้อความ", "place": "แฟ้ม 9"}
    found, back = both_ways(
        on_top("sup", "evidence", new),
        on_top("pro", "evidence", {"criterion": "2.4.2", "item": "99", "title": "ภาพถ่าย"}),
        on_top("office", "follow_ups", {}),
    )
    assert len([p for p in base().office.problems if p.tab in ("evidence", "follow_ups")]) > 5
    assert {row[:1] + row[3:] for row in told(found)} == {
        ("document", ("SUP", "2557", "1.4.4", 9)),
        ("document", ("PRO", "2557", "2.4.2", 99)),
    }
    assert {c.kind for c in found.all} == {"new"} and {c.kind for c in back.all} == {"gone"}


def test_a_new_problem_among_equal_ones_is_the_one_of_the_new_row():
    unknown = {"criterion": "2.4.2", "item": "98", "title": "ภาพถ่าย", "place": "แฟ้ม"}
    unknown |= {"checked_by_group": "กลุ่มที่ไม่มี"}
    earlier = after(on_top("pro", "evidence", unknown))
    later = after(on_top("pro", "evidence", unknown | {"item": "99"}, unknown))
    (problem,) = changes(earlier, later).of("problem", "opened")
    assert (problem.now.code, problem.cell.row, problem.groups) == ("unknown_name", 2, ("PRO",))
    assert changes(later, earlier).of("problem", "closed")[0].was == problem.now
    (solved,) = changes(earlier, base()).of("problem", "closed")
    assert solved.is_gone and solved.cell.column == "checked_by_group"


def test_another_value_in_the_same_wrong_cell_is_the_same_problem():
    row = {"criterion": "2.4.2", "item": "98", "title": "ภาพถ่าย", "checked_by_group": "กลุ่มที่ไม่มี"}
    states = [
        after(on_top("pro", "evidence", row | {"checked_by_group": word}))
        for word in ("กลุ่มที่ไม่มี", "กลุ่มอื่นที่ไม่มี")
    ]
    assert not changes(*states)


@pytest.mark.parametrize(
    ("workbook", "tab", "key", "new", "measure"),
    [
        ("sup", "kpis", {"kpi": "K01"}, {"kpi": "K91"}, "key"),
        ("sup", "kpis", {"kpi": "K01"}, {"title": "ชื่อใหม่"}, "title"),
        ("am", "projects", {"project": "P9"}, {"project": "P99"}, "key"),
        ("pro", "resources", {"activity": "PRO-03", "line": "1"}, {"line": "7"}, "number"),
        ("sup", "figures", {"figure_set": "F01", "count": "73"}, {"label": "ดีเยี่ยม"}, "key"),
        ("office", "follow_ups", {"meeting_no": "12/2557", "item": "2"}, {"item": "9"}, "number"),
        ("sup", "evidence", {"criterion": "1.4.4", "item": "2"}, {"item": "22"}, "number"),
        ("office", "indicators", {"indicator": "1.4"}, {"title": "ชื่อใหม่"}, "title"),
    ],
)
def test_a_renamed_row_is_neither_lost_nor_new(workbook, tab, key, new, measure):
    for found in both_ways(cells(workbook, tab, key, new)):
        (change,) = found.all
        assert (change.subject, change.measure) == ("renamed", measure)
        assert (change.before.cell.tab, change.was == change.now) == (tab, False)


def test_two_columns_changed_at_once_make_another_row():
    new = {"kpi": "K91", "title": "ชื่อใหม่"}
    found, _ = both_ways(cells("sup", "kpis", {"kpi": "K01"}, new))
    assert {(c.subject, c.kind) for c in found.all} == {("kpi", "gone"), ("kpi", "new")}


def test_rows_that_equal_each_other_are_not_told_apart_by_guessing():
    twin = {"title": "แผน", "unit": "ร้อยละ", "direction": "higher", "target": "90"}
    earlier = after(on_top("sup", "kpis", twin | {"kpi": "K81"}, twin | {"kpi": "K82"}))
    later = after(on_top("sup", "kpis", twin | {"kpi": "K83"}, twin | {"kpi": "K84"}))
    found = changes(earlier, later)
    assert found.of("renamed") == ()
    assert {c.key[0] for c in found.of("kpi")} == {"K81", "K82", "K83", "K84"}


def test_a_renamed_criterion_keeps_its_point_its_reports_and_its_documents():
    old, new = {"criterion": "1.4.4"}, {"criterion": "1.4.40"}
    for found in both_ways(
        cells("office", "criteria", old, new),
        cells("sup", "progress", old, new),
        cells("sup", "evidence", old, new),
        cells("office", "follow_ups", old, new),
    ):
        assert {c.subject for c in found.all} <= {"renamed", "problem"}
        assert [c.was for c in found.of("renamed")] in (["1.4.4"], ["1.4.40"])


def test_a_renamed_school_keeps_its_colours():
    old, new = {"school_code": "00570001"}, {"school_code": "99570001"}
    for found in both_ways(
        cells("office", "schools", old, new), cells("office", "test_results", old, new)
    ):
        assert found.of("colour") == () and len(found.of("renamed")) == 1


def test_numbers_that_moved_down_are_the_same_documents():
    def renumbered(rows):
        head = {"criterion": "1.4.4", "item": "1", "title": "เอกสารใหม่", "place": "แฟ้ม 1"}
        moved = [row | {"item": str(int(row["item"]) + 1)} if row["criterion"] == "1.4.4" else row
                 for row in rows]  # fmt: skip
        return [head, *moved]

    found, _ = both_ways(rows_of("sup", "evidence", renumbered))
    (new,) = found.of("document")
    assert (new.kind, new.key, new.title) == ("new", ("SUP", "2557", "1.4.4", 1), "เอกสารใหม่")
    assert {c.measure for c in found.of("renamed")} == {"number"}
    assert len(found.of("renamed")) == 6


# --- the whole -----------------------------------------------------------------------------------


def shuffled(seed):
    chance = random.Random(seed)
    books = small()
    for name, tabs in books.items():
        for tab, rows in tabs.items():
            if tab not in ("about", "settings", "network_activities") and rows:
                rows = [row for row in rows if "kpi" not in row or len(row) > 1]
                tabs = tabs | {tab: chance.sample(rows, len(rows))}
        books = books | {name: tabs}
    return Judged(office(books))


@settings(max_examples=2)
@given(strategies.integers(0, 99))
def test_the_order_of_the_rows_does_not_matter(seed):
    mixed = shuffled(seed)
    steady = [subject for subject in SUBJECTS if subject not in ("problem", "spending")]
    assert told(changes(base(), mixed), *steady) == []
    assert told(changes(base(5), mixed), *steady) == told(changes(base(5), base()), *steady)


EDITS = {
    "place": cells("sup", "evidence", POINT, PLACE),
    "status": cells("np", "progress", {"criterion": "2.2.1"}, {"carried_out": "preparing"}),
    "school": cells("office", "test_results", SCHOOL, {"not_passed": "26"}),
    "money": cells("fin", "spending", {"as_of": "23 ก.ย. 2557"}, {"spent": "80,000,000"}),
    "blank": cells("sup", "kpis", {"kpi": "K02"}, {"actual_9m": ""}),
    "removed": without("sup", "kpis", {"kpi": "K01"}),
    "renamed": cells("am", "projects", {"project": "P9"}, {"project": "P99"}),
    "resolved": cells("office", "follow_ups", {"meeting_no": "12/2557"}, {"status": "done"}),
    "broken": cells("office", "colour_bands", {"order": "2"}, {"from_percent": "x"}),
    "inserted": on_top("hr", "evidence", {"criterion": "2.3.1", "item": "77", "title": "แผน"}),
    "number": cells("office", "indicators", {"indicator": "1.4"}, {"points_total": ""}),
}
SOME = strategies.lists(strategies.sampled_from(sorted(EDITS)), unique=True, max_size=5)


@settings(max_examples=5)
@given(SOME, SOME)
def test_turned_round_every_change_is_its_opposite(first, second):
    states = [after(*(EDITS[name] for name in names)) for names in (first, second)]
    there, back = changes(*states), changes(*reversed(states))
    assert bool(there) == (set(first) != set(second))
    assert not changes(states[0], states[0])
    special = {("carried_out", "carried_out"), ("condition", "met"), ("follow_up", "opened")}
    left = list(back.all)
    for change in there.all:
        twins = [
            c
            for c in left
            if (c.subject, c.measure, c.before, c.after)
            == (change.subject, change.measure, change.after, change.before)
        ]
        assert len(twins) == 1, change
        left.remove(twins[0])
        if change.subject == "problem":
            assert {change.kind, twins[0].kind} == {"opened", "closed"}
        elif not special & {(c.subject, c.kind) for c in (change, twins[0])}:
            assert twins[0].kind == OPPOSITE.get(change.kind, change.kind)
    assert left == []


def test_an_office_without_anything_is_beside_itself_unchanged():
    nothing = Judged(office({}))
    assert not changes(nothing, nothing)
    assert not {"rose", "fell", "lost"} & {c.kind for c in changes(base(), nothing).all}
    assert changes(nothing, base()).rose == ()
