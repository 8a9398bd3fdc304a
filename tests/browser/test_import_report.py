"""Old reports sent in by the form of the page, in a real browser: at this machine, and by role."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from esa.serving import running
from esa.serving.uploads import SENT
from tests.browser.conftest import read, said
from tests.browser.test_sign_in import BUTTON
from tests.loopback.oidc import provider, secrets_toml
from tests.unit.imported import REPORT

IT, LEAD = "it@office.example", "lead@office.example"
OTHER = "สพป.สมมติ เขต ๙\n" + REPORT.replace("พ.ศ.๒๕๕๗", "พ.ศ.๒๕๖๐")
PAGE = "import_report"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "รายงาน ปีก่อน.txt"
    path.write_text(OTHER, encoding="utf-8")
    return path


def send(seen: object, *files: Path, text: str = "") -> None:
    """Fill in the form and press its button; back again, the page shows what was found."""
    if files:
        seen.page.set_input_files("form.send input[type=file]", [str(path) for path in files])
    if text:
        seen.page.locator("form.send summary").click()
        seen.page.locator("form.send textarea").fill(text)
    with seen.page.expect_navigation(url=f"**/{PAGE}"):
        seen.page.locator("form.send button").click()
    seen.settle()


def test_a_report_is_sent_looked_at_and_taken_along_as_workbooks(visit, report, tmp_path):
    seen = visit(PAGE)
    (tmp_path / "แบบ.pdf").write_bytes(b"%PDF-1.7 x")
    send(seen, report, tmp_path / "แบบ.pdf")
    main = seen.page.get_by_test_id("stMain")
    main.get_by_text(read("ทุกบรรทัดของรายงาน และที่")).wait_for()
    shown = said(main)
    assert "เกริ่นนำก่อนประเด็น" in shown and "การดำเนินงาน 1.4.1 › วิธีการดำเนินงาน" in shown
    assert "แบบ.pdf" in shown and ".docx" in shown
    box = seen.page.get_by_test_id("stSelectbox").filter(has_text=read("เป็นของกลุ่มใด")).first
    box.locator("input").click()
    seen.page.get_by_role("option").filter(has_text=read("กลุ่มนิเทศ")).first.click()
    seen.page.get_by_text(read("ไม่ได้บอกว่าตัวบ่งชี้")).wait_for(state="detached")
    seen.settle()
    with seen.page.expect_download() as saved:
        seen.page.get_by_role("button", name=read("ดาวน์โหลด")).click()
    saved.value.save_as(tmp_path / "ได้.zip")
    with zipfile.ZipFile(tmp_path / "ได้.zip") as archive:
        assert len(archive.namelist()) == 8 and archive.testzip() is None
    assert not seen.faults and not seen.foreign
    cookie = next(each for each in seen.page.context.cookies() if each["name"] == SENT)
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax"


def test_a_pasted_text_is_read_and_ends_at_a_word(visit):
    seen = visit(PAGE, width=390, height=844)
    send(seen, text=OTHER)
    seen.page.get_by_text(read("ทุกบรรทัดของรายงาน และที่")).wait_for()
    widths = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert seen.page.evaluate(widths) == 0
    seen.page.get_by_role("button", name=read("ส่งฉบับอื่น")).click()
    seen.page.locator("form.send").wait_for()
    seen.page.reload()
    seen.settle()
    assert seen.page.locator("form.send").count() == 1


def test_another_browser_sees_nothing_of_it_and_no_foreign_page_sends(visit, report, chromium):
    send(visit(PAGE), report)
    other = chromium.new_context().new_page()
    home = visit(PAGE).home
    try:
        other.goto(f"{home}/{PAGE}")
        other.locator("form.send").wait_for(timeout=30_000)
        # a page from elsewhere: its form is a request of another site
        other.goto(
            "data:text/html,<form method=post enctype=multipart/form-data "
            f"action={home}/import><input name=text value=x><button>x</button></form>"
        )
        with other.expect_navigation() as sent:
            other.locator("button").click()
        assert sent.value.status == 403
    finally:
        other.context.close()


# --- with sign-in ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, object]]:
    folder, port = tmp_path_factory.mktemp("door"), running.any_free_port()
    home = f"http://127.0.0.1:{port}"
    with provider() as known, pytest.MonkeyPatch.context() as patch:
        access = {IT: "it", LEAD: "lead FIN"}
        (folder / "secrets.toml").write_text(secrets_toml(known.address, home, access))
        patch.setenv("STREAMLIT_SECRETS_FILES", str(folder / "secrets.toml"))
        patch.setenv("ESA_AUDIT", str(folder / "audit"))
        server = running.start(port)
        assert running.ready(server, port)
        yield home, known
        running.stop(server)


@pytest.fixture
def signed_in(visit: Callable, door: tuple) -> Callable:
    home, known = door

    def opened(email: str) -> object:
        seen = visit(PAGE, home=home, plain=True)
        known.sign_in_as(email)
        with seen.page.expect_navigation(url=lambda url: url.startswith(home)):
            seen.page.get_by_role("link", name=read(BUTTON)).click()
        seen.settle()
        return seen

    return opened


def test_it_sends_a_report_after_signing_in_and_loses_sight_of_it_signed_out(signed_in, report):
    seen = signed_in(IT)
    send(seen, report)
    seen.page.get_by_text(read("ทุกบรรทัดของรายงาน และที่")).wait_for()
    seen.page.context.clear_cookies(name="_streamlit_user")
    seen.page.reload()
    seen.page.get_by_role("link", name=read(BUTTON)).wait_for()
    assert "ประชุมวางแผน" not in seen.page.content()


def test_a_lead_gets_no_form_and_a_request_by_hand_is_refused(signed_in):
    seen = signed_in(LEAD)
    seen.page.get_by_text(read("บัญชีนี้ไม่มีสิทธิ์เปิดหน้านี้")).wait_for()
    assert seen.page.locator("form.send").count() == 0
    status = seen.page.evaluate(
        "async () => { const form = new FormData(); form.append('text', 'x');"
        " return (await fetch('/import', { method: 'POST', body: form })).status; }"
    )
    assert status == 403
