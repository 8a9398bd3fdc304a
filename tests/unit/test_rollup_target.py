"""What lies at the target: read where it is whole, named where it isn't; figures by the engine."""

import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from esa.rollup import figures
from esa.rollup.columns import NEEDED
from esa.rollup.engine import Engine
from esa.rollup.many import Damaged, Down, Many, many
from esa.rollup.register import parsed
from esa.rollup.target import FAULTS, parquet, published, state_of
from esa.rollup.target import found as there
from tests.rollup import offices

TODAY = date(2026, 11, 30)
CODES = [code for code, *_ in offices.listed(9)]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Nine offices in two months."""
    (tmp_path / "offices.csv").write_bytes(offices.register(9))
    for code in CODES:
        for days in (40, 3):
            offices.write(tmp_path, code, TODAY - timedelta(days=days))
    return tmp_path


def file_of(target: Path, code: str, at: int = -1) -> Path:
    """The file of an office's newest state."""
    return sorted(target.glob(f"office={code}/*/*/figures.parquet"))[at]


def faults(found: Many) -> list[tuple[str, str]]:
    return [(fault.code, fault.office) for fault in found.faults]


def told(target: Path | str, figure, *asked: str) -> list[dict]:
    found = many(str(target))
    return Engine("", str(target)).told(found.chosen, found.register.offices, figure, *asked)


def cells(target: Path) -> dict[str, list[dict]]:
    rows = told(target, figures.standing, "reported")
    rows = sorted(rows, key=lambda row: row["indicator"])  # an engine answers in any order
    return {code: [row for row in rows if row["office"] == code] for code in CODES}


def again(file: Path, change) -> None:
    """The file with its table changed, its footer as it was."""
    table = pq.ParquetFile(file).read()
    pq.write_table(change(table).replace_schema_metadata(table.schema.metadata), file)


# --- what is wrong is named, and the rest is told ---------------------------------------------


def test_all_that_is_whole_is_told_without_a_fault(target):
    found = many(str(target))
    assert len(found.now) == len(found.before) == 9 and not found.faults
    assert {code: len(rows) for code, rows in cells(target).items()} == dict.fromkeys(CODES, 12)


@pytest.mark.parametrize("keep", [0, 1, 900, -4], ids=["empty", "byte", "half", "no end"])
def test_a_file_half_written_is_named_and_the_state_before_is_told(target, keep):
    file = file_of(target, CODES[4])
    file.write_bytes(file.read_bytes()[:keep])
    found = many(str(target))
    assert faults(found) == [("unreadable", CODES[4])]
    assert found.now[CODES[4]].state.day == TODAY - timedelta(days=40)
    assert len(cells(target)[CODES[4]]) == 12 and len(found.now) == 9


def spoil(file: Path) -> None:
    """Its middle gone, its end as it was: what a broken copy or disk leaves."""
    data = file.read_bytes()
    file.write_bytes(data[:40] + bytes(2000) + data[2040:])


def test_a_file_spoilt_in_its_middle_is_found_when_it_is_read_and_named(target):
    for code in CODES[2:4]:
        spoil(file_of(target, code))
    found = many(str(target))
    assert not found.faults  # its end says that all is well
    with pytest.raises(Damaged) as told_:
        Engine("", str(target)).told(found.chosen, CODES, figures.colours)
    assert set(told_.value.addresses) == {str(file_of(target, code)) for code in CODES[2:4]}
    found = many(str(target), told_.value.addresses)
    assert faults(found) == [("unreadable", code) for code in CODES[2:4]]
    assert found.now[CODES[2]].state.day == TODAY - timedelta(days=40)
    rows = Engine("", str(target)).told(found.chosen, CODES, figures.standing, "reported")
    assert len(rows) == 9 * 12


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of an administrator, as whom tests may run in a container."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def shared(tmp_path_factory) -> Iterator[Path]:
    """A target that others may look into."""
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        at.chmod(0o755)
        (at / "offices.csv").write_bytes(offices.register(9))
        for code in CODES:
            offices.write(at, code, TODAY)
        yield at
        for path in (at, *at.glob("office=*"), *at.rglob("*.parquet"), at / "offices.csv"):
            path.chmod(0o755)


def test_a_target_that_may_not_be_read_is_an_error_and_never_an_empty_one(shared):
    shared.chmod(0o000)
    with as_nobody(), pytest.raises(PermissionError):
        many(str(shared))
    shared.chmod(0o755)
    (shared / "offices.csv").chmod(0o000)
    with as_nobody(), pytest.raises(PermissionError):
        many(str(shared))


def test_an_office_whose_folder_or_file_may_not_be_read_is_named_and_the_rest_is_told(shared):
    (shared / f"office={CODES[0]}").chmod(0o000)
    file_of(shared, CODES[1]).chmod(0o000)
    with as_nobody():
        found = many(str(shared))
        rows = told(shared, figures.offices, "reported")
        with pytest.raises(PermissionError):  # nor does the office itself take it for nothing
            there(str(shared), CODES[0])
    assert faults(found) == [("denied", CODES[0]), ("unreadable", CODES[1])]
    assert {row["office"] for row in rows} == set(CODES[2:])


def test_another_schema_is_named(target):
    again(file_of(target, CODES[0]), lambda t: t.append_column("name", pa.array(["x"] * len(t))))
    again(
        file_of(target, CODES[1]),
        lambda t: t.set_column(t.schema.get_field_index("low"), "low", pa.array(["five"] * len(t))),
    )
    again(file_of(target, CODES[2]), lambda t: t.drop_columns(["figure"]))
    found = many(str(target))
    assert faults(found) == [("columns", code) for code in CODES[:3]]
    assert len(found.now) == 9 and cells(target)[CODES[3]]


def test_a_newer_schema_is_named_and_an_older_one_is_read_with_what_it_lacks_unknown(target):
    newer, older = file_of(target, CODES[0]), file_of(target, CODES[1])
    table = pq.ParquetFile(newer).read()
    said = {**table.schema.metadata, b"esa.rollup.schema": b"99"}
    pq.write_table(table.replace_schema_metadata(said), newer)
    again(older, lambda t: t.drop_columns(["overdue", "unknown", "spent"]))
    found = many(str(target))
    assert faults(found) == [("newer", CODES[0])]
    row = cells(target)[CODES[1]][0]
    assert row["overdue"] is None and row["points"] is not None
    (sums,) = [
        row for row in told(target, figures.offices, "reported") if row["office"] == CODES[1]
    ]
    assert sums["spent"] is None and sums["allocated"] is not None and sums["overdue"] is None
    for lag in told(target, figures.lagging, "reported"):
        mine = [
            row
            for code, own in cells(target).items()
            for row in own
            if code != CODES[1] and row["indicator"] == lag["indicator"]
        ]
        late = sum(row["overdue"] > 0 for row in mine)
        open_ = sum(row["overdue"] == 0 and row["unknown"] > 0 for row in mine)
        assert (lag["surely"], lag["maybe"]) == (late, open_ + 1)  # a bound, never zero


def test_what_no_office_writes_yet_is_unknown_of_all_and_nothing_fails(target):
    for file in target.glob("office=*/*/*/figures.parquet"):
        again(file, lambda table: table.drop_columns(["overdue", "spent"]))
    found = many(str(target))
    assert not found.faults and len(found.now) == 9
    assert all(row["overdue"] is None for own in cells(target).values() for row in own)
    sums = told(target, figures.offices, "reported")
    assert len(sums) == 9 and all(row["spent"] is None and row["allocated"] for row in sums)


@pytest.mark.parametrize("seed", range(6))
def test_whatever_columns_older_programs_wrote_each_office_is_told_of_what_it_has(target, seed):
    chance, lacks = random.Random(seed), {}
    for code in CODES:
        names = ("overdue", "unknown", "points", "clear", "state")
        lacks[code] = chance.sample(names, chance.randrange(4))
        again(file_of(target, code), lambda table, lacks=lacks[code]: table.drop_columns(lacks))
    for code, own in cells(target).items():
        written = pq.ParquetFile(file_of(target, code)).read().to_pylist()
        levels = {
            row["indicator"]: row
            for row in written
            if row["figure"] == "levels" and row["reading"] == "reported"
        }
        assert len(own) == len(levels) == 12
        for row in own:
            for name in ("state", "low", "high", "points", "clear", "unknown", "overdue"):
                assert row[name] == levels[row["indicator"]].get(name), (code, name)


def test_only_the_offices_that_are_asked_for_are_told(target):
    found, engine = many(str(target)), Engine("", str(target))
    for inside in (CODES[:2], CODES[2:3], [], CODES):
        sums = engine.told(found.chosen, inside, figures.offices, "reported")
        assert sorted(row["office"] for row in sums) == inside
        lags = engine.told(found.chosen, inside, figures.lagging, "reported")
        assert {lag["offices"] for lag in lags} == ({len(inside)} if inside else set())


def test_an_expression_is_written_once_whoever_asks_for_which_offices(target, monkeypatch):
    told(target, figures.lagging, "reported")
    monkeypatch.setattr(ibis, "to_sql", None)  # writing takes longer than answering
    offices.write(target, CODES[0], TODAY)
    assert told(target, figures.lagging, "reported")


def test_a_copy_beside_and_a_file_of_another_office_are_named(target):
    file = file_of(target, CODES[0])
    (file.parent / "figures (1).parquet").write_bytes(file.read_bytes())
    file_of(target, CODES[1]).write_bytes(file.read_bytes())
    assert sorted(faults(many(str(target)))) == [("misplaced", CODES[1]), ("twice", CODES[0])]
    assert len(cells(target)[CODES[0]]) == 12


def test_folders_of_other_names_are_named_and_not_read(target):
    file = file_of(target, CODES[0])
    for name in ("office=<b>x</b>", "office=1", "misc"):
        folder = target / name / file.parent.relative_to(target / f"office={CODES[0]}")
        folder.mkdir(parents=True)
        (folder / "figures.parquet").write_bytes(file.read_bytes())
    found = many(str(target))
    assert [fault.code for fault in found.faults] == ["folder"] * 3 and len(found.now) == 9
    assert all(fault.code in FAULTS for fault in found.faults)


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "นายสมมติ",
    "1.1; DROP TABLE told",
    "2557\n",
    "1.1' OR '1'='1",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_where_a_code_should_be_is_set_aside_and_counted(target, text):
    def planted(table: pa.Table) -> pa.Table:
        held = table["indicator"].to_pylist()
        spoiled = [text if code == "2.2" else code for code in held]
        at = table.schema.get_field_index("indicator")
        return table.set_column(at, "indicator", pa.array(spoiled))

    again(file_of(target, CODES[3]), planted)
    rows = cells(target)
    assert len(rows[CODES[3]]) == 11 and len(rows[CODES[2]]) == 12
    assert {row["indicator"] for own in rows.values() for row in own} <= set(offices.INDICATORS)
    assert told(target, figures.doubtful) == [{"office": CODES[3], "rows": 2}]


@pytest.mark.parametrize(("figure", "names"), [*NEEDED.items(), ("about", ("figure",))])
def test_a_row_without_the_codes_it_is_told_by_is_set_aside_and_counted(target, figure, names):
    for name in names:
        before = told(target, figures.colours), cells(target)
        file = file_of(target, CODES[3])
        held, rows = file.read_bytes(), []

        def blank(table: pa.Table, name: str = name, rows: list = rows) -> pa.Table:
            made = table.to_pylist()
            rows += [row for row in made if row["figure"] == figure]
            kept = [{**row, name: None} if row in rows else row for row in made]
            return pa.Table.from_pylist(kept, table.schema)

        again(file, blank)
        assert told(target, figures.doubtful) == [{"office": CODES[3], "rows": len(rows)}], name
        after = told(target, figures.colours), cells(target)
        assert all(None not in row.values() for row in after[0])
        assert {**after[1], CODES[3]: []} == {**before[1], CODES[3]: []}
        file.write_bytes(held)


def test_an_office_that_nobody_lists_is_told_as_such(target):
    offices.write(target, "9999", TODAY)
    found = many(str(target))
    assert not found.register.offices["9999"].is_listed
    assert found.register.offices["9999"].name == "9999" and "9999" in found.now


def test_without_a_list_every_office_is_shown_by_its_code(target):
    (target / "offices.csv").unlink()
    found = many(str(target))
    assert not found.register.is_there and list(found.register.offices) == CODES


def test_the_list_names_its_wrong_rows():
    found = parsed("office,name\n1001,ก\n1001,ซ้ำ\nabc,ข\n,ค\n1002\n")
    assert list(found.offices) == ["1001", "1002"] and found.wrong == (3, 4, 5)


@pytest.mark.parametrize("address", ["/nowhere/at/all", "memory://not-there", "nonsense://x"])
def test_a_target_that_isnt_there_is_an_error_of_the_outside_world(address):
    with pytest.raises((OSError, ValueError)):
        many(address)


def test_a_target_in_an_object_store_is_read_as_well(target):
    import fsspec

    fsspec.filesystem("memory").put(str(target), "/many-offices", recursive=True)
    rows = told("memory://many-offices", figures.standing, "reported")
    mine = [row for own in cells(target).values() for row in own]
    assert sorted(map(str, rows)) == sorted(map(str, mine))


def test_an_engine_that_is_down_says_so_without_its_words(target):
    with pytest.raises(Down) as told_:
        Engine("trino://secret-user:secret-word@127.0.0.1:1/x/y", str(target)).told(
            many(str(target)).chosen, CODES, figures.colours
        )
    assert "secret" not in str(told_.value)


# --- what is counted ---------------------------------------------------------------------------


def test_figures_are_those_of_the_files_counted_by_hand(target):
    rows = []
    for code in CODES:
        for row in pq.ParquetFile(file_of(target, code)).read().to_pylist():
            rows.append({**row, "office": code})
    levels = [r for r in rows if r["figure"] == "levels" and r["reading"] == "verified"]
    lags = told(target, figures.lagging, "verified")
    for lag in lags:
        mine = [row for row in levels if row["indicator"] == lag["indicator"]]
        late = [row for row in mine if row["overdue"] > 0]
        open_ = [row for row in mine if not row["overdue"] and row["unknown"] > 0]
        assert (lag["offices"], lag["surely"], lag["maybe"]) == (9, len(late), len(open_))
        assert lag["without_level"] == sum(row["low"] is None for row in mine)
    told_ = told(target, figures.colours)
    assert sum(row["schools"] for row in told_) == sum(
        row["count"] for row in rows if row["figure"] == "colours"
    )


def test_editions_of_other_codes_are_never_added_up(target):
    again(
        file_of(target, CODES[0]),
        lambda t: t.set_column(
            t.schema.get_field_index("edition"),
            "edition",
            pa.array([code and "2561" for code in t["edition"].to_pylist()]),
        ),
    )
    lags = told(target, figures.lagging, "reported")
    assert {(lag["edition"], lag["offices"]) for lag in lags} == {("2557", 8), ("2561", 1)}


def test_what_moved_is_told_against_the_month_before(target):
    def levels(table: pa.Table, level: int) -> pa.Table:
        for name in ("low", "high"):
            at = table.schema.get_field_index(name)
            table = table.set_column(at, name, pa.array([level] * len(table), pa.int32()))
        return table

    for at, level in ((0, 2), (-1, 4)):
        again(file_of(target, CODES[0], at), lambda table, level=level: levels(table, level))
    row = cells(target)[CODES[0]][0]
    assert (row["was_high"], row["low"]) == (2, 4)


def test_offices_fall_silent_by_the_day_of_their_state(target):
    found = many(str(target))
    day = TODAY - timedelta(days=3)
    standings = [found.standing(CODES[0], day + timedelta(days=n)) for n in (35, 36, 90, 91)]
    assert standings == ["fresh", "old", "old", "silent"]
    assert found.standing("1000", TODAY) == "never"


def test_publishing_while_somebody_reads_leaves_a_whole_file(target):
    state = state_of("1001", 2570, TODAY)
    assert published(str(target), state) is None
    folder = target / state.folder
    folder.mkdir(parents=True)
    (folder / ".figures.parquet.77.part").write_bytes(b"half")
    assert not many(str(target)).faults


def test_the_same_file_is_written_for_the_same_state(target):
    made = published(str(target), many(str(target)).now[CODES[0]].state)
    rows = offices.facts(CODES[0], made.state.day)
    assert parquet(made, rows) == parquet(made, rows)
