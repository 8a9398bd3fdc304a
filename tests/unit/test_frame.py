"""Addresses of pages, and the base of charts."""

import altair as alt
import pandas as pd
import pytest

from esa.views import frame, marks


def test_an_address_holds_codes_and_leaves_out_what_is_not_chosen():
    assert frame.address("sheets", tab="evidence", group="", year=None) == "sheets?tab=evidence"
    assert frame.address("evidence", group="FIN", late=True) == "evidence?group=FIN&late=true"


def test_the_opening_page_is_the_root():
    home = frame.listed()[0].name
    assert frame.address(home) == "?"
    assert frame.address(home, group="FIN") == "?group=FIN"


def test_every_page_of_the_menu_has_its_own_name_and_title():
    assert len({entry.name for entry in frame.MENU}) == len(frame.MENU)
    assert len({entry.title for entry in frame.MENU}) == len(frame.MENU)


def test_a_page_that_is_not_there_has_no_path(tmp_path):
    assert frame.path_of("board", tmp_path) is None


def test_a_pixel_of_data_is_a_pixel_on_screen_with_head_room():
    scale = marks.px(100).to_dict()
    low, high = scale["domain"]
    assert high - low == scale["range"][1] - scale["range"][0]
    assert low == -marks.PAD


@pytest.mark.parametrize(
    "path", [marks.SHIELD, marks.OCTAGON, marks.DIAMOND, marks.SQUARE, marks.HATCH]
)
def test_own_shapes_stay_in_their_box(path):
    numbers = [
        float(n)
        for n in path.replace("M", " ")
        .replace("L", " ")
        .replace("Z", " ")
        .replace(",", " ")
        .split()
    ]
    assert all(-1 <= number <= 1 for number in numbers)


def test_the_five_colours_have_five_shapes():
    assert set(marks.QUALITY) == set(marks.QUALITY_SHAPES)
    assert len(set(marks.QUALITY_SHAPES.values())) == 5


def test_a_finished_chart_is_in_sarabun_without_frame_and_keeps_its_height():
    table = pd.DataFrame({"y": [10], "label": ["ก"]})
    drawn = marks.finish(
        marks.with_halo(marks.text(table).encode(x=alt.value(0), y=marks.y_px(40))), height=40
    ).to_dict()
    assert drawn["config"]["font"] == "Sarabun"
    assert drawn["config"]["view"]["stroke"] is None
    assert drawn["height"] == 40 + marks.PAD
    halo, words = drawn["layer"]
    assert halo["mark"]["stroke"] == marks.WHITE and "stroke" not in words["mark"]
    assert words["mark"]["fontSize"] == 18
