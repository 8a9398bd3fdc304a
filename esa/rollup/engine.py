"""The engine that works figures out: DuckDB within this program, or the one of the settings.

    ""  or duckdb://          DuckDB, over the files of the states that are told
    spark://host:7077         Spark (local[2] as well), over the same files
    trino://…  bigquery://…   by Ibis: a table named `figures` over the target, made there once

Down names what an engine said of itself by its kind only: its words may hold addresses and keys.
"""

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

import fsspec
import ibis
from ibis.expr.types import Table

from esa.rollup.columns import PARTITION, arrow_schema
from esa.rollup.figures import of_chosen
from esa.rollup.many import Chosen

Result = TypeVar("Result")
TABLE = "figures"
MEMORY = "256MB"  # of DuckDB; what doesn't fit it puts on disk
SPARK = ("spark://", "local[")
CHOSEN = {name: "string" for name in (*PARTITION, "part", "province", "region")}


class Down(Exception):
    """The engine can't be reached or gave up. The text is the kind of its error."""


class Engine:
    """One connection, used by one visitor at a time."""

    def __init__(self, address: str, target: str):
        self._address, self._target = address, target
        self._lock = threading.Lock()
        self._connection: ibis.BaseBackend | None = None

    def told(self, chosen: Sequence[Chosen], figure: Callable[[Table], Table]) -> list[dict]:
        """The rows of a figure over the states that are chosen. Down."""
        if not chosen:
            return []
        with self._lock:
            facts = self._tried(lambda: self._facts(chosen))
            asked = figure(of_chosen(facts, _named(chosen)))
            return self._tried(lambda: self._connected().to_pyarrow(asked).to_pylist())

    def _tried(self, work: Callable[[], Result]) -> Result:
        try:
            return work()
        except Exception as error:  # every engine has errors of its own
            self._connection = None
            raise Down(type(error).__name__) from error

    def _connected(self) -> ibis.BaseBackend:
        if self._connection is None:
            self._connection = _connected(self._address, self._target)
        return self._connection

    def _facts(self, chosen: Sequence[Chosen]) -> Table:
        """What those states published, in the columns of the allow-list."""
        connection = self._connected()
        files = sorted({each.address for each in chosen})
        if connection.name == "duckdb":
            read = connection.read_parquet(
                files,
                hive_partitioning=True,
                hive_types_autocast=False,
                union_by_name=True,
            )
        elif connection.name == "pyspark":
            session = connection._session
            options = {"basePath": self._target, "mergeSchema": "true"}
            session.read.options(**options).parquet(*files).createOrReplaceTempView(TABLE)
            read = connection.table(TABLE)
        else:
            read = connection.table(TABLE)
        return _as_allowed(read)


def _connected(address: str, target: str) -> ibis.BaseBackend:
    if address.startswith(SPARK):
        from pyspark.sql import SparkSession  # only where it is wanted

        building = (
            SparkSession.builder.master(address)
            .appName("esa")
            .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
        )
        return ibis.pyspark.connect(building.getOrCreate())
    if address.partition("://")[0] not in ("", "duckdb"):
        return ibis.connect(address)
    connection = ibis.duckdb.connect(memory_limit=MEMORY)
    if "://" in target:
        connection.register_filesystem(fsspec.core.url_to_fs(target)[0])
    return connection


def _named(chosen: Sequence[Chosen]) -> Table:
    rows = [{name: getattr(each, name) for name in CHOSEN} for each in chosen]
    return ibis.memtable(rows, schema=CHOSEN)


def _as_allowed(read: Table) -> Table:
    """The columns of the allow-list and the partition, null where an older schema has none."""
    kinds = ibis.Schema.from_pyarrow(arrow_schema())
    columns = {
        name: read[name].cast(kind) if name in read.columns else ibis.null(kind)
        for name, kind in kinds.items()
    }
    return read.select(**{name: read[name].cast("string") for name in PARTITION}, **columns)
