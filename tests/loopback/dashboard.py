"""The dashboard as a new user starts it, in a process of its own, and a visitor who reads it."""

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.testing.v1.element_tree import parse_tree_from_messages
from websockets.sync.client import ClientConnection

from esa.serving import running
from tests.approved import screen
from tests.loopback.visitor import is_up, session

LONG = 180.0  # seconds
READING = ("กำลังอ่านข้อมูลใหม่อยู่เบื้องหลัง", "กำลังอ่านสมุดที่เหลือ")
SPACES = re.compile("[\u00a0\u2060]+")


@dataclass(frozen=True)
class Page:
    """lines: what a person reads; standings: workbook → how it stands, of the health page."""

    lines: list[str]
    standings: Mapping[str, str]

    @property
    def text(self) -> str:
        return SPACES.sub(" ", "\n".join(self.lines)).replace("\\", "")

    @property
    def finding(self) -> str:
        return next((each for each in self.lines if each.startswith("# ")), "")


class Dashboard:
    """secrets, history: where its settings and its copies are."""

    def __init__(self, secrets: Path, history: Path):
        self._secrets, self._history = secrets, history
        self._server: subprocess.Popen | None = None
        self._port = 0

    @contextmanager
    def _set(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("ESA_OFFICE", raising=False)
            patch.setenv("ESA_HISTORY", str(self._history))
            patch.setenv("STREAMLIT_SECRETS_FILES", str(self._secrets))
            yield

    def start(self, wait: bool = True) -> None:
        self._port = running.any_free_port()
        with self._set():
            self._server = running.start(self._port)
        if wait:
            is_up(self._server, self._port)
            self.settled()

    def answers(self) -> None:
        """Wait until it answers at all."""
        until = time.monotonic() + LONG
        while not running.answers(self._port):
            if self._server.poll() is not None or time.monotonic() > until:
                raise TimeoutError("it doesn't start")
            time.sleep(0.1)

    def stop(self) -> None:
        if self._server:
            running.stop(self._server)

    def kill(self) -> None:
        """kill -9."""
        self._server.kill()
        self._server.wait()

    def forget(self) -> None:
        """Whatever was kept is gone."""
        shutil.rmtree(self._history, ignore_errors=True)

    def command(self, *words: str) -> subprocess.CompletedProcess:
        """python -m esa … with the same settings."""
        asked = [sys.executable, "-m", "esa", *words]
        with self._set():
            return subprocess.run(
                asked, cwd=running.APP.parent, capture_output=True, text=True, timeout=LONG
            )

    def page(self, name: str) -> Page:
        with session(self._port) as line:
            return _page(_run(line, _asked(name)))

    def settled(self) -> Page:
        """The health page as soon as no reading is under way."""
        until = time.monotonic() + LONG
        while any(said in (page := self.page("sheets")).text for said in READING):
            if time.monotonic() > until:
                raise TimeoutError("a reading that doesn't end")
            time.sleep(0.5)
        return page

    def press(self, key: str) -> None:
        """Press a button of the health page."""
        with session(self._port) as line:
            told = _run(line, _asked("sheets"))
            ids = [each.delta.new_element.button.id for each in told if each.HasField("delta")]
            asked = _asked("sheets")
            widget = asked.rerun_script.widget_states.widgets.add()
            widget.id, widget.trigger_value = next(id_ for id_ in ids if id_.endswith(key)), True
            _run(line, asked)

    def read_again(self) -> None:
        self.press("read_again")
        self.settled()


def _asked(page: str) -> BackMsg:
    asked = BackMsg()
    asked.rerun_script.page_name = "" if page == "board" else page
    return asked


def _run(line: ClientConnection, asked: BackMsg) -> list[ForwardMsg]:
    """What arrives while a page is run, also where it begins anew by itself."""
    line.send(asked.SerializeToString())
    arrived: list[ForwardMsg] = []
    while True:
        said = ForwardMsg.FromString(line.recv(timeout=LONG))
        if said.WhichOneof("type") == "new_session":
            arrived.clear()
        arrived.append(said)
        done = said.WhichOneof("type") == "script_finished"
        if done and said.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return arrived


class _Unasked(screen._Reader):
    """Filters aren't told: what is chosen in them only a browser knows."""

    def asked(self, *_: object) -> None: ...


def _page(told: list[ForwardMsg]) -> Page:
    tree = parse_tree_from_messages([each for each in told if each.HasField("delta")])
    if broken := tree.get("exception"):
        raise AssertionError([each.value for each in broken])
    reader = _Unasked(in_full=False)
    reader.inside(tree, screen._Place())
    tables = [each.value for each in tree.get("dataframe")]
    found = next((each for each in tables if {"สถานะ", "สมุดงาน"} <= {*each.columns}), None)
    rows = () if found is None else zip(found["สมุดงาน"], found["สถานะ"], strict=True)
    return Page(reader.found.lines, dict(rows))
