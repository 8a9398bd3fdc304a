"""Pages over bad input: every page opens, nothing acts, and what is masked is sent to nobody."""

import csv
import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from tests.approved.lines import of_html
from tests.pages.conftest import addresses, lines
from tests.pages.test_printing import WITH_PAPER, Elements, harmless

PAGES = sorted(path.stem for path in (Path(__file__).resolve().parents[2] / "pages").rglob("*.py"))
NAME = "นายตัวอย่าง นามสมมติ"
PHONE = "081-234-5678"
HOSTILE = (
    "ปนมา <script>x</script> <b>x</b> <img src=http://a.b/c> **ดำ** [ล](javascript:x) "
    "[ล](https://a.b) :red[แดง] :material/home: $x$ \u202eกลับ " + "ย" * 5000
)
FREE = ("ชื่อ", "มติ", "ข้อความ", "รายการ", "เงื่อนไขเพิ่มเติม", "ความหมาย", "คำสั่งที่", "หมายเหตุ")
FREE += ("กลยุทธ์ที่", "หน่วยนับ", "ที่มา", "แหล่งเงิน")
KEYS = ("ชื่อกลุ่ม", "รายการที่")  # what other tabs name a row by
VIEWS = {
    "board": [{}],
    "indicators": [{}, {"indicator": "2.2"}],
    "evidence": [{}, {"group": "FIN"}],
    "networks": [{"kind": kind} for kind in ("school_network", "all", "committee")],
    "schools": [{}, {"school": "00570044"}, {"network": "N03"}],
    "projects": [{}],
    "report": [{"indicator": "2.2"}],
    "search": [{"q": "ปนมา"}],
    "sheets": [{}, {"tab": "evidence"}],
}
ACTING = re.compile(
    r"(?<!\\)<(?:script|b|img)|\]\((?:javascript|https://a)|\*\*ดำ|:red\[แดง|\u202e|ย{500}"
)
EXPANDERS = ("all_days", "all_spending", "all_projects", "all_kpis", "all_figures")


def opens(app: AppTest) -> None:
    assert not app.exception, [e.value for e in app.exception]
    assert app.title


def sent(app: AppTest) -> str:
    """All bytes that go to the browser, as far as they are text."""

    def of(block: object) -> list[str]:
        proto = getattr(block, "proto", None)
        own = [proto.SerializeToString().decode("utf-8", "replace")] if proto else []
        children = getattr(block, "children", {})
        return own + [text for child in children.values() for text in of(child)]

    return "\n".join(of(app._tree))


def set_column(path: Path, heading: str, value: str) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    place = rows[0].index(heading)
    for row in rows[1:]:
        row[place] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def remove_lists(office: Path, *tabs: str) -> None:
    for tab in tabs:
        (office / "office" / f"{tab}.csv").unlink()


def spoil(office: Path) -> None:
    """Personal data in names and cells, giant numbers, and one workbook of unknown headings."""
    (office / "fin").rename(office / f"สมุดของ {NAME} {PHONE}")
    (office / "hr" / f"{NAME}.csv").write_text("ก,ข\n1,2\n", encoding="utf-8")
    set_column(office / "sup" / "evidence.csv", "ผู้ตรวจ (ตำแหน่ง)", NAME)
    set_column(office / "office" / "follow_ups.csv", "ครั้งที่", PHONE)
    set_column(office / "office" / "indicators.csv", "จำนวนประเด็น", "999999999")
    set_column(office / "office" / "test_results.csv", "เข้าสอบ (คน)", "999999999999999")
    set_column(office / "office" / "settings.csv", "จำนวนโรงเรียน", "999999999999999")
    for broken in sorted((office / "pro").glob("*.csv")):
        broken.write_text("หัวที่ไม่รู้จัก,อีกหัว\nก,ข\n", encoding="utf-8")


# Lists that no page but the check of the sheets and the search needs both of are taken at once.
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "tabs", [("schools", "settings"), ("networks", "criteria"), ("groups",)], ids="-".join
)
def test_an_office_without_some_of_its_lists_leaves_the_pages_open(
    name, tabs, open_page, office_with
):
    opens(open_page(name, office=office_with(remove_lists, *tabs)))


@pytest.mark.parametrize("name", PAGES)
def test_over_giant_numbers_and_a_broken_workbook_pages_open_and_send_no_personal_data(
    name, open_page, office_with
):
    app = open_page(name, office=office_with(spoil))
    opens(app)
    assert "นามสมมติ" not in sent(app) and PHONE not in sent(app)


def write_markup(office: Path) -> None:
    """Hostile and giant text in every second cell of free text, and links that would run."""
    for path in office.rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            head, *rows = list(csv.reader(file))
        for place, title in enumerate(head):
            free = title.startswith(FREE) and not title.startswith(KEYS)
            for number, row in enumerate(rows):
                if title == "ชื่อย่อหรือชื่ออื่น":
                    row[place] = "**[ปนมา](https://a.b)** :red[แดง]"
                elif free and number % 2 and row[place : place + 1]:
                    row[place] = f"{number} {HOSTILE}"
                elif title == "ลิงก์":
                    row[place] = "javascript:alert(1)"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([head, *rows])


@pytest.mark.parametrize("name", VIEWS)
def test_what_cells_hold_stays_text_and_short_on_screen_and_on_paper(
    name, open_page, printed, office_with
):
    office, pages, told = office_with(write_markup), [], []
    for address in VIEWS[name]:
        app = open_page(name, office=office, **address)
        if name == "projects":
            for key in EXPANDERS:
                app.session_state[key] = True
            app.run()
        opens(app)
        acts_on_nothing(app)
        pages.append(shown(app))
        told += lines(app)
        assert not ACTING.findall(pages[-1]), address
        assert max(map(len, pages[-1].splitlines())) < 1_500, address
    assert name == "sheets" or any("ปนมา" in said for said in told), "nothing hostile is shown"
    if name in WITH_PAPER:
        _, html = printed(name, office=office, **VIEWS[name][0])
        harmless(html)
        assert name in ("evidence", "sheets") or "&lt;script&gt;" in html


def shown(app: AppTest) -> str:
    kinds = "title header subheader markdown info warning success error"
    said = [str(each.value) for kind in kinds.split() for each in app.get(kind)]
    return "\n".join([*said, *(box.label for box in app.expander)])


def acts_on_nothing(app: AppTest) -> None:
    """HTML of ours: no element that runs or loads, no text of a cell that fills the page."""
    for each in app.get("html"):
        if "<style>" in each.proto.body:
            continue
        found = Elements(each.proto.body)
        assert not found.tags & {"script", "style", "img", "iframe", "object", "form", "svg"}
        assert not {name for name in found.names if name.startswith(("on", "src", "xlink"))}
        assert max(map(len, of_html(each.proto.body)), default=0) < 1_500
    for address in addresses(app):
        assert not urlsplit(address).scheme or address.startswith("https://docs.google.com/")
