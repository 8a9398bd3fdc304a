"""What the page of many offices claims: never more than the offices that published can say."""

import random
from dataclasses import replace
from datetime import date, datetime

import pytest

from esa.reading.office import BANGKOK
from esa.rollup.many import Many
from esa.rollup.register import Listed, Register
from esa.rollup.target import Published, State
from esa.telling.texts import NBSP
from esa.telling.topic import plain
from pages.offices import colours as colours_told
from pages.offices import topics
from pages.offices.seen import Cell, Colour, Lag, Seen

TODAY = date(2014, 10, 1)
THAI = {"P3": "ป.3", "M6": "ม.6"}
LISTED = tuple(Listed(f"10{n:02}", f"สำนักงาน {n}") for n in range(4))


def seen(sent: int, *, listed: bool = True, **more: object) -> Seen:
    """Four offices, of which so many published today."""
    register = Register({each.office: each for each in LISTED}, is_there=listed)
    now = {each.office: _published(each.office) for each in LISTED[:sent]}
    return Seen(Many(register, now, {}, {}, ()), LISTED, TODAY, "2557", **more)


def _published(office: str) -> Published:
    at = datetime(2014, 10, 1, 9, tzinfo=BANGKOK)
    return Published(State(office, "2557", f"{TODAY}"), at, 1, 1, 0)


@pytest.mark.parametrize("sent", [3, 4])
@pytest.mark.parametrize("maybe", [0, 1])
def test_that_nothing_lags_is_said_of_those_that_published_only(sent, maybe):
    said = topics.finding(seen(sent, lags=(Lag("2557", "2.2", sent, 0, maybe, 0, 0, 0),)))
    assert ("ในสำนักงานที่ส่งแล้ว" in said) == (sent < 4)
    assert ("ยังบอกไม่ได้" in said) == bool(maybe)


@pytest.mark.parametrize(
    ("sent", "rest"),
    [(1, "ค้าง 1–2 ตัวบ่งชี้"), (3, "ตัวบ่งชี้ที่ค้างมากที่สุด 2.2 ค้าง 1 แห่ง")],
)
def test_of_one_office_nothing_lags_most(sent, rest):
    lags = tuple(Lag("2557", f"2.{n}", sent, n == 2, n == 3, 0, 0, 0) for n in (1, 2, 3))
    said = plain(topics.finding(seen(sent, lags=lags))).replace(NBSP, " ")
    assert said == f"สำนักงาน 4 แห่ง ส่งแล้ว {sent} แห่ง · {rest}"


@pytest.mark.parametrize(("listed", "who"), [(True, "ทุกสำนักงาน"), (False, "สำนักงานที่เคยส่ง")])
def test_without_a_list_nobody_says_that_every_office_published(listed, who):
    assert topics.silent(seen(4, listed=listed)).finding == f"{who}ส่งข้อมูลเป็นปัจจุบัน"


@pytest.mark.parametrize("seed", range(8))
def test_what_is_told_never_depends_on_the_order_in_which_an_engine_answers(seed):
    chance = random.Random(seed)
    cells = [
        Cell(each.office, "2557", f"1.{n}", "level", low, low, 5, 4, 0, n % 2, was, was)
        for each in LISTED
        for n in (1, 2, 9, 10)
        for low, was in [(chance.randrange(1, 6), chance.randrange(1, 6))]
    ]
    lags = [Lag("2557", f"1.{n}", 4, n % 2, 1, 0, 0, 0) for n in (1, 2, 9, 10)]
    rows = [("O-NET", grade, 2557, state) for grade in ("P3", "M6") for state in ("red", "blue")]
    bars = [Colour(region, *row, 1, 1) for region in ("ใต้", "เหนือ") for row in rows]
    told = []
    for _ in range(3):
        for each in (cells, lags, bars):
            chance.shuffle(each)
        at = seen(4, cells=tuple(cells), lags=tuple(lags), colours=tuple(bars))
        at = at._replace(many=replace(at.many, before=at.many.now))
        told.append([replace(topic, behind=None) for topic in topics.topics(at)])
    assert told[0] == told[1] == told[2]
    moved = next(topic for topic in told[0] if topic.name == "moved")
    assert moved.entries


@pytest.mark.parametrize("seed", range(20))
def test_the_newest_year_of_every_test_is_drawn_and_the_others_are_told_of(seed):
    chance = random.Random(seed)
    rows = {
        (test, grade, year)
        for test in ("O-NET", "NT")
        for grade in ("P3", "M6")
        for year in chance.sample(range(2553, 2558), chance.randrange(4))
    }
    colours = tuple(Colour("ใต้", *each, "red", 1, 1) for each in sorted(rows))
    told = colours_told.colours(seen(4, colours=colours))
    newest = {(t, g): max(y for *k, y in rows if k == [t, g]) for t, g, _ in rows}
    assert {part.heading for part in told.parts} == {
        f"{test} {THAI[grade]} ปีการศึกษา {year}" for (test, grade), year in newest.items()
    }
    assert any("ปีล่าสุด" in note for note in told.notes) == (len(rows) > len(newest))
    table = told.behind().rows
    assert len(table) == len(rows)
    assert {row[2] for row in table} <= set(THAI.values()) and {row[4] for row in table} <= {"แดง"}
