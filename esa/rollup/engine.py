"""The engine that works figures out: DuckDB within this program, or the one of the settings.

    ""  or duckdb://          DuckDB, over the files of the states that are told
    spark://host:7077         Spark (local[2] as well), over the same files
    trino://…  bigquery://…   by Ibis: a table named `figures` over the target, made there once

The states that are told are read once, and every figure asks the engine's own copy of them.
"""

import threading
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Protocol, TypeVar

import ibis
import pyarrow as pa
from ibis.expr.types import Table

from esa.rollup.columns import PARTITION, arrow_schema
from esa.rollup.duck import CHOSEN, INSIDE, TABLE, Duck, rows_of
from esa.rollup.figures import of_chosen, within
from esa.rollup.many import Chosen, Damaged, Down

Result = TypeVar("Result")
SPARK = ("spark://", "local[")


class Connected(Protocol):
    def keep(self, chosen: Sequence[Chosen]) -> None:
        """Take the states that are told from now on."""

    def answer(
        self, inside: pa.Table, figure: Callable[..., Table], *asked: Hashable
    ) -> pa.Table: ...


class Engine:
    """One connection for all visitors, used by one at a time."""

    def __init__(self, address: str, target: str):
        self._address, self._target = address, target
        self._lock = threading.Lock()
        self._connected: Connected | None = None
        self._kept: Sequence[Chosen] | None = None

    def told(
        self,
        chosen: Sequence[Chosen],
        offices: Iterable[str],
        figure: Callable[..., Table],
        *asked: Hashable,
    ) -> list[dict]:
        """The rows of a figure over the states that are chosen, of these offices alone. asked: what
        the figure is told beside the facts. Down, Damaged."""
        if not chosen:
            return []
        inside = pa.table({"office": pa.array(offices, pa.string())})
        with self._lock:
            return self._tried(lambda: self._answer(chosen, inside, figure, *asked).to_pylist())

    def forget(self) -> None:
        """Read the states anew when they are asked for next."""
        with self._lock:
            self._kept = None

    def _answer(self, chosen: Sequence[Chosen], *asked: Hashable) -> pa.Table:
        if self._connected is None:
            self._connected = _connected(self._address, self._target)
        if self._kept != chosen:
            self._kept = None
            self._connected.keep(chosen)
            self._kept = chosen
        return self._connected.answer(*asked)

    def _tried(self, work: Callable[[], Result]) -> Result:
        try:
            return work()
        except Damaged:
            raise
        except Exception as error:  # every engine has errors of its own
            self._connected = self._kept = None
            raise Down(type(error).__name__) from error


class Elsewhere:
    """An engine that Ibis speaks to: each question is an expression of its own."""

    def __init__(self, connection: ibis.BaseBackend, target: str):
        self._connection, self._target = connection, target
        self._facts: Table | None = None

    def keep(self, chosen: Sequence[Chosen]) -> None:
        named = ibis.memtable(rows_of(chosen), schema=CHOSEN)
        self._facts = of_chosen(self._published(chosen), named)

    def answer(self, inside: pa.Table, figure: Callable[..., Table], *asked: Hashable) -> pa.Table:
        told = within(self._facts, ibis.memtable(inside, schema=INSIDE))
        return self._connection.to_pyarrow(figure(told, *asked))

    def _published(self, chosen: Sequence[Chosen]) -> Table:
        if self._connection.name == "pyspark":
            options = {"basePath": self._target, "mergeSchema": "true"}
            reader = self._connection._session.read.options(**options)
            frame = reader.parquet(*sorted({each.address for each in chosen}))
            frame.cache().createOrReplaceTempView(TABLE)
        return _as_allowed(self._connection.table(TABLE))


def _connected(address: str, target: str) -> Connected:
    if address.startswith(SPARK):
        from pyspark.sql import SparkSession  # only where it is wanted

        building = SparkSession.builder.master(address).appName("esa")
        building = building.config(
            "spark.sql.sources.partitionColumnTypeInference.enabled", "false"
        )
        return Elsewhere(ibis.pyspark.connect(building.getOrCreate()), target)
    if address.partition("://")[0] in ("", "duckdb"):
        return Duck(target)
    return Elsewhere(ibis.connect(address), target)


def _as_allowed(read: Table) -> Table:
    """The columns of the allow-list and the partition, null where an older schema has none."""
    kinds = ibis.Schema.from_pyarrow(arrow_schema())
    columns = {
        name: read[name].cast(kind) if name in read.columns else ibis.null(kind)
        for name, kind in kinds.items()
    }
    return read.select(**{name: read[name].cast("string") for name in PARTITION}, **columns)
