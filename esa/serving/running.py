"""`python -m esa run`: start the dashboard on this machine, warm it up, open the browser.

The server is Streamlit in a process of its own, bound to 127.0.0.1. The browser is opened as soon
as the office is read: while it loads what each page of Streamlit needs, the opening page runs once,
and is shown when it has (esa.serving.sockets). The address is told then, so that whoever types it
neither waits nor meets "Page not found".
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable
from functools import partial
from pathlib import Path

APP = Path(__file__).resolve().parents[2] / "app.py"
ADDRESS, HERE = "ESA_ADDRESS", "127.0.0.1"
WARM = "ESA_WARM"  # to the server: the word by which it knows the visit that warms it up
WORD = secrets.token_hex(16)
FIRST_PORT = 8501
PATIENCE = 90  # seconds until a start counts as failed
GLANCE = 0.05  # seconds between two looks how far the server is


def run(
    office: str | None = None,
    port: int | None = None,
    browser: bool = True,
    address: str | None = None,
    page: str = "",
) -> int:
    """Serve the office of that folder (None: ESA_OFFICE, the secrets or the sample) until Ctrl-C.

    port: None takes the first free one from 8501. address: to listen on; None takes that of
    ESA_ADDRESS, else this machine only. page: that the browser opens, "" for the first. Result:
    exit code; 2 where the folder isn't there, the port is taken or the server doesn't start, such
    as for settings that would leave a door ajar.
    """
    if office is not None and not Path(office).expanduser().exists():
        return _told(f"ไม่พบ {office} · not found: {office}")
    if port is not None and not is_free(port):
        return _told(f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่ ลองพอร์ตอื่น · port {port} is taken, try another")
    chosen = port or free_port()
    # Ended from outside: like Ctrl-C. That itself is ignored in what a script starts with &, and
    # would do nothing although we say that it stops the dashboard.
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, signal.default_int_handler)
    try:
        print("กำลังเปิดแดชบอร์ดและอ่านข้อมูล… · starting and reading the data…", flush=True)
        server = start(chosen, office, address)
        try:
            return _serve(server, chosen, browser, page)
        finally:
            stop(server)
    except KeyboardInterrupt:
        print("\nปิดแล้ว · stopped", flush=True)
        return 0


def start(port: int, office: str | None = None, address: str | None = None) -> subprocess.Popen:
    """The server's process; it doesn't answer yet. It ends by itself, saying why, where its
    settings are incomplete or real data would be open to others without sign-in."""
    listens = address or os.environ.get(ADDRESS, "").strip() or HERE
    command = [sys.executable, "-m", "esa.serving.patient", "run", str(APP)]
    command += ["--server.port", str(port), "--server.address", listens]
    environment = {**os.environ, WARM: WORD}
    if office is not None:
        environment["ESA_OFFICE"] = str(Path(office).expanduser().resolve())
    # Streamlit's settings are found beside app.py; a session of its own keeps Ctrl-C for us.
    return subprocess.Popen(
        command,
        cwd=APP.parent,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def stop(server: subprocess.Popen) -> None:
    """End the server; after five seconds without asking again."""
    if server.poll() is not None:
        return
    server.terminate()
    try:
        server.wait(timeout=5)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def ready(
    server: subprocess.Popen,
    port: int,
    patience: float = PATIENCE,
    read: Callable[[], None] | None = None,
) -> bool:
    """Wait until the server answers and has run the opening page once. read: called in a thread of
    its own when the office is read, which is sooner, at the latest then."""
    from esa.serving.first_visit import visit

    over = threading.Event()

    def watched() -> None:
        while server.poll() is None and not over.wait(GLANCE) and not is_read(port):
            pass
        if read and server.poll() is None:
            read()

    end = time.monotonic() + patience
    while time.monotonic() < end and server.poll() is None:
        if answers(port):
            longest = max(end - time.monotonic(), 1)
            visited = visit(
                port, WORD, longest, threading.Thread(target=watched, daemon=True).start
            )
            answers(port)  # behind a sign-in the visit has read nothing
            if visited:
                over.set()
            return visited
        time.sleep(GLANCE)
    return False


def answers(port: int) -> bool:
    """Whether the server answers, ready or not. Asking begins its first reading of the office."""
    return _readiness(port) in (200, 503)


def is_read(port: int) -> bool:
    """Whether the server has read the office."""
    return _readiness(port) == 200


def _readiness(port: int) -> int:
    """What the server says of itself, 0 where it doesn't answer."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.status
    except (urllib.error.URLError, OSError):
        return 0


def is_free(port: int) -> bool:
    """Whether nobody listens on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def free_port(first: int = FIRST_PORT) -> int:
    """The first free port from `first`; any free one where fifty are taken."""
    near = next((port for port in range(first, first + 50) if is_free(port)), None)
    return any_free_port() if near is None else near


def any_free_port() -> int:
    """A free port, chosen by the system."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def has_display() -> bool:
    """Whether a browser window could be seen."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _serve(server: subprocess.Popen, port: int, browser: bool, page: str) -> int:
    address = f"http://127.0.0.1:{port}/{page}".rstrip("/")
    shown = partial(webbrowser.open, address) if browser and has_display() else None
    if not ready(server, port, read=shown):
        return _told("เปิดไม่สำเร็จ ดูข้อความด้านบน · could not start, see the messages above")
    print(f"เปิดแล้วที่ · open at  {address}\nกด Ctrl-C เพื่อปิด · press Ctrl-C to stop", flush=True)
    return server.wait()


def _told(message: str) -> int:
    print(message, file=sys.stderr, flush=True)
    return 2
