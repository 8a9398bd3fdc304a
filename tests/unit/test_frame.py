"""Addresses of pages, and the base of charts."""

import json
from urllib.parse import urljoin

import altair as alt
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from esa.screen import filter_place, frame, marks, menu
from esa.telling.texts import NBSP


def test_an_address_holds_codes_and_leaves_out_what_is_not_chosen():
    assert frame.address("sheets", tab="evidence", group="", year=None) == "sheets?tab=evidence"
    assert frame.address("evidence", group="FIN", late=True) == "evidence?group=FIN&late=true"


def test_the_opening_page_is_the_root():
    home = menu.home()
    assert urljoin("http://h/esa/sheets?tab=x", frame.address(home)) == "http://h/esa/"
    assert urljoin("http://h/sheets", frame.address(home, group="FIN")) == "http://h/?group=FIN"


def test_every_page_of_the_menu_has_its_own_name_and_title():
    assert len({entry.name for entry in menu.listed()}) == len(menu.listed())
    assert len({entry.title for entry in menu.listed()}) == len(menu.listed())


def test_a_page_that_is_not_there_has_no_path_and_no_title():
    assert menu.path_of("nowhere") is None
    assert menu.title_of("nowhere") == ""


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


def choosing() -> None:
    import json

    import streamlit as st

    from esa.screen import frame

    wanted = json.loads(st.session_state.get("wanted", "{}"))
    st.button("go", on_click=frame.choose, args=(wanted,))
    # What a visitor's next run sees, in the order of the address.
    st.text(json.dumps({name: st.query_params.get_all(name) for name in st.query_params}))


@pytest.mark.parametrize(
    ("before", "wanted", "after"),
    [
        ({}, {}, {}),
        ({}, {"group": "FIN"}, {"group": ["FIN"]}),
        ({"group": "FIN", "due": "soon"}, {"group": "HR"}, {"group": ["HR"]}),
        ({"group": "FIN", "due": "soon"}, {}, {}),
        ({"verified": "true", "due": "soon"}, {}, {"verified": ["true"]}),
        (
            {"thai_digits": "true", "group": "FIN"},
            {"group": "HR", "state": "none"},
            {"thai_digits": ["true"], "group": ["HR"], "state": ["none"]},
        ),
        ({"verified": "true"}, {"verified": "false"}, {"verified": ["false"]}),
    ],
)
def test_choosing_puts_these_filters_and_no_others_into_the_address(before, wanted, after):
    app = AppTest.from_function(choosing, default_timeout=30)
    for name, value in before.items():
        app.query_params[name] = value
    app.session_state["wanted"] = json.dumps(wanted)
    app.run().button[0].click().run()
    left = {name: values for name, values in json.loads(app.text[0].value).items() if values}
    assert left == after  # an empty list is not in the address


def folded() -> None:
    import streamlit as st

    from esa.screen import filters, frame

    head = frame.head()
    many = st.session_state.get("many", True)
    with head.filters:
        filters.choose("กลุ่ม", ["", "FIN"], "group", show=lambda code: code or "ทุกกลุ่ม")
        if many:
            filters.choose("ปี", [2557, 2556], "year")
    if many:
        with head.filters:
            filters.choose("แถว", [0, 10], "row", told=False)
            filters.choose("วิชา", ["", "*คณิต*"], "subject")
    filters.choose("นอกที่ของตัวกรอง", ["a", "b"], "outside")


def line(app: AppTest) -> str:
    return " ".join(said.value for said in app.markdown).replace(NBSP, " ")


def test_the_line_over_folded_filters_says_what_is_chosen():
    app = AppTest.from_function(folded, default_timeout=30)
    assert line(app.run()) == "2557"
    app.query_params.update({"group": "FIN", "year": "2556", "subject": "*คณิต*", "row": "10"})
    assert line(app.run()) == "FIN · 2556 · \\*คณิต\\*"
    app.selectbox(key="group").select("").run()
    assert line(app) == "2556 · \\*คณิต\\*"


def test_one_filter_alone_is_not_folded():
    app = AppTest.from_function(folded, default_timeout=30)
    app.session_state["many"] = False
    assert line(app.run()) == "" and not app.get("html")


def test_choices_that_leave_nothing_out_are_everything():
    assert filter_place.said(["", ""]) == filter_place.EVERYTHING
    assert filter_place.said(["", "ก"]) == "ก"
    assert len(filter_place.said(["ก" * 500])) <= filter_place.LONGEST + 1


def test_a_choice_told_outside_the_place_of_filters_is_no_fault():
    assert filter_place.tell("ก") is None
