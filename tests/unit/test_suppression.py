"""Small groups stay hidden: no sum, difference or filter of what is shown gives a count away.

The attacks below know nothing of how cells are chosen: they go through other tables near the true
one and keep those that would have been published just the same. A count that is the same in all of
them can be worked out.
"""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from esa.share.suppression import (
    HIDDEN,
    ROOM,
    SMALLEST,
    TOTAL,
    Count,
    School,
    Seen,
    alone,
    edge,
    protect,
    protect_schools,
    rooms,
)

NETWORKS, SUBJECTS = ("N1", "N2", "N3"), ("ก", "ข", "ค")
CELLS = [(row, column) for row in (*NETWORKS, TOTAL) for column in (*SUBJECTS, TOTAL)]


def table(tested: np.ndarray, not_passed: np.ndarray) -> dict:
    """Counts with totals; the pupils of a network are those of its largest subject."""
    rows, columns = tested.shape
    counts = {}
    for r in range(rows):
        for c in range(columns):
            counts[NETWORKS[r], SUBJECTS[c]] = Count(
                *map(int, (tested[r, c], not_passed[r, c], tested[r, c]))
            )
    for r in range(rows):
        pupils = int(tested[r].max())
        counts[NETWORKS[r], TOTAL] = Count(int(tested[r].sum()), int(not_passed[r].sum()), pupils)
    for c in range(columns):
        of = int(tested[:, c].sum())
        counts[TOTAL, SUBJECTS[c]] = Count(of, int(not_passed[:, c].sum()), of)
    everybody = sum(counts[NETWORKS[r], TOTAL].pupils for r in range(rows))
    counts[TOTAL, TOTAL] = Count(int(tested.sum()), int(not_passed.sum()), everybody)
    return counts


def every_sum(tables: np.ndarray) -> dict:
    """Cell → its value in each of many tables (tables × rows × columns)."""
    _, rows, columns = tables.shape
    found = {
        (NETWORKS[r], SUBJECTS[c]): tables[:, r, c] for r in range(rows) for c in range(columns)
    }
    found |= {(NETWORKS[r], TOTAL): tables[:, r].sum(axis=1) for r in range(rows)}
    found |= {(TOTAL, SUBJECTS[c]): tables[:, :, c].sum(axis=1) for c in range(columns)}
    return found | {(TOTAL, TOTAL): tables.sum(axis=(1, 2))}


def near(truth: np.ndarray, reach: int) -> np.ndarray:
    """All tables whose cells differ from the true one by at most so much."""
    steps = np.array(list(product(range(-reach, reach + 1), repeat=truth.size)))
    return truth + steps.reshape(-1, *truth.shape)


def could_be(tested: np.ndarray, not_passed: np.ndarray, seen: dict) -> np.ndarray:
    """Which of these tables would have been published as `seen` (one of the two may be fixed)."""
    n = max(len(tested), len(not_passed))
    tested = np.broadcast_to(tested, (n, *tested.shape[1:]))
    not_passed = np.broadcast_to(not_passed, (n, *not_passed.shape[1:]))
    good = ((not_passed >= 0) & (not_passed <= tested)).all(axis=(1, 2))
    of, failed = every_sum(tested), every_sum(not_passed)
    for cell, what in seen.items():
        if what.kind == "not_tested":
            good &= of[cell] == 0
        elif what.kind == "count":
            good &= (of[cell] == what.tested) & (failed[cell] == what.not_passed)
        elif what.kind == "below":
            good &= (of[cell] == what.tested) & (100 * failed[cell] < what.limit * of[cell])
        elif what.kind == "above":
            good &= (of[cell] == what.tested) & (100 * failed[cell] > what.limit * of[cell])
    return good


def values_left(tested: np.ndarray, not_passed: np.ndarray, seen: dict, reach: int) -> tuple:
    """How many values each cell's counts can still have, by exhaustive search near the truth."""
    others = near(tested, reach)
    kept = others[could_be(others, not_passed[None], seen)]
    of = {cell: len(set(values.tolist())) for cell, values in every_sum(kept).items()}
    others = near(not_passed, reach)
    kept = others[could_be(tested[None], others, seen)]
    failed = {cell: len(set(values.tolist())) for cell, values in every_sum(kept).items()}
    return of, failed


def assert_nothing_can_be_told(tested: np.ndarray, not_passed: np.ndarray, reach: int = 2) -> dict:
    seen = protect(table(tested, not_passed))
    kinds = {what.kind for what in seen.values()}
    if kinds <= {"hidden", "not_tested"}:
        return seen
    of, failed = values_left(tested, not_passed, seen, reach)
    for cell, what in seen.items():
        if what.kind == "hidden":
            assert of[cell] >= 3, (cell, seen)
        if what.kind in ("hidden", "below", "above"):
            assert failed[cell] >= 2, (cell, seen)
    return seen


sizes = st.one_of(st.integers(0, 12), st.integers(10, 60))


@st.composite
def tables(draw, rows: int, columns: int) -> tuple[np.ndarray, np.ndarray]:
    """Tables with many small, empty, all-passing and none-passing groups."""
    tested = [[draw(sizes) for _ in range(columns)] for _ in range(rows)]
    share = st.one_of(st.just(0.0), st.just(1.0), st.floats(0, 1))
    failed = [[round(of * draw(share)) for of in row] for row in tested]
    return np.array(tested), np.array(failed)


# --- what may be shown of a group alone -------------------------------------------------------


@pytest.mark.parametrize(
    ("pupils", "kind"), [(0, "not_tested"), (1, "hidden"), (9, "hidden"), (10, "count")]
)
def test_a_group_is_shown_from_ten_pupils_on(pupils, kind):
    assert alone(Count(pupils, pupils // 2, pupils)).kind == kind


def test_sittings_of_few_pupils_are_no_large_group():
    assert alone(Count(72, 30, 9)) == HIDDEN


@pytest.mark.parametrize("pupils", [*range(10, 450), 5_000])
def test_a_limit_leaves_at_least_three_counts_possible(pupils):
    for failed, kind in ((0, "below"), (pupils, "above")):
        seen = alone(Count(pupils, failed, pupils))
        same = [n for n in range(pupils + 1) if alone(Count(pupils, n, pupils)) == seen]
        assert seen.kind == kind and seen.not_passed is None
        assert len(same) >= 3


def test_the_percent_at_the_limit_itself_is_shown():
    assert alone(Count(40, 3, 40)) == Seen("below", 40, None, edge(40))
    assert alone(Count(40, 4, 40)) == Seen("count", 40, 4)
    assert alone(Count(40, 36, 40)) == Seen("count", 40, 36)
    assert alone(Count(40, 37, 40)) == Seen("above", 40, None, 90)


# --- complementary suppression ----------------------------------------------------------------


def test_one_small_group_takes_others_along():
    tested = np.array([[5, 30, 30], [40, 40, 40], [50, 50, 50]])
    seen = protect(table(tested, tested // 2))
    hidden = {cell for cell, what in seen.items() if what.kind == "hidden"}
    assert len(hidden) == 4 and ("N1", "ก") in hidden
    assert seen[TOTAL, TOTAL].kind == "count"


def test_two_small_groups_whose_sum_is_small_take_a_third_along():
    tested = np.array([[4], [5], [60]])
    seen = protect(table(tested, tested // 2))
    assert [seen[n, "ก"].kind for n in NETWORKS] == ["hidden"] * 3


def test_nothing_is_hidden_where_every_group_is_large():
    tested = np.full((3, 3), 50)
    assert {what.kind for what in protect(table(tested, tested // 2)).values()} == {"count"}


@given(tables(2, 2))
@example((np.array([[9, 10], [10, 9]]), np.array([[0, 5], [5, 9]])))
@example((np.array([[12, 12], [12, 12]]), np.array([[0, 6], [6, 6]])))
@example((np.array([[1, 0], [0, 40]]), np.array([[1, 0], [0, 20]])))
@example((np.array([[10, 10], [10, 10]]), np.array([[10, 10], [10, 10]])))
def test_no_hidden_count_of_two_networks_and_two_subjects_can_be_worked_out(counts):
    assert_nothing_can_be_told(*counts)


@given(tables(3, 2))
@example((np.array([[5, 40], [40, 40], [40, 5]]), np.array([[2, 20], [20, 20], [20, 2]])))
def test_no_hidden_count_of_three_networks_and_two_subjects_can_be_worked_out(counts):
    assert_nothing_can_be_told(*counts)


@given(tables(3, 1))
def test_no_hidden_count_of_one_subject_can_be_worked_out(counts):
    assert_nothing_can_be_told(*counts, reach=3)


@given(tables(3, 3))
def test_no_difference_of_a_total_and_what_is_shown_of_it_is_a_small_group(counts):
    made = table(*counts)
    seen = protect(made)
    rows, columns = (*NETWORKS, TOTAL), (*SUBJECTS, TOTAL)
    lines = [[(r, c) for c in columns] for r in rows] + [[(r, c) for r in rows] for c in columns]
    for *parts, total in lines:
        rest = [made[cell] for cell in parts if seen[cell].kind == "hidden"]
        if rest and seen[total].kind != "hidden":
            assert sum(count.tested for count in rest) >= SMALLEST


@given(tables(3, 3))
def test_no_two_filters_differ_by_a_small_group(counts):
    """Every filter by networks and subjects, less every narrower one, as far as both have an
    answer: of the totals where all are chosen, else the sum of cells that are all shown."""
    made = table(*counts)
    seen = protect(made)

    def answer(rows: tuple, columns: tuple) -> int | None:
        cells = product(
            (TOTAL,) if len(rows) == len(NETWORKS) else rows,
            (TOTAL,) if len(columns) == len(SUBJECTS) else columns,
        )
        parts = [seen[cell].tested for cell in cells]
        return None if None in parts else sum(parts)

    answers = {}
    for rows, columns in product(subsets(NETWORKS), subsets(SUBJECTS)):
        if (found := answer(rows, columns)) is not None:
            answers[rows, columns] = found
    for ((rows, columns), wide), ((fewer, less), narrow) in product(answers.items(), repeat=2):
        if set(fewer) <= set(rows) and set(less) <= set(columns):
            assert wide == narrow or wide - narrow >= SMALLEST


def subsets(codes: tuple) -> list[tuple]:
    return [chosen for size in (1, 2, 3) for chosen in combinations(codes, size)]


def test_the_attack_finds_what_plain_suppression_gives_away():
    tested = np.array([[5, 30], [40, 40]])
    not_passed = tested // 2
    plain = {cell: alone(count) for cell, count in table(tested, not_passed).items()}
    of, _ = values_left(tested, not_passed, plain, 2)
    assert plain["N1", "ก"] == HIDDEN and of["N1", "ก"] == 1


@given(tables(2, 2))
def test_room_agrees_with_exhaustive_search(counts):
    tested, not_passed = counts
    made = table(tested, not_passed)
    values = {cell: count.tested for cell, count in made.items()}
    hidden = {cell for cell in made if sum(map(ord, "".join(cell))) % 3 and made[cell].tested}
    bounds = {
        cell: (max(count.tested - 3, 0), count.tested + 3)
        if cell in hidden
        else (count.tested,) * 2
        for cell, count in made.items()
    }
    others = near(tested, 1)
    sums = every_sum(others)
    good = np.ones(len(others), dtype=bool)
    for cell, (low, high) in bounds.items():
        good &= (low <= sums[cell]) & (sums[cell] <= high)
    by_search = {cell: len(set(sums[cell][good].tolist())) - 1 for cell in hidden}
    assert {c: min(n, 1) for c, n in rooms(values, bounds, hidden, 1).items()} == {
        c: min(n, 1) for c, n in by_search.items()
    }


def test_totals_that_are_no_sums_are_refused():
    made = table(np.full((2, 2), 20), np.full((2, 2), 5))
    with pytest.raises(ValueError):
        protect({**made, (TOTAL, TOTAL): Count(81, 20, 40)})


def test_the_same_table_is_always_published_in_the_same_way():
    made = table(np.array([[5, 30, 9], [40, 7, 40]]), np.array([[2, 15, 4], [20, 3, 20]]))
    assert protect(made) == protect(dict(reversed(made.items())))


# --- schools ----------------------------------------------------------------------------------


def colour(not_passed: int, tested: int) -> str:
    return (
        "blue" if 100 * not_passed < 30 * tested else "green" if 2 * not_passed < tested else "red"
    )


school = st.tuples(st.sampled_from(["N1", "N2"]), st.integers(1, 30), st.floats(0, 1))


@given(st.lists(school, min_size=1, max_size=4))
@example([("N1", 1, 0.0), ("N1", 10, 0.2)])
@example([("N1", 5, 1.0), ("N1", 12, 1.0), ("N2", 30, 0.5)])
def test_no_school_without_a_colour_can_be_worked_out_from_its_network(drawn):
    """Schools of one subject, networks and office together, gone through near the truth."""
    networks = [network for network, _, _ in drawn]
    tested = np.array([of for _, of, _ in drawn])
    failed = np.array([round(of * share) for _, of, share in drawn])
    schools = {
        f"s{n}": School(network, Count(int(of), int(bad), int(of)))
        for n, (network, of, bad) in enumerate(zip(networks, tested, failed, strict=True))
    }
    listed = protect_schools(schools, colour)
    counts = sums_of(schools)
    seen = protect(counts, listed.hide, listed.inside)
    if all(what.kind in ("hidden", "not_tested") for what in seen.values()) and not listed.shown:
        return
    steps = np.array(list(product(range(-2, 3), repeat=len(drawn))))
    for measure, room in ROOM.items():
        left = [set() for _ in drawn]
        totals: dict[str, set] = {}
        for step in steps:
            of = tested + step if measure == "tested" else tested
            bad = failed + step if measure == "not_passed" else failed
            if ((bad < 0) | (bad > of) | (of < 1)).any():
                continue
            if not same_outside(networks, of, bad, schools, listed.shown, seen):
                continue
            for n, value in enumerate(of if measure == "tested" else bad):
                left[n].add(int(value))
            for network in set(networks):
                values = (of if measure == "tested" else bad)[[x == network for x in networks]]
                totals.setdefault(network, set()).add(int(values.sum()))
        for n, code in enumerate(schools):
            if code not in listed.shown:
                assert len(left[n]) > room, (code, measure, seen, listed)
        for network in set(networks):
            if seen[network, TOTAL].kind == "hidden":
                assert len(totals[network]) > room


def sums_of(schools: dict) -> dict:
    counts: dict = {}
    for network, count in schools.values():
        for cell in product((network, TOTAL), ("ก", TOTAL)):
            before = counts.get(cell, Count(0, 0, 0))
            counts[cell] = Count(*map(sum, zip(before, count, strict=True)))
    return counts


def same_outside(networks, tested, failed, schools, shown, seen) -> bool:
    """Whether these counts of the schools would look the same: colours, networks, office."""
    others = {
        code: School(network, Count(int(of), int(bad), int(of)))
        for code, network, of, bad in zip(schools, networks, tested, failed, strict=True)
    }
    for code in shown:
        _, (of, bad, _) = others[code]
        if of < SMALLEST or colour(bad, of) != colour(*schools[code].count[1::-1]):
            return False
    for cell, count in sums_of(others).items():
        what = seen[cell]
        if what.kind == "hidden":
            continue
        if count.tested != what.tested:
            return False
        if what.kind == "count" and count.not_passed != what.not_passed:
            return False
        if what.kind == "below" and not 100 * count.not_passed < what.limit * count.tested:
            return False
        if what.kind == "above" and not 100 * count.not_passed > what.limit * count.tested:
            return False
    return True
