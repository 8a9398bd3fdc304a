"""The run command: ports, and a clear end where nothing can be served."""

import socket

from esa.serving import running


def test_a_port_with_a_listener_is_not_free_and_not_offered():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        taken = listener.getsockname()[1]
        assert not running.is_free(taken)
        assert running.free_port(taken) != taken
    assert running.is_free(taken)


def test_a_missing_folder_is_told_before_anything_starts(tmp_path, capsys):
    assert running.run(str(tmp_path / "ไม่มี"), browser=False) == 2
    assert "ไม่พบ" in capsys.readouterr().err


def test_a_taken_port_is_told(capsys):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        assert running.run(port=port, browser=False) == 2
    assert str(port) in capsys.readouterr().err


def test_nobody_answers_on_a_free_port():
    assert not running.answers(running.any_free_port())
