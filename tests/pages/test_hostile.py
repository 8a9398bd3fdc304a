"""Pages over bad input: every page opens, nothing acts, and what is masked is sent to nobody."""

import csv
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

PAGES = sorted(path.stem for path in (Path(__file__).resolve().parents[2] / "pages").rglob("*.py"))
NAME = "นายตัวอย่าง นามสมมติ"
PHONE = "081-234-5678"


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


def remove_list(office: Path, tab: str) -> None:
    (office / "office" / f"{tab}.csv").unlink()


def write_personal_data(office: Path) -> None:
    (office / "fin").rename(office / f"สมุดของ {NAME} {PHONE}")
    (office / "hr" / f"{NAME}.csv").write_text("ก,ข\n1,2\n", encoding="utf-8")
    set_column(office / "sup" / "evidence.csv", "ผู้ตรวจ (ตำแหน่ง)", NAME)
    set_column(office / "office" / "follow_ups.csv", "ครั้งที่", PHONE)


def write_giants(office: Path) -> None:
    set_column(office / "office" / "indicators.csv", "จำนวนประเด็น", "999999999")
    set_column(office / "office" / "test_results.csv", "เข้าสอบ (คน)", "999999999999999")
    set_column(office / "office" / "settings.csv", "จำนวนโรงเรียน", "999999999999999")


@pytest.mark.parametrize("name", PAGES)  # the pages of one office one after the other
@pytest.mark.parametrize("tab", ["schools", "networks", "groups", "criteria", "settings"])
def test_an_office_without_one_of_its_lists_leaves_the_pages_open(
    name, tab, open_page, office_with
):
    opens(open_page(name, office=office_with(remove_list, tab)))


@pytest.mark.parametrize("name", PAGES)
def test_personal_data_in_names_and_cells_are_sent_to_nobody(name, open_page, office_with):
    app = open_page(name, office=office_with(write_personal_data))
    opens(app)
    assert "นามสมมติ" not in sent(app) and PHONE not in sent(app)


@pytest.mark.parametrize("name", PAGES)
def test_giant_numbers_leave_the_pages_open(name, open_page, office_with):
    opens(open_page(name, office=office_with(write_giants)))
