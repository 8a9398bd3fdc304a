"""Table rows as plain values."""

from datetime import date
from functools import cached_property
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


def test_a_table_without_rows_has_its_columns():
    made = plain.frame([], pd.RangeIndex(0), {"level": "Int64", "codes": "object"})
    assert made.columns.tolist() == ["level", "codes"] and made["level"].dtype == "Int64"


def test_rows_keep_what_stays_and_share_what_is_not_changed():
    rows = plain.Rows([("book", 2), ("book", 3)], {"code": ["a", None], "count": [1, 2]})
    other = rows.assign("code", ["b", None])
    assert other["code"] == ["b", None] and rows["code"] == ["a", None]
    assert other["count"] is rows["count"]
    assert other.where([False, True]) == plain.Rows([("book", 3)], {"code": [None], "count": [2]})
    assert len(rows) == 2 and "count" in rows and "other" not in rows
    assert plain.records(rows, "count", "code") == [(("book", 2), 1, "a"), (("book", 3), 2, None)]


class Resolution(NamedTuple):
    at: plain.Place
    item: int | None
    days: int
    due: date | None
    groups: tuple[str, ...]
    title: str | None
    done: bool | None


class Found:
    @cached_property
    def rows(self) -> tuple[Resolution, ...]:
        return (Resolution(("book", 2), None, 3, date(2014, 9, 1), ("AM",), None, None),)

    @cached_property
    def none(self) -> tuple[Resolution, ...]:
        return ()


@pytest.mark.parametrize("name", ["rows", "none"])
def test_frozen_rows_are_a_table_with_the_dtypes_of_their_fields_also_without_a_row(name):
    found = Found()
    table = getattr(plain.Tables(found), name)
    assert table.dtypes.astype(str).to_dict() == {
        "item": "Int64",
        "days": "int64",
        "due": "object",
        "groups": "object",
        "title": "str",
        "done": "boolean",
    }
    assert table.index.names == ["workbook", "row"]
    assert [tuple(row) for row in plain.records(table, *Resolution._fields[1:])] == [
        tuple(row) for row in getattr(found, name)
    ]


def test_a_table_is_made_once_and_only_of_what_is_there():
    tables = plain.Tables(Found())
    assert tables.rows is tables.rows
    with pytest.raises(AttributeError):
        _ = tables.nothing


class Named(NamedTuple):
    at: plain.Place
    title: str | None
    count: int | None


def test_rows_are_read_as_frozen_ones_by_the_names_of_their_fields():
    read = plain.Rows([("a", 2), ("b", 3)], {"count": [1, None], "more": [8, 9], "title": "กข"})
    assert plain.frozen(Named, read) == [Named(("a", 2), "ก", 1), Named(("b", 3), "ข", None)]
    with pytest.raises(KeyError):
        plain.frozen(Named, plain.Rows([("a", 2)], {"title": ["ก"]}))
