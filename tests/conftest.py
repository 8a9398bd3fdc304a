"""What all tests share: where the repository is, the sample office, steady property tests."""

import gc
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings

from esa.history.place import VARIABLE
from esa.reading.office import BANGKOK, Office, read_office
from esa.sources.folder import read_folder

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "esa" / "sample" / "office"

# A busy machine is no failure; the same examples every time, so that a red run can be repeated.
settings.register_profile("steady", deadline=None, derandomize=True, max_examples=40)
settings.load_profile("steady")


def pytest_collection_finish() -> None:
    """What was loaded and collected never becomes garbage: nothing looks through it again."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def history_of_tests(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test touches the copies and meetings that a developer keeps of real offices."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(tmp_path_factory.mktemp("history")))
        yield


@pytest.fixture(autouse=True)
def nothing_is_written_to_google() -> Iterator[None]:
    """Every test server of Google remembers what tried to write."""
    yield
    server = sys.modules.get("tests.loopback.server")
    if server and server.GoogleServer.refused:
        tried = list(server.GoogleServer.refused)
        server.GoogleServer.refused.clear()
        pytest.fail(f"something tried to write to Google: {tried}")


@pytest.fixture(scope="session")
def sample() -> Office:
    """The built-in office as it is shown, read once."""
    now = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
    return read_office(read_folder(SAMPLE, now), now, is_sample=True)


@pytest.fixture
def own_office(tmp_path: Path) -> Path:
    """A copy of the sample's workbooks that a test may break."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "สำนักงาน ทดสอบ"))


@pytest.fixture(scope="module")
def office_with(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """office_with(change, *words) → a copy of the sample after change(copy, *words).

    Made once for all tests of a file that only look at it, so that it is read once too.
    """
    made: dict[tuple, Path] = {}

    def copied(change: Callable[..., object], *words: str) -> Path:
        key = (change, *words)
        if key not in made:
            folder = tmp_path_factory.mktemp("shared") / "สำนักงาน ทดสอบ"
            made[key] = Path(shutil.copytree(SAMPLE, folder))
            change(made[key], *words)
        return made[key]

    return copied
