"""Which lines of the narrative are the titles of points, and which are items of lists.

Certain is a line that our own report marks, that is named (ประเด็นที่ 2 …, 1.4.2 …), or whose title
is known. Any other numbered line is a point only where the form says so: วิธีการดำเนินงาน stands
below it, or it opens the row. Of those the reading is taken in which points go up, stay within
their number, and everything else falls into lists that are counted from 1. Where a title and an
item of the list above it can't be told apart, neither is taken and what follows belongs to both.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field

from esa.imports import words
from esa.imports.known import Known, is_other
from esa.imports.lines import Chain, Line, unchained

# What a reading costs: the cheapest is taken.
SKIPPED = 1.0  # a number that no line has
LISTED = 3.0  # a number that no line has, though evidence is listed under it
GAP = 2.0  # an item of a list that leaves numbers out
BROKEN = 5.0  # an item that neither begins a list nor goes on with one
BEGUN = 0.5  # a list of items that look like points
UNUSED = 8.0  # a title that is known, and not taken
_MOST = 60  # points of one indicator
_NOUN = "การ"
_LONGEST_TITLE = 400  # characters, with what it goes on for
_LONGEST_MORE = 200  # characters of a line that a title goes on with


@dataclass(frozen=True)
class Candidate:
    """A line that may be a title. at: its place in the narrative; length: lines of the title.

    known: its title is, so that nothing else can be that point; sure: it is one whatever follows;
    doubtful: it also goes on with the list above it, and nothing tells; headed: a method stands
    below it.
    """

    at: int
    number: int
    title: str
    length: int = 1
    sure: bool = False
    doubtful: bool = False
    known: bool = False
    headed: bool = False


@dataclass
class Points:
    """titles: the lines taken, in their order; doubtful: those that may be one or an item; inside:
    places of numbered lines that head parts of their own within a point; told: numbered lines that
    nothing makes a title, though no list goes on to their number. Where evidence is listed under
    that number, such a line is doubtful: there is a point, and its text begins somewhere."""

    titles: list[Candidate] = field(default_factory=list)
    doubtful: list[Candidate] = field(default_factory=list)
    inside: set[int] = field(default_factory=set)
    told: list[Candidate] = field(default_factory=list)


def points(
    lines: Sequence[Line],
    indicator: str,
    total: int | None,
    known: Known,
    listed: frozenset[int] = frozenset(),
    opening: Container[int] = (0,),
) -> Points:
    """lines: the narrative of one indicator; listed: points that evidence is listed under;
    opening: places of lines that begin the row of a level."""
    if any(line.role == "point" for line in lines):
        marked = [(at, words.numbered(x)) for at, x in enumerate(lines) if x.role == "point"]
        found = [Candidate(at, n.number, n.text, sure=True) for at, n in marked if n]
        return Points(_rising(found, total))
    most = total or max([_MOST, *known.points.get(indicator, ())])
    found = list(_candidates(lines, indicator, most, known, opening))
    taken = _cheapest(found, most, total, listed)
    torn = _torn(lines, found, taken, total)
    doubtful = [each for each in taken if each.doubtful or each.at in torn]
    titles = {each.at for each in taken}
    inside = {at for at, x in enumerate(lines) if words.numbered(x) and _below(lines, at)} - titles
    kept = [each for each in taken if each not in doubtful]
    stray = list(_stray(lines, kept, total, known.titled(indicator))) if total else []
    doubtful += [each for each in stray if each.number in listed]
    return Points(kept, doubtful, inside, [each for each in stray if each.number not in listed])


def _torn(
    lines: Sequence[Line], found: Sequence[Candidate], taken: Sequence[Candidate], total: int | None
) -> set[int]:
    """Places of candidates taken out of a list that is longer than the points: projects ๑ to ๙
    with parts of their own aren't points up to the number of points and projects from there on.

    A list is torn where it goes on beyond their number, where one that begins above 1 has the same
    numbers, or where its first is none and the point before it goes on in a line beside the list.
    """
    by_place = {each.at: each for each in taken}
    torn: set[int] = set()
    runs = list(_runs(lines, found))
    alone = [run for run in runs if run[0].number > 1 and not any(x.at in by_place for x in run)]
    rivals = {each.number for run in alone for each in run if each.headed}
    for run in runs:
        own = {each.at for each in run if each.at in by_place}
        beyond = total is not None and run[-1].number > total
        before = [each for each in taken if each.at < run[0].at]
        apart = run[0].number == 1 and run[0].at not in own and before
        rivalled = any(each.at in own and each.number in rivals for each in run)
        if own and (beyond or rivalled or apart and _goes_on_beside(lines, before[-1], run)):
            torn |= own
    return torn


def _runs(lines: Sequence[Line], found: Sequence[Candidate]) -> Iterator[list[Candidate]]:
    """Candidates without a known title that are counted on in one sign and one kind of digits."""
    run: list[Candidate] = []
    signs = ("", False)
    for each in found:
        item = words.numbered(lines[each.at])
        if each.known or item is None:
            continue
        goes_on = run and each.number == run[-1].number + 1 and each.headed == run[-1].headed
        if run and (not goes_on or (item.sign, item.thai) != signs):
            yield run
            run = []
        signs = (item.sign, item.thai)
        run.append(each)
    if run:
        yield run


def _goes_on_beside(lines: Sequence[Line], title: Candidate, run: Sequence[Candidate]) -> bool:
    """Whether a line below a title, and not of the list, has the next number, written as in it."""
    own, inside = words.numbered(lines[title.at]), {each.at for each in run}
    if own is None:
        return False
    after = (at for at in range(title.at + 1, len(lines)) if at not in inside)
    later = (item for at in after if (item := words.numbered(lines[at])))
    return any((x.number, x.sign, x.thai) == (own.number + 1, *own[1:3]) for x in later)


def _stray(
    lines: Sequence[Line], titles: Sequence[Candidate], total: int, titled: frozenset[int]
) -> Iterator[Candidate]:
    """Numbered lines that may be the title of a point that is missing: they neither begin a list
    nor go on with one."""
    by_place = {each.at: each.number for each in titles}
    missing = set(range(1, total + 1)) - set(by_place.values()) - titled
    point, run = 0, _Run()
    for at, line in enumerate(lines):
        item = words.numbered(line)
        point = by_place.get(at, point)
        if at in by_place or words.part(line):
            run.end()
        elif item:
            if item.number in missing and item.number > max(point, 1) and not run.goes_on(item):
                yield Candidate(at, item.number, item.text)
            run.add(item)


def is_title(line: Line, indicator: str, known: Known) -> bool:
    """Whether a line is the title of a point by itself: marked, or known."""
    if line.role:
        return line.role == "point"
    found = known.point(words.title_of(line), indicator)
    return found is not None and _agrees(line, found.number)


def _rising(found: Sequence[Candidate], total: int | None) -> list[Candidate]:
    kept: list[Candidate] = []
    for each in found:
        if (not kept or each.number > kept[-1].number) and (not total or each.number <= total):
            kept.append(each)
    return kept


def _agrees(line: Line, number: int) -> bool:
    """A line with the known title: its own number is that of the point, or it has none."""
    item = words.numbered(line)
    return item is None or item.number == number


# --- candidates --------------------------------------------------------------------------------


def _candidates(
    lines: Sequence[Line], indicator: str, most: int, known: Known, opening: Container[int]
) -> Iterator[Candidate]:
    titled = known.titled(indicator)
    run = _Run()
    for at, line in enumerate(lines):
        item = words.numbered(line)
        certain = _known_title(lines, at, indicator, known) or _named(lines, at, indicator, most)
        if words.part(line) or (certain and (certain.known or certain.number not in titled)):
            run.end()
            if certain:
                yield certain
            continue
        if item is None:
            continue
        below = _below(lines, at)
        known_title = known.points.get(indicator, {}).get(item.number, "")
        free = item.number not in titled or not is_other(known_title, item.text)
        if free and (below or at in opening):
            goes_on = run.goes_on(item) and not _supported(lines, at, item, run)
            yield Candidate(
                at, item.number, item.text, max(below, 1), at in opening, goes_on, headed=below > 0
            )
        run.add(item)


def _known_title(lines: Sequence[Line], at: int, indicator: str, known: Known) -> Candidate | None:
    """A line, or it and the next ones, with a title that is known."""
    line = lines[at]
    if line.role or len(line.text) > _LONGEST_TITLE:
        return None
    text, more, best = words.title_of(line), [], None
    for length in (1, 2, 3):
        found = known.point(text, indicator, *more)
        if found and (best is None or found.likeness > best[0].likeness + 1):
            best = (found, length)
        after = lines[at + length] if at + length < len(lines) else None
        if after is None or words.part(after) or words.numbered(after) or after.role:
            break
        alone = known.point(words.title_of(after), indicator)
        more.append(after.text)
        joined = known.point(text, indicator, *more) if alone else None
        better = alone and text and alone.likeness >= (joined or alone).likeness
        if words.named_point(after) or better:
            break  # a title of its own, whatever stands above it
    if best is None or not _agrees(line, best[0].number):
        return None
    found, length = best
    titles = " ".join([words.title_of(line), *(x.text for x in lines[at + 1 : at + length])])
    return Candidate(at, found.number, titles, length, known=True)


def _named(lines: Sequence[Line], at: int, indicator: str, most: int) -> Candidate | None:
    """ "ประเด็นที่ 2 …", or the whole code 1.4.2 with a title that a part follows."""
    line = lines[at]
    if found := words.named_point(line):
        parts = found[0].replace("-", ".").split(".")
        own = len(parts) == 1 or ".".join(parts[:-1]) == indicator
        if own and int(parts[-1]) <= most and len(line.text) <= _LONGEST_TITLE:
            below = _below(lines, at)
            if not found[1] and below < 2:  # the title stands below it, or it is no title
                return None
            return Candidate(at, int(parts[-1]), found[1], max(below, 1), sure=below > 0)
    code = words.dotted(line)
    if code and ".".join(map(str, code[0][:-1])) == indicator and code[0][-1] <= most:
        length = _below(lines, at)
        if length:
            return Candidate(at, code[0][-1], code[1], length)
    return None


def _below(lines: Sequence[Line], at: int) -> int:
    """Lines of a title until the part that stands right below it; 0 where none does."""
    length, size = 1, len(lines[at].text)
    while at + length < len(lines):
        after = lines[at + length]
        part = words.part(after)
        if part:
            return length if part == "method" else 0
        size += len(after.text)
        more = len(after.text) <= _LONGEST_MORE and size <= _LONGEST_TITLE and length < 3
        begins = words.numbered(after) or words.dotted(after) or words.named_point(after)
        if not more or begins or after.role:
            return 0
        length += 1
    return 0


def _supported(lines: Sequence[Line], at: int, item: words.Numbered, run: "_Run") -> bool:
    """Whether something beside its place says that a line is a title and no item: the digits of
    the list above it are others, or what follows is counted under its number."""
    if run.thai is not None and item.thai != run.thai:
        return True
    if item.text.startswith(_NOUN) and not any(run.starts):
        return True
    for line in lines[at + 1 : at + 40]:
        single, found = words.numbered(line), words.dotted(line)
        if found and found[0][0] == item.number:
            return line.text[:1].isascii() != item.thai
        if single and single.number == item.number + 1:
            return False
    return False


class _Run:
    """The list that is open in the text: its last number and sign, and its digits."""

    def __init__(self) -> None:
        self.last, self.sign = 0, ""
        self.thai: bool | None = None  # None: both kinds of digits
        self.starts: list[bool] = []  # whether each item is a noun of action, as titles are

    def end(self) -> None:
        self.last = 0

    def add(self, item: words.Numbered) -> None:
        begins = item.number != self.last + 1 or self.last == 0
        self.thai = item.thai if begins or self.thai == item.thai else None
        self.starts = [*([] if begins else self.starts), item.text.startswith(_NOUN)]
        self.last, self.sign = item.number, item.sign

    def goes_on(self, item: words.Numbered) -> bool:
        return self.last > 0 and item.number == self.last + 1 and item.sign == self.sign


# --- the cheapest reading ----------------------------------------------------------------------


def _cheapest(
    found: Sequence[Candidate], most: int, total: int | None, listed: frozenset[int]
) -> list[Candidate]:
    """The candidates that are points in the reading that costs least.

    A state is (last point, last number of a list of candidates that are none).
    """
    states: dict[tuple[int, int], tuple[float, Chain[Candidate]]] = {(0, 0): (0.0, None)}
    for each in found:
        after: dict[tuple[int, int], tuple[float, Chain[Candidate]]] = {}
        for (last, item), (cost, taken) in states.items():
            for state, more, kept in _readings(each, last, item, most, listed):
                if state not in after or cost + more < after[state][0]:
                    after[state] = (cost + more, (kept, taken) if kept else taken)
        states = after
    ends = {
        state: cost + _missing(state[0], (total or state[0]) + 1, listed)
        for state, (cost, _) in states.items()
    }
    best = min(ends, key=lambda state: (ends[state], -state[0]))
    return unchained(states[best][1])


def _readings(
    each: Candidate, last: int, item: int, most: int, listed: frozenset[int]
) -> Iterator[tuple[tuple[int, int], float, Candidate | None]]:
    """What a candidate may be after a state: (new state, cost, the candidate where it is taken)."""
    if last < each.number <= most:
        yield (each.number, 0), _missing(last, each.number, listed), each
    if each.known:  # the title printed again on the next page, or quoted in a text
        yield (last, item), 0.0 if each.number == last else UNUSED, None
    elif each.sure:
        yield (last, item), BEGUN if each.doubtful else BROKEN, None
    elif each.number == 1:
        yield (last, 1), BEGUN, None
    else:
        cost = 0.0 if each.number == item + 1 else GAP if each.number > item > 0 else BROKEN
        yield (last, each.number), cost, None


def _missing(last: int, next_: int, listed: frozenset[int]) -> float:
    return sum(LISTED if n in listed else SKIPPED for n in range(last + 1, next_))
