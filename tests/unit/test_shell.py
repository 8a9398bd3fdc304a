"""Streamlit's own start page and words in Thai: nothing of it is left that we mean to replace."""

import gzip
import re

import pytest

from esa.serving import shell
from esa.serving.committee import Answer
from esa.serving.headers import SCRIPT
from tests.awaited import awaited

HTML = (("accept", "text/html"),)


class Inside:
    def home(self) -> str:
        return "board"

    def is_page(self, name: str) -> bool:
        return name in ("", "board", "evidence")

    def nowhere(self) -> Answer:
        return Answer(404, "ไม่พบ")


def asked(path: str, headers: tuple = HTML, query: bytes = b"", base: str = ""):
    """(status, headers, body) of the answer, None where it is left to Streamlit."""
    sent, passed = [], []

    async def app(scope, receive, send):
        passed.append(scope["path"])

    async def kept(message):
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": path, "query_string": query,
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }  # fmt: skip
    awaited(shell.Shell(app, Inside(), base)(scope, None, kept))
    if passed:
        return None
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, b"".join(each.get("body", b"") for each in sent[1:])


def scripts() -> list[str]:
    return sorted(path.name for path in (shell.folder() / "static" / "js").glob("*.js"))


@pytest.mark.parametrize("begin", shell.PHRASES)
def test_each_phrase_stands_in_the_scripts_of_this_version_and_is_replaced(begin):
    written = [
        (shell.folder() / "static" / "js" / name).read_text("utf-8")
        for name in scripts()
        if name.startswith(begin)
    ]
    for phrase in shell.PHRASES[begin]:
        assert any(phrase in each for each in written), phrase
    said = [shell.script(name) for name in scripts() if name.startswith(begin)]
    assert any(said)
    for each in filter(None, said):
        assert not any(phrase in each.plain.decode() for phrase in shell.PHRASES[begin])
        assert gzip.decompress(each.packed) == each.plain


def test_the_start_page_is_thai_from_its_first_byte_and_keeps_its_script():
    page = asked("/evidence")[2].decode()
    assert '<html lang="th">' in page and f"<title>{shell.TITLE}</title>" in page
    assert ">Streamlit" not in page and "favicon.png" not in page
    assert not re.findall(r"<p>[A-Za-z]", page)
    original = (shell.folder() / "index.html").read_text("utf-8")
    assert SCRIPT.findall(page) == SCRIPT.findall(original)
    for name in re.findall(r'(?:src|href)="\./(static/[^"]+)"', page):
        assert (shell.folder() / name).is_file()


@pytest.mark.parametrize("base", ["", "/esa"])
def test_the_opening_page_by_its_name_an_address_without_a_page_and_all_the_rest(base):
    status, told, _ = asked(f"{base}/board", query=b"at=1-2557", base=base)
    assert (status, told["location"]) == (307, f"{base}/?at=1-2557")
    for path in ("/bord", "/evidence/x", "/ไม่มี"):
        assert asked(f"{base}{path}", base=base)[0] == 404
    for path in ("/", "/evidence"):
        assert asked(f"{base}{path}", base=base)[0] == 200
    for path in (
        "/c",
        "/c/x.y",
        "/auth/in",
        "/readyz",
        "/app/static/icon.png",
        "/media/x",
        "/evidence/",
    ):
        assert asked(f"{base}{path}", base=base) is None
    assert asked(f"{base}/bord", (("accept", "*/*"),), base=base) is None


@pytest.mark.parametrize("accept", ["text/html,*/*;q=0.8", "*/*", None])
@pytest.mark.parametrize("path", ["/", "/evidence"])
def test_a_robot_that_asks_for_anything_sees_no_foreign_name_either(accept, path):
    headers = (("accept", accept),) if accept else ()
    _, _, body = asked(path, headers)
    assert shell.TITLE in body.decode() and "Streamlit</title>" not in body.decode()
    assert asked(path, (*headers, ("sec-fetch-dest", "empty"))) is None  # a part of a page


def test_a_script_in_thai_is_asked_for_again_and_answered_briefly():
    name = next(name for name in scripts() if shell.script(name))
    address = f"/static/js/{name}"
    status, told, body = asked(address, (("accept-encoding", "gzip, br"),))
    assert status == 200 and gzip.decompress(body) == shell.script(name).plain
    again = asked(address, (("if-none-match", told["etag"]),))
    assert again[0] == 304 and not again[2]
    assert asked("/static/js/none.js") is None


def test_the_start_page_names_all_that_the_parts_of_each_page_are_made_of():
    """Else a browser asks for them one after another, when they are to be drawn."""
    page = asked("/")[2].decode()
    named = re.findall(r'"modulepreload" crossorigin href="\./static/js/([\w.-]+)"', page)
    named += re.findall(r'src="\./static/js/([\w.-]+)"', page)
    assert len(named) == len(set(named)) and set(named) <= set(scripts())
    for part in shell.PARTS:
        assert len([name for name in named if name.startswith(part)]) == 1, part
    for name in named:
        code = (shell.folder() / "static" / "js" / name).read_text("utf-8")
        assert set(re.findall(r'(?:from|import)\s?"\./([\w.-]+)"', code)) <= set(named), name
