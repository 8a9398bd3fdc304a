"""What an office publishes: the judged figures, whole and nothing else, no text that was typed."""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esa.commands import cli
from esa.judged import Judged
from esa.reading.office import read_office
from esa.reading.schema import Tab, read_tabs
from esa.reading.tables import find_tab
from esa.rollup.columns import COLUMNS, arrow_schema
from esa.rollup.facts import facts
from esa.rules.vocabulary import LOCKED, READINGS
from esa.share.colour_tables import keys_now, table_now
from esa.sources.folder import read_folder
from tests.slips import slipped, slips
from tests.unit.changed import raw, small
from tests.unit.standpoints import NOW, SAMPLE, sample

# What may leave an office, written down apart from the code.
WORDS = {"figure", "edition", "indicator", "reading", "group", "test", "grade", "network_kind"}
WORDS |= {"side", "tab", "problem", "state"}
NUMBERS = {"academic_year", "round", "low", "high", "points", "clear", "unknown", "overdue"}
NUMBERS |= {"count", "allocated", "committed", "spent", "day"}
CODE, DAY = "9302", date(2014, 9, 23)


def tables(judged: Judged) -> list:
    office = judged.office
    return [table_now(office, key, scope, NOW) for key, scope in keys_now(office).items()]


def rows(file: Path) -> list[dict]:
    return [{k: v for k, v in row.items() if v is not None} for row in read(file).to_pylist()]


def read(file: Path):
    return pq.ParquetFile(file).read()


def files(target: Path) -> list[Path]:
    return sorted(target.rglob("*.parquet"))


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """The file of the sample, published as a person does."""
    target, place = tmp_path_factory.mktemp("target"), str(tmp_path_factory.mktemp("kept"))
    assert cli.main(["publish", str(SAMPLE), "--place", place, "--yes"]) == 0
    more = ["--code", CODE, "--place", place]
    assert cli.main(["publish", str(SAMPLE), str(target), *more]) == 0
    (found,) = files(target)
    assert str(found.relative_to(target)) == (
        "office=9302/fiscal_year=2557/meeting=2014-09-23/figures.parquet"
    )
    return found


def as_judged(judged: Judged, found: list[dict]) -> None:
    """Holds that the rows say what the rules say, counted here by another way."""
    for edition in judged.by_levels:
        for reading in READINGS:
            told = {
                row["indicator"]: row
                for row in found
                if (row["figure"], row.get("edition"), row.get("reading"))
                == ("levels", edition.code, reading)
                and "indicator" in row
            }
            for level in edition.levels:
                if level.indicator not in told:
                    continue  # withheld, and counted
                row, result = told[level.indicator], level.in_reading(reading)
                own = [p for p in edition.points if p.indicator == level.indicator]
                assert row["state"] == result.outcome and row["points"] == len(own)
                clear = [p for p in own if p.clear(reading) and not p.in_reading(reading).unknown]
                assert row["clear"] == len(clear)
                bounds = row.get("low"), row.get("high")
                if result.span and result.outcome != LOCKED:
                    assert bounds == (result.span.lowest, result.span.top)
                elif result.outcome == "level":
                    assert bounds == (result.level, result.level)
                elif result.outcome == "at_least":
                    assert bounds == (result.level, 5)
                else:
                    assert bounds == (None, None)
    money = [row for row in found if row["figure"] == "money"]
    assert len(money) == 1
    if judged.money.rows:
        assert money[0]["spent"] == judged.money.spent
        assert money[0]["allocated"] == judged.money.allocated
    else:
        assert "spent" not in money[0]
    for figure, states in (
        ("resolutions", Counter(each.state for each in judged.follow_ups)),
        ("problems", Counter(each.severity for each in judged.office.problems)),
        ("networks", Counter(each.state for each in judged.networks().silence)),
    ):
        told = Counter()
        for row in found:
            if row["figure"] == figure:
                told[row["state"]] += row["count"]
        assert +told == states, figure


def test_what_is_published_and_read_again_is_what_was_judged(published):
    as_judged(sample(), rows(published))


@settings(max_examples=6)
@given(seed=st.integers(0, 10_000))
def test_published_figures_are_the_judged_ones_whatever_was_typed(seed):
    books = raw(small())
    slip = next(slips(books, seed))
    judged = Judged(read_office(slipped(books, slip), NOW))
    as_judged(
        judged, [{k: v for k, v in f.items() if v is not None} for f in facts(judged, (), DAY)]
    )


def test_schools_are_counted_by_the_published_table_alone(published, tmp_path):
    told = [row for row in rows(published) if row["figure"] == "colours"]
    schools = Counter()
    for row in told:
        schools[row["test"], row["grade"], row["academic_year"]] += row["count"]
    for table in tables(sample()):
        key = table.test, table.grade.replace("ป.", "P").replace("ม.", "M"), table.academic_year
        assert schools[key] == len(table.schools)
        colours = Counter(colour or "no_band" for colour in table.colours.values())
        mine = [row for row in told if (row["test"], row["grade"], row["academic_year"]) == key]
        assert sum(r["count"] for r in mine if r["state"] in colours) == sum(colours.values())
    assert (
        cli.main(
            [
                "publish",
                str(SAMPLE),
                str(tmp_path / "t"),
                "--code",
                CODE,
                "--place",
                str(tmp_path / "nothing out"),
            ]
        )
        == 0
    )
    (bare,) = files(tmp_path / "t")
    assert not [row for row in rows(bare) if row["figure"] == "colours"]


def test_only_the_columns_of_the_list_go_out_with_their_types(published):
    found = read(published)
    assert set(found.schema.names) == WORDS | NUMBERS and found.schema.equals(arrow_schema())
    texts = {field.name for field in found.schema if str(field.type) == "string"}
    assert texts == WORDS and all(COLUMNS[name].allowed for name in WORDS)


def marked(office: Path, codes_too: bool) -> set[str]:
    """Puts a marker into every cell that holds text; the markers."""
    markers = set()
    for file in sorted(office.rglob("*.csv")):
        lines = list(csv.reader(file.read_text(encoding="utf-8-sig").splitlines()))
        tab = find_tab(read_tabs(), file.stem) or read_tabs().get(file.stem)
        for at, cells in enumerate(lines[1:], start=1):
            for column, cell in enumerate(cells):
                if _is_text(tab, lines[0][column], codes_too) and cell.strip():
                    marker = f"นามสมมติ{len(markers)}XQZ"
                    markers.add(marker)
                    lines[at][column] = f"{cell}{'' if codes_too else ' '}{marker}"
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            csv.writer(out).writerows(lines)
    return markers


def _is_text(tab: Tab | None, heading: str, codes_too: bool) -> bool:
    field = next((f for f in tab.fields if f.title == heading), None) if tab else None
    if field is None or field.categories or field.type not in ("string", "list"):
        return codes_too
    is_key = field.code or field.name in ("group", "network", "test", "grade", "subject")
    return codes_too or not is_key


@pytest.mark.parametrize("codes_too", [False, True], ids=["free text", "every cell"])
def test_nothing_that_was_typed_is_in_the_file(own_office, tmp_path, codes_too):
    markers = marked(own_office, codes_too)
    assert len(markers) > 300
    place = str(tmp_path / "kept")
    cli.main(["publish", str(own_office), "--place", place, "--yes"])
    more = ["--code", CODE, "--place", place]
    assert cli.main(["publish", str(own_office), str(tmp_path / "t"), *more]) == 0
    (file,) = files(tmp_path / "t")
    written = repr(read(file).to_pydict()) + repr(pq.read_metadata(file).metadata)
    written += file.read_bytes().decode("latin-1")
    assert "XQZ" not in written and "นามสมมติ" not in written
    assert not any(ord(letter) in range(0x0E01, 0x0E5C) for letter in repr(read(file).to_pydict()))
    for row in rows(file):
        for name, value in row.items():
            allowed = COLUMNS[name].allowed
            if allowed and COLUMNS[name].words:
                assert value in COLUMNS[name].words


def test_rows_whose_code_is_none_are_counted_as_withheld():
    books = read_folder(SAMPLE, NOW)
    office = read_office(books, NOW)
    indicators = office.rows["indicators"]
    names = ["นายสมมติ" if code == "1.1" else code for code in indicators["indicator"]]
    office.rows["indicators"].columns["indicator"][:] = names
    found = facts(Judged(office), (), DAY)
    assert not [f for f in found if f.get("indicator") == "นายสมมติ"]
    (withheld,) = [f for f in found if f["figure"] == "withheld"]
    assert withheld["tab"] == "indicators" and withheld["count"] == len(READINGS)


def test_a_frozen_meeting_is_published_as_it_was(tmp_path):
    place = str(tmp_path / "kept")
    cli.main(["meeting", str(SAMPLE), "--number", "12/2557", "--place", place])
    more = ["--code", CODE, "--place", place, "--meeting", "12/2557"]
    assert cli.main(["publish", str(SAMPLE), str(tmp_path / "t"), *more]) == 0
    (file,) = files(tmp_path / "t")
    assert file.parent.name == "meeting=2014-09-23.12-2557"
    as_judged(sample(), rows(file))


@pytest.mark.parametrize("code", ["", "นายสมมติ", "12", "123456789", "../9302", "93 02"])
def test_without_a_code_that_is_one_nothing_is_written(code, tmp_path, capsys):
    more = ["--code", code] if code else []
    assert cli.main(["publish", str(SAMPLE), str(tmp_path / "t"), *more]) == 2
    assert "--code" in capsys.readouterr().err and not files(tmp_path)


def test_publishing_again_replaces_its_own_state_and_withdrawing_takes_it_back(tmp_path):
    target, place = tmp_path / "t", str(tmp_path / "kept")
    cli.main(["meeting", str(SAMPLE), "--number", "12/2557", "--place", place])
    again = ["publish", str(SAMPLE), str(target), "--code", CODE, "--place", place]
    for more in ([], ["--meeting", "12/2557"], []):
        assert cli.main([*again, *more]) == 0
    now, meeting = files(target)
    said = {f: pq.read_metadata(f).metadata[b"esa.rollup.times"] for f in (now, meeting)}
    assert sorted(said.values()) == [b"1", b"2"]
    before = meeting.read_bytes() if b"12-2557" in str(meeting).encode() else now.read_bytes()
    assert cli.main([*again, "--withdraw"]) == 0
    (left,) = files(target)
    assert left.read_bytes() == before
    assert cli.main([*again, "--withdraw"]) == 2


def test_a_target_in_an_object_store_is_one_as_well():
    import fsspec

    assert cli.main(["publish", str(SAMPLE), "memory://rollup-facts", "--code", CODE]) == 0
    found = fsspec.filesystem("memory").find("/rollup-facts")
    assert len(found) == 1 and found[0].endswith("figures.parquet")


def test_a_target_that_cant_be_written_is_named(tmp_path, capsys):
    (tmp_path / "t").write_text("a file")
    assert cli.main(["publish", str(SAMPLE), str(tmp_path / "t"), "--code", CODE]) == 2
    assert "target" in capsys.readouterr().err
