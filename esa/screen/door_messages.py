"""What a page in a browser has to say to the server, in Streamlit's own words."""

from google.protobuf.message import DecodeError
from streamlit.proto.BackMsg_pb2 import BackMsg

# app_heartbeat: from a website that shows the app in a frame, such as Streamlit's own.
NEEDED = frozenset({"rerun_script", "stop_script", "app_heartbeat"})
OPERATIONS = frozenset({"deferred_file"})  # a download that is made when it is asked for
# What the inputs on our pages hold, None once one is cleared. No files, and no tables to unpack.
VALUES = frozenset(
    {
        None,
        "trigger_value",
        "bool_value",
        "int_value",
        "double_value",
        "string_value",
        "int_array_value",
        "double_array_value",
        "string_array_value",
    }
)


def rerun() -> bytes:
    """A message that asks for the opening page anew."""
    asked = BackMsg()
    asked.rerun_script.query_string = ""
    return asked.SerializeToString()


def is_needed(data: bytes) -> bool:
    """Whether the pages need that message. ValueError: it is none."""
    try:
        message = BackMsg.FromString(data)
    except DecodeError as error:
        raise ValueError("message") from error
    kind = message.WhichOneof("type")
    if kind == "backend_operation_request":
        return message.backend_operation_request.WhichOneof("payload") in OPERATIONS
    widgets = message.rerun_script.widget_states.widgets
    return kind in NEEDED and all(each.WhichOneof("value") in VALUES for each in widgets)
