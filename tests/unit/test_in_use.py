"""Of two equally likely workbooks of a group the one that was in use stays in use."""

import shutil

import pytest

from esa.changes.compare import changes
from esa.commands.reading import read
from esa.history.format import note
from esa.history.in_use import had_evidence, read_remembering, remembered
from esa.history.of_sample import OFFICE as SAMPLE
from esa.history.place import place_of
from esa.history.store import Store
from esa.judged import Judged
from esa.reading.office import Had, read_office
from esa.reading.schema import read_tabs
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


# --- evidence that was there ----------------------------------------------------------------------


def garbled(folder, group: str) -> None:
    """The tab of evidence can't be read: its headings are gone."""
    path = folder / group / "evidence.csv"
    _, *rows = path.read_text("utf-8-sig").splitlines()
    path.write_text("\n".join(["#REF!,#REF!", *rows]) + "\n", "utf-8")


@pytest.fixture
def lent(folder):
    """The finance group has the only evidence for a point of the policy group."""
    rows = (folder / "fin" / "evidence.csv").read_text("utf-8-sig").splitlines()
    heads = rows[0].split(",")
    fields = read_tabs()["evidence"]
    row = {"edition": "2557", "criterion": POINT, "item": "90", "title": "แผน", "place": "แฟ้ม 1"}
    named = {fields.field(name).title: value for name, value in row.items()}
    rows.append(",".join(named.get(head, "") for head in heads))
    (folder / "fin" / "evidence.csv").write_text("\n".join(rows) + "\n", "utf-8")
    return folder


POINT = "2.3.5"  # of the personnel group, which has nothing for it


def point(office):
    return next(p for p in Judged(office).standards.points if p.criterion == POINT)


def test_evidence_that_a_helping_group_had_leaves_the_point_unknown(lent):
    before = look(lent)
    assert point(before).reported.clear and "FIN" not in point(before).lead_groups
    garbled(lent, "fin")
    for office in (look(lent), look(lent), read(str(lent))):
        assert not point(office).reported.clear and point(office).reported.unknown
        kinds = {c.kind for c in changes(Judged(before), Judged(office)).of("point")}
        assert kinds <= {"became_unknown"}


def test_evidence_that_a_group_never_had_makes_nothing_unknown(folder):
    look(folder)
    garbled(folder, "fin")
    assert not point(look(folder)).reported.unknown


def test_evidence_of_another_fiscal_year_is_not_asked(lent):
    before = look(lent)
    rows = [("FIN", before.edition, POINT)]
    garbled(lent, "fin")
    for year, unknown in ((before.fiscal_year, True), (before.fiscal_year - 1, False)):
        office = read_office(read_folder(lent, NOW), NOW, had=Had(year, rows))
        assert point(office).reported.unknown == unknown


def test_a_note_of_the_older_form_opens_and_holds_no_evidence(folder):
    store = Store(place_of(str(folder.resolve())))
    store.files.write("in_use.json", note({"books": {"/x": "SUP"}}), lasting=False)
    assert remembered(store) == {"/x": "SUP"} and had_evidence(store).rows == ()
    look(folder)
    assert had_evidence(store).rows and "/x" not in remembered(store)
