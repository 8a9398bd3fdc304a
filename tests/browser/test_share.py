"""A link for the committee, as who makes it, who gets it and who attacks it sees it."""

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from esa.commands.cli import main
from esa.history.place import place_of
from esa.reading.declared import declared_by
from esa.reading.office import BANGKOK
from esa.reading.schema import Tab
from esa.serving import running
from esa.share.registry import Registry, registry_at
from esa.share.scope import Scope
from esa.sources.folder import read_folder
from tests.approved.files import of_pdf
from tests.browser.conftest import read
from tests.leaves import EVER
from tests.loopback.visitor import ask, run, session

PLANTED = ("ความลับที่ปลูกไว้", "SECRET-PLANTED", "planted.example", "PROBLEM-PLANTED")
NUMBERS = (
    "83917",
    "917317",
    "7391",
    "13791",
    "9713",
)  # enrolled, latitude, mean, a school's counts
# results are only read where their limits name the same test, grade and subject
REFERRED = {  # other cells name them
    *(("schools", "network"), ("groups", "name"), ("registers", "title")),
    *(("register_columns", "register"), ("register_columns", "heading")),
}
LEAVES = EVER | {("lower_limits", column) for column in ("test", "grade", "subject")}
# Names the server gives by chance (sessions, elements, files): their digits are nobody's numbers.
BY_CHANCE = re.compile(rb"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12,}")
WHOSE = "กรรมการติดตาม ครั้งที่ 11"


@dataclass
class Office:
    home: str
    folder: Path
    audit: Path
    links: Registry


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The sample with secrets planted where no committee may look: narratives, remarks, links,
    follow-ups."""
    root = Path(__file__).resolve().parents[2]
    folder = tmp_path_factory.mktemp("office") / "สำนักงาน"
    shutil.copytree(root / "esa" / "sample" / "office", folder)
    planted = 0
    tabs = declared_by(read_folder(folder, datetime.now(BANGKOK)))
    for path in folder.rglob("*.csv"):
        planted += _plant(path, tabs.get(path.stem))
    assert planted > 100
    audit = tmp_path_factory.mktemp("audit")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ESA_AUDIT", str(audit))
        patch.setenv("ESA_HISTORY", str(tmp_path_factory.mktemp("history")))
        links = registry_at(place_of(str(folder.resolve())), {})
        assert main(["publish", str(folder), "--yes"]) == 0
        patch.setenv("STREAMLIT_SECRETS_FILES", str(folder / "none.toml"))
        port = running.any_free_port()
        server = running.start(port, str(folder))
        assert running.ready(server, port)
        yield Office(f"http://127.0.0.1:{port}", folder, audit, links)
        running.stop(server)


def _plant(path: Path, tab: Tab | None) -> int:
    """Fill every free text and link that isn't on the list of what may leave the office, and glue
    an address to the words of what is on it."""
    if tab is None:
        return 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    planted = 0
    for field in tab.fields:
        kept = field.type != "string" or field.code or field.categories
        if kept or field.title not in head or (tab.name, field.name) in REFERRED:
            continue
        place = head.index(field.title)
        leaves = (tab.name, field.name) in LEAVES
        for number, row in enumerate(rows):
            if leaves:
                row[place] += f"{PLANTED[2]}/x" * bool(row[place])
                continue
            if field.same_spelling and not row[place]:
                continue  # of every test, grade and subject; of no round
            is_link = field.format == "uri"
            row[place] = f"https://{PLANTED[2]}/{number}" if is_link else " ".join(PLANTED[:2])
            planted += 1
    _plant_numbers(tab, head, rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return planted


def _plant_numbers(tab: Tab, head: list[str], rows: list[list[str]]) -> None:
    """Numbers of one school, places on the map and a value that is a problem."""
    place = {field.name: head.index(field.title) for field in tab.fields if field.title in head}
    if tab.name == "schools":
        for row in rows:
            row[place["enrolled"]], row[place["latitude"]] = NUMBERS[0], f"7.{NUMBERS[1]}"
    elif tab.name == "test_results":
        for row in rows:
            row[place["mean"]] = f"41.{NUMBERS[2]}"
        rows[0][place["tested"]], rows[0][place["not_passed"]] = NUMBERS[3:5]
    elif tab.name == "spending":
        rows[0][place["allocated"]] = PLANTED[3]


@pytest.fixture
def made(office: Office) -> Callable[..., str]:
    """made("assessors") → the address of a new link, kept where the server keeps its own."""

    def make(kind: str = "public") -> str:
        scope = Scope(kind, schools=kind == "assessors")
        return f"{office.home}/c/{office.links.make(scope, WHOSE, datetime.now(BANGKOK))[1]}"

    return make


@pytest.fixture
def phone(chromium: object) -> Iterator[object]:
    """The phone of somebody else, without JavaScript; all that arrives is kept in .arrived."""
    size = {"width": 390, "height": 844}
    context = chromium.new_context(viewport=size, java_script_enabled=False, locale="th-TH")
    page = context.new_page()
    page.arrived, page.asked = [], []
    page.on("request", lambda asked: page.asked.append(asked.url))
    page.on("response", lambda answer: _keep(answer, page.arrived))
    yield page
    context.close()


def _keep(answer: object, arrived: list[bytes]) -> None:
    if "/static/" not in answer.url and answer.status not in (301, 302, 303, 304):
        arrived.append(answer.body())


def test_a_director_makes_a_link_with_its_code_and_ends_it(visit, phone, office):
    seen = visit("share", home=office.home)
    seen.page.get_by_text("สร้างลิงก์ใหม่").click()
    seen.page.get_by_label("ผู้รับลิงก์").wait_for()
    seen.still()
    seen.page.get_by_label("ผู้รับลิงก์").fill(WHOSE)
    kind = seen.page.locator(".st-key-share_kind")
    kind.get_by_text("ผู้ประเมิน").first.click()
    kind.locator("label:has(input:checked)", has_text="ผู้ประเมิน").wait_for()
    seen.page.get_by_role("button", name="สร้างลิงก์", exact=True).click()
    seen.page.locator(".st-key-shown_link img").wait_for()
    seen.settle()
    assert not seen.faults and not seen.foreign
    address = seen.page.locator(".st-key-shown_link code").inner_text().strip()
    assert address.startswith(f"{office.home}/c/")
    phone.goto(address)
    phone.locator("#levels").wait_for()
    seen.page.get_by_role("button", name="ยกเลิกลิงก์").first.click()
    seen.page.get_by_text("ยกเลิกลิงก์แล้ว").first.wait_for()
    phone.reload()
    phone.get_by_role("heading", name=read("ลิงก์นี้ใช้ไม่ได้")).wait_for()
    assert phone.locator("#levels").count() == 0


def test_a_committee_member_reads_it_all_without_javascript(phone, made, office):
    phone.goto(made("assessors"))
    assert phone.url == f"{office.home}/c", "the token has left the address"
    assert "ข้อมูล\u00a0ณ" in phone.locator(".stamp").inner_text()
    first = phone.viewport_size["height"]
    assert all(line.bounding_box()["y"] < first for line in phone.locator("nav a").all())
    for line in phone.locator("nav a").all():
        line.click()
        assert phone.locator(f"section{phone.url[phone.url.index('#') :]} h2").is_visible()
    for fold in phone.locator("section > details > summary").all():
        fold.click()
    assert phone.locator("section li:visible").count() > 60
    phone.reload()
    cookie = next(c for c in phone.context.cookies() if c["name"] == "esa_committee")
    assert cookie["httpOnly"] and cookie["sameSite"] == "Lax" and cookie["path"] == "/c"
    assert len(phone.arrived[0]) < 150_000
    assert all(url.startswith(office.home) for url in phone.asked)
    assert not [url for url in phone.asked if "_stcore" in url or url.endswith(".js")]


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_is_cut_off_at_any_width(chromium, made, width):
    context = chromium.new_context(viewport={"width": width, "height": 844})
    page, faults = context.new_page(), []
    page.on("console", lambda message: faults.append(message.text))
    page.goto(made("assessors"))
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    levels = "[...document.querySelectorAll('#levels li .rail i')].map(e => e.offsetLeft)"
    first = page.evaluate(levels)[:5]
    assert len(first) == 5 and first == sorted(first), "levels run from left to right"
    assert not faults
    context.close()


@pytest.mark.parametrize("kind", ["public", "assessors"])
def test_nothing_planted_travels(phone, made, office, kind):
    phone.goto(made(kind))
    get = phone.context.request.get
    links = phone.locator(".choice a").evaluate_all("all => all.map(one => one.href)")
    assert len(links) > 10
    for address in (*links, f"{office.home}/c?network=N99&test=x"):
        phone.arrived.append(get(address).body())
    paper = of_pdf(get(f"{office.home}/c/committee.pdf").body())
    phone.arrived.append("\n".join(paper).encode())
    whole = b"\n".join(phone.arrived).replace("\u2060".encode(), b"")
    assert len(whole) > 20_000 and "ข้อมูล\u00a0ณ".encode() in whole
    for secret in (*PLANTED, str(office.folder), "docs.google.com", "esa/sample"):
        assert secret.encode() not in whole, secret
    certain = BY_CHANCE.sub(b"", whole)
    for number in (*NUMBERS, *(f"{int(number):,}" for number in NUMBERS)):
        assert number.encode() not in certain, number


def test_the_planted_secrets_do_travel_to_somebody_of_the_office(office):
    port, whole = urlsplit(office.home).port, b""
    for page, query in (
        ("evidence", ""),
        ("indicators", "indicator=1.4"),
        ("sheets", "tab=spending"),
    ):
        with session(port) as line:
            whole += run(line, page, query)
    whole = whole.replace("\u2060".encode(), b"")
    for secret in PLANTED:
        assert secret.encode() in whole, f"{secret}: the test above looks at the right thing"


def test_refused_links_look_the_same_and_are_told_apart_in_the_log(made, office):
    address = made()
    port, token = urlsplit(address).port, address.rpartition("/")[2]
    key, middle, signature = token.split(".")
    wrong = f"{key}.{middle}.{'A' * len(signature)}"
    shapes = [
        wrong,
        token[:-9],
        f"{key}.{middle[:-4]}AAAA.{signature}",
        "x",
        f"{token}/",
        token + "A",
    ]
    answers = set()
    for each in shapes:
        found = ask(port, f"/c/{each}")
        answers.add((found.status, found.body))
        assert found.headers["cache-control"] == "no-store"
    assert len(answers) == 1 and answers.pop()[0] == 404
    written = "".join(file.read_text() for file in office.audit.glob("*.jsonl"))
    whats = {json.loads(line)["what"] for line in written.splitlines()}
    assert {"link wrong", "link truncated"} <= whats
    assert token not in written and signature not in written and WHOSE not in written
    assert not re.search(r"[^\x00-\x7f]", written)
