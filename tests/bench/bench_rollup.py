"""Many offices: a page change against hand-written SQL, growth, publishing, and Spark.

    python tests/bench/bench_rollup.py [--spark | --stores]

The target holds 245 offices × 10 years × 12 meetings, over 10 million rows. A page change is what
the page asks when it is opened first: the states that are told read anew, and every figure. Limits:
1.3 times the same in SQL by hand, 400 MB, publishing 2 times pyarrow alone. --spark: a standalone
master and two workers of 127.0.0.1, the same figures row by row, a worker killed meanwhile.
--stores: s3:// and gs:// of servers of this machine.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from esa.reading.office import BANGKOK
from esa.rollup import figures
from esa.rollup.columns import COLUMNS, NEEDED, Column, arrow_schema
from esa.rollup.duck import MEMORY
from esa.rollup.engine import Engine
from esa.rollup.many import Many, many
from esa.rollup.target import publish, state_of
from tests.bench.timing import medians
from tests.rollup import offices

YEARS, MEETINGS, TABLES = 10, 12, 16
LAST = date(2026, 11, 20)
RATIO, MEGABYTES, PUBLISHING = 1.3, 400, 2.0
FIGURES: dict[str, tuple] = {
    "standing": (figures.standing, "reported"),
    "lagging": (figures.lagging, "reported"),
    "offices": (figures.offices, "reported"),
    "colours": (figures.colours,),
    "doubtful": (figures.doubtful,),
}


def fill(target: Path, many_offices: int, years: int = 1, meetings: int = 2) -> int:
    """States of offices, each office's figures the same in all of them; how many rows."""
    target.mkdir(parents=True)
    (target / "offices.csv").write_bytes(offices.register(many_offices))
    rows = 0
    for code, *_ in offices.listed(many_offices):
        table = pa.Table.from_pylist(offices.facts(code, LAST, TABLES), arrow_schema())
        for month in range(years * meetings):
            day = LAST - timedelta(days=round(month * 365.25 / max(meetings, 12)))
            state = state_of(code, day.year + 543 + (day.month >= 10), day)
            said = {"schema": 1, "at": datetime(2026, 1, 1, tzinfo=BANGKOK), "times": 1}
            said |= state._asdict()
            said = {f"esa.rollup.{name}": str(value) for name, value in said.items()}
            folder = target / state.folder
            folder.mkdir(parents=True)
            made = table.replace_schema_metadata(said)
            pq.write_table(made, folder / "figures.parquet", write_statistics=["figure"])
            rows += len(table)
    return rows


def by_ibis(found: Many, engine: Engine) -> dict[str, list[dict]]:
    """What the page asks where nobody has asked since something was published."""
    engine.forget()
    inside = tuple(found.register.offices)
    return {name: engine.told(found.chosen, inside, *asked) for name, asked in FIGURES.items()}


# --- the same by hand -------------------------------------------------------------------------


def _fits(name: str, column: Column) -> str:
    if column.most is not None:
        return f'"{name}" between {column.least} and {column.most}'
    if column.pattern:
        return f"regexp_matches(\"{name}\", '^(?:{column.pattern})\\z')"
    return f'"{name}" in ({", ".join(map(repr, column.words))})'


WORDS = {
    name: _fits(name, column) for name, column in COLUMNS.items() if column.allowed or column.most
}
USABLE = " and ".join(
    [
        "figure is not null",
        *(f'("{name}" is null or {fits})' for name, fits in WORDS.items()),
        *(
            f"(figure <> '{figure}' or {name} is not null)"
            for figure, names in NEEDED.items()
            for name in names
        ),
    ]
)
LOAD = f"""create temp table told as
    select f.* exclude (fiscal_year, meeting), c.part, c.region, ({USABLE}) usable
    from read_parquet(?, hive_partitioning=true, hive_types_autocast=false) f
    join chosen c on c.office=f.office and c.fiscal_year=f.fiscal_year and c.meeting=f.meeting
    where c.part='now' or f.figure='levels'"""
STANDING = """with levels as (
        select * from told where figure='levels' and reading='reported' and usable),
    n as (select office, edition, indicator, min(state) state, min(low) low, max(high) high,
        max(points) points, max(clear) clear, max(unknown) unknown, max(overdue) overdue
        from levels where part='now' group by all),
    b as (select office, edition, indicator, min(low) was_low, max(high) was_high
        from levels where part='before' group by all)
    select n.*, was_low, was_high from n left join b using (office, edition, indicator)"""
BY_HAND = {
    "standing": STANDING,
    "lagging": f"""select edition, indicator, count(*) offices, sum((overdue > 0)::int) surely,
        sum((not coalesce(overdue > 0, false) and (overdue is null or unknown > 0))::int) maybe,
        sum((low is null)::int) without_level, sum(coalesce(low > was_high, false)::int) rose,
        sum(coalesce(high < was_low, false)::int) fell from ({STANDING}) group by all""",
    "offices": """select office, sum((state='sample')::int) sample,
        max(day) filter (figure='about') as day, sum("count") filter (figure='about') as groups,
        sum(unknown) filter (figure='about') as groups_unread, """
    + ", ".join(
        f"sum({n}) filter (figure='levels' and reading='reported') {n}"
        for n in ("points", "clear", "unknown", "overdue")
    )
    + """, sum("count") filter (figure='resolutions' and state='overdue') resolutions_late,
        sum("count") filter (figure='kpis' and state='not_reached') kpis_missed,
        sum("count") filter (figure='kpis' and state='not_reported') kpis_silent,
        sum("count") filter (figure='networks' and state in ('silent','never')) networks_silent,
        sum("count") filter (figure='problems' and state='error') errors,
        sum("count") filter (figure='left_out') left_out,
        sum("count") filter (figure='withheld') withheld,
        sum(allocated) filter (figure='money') allocated,
        sum(spent) filter (figure='money') spent,
        sum(unknown) filter (figure='money') money_left_out
        from told where part='now' and usable group by office""",
    "colours": """select region, test, grade, academic_year, state, sum("count") schools,
        count(distinct office) offices from told
        where part='now' and figure='colours' and usable group by all""",
    "doubtful": 'select office, count(*) "rows" from told where not usable group by office',
}


def _connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"memory_limit": MEMORY})


def by_hand(
    found: Many, connection: duckdb.DuckDBPyConnection | None = None
) -> dict[str, list[dict]]:
    connection = connection or _connection()
    connection.execute("drop table if exists told")
    fields = ("office", "fiscal_year", "meeting", "part", "region")
    chosen = [{name: getattr(each, name) for name in fields} for each in found.chosen]
    connection.register("chosen", pa.Table.from_pylist(chosen))
    connection.execute(LOAD, [sorted({each.address for each in found.chosen})])
    return {
        name: connection.sql(query).to_arrow_table().to_pylist() for name, query in BY_HAND.items()
    }


def same(one: list[dict], other: list[dict]) -> bool:
    """Whether two engines told the same rows, in whatever order."""

    def ordered(rows: list[dict]) -> list[list]:
        return sorted(
            ([str(row[name]) for name in sorted(row)] for row in rows), key=lambda row: row
        )

    return ordered(one) == ordered(other)


def alone(target: Path, how: str) -> dict[str, float]:
    """Seconds and megabytes of one page change in a program of its own."""
    command = [sys.executable, __file__, "--alone", str(target), how]
    return json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def one_change(target: Path, how: str) -> int:
    start = time.perf_counter()
    found = many(str(target))
    listed = time.perf_counter()
    told = by_ibis(found, Engine("", str(target))) if how == "ibis" else by_hand(found)
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = sum(map(len, told.values()))
    print(json.dumps({"list": listed - start, "figures": done - listed, "mb": peak, "rows": rows}))
    return 0


def page_change(folder: Path) -> bool:
    target = folder / "large"
    rows = fill(target, offices.OFFICES, YEARS, MEETINGS)
    found = many(str(target))
    engine, plain = Engine("", str(target)), _connection()  # the page keeps its connection, too
    ibis_rows, hand_rows = by_ibis(found, engine), by_hand(found, plain)
    equal = all(same(ibis_rows[name], hand_rows[name]) for name in FIGURES)
    works = {"ibis": lambda: by_ibis(found, engine), "by hand": lambda: by_hand(found, plain)}
    times = medians(works)
    one = alone(target, "ibis")
    ratio = times["ibis"] / times["by hand"]
    print(f"{rows:,} rows in {offices.OFFICES * YEARS * MEETINGS:,} states; equal: {equal}")
    print(f"figures {times['ibis']:.2f} s, by hand {times['by hand']:.2f} s, ratio {ratio:.2f}")
    print(f"alone: listing {one['list']:.2f} s, figures {one['figures']:.2f} s, {one['mb']:.0f} MB")
    return equal and ratio <= RATIO and one["mb"] <= MEGABYTES


def growth(folder: Path) -> bool:
    for count in (10, 100, 1000):
        target = folder / str(count)
        fill(target, count)
        one = alone(target, "ibis")
        print(f"{count:>5} offices: {one['list'] + one['figures']:.2f} s, {one['mb']:.0f} MB")
    return one["mb"] <= MEGABYTES


def publishing(folder: Path) -> bool:
    facts, now = offices.facts("1001", LAST), datetime(2026, 11, 20, tzinfo=BANGKOK)
    state, plain = state_of("1001", 2570, LAST), folder / "plain.parquet"

    def pyarrow_alone() -> None:
        table = pa.Table.from_pylist(facts, arrow_schema())
        pq.write_table(table, plain, compression="zstd", write_statistics=["figure"])
        with plain.open("rb") as file:
            os.fsync(file.fileno())

    target = str(folder / "published")
    works = {"publish": lambda: publish(target, state, facts, now), "pyarrow": pyarrow_alone}
    times = medians(works, runs=21)
    ratio = times["publish"] / times["pyarrow"]
    print(f"publish {times['publish'] * 1000:.1f} ms, pyarrow {times['pyarrow'] * 1000:.1f} ms")
    print(f"ratio {ratio:.2f}")
    return ratio <= PUBLISHING


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--spark", action="store_true", help="Spark too (pyspark and Java)")
    parser.add_argument("--stores", action="store_true", help="s3:// and gs:// on this machine")
    parser.add_argument("--alone", nargs=2, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.alone:
        return one_change(Path(chosen.alone[0]), chosen.alone[1])
    with tempfile.TemporaryDirectory() as folder:
        parts = [publishing, growth, page_change]
        if chosen.spark:
            from tests.bench.rollup_spark import spark

            parts = [spark]
        if chosen.stores:
            from tests.bench.rollup_stores import stores

            parts = [stores]
        held = [part(Path(folder)) for part in parts]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
