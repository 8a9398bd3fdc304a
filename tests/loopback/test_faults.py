"""Everything Google and the way to it can do wrong: what is told, and how often it is tried."""

import os
import socket
import time

import pytest

from esa.history.google_office import KNOWN
from esa.reading.problems import Problem, catalogue
from esa.sources.google.address import Address
from esa.sources.google.budget import MINUTE
from esa.sources.google.client import READ_TIME, connect
from esa.sources.google.details import Known
from esa.sources.google.errors import (
    SheetsBusy,
    SheetsDamaged,
    SheetsDayOver,
    SheetsError,
    SheetsForbidden,
    SheetsNotASheet,
    SheetsNotFound,
    SheetsRefused,
    SheetsSignedOut,
    SheetsUnreachable,
)
from esa.sources.google.patience import Patience
from esa.sources.google.workbooks import Listed, read_listed, read_workbook, seen
from esa.sources.workbook import SourceError
from tests.loopback.conftest import FINANCE, NOW, OFFICE, PLANS
from tests.loopback.server import EMAIL, GoogleServer

TRIES = Patience().tries


def read(client):
    return read_workbook(client, Address(FINANCE), KNOWN, NOW)


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
    ("403 day", SheetsDayOver, "google_day_over"),
    ("429 day", SheetsDayOver, "google_day_over"),
]
# … asked again
PASSING = [
    ("408", SheetsBusy, "google_trouble"),
    ("409", SheetsBusy, "google_trouble"),
    ("500 html", SheetsBusy, "google_trouble"),
    ("503", SheetsBusy, "google_trouble"),
    ("reset", SheetsUnreachable, "google_unreachable"),
    ("cut", SheetsUnreachable, "google_unreachable"),
    ("stalled", SheetsUnreachable, "google_unreachable"),
    ("truncated", SheetsDamaged, "google_answer_damaged"),
    ("200 html", SheetsDamaged, "google_answer_damaged"),
    ("200 empty", SheetsDamaged, "google_answer_damaged"),
    ("200 list", SheetsDamaged, "google_answer_damaged"),
    ("200 rowCount null", SheetsDamaged, "google_answer_damaged"),
    ("200 sheets null", SheetsDamaged, "google_answer_damaged"),
    ("302", SheetsDamaged, "google_answer_damaged"),
]
# … after the end of the minute
MINUTE_OVER = ["429", "403 quota"]


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


@pytest.mark.parametrize("trouble", ["503", "truncated", "reset"])
def test_values_are_asked_for_again_as_the_list_is(google, client, trouble):
    google.trouble(trouble, "values", times=1)
    assert read(client).tabs[1].rows == [["ประเด็น"], ["1.10"]]
    assert (google.count("list"), google.count("values")) == (1, 2)


@pytest.mark.parametrize("trouble", MINUTE_OVER)
def test_after_a_refusal_for_the_minute_its_end_is_waited_for(google, client, waiting, trouble):
    google.trouble(trouble, times=1)
    assert read(client).tabs
    assert waiting.slept == [MINUTE] and google.count("sheets") == 3


@pytest.mark.parametrize("trouble", MINUTE_OVER)
def test_a_minute_that_is_always_used_up_ends_after_three_tries(google, client, waiting, trouble):
    google.trouble(trouble)
    with pytest.raises(SheetsBusy) as told:
        read(client)
    assert told.value.code == "google_busy"
    assert google.count("sheets") == 3 and waiting.slept == [MINUTE] * 2


@pytest.mark.parametrize(
    ("trouble", "came"),
    [
        ("200 rowCount null", "rowCount: null"),
        ("200 sheets null", "sheets: null"),
        ("200 other", "0 ranges of"),
        ("200 cells of objects", "ranges of"),
        ("200 html", "<html><body>Sign in to the network"),
        ("200 empty", "nothing"),
        ("200 list", "list"),
        ("truncated", "bytes that are no whole JSON"),
        ("302", "302 https://login.example.org"),
    ],
)
def test_a_strange_answer_is_told_with_what_came_and_belongs_to_one_workbook(
    google, client, trouble, came
):
    where = "values" if "other" in trouble or "cells" in trouble else FINANCE
    google.trouble(trouble, where, headers={"Location": "https://login.example.org/x"})
    book = read_listed(client, Listed("ชีตการเงิน", FINANCE), KNOWN, NOW)
    [fault] = book.faults
    assert book.tabs == () and fault.code == "google_answer_damaged"
    assert came in Problem(fault.code, "", facts=fault.facts).what_th
    google.well()
    assert read_listed(client, Listed("ชีตแผน", PLANS), KNOWN, NOW).tabs


def test_an_error_that_nobody_foresaw_belongs_to_one_workbook(google, client):
    def broken(tabs):
        raise ZeroDivisionError("โทร 081-234-5678")

    known = Known(lambda title: True, broken)
    book = read_listed(client, Listed("ชีต", FINANCE), known, NOW)
    assert [(f.code, f.facts) for f in book.faults] == [
        ("reading_failed", {"value": "ZeroDivisionError"})
    ]


@pytest.mark.parametrize("trouble", ["200 html", "200 empty", "200 list", "500 html", "302"])
def test_a_sign_in_that_is_answered_by_somebody_else_is_no_void_key(google, client, trouble):
    google.trouble(trouble, "sign_in")
    with pytest.raises(SheetsError) as told:
        read(client)
    assert told.value.code in ("google_answer_damaged", "google_trouble")
    if trouble == "200 html":
        assert told.value.facts["message"].startswith("<html><body>Sign in to the network")
    google.well()
    assert read(client).tabs


def test_a_sign_in_that_fails_for_a_while_is_waited_for_as_all_else(google, client, waiting):
    google.trouble("503", "sign_in", times=2)
    assert read(client).tabs
    assert (google.count("sign_in"), waiting.slept) == (3, [1, 2])


@pytest.mark.parametrize("seconds", ["9" * 400, "1" + "0" * 30])
def test_a_retry_after_without_end_is_not_waited_for(google, client, waiting, seconds):
    google.trouble("503", headers={"Retry-After": seconds})
    with pytest.raises(SheetsBusy):
        read(client)
    assert (google.count("sheets"), waiting.slept) == (1, [])


def test_a_redirect_is_not_followed_and_the_token_goes_nowhere_else(google, client):
    with GoogleServer() as other:
        google.trouble("302", headers={"Location": f"{other.url}/v4/spreadsheets/{FINANCE}"})
        with pytest.raises(SheetsDamaged):
            read(client)
        assert other.asked == []


def test_a_netrc_file_says_nothing_about_who_asks(google, monkeypatch, tmp_path):
    netrc = tmp_path / ".netrc"
    netrc.write_text("default login somebody password else\n")
    netrc.chmod(0o600)
    monkeypatch.setitem(os.environ, "NETRC", str(netrc))  # of other programs, no setting of ours
    client = connect(google.secrets(OFFICE))
    assert read(client).tabs and google.count("sign_in") == 1
    client.close()


def test_a_first_byte_after_a_minute_is_still_waited_for():
    assert READ_TIME > 60 and Patience().seconds > READ_TIME + 60


def test_a_date_or_seconds_in_retry_after_are_kept(google, client, waiting):
    google.trouble("503", times=1, headers={"Retry-After": "7"})
    read(client)
    assert waiting.slept == [8]  # and up to a second more, so that not all come back at once


def test_a_retry_after_beyond_the_end_is_not_waited_for(google, client, waiting):
    google.trouble("429", headers={"Retry-After": "180"})
    with pytest.raises(SheetsBusy) as told:
        read(client)
    assert told.value.retry_after == 180
    assert (google.count("sheets"), waiting.slept) == (1, [])


def test_a_lasting_429_with_retry_after_ends_within_its_patience(google, client, waiting):
    google.trouble("429", headers={"Retry-After": "20"})
    with pytest.raises(SheetsBusy):
        read(client)
    assert sum(waiting.slept) < Patience().seconds
    assert google.count("sheets") == 3


def test_a_trickle_of_bytes_cannot_outlast_the_patience(google):
    client = connect(google.secrets(OFFICE), Patience(seconds=0.5))
    seen(client, [OFFICE])
    google.trouble("trickle")
    started = time.monotonic()
    with pytest.raises(SheetsUnreachable):
        read(client)
    assert time.monotonic() - started < 5
    client.close()


def test_a_server_that_is_gone_is_unreachable_after_five_tries(google, client, waiting):
    seen(client, [OFFICE])
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
    assert seen(client, [OFFICE])
    client.close()


def test_drive_that_is_refused_is_told_like_sheets(google, client):
    google.trouble("403 api off", "drive")
    with pytest.raises(SheetsForbidden) as told:
        seen(client, [OFFICE])
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
