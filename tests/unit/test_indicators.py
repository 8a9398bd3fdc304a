"""What the indicators page says, from rows of the rules: the ladder, receipts, conditions."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esa.judged import Judged
from esa.rules.carried import Progress
from esa.rules.conditions import Criterion
from esa.rules.evidence import Document
from esa.rules.ladder import Rung, strip
from esa.rules.levels import Level, Result
from esa.rules.next_steps import NextStep
from esa.telling.topic import Rail, act, plain, strong
from pages.indicators import conditions, levels, receipt
from pages.indicators import words as said
from pages.indicators.view import MOST_LISTED, MOST_ROWS
from tests.unit import made
from tests.unit.test_report_contents import done, office_with, small

EVIL = "<b>x</b> **y** [l](javascript:x) \u202eกลับ " + "ก" * 5000
BLANK = Result("no_rubric", None, None, 0, 0, "", "ว่าง: ยังสรุประดับไม่ได้", None, None, None)


def result(outcome: str = "level", level: int | None = None, **more) -> Result:
    sentence = f"ระดับ {level}" if level else "ว่าง: ยังสรุประดับไม่ได้"
    return BLANK._replace(outcome=outcome, level=level, clear=1, sentence=sentence)._replace(**more)


def level(code: str, reported: Result, verified: Result | None = None, **more) -> Level:
    """An indicator of five points; both readings alike unless given."""
    counts = {"total": 5, "listed": 5, "known": 5, "carried": 5}
    row = Level(("office", 2), "2557", code, "2", "งาน", *[None] * 3, 5, 5, 5, 5, False,
                reported, verified or reported)  # fmt: skip
    return row._replace(**counts)._replace(**more)


# --- sentences ------------------------------------------------------------------------------------


def test_the_finding_names_what_is_claimed_above_the_evidence_most_first():
    rows = [
        level("2.4", result(level=3, claimed_above=1)),
        level("2.2", result(level=1, claimed_above=2)),
        level("1.4", result(level=5, claimed_above=0)),
    ]
    each = "2.2 สูงกว่า 2 ระดับ และ 2.4 สูงกว่า 1 ระดับ"
    assert said.finding(rows, "reported") == (f"ประเมินตนเองสูงกว่าหลักฐาน {act(2)} ตัวบ่งชี้: {each}")


def test_without_a_claim_above_the_finding_is_the_distribution():
    rows = [
        level("1.4", result(level=5)),
        level("2.2", result(level=1, claimed_above=-1)),
        level("1.1", result("incomplete")),
    ]
    found = said.finding(rows, "reported")
    assert found == f"ได้ระดับแล้ว {strong(2)} จาก 3 ตัวบ่งชี้: ระดับ 5 มี 1 และ ระดับ 1 มี 1"


def test_without_any_level_the_finding_says_why_and_never_a_zero_level():
    outcomes = ("incomplete", "no_rubric", "no_rubric")
    rows = [level(str(n), result(outcome)) for n, outcome in enumerate(outcomes)]
    found = said.finding(rows, "verified")
    assert found == (
        f"ยังไม่มีตัวบ่งชี้ใดสรุประดับได้ จาก {strong(3)} ตัวบ่งชี้: ข้อมูลยังไม่ครบ 1 และ ยังไม่ได้กรอกเกณฑ์ 2"
    )
    assert said.finding([], "verified") == "ยังไม่มีตัวบ่งชี้ให้แสดงในฉบับนี้"


@pytest.mark.parametrize(
    ("rung", "text"),
    [(Rung(1, 0, 1), "0–1"), (Rung(2, 2, 2), "2"), (Rung(5, 5, None), "5 ขึ้นไป")],
)
def test_the_bounds_of_a_row_of_the_rubric(rung, text):
    assert said.bounds(rung) == text


def test_a_level_says_how_many_clear_points_gave_it_and_what_to_look_at():
    rungs = [Rung(1, 0, 1), Rung(2, 2, 2)]
    row = level("2.2", result(level=1))
    clear = f"หลักฐานชัดเจน {strong('1 จาก 5 ประเด็น')}"
    assert said.comes_from(row, rungs, "reported") == (
        f"{clear} ได้ {strong('ระดับ 1')} (เกณฑ์ 0–1 ข้อ)"
    )
    locked = level("2.5", result("locked", sentence="ยังให้ระดับไม่ได้", weak=2))
    assert said.comes_from(locked, rungs, "reported") == (
        f"ยังให้ระดับไม่ได้ · {clear}\n{act('2 ประเด็นอาศัยหลักฐานที่ควรตรวจทาน')}"
    )


@pytest.mark.parametrize(("clear", "held"), [(0, "0"), (1, "1–2"), (3, "3–5"), (9, "3–5")])
def test_of_several_rows_of_a_level_that_is_named_which_holds_the_count(clear, held):
    rungs = [Rung(1, 0, 0), Rung(1, 1, 2), Rung(1, 3, 5), Rung(1, 6, 9)]
    row = level("2.2", result(level=1, clear=clear))
    assert said.clear_sentence(row, rungs, "reported").endswith(f"(เกณฑ์ {held} ข้อ)")


def test_claimed_is_marked_only_where_it_differs():
    agrees = level("1.4", result(level=5, claimed_above=0), claimed_level=5, target_level=5)
    assert said.claimed(agrees, "reported") == ("ประเมินตนเอง ระดับ 5 ตรงกับหลักฐาน · เป้าหมาย ระดับ 5")
    above = level("2.2", result(level=1, claimed_above=2), claimed_level=3)
    assert said.claimed(above, "reported").endswith(act("สูงกว่าหลักฐาน 2 ระดับ"))
    below = level("2.2", result(level=3, claimed_above=-2), claimed_level=1)
    assert said.claimed(below, "reported") == "ประเมินตนเอง ระดับ 1 ต่ำกว่าหลักฐาน 2 ระดับ"
    unknown = level("2.5", result("locked"), claimed_level=1)
    assert said.claimed(unknown, "reported") == "ประเมินตนเอง ระดับ 1"
    assert said.claimed(level("2.1", result()), "reported") == ""


def test_the_next_step_names_the_points_it_takes_or_why_there_is_none():
    lifts = level("2.2", result(level=1, need=1, next_level=2))
    one = strong("ระดับ 2 ขาดอีก 1 ประเด็น")
    assert said.next_head(lifts, "reported", 1) == f"{one} ทำข้อนี้"
    any_of_four = f"{one} ทำข้อใดข้อหนึ่งก่อนก็ได้ เรียงจากง่ายที่สุด"
    assert said.next_head(lifts, "reported", 4) == any_of_four
    assert said.next_head(lifts, "reported") == one
    two = level("2.2", result(level=1, need=2, next_level=2))
    assert said.next_head(two, "reported", 3).endswith("ทำ 2 ข้อใดก่อนก็ได้ เรียงจากง่ายที่สุด")
    assert said.next_head(two, "reported", 2).endswith("ทำให้ครบทุกข้อ เรียงจากง่ายที่สุด")
    incomplete = level("1.1", result("incomplete"), total=6, listed=6, known=2)
    assert strong("4 ประเด็น") in said.next_head(incomplete, "reported")
    assert "ขอบคุณ" in said.next_head(level("1.4", result(level=5)), "reported")
    assert "กรอกเกณฑ์" in said.next_head(level("1.3", result("no_rubric")), "reported")


def test_a_step_names_point_action_group_and_due_date():
    about = ("2557", "2.2", "2.2.2", "evidence", "add_locator", 2, 1, True, date(2014, 8, 31))
    row = NextStep(*about, ("FIN",), "evidence", ("fin", 14), "link")
    text = said.step(row, {"FIN": "การเงิน*"}.get, 23)
    assert text.startswith(f"{strong('2.2.2')} เติมลิงก์หรือที่เก็บ")
    assert "การเงิน*" in text and text.endswith(act("เกินกำหนด 23 วัน"))
    assert "เกินกำหนด" not in said.step(row, str, 0)


def test_a_co_groups_row_is_shown_as_not_deciding():
    blank = Progress(*[None] * len(Progress._fields))
    rows = [
        blank._replace(at=("am", 8), group="AM", carried_out="done"),
        blank._replace(at=("hr", 6), group="HR", updated_on=date(2014, 9, 4)),
    ]
    text = said.reports(rows, [("am", 8)], ["NP"], str)
    assert text.startswith("AM: ดำเนินการแล้ว · HR (ร่วม ไม่ใช้ตัดสิน): ยังไม่ระบุสถานะ 4")
    assert text.endswith("ยังไม่มีแถวของ NP")


def test_an_attached_document_counts_as_reported_and_not_as_verified():
    blank = Document(*[None] * len(Document._fields))
    document = blank._replace(state="attached", self_checked=False, lacks="check", warnings=())
    assert said.why_not_counted(document, "reported") == ""
    assert said.why_not_counted(document, "verified") == "ยังไม่มีกลุ่มอื่นตรวจ"
    own = document._replace(self_checked=True)
    assert "กลุ่มตรวจเอง" in said.why_not_counted(own, "verified")
    warned = document._replace(warnings=("shared_link", "placeholder"))
    assert said.warnings(warned) == "ควรตรวจทาน: ลิงก์เดียวใช้กับหลายประเด็นหรือหลายตัวบ่งชี้"


@given(st.text(alphabet="ก \n\r\u202e<", max_size=60), st.integers(1, 30))
def test_a_written_part_is_a_beginning_of_what_was_typed(text, longest):
    kept = said.lines(text, longest)
    assert len(kept) <= longest and "\u202e" not in kept
    assert all(line.strip() for line in kept.split("\n") if kept)
    whole = said.lines(text, 1000)
    assert kept == whole or (kept.endswith("…") and whole.startswith(kept[:-1]))


# --- the ladder -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def judged(sample):
    return Judged(sample)


def rail(row: Level, typed=frozenset(range(1, 6)), reading: str = "reported") -> Rail:
    return levels._rail(row, reading, set(typed))


def test_what_asks_for_attention_comes_first():
    rows = [
        level("1.1", result("incomplete")),
        level("1.2", result("no_rubric")),
        level("1.4", result(level=5), target_level=5),
        level("2.4", result(level=3, claimed_above=1), claimed_level=4),
        level("2.2", result(level=1, claimed_above=2), claimed_level=3),
        level("2.5", result("locked", provisional=1)),
        level("2.6", result(level=2), target_level=4),
    ]
    ordered = sorted(rows, key=lambda row: levels._urgency(row, "reported"))
    codes = [row.indicator for row in ordered]
    assert codes == ["2.2", "2.4", "2.6", "1.4", "2.5", "1.1", "1.2"]


def test_both_readings_stand_on_one_rail_and_the_full_circle_is_the_one_looked_at():
    row = level("1", result(level=4), result(level=2), target_level=5)
    for reading, both in (("reported", (4, 2)), ("verified", (2, 4))):
        found = rail(row, reading=reading)
        assert (found.level, found.other, found.target) == (*both, 5)
        assert found.word == "ตรวจแล้ว ระดับ 2 · ตามที่รายงาน ระดับ 4 · เป้าหมาย ระดับ 5"
    assert rail(level("1", result(level=4))).other is None


def test_a_claim_is_drawn_only_where_it_differs_and_below_is_no_alarm():
    assert rail(level("1", result(level=5, claimed_above=0), claimed_level=5)).claimed is None
    above = rail(level("1", result(level=1, claimed_above=2), claimed_level=3))
    below = rail(level("1", result(level=3, claimed_above=-2), claimed_level=1))
    assert (above.claimed, above.modest, below.claimed, below.modest) == (3, False, 1, True)
    assert not rail(level("1", result("locked", provisional=2), claimed_level=4)).claimed


def test_a_level_that_nobody_typed_is_told_apart_and_a_locked_one_is_provisional():
    assert rail(level("1", result(level=1)), typed={1, 2, 3, 4}).blank == (5,)
    locked = rail(level("1", result("locked", provisional=1)))
    assert (locked.level, locked.provisional, locked.blank) == (1, True, ())


def test_beside_the_rail_stands_what_its_marks_cannot_say():
    def step(row):
        return levels._step(row, rail(row), "reported", None, False)

    row = level("2.2", result(level=1, claimed_above=2), claimed_level=3)
    assert [(each.text, each.tone) for each in step(row).said] == [
        ("ประเมินตนเองสูงกว่าหลักฐาน 2 ระดับ", "act")
    ]
    locked = step(level("2.5", result("locked", provisional=1, sentence="ยังให้ระดับไม่ได้: ก")))
    assert [(each.text, each.tone) for each in locked.said] == [("ยังให้ระดับไม่ได้: ก", "lock")]
    least = step(level("1", result("at_least", level=4, sentence="อย่างน้อยระดับ 4")))
    assert least.rail and least.said[0].text == "อย่างน้อยระดับ 4"


def test_an_indicator_without_a_level_has_no_rail_but_says_why():
    step = levels._step(level("1.1", result("incomplete")), Rail(None), "reported", None, False)
    assert step.rail is None and step.words == "ว่าง"
    open_gate = levels._step(level("1", result("locked")), Rail(None, True), "reported", None, True)
    assert open_gate.rail is None and open_gate.words


def test_the_ladder_of_the_sample_leads_to_each_indicator_and_says_what_is_left_out(judged):
    view = levels.view(judged.standards, "", "reported")
    told = view.drawn("2.2")
    doors = {step.code: step.door for step in told.drawing.steps if step.code}
    assert set(doors) == set(view.names) and doors["1.4"].filters == (("indicator", "1.4"),)
    assert [step.code for step in told.drawing.steps if step.chosen] == ["2.2"] == [view.first]
    headings = [step.above for step in told.drawing.steps if step.above]
    assert [heading.split()[1][:1] for heading in headings] == ["1", "2", "3"]
    assert told.drawing.steps[-1].name == "ยังไม่มีตัวบ่งชี้ในชีต"  # of the third standard
    assert told.left_out and told.entries[0].values[:2] == ("1.1", "การบริหารจัดการที่ดี")
    own = levels.view(judged.standards, "SUP", "reported")
    filters = next(s.door for s in own.drawn(None).drawing.steps if s.code == "1.4").filters
    assert filters == (("indicator", "1.4"), ("group", "SUP")) and "2.2" not in own.names


def test_only_marks_that_occur_are_explained():
    assert levels._legend([Rail(None), Rail(3)], "verified") == ("วงทึบ = ระดับตามที่ตรวจแล้ว",)
    assert levels._legend([Rail(None, word="x")], "reported") == ()
    every = Rail(3, claimed=4, other=4, target=5, blank=(5,))
    (told,) = levels._legend([every, Rail(1, True), Rail(2, to=4)], "reported")
    assert all(word in told for word in levels.LEGEND.values())


def many(sample, count: int):
    rows = [{"indicator": f"1.{n}", "standard": "1", "title": EVIL} for n in range(count)]
    return Judged(office_with(small(sample), indicators=rows)).edition("2557")


def test_a_long_ladder_is_cut_and_says_so_and_hostile_titles_stay_short(sample):
    view = levels.view(many(sample, MOST_ROWS + 7), "", "reported")
    told = view.drawn(None)
    assert len(told.drawing.steps) == MOST_ROWS and "อีก 7 แถวอยู่ในตาราง" in told.notes[-1]
    assert len(told.entries) == MOST_ROWS + 7 == len(view.table.rows)
    assert all(len(step.name) <= 400 and "\u202e" not in step.name for step in told.drawing.steps)
    assert "แถวอยู่ในตาราง" not in str(levels.view(many(sample, 3), "", "reported").drawn(None).notes)


# --- receipts -------------------------------------------------------------------------------------


def counted(*levels_, verified=0, reported=0):
    """Kinds and texts of the strip over a rubric whose rows hold one count each."""
    rungs = [Rung(each, n, n) for n, each in enumerate(levels_) if each]
    row = level("1", result(level=1, clear=reported), result(level=1, clear=verified))
    found = receipt.strip(row._replace(total=len(levels_) - 1), rungs)
    return [(count.text, count.below, count.kind) for count in found.counts]


def test_the_strip_gives_a_cell_per_count_and_marks_both_readings():
    assert counted(1, 2, 3, 4, verified=1, reported=2) == [
        ("1", "0", ""),
        ("2", "1", "verified"),
        ("3", "2", "reported"),
        ("4", "3", ""),
    ]
    assert counted(1, 2, verified=1, reported=1)[1] == ("2", "1", "both")
    assert counted(1, 2, verified=9, reported=9)[1][2] == "both"  # no more count than there are


def test_a_level_that_nobody_typed_is_a_question_and_overlaps_are_told():
    assert counted(1, 2, None)[2] == ("?", "2", "blank")
    overlap = [Rung(1, 0, 2), Rung(2, 1, 2)]
    found = receipt.strip(level("1", result(level=1))._replace(total=2), overlap)
    assert [count.text for count in found.counts] == ["1", "ซ้อน", "ซ้อน"]
    assert receipt.strip(level("1", result()), []) is None
    assert receipt.strip(level("1", result())._replace(total=None), overlap) is None


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_many_counts_share_cells_by_level_and_none_is_lost(total, verified, reported):
    rungs = [Rung(n + 1, n * 10, n * 10 + 9) for n in range(5)]
    row = level("1", result(level=1, clear=reported), result(level=1, clear=verified))
    found = receipt.strip(row._replace(total=total), rungs)
    if total == 0:
        assert found is None
        return
    ranges = [[int(n) for n in count.below.split("–")] for count in found.counts]
    assert [n for first, *last in ranges for n in range(first, (last or [first])[0] + 1)] == [
        *range(total + 1)
    ]
    given = strip(rungs, total)
    assert all(
        given[first].level == (None if count.text == "?" else int(count.text))
        for (first, *_), count in zip(ranges, found.counts, strict=True)
    )
    kinds = Counter(count.kind for count in found.counts)
    assert kinds["verified"] + kinds["both"] == kinds["reported"] + kinds["both"] == 1


def test_the_strip_says_what_its_marks_mean_in_the_words_of_the_ladder():
    apart = level("1", result(clear=1), result(clear=0))
    told = ("ช่องทึบ = ตรวจแล้ว 0 ข้อ", "กรอบหนา = ตามที่รายงาน 1 ข้อ")
    assert said.strip_caption(apart, untyped=False) == told
    same = said.strip_caption(level("1", result(clear=2)), untyped=True)
    assert same == ("ช่องทึบในกรอบหนา = ทั้งตรวจแล้วและตามที่รายงาน 2 ข้อ", "เส้นประ = ยังไม่ได้กรอกเกณฑ์")


def of(sample, *, progress=(), evidence=(), **more):
    """The receipt and the next steps of the one indicator of a small office."""
    edition = Judged(small(sample, progress, evidence, **more)).edition("2557")
    (row,) = edition.levels
    return receipt.indicator(edition, row, "reported").parts


def document(n: int, **more):
    return {
        "criterion": "1.1.1",
        "item": n,
        "title": "คำสั่ง",
        "group": "FIN",
        "at": ("fin", n),
    } | more


def test_a_point_says_who_reported_what_why_it_does_not_count_and_its_state(sample):
    parts = of(sample, progress=[done(1)], evidence=[document(2)])
    first, second = parts[0].entries
    assert (first.lead, first.text) == ("1.1.1", "ข้อ 1")
    assert first.note == "การเงิน: ดำเนินการแล้ว\nยังไม่นับ: มีแต่ชื่อ ขาดลิงก์หรือที่เก็บ"
    assert (first.mark.kind, first.mark.word) == ("promised", "มีแต่ชื่อ")
    assert first.values[3] == "◐ มีแต่ชื่อ\nยังไม่นับ: มีแต่ชื่อ ขาดลิงก์หรือที่เก็บ"
    assert second.note == "ยังไม่มีรายงานการดำเนินการ (การเงิน)\nยังไม่นับ: ยังไม่มีเอกสาร"
    assert second.mark.kind == "unknown"
    assert second.more is None


def test_below_a_point_stand_its_documents_and_what_was_written(sample):
    row = done(1, method="ทำ\nต่อ", reviewer_note="แก้", full_text="https://a.b/c")
    told = of(sample, progress=[row], evidence=[document(2, link="https://a.b/d", title=EVIL)])
    more = told[0].entries[0].more
    assert more.heading == "หลักฐาน 1 แถว · วิธี ผล และความเห็น"
    paper, written, whole = more.entries
    assert paper.link == "https://a.b/d" and len(paper.text) <= 400 and "\u202e" not in paper.text
    assert plain(written.text) == (
        "การเงิน\nวิธีการดำเนินงาน\nทำ\nต่อ\nผลการดำเนินงาน\nยังไม่ได้เขียน\n"
        "ความเห็นและข้อเสนอแนะ\nยังไม่ได้เขียน\nข้อให้แก้ไข แก้"
    )
    assert (whole.text, whole.link) == ("เอกสารฉบับเต็ม", "https://a.b/c")
    assert (paper.cell.tab, written.cell.field) == ("evidence", "carried_out")


def test_a_document_without_a_title_or_a_safe_link_says_so_and_opens_nothing(sample):
    rows = [document(2, title=None), document(3, link="javascript:x", place="ตู้ 1")]
    untitled, unsafe = of(sample, evidence=rows)[0].entries[0].more.entries
    assert plain(untitled.text) == "(ไม่มีชื่อ)"
    assert "ที่เก็บ ตู้ 1" in unsafe.note and unsafe.text == "คำสั่ง"


def test_the_more_points_the_less_of_each_is_sent(sample):
    def sent(points: int):
        asked = {"criteria": [{"criterion": f"1.1.{n}", "indicator": "1.1"} for n in range(points)]}
        edition = Judged(office_with(small(sample), **asked)).edition("2557")
        behind = receipt._behind(edition, edition.points, "reported")
        return behind.documents, behind.characters

    assert sent(4) == (20, 1200) and sent(30) == (5, 400) and sent(0) == sent(1)
    rows = [document(n, item=n) for n in range(2, 30)]
    more = of(sample, evidence=rows)[0].entries[0].more
    assert len(more.entries) == 20 and more.notes == ("แสดง 20 จาก 28 รายการของหลักฐาน",)


def test_only_points_on_the_page_have_more_below_them(sample):
    points = [{"criterion": f"1.1.{n}", "indicator": "1.1"} for n in range(MOST_LISTED + 5)]
    rows = [document(n + 2, criterion=f"1.1.{n}") for n in range(MOST_LISTED + 5)]
    entries = of(sample, evidence=rows, criteria=points)[0].entries
    assert len(entries) == MOST_LISTED + 5
    assert [bool(entry.more) for entry in entries] == [True] * MOST_LISTED + [False] * 5


def test_an_extra_condition_is_told_with_its_cell_and_a_dotted_line_asks_for_nothing(sample):
    def parts(**more):
        row = {"indicator": "1.1", "standard": "1", "points_total": 2} | more
        return {part.name: part for part in of(sample, indicators=[row])}

    assert "condition" not in parts() and "condition" not in parts(extra_condition=".....")
    (open_,) = parts(extra_condition=f"ก {EVIL}")["condition"].entries
    assert open_.note == act("ยังไม่ได้ยืนยัน") and len(open_.text) <= 400
    assert open_.cell.field == "extra_condition_met"
    met = parts(extra_condition="ก", extra_condition_met=True)["condition"].entries[0]
    assert met.note == "ยืนยันแล้ว"


def test_what_to_do_next_names_its_cell_or_the_tab_for_a_new_row(sample):
    progress = [done(1, carried_out="preparing"), done(2)]
    after = of(sample, progress=progress, evidence=[document(2)])[-1]
    gate, rest = after.parts
    assert gate.finding == f"{strong('ก่อนให้ระดับ')} ต้องทำให้ครบ 1 รายการ"
    assert gate.entries[0].cell.at == ("fin", 1) and gate.entries[0].lead == "1."
    assert [bool(entry.cell) for entry in rest.entries] == [True, False]
    assert rest.entries[1].note.startswith("เพิ่มแถวใหม่ในแท็บ หลักฐานอ้างอิง ในชีตการเงิน")
    assert [way.door.page for way in after.onward] == ["evidence", "whatif"]
    assert after.onward[0].door.filters == (("group", "FIN"),)


def test_where_nothing_can_be_done_next_it_says_so_and_leads_nowhere(sample):
    without = [{"indicator": "1.1", "standard": "1"}]
    after = of(sample, indicators=without)[-1]
    (rest,) = after.parts
    assert "กรอกจำนวนประเด็น" in rest.finding and not after.onward
    assert rest.entries[0].cell.field == "points_total"


# --- desired conditions ---------------------------------------------------------------------------


CRITERION = Criterion(*[None] * len(Criterion._fields))._replace(
    at=("office", 2), edition="เดิม", criterion="1-1", indicator="1", title="ก", lead_groups=(),
    co_groups=(), stated=0, listed=0, met=0, unmet=0, not_reported=0, not_listed=0,
    unread=0, outcome="no_target",
)  # fmt: skip


def test_missed_targets_come_first_within_their_indicator(judged):
    rows = [
        CRITERION._replace(indicator="1-1", criterion="a", outcome="reached"),
        CRITERION._replace(indicator="1-2", criterion="b", outcome="open"),
        CRITERION._replace(indicator="1-2", criterion="c", outcome="not_reached"),
    ]
    found = conditions.blocks(judged.edition("เดิม"), rows)
    assert [(heading.split()[0], [r.criterion for r in own]) for heading, own in found] == [
        ("1-2", ["c", "b"]),
        ("1-1", ["a"]),
    ]


def test_a_tile_stands_for_each_condition_and_for_each_kind_where_there_are_many():
    row = CRITERION._replace(stated=8, met=3, unmet=1, not_reported=3, unread=1, not_listed=1)
    tiles = conditions._tiles(row, "", (), False).tiles
    assert [tile.state for tile in tiles] == [
        *["met"] * 3,
        "unmet",
        *["unknown"] * 2,
        "unread",
        "unlisted",
    ]
    assert not any(tile.code or tile.title for tile in tiles)
    many = conditions._tiles(row._replace(stated=5002, met=5000, unmet=0), "", (), False).tiles
    assert [(t.code, t.state) for t in many] == [
        ("5000", "met"),
        ("2", "unknown"),
        ("1", "unread"),
        ("1", "unlisted"),
    ]


def test_a_missed_target_asks_to_act_and_an_open_one_does_not():
    late = CRITERION._replace(outcome="not_reached", target=Decimal(5), kpi_unit="conditions")
    told = conditions._tiles(late, "", (), False).said.text
    assert told.endswith(act("เป้าหมาย 5 ข้อ: ยังไม่บรรลุเป้าหมาย"))
    assert act("") not in conditions._tiles(late._replace(outcome="open"), "", (), False).said.text


def test_a_criterion_says_its_facts_and_each_condition_its_state_and_cell(judged):
    edition = judged.edition("เดิม")
    row = next(each for each in edition.results if each.criterion == "1-1-4-1")
    told = conditions.criterion(edition, row)
    head = plain(told.entries[0].text)
    assert head.startswith("ทำได้ 6 จาก 11 ข้อ (ยังไม่รายงาน 1 · ยังไม่มีในชีต 2) · เป้าหมาย 11 ข้อ")
    assert "ผู้รับผิดชอบหลัก อำนวยการ" in head and told.entries[0].cell.tab == "criteria"
    (own,) = told.parts
    assert own.notes == ("อีก 2 ข้อตามเป้าหมาย ยังไม่ได้พิมพ์ลงในชีต",)
    kinds = Counter(entry.mark.kind for entry in own.entries)
    assert (kinds["met"], kinds["unmet"], kinds["unknown"]) == (
        row.met,
        row.unmet,
        row.not_reported,
    )
    silent = next(entry for entry in own.entries if entry.mark.kind == "unknown")
    assert silent.note.startswith("ผู้รับผิดชอบ ") and silent.cell.tab == "conditions"
    assert all(entry.values[2] == entry.mark.word for entry in own.entries)


def test_nothing_typed_is_an_empty_state_and_hostile_text_stays_short(sample):
    rows = made.sheet(
        "conditions",
        {"edition": "เดิม", "criterion": "1-1-1", "condition": "1", "text": EVIL, "procedure": EVIL},
    )
    edition = Judged(replace(sample, rows=sample.rows | {"conditions": rows})).edition("เดิม")
    first, second = (each for each in edition.results if each.criterion in ("1-1-1", "1-1-2"))
    (entry,) = conditions.criterion(edition, first).parts[0].entries
    assert len(entry.text) <= 400 and len(entry.note) < 1500 and "\u202e" not in entry.note
    nothing = conditions.criterion(edition, second).parts[0]
    assert not nothing.entries and "พิมพ์สภาพที่พึงประสงค์" in nothing.empty


def test_the_finding_of_conditions_counts_targets_and_what_is_open():
    outcomes = ("reached", "not_reached", "open", "open", "no_target")
    rows = [CRITERION._replace(outcome=outcome) for outcome in outcomes]
    assert plain(said.targets_finding(rows)) == (
        "บรรลุเป้าหมาย 1 ยังไม่บรรลุ 1 จาก 4 ประเด็นที่มีเป้าหมาย ยังสรุปไม่ได้ 2"
    )
    assert "ยังไม่มีประเด็นใดมีค่าเป้าหมายเป็นตัวเลข" in said.targets_finding(rows[-1:])
    assert said.targets_finding([]) == "ยังไม่มีประเด็นให้แสดงในฉบับนี้"
