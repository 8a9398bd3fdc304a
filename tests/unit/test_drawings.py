"""Charts as kept values: equal arguments are drawn once, anything else anew, tables stay inside."""

import json
import pickle

import altair as alt
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from esa.screen import drawings
from esa.screen.drawings import Drawing, drawn, finished

TABLE = pd.DataFrame({"x": [1, 2], "y": [3.5, 4.5], "word": ["ก", "ข"]})


def bars(table: pd.DataFrame, colour: str = "black") -> alt.Chart:
    return alt.Chart(table).mark_bar(color=colour).encode(x="x:Q", y="y:Q")


def twice(table: pd.DataFrame) -> alt.LayerChart:
    base = alt.Chart(table).encode(x="x:Q", y="y:Q")
    return base.mark_line() + base.mark_point()


def told(table: pd.DataFrame, digits: object) -> alt.Chart:
    """A chart whose words depend on the switch for Thai digits, as ours do."""
    return (
        alt.Chart(table.assign(word=[digits("ปี 2557")] * len(table)))
        .mark_text()
        .encode(text="word")
    )


@pytest.fixture(autouse=True)
def nothing_kept():
    drawings._drawn.clear()


@pytest.fixture
def counted(monkeypatch) -> list:
    """The charts that were finished; what finishes them stays the same."""
    charts = []
    original = drawings.finished

    def noted(chart):
        charts.append(chart)
        return original(chart)

    monkeypatch.setattr(drawings, "finished", noted)
    return charts


def values_of(spec: dict) -> list[list[dict]]:
    """The rows of each table in a specification, however deep."""
    own = [spec["data"]["values"]] if "values" in spec.get("data", {}) else []
    return [*own, *(rows for part in spec.get("layer", ()) for rows in values_of(part))]


def test_equal_arguments_are_drawn_once(counted):
    first, second = drawn(bars, TABLE, "red"), drawn(bars, TABLE.copy(), "red")
    assert first == second and len(counted) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (TABLE, "blue"),
        (TABLE.assign(y=[3.5, 4.6]), "red"),
        (TABLE.rename(columns={"word": "said"}), "red"),
        (TABLE.iloc[:1], "red"),
    ],
)
def test_any_other_argument_is_drawn_anew(arguments, counted):
    first = drawn(bars, TABLE, "red")
    assert drawn(bars, *arguments) != first and len(counted) == 2


def test_another_function_is_drawn_anew_for_the_same_table(counted):
    assert drawn(bars, TABLE) != drawn(twice, TABLE)
    assert len(counted) == 2


def test_an_argument_given_by_name_counts_too(counted):
    assert drawn(bars, TABLE, colour="red") != drawn(bars, TABLE, colour="blue")
    assert len(counted) == 2


def test_a_table_changed_after_drawing_changes_nothing_that_was_kept():
    table = TABLE.copy()
    before = drawn(bars, table)
    table.loc[0, "y"] = 99.0
    assert drawn(bars, TABLE) == before != drawn(bars, table)


def test_an_argument_without_content_of_its_own_is_refused():
    with pytest.raises((pickle.PicklingError, AttributeError), match="pickle"):
        drawn(lambda table: bars(table), TABLE)


def test_a_spec_is_a_copy_of_ones_own():
    drawing = drawn(bars, TABLE)
    drawing.spec()["layer"].clear()
    assert drawing.spec()["layer"] and drawn(bars, TABLE) == drawing


def test_a_finished_chart_holds_its_rows_in_thai_and_no_table_beside():
    drawing = finished(bars(TABLE))
    assert "ก" in drawing.text and "\\u" not in drawing.text
    spec = drawing.spec()
    assert values_of(spec) == [TABLE.to_dict("records")]
    assert "datasets" not in spec and "data" not in spec


def test_what_belongs_on_top_stays_on_top_when_the_marks_move_down():
    spec = finished(bars(TABLE).properties(height=40, width=60, padding=5)).spec()
    assert (spec["height"], spec["width"], spec["padding"]) == (40, 60, 5)
    (inner,) = spec["layer"]
    assert inner["mark"]["type"] == "bar" and "height" not in inner
    assert "$schema" in spec and "encoding" in inner


@pytest.mark.parametrize("chart", [bars(TABLE), twice(TABLE), bars(TABLE).configure_mark(size=9)])
def test_a_mark_shows_none_of_its_fields_when_pointed_at(chart):
    mark = finished(chart).spec()["config"]["mark"]
    assert mark["tooltip"] is None  # left out, it would mean all of them


def test_a_tooltip_of_ones_own_is_kept():
    said = finished(bars(TABLE).encode(tooltip=alt.Tooltip("word:N", title="คำ"))).spec()
    assert said["layer"][0]["encoding"]["tooltip"]["title"] == "คำ"
    usual = finished(bars(TABLE).configure_mark(tooltip=True)).spec()
    assert usual["config"]["mark"]["tooltip"] is True


def test_a_small_table_stands_beside_each_mark_that_needs_it():
    spec = finished(alt.layer(bars(TABLE), twice(TABLE.copy()))).spec()
    assert values_of(spec) == [TABLE.to_dict("records")] * 2
    assert "datasets" not in spec


@pytest.mark.parametrize(("rows", "kept_apart"), [(2, False), (400, True)])
def test_a_long_table_used_by_many_marks_is_sent_once(rows, kept_apart):
    table = pd.DataFrame({"x": range(rows), "y": range(rows)})
    one, other = alt.Chart(table).mark_line(), alt.Chart(table).mark_point()
    spec = finished(alt.layer(*(part.encode(x="x:Q", y="y:Q") for part in (one, other)))).spec()
    size = len(json.dumps(table.to_dict("records")))
    assert (size > drawings.REPEATED) == kept_apart
    tables = [*values_of(spec), *spec.get("datasets", {}).values()]
    assert sum(len(rows_) for rows_ in tables) >= rows
    assert len(json.dumps(spec)) < size * (1.5 if kept_apart else 3) + 1_000


def test_a_chart_that_answers_clicks_keeps_its_table_where_the_click_finds_it():
    chosen = alt.selection_point(fields=["x"], name="chosen")
    spec = finished(bars(TABLE).add_params(chosen)).spec()
    assert "params" in spec and "layer" not in spec
    assert "data" in spec


def test_a_drawing_is_its_text():
    assert Drawing('{"mark":"bar"}').spec() == {"mark": "bar"}


def script() -> None:
    import streamlit as st

    from esa.screen import numerals
    from esa.screen.drawings import drawn
    from tests.unit.test_drawings import TABLE, told

    st.toggle("เลขไทย", key="thai_digits")
    st.text(drawn(told, TABLE, numerals.digits).text)


def test_the_switch_for_digits_is_part_of_what_is_kept():
    app = AppTest.from_function(script, default_timeout=30).run()
    assert "ปี 2557" in app.text[0].value
    app.toggle(key="thai_digits").set_value(True).run()
    assert "ปี ๒๕๕๗" in app.text[0].value
    app.toggle(key="thai_digits").set_value(False).run()
    assert "ปี 2557" in app.text[0].value and not app.exception
