"""Table rows as plain values."""

from typing import NamedTuple

import pandas as pd
import pytest

from esa import plain


def test_every_kind_of_blank_is_none_and_values_are_plain():
    table = pd.DataFrame(
        {
            "text": pd.Series(["a", None], dtype="str"),
            "whole": pd.Series([3, None], dtype="Int64"),
            "yes": pd.Series([True, None], dtype="boolean"),
            "codes": pd.Series([("a",), ()], dtype="object"),
        }
    ).set_axis(pd.MultiIndex.from_tuples([("book", 2), ("book", 3)]))
    first, second = plain.records(table, "text", "whole", "yes", "codes")
    assert first == (("book", 2), "a", 3, True, ("a",)) and first[3] is True
    assert second == (("book", 3), None, None, None, ())


def test_a_missing_column_is_our_mistake():
    with pytest.raises(KeyError):
        plain.column(pd.DataFrame({"a": [1]}), "b")


def test_rows_keep_what_stays_and_share_what_is_not_changed():
    rows = plain.Rows([("book", 2), ("book", 3)], {"code": ["a", None], "count": [1, 2]})
    other = rows.assign("code", ["b", None])
    assert other["code"] == ["b", None] and rows["code"] == ["a", None]
    assert other["count"] is rows["count"]
    assert other.where([False, True]) == plain.Rows([("book", 3)], {"code": [None], "count": [2]})
    assert len(rows) == 2 and "count" in rows and "other" not in rows
    assert plain.records(rows, "count", "code") == [(("book", 2), 1, "a"), (("book", 3), 2, None)]


class Named(NamedTuple):
    at: plain.Place
    title: str | None
    count: int | None


def test_rows_are_read_as_frozen_ones_by_the_names_of_their_fields():
    read = plain.Rows([("a", 2), ("b", 3)], {"count": [1, None], "more": [8, 9], "title": "กข"})
    assert plain.frozen(Named, read) == [Named(("a", 2), "ก", 1), Named(("b", 3), "ข", None)]
    with pytest.raises(KeyError):
        plain.frozen(Named, plain.Rows([("a", 2)], {"title": ["ก"]}))
