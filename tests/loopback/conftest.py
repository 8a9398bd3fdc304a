"""The test server with three small workbooks, and a client that never really waits."""

from collections.abc import Callable, Iterator

import pytest

from esa.history.live import google_holder
from esa.history.store import Store
from esa.sources.google.client import Client, connect
from esa.sources.google.patience import Patience
from tests.loopback import keeping_office
from tests.loopback.server import GoogleServer
from tests.loopback.spreadsheets import Spreadsheet, Tab

NOW = keeping_office.NOW
OFFICE, FINANCE, PLANS = (f"1{name}-".ljust(44, "z") for name in ("office", "fin", "plan"))


class Waiting:
    """A clock that only moves when somebody sleeps; slept: how long each time."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def waiting() -> Waiting:
    return Waiting()


@pytest.fixture
def google() -> Iterator[GoogleServer]:
    def address(id_: str) -> str:
        return f"https://docs.google.com/spreadsheets/d/{id_}/edit#gid=0"

    groups = [
        ["รหัสกลุ่ม", "ชื่อกลุ่ม", "ประเภท", "ชื่อย่อหรือชื่ออื่น", "ลิงก์ชีตของกลุ่ม"],
        ["FIN", "กลุ่มการเงิน", "กลุ่ม", "", address(FINANCE)],
        ["NP", "กลุ่มแผน", "กลุ่ม", "", PLANS],
        ["AUD", "หน่วยตรวจสอบ", "หน่วย"],
    ]
    about = [["ประเภทสมุด", "กลุ่ม", "ปีงบประมาณ"]]
    with GoogleServer() as server:
        server.add(
            Spreadsheet(
                OFFICE,
                "สำนักงาน",
                [
                    Tab("ข้อมูลสมุด", [*about, ["สำนักงาน", "", 2557]], gid=11),
                    Tab("กลุ่มงาน", groups, gid=12),
                ],
            ),
            Spreadsheet(
                FINANCE,
                "งานการเงิน",
                [
                    Tab("ข้อมูลสมุด", [*about, ["กลุ่ม", "FIN", 2557]], gid=21),
                    Tab("หลักฐานอ้างอิง", [["ประเด็น"], ["1.10"]], gid=22),
                ],
            ),
            Spreadsheet(
                PLANS,
                "งานแผน",
                [Tab("ข้อมูลสมุด", [*about, ["กลุ่ม", "NP", 2557]], gid=31)],
            ),
        )
        yield server


@pytest.fixture
def client(google: GoogleServer, waiting: Waiting) -> Iterator[Client]:
    patience = Patience(clock=waiting.clock, sleep=waiting.sleep, chance=lambda: 1.0)
    client = connect(google.secrets(OFFICE), patience)
    client.timeout = (5.0, 10.0)  # a busy machine is no failure
    yield client
    client.close()


@pytest.fixture
def six_groups() -> Iterator[GoogleServer]:
    """The test server with the office of keeping_office."""
    with GoogleServer() as server:
        server.add(*keeping_office.spreadsheets())
        yield server


@pytest.fixture
def start(six_groups, tmp_path) -> Iterator[Callable[[], keeping_office.Office]]:
    """start() → that office of a dashboard that has just been started, over one store."""
    clock, started = keeping_office.Clock(), []

    def begin() -> keeping_office.Office:
        secrets = six_groups.secrets(keeping_office.IDS["OFFICE"])
        holder = google_holder(secrets, Store(tmp_path), clock)
        started.append(keeping_office.Office(holder, clock))
        return started[-1]

    yield begin
    for each in started:
        each.holder.wait(keeping_office.LONG)
