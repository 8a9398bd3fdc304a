"""The ladder of levels: its order, what is said beside each level, and rails that say no more."""

from dataclasses import replace

import pytest

from esa.judged import Judged
from esa.rules.vocabulary import ON_THE_SCALE, VERIFIED
from esa.telling import levels as told
from esa.telling.drawings import Said
from esa.telling.levels import ACT, ROSE, Moved
from esa.telling.standpoint import Standpoint
from esa.telling.topic import Rail, plain
from tests.unit.changed import after, base, cells
from tests.unit.standpoints import of_sample, sample

ALONE = Standpoint(sample())


def rows(at: Standpoint = ALONE) -> dict[str, told.Row]:
    return {row.level.indicator: row for row in told.ladder(at)}


def read(text: str) -> str:
    return plain(text).replace("\u00a0", " ").replace("\u2060", "")


def test_the_finding_counts_levels_that_are_given_and_names_the_reading():
    assert read(told.finding(ALONE)) == "ได้ระดับแล้ว 3 จาก 9 ตัวบ่งชี้"
    assert read(told.finding(Standpoint(sample(), VERIFIED))).startswith("ตรวจแล้วได้ระดับ ")


def test_an_office_that_nobody_has_reported_to_has_no_level_rather_than_none_reached():
    office = base().office
    empty = {name: type(office.rows[name])([], {n: [] for n in office.rows[name].columns})
             for name in ("progress", "evidence")}  # fmt: skip
    silent = Standpoint(Judged(replace(office, rows={**office.rows, **empty})))
    said = read(told.finding(silent))
    assert said.endswith("ยังสรุประดับไม่ได้ทั้ง 9 ตัวบ่งชี้") and "0" not in said


def test_what_is_stuck_stands_first_and_what_is_unknown_last():
    order = [(row.level.indicator, row.block) for row in told.ladder(ALONE)]
    assert order == [
        *(("2.2", 0), ("2.3", 0), ("2.4", 1), ("1.4", 1), ("2.5", 2)),
        *(("1.1", 3), ("1.2", 3), ("1.3", 3), ("2.1", 3)),
    ]


def test_what_moved_since_the_meeting_stands_before_all_with_its_words_in_front():
    moved, still = rows(of_sample()), rows()
    assert list(moved)[:2] == ["2.4", "1.4"]
    assert moved["2.4"].said[0] == Said("▲ ขึ้น 1 ระดับ", ROSE) and moved["2.4"].rail.was == 2
    assert moved["2.4"].said[1:] == still["2.4"].said[:2]
    assert moved["2.2"] == still["2.2"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Moved("rose", 2, 4), Said("▲ ขึ้น 2 ระดับ", ROSE)),
        (Moved("fell", 2, 1), Said("▼ ลง 1 ระดับ", ACT)),
        (Moved("became_known", None, 3), Said("▲ ได้ระดับแล้ว", ROSE)),
        (Moved("became_unknown", 3, None), Said("? เดิมระดับ 3 ขณะนี้ไม่ทราบ")),
        (Moved("became_known", 3, 3), None),
        (Moved("changed", None, None), None),
    ],
)
def test_only_what_is_known_of_both_states_rises_or_falls(change, said):
    assert told.moved_words(change) == said


def test_a_row_says_what_is_stuck_what_is_locked_and_what_is_not_known():
    found = rows()
    assert found["2.2"].said[0] == Said("ค้าง 2 ประเด็น · การเงิน", ACT)
    assert found["2.2"].rail == Rail(1, claimed=3)
    assert [each.text for each in found["2.5"].said] == [
        "ยังให้ระดับไม่ได้",
        "ทำแล้ว 3 จาก 4 · รอยืนยันเงื่อนไข",
    ]
    assert found["2.5"].rail == Rail(1, provisional=True, word="เบื้องต้น")
    assert found["1.1"].words == "มีข้อมูล 2 จาก 6 ประเด็น: ยังสรุประดับไม่ได้"
    assert found["2.3"].words == "ยังไม่ได้กรอกเกณฑ์"  # what is stuck beside it names the points
    assert found["1.4"].rail == Rail(5)


def test_a_rail_stands_exactly_where_there_is_a_level_and_is_hollow_while_it_is_not_given():
    for row in told.ladder(of_sample()):
        result = row.level.reported
        on_scale = result.outcome in ON_THE_SCALE
        assert (row.rail is not None) == bool(on_scale and (result.level or result.provisional))
        assert bool(row.words) == (not on_scale)
        if row.rail:
            assert row.rail.provisional == (result.outcome == "locked")


def test_a_claim_is_marked_where_it_differs_and_asks_to_act_only_above_the_evidence():
    lower = after(cells("office", "indicators", {"indicator": "1.4"}, {"claimed_level": 3}))
    row = rows(Standpoint(lower))["1.4"]
    assert row.rail.claimed == 3 and not any(said.tone == ACT for said in row.said)
    assert "ประเมินตนเองต่ำกว่าหลักฐาน 2 ระดับ" in row.reason


def test_the_reason_on_paper_names_the_level_the_count_and_what_there_is_to_see_to():
    reason = rows(of_sample())["2.4"].reason
    assert reason == (
        "▲ ขึ้น 1 ระดับ · ระดับ 3 · หลักฐานชัดเจน 6 จาก 9 ประเด็น · "
        "ประเมินตนเองสูงกว่าหลักฐาน 1 ระดับ · 1 ประเด็นมีแต่หลักฐานที่ควรตรวจทาน"
    )


def test_the_table_behind_holds_every_indicator_and_point_with_its_cell():
    topic = told.levels(ALONE)
    whole, points = topic.behind(), topic.parts[0].behind()
    assert len(whole.rows) == len(whole.cells) == len(sample().standards.levels)
    assert len(points.rows) == len(points.cells) == len(sample().standards.points)
    assert {cell.tab for cell in (*whole.cells, *points.cells)} == {"indicators", "criteria"}
    assert all(len(row) == len(table.columns) for table in (whole, points) for row in table.rows)


def test_rows_that_a_level_leaves_out_are_told_with_their_tab():
    assert [(each.tab, each.rows) for each in told.levels(ALONE).left_out] == [("evidence", 10)]


def test_the_older_edition_fills_a_gauge_for_each_standard():
    older = after(cells("office", "settings", {}, {"edition": "เดิม"}))
    topic, sums = told.levels(Standpoint(older)), older.standards.sums
    assert older.standards.by_conditions and sums
    assert [row.share for row in topic.drawing.rows] == [row.met / row.stated for row in sums]
    met, stated = sum(row.met for row in sums), sum(row.stated for row in sums)
    lost = sum(row.unread for row in sums)  # three groups' rows are all of the other edition
    assert lost and read(topic.finding) == (f"ผ่านสภาพที่พึงประสงค์ {met}–{met + lost} จาก {stated} ข้อ")
    assert [entry.values[1:] for entry in topic.entries] == [
        (row.criteria, row.stated, row.met, row.unmet, row.unknown) for row in sums
    ]
