"""The same key twice in the office or after linking, and one word in several spellings."""

from datetime import date

from esa.reading.repeats import with_one_spelling, without_repeats
from esa.reading.schema import read_tabs
from tests.unit.made import frames, letters, rows, table

SCHEMA = read_tabs()
LETTERS = letters(*SCHEMA, workbooks=("ก", "ข", "ค"))


def kept(name: str, *made: dict):
    tables, problems = without_repeats(rows({name: table(name, *made)}), SCHEMA, LETTERS)
    return frames(tables)[name], problems


def test_an_activity_in_two_workbooks_counts_once_and_equal_rows_are_no_problem():
    row = {"activity": "A1", "title": "วันเด็ก", "date": date(2014, 1, 11), "networks": ["N1", "N2"]}
    again = row | {"networks": ["N2", "N1"], "title": "วันเด็ก ", "remark": "ของเรา"}
    rows, problems = kept("network_activities", row | {"at": ("ก", 2)}, again | {"at": ("ข", 5)})
    assert rows.index.tolist() == [("ก", 2)]
    assert problems == []


def test_an_activity_told_differently_stays_as_first_told_and_both_cells_are_named():
    row = {"activity": "A1", "title": "วันเด็ก", "date": date(2014, 1, 11)}
    rows, problems = kept(
        "network_activities",
        row | {"at": ("ก", 2)},
        row | {"at": ("ข", 5), "date": date(2014, 1, 10)},
        row | {"at": ("ค", 7), "date": None},
    )
    assert rows["date"].tolist() == [date(2014, 1, 11)]
    assert [(p.code, p.workbook, p.cell) for p in problems] == [
        ("activity_conflict", "ข", "C5"),
        ("activity_conflict", "ค", "C7"),
    ]
    assert problems[0].facts["other"] == "ก › C2"
    assert problems[0].facts["value"] == "10 ม.ค. 2557"
    assert problems[1].facts["value"] == "ว่าง"
    assert problems[0].severity == "warning" and not problems[0].aside


def test_equal_projects_of_two_groups_count_once():
    row = {"project": "P1", "title": "๕ สี", "group": "AM"}
    rows, problems = kept(
        "projects", row | {"at": ("ก", 2)}, row | {"at": ("ข", 3), "group": "FIN"}
    )
    assert rows.index.tolist() == [("ก", 2)]
    assert [(p.code, p.workbook, p.severity) for p in problems] == [("repeated_row", "ข", "info")]


def test_projects_that_differ_are_all_set_aside_each_naming_another():
    rows, problems = kept(
        "projects",
        {"project": "P1", "title": "หนึ่ง", "at": ("ก", 2)},
        {"project": "P1", "title": "สอง", "at": ("ข", 3)},
        {"project": "P1", "title": "หนึ่ง", "at": ("ค", 4)},
        {"project": "P2", "title": "อื่น", "at": ("ค", 5)},
    )
    assert rows["project"].tolist() == ["P2"]
    assert [p.code for p in problems] == ["duplicate_key_office"] * 3
    assert [p.facts["other"] for p in problems] == ["ข › A3", "ก › A2", "ก › A2"]
    assert all(p.aside for p in problems)


def test_the_same_criterion_in_two_workbooks_is_no_repeat():
    row = {"edition": "2557", "criterion": "1.1", "carried_out": "done"}
    rows, problems = kept("progress", row | {"at": ("ก", 2)}, row | {"at": ("ข", 2)})
    assert len(rows) == 2 and problems == []


def test_reports_that_became_equal_when_the_edition_was_filled_in_are_found():
    row = {"edition": "2557", "criterion": "1.1", "carried_out": "done"}
    other = row | {"carried_out": "preparing"}
    rows, problems = kept("progress", row | {"at": ("ก", 2)}, other | {"at": ("ก", 3)})
    assert rows.empty
    assert [(p.code, p.facts["other"]) for p in problems] == [
        ("duplicate_key_office", "B3"),
        ("duplicate_key_office", "B2"),
    ]
    rows, problems = kept(
        "progress", row | {"at": ("ก", 2)}, row | {"at": ("ก", 3), "condition": "1"}
    )
    assert len(rows) == 2 and problems == []


def test_codes_are_compared_as_they_are_and_titles_without_noise():
    row = {"kpi": "K1", "title": "O-NET", "criterion": "1.10"}
    rows, problems = kept("kpis", row | {"at": ("ก", 2)}, row | {"at": ("ข", 2), "title": "O NET"})
    assert len(rows) == 1 and [p.code for p in problems] == ["repeated_row"]
    rows, problems = kept(
        "kpis", row | {"at": ("ก", 2)}, row | {"at": ("ข", 2), "criterion": "1.1.0"}
    )
    assert rows.empty and [p.code for p in problems] == ["duplicate_key_office"] * 2


def test_documents_with_the_same_number_are_all_kept():
    row = {"edition": "2557", "criterion": "1.1", "item": 1}
    rows, problems = kept("evidence", row | {"at": ("ก", 2)}, row | {"at": ("ก", 3), "title": "x"})
    assert len(rows) == 2 and problems == []


def test_one_school_under_two_codes_shows_as_a_repeat_after_linking():
    row = {
        "academic_year": 2556, "test": "NT", "grade": "ป.3", "subject": "ภาษา",
        "scope": "area", "school_code": "00000001", "tested": 9,
    }  # fmt: skip
    rows, problems = kept(
        "test_results", row | {"at": ("ก", 2)}, row | {"at": ("ก", 9), "tested": 8}
    )
    assert rows.empty and len(problems) == 2


def test_spellings_become_the_commonest_across_tabs():
    results = table("test_results", *[{"test": word} for word in ("O-NET", "O-Net", "O-NET", "NT")])
    limits = table("lower_limits", {"test": "ONET"}, {"test": "O-NET"})
    given = rows({"test_results": results, "lower_limits": limits})
    tables = with_one_spelling(given, SCHEMA)
    assert tables["test_results"]["test"] == ["O-NET", "O-NET", "O-NET", "NT"]
    assert tables["lower_limits"]["test"] == ["O-NET", "O-NET"]
    assert given["test_results"]["test"][1] == "O-Net"


def test_spelling_doesnt_depend_on_the_order_of_rows():
    words = ["ป. 6", "ป.6", "ป.6", "ป. 6", "ม.3"]
    for order in (words, words[::-1]):
        results = table("test_results", *[{"grade": word} for word in order])
        unified = with_one_spelling(rows({"test_results": results}), SCHEMA)["test_results"][
            "grade"
        ]
        assert set(unified) == {"ป. 6", "ม.3"}


def test_blank_words_stay_blank():
    results = table("test_results", {"subject": None}, {"subject": "ศิลปะ"})
    column = with_one_spelling(rows({"test_results": results}), SCHEMA)["test_results"]["subject"]
    assert column == [None, "ศิลปะ"]
