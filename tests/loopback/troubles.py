"""What the test server can be told to do wrong: the answers Google (or the way to it) gives.

Each is a function of the handler that answers in the proper answer's place; stalled, trickled and
truncated answers get the proper body to spoil.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler

HTML = b"<!DOCTYPE html><html><title>Error 500 (Server Error)!!1</title><p>That is an error.</html>"
STALL = 30.0  # seconds without a byte, unless the server is closed


def error_body(code: int, message: str, status: str, reason: str = "") -> bytes:
    """Google's own way to say no."""
    error: dict = {"code": code, "message": message, "status": status}
    if reason:
        kind = "type.googleapis.com/google.rpc.ErrorInfo"
        error["details"] = [{"@type": kind, "reason": reason, "domain": "googleapis.com"}]
    return json.dumps({"error": error}, indent=2).encode()


NOT_SHARED = 403, error_body(403, "The caller does not have permission", "PERMISSION_DENIED")
NOT_FOUND = 404, error_body(404, "Requested entity was not found.", "NOT_FOUND")
NOT_A_SHEET = (
    400,
    error_body(400, "This operation is not supported for this document", "FAILED_PRECONDITION"),
)
QUOTA = (
    "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' "
    "of service 'sheets.googleapis.com' for consumer 'project_number:1'."
)
ANSWERS: dict[str, tuple[int, bytes]] = {
    "400": (400, error_body(400, "Request contains an invalid argument.", "INVALID_ARGUMENT")),
    "401": (401, error_body(401, "Request had invalid credentials.", "UNAUTHENTICATED")),
    "403": NOT_SHARED,
    "403 api off": (
        403,
        error_body(
            403,
            "Google Sheets API has not been used in project 1 before or it is disabled.",
            "PERMISSION_DENIED",
            "SERVICE_DISABLED",
        ),
    ),
    "403 quota": (
        403,
        b'{"error": {"code": 403, "message": "User Rate Limit Exceeded", '
        b'"errors": [{"domain": "usageLimits", "reason": "userRateLimitExceeded"}]}}',
    ),
    "403 day": (
        403,
        b'{"error": {"code": 403, "message": "Daily Limit Exceeded", '
        b'"errors": [{"domain": "usageLimits", "reason": "dailyLimitExceeded"}]}}',
    ),
    "429 day": (
        429,
        error_body(429, QUOTA.replace("per minute per user", "per day"), "RESOURCE_EXHAUSTED"),
    ),
    "302": (302, b""),
    "404": NOT_FOUND,
    "408": (408, b""),
    "409": (409, error_body(409, "The operation was aborted.", "ABORTED")),
    "400 xlsx": NOT_A_SHEET,
    "429": (429, error_body(429, QUOTA, "RESOURCE_EXHAUSTED", "RATE_LIMIT_EXCEEDED")),
    "500 html": (500, HTML),
    "503": (503, error_body(503, "The service is currently unavailable.", "UNAVAILABLE")),
    "200 html": (200, b"<html><body>Sign in to the network of the office</body></html>"),
    "200 empty": (200, b""),
    "200 list": (200, b"[]"),
    "200 other": (200, b"{}"),
    "200 sheets null": (200, b'{"properties": {"title": "x"}, "sheets": null}'),
    "200 rowCount null": (
        200,
        b'{"properties": {"title": "x"}, "sheets": [{"properties": {"sheetId": 1, "title": "t", '
        b'"gridProperties": {"rowCount": null, "columnCount": 3}}}]}',
    ),
    "200 cells of objects": (200, b'{"valueRanges": [{"values": [[{"a": 1}]]}]}'),
    "revoked": (
        400,
        b'{"error": "invalid_grant", "error_description": "Invalid JWT Signature."}',
    ),
    "clock": (
        400,
        b'{"error": "invalid_grant", "error_description": "Invalid JWT: Token must be a '
        b"short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp "
        b'values in the JWT claim."}',
    ),
}
SPOILT = ("truncated", "cut", "stalled", "trickle", "reset")


@dataclass
class Trouble:
    """One thing to do wrong. where: "sheets", "drive", "sign_in", "list", "values" or the id of
    a spreadsheet; times: how often (None: for ever); headers: such as Retry-After."""

    kind: str
    where: str
    times: int | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in ANSWERS and self.kind not in SPOILT:
            raise ValueError(f"no such trouble: {self.kind}")

    def concerns(self, words: set[str]) -> bool:
        return self.where in words and self.times != 0

    def used(self) -> None:
        if self.times is not None:
            self.times -= 1


def spoil(
    kind: str, handler: BaseHTTPRequestHandler, body: bytes, closing: Callable[[float], bool]
) -> None:
    """Send a proper answer wrongly. closing: waits so many seconds, True when the server ends."""
    half = body[: max(1, len(body) // 2)]
    if kind == "reset":
        handler.close_connection = True
        handler.connection.setsockopt(1, 13, b"\x01\x00\x00\x00\x00\x00\x00\x00")  # SO_LINGER 0
        handler.connection.close()
        return
    length = len(half) if kind == "truncated" else len(body)
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json; charset=UTF-8")
    handler.send_header("Content-Length", str(length))
    handler.end_headers()
    if kind == "trickle":
        for place in range(len(body)):
            handler.wfile.write(body[place : place + 1])
            handler.wfile.flush()
            if closing(0.02):
                break
        return
    handler.wfile.write(half)
    handler.wfile.flush()
    if kind == "stalled":
        closing(STALL)
    if kind != "truncated":
        handler.close_connection = True  # fewer bytes than were announced


def seconds_of(latency: float) -> None:
    """Wait as long as the way to Google takes."""
    if latency:
        time.sleep(latency)
