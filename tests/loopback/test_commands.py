"""Commands over an office on Google Sheets: named by its address, opened by the secrets' key."""

from pathlib import Path

import pytest

from esa.commands import cli
from esa.connect import walk
from tests.loopback.conftest import OFFICE
from tests.loopback.serve_sample import as_toml

ADDRESS = f"https://docs.google.com/spreadsheets/d/{OFFICE}/edit#gid=0"


@pytest.fixture(autouse=True)
def places(google, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(as_toml(google.secrets(OFFICE)), encoding="utf-8")
    monkeypatch.setattr(walk, "SECRETS", secrets)
    monkeypatch.setenv("ESA_HISTORY", str(tmp_path / "history"))
    monkeypatch.delenv("ESA_OFFICE", raising=False)
    return secrets


def test_a_meeting_freezes_the_sheets_and_their_history_needs_no_address(capsys):
    assert cli.main(["meeting", ADDRESS, "--number", "1/2557", "--date", "23/9/2557"]) == 0
    assert "3 จาก 3 สมุดเป็นปัจจุบัน" in capsys.readouterr().out
    assert cli.main(["history"]) == 0
    assert "ครั้งที่ 1/2557" in capsys.readouterr().out


def test_an_office_on_google_is_checked_by_its_address(capsys):
    assert cli.main(["check", ADDRESS]) in (0, 1, 2)
    assert "งานการเงิน" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "[sheets]\noffice = 1", "[sheets", "[other]\na = 1"])
def test_without_whole_secrets_it_is_told_what_is_missing(places, text, capsys):
    places.write_text(text, encoding="utf-8")
    assert cli.main(["meeting", ADDRESS, "--number", "1/2557"]) == 2
    assert "secrets.toml" in capsys.readouterr().err


def test_a_sheet_that_can_not_be_opened_is_told_and_nothing_is_frozen(google, capsys):
    other = ADDRESS.replace(OFFICE, "1other-".ljust(44, "z"))
    assert cli.main(["meeting", other, "--number", "1/2557"]) == 2
    assert "→" in capsys.readouterr().err
    assert cli.main(["meeting", ADDRESS, "--list"]) == 0
    assert "1/2557" not in capsys.readouterr().out
