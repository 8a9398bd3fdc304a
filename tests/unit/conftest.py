"""What several unit tests look at and none changes."""

import pytest

from esa.history.of_sample import make_history
from esa.history.store import Store


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the history of the sample is kept, for commands that only read it."""
    made = str(tmp_path_factory.mktemp("kept") / "history")
    make_history(Store(made))
    return made
