"""Which counts of pupils an outside page may show, so that no small group can be worked out.

A table of one test and grade: networks × subjects, with the total of every row and column. Nobody
outside may learn the count of a group of fewer than 10 pupils, nor that all or none of a group
passed. Three steps, the same for every link, so that two links differ by nothing that is hidden:

1. A group under 10 pupils is *hidden*. Where almost all or almost none pass, the percent is only
   said to be *below* or *above* a limit that leaves at least three counts possible.
2. Complementary suppression: more cells are hidden until no sum or difference gives a hidden one
   away, and what is left of a total is itself no small group.
3. Schools have no counts at all, only a colour; one under 10 pupils has none, and another one
   loses its colour where the network's total would tell.

Criterion (`rooms`): given every number shown, all sums, and 0 ≤ not passing ≤ tested, a hidden
number tested can still have three values or more, a hidden number not passing two or more. The
table is a network of flows, so that this is exact: a count can change where a cycle of counts that
aren't shown leads through it. Source: docs/rules.md, "Links for the committee".
"""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import Literal, NamedTuple

SMALLEST = 10  # pupils of a group that is shown
TOTAL = "*"  # the row of all networks, the column of all subjects
# pupils of the group up to → percent: closer to 0 or 100 is only "below" or "above" it
NEAR_EDGE = ((20, 25), (40, 10), (100, 5), (200, 2))
NEAREST = 1  # percent, for larger groups
ROOM = {"tested": 2, "not_passed": 1}  # how far a hidden count must be able to move

Cell = tuple[str, str]  # network, subject
Measure = Literal["tested", "not_passed"]
Bounds = dict[Cell, tuple[float, float]]


class Count(NamedTuple):
    """tested, not_passed: of one subject, or sittings of several; pupils: different ones."""

    tested: int
    not_passed: int
    pupils: int


class Seen(NamedTuple):
    """What is shown of a group. kind: "count"; "below" or "above" (percent against limit, no
    not_passed); "hidden" (nothing); "not_tested" (nobody was)."""

    kind: str
    tested: int | None = None
    not_passed: int | None = None
    limit: int | None = None  # percent


HIDDEN = Seen("hidden")
NOT_TESTED = Seen("not_tested", 0)


def edge(pupils: int) -> int:
    """How near to 0 or 100 percent a group of so many pupils may be shown, in percent."""
    return next((percent for most, percent in NEAR_EDGE if pupils <= most), NEAREST)


def alone(count: Count) -> Seen:
    """What may be shown of a group if nothing else were: the first step."""
    if count.tested == 0:
        return NOT_TESTED
    if count.pupils < SMALLEST:
        return HIDDEN
    near = edge(count.pupils)
    if 100 * count.not_passed < near * count.tested:
        return Seen("below", count.tested, None, near)
    if 100 * (count.tested - count.not_passed) < near * count.tested:
        return Seen("above", count.tested, None, 100 - near)
    return Seen("count", count.tested, count.not_passed)


def protect(
    counts: Mapping[Cell, Count],
    hide: Collection[Cell] = (),
    inside: Mapping[Measure, Bounds] | None = None,
) -> dict[Cell, Seen]:
    """What is shown of each cell of a table with its totals; see the criterion above.

    counts: every (network, subject), (network, TOTAL), (TOTAL, subject) and (TOTAL, TOTAL); a
        missing cell is nobody. ValueError where a total isn't the sum of its cells.
    hide: cells hidden for other reasons. inside: what else is known of a cell's counts (that of a
        network by the colours of its schools); see school_bounds.
    """
    table = _Table(counts, inside or {})
    for cell in hide:
        table.seen[cell] = HIDDEN
    while (more := _next_to_hide(table)) is not None:
        table.seen[more] = HIDDEN
    return table.seen


class _Table:
    """A table while cells of it are hidden, one after the other. free: cells known to have room,
    which they keep: hiding more never takes room away."""

    def __init__(self, counts: Mapping[Cell, Count], inside: Mapping[Measure, Bounds]):
        rows = sorted({row for row, _ in counts} - {TOTAL})
        columns = sorted({column for _, column in counts} - {TOTAL})
        self.rows, self.columns = [*rows, TOTAL], [*columns, TOTAL]
        cells = [(row, column) for row in self.rows for column in self.columns]
        self.counts = {cell: counts.get(cell, Count(0, 0, 0)) for cell in cells}
        self.inside = inside
        self.free: dict[Measure, set[Cell]] = {measure: set() for measure in ROOM}
        self.seen = {cell: alone(count) for cell, count in self.counts.items()}
        for line in self.lines():
            total = self.counts[line[-1]]
            for measure in ROOM:
                parts = sum(getattr(self.counts[cell], measure) for cell in line[:-1])
                if parts != getattr(total, measure):
                    raise ValueError(f"{measure} of {line[-1]} is not the sum of its cells")

    def lines(self) -> Iterator[list[Cell]]:
        """Each sum of the table: its cells, the total last."""
        for row in self.rows:
            yield [(row, column) for column in self.columns]
        for column in self.columns:
            yield [(row, column) for row in self.rows]

    def lines_of(self, cell: Cell) -> list[list[Cell]]:
        row, column = cell
        return [[(row, c) for c in self.columns], [(r, column) for r in self.rows]]

    def bounds(self, measure: Measure) -> Bounds:
        """What anybody can tell of each count; the true value lies within."""
        found = {}
        for cell, seen in self.seen.items():
            low, high = limits(seen, self.counts[cell], measure)
            least, most = self.inside.get(measure, {}).get(cell, (0, inf))
            found[cell] = max(low, least), min(high, most)
        return found

    def values(self, measure: Measure) -> dict[Cell, int]:
        return {cell: getattr(count, measure) for cell, count in self.counts.items()}


def limits(seen: Seen, count: Count, measure: Measure) -> tuple[float, float]:
    """The counts that what is shown leaves possible, the other count of the cell being as it is."""
    if seen.kind == "not_tested":
        return 0, 0
    if seen.kind == "hidden":
        return (max(1, count.not_passed), inf) if measure == "tested" else (0, count.tested)
    value = getattr(count, measure)
    if measure == "tested" or seen.kind == "count":
        return value, value
    near = edge(count.pupils)  # strictly below it, or above 100 − it
    reach = -(-near * count.tested // 100) - 1
    return (0, reach) if seen.kind == "below" else (count.tested - reach, count.tested)


def rooms(
    values: Mapping[Cell, int], bounds: Bounds, cells: Iterable[Cell], enough: int
) -> dict[Cell, int]:
    """How many steps each cell's count can move, up and down together, all sums being kept.

    values: of the whole table; bounds: of each cell. Counted up to `enough`.
    """
    arcs: defaultdict[tuple, list[tuple[tuple, Cell, int]]] = defaultdict(list)
    for cell, (low, high) in bounds.items():
        if low < high:
            start, end = _ends(cell)
            arcs[start].append((end, cell, 1))
            arcs[end].append((start, cell, -1))
    found = {}
    for cell in cells:
        up = _steps(values, bounds, arcs, cell, 1, enough)
        found[cell] = up + _steps(values, bounds, arcs, cell, -1, enough - up)
    return found


def _steps(
    values: Mapping[Cell, int], bounds: Bounds, arcs: Mapping, cell: Cell, by: int, most: int
) -> int:
    """Unit by unit: one more (or less) in the cell, carried round a cycle of other cells."""
    moved: dict[Cell, int] = {}

    def can_move(other: Cell, change: int) -> bool:
        low, high = bounds[other]
        return low <= values[other] + moved.get(other, 0) + change <= high

    for step in range(most):
        path = _cycle(arcs, can_move, cell, by) if can_move(cell, by) else None
        if path is None:
            return step
        for other, change in path:
            moved[other] = moved.get(other, 0) + change
    return most


def _ends(cell: Cell) -> tuple[tuple[str, str], tuple[str, str]]:
    """The cell as a flow from one sum to another: cells flow from rows to columns, on to totals."""
    row, column = ("row", cell[0]), ("column", cell[1])
    return (row, column) if (cell[0] == TOTAL) == (cell[1] == TOTAL) else (column, row)


def _cycle(
    arcs: Mapping, can_move: Callable[[Cell, int], bool], cell: Cell, by: int
) -> list[tuple[Cell, int]] | None:
    """Changes that keep every sum when the cell changes by one; None where there are none."""
    goal, start = _ends(cell)[::by]  # back from where the changed flow arrives
    came: dict[tuple, tuple] = {start: ()}
    queue = deque([start])
    while queue and goal not in came:
        place = queue.popleft()
        for to, other, change in arcs[place]:
            if to not in came and other != cell and can_move(other, change):
                came[to] = (place, other, change)
                queue.append(to)
    if goal not in came:
        return None
    path = [(cell, by)]
    while goal != start:
        goal, other, change = came[goal]
        path.append((other, change))
    return path


def _next_to_hide(table: _Table) -> Cell | None:
    """The cell to hide next, None where nothing that is hidden can be worked out."""
    if all(seen.kind in ("hidden", "not_tested") for seen in table.seen.values()):
        return None
    for line in table.lines():
        if _leaves_a_small_rest(table, line):
            return _partner(table, [line])
    for measure, room in ROOM.items():
        bounds, values = table.bounds(measure), table.values(measure)
        kept = [cell for cell in bounds if _is_kept_back(table.seen[cell], measure)]
        steps = rooms(values, bounds, [c for c in kept if c not in table.free[measure]], room)
        table.free[measure].update(cell for cell, found in steps.items() if found >= room)
        tight = [cell for cell, found in steps.items() if found < room]
        lines = [line for cell in tight for line in table.lines_of(cell)]
        if lines:  # the sum with fewest unknown cells first: there one more helps most
            return _partner(table, sorted(lines, key=lambda line: _unknown(table, line, measure)))
    return None


def _is_kept_back(seen: Seen, measure: Measure) -> bool:
    return seen.kind == "hidden" or (measure == "not_passed" and seen.kind in ("below", "above"))


def _leaves_a_small_rest(table: _Table, line: list[Cell]) -> bool:
    """Whether a total less what is shown of it is a small group, or one that all (or none) pass."""
    total, parts = table.seen[line[-1]], line[:-1]
    rest = [cell for cell in parts if table.seen[cell].kind == "hidden"]
    if not rest or total.kind in ("hidden", "not_tested"):
        return False
    counts = [table.counts[cell] for cell in rest]
    # subjects of one network are taken by the same pupils, networks have pupils of their own
    add_up = max if line[0][0] == line[-1][0] else sum
    pupils = add_up(count.pupils for count in counts)
    if pupils < SMALLEST:
        return True
    if any(table.seen[cell].kind in ("below", "above") for cell in line):
        return False
    failed = sum(count.not_passed for count in counts)
    return failed in (0, sum(count.tested for count in counts))


def _unknown(table: _Table, line: list[Cell], measure: Measure) -> int:
    return sum(_is_kept_back(table.seen[cell], measure) for cell in line)


def _partner(table: _Table, lines: list[list[Cell]]) -> Cell:
    """The cell of these sums (else of the table) to hide: no total if there is another, one whose
    other sum has a hidden cell already, the smallest."""

    def cost(cell: Cell) -> tuple:
        across = {c for other in table.lines_of(cell) for c in other} - {*line}
        closes = any(table.seen[c].kind == "hidden" for c in across)
        return TOTAL in cell, not closes, table.counts[cell].tested, cell

    for line in [*lines, list(table.seen)]:
        shown = [cell for cell in line if table.seen[cell].kind not in ("hidden", "not_tested")]
        if shown:
            return min(shown, key=cost)
    raise AssertionError("asked for a partner where everything is hidden")


# --- schools ----------------------------------------------------------------------------------


class School(NamedTuple):
    """A school of a table: its network and its count over all subjects."""

    network: str
    count: Count


class SchoolsSeen(NamedTuple):
    """shown: schools whose colour may be told. hide: networks whose total must be hidden because
    of them. inside: what their colours tell of the totals of networks, for protect."""

    shown: frozenset[str]
    hide: tuple[Cell, ...]
    inside: Mapping[Measure, Bounds]


def protect_schools(
    schools: Mapping[str, School], colour_of: Callable[[int, int], str | None]
) -> SchoolsSeen:
    """Which schools may be listed with their colour, each network's total being known.

    colour_of(not_passed, tested): None for no colour. Schools have no counts outside, so only a
    network's total less what the colours of the others leave possible could tell one.
    """
    by_network: defaultdict[str, dict[str, Count]] = defaultdict(dict)
    for code, (network, count) in sorted(schools.items()):
        if count.tested:
            by_network[network][code] = count
    shown: set[str] = set()
    hide: list[Cell] = []
    inside: dict[Measure, Bounds] = {measure: {} for measure in ROOM}
    for network, counts in by_network.items():
        order = sorted(counts, key=lambda code: (counts[code].pupils, code))
        told = [code for code in order if counts[code].pupils >= SMALLEST]
        slack = _slacks(counts, told, colour_of)
        while not _schools_have_room(slack, counts.keys() - set(told)):
            if not told:
                hide.append((network, TOTAL))
                break
            told = told[1:]  # the smallest
            slack = _slacks(counts, told, colour_of)
        shown.update(told)
        for measure in ROOM:
            total = sum(getattr(count, measure) for count in counts.values())
            downs, ups = zip(*(each[measure] for each in slack.values()), strict=True)
            inside[measure][network, TOTAL] = total - sum(downs), total + sum(ups)
    return SchoolsSeen(frozenset(shown), tuple(hide), inside)


def _slacks(
    counts: Mapping[str, Count], told: Sequence[str], colour_of: Callable[[int, int], str | None]
) -> dict[str, dict[Measure, tuple[float, float]]]:
    """_slack of the schools that aren't told, and of as many others as are needed: the rest is
    taken as fixed."""
    hidden = counts.keys() - set(told)
    found = {code: _slack(counts[code], False, colour_of) for code in sorted(hidden)}
    enough, sums = 2 * max(ROOM.values()), [0.0] * 2 * len(ROOM)
    for code in told:
        found[code] = _slack(counts[code], True, colour_of)
        each = [step for measure in ROOM for step in found[code][measure]]
        sums = [a + b for a, b in zip(sums, each, strict=True)]
        if min(sums) >= enough:
            break
    return found


def _slack(
    count: Count, is_shown: bool, colour_of: Callable[[int, int], str | None]
) -> dict[Measure, tuple[float, float]]:
    """How far each count of a school could be less, and more: its colour stays if it is shown."""
    tested, failed, _ = count
    if not is_shown:
        return {"tested": (tested - max(1, failed), inf), "not_passed": (failed, tested - failed)}
    colour, most = colour_of(failed, tested), max(ROOM.values())

    def far(by: int, measure: Measure) -> int:
        for step in range(1, most + 1):
            t = tested + by * step * (measure == "tested")
            n = failed + by * step * (measure == "not_passed")
            if not (0 <= n <= t and t >= SMALLEST and colour_of(n, t) == colour):
                return step - 1
        return most

    return {measure: (far(-1, measure), far(1, measure)) for measure in ROOM}


def _schools_have_room(slack: Mapping[str, Mapping], hidden: Collection[str]) -> bool:
    """Whether each school that isn't told can have other counts, the sum being kept."""
    for measure, room in ROOM.items():
        for code in hidden:
            down, up = slack[code][measure]
            others = [each[measure] for other, each in slack.items() if other != code]
            others_down, others_up = (sum(side) for side in zip((0, 0), *others, strict=True))
            if min(up, others_down) + min(down, others_up) < room:
                return False
    return True
