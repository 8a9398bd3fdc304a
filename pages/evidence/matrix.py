"""The matrix of points by group and state: a tile for each point, below its state."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from esa.judged import Edition
from esa.rules.evidence_work import NOBODY, Count, Tile
from esa.rules.vocabulary import STATE_WORDS, STATES, UNKNOWN, UNREAD
from esa.telling import drawings, words
from esa.telling.drawings import Matrix, Said, Tiles
from esa.telling.texts import NBSP, one_line, shorten
from esa.telling.topic import Door, Topic, together
from pages.evidence import words as said

CODE = 9  # characters of a code in a tile
MOST_ROWS = 40
MOST_TILES = 150
FEWER = (24, 12, 6, 3)  # tiles of one cell, until the whole has at most MOST_TILES
COLUMNS = (*STATES, UNREAD, UNKNOWN)

Found = Mapping[tuple[str, str], Sequence[Tile]]  # by group and state


def matrix(edition: Edition, tiles: Iterable[Tile], counts: Iterable[Count], group: str) -> Topic:
    """The chosen group first, then who lacks most; what names no lead last."""
    rows = in_order(counts, group)
    found: defaultdict[tuple[str, str], list[Tile]] = defaultdict(list)
    for tile in tiles:
        found[tile.group, tile.state].append(tile)
    most = _most(found)
    drawn = tuple(_row(edition, row, found, most, group) for row in rows[:MOST_ROWS])
    left = len(rows) - MOST_ROWS
    more = f"แสดง {MOST_ROWS} กลุ่มแรก อีก {left} กลุ่มอยู่ในตารางด้านล่าง" if left > 0 else ""
    return Topic("matrix", "", "", drawing=Matrix(drawn, _heads(found), more, parted=True))


def in_order(counts: Iterable[Count], group: str) -> list[Count]:
    return sorted(
        counts,
        key=lambda row: (
            row.group == NOBODY,
            row.group != group,
            -row.missing,
            -row.overdue,
            -row.unknown,
        ),
    )


def label(edition: Edition, code: str) -> str:
    """Name of a row: the group without กลุ่ม in front, shorter where it is long."""
    return words.group_short(edition.office, code) if code else words.NOBODY


def _heads(found: Found) -> tuple[tuple[str, str], ...]:
    """The states with their points, each once; the unknown ones only where there are some."""
    points = {(t.edition, t.criterion): t.state for own in found.values() for t in own}
    states = [*points.values()]
    counts = {state: states.count(state) for state in COLUMNS}
    shown = (state for state in COLUMNS if state in STATES or counts[state])
    return tuple((state, f"{STATE_WORDS[state]}{NBSP}{counts[state]}") for state in shown)


def _row(edition: Edition, row: Count, found: Found, most: int, group: str) -> Tiles:
    own = edition.code != edition.office.edition
    carried = (("edition", edition.code),) * own
    tiles = [
        tile
        for state in COLUMNS
        for tile in _tiles(found.get((row.group, state), ()), state, most, carried)
    ]
    door = Door("evidence", (("group", row.group), *carried)) if row.group else None
    chosen = bool(group) and row.group == group
    return Tiles(label(edition, row.group), tuple(tiles), Said(said.share(row)), door, chosen)


def _most(found: Found) -> int:
    """Tiles that one cell may have."""
    fits = (n for n in FEWER if sum(min(len(own), n) for own in found.values()) <= MOST_TILES)
    return next(fits, FEWER[-1])


def _tiles(own: Sequence[Tile], state: str, most: int, carried: tuple) -> Iterable[drawings.Tile]:
    """A cell; one that is cut ends in how many more there are."""
    kept = own if len(own) <= most else own[: most - 1]
    for tile in kept:
        code, late = one_line(tile.criterion), tile.overdue_days
        title = f"{code} {shorten(tile.title, 45) or said.NO_TITLE}"
        told = (title, STATE_WORDS[state], f"เกินกำหนด {late} วัน" if late else "")
        door = Door("evidence", (("criterion", tile.criterion or ""), *carried))
        yield drawings.Tile(shorten(code, CODE), state, together(told), door)
    if left := len(own) - len(kept):
        yield drawings.Tile(f"+{left}", state, f"+{left} ประเด็นอื่น · {STATE_WORDS[state]}")
