"""A filter is in the address: read from it, written to it, gone when it is the first choice."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import components


def script() -> None:
    import streamlit as st

    from esa.screen import filters

    chosen = filters.choose("กลุ่ม", ["", "FIN", "HR"], "group", show=lambda code: f"กลุ่ม {code}")
    year = filters.choose("ปี", [2557, 2556], "year")
    st.text(f"{chosen or 'ทุกกลุ่ม'} {year}")


def said(app: AppTest) -> str:
    return app.text[0].value


@pytest.fixture
def app() -> AppTest:
    made = AppTest.from_function(script, default_timeout=30)
    made._bidi_component_manager = components()
    return made


def test_the_first_choice_needs_no_address(app):
    assert said(app.run()) == "ทุกกลุ่ม 2557"
    assert not app.query_params


def test_an_address_chooses_by_code(app):
    app.query_params["group"] = "FIN"
    app.query_params["year"] = "2556"
    assert said(app.run()) == "FIN 2556"


@pytest.mark.parametrize("value", ["ไม่มี", "", "fin", "<b>"])
def test_an_unknown_value_counts_as_the_first_choice(app, value):
    app.query_params["group"] = value
    assert said(app.run()) == "ทุกกลุ่ม 2557"
    told = [each.value for each in app.markdown if "ไม่พบ" in each.value]
    assert len(told) == bool(value) and all("กลุ่ม" in each for each in told)


def test_a_choice_is_written_into_the_address_and_taken_out_again(app):
    app.run()
    app.selectbox(key="group").select("HR").run()
    assert said(app) == "HR 2557"
    assert app.query_params["group"] == "HR"
    app.selectbox(key="group").select("").run()
    assert said(app) == "ทุกกลุ่ม 2557"
    assert "group" not in app.query_params


def test_the_address_wins_over_what_was_chosen_before(app):
    app.run()
    app.selectbox(key="group").select("HR").run()
    app.query_params["group"] = "FIN"
    assert said(app.run()) == "FIN 2557"
