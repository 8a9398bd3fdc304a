"""What is made for the committee is made once for each state, and only so often a minute."""

import threading
import time

import pytest

from esa.screen.door_committee import MOST_PDFS, PDFS_A_MINUTE, Kept, pdfs


def made_by(kept: Kept, keys: list[int]) -> tuple[list[bytes | None], list[int]]:
    """What each of those who ask gets, and what was made for it."""
    made: list[int] = []

    def make(key: int) -> bytes:
        made.append(key)
        return str(key).encode()

    return [kept.get(key, lambda key=key: make(key)) for key in keys], made


def test_the_same_is_made_once_and_another_state_anew():
    got, made = made_by(Kept(9, 9), [1, 1, 2, 1, 2])
    assert got == [b"1", b"1", b"2", b"1", b"2"] and made == [1, 2]


def test_so_many_are_made_a_minute_and_what_is_there_is_still_given(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    kept = Kept(50, 10)
    got, made = made_by(kept, [*range(15), 3])
    assert len(made) == 10 and got[10:15] == [None] * 5 and got[15] == b"3"
    now[0] += 61
    assert made_by(kept, [99])[0] == [b"99"]


def test_the_oldest_make_room():
    kept = Kept(3)
    made_by(kept, [1, 2, 3, 1, 4])
    assert made_by(kept, [1, 3, 4])[1] == []
    assert made_by(kept, [2])[1] == [2]


def test_those_who_ask_together_get_what_one_of_them_has_made():
    kept, made, got = Kept(9, 1), [], []

    def make() -> bytes:
        made.append(1)
        time.sleep(0.1)
        return b"x"

    asking = [threading.Thread(target=lambda: got.append(kept.get("a", make))) for _ in range(8)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert (made, got) == ([1], [b"x"] * 8)


def test_one_that_fails_holds_nobody_up():
    kept = Kept(9, 9)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: bytes(1 // 0))
    assert kept.get("a", lambda: b"x") == b"x"


def test_papers_of_the_committee_are_bounded():
    assert (pdfs._most, pdfs._a_minute) == (MOST_PDFS, PDFS_A_MINUTE) and PDFS_A_MINUTE > 0
