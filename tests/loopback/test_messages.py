"""What a visitor can say over the WebSocket: what the pages need, whatever else Streamlit knows."""

import random
from collections.abc import Iterator

import pytest
from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from esa.serving import running
from esa.serving.messages import MOST_MESSAGE
from tests.loopback.visitor import ask, is_up, session

PAGE = b"thai_digits"  # a switch of the frame that every page has
KINDS = {field.name: field for field in BackMsg.DESCRIPTOR.oneofs_by_name["type"].fields}
NEEDED = {"rerun_script", "stop_script", "app_heartbeat", "backend_operation_request"}
REQUEST = KINDS["backend_operation_request"].message_type
OPERATIONS = {field.name: field for field in REQUEST.oneofs_by_name["payload"].fields}
WIDGET = BackMsg().rerun_script.widget_states.widgets.add().DESCRIPTOR
VALUES = {field.name: field for field in WIDGET.oneofs_by_name["value"].fields}
TYPED = {"trigger_value", "bool_value", "int_value", "double_value", "string_value"}
TYPED |= {"int_array_value", "double_array_value", "string_array_value"}


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A server of the sample that nobody signs in to."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ESA_OFFICE", raising=False)
        patch.setenv("ESA_AUDIT", str(tmp_path_factory.mktemp("audit")))
        patch.setenv("STREAMLIT_SECRETS_FILES", str(tmp_path_factory.mktemp("none") / "none.toml"))
        port = running.any_free_port()
        server = running.start(port)
        try:
            is_up(server, port)
            yield port
            assert server.poll() is None
        finally:
            running.stop(server)


def filled(message: object, name: str) -> None:
    """Fill in a part of a message that is of any kind."""
    field = message.DESCRIPTOR.fields_by_name[name]
    if field.message_type:
        getattr(message, name).SetInParent()
    else:
        setattr(message, name, {"string": "1", "bytes": b"1"}.get(type_of(field), 1))


def type_of(field: object) -> str:
    return {field.TYPE_STRING: "string", field.TYPE_BYTES: "bytes"}.get(field.type, "number")


def of_kind(kind: str) -> BackMsg:
    message = BackMsg()
    filled(message, kind)
    return message


def operation(payload: str) -> BackMsg:
    message = BackMsg()
    filled(message.backend_operation_request, payload)
    return message


def typed(value: str, name: str = "$$ID-1-none") -> BackMsg:
    """A run of the page after something was typed, ticked, sent …"""
    message = BackMsg()
    widget = message.rerun_script.widget_states.widgets.add(id=name)
    if value:
        filled(widget, value)
    return message


def opened(line: ClientConnection) -> str:
    """Open a page; the name that Streamlit gives to the session."""
    line.send(PAGE_ASKED.SerializeToString())
    said = until_finished(line)
    return next(
        each for each in said if each.HasField("new_session")
    ).new_session.initialize.session_id


def until_finished(line: ClientConnection) -> list[ForwardMsg]:
    """What arrives until a run of the page has ended; it shows the page."""
    said, shown = [], b""
    while not said or said[-1].WhichOneof("type") != "script_finished":
        shown += (data := line.recv(timeout=60))
        said.append(ForwardMsg.FromString(data))
    assert PAGE in shown
    return said


def answers(line: ClientConnection, *messages: BackMsg | bytes) -> list[str]:
    """Kinds of all that is answered; that an earlier run has ended may still be on its way."""
    for message in messages:
        line.send(message if isinstance(message, bytes) else message.SerializeToString())
    said = []
    for _ in range(2):  # some are answered a moment after what came next
        line.send(of_kind("app_heartbeat").SerializeToString())
        while (told := ForwardMsg.FromString(line.recv(timeout=60))).WhichOneof(
            "type"
        ) != "heartbeat_ack":
            said.append(told)
    return [
        told.WhichOneof("type")
        for told in said
        if told.WhichOneof("type") != "session_status_changed"
        or told.session_status_changed.run_on_save
    ]


def is_well(port: int) -> bool:
    """Whether the server still holds the office: it would have to read anew without its caches."""
    found = ask(port, "/readyz")
    return (found.status, found.body) == (200, b"ready")


PAGE_ASKED = BackMsg()
PAGE_ASKED.rerun_script.page_name = "evidence"
UNNEEDED = {
    **{kind: of_kind(kind) for kind in KINDS if kind not in NEEDED},
    **{payload: operation(payload) for payload in OPERATIONS if payload != "deferred_file"},
    **{value: typed(value) for value in VALUES if value not in TYPED},
    "operation of no kind": of_kind("backend_operation_request"),
    "nothing": BackMsg(),
    "unknown": b"\xfa\x7f\x03abc",  # a field of later days
}


@pytest.mark.parametrize("kind", UNNEEDED)
def test_what_no_page_needs_is_not_heard_and_the_page_goes_on(port, kind):
    message = UNNEEDED[kind]
    with session(port) as line:
        name = opened(line)
        if isinstance(message, BackMsg) and message.HasField("backend_operation_request"):
            message.backend_operation_request.session_id = name
        assert answers(line, message, message, message) == []
        assert is_well(port)
        opened(line)


def test_the_last_of_two_kinds_in_one_message_counts_for_us_as_for_streamlit(port):
    page, other = (m.SerializeToString() for m in (PAGE_ASKED, of_kind("clear_cache")))
    with session(port) as line:
        opened(line)
        assert answers(line, page + other) == []
        line.send(other + page)
        until_finished(line)
        assert is_well(port)


def test_what_the_pages_need_is_heard(port):
    with session(port) as line:
        wanted = operation("deferred_file")
        wanted.backend_operation_request.session_id = opened(line)
        assert answers(line, wanted) == ["backend_operation_response"]
        assert answers(line, of_kind("stop_script")) == []
        for value in ("", *TYPED):
            line.send(typed(value).SerializeToString())
            until_finished(line)


def test_nothing_but_a_message_keeps_the_connection(port):
    chance, whole = random.Random(8), typed("string_value").SerializeToString()
    broken = [whole[:-1], b"\xff" * 9, b"\x5a\x7f", *(chance.randbytes(40) for _ in range(20))]
    ends = [ended(port, data) for data in broken if is_broken(data)]
    assert len(ends) > 10 and set(ends) == {1002}
    assert {ended(port, text) for text in ("", "{}", "clear_cache", "ก" * 9_000)} == {1003}
    assert ended(port, b"\x00" * (MOST_MESSAGE + 1)) == 1009
    assert ended(port, typed("string_value", "x" * MOST_MESSAGE).SerializeToString()) == 1009
    assert ended(port, b"\x00" * 60_000_000) in (1009, None), "more than the server takes at all"
    assert is_well(port)
    with session(port) as line:
        opened(line)


def is_broken(data: bytes) -> bool:
    try:
        BackMsg.FromString(data)
    except DecodeError:
        return True
    return False


def ended(port: int, data: bytes | str) -> int | None:
    """The code the server ends a connection with, over which somebody sent this; None where it
    didn't even wait for the rest."""
    with session(port) as line, pytest.raises(ConnectionClosed) as closed:
        opened(line)
        line.send(data)
        while True:
            line.recv(timeout=60)
    return closed.value.rcvd and closed.value.rcvd.code
