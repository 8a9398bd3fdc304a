"""500 times kill -9: during a first reading, a refresh with edits, a meeting that is frozen.

After each: no kept copy and no meeting is lost, and one look after the next start every listed
workbook is fresh. Exit code 1 with the seed where it isn't so.

    python tests/bench/bench_kills.py [--kills 500] [--seed N]
"""

import argparse
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from datetime import date, datetime
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from esa.history.live import GoogleSource
from esa.history.meetings import freeze, meetings
from esa.history.refresh import Holder
from esa.history.store import Store
from esa.reading.office import BANGKOK
from esa.sources.google.budget import Budget
from tests.loopback.keeping_model import OFFICE, Model
from tests.loopback.server import GoogleServer

KINDS = ("first reading", "refresh", "freeze")
LONG = 60.0  # seconds


def now() -> datetime:
    return datetime.now(BANGKOK)


def held(secrets: dict, folder: str) -> Holder:
    source = GoogleSource(secrets, now)
    source.budget = Budget(a_minute=10**9)
    return Holder(source, Store(folder), now, max_age=0.0)


def work(pipe: Connection, kind: str, number: int, secrets: dict, folder: str) -> None:
    """What is killed: looks at once, and freezes what it sees where that is asked."""
    holder = held(secrets, folder)
    pipe.send("ready")
    state = holder.current()
    holder.wait(LONG)
    if kind == "freeze":
        state = holder.current()
        freeze(Store(folder), state.copies, f"{number}/2557", date(2014, 9, 23), now())
    pipe.send("done")
    time.sleep(LONG)


def kept(folder: str) -> tuple[set[str], set[str]]:
    """Keys of the copies that can be read, and numbers of the meetings."""
    store = Store(folder)
    listed = meetings(store)
    if listed.faults:
        raise SystemExit(f"a meeting is damaged: {listed.faults}")
    copies = {each.key for each in store.state()[0] if each.raw}
    return copies, {meeting.number for meeting in listed.meetings}


def killed(kind: str, number: int, google: GoogleServer, folder: str, moment: float) -> bool:
    """Whether it was killed before it was done."""
    context = multiprocessing.get_context("forkserver")
    ours, theirs = context.Pipe()
    arguments = (theirs, kind, number, google.secrets(OFFICE), folder)
    process = context.Process(target=work, args=arguments)
    process.start()
    ours.recv()
    time.sleep(moment)
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    done = ours.poll() and ours.recv() == "done"
    return not done


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    chance = random.Random(chosen.seed)
    multiprocessing.set_forkserver_preload(["tests.bench.bench_kills", "esa.history.google_office"])
    model = Model()
    google, took, in_time, begun = model.google, {}, 0, time.monotonic()
    google.latency = 0.002
    with tempfile.TemporaryDirectory() as place:
        folder = f"{place}/history"
        for number in range(1, chosen.kills + 1):
            kind = chance.choice(KINDS)
            if kind == "first reading":
                shutil.rmtree(folder, ignore_errors=True)
            else:
                for _ in range(chance.randrange(4)):
                    model.edit(chance)
            copies, numbers = kept(folder)
            moment = chance.uniform(0, took.get(kind, 0.5) * 1.3)
            in_time += killed(kind, number, google, folder, moment)
            after, frozen = kept(folder)
            if copies - after or numbers - frozen:
                print(f"LOST by kill {number} ({kind}): {copies - after} {numbers - frozen}")
                return 1
            holder, started = held(google.secrets(OFFICE), folder), time.monotonic()
            holder.current()
            holder.wait(LONG)
            took[kind] = time.monotonic() - started
            state = holder.shown
            if state.fresh != state.total or state.total != len(google.spreadsheets):
                print(f"NOT FRESH after kill {number} ({kind}): {state.summary}")
                return 1
            if number % 100 == 0:
                print(f"{number} kills, {time.monotonic() - begun:.0f} s", flush=True)
    model.close()
    print(f"{chosen.kills} kills, {in_time} of them in mid-work: nothing lost, all fresh")
    return 0


if __name__ == "__main__":
    sys.exit(main())
