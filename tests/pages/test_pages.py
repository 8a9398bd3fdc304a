"""Every page of the folder opens: with the sample, with filters, and with broken or empty data."""

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from esa.access.people import MANY
from esa.reading.office import Office
from esa.screen import menu
from tests.pages.conftest import lines

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path.parent.name for path in (ROOT / "pages").glob("*/page.py"))


@pytest.fixture
def open_page(open_page: Callable[..., AppTest], many: dict) -> Callable[..., AppTest]:
    """As everywhere; the page of many offices with a target, since without one it only says so."""

    def opened(name: str, **more: object) -> AppTest:
        return open_page(name, **({"secrets": many} if name == MANY else {}), **more)

    return opened


def texts(app: AppTest) -> str:
    """All that is written on the page, in one text."""
    kinds = ("title", "header", "subheader", "markdown", "info", "warning", "error", "success")
    return "\n".join(str(element.value) for kind in kinds for element in app.get(kind))


def opens(app: AppTest) -> None:
    assert not app.exception, [e.value for e in app.exception]
    assert any(line.startswith("# ") for line in lines(app)), "every page opens with its finding"


def test_every_page_is_a_folder_with_its_place_in_the_menu():
    assert sorted(entry.name for entry in menu.listed()) == PAGES
    assert not list((ROOT / "pages").glob("*.py"))


def test_the_opening_page_is_the_board():
    assert menu.listed()[0].title == "สรุปบอร์ดบริหาร"


@pytest.fixture
def mended() -> Iterator[list[str]]:
    """What the server tells of columns of two kinds, which it has to mend cell by cell."""
    found: list[str] = []
    told = logging.getLogger("streamlit.dataframe_util")
    handler = logging.Handler()
    handler.emit = lambda record: found.append(record.getMessage())
    level = told.level
    told.addHandler(handler)
    told.setLevel(logging.INFO)
    yield found
    told.removeHandler(handler)
    told.setLevel(level)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_with_its_finding_as_an_example_and_no_table_mixes_words_with_numbers(
    name, open_page, mended
):
    app = open_page(name)
    opens(app)
    assert "ข้อมูลตัวอย่าง" in "\n".join(lines(app))
    assert not app.error
    assert mended == []


@pytest.mark.parametrize("name", PAGES)
def test_unknown_values_in_an_address_are_the_first_choice_with_thai_digits_and_verified_too(
    name, open_page
):
    keys = "edition group network test grade scope year subject school state indicator tab "
    keys += "region province"
    unknown = dict.fromkeys(keys.split(), "ไม่มี<b>**จริง**")
    app = open_page(name, thai_digits="true", verified="true", **unknown)
    opens(app)
    assert "๒๕๕๗" in "\n".join(lines(app))


def last_choices(office: Office) -> dict[str, str]:
    """A value of each filter that is not its first choice, as an address holds it."""
    results = office.test_results.iloc[-1]
    return {
        "edition": office.editions["edition"].iloc[-1],
        "group": office.workbooks[-1].group,
        "network": office.networks["network"].iloc[-1],
        "kind": office.networks["kind"].iloc[-1],
        "side": "general",
        "school": results["school_code"],
        "test": results["test"],
        "grade": results["grade"],
        "scope": results["scope"],
        "subject": results["subject"],
        "year": str(office.test_results["academic_year"].min()),
        "indicator": office.indicators["indicator"].iloc[-1],
        "state": "checked",
        "severity": "info",
        "tab": "evidence",
        "workbook": office.workbooks[-1].name,
    }


@pytest.mark.parametrize("name", PAGES)
def test_all_filters_of_a_page_open_from_its_address(name, open_page, sample):
    values = last_choices(sample)
    keys = {box.key for box in open_page(name).selectbox} & set(values)
    for chosen in (keys & {"edition"}, keys):  # each of the others alone: the page's own tests
        if chosen:
            address = {key: values[key] for key in sorted(chosen)}
            app = open_page(name, **address)
            opens(app)
            assert {key: app.query_params.get(key) for key in address} == address


def leave_headers(office: Path) -> None:
    for path in office.rglob("*.csv"):
        if path.stem not in ("about", "settings"):
            head = path.read_text(encoding="utf-8-sig").splitlines()[0]
            path.write_text(head + "\n", encoding="utf-8")


def remove_office_workbook(office: Path) -> None:
    shutil.rmtree(office / "office")


@pytest.mark.parametrize("name", PAGES)
def test_an_office_of_headers_only_leaves_the_pages_open(name, open_page, office_with):
    opens(open_page(name, office=office_with(leave_headers)))


@pytest.mark.parametrize("name", PAGES)
def test_one_group_without_an_office_workbook_leaves_the_pages_open(name, open_page, office_with):
    opens(open_page(name, office=office_with(remove_office_workbook)))


def test_a_missing_folder_is_told_and_the_sample_never_takes_its_place(open_page, tmp_path):
    app = open_page("board", office=tmp_path / "ไม่มีจริง")
    assert not app.exception
    assert len(app.error) == 1
    assert "ข้อมูลตัวอย่าง" not in texts(app)
    assert app.code[0].value == str(tmp_path / "ไม่มีจริง")


def test_an_empty_folder_is_told(open_page, tmp_path):
    app = open_page("board", office=tmp_path)
    assert not app.exception and len(app.error) == 1


def test_secrets_that_name_no_folder_are_refused(monkeypatch):
    monkeypatch.delenv("ESA_OFFICE", raising=False)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.secrets["office"] = {"title": "สพป."}
    app.run()
    assert not app.exception and len(app.error) == 1
    assert "ข้อมูลตัวอย่าง" not in "".join(m.value for m in app.markdown)


def test_a_folder_in_the_secrets_is_the_office(monkeypatch, own_office):
    monkeypatch.delenv("ESA_OFFICE", raising=False)
    settings = own_office / "office" / "settings.csv"
    words = settings.read_text(encoding="utf-8").replace("ข้อมูลตัวอย่าง", "")
    settings.write_text(words.replace("สพป.พัทลุง เขต 2", "สพป.ของเรา"), encoding="utf-8")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.secrets["office"] = {"folder": str(own_office)}
    app.run()
    opens(app)
    assert any("สพป" in m.value and "ของเรา" in m.value for m in app.markdown)
    assert not any("gray-badge[ข้อมูลตัวอย่าง]" in m.value for m in app.markdown)


def test_a_folder_that_vanishes_leaves_the_last_good_copy_with_its_age(open_page, own_office):
    opens(open_page("board", office=own_office))
    own_office.rename(own_office.with_name("ย้ายแล้ว"))
    app = open_page("board", office=own_office)
    opens(app)
    assert any("แสดงข้อมูลล่าสุดที่อ่านได้เมื่อ" in warning.value for warning in app.warning)


def test_a_changed_file_is_read_again(open_page, own_office):
    settings = own_office / "office" / "settings.csv"
    before = open_page("board", office=own_office)
    text = settings.read_text(encoding="utf-8-sig")
    settings.write_text(text.replace("2557", "2558"), encoding="utf-8")
    after = open_page("board", office=own_office)
    assert "2557" in texts(before) and "2558" in texts(after)
