"""Every slip that ever lost a group, made by hand on a dashboard that runs, in a random order.

The sample office on the test server, the real dashboard in a process of its own. Each slip is made
through the server's control interface; then the button of the health page is pressed, the board and
the health page are read, the dashboard is killed and started, and both are read again. Every
workbook is named and stands as it must; the board's finding stays as long as nothing is lost; one
start after all is well again everything is current and as it was.

    python tests/loopback/keeping_seen.py [--seed N] [--only WORD]
"""

import argparse
import gzip
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.loopback.dashboard import Dashboard, Page
from tests.loopback.keeping_slips import BOOKS, FRESH, HELD, NAMES, PUPIL, SLIPS, WAITS, Hand, Slip
from tests.loopback.sample_sheets import OFFICE, sample_spreadsheets, sheet_id
from tests.loopback.serve_sample import as_toml
from tests.loopback.server import GoogleServer

WELL = Slip("all is well", lambda _: None)
ROWS_LEFT = (14, 11, 9, 7)  # of 18, in four looks


class Wrong(AssertionError):
    """Something isn't as it must be."""


# --- what must be read ------------------------------------------------------------------------


def check(slip: Slip, board: Page, sheets: Page, healthy: str) -> None:
    stands = {name: stand for name, stand in sheets.standings.items()}
    whose = {book: _row_of(book, stands) for book in NAMES}
    if absent := [book for book, row in whose.items() if row is None]:
        raise Wrong(f"not named on the health page: {absent} of {stands}")
    if len(stands) != BOOKS:
        raise Wrong(f"more or less than {BOOKS} workbooks: {stands}")
    found = {book: stands[row] for book, row in whose.items()}
    wanted = {book: slip.stands.get(book, FRESH) for book in NAMES}
    if found != wanted:
        raise Wrong(f"{found} instead of {wanted}")
    if slip.kept and board.finding != healthy:
        raise Wrong(f"the board says {board.finding} instead of {healthy}")
    for page, words in ((sheets, slip.sheets), (board, slip.board)):
        for each in words:
            if each not in page.text:
                raise Wrong(f"nobody says “{each}”:\n{page.text[:1500]}")
    if slip.stands and not any(line.startswith("! ") for line in board.lines):
        raise Wrong("the board says nothing of it")
    if not slip.stands and any("สมุดเป็นปัจจุบัน" in s for s in board.lines if s.startswith("! ")):
        raise Wrong("the board is amber without need")


def _row_of(book: str, stands: dict[str, str]) -> str | None:
    """The name of its row: its own, or what the list calls its group."""
    return next((n for n in stands if n == book or n.startswith("ชีต") and NAMES[book] in n), None)


def nothing_of(text: str, history: Path) -> None:
    for file in history.rglob("*.json*"):
        data = file.read_bytes()
        if text.encode() in (gzip.decompress(data) if file.suffix == ".gz" else data):
            raise Wrong(f"{text} is kept in {file.name}")


# --- by hand ----------------------------------------------------------------------------------


class Office:
    """The office, its sheets and its dashboard, which runs; all is well before each trial."""

    def __init__(self, google: GoogleServer, place: Path, chance: random.Random):
        google.add(*sample_spreadsheets())
        google.remember()
        self.place, self.chance, self.history = place, chance, place / "history"
        self.secrets = google.secrets(sheet_id(OFFICE))
        secrets = place / "secrets.toml"
        secrets.write_text(as_toml(self.secrets), encoding="utf-8")
        self.hand, self.dashboard = Hand(google), Dashboard(secrets, self.history)
        self.dashboard.start()
        self.healthy = self.dashboard.page("board").finding

    def reads(self, slip: Slip) -> None:
        """Both pages, as they must be."""
        sheets = self.dashboard.settled()
        check(slip, self.dashboard.page("board"), sheets, self.healthy)

    def restarted(self, kill: bool = False) -> None:
        self.dashboard.kill() if kill else self.dashboard.stop()
        self.dashboard.start()

    def anew(self) -> None:
        self.hand.heal()
        self.dashboard.stop()
        self.dashboard.forget()
        self.dashboard.start()

    def try_slip(self, slip: Slip) -> None:
        if slip.first:
            self.dashboard.stop()
            self.dashboard.forget()
            slip.make(self.hand)
            self.dashboard.start()
        else:
            slip.make(self.hand)
            self.dashboard.read_again()
        self.reads(slip)
        self.restarted(kill=True)
        self.reads(slip)
        nothing_of(PUPIL, self.history)
        self.hand.heal()
        self.restarted()
        self.reads(WELL)


def killed_in_the_first_reading(office: Office) -> None:
    office.dashboard.stop()
    office.dashboard.forget()
    office.hand.do("server", latency=0.4)
    office.dashboard.start(wait=False)
    office.dashboard.answers()
    time.sleep(office.chance.uniform(0, 2.5))
    office.hand.do("server", latency=0)
    office.restarted(kill=True)
    office.reads(WELL)


def files_are_damaged(office: Office) -> None:
    office.dashboard.stop()
    for file in sorted(office.history.rglob("*.json*")):
        if office.chance.random() < 0.3:
            file.write_bytes(file.read_bytes()[: office.chance.randrange(50)])
    office.dashboard.start()
    office.reads(WELL)


def three_quarters_gone_in_four_looks(office: Office) -> None:
    stands = [{}, {}, {"hr": HELD}, {"hr": HELD}]
    for left, stand in zip(ROWS_LEFT, stands, strict=True):
        office.hand.do("cut", id=sheet_id("hr"), tab="evidence", **{"from": left + 2})
        office.restarted()
        office.reads(Slip("less", lambda _: None, stand, kept=False))
    office.hand.heal()
    office.restarted()
    office.reads(WELL)


def confirmed(office: Office, confirm: Callable[[], None]) -> None:
    office.hand.do("cut", id=sheet_id("hr"), tab="evidence", **{"from": 2})
    office.dashboard.read_again()
    office.reads(Slip("emptied", lambda _: None, {"hr": HELD}, board=WAITS))
    confirm()
    office.restarted(kill=True)
    office.reads(Slip("meant so", lambda _: None, kept=False))
    office.hand.heal()
    office.restarted()
    office.reads(WELL)


def confirmed_on_the_page(office: Office) -> None:
    def confirm() -> None:
        office.dashboard.press("confirm_0")
        office.reads(Slip("meant so", lambda _: None, kept=False))

    confirmed(office, confirm)


def confirmed_by_a_command(office: Office) -> None:
    def confirm() -> None:
        told = office.dashboard.command("reading", "confirm", "hr")
        if told.returncode or "confirmed" not in told.stdout:
            raise Wrong(f"{told.returncode}: {told.stdout} {told.stderr}")

    confirmed(office, confirm)


def sections_are_misspelt(office: Office) -> None:
    for name in ("connections.gsheets", "Sheets", "google_sheets"):
        secrets = office.place / "misspelt.toml"
        text = as_toml(office.secrets).replace("[sheets", f"[{name}")
        secrets.write_text(text, encoding="utf-8")
        other = Dashboard(secrets, office.place / "none")
        other.start(wait=False)
        try:
            other.answers()
            text = other.page("board").text
        finally:
            other.stop()
        if f"[{name}] → [sheets]" not in text or "ได้ระดับ" in text:
            raise Wrong(f"[{name}] is not refused with the right name: {text[:500]}")


FLOWS = (
    killed_in_the_first_reading,
    files_are_damaged,
    three_quarters_gone_in_four_looks,
    confirmed_on_the_page,
    confirmed_by_a_command,
    sections_are_misspelt,
)


def trials() -> dict[str, Callable[[Office], None]]:
    """By name: all that is tried."""
    found = {slip.name: lambda office, slip=slip: office.try_slip(slip) for slip in SLIPS}
    return found | {flow.__name__.replace("_", " "): flow for flow in FLOWS}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--only", default="", help="those with this in their name")
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    chance, wrong = random.Random(chosen.seed), 0
    names = [name for name in trials() if chosen.only in name]
    chance.shuffle(names)
    with GoogleServer() as google, tempfile.TemporaryDirectory() as place:
        office = Office(google, Path(place), chance)
        print(office.healthy, flush=True)
        try:
            for name in names:
                begun, told = time.monotonic(), "as it must be"
                try:
                    trials()[name](office)
                except Wrong as error:
                    told, wrong = f"WRONG: {error}", wrong + 1
                    office.anew()
                print(f"{name}: {told} ({time.monotonic() - begun:.0f} s)", flush=True)
        finally:
            office.dashboard.stop()
        refused = google.refused
    print(f"{len(names)} tried, {wrong} wrong, written to Google: {len(refused)}")
    return 1 if wrong or refused else 0


if __name__ == "__main__":
    sys.exit(main())
