"""What stands in a browser before any page of ours runs: Streamlit's own start page and the words
that it says itself, in Thai.

Streamlit has no settings for its language. Its start page and its few scripts with words that
visitors meet are therefore handed out translated; everything else of it stays as it is. Whether
each phrase is still there is held by a test, since another version may say it differently.
"""

import gzip
import hashlib
import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, Protocol

from starlette.responses import RedirectResponse, Response

from esa.serving.committee import NOT_KEPT, Answer, answered, blocking
from esa.serving.headers import Application, Receive, Scope, Send, header

TITLE = "แดชบอร์ดสำนักงานเขตพื้นที่การศึกษา"
# What isn't a page: parts of the app and routes of our own.
OTHER = re.compile(
    r"/(_stcore|app|auth|c|component|import|media|oauth2callback|readyz|static)(/|$)|.*\.\w+$"
)
HOUR = 3600  # seconds for which a browser doesn't ask again whether a script has changed
# By the beginning of a script's name, which goes on with its version: what it says, and in Thai.
PHRASES: dict[str, dict[str, str]] = {
    "index.": {
        # A menu that covers the page closes once a page is chosen: by the width at which it covers
        # it, where Streamlit goes by what the browser calls itself.
        "return k(navigator.userAgent).deviceType===`mobile`": "return innerWidth<=768",
        "`Skip to main content`": "`ข้ามไปที่เนื้อหา`",
        # An address without a page is answered here; after a start Streamlit says so of the first
        # visitor's right page as well.
        "this.showError(`Page not found`,{message:`${t}. Running the app's main page.`})": "void t",
        "`Expand sidebar`": "`เปิดเมนู`",
        "`Collapse sidebar`": "`ปิดเมนู`",
        '"aria-label":`App pages`': '"aria-label":`เมนูหน้า`',
        '"aria-label":`Sidebar`': '"aria-label":`เมนู`',
        '"aria-label":`Close`': '"aria-label":`ปิด`',
        "`Connection error`": "`การเชื่อมต่อขัดข้อง`",
        "=`Connecting`": "=`กำลังเชื่อมต่อ`",
        "`Connecting to Streamlit server`": "`กำลังเชื่อมต่อกับเครื่องแม่ข่าย`",
        "`Please wait...`": "`กรุณารอสักครู่`",
    },
    "StreamlitMarkdown.": {
        "m(t)?`Help`:`Help for ${t.replaceAll(/\\s+/g,` `)}`": (
            "m(t)?`คำอธิบาย`:`คำอธิบายของ ${t.replaceAll(/\\s+/g,` `)}`"
        ),
    },
    "utils.": {
        "`No options to select`": "`ไม่มีตัวเลือก`",
        "`Choose an option`": "`เลือก`",
        "`Choose options`": "`เลือก`",
    },
    "Selectbox.": {
        "`No results`": "`ไม่พบ`",
        '"aria-label":`Open`': '"aria-label":`เลือก`',
        "`Clear value`": "`ล้าง`",
    },
    # Each run of a page gives its downloads new names and forgets the earlier ones: whoever presses
    # before the browser has drawn the new button asks for what is gone. The answer comes after the
    # new button, so it is asked once more by that one's name.
    "DownloadButton.": {
        "deferredFileId:k}=y,A=": "deferredFileId:k}=y,F0=(globalThis.downloads??={})[y.id]=k,A=",
        "R.requestDeferredFile(k),t=": (
            "R.requestDeferredFile(k).catch(()=>new Promise(e=>setTimeout(e,300))"
            ".then(()=>R.requestDeferredFile(globalThis.downloads[y.id]))),t="
        ),
        "e instanceof Error?e.message:`Download failed`": "`เตรียมไฟล์ไม่สำเร็จ กรุณากดอีกครั้ง`",
    },
    "TextInput.": {"`Clear entry`": "`ล้างข้อความ`"},
    # What a box is called stands beside it; read out, it would be as typed, with signs of Markdown.
    "Checkbox.": {'onChange:h,"aria-label":e.label,': "onChange:h,"},
    "ArrowVegaLiteChart.": {"`Download as PNG`": "`บันทึกเป็นภาพ`"},
}
START = {
    '<html lang="en">': '<html lang="th">',
    "<title>Streamlit</title>": f"<title>{TITLE}</title>",
    "./favicon.png": "./app/static/icon.png",
}
CUTS = (  # of the start page: a font that isn't ours, and what isn't offered here
    re.compile(r'<link\s+rel="preload"[^>]*>\s*'),
    re.compile(r"<!--(?:(?!-->).)*-->\s*", re.DOTALL),
    re.compile(r'<link rel="service-desc"[^>]*>\s*'),
)
WITHOUT_SCRIPTS = re.compile(r"<noscript>.*</noscript>", re.DOTALL)
TOLD = "<noscript><p>หน้านี้ต้องเปิด JavaScript ในเบราว์เซอร์จึงจะแสดงได้</p></noscript>"
FONTS = "".join(
    f'<link rel="preload" href="./app/static/sarabun-{name}-normal.woff2" as="font" '
    'type="font/woff2" crossorigin>'
    for name in ("thai-400", "latin-400", "thai-500", "latin-500", "thai-700", "latin-700")
)
# By the beginning of their names: the parts of which nearly every page is made. Streamlit's start
# page names none of them, so that a browser asks for each, and what it is made of, only when the
# first of its kind is to be drawn.
PARTS = ("Button.", "Checkbox.", "DownloadButton.", "Html.", "PageLink.", "Selectbox.")
MADE_OF = re.compile(r'\b(?:from|import)"\./([\w.-]+\.js)"')


class Inside(Protocol):
    """What is asked of the app; see esa.screen.door_server."""

    def home(self) -> str:
        """Name of the page that opens at the root."""

    def is_page(self, name: str) -> bool:
        """Whether it is the name of a page; "" is the opening page."""

    def nowhere(self) -> Answer:
        """What is told at an address that leads to no page."""


class Script(NamedTuple):
    """One of Streamlit's scripts in Thai, as it is and packed; mark: tells versions apart."""

    plain: bytes
    packed: bytes
    mark: str


def folder() -> Path:
    """Where Streamlit keeps what it hands out."""
    return Path(str(find_spec("streamlit").origin)).parent / "static"


@cache
def start_page() -> bytes:
    """Streamlit's start page in Thai; its script stays letter by letter, as the policy wants."""
    page = (folder() / "index.html").read_text("utf-8")
    for found, ours in START.items():
        page = page.replace(found, ours)
    for cut in CUTS:
        page = cut.sub("", page)
    page = WITHOUT_SCRIPTS.sub(TOLD, page)
    parts = "".join(
        f'<link rel="modulepreload" crossorigin href="./static/js/{name}">'
        for name in parts_beside(page)
    )
    return page.replace("</head>", f"{parts}{FONTS}</head>").encode()


def parts_beside(page: str) -> list[str]:
    """The scripts of PARTS, each with those that it is made of, that the page doesn't name."""
    scripts = folder() / "static" / "js"
    found: dict[str, None] = {}

    def add(name: str) -> None:
        if name not in found and name not in page:
            found[name] = None
            for other in MADE_OF.findall((scripts / name).read_text("utf-8")):
                add(other)

    for path in sorted(scripts.glob("*.js")):
        if path.name.startswith(PARTS):
            add(path.name)
    return list(found)


def phrases_of(name: str) -> Mapping[str, str]:
    return next((told for begin, told in PHRASES.items() if name.startswith(begin)), {})


@cache
def script(name: str) -> Script | None:
    """That script in Thai; None for one that says nothing to visitors."""
    path = folder() / "static" / "js" / name
    phrases = phrases_of(name)
    if not phrases or not path.is_file():
        return None
    written = path.read_text("utf-8")
    said = written
    for phrase, thai in phrases.items():
        said = said.replace(phrase, thai)
    if said == written:
        return None
    plain = said.encode()
    mark = hashlib.blake2b(plain, digest_size=12).hexdigest()
    return Script(plain, gzip.compress(plain, 6), mark)


class Shell:
    """The app with its start page and its own words in Thai. Whoever asks for the opening page by
    its name is led to it; an address without a page says so."""

    def __init__(self, app: Application, inside: Inside, base: str = ""):
        self._app, self._inside, self._base = app, inside, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = None
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            path = str(scope["path"]).removeprefix(self._base)
            found = re.fullmatch(r"/static/js/([\w.-]+\.js)", path, re.ASCII)
            if found:
                answer = await blocking(lambda: _script(scope, found.group(1)))
            elif _is_document(scope):
                answer = await self._document(scope, path)
        await (answer or self._app)(scope, receive, send)

    async def _document(self, scope: Scope, path: str) -> Response | None:
        name = path.strip("/")
        if name == self._inside.home():
            query = str(scope.get("query_string", b""), "latin-1")
            return RedirectResponse(f"{self._base}/{f'?{query}' if query else ''}", 307, NOT_KEPT)
        if path.endswith("/") and name:
            return None
        if self._inside.is_page(name):
            kept = {"cache-control": "no-cache"}
            return Response(start_page(), media_type="text/html", headers=kept)
        if OTHER.match(path) or "text/html" not in header(scope, "accept"):
            return None
        return answered(await blocking(self._inside.nowhere))


def _script(scope: Scope, name: str) -> Response | None:
    found = script(name)
    if found is None:
        return None
    mark = f'"{found.mark}"'
    kept = {
        "cache-control": f"public, max-age={HOUR}",
        "etag": mark,
        "vary": "Accept-Encoding",
    }
    if mark in header(scope, "if-none-match"):
        return Response(status_code=304, headers=kept)
    packed = "gzip" in header(scope, "accept-encoding")
    if packed:
        kept["content-encoding"] = "gzip"
    body = found.packed if packed else found.plain
    return Response(body, media_type="application/javascript", headers=kept)


def _is_document(scope: Scope) -> bool:
    """Whether somebody looks at an address, rather than a page at one of its parts. A robot that
    makes the preview of a link asks for anything."""
    wanted = header(scope, "sec-fetch-dest") or "document"
    accepted = header(scope, "accept")
    return wanted == "document" and ("text/html" in accepted or accepted in ("", "*/*"))
