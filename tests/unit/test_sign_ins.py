"""Sign-ins that are over: by signing out, for an account, for everybody; on every replica."""

from datetime import datetime, timedelta

import pytest

from esa.access import sign_ins
from esa.access.sign_ins import KEPT, Ended, sign_in_of
from esa.history.files import LocalFiles
from esa.reading.office import BANGKOK

NOW = datetime(2026, 11, 30, 9, tzinfo=BANGKOK)


def claims(email="a@b.example", seconds=-60, nonce="n"):
    return {"iss": "x", "email": email, "iat": NOW.timestamp() + seconds, "nonce": nonce}


@pytest.fixture
def replicas(tmp_path, monkeypatch):
    monkeypatch.setattr(sign_ins, "FRESH", 0.0)
    return Ended(LocalFiles(tmp_path / "x")), Ended(LocalFiles(tmp_path / "x"))


def test_signing_out_ends_that_sign_in_and_no_other(replicas):
    one, other = replicas
    assert not any(each.has(claims(), "a@b.example") for each in replicas)
    one.end(claims(), NOW)
    assert one.has(claims(), "a@b.example") and other.has(claims(), "a@b.example")
    for fresh in (claims(nonce="m"), claims(seconds=-59), claims("c@b.example")):
        assert not other.has(fresh, str(fresh["email"]))


def test_an_account_or_everybody_signs_in_again(replicas):
    one, other = replicas
    one.end_account("a@b.example", NOW)
    assert other.has(claims(), "a@b.example") and other.has(claims(nonce="m"), "a@b.example")
    assert not other.has(claims("c@b.example"), "c@b.example")
    assert not other.has(claims(seconds=1), "a@b.example"), "signed in since"
    one.end_all(NOW)
    assert other.has(claims("c@b.example"), "c@b.example")
    assert not other.has(claims("c@b.example", 1), "c@b.example")


def test_the_files_name_nobody_and_are_taken_away_in_time(replicas, tmp_path):
    one, _ = replicas
    one.end(claims(), NOW)
    one.end_account("a@b.example", NOW)
    held = "".join(f"{p} {p.read_text()}" for p in tmp_path.rglob("*.json"))
    assert "a@b" not in held and "example" not in held
    one.end(claims(nonce="z"), NOW + timedelta(seconds=KEPT + 10))
    assert len(list(tmp_path.rglob("*.json"))) == 1


def test_what_cannot_be_read_keeps_the_last_answer(replicas, tmp_path):
    one, _ = replicas
    one.end(claims(), NOW)
    one.end_account("c@b.example", NOW)
    assert one.has(claims("c@b.example"), "c@b.example")
    path = next((tmp_path / "x/signed-out").glob("account-*.json"))
    path.write_text("{")
    assert not one.has(claims("c@b.example", 5), "c@b.example")
    assert one.has(claims(), "a@b.example"), "signed out for good"


def test_the_name_of_a_sign_in_tells_one_from_another():
    names = {sign_in_of(c) for c in (claims(), claims("c@b.example"), claims(nonce="m"), {})}
    assert len(names) == 4 and all(len(name) == 32 for name in names)
