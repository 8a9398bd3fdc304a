"""The layers around the server, without one: headers, bounds and the way back after signing in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.serving.committee import Answer
from esa.serving.headers import MOST_BODY, Guarded, TooLong, policy
from esa.serving.server import WAY_BACK, AtTheDoor
from esa.serving.sockets import Told, Who
from tests.awaited import awaited

PAGES = ("", "evidence", "share")


class Inside:
    """An office with sign-in; in are those whose cookie says so."""

    fetched: list[str] = []
    is_open = False

    def open_link(self, token, now):
        raise AssertionError

    def readiness(self):
        return "ready"

    def who(self, cookies):
        return Who("in", cookies["me"], "a@b.example") if "me" in cookies else Who("out")

    def note_fetched(self, who, name):
        self.fetched.append(f"{who.sign_in} {name}")

    def outside(self, cookies):
        return Answer(200, "door")

    def leaving(self, cookies):
        return Answer(200, "sure?")

    def may_sign_out(self, cookies, proof):
        return proof == "good"

    def signed_out(self, cookies):
        self.fetched.append("out")

    def asks_to_sign_in(self):
        return not self.is_open

    def is_page(self, name):
        return name in PAGES


def answered(layer, path="/", query=b"", method="GET", headers=(), body=b"", scheme="http"):
    """(status, [headers]) of what the layer sends for a request."""
    scope = {
        "type": "http", "path": path, "query_string": query, "method": method, "scheme": scheme,
        "headers": [(k.encode(), v.encode("latin-1")) for k, v in headers],
    }  # fmt: skip
    sent = []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        sent.append(message)

    awaited(layer(scope, receive, send))
    return sent[0]["status"], [(k.decode(), v.decode("latin-1")) for k, v in sent[0]["headers"]]


def app(*headers: tuple[bytes, bytes], status: int = 200):
    async def respond(scope, receive, send):
        await receive()
        await send({"type": "http.response.start", "status": status, "headers": list(headers)})
        await send({"type": "http.response.body", "body": b""})

    return respond


DOCUMENT = (("accept", "text/html"), ("sec-fetch-dest", "document"))
SIGNED_IN = ((b"location", b"/"), (b"set-cookie", b"_streamlit_user=2|signed; Path=/"))


def back_of(headers) -> str:
    """The way back that an answer sets, None where it sets none."""
    found = [v for k, v in headers if k == "set-cookie" and v.startswith(f"{WAY_BACK}=")]
    return found[-1].partition(";")[0].partition("=")[2].strip('"') if found else None


def test_websites_of_the_setting_may_frame_and_no_others():
    assert "frame-ancestors 'none'" in policy()
    assert policy(["https://www.office.example"]).endswith(
        "frame-ancestors https://www.office.example"
    )
    headers = dict(answered(Guarded(app(), ["https://www.office.example"]))[1])
    assert "x-frame-options" not in headers
    assert dict(answered(Guarded(app()))[1])["x-frame-options"] == "DENY"


def test_a_header_of_the_app_does_not_weaken_ours():
    weak = (b"content-security-policy", b"default-src *"), (b"referrer-policy", b"unsafe-url")
    headers = answered(Guarded(app(*weak)))[1]
    assert [v for k, v in headers if k == "referrer-policy"] == ["no-referrer"]
    assert len([k for k, _ in headers if k == "content-security-policy"]) == 1


def test_cookies_are_marked_secure_over_tls_only():
    cookie = (b"set-cookie", b"_streamlit_user=x; HttpOnly")
    plain = dict(answered(Guarded(app(cookie)))[1])
    safe = dict(answered(Guarded(app(cookie)), scheme="https")[1])
    assert "Secure" not in plain["set-cookie"] and safe["set-cookie"].endswith("; Secure")


def test_a_body_is_bounded_whether_its_length_is_told_or_not():
    guarded = Guarded(app())
    fits, long = b"a" * MOST_BODY, b"a" * (MOST_BODY + 1)
    assert answered(guarded, method="POST", body=fits)[0] == 200
    assert answered(guarded, method="POST", headers=[("content-length", str(len(long)))])[0] == 413
    with pytest.raises(TooLong):
        answered(guarded, method="POST", body=long)


def test_a_download_is_for_the_sign_in_that_it_was_told_to():
    told, inside = Told(), Inside()
    door = AtTheDoor(app(), inside, told)
    name = "0123456789abcdef0123"
    told.note("yes", f"x/media/{name}.csv y".encode())
    assert answered(door, f"/media/{name}.csv")[0] == 403
    assert answered(door, f"/media/{name}.csv", headers=[("cookie", "me=other")])[0] == 403
    assert answered(door, "/media/0000000000000000.csv", headers=[("cookie", "me=yes")])[0] == 403
    assert answered(door, f"/media/{name}.csv", headers=[("cookie", "me=yes")])[0] == 200
    assert inside.fetched == [f"yes {name}.csv"]


@pytest.mark.parametrize(
    ("scheme", "framed", "ends"),
    [
        ("http", False, "SameSite=Lax"),
        ("https", False, "SameSite=Lax; Secure"),
        ("http", True, "SameSite=Lax"),
        ("https", True, "SameSite=None; Secure; Partitioned"),
    ],
)
def test_without_sign_in_a_download_is_for_the_browser_it_was_told_to(scheme, framed, ends):
    told, inside = Told(), Inside()
    inside.is_open = True
    door = AtTheDoor(app(), inside, told, framed=framed)
    cookie = dict(answered(door, "/evidence", scheme=scheme)[1])["set-cookie"]
    name = cookie.partition(";")[0]
    rules = set(cookie.split("; ")[1:])
    assert rules == {"HttpOnly", "Path=/", *ends.split("; ")}
    assert not answered(door, "/evidence", headers=[("cookie", name)])[1]
    told.note(name.partition("=")[2], b"x/media/0123456789abcdef0123.csv y")
    for held, status in ((name, 200), (f"{name}x", 403), ("esa_browser=", 403), ("a=b", 403)):
        asked = answered(door, "/media/0123456789abcdef0123.csv", headers=[("cookie", held)])
        assert asked[0] == status, held


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)), max_size=40))
def test_files_are_told_to_whom_they_were_told(sent):
    told = Told()
    for sign_in, number in sent:
        told.note(sign_in, b"\x12/media/" + f"{number:020x}.png".encode() + b"\x00")
    for sign_in in "abc":
        for number in range(10):
            assert told.has(sign_in, f"{number:020x}.png") == ((sign_in, number) in sent)


def test_what_is_remembered_of_files_is_bounded():
    told = Told()
    for number in range(3_000):
        told.note("me", f"/media/{number:020x}.png".encode())
    assert told.has("me", f"{2_999:020x}.png") and not told.has("me", f"{0:020x}.png")
    for number in range(600):
        told.note(str(number), f"/media/{7:020x}".encode())
    assert not told.has("me", f"{2_999:020x}.png") and told.has("599", f"{7:020x}.png")


def test_the_way_out_is_taken_from_our_own_page_only():
    def out(headers=(), query=b""):
        inside = Inside()
        inside.fetched = []
        door = AtTheDoor(app(status=302), inside, Told())
        return answered(door, "/auth/logout", query, headers=headers)[0], inside.fetched

    ours = [("sec-fetch-site", "same-origin")]
    assert out(ours) == (302, ["out"]) == out(query=b"proof=good")
    for headers, query in (
        ([], b""),
        ([("sec-fetch-site", "cross-site")], b"proof=bad"),
        ([("sec-fetch-site", "same-site")], b""),
        ([("sec-fetch-site", "none")], b"proof="),
    ):
        assert out(headers, query) == (200, [])


def test_the_page_that_was_asked_for_is_remembered_and_led_back_to():
    asked = answered(
        AtTheDoor(app(), Inside(), Told()), "/evidence", b"group=FIN&q=%E0", headers=DOCUMENT
    )
    back = back_of(asked[1])
    assert back == "/evidence?group=FIN&q=%E0"
    returning = AtTheDoor(app(*SIGNED_IN, status=302), Inside(), Told())
    headers = answered(returning, "/oauth2callback", headers=[("cookie", f"{WAY_BACK}={back}")])[1]
    assert dict(headers)["location"] == back and back_of(headers) == ""


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/static/a.js", DOCUMENT), ("/unknown", DOCUMENT), ("/evidence", ()),
     ("/evidence", (("accept", "text/html"), ("sec-fetch-dest", "iframe")))],
)  # fmt: skip
def test_only_a_page_that_is_opened_is_remembered(path, headers):
    assert back_of(answered(AtTheDoor(app(), Inside(), Told()), path, headers=headers)[1]) is None


@pytest.mark.parametrize(
    "forged",
    ["//evil.example", "https://evil.example", "/\\evil.example", "/evil", "/evidence/../c/x",
     "/evidence?a=\r\nSet-Cookie:x=1", "/c/token", "javascript:alert(1)", "", "/oauth2callback"],
)  # fmt: skip
def test_a_forged_way_back_leads_to_the_opening_page(forged):
    returning = AtTheDoor(app(*SIGNED_IN, status=302), Inside(), Told())
    told = [("cookie", f"{WAY_BACK}={forged}")]
    headers = answered(returning, "/oauth2callback", headers=told)[1]
    assert dict(headers)["location"] == "/"


def test_nobody_is_led_anywhere_without_having_signed_in():
    gone = ((b"location", b"/"), (b"set-cookie", b'_streamlit_user=""; Max-Age=0'))
    told = [("cookie", f"{WAY_BACK}=/evidence")]
    returning = AtTheDoor(app(*gone, status=302), Inside(), Told())
    assert dict(answered(returning, "/oauth2callback", headers=told)[1])["location"] == "/"


def opened_by(origin: str, host: str = "esa.example", **layer: object) -> bool:
    """Whether a WebSocket that a page of that origin opens reaches the app."""
    reached, sent = [], []
    headers = [(b"host", host.encode()), *([(b"origin", origin.encode())] if origin else [])]
    scope = {
        "type": "websocket",
        "path": "/_stcore/stream",
        "query_string": b"",
        "headers": headers,
    }

    async def inner(scope, receive, send):
        reached.append(scope)

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    awaited(Guarded(inner, **layer)(scope, receive, send))
    assert bool(reached) != bool(sent)
    return bool(reached)


def test_a_page_from_elsewhere_never_reaches_the_websocket():
    assert opened_by("https://esa.example") and opened_by("")
    assert opened_by("http://127.0.0.1:8501", "127.0.0.1:8501")
    for foreign in ("https://evil.example", "null", "https://esa.example.evil", "http://[", "x",
                    "https://esa.example:8443", "https://esa.example@evil.example"):  # fmt: skip
        assert not opened_by(foreign), foreign
    assert not opened_by("http://localhost:3000", "127.0.0.1:8501")
    assert opened_by("https://www.office.example", origins=["www.office.example"])
