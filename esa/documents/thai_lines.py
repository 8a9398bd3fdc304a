"""Where Typst may break a line of Thai: between two words that are known, nowhere else.

Typst guesses the words of Thai and breaks ชุ|ม|ช|น. So every other place in Thai is joined before:
words are found from a list (thai_words.txt: the common ones of PyThaiNLP's list, CC0, and our own,
the most common first), the compounds of esa/telling/compounds.txt among them. A name that isn't
known stays whole, unless it is longer than any line should bear.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise
from math import log
from pathlib import Path

from esa.telling.line_breaks import compounds
from esa.telling.texts import JOINER

LIST = Path(__file__).with_name("thai_words.txt")
UNKNOWN, COMPOUND = 12.0, 5.0  # what a letter of an unknown word costs, and a compound
LONGEST = 30  # letters that stay on one line where nothing is known of them
_RUN = re.compile(r"[ก-ฺเ-๎\u2060]{2,}")
_BETWEEN = re.compile(r"(?<=[ก-ฮะ-ฺฯๆ็-๎])(?=[ก-ฮเ-ไ])")  # where Thai writing can be parted at all


def at_words(text: str) -> str:
    """The same text with joiners in Thai wherever no line may break; those that it has stay."""
    return _RUN.sub(lambda run: _held(run[0]), text)


@cache
def _words() -> tuple[dict[str, float], int]:
    """Each known word with what it costs, and how long the longest is. The list begins with the
    most common ones."""
    listed = LIST.read_text(encoding="utf-8").split()
    costs = {word: log(place + 2) for place, word in enumerate(listed)}
    costs |= dict.fromkeys(compounds(), COMPOUND)
    return costs, max(map(len, costs))


@lru_cache(maxsize=8192)
def _held(run: str) -> str:
    bare, joined = _without_joiners(run)
    may = {cut for cut in _cuts(bare) if cut not in joined}
    pieces: list[str] = []
    for start, end in pairwise([0, *sorted(may), len(bare)]):
        piece = bare[start:end]
        pieces.append(piece if len(piece) > LONGEST else _BETWEEN.sub(JOINER, piece))
    return "".join(pieces) if not joined else _again(pieces, joined)


def _again(pieces: list[str], joined: set[int]) -> str:
    """The pieces with the joiners that stood between letters."""
    made, at = [], 0
    for piece in pieces:
        for letter in piece:
            if letter != JOINER:
                if at in joined and made and made[-1] != JOINER:
                    made.append(JOINER)
                at += 1
            made.append(letter)
    return "".join(made)


def _without_joiners(run: str) -> tuple[str, set[int]]:
    joined, bare = set(), []
    for letter in run:
        if letter == JOINER:
            joined.add(len(bare))
        else:
            bare.append(letter)
    return "".join(bare), joined


def _cuts(run: str) -> Iterator[int]:
    """Where two known words meet."""
    parts = _parts(run)
    return (start for (_, one), (start, other) in pairwise(parts) if one and other)


def _parts(run: str) -> list[tuple[int, bool]]:
    """Start of each part and whether it is a known word: of all ways to part the run the likeliest,
    a word being the likelier the more common it is."""
    words, longest = _words()
    best: list[tuple[float, int]] = [
        (0.0, 0)
    ]  # up to here: what it costs, where the last part starts
    for end in range(1, len(run) + 1):
        ways = [(best[end - 1][0] + UNKNOWN, end - 1)]
        if end == len(run) or _BETWEEN.match(run, end):
            for start in range(max(0, end - longest), end - 1):
                cost = words.get(run[start:end])
                if cost is not None:
                    ways.append((best[start][0] + cost, start))
        best.append(min(ways))
    return _merged(_ways_back(run, best))


def _ways_back(run: str, best: list[tuple[float, int]]) -> list[tuple[int, bool]]:
    found, end = [], len(run)
    while end:
        start = best[end][1]
        found.append((start, end - start > 1))
        end = start
    return found[::-1]


def _merged(parts: list[tuple[int, bool]]) -> list[tuple[int, bool]]:
    """Unknown letters beside each other are one part."""
    return [part for n, part in enumerate(parts) if part[1] or not n or parts[n - 1][1]]
