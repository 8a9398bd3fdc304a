"""The map of schools: places keep their order on the ground, hulls hold their schools, a file of
boundaries is used or told.
"""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.judged import Judged
from esa.rules.school_results import Choice
from esa.telling.ground import WIDEST, Ground, hull
from esa.telling.topic import plain
from pages.schools import boundaries, places, schools
from pages.schools.view import View

LATITUDES, LONGITUDES = st.floats(5.6, 20.4), st.floats(97.4, 105.6)
PLACES = st.lists(st.tuples(LATITUDES, LONGITUDES), min_size=1, max_size=40)
GRID = st.tuples(st.integers(0, 12), st.integers(0, 12))
SIX = Choice("O-NET", "ป.6", 2556, "area", "")
SQUARE = [[100.0, 7.2], [100.4, 7.2], [100.4, 7.6], [100.0, 7.6], [100.0, 7.2]]


@given(PLACES)
def test_every_place_is_on_the_map_north_on_top_and_east_at_the_right(places):
    ground = Ground(places)
    shown = [ground.at(place) for place in places]
    assert all(0 <= share <= 1 for point in shown for share in point)
    assert 1 / WIDEST - 1e-9 <= ground.wide <= WIDEST + 1e-9
    north = sorted(zip(places, shown, strict=True), key=lambda each: -each[0][0])
    assert [point[1] for _, point in north] == sorted(point[1] for _, point in north)
    west = sorted(zip(places, shown, strict=True), key=lambda each: each[0][1])
    assert [point[0] for _, point in west] == sorted(point[0] for _, point in west)


def test_the_places_at_the_edges_fill_the_map():
    south, north = Ground([(7.0, 100.0), (7.5, 100.5)]).at((7.0, 100.0)), (7.5, 100.5)
    ground = Ground([(7.0, 100.0), north])
    assert south[0] < 0.1 and south[1] > 0.9
    assert ground.at(north)[0] > 0.9 and ground.at(north)[1] < 0.1


@given(st.lists(GRID, max_size=30))
def test_a_hull_holds_all_its_places_and_has_corners_of_them_alone(points):
    found = hull(points)
    assert set(found) <= set(points)
    for start, end in zip(found, found[1:] + found[:1], strict=True):
        for point in points:
            turn = (end[0] - start[0]) * (point[1] - start[1])
            assert turn - (end[1] - start[1]) * (point[0] - start[0]) >= 0
    a = points[0] if points else (0, 0)
    in_a_row = all(
        (b[0] - a[0]) * (c[1] - a[1]) == (b[1] - a[1]) * (c[0] - a[0])
        for b in points
        for c in points
    )
    assert bool(found) != in_a_row


def test_each_school_with_a_place_is_a_mark_that_opens_it_in_its_colour(sample):
    view = View(Judged(sample), SIX)
    told, where = places.on_map(view), places.places(view)
    assert len(told.drawing.spots) == len(where) > 80
    opened = {dict(spot.door.filters)["school"]: spot.kind for spot in told.drawing.spots}
    assert opened == {
        row.school_code: row.stand for row in view.schools if row.school_code in where
    }
    assert len({area.name for area in told.drawing.areas}) == 6
    assert f"มีพิกัด {len(where)} จาก {len(view.schools)} โรงเรียน" in plain(told.finding)


@pytest.mark.parametrize("colour", ["red", "yellow", "not_tested"])
def test_a_colour_of_the_legend_leaves_its_own_schools_and_the_counts(colour, sample):
    whole, view = View(Judged(sample), SIX), View(Judged(sample), SIX, colour=colour)
    own = {row.school_code for row in whole.schools if row.stand == colour}
    assert own and {row.school_code for row in view.listed} == own
    tiles = [tile for row in schools.marks(view).drawing.rows for tile in row.tiles]
    assert {dict(tile.door.filters)["school"] for tile in tiles} == own
    assert view.of == whole.of
    legend = [row.tiles[0] for row in schools.bands(whole).drawing.rows]
    (tile,) = [tile for tile in legend if tile.state == colour]
    assert dict(tile.door.filters)["colour"] == colour
    again = [row.tiles[0] for row in schools.bands(view).drawing.rows]
    (tile,) = [tile for tile in again if tile.state == colour]
    assert "colour" not in dict(tile.door.filters)


def written(tmp_path, shape, **facts):
    path = tmp_path / "amphoe.geojson"
    feature = {"type": "Feature", "geometry": shape, "properties": facts}
    told = {"type": "FeatureCollection", "features": [feature]}
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def test_the_boundaries_of_a_file_stand_in_place_of_the_hulls(tmp_path, monkeypatch, sample):
    shape = {"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]}
    monkeypatch.setenv(boundaries.VARIABLE, str(written(tmp_path, shape, amphoe="ตะโหมด")))
    told = places.on_map(View(Judged(sample), SIX))
    (area,) = told.drawing.areas
    assert area.name == "ตะโหมด" and len(area.rings) == 2
    assert any("ตามไฟล์ของสำนักงาน" in note for note in told.notes)


SWAPPED = {"type": "Polygon", "coordinates": [[[place[1], place[0]] for place in SQUARE]]}
POINT = {"type": "Point", "coordinates": [1, 2]}
WORDS = {"type": "Polygon", "coordinates": [[["x", 7]]]}


def of_shape(shape: dict) -> str:
    return json.dumps({"features": [{"geometry": shape}]})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "ไม่พบ"),
        ("{", "อ่านไฟล์"),
        ("[]", "อ่านไฟล์"),
        ('{"features": [{"geometry": null}]}', "อ่านไฟล์"),
        ('{"features": []}', "ไม่มีรูปพื้นที่"),
        (of_shape(POINT), "ไม่มีรูปพื้นที่"),
        (of_shape(WORDS), "อ่านไฟล์"),
        (of_shape(SWAPPED), "สลับละติจูด"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_the_hulls_are_drawn(
    content, said, tmp_path, monkeypatch, sample
):
    path = tmp_path / "x.geojson"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    monkeypatch.setenv(boundaries.VARIABLE, str(path))
    told = places.on_map(View(Judged(sample), SIX))
    assert len(told.drawing.areas) == 6
    assert any(said in note for note in told.notes)
    assert str(tmp_path) not in str(told.notes)


def test_without_coordinates_there_is_one_sentence(sample):
    told = places.on_map(View(Judged(sample), SIX, colour="invalid"))
    assert told.drawing is None and "ยังไม่มีแผนที่" in told.empty
