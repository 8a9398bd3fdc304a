"""The page of links: tables of results go out by a button, with what changed beside it."""

import csv
import json
from pathlib import Path

from esa.history.place import place_of
from esa.share.registry import registry_at


def published(office: Path) -> list[tuple]:
    return [(*t.key, t.number) for t in registry_at(place_of(str(office.resolve())), {}).tables()]


def read(app) -> str:
    return " ".join(str(each.value) for each in app.markdown).replace("\u2060", "")


def press(app, start: str) -> None:
    assert not app.exception
    next(button for button in app.button if str(button.key).startswith(start)).click()
    app.run()
    assert not app.exception


def test_a_table_goes_out_when_it_is_pressed_and_says_since_when(
    open_page, own_office, tmp_path, monkeypatch
):
    monkeypatch.setenv("ESA_AUDIT", str(tmp_path / "audit"))
    app = open_page("share", office=own_office)
    assert "ยังไม่เผยแพร่" in read(app) and not published(own_office)
    press(app, "publish_")
    assert len(published(own_office)) == 1
    assert "เผยแพร่เมื่อ" in read(app)
    written = "".join(file.read_text() for file in (tmp_path / "audit").glob("*.jsonl"))
    log = [json.loads(line) for line in written.splitlines()]
    assert [line["about"].split()[0] for line in log if line["what"] == "publish"] == ["publish"]


def test_a_mended_row_is_told_before_it_goes_out(open_page, own_office):
    app = open_page("share", office=own_office)
    press(app, "publish_")
    ((test, grade, year, _),) = published(own_office)
    mend(own_office, test, grade, year)
    app = open_page("share", office=own_office)
    assert "เปลี่ยนจากที่เผยแพร่" in read(app) and "→" in read(app)
    assert published(own_office) == [(test, grade, year, 1)], "nothing goes out by itself"
    press(app, "publish_")
    assert published(own_office) == [(test, grade, year, 2)]
    press(app, "withdraw_")
    assert published(own_office) == []


def mend(office: Path, test: str, grade: str, year: int) -> None:
    """One more pupil of a large school who didn't pass."""
    (path,) = office.glob("*/test_results.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    at = {name: head.index(name) for name in ("การทดสอบ", "ชั้น", "ปีการศึกษา")}
    tested, failed = (head.index(name) for name in ("เข้าสอบ (คน)", "ไม่ผ่านขีดจำกัดล่าง (คน)"))
    for row in rows:
        mine = (row[at["การทดสอบ"]], row[at["ชั้น"]], row[at["ปีการศึกษา"]]) == (test, grade, str(year))
        if mine and row[tested].isdecimal() and int(row[tested]) > 40 and int(row[failed]) > 5:
            row[failed] = str(int(row[failed]) - 1)
            break
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def test_a_link_shows_a_register_only_where_it_is_chosen(open_page, own_office):
    def made(*registers: str):
        app = open_page("share", office=own_office)
        app.text_input(key="share_whose").set_value("กรรมการ")
        choice = app.multiselect(key="share_registers")
        assert choice.options == ["ช่องทางประชาสัมพันธ์"]  # only this one has columns that may leave
        choice.set_value(list(registers))
        press(app, "FormSubmitter:share_form")
        newest = registry_at(place_of(str(own_office.resolve())), {}).entries()
        return app, {entry.link.scope.registers for entry in newest}

    _, kept = made()
    assert kept == {()}
    app, kept = made("PRC")
    assert kept == {(), ("PRC",)} and "ทะเบียน ช่องทางประชาสัมพันธ์" in read(app)
