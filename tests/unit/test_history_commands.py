"""history and meeting as a person types them."""

import shutil

import pytest

from esa.commands import cli
from esa.commands.reading import read
from esa.history.meetings import meetings
from esa.history.of_sample import OFFICE as SAMPLE
from esa.history.store import Store


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.setenv("ESA_HISTORY", str(tmp_path / "history"))
    monkeypatch.delenv("ESA_OFFICE", raising=False)
    shutil.copytree(SAMPLE, tmp_path / "office")
    return tmp_path / "office"


def test_a_meeting_is_frozen_listed_and_restored(office, tmp_path, capsys):
    assert cli.main(["meeting", str(office), "--number", "๑๒/๒๕๕๗", "--date", "23/9/2557"]) == 0
    said = capsys.readouterr().out
    assert "บันทึกครั้งที่ 12/2557" in said and "8 จาก 8 สมุดเป็นปัจจุบัน" in said
    assert cli.main(["meeting", str(office), "--list"]) == 0
    assert "ครั้งที่ 12/2557  23 ก.ย. 2557" in capsys.readouterr().out
    assert cli.main(["history", str(office)]) == 0
    listed = capsys.readouterr().out
    assert "meetings: 1" in listed and "changes: 1" in listed
    (office / "fin" / "evidence.csv").unlink()
    assert cli.main(["history", "restore", "12/2557", str(tmp_path / "out"), str(office)]) == 0
    assert "8 สมุด" in capsys.readouterr().out
    before, after = read(str(SAMPLE)), read(str(tmp_path / "out"))
    assert before.evidence.equals(after.evidence)


def test_a_number_used_twice_is_told(office, capsys):
    command = ["meeting", str(office), "--number", "12/2557"]
    assert cli.main(command) == 0
    assert cli.main(command) == 2
    said = capsys.readouterr().err
    assert "บันทึกไว้แล้วเมื่อ" in said and "frozen already" in said


def test_without_a_number_the_next_one_is_suggested(office, capsys):
    assert cli.main(["meeting", str(office), "--number", "11/2557", "--date", "2557-09-16"]) == 0
    assert cli.main(["meeting", str(office)]) == 2
    assert "เลขถัดไปคือ 12/2557" in capsys.readouterr().err


@pytest.mark.parametrize("more", [["--number", "12"], ["--number", "1/2557", "--date", "พรุ่งนี้"]])
def test_what_is_no_number_and_no_day_is_told(office, more, capsys):
    assert cli.main(["meeting", str(office), *more]) == 2
    assert capsys.readouterr().err.strip()


def test_without_a_date_it_is_the_day_that_the_office_gives(office, tmp_path, capsys):
    place = ["--place", str(tmp_path / "elsewhere")]
    assert cli.main(["meeting", str(office), "--number", "12/2557", *place]) == 0
    [found] = meetings(Store(tmp_path / "elsewhere")).meetings
    assert str(found.meeting_date) == "2014-09-23"
    assert not (tmp_path / "history").exists()


def test_a_workbook_that_can_not_be_read_now_is_frozen_as_it_last_was(office, capsys):
    assert cli.main(["meeting", str(office), "--number", "11/2557"]) == 0
    shutil.rmtree(office / "fin")
    (office / "fin.xlsx").write_bytes(b"broken")
    assert cli.main(["meeting", str(office), "--number", "12/2557"]) == 0
    said = capsys.readouterr()
    assert "fin.xlsx" in said.err
    assert cli.main(["meeting", str(office), "--list"]) == 0
    assert "missing: fin.xlsx" in capsys.readouterr().out


def test_an_office_that_is_not_there_is_told(office, tmp_path, capsys):
    assert cli.main(["meeting", str(tmp_path / "none"), "--number", "1/2557"]) == 2
    assert "ไม่พบโฟลเดอร์" in capsys.readouterr().err


def test_once_read_an_office_that_is_gone_is_told_and_not_frozen(office, capsys):
    assert cli.main(["meeting", str(office), "--number", "11/2557"]) == 0
    shutil.rmtree(office)
    assert cli.main(["meeting", str(office), "--number", "12/2557"]) == 2
    assert "ไม่พบโฟลเดอร์" in capsys.readouterr().err
    assert cli.main(["history", str(office)]) == 0
    assert "meetings: 1" in capsys.readouterr().out


def test_the_sample_has_a_history_without_any_step(office, tmp_path, capsys):
    assert cli.main(["history"]) == 0
    said = capsys.readouterr().out
    assert "ครั้งที่ 11/2557" in said and "meetings: 5" in said and "changes: 6" in said
    assert cli.main(["history", "restore", "2/9/2557", str(tmp_path / "out")]) == 0
    assert read(str(tmp_path / "out")).today.isoformat() == "2014-09-02"


def test_where_the_history_of_the_sample_can_not_be_kept_it_is_told(
    office, tmp_path, capsys, monkeypatch
):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("ESA_HISTORY", str(tmp_path / "file"))
    assert cli.main(["history"]) in (0, 2)
    said = capsys.readouterr()
    assert "meetings: 0" in said.out


def test_a_damaged_meeting_is_told_and_the_others_are_listed(office, tmp_path, capsys):
    place = tmp_path / "place"
    for number in ("11/2557", "12/2557"):
        options = ["--number", number, "--place", str(place)]
        assert cli.main(["meeting", str(office), *options]) == 0
    (place / "meetings" / "2557-0012.json").write_bytes(b"half")
    capsys.readouterr()
    assert cli.main(["meeting", str(office), "--list", "--place", str(place)]) == 2
    said = capsys.readouterr()
    assert "ครั้งที่ 11/2557" in said.out and "12/2557 เสียหาย" in said.err


@pytest.mark.parametrize(
    "words",
    [["restore"], ["restore", "12/2557"], ["a", "b"], ["restore", "9/2557", "out", "office", "x"]],
)
def test_a_command_that_says_too_little_or_too_much_is_told(office, words, capsys):
    assert cli.main(["history", *words]) == 2
    assert "restore MOMENT_OR_MEETING OUT" in capsys.readouterr().err


def test_what_is_not_there_can_not_be_restored(office, tmp_path, capsys):
    for words, told in (("13/2557", "ไม่พบการประชุม"), ("เมื่อวาน", "ไม่ใช่เลขครั้ง")):
        assert cli.main(["history", "restore", words, str(tmp_path / "out"), str(office)]) == 2
        assert told in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_place_that_can_not_be_used_is_told(office, capsys):
    assert cli.main(["history", "--place", "nothing://x/y"]) == 2
    assert "ใช้ที่เก็บประวัติ" in capsys.readouterr().err
