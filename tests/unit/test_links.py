"""Tokens of the committee's links: only the very letters that were signed open anything."""

import random
import re
import stat
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from ipaddress import IPv6Address

import pytest
import segno
from hypothesis import assume, given
from hypothesis import strategies as st

from esa.history.remote_files import files_at
from esa.reading.office import BANGKOK
from esa.share.links import (
    DAY,
    MOST,
    MOST_DAYS,
    Key,
    Link,
    Record,
    session_of,
    session_verdict,
    token_of,
    verdict,
)
from esa.share.links_tries import MOST as MOST_TRIES
from esa.share.links_tries import MOST_TOGETHER, WINDOW, Tries, network_of
from esa.share.registry import NoKeys, Registry, registry_at
from esa.share.scope import SHOWN, Scope
from tests.conftest import ROOT

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=BANGKOK)
AT = int(NOW.timestamp())
KEY = Key("k1", "a secret of at least thirty-two letters")
OTHER = Key("k2", "another secret of thirty-two letters…")
SCOPE = Scope("public", ("levels", "networks"), "11/2557", ("FIN",), ("N01", "N02"))
LINK = Link("abc123", SCOPE, AT, AT + 14 * DAY)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def known(identity: str) -> Record | None:
    return Record(LINK) if identity == LINK.id else None


def reason(token: str, keys=(KEY,), at: datetime = NOW, kept=known) -> str:
    return verdict(token, keys, kept, at).reason


def test_a_token_opens_what_was_signed():
    found = verdict(token_of(LINK, KEY), (OTHER, KEY), known, NOW)
    assert found.reason == "good" and found.link == LINK


def mutated(token: str, chance: random.Random) -> str:
    """The token with one or several letters changed, lost, doubled, swapped or put in."""
    letters = list(token)
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        at = chance.randrange(len(letters))
        match chance.randrange(6):
            case 0:
                letters[at] = chance.choice(ALPHABET + ".= %\x00ก")
            case 1:
                del letters[at]
            case 2:
                letters.insert(at, chance.choice(ALPHABET + ".="))
            case 3:
                letters[at:] = letters[at : chance.randrange(at, len(letters) + 1)]
            case 4:
                other = chance.randrange(len(letters))
                letters[at], letters[other] = letters[other], letters[at]
            case _:
                letters[-1] = chance.choice(ALPHABET)
        letters = letters or ["A"]
    return "".join(letters)


def test_of_twenty_thousand_hostile_tokens_none_is_accepted():
    """Mutations of a link and of a cookie, each taken for the other too, and parts put together."""
    good, cookie = token_of(LINK, KEY), session_of(LINK, KEY)
    theirs = token_of(LINK, Key("k1", "a secret that somebody guessed wrongly …"))
    chance, tried = random.Random(6), {theirs, cookie, ""}
    while len(tried) < 20_000:
        source = chance.choice((good, good, cookie, theirs))
        tried.add(mutated(source, chance))
        parts = [chance.choice((good, theirs, cookie)).split(".")[n] for n in range(3)]
        tried.add(".".join(parts))
    tried.discard(good)
    assert [each for each in tried if verdict(each, (KEY, OTHER), known, NOW).link] == []
    tried = tried - {cookie} | {good}
    assert [each for each in tried if session_verdict(each, (KEY, OTHER), known, NOW).link] == []


def test_nothing_is_looked_up_for_a_token_that_was_not_signed_here():
    token, chance = token_of(LINK, KEY), random.Random(7)
    wider = token_of(Link(LINK.id, Scope("assessors"), LINK.made_at, LINK.until), OTHER)
    forged = f"{wider.rpartition('.')[0].replace('k2.', 'k1.', 1)}.{token.rpartition('.')[2]}"
    bad = {forged, wider} | {mutated(token, chance) for _ in range(2_000)} - {token}
    asked = []
    for each in bad:
        verdict(each, (KEY,), asked.append, NOW)
    assert asked == []


def test_the_longest_token_still_fits_a_code_on_a_slide():
    address = f"https://{'a' * 200}.example/c/{'A' * MOST}"
    assert segno.make(address, error="m", micro=False).designator
    codes = tuple(f"เครือข่าย{number:030d}" for number in range(60))
    with pytest.raises(ValueError):
        token_of(Link("a", Scope(networks=codes), AT, AT + DAY), KEY)


def test_the_variants_of_a_last_letter_decode_alike_and_are_refused():
    token = token_of(LINK, KEY)
    head, _, signature = token.rpartition(".")
    same = [
        letter
        for letter in ALPHABET
        if urlsafe_b64decode(signature[:-1] + letter + "=") == urlsafe_b64decode(signature + "=")
    ]
    assert len(same) == 4, "the trap is there"
    good = [each for each in same if reason(f"{head}.{signature[:-1]}{each}") == "good"]
    assert good == [signature[-1]]


def test_each_bad_token_is_told_apart():
    token = token_of(LINK, KEY)
    wider = token_of(Link(LINK.id, Scope("assessors"), LINK.made_at, LINK.until), KEY)
    longer = token_of(Link(LINK.id, SCOPE, LINK.made_at, LINK.until + DAY), KEY)
    signature = token.rpartition(".")[2]
    assert reason("") == "wrong"
    assert reason("x" * (MOST + 1)) == "wrong"
    assert reason(token_of(LINK, OTHER)) == "wrong"
    assert reason(token[:-1]) == "truncated"
    assert reason(token.rpartition(".")[0]) == "truncated"
    assert reason(f"{wider.rpartition('.')[0]}.{signature}") == "wrong"
    assert reason(f"{longer.rpartition('.')[0]}.{signature}") == "wrong"
    assert reason(wider) == "widened", "signed here, but not what was kept"
    assert reason(token, kept=lambda _: None) == "unknown"
    assert reason(token, kept=lambda _: Record(LINK, revoked=True)) == "revoked"


def test_a_link_ends_when_its_last_second_is_over_and_not_before():
    token = token_of(LINK, KEY)
    until = datetime.fromtimestamp(LINK.until, BANGKOK)
    assert reason(token, at=until - timedelta(seconds=1)) == "good"
    assert reason(token, at=until) == "expired"


def test_a_link_of_the_future_or_of_more_than_ninety_days_opens_nothing():
    def kept(link: Link):
        return lambda _: Record(link)

    ahead = Link("a", SCOPE, AT + 3600, AT + DAY)
    assert reason(token_of(ahead, KEY), kept=kept(ahead)) == "future"
    skewed = Link("a", SCOPE, AT + 60, AT + DAY)
    assert reason(token_of(skewed, KEY), kept=kept(skewed)) == "good"
    longest = Link("a", SCOPE, AT, AT + MOST_DAYS * DAY)
    assert reason(token_of(longest, KEY), kept=kept(longest)) == "good"
    too_long = Link("a", SCOPE, AT, AT + MOST_DAYS * DAY + 1)
    assert reason(token_of(too_long, KEY), kept=kept(too_long)) == "future"


@given(
    st.builds(
        Scope,
        st.sampled_from(["public", "assessors"]),
        st.lists(st.sampled_from(SHOWN), unique=True, min_size=1).map(tuple),
        st.sampled_from(["", "1/2557", "12/2557"]),
        st.lists(st.text("ABFINกข0-", min_size=1, max_size=8), max_size=5).map(tuple),
        st.lists(st.text("N0123", min_size=1, max_size=8), max_size=5).map(tuple),
        st.booleans(),
    )
)
def test_a_scope_comes_out_of_its_token_as_it_went_in(scope):
    link = Link("id1", scope, AT, AT + DAY)
    assert verdict(token_of(link, KEY), (KEY,), lambda _: Record(link), NOW).link == link


@given(st.text(max_size=300))
def test_no_text_at_all_is_taken_for_a_token_or_breaks_anything(text):
    assert verdict(text, (KEY,), known, NOW).link is None
    assert verdict(f"k1.{text}.{'A' * 43}", (KEY,), known, NOW).link is None
    middle = urlsafe_b64encode(text.encode()).rstrip(b"=").decode()
    assert verdict(f"k1.{middle}.{'A' * 43}", (KEY,), known, NOW).link is None


def test_a_cookie_is_no_token_and_a_token_no_cookie():
    token, cookie = token_of(LINK, KEY), session_of(LINK, KEY)
    assert session_verdict(cookie, (KEY,), known, NOW).link == LINK
    assert reason(cookie) != "good"
    assert session_verdict(token, (KEY,), known, NOW).link is None
    assert session_verdict(cookie, (OTHER,), known, NOW).link is None
    assert session_verdict(cookie, (KEY,), lambda _: Record(LINK, True), NOW).reason == "revoked"
    for letter in ALPHABET:
        if letter != cookie[-1]:
            assert session_verdict(cookie[:-1] + letter, (KEY,), known, NOW).link is None


# --- the list, shared by replicas ---------------------------------------------------------------


@pytest.fixture
def two(tmp_path) -> tuple[Registry, Registry]:
    """Two replicas over one place."""
    return registry_at(str(tmp_path / "h"), {}), registry_at(str(tmp_path / "h"), {})


def opens(registry: Registry, token: str, at: datetime = NOW) -> str:
    return verdict(token, registry.keys(), registry.known, at).reason


def test_what_one_replica_made_another_opens_and_ends(two):
    one, other = two
    entry, token = one.make(SCOPE, " กรรมการ  ชุดที่ 2 ", NOW)
    assert opens(other, token) == "good"
    assert [(e.whose, e.revoked, e.used_at) for e in other.entries()] == [
        ("กรรมการ ชุดที่ 2", False, None)
    ]
    other.note_use(entry.link.id, NOW)
    assert one.entries()[0].used_at == NOW
    other.revoke(entry.link.id, NOW)
    assert opens(one, token) == "revoked" and one.entries()[0].revoked


def test_a_change_of_keys_is_known_to_both_replicas_at_once(two):
    one, other = two
    _, old = one.make(SCOPE, "ก", NOW)
    cookie = session_of(verdict(old, one.keys(), one.known, NOW).link, one.keys()[0])
    other.change_keys()
    _, new = one.make(SCOPE, "ข", NOW)
    assert new.partition(".")[0] != old.partition(".")[0]
    assert opens(one, old) == opens(other, old) == opens(one, new) == opens(other, new) == "good"
    one.change_keys(end_old=True)
    for replica in two:
        assert opens(replica, old) == opens(replica, new) == "wrong"
        assert session_verdict(cookie, replica.keys(), replica.known, NOW).link is None
        assert all(replica.token(entry) is None for entry in replica.entries())


def test_two_replicas_that_start_together_agree_on_one_key(two):
    one, other = two
    one._keep_keys((KEY,), replace=False)
    other._keep_keys((OTHER,), replace=False)
    assert one.keys() == other.keys() == (KEY,)


def test_keys_are_readable_by_the_office_account_only(two, tmp_path):
    two[0].make(SCOPE, "ก", NOW)
    mode = (tmp_path / "h.share" / "keys.json").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_keys_of_the_secrets_count_and_none_is_written(tmp_path):
    share = {"keys": [{"id": "b", "secret": OTHER.secret}, {"id": "a", "secret": KEY.secret}]}
    kept = registry_at(str(tmp_path / "h"), share)
    _, token = kept.make(SCOPE, "ก", NOW)
    assert token.startswith("b.") and not (tmp_path / "h.share" / "keys.json").exists()
    assert not kept.keeps_keys
    rotated_away = registry_at(str(tmp_path / "h"), {"keys": share["keys"][1:]})
    assert opens(rotated_away, token) == "wrong"


def test_a_place_on_the_network_needs_keys_in_the_secrets():
    remote = Registry(files_at("memory://links-without-keys"))
    with pytest.raises(NoKeys):
        remote.make(SCOPE, "ก", NOW)
    given_keys = Registry(files_at("memory://links-with-keys"), (KEY,))
    entry, token = given_keys.make(SCOPE, "ก", NOW)
    assert opens(given_keys, token) == "good"
    given_keys.revoke(entry.link.id, NOW)
    assert opens(given_keys, token) == "revoked"


def test_a_proxy_knows_a_link_by_its_letters(two):
    written = (ROOT / "docs" / "deploy" / "nginx.conf").read_text("utf-8")
    (letters,) = re.findall(r'"~(\[.*?\})"', written)
    for scope in (Scope("public"), Scope("assessors"), SCOPE):
        _, token = two[0].make(scope, "ก", NOW)
        assert re.search(letters, token.split(".")[1])
        assert not re.search(letters, "/media/" + "0" * 56 + ".pdf"), "a download"


@pytest.mark.parametrize("days", [0, -1, MOST_DAYS + 1])
def test_a_link_lasts_from_one_to_ninety_days(two, days):
    with pytest.raises(ValueError):
        two[0].make(SCOPE, "ก", NOW, days)
    assert two[0].make(SCOPE, "ก", NOW, MOST_DAYS)[0].link.until == AT + MOST_DAYS * DAY


@pytest.mark.parametrize("whose", ["", "  ", "ก" * 121])
def test_a_link_is_for_somebody(two, whose):
    with pytest.raises(ValueError):
        two[0].make(SCOPE, whose, NOW)


def test_a_scope_that_would_not_fit_into_an_address_is_refused(two):
    wide = Scope(groups=tuple(f"{'ก' * 30}{i}" for i in range(60)))
    with pytest.raises(ValueError):
        two[0].make(wide, "ก", NOW)
    assert two[0].entries() == []


def test_a_damaged_record_opens_nothing_and_hides_no_other(two, tmp_path):
    one, _ = two
    bad, token = one.make(SCOPE, "ก", NOW)
    _, good = one.make(SCOPE, "ข", NOW)
    (tmp_path / "h.share" / "links" / f"{bad.link.id}.json").write_text("{")
    assert opens(one, token) == "unknown" and opens(one, good) == "good"
    assert [entry.whose for entry in one.entries()] == ["ข"]


def test_a_record_that_was_widened_on_disk_opens_nothing(two, tmp_path):
    one, _ = two
    entry, token = one.make(SCOPE, "ก", NOW)
    path = tmp_path / "h.share" / "links" / f"{entry.link.id}.json"
    path.write_text(path.read_text().replace('"public"', '"assessors"'))
    assert opens(one, token) == "widened"


# --- tries --------------------------------------------------------------------------------------


def test_a_network_waits_after_too_many_refusals_and_others_do_not():
    tries = Tries()
    assert all(tries.refused("192.0.2.1", float(second)) for second in range(MOST_TRIES))
    assert not tries.refused("192.0.2.1", WINDOW - 0.1)
    assert tries.refused("192.0.2.2", WINDOW - 0.1)
    assert tries.refused("192.0.2.1", WINDOW), "the first one is over"
    assert not tries.refused("192.0.2.1", WINDOW), "and only that one"


def test_all_networks_together_are_bounded_too():
    tries = Tries()
    for number in range(MOST_TOGETHER):
        assert tries.refused(f"192.0.{number // 100}.{number % 100}", 0.0)
    assert not tries.refused("198.51.100.1", 1.0)
    assert tries.refused("198.51.100.1", WINDOW)


IPV4, IPV6 = st.ip_addresses(v=4), st.ip_addresses(v=6)


@given(IPV4)
def test_an_ipv4_address_counts_as_one_however_it_is_written(address):
    mapped = IPv6Address(f"::ffff:{address}")
    assert {network_of(each) for each in (str(mapped), mapped.exploded, f"::ffff:{address}")} == {
        network_of(str(address))
    }


@given(IPV4, IPV4)
def test_ipv4_addresses_are_told_apart(one, other):
    assert (network_of(f"::ffff:{one}") == network_of(str(other))) == (one == other)


@given(IPV6, st.integers(0, 2**64 - 1))
def test_an_ipv6_network_counts_as_one_whatever_the_address_in_it(address, rest):
    assume(address.ipv4_mapped is None)
    other = IPv6Address(int(address) >> 64 << 64 | rest)
    assume(other.ipv4_mapped is None)
    assert network_of(str(address)) == network_of(other.exploded) == network_of(f"{other}%eth0")


@given(IPV6, IPV6)
def test_ipv6_networks_are_told_apart(one, other):
    assume(one.ipv4_mapped is None and other.ipv4_mapped is None)
    same = int(one) >> 64 == int(other) >> 64
    assert (network_of(str(one)) == network_of(str(other))) == same


@given(st.text(max_size=50))
def test_what_is_no_address_breaks_nothing_and_gets_no_tries_of_its_own(text):
    assume(network_of(text) == "")
    tries = Tries()
    counted = [tries.refused(f"{text}{number}" * 2, 0.0) for number in range(MOST_TRIES + 1)]
    assert counted == [True] * MOST_TRIES + [False]
