"""Everything Google and the way to it can do wrong: what is told, and how often it is tried."""

import socket
import time

import pytest

from esa.reading.problems import Problem, catalogue
from esa.sources.google.address import Address
from esa.sources.google.client import connect
from esa.sources.google.errors import (
    SheetsBusy,
    SheetsDamaged,
    SheetsError,
    SheetsForbidden,
    SheetsNotASheet,
    SheetsNotFound,
    SheetsRefused,
    SheetsSignedOut,
    SheetsUnreachable,
)
from esa.sources.google.patience import Patience
from esa.sources.google.workbooks import read_workbook, versions
from esa.sources.workbook import SourceError
from tests.loopback.conftest import FINANCE, NOW, OFFICE
from tests.loopback.server import EMAIL

TRIES = Patience().tries


def read(client):
    return read_workbook(client, Address(FINANCE), lambda title: True, NOW)


def impatient(client, trouble):
    """A stalled answer is known to be one after a moment, in tests."""
    if trouble == "stalled":
        client.timeout = (5.0, 0.5)


# what is wrong → class, code; told at once
AT_ONCE = [
    ("403", SheetsForbidden, "google_forbidden"),
    ("403 api off", SheetsForbidden, "google_api_off"),
    ("404", SheetsNotFound, "google_not_found"),
    ("400 xlsx", SheetsNotASheet, "google_is_xlsx"),
    ("400", SheetsRefused, "google_refused"),
    ("401", SheetsSignedOut, "google_signed_out"),
]
# … asked again
PASSING = [
    ("429", SheetsBusy, "google_busy"),
    ("403 quota", SheetsBusy, "google_busy"),
    ("408", SheetsBusy, "google_trouble"),
    ("500 html", SheetsBusy, "google_trouble"),
    ("503", SheetsBusy, "google_trouble"),
    ("reset", SheetsUnreachable, "google_unreachable"),
    ("cut", SheetsUnreachable, "google_unreachable"),
    ("stalled", SheetsUnreachable, "google_unreachable"),
    ("truncated", SheetsDamaged, "google_answer_damaged"),
    ("200 html", SheetsDamaged, "google_answer_damaged"),
    ("200 empty", SheetsDamaged, "google_answer_damaged"),
    ("200 list", SheetsDamaged, "google_answer_damaged"),
]


@pytest.mark.parametrize(("trouble", "family", "code"), AT_ONCE)
def test_what_asking_again_cannot_mend_is_told_at_once(
    google, client, waiting, trouble, family, code
):
    google.trouble(trouble)
    with pytest.raises(family) as told:
        read(client)
    assert (told.value.code, type(told.value)) == (code, family)
    assert google.count("sheets") == 1
    assert waiting.slept == []


@pytest.mark.parametrize(("trouble", "family", "code"), PASSING)
def test_what_never_passes_ends_after_five_tries(google, client, waiting, trouble, family, code):
    impatient(client, trouble)
    google.trouble(trouble)
    with pytest.raises(family) as told:
        read(client)
    assert told.value.code == code
    assert google.count("sheets") == TRIES == 5
    assert waiting.slept == [1, 2, 4, 8]
    assert sum(waiting.slept) < Patience().seconds


@pytest.mark.parametrize("trouble", [kind for kind, _, _ in PASSING])
def test_what_passes_after_two_tries_is_never_told(google, client, trouble):
    impatient(client, trouble)
    google.trouble(trouble, "list", times=2)
    assert [tab.title for tab in read(client).tabs] == ["ข้อมูลสมุด", "หลักฐานอ้างอิง"]
    assert (google.count("list"), google.count("values")) == (3, 1)


@pytest.mark.parametrize("trouble", ["429", "503", "truncated", "reset"])
def test_values_are_asked_for_again_as_the_list_is(google, client, trouble):
    google.trouble(trouble, "values", times=1)
    assert read(client).tabs[1].rows == [["ประเด็น"], ["1.10"]]
    assert (google.count("list"), google.count("values")) == (1, 2)


def test_an_answer_that_is_json_but_no_answer_is_damaged(google, client):
    google.trouble("200 other")
    with pytest.raises(SheetsDamaged):
        read(client)


def test_a_date_or_seconds_in_retry_after_are_kept(google, client, waiting):
    google.trouble("429", times=1, headers={"Retry-After": "7"})
    read(client)
    assert waiting.slept == [8]  # and up to a second more, so that not all come back at once


def test_a_retry_after_beyond_the_end_is_not_waited_for(google, client, waiting):
    google.trouble("429", headers={"Retry-After": "60"})
    with pytest.raises(SheetsBusy) as told:
        read(client)
    assert told.value.retry_after == 60
    assert (google.count("sheets"), waiting.slept) == (1, [])


def test_a_lasting_429_with_retry_after_ends_within_a_minute(google, client, waiting):
    google.trouble("429", headers={"Retry-After": "20"})
    with pytest.raises(SheetsBusy):
        read(client)
    assert sum(waiting.slept) < 60
    assert google.count("sheets") == 3


def test_a_trickle_of_bytes_cannot_outlast_the_patience(google):
    client = connect(google.secrets(OFFICE), Patience(seconds=0.5))
    versions(client, [OFFICE])
    google.trouble("trickle")
    started = time.monotonic()
    with pytest.raises(SheetsUnreachable):
        read(client)
    assert time.monotonic() - started < 5
    client.close()


def test_a_server_that_is_gone_is_unreachable_after_five_tries(google, client, waiting):
    versions(client, [OFFICE])
    google.stop()
    with pytest.raises(SheetsUnreachable) as told:
        read(client)
    assert told.value.code == "google_unreachable"
    assert len(waiting.slept) == TRIES - 1


def test_a_port_that_answers_nothing_ends_too(google, client):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        secrets = google.secrets(OFFICE)
        secrets["sheets"]["api_root"] = f"http://127.0.0.1:{silent.getsockname()[1]}"
        quick = connect(secrets, Patience(tries=2, seconds=1, first=0.01))
        quick.timeout = (0.2, 0.2)
        with pytest.raises(SheetsUnreachable):
            read(quick)
        quick.close()


@pytest.mark.parametrize(
    ("trouble", "code"), [("revoked", "google_signed_out"), ("clock", "google_clock")]
)
def test_a_sign_in_that_is_refused_is_told_at_once(google, client, waiting, trouble, code):
    google.trouble(trouble, "sign_in")
    with pytest.raises(SheetsSignedOut) as told:
        read(client)
    assert told.value.code == code
    assert (google.count("sign_in"), google.count("sheets"), waiting.slept) == (1, 0, [])


def test_a_key_that_google_does_not_know_is_refused(google, waiting):
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    secrets = google.secrets(OFFICE)
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    secrets["sheets"]["key"]["private_key"] = stranger.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()
    client = connect(secrets, Patience(clock=waiting.clock, sleep=waiting.sleep))
    with pytest.raises(SheetsSignedOut):
        read(client)
    client.close()


def test_a_key_that_is_no_key_is_told_before_anything_is_asked(google):
    secrets = google.secrets(OFFICE)
    secrets["sheets"]["key"]["private_key"] = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END"
    with pytest.raises(SheetsSignedOut) as told:
        connect(secrets)
    assert told.value.code == "google_key_damaged"
    assert not google.asked


def test_line_breaks_pasted_as_backslash_n_are_line_breaks(google):
    secrets = google.secrets(OFFICE)
    key = secrets["sheets"]["key"]
    key["private_key"] = key["private_key"].replace("\n", "\\n")
    client = connect(secrets)
    assert versions(client, [OFFICE])
    client.close()


def test_drive_that_is_refused_is_told_like_sheets(google, client):
    google.trouble("403 api off", "drive")
    with pytest.raises(SheetsForbidden) as told:
        versions(client, [OFFICE])
    assert told.value.code == "google_api_off"


def test_an_error_names_the_spreadsheet_and_the_status(google, client):
    google.trouble("403", FINANCE)
    with pytest.raises(SheetsError) as told:
        read(client)
    assert (told.value.spreadsheet_id, told.value.status) == (FINANCE, 403)
    assert isinstance(told.value, SourceError)


@pytest.mark.parametrize("code", sorted({code for _, _, code in [*AT_ONCE, *PASSING]}))
def test_every_code_has_its_texts_and_all_facts_for_them(google, client, code):
    trouble = next(kind for kind, _, each in [*AT_ONCE, *PASSING] if each == code)
    google.trouble(trouble)
    with pytest.raises(SheetsError) as told:
        read(client)
    problem = Problem(code, "งานการเงิน", facts=told.value.facts)
    assert code in catalogue()
    texts = problem.what_th + problem.fix_th + problem.what_en + problem.fix_en
    assert "?" not in texts
    assert told.value.facts["email"] == EMAIL
