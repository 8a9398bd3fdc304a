"""DuckDB within this program, over the files of the states that are told.

DuckDB answers faster than Ibis writes its SQL, so each expression is written once a program, over
tables of fixed names; what differs from one question to the next is what these tables hold.
"""

import functools
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import NamedTuple

import duckdb
import fsspec
import ibis
import pyarrow as pa
from ibis.expr.types import Table

from esa.rollup.columns import PARTITION, arrow_schema
from esa.rollup.figures import of_chosen, within
from esa.rollup.many import Chosen, Damaged

TABLE, KEPT = "figures", "told"
MEMORY = "192MB"  # what doesn't fit it goes to disk
CHOSEN = {name: "string" for name in (*PARTITION, "part", "region")}
INSIDE = {"office": "string"}
KINDS = {**dict.fromkeys(PARTITION, "string"), **ibis.Schema.from_pyarrow(arrow_schema())}
READ = "from read_parquet(?, hive_partitioning=true, hive_types_autocast=false)"


class Written(NamedTuple):
    """An expression in DuckDB's SQL, and what its columns are."""

    sql: str
    kinds: pa.Schema


class Duck:
    def __init__(self, target: str):
        self._connection = duckdb.connect(config={"memory_limit": MEMORY})
        if "://" in target:
            self._connection.register_filesystem(fsspec.core.url_to_fs(target)[0])

    def keep(self, chosen: Sequence[Chosen]) -> None:
        """Take the states that are told from now on. Damaged."""
        alike = _alike(chosen)
        self._connection.execute(f"drop table if exists {KEPT}")
        self._connection.register("chosen", pa.Table.from_pylist(rows_of(chosen)))
        self._connection.register("allowed", _allowed().empty_table())
        # By name only one kind of file with another: among files DuckDB would keep every footer.
        read = " union all by name ".join(["from allowed", *[READ] * len(alike)])
        create = f"create table {KEPT} as with {TABLE} as ({read}) {_of_chosen().sql}"
        try:
            self._connection.execute(create, alike)
        except duckdb.Error:
            damaged = [file for files in alike for file in files if not self._reads(file)]
            if damaged:
                raise Damaged(damaged) from None
            raise

    def _reads(self, file: str) -> bool:
        try:
            self._connection.execute(f"create or replace temp table tried as {READ}", [[file]])
            return True
        except duckdb.Error:
            return False

    def answer(self, inside: pa.Table, figure: Callable[..., Table], *asked: Hashable) -> pa.Table:
        written = _written(figure, *asked)
        self._connection.register("inside", inside)
        return self._connection.sql(written.sql).to_arrow_table().cast(written.kinds)


def rows_of(chosen: Iterable[Chosen]) -> list[dict[str, str]]:
    return [{name: getattr(each, name) for name in CHOSEN} for each in chosen]


@functools.cache
def _written(figure: Callable[..., Table], *asked: Hashable) -> Written:
    """A figure of the offices in the table `inside`, over what is kept."""
    kept = ibis.table(ibis.Schema.from_pyarrow(_of_chosen().kinds), name=KEPT)
    return _in_sql(figure(within(kept, ibis.table(INSIDE, name="inside")), *asked))


@functools.cache
def _of_chosen() -> Written:
    """What is kept, of what was read."""
    chosen = ibis.table(CHOSEN, name="chosen")
    return _in_sql(of_chosen(ibis.table(KINDS, name=TABLE), chosen))


def _in_sql(asked: Table) -> Written:
    return Written(str(ibis.to_sql(asked, dialect="duckdb")), asked.schema().to_pyarrow())


def _allowed() -> pa.Schema:
    return ibis.Schema(KINDS).to_pyarrow()


def _alike(chosen: Iterable[Chosen]) -> list[list[str]]:
    """The files, those of the same columns together."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for each in chosen:
        found[each.lacks].add(each.address)
    return [sorted(files) for files in found.values()]
