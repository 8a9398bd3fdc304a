"""Templates: what is text stays text, digits as wanted, links only where there is a page."""

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment
from lxml import html as parsed

from esa.documents.html import STYLE, Place, Ways, render
from esa.documents.html.compiled import Compiled
from esa.telling import drawings
from esa.telling.drawings import (
    Area,
    Bar,
    Bars,
    Count,
    Gauge,
    Gauges,
    Grid,
    Ladder,
    Matrix,
    Part,
    Plan,
    Said,
    Shape,
    Shaped,
    ShapedRows,
    Shapes,
    Spot,
    Step,
    Strip,
    Tile,
    Tiles,
)
from esa.telling.line_breaks import unbroken
from esa.telling.texts import JOINER, NBSP, one_line
from esa.telling.topic import (
    Cell,
    Door,
    Entry,
    Kept,
    LeftOut,
    Mark,
    Rail,
    Topic,
    act,
    quiet,
    strong,
)
from esa.telling.words import Told

EVIL = "</title><script>alert(1)</script>\"' onmouseover=x {{ 7*7 }} {% x %} &amp; <b>"
WAYS = Ways(
    lambda door: f"{door.page}?{'&'.join(f'{k}={v}' for k, v in door.filters)}",
    lambda cell: Place(Kept("D28"), "ชีต › แถว 28", Kept("fin.xlsx › D28")),
    lambda left: [Told(f"ยังไม่นับ {each.rows} แถว", Door("sheets")) for each in left],
)
PLAIN = Ways()


def drawn(drawing, ways=WAYS, **more):
    return listed(Topic("x", "", "", drawing=drawing), ways, **more)


def listed(topic, ways=WAYS, most=12, **more):
    return parsed.fromstring(render("list.html", ways, topic=topic, most=most, **more))


def read(tree):
    return " ".join(" ".join(tree.itertext()).replace(JOINER, "").replace(NBSP, " ").split())


OPENS = Door("evidence", (("criterion", "2.2"),))


def of_each_kind(text, door=OPENS):
    """A drawing of each kind with this text wherever there is one."""
    said = Said(text, "act")
    rail = Rail(3, claimed=4, was=2, word=text, other=4, target=5, blank=(5,), modest=True)
    steps = (Step("2.2", text, rail, text, (said,), door, True, text), Step("2", text, None, text))
    steps += (Step("2", text, Rail(1, word=text, tried=Rail(2))),)
    tiles = Tiles(text, (Tile("2.2", "none", text, door, text), Tile("", "met")), said, door)
    bar = Bar(text, (Part("red", 3, 0.3, text, door),), said, door)
    legend = (("red", text),)
    shaped = (Shaped(text, "red", text, text, said, door), Shaped(text, ""))
    rows = ShapedRows(shaped, (("red", text, text),), text)
    counts = tuple(Count(text, text, kind) for kind in ("", "blank", "both"))
    gauges = (Gauge(text, 0.4, text, 0.5, 0.3, 0.6, "pale", text, door), Gauge(text, None, text))
    ladder, matrix = Ladder(steps, (text,)), Matrix((tiles,), legend, text, True)
    bars, strip = Bars((bar, bar), legend), Strip((text, text), counts, (text,))
    shapes = Shapes((Shape("red", 3, text, text, door),))
    states = tuple((tile.state, text) for tile in tiles.tiles)
    parted = Matrix((tiles,), states, text, parted=True)
    cells = Tiles(text, (Tile(text, "red few", text, door), None), said, door)
    grid = Grid((text, text), (cells,), 1)
    area = Area(text, (((0, 0), (1, 0.5), (0.5, 1)),), 0.5, 0.5)
    plan = Plan(
        (Spot("red", text, 0.2, 0.9, door), Spot("no_row", text, 1, 0)), (area,), 1.5, legend
    )
    return ladder, matrix, bars, strip, Gauges(gauges, text), shapes, parted, grid, rows, plan


def kinds():
    found = [each for each in vars(drawings).values() if hasattr(each, "__dataclass_fields__")]
    return {each.__name__ for each in found} - {"Step", "Tiles", "Bar", "Shaped"}


def test_every_kind_of_drawing_is_tried_here():
    assert {type(each).__name__ for each in of_each_kind("")} == kinds()


@pytest.mark.parametrize("number", range(len(of_each_kind(""))))
@given(st.one_of(st.just(EVIL), st.text(max_size=40)).map(one_line).filter(bool))
def test_text_in_a_drawing_is_text_wherever_it_stands(number, text):
    made, usual = (drawn(of_each_kind(each)[number]) for each in (text, "ก"))
    assert [each.tag for each in made.iter()] == [each.tag for each in usual.iter()]
    for one, other in zip(made.iter(), usual.iter(), strict=True):
        assert one.attrib.keys() == other.attrib.keys()
        assert all(one.get(name) == other.get(name) for name in ("class", "href", "style"))
    assert one_line(unbroken(text).replace(JOINER, "")) in read(made)


@pytest.mark.parametrize("number", range(len(of_each_kind(""))))
def test_thai_digits_are_in_every_text_and_in_no_address_or_style(number):
    arabic, thai = (drawn(of_each_kind("ข้อ 12")[number], thai_digits=on) for on in (False, True))
    for one, other in zip(arabic.iter(), thai.iter(), strict=True):
        assert all(one.get(name) == other.get(name) for name in ("class", "href", "style"))
        assert not re.search(r"[0-9]", f"{other.get('title')}{other.get('aria-label')}")
    assert re.search(r"[0-9]", read(arabic)) and not re.search(r"[0-9]", read(thai))


@pytest.mark.parametrize("number", range(len(of_each_kind(""))))
def test_a_mark_without_a_page_to_open_is_no_link_and_keeps_its_words(number):
    made = drawn(of_each_kind("คำ")[number], PLAIN)
    assert not made.xpath("//a") and "คำ" in read(made)
    assert read(made) == read(drawn(of_each_kind("คำ")[number]))


def test_levels_run_from_left_to_right_and_a_level_that_is_not_given_has_no_rail():
    made = drawn(of_each_kind("")[0])
    places = [each.get("style") for each in made.xpath("//*[contains(@class,'head')]//*[@style]")]
    assert places == [f"--at:{n / 4:g}" for n in range(5)]
    hollow = drawn(Ladder((Step("1", "ก", Rail(2, provisional=True, word="เบื้องต้น")),)))
    assert not hollow.xpath("//li//i") and hollow.xpath("//li//b/@class") == ["dot provisional"]


LEVEL = st.none() | st.integers(1, 5)
RAILS = st.builds(
    Rail,
    level=LEVEL,
    provisional=st.booleans(),
    claimed=LEVEL,
    was=LEVEL,
    other=LEVEL,
    target=LEVEL,
    modest=st.booleans(),
    blank=st.sets(st.integers(1, 5)).map(tuple),
    tried=st.none() | st.builds(Rail, level=LEVEL, provisional=st.booleans(), to=st.none()),
    to=LEVEL,
).map(lambda rail: rail if rail.level and (rail.to or 0) > rail.level else rail._replace(to=None))


@given(RAILS)
def test_every_mark_stands_at_its_level_and_every_number_says_it(rail):
    made = drawn(Ladder((Step("1", "ก", rail),))).xpath("//li/*[contains(@class,'rail')]/*")
    places = [(mark, style(mark)) for mark in made]
    for mark, at in places:
        assert 0 <= at["--at"] <= at.get("--to", 1) <= 1
        if mark.text:
            assert at["--at"] == (int(mark.text) - 1) / 4
    given = [n for n in (rail.level, rail.other) if n and not rail.provisional]
    solid = [int(m.text) for m, _ in places if m.get("class") == "dot"]
    assert solid == [rail.level] * bool(rail.level and not rail.provisional)
    assert sum(m.get("class") == "flag" for m, _ in places) == bool(rail.target)
    spans = [(at["--at"], at["--to"]) for m, at in places if m.get("class") == "run span"]
    assert spans == ([((rail.level - 1) / 4, (rail.to - 1) / 4)] if rail.to else [])
    assert bool(given) or not any("claimed" in m.get("class") for m, _ in places)


def style(mark):
    return {k: float(v) for k, v in (p.split(":") for p in mark.get("style").split(";"))}


def classes(rail):
    made = drawn(Ladder((Step("1", "ก", rail),))).xpath("//li/*[contains(@class,'rail')]/*")
    return [each.get("class") for each in made if each.get("class") != "step"]


def test_what_is_reported_is_a_ring_and_what_is_claimed_runs_from_the_nearest_of_both():
    assert classes(Rail(1, other=3)) == ["run", "dot ring", "dot"]
    assert classes(Rail(None, other=3)) == ["dot ring"]
    assert classes(Rail(3, other=3)) == ["dot"]
    above = classes(Rail(1, other=3, claimed=4))
    assert above == ["run", "run claim", "claimed", "dot ring", "dot"]
    below = drawn(Ladder((Step("1", "ก", Rail(3, claimed=1, other=4, modest=True)),)))
    run = below.xpath("//i[@class='run claim modest']")[0]
    assert style(run) == {"--at": 0, "--to": 0.5}
    assert classes(Rail(3, other=4, claimed=3, modest=True))[1] == "claimed modest around"
    assert classes(Rail(3, claimed=3)) == ["dot"]  # agrees: nothing to draw


def test_a_locked_level_has_no_claim_and_a_trial_no_solid_dot_of_what_is_only_tried():
    assert classes(Rail(2, True, claimed=4, other=3)) == ["dot ring", "dot provisional"]
    assert classes(Rail(1, tried=Rail(3))) == ["run trial", "dot", "dot tried"]
    assert classes(Rail(None, tried=Rail(3))) == ["dot tried"]
    locked = Rail(1, True, tried=Rail(2, True))
    assert classes(locked) == ["run trial", "dot provisional", "dot provisional"]
    assert not classes(Rail(None, tried=Rail(None)))


def test_a_level_that_nobody_typed_is_dashed_with_its_part_of_the_rail():
    made = drawn(Ladder((Step("1", "ก", Rail(2, blank=(5,))),)))
    assert [style(i)["--at"] for i in made.xpath("//i[@class='step blank']")] == [1]
    (run,) = made.xpath("//i[@class='run blank']")
    assert style(run) == {"--at": 0.75, "--to": 1}


def test_a_small_tile_is_a_mark_without_words_which_nobody_reads_out():
    rows = (Tiles("ก", (Tile("", "met"), Tile("", "unmet")), Said("ทำได้ 1 จาก 2"), above="ข"),)
    made = drawn(Matrix(rows, stacked=True))
    assert read(made) == "ข ก ทำได้ 1 จาก 2"
    tiles = made.xpath("//*[@class='tiles']/*")
    assert [tile.get("class") for tile in tiles] == ["tile met", "tile unmet"]
    assert not any(tile.get("role") or tile.get("title") for tile in tiles)


def test_a_parted_matrix_has_a_cell_for_each_state_below_its_head():
    tiles = tuple(Tile(code, state) for code, state in ("1a", "2b", "3a"))
    rows = (Tiles("ก", tiles, Said("ข")), Tiles("ค", (), Said("ง")))
    made = drawn(Matrix(rows, (("b", "หัวข"), ("c", "หัวค"), ("a", "หัวก")), parted=True))
    heads, *own = made.xpath("//li")
    assert [read(each) for each in heads.xpath(".//*[@class='meaning']")] == ["หัวข", "หัวค", "หัวก"]
    cells = [[read(cell) for cell in each.xpath(".//*[@class='tiles']")] for each in own]
    assert cells == [["2", "", "1 3"], ["", "", ""]]
    assert len(made.xpath("//*[@class='meaning']")) == 3  # the heads are the legend


def test_a_grid_has_a_cell_a_column_also_where_there_is_no_tile_and_names_those_beyond():
    heads = ("ก", "ข", "ค")
    row = Tiles("แถว", (Tile("1", "red"), None, Tile("3", "blue")))
    made = drawn(Grid(heads, (row,), few=2))
    lines = [
        [cell.text_content().strip() for cell in line] for line in made.xpath("//*[@role='row']")
    ]
    assert lines == [["", "ก", "ข", "ค"], ["แถว", "1", "", "3"]]
    assert len(made.xpath("//*[@role='cell']/*")) == 2
    assert [each.text_content() for each in made.xpath("//*[@class='beyond']")] == ["ค", "3"]
    told = drawn(Grid(heads, (Tiles("แถว", row.tiles, Said("จบ")), row)))
    assert [line[-1].text_content() for line in told.xpath("//*[@role='row']")] == ["", "จบ", ""]


def test_an_entry_has_a_state_a_document_to_open_and_more_below_it():
    more = Topic("y", "หลักฐาน 2 แถว", "", (Entry("", "ค"), Entry("", "ง")), notes=("อีก 1",))
    entry = Entry("1", "ก", mark=Mark("attached", "แนบแล้ว", "ควรดู"), more=more)
    made = listed(Topic("x", "", "", (entry, Entry("2", "ข", link="https://a.b/c?d=1&e"))), most=1)
    assert made.xpath("//span[@class='mark']/span/@class") == ["tile attached", "act"]
    assert "แนบแล้ว ควรดู หลักฐาน 2 แถว ค ง อีก 1" in read(made)
    assert len(made.xpath("//details/summary")) == 1
    (link,) = made.xpath("//a")
    assert (link.text, link.get("href"), link.get("target")) == (
        "ข",
        "https://a.b/c?d=1&e",
        "_blank",
    )


@pytest.mark.parametrize("link", ["javascript:alert(1)", "https://a b", "//a.b", "https://u@a.b"])
def test_what_is_no_web_address_opens_nothing(link):
    made = listed(Topic("x", "", "", (Entry("1", "ก", link=link),)))
    assert not made.xpath("//a") and "ก" in read(made)


def test_an_unknown_value_is_a_dash_and_zero_is_zero():
    source = "{% import 'topic.html' as t with context %}"
    source += "{{ t.table(columns, [(None, '', 0, 1234)]) }}"
    from esa.documents.html import _environment
    from esa.telling.topic import Column

    columns = [Column(name) for name in "กขคง"]
    made = _environment(False).from_string(source)
    cells = parsed.fromstring(made.render(columns=columns, address=None, place=None, told=None))
    assert [cell.text_content() for cell in cells.iter("td")] == ["–", "–", "0", "1,234"]


def test_emphasis_becomes_an_element_a_new_line_a_break_and_the_rest_is_text():
    entry = Entry("1", f"ขาด {act('<3>')} {quiet('ก')}\nข {strong('ค')}")
    made = listed(Topic("x", "", "", (entry,)))
    assert [each.text for each in made.xpath("//b[@class='act']")] == ["<3>"]
    assert [each.text for each in made.xpath("//span[@class='quiet']")] == ["ก"]
    assert len(made.xpath("//span[@class='text']/br")) == 1


def test_what_is_kept_keeps_its_digits_and_its_emphasis():
    made = listed(Topic("x", "", "", (Entry("12", Kept(f"D28 {act('3')}")),)), thai_digits=True)
    assert "๑๒" in read(made) and "D28 3" in read(made) and made.xpath("//b/text()") == ["3"]


@pytest.mark.parametrize(("there", "shown", "folded"), [(3, 3, 0), (4, 4, 0), (5, 3, 2)])
def test_a_long_list_folds_its_rest_and_counts_it_but_never_one_alone(there, shown, folded):
    topic = Topic("x", "", "", tuple(Entry("", f"ก{n}") for n in range(there)))
    made = listed(topic, most=3)
    assert len(made.xpath("./ul/li")) == shown
    assert len(made.xpath("./details//li")) == folded
    assert (f"และอีก {folded} รายการ" in read(made)) == bool(folded)


def test_nothing_to_list_says_so_and_what_is_left_out_always_stands_there():
    topic = Topic("x", "", "", empty="ไม่มี", notes=("หมายเหตุ",), left_out=(LeftOut("", "kpis", 7),))
    assert read(listed(topic)) == "ไม่มี หมายเหตุ ยังไม่นับ 7 แถว ( ดูเหตุผล )"
    nowhere = Ways(told=WAYS.told)
    assert read(listed(topic, nowhere)) == "ไม่มี หมายเหตุ ยังไม่นับ 7 แถว"


def test_a_cell_of_a_file_unfolds_and_a_cell_on_the_web_is_a_link_of_its_own_tab():
    topic = Topic("x", "", "", (Entry("", "ก", cell=Cell("kpis", ("fin", 28), "unit")),))
    folded = listed(topic, thai_digits=True)
    assert folded.xpath("//details/summary/text()") == ["ช่อง D28"]
    assert folded.xpath("//details/code/text()") == ["fin.xlsx › D28"]
    web = Ways(place=lambda cell: Place(Kept("D28"), "", Kept(""), "https://h/d/1#range=D28"))
    link = listed(topic, web, thai_digits=True).xpath("//a")[0]
    assert (link.get("href"), link.get("target")) == ("https://h/d/1#range=D28", "_blank")
    assert link.get("rel") == "noopener noreferrer"


def test_the_styles_name_every_class_of_the_templates():
    named = set(re.findall(r"\.([a-z_]+)", STYLE.read_text(encoding="utf-8")))
    used = {
        name
        for drawing in of_each_kind("ก")
        for each in drawn(drawing).xpath("//@class")
        for name in each.split()
    }
    assert used <= named, used - named


def test_a_template_is_compiled_once_and_anew_where_it_or_its_environment_is_another(
    tmp_path, monkeypatch
):
    source, kept = tmp_path / "environment.py", tmp_path / "__pycache__"
    source.write_text("as it is set up")

    def compiled(text: str = "{{ name }}", *settled: object) -> int:
        """How often a start compiles the template."""
        times = []

        class Counting(Environment):
            def compile(self, *words: object, **more: object) -> object:
                times.append(words)
                return super().compile(*words, **more)

        start = Counting(loader=DictLoader({"a": text}), bytecode_cache=Compiled(source, *settled))
        assert start.get_template("a").render(name="ก") == text.replace("{{ name }}", "ก")
        return len(times)

    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert [compiled(), compiled()] == [1, 1], "nowhere to keep it"
    kept.mkdir()
    assert [compiled(), compiled()] == [1, 0]
    assert [compiled("{{ name }}ข"), compiled("{{ name }}", True)] == [1, 1]
    assert [compiled("{{ name }}", True)] == [0]
    source.write_text("set up otherwise")
    assert compiled("{{ name }}", True) == 1
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    before = sorted(kept.iterdir())
    assert [compiled("ไม่เก็บ"), compiled("ไม่เก็บ")] == [1, 1] and sorted(kept.iterdir()) == before
