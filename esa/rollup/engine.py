"""The engine that works figures out: DuckDB within this program, or the one of the settings.

    ""  or duckdb://          DuckDB, over the files of the states that are told
    spark://host:7077         Spark (local[2] as well), over the same files
    trino://…  bigquery://…   by Ibis: a table named `figures` over the target, made there once

The states that are told are read once, and every figure asks the engine's own copy of them.
"""

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

import fsspec
import ibis
import pyarrow as pa
from ibis.expr.types import Table

from esa.rollup.columns import PARTITION, arrow_schema
from esa.rollup.figures import of_chosen
from esa.rollup.many import Chosen, Down

Result = TypeVar("Result")
TABLE, KEPT = "figures", "told"
MEMORY = "192MB"  # of DuckDB; what doesn't fit it puts on disk
READ = f"""create table {TABLE} as from read_parquet(
    ?, union_by_name=true, hive_partitioning=true, hive_types_autocast=false)"""
SPARK = ("spark://", "local[")
CHOSEN = {name: "string" for name in (*PARTITION, "part", "province", "region")}


class Engine:
    """One connection for all visitors, used by one at a time."""

    def __init__(self, address: str, target: str):
        self._address, self._target = address, target
        self._lock = threading.Lock()
        self._connection: ibis.BaseBackend | None = None
        self._read: tuple[Sequence[Chosen], Table] | None = None

    def told(self, chosen: Sequence[Chosen], figure: Callable[[Table], Table]) -> list[dict]:
        """The rows of a figure over the states that are chosen. Down."""
        if not chosen:
            return []
        with self._lock:
            asked = figure(self._facts(chosen))
            return self._tried(lambda: self._connected().to_pyarrow(asked).to_pylist())

    def _facts(self, chosen: Sequence[Chosen]) -> Table:
        """What those states published."""
        if self._read is None or self._read[0] != chosen:
            self._connection = None  # lets go of the engine's copy of the states before
            self._read = (chosen, self._tried(lambda: self._kept(chosen)))
        return self._read[1]

    def _tried(self, work: Callable[[], Result]) -> Result:
        try:
            return work()
        except Exception as error:  # every engine has errors of its own
            self._connection = self._read = None
            raise Down(type(error).__name__) from error

    def _connected(self) -> ibis.BaseBackend:
        if self._connection is None:
            self._connection = _connected(self._address, self._target)
        return self._connection

    def _kept(self, chosen: Sequence[Chosen]) -> Table:
        connection = self._connected()
        if connection.name != "duckdb":
            return of_chosen(self._published(chosen), _named(chosen))
        # In SQL of its own: by Ibis every footer is read twice, and every row written twice.
        plain = connection.con
        plain.execute(READ, [sorted({each.address for each in chosen})])
        plain.register("chosen", pa.Table.from_pylist(_rows(chosen)))
        told = of_chosen(_as_allowed(connection.table(TABLE)), connection.table("chosen"))
        plain.execute(f"create table {KEPT} as {connection.compile(told)}")
        plain.execute(f"drop table {TABLE}")
        return connection.table(KEPT)

    def _published(self, chosen: Sequence[Chosen]) -> Table:
        connection = self._connected()
        files = sorted({each.address for each in chosen})
        if connection.name == "pyspark":
            options = {"basePath": self._target, "mergeSchema": "true"}
            frame = connection._session.read.options(**options).parquet(*files)
            frame.cache().createOrReplaceTempView(TABLE)
        return _as_allowed(connection.table(TABLE))


def _connected(address: str, target: str) -> ibis.BaseBackend:
    if address.startswith(SPARK):
        from pyspark.sql import SparkSession  # only where it is wanted

        building = SparkSession.builder.master(address).appName("esa")
        building = building.config(
            "spark.sql.sources.partitionColumnTypeInference.enabled", "false"
        )
        return ibis.pyspark.connect(building.getOrCreate())
    if address.partition("://")[0] not in ("", "duckdb"):
        return ibis.connect(address)
    connection = ibis.duckdb.connect(memory_limit=MEMORY)
    if "://" in target:
        connection.register_filesystem(fsspec.core.url_to_fs(target)[0])
    return connection


def _named(chosen: Sequence[Chosen]) -> Table:
    return ibis.memtable(_rows(chosen), schema=CHOSEN)


def _rows(chosen: Sequence[Chosen]) -> list[dict[str, str]]:
    return [{name: getattr(each, name) for name in CHOSEN} for each in chosen]


def _as_allowed(read: Table) -> Table:
    """The columns of the allow-list and the partition, null where an older schema has none."""
    kinds = ibis.Schema.from_pyarrow(arrow_schema())
    columns = {
        name: read[name].cast(kind) if name in read.columns else ibis.null(kind)
        for name, kind in kinds.items()
    }
    return read.select(**{name: read[name].cast("string") for name in PARTITION}, **columns)
