"""Chance that gives the same on every machine: whole numbers made of a seed's random() only."""

from collections.abc import Sequence
from random import Random


def whole(random: Random, low: int, high: int) -> int:
    """A whole number from low to high, both possible."""
    return low + int(random.random() * (high - low + 1))


def one_of(random: Random, choices: Sequence[str]) -> str:
    """One of the choices."""
    return choices[whole(random, 0, len(choices) - 1)]


def bell(random: Random, spread: int) -> int:
    """About normal, mean 0 and the spread given: twelve whole numbers of 0 to 9,999 added."""
    drawn = random.random
    total = sum([int(drawn() * 10000) for _ in range(12)])
    return (total - 59994) * spread // 10000
