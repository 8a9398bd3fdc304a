"""python -m esa connect: set up Google Sheets step by step, and try every workbook.

Says what is wrong with each workbook, how to mend it, and the Thai sentence to send to its owner.
Nothing is written but .streamlit/secrets.toml, and that only when asked, after Google took what is
to be written, and never over settings that are there.
"""

import json
import os
import tomllib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from esa.connect.words import OTHER_WAY, PREPARE, to_owner
from esa.history.google_office import read_google
from esa.reading.known_tabs import tab_of
from esa.reading.office import read_office
from esa.reading.problems import Problem, by_severity
from esa.sources.google.address import Address, spreadsheet_id
from esa.sources.google.client import Client
from esa.sources.google.client import connect as connect_client
from esa.sources.google.errors import SheetsError
from esa.sources.google.patience import Patience
from esa.sources.google.secrets import ROOTS, SECTION, check_secrets, root_beside
from esa.sources.google.workbooks import seen
from esa.sources.workbook import Fault, RawWorkbook, Seen

SECRETS = Path(__file__).resolve().parents[2] / ".streamlit" / "secrets.toml"
ELSEWHERE = "STREAMLIT_SECRETS_FILES"  # Streamlit's own variable
KEPT = ("type", "project_id", "private_key_id", "private_key", "client_email", "client_id")
TOKEN_URI = "https://oauth2.googleapis.com/token"
WAITED = Patience(tries=3, seconds=120)  # somebody sits in front of it
READY, SOME_FAIL, NOT_SET_UP = 0, 1, 2  # exit codes
Say = Callable[[str], None]


class NotWritten(Exception):
    """The settings could not be written; the text says why, in Thai and English."""


def walk(
    now: datetime,
    office: str | None = None,
    key: Path | None = None,
    path: Path = SECRETS,
    say: Say = print,
    patience: Patience = WAITED,
) -> int:
    """The whole walk-through; the result is the exit code: 0 all workbooks are read, 1 some are
    not, 2 not set up. office, key: written into path, where Google took them."""
    if bool(office) != bool(key):
        say("ต้องใส่ทั้ง --office และ --key · Give both --office and --key.")
        return NOT_SET_UP
    try:
        secrets = new_secrets(path, office, key) if office and key else read_secrets(path)
    except NotWritten as why:
        say(str(why))
        return NOT_SET_UP
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        say(f"อ่าน {path} ไม่ได้: {error}\nThe file can't be read as TOML.")
        return NOT_SET_UP
    missing = check_secrets(secrets)
    if missing is None:
        say(f"{PREPARE}\n\n{OTHER_WAY}")
        return NOT_SET_UP
    if missing:
        _say_problem(
            Problem("google_secrets_partial", "", facts={"value": ", ".join(missing)}), say
        )
        return NOT_SET_UP
    return _try_all(secrets, now, say, patience, path if key else None)


def secrets_paths() -> list[Path]:
    """The files that the dashboard takes its settings from, those that count most last."""
    named = os.environ.get(ELSEWHERE, "").split()
    return [SECRETS.parents[1] / each for each in named] or [SECRETS]


def read_secrets(path: Path) -> Mapping:
    """What stands in the file; {} where there is none."""
    return tomllib.loads(path.read_text(encoding="utf-8-sig")) if path.exists() else {}


def new_secrets(path: Path, office: str, key: Path) -> Mapping:
    """The sections [sheets] and [sheets.key] for that office and key; nothing is written.

    office: the address as pasted; key: the .json file of the service account. NotWritten: the
    address is none, the file is no such key, or the sections are there already.
    """
    address = spreadsheet_id(office)
    if isinstance(address, Fault):
        problem = Problem(address.code, "", facts=address.facts)
        raise NotWritten(f"{_both(problem.what_th, problem.fix_th)}\n{problem.fix_en}")
    fields = _key_fields(key)
    try:
        there = SECTION in read_secrets(path)
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise NotWritten(f"อ่าน {path} ไม่ได้: {error}\nThe file can't be read as TOML.") from error
    if there:
        raise NotWritten(
            f"มีหัวข้อ [{SECTION}] ใน {path} อยู่แล้ว จึงไม่เขียนทับ แก้หรือลบหัวข้อนั้นก่อน\n"
            f"There is a section [{SECTION}] already; change or remove it first."
        )
    roots = dict.fromkeys(ROOTS, root_beside(fields["token_uri"]))
    return {
        SECTION: {"office": address.url, **{n: r for n, r in roots.items() if r}, "key": fields}
    }


def write_secrets(path: Path, secrets: Mapping) -> None:
    """Add the sections of new_secrets to the file, readable by this user only."""
    section = secrets[SECTION]
    before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
    lines = [before.rstrip(), "", f"[{SECTION}]"]
    lines += [f"{name} = {_toml(value)}" for name, value in section.items() if name != "key"]
    lines += ["", f"[{SECTION}.key]"]
    lines += [*(f"{name} = {_toml(value)}" for name, value in section["key"].items()), ""]
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(path.name + ".tmp")
    half.unlink(missing_ok=True)
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write("\n".join(lines).lstrip().encode())
    half.replace(path)


def _key_fields(key: Path) -> dict[str, str]:
    try:
        found = json.loads(key.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise NotWritten(
            f"อ่านไฟล์กุญแจ {key} ไม่ได้ ต้องเป็นไฟล์ .json จาก Google Cloud\nThe key file can't be read."
        ) from error
    if not isinstance(found, dict) or found.get("type") != "service_account":
        raise NotWritten(
            f"ไฟล์ {key.name} ไม่ใช่กุญแจของบัญชีบริการ (ต้องมี type เป็น service_account) "
            "ให้สร้างที่ บัญชีบริการ > คีย์ > เพิ่มคีย์ > JSON\n"
            "This is not the key of a service account; make one under Service accounts > Keys."
        )
    fields = {name: str(found[name]) for name in KEPT if name in found}
    return {**fields, "token_uri": str(found.get("token_uri") or TOKEN_URI)}


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a basic string of TOML is written the same way


def _try_all(
    secrets: Mapping, now: datetime, say: Say, patience: Patience, path: Path | None
) -> int:
    """Sign in, look at Drive, read every workbook, and tell about each. path: where the secrets
    are written as soon as Google took them; None where they are from there."""
    client = None
    try:
        client = connect_client(secrets, patience)
        say(f"อีเมลของบัญชีบริการ · The service account's address:\n\n    {client.email}\n")
        say("แชร์ทุกชีตให้อีเมลนี้ เป็น ผู้มีสิทธิ์อ่าน · Share every sheet with it, as viewer.\n")
        seen(client, [])  # whether the sign-in and Drive work at all
        if path:
            write_secrets(path, secrets)
            say(f"บันทึกการตั้งค่าแล้ว · Settings written: {path}")
        raw = read_google(client, secrets, now)
        in_drive = seen(client, [found.id for book in raw if (found := _address(book))])
    except SheetsError as error:
        facts = {"email": client.email if client else "", **error.facts}
        _say_problem(Problem(error.code, "", facts=facts), say)
        return NOT_SET_UP
    except OSError as error:
        say(f"เขียน {path} ไม่ได้: {error}\nThe file can't be written.")
        return NOT_SET_UP
    finally:
        if client:
            client.close()
    failing = [_say_workbook(book, client, in_drive, say) for book in raw].count(False)
    say(_summary(raw, failing, now))
    return SOME_FAIL if failing else READY


def _address(book: RawWorkbook) -> Address | None:
    found = spreadsheet_id(book.address)
    return None if isinstance(found, Fault) else found


def _say_workbook(
    book: RawWorkbook, client: Client, in_drive: Mapping[str, Seen], say: Say
) -> bool:
    """One workbook: what was found, or what is wrong; False where it can't be read."""
    failed = not book.tabs and book.faults
    if not failed:
        ours = sum(tab_of(tab) is not None for tab in book.tabs)
        say(f"✓ {book.name} · รู้จัก {ours} จาก {len(book.tabs)} แท็บ · {ours} known tabs")
        address = _address(book)
        if address and address.id not in in_drive:
            say(f"  อ่านได้เพราะเปิดให้ทุกคนที่มีลิงก์ ควรแชร์ให้ {client.email} แล้วปิดลิงก์สาธารณะ")
            say("  Readable by anyone with the link; better share it with the service account.")
    for fault in book.faults:
        say(f"{'✗' if failed else '!'} {book.name}")
        _say_problem(Problem(fault.code, book.name, facts=fault.facts), say, "  ")
        sentence = to_owner(fault.code, book.name, client.email, book.address)
        if sentence:
            say(f"  ข้อความถึงเจ้าของชีต · To its owner:\n\n    {sentence}\n")
    return not failed


def _summary(raw: list[RawWorkbook], failing: int, now: datetime) -> str:
    office = read_office(raw, now)
    linked = set(office.groups.loc[office.groups["workbook"].notna(), "group"])
    missing = sum(
        p.code == "group_without_workbook" and p.group not in linked for p in office.problems
    )
    errors = by_severity(office.problems)["error"]
    lines = [
        f"\nอ่านได้ {len(raw) - failing} จาก {len(raw)} สมุด · "
        f"{len(raw) - failing} of {len(raw)} workbooks are read"
    ]
    if missing:
        lines.append(
            f"ยังไม่มีสมุด {missing} กลุ่ม: กรอก ลิงก์ชีตของกลุ่ม ในแท็บ กลุ่มงาน ของสมุดสำนักงาน\n"
            f"{missing} groups have no workbook: fill in their links in the office's tab กลุ่มงาน"
        )
    lines.append(f"ข้อมูลที่ต้องแก้ {errors} จุด ดูในหน้า ตรวจข้อมูลในชีต · {errors} errors in the data")
    if failing < len(raw):
        lines.append("เปิดแดชบอร์ด · Open the dashboard: python -m esa run")
    if failing:
        lines.append(f"\n{OTHER_WAY}")
    return "\n".join(lines)


def _both(what: str, fix: str) -> str:
    return f"{what}\n→ {fix}"


def _say_problem(problem: Problem, say: Say, indent: str = "") -> None:
    for line in (problem.what_th, f"→ {problem.fix_th}", problem.what_en, f"→ {problem.fix_en}"):
        say(indent + line)
