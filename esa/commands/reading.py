"""What commands share: the office of a folder or a Google Sheet, and the exit code where nothing
could be read."""

import os
import sys
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from esa.commands.cli import UNREADABLE
from esa.history.in_use import among, had_evidence, remembered
from esa.history.live import folder_holder, google_holder
from esa.history.of_sample import OFFICE as SAMPLE
from esa.history.place import place_of
from esa.history.refresh import Holder
from esa.history.store import Store
from esa.reading.office import BANGKOK, NOTHING_HAD, Office, read_office
from esa.sources.folder import read_folder
from esa.sources.google.address import Address, spreadsheet_id
from esa.sources.google.secrets import SECTION, check_secrets
from esa.sources.workbook import Fault, RawWorkbook, SourceError

CARE = 1  # exit code where it was done, and something needs somebody's eyes


def refuse(why: object) -> int:
    """Say why nothing is done; the exit code."""
    print(why, file=sys.stderr)
    return UNREADABLE


def read(office: str) -> Office:
    """The office of a folder or of a Sheet's address, read now. SourceError."""
    now = datetime.now(BANGKOK)
    return office_of(_raws(office, now), office, now)


def read_with_raws(office: str) -> tuple[Office, list[RawWorkbook]]:
    """The office as `read` reads it, with its workbooks as they are. SourceError."""
    now = datetime.now(BANGKOK)
    raws = _raws(office, now)
    return office_of(raws, office, now), raws


def tell_care(care: Sequence[str]) -> int:
    """Name what went along as it was typed, or stayed behind; the exit code, 1 for any."""
    if care:
        print(f"ยกค่าไปตามที่พิมพ์แล้ว ต้องตรวจ {len(care)} เรื่อง · to be looked at:", file=sys.stderr)
    for line in care:
        print(f"  {line}", file=sys.stderr)
    return CARE if care else 0


def holder_of(office: str, store: Store) -> Holder:
    """What holds the office of a folder or of a Sheet's address, over its kept copies.
    SourceError."""
    secrets = secrets_of(office)
    if secrets:
        return google_holder(secrets, store, _clock)
    return folder_holder(Path(office).expanduser().resolve(), store, _clock)


def _clock() -> datetime:
    return datetime.now(BANGKOK)


def office_of(raws: Sequence[RawWorkbook], office: str, at: datetime) -> Office:
    """What was read of the office that stands there, marked where it is the sample; the workbooks
    that the dashboard uses stay in use."""
    address = address_of(office)
    if address == str(SAMPLE):
        return read_office(raws, at, is_sample=True)
    try:
        store = Store(place_of(address))
        before, had = remembered(store), had_evidence(store)
    except (OSError, SourceError):  # a history that can't be opened is told by those who need it
        before, had = {}, NOTHING_HAD
    return read_office(raws, at, in_use=among(raws, before), had=had)


def address_of(office: str) -> str:
    """The address by which `run` knows the office: its folder, or its Sheet as the secrets write
    it. SourceError."""
    secrets = secrets_of(office)
    if secrets is not None:
        return str(secrets["sheets"]["office"]).strip()
    return str(Path(office).expanduser().resolve())


def named() -> str:
    """The office that `run` opens where none is named: of ESA_OFFICE, the secrets, or the sample.
    SourceError."""
    if office := os.environ.get("ESA_OFFICE", "").strip():
        return office
    secrets = _secrets()
    if missing := check_secrets(secrets):
        raise SourceError("google_secrets_partial", {"value": ", ".join(missing)})
    sheets, office = secrets.get("sheets"), secrets.get("office")
    written = sheets.get("office") if isinstance(sheets, Mapping) else None
    address = spreadsheet_id(str(written or ""))
    written = address.url if isinstance(address, Address) else written
    if not written and isinstance(office, Mapping):
        written = office.get("folder")
    return str(written or "").strip() or str(SAMPLE)


def section(name: str) -> Mapping:
    """A section of the secrets; {} where there is none. SourceError."""
    found = _secrets().get(name)
    return found if isinstance(found, Mapping) else {}


def secrets_of(office: str) -> Mapping | None:
    """The secrets for the Sheet of that address, whose key opens it too; None for a folder.
    SourceError where they are incomplete."""
    if "://" not in office:
        return None
    # Google's packages take a while to load, and only these addresses need them
    from esa.sources.google.workbooks import Listed

    secrets = _secrets()
    missing = check_secrets(secrets)
    if missing is None or missing:
        names = ", ".join(missing or [f"[{SECTION}]"])
        raise SourceError("google_secrets_partial", {"value": names})
    known = str(secrets[SECTION]["office"])
    if Listed("", known).key == Listed("", office).key:
        return secrets
    return {**secrets, SECTION: {**secrets[SECTION], "office": office}}


def _secrets() -> Mapping:
    from esa.connect import walk

    try:
        files = [walk.read_secrets(path) for path in walk.secrets_paths()]
    except (OSError, UnicodeError, tomllib.TOMLDecodeError) as error:
        raise SourceError("google_secrets_partial", {"value": str(error)}) from error
    return {name: value for secrets in files for name, value in secrets.items()}


def _raws(office: str, now: datetime) -> list[RawWorkbook]:
    secrets = secrets_of(office)
    if secrets is None:
        return read_folder(Path(office).expanduser(), now)
    from esa.history.google_office import read_google
    from esa.sources.google.client import connect

    raws = read_google(connect(secrets), secrets, now)
    if not any(raw.tabs for raw in raws):
        faults = [fault for raw in raws for fault in raw.faults]
        why = faults[0] if faults else Fault("nothing_read")
        raise SourceError(why.code, why.facts)
    return raws
