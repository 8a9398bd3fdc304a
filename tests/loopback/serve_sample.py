"""The sample office on a test server, to try the Google path without an account.

    python tests/loopback/serve_sample.py [--port 8765] [--secrets FILE] [--latency 0.15] [-- …]

Prints a secrets.toml (or writes it into FILE) and serves until it is stopped; with a command it
runs that and ends with it. How to change a cell or cause trouble meanwhile: control.py.
"""

import argparse
import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.loopback.sample_sheets import OFFICE, sample_spreadsheets, sheet_id
from tests.loopback.server import GoogleServer


def as_toml(secrets: dict) -> str:
    """The secrets as .streamlit/secrets.toml holds them."""
    section = dict(secrets["sheets"])
    key = section.pop("key")
    lines = ["[sheets]", *(f"{name} = {json.dumps(value)}" for name, value in section.items())]
    lines += ["", "[sheets.key]", *(f"{name} = {json.dumps(value)}" for name, value in key.items())]
    return "\n".join(lines) + "\n"


def _run(command: list[str]) -> int:
    running = subprocess.Popen(command)
    try:
        return running.wait()
    finally:
        if running.poll() is None:
            running.terminate()
            running.wait()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=0, help="default: a free one")
    parser.add_argument("--secrets", type=Path, help="write secrets.toml here (default: print it)")
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("command", nargs="*", help="run this, and end with it")
    chosen = parser.parse_args()
    for asked in (signal.SIGINT, signal.SIGTERM):  # started with & as well; the command ends, too
        signal.signal(asked, signal.default_int_handler)
    with GoogleServer(chosen.latency, chosen.port) as google:
        google.add(*sample_spreadsheets())
        google.remember()
        text = as_toml(google.secrets(sheet_id(OFFICE)))
        if chosen.secrets:
            chosen.secrets.parent.mkdir(parents=True, exist_ok=True)
            chosen.secrets.write_text(text, encoding="utf-8")
        else:
            print(text, flush=True)
        print(f"Sheets and Drive of the sample office: {google.url}", file=sys.stderr, flush=True)
        try:
            if chosen.command:
                return _run(chosen.command) or bool(google.refused)
            threading.Event().wait()
        except KeyboardInterrupt:
            pass
    if google.refused:
        print(f"tried to write: {google.refused}", file=sys.stderr)
    return 1 if google.refused else 0


if __name__ == "__main__":
    sys.exit(main())
