"""The server as an attacker meets it, and two replicas of it over one place."""

import json
import os
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode

import pytest

from esa.history.place import place_of
from esa.reading.office import BANGKOK
from esa.serving import running
from esa.share.links_tries import MOST
from esa.share.registry import Registry, registry_at
from esa.share.scope import Scope
from tests.loopback.visitor import OPENED, Browser, ask, first_download, is_up, run, seen

STAFF = b"thai_digits"  # a switch of the frame that everybody of the office has
HTML = {"Accept": "text/html", "Sec_Fetch_Dest": "document"}
SHOWN = b'id="levels"'  # a part of the committee's page


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[pytest.MonkeyPatch]:
    """Settings of servers that share one history."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("ESA_OFFICE", raising=False)
        patch.setenv("ESA_HISTORY", str(tmp_path_factory.mktemp("history")))
        patch.setenv("ESA_AUDIT", str(tmp_path_factory.mktemp("audit")))
        patch.setenv("STREAMLIT_SECRETS_FILES", str(tmp_path_factory.mktemp("none") / "none.toml"))
        yield patch


@pytest.fixture(scope="module")
def replicas(place: pytest.MonkeyPatch) -> Iterator[tuple[int, int]]:
    ports = (running.any_free_port(), running.any_free_port())
    servers: list[subprocess.Popen] = [running.start(port) for port in ports]
    try:
        for server, port in zip(servers, ports, strict=True):
            is_up(server, port)
        yield ports
    finally:
        for server in servers:
            running.stop(server)


@pytest.fixture(scope="module")
def links(place: pytest.MonkeyPatch) -> Registry:
    sample = Path(running.APP).parent / "esa" / "sample" / "office"
    return registry_at(place_of(str(sample)), {})


@pytest.fixture(autouse=True)
def all_closed() -> Iterator[None]:
    yield
    while OPENED:
        OPENED.pop().close()


def token(links: Registry) -> tuple[str, str]:
    entry, made = links.make(Scope(), "กรรมการ", datetime.now(BANGKOK))
    return entry.link.id, made


@pytest.mark.parametrize(
    "path", ["/", "/evidence", "/c/wrong", "/readyz", "/_stcore/health", "/app/static/look.css",
             "/media/none.csv", "/_stcore/metrics", "/static/none.js"],
)  # fmt: skip
def test_every_answer_carries_the_headers(replicas, path):
    told = ask(replicas[0], path).headers
    rules = dict(r.strip().split(" ", 1) for r in told["content-security-policy"].split(";"))
    plain = path.startswith("/c")  # pages without a script allow none at all
    assert rules["default-src"] == ("'none'" if plain else "'self'")
    assert rules["frame-ancestors"] == "'none'" and ("script-src" in rules) != plain
    scripts = rules.get("script-src", "")
    assert "unsafe-inline" not in scripts and "http" not in scripts
    assert told["referrer-policy"] == "no-referrer"
    assert told["x-content-type-options"] == "nosniff"


def test_no_scheme_but_https_is_told_to_be_kept_and_marks_its_cookies(replicas, links):
    _, made = token(links)
    plain = ask(replicas[0], f"/c/{made}")
    safe = ask(replicas[0], f"/c/{made}", X_Forwarded_Proto="https", X_Forwarded_For="203.0.113.9")
    assert plain.status == safe.status == 303
    assert "Secure" not in plain.headers["set-cookie"]
    assert "strict-transport-security" not in plain.headers
    assert "Secure" in safe.headers["set-cookie"] and "HttpOnly" in safe.headers["set-cookie"]
    assert safe.headers["strict-transport-security"]
    assert plain.headers["location"] == "/c" and made not in str(plain.headers)


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/upload_file/a/b", "/_stcore/agent/openapi.json",
             "/_stcore/agent/mcp", "/_stcore/script-health-check"],
)  # fmt: skip
def test_what_nobody_needs_is_shut(replicas, path):
    for method in ("GET", "POST", "PUT"):
        assert ask(replicas[0], path, method).status == 404


@pytest.mark.parametrize(
    "path",
    ["/..%2f..%2fetc/passwd", "/app/static/..%2f..%2f.streamlit/secrets.toml", "//evil.example/",
     "/app/static/../../app.py", "/c/..%2f..%2freadyz", "/c/%00", "/c/%0d%0aSet-Cookie:x=1",
     "/media/../app.py", "/%5c%5cevil.example/share", "/c//"],
)  # fmt: skip
def test_path_tricks_lead_nowhere(replicas, path):
    found = ask(replicas[0], path)
    assert b"set_page_config" not in found.body and b"root:" not in found.body
    assert "evil" not in found.headers.get("location", "")
    assert "x=1" not in found.headers.get("set-cookie", "")


def test_without_sign_in_a_download_is_for_the_browser_that_asked_for_it(replicas):
    mine, other, none = (Browser(replicas[0]) for _ in range(3))
    for browser in (mine, other):
        browser.get("/sheets", **HTML)
    assert mine.cookies["esa_browser"] != other.cookies["esa_browser"]
    path = first_download(mine.socket(), "sheets")
    got = mine.get(path)
    assert got.status == 200 and len(got.body) > 1_000
    named = {"esa_browser": mine.cookies["esa_browser"][:-1] + "~"}
    for each in (
        other,
        none,
        Browser(replicas[0], named),
        Browser(replicas[0], {"esa_browser": ""}),
    ):
        assert each.get(path).status == 403
        for trick in (f"/{path}", f"/x/..{path}", path.replace("media", "%6dedia"), f"{path}/"):
            assert got.body not in each.get(trick).body, trick
    lost = first_download(none.socket(), "sheets")
    assert none.get(lost).status == 403, "a browser without a name has no files"
    assert first_download(other.socket(), "sheets") and mine.get(path).status == 200


def test_a_browser_is_named_once_and_by_pages_of_ours_only(replicas):
    mine = Browser(replicas[0])
    for path in ("/readyz", "/c", "/app/static/look.css", "/_stcore/health", "/nowhere"):
        mine.get(path, **HTML)
    assert "esa_browser" not in mine.cookies
    told = mine.get("/", **HTML).headers["set-cookie"]
    assert "HttpOnly" in told and "SameSite=Lax" in told and "Max-Age" not in told
    assert "set-cookie" not in mine.get("/evidence", **HTML).headers


def test_sizes_are_bounded(replicas):
    port = replicas[0]
    assert ask(port, "/?" + "a" * 5_000).status == 414
    assert ask(port, "/c/" + "a" * 3_500).status in (404, 429)
    assert ask(port, "/", "POST", b"a" * 70_000).status == 413
    assert ask(port, "/", "POST", b"", Content_Length="-5").status in (400, 413)


def test_readiness_tells_a_word_and_no_data(replicas):
    found = ask(replicas[0], "/readyz")
    assert (found.status, found.body) == (200, b"ready")


def test_a_link_and_its_cookie_hold_on_both_replicas_until_it_is_ended(replicas, links):
    identity, made = token(links)
    for port in replicas:
        cookie = ask(port, f"/c/{made}", X_Forwarded_For="203.0.113.1").cookie
        for other in replicas:
            page = seen(other, cookie)
            assert page.status == 200 and SHOWN in page.body and STAFF not in page.body
            assert page.headers["cache-control"] == "no-store"
            assert "script" not in page.headers["content-security-policy"]
    used = {entry.link.id: entry.used_at for entry in links.entries()}
    assert used[identity] is not None
    links.revoke(identity, datetime.now(BANGKOK))
    for port in replicas:
        over = seen(port, cookie)
        assert over.status == 404 and SHOWN not in over.body, "over at the next request"
        assert ask(port, "/c/committee.pdf", Cookie=cookie).status == 404
    answers = [ask(port, f"/c/{made}", X_Forwarded_For="203.0.113.2") for port in replicas]
    assert [each.status for each in answers] == [404, 404]


def test_a_robot_gets_a_preview_and_is_no_visitor(replicas, links):
    port, (identity, made) = replicas[0], token(links)
    robots = ("facebookexternalhit/1.1;line-poker/1.0", "Twitterbot/1.0", "TelegramBot (like X)")
    before = audited()
    for robot in robots:
        told = ask(port, f"/c/{made}", User_Agent=robot)
        assert told.status == 200 and "set-cookie" not in told.headers and SHOWN not in told.body
        told = told.body.decode()
        for name in ("og:title", "og:description", "og:image"):
            assert f'property="{name}"' in told
        assert "พัทลุง" in told and made not in told
    assert audited() == before
    assert [e.used_at for e in links.entries() if e.link.id == identity] == [None]
    assert ask(port, "/app/static/preview.png").headers["content-type"] == "image/png"
    assert ask(port, "/c/x.y.z", User_Agent=robots[0]).status in (404, 429)


def test_without_its_cookie_the_page_says_so_and_takes_the_link_again(replicas, links):
    port, (_, made) = replicas[0], token(links)
    told = ask(port, "/c")
    assert told.status == 200 and SHOWN not in told.body
    assert "เบราว์เซอร์นี้ยังไม่เคยเปิดลิงก์" in told.read and b'name="link"' in told.body
    for written in (
        made,
        f"http://127.0.0.1:{port}/c/{made}",
        f"  https://x.example/c/{made}?a=1 ",
    ):
        body = urlencode({"link": written}).encode()
        back = ask(port, "/c", "POST", body)
        assert back.status == 303 and back.headers["location"] == "/c"
        assert SHOWN in seen(port, back.cookie).body
    for wrong in ("", "x", made[:-3], "https://evil.example/"):
        assert ask(port, "/c", "POST", urlencode({"link": wrong}).encode()).status in (404, 429)


def test_the_page_can_be_saved_and_left(replicas, links):
    port, (_, made) = replicas[1], token(links)
    cookie = ask(port, f"/c/{made}").cookie
    saved = [ask(port, "/c/committee.pdf", Cookie=cookie) for _ in range(3)]
    assert {each.body for each in saved} == {saved[0].body} and saved[0].body.startswith(b"%PDF-")
    assert "attachment" in saved[0].headers["content-disposition"]
    assert ask(port, "/c/committee.pdf").status == 404
    left = ask(port, "/c/leave", "POST", b"", Cookie=cookie)
    assert left.status == 303 and "Max-Age=0" in left.headers["set-cookie"]


def test_both_replicas_follow_a_change_of_keys(replicas, links):
    _, old = token(links)
    links.change_keys()
    _, new = token(links)
    for port in replicas:
        for made in (old, new):
            assert ask(port, f"/c/{made}", X_Forwarded_For="203.0.113.3").status == 303
    links.change_keys(end_old=True)
    for port in replicas:
        for made in (old, new):
            assert ask(port, f"/c/{made}", X_Forwarded_For="203.0.113.3").status == 404


def test_a_forged_cookie_opens_no_page(replicas, links):
    _, made = token(links)
    good = ask(replicas[0], f"/c/{made}").cookie.partition("=")[2]
    forged = [*tampered(good), "x", "a.b.c", made[:150], '"', "a" * 5_000, made]
    assert len(forged) > 290
    for value in forged:
        found = seen(replicas[0], f"esa_committee={value}")
        assert found.status in (200, 404) and SHOWN not in found.body, value


def tampered(cookie: str) -> list[str]:
    """Each letter another one, each letter gone, each one twice."""
    changed = [
        f"{cookie[:at]}{other}{cookie[at + 1 :]}"
        for at, letter in enumerate(cookie)
        for other in (
            letter.swapcase(),
            "",
            letter * 2,
            f"_{letter}",
            "A" if letter != "A" else "B",
        )
    ]
    return [each for each in dict.fromkeys(changed) if each != cookie]


def test_an_open_server_of_real_data_shows_nothing_through_a_proxy(place, own_office):
    port = running.any_free_port()
    server = running.start(port, str(own_office))
    try:
        is_up(server, port)
        assert STAFF in _run_with(port, {})
        for told in ({"X-Forwarded-For": "203.0.113.4"}, {"Forwarded": "for=203.0.113.4"}):
            assert STAFF not in _run_with(port, told)
    finally:
        running.stop(server)


def _run_with(port: int, headers: dict[str, str]) -> bytes:
    from websockets.sync.client import connect
    from websockets.typing import Subprotocol

    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    with connect(
        address, subprotocols=[Subprotocol("streamlit")], additional_headers=headers,
        max_size=None, proxy=None,
    ) as line:  # fmt: skip
        return run(line, "evidence")


@pytest.mark.parametrize(
    ("secrets", "address", "named"),
    [
        # each setting alone: unit/test_access.py
        (
            "[auth]\nclient_id = 'x'\n[share]\n",
            None,
            ("access", "auth.cookie_secret", "share.keys"),
        ),
        ("this is no toml [", None, ("secrets.toml",)),
        ("", "0.0.0.0", ("ESA_SHOW_EVERYTHING_TO_EVERYBODY",)),
    ],
)
def test_settings_that_leave_a_door_ajar_end_the_start(
    place, tmp_path, own_office, capfd, secrets, address, named
):
    (tmp_path / "secrets.toml").write_text(secrets)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STREAMLIT_SECRETS_FILES", str(tmp_path / "secrets.toml"))
        server = running.start(running.any_free_port(), str(own_office), address)
        try:
            assert server.wait(60) == 2
        finally:
            running.stop(server)
    told = capfd.readouterr().err
    assert all(each in told for each in named), told


def answers(port: int, tokens: Iterable[str], *addresses: str) -> list[tuple[int, bytes]]:
    """Status and body for each token; the addresses take turns."""
    asked = zip(tokens, cycle(addresses), strict=False)
    told = [ask(port, f"/c/{made}", X_Forwarded_For=address) for made, address in asked]
    return [(each.status, each.body) for each in told]


def bad_tokens(links: Registry, made: str) -> list[str]:
    """Of each kind one: invented, cut, altered, of another key, ended."""
    ended, revoked = token(links)
    links.revoke(ended, datetime.now(BANGKOK))
    _, other = token(registry_at("memory://other", {"keys": [{"id": "o", "secret": "o" * 32}]}))
    key, scope, signature = made.split(".")
    forged = f"{key}.{other.split('.')[1]}.{signature}"
    return ["x", "a.b.c", made[:-9], made[:-1] + "~", made.swapcase(), forged, other, revoked]


def test_a_good_link_opens_however_many_bad_ones_came_from_its_address(replicas, links):
    _, made = token(links)
    port, address = replicas[1], "203.0.113.6"
    bad = bad_tokens(links, made)
    before = audited()
    told = answers(port, islice(cycle(bad), 1_000), address)
    good = answers(port, [made] * (MOST + 5), address, f"::ffff:{address}")
    assert {status for status, _ in told} == {404, 429}
    assert [status for status, _ in told[:MOST]] == [404] * MOST
    assert len({body for _, body in told}) == 1, "nothing tells which kind it was"
    assert {status for status, _ in good} == {303}
    assert answers(port, bad * 4, address)[-1][0] == 429, "good ones take nothing back"
    refused = audited() - before
    assert 0 < sum(n for what, n in refused.items() if what != "link opened") < 5 * MOST


def audited() -> Counter[str]:
    """How often each kind of event stands in the log."""
    files = Path(os.environ["ESA_AUDIT"]).glob("*.jsonl")
    return Counter(json.loads(line)["what"] for f in files for line in f.read_text().splitlines())


@pytest.mark.parametrize(
    ("written", "others"),
    [
        (("203.0.113.7", "::ffff:203.0.113.7", "::FFFF:cb00:7107"), "203.0.113.8"),
        (tuple(f"2001:db8:1:2:{n:x}::{n:x}" for n in range(50)), "2001:db8:1:3::1"),
    ],
)
def test_bad_tokens_are_bounded_by_network_and_others_are_not(replicas, links, written, others):
    port = replicas[1]
    told = [status for status, _ in answers(port, ["a.b.c"] * (MOST + 9), *written)]
    assert told == [404] * MOST + [429] * 9
    assert answers(port, ["a.b.c"], others)[0][0] == 404
    assert answers(port, [token(links)[1]], others)[0][0] == 303
