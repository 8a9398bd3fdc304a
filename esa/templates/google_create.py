"""python -m esa template --google: make or complete the tabs of Google Sheets, and tell it.

Works with a key of its own that may write; the app never uses it. Each spreadsheet is looked at,
planned and changed in one batch. Where the answer to the change is lost, the spreadsheet is looked
at again before anything else is done, so that nothing is made twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from esa.fiscal_year import fiscal_year_of
from esa.google_office import KNOWN, group_workbooks
from esa.office import Office, read_office
from esa.problems import Problem
from esa.reading.headings import folded
from esa.reading.tables import find_tab
from esa.sources.google.address import Address, spreadsheet_id
from esa.sources.google.errors import SheetsError, SheetsForbidden
from esa.sources.google.patience import Patience
from esa.sources.google.workbooks import read_workbook
from esa.sources.google.writing import NoKey, Present, Writer, connect_writer, look, read_key
from esa.sources.workbook import Fault, RawTab, RawWorkbook
from esa.templates.google import ABOUT, Made, Plan, is_wanted, plan
from esa.templates.sheets import Book
from esa.templates.workbooks import book_of

WAITED = Patience(tries=3, seconds=60)  # somebody sits in front of it
ROUNDS = 3  # how often a change is tried, each after looking anew
DONE, SOME_FAIL, NOTHING_DONE = 0, 1, 2  # exit codes
Say = Callable[[str], None]

WORDS = {
    "new": "+ {tab}: แท็บใหม่ · new tab",
    "headings": "+ {tab}: เพิ่มหัวคอลัมน์ {names} · headings added",
    "rows": "+ {tab}: ใส่ข้อมูลเริ่มต้น · first rows filled in",
    "rules": "+ {tab}: รายการเลือก/รูปแบบของ {names} · drop-downs and formats",
    "words": "+ {tab}: เพิ่มคำในรายการ {names} · words added to lists",
    "frozen": "+ {tab}: ตรึงแถวหัวคอลัมน์ · headings frozen",
    "protected": "+ {tab}: เตือนก่อนแก้หัวคอลัมน์ · headings protected with a warning",
    "taken": "! {tab}: มีแผ่นอื่นใช้ชื่อนี้อยู่ (เช่น แผนภูมิ) เปลี่ยนชื่อแผ่นนั้นก่อน · another sheet has this title",
    "unknown": "! {tab}: มีข้อมูลแต่ไม่พบหัวคอลัมน์ที่รู้จัก จึงไม่แตะต้อง · holds no known heading, left as it is",
}
LEFT_ALONE = ("taken", "unknown")
TO_EDITOR = (
    "แชร์ชีตให้ {email} เป็น ผู้แก้ไข (เฉพาะตอนสร้างแม่แบบ เสร็จแล้วเอาออกได้)\n"
    "Share the sheet with this address as editor, for as long as the template is being made."
)


@dataclass(frozen=True)
class _Job:
    """What all spreadsheets of one run have in common."""

    client: Writer
    year: int
    dry_run: bool
    say: Say


def create_on_google(
    now: datetime,
    address: str,
    key: Path,
    group: str | None = None,
    office: str | None = None,
    dry_run: bool = False,
    say: Say = print,
    patience: Patience = WAITED,
    roots: Mapping[str, str] | None = None,
) -> int:
    """Make or complete the tabs of spreadsheets; the result is the exit code: 0 all done, 1 some
    failed or were left as they are in part, 2 nothing could be done.

    address: of the office workbook, then every workbook of its groups tab is done too; or, with
    group (a code), of that group's alone. office: the address of the office workbook, for the
    lists and the fiscal year of a single group. key: file of the key that may write. dry_run:
    only say what would be made. roots: api_root of a test server.
    """
    try:
        fields = read_key(key)
    except NoKey as why:
        say(str(why))
        return NOTHING_DONE
    client = None
    try:
        client = connect_writer(fields, patience, roots)
        job = _Job(client, fiscal_year_of(now.date()), dry_run, say)
        if group:
            _, known = _read_office(job, office, now) if office else (None, None)
            results = [_complete(job, address, group, known)]
        else:
            results = _complete_office(job, address, now)
    except SheetsError as error:
        _say_failure(error, fields["client_email"], say)
        return NOTHING_DONE
    finally:
        if client:
            client.close()
    if dry_run:
        say("\nยังไม่ได้เขียนอะไร · Nothing was written (--dry-run).")
    return DONE if all(results) else SOME_FAIL if any(results) or len(results) > 1 else NOTHING_DONE


def _complete_office(job: _Job, address: str, now: datetime) -> list[bool]:
    """The office workbook, then those that its groups tab lists."""
    results = [_complete(job, address, None, None)]
    try:
        raw, office = _read_office(job, address, now)
    except SheetsError as error:  # already told, unless it came in between
        if results[0]:
            _say_failure(error, job.client.email, job.say)
        return [False]
    listed = group_workbooks(raw) or []
    if not listed:
        job.say(
            "\nยังไม่มีลิงก์ชีตของกลุ่มในแท็บ กลุ่มงาน เมื่อกรอกแล้วสั่งคำสั่งนี้อีกครั้ง\n"
            "No group's link stands in the tab กลุ่มงาน yet; run this again when there is one."
        )
    codes = _codes(office)
    for each in listed:
        code = codes.get(folded(each.name.removeprefix("ชีต")))
        if code is None:
            job.say(f"\n✗ {each.name}: ไม่พบรหัสกลุ่มของแถวนี้ · the row has no code of a group")
            results.append(False)
            continue
        results.append(_complete(job, each.address, code, office))
    return results


def _codes(office: Office) -> dict[str, str]:
    """Codes of groups by what a row is called: its name, or its code."""
    rows = office.groups[["group", "name"]].to_dict("records")
    named = {folded(str(row["name"])): str(row["group"]) for row in rows}
    return {**{folded(str(row["group"])): str(row["group"]) for row in rows}, **named}


def _read_office(job: _Job, address: str, now: datetime) -> tuple[RawWorkbook, Office]:
    """The office workbook as the app reads it; the tab that says it is one need not be there yet
    (a dry run writes none)."""
    raw = read_workbook(job.client, _address(address), KNOWN, now)
    office = read_office([raw], now)
    if all(book.kind != "office" for book in office.workbooks):
        about = book_of(None, None, job.year)
        tab = next(tab for tab in about.tabs if tab.name == ABOUT)
        rows = [[field.title for field in tab.fields], *about.cells[ABOUT]]
        others = [each for each in raw.tabs if find_tab({ABOUT: tab}, each.title) is None]
        office = read_office([replace(raw, tabs=(RawTab(tab.title, rows), *others))], now)
    return raw, office


def _address(written: str) -> Address:
    found = spreadsheet_id(written)
    if isinstance(found, Fault):
        raise SheetsError(found.code, found.facts)
    return found


def _complete(job: _Job, address: str, group: str | None, office: Office | None) -> bool:
    """One spreadsheet; False where it failed or something was left as it is."""
    book = book_of(group, office, office.fiscal_year if office else job.year)
    try:
        present, done = _changed(job, _address(address).id, book)
    except SheetsError as error:
        job.say(f"\n✗ {book.title}")
        _say_failure(error, job.client.email, job.say)
        return False
    job.say(f"\n✓ {present.title} ({book.title})")
    for made in done.made:
        job.say(f"  {_line(made)}")
    if not done.requests:
        job.say("  ไม่มีอะไรต้องเพิ่ม · nothing to add")
    return not any(made.what in LEFT_ALONE for made in done.made)


def _changed(job: _Job, id_: str, book: Book) -> tuple[Present, Plan]:
    """Look, plan and change, again after a passing trouble; the first plan is what was made."""
    first: Plan | None = None
    for attempt in range(1, ROUNDS + 1):
        present = look(job.client, id_, is_wanted)
        planned = plan(present, book)
        first = first or planned
        if job.dry_run or not planned.requests:
            break
        try:
            job.client.write(id_, planned.requests)
            break
        except SheetsError as error:
            if not error.transient or attempt == ROUNDS:
                raise
            patience = job.client.patience
            patience.sleep(patience.wait(attempt, error))
    return present, first


def _line(made: Made) -> str:
    return WORDS[made.what].format(tab=made.tab, names=", ".join(made.names))


def _say_failure(error: SheetsError, email: str, say: Say) -> None:
    problem = Problem(error.code, "", facts={"email": email, **error.facts})
    if isinstance(error, SheetsForbidden) and error.code == "google_forbidden":
        say(TO_EDITOR.format(email=email))
        return
    for line in (problem.what_th, f"→ {problem.fix_th}", problem.what_en, f"→ {problem.fix_en}"):
        say(f"  {line}")
