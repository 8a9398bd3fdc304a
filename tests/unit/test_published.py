"""One published table for each test, grade and year: what goes out, what is refused, what stays."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from esa.commands.cli import main
from esa.judged import Judged
from esa.reading.office import BANGKOK, Office
from esa.share.colour_tables import TOTAL, keys_now, table_now, table_of
from esa.share.offers import offers, withdrawal
from esa.share.published import as_json, edition_from, proposed
from esa.share.registry import Registry, registry_at
from esa.share.suppression import SEVERAL, Group
from esa.telling.texts import JOINER
from tests.conftest import SAMPLE
from tests.unit.tables_tried import (
    AT,
    edition_of,
    outside,
    rows_of,
    tables_of,
    values_by_integers,
    with_one,
)

TESTED = {
    "a": ("N1", 200, {"ก": 30}), "b": ("N1", 60, {"ก": 6}), "c": ("N1", 70, {"ก": 7}),
    "d": ("N2", 150, {"ก": 20}), "e": ("N2", 50, {"ก": 5}),
}  # fmt: skip
FAILED = {("a", "ก"): 10, ("b", "ก"): 3, ("c", "ก"): 3, ("d", "ก"): 9, ("e", "ก"): 2}
FIRST = edition_of(TESTED, FAILED)


def now_as(tested: dict, **failed: int) -> object:
    """What publishing would do where these are the counts now."""
    counts = {
        **dict.fromkeys(rows_of(tested), 4),
        **FAILED,
        **{(c, "ก"): n for c, n in failed.items()},
    }
    return proposed(edition_of(tested, {row: counts[row] for row in rows_of(tested)}), [FIRST])


def test_the_same_counts_are_nothing_new():
    assert now_as(TESTED).edition is None


@pytest.mark.parametrize("code", TESTED)
def test_a_school_that_moves_to_another_network_moves_in_no_table(code):
    assert now_as(with_one(TESTED, code, network="N2")).edition is None
    later = now_as(with_one(TESTED, code, network="N3"), a=11).edition
    assert {g.schools for g in later.groups} == {g.schools for g in FIRST.groups}
    in_network = [c for g in FIRST.groups if g.network != SEVERAL for c in g.schools]
    assert {c: later.homes[c] for c in in_network} == {c: FIRST.homes[c] for c in in_network}


def test_what_is_added_is_a_group_by_itself_and_counts_in_its_network():
    tested = {**TESTED, "f": ("N2", 80, {"ก": 14}), "g": ("N3", 9, {"ก": 3})}
    found = now_as(tested, f=6, g=1)
    assert not found.refused and "เพิ่มผลของ f และ g" in found.changes
    assert {*FIRST.groups} < {*found.edition.groups}
    table = table_of(found.edition)
    assert table.cells["N2", TOTAL].seen.tested == 34
    assert found.edition.told[Group(SEVERAL, True, ("g",))] == {}, "one small school alone"


def test_a_mended_row_goes_out_where_it_tells_no_small_count():
    found = now_as(TESTED, a=12)
    assert found.changes == ("a ก: 10 จาก 30 → 12 จาก 30",) and not found.refused
    assert table_of(found.edition).cells["N1", TOTAL].seen.low == 12


def test_what_would_tell_the_count_of_a_small_school_is_refused_and_named():
    gone = {code: about for code, about in TESTED.items() if code != "b"}
    assert any("จะทราบจำนวนที่ไม่ผ่าน" in line for line in now_as(gone).refused)
    far = now_as(TESTED, b=6)  # 3 of 6 → 6 of 6 in a sum of two
    assert not far.refused
    first = edition_of(TESTED, {**FAILED, ("b", "ก"): 0})
    last = proposed(edition_of(TESTED, {**FAILED, ("b", "ก"): 6}), [first])
    assert any(line.startswith("b ก") for line in last.refused), "0 → 6 of 6 can only be that"


def test_a_large_school_that_becomes_small_is_refused():
    found = now_as(with_one(TESTED, "d", counts={"ก": 8}), d=4)
    assert any("นับรวมกับโรงเรียนใหญ่" in line for line in found.refused)


def test_a_table_that_was_taken_back_shows_nothing_and_still_counts():
    back = withdrawal(FIRST, AT)
    assert back.number == FIRST.number + 1
    assert back.told == {} and back.colours == {}
    again = proposed(edition_of(TESTED, FAILED), [FIRST, back])
    assert again.edition and not again.refused and {*again.edition.groups} == {*FIRST.groups}
    gone = {code: about for code, about in TESTED.items() if code != "b"}
    counts = {row: n for row, n in FAILED.items() if row[0] != "b"}
    assert proposed(edition_of(gone, counts), [FIRST, back]).refused, (
        "who kept the first still has it"
    )


@settings(max_examples=12)
@given(st.data())
def test_whatever_follows_no_small_count_is_left_with_too_few_values(data):
    """Several days of mended rows, each as far as the program lets it out."""
    out, failed = [FIRST], dict(FAILED)
    for _ in range(3):
        code = data.draw(st.sampled_from(sorted(TESTED)))
        failed = {**failed, (code, "ก"): data.draw(st.integers(0, TESTED[code][2]["ก"]))}
        found = proposed(edition_of(TESTED, failed), out)
        if found.edition and not found.refused:
            out.append(found.edition)
    small = {row: n for row, n in rows_of(TESTED).items() if n < 10}
    for edition in out:
        for row, values in values_by_integers(edition, list(small)).items():
            assert values >= min(3, small[row] + 1)


# --- kept in the registry -----------------------------------------------------------------------


def test_an_edition_is_kept_as_it_is(sample, tmp_path):
    kept = registry_at(str(tmp_path / "h"), {})
    for edition in tables_of(sample):
        kept.publish(edition)
    again = registry_at(str(tmp_path / "h"), {})
    assert [as_json(e) for e in again.tables()] == [as_json(e) for e in kept.tables()]
    for edition in tables_of(sample):
        assert outside(again.editions(edition.key)[0]) == outside(edition)
        assert as_json(edition_from(json.loads(json.dumps(as_json(edition))))) == as_json(edition)
    with pytest.raises(FileExistsError):
        kept.publish(edition)


def test_the_newest_edition_is_out_and_one_that_was_taken_back_is_not(tmp_path):
    kept = registry_at(str(tmp_path / "h"), {})
    kept.publish(FIRST)
    second = replace(FIRST, number=2, at=AT + timedelta(days=3))
    kept.publish(second)
    assert [(e.number, table_of(e).published) for e in kept.tables()] == [(2, second.at.date())]
    kept.publish(withdrawal(second, AT))
    assert kept.tables() == () and len(kept.editions(FIRST.key)) == 3


@pytest.mark.parametrize("written", [b"{", b"[]", b'{"test": 1}', b"\xff"])
def test_a_damaged_edition_shows_nothing_and_nothing_new_goes_out(sample, tmp_path, written):
    kept = registry_at(str(tmp_path / "h"), {})
    key = next(iter(keys_now(sample)))
    kept.publish(table_now(sample, key, "area", AT))
    (file,) = (tmp_path / "h.share" / "tables").glob("*.json")
    file.write_bytes(written)
    again = registry_at(str(tmp_path / "h"), {})
    assert again.tables() == ()
    offer = next(each for each in offers(Judged(sample), again) if each.key == key)
    assert offer.proposal.refused and not offer.is_new


def test_offers_name_every_table_and_what_is_out(sample, tmp_path):
    kept = registry_at(str(tmp_path / "h"), {})
    found = offers(Judged(sample), kept)
    assert len(found) == len(keys_now(sample)) > 5 and all(each.is_new for each in found)
    kept.publish(found[0].going_out(AT))
    again = offers(Judged(sample), kept)
    assert again[0].out.at == AT and not again[0].is_new and again[1].is_new


def test_every_link_shows_the_published_table_whatever_state_it_is_of(sample, tmp_path):
    """Results that change in the sheets change nothing outside."""
    from esa.share.redaction import redacted
    from esa.share.scope import Scope

    kept = registry_at(str(tmp_path / "h"), {})
    kept.publish(tables_of(sample)[0])
    rows = sample.rows["test_results"]
    worse = rows.assign("not_passed", list(rows["tested"]))
    other = replace(sample, rows={**sample.rows, "test_results": worse})
    for scope in (Scope(schools=True), Scope(networks=("N01",)), Scope("assessors")):
        one, two = (redacted(office, scope, kept.tables()).committee for office in (sample, other))
        assert one.colours == two.colours


# --- the command --------------------------------------------------------------------------------


def test_the_command_says_what_would_go_out_and_does_it_when_told(tmp_path, capsys):
    place = ["--place", str(tmp_path / "h"), "--year", "2556"]
    assert main(["publish", str(SAMPLE), *place]) == 0
    assert "จะเผยแพร่" in capsys.readouterr().out
    kept: Registry = registry_at(str(tmp_path / "h"), {})
    assert kept.tables() == ()
    assert main(["publish", str(SAMPLE), *place, "--yes"]) == 0
    assert len(kept.tables()) == 3 and "เผยแพร่แล้ว" in capsys.readouterr().out
    assert main(["publish", str(SAMPLE), *place, "--yes"]) == 0
    assert capsys.readouterr().out.count("ตรงกับที่เผยแพร่แล้ว") == 3
    assert main(["publish", str(SAMPLE), *place, "--grade", "ป.6", "--withdraw", "--yes"]) == 0
    assert len(kept.tables()) == 2
    assert main(["publish", str(SAMPLE), *place, "--test", "NOPE"]) == 2


def test_a_file_with_colours_is_refused_where_nothing_was_published(tmp_path, capsys):
    out, place = tmp_path / "x.html", ["--place", str(tmp_path / "h")]
    share = ["share", str(SAMPLE), "--html", str(out), *place]
    assert main(share) == 2 and not out.exists()
    assert "publish" in capsys.readouterr().err
    assert main([*share, "--show", "levels,completeness,networks"]) == 0
    assert main(["publish", str(SAMPLE), *place, "--yes"]) == 0
    assert main([*share, "--force"]) == 0
    assert "เผยแพร่เมื่อ" in out.read_text(encoding="utf-8").replace(JOINER, "")


def test_results_that_can_not_be_counted_are_left_out_and_counted(sample: Office):
    rows = sample.rows["test_results"]
    broken = rows.assign("not_passed", [(n or 0) + 1 for n in rows["tested"]])
    office = replace(sample, rows={**sample.rows, "test_results": broken})
    key = next(iter(keys_now(office)))
    edition = table_now(office, key, "area", datetime.now(BANGKOK))
    assert edition.results == {} and edition.groups == () and edition.clashing > 0
    assert table_of(edition).cells[TOTAL, TOTAL].seen.kind == "hidden"
