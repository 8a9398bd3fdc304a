"""An office on Google to which everything happens that may, and what must hold meanwhile.

Clerks empty, rename, paste over, bin, unshare and restore; the list of groups is spoilt; Drive's
list is short, late or empty; the disk is full or damaged; the dashboard is killed, restarted, or
looks again after a while. After each step every group that a good copy of the office listed is
shown fresh, kept with its age, held, gone or missing, by name; when all is healthy again, one look
later all are fresh.

    python tests/loopback/keeping_model.py [--steps 10000] [--seed N]
"""

import argparse
import errno
import random
import sys
import tempfile
import time
from copy import deepcopy
from datetime import datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from esa.history.copies import Copy, State
from esa.history.files import UNFINISHED, LocalFiles
from esa.history.live import GoogleSource
from esa.history.losses import measured
from esa.history.refresh import MAX_AGE, Holder
from esa.history.store import Store
from esa.reading.office import BANGKOK
from esa.sources.google.budget import Budget
from esa.sources.google.client import connect
from esa.sources.google.patience import Patience
from esa.sources.workbook import RawWorkbook
from tests.loopback.server import GoogleServer
from tests.loopback.spreadsheets import Dressed, Spreadsheet, Tab

LONG = 60.0  # seconds after which a look counts as hanging
PAUSES = (0.0, 30.0, MAX_AGE, MAX_AGE, MAX_AGE, 3_700.0, 90_000.0)
GROUPS = ("FIN", "HR", "NP", "AM")
LINK = 3
OFFICE = "1office-".ljust(44, "z")
HEADINGS = ["รหัสประเด็น", "ลำดับที่", "ชื่อเอกสารหรือหลักฐาน", "ลิงก์"]
STRANGE = ("403", "404", "400 xlsx", "200 html", "200 rowCount null", "409", "503", "403 day")


class Violation(AssertionError):
    """Something that must hold doesn't."""


class Killed(BaseException):
    """kill -9 in the middle of an operation on a file."""


class Disk(LocalFiles):
    """The disk of one process. full: nothing can be written; dies_in: operations until it is
    killed in the middle of one."""

    full = False
    dies_in: int | None = None

    def _next(self) -> None:
        if self.dies_in is not None:
            self.dies_in -= 1
            if self.dies_in < 0:
                raise Killed

    def write(self, name: str, data: bytes, lasting: bool = True) -> None:
        half = self.folder / f"{name}.x{UNFINISHED}"
        try:
            self._next()
        except Killed:
            half.parent.mkdir(parents=True, exist_ok=True)
            half.write_bytes(data[: len(data) // 2])
            raise
        if self.full:
            raise OSError(errno.ENOSPC, "no space left")
        super().write(name, data, lasting=False)

    def remove(self, name: str) -> None:
        self._next()
        super().remove(name)


def about(kind: str, group: str) -> Tab:
    return Tab("about", [["ชนิดสมุด", "กลุ่ม", "ปีงบประมาณ"], [kind, group, 2557]], gid=1)


def documents(group: str) -> Tab:
    rows = [[f"1.{n}", 1, f"คำสั่ง {group} {n}", f"https://x.go.th/{n}"] for n in range(10, 20)]
    return Tab("หลักฐานอ้างอิง", [HEADINGS, *rows], gid=2)


class Model:
    """One office, its dashboard, and all that can happen to them. Every public method without an
    argument but a chance is something that may happen."""

    def __init__(self, reading_counts: bool = False):
        self.now = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
        self.google = GoogleServer()
        self.google.__enter__()
        self._folder = tempfile.TemporaryDirectory()
        self.groups: dict[str, str] = {}  # code → id of its spreadsheet
        self.whole: dict[str, list[Tab]] = {}  # id → its tabs as they should be
        self.hidden: dict[str, Spreadsheet] = {}  # deleted for a while
        self.had: set[str] = set()  # keys of which there was a copy
        self.said: dict[str, tuple[str, str]] = {}  # kind and group that a copy said
        self.made = 0
        self.add(OFFICE, [about("สำนักงาน", ""), self.list_tab()], reading_counts)
        for code in GROUPS:
            self.new_group(code, reading_counts)
        self.disk = Disk(self._folder.name)
        self.holder = self.started()

    def close(self) -> None:
        self.holder.wait(LONG)
        self.google.stop()
        self._folder.cleanup()

    # --- what there is ------------------------------------------------------------------------

    def list_tab(self) -> Tab:
        heads = ["รหัสกลุ่ม", "ชื่อกลุ่ม", "ประเภท", "ลิงก์ชีตของกลุ่ม"]
        rows = [[code, f"กลุ่ม{code}", "กลุ่ม", id_] for code, id_ in self.groups.items()]
        return Tab("กลุ่มงาน", [heads, *rows], gid=3)

    def add(self, id_: str, tabs: list[Tab], reading_counts: bool = False) -> None:
        sheet = Spreadsheet(id_, f"งาน {id_[1:9]}", tabs, grows_by_reading=reading_counts)
        self.google.add(sheet)
        self.whole[id_] = deepcopy(tabs)

    def new_group(self, code: str, reading_counts: bool = False) -> None:
        self.made += 1
        id_ = f"1{code.lower()}{self.made}-".ljust(44, "z")
        self.groups[code] = id_
        self.add(id_, [about("กลุ่ม", code), documents(code)], reading_counts)
        self.whole[OFFICE][1] = self.list_tab()
        self.office().tabs = deepcopy(self.whole[OFFICE])
        self.office().changed()

    def office(self) -> Spreadsheet:
        return self.google.spreadsheets.get(OFFICE) or self.hidden[OFFICE]

    def started(self) -> Holder:
        secrets = self.google.secrets(OFFICE)
        source = GoogleSource(secrets, lambda: self.now)
        source.budget = Budget(a_minute=10**9)
        patience = Patience(sleep=lambda _: None)
        source._client = connect(secrets, patience, source.budget)
        return Holder(source, Store(self.disk), lambda: self.now)

    def some(self, chance: random.Random) -> Spreadsheet:
        return chance.choice(list(self.google.spreadsheets.values()))

    def some_group(self, chance: random.Random) -> Spreadsheet | None:
        ids = [id_ for id_ in self.groups.values() if id_ in self.google.spreadsheets]
        return self.google.spreadsheets[chance.choice(ids)] if ids else None

    # --- clerks -------------------------------------------------------------------------------

    def edit(self, chance: random.Random) -> None:
        """A document gets another title, in the sheet as in what it should be."""
        sheet = self.some_group(chance)
        whole = self.whole[sheet.id] if sheet else []  # a bare form may have been pasted over
        if sheet and len(sheet.tabs) == 2 and len(sheet.tabs[1].rows) == 11 == len(whole[1].rows):
            row = chance.randrange(1, 11)
            for tab in (sheet.tabs[1], whole[1]):
                tab.rows[row][2] = f"แก้ครั้งที่ {sheet.version}"
            sheet.changed()

    def cut(self, chance: random.Random) -> None:
        if (sheet := self.some_group(chance)) and sheet.tabs:
            rows = sheet.tabs[-1].rows
            del rows[chance.randrange(0, len(rows) + 1) :]
            sheet.changed()

    def rename_tab(self, chance: random.Random) -> None:
        sheet = self.some(chance)
        if sheet.tabs:
            chance.choice(sheet.tabs).title = chance.choice(["ของเรา", "evidence ", "กลุ่ม", "x"])
            sheet.changed()

    def rename_heading(self, chance: random.Random) -> None:
        sheet = self.some(chance)
        tab = chance.choice(sheet.tabs) if sheet.tabs else None
        if tab and tab.rows and tab.rows[0]:
            tab.rows[0][chance.randrange(len(tab.rows[0]))] = "หัวใหม่"
            sheet.changed()

    def spoil_tab(self, chance: random.Random) -> None:
        sheet = self.some(chance)
        if sheet.tabs:
            texts = ("#REF!", "Loading...", "", "ข้อความ")
            tab, text = chance.choice(sheet.tabs), chance.choice(texts)
            tab.rows = [[text]] if chance.random() < 0.5 else [[text] * len(r) for r in tab.rows]
            sheet.changed()

    def delete_tab(self, chance: random.Random) -> None:
        sheet = self.some(chance)
        if sheet.tabs:
            sheet.tabs.remove(chance.choice(sheet.tabs))
            sheet.changed()

    def add_empty_tab(self, chance: random.Random) -> None:
        sheet = self.some(chance)
        title = chance.choice(["กลุ่ม", "about", "evidence", "กลุ่มงาน", "อื่น"])
        sheet.tabs.insert(0, Tab(title, [], gid=1_000 + sheet.version))
        sheet.changed()

    def too_large(self, chance: random.Random) -> None:
        """A tab with more cells than can be held."""
        sheet = self.some(chance)
        if sheet.tabs:
            chance.choice(sheet.tabs).size = (2_000_000, 5)
            sheet.changed()

    def paste_over(self, chance: random.Random) -> None:
        one, other = self.some_group(chance), self.some(chance)
        if one:
            one.tabs = deepcopy(other.tabs)
            one.changed()

    def restore(self, chance: random.Random) -> None:
        sheet = self.some(chance)
        sheet.tabs = deepcopy(self.whole[sheet.id])
        sheet.changed()

    def share(self, chance: random.Random) -> None:
        sheet = self.some(chance)
        sheet.shared = not sheet.shared

    def bin(self, chance: random.Random) -> None:
        sheet = self.some(chance)
        sheet.in_bin = not sheet.in_bin

    def move(self, chance: random.Random) -> None:
        """Into another folder or drive, where it can still be read."""
        sheet = self.some(chance)
        sheet.drive, sheet.folder = chance.choice(["", "D", "E"]), chance.choice(["", "F", "G"])
        sheet.changed()

    def delete_or_undelete(self, chance: random.Random) -> None:
        if self.hidden and chance.random() < 0.6:
            id_, sheet = self.hidden.popitem()
            self.google.spreadsheets[id_] = sheet
        elif len(self.google.spreadsheets) > 2:
            sheet = self.some(chance)
            self.hidden[sheet.id] = self.google.spreadsheets.pop(sheet.id)

    # --- the list of groups -------------------------------------------------------------------

    def clear_link(self, chance: random.Random) -> None:
        self._link(chance, chance.choice(["", "-", "#REF!", "ถามหัวหน้า", "Loading..."]))

    def link_elsewhere(self, chance: random.Random) -> None:
        """Another one's link, or the same as a chip."""
        id_ = chance.choice(list(self.groups.values()))
        self._link(chance, chance.choice([id_, Dressed("งาน", id_, chip=True)]))

    def _link(self, chance: random.Random, cell: object) -> None:
        tab = self.office().tabs[-1] if self.office().tabs else None
        rows = [row for row in tab.rows[1:] if len(row) > LINK] if tab else []
        if rows:
            chance.choice(rows)[LINK] = cell
            self.office().changed()

    def another_group(self, chance: random.Random) -> None:
        if len(self.groups) < 7:
            self.new_group(f"G{len(self.groups)}")

    def another_workbook(self, chance: random.Random) -> None:
        """A group begins a new spreadsheet; the office lists it instead of the earlier one."""
        self.new_group(chance.choice(list(self.groups)))

    def lesser_workbook(self, chance: random.Random) -> None:
        """The same, and what it begins is a bare form."""
        code = chance.choice(list(self.groups))
        self.new_group(code)
        id_ = self.groups[code]
        for tabs in (self.google.spreadsheets[id_].tabs, self.whole[id_]):
            del tabs[1].rows[1:]

    # --- Drive, the way to it, the disk -------------------------------------------------------

    def short_list(self, chance: random.Random) -> None:
        ids = list(self.google.spreadsheets)
        self.google.unlisted = set(chance.sample(ids, chance.randrange(len(ids) + 1)))

    def late_list(self, chance: random.Random) -> None:
        self.google.late = {e.id: e.file() for e in self.google.spreadsheets.values()}

    def good_list(self, chance: random.Random) -> None:
        self.google.unlisted, self.google.late = set(), {}

    def trouble(self, chance: random.Random) -> None:
        where = chance.choice([*self.google.spreadsheets, "drive", "sheets", "sign_in", "details"])
        self.google.trouble(chance.choice(STRANGE), where, chance.choice([1, 3, None]))

    def well(self, chance: random.Random) -> None:
        self.google.well()

    def void_tokens(self, chance: random.Random) -> None:
        self.google.forget_tokens()

    def fill_disk(self, chance: random.Random) -> None:
        self.disk.full = not self.disk.full

    # --- the dashboard ------------------------------------------------------------------------

    def look(self, chance: random.Random) -> None:
        self.now += timedelta(seconds=chance.choice(PAUSES))
        self._look()

    def clock_jumps(self, chance: random.Random) -> None:
        """Somebody sets the clock of the machine, forwards or back."""
        self.now += timedelta(days=chance.choice([-4_000, -30, -1, 1, 400]))
        self.now = max(self.now, datetime(2020, 1, 1, tzinfo=BANGKOK))
        self._look()

    def press(self, chance: random.Random) -> None:
        self.holder.read_again()
        self._settled()

    def confirm(self, chance: random.Random) -> None:
        copies = [c for c in (self.holder.shown or State((), None)).copies if c.is_open]
        if copies:
            copy = chance.choice(copies)
            if not self.holder.confirm(copy.key):
                raise Violation(f"{copy.key} can't be confirmed")
            if copy.held is None:
                self.had.discard(copy.key)

    def restart(self, chance: random.Random) -> None:
        self._started_anew()

    def kill(self, chance: random.Random) -> None:
        """Killed somewhere in the next look."""
        self.disk.dies_in = chance.randrange(0, 30)
        self.now += timedelta(seconds=MAX_AGE)
        self._look()
        self._started_anew()

    def damage(self, chance: random.Random) -> None:
        """A file of the store is cut short, spoilt or gone; the dashboard starts anew."""
        files = sorted(p for p in Path(self._folder.name).rglob("*.*") if p.is_file())
        if files:
            file = chance.choice(files)
            data = file.read_bytes()
            spoilt = (data[: len(data) // 2], b"", data[:-1] + b"?", None)
            if (found := chance.choice(spoilt)) is None:
                file.unlink()
            else:
                file.write_bytes(found)
        self._started_anew()

    def _started_anew(self) -> None:
        full = self.disk.full
        self.disk = Disk(self._folder.name)
        kept = {each.key for each in Store(self.disk).state()[0] if each.raw}
        self.disk.full = full
        self.holder = self.started()
        shown = self.holder.shown
        lost = kept - {copy.key for copy in shown.copies if copy.raw.tabs} if shown else kept
        if lost:
            raise Violation(f"kept on the disk and not shown after a start: {lost}")
        self.had &= kept

    def _look(self) -> None:
        try:
            self.holder.current()
        except Exception as error:
            if type(error).__name__ != "SourceError":
                raise
        self._settled()

    def _settled(self) -> None:
        if not self.holder.wait(LONG):
            raise Violation("a look that doesn't end")

    # --- what must hold -----------------------------------------------------------------------

    def check(self) -> None:
        state = self.holder.shown
        if state is None:
            return
        copies = {copy.key: copy for copy in state.copies}
        office = copies.get(OFFICE)
        said = {key: _said(copy) for key, copy in copies.items()}
        for key in sorted(self.had - copies.keys()):  # another may stand in its place
            code = str(self.whole[key][0].rows[1][1])
            if self.said[key] not in said.values() and ("group", code) not in said.values():
                raise Violation(f"{key} of {self.said[key]} is gone without a word")
            self.had.discard(key)
        self.said |= said
        for copy in copies.values():
            if not copy.name:
                raise Violation(f"{copy.key} has no name")
            if copy.key in self.had and not copy.raw.tabs:
                raise Violation(f"{copy.key} had a copy and has none")
            looked = state.looked_at is not None
            if looked and not copy.fresh and not copy.why:
                raise Violation(f"{copy.key} is not fresh and nobody says why")
            if copy.standing == "fresh" and not copy.raw.tabs and copy.is_workbook:
                raise Violation(f"{copy.key} is fresh and empty")
        self.had |= {copy.key for copy in copies.values() if copy.raw.tabs}
        if office and office.raw.tabs:
            listed = self.holder.source.belonging({OFFICE: office.raw})
            absent = set(listed.entries) - copies.keys()
            if absent and listed.known:
                raise Violation(f"listed and not shown: {absent}")
            if any(c.key in listed.entries and c.unlisted_at for c in state.copies):
                raise Violation("listed by the office as it is shown, and counts as not listed")

    def heal(self, chance: random.Random | None = None) -> None:
        """All is as it should be again: one look later everything is fresh and true; but where
        another one's sheet was all that was ever seen, or was confirmed, a word is asked for."""
        self.google.well()
        self.google.unlisted, self.google.late, self.disk.full = set(), {}, False
        self.google.spreadsheets |= self.hidden
        self.hidden.clear()
        for id_, sheet in self.google.spreadsheets.items():
            sheet.shared, sheet.in_bin, sheet.drive, sheet.folder = True, False, "", ""
            sheet.tabs = deepcopy(self.whole[id_])
            sheet.changed()
        self.now += timedelta(seconds=MAX_AGE)
        self._look()
        state = self.holder.shown
        for copy in state.copies if state else ():
            is_bare = len(self.whole[copy.key][-1].rows) == 1  # of a form something was pasted over
            if copy.held and (is_bare or not _is_own(copy.raw, copy.held.raw)):
                self.holder.confirm(copy.key)
        state = self.holder.shown
        copies = {copy.key: copy for copy in state.copies} if state else {}
        for key in (OFFICE, *self.groups.values()):
            copy = copies.get(key)
            if copy is None or copy.standing != "fresh":
                why = [(f.code, f.facts) for f in copy.why] if copy else "not there"
                raise Violation(f"all is healthy and {key} is not fresh: {why}")
            if copy.raw.tabs[-1].rows != self._as_read(self.whole[key][-1]):
                raise Violation(f"{key} is fresh and not as its sheet")

    @staticmethod
    def _as_read(tab: Tab) -> list[list[object]]:
        return [list(row) for row in tab.rows]


def _is_own(shown: RawWorkbook, whole: RawWorkbook) -> bool:
    """Whether what is shown is some state of that sheet, and not of another one."""
    one, other = measured(shown), measured(whole)
    return (one.kind, one.group) == (
        other.kind,
        other.group,
    ) and one.parts.keys() <= other.parts.keys()


def _said(copy: Copy) -> tuple[str, str]:
    held = measured(copy.raw)
    return held.kind, held.group


HAPPENS = [
    name
    for name, what in vars(Model).items()
    if "chance" in getattr(what, "__annotations__", {})
    if not name.startswith("_") and name not in ("some", "some_group")
]


def run(steps: int, seed: int) -> int:
    """So many steps from one seed; 1 where something doesn't hold."""
    chance, done, begun = random.Random(seed), 0, time.monotonic()
    while done < steps:
        model = Model(reading_counts=chance.random() < 0.2)
        story: list[str] = []
        try:
            for _ in range(min(100, steps - done)):
                name = chance.choice([*HAPPENS, "look", "look", "look"])
                story.append(name)
                getattr(model, name)(chance)
                model.check()
                done += 1
            model.heal()
            model.check()
        except Violation as error:
            print(f"after {', '.join(story[-25:])}: {error}")
            print(f"VIOLATION in step {done} of seed {seed}")
            return 1
        finally:
            model.close()
        if done % 1_000 == 0:
            print(f"{done} steps, {time.monotonic() - begun:.0f} s", flush=True)
    print(f"{done} steps without a violation, seed {seed}, {time.monotonic() - begun:.0f} s")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    return run(chosen.steps, chosen.seed)


if __name__ == "__main__":
    sys.exit(main())
