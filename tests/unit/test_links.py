"""References: every way to name a group, network or school, and what happens to the unknown."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa import plain
from esa.links import directory, match_group, resolve
from esa.schema import read_tabs
from tests.unit.made import frames, letters, rows, table

SCHEMA = read_tabs()
BOOKS = ("office", "ชีตการเงินฯ", "ชีตนิเทศฯ")
LETTERS = letters(*SCHEMA, workbooks=BOOKS)
GROUPS = table(
    "groups",
    {"group": "AM", "name": "กลุ่มอำนวยการ", "kind": "group"},
    {
        "group": "FIN",
        "name": "กลุ่มบริหารงานการเงินและสินทรัพย์",
        "kind": "group",
        "aliases": ["บง.", "การเงิน/สินทรัพย์"],
    },
    {"group": "SUP", "name": "กลุ่มนิเทศ ติดตาม และประเมินผลการจัดการศึกษา", "aliases": ["นิเทศฯ"]},
)
NETWORKS = table(
    "networks",
    {"network": "N01", "name": "ควนขนุนหานโพธิ์", "kind": "school_network"},
    {"network": "N02", "name": "ไพรวัลย์", "kind": "school_network"},
)
SCHOOLS = table(
    "schools",
    {"school_code": "00000001", "name": "บ้านท่าลาด", "other_codes": ["93020001"]},
    {"school_code": "00000002", "name": "วัดหวัง"},
    {"school_code": "00000003", "name": "บ้านควน"},
    {"school_code": "00000004", "name": "บ้านควน"},
)
INDICATORS = table("indicators", {"edition": "2557", "indicator": "1.1", "standard": "1"})
CRITERIA = table(
    "criteria",
    {"edition": "2557", "criterion": "1.1", "indicator": "1.1"},
    {"edition": "2557", "criterion": "1.10", "indicator": "1.1"},
    {"edition": "เดิม", "criterion": "1-1-1", "indicator": "1-1"},
)


def resolved(**tables: pd.DataFrame):
    linked, problems = resolve(rows(tables), SCHEMA, LETTERS)
    return frames(linked), problems


def activity(**cells: object) -> dict:
    return {"activity": "A1", "title": "กีฬา", "group": "AM", **cells}


def linked(column: str, cell: list[str], **registers: pd.DataFrame):
    tables, problems = resolved(
        network_activities=table("network_activities", activity(**{column: cell})), **registers
    )
    return tables["network_activities"][column].iloc[0], problems


@pytest.mark.parametrize(
    "written",
    ["FIN", "fin", "กลุ่มบริหารงานการเงินและสินทรัพย์", "กลุ่มบริหารงานการเงิน และสินทรัพย์", "บง.", "บง"],
)
def test_a_group_is_known_by_code_name_or_alias(written):
    assert match_group(written, plain.rows(GROUPS)) == ("FIN", "")


def test_an_unknown_group_gives_no_code_but_the_nearest_word():
    code, near = match_group("กลุ่มอำนวยกา", plain.rows(GROUPS))
    assert (code, near) == ("", "กลุ่มอำนวยการ")
    assert match_group("", plain.rows(GROUPS)) == ("", "")


@pytest.mark.parametrize("word", ["ALL", "ทุกกลุ่ม", "ทุกคน", "ทุกกลุ่ม/หน่วย"])
def test_words_for_all_groups_mean_the_reserved_code_in_lists(word):
    criteria = CRITERIA.assign(lead_groups=[(word,), ("AM",), ()])
    tables, problems = resolved(groups=GROUPS, criteria=criteria)
    assert tables["criteria"]["lead_groups"].tolist() == [("ALL",), ("AM",), ()]
    assert problems == []


def test_all_groups_is_no_checker_of_a_document():
    row = {"edition": "2557", "criterion": "1.1", "item": 1, "checked_by_group": "ทุกกลุ่ม"}
    tables, problems = resolved(groups=GROUPS, evidence=table("evidence", row))
    assert [p.code for p in problems] == ["unknown_name"]
    assert tables["evidence"]["checked_by_group"].isna().all()


def test_an_alias_that_holds_a_slash_is_taken_whole():
    criteria = CRITERIA.assign(lead_groups=[("การเงิน/สินทรัพย์",), (), ()])
    tables, problems = resolved(groups=GROUPS, criteria=criteria)
    assert tables["criteria"]["lead_groups"].iloc[0] == ("FIN",)
    assert problems == []


@pytest.mark.parametrize("mark", [",", "/", " , ", "/ "])
def test_a_part_is_split_at_comma_or_slash_when_every_piece_is_known(mark):
    codes, problems = linked("networks", [f"N01{mark}ไพรวัลย์"], networks=NETWORKS)
    assert codes == ("N01", "N02")
    assert problems == []


def test_a_part_is_not_split_when_one_piece_is_unknown():
    codes, problems = linked("networks", ["N01,ไม่รู้จัก", "N02"], networks=NETWORKS)
    assert codes == ("N02",)
    assert [(p.code, p.cell, p.aside) for p in problems] == [("unknown_name", "E2", False)]
    assert problems[0].facts["value"] == "N01,ไม่รู้จัก"


def test_a_network_is_known_by_a_name_in_another_spelling_and_listed_once():
    codes, problems = linked("networks", ["ควนขนุนหาญโพธิ์", "N01"], networks=NETWORKS)
    assert codes == ("N01",)
    assert problems == []


@pytest.mark.parametrize(
    "written", ["00000001", "93020001", "บ้านท่าลาด", "โรงเรียนบ้านท่าลาด", "ร.ร.บ้านท่าลาด"]
)
def test_a_school_is_known_by_code_other_code_or_name(written):
    codes, problems = linked("schools", [written], schools=SCHOOLS)
    assert codes == ("00000001",)
    assert problems == []


def test_a_name_that_two_schools_have_is_a_problem_with_their_codes():
    codes, problems = linked("schools", ["บ้านควน"], schools=SCHOOLS)
    assert codes == ()
    assert problems[0].code == "ambiguous_name"
    assert problems[0].facts["choices"] == "00000003, 00000004"


def test_a_code_wins_over_another_schools_old_code():
    schools = table(
        "schools",
        {"school_code": "00000001", "name": "ก"},
        {"school_code": "00000002", "name": "ข", "other_codes": ["00000001"]},
    )
    found = directory(plain.rows(schools), SCHEMA["schools"], "school_code")
    assert found.code_of("00000001") == "00000001"


def test_codes_are_never_folded():
    rows = [
        {"edition": "2557", "criterion": code, "carried_out": "done", "group": "AM"}
        for code in ("1.1", "1.10", "11", "110", "1.100")
    ]
    tables, problems = resolved(criteria=CRITERIA, progress=table("progress", *rows))
    assert tables["progress"]["criterion"].tolist() == ["1.1", "1.10"]
    assert [p.facts["value"] for p in problems] == ["11", "110", "1.100"]


def test_an_unknown_criterion_sets_its_row_aside_and_names_the_cell():
    rows = [
        {"edition": "2557", "criterion": "1.1", "item": 1},
        {"edition": "2557", "criterion": "1.11", "item": 2},
    ]
    evidence = table("evidence", *rows, workbook="ชีตการเงินฯ")
    tables, problems = resolved(criteria=CRITERIA, evidence=evidence)
    assert tables["evidence"].index.tolist() == [("ชีตการเงินฯ", 2)]
    (problem,) = problems
    assert (problem.code, problem.workbook, problem.cell, problem.row) == (
        "unknown_code",
        "ชีตการเงินฯ",
        "B3",
        3,
    )
    assert problem.aside and problem.severity == "error"
    assert problem.suggestion in ("1.1", "1.10")


def test_a_criterion_of_another_edition_is_unknown_in_this_one():
    row = {"edition": "2557", "criterion": "1-1-1", "carried_out": "done"}
    tables, problems = resolved(criteria=CRITERIA, progress=table("progress", row))
    assert tables["progress"].empty
    assert [p.code for p in problems] == ["unknown_code"]


def test_a_blank_edition_matches_the_criterion_of_any():
    rows = [
        {"criterion": "1-1-1", "carried_out": "done"},
        {"criterion": "9", "carried_out": "done"},
    ]
    tables, problems = resolved(criteria=CRITERIA, progress=table("progress", *rows))
    assert tables["progress"]["criterion"].tolist() == ["1-1-1"]
    assert [p.facts["value"] for p in problems] == ["9"]


def test_an_edition_that_nobody_typed_in_is_told_once_and_its_rows_stay():
    rows = [{"edition": "2560", "criterion": str(n), "carried_out": "done"} for n in range(300)]
    tables, problems = resolved(criteria=CRITERIA, progress=table("progress", *rows))
    assert len(tables["progress"]) == 300
    assert [(p.code, p.cell) for p in problems] == [("nothing_of_edition", "A2")]


def test_an_unknown_edition_in_use_is_told_at_settings_and_takes_no_row_away():
    settings = table("settings", {"office_name": "สพป.", "edition": "2599"})
    rows = [{"edition": "2599", "criterion": str(n), "carried_out": "done"} for n in range(300)]
    tables, problems = resolved(
        settings=settings,
        editions=table("editions", {"edition": "2557"}),
        criteria=CRITERIA.iloc[:2],
        progress=table("progress", *rows),
    )
    assert [(p.tab, p.code) for p in problems] == [
        ("progress", "nothing_of_edition"),
        ("settings", "unknown_code"),
    ]
    assert len(tables["progress"]) == 300
    assert tables["settings"]["office_name"].tolist() == ["สพป."]
    assert tables["settings"]["edition"].isna().all()


def test_references_into_a_missing_or_empty_tab_stay_without_a_word():
    results = table(
        "test_results",
        *[{"academic_year": 2556, "test": "NT", "school_code": f"{n:08d}"} for n in range(2000)],
    )
    for tables in (
        {"test_results": results},
        {"test_results": results, "schools": table("schools")},
    ):
        linked_tables, problems = resolved(**tables)
        assert len(linked_tables["test_results"]) == 2000
        assert problems == []


def test_an_optional_code_that_is_unknown_is_blanked_and_the_row_stays():
    schools = SCHOOLS.assign(network=["N01", "ไพรวัลย", "ไพรวัลย์", None]).astype({"network": "str"})
    tables, problems = resolved(schools=schools, networks=NETWORKS)
    assert tables["schools"]["network"].fillna("").tolist() == ["N01", "", "N02", ""]
    assert [(p.code, p.cell, p.aside, p.suggestion) for p in problems] == [
        ("unknown_name", "F3", False, "ไพรวัลย์")
    ]


def test_a_test_result_of_an_unknown_school_is_set_aside():
    common = {
        "academic_year": 2556,
        "test": "NT",
        "grade": "ป.3",
        "subject": "ภาษา",
        "scope": "area",
    }
    rows = [{**common, "school_code": code} for code in ("00000001", "93020009")]
    tables, problems = resolved(schools=SCHOOLS, test_results=table("test_results", *rows))
    assert tables["test_results"]["school_code"].tolist() == ["00000001"]
    assert [(p.cell, p.aside) for p in problems] == [("F3", True)]


def test_a_column_that_the_sheet_lacks_gives_the_row_as_its_place():
    row = {"edition": "2557", "criterion": "9", "item": 1}
    _, (problem,) = resolve(
        rows({"criteria": CRITERIA, "evidence": table("evidence", row)}),
        SCHEMA,
        {("office", "evidence"): {}},
    )
    assert problem.cell == "2:2"


def test_a_set_aside_criterion_doesnt_set_its_reports_aside_too():
    criteria = CRITERIA.assign(indicator=["1.1", "7.7", "1-1"]).astype({"indicator": "str"})
    progress = table("progress", {"edition": "2557", "criterion": "1.10", "carried_out": "done"})
    tables, problems = resolved(indicators=INDICATORS, criteria=criteria, progress=progress)
    assert [(p.tab, p.code) for p in problems] == [
        ("criteria", "unknown_code"),
        ("criteria", "nothing_of_edition"),
    ]
    assert len(tables["progress"]) == 1


def test_the_tables_handed_in_are_not_changed():
    criteria = CRITERIA.assign(lead_groups=[("บง.",), (), ()])
    tables = rows({"groups": GROUPS, "criteria": criteria})
    linked, _ = resolve(tables, SCHEMA, LETTERS)
    assert linked["criteria"]["lead_groups"] == [("FIN",), (), ()]
    assert tables == rows({"groups": GROUPS, "criteria": criteria})


@given(st.lists(st.text(max_size=12), max_size=4))
def test_any_text_in_a_list_ends_as_known_codes_and_problems(parts):
    codes, problems = linked("networks", parts, networks=NETWORKS)
    assert set(codes) <= {"N01", "N02"}
    assert all(problem.cell == "E2" for problem in problems)


@given(st.permutations(range(4)))
def test_the_order_of_the_register_doesnt_matter(order):
    schools = SCHOOLS.iloc[list(order)]
    found = directory(plain.rows(schools), SCHEMA["schools"], "school_code")
    assert found.code_of("วัดหวัง") == "00000002"
    assert found.code_of("บ้านควน") is None
