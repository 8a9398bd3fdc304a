"""Templates made on the test server, then read the way the app reads them."""

import json
from pathlib import Path

import pytest

from esa.reading.google_office import read_google
from esa.reading.office import read_office
from esa.reading.schema import read_tabs
from esa.sources.google.client import connect
from esa.sources.google.patience import Patience
from esa.sources.google.writing import NoKey, read_key
from esa.templates.google_create import DONE, NOTHING_DONE, SOME_FAIL, create_on_google
from tests.loopback.conftest import NOW
from tests.loopback.serve_sample import as_toml
from tests.loopback.server import EMAIL
from tests.loopback.spreadsheets import Spreadsheet, Tab
from tests.loopback.writing import WritableGoogle

TABS = read_tabs()
OFFICE, FINANCE, AUDIT = (f"1{name}-".ljust(44, "y") for name in ("office", "fin", "aud"))
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def google():
    """An office with a groups tab made by hand, an empty sheet of a group and one in use."""
    groups = [
        [TABS["groups"].field(name).title for name in ("group", "name", "kind", "workbook")],
        ["FIN", "กลุ่มการเงิน", "กลุ่ม", f"https://docs.google.com/spreadsheets/d/{FINANCE}/edit"],
        ["AUD", "หน่วยตรวจสอบ", "หน่วย", AUDIT],
    ]
    evidence = [["หมายเหตุของเรา", TABS["evidence"].field("criterion").title], ["ก", "1.10"]]
    with WritableGoogle() as server:
        server.add(
            Spreadsheet(OFFICE, "สำนักงาน", [Tab("กลุ่มงาน", groups, gid=3)]),
            Spreadsheet(FINANCE, "การเงิน", [Tab("ชีต1")]),
            Spreadsheet(AUDIT, "ตรวจสอบ", [Tab(TABS["evidence"].title, evidence, gid=1)]),
        )
        yield server


@pytest.fixture
def key(google, tmp_path) -> Path:
    path = tmp_path / "เขียนได้.json"
    path.write_text(json.dumps(google.secrets(OFFICE)["sheets"]["key"]), encoding="utf-8")
    return path


def created(google, key, address=OFFICE, **how) -> tuple[int, str]:
    said: list[str] = []
    quick = Patience(tries=2, seconds=10, first=0.01, chance=lambda: 0.1)
    roots = {"api_root": google.url}
    code = create_on_google(NOW, address, key, say=said.append, patience=quick, roots=roots, **how)
    return code, "\n".join(said)


def state(google) -> dict:
    return {
        (id_, tab.title): [list(row) for row in tab.rows]
        for id_, each in google.spreadsheets.items()
        for tab in each.tabs
    }


def test_an_office_and_its_groups_are_made_and_then_read_without_a_problem_of_form(google, key):
    code, said = created(google, key)
    assert code == DONE, said
    client = connect(google.secrets(OFFICE))
    books = read_google(client, google.secrets(OFFICE), NOW)
    client.close()
    office = read_office(books, NOW)
    assert [(w.kind, w.group) for w in office.workbooks] == [
        *(("office", ""), ("group", "FIN"), ("group", "AUD"))
    ]
    for book in office.workbooks:
        wanted = {t.name for t in TABS.values() if t.workbook in (book.kind, "every")}
        assert {tab.tab for tab in book.tabs} >= wanted
    form = {"missing_column", "no_header", "unknown_tab", "missing_tab", "header_moved"}
    assert not [p for p in office.problems if p.code in form]
    found = [t for w in office.workbooks for t in w.tabs if t.tab == "evidence"]
    assert [tab.used + tab.aside for tab in found] == [0, 1]
    assert list(office.groups["group"]) == ["FIN", "AUD"]


def test_the_drop_downs_of_a_group_offer_the_codes_of_the_office(google, key):
    created(google, key)
    lists = google.spreadsheets[FINANCE].tab("_รายการ")
    assert lists.hidden
    column = lists.rows[0].index("กลุ่มงาน")
    assert [row[column] for row in lists.rows[1:5]] == ["FIN", "AUD", "กลุ่มการเงิน", "หน่วยตรวจสอบ"]


def test_nothing_that_was_there_has_changed_and_a_second_run_writes_nothing(google, key):
    before = state(google)
    assert created(google, key)[0] == DONE
    after = state(google)
    for place, rows in before.items():
        for number, row in enumerate(rows):
            assert after[place][number][: len(row)] == row
    google.forget()
    code, said = created(google, key)
    assert (code, said.count("nothing to add")) == (DONE, 3)
    assert google.count("write") == 0 and state(google) == after


def test_a_dry_run_tells_the_same_and_writes_nothing(google, key):
    before = state(google)
    code, said = created(google, key, dry_run=True)
    assert code == DONE and "--dry-run" in said, said
    assert "new tab" in said and "headings added" in said
    assert state(google) == before and google.count("write") == 0


def test_one_group_alone_takes_its_lists_from_the_office_if_it_is_named(google, key):
    assert created(google, key, FINANCE, group="FIN", office=OFFICE)[0] == DONE
    about = google.spreadsheets[FINANCE].tab(TABS["about"].title)
    assert about.rows[1][:2] == ["กลุ่ม", "FIN"]
    assert google.count("write", OFFICE) == 0 and google.count("write", AUDIT) == 0


def test_a_change_whose_answer_is_lost_is_not_made_twice(google, key):
    google.lost = 1
    code, said = created(google, key, AUDIT, group="AUD")
    assert code == DONE and "headings added" in said
    assert google.count("write") == 1
    heads = google.spreadsheets[AUDIT].tab(TABS["evidence"].title).rows[0]
    assert len(heads) == len(set(heads))


def test_a_change_that_is_refused_for_being_too_many_is_tried_after_another_look(google, key):
    google.trouble("429", "write", times=1)
    assert created(google, key, FINANCE, group="FIN")[0] == DONE
    assert (google.count("write"), google.count("list")) == (2, 2)


def test_a_sheet_that_may_only_be_read_is_told_and_the_others_are_made(google, key):
    google.viewers.add(FINANCE)
    code, said = created(google, key)
    assert code == SOME_FAIL
    assert "ผู้แก้ไข" in said and EMAIL in said
    assert google.spreadsheets[AUDIT].tab(TABS["projects"].title).rows


def test_an_address_that_is_none_is_told_before_anything_is_asked(google, key):
    code, said = created(google, key, "ถามหัวหน้า")
    assert code == NOTHING_DONE and said
    assert google.count("sheets") == 0


def test_an_office_without_links_of_groups_is_made_alone_and_told(google, key):
    google.add(Spreadsheet(OFFICE, "ใหม่", [Tab("ชีต1")]))
    code, said = created(google, key)
    assert code == DONE and "No group's link" in said
    assert google.spreadsheets[OFFICE].tab("กลุ่มงาน").rows[1][0] == "AM"


def test_the_key_of_the_app_can_not_write(google):
    client = connect(google.secrets(OFFICE))
    where = f"https://sheets.googleapis.com/v4/spreadsheets/{OFFICE}:batchUpdate"
    with pytest.raises(Exception, match="google_forbidden"):
        client.request("post", where, json={"requests": []})
    client.close()


def test_a_key_is_read_from_its_json_or_from_its_own_section_and_never_from_the_apps(
    google, key, tmp_path
):
    fields = google.secrets(OFFICE)["sheets"]["key"]
    own, apps = tmp_path / "own.toml", tmp_path / "secrets.toml"
    section = as_toml({"sheets": {"office": "-", "key": fields}}).partition("[sheets.key]")[2]
    own.write_text(f"[template_key]{section}", encoding="utf-8")
    apps.write_text(as_toml(google.secrets(OFFICE)), encoding="utf-8")
    assert read_key(own)["client_email"] == read_key(key)["client_email"] == EMAIL
    with pytest.raises(NoKey, match="settings"):
        read_key(apps)
    with pytest.raises(NoKey, match="read"):
        read_key(tmp_path / "missing.json")
    (tmp_path / "half.json").write_text('{"client_email": "a@b"}', encoding="utf-8")
    with pytest.raises(NoKey, match="private_key"):
        read_key(tmp_path / "half.json")


def test_a_file_that_is_no_key_ends_it_at_once(google, tmp_path):
    code, said = created(google, tmp_path / "missing.json")
    assert code == NOTHING_DONE and "key" in said and not google.asked


def test_nothing_of_the_app_imports_the_way_to_write():
    allowed = {
        "esa/templates/google.py",
        "esa/templates/google_create.py",
        "esa/sources/google/writing.py",
        "esa/commands/template.py",
    }
    users = [
        path.relative_to(ROOT).as_posix()
        for folder in ("esa", "pages")
        for path in (ROOT / folder).rglob("*.py")
        if any(
            word in path.read_text(encoding="utf-8")
            for word in ("google.writing", "google_create", 'spreadsheets"')
        )
    ]
    assert set(users) <= allowed
