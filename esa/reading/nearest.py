"""Did-you-mean: the known word nearest to what was typed, as a suggestion and never as a guess."""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Prefix

from esa import thai

NEAR_ENOUGH = 65  # of 100; below that a suggestion confuses more than it helps


_DENIES = re.compile("ไม่|ยัง(?!คง)|มิ(?:ได้|ใช่)|ห้าม|งดเว้น|^(?:not|no|un)", re.IGNORECASE)


def denies(text: str) -> bool:
    """Whether a negation stands in the text: never suggested for one without, nor the reverse."""
    return _DENIES.search(text) is not None


def closest(text: str, choices: Iterable[str]) -> str:
    """The choice most like the text, spelling noise aside; "" where none is near. Never one that
    denies what the text says, or says what it denies.

    Of several equally near the one that begins alike longest: 2.3.6 means 2.3.5 before 2.2.3.
    """
    folded: dict[str, str] = {}
    denied = denies(text)
    for choice in choices:
        if denies(choice) == denied:  # of one folding a name before its aliases
            folded.setdefault(thai.fold(choice), choice)
    typed = thai.fold(text)
    found = process.extract(
        typed, list(folded), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH, limit=20
    )
    best = max(found, key=lambda near: (near[1], Prefix.similarity(typed, near[0])), default=None)
    return folded[best[0]] if best else ""
