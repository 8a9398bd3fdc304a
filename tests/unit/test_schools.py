"""What the page of school colours says and draws, from rows of the rules."""

from collections import Counter
from dataclasses import replace

import pytest

from esa.judged import Judged
from esa.rules.bands import bands_for
from esa.rules.school_results import Choice, SchoolColours, networks_with_colours
from esa.rules.vocabulary import COLOUR_WORDS
from esa.telling.topic import plain
from pages.schools import charts, one, schools, subjects
from pages.schools.view import View

SIX = Choice("O-NET", "ป.6", 2556, "area")
NINE = Choice("O-NET", "ม.3", 2556, "area")
EVIL = "<b>x</b> **y** [l](javascript:x) \u202eกลับ " + "ก" * 5000


@pytest.fixture(scope="module")
def judged(sample) -> Judged:
    return Judged(sample)


def view(judged: Judged, choice: Choice = SIX, network: str = "") -> View:
    return View(judged, choice, network, (("year", str(choice.academic_year)),))


def of(judged: Judged, change, choice: Choice = SIX, network: str = "") -> View:
    """A view whose schools were changed, each by change(place, row); networks follow."""
    found = judged.schools(choice)
    rows = tuple(change(*each) for each in enumerate(found.schools))
    given = replace(found, schools=rows, networks=networks_with_colours(rows, list(COLOUR_WORDS)))

    class Given(View):
        @property
        def found(self) -> SchoolColours:
            return given

    return Given(judged, choice, network)


def seen(text: str) -> str:
    return plain(text).replace("\u00a0", " ").replace("\u2060", "")


def tiles(drawing) -> list:
    return [tile for row in drawing.rows for tile in row.tiles if tile]


# --- all schools ----------------------------------------------------------------------------------


@pytest.mark.parametrize("choice", [SIX, NINE, SIX._replace(subject="คณิตศาสตร์")])
def test_each_school_with_a_row_is_one_mark_and_the_others_are_counted_in_words(judged, choice):
    on_view = view(judged, choice)
    told = schools.marks(on_view)
    drawn = Counter(tile.state.split()[0] for tile in tiles(told.drawing))
    without = Counter(row.stand for row in on_view.schools)
    missing = without.pop("no_row", 0)
    assert drawn == without
    said = [row.said.text.split("ไม่มีแถวผล ") for row in told.drawing.rows]
    assert sum(int(parts[1]) for parts in said if len(parts) > 1) == missing


def test_a_mark_has_its_percent_rounded_down_its_words_and_opens_its_school(judged):
    on_view = view(judged)
    marks = {
        dict(tile.door.filters)["school"]: tile for tile in tiles(schools.marks(on_view).drawing)
    }
    for row in on_view.schools:
        tile = marks[row.school_code]
        assert tile.code == ("" if row.shown is None else str(row.shown))
        assert tile.title.startswith(f"{row.name} · ") and ("few" in tile.state) == row.small
        assert dict(tile.door.filters) == {"year": "2556", "school": row.school_code}


def test_networks_stand_as_the_rule_orders_them_and_open_themselves(judged):
    on_view = view(judged)
    rows = schools.marks(on_view).drawing.rows
    assert [row.name for row in rows][-1] == "ไม่มีเครือข่าย" and rows[-1].door is None
    opened = [dict(row.door.filters)["network"] for row in rows[:-1]]
    assert opened == [row.network for row in on_view.networks[:-1]]
    alone = schools.marks(view(judged, network="N03")).drawing
    assert len(alone.rows) == 1 and alone.rows[0].door is None


def test_very_many_schools_are_shares_of_networks_until_one_is_chosen(judged):
    every = judged.schools(SIX).schools

    def doubled(network: str) -> View:
        given = of(judged, lambda place, row: row)
        copies = tuple(
            row._replace(school_code=f"{n}{row.school_code}") for n in range(2) for row in every
        )
        made = replace(given.found, schools=copies,
                       networks=networks_with_colours(copies, list(COLOUR_WORDS)))  # fmt: skip
        return type("Given", (View,), {"found": made})(judged, SIX, network)

    assert schools.is_many(doubled("")) and not schools.is_many(doubled("N03"))
    told = schools.marks(doubled(""))
    assert "234 โรงเรียน มากเกินกว่าจะวาดทีละโรงเรียน" in told.finding
    assert type(told.drawing).__name__ == "Bars"
    assert len(tiles(schools.marks(doubled("N03")).drawing)) == 24


def test_a_network_beyond_those_drawn_is_counted_in_words(judged):
    given = of(judged, lambda place, row: row._replace(network=f"N{place % 50:02}"))
    told = schools.marks(given)
    assert len(told.drawing.rows) == schools.MOST_NETWORKS
    assert f"อีก {50 - schools.MOST_NETWORKS} เลือกจากตัวกรอง" in told.finding


def test_bands_count_every_school_and_say_why_some_have_no_colour(judged):
    told = schools.bands(view(judged))
    assert [entry.values[0] for entry in told.entries][0] == "⬟ แดง"
    assert sum(entry.values[3] for entry in told.entries) == 117
    assert [int(tile.code) for tile in tiles(told.drawing)] == [e.values[3] for e in told.entries]
    assert told.entries[-1].values == ("ยังไม่ได้ทดสอบ", None, None, 5)
    (left,) = told.left_out
    assert (left.tab, left.rows) == ("test_results", 2) and "H555 และ H802" in left.reason
    assert not told.onward


def test_shares_hold_each_school_once_on_paper_and_in_bars(judged):
    told = schools.shares(view(judged))
    for entry, bar in zip(told.entries, told.drawing.rows, strict=True):
        _, there, *counts = entry.values
        assert there == sum(count or 0 for count in counts) == sum(p.count for p in bar.parts)
        assert sum(part.share for part in bar.parts) == pytest.approx(1)
        assert 0 not in counts  # a dash on paper
    assert told.columns[-1].title == "ยังไม่ได้ทดสอบ"


def test_those_in_need_stand_worst_first_with_step_and_cell(judged):
    told = schools.in_need(view(judged))
    assert len(told.entries) == 28 and "28 โรงเรียน" in told.heading
    leads = [float(entry.lead) for entry in told.entries]
    assert leads == sorted(leads, reverse=True)
    first = told.entries[0]
    assert first.text == "อนุบาลปากพะยูน" and first.mark.word == "แดง" and first.cell is None
    assert seen(first.note) == (
        "ต้องผ่านเพิ่มอีก 109 คน × วิชา จะเป็นสีแสด · ไม่ผ่าน 523 จาก 592 คน × วิชา · พลังศาสตร์ · 8 แถวในชีต"
    )
    assert first.values[3:] == ("523 จาก 592", "109 → แสด")
    maths = schools.in_need(view(judged, SIX._replace(subject="คณิตศาสตร์")))
    assert all(entry.cell.tab == "test_results" for entry in maths.entries)
    none = of(judged, lambda place, row: row._replace(colour="blue", stand="blue"))
    assert not schools.in_need(none).entries and schools.in_need(none).empty


def test_the_table_behind_has_every_school_and_blanks_where_nothing_is_known(judged):
    table = schools.in_need(view(judged, network="N03")).behind()
    assert len(table.rows) == len(table.cells) == 12
    whole = schools.every(judged, SIX, "")
    untested = [row for row in whole.rows if row[2] == "ยังไม่ได้ทดสอบ"]
    assert len(whole.rows) == 117 and len(untested) == 5
    assert all(row[3] is None and row[6] is None and row[7] is None for row in untested)


def test_the_grid_has_the_worst_schools_and_a_blank_where_there_is_no_row(judged):
    told = subjects.by_subject(view(judged))
    assert len(told.drawing.rows) == 15 and "จาก 117" in told.finding
    assert len(told.drawing.heads) == 8 == len(told.drawing.rows[0].tiles)
    assert told.drawing.rows[0].tiles[0].code == "83"
    one_row = view(judged).found.rows.iloc[:1]
    given = replace(view(judged).found, rows=one_row)
    alone = type("Given", (View,), {"found": given})(judged, SIX, "")
    assert len(tiles(subjects.by_subject(alone).drawing)) <= 1
    assert subjects.by_subject(view(judged, Choice("X", "ป.6", 2556, "area"))) is None


def test_names_are_cut_and_stand_as_they_were_typed(judged):
    given = of(judged, lambda place, row: row._replace(name=EVIL))
    told = [schools.marks(given), schools.in_need(given), subjects.by_subject(given)]
    titles = [tile.title for topic in told if topic.drawing for tile in tiles(topic.drawing)]
    texts = titles + [entry.text for entry in told[1].entries]
    assert all("ก" * 100 not in text and "\u202e" not in text for text in texts)
    assert all("<b>x</b> **y**" in text for text in texts)


# --- one school -----------------------------------------------------------------------------------


def chosen(judged: Judged, code: str, choice: Choice = SIX) -> tuple:
    on_view = view(judged, choice)
    return on_view, on_view.school(code), on_view.one(code)


def test_one_school_says_how_its_colour_came_about_and_each_subject(judged):
    on_view, school, results = chosen(judged, "00570043")
    pooled = one.pooled(on_view, school, results)
    assert "523" in pooled.finding and "88.34" in pooled.finding
    told = one.subjects(on_view, results)
    assert [entry.values[0] for entry in told.entries][0] == "สังคมศึกษาฯ"
    assert "ขีดจำกัดล่าง 37.61" in seen(told.entries[0].note)
    assert all(entry.cell.field == "not_passed" for entry in told.entries)
    maths = SIX._replace(subject="คณิตศาสตร์")
    assert one.pooled(*chosen(judged, "00570043", maths)) is None


def test_a_subject_without_a_test_has_dashes_and_no_step(judged):
    untested = next(row for row in judged.schools(SIX).schools if row.stand == "not_tested")
    on_view, school, results = chosen(judged, untested.school_code)
    for entry in one.subjects(on_view, results).entries:
        assert entry.lead == "–" and entry.values[2] is None and entry.values[5] is None
        assert "ไม่ผ่าน" not in seen(entry.note) and entry.mark.word == "ยังไม่ได้ทดสอบ"
    assert one.years(on_view, school, results).entries[-1].text == "ไม่มีร้อยละ"


def test_each_year_opens_that_year_of_the_school(judged):
    on_view, school, results = chosen(judged, "00570043")
    entries = one.years(on_view, school, results).entries
    assert [dict(entry.door.filters)["year"] for entry in entries] == ["2554", "2555", "2556"]
    assert {dict(entry.door.filters)["school"] for entry in entries} == {"00570043"}


def test_the_grid_of_a_school_has_a_column_a_year_and_only_what_was_read(judged):
    on_view, school, results = chosen(judged, "00570043")
    drawing = one.grid(on_view, school, results).drawing
    assert drawing.heads == ("2554", "2555", "2556") and len(tiles(drawing)) == 24
    opened = [dict(tile.door.filters) for tile in drawing.rows[0].tiles]
    assert [filters["year"] for filters in opened] == ["2554", "2555", "2556"]
    assert {filters["subject"] for filters in opened} == {drawing.rows[0].name}
    fewer = replace(results, grid=results.grid[:-3])
    assert len(tiles(one.grid(on_view, school, fewer).drawing)) == 21


def test_on_paper_a_school_has_its_source_its_subjects_and_its_years(judged):
    names = [topic.name for topic in one.on_paper(*chosen(judged, "00570043"))]
    assert names == ["facts", "pooled", "subjects", "years"]
    names = [topic.name for topic in schools.on_paper(view(judged))]
    assert names == ["bands", "in_need", "shares"]


# --- charts ---------------------------------------------------------------------------------------


def rows_of(chart) -> list[dict]:
    return [row for rows in chart.to_dict()["datasets"].values() for row in rows]


def test_a_year_without_a_percent_stands_below_the_slope_and_not_at_zero(judged):
    untested = judged.schools(SIX).schools[-1].school_code
    _, _, results = chosen(judged, untested)
    assert results.years[-1].stand == "not_tested"
    chart = charts.slope(results.years, [], "คน")
    points = [row for row in rows_of(chart) if row.get("opened") == "2556"]
    assert points and all(row["y"] > charts.HEAD + charts.TALL for row in points)
    assert all(row["number"] == "" and row["label"] == "ยังไม่ได้ทดสอบ" for row in points)


def test_movement_draws_no_school_that_can_not_be_compared(judged):
    moves = judged.schools(SIX).moves
    bands = bands_for(judged.office.rows["colour_bands"], 2556)
    drawn = [row for row in rows_of(charts.movement(moves, bands, 2555, 2556)) if "number" in row]
    compared = sum(move.direction != "unknown" for move in moves)
    ends = {(row["x"], row["y"]): int(row["number"]) for row in drawn}
    assert sum(ends.values()) == 2 * compared


def test_texts_of_charts_take_the_digits_that_were_chosen(judged):
    _, _, results = chosen(judged, "00570043")
    show = "<{}>".format
    drawn = rows_of(charts.slope(results.years, [], "คน", show))
    drawn += rows_of(charts.movement(judged.schools(SIX).moves, [], 2555, 2556, show))
    texts = [row[name] for row in drawn for name in ("number", "label") if name in row]
    assert texts and all(text.startswith("<") for text in texts if text.strip("<>.").isdigit())


def test_across_a_chart_no_place_is_a_pixel(judged):
    """One drawing for all widths."""
    _, _, results = chosen(judged, "00570043")
    moves = judged.schools(SIX).moves
    for chart in (charts.slope(results.years, [], "คน"), charts.movement(moves, [], 2555, 2556)):
        for part in chart.to_dict()["layer"]:
            for each in part.get("layer", [part]):
                ends = each.get("encoding", {}).get("x", {}).get("scale", {}).get("range", [])
                assert all(end["expr"].startswith("width*") for end in ends)
