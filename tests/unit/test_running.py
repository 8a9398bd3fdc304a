"""The run command: ports, and a clear end where nothing can be served."""

import signal
import socket
import subprocess
import sys

import pytest

from esa.serving import running
from tests.conftest import ROOT


def test_a_port_with_a_listener_is_not_free_and_not_offered():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        taken = listener.getsockname()[1]
        assert not running.is_free(taken)
        assert running.free_port(taken) != taken
    assert running.is_free(taken)


LOADED = """
import sys
from esa.commands.cli import main
code = main(sys.argv[1:])
print(*(sys.modules.keys() & {"pandas", "streamlit", "jinja2", "esa.commands.check"}))
sys.exit(code)
"""


def test_a_missing_folder_is_told_before_anything_starts_and_is_loaded(tmp_path):
    command = [sys.executable, "-c", LOADED, "run", str(tmp_path / "ไม่มี"), "--no-browser"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 2 and "ไม่พบ" in done.stderr
    assert done.stdout.split() == []


def test_a_taken_port_is_told(capsys):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert running.run(port=port, browser=False) == 2
    assert str(port) in capsys.readouterr().err


def test_nobody_answers_on_a_free_port():
    assert not running.answers(running.any_free_port())


# As a shell does with what a script starts with &.
IGNORING = ["sh", "-c", 'trap "" INT; exec "$0" "$@"']


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_the_command_ends_when_asked_also_where_interrupts_were_ignored(sent):
    port = running.any_free_port()
    command = [sys.executable, "-m", "esa", "run", "--port", str(port), "--no-browser"]
    with subprocess.Popen(
        [*IGNORING, *command], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as started:
        try:
            assert "starting" in started.stdout.readline()
            started.send_signal(sent)
            assert started.wait(timeout=30) == 0
        finally:
            started.kill()
