"""The walk-through of Google Sheets, as somebody sees it who sets it up for the first time."""

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from esa.connect.walk import NOT_SET_UP, READY, SOME_FAIL, NotWritten, new_secrets, walk
from esa.connect.words import TO_OWNER, to_owner
from esa.reading.problems import catalogue
from esa.sources.google.patience import Patience
from esa.sources.google.secrets import check_secrets
from tests.loopback.conftest import FINANCE, NOW, OFFICE, PLANS
from tests.loopback.serve_sample import as_toml
from tests.loopback.server import EMAIL

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def secrets(google, tmp_path) -> Path:
    """The settings of the test server's office, as a file."""
    path = tmp_path / ".streamlit" / "secrets.toml"
    path.parent.mkdir()
    path.write_text(as_toml(google.secrets(OFFICE)), encoding="utf-8")
    return path


@pytest.fixture
def key(google, tmp_path) -> Path:
    """The service account's key as Google hands it out."""
    path = tmp_path / "กุญแจ.json"
    path.write_text(json.dumps(google.secrets(OFFICE)["sheets"]["key"]), encoding="utf-8")
    return path


def walked(path: Path, **how) -> tuple[int, str]:
    said: list[str] = []
    quick = Patience(tries=2, seconds=1, first=0.01)
    return walk(NOW, path=path, say=said.append, patience=quick, **how), "\n".join(said)


@pytest.mark.parametrize("section", ["Sheets", "google_sheets", "connections.gsheets"])
def test_a_misspelt_section_is_told_with_the_right_name(tmp_path, section):
    path = tmp_path / "secrets.toml"
    path.write_text(f'[{section}]\noffice = "{OFFICE}"\n', encoding="utf-8")
    code, said = walked(path)
    assert code == NOT_SET_UP and f"[{section}] → [sheets]" in said


def test_nothing_set_up_shows_the_steps_and_the_other_way(tmp_path):
    code, said = walked(tmp_path / "secrets.toml")
    assert code == NOT_SET_UP
    assert "Google Sheets API" in said and "--key" in said
    assert "iam.disableServiceAccountKeyCreation" in said and ".xlsx" in said


def test_all_workbooks_are_tried_and_the_address_to_share_with_is_named(secrets):
    code, said = walked(secrets)
    assert code == READY
    assert EMAIL in said and "3 of 3 workbooks are read" in said
    assert all(f"✓ {name}" in said for name in ("สำนักงาน", "งานการเงิน", "งานแผน"))


def test_a_workbook_that_is_not_shared_is_told_with_the_sentence_for_its_owner(google, secrets):
    google.spreadsheets[FINANCE].shared = False
    code, said = walked(secrets)
    assert code == SOME_FAIL
    assert "✗ ชีตกลุ่มการเงิน" in said and "✓ งานแผน" in said
    assert catalogue()["google_forbidden"]["what_th"] in said
    address = f"https://docs.google.com/spreadsheets/d/{FINANCE}/edit"
    assert to_owner("google_forbidden", "ชีตกลุ่มการเงิน", EMAIL, address) in said
    assert "2 of 3 workbooks are read" in said and ".xlsx" in said


@pytest.mark.parametrize(
    ("pasted", "code"),
    [
        ("https://docs.google.com/spreadsheets/d/e/2PACX-1vQ/pubhtml", "google_published_link"),
        ("https://drive.google.com/drive/folders/1abc", "google_folder_link"),
        ("https://docs.google.com/document/d/1abcdefghijklmnopq/edit", "google_other_document"),
        ("ถามหัวหน้า", "google_bad_address"),
    ],
)
def test_a_wrong_link_in_the_groups_tab_is_told_for_what_it_is(google, secrets, pasted, code):
    google.spreadsheets[OFFICE].edit("กลุ่มงาน", 1, 4, pasted)
    exit_code, said = walked(secrets)
    assert exit_code == SOME_FAIL
    assert catalogue()[code]["what_th"].split("(")[0] in said
    assert to_owner(code, "ชีตกลุ่มการเงิน", EMAIL, pasted) in said


def test_an_excel_file_opened_in_sheets_is_told(google, secrets):
    google.spreadsheets[PLANS].kind = "application/vnd.ms-excel"
    code, said = walked(secrets)
    assert code == SOME_FAIL
    assert catalogue()["google_is_xlsx"]["what_th"] in said


def test_a_workbook_that_everybody_with_the_link_can_read_is_pointed_out(google, secrets):
    google.page_size = 1000
    hidden = google.spreadsheets[FINANCE]
    files = hidden.file
    hidden.file = lambda: {**files(), "id": "somewhere else"}
    code, said = walked(secrets)
    assert code == READY
    assert said.count("Readable by anyone with the link") == 1


def test_partial_settings_name_what_is_missing(google, tmp_path):
    secrets = google.secrets(OFFICE)
    del secrets["sheets"]["key"]["private_key"]
    path = tmp_path / "secrets.toml"
    path.write_text(as_toml(secrets), encoding="utf-8")
    code, said = walked(path)
    assert code == NOT_SET_UP
    assert "[sheets.key] private_key" in said
    assert not google.asked


@pytest.mark.parametrize(
    ("trouble", "code"), [("revoked", "google_signed_out"), ("clock", "google_clock")]
)
def test_a_sign_in_that_fails_is_told_once_and_ends_it(google, secrets, trouble, code):
    google.trouble(trouble, "sign_in")
    exit_code, said = walked(secrets)
    assert exit_code == NOT_SET_UP
    assert catalogue()[code]["fix_th"] in said
    assert google.count("sheets") == 0


def test_an_api_that_is_switched_off_is_told(google, secrets):
    google.trouble("403 api off", "drive")
    code, said = walked(secrets)
    assert code == NOT_SET_UP
    assert catalogue()["google_api_off"]["what_th"] in said


def test_google_out_of_reach_is_told(google, secrets):
    google.stop()
    code, said = walked(secrets)
    assert code == NOT_SET_UP
    assert catalogue()["google_unreachable"]["what_th"] in said


def test_settings_that_are_no_toml_are_told(tmp_path):
    path = tmp_path / "secrets.toml"
    path.write_text("[sheets\noffice = 1", encoding="utf-8")
    code, said = walked(path)
    assert code == NOT_SET_UP and "TOML" in said


def test_the_settings_are_written_for_their_user_only_and_beside_what_is_there(tmp_path, key):
    path = tmp_path / "neu" / "secrets.toml"
    path.parent.mkdir()
    path.write_text('[office]\nfolder = "ก"\n', encoding="utf-8")
    pasted = f"https://docs.google.com/spreadsheets/u/0/d/{OFFICE}/edit?gid=1"
    code, said = walked(path, office=pasted, key=key)
    assert code == READY and "Settings written" in said and "3 of 3 workbooks are read" in said
    secrets = tomllib.loads(path.read_text(encoding="utf-8"))
    assert check_secrets(secrets) == []
    assert secrets["office"] == {"folder": "ก"}
    assert secrets["sheets"]["office"] == f"https://docs.google.com/spreadsheets/d/{OFFICE}/edit"
    assert secrets["sheets"]["key"]["private_key"].startswith("-----BEGIN")
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["secrets.toml"]


def spoilt(key: Path, **fields: str) -> Path:
    key.write_text(json.dumps(json.loads(key.read_text()) | fields), encoding="utf-8")
    return key


def test_a_key_that_is_damaged_is_told_and_nothing_is_written(google, tmp_path, key):
    path = tmp_path / "secrets.toml"
    damaged = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n"
    code, said = walked(path, office=OFFICE, key=spoilt(key, private_key=damaged))
    assert code == NOT_SET_UP and catalogue()["google_key_damaged"]["what_th"] in said
    assert not path.exists() and not google.asked


@pytest.mark.parametrize("trouble", ["revoked", "clock", "200 html"])
def test_a_key_that_google_does_not_take_is_told_and_nothing_is_written(
    google, tmp_path, key, trouble
):
    path = tmp_path / "secrets.toml"
    google.trouble(trouble, "sign_in")
    code, said = walked(path, office=OFFICE, key=key)
    assert code == NOT_SET_UP and "written" not in said and not path.exists()
    google.well()
    assert walked(path, office=OFFICE, key=key)[0] == READY


def test_what_the_message_about_a_damaged_key_advises_works(google, secrets, key):
    text = secrets.read_text(encoding="utf-8")
    secrets.write_text(text.replace("MII", "!!!", 1), encoding="utf-8")
    code, said = walked(secrets)
    assert code == NOT_SET_UP
    assert "[sheets] และ [sheets.key]" in said and "--office" in said and "--key" in said
    secrets.write_text("", encoding="utf-8")  # both sections removed
    assert walked(secrets, office=OFFICE, key=key)[0] == READY


def test_settings_are_written_where_the_office_is_not_shared_yet_for_they_are_right(
    google, tmp_path, key
):
    google.spreadsheets[OFFICE].shared = False
    path = tmp_path / "secrets.toml"
    code, said = walked(path, office=OFFICE, key=key)
    assert code == SOME_FAIL and path.exists() and EMAIL in said
    google.spreadsheets[OFFICE].shared = True
    assert walked(path)[0] == READY


def test_settings_that_are_there_are_never_written_over(secrets, key):
    before = secrets.read_bytes()
    code, said = walked(secrets, office=OFFICE, key=key)
    assert code == NOT_SET_UP and "[sheets]" in said
    assert secrets.read_bytes() == before


def test_an_address_without_a_key_writes_nothing(tmp_path):
    path = tmp_path / "secrets.toml"
    code, said = walked(path, office=OFFICE)
    assert code == NOT_SET_UP and "--key" in said
    assert not path.exists()


@pytest.mark.parametrize(
    "text",
    ["", "no json", "[]", '{"installed": {"client_id": "1"}}', '{"type": "authorized_user"}'],
)
def test_a_file_that_is_no_key_of_a_service_account_is_refused(tmp_path, text):
    file = tmp_path / "key.json"
    file.write_text(text, encoding="utf-8")
    for each in (file, tmp_path / "missing.json"):
        with pytest.raises(NotWritten):
            new_secrets(tmp_path / "secrets.toml", OFFICE, each)
    assert not (tmp_path / "secrets.toml").exists()


def test_an_address_that_is_none_is_refused_before_anything_is_written(tmp_path, key):
    with pytest.raises(NotWritten):
        new_secrets(tmp_path / "secrets.toml", "https://bit.ly/3abc", key)
    assert not (tmp_path / "secrets.toml").exists()


def test_every_sentence_to_an_owner_belongs_to_a_code_and_holds_the_address_to_share_with():
    assert set(TO_OWNER) <= set(catalogue())
    for code in TO_OWNER:
        assert EMAIL in to_owner(code, "งาน", EMAIL, "https://x")
    assert to_owner("google_busy", "งาน", EMAIL, "https://x") == ""


def test_the_sample_server_writes_settings_that_work(tmp_path):
    path = tmp_path / "secrets.toml"
    script = ROOT / "tests" / "loopback" / "serve_sample.py"
    reader = (
        "import sys; sys.path.insert(0, '.'); from datetime import datetime, UTC;"
        "from pathlib import Path; from esa.connect.walk import walk;"
        "sys.exit(walk(datetime.now(UTC), path=Path(sys.argv[1])))"
    )
    done = subprocess.run(
        [sys.executable, script, "--secrets", path, "--", sys.executable, "-c", reader, path],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=60,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == READY, done.stderr
    assert "8 of 8 workbooks are read" in done.stdout
