"""What stays and what goes between Google, the disk and the screen: the real holder over the test
server, over restarts, short lists of Drive, slips of clerks and strange answers.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest

from esa.history.copies import GONE_AFTER, Copy, State
from esa.history.google_office import KNOWN
from esa.history.live import google_holder
from esa.history.refresh import MAX_AGE, Holder
from esa.history.store import Store
from esa.reading.office import read_office
from esa.reading.problems import Problem
from tests.loopback.conftest import NOW
from tests.loopback.server import GoogleServer
from tests.loopback.spreadsheets import Dressed, Spreadsheet, Tab

LONG = 20.0  # seconds that a test waits at most
HOUR = GONE_AFTER.total_seconds()
GROUPS = ("FIN", "HR", "NP", "AM", "SUP", "ICT")
IDS = {name: f"1{name.lower()}-".ljust(44, "z") for name in ("OFFICE", *GROUPS)}
LINK = 4  # column of the links
ALL = {"สำนักงาน", *(f"งาน{group}" for group in GROUPS)}


def about(kind: str, group: str) -> Tab:
    return Tab("about", [["ชนิดสมุด", "กลุ่ม", "ปีงบประมาณ"], [kind, group, 2557]], gid=1)


def documents(group: str) -> Tab:
    heads = ["รหัสประเด็น", "ลำดับที่", "ชื่อเอกสารหรือหลักฐาน", "ลิงก์"]
    rows = [[f"1.{n}", 1, f"คำสั่ง {group} {n}", f"https://x.go.th/{n}"] for n in range(10, 20)]
    return Tab("หลักฐานอ้างอิง", [heads, *rows], gid=2)


def groups() -> Tab:
    heads = ["รหัสกลุ่ม", "ชื่อกลุ่ม", "ประเภท", "ชื่อย่อหรือชื่ออื่น", "ลิงก์ชีตของกลุ่ม"]
    address = "https://docs.google.com/spreadsheets/d/{}/edit#gid=0"
    return Tab(
        "กลุ่มงาน",
        [heads, *([g, f"กลุ่ม{g}", "กลุ่ม", "", address.format(IDS[g])] for g in GROUPS)],
        gid=3,
    )


@pytest.fixture
def google() -> Iterator[GoogleServer]:
    with GoogleServer() as server:
        server.add(Spreadsheet(IDS["OFFICE"], "สำนักงาน", [about("สำนักงาน", ""), groups()]))
        for group in GROUPS:
            tabs = [about("กลุ่ม", group), documents(group)]
            server.add(Spreadsheet(IDS[group], f"งาน{group}", tabs))
        yield server


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Office:
    """The office as a dashboard holds it."""

    def __init__(self, holder: Holder, clock: Clock):
        self.holder, self.clock = holder, clock

    def look(self, seconds: float = MAX_AGE) -> State:
        """What is shown after the look that a visit causes so many seconds later."""
        self.clock.now += timedelta(seconds=seconds)
        self.holder.current()
        assert self.holder.wait(LONG)
        return self.holder.current()


@pytest.fixture
def start(google, tmp_path) -> Iterator[Callable[[], Office]]:
    """start() → the office of a dashboard that has just been started, over one store."""
    clock, started = Clock(), []

    def begin() -> Office:
        secrets = google.secrets(IDS["OFFICE"])
        started.append(Office(google_holder(secrets, Store(tmp_path), clock), clock))
        return started[-1]

    yield begin
    for each in started:
        each.holder.wait(LONG)


@contextmanager
def unshared(google: GoogleServer, *ids: str) -> Iterator[None]:
    for id_ in ids:
        google.spreadsheets[id_].shared = False
    yield
    for id_ in ids:
        google.spreadsheets[id_].shared = True


def names(state: State) -> set[str]:
    return {copy.name for copy in state.copies if copy.raw.tabs}


def stands(state: State) -> str:
    return state.summary.partition(" สมุด")[0]


def of(state: State, group: str) -> Copy:
    return next(copy for copy in state.copies if copy.key == IDS[group])


def codes(copy: Copy) -> list[str]:
    for fault in copy.told().faults:
        problem = Problem(fault.code, copy.name, facts=fault.facts)
        assert "?" not in problem.what_th + problem.fix_th
    return [fault.code for fault in copy.why]


# --- a listed workbook without a copy ---------------------------------------------------------


@pytest.mark.parametrize(
    "absent", [("FIN",), ("FIN", "NP", "HR"), ("OFFICE",), ("OFFICE", "NP"), tuple(IDS)]
)
def test_a_workbook_shared_while_the_dashboard_was_stopped_is_read_after_its_start(
    google, start, absent
):
    with unshared(google, *(IDS[name] for name in absent)):
        assert start().look().fresh == (0 if "OFFICE" in absent else 7 - len(absent))
    again = start().look()
    assert names(again) == ALL and stands(again) == "7 จาก 7"


def test_a_workbook_that_is_still_not_shared_after_a_start_is_named(google, start):
    with unshared(google, IDS["NP"]):
        start().look()
        state = start().look()
        assert stands(state) == "6 จาก 7"
        [missing] = [copy for copy in state.copies if copy.missing]
        assert missing.reason.code == "google_forbidden" and missing.name == "ชีตกลุ่มNP"
        assert missing.listed_by == "กลุ่มNP"


def test_a_workbook_that_was_too_large_when_it_was_first_read_is_read_after_a_start(google, start):
    tab = google.spreadsheets[IDS["HR"]].tab("หลักฐานอ้างอิง")
    tab.size = (2_000_000, 5)
    state = start().look()
    assert [f.code for f in of(state, "HR").raw.faults] == ["tab_too_large"]
    tab.size = None
    state = start().look()
    assert stands(state) == "7 จาก 7" and len(of(state, "HR").raw.tabs) == 2


# --- lists of Drive ---------------------------------------------------------------------------


@pytest.mark.parametrize("absent", [("NP",), ("OFFICE",), tuple(IDS)])
@pytest.mark.parametrize("nth", [1, 2])
def test_a_list_of_drive_that_lacks_workbooks_throws_none_away(google, start, absent, nth):
    office = start()
    office.look()
    google.spreadsheets[IDS["FIN"]].edit("หลักฐานอ้างอิง", 1, 0, "1.99")
    looks = []

    def shorten(asked) -> None:
        looks.append(asked.kind == "drive")
        if sum(looks) >= nth:
            google.unlisted |= {IDS[name] for name in absent}

    google.before = shorten
    state = office.look()
    assert names(state) == ALL and stands(state) == "7 จาก 7"
    google.before = None
    google.unlisted.clear()
    assert stands(office.look()) == "7 จาก 7"
    assert names(start().look()) == ALL


@pytest.mark.parametrize("answer", ["200 other", "200 list", "200 html", "503", "403 api off"])
def test_a_look_at_drive_that_fails_or_is_empty_throws_nothing_away(
    google, start, answer, monkeypatch
):
    monkeypatch.setattr("esa.sources.google.patience.Patience.wait", lambda *_: 0.0)
    office = start()
    office.look()
    google.trouble(answer, "drive", headers={"Retry-After": "999"})
    with_answer = office.look()
    assert names(with_answer) == ALL and stands(with_answer) == "7 จาก 7"


def test_a_workbook_in_the_bin_is_told_while_it_can_be_read(google, start):
    office = start()
    office.look()
    google.spreadsheets[IDS["HR"]].in_bin = True
    copy = of(office.look(), "HR")
    assert copy.fresh and "google_in_bin" in [fault.code for fault in copy.told().faults]
    google.spreadsheets[IDS["HR"]].in_bin = False
    assert of(office.look(), "HR").told().faults == ()


def test_versions_that_grow_when_we_read_are_no_change(google, start):
    for each in google.spreadsheets.values():
        each.grows_by_reading = True
    office = start()
    office.look()
    google.forget()
    state = office.look()
    assert google.count("sheets") == 0
    assert not any(copy.told().faults for copy in state.copies)
    google.spreadsheets[IDS["FIN"]].edit("หลักฐานอ้างอิง", 1, 2, "แก้แล้ว")
    state = office.look()
    assert google.count("values") == google.count("values", IDS["FIN"]) == 1
    assert of(state, "FIN").raw.tabs[1].rows[1][2] == "แก้แล้ว"


# --- what the office lists no longer ----------------------------------------------------------


def test_what_the_office_lists_no_longer_is_quiet_for_an_hour_then_gone_kept_and_told(
    google, start
):
    office = start()
    office.look()
    google.spreadsheets[IDS["OFFICE"]].edit("กลุ่มงาน", 1, LINK, "-")
    for seconds in (MAX_AGE, HOUR - 1):
        state = office.look(seconds)
        assert names(state) == ALL and stands(state) == "7 จาก 7"
    state = office.look()
    fin = of(state, "FIN")
    assert names(state) == ALL and stands(state) == "6 จาก 7" and fin.standing == "gone"
    assert codes(fin) == ["workbook_gone"] and fin.reason.facts["group"] == "กลุ่มFIN"
    state = start().look()
    assert names(state) == ALL  # an hour of grace after a start, too
    google.spreadsheets[IDS["OFFICE"]].edit("กลุ่มงาน", 1, LINK, IDS["FIN"])
    assert stands(office.look()) == "7 จาก 7"


def test_a_link_that_became_text_is_told_and_the_group_stays(google, start):
    office = start()
    office.look()
    google.spreadsheets[IDS["OFFICE"]].edit("กลุ่มงาน", 1, LINK, "ถามหัวหน้า")
    state = office.look()
    assert names(state) == ALL
    [missing] = [copy for copy in state.copies if copy.missing]
    assert missing.reason.code == "google_bad_address" and missing.name == "ชีตกลุ่มFIN"


def test_a_new_link_for_a_group_takes_the_place_of_its_earlier_workbook(google, start):
    office = start()
    office.look()
    new = "1new-fin-".ljust(44, "z")
    tabs = [about("กลุ่ม", "FIN"), documents("FIN")]
    google.add(Spreadsheet(new, "งานใหม่", tabs))
    google.spreadsheets[IDS["OFFICE"]].edit("กลุ่มงาน", 1, LINK, new)
    state = office.look()
    assert names(state) == ALL - {"งานFIN"} | {"งานใหม่"} and stands(state) == "7 จาก 7"
    assert names(start().look()) == names(state)


# --- one slip in the tab of groups ------------------------------------------------------------


def rename_heading(office: Spreadsheet) -> None:
    office.edit("กลุ่มงาน", 0, LINK, "ลิงค์ไปที่ชีต")


def rename_tab(office: Spreadsheet) -> None:
    office.tab("กลุ่มงาน").title = "ของสำนักงาน"


def empty(office: Spreadsheet) -> None:
    office.tab("กลุ่มงาน").rows.clear()


def only_headings(office: Spreadsheet) -> None:
    del office.tab("กลุ่มงาน").rows[1:]


def clear_links(office: Spreadsheet) -> None:
    for row in office.tab("กลุ่มงาน").rows[1:]:
        row[LINK] = ""


def errors(office: Spreadsheet) -> None:
    for row in office.tab("กลุ่มงาน").rows:
        row[:] = ["#REF!"] * len(row)


def loading(office: Spreadsheet) -> None:
    office.tab("กลุ่มงาน").rows[:] = [["Loading..."]]


def errors_in_links(office: Spreadsheet) -> None:
    for row in office.tab("กลุ่มงาน").rows[1:]:
        row[LINK] = "#REF!"


def chips(office: Spreadsheet) -> None:
    for row in office.tab("กลุ่มงาน").rows[1:]:
        row[LINK] = Dressed(f"งาน{row[0]}", row[LINK], chip=True)


def hyperlinks(office: Spreadsheet) -> None:
    for row in office.tab("กลุ่มงาน").rows[1:]:
        row[LINK] = Dressed("เปิดชีต", row[LINK])


def alias_before(office: Spreadsheet) -> None:
    office.tabs.insert(0, Tab("กลุ่ม", [], gid=99))


def alias_with_headings_before(office: Spreadsheet) -> None:
    office.tabs.insert(0, Tab("กลุ่ม", [groups().rows[0]], gid=99))


def delete_tab(office: Spreadsheet) -> None:
    office.tabs = [tab for tab in office.tabs if tab.title != "กลุ่มงาน"]


HELD = [rename_heading, empty, only_headings, clear_links, errors, loading, errors_in_links]
UNDERSTOOD = [chips, hyperlinks, alias_before, alias_with_headings_before, rename_tab]


@pytest.mark.parametrize("slip", [*HELD, delete_tab])
def test_one_slip_in_the_tab_of_groups_waits_and_no_group_is_lost(google, start, slip):
    office = start()
    office.look()
    spreadsheet = google.spreadsheets[IDS["OFFICE"]]
    google.remember()
    slip(spreadsheet)
    spreadsheet.changed()
    for state in (office.look(), office.look(HOUR), office.look(HOUR)):
        assert names(state) == ALL and stands(state) == "6 จาก 7"
        assert of(state, "OFFICE").standing == "held"
        assert set(codes(of(state, "OFFICE"))) <= {"held_rows", "held_columns", "held_list"}
        assert {of(state, group).standing for group in GROUPS} == {"fresh"}
    google.spreadsheets[IDS["FIN"]].edit("หลักฐานอ้างอิง", 1, 2, "แก้แล้ว")
    assert of(office.look(), "FIN").raw.tabs[1].rows[1][2] == "แก้แล้ว"  # still looked after
    state = start().look()
    assert names(state) == ALL and of(state, "OFFICE").standing == "held"
    google.restore(IDS["OFFICE"])
    assert stands(office.look()) == "7 จาก 7"


@pytest.mark.parametrize("slip", UNDERSTOOD)
def test_links_as_people_put_them_in_are_understood(google, start, slip):
    office = start()
    office.look()
    spreadsheet = google.spreadsheets[IDS["OFFICE"]]
    slip(spreadsheet)
    spreadsheet.changed()
    assert stands(office.look()) == "7 จาก 7"
    assert names(start().look()) == ALL


@pytest.mark.parametrize("slip", UNDERSTOOD)
def test_an_office_that_was_never_otherwise_is_understood_at_once(google, start, slip):
    slip(google.spreadsheets[IDS["OFFICE"]])
    state = start().look()
    assert names(state) == ALL and stands(state) == "7 จาก 7" and state.faults == ()


@pytest.mark.parametrize("slip", [rename_heading, empty, errors, loading, delete_tab])
def test_a_list_that_could_never_be_read_is_told_and_is_no_office_without_groups(
    google, start, slip
):
    slip(google.spreadsheets[IDS["OFFICE"]])
    state = start().look()
    assert [fault.code for fault in state.faults] == ["list_unreadable"]


def test_what_is_meant_so_is_confirmed_here_or_elsewhere(google, start, tmp_path):
    office, other = start(), start()
    office.look()
    other.look()
    spreadsheet = google.spreadsheets[IDS["OFFICE"]]
    for row in spreadsheet.tab("กลุ่มงาน").rows[3:]:
        row[LINK] = ""
    spreadsheet.changed()
    for each in (office, other):
        assert of(each.look(), "OFFICE").standing == "held"
    assert office.holder.confirm("สำนักงาน")
    assert of(other.look(), "OFFICE").standing == "fresh"
    assert of(start().look(), "OFFICE").standing == "fresh"
    office.look()
    gone = [copy for copy in office.look(HOUR).copies if copy.standing == "gone"]
    assert {copy.listed_by for copy in gone} == {f"กลุ่ม{group}" for group in GROUPS[2:]}


# --- slips in a group's workbook --------------------------------------------------------------


def test_a_sheet_pasted_over_by_another_group_s_waits_and_the_genuine_one_stays(google, start):
    office = start()
    office.look()
    hr = google.spreadsheets[IDS["HR"]]
    google.remember()
    hr.tabs = [about("กลุ่ม", "FIN"), documents("FIN")]
    hr.changed()
    state = office.look()
    assert codes(of(state, "HR")) == ["held_group"]
    found = read_office(state.raws(), NOW)
    assert {book.name: book.used for book in found.workbooks} == dict.fromkeys(ALL, True)
    google.restore(IDS["HR"])
    assert stands(office.look()) == "7 จาก 7"


@pytest.mark.parametrize("looks", [4])
def test_three_quarters_gone_in_four_looks_are_held(google, start, looks):
    office = start()
    office.look()
    rows = google.spreadsheets[IDS["FIN"]].tab("หลักฐานอ้างอิง").rows
    for left in (8, 6, 4, 3):
        del rows[left + 1 :]
        google.spreadsheets[IDS["FIN"]].changed()
        state = office.look()
    assert codes(of(state, "FIN")) == ["held_rows"]
    assert len(of(state, "FIN").raw.tabs[1].rows) == 7


def test_a_group_that_deletes_one_of_its_two_rows_is_shown_at_once(google, start):
    rows = google.spreadsheets[IDS["FIN"]].tab("หลักฐานอ้างอิง").rows
    del rows[3:]
    office = start()
    office.look()
    del rows[2:]
    google.spreadsheets[IDS["FIN"]].changed()
    state = office.look()
    assert stands(state) == "7 จาก 7" and len(of(state, "FIN").raw.tabs[1].rows) == 2


def test_a_document_that_is_a_chip_has_its_link(google, start):
    fin = google.spreadsheets[IDS["FIN"]]
    fin.tab("หลักฐานอ้างอิง").rows[1][3] = Dressed("คำสั่ง.pdf", "https://drive.google.com/1", True)
    fin.tab("หลักฐานอ้างอิง").rows[2][3] = Dressed("เปิดดู", "https://x.go.th/2")
    fin.tab("หลักฐานอ้างอิง").rows[3][3] = "ตู้ 3"
    state = start().look()
    evidence = read_office(state.raws(), NOW).evidence
    links = evidence.loc[evidence["group"] == "FIN", "link"].tolist()
    assert links[:2] == ["https://drive.google.com/1", "https://x.go.th/2"]
    assert google.count("details") == google.count("details", IDS["FIN"]) == 1
    assert of(start().look(), "FIN").raw.tabs[1].links  # from the disk as well


# --- each workbook stands alone ---------------------------------------------------------------


@pytest.mark.parametrize(
    "trouble", ["200 rowCount null", "200 cells of objects", "200 html", "403", "404", "400 xlsx"]
)
def test_one_strange_answer_leaves_all_others_current(google, start, trouble, monkeypatch):
    monkeypatch.setattr("esa.sources.google.patience.Patience.wait", lambda *_: 0.0)
    office = start()
    office.look()
    for each in google.spreadsheets.values():
        each.changed()
    google.trouble(trouble, IDS["NP"])
    state = office.look()
    assert names(state) == ALL and stands(state) == "6 จาก 7"
    assert of(state, "NP").standing == "kept"
    google.well()
    assert stands(office.look()) == "7 จาก 7"


def test_a_first_screen_comes_with_what_is_there_and_says_how_much(google, start, monkeypatch):
    monkeypatch.setattr("esa.sources.google.budget.SHEETS_A_MINUTE", 8)
    monkeypatch.setattr("esa.sources.google.budget.MINUTE", 2.0)
    google.reads_a_minute, google.minute = 8, 1.0  # one more would be refused
    office = start()
    first = office.holder.current()
    assert first.refreshing and first.waiting and "อ่านแล้ว" in first.summary
    assert first.has_any and first.total == 7
    assert office.holder.wait(LONG)
    assert stands(office.holder.current()) == "7 จาก 7"


def test_of_a_tab_that_is_not_ours_nothing_is_kept_but_title_size_and_filled(
    google, start, tmp_path
):
    pupil = "สมหมาย ไม่มีคำนำหน้า"
    google.spreadsheets[IDS["HR"]].tabs.append(Tab("เวรประจำวัน", [["ชื่อ"], [pupil]], gid=77))
    state = start().look()
    tab = of(state, "HR").raw.tabs[-1]
    assert (tab.title, tab.rows, tab.filled, tab.size) == ("เวรประจำวัน", [], True, (1000, 26))
    assert pupil not in str(Store(tmp_path).state())
    told = read_office(state.raws(), NOW).problems
    assert [p.tab for p in told if p.code == "unknown_tab"] == ["เวรประจำวัน"]


def test_a_renamed_tab_is_known_by_its_headings_and_read_whole(google, start):
    google.spreadsheets[IDS["FIN"]].tab("หลักฐานอ้างอิง").title = "งานของเรา"
    state = start().look()
    assert of(state, "FIN").raw.tabs[1].taken_for == "evidence"
    office = read_office(state.raws(), NOW)
    assert (office.evidence["group"] == "FIN").sum() == 10
    [told] = [p for p in office.problems if p.code == "tab_by_headings"]
    assert "งานของเรา" in told.what_th and "หลักฐานอ้างอิง" in told.fix_th
    assert of(start().look(), "FIN").raw.tabs[1].taken_for == "evidence"


@pytest.mark.parametrize(
    "rows",
    [
        [["เลขที่", "ชื่อ", "ห้อง"], ["1", "ด.ช. ก", "ป.6"]],
        [["รหัส", "ชื่อ", "ประเภท", "เบอร์"], ["1", "ก", "ข", "ค"]],
        [["ลำดับที่", "ชื่อเอกสารหรือหลักฐาน"], [1, "ก"]],
        [["a"] * 6] * 20,
    ],
)
def test_a_list_of_somebody_s_own_is_never_taken_for_one_of_ours(google, start, rows):
    google.spreadsheets[IDS["FIN"]].tabs.append(Tab("ของเรา", rows, gid=77))
    tab = of(start().look(), "FIN").raw.tabs[-1]
    assert (tab.taken_for, tab.rows) == ("", [])
    assert KNOWN.wanted("หลักฐานอ้างอิง") and not KNOWN.wanted("ของเรา")
