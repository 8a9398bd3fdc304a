"""Commands over an office on Google Sheets: named by its address, opened by the secrets' key."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from esa.commands import cli
from esa.connect import walk
from esa.history.live import google_holder
from esa.history.place import place_of
from esa.history.refresh import MAX_AGE
from esa.history.store import Store
from esa.reading.office import BANGKOK
from tests.loopback.conftest import FINANCE, OFFICE
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


def test_commands_take_the_settings_that_the_dashboard_takes(places, monkeypatch, tmp_path, capsys):
    elsewhere, empty = tmp_path / "elsewhere.toml", tmp_path / "empty.toml"
    places.rename(elsewhere)
    empty.write_text("[other]\na = 1", encoding="utf-8")
    monkeypatch.setenv("STREAMLIT_SECRETS_FILES", f"{empty} {elsewhere}")
    assert cli.main(["reading"]) == 0
    assert "สำนักงาน: เป็นปัจจุบัน" in capsys.readouterr().out
    assert cli.main(["connect"]) == 0
    assert "3 จาก 3 สมุด" in capsys.readouterr().out


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


# --- reading ----------------------------------------------------------------------------------


def emptied(google) -> None:
    """The one document of the finance group is gone."""
    del google.spreadsheets[FINANCE].tab("หลักฐานอ้างอิง").rows[1:]
    google.spreadsheets[FINANCE].changed()


@pytest.fixture
def evidence(google) -> None:
    google.spreadsheets[FINANCE].tab("หลักฐานอ้างอิง").rows[:] = [
        ["รหัสประเด็น", "ลำดับที่", "ชื่อเอกสารหรือหลักฐาน"],
        ["1.10", 1, "คำสั่ง"],
    ]


def test_how_each_workbook_stands_is_told_and_a_word_confirms_what_waits(google, evidence, capsys):
    assert cli.main(["reading"]) == 0
    assert "3 จาก 3 สมุดเป็นปัจจุบัน" in capsys.readouterr().out
    emptied(google)
    assert cli.main(["reading", "show", "--office", ADDRESS]) == 1
    said = capsys.readouterr().out
    assert "งานการเงิน: รอยืนยัน" in said and "เหลือ 0 แถวจากเดิม 1 แถว" in said
    assert cli.main(["reading", "confirm", "งานแผน"]) == 2
    assert "“งานการเงิน”" in capsys.readouterr().err
    assert cli.main(["reading", "confirm"]) == 0
    assert "3 จาก 3 สมุดเป็นปัจจุบัน" in capsys.readouterr().out
    assert cli.main(["reading", "confirm"]) == 2
    assert "nothing waits" in capsys.readouterr().err
    assert cli.main(["reading"]) == 0


def test_a_word_on_the_command_line_is_heard_by_a_dashboard_that_runs(
    google, evidence, places, tmp_path
):
    clock = Moving()
    secrets = walk.read_secrets(places)
    store = Store(place_of(str(secrets["sheets"]["office"]).strip()))
    holder = google_holder(secrets, store, clock)
    holder.current()
    emptied(google)
    clock.now += timedelta(seconds=MAX_AGE)
    holder.current()
    assert holder.wait(20) and any(copy.held for copy in holder.shown.copies)
    assert cli.main(["reading", "confirm", "งานการเงิน"]) == 0
    clock.now += timedelta(seconds=MAX_AGE)
    holder.current()
    assert holder.wait(20) and not any(copy.held for copy in holder.shown.copies)
    assert len(holder.shown.copies[1].raw.tabs[1].rows) == 1


def test_a_workbook_that_is_not_listed_any_more_may_be_let_go(google, capsys):
    assert cli.main(["reading"]) == 0
    google.spreadsheets[OFFICE].edit("กลุ่มงาน", 2, 4, "")
    assert cli.main(["reading", "confirm", "งานแผน"]) == 0
    assert "2 จาก 2 สมุดเป็นปัจจุบัน" in capsys.readouterr().out


class Moving:
    def __init__(self) -> None:
        self.now = datetime.now(BANGKOK)

    def __call__(self) -> datetime:
        return self.now
