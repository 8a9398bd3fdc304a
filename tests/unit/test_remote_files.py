"""The store on addresses of fsspec: the same methods, the same readings; what is wrong is told."""

import json
import threading
import time
from datetime import datetime, timedelta
from pathlib import Path

import fsspec
import fsspec.implementations.memory
import pytest

from esa.history import remote_files
from esa.history.files import LocalFiles
from esa.history.remote_files import LOCK, RemoteFiles, files_at
from esa.history.store import Noted, Store, kept
from esa.reading.office import BANGKOK
from esa.reading.problems import Problem
from esa.sources.workbook import RawTab, RawWorkbook, SourceError

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
DAY = timedelta(days=1)


@pytest.fixture
def memory():
    system = fsspec.filesystem("memory")
    system.store.clear()
    return system


@pytest.fixture(params=["memory", "local"])
def files(request, tmp_path, memory):
    return files_at("memory://esa/office" if request.param == "memory" else tmp_path / "store")


def book(value: object, at: datetime = NOW) -> RawWorkbook:
    rows = [["หัวข้อ"], [value], *([f"แถว {n * n * 7919 % 99991:x}"] for n in range(400))]
    return RawWorkbook("fin", "a", (RawTab("kpis", rows),), at)


def test_an_address_is_told_from_a_path(tmp_path, memory):
    assert isinstance(files_at("memory://esa"), RemoteFiles)
    assert isinstance(files_at(str(tmp_path)), LocalFiles)
    assert files_at(f"file://{tmp_path}/ก ข").folder == tmp_path / "ก ข"
    assert files_at("~/x").folder == Path.home() / "x"


def test_files_are_written_read_listed_and_removed(files):
    assert files.names() == files.folders() == [] and not files.exists("a/x.json")
    files.write("a/x.json", b"1")
    files.write("a/x.json", b"2")
    files.write("b/y.json", b"3")
    files.write("z.json", b"4", lasting=False)
    assert files.read("a/x.json") == b"2" and files.exists("a/x.json")
    assert (files.names("a"), files.names(), files.folders()) == (
        ["x.json"],
        ["z.json"],
        ["a", "b"],
    )
    assert not files.exists("a")
    files.remove("a/x.json")
    files.remove("a/x.json")
    assert files.names("a") == []
    with pytest.raises(FileNotFoundError):
        files.read("a/x.json")


def test_a_file_is_created_once(files):
    files.create("m/1.json", b"first")
    with pytest.raises(FileExistsError):
        files.create("m/1.json", b"second")
    assert files.read("m/1.json") == b"first"


def test_of_many_threads_one_creates_a_file(memory):
    won = []

    def attempt(n: int) -> None:
        files = files_at("memory://esa")
        with files.alone():
            try:
                files.create("m/0.json", b"%d" % n)
            except FileExistsError:
                return
        won.append(n)

    threads = [threading.Thread(target=attempt, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1 and files_at("memory://esa").read("m/0.json") == b"%d" % won[0]


def test_one_waits_while_another_one_writes(memory):
    files, order = files_at("memory://esa"), []

    def other() -> None:
        with files_at("memory://esa").alone():
            order.append("other")

    with files.alone():
        thread = threading.Thread(target=other)
        thread.start()
        time.sleep(0.1)
        order.append("first")
    thread.join()
    assert order == ["first", "other"] and files.names() == []


@pytest.mark.parametrize("left", [b"{", json.dumps({"at": 0}).encode()])
def test_a_lock_that_a_killed_process_left_counts_for_nothing(memory, left):
    files = files_at("memory://esa")
    files.write(LOCK, left)
    with files.alone():
        files.write("x", b"1")
    assert files.read("x") == b"1" and not files.exists(LOCK)


def test_a_lock_that_stays_is_waited_for_only_so_long(memory, monkeypatch):
    monkeypatch.setattr(remote_files, "LOCK_PATIENCE", 0.3)
    files = files_at("memory://esa")
    files.write(LOCK, json.dumps({"at": time.time()}).encode())
    with files.alone():
        files.write("x", b"1")
    assert files.exists("x")


@pytest.mark.parametrize("address", ["memory://esa/office", "file://{}/store"])
def test_a_store_keeps_its_readings_by_the_policy_at_any_address(address, tmp_path, memory):
    place = address.format(tmp_path)
    store = Store(place)
    for n in range(60):
        assert store.save(book(n, NOW + n * DAY)).faults == ()
    again = Store(place)
    history = again.readings("a")
    assert {r.read_at for r in history} == kept([NOW + n * DAY for n in range(60)], NOW + 59 * DAY)
    assert [again.load(r) for r in history] == [
        book((r.read_at - NOW).days, r.read_at) for r in history
    ]
    assert again.looked({"a": Noted(history[-1].content, "v")}, NOW + 60 * DAY) == ()
    [newest], faults = again.state()
    assert (newest.raw, newest.version, faults) == (book(59, NOW + 59 * DAY), "v", ())


def test_an_object_cut_short_is_told_and_stepped_over(memory):
    store = Store("memory://esa")
    store.save(book(1))
    store.save(book(2, NOW + DAY))
    [newest] = [e.content for e in store.readings("a") if e.number == 2]
    [path] = [name for name in memory.store if name.endswith(f"/{newest}.json.gz")]
    memory.pipe_file(path, memory.cat_file(path)[:9])
    found = Store("memory://esa").newest("a")
    assert [fault.code for fault in found.faults] == ["snapshot_damaged"]
    assert found.raw == book(1)


class Flat(fsspec.implementations.memory.MemoryFileSystem):
    """A service that can't be told to write only where there is nothing."""

    protocol = "flat"
    store: dict = {}
    pseudo_dirs = [""]

    def pipe_file(self, path, value):
        super().pipe_file(path, value)


def test_where_a_service_knows_no_such_mode_one_looks_first():
    files = RemoteFiles(Flat(), "/bucket")
    files.create("m/1.json", b"first")
    with pytest.raises(FileExistsError):
        files.create("m/1.json", b"second")
    assert files.read("m/1.json") == b"first"


class Refusing(fsspec.AbstractFileSystem):
    """A service that answers every question with an error of its own."""

    protocol = "refusing"

    def __getattribute__(self, name):
        if name in ("ls", "cat_file", "pipe_file", "isfile", "makedirs", "rm_file"):
            raise RuntimeError("secret-key-123")
        return super().__getattribute__(name)


def test_a_service_that_refuses_is_told_without_its_words(memory):
    store = Store(RemoteFiles(Refusing(), "bucket/office"))
    assert [f.code for f in store.save(book(1)).faults] == ["store_not_writable"]
    _, faults = store.state()
    assert [f.code for f in faults] == ["store_not_readable"]
    with pytest.raises(OSError, match="RuntimeError") as error:
        store.files.read("x")
    assert "secret" not in str(error.value)


def test_an_address_without_its_package_names_the_package():
    with pytest.raises(SourceError) as error:
        Store("sftp://user:word@host/x")
    assert error.value.code == "store_package_missing"
    problem = Problem(error.value.code, "", facts=error.value.facts)
    assert "pip install" in problem.fix_th and "word" not in problem.what_th + problem.fix_en


def test_an_address_of_no_known_kind_is_told():
    with pytest.raises(SourceError) as error:
        Store("nothing://x/y")
    assert error.value.code == "store_address_unknown"
