"""Of two equally likely workbooks of a group the one that was in use stays in use."""

import shutil

import pytest

from esa.commands.reading import read
from esa.history.in_use import read_remembering, remembered
from esa.history.of_sample import OFFICE as SAMPLE
from esa.history.place import place_of
from esa.history.store import Store
from esa.sources.folder import read_folder
from tests.unit.test_new_year import NOW

TIED = "workbooks_equal"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("ESA_HISTORY", str(tmp_path / "history"))
    shutil.copytree(SAMPLE, tmp_path / "office")
    return tmp_path / "office"


def look(folder):
    store = Store(place_of(str(folder.resolve())))
    return read_remembering(store, read_folder(folder, NOW), NOW)


def other_beside(folder, name):
    """A second workbook of the same group, with another row, under a name that marks no copy."""
    shutil.copytree(folder / "sup", folder / name)
    path = folder / name / "evidence.csv"
    rows = path.read_text("utf-8-sig").splitlines()
    path.write_text("\n".join(rows[: len(rows) // 2]) + "\n", "utf-8")


def used(office) -> set[str]:
    return {book.name for book in office.workbooks if book.used and book.group == "SUP"}


@pytest.mark.parametrize("name", ["aaa", "zzz"])
def test_the_workbook_that_was_used_stays_also_for_the_commands(folder, name):
    before = look(folder)
    other_beside(folder, name)
    for office in (look(folder), look(folder), read(str(folder))):
        assert used(office) == {"sup"}
        assert TIED not in {p.code for p in office.problems}
        assert office.evidence.sort_index().equals(before.evidence.sort_index())
        assert [p.workbook for p in office.problems if p.code == "workbook_twice"] == [name]


@pytest.mark.parametrize("name", ["aaa", "zzz"])
def test_two_that_stood_there_from_the_first_are_never_chosen_by_being_read(folder, name):
    other_beside(folder, name)
    for _ in range(3):
        assert TIED in {p.code for p in look(folder).problems}
    kept = remembered(Store(place_of(str(folder.resolve()))))
    assert "SUP" not in kept.values() and "FIN" in kept.values()


def test_what_is_remembered_survives_a_look_without_the_group(folder, tmp_path):
    look(folder)
    shutil.move(folder / "sup", tmp_path / "away")
    look(folder)
    shutil.move(tmp_path / "away", folder / "sup")
    other_beside(folder, "aaa")
    assert used(look(folder)) == {"sup"}


def test_a_damaged_note_is_as_none(folder):
    look(folder)
    store = Store(place_of(str(folder.resolve())))
    store.files.write("in_use.json", b"rubbish")
    assert remembered(store) == {}
    assert used(look(folder)) == {"sup"} and remembered(store)
