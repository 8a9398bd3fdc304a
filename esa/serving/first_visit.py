"""One visit to a server that has just started, as a browser makes it.

Until the app has run once, Streamlit takes pages/ for scripts to be discovered and tells the first
visitor of a deep link "Page not found" over the right page. The visit also reads the office, so
that nobody waits for it.
"""

from collections.abc import Callable

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from esa.serving.sockets import WARM


def visit(
    port: int, word: str = "", longest: float = 120, begun: Callable[[], None] = lambda: None
) -> bool:
    """Run the opening page once; False if the app hasn't finished it after `longest` seconds. word:
    by which the server knows this visit, which needs no sign-in and is shown nothing; other visits
    wait for its end. begun: called when it has begun."""
    here = f"127.0.0.1:{port}"
    ask = BackMsg()
    ask.rerun_script.query_string = ""
    try:
        with connect(
            f"ws://{here}/_stcore/stream",
            origin=Origin(f"http://{here}"),
            subprotocols=[Subprotocol("streamlit")],
            additional_headers={WARM: word},
            max_size=None,
            proxy=None,
        ) as session:
            session.send(ask.SerializeToString())
            begun()
            while True:
                said = ForwardMsg.FromString(session.recv(timeout=longest))
                if said.WhichOneof("type") == "script_finished":
                    return True
    except (OSError, TimeoutError, WebSocketException):
        return False
