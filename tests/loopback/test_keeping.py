"""Which workbooks stay and go between Google, the disk and the screen: the real holder over the
test server, over restarts, short lists of Drive and slips in the list of groups.
"""

import pytest

from esa.history.refresh import MAX_AGE
from tests.loopback.keeping_office import (
    ALL,
    GROUPS,
    HOUR,
    IDS,
    LINK,
    about,
    codes,
    documents,
    groups,
    names,
    of,
    stands,
    unshared,
)
from tests.loopback.server import GoogleServer
from tests.loopback.spreadsheets import Dressed, Spreadsheet, Tab


@pytest.fixture
def google(six_groups: GoogleServer) -> GoogleServer:
    return six_groups


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


def test_a_workbook_that_was_moved_is_told_also_after_a_start_and_is_current(google, start):
    office = start()
    office.look()
    google.spreadsheets[IDS["HR"]].drive = "0drive"
    google.spreadsheets[IDS["HR"]].changed()
    for state in (office.look(), office.look(), start().look()):
        copy = of(state, "HR")
        [fault] = copy.told().faults
        assert copy.fresh and (fault.code, fault.facts["value"]) == ("google_moved", "ไดรฟ์ที่แชร์")
    google.spreadsheets[IDS["HR"]].shared = False  # moved to where nobody may look
    assert codes(of(office.look(), "HR")) == ["google_unshared"]
    google.spreadsheets[IDS["HR"]].shared = True
    google.spreadsheets[IDS["HR"]].drive = ""
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
    again = start()
    state = again.look()
    assert names(state) == ALL and of(state, "FIN").standing == "gone"  # also after a start
    google.spreadsheets[IDS["OFFICE"]].edit("กลุ่มงาน", 1, LINK, IDS["FIN"])
    assert stands(again.look()) == "7 จาก 7"
    google.spreadsheets[IDS["OFFICE"]].edit("กลุ่มงาน", 1, LINK, "-")
    again.look()
    assert of(start().look(HOUR - 1), "FIN").fresh  # its hour began anew
    assert of(start().look(), "FIN").standing == "gone"


def test_a_link_that_became_text_is_told_and_the_group_stays(google, start):
    office = start()
    office.look()
    google.spreadsheets[IDS["OFFICE"]].edit("กลุ่มงาน", 1, LINK, "ถามหัวหน้า")
    state = office.look()
    assert names(state) == ALL
    [missing] = [copy for copy in state.copies if copy.missing]
    assert missing.reason.code == "google_bad_address" and missing.name == "ชีตกลุ่มFIN"


@pytest.mark.parametrize("cell", ["#REF!", "#N/A", "Loading...", "กำลังโหลด…"])
def test_a_link_that_is_an_error_is_not_readable_now_and_takes_no_group_away(google, start, cell):
    office = start()
    office.look()
    google.spreadsheets[IDS["OFFICE"]].edit("กลุ่มงาน", 1, LINK, cell)
    for state in (office.look(), office.look(HOUR), office.look(HOUR), start().look()):
        assert names(state) == ALL and stands(state) == "6 จาก 7"
        assert codes(of(state, "OFFICE")) == ["held_list"] and of(state, "FIN").fresh
    google.spreadsheets[IDS["OFFICE"]].edit("กลุ่มงาน", 1, LINK, IDS["FIN"])
    assert stands(office.look()) == "7 จาก 7"


@pytest.mark.parametrize("cell", ["#REF!", "Loading..."])
def test_a_link_that_was_an_error_from_the_first_is_told_as_one(google, start, cell):
    google.spreadsheets[IDS["OFFICE"]].edit("กลุ่มงาน", 1, LINK, cell)
    state = start().look()
    assert names(state) == ALL - {"งานFIN"} and stands(state) == "6 จาก 7"
    [missing] = [copy for copy in state.copies if copy.missing]
    assert codes(missing) == ["google_link_error"] and missing.listed_by == "กลุ่มFIN"


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


def test_a_new_link_to_a_sheet_that_holds_less_takes_nobody_s_work_away(google, start):
    office = start()
    office.look()
    new, heads = "1new-fin-".ljust(44, "z"), documents("FIN").rows[:1]
    tabs = [about("กลุ่ม", "FIN"), Tab("หลักฐานอ้างอิง", heads, gid=2)]
    google.add(Spreadsheet(new, "งานใหม่", tabs))
    google.spreadsheets[IDS["OFFICE"]].edit("กลุ่มงาน", 1, LINK, new)
    assert names(office.look()) == ALL | {"งานใหม่"}
    assert of(office.look(HOUR), "FIN").standing == "gone"
    assert office.holder.confirm(IDS["FIN"])
    assert names(office.look()) == ALL - {"งานFIN"} | {"งานใหม่"}


def test_a_workbook_of_nobody_takes_the_place_of_none(google, start):
    for group in GROUPS[:2]:
        google.spreadsheets[IDS[group]].edit("about", 1, 1, "")
    office = start()
    office.look()
    google.spreadsheets[IDS["OFFICE"]].edit("กลุ่มงาน", 1, LINK, "-")
    assert names(office.look()) == ALL
    assert of(office.look(HOUR), "FIN").standing == "gone"


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
