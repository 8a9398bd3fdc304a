"""Small groups stay hidden: no sum, difference or filter of what is told gives a count away.

Who attacks here knows the program, how many were tested and enrolled everywhere, and every table
that was published. Small tables are tried out in full, larger ones solved exactly; the whole of it
runs by python -m tests.proofs.suppression.
"""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from esa.share.colour_tables import TOTAL, table_of
from esa.share.suppression import (
    HIDDEN,
    NEAR,
    SEVERAL,
    SMALLEST,
    Count,
    School,
    Seen,
    Told,
    edge,
    grouped,
    range_told,
    seen,
    told,
)
from tests.proofs.suppression import CHANGES, PAIRS, TABLES, attacked_pair, attacked_table
from tests.unit.tables_tried import (
    edition_of,
    every,
    outside,
    possible,
    rows_of,
    too_few,
    values_by_integers,
)

SUBJECTS = ("ก", "ข", "ค")
NETWORKS = ("N1", "N2", "N3")
few = st.one_of(st.integers(0, 12), st.integers(10, 60))


@st.composite
def tables(draw, schools: int = 8, subjects: int = 3) -> tuple:
    """(tested, failed): schools of all sizes, many small, some where nobody or everybody passed."""
    names = SUBJECTS[: draw(st.integers(1, subjects))]
    tested = {}
    for number in range(draw(st.integers(1, schools))):
        size = draw(few)
        counts = {s: max(0, size - draw(st.integers(0, 2))) for s in names}
        enrolled = draw(st.none() | st.integers(size, 6 * size + 1))
        tested[f"s{number}"] = (draw(st.sampled_from((*NETWORKS, ""))), enrolled, counts)
    share = st.one_of(st.just(0.0), st.just(1.0), st.floats(0, 1))
    failed = {row: round(n * draw(share)) for row, n in rows_of(tested).items()}
    return tested, failed


# --- what is told of a group ------------------------------------------------------------------


@pytest.mark.parametrize("tested", [*range(10, 60), 300])
def test_near_nobody_and_everybody_three_counts_stay_possible(tested):
    by = {}
    for failed in range(tested + 1):
        by.setdefault(range_told(tested, failed), []).append(failed)
    for what, counts in by.items():
        assert (what.low, what.high) == (counts[0], counts[-1])
        assert len(counts) == (NEAR + 1 if counts[0] in (0, tested - NEAR) else 1)


@pytest.mark.parametrize(
    ("pupils", "near"),
    [(1, 25), (20, 25), (21, 10), (40, 10), (41, 5), (100, 5), (101, 2), (200, 2), (201, 1)],
)
def test_the_smaller_a_group_the_farther_from_the_edges_it_is_shown(pupils, near):
    tested = 5050  # so that one of a hundred and one is told from one of a hundred
    low = -(-near * tested // 100)  # the first that is not below
    assert seen([Told(tested, low, low)], pupils) == Seen("count", tested, low, low)
    below = seen([Told(tested, low - 1, low - 1)], pupils)
    assert below == Seen("below", tested, limit=near)
    high = tested - low
    assert seen([Told(tested, high, high)], pupils) == Seen("count", tested, high, high)
    above = seen([Told(tested, high + 1, high + 1)], pupils)
    assert above == Seen("above", tested, limit=100 - near)


def test_what_is_told_of_a_sum_is_what_its_groups_tell():
    assert seen([], 0) == HIDDEN
    parts = [Told(100, 40, 40), Told(12, 0, 2)]
    assert seen(parts, 112) == Seen("count", 112, 40, 42)
    assert seen([Told(57, 0, 2)], 57) == Seen("below", 57, limit=edge(57))
    assert seen([Told(58, 56, 58)], 58) == Seen("above", 58, limit=100 - edge(58))


def of(**schools: tuple[str, int]) -> dict:
    """Schools of one subject, by network and number tested."""
    return {code: (network, None, {"ก": n}) for code, (network, n) in schools.items()}


# --- how schools are parted -------------------------------------------------------------------


@given(tables())
def test_every_school_that_was_tested_is_in_one_group(table):
    tested, failed = table
    results = edition_of(tested, failed).results
    listed = [code for group in grouped(results) for code in group.schools]
    assert sorted(listed) == sorted(code for code, school in results.items() if school.counts)


@given(tables(), st.randoms(use_true_random=False))
def test_what_is_hidden_depends_on_who_was_tested_and_never_on_who_passed(table, chance):
    tested, failed = table
    other = {row: chance.randint(0, n) for row, n in rows_of(tested).items()}
    one, two = edition_of(tested, failed), edition_of(tested, other)
    assert one.groups == two.groups
    assert [list(t) for t in one.told.values()] == [list(t) for t in two.told.values()]
    assert one.colours.keys() == two.colours.keys()
    hidden = [
        [(cell, s.without, s.seen.kind == "hidden") for cell, s in table_of(each).cells.items()]
        for each in (one, two)
    ]
    assert hidden[0] == hidden[1]


@given(tables())
def test_a_small_school_has_no_colour_and_no_row_of_its_own(table):
    edition = edition_of(*table)
    small = {code for code, school in edition.results.items() if school.is_small}
    assert not small & edition.colours.keys()
    for group, parts in edition.told.items():
        if small & {*group.schools}:
            assert small >= {*group.schools} and all(p.tested >= SMALLEST for p in parts.values())
            assert not parts or len(group.schools) > 1


def test_small_schools_are_told_with_their_network_where_they_are_enough_together():
    tested = {
        "a": ("N1", None, {"ก": 30}),
        "b": ("N1", None, {"ก": 6}),
        "c": ("N1", None, {"ก": 7}),
    }
    edition = edition_of(tested, {("a", "ก"): 10, ("b", "ก"): 2, ("c", "ก"): 3})
    assert [(g.network, g.is_small, g.schools) for g in edition.groups] == [
        ("N1", False, ("a",)), ("N1", True, ("b", "c")),
    ]  # fmt: skip
    shown = table_of(edition).cells["N1", TOTAL]
    assert shown.seen == Seen("count", 43, 15, 15) and not shown.without


def test_too_few_are_told_with_those_of_other_networks_and_named_where_they_are_missed():
    tested = {
        "a": ("N1", None, {"ก": 30}),
        "b": ("N1", None, {"ก": 6}),
        "c": ("N2", None, {"ก": 7}),
    }
    table = table_of(edition_of(tested, {("a", "ก"): 10, ("b", "ก"): 2, ("c", "ก"): 3}))
    assert table.cells["N1", TOTAL].seen == Seen("count", 30, 10, 10)
    assert table.cells["N1", TOTAL].without == 1 and table.cells["N2", TOTAL].seen == HIDDEN
    assert table.cells[SEVERAL, TOTAL].seen == Seen("count", 13, 5, 5)
    assert table.cells[TOTAL, TOTAL].seen == Seen("count", 43, 15, 15)


def test_one_small_school_alone_is_nowhere():
    tested = of(a=("N1", 30), b=("N1", 9))
    table = table_of(edition_of(tested, {("a", "ก"): 10, ("b", "ก"): 2}))
    assert table.cells[TOTAL, TOTAL].seen == Seen("count", 30, 10, 10)
    assert table.cells[TOTAL, TOTAL].without == 1
    assert table.cells[SEVERAL, TOTAL].seen == HIDDEN


def test_sittings_of_few_pupils_are_no_large_group():
    school = School("N1", 9, {s: Count(9, 3) for s in SUBJECTS})
    other = School("N1", 30, {s: Count(30, 9) for s in SUBJECTS})
    groups = grouped({"a": school, "b": other})
    assert not told(next(g for g in groups if g.is_small), {"a": school, "b": other})


# --- attacks ----------------------------------------------------------------------------------


@settings(max_examples=40)
@given(tables())
@example(({"a": ("N1", 9, {"ก": 9}), "b": ("N1", 9, {"ก": 2})}, {("a", "ก"): 0, ("b", "ก"): 2}))
def test_every_count_of_few_pupils_keeps_three_values_for_exact_arithmetic(table):
    edition = edition_of(*table)
    wanted = {row: n for row, n in rows_of(table[0]).items() if n < SMALLEST}
    for row, values in values_by_integers(edition, list(wanted)).items():
        assert values >= min(3, wanted[row] + 1), (row, edition.groups)


@pytest.mark.parametrize("name", TABLES)
def test_nothing_can_be_told_by_trying_all_that_the_program_would_say(name):
    assert attacked_table(TABLES[name]) == []


@pytest.mark.parametrize("change", [change for change in CHANGES if change != "two added"])
@pytest.mark.parametrize("name", ["very small", "of several networks"])
def test_two_states_after_one_another_tell_no_more(name, change):
    assert attacked_pair(PAIRS[name], change) == []


@pytest.mark.parametrize("change", ["row mended", "removed"])
def test_without_what_is_refused_two_states_would_tell(change):
    assert attacked_pair(PAIRS["very small"], change, heeding=False)


def test_the_attack_finds_what_a_plain_table_gives_away():
    """The counter-example: totals beside the groups that are large enough."""
    tested = {"7": 7, "14": 14, "5": 5, "14b": 14}

    def plain(failed: dict) -> tuple:
        shown = tuple(failed[name] if n >= SMALLEST else None for name, n in tested.items())
        return (*shown, sum(failed.values()))

    assert too_few(possible(every(tested), plain), tested)


def test_the_same_table_is_always_published_in_the_same_way():
    tested = {f"s{n}": (f"N{n % 3}", None, {"ก": 3 + n}) for n in range(12)}
    failed = {row: n // 2 for row, n in rows_of(tested).items()}
    again = dict(reversed(tested.items()))
    assert outside(edition_of(tested, failed)) == outside(edition_of(again, failed))
