"""Spark for bench_rollup.py: a standalone master and two workers on 127.0.0.1, each a process of
this script, ended by it. Needs pyspark (of PYTHONPATH or installed) and Java."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from esa.rollup.engine import Engine
from esa.rollup.many import Many, many
from esa.serving import running
from esa.serving.running import any_free_port
from tests.approved import screen
from tests.bench import bench_rollup as bench

PATIENCE = 120.0  # seconds until the cluster counts as failed
OFFICES = 245


def spark(folder: Path) -> bool:
    """The same figures row by row as DuckDB's, also after a worker was killed in mid-query."""
    import pyspark

    target = folder / "spark"
    bench.fill(target, OFFICES)
    found = many(str(target))
    wanted = bench.by_ibis(found, Engine("", str(target)))
    home = Path(pyspark.__file__).parent
    with cluster(home, folder) as (address, workers):
        same_page = _same_page(target, address)
        engine = Engine(address, str(target))
        equal = _all_equal(engine, found, wanted, "two workers")
        done: list[bool] = []
        asking = threading.Thread(
            target=lambda: done.append(_all_equal(engine, found, wanted, "one killed"))
        )
        asking.start()
        time.sleep(1.0)
        os.killpg(workers[0].pid, signal.SIGKILL)
        in_mid = not done
        asking.join()
        print(f"killed in mid-query: {in_mid}, survived: {done == [True]}")
        engine._connected._connection._session.stop()
    return same_page and equal and in_mid and done == [True]


def _same_page(target: Path, address: str) -> bool:
    """Whether the page reads the same by spark:// in the settings, line by line."""
    told = []
    for engine in ("", address):
        start = time.perf_counter()
        told.append(lines_of_page({"target": str(target), "engine": engine}))
        took = time.perf_counter() - start
        print(f"page, {engine or 'DuckDB'}: {len(told[-1])} lines, {took:.1f} s")
    print(f"the same page: {told[0] == told[1]}")
    return told[0] == told[1]


def lines_of_page(settings: dict[str, str]) -> list[str]:
    """What is read on the page of many offices with these settings; it must tell figures."""
    from streamlit import config
    from streamlit.testing.v1 import AppTest
    from streamlit.util import calc_hash

    logging.disable(logging.WARNING)  # Streamlit misses its server under AppTest
    config.set_option("runner.enforceSerializableSessionState", False)  # AppTest's own value
    app = AppTest.from_file(str(running.APP), default_timeout=600)
    app.secrets["rollup"] = settings
    app._page_hash = calc_hash("offices")
    found = screen.read(app.run()).lines
    assert len(found) > 100 and not any("ไม่ตอบ" in line for line in found), found[:40]
    return found


def _all_equal(engine: Engine, found: Many, wanted: dict, what: str) -> bool:
    equal = True
    for name, asked in bench.FIGURES.items():
        start = time.perf_counter()
        rows = engine.told(found.chosen, tuple(found.register.offices), *asked)
        same = bench.same(rows, wanted[name])
        print(f"{what}: {name} {len(rows)} rows, {time.perf_counter() - start:.1f} s, {same}")
        equal = equal and same
    return equal


@contextmanager
def cluster(home: Path, folder: Path) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """The address of the master, and the workers."""
    port, web = any_free_port(), any_free_port()
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    master = _started(home, folder, "master.Master", "--port", str(port), "--webui-port", str(web))
    address = f"spark://127.0.0.1:{port}"
    workers = []
    try:
        _wait(web, 0)
        about = ("--cores", "1", "--memory", "1g", "--webui-port", "0", address)
        workers = [_started(home, folder, "worker.Worker", *about) for _ in range(2)]
        _wait(web, 2)
        yield address, workers
    finally:
        for process in (*workers, master):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # its own session: executors as well
            process.wait()


def _started(home: Path, folder: Path, kind: str, *more: str) -> subprocess.Popen:
    command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{kind}"]
    command += ["--host", "127.0.0.1", *more]
    environment = {**os.environ, "SPARK_HOME": str(home), "SPARK_WORKER_DIR": str(folder / "work")}
    environment |= {"SPARK_DAEMON_MEMORY": "256m"}
    with (folder / f"{kind}.log").open("ab") as log:
        return subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, start_new_session=True
        )


def _wait(port: int, workers: int) -> None:
    """Until the master answers and has so many workers."""
    end = time.monotonic() + PATIENCE
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < end:
        with suppress(OSError):
            told = json.load(opener.open(f"http://127.0.0.1:{port}/json/", timeout=5))
            if told["aliveworkers"] >= workers:
                return
        time.sleep(0.5)
    raise TimeoutError("the cluster of Spark did not start")
