"""Signing in through a provider on this machine, in a real browser: who comes in, who doesn't."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from esa.serving import running
from tests.browser.conftest import read, said
from tests.loopback.oidc import Provider, provider, secrets_toml

DIRECTOR, IT = "director@office.example", "it@office.example"
ACCESS = {DIRECTOR: "director", IT: "it", "lead@office.example": "lead FIN"}
BUTTON = "เข้าสู่ระบบด้วยบัญชีของสำนักงาน"


@dataclass
class Door:
    home: str
    provider: Provider
    audit: Path

    def lines(self) -> list[dict]:
        files = sorted(self.audit.glob("*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text().splitlines()]


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """The sample as an office's own folder, with sign-in."""
    folder, port = tmp_path_factory.mktemp("door"), running.any_free_port()
    home = f"http://127.0.0.1:{port}"
    with provider() as known, pytest.MonkeyPatch.context() as patch:
        (folder / "secrets.toml").write_text(secrets_toml(known.address, home, ACCESS))
        patch.setenv("STREAMLIT_SECRETS_FILES", str(folder / "secrets.toml"))
        patch.setenv("ESA_AUDIT", str(folder / "audit"))
        server = running.start(port)
        assert running.ready(server, port)
        yield Door(home, known, folder / "audit")
        running.stop(server)


@pytest.fixture
def open_at(visit: Callable, door: Door) -> Callable:
    return lambda path: visit(path, home=door.home, plain=True)


def sign_in(seen: object, door: Door, email: str, **claims: object) -> None:
    """Press the button; back again, the page is as whoever signed in sees it."""
    door.provider.sign_in_as(email, **claims)
    with seen.page.expect_navigation(url=lambda url: url.startswith(door.home)):
        seen.page.get_by_role("link", name=read(BUTTON)).click()
    if email in ACCESS and claims.get("verified", True) is True:
        seen.settle()


def headed(seen: object, text: str) -> None:
    """Wait for that heading, as it is read: without joiners."""
    seen.page.wait_for_function(
        "text => document.querySelector('h1')?.innerText.replaceAll('\u2060', '') === text",
        arg=text,
    )


def is_shut(seen: object) -> bool:
    """Whether the page asks to sign in and shows nothing else."""
    asks = seen.page.get_by_role("heading", name=read("เข้าสู่ระบบ", whole=True)).count() == 1
    return asks and seen.page.locator("script, [data-testid]").count() == 0


def test_nobody_sees_anything_but_a_deep_link_survives_the_sign_in(open_at, door):
    seen = open_at("evidence?group=FIN&state=overdue")
    assert is_shut(seen)
    assert "หลักฐาน" not in said(seen.page.locator("body"))
    assert not seen.foreign
    sign_in(seen, door, DIRECTOR)
    assert seen.page.url.startswith(f"{door.home}/evidence?")
    assert "group=FIN" in seen.page.url
    assert "การเงิน" in said(seen.page.locator("h1").first)
    asked = door.provider.asked[-1]
    assert asked["code_challenge_method"] == "S256" and asked["nonce"]
    assert not [fault for fault in seen.faults if "Content Security" in fault]


def test_signing_out_closes_the_door(open_at, door):
    seen = open_at("search")
    sign_in(seen, door, DIRECTOR)
    other = seen.page.context.new_page()
    other.goto(f"{door.home}/schools")
    other.get_by_role("button", name=read("ออกจากระบบ")).wait_for()
    seen.page.get_by_role("button", name=read("ออกจากระบบ")).click()
    seen.page.get_by_role("heading", name=read("เข้าสู่ระบบ")).wait_for()
    assert is_shut(seen)
    other.get_by_role("heading", name=read("เข้าสู่ระบบ")).wait_for(timeout=10_000)
    assert "2557" not in other.locator("body").inner_text(), "a tab that stood open shows nothing"
    other.get_by_role("link", name=read(BUTTON)).click()
    other.wait_for_load_state()
    assert other.locator("script, [data-testid]").count() == 0
    other.close()
    seen.page.goto(f"{door.home}/search")
    assert is_shut(seen)


def test_a_link_of_another_website_signs_nobody_out(open_at, door):
    seen = open_at("search")
    sign_in(seen, door, DIRECTOR)
    seen.page.goto("about:blank")
    seen.page.set_content(f'<a href="{door.home}/auth/logout">x</a>')
    seen.page.get_by_role("link").click()
    headed(seen, "ออกจากระบบหรือไม่")
    seen.page.get_by_role("link", name=read("กลับไปใช้งานต่อ")).click()
    seen.page.get_by_role("button", name=read("ออกจากระบบ")).wait_for()
    assert signed_in(seen.page.context)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_door_fits_the_screen(open_at, door, width):
    seen = open_at("")
    seen.page.set_viewport_size({"width": width, "height": 720})
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert seen.page.evaluate(wide) == 0
    box = seen.page.get_by_role("link", name=read(BUTTON)).bounding_box()
    assert box["height"] >= 44


def test_a_stranger_gets_a_polite_no_and_no_data(open_at, door):
    seen = open_at("")
    sign_in(seen, door, "stranger@elsewhere.example")
    headed(seen, "บัญชีนี้ยังไม่ได้รับสิทธิ์")
    assert seen.page.locator("[data-testid='stTopNavLink']").count() == 0
    assert "stranger@elsewhere" not in seen.page.content()
    refused = [line for line in door.lines() if line["what"] == "sign-in refused"]
    assert refused and "@" not in json.dumps(refused)


def test_an_address_the_provider_does_not_vouch_for_opens_nothing(open_at, door):
    seen = open_at("")
    sign_in(seen, door, DIRECTOR, verified="false")
    headed(seen, "บัญชีนี้ยังไม่ได้รับสิทธิ์")
    assert seen.page.locator("[data-testid='stTopNavLink']").count() == 0


def test_a_bad_token_of_the_provider_signs_nobody_in(open_at, door):
    """All kinds are brought back to the server's door; a page is drawn after the last one."""
    seen, wrong = open_at("search"), []
    sign_in(seen, door, DIRECTOR)
    context = seen.page.context
    try:
        for fault in ("", "nonce", "audience", "expired", "signature"):
            context.clear_cookies()
            door.provider.fault = fault
            asked = len(door.provider.asked)
            context.request.get(f"{door.home}/auth/in?provider=default")
            assert len(door.provider.asked) == asked + 1, "the provider gave a token"
            wrong += [fault] if signed_in(context) == bool(fault) else []
    finally:
        door.provider.fault = ""
    assert not wrong
    seen.page.goto(door.home)
    assert is_shut(seen)


def signed_in(context: object) -> bool:
    """Whether there is a cookie that says who somebody is."""
    return any(cookie["name"].startswith("_streamlit_user") for cookie in context.cookies())


def test_it_opens_the_sheets_but_not_the_evidence(open_at, door):
    seen = open_at("evidence")
    sign_in(seen, door, IT)
    seen.page.get_by_text(read("บัญชีนี้ไม่มีสิทธิ์เปิดหน้านี้")).wait_for()
    seen.page.goto(f"{door.home}/sheets")
    seen.page.get_by_role("heading", name=read("ต้องแก้")).wait_for()
    assert {"page refused", "page"} <= {line["what"] for line in door.lines()}
