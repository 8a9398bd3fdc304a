"""Whatever an office declares as registers, every page opens and draws none of it as markup."""

import random
import re
from functools import partial

import pytest
from lxml import html as parsed

from esa.reading.declared import LONGEST_TITLE
from esa.screen.menu import listed
from tests.registered import group_book, office_book, write_folder

TYPES = ("ข้อความ", "ตัวเลข", "จำนวนเงิน (บาท)", "ร้อยละ", "วันที่", "ใช่หรือไม่ใช่", "เลือกจากรายการ")
TYPES += ("ปี", "โรงเรียน", "เครือข่าย", "กลุ่ม", "โครงการ", "ประเด็น", "ลิงก์", "ที่เก็บ (แฟ้ม/ตู้)")
CELLS = {
    "ตัวเลข": "12",
    "จำนวนเงิน (บาท)": "1,200.50",
    "ร้อยละ": "80",
    "ปี": "2557",
    "วันที่": "1 ส.ค. 2557",
    "ใช่หรือไม่ใช่": "ใช่",
    "โรงเรียน": "วัดตะโหมด",
    "กลุ่ม": "AM",
    "โครงการ": "P1",
    "ประเด็น": "2.2.1; 2.2.2",
    "ลิงก์": "https://a.go.th/x",
    "ที่เก็บ (แฟ้ม/ตู้)": "แฟ้ม 1",
}
PIECES = ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "**ก**", "$x$", ":red[y]")
PIECES += (
    "[a](javascript:alert(1))",
    "=HYPERLINK(1)",
    "{0} %s",
    "../../",
    "'\"",
    "\u202eกลับ",
    "|x|",
)
PIECES += ("|x|", ":material/x:", "ก" * 200, "กำ\u0e4d\u0e32", "&lt;b&gt;", "`x`", "# หัว", "\u200b")
PIECES += ("{{ 7*7 }}", "{% x %}", "🙂" * 9)
OURS = {"script", "iframe", "object", "embed", "img", "em"}  # never in texts of ours


def hostile(seed: int):
    """Registers with titles, words, headings, choices and cells put together from PIECES."""
    chance = random.Random(seed)

    def text(longest: int = 400) -> str:
        return "".join(chance.choices(PIECES, k=chance.randint(1, 4)))[:longest]

    declared, columns, tabs = [], [], {}
    for n in range(6):
        free = "".join(sign for sign in text() if sign not in "[]:*?/\\")
        title = f"ท{n}{free}"[:LONGEST_TITLE].rstrip("' ")
        heads = [f"{text(60)}{c}" for c in range(8)]
        kinds = [chance.choice(TYPES) for _ in heads]
        declared.append([f"R{n}{text(20)}", title, "AM; FIN", text(60), "2.2.1"])
        for c, (head, kind) in enumerate(zip(heads, kinds, strict=True), 1):
            row = [declared[-1][0], str(c), head, "", kind, text(20), f"{text(30)}; 2"]
            columns.append([*row, "", "ใช่" if c == 1 else "", "ใช่"])
        cells = [[CELLS.get(kind, text()) for kind in kinds] for _ in range(3)]
        cells += [[text() for _ in kinds]]
        tabs[title] = [heads, *cells]
    return declared, columns, tabs


def wide():
    """40 registers of 30 columns, each with rows."""
    declared = [[f"R{n}", f"ทะเบียนที่ {n}", "AM", "รายการ", "2.2.1"] for n in range(40)]
    columns, tabs = [], {}
    for code, title, *_ in declared:
        kinds = [TYPES[c % len(TYPES)] for c in range(30)]
        for c, kind in enumerate(kinds, 1):
            row = [code, str(c), f"ช่อง {c}", "", kind, "คน", "หนึ่ง; สอง"]
            columns.append([*row, "", "ใช่" if c == 1 else "", "ใช่"])
        row = [CELLS.get(kind, "หนึ่ง") for kind in kinds]
        heads = [f"ช่อง {c}" for c in range(1, 31)]
        tabs[title] = [heads, *([f"แถว {n}", *row[1:]] for n in range(4))]
    return declared, columns, tabs


CASES = {"40 of 30": wide}
CASES |= {f"hostile {seed}": partial(hostile, seed) for seed in range(2)}
ACTING = re.compile(r"(?<!\\)(?:<script|<img|:red\[|\u202e)|(?<!\\)\]\(javascript")


@pytest.mark.parametrize("case", list(CASES))
def test_every_page_opens_and_draws_no_markup_of_a_cell(open_page, tmp_path, many, case):
    declared, columns, tabs = CASES[case]()
    projects = {"โครงการ": [["รหัสโครงการ", "ชื่อโครงการหรือกิจกรรม"], ["P1", "หนึ่ง"]]}
    books = [group_book(group, {**tabs, **projects}) for group in ("AM", "FIN")]
    folder = write_folder(tmp_path, office_book(declared, columns), *books)
    titles = [row[1] for row in declared]
    visits = [(page.name, {}) for page in listed()]
    visits += [("registers", {"register": title}) for title in titles[:6]]
    visits += [("search", {"q": titles[0]}), ("evidence", {"criterion": "2.2.1", "group": "AM"})]
    for name, address in visits:
        app = open_page(name, folder, secrets=many, **address)
        assert not app.exception, (name, address, [each.value for each in app.exception])
        for each in app.get("html"):
            if each.proto.body.strip():
                tree = parsed.document_fromstring(each.proto.body)
                assert not {node.tag for node in tree.iter()} & OURS, (name, address)
                hrefs = [node.get("href") or "" for node in tree.iter("a")]
                assert not any(href.startswith(("javascript", "data")) for href in hrefs)
        texts = [each.value for kind in ("markdown", "title") for each in app.get(kind)]
        said = " ".join(map(str, texts))
        assert not ACTING.search(said), (name, address)
