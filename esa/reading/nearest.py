"""Did-you-mean: the known word nearest to what was typed, as a suggestion and never as a guess."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Prefix

from esa import thai

NEAR_ENOUGH = 65  # of 100; below that a suggestion confuses more than it helps


def closest(text: str, choices: Iterable[str]) -> str:
    """The choice most like the text, spelling noise aside; "" where none is near.

    Of several equally near the one that begins alike longest: 2.3.6 means 2.3.5 before 2.2.3.
    """
    folded: dict[str, str] = {}
    for choice in choices:
        folded.setdefault(thai.fold(choice), choice)  # a name before its aliases
    typed = thai.fold(text)
    found = process.extract(
        typed, list(folded), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH, limit=20
    )
    best = max(found, key=lambda near: (near[1], Prefix.similarity(typed, near[0])), default=None)
    return folded[best[0]] if best else ""
