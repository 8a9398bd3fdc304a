"""python -m esa share, tried as a user would: the committee's page as one file."""

from pathlib import Path

import pytest

from esa.commands import cli
from esa.telling.texts import JOINER
from tests.unit.standpoints import SAMPLE


def share(place: str, out: Path, *more: str) -> int:
    return cli.main(["share", str(SAMPLE), "--html", str(out), "--place", place, *more])


@pytest.fixture(scope="module", autouse=True)
def published(place) -> None:
    assert cli.main(["publish", str(SAMPLE), "--place", place, "--yes"]) == 0


def test_the_page_of_a_meeting_says_which_and_that_it_is_still_of_a_sample(place, tmp_path):
    out = tmp_path / "page.html"
    assert share(place, out, "--meeting", "11/2557") == 0
    page = out.read_text(encoding="utf-8").replace(JOINER, "")
    assert "ข้อมูลตัวอย่าง" in page and "ข้อมูล ณ การประชุมครั้งที่ 11/2557" in page


def test_a_file_that_is_there_stays_without_force(place, tmp_path, capsys):
    out = tmp_path / "page.html"
    out.write_text("ของเดิม", encoding="utf-8")
    assert share(place, out) == 2
    assert out.read_text(encoding="utf-8") == "ของเดิม" and "--force" in capsys.readouterr().err
    assert share(place, out, "--force") == 0
    assert "ของเดิม" not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [("--show", "levels,secrets"), ("--groups", "XYZ"), ("--meeting", "99/2557")],
)
def test_what_is_not_known_is_named_and_nothing_is_written(words, place, tmp_path, capsys):
    assert share(place, tmp_path / "page.html", *words) == 2
    assert words[1].removeprefix("levels,") in capsys.readouterr().err
    assert not (tmp_path / "page.html").exists()
