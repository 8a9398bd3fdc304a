"""An office of six groups on the test server, as a dashboard holds it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from esa.history.copies import GONE_AFTER, Copy, State
from esa.history.refresh import MAX_AGE, Holder
from esa.reading.office import BANGKOK
from esa.reading.problems import Problem
from tests.loopback.server import GoogleServer
from tests.loopback.spreadsheets import Spreadsheet, Tab

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
LONG = 20.0  # seconds that a test waits at most
HOUR = GONE_AFTER.total_seconds()
GROUPS = ("FIN", "HR", "NP", "AM", "SUP", "ICT")
IDS = {name: f"1{name.lower()}-".ljust(44, "z") for name in ("OFFICE", *GROUPS)}
LINK = 4  # column of the links
ALL = {"สำนักงาน", *(f"งาน{group}" for group in GROUPS)}


def about(kind: str, group: str) -> Tab:
    return Tab("about", [["ชนิดสมุด", "กลุ่ม", "ปีงบประมาณ"], [kind, group, 2557]], gid=1)


def documents(group: str) -> Tab:
    heads = ["รหัสประเด็น", "ลำดับที่", "ชื่อเอกสารหรือหลักฐาน", "ลิงก์"]
    rows = [[f"1.{n}", 1, f"คำสั่ง {group} {n}", f"https://x.go.th/{n}"] for n in range(10, 20)]
    return Tab("หลักฐานอ้างอิง", [heads, *rows], gid=2)


def groups() -> Tab:
    heads = ["รหัสกลุ่ม", "ชื่อกลุ่ม", "ประเภท", "ชื่อย่อหรือชื่ออื่น", "ลิงก์ชีตของกลุ่ม"]
    address = "https://docs.google.com/spreadsheets/d/{}/edit#gid=0"
    return Tab(
        "กลุ่มงาน",
        [heads, *([g, f"กลุ่ม{g}", "กลุ่ม", "", address.format(IDS[g])] for g in GROUPS)],
        gid=3,
    )


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Office:
    """The office as a dashboard holds it."""

    def __init__(self, holder: Holder, clock: Clock):
        self.holder, self.clock = holder, clock

    def look(self, seconds: float = MAX_AGE) -> State:
        """What is shown after the look that a visit causes so many seconds later."""
        self.clock.now += timedelta(seconds=seconds)
        self.holder.current()
        assert self.holder.wait(LONG)
        return self.holder.current()


@contextmanager
def unshared(google: GoogleServer, *ids: str) -> Iterator[None]:
    for id_ in ids:
        google.spreadsheets[id_].shared = False
    yield
    for id_ in ids:
        google.spreadsheets[id_].shared = True


def names(state: State) -> set[str]:
    return {copy.name for copy in state.copies if copy.raw.tabs}


def stands(state: State) -> str:
    return state.summary.partition(" สมุด")[0]


def of(state: State, group: str) -> Copy:
    return next(copy for copy in state.copies if copy.key == IDS[group])


def codes(copy: Copy) -> list[str]:
    for fault in copy.told().faults:
        problem = Problem(fault.code, copy.name, facts=fault.facts)
        assert "?" not in problem.what_th + problem.fix_th
    return [fault.code for fault in copy.why]


def spreadsheets() -> Iterator[Spreadsheet]:
    yield Spreadsheet(IDS["OFFICE"], "สำนักงาน", [about("สำนักงาน", ""), groups()])
    for group in GROUPS:
        yield Spreadsheet(IDS[group], f"งาน{group}", [about("กลุ่ม", group), documents(group)])
