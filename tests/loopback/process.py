"""The test server in a process of its own, so that it takes no time from what is measured."""

import multiprocessing
import sys
from multiprocessing.connection import Connection

from tests.loopback.server import GoogleServer
from tests.loopback.spreadsheets import Spreadsheet


class GoogleProcess:
    """A context manager; spreadsheets and latency (seconds) as of GoogleServer."""

    def __init__(self, spreadsheets: list[Spreadsheet], latency: float):
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, spreadsheets, latency))

    def __enter__(self) -> "GoogleProcess":
        self._process.start()
        self.url, self._secrets = self._pipe.recv()
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.send(("stop",))
        self._process.join(10)
        assert self._process.exitcode == 0, "something tried to write to the test server"

    def secrets(self, office: str) -> dict:
        """What secrets.toml would hold for that office workbook."""
        address = f"https://docs.google.com/spreadsheets/d/{office}/edit"
        return {"sheets": {**self._secrets["sheets"], "office": address}}

    def counted(self) -> dict[str, int]:
        """Requests since it was last asked: sheets, values, drive."""
        return self._asked("counted")

    def latency(self, seconds: float) -> None:
        self._asked("latency", seconds)

    def quota(self, reads_a_minute: int) -> None:
        """From now on refuse more readings of Sheets in a minute than these."""
        self._asked("quota", reads_a_minute)

    def edit(self, id_: str, title: str, row: int, column: int, cell: object) -> None:
        self._asked("edit", id_, title, row, column, cell)

    def _asked(self, *question: object) -> dict[str, int]:
        self._pipe.send(question)
        return self._pipe.recv()


def _serve(pipe: Connection, spreadsheets: list[Spreadsheet], latency: float) -> None:
    with GoogleServer(latency) as google:
        google.add(*spreadsheets)
        pipe.send((google.url, google.secrets("?")))
        while True:
            match pipe.recv():
                case ("stop",):
                    sys.exit(bool(google.refused))
                case ("counted",):
                    pipe.send({kind: google.count(kind) for kind in ("sheets", "values", "drive")})
                    google.forget()
                case ("latency", seconds):
                    google.latency = seconds
                    pipe.send({})
                case ("quota", reads):
                    google.reads_a_minute = reads
                    pipe.send({})
                case ("edit", id_, *edit):
                    google.spreadsheets[id_].edit(*edit)
                    pipe.send({})
