"""Promises that a figure or a mark keeps wherever it is told: on screen, paper, in files, outside.

Each was broken on purpose once without a test noticing. They are tried through what people use
(pages, their downloads, commands), so that they hold however the program is built.
"""

import csv
import io
import re
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from esa.commands.cli import main
from esa.documents.workbook import Sheet, as_csv, xlsx
from esa.history.meetings import freeze
from esa.history.place import place_of
from esa.history.store import Store
from esa.reading.office import BANGKOK, read_office
from esa.share.redaction import redacted
from esa.share.scope import Scope
from esa.sources.folder import read_folder
from tests.approved import files
from tests.approved.committee import saved
from tests.approved.lines import of_html
from tests.approved.screen import read
from tests.conftest import SAMPLE
from tests.pages import grown, looks

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
ARABIC = {thai: arabic for arabic, thai in THAI.items()}
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
GIVEN, NOT_YET = "1.4", "2.5"  # indicators of the sample: level 5; provisional, not given yet


def line_text(app: AppTest, fold: str = "LINE") -> list[str]:
    """What is to be copied, in a fold that is called so and is opened for it."""
    app.session_state["line_texts"] = True
    codes = read(app.run()).codes
    return next(lines for name, lines in codes.items() if fold in name)


@pytest.fixture
def committee(tmp_path, capsys, monkeypatch):
    """committee(office, *words) → the file that the command writes, the results being published."""

    def written(office: Path, *words: str) -> str:
        monkeypatch.setenv("ESA_HISTORY", str(tmp_path / "history"))
        main(["publish", str(office), "--yes"])
        out = tmp_path / "committee.html"
        code = main(["share", str(office), "--html", str(out), "--force", *words])
        assert code == 0, capsys.readouterr().err
        return out.read_text(encoding="utf-8")

    return written


@pytest.fixture
def pack(tmp_path, capsys):
    """pack(office) → the PDF and the workbook of the board pack."""

    def written(office: Path) -> tuple[bytes, bytes]:
        out = tmp_path / "pack"
        code = main(["pack", str(office), str(out), "--digits", "arabic", "--force"])
        assert code == 0, capsys.readouterr().err
        return tuple(next(out.glob(f"*.{kind}")).read_bytes() for kind in ("pdf", "xlsx"))

    return written


# --- the colour at the edge of a band -----------------------------------------------------------


def edges() -> dict[str, str]:
    """Name of each school at an edge → its colour by the rule, worked out by hand."""
    return {
        f"ริมขอบ {limit} ลบ {below}": (above if below == 1 else under)
        for limit, (under, above) in grown.EDGES.items()
        for below in (1, 2)
    }


def test_the_committee_sees_the_colour_of_the_rule_at_the_edge_of_each_band(office_with, committee):
    lines = of_html(committee(office_with(grown.with_edges), "--schools", "--show", "colours"))
    for name, colour in edges().items():
        assert f"{name} สี{colour}" in lines


def test_the_workbook_of_the_pack_gives_the_same_colours_at_the_edges(office_with, pack):
    _, xlsx = pack(office_with(grown.with_edges))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx))["สีโรงเรียน"]
    head, *rows = sheet.iter_rows(values_only=True)
    name, colour = head.index("โรงเรียน"), head.index("สี")
    assert edges().items() <= {row[name]: row[colour] for row in rows}.items()


def test_the_page_of_the_schools_and_its_paper_give_the_same_colours(office_with, printed):
    app, paper = printed("schools", office=office_with(grown.with_edges))
    app.session_state["table_schools"] = True  # opens the fold
    app.run()
    screen = [line for line in read(app).lines if line.startswith("| ริมขอบ")]
    sheet = [line.translate(ARABIC) for line in of_html(paper) if "ริมขอบ" in line]
    assert len(screen) > 4 and len(sheet) > 2  # those with most who don't pass
    for name, colour in edges().items():
        told = [line for line in (*screen, *sheet) if f"| {name} |" in line]
        assert all(f" {colour} |" in line for line in told), name


# --- formulas -----------------------------------------------------------------------------------


@given(st.sampled_from("\t\r\n"), st.text("ก1=+-@ \t\r\n", max_size=5))
def test_no_cell_of_an_export_begins_with_a_tab_or_a_line_feed(first, rest):
    table = Sheet("ก", (f"{first}{rest}",), ((f"{first}{rest}",), (f"{first}ข้อความ",)))
    rows = csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig")))
    cells = [cell for row in rows for cell in row]
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx([table]))).active
    cells += [cell.value for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell and str(cell)[0] in "\t\r\n=+-@"] == []


# --- marks on paper -----------------------------------------------------------------------------


def test_the_marks_of_the_sides_are_those_that_the_legend_explains(printed):
    lines = of_html(printed("networks")[1])
    legend = next(line for line in lines if "มีกิจกรรมด้านนั้นแล้ว" in line)
    mark = {said: re.search(rf"(\S) {said}", legend)[1] for said in ("มีกิจกรรมด้าน", "แจ้งไว้แต่")}
    rows = {line.split(" | ")[0].strip("| "): line for line in lines if line.count("|") == 19}
    sides = {name: line.strip("| ").split("|")[-4:] for name, line in rows.items()}
    assert mark["มีกิจกรรมด้าน"] in sides["ตะโหมด"][3]  # many activities of general work
    assert all(mark["มีกิจกรรมด้าน"] not in side for side in sides["เอกภาพ"])  # none at all
    assert any(mark["แจ้งไว้แต่"] in side for side in sides["เอกภาพ"])


@pytest.mark.parametrize("page", ["board", "indicators"])
def test_a_level_that_is_not_given_yet_is_dashed_on_paper(page, printed):
    file = printed(page)[1]
    given, not_yet = (looks.mark_of(file, code.translate(THAI)) for code in (GIVEN, NOT_YET))
    assert looks.is_dashed(not_yet, file) and not looks.is_dashed(given, file)


def test_a_level_that_is_not_given_yet_is_dashed_for_the_committee(committee):
    file = committee(SAMPLE)
    given, not_yet = (looks.mark_of(file, code) for code in (GIVEN, NOT_YET))
    assert looks.is_dashed(not_yet, file) and not looks.is_dashed(given, file)


def test_a_level_that_is_not_given_yet_is_hollow_in_the_pack(pack):
    data, _ = pack(SAMPLE)
    hollow = looks.discs_above(data, "เบื้องต้น")
    assert hollow and not any(hollow)


def test_a_level_that_is_not_given_yet_is_hollow_in_the_pdf_of_the_committee():
    data = saved("public")
    assert not any(looks.discs_above(data, "เบื้องต้น ระดับ"))
    assert any(looks.discs_above(data, "ระดับ 5"))


DRAWN = [("board", {}), ("meeting", {"slide": "5"}), ("indicators", {}), ("whatif", {})]


@pytest.mark.parametrize(("page", "address"), DRAWN)
def test_a_level_that_is_not_given_yet_is_dashed_on_screen(page, address, open_page):
    file = "".join(each.proto.body for each in open_page(page, **address).get("html"))
    given, not_yet = (looks.mark_of(file, code) for code in (GIVEN, NOT_YET))
    assert looks.is_dashed(not_yet, file) and not looks.is_dashed(given, file)


# --- what is cut is told ------------------------------------------------------------------------


def more_of(said: str) -> int:
    """The number of those that aren't shown, out of the sentence that tells it."""
    return int(re.search(r"อีก ([\d,๐-๙]+)", said)[1].replace(",", ""))


def test_what_a_long_table_leaves_out_is_counted_everywhere(office_with, printed, pack):
    office = office_with(grown.with_many_resolutions)
    app, paper = printed("board", office=office, group="HR")
    screen = read(app)
    whole = int(re.search(r"ยังไม่ปิด (\d+) จาก", "\n".join(screen.lines))[1])
    assert whole > grown.MANY
    folded = next(line for line in screen.lines if line.startswith("▸ มติและข้อสั่งการ"))
    there = screen.lines[screen.lines.index(folded) :]
    (end,) = [n for n, line in enumerate(there) if line.startswith("และอีก")][:1]
    assert more_of(there[end]) == whole - len([line for line in there[:end] if " ข้อ " in line]) > 0
    sheet = [line.translate(ARABIC) for line in of_html(paper)]
    end = next(n for n, line in enumerate(sheet) if "ยังมีอีก" in line)
    rows = sheet[sheet.index("## มติและข้อสั่งการ") : end]
    assert more_of(sheet[end]) == whole - len([row for row in rows if " ข้อ " in row]) > 0
    message = line_text(app)
    still = message[next(n for n, line in enumerate(message) if "มติและข้อสั่งการ" in line) :]
    own = int(re.search(r"\d+", still[0])[0])
    told = [line for line in still if re.match(r"\d+\) ", line)]
    assert more_of(next(line for line in still if "และอีก" in line)) == own - len(told) > 0
    said = " ".join(files.of_pdf(pack(office)[0]))
    assert f"แสดง 60 แถวแรก ยังมีอีก {whole - 60} แถว" in said


# --- the matrix of evidence ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("criterion", "state"),
    [("2.3.5", "ยังไม่มี"), ("2.4.4", "มีแต่ชื่อ"), ("1.4.4", "แนบแล้ว"), ("1.4.2", "ตรวจแล้ว")],
)
def test_a_point_stands_in_the_column_of_its_state(criterion, state, open_page):
    for body in (each.proto.body for each in open_page("evidence").get("html")):
        if tile := looks.tile_of(body, criterion):
            break
    assert re.fullmatch(rf"{state}\s\d+", tile.head)
    assert tile.look == tile.look_of_head and f"· {state}" in tile.title


# --- what a group sees --------------------------------------------------------------------------


def with_a_shared_point(office: Path) -> None:
    """A point that FIN leads together with NP."""
    point = {"ฉบับมาตรฐาน": 2557, "รหัสตัวบ่งชี้": "2.2", "รหัสประเด็น": "2.2.9"}
    shared = {"ข้อความประเด็น": "ประเด็นร่วม", "ผู้รับผิดชอบหลัก": "FIN; NP"}
    grown.add(office, "office/criteria", {**point, **shared})


def test_nothing_of_another_group_goes_outside_with_a_group(office_with, committee):
    folder = office_with(with_a_shared_point)
    office = read_office(read_folder(folder, NOW), NOW)
    names = dict(zip(office.groups["group"], office.groups["name"], strict=True))
    others = {code: name for code, name in names.items() if code != "FIN"}
    file = " ".join(of_html(committee(folder, "--groups", "FIN", "--kind", "assessors")))
    assert names["FIN"] in file and "ประเด็นร่วม" in file
    assert [name for name in others.values() if name in file] == []
    leads = dict(zip(office.criteria["criterion"], office.criteria["lead_groups"], strict=True))
    shown = re.findall(r"\b\d\.\d\.\d\b", file)
    assert shown and all({"FIN", "ALL"} & set(leads[point]) for point in shown)
    kept = redacted(office, Scope("assessors", groups=("FIN",)))
    told = repr(kept.committee)
    assert [code for code in others if re.search(rf"['\"]{code}['\"]", told)] == []


@pytest.mark.parametrize(("page", "fold"), [("board", "LINE"), ("evidence", "")])
def test_the_message_of_a_group_names_no_point_of_another(page, fold, open_page, sample):
    leads = dict(zip(sample.criteria["criterion"], sample.criteria["lead_groups"], strict=True))
    for group in ("FIN", "HR"):
        message = "\n".join(line_text(open_page(page, group=group), fold))
        points = re.findall(r"^\d+\) (\d\.\d\.\d+)", message, re.MULTILINE)
        assert points and all(group in leads[point] for point in points)


# --- the order of what rose and fell ------------------------------------------------------------

BEFORE = {"9.9": 1, "9.10": 1, "9.11": 1, "8.9": 3, "8.10": 3, "8.11": 3}
AFTER = {"9.9": 2, "9.10": 2, "9.11": 3, "8.9": 2, "8.10": 2, "8.11": 1}
ROSE, FELL = ["9.11", "9.9", "9.10"], ["8.11", "8.9", "8.10"]  # most steps first, then by code


def moved(office: Path) -> None:
    """An office whose last meeting saw BEFORE, now AFTER."""
    untouched = {path: path.read_bytes() for path in office.rglob("*.csv")}
    grown.with_indicators(office, BEFORE)
    store = Store(place_of(str(office.resolve())))
    freeze(store, read_folder(office, NOW), "11/2557", date(2014, 9, 16), NOW)
    for path, data in untouched.items():
        path.write_bytes(data)
    grown.with_indicators(office, AFTER)


def in_order(lines: list[str]) -> list[str]:
    """The indicators of the example in the order in which they are told."""
    found = [re.search(r"\b([89]\.\d+) ตัวอย่าง.*จากระดับ", line) for line in lines]
    return [each[1] for each in found if each]


def test_what_rose_and_fell_is_told_in_one_order_everywhere(office_with, printed, pack):
    office = office_with(moved)
    app, paper = printed("board", office=office, group="FIN")
    screen = read(app)
    assert in_order(screen.lines)[:6] == [*ROSE, *FELL]
    assert in_order([line.translate(ARABIC) for line in of_html(paper)])[:6] == [*ROSE, *FELL]
    pdf = " ".join(files.of_pdf(pack(office)[0]))
    assert in_order(re.split(r"(?=[▲▼] )", pdf))[:6] == [*ROSE, *FELL]
    message = line_text(app)
    assert in_order(message)[:6] == [*FELL, *ROSE]  # what fell is the more urgent
