"""Whatever isn't on the list is gone: a secret planted in every cell of every tab, looked for."""

import ast
import pickle
from collections.abc import Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, count, product
from pathlib import Path

import pandas as pd
import pytest

from esa.documents import plain
from esa.plain import Rows
from esa.reading.office import Office
from esa.reading.problems import Problem
from esa.reading.schema import Field, read_tabs
from esa.share import page
from esa.share.colour_tables import TOTAL
from esa.share.committee import committee, within
from esa.share.redaction import Redacted, redacted
from esa.share.scope import SHOWN, Scope
from tests.leaves import EVER, leaves
from tests.unit.tables_tried import tables_of

SCOPES = [
    Scope(kind, shown, groups=groups, networks=networks, schools=schools)
    for kind, shown, groups, networks, schools in product(
        ("public", "assessors"),
        (SHOWN, ("levels",), ("completeness",), ("networks",), ("colours",), ()),
        ((), ("FIN", "HR")),
        ((), ("N01",)),
        (False, True),
    )
]
EXACT_TEXT = ("edition", "criterion", "indicator", "condition", "standard", "group", "network")
MOST_SENSITIVE = ("method", "result", "comments", "link", "place", "document_no", "full_text")
MOST_SENSITIVE += ("reviewer_note", "checked_by_role", "resolution", "chair_role", "workbook")


def made(office: Office, scope: Scope) -> Redacted:
    return redacted(office, scope, tables_of(office))


def secret(tab: str, field: Field, mark: int, number: int) -> object:
    """A value nobody else has, of the column's type; None where a value would break references.
    mark: the number of the column among all columns."""
    if field.type in ("integer", "year"):
        return 7_100_000_000 + 10_000 * mark + number
    if field.type == "number":
        value = Decimal(f"8{mark:05d}{number:04d}.37")
        return value if field.exact else float(value)
    if field.type == "date":
        return date(101, 1, 1) + timedelta(days=1000 * mark + number)
    if field.type == "string" and not field.categories and not field.code:
        return f"ความลับ {tab} {field.name} {number}"
    return None


KEPT = {  # what rules and references need as it is; every other cell becomes a secret
    "test_results": (
        *("academic_year", "test", "grade", "subject", "scope", "tested", "not_passed"),
        "round",  # results of a round never leave
    ),
    "colour_bands": (
        *("from_academic_year", "order", "from_percent", "to_percent"),
        *("test", "grade", "subject"),  # blank: bands of every test
    ),
    "rubric": ("level", "min_clear", "max_clear"),
    "indicators": ("points_total", "extra_condition"),
    "network_activities": ("date", "ends"),
    "settings": ("fiscal_year",),
}


def planted(office: Office) -> tuple[Office, dict[tuple[str, str], list]]:
    """The office with a secret in every cell that is no key; the secrets by tab and column."""
    office = with_secret_titles(office)
    tables, secrets, marks = {}, {}, count()
    for tab, rows in office.rows.items():
        columns = dict(rows.columns)
        for field, mark in zip(office.tabs[tab].fields, marks, strict=False):
            if field.name in KEPT.get(tab, ()) or field.name not in columns:
                continue
            values = [secret(tab, field, mark, n) for n in range(len(rows))]
            if values and values[0] is not None and field.name not in EXACT_TEXT:
                columns[field.name] = values
                secrets[tab, field.name] = values
        places = [(f"สมุดลับ {tab}", 9_900_000 + n) for n in range(len(rows))]
        tables[tab] = Rows(places, columns)
    problem = Problem("no_about", "สมุดลับ", "about", "QX77", {"value": "ค่าลับ"})
    letters = {("สมุดลับ", "evidence"): {"link": "QX"}}
    made = replace(office, rows=tables, problems=(problem,), letters=letters)
    return made, secrets


def with_secret_titles(office: Office) -> Office:
    """The same with a secret for the title of each of its own registers."""
    titles = {each.title: f"สมุดลับ {each.title}" for each in office.declared}
    tabs = {
        titles.get(name, name): replace(tab, name=titles[name], title=titles[name])
        if name in titles
        else tab
        for name, tab in office.tabs.items()
    }
    return replace(
        office,
        rows={titles.get(name, name): rows for name, rows in office.rows.items()},
        tabs=tabs,
        declared=tuple(each._replace(title=titles[each.title]) for each in office.declared),
    )


def inside(thing: object) -> Iterable[object]:
    """Every plain value inside, however deep."""
    if isinstance(thing, pd.DataFrame):
        yield from inside(thing.reset_index().to_dict("list"))
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from inside(getattr(thing, field.name))
        yield from inside({k: v for k, v in vars(thing).items() if isinstance(v, pd.DataFrame)})
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from inside(key)
            yield from inside(value)
    elif isinstance(thing, (list, tuple, set, frozenset)):
        for one in thing:
            yield from inside(one)
    else:
        yield thing


@pytest.mark.parametrize("scope", SCOPES, ids=repr)
def test_no_cell_that_is_not_on_the_list_leaves_the_office(scope, office_with_secrets):
    office, secrets, whole = office_with_secrets
    out = redacted(office, scope, whole=whole)
    found = {str(value) for value in inside(out)}
    text = "\n".join(found) + plain.page(page.shown(out, ""), "")
    allowed = leaves(scope)
    for column, values in secrets.items():
        if column not in allowed:
            assert found.isdisjoint(map(str, values)), column
            assert not any(str(value) in text for value in values[:3]), column
    assert "สมุดลับ" not in text and "QX" not in text and "ค่าลับ" not in text
    raw = pickle.dumps(out)
    assert "สมุดลับ".encode() not in raw


@pytest.fixture(scope="module")
def office_with_secrets(sample: Office) -> tuple:
    office, secrets = planted(sample)
    return office, secrets, committee(office, tables_of(office))


def test_the_test_plants_what_matters_most(office_with_secrets, sample):
    _, secrets, _ = office_with_secrets
    assert set(MOST_SENSITIVE) <= {column for _, column in secrets}
    assert len(secrets) > 90
    own = {tab for tab, _ in secrets} - read_tabs().keys()
    assert own == {f"สมุดลับ {each.title}" for each in sample.declared} and len(own) > 5


def test_the_search_finds_a_secret_that_is_allowed(office_with_secrets):
    office, secrets, whole = office_with_secrets
    out = redacted(office, Scope("assessors"), whole=whole)
    assert secrets["evidence", "title"][0] in set(map(str, inside(out)))


def test_the_list_names_columns_that_exist_and_no_sensitive_one():
    for tab, column in EVER:
        assert column in {field.name for field in read_tabs()[tab].fields}
        assert column not in {*MOST_SENSITIVE, "remark", "aliases", "kpi_text"}


def test_what_leaves_is_no_office_that_could_be_judged_again(sample):
    """Finished results only: no table, no rows, no place of a cell, no problem."""
    out = made(sample, Scope("assessors", schools=True))
    assert not isinstance(out, Office)
    kinds = {type(value) for value in inside(out)}
    assert kinds <= {str, int, bool, type(None), date, Decimal}, kinds


def test_the_public_sees_no_points_and_no_schools(sample):
    out = made(sample, Scope())
    assert out.committee.points == () and not any(t.schools for t in out.committee.colours)


def test_assessors_see_titles_and_states_that_need_hidden_columns(sample):
    points = made(sample, Scope("assessors")).committee.points
    documents = [document for point in points for document in point.documents]
    assert {document.state for document in documents} == {"promised", "attached", "checked"}


def test_a_redacted_office_has_no_address_however_it_is_made(sample):
    out = made(sample, Scope("assessors"))
    texts = [each.name for each in fields(out) if isinstance(getattr(out, each.name), str)]
    assert texts == ["name", "stepped_in"]
    table = out.committee.colours[0]._replace(network_names={"N01": "เครือข่ายforms.gle/x"})
    other = replace(
        out,
        **dict.fromkeys(texts, "สำนักงานbit.ly/x"),
        committee=replace(out.committee, colours=(table,)),
    )
    assert {getattr(other, name) for name in texts} == {"สำนักงาน(ลิงก์)"}
    assert other.committee.colours[0].network_names["N01"] == "เครือข่าย(ลิงก์)"


def test_groups_of_the_scope_filter_points_levels_and_completeness(sample):
    of = made(sample, Scope("assessors", groups=("FIN",))).committee
    assert [share.code for share in of.groups] == ["FIN"] and of.standards == ()
    assert {point.criterion for point in of.points} and {p.groups for p in of.points} == {("FIN",)}
    assert {level.indicator for level in of.levels} == {p.indicator for p in of.points}


def test_networks_of_the_scope_filter_and_take_the_total_along(sample):
    of = made(sample, Scope(networks=("N01", "N02"), schools=True)).committee
    assert {row.network for row in of.networks} == {"N01", "N02"}
    assert {row for table in of.colours for row, _ in table.cells} == {"N01", "N02"}
    assert {school.network for table in of.colours for school in table.schools} == {"N01", "N02"}


def test_no_link_shows_a_group_that_another_link_hides(sample):
    """Differencing across links: each shows a part of one and the same table."""
    whole = committee(sample, tables_of(sample))
    codes = sorted({row for t in whole.colours for row, _ in t.cells} - {TOTAL, ""})
    for networks in [(), *combinations(codes[:5], 1), *combinations(codes[:5], 2)]:
        for groups, schools, kind in product(
            ((), ("FIN",)), (False, True), ("public", "assessors")
        ):
            of = within(whole, Scope(kind, SHOWN, "", groups, networks, schools))
            for ours, full in zip(of.colours, whole.colours, strict=True):
                assert ours.cells.items() <= full.cells.items()
                assert set(ours.schools) <= set(full.schools)


def test_networks_stand_by_their_activities_the_most_first(sample):
    counts = [each.held + each.undated for each in committee(sample, tables_of(sample)).networks]
    assert counts == sorted(counts, reverse=True) and counts[0] > counts[-1] == 0


def test_counts_are_those_of_the_office_where_they_are_shown(sample):
    tables = committee(sample, tables_of(sample)).colours
    table = next(t for t in tables if (t.test, t.grade) == ("O-NET", "ป.6"))
    rows = sample.test_results
    rows = rows[
        (rows["test"] == "O-NET") & (rows["grade"] == "ป.6") & (rows["academic_year"] == 2556)
    ]
    good = (rows["tested"] > 0) & (rows["not_passed"] <= rows["tested"])
    clashing = rows[(rows["tested"] > 0).fillna(False) & ~good.fillna(False)]
    rows = rows[good.fillna(False)]
    assert table.left_out == len(clashing) > 0
    seen = table.cells[TOTAL, TOTAL].seen
    assert seen.tested == rows["tested"].sum()
    assert seen.low <= rows["not_passed"].sum() <= seen.high < seen.low + 10


def test_small_schools_of_the_sample_are_hidden(sample):
    table = next(t for t in committee(sample, tables_of(sample)).colours if t.grade == "ม.3")
    hidden = [school for school in table.schools if school.state == "hidden"]
    assert hidden and not any(school.colour for school in hidden)
    assert table.cells[TOTAL, TOTAL].without == len(hidden)


def test_rows_that_are_not_counted_are_told_by_group_and_never_by_place(sample):
    told = committee(sample).left_out
    for tab in {lost.tab for lost in told}:
        assert sum(lost.rows for lost in told if lost.tab == tab) == sample.left_out(tab)
    assert told and all(lost.group == "" or lost.name for lost in told)
    fin = made(sample, Scope(groups=("FIN",))).committee.left_out
    assert {lost.group for lost in fin} <= {"", "FIN"}


def test_redaction_changes_nothing_of_the_office(sample):
    before = pickle.dumps(dict(sample.rows))
    made(sample, Scope("assessors", groups=("FIN",), schools=True))
    assert pickle.dumps(dict(sample.rows)) == before


def test_an_empty_office_is_redacted_too(sample):
    empty = {tab: rows.where([False] * len(rows)) for tab, rows in sample.rows.items()}
    for scope in (Scope(), Scope("assessors", schools=True, groups=("FIN",))):
        out = redacted(replace(sample, rows=empty), scope)
        assert isinstance(out, Redacted)
        assert page.file(out, "")


def test_an_edition_with_conditions_tells_how_many_are_met(sample):
    office = replace(sample, edition="เดิม")
    of = redacted(office, Scope()).committee
    assert of.method == "conditions" and 0 <= of.met <= of.stated and of.stated > 50
    assert "สภาพที่พึงประสงค์" in page.file(redacted(office, Scope()), "")


def test_the_rules_of_sharing_know_no_page():
    root = Path(__file__).resolve().parents[2] / "esa" / "share"
    for path in root.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
        if path.stem not in ("registry", "links", "links_tries"):
            assert not any((name or "").startswith(("streamlit", "esa.screen")) for name in names)
