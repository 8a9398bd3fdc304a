"""s3:// and gs:// for bench_rollup.py: object stores of this machine, started and ended by it.

Offices publish, publish again and withdraw; what is told is the same as of a folder, row by row and
on the page. Needs s3fs, gcsfs, moto[server] and gcp-storage-emulator (of PYTHONPATH or installed).
"""

import difflib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import fsspec

from esa.commands import cli
from esa.reading.office import BANGKOK
from esa.rollup.engine import Engine
from esa.rollup.many import many
from esa.rollup.target import found
from esa.serving import running
from tests.bench import bench_rollup as bench
from tests.bench.rollup_spark import lines_of_page
from tests.rollup import offices

OFFICES, PATIENCE = 40, 60.0
SAMPLE = running.APP.parent / "esa" / "sample" / "office"


def stores(folder: Path) -> bool:
    plain = folder / "plain"
    offices.example(plain, datetime.now(BANGKOK).date(), OFFICES)
    wanted = bench.by_ibis(many(str(plain)), Engine("", str(plain)))
    page = lines_of_page({"target": str(plain)})
    held = []
    for name, server in (("s3", _s3), ("gs", _gs)):
        with server(folder):
            held.append(_tried(f"{name}://many/target", plain, wanted, page))
    return all(held)


def _tried(target: str, plain: Path, wanted: dict, page: list[str]) -> bool:
    system, root = fsspec.core.url_to_fs(target)
    system.mkdir(root.partition("/")[0])
    system.put(f"{plain}/", f"{root}/", recursive=True)
    start = time.perf_counter()
    states = many(target)
    told = bench.by_ibis(states, Engine("", target))
    took = time.perf_counter() - start
    equal = all(bench.same(told[name], wanted[name]) for name in wanted)
    read = lines_of_page({"target": target})
    same_page = read == page
    if not same_page:
        print(*difflib.unified_diff(page, read, lineterm="", n=0), sep="\n")
    to = ["publish", str(SAMPLE), target, "--code", "9302"]
    acts = [cli.main(to), cli.main(to), *_out(target)]
    acts += [cli.main([*to, "--withdraw"]), *_out(target)]
    told = acts == [0, 0, 2, 0] and _is_named(target.replace("many", "nowhere"))
    print(f"{target}: {took:.1f} s, equal {equal}, page {same_page}, acts {told}", flush=True)
    return equal and same_page and told


def _is_named(nowhere: str) -> bool:
    """Whether a bucket that isn't there is an error of the outside world."""
    try:
        many(nowhere)
    except OSError:
        return True
    return False


def _out(target: str) -> list[int]:
    """How often each state of the office was published."""
    from esa.rollup.publishing import Settings, out

    assert found(target, "9302")
    return [each.times for each in out(Settings(target, office="9302"))]


@contextmanager
def _s3(folder: Path) -> Iterator[None]:
    port = running.any_free_port()
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    os.environ |= {"AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x"}
    fsspec.config.conf["s3"] = {"endpoint_url": f"http://127.0.0.1:{port}"}
    with _running(command, port, folder / "s3.log"):
        yield


@contextmanager
def _gs(folder: Path) -> Iterator[None]:
    port = running.any_free_port()
    code = "from gcp_storage_emulator.server import create_server as c; "
    code += f"c('127.0.0.1', {port}, in_memory=True).run()"
    address = f"http://127.0.0.1:{port}"
    os.environ["STORAGE_EMULATOR_HOST"] = address
    os.environ["GCSFS_EXPERIMENTAL_ZB_HNS_SUPPORT"] = "false"  # asks Google by gRPC
    fsspec.config.conf["gs"] = {"endpoint_url": address, "token": "anon", "project": "x"}
    with _running([sys.executable, "-c", code], port, folder / "gs.log"):
        yield


@contextmanager
def _running(command: list[str], port: int, log: Path) -> Iterator[None]:
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, start_new_session=True)
        try:
            end = time.monotonic() + PATIENCE
            while time.monotonic() < end and process.poll() is None:
                with socket.socket() as line:
                    if line.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.2)
            yield
        finally:
            process.kill()
            process.wait()
