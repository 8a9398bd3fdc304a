"""ภาพรวมหลายสำนักงาน: listed where a target is set; what is told, and what isn't known."""

import random
import re
import shutil
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import streamlit as st

from esa.reading.office import BANGKOK
from esa.rollup.columns import BAHT, COLUMNS
from tests.pages.conftest import addresses, lines
from tests.rollup import offices

TODAY = datetime.now(BANGKOK).date()


@pytest.fixture(scope="module")
def target(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("many")
    offices.example(folder, TODAY, 60)
    return folder


def opened(open_page, target: Path | str, **more: str):
    asked = more.pop("code", "")
    app = open_page("offices", secrets={"rollup": {"target": str(target)}}, **more)
    if asked:  # open_page has an `office` of its own
        app.query_params["office"] = asked
        app.run()
    assert not app.exception, [each.value for each in app.exception]
    return app


def text(app) -> str:
    return "\n".join(lines(app))


def test_without_a_target_the_page_says_what_to_set_and_isnt_in_the_menu(open_page):
    app = open_page("offices")
    assert not app.exception and "ยังไม่ได้ตั้งที่รวมข้อมูล" in text(app)


def test_the_sentence_counts_the_offices_and_the_indicator_that_lags_most(open_page, target):
    said = text(opened(open_page, target))
    assert "# สำนักงาน 60 แห่ง ส่งแล้ว 56 แห่ง · ตัวบ่งชี้ที่ค้างมากที่สุด 2.2 ค้าง 55–56 แห่ง" in said


def test_every_office_that_published_is_a_column_of_the_drawing_and_opens(open_page, target):
    app = opened(open_page, target)
    drawing = next(
        each.proto.body for each in app.get("html") if 'class="field"' in each.proto.body
    )
    codes = {code for code, *_ in offices.listed(60)}
    published = {path.name.removeprefix("office=") for path in target.glob("office=*")}
    linked = {part.partition('"')[0] for part in drawing.split("offices?office=")[1:]}
    assert linked == published < codes
    assert addresses(app).count("offices?office=1001") >= 1


def test_silent_damaged_and_unknown_are_named(open_page, target):
    said = text(opened(open_page, target))
    assert "ยังไม่เคยส่ง 4" in said and "ขาดส่ง" in said
    assert "แถวที่สำนักงานเองยังไม่นับ" in said
    offices.write(target, "9999", TODAY)
    (damaged,) = target.glob("office=1002/*/meeting=*" + str(TODAY - timedelta(days=1)))
    held = (damaged / "figures.parquet").read_bytes()
    try:
        (damaged / "figures.parquet").write_bytes(held[:500])
        app = open_page("offices", secrets={"rollup": {"target": f"{target}/"}})
        said = text(app)
        assert "สำนักงานตัวอย่าง 2: ไฟล์เขียนไม่ครบหรือเปิดไม่ได้" in said
        assert "ส่งข้อมูลแต่ไม่อยู่ในรายชื่อ 1" in said and "9999" in said
    finally:
        (damaged / "figures.parquet").write_bytes(held)
        shutil.rmtree(target / "office=9999")


def test_a_file_spoilt_in_its_middle_is_named_and_the_state_before_stands_in(open_page, target):
    (file,) = target.glob(f"office=1003/*/meeting=*{TODAY - timedelta(days=2)}/figures.parquet")
    held = file.read_bytes()
    try:
        file.write_bytes(held[:40] + bytes(2000) + held[2040:])
        app = open_page("offices", secrets={"rollup": {"target": f"{target}//"}})
        assert not app.exception
        said = text(app)
        assert "สำนักงานตัวอย่าง 3: ไฟล์เขียนไม่ครบหรือเปิดไม่ได้" in said and "ไม่ตอบ" not in said
        assert re.search(r"# สำนักงาน \d+ แห่ง ส่งแล้ว \d+ แห่ง · ตัวบ่งชี้ที่ค้างมากที่สุด 2.2", said)
    finally:
        file.write_bytes(held)


WRONG = (-(2**31), -1, 0, 6, 99, 2**31 - 1)


@pytest.mark.parametrize("seed", range(3))
def test_numbers_that_cannot_be_break_nothing(open_page, tmp_path, seed):
    """Of the right type, as another program may write them."""
    offices.example(tmp_path, TODAY, 12)
    chance = random.Random(seed)
    for file in tmp_path.glob("office=100[1-6]/*/*/figures.parquet"):
        held = pq.ParquetFile(file).read()
        rows = held.to_pylist()
        for row in rows:
            for name, column in COLUMNS.items():
                if column.unit and column.kind != BAHT.kind and chance.random() < 0.3:
                    most = 2 ** (column.kind.bit_width - 1) - 1
                    row[name] = max(min(chance.choice(WRONG), most), -most)
        made = pa.Table.from_pylist(rows, held.schema)
        pq.write_table(made.replace_schema_metadata(held.schema.metadata), file)
    said = text(opened(open_page, tmp_path))
    assert "จำนวนที่เป็นไปไม่ได้" in said and "2147483647" not in said.replace(",", "")
    opened(open_page, tmp_path, code="1002")
    app = open_page("offices", secrets={"rollup": {"target": str(tmp_path)}}, slide="2")
    assert not app.exception


def test_a_filter_in_the_address_leaves_the_other_regions_out(open_page, target):
    whole, south = opened(open_page, target), opened(open_page, target, region="ภาคใต้")
    named = [each[1] for each in offices.listed(60) if each[3] == "ภาคใต้"]
    assert f"{len(named)}" in south.title[0].value
    assert whole.title[0].value != south.title[0].value
    assert "ภาคเหนือ จังหวัดที่" not in text(south)


def test_one_office_opens_into_its_published_figures(open_page, target):
    said = text(opened(open_page, target, code="1003"))
    assert "สำนักงานตัวอย่าง 3" in said and "เงินจัดสรร" in said and "ส่งแล้ว 1 ครั้ง" in said
    opened(open_page, target, code="<b>x</b>")


def test_a_target_that_isnt_there_is_told(open_page, tmp_path):
    said = text(opened(open_page, tmp_path / "nowhere"))
    assert "อ่านที่รวมข้อมูลไม่ได้" in said


def test_an_engine_that_is_down_is_told_and_the_rest_is_shown(open_page, target):
    held = {"target": str(target), "engine": "trino://u:p@127.0.0.1:1/x/y"}
    app = open_page("offices", secrets={"rollup": held})
    assert not app.exception
    said = text(app)
    assert "ระบบคำนวณไม่ตอบสนอง" in said and "ยังไม่เคยส่ง" in said and "u:p" not in said


def test_paper_holds_every_office_that_published(printed, target):
    _, paper = printed("offices", secrets={"rollup": {"target": str(target)}})
    named = {each[1] for each in offices.listed(60) if (target / f"office={each[0]}").is_dir()}
    written = paper.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")).replace("\u00a0", " ")
    written = written.replace("\u2060", "")  # joiners, where browsers would break a word
    assert [name for name in named if name not in written] == [] and len(named) >= 56


def test_the_workbook_holds_every_indicator_of_every_office(open_page, target, monkeypatch):
    offered = {}

    def noted(label: str, data: object, *_: object, **more: object) -> bool:
        offered[more["key"]] = data
        return False

    monkeypatch.setattr(st, "download_button", noted)
    opened(open_page, target)
    book = openpyxl.load_workbook(BytesIO(offered["offices_workbook"]()))
    rows = list(book["สำนักงาน"].values)
    assert len(rows) == 1 + 56 * len(offices.INDICATORS)
    assert sum(row[13] or 0 for row in rows[1:]) > 0


# --- what the office itself sees of it --------------------------------------------------------


def test_the_share_page_sends_shows_and_withdraws_what_is_out(open_page, tmp_path):
    held = {"rollup": {"target": str(tmp_path), "office": "9302"}}
    app = open_page("share", secrets=held)
    assert "ส่งขึ้นภาพรวมหลายสำนักงาน" in text(app) and not list(tmp_path.rglob("*.parquet"))
    app.button(key="rollup_send").click().run()
    (file,) = tmp_path.rglob("*.parquet")
    assert "ข้อมูล ณ 23 ก.ย. 2557" in text(app) and "ไม่ใช่ครั้งประชุม" in text(app)
    app.button(key="rollup_withdraw_2014-09-23").click().run()
    assert not app.exception and not file.exists()


def test_the_share_page_says_nothing_of_it_without_a_target_and_what_is_missing_without_a_code(
    open_page, tmp_path
):
    assert "ภาพรวมหลายสำนักงาน" not in text(open_page("share"))
    app = open_page("share", secrets={"rollup": {"target": str(tmp_path)}})
    assert "ยังไม่ได้ตั้งรหัสสำนักงาน" in text(app)


def test_freezing_a_meeting_sends_it_where_that_is_wished(open_page, own_office, tmp_path):
    held = {"rollup": {"target": str(tmp_path / "t"), "office": "9302"}}
    app = open_page("board", office=own_office, secrets=held)
    app.text_input(key="freeze_number").input("15/2557")
    app.checkbox(key="freeze_send").check()
    next(b for b in app.button if b.label == "ยืนยันบันทึก").click().run()
    assert not app.exception
    (file,) = (tmp_path / "t").rglob("*.parquet")
    assert file.parent.name == "meeting=2014-09-23.15-2557"
