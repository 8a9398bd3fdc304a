"""python -m esa pack, tried as a user would."""

from pathlib import Path

import pytest

from esa import cli
from esa.pack.names import file_name
from esa.sample_history import make_history
from esa.store import Store
from tests.unit.packs import SAMPLE, frozen, sample


@pytest.fixture
def place(tmp_path: Path) -> str:
    make_history(Store(str(tmp_path / "history")))
    return str(tmp_path / "history")


def run(place: str, out: Path, *more: str) -> int:
    return cli.main(["pack", str(SAMPLE), str(out), "--place", place, *more])


def test_both_files_of_a_meeting_are_written_under_its_number(place: str, tmp_path: Path) -> None:
    assert run(place, tmp_path / "out", "--meeting", "11/2557", "--since", "9/2557") == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert [name.rpartition(".")[2] for name in names] == ["pdf", "xlsx"]
    assert all("11-2557" in name for name in names)


def test_files_that_are_there_stay_without_force(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(place, tmp_path / "out") == 0
    assert run(place, tmp_path / "out") == 2
    assert "--force" in capsys.readouterr().err
    assert run(place, tmp_path / "out", "--force", "--digits", "arabic", "--verified") == 0


def test_a_meeting_that_is_not_there_is_told(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(place, tmp_path / "out", "--meeting", "99/2557") == 2
    assert run(place, tmp_path / "out", "--since", "ไม่มี") == 2
    assert "99/2557" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_is_told(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "out").write_text("a file")
    assert run(place, tmp_path / "out") == 2
    assert "can't be written" in capsys.readouterr().err


def test_the_name_of_a_file_carries_no_path_and_no_formula() -> None:
    from dataclasses import replace

    office = replace(sample().office, short_name="../=x/\t@y")
    name = file_name(office, frozen()[-1][0])
    assert "/" not in name and "\t" not in name
    assert name.startswith("เอกสารประชุม 11-2557")
