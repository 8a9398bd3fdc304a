"""What changed, in sentences: the one sentence of the board, what rose and fell, the topics."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.changes.compare import Changes, changes
from esa.changes.record import ABSENT, Cell, Change, Side
from esa.changes.verdicts import Level, of_level
from esa.telling import changes_others as others
from esa.telling import changes_words as said
from esa.telling import topic
from esa.telling.changes_words import Counts
from esa.telling.topic import ACT, Door
from tests.unit.changed import both_ways, cells, week

CELL = Cell("office", "indicators", 5, "indicator")
OF = {"1.4.4": "1.4", "2.5.2": "2.5"}


def plain(text: str) -> str:
    return topic.plain(text).replace("\u00a0", " ").replace("\u2060", "")


def side(value: object, key: tuple, note: str = "", title: str = "ชื่อ") -> Side:
    return Side(value, key, CELL, ("SUP",), title, note)


def change(subject: str, kind: str, key: tuple, was: object, now: object, **more: str) -> Change:
    note, measure = more.get("note", ""), more.get("measure", "reported")
    before = None if was is ABSENT else side(was, key, more.get("was_note", ""))
    after = None if now is ABSENT else side(now, key, note)
    return Change(subject, kind, measure, before, after)


def level(was: Level, now: Level, note: str = "", code: str = "1.4") -> Change:
    return change("level", of_level(was, now), ("2557", code), was, now, note=note)


def test_every_kind_of_change_has_a_word_of_its_own():
    assert all(word.strip() for word in said.KINDS.values())
    assert len({*said.KINDS.values()}) == len(said.KINDS)


def test_colours_that_changed_are_counted_by_which_way():
    key = ("00570001", 2556, "O-NET", "ป.6", "area")
    moved = [("better", "red", "green"), ("worse", "green", "red"), ("better", "red", "blue")]
    moved += [("no_longer_tested", "red", "no_row"), ("newly_tested", "no_row", "red")]
    moved += [("changed", "red", "own"), ("became_known", "invalid", "red")]
    moved += [("became_unknown", "red", "invalid")]
    found = Changes(
        tuple(
            change("colour", kind, (*key, str(n)), was, now, measure="pooled")
            for n, (kind, was, now) in enumerate(moved)
        )
    )
    told = plain(other(found, "colours").text).partition(": ")[2].split(" · ")
    assert told[:4] == ["ดีขึ้น 2", "แย่ลง 1", "เปลี่ยนสี 1", "สอบครั้งแรก 1"]
    assert told[4:] == ["ไม่ได้สอบแล้ว 1", "ขณะนี้ไม่ทราบ 1", "ทราบแล้ว 1"]


# --- the one sentence ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (Counts(rose=2, any=True), "ขึ้น 2 ตัวบ่งชี้ ลง 0"),
        (Counts(fell=1, any=True), "ขึ้น 0 ตัวบ่งชี้ ลง 1"),
        (Counts(rose=1, gained=3, any=True), "ขึ้น 1 ตัวบ่งชี้ ลง 0"),
        (
            Counts(rose=1, gained=1, lost=2, behind=(0, 2), any=True),
            "ขึ้น 1 ตัวบ่งชี้ ลง 0 · ที่ยังไม่มีระดับ หลักฐานชัดเจนเพิ่ม 0 ประเด็น ลด 2",
        ),
        (
            Counts(gained=3, lost=1, any=True),
            "หลักฐานชัดเจนเพิ่ม 3 ประเด็น ลด 1 · ระดับยังเท่าเดิม",
        ),
        (Counts(unknown=1, any=True), "ไม่ทราบระดับแล้ว 1 ตัวบ่งชี้"),
        (
            Counts(lost=1, unknown=1, any=True),
            "หลักฐานชัดเจนเพิ่ม 0 ประเด็น ลด 1 · ไม่ทราบระดับแล้ว 1 ตัวบ่งชี้",
        ),
        (Counts(known=2, any=True), "ได้ระดับเพิ่ม 2 ตัวบ่งชี้"),
        (Counts(any=True), "ระดับและหลักฐานเท่าเดิม แต่เรื่องอื่นเปลี่ยน"),
        (Counts(), "ไม่มีการเปลี่ยนแปลง"),
    ],
)
def test_the_sentence_in_all_its_forms(count, sentence):
    told = plain(said.hero(count, "11/2557", "reported"))
    assert told == f"ตั้งแต่ครั้งที่ 11/2557: {sentence}"


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (Counts(met=3, unmet=1, any=True), "ทำได้เพิ่ม 3 ข้อ ทำไม่ได้แล้ว 1"),
        (Counts(rose=3, any=True), "สภาพที่พึงประสงค์เท่าเดิม แต่เรื่องอื่นเปลี่ยน"),
        (Counts(), "ไม่มีการเปลี่ยนแปลง"),
    ],
)
def test_by_the_method_of_conditions_conditions_are_counted(count, sentence):
    told = plain(said.hero(count, "11/2557", "reported", conditional=True))
    assert told == f"ตั้งแต่ครั้งที่ 11/2557: {sentence}"


def test_the_verified_reading_names_checked_evidence():
    told = plain(said.hero(Counts(gained=1, any=True), "11/2557", "verified"))
    assert "หลักฐานที่ตรวจแล้วเพิ่ม 1 ประเด็น" in told and "ชัดเจน" not in told


LEVELS = st.one_of(
    st.builds(Level, st.just("level"), st.integers(1, 5), st.none()),
    st.builds(Level, st.just("at_least"), st.integers(1, 4), st.none()),
    st.builds(Level, st.just("incomplete"), st.none(), st.sampled_from([(1, 2), (2, 5), (4, 5)])),
    st.builds(
        Level, st.sampled_from(("locked", "incomplete", "no_rubric", "gap")), st.none(), st.none()
    ),
)


@given(was=LEVELS, now=LEVELS)
def test_what_became_unknown_is_never_told_as_a_fall_nor_the_other_way_round(was, now):
    kind = of_level(was, now) if was != now else ""
    found = Changes((level(was, now, "ยังสรุประดับไม่ได้"),) if kind else ())
    count = said.counts(found, "reported", OF, ())
    assert (count.fell, count.rose) == (kind == "fell", kind == "rose")
    if was.bounds is None or now.bounds is None:
        assert not count.fell and not count.rose
    told = said.hero(count, "1/2557", "reported")
    assert (ACT in told) == (kind == "fell")


def test_points_of_indicators_without_a_level_are_counted_apart():
    gained = change("point", "gained", ("2557", "2.5.2"), False, True)
    lost = change("point", "lost", ("2557", "1.4.4"), True, False)
    count = said.counts(Changes((gained, lost)), "reported", OF, ["1.4"])
    assert count.behind == (1, 0) and (count.gained, count.lost) == (1, 1)
    assert said.counts(Changes((gained, lost)), "reported", OF, ["1.4", "2.5"]).behind == (0, 0)


def test_the_sample_between_its_last_two_weeks():
    found = changes(week(5), week(6)).of_edition("2557")
    of = {point.criterion: point.indicator for point in week(6).standards.points}
    count = said.counts(found, "reported", of, ["1.4", "2.2", "2.4"])
    assert plain(said.hero(count, "11/2557", "reported")).endswith("ขึ้น 2 ตัวบ่งชี้ ลง 0")
    told = [line.text for line in said.rose(found, "reported", of)]
    assert [text.split()[0] for text in told] == ["1.4", "2.4", "2.5.2"]
    assert told[0].endswith("ขึ้นจากระดับ 4 เป็น 5 เมื่อ 1.4.4 มีหลักฐานชัดเจน")
    assert said.fell(found, "reported", of) == [] and said.unknown(found, "reported") == []
    verified = [line.text for line in said.rose(found, "verified", of)]
    assert verified[0].endswith("ขึ้นจากระดับ 2 เป็น 3 เมื่อ 1.4.2 ผ่านการตรวจ")


# --- what rose, fell and became unknown ---------------------------------------------------------


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        (Level("level", 4), Level("level", 5), "ขึ้นจากระดับ 4 เป็น 5"),
        (Level("level", 3), Level("level", 1), "ลงจากระดับ 3 เป็น 1"),
        (Level("level", 3), Level("at_least", 4), "ขึ้นจากระดับ 3 เป็น อย่างน้อยระดับ 4"),
        (Level("level", 3), Level("incomplete", None), "เคยได้ระดับ 3 ขณะนี้ยังสรุประดับไม่ได้"),
        (Level("incomplete", None), Level("level", 2), "ได้ระดับ 2 (ครั้งก่อนยังไม่ได้ระดับ)"),
        (
            Level("at_least", 4),
            Level("level", 4),
            "ทราบแน่แล้วว่าได้ระดับ 4 (ครั้งก่อนทราบเพียงอย่างน้อยระดับ 4)",
        ),
        (Level("locked", None), Level("incomplete", None), "ขณะนี้ยังสรุประดับไม่ได้"),
    ],
)
def test_a_level_in_words(was, now, words):
    line = said.level(level(was, now, "ยังสรุประดับไม่ได้"))
    assert line.text == f"1.4 ชื่อ {words}"
    assert line.door == Door("indicators", (("indicator", "1.4"),))


def test_points_stand_in_the_sentence_of_their_level_and_alone_without_one():
    up = level(Level("level", 4), Level("level", 5))
    own = change("point", "gained", ("2557", "1.4.4"), False, True)
    other = change("point", "gained", ("2557", "2.5.2"), False, True)
    told = [line.text for line in said.rose(Changes((up, own, other)), "reported", OF)]
    assert told == [
        "1.4 ชื่อ ขึ้นจากระดับ 4 เป็น 5 เมื่อ 1.4.4 มีหลักฐานชัดเจน",
        "2.5.2 ชื่อ มีหลักฐานชัดเจนแล้ว",
    ]


def test_the_largest_step_leads():
    one = level(Level("level", 4), Level("level", 5))
    two = level(Level("level", 1), Level("level", 3), code="2.2")
    told = said.rose(Changes((one, two)), "reported", OF)
    assert [line.text.split()[0] for line in told] == ["2.2", "1.4"]


def test_points_and_reports_that_got_lost_stand_under_fell_and_unknown_ones_do_not():
    lost = change("point", "lost", ("2557", "1.4.4"), True, False)
    unread = change("point", "became_unknown", ("2557", "2.5.2"), True, None)
    gone = change("carried_out", "became_unknown", ("2557", "2.5.2"), "carried_out", "not_reported",
                  measure="")  # fmt: skip
    no = change("carried_out", "no_longer", ("2557", "1.4.4"), "carried_out", "no", measure="")
    found = Changes((lost, unread, gone, no))
    assert [line.text for line in said.fell(found, "reported", OF)] == [
        "1.4.4 ชื่อ ไม่มีหลักฐานชัดเจนแล้ว (ครั้งก่อนมี)",
        "1.4.4 ชื่อ รายงานใหม่ว่ายังดำเนินการไม่เสร็จ",
    ]
    assert [line.text for line in said.unknown(found, "reported")] == [
        "2.5.2 ชื่อ เคยมีหลักฐานชัดเจน อ่านไม่ได้แล้ว",
        "2.5.2 ชื่อ รายงานการดำเนินการหายไป",
    ]


# --- what else changed --------------------------------------------------------------------------


def other(found: Changes, name: str, reading: str = "reported") -> others.Other:
    return next(each for each in others.others(found, reading) if each.name == name)


def first(of: others.Other) -> said.Line:
    return of.line(of.changes[0])


def test_every_change_of_a_state_is_told_once_somewhere():
    found = changes(week(1), week(6)).of_edition("2557")
    of = {point.criterion: point.indicator for point in week(6).standards.points}
    for reading in ("reported", "verified"):
        told = [line.change for make in (said.rose, said.fell) for line in make(found, reading, of)]
        told += [line.change for line in said.unknown(found, reading)]
        told += [each for one in others.others(found, reading) for each in one.changes]
        inside = [c for c in found.of("point", ("gained", "lost"), reading) if c not in told]
        leveled = {c.key[1] for c in told if c.subject == "level"}
        assert all(of[c.key[1]] in leveled for c in inside)
        assert len(told) == len(set(map(id, told)))
        assert len(told) + len(inside) == len(found)


def test_every_sentence_of_both_directions_is_made():
    lost = cells("sup", "evidence", {"criterion": "1.4.4"}, {"place": "", "link": ""})
    money = cells("fin", "spending", {}, {"spent": ""})  # required, so the line itself is unknown
    there, back = both_ways(lost, money)
    for found in (there, back):
        for one in others.others(found, "reported"):
            lines = [one.line(each) for each in one.changes]
            assert one.text and all(line.text.strip() and line.door.page for line in lines)


def test_money_is_told_exactly_with_what_it_was():
    money = Change(
        "spending",
        "rose",
        "spent",
        Side(Decimal("78902440.25"), ("FIN", None), CELL, ("FIN",), "งบดำเนินงาน"),
        Side(Decimal("79144218.82"), ("FIN", None), CELL, ("FIN",), "งบดำเนินงาน"),
    )
    found = other(Changes((money,)), "spending")
    assert found.text == "การเบิกจ่าย 1 รายการ: เบิกจ่ายเพิ่ม 241,778.57 บาท"
    assert first(found).text == (
        "งบดำเนินงาน เบิกจ่ายแล้ว (บาท) 79,144,218.82 (เดิม 78,902,440.25 เพิ่ม 241,778.57)"
    )


@pytest.mark.parametrize(
    ("kind", "was", "now", "words"),
    [
        ("better", "orange", "green", "ดีขึ้นจากสีแสดเป็นสีเขียว"),
        ("worse", "green", "red", "แย่ลงจากสีเขียวเป็นสีแดง"),
        ("newly_tested", "not_tested", "blue", "ได้ผลสอบครั้งแรก สีน้ำเงิน"),
        ("no_longer_tested", "blue", "no_row", "ไม่มีผลสอบแล้ว (เดิมสีน้ำเงิน)"),
        ("became_unknown", "blue", "invalid", "ขณะนี้ไม่ทราบสี (เดิมน้ำเงิน)"),
    ],
)
def test_a_colour_in_words(kind, was, now, words):
    key = ("00570001", 2556, "O-NET", "ป.6", "area", None, "")
    found = Changes((change("colour", kind, key, was, now, measure="pooled"),))
    line = first(other(found, "colours"))
    assert words in line.text and "O-NET ป.6 2556" in line.text
    assert ("school", "00570001") in line.door.filters


@pytest.mark.parametrize(
    ("now", "note", "words"),
    [
        ("done", "checked", "ปิดแล้ว หลักฐานที่ใช้ปิด: ตรวจแล้ว"),
        ("done", "", "ปิดแล้ว ยังไม่ระบุหลักฐานที่ใช้ปิด"),
        ("cancelled", "", "ยกเลิก"),
    ],
)
def test_a_closed_resolution_says_with_what_proof(now, note, words):
    closed = change("follow_up", "closed", ("9/2557", 2), "open", now, note=note, measure="status")
    text = first(other(Changes((closed,)), "follow_ups")).text
    assert text.startswith(f"มติครั้งที่ 9/2557 ข้อ 2 ชื่อ: {words}")


def test_resolutions_stand_from_the_opened_to_those_that_are_gone():
    kinds = ("became_known", "became_unknown", "gone", "due_changed", "status_changed", "reopened")
    kinds += ("closed", "opened")
    made = [
        change("follow_up", kind, ("9/2557", n), "open", "open", measure="status")
        for n, kind in enumerate(kinds)
    ]
    told = other(Changes(tuple(made)), "follow_ups")
    assert [each.kind for each in told.changes] == list(reversed(kinds))
    words = [others._FOLLOW_UP[kind] for kind in reversed(kinds)]
    assert [part.rpartition(" ")[0] for part in told.text.partition(": ")[2].split(" · ")] == words


# What each subject may hold, and the kinds that its rule gives; whatever may stand in rows that
# can't be read is known or unknown besides (esa.changes.record.compared).
AMOUNT = ("new", "gone", "rose", "fell")
OF_SUBJECTS = {
    "follow_up": (
        ("9/2557", 2),
        "open",
        ("opened", "gone", "status_changed", "closed", "reopened"),
    ),
    "document": (
        ("SUP", "2557", "1.4.2", 1),
        "attached",
        ("new", "gone", "rose", "fell", "changed"),
    ),
    "report": (("SUP", "2557", "1.4.2", None), "done", ("new", "gone", "changed")),
    "project": (("P1",), "done", ("new", "gone", "changed")),
    "spending": (("FIN", "P1"), Decimal(5), AMOUNT),
    "kpi": (("K1",), Decimal(5), AMOUNT),
    "figure": (("SUP", "F1", "ก"), Decimal(5), AMOUNT),
    "resource": (("PRO", "A1", 1), Decimal(5), AMOUNT),
    "activity": (("SUP", "A1"), None, ("new", "gone")),
    "register": (("ทะเบียน", "ก"), (("ช่อง", "ก"),), ("new", "gone", "changed")),
    "colour": (("1", 2556, "NT", "ป.3", "area", None, None), "red", ("better", "worse", "changed")),
}
MEASURES = {"spending": "spent", "kpi": "target", "figure": "count", "resource": "value"}
MEASURES |= {"colour": "pooled"}


@pytest.mark.parametrize("subject", OF_SUBJECTS)
def test_whatever_may_become_of_a_row_is_told(subject):
    key, value, kinds = OF_SUBJECTS[subject]
    both, came, went = (value, value), (ABSENT, value), (value, ABSENT)
    sides = {"new": [came], "opened": [came], "gone": [went]}
    sides |= {kind: [both, came, went] for kind in ("became_unknown", "became_known")}
    for kind in (*kinds, "became_unknown", "became_known"):
        for was, now in sides.get(kind, [both]):
            made = change(subject, kind, key, was, now, measure=MEASURES.get(subject, "status"))
            (told,) = others.others(Changes((made,)), "reported")
            assert first(told).text.strip()


def test_what_may_have_moved_either_way_is_told_without_a_difference():
    for kind in ("became_unknown", "became_known"):
        key = ("FIN", "P1", "operations", None)
        moved = change("spending", kind, key, Decimal(1), Decimal(500), measure="spent")
        told = other(Changes((moved,)), "spending")
        assert "500 (เดิม 1 มีแถวที่ยังนับไม่ได้" in first(told).text
        assert told.text == "การเบิกจ่าย 1 รายการ"  # in no sum


def test_where_nothing_changed_nothing_else_is_told():
    assert others.others(Changes(()), "reported") == []


@pytest.mark.parametrize(
    ("kind", "was", "now", "words"),
    [
        ("became_unknown", Decimal("58"), None, "ขณะนี้ไม่ทราบ (เดิม 58)"),
        ("became_known", None, Decimal("58.50"), "58.50 (เพิ่งกรอก)"),
        ("gone", Decimal(58), ABSENT, "ไม่อยู่ในชีตแล้ว (เดิม 58)"),
        ("fell", 60, 58, "58 (เดิม 60 ลด 2)"),
    ],
)
def test_a_blank_is_never_told_as_zero(kind, was, now, words):
    moved = change("kpi", kind, ("K1",), was, now, measure="actual_9m")
    line = first(other(Changes((moved,)), "kpi"))
    assert line.text.endswith(words) and line.door.filters == (("kpi", "K1"),)
