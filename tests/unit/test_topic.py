"""A topic as data: emphasis as pairs of marks, and what cells can't do to them."""

from hypothesis import given
from hypothesis import strategies as st

from esa.telling import topic
from esa.telling.texts import one_line, shorten

TEXT = st.text(max_size=30)
MARKED = (topic.strong, topic.act, topic.done, topic.quiet)


def test_a_text_is_read_in_its_parts_with_the_emphasis_of_each():
    said = f"ขาด {topic.act(3)} จาก {topic.quiet(f'ทั้งหมด {topic.strong(4)}')}"
    assert topic.pieces(said) == [
        ("ขาด ", frozenset()),
        ("3", {"act"}),
        (" จาก ", frozenset()),
        ("ทั้งหมด ", {"quiet"}),
        ("4", {"quiet", "strong"}),
    ]
    assert topic.plain(said) == "ขาด 3 จาก ทั้งหมด 4"


@given(st.lists(st.tuples(st.sampled_from([str, *MARKED]), TEXT.map(one_line)), max_size=6))
def test_without_its_marks_a_text_is_what_was_put_into_it(parts):
    said = "".join(mark(text) for mark, text in parts)
    assert topic.plain(said) == "".join(text for _, text in parts)
    assert "".join(part for part, _ in topic.pieces(said)) == topic.plain(said)


@given(st.text(alphabet=[*topic.MARKS, topic.END, "ก", "<"], max_size=12))
def test_marks_that_do_not_match_harm_nothing_and_cells_hold_none(text):
    assert "".join(part for part, _ in topic.pieces(text)) == topic.plain(text)
    assert topic.plain(one_line(text)) == one_line(text) == topic.plain(text)
    assert topic.plain(shorten(text)) == shorten(text)


def test_nothing_is_quiet_and_only_what_says_something_is_put_together():
    assert topic.quiet("") == "" == topic.together(["", ""])
    assert topic.together(["ก", "", "ข"]) == "ก · ข"


@given(st.integers(0, 9), st.integers(1, 5))
def test_a_topic_that_is_cut_says_of_how_many_and_where_the_rest_is(there, most):
    whole = topic.Topic(
        "x", "", "", tuple(topic.Entry("", f"ก{n}") for n in range(there)), notes=("ข",)
    )
    told = topic.first(whole, most, "ดูในตาราง")
    assert told.entries == whole.entries[:most]
    cut = (f"แสดง {most} จาก {there} รายการ ดูในตาราง",) if there > most else ()
    assert told.notes == (*cut, "ข")
