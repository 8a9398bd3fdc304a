"""Slides: the largest letters in which a topic fits; what doesn't fit is counted, never dropped."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parsed

from esa.documents.html import Ways
from esa.documents.slide import DENSE, HERO, LARGE, MOST, ROOM, SMALLEST, USUAL, laid_out, slide
from esa.telling.agenda import topics
from esa.telling.drawings import Bar, Bars, Gauge, Gauges, Ladder, Said, Step
from esa.telling.standpoint import Standpoint
from esa.telling.texts import JOINER, NBSP, one_line
from esa.telling.topic import Column, Door, Entry, LeftOut, Rail, Topic, act, strong
from esa.telling.words import Told
from tests.unit.standpoints import empty, of_sample

EVIL = "</div><script>alert(1)</script> {{ 7*7 }} <b>"


def topic(*entries: Entry, **more: object) -> Topic:
    return Topic("x", "เรื่อง", "สั้น", entries, **more)


def lines(count: int, note: str = "") -> list[Entry]:
    return [Entry("1", "ก" * 20, note) for _ in range(count)]


def read(told: Topic, **more: object) -> str:
    tree = parsed.fromstring(slide(told, Ways(), **more))
    return " ".join(" ".join(tree.itertext()).replace(JOINER, "").replace(NBSP, " ").split())


def test_a_topic_takes_the_largest_letters_in_which_it_fits():
    assert laid_out(topic(*lines(1))).sizes == LARGE
    assert laid_out(topic(*lines(8))).sizes == USUAL
    nine = laid_out(topic(*lines(9, "ถาม?")))
    assert nine.sizes == DENSE and not nine.more
    assert min(DENSE.text, DENSE.below, USUAL.below) >= SMALLEST


def test_a_topic_that_is_its_finding_alone_is_set_as_large_as_it_goes():
    told = laid_out(topic(notes=("หมายเหตุ",)))
    assert told.sizes == HERO and "hero" in slide(told.topic, Ways())


@given(st.integers(0, 40), st.integers(0, 90), st.integers(0, 3))
def test_shown_and_counted_entries_are_all_there_are(there, long, notes):
    entries = [Entry(act(n), "ยาว " * long + "ก", "ข" * long) for n in range(there)]
    told = laid_out(topic(*entries, notes=("หมายเหตุ",) * notes))
    shown = len(told.topic.entries) if there else 0
    assert shown + told.more == there and shown <= MOST
    said = read(topic(*entries))
    assert (f"และอีก {told.more} รายการ" in said) == (told.more > 1) or notes
    assert bool(told.alone) == (told.more == 1) and (told.alone in said or notes)


@given(st.integers(1, 30), st.integers(0, 3))
def test_one_row_too_many_of_a_drawing_is_told_by_its_name(rows, notes):
    steps = tuple(Step(f"1.{n}", "ชื่อ", None, "ยังไม่มีเกณฑ์") for n in range(rows))
    about = topic(notes=("หมายเหตุ",) * notes)
    told = laid_out(replace(about, drawing=Ladder(steps)))
    shown = len(told.topic.drawing.steps)
    assert shown + told.more == rows
    assert told.alone == (f"1.{rows - 1} ชื่อ · ยังไม่มีเกณฑ์" if told.more == 1 else "")


def test_what_a_figure_does_not_hold_stands_on_its_slide_and_nothing_there_is_a_link():
    entry = Entry("1", "ก", door=Door("sheets"))
    told = topic(entry, drawing=Ladder((Step("1", "ข", None, door=Door("indicators")),)))
    told = replace(told, left_out=(LeftOut("", "kpis", 7),))
    ways = Ways(lambda door: "/x", told=lambda rows: [Told(f"ยังไม่นับ {rows[0].rows} แถว", None)])
    made = slide(told, ways).replace(JOINER, "")
    assert "ยังไม่นับ 7" in made and "<a " not in made


def test_beside_a_level_stands_in_one_line_what_is_most_pressing():
    rose, claims = Said("▲ ขึ้น 1 ระดับ", "rise"), Said("ประเมินตนเองสูงกว่าหลักฐาน 1 ระดับ", "act")
    why = (Said("ยังให้ระดับไม่ได้"), Said("รอยืนยันเงื่อนไข"))
    steps = (
        Step("1", "ก", Rail(3), said=(Said("ควรดู"), rose, claims)),
        Step("2", "ข", Rail(3), said=(Said("ค้าง 2", "act"), rose, Said("ควรดู"))),
        Step("3", "ค", Rail(1, provisional=True), said=why),
        Step("4", "ง", None, said=why),
        Step("5", "จ", Rail(2)),
    )
    told = laid_out(topic(drawing=Ladder(steps))).topic.drawing.steps
    assert [[each.text for each in step.said] for step in told] == [
        ["▲ ขึ้น 1 ระดับ"],
        ["ค้าง 2 · ▲ ขึ้น 1 ระดับ"],
        ["รอยืนยันเงื่อนไข"],
        ["ยังให้ระดับไม่ได้"],
        [],
    ]


def test_a_ladder_that_is_too_long_is_cut_and_counted():
    steps = tuple(Step(str(n), "ชื่อ", Rail(3)) for n in range(30))
    told = laid_out(topic(*[Entry(values=("ก",))] * 30, drawing=Ladder(steps)))
    assert 5 < len(told.topic.drawing.steps) < 13
    assert len(told.topic.drawing.steps) + told.more == 30
    gauges = Gauges(tuple(Gauge(str(n), 0.5, "ก") for n in range(30)))
    of_gauges = laid_out(topic(drawing=gauges))
    assert len(of_gauges.topic.drawing.rows) + of_gauges.more == 30


@pytest.mark.parametrize("count", [0, 1, 4, 30])
def test_of_rows_drawn_as_many_stand_as_fit_fewer_where_each_has_a_second_text(count):
    bars = Bars(tuple(Bar(str(n), (), Said("ก")) for n in range(count)))
    plain, noted = (
        Gauges(tuple(Gauge(str(n), 0.5, "ก", note=note) for n in range(count)))
        for note in ("", "ไม่มีระดับ 3")
    )
    rows = []
    for drawing in (bars, plain, noted):
        told = laid_out(topic(drawing=drawing))
        rows.append(len(told.topic.drawing.rows))
        assert rows[-1] + told.more == count
    assert rows == ([4, 5, 3] if count == 30 else [count] * 3)


def test_rows_without_a_sentence_are_a_table_as_far_as_it_fits():
    columns = (Column("ก"), Column("ข", 40, "number"))
    told = laid_out(topic(*[Entry(values=(f"แถว {n}", n)) for n in range(40)], columns=columns))
    assert 5 < len(told.table) < 20 and len(told.table) + told.more == 40
    assert told.columns[1].wide > 40  # a slide is wider than paper
    short = laid_out(topic(Entry(values=("ก", 1)), columns=columns))
    assert short.more == 0 and len(short.table) == 1
    for more in (1, 2):  # nothing is folded to say "1 more"
        rows = [Entry(values=(f"แถว {n}", n)) for n in range(len(told.table) + more)]
        left = laid_out(topic(*rows, columns=columns))
        assert left.more == more and (f"แถว {len(told.table)}" in left.alone) == (more == 1)


def test_what_is_told_in_brief_is_a_line_and_other_topics_within_are_not_shown():
    parts = (Topic("b", "", "ย่อ", brief=True), Topic("p", "ทั้งหมด", "ยาว", (Entry("", "ค"),)))
    said = read(topic(Entry("", "ก"), parts=parts))
    assert "ย่อ" in said and "ทั้งหมด" not in said and "ค" not in said.split()


STANDPOINTS = {
    "reported": of_sample,
    "verified": lambda: of_sample("verified"),
    "empty": lambda: Standpoint(empty()),
}


@pytest.mark.parametrize("at", STANDPOINTS)  # made when it is tested, not when tests are collected
def test_every_topic_of_the_agenda_says_its_finding_on_a_slide_that_fits(at):
    for told in topics(STANDPOINTS[at]()):
        said = read(told)
        assert said.startswith(told.heading.replace(NBSP, " "))
        assert len(said) > len(told.heading)
        assert "\ufdd0" not in said and "None" not in said


@given(st.one_of(st.just(EVIL), st.text(max_size=60)).map(one_line).filter(bool))
def test_text_is_text_wherever_it_stands_on_a_slide(text):
    told = Topic("x", text, text, (Entry(text, text, text),), notes=(text,))
    table = Topic("x", text, text, (Entry(values=(text,)),), (Column(text),))
    for each in (told, table):
        made, usual = (
            parsed.fromstring(slide(t, Ways()))
            for t in (each, Topic("x", "ก", "ก", each.entries, each.columns, notes=each.notes))
        )
        assert "script" not in {node.tag for node in made.iter()}
        assert [node.tag for node in made.iter()] == [node.tag for node in usual.iter()]


def test_digits_are_those_that_are_wanted_and_emphasis_is_an_element():
    told = Topic("x", "วาระ 2", f"พบ {strong(12)}", (Entry(act(3), "ข้อ 4"),))
    said = read(told, thai_digits=True)
    assert not re.search("[0-9]", said) and "๑๒" in said
    assert len(parsed.fromstring(slide(told, Ways())).xpath("//b")) == 2
    assert ROOM < 720
