"""python -m esa pack, tried as a user would."""

import os
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from openpyxl import load_workbook

from esa.commands import cli
from esa.documents.workbook import pack_name
from tests.unit.standpoints import SAMPLE, frozen, sample


def run(place: str, out: Path, *more: str) -> int:
    return cli.main(["pack", str(SAMPLE), str(out), "--place", place, *more])


def test_both_files_of_a_meeting_carry_its_number_and_are_still_of_a_sample(
    place: str, tmp_path: Path
) -> None:
    assert run(place, tmp_path / "out", "--meeting", "11/2557", "--since", "9/2557") == 0
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert [name.rpartition(".")[2] for name in names] == ["pdf", "xlsx"]
    assert all("11-2557" in name for name in names)
    (tables,) = (tmp_path / "out").glob("*.xlsx")
    cover = load_workbook(tables).worksheets[0].iter_rows(values_only=True)
    assert "ข้อมูลตัวอย่าง" in {cell for row in cover for cell in row}


def test_the_report_of_a_frozen_state_of_the_sample_says_so_too(place: str, tmp_path: Path) -> None:
    out = tmp_path / "report.docx"
    told = ["--indicator", "1.4", "--meeting", "11/2557", "--place", place]
    assert cli.main(["report", str(SAMPLE), str(out), *told]) == 0
    texts = [paragraph.text for paragraph in docx.Document(str(out)).paragraphs]
    assert any("มิใช่ผลการดำเนินงานจริง" in text for text in texts)


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
    name = pack_name(office, frozen()[-1][0])
    assert "/" not in name and "\t" not in name
    assert name.startswith("เอกสารประชุม 11-2557")


WITHOUT = """
import sys
from esa.commands import cli
code = cli.main(sys.argv[1:])
loaded = {"streamlit", "altair", "tornado"} & sys.modules.keys()
sys.exit(f"loaded: {loaded}" if loaded else code)
"""


@pytest.mark.parametrize("command", ["pack", "check"])
def test_a_command_needs_nothing_of_the_screen(command: str, place: str, tmp_path: Path) -> None:
    """In a process of its own: what a test loaded before would hide it."""
    words = {"pack": [str(tmp_path / "out"), "--place", place], "check": ["--json"]}[command]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, command, str(SAMPLE), *words],
        cwd=Path(__file__).resolve().parents[2],
        env=os.environ | {"PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "loaded" not in done.stderr and done.returncode in (0, 2), done.stderr
