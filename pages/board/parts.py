"""The parts of the opening page: the ways into the meeting, the topics of the agenda, tables."""

from collections.abc import Iterable, Sequence

import streamlit as st

from esa.documents.workbook import placed
from esa.judged import Judged
from esa.screen import asked, columns, frame, numerals, show
from esa.telling.standpoint import Standpoint
from esa.telling.topic import Topic, plain

FIELDS = ("meeting_no", "item", "resolution", "groups", "due", "status")
BESIDE = ("stuck", "next_levels", "follow_ups")  # in the narrow column, beside what stands before
HEADED = ("changed",)  # their heading stands beside the controls
TABLES = ("levels", "follow_ups")  # whole, below
MOST, MOST_BESIDE = 6, 5  # entries of a list before the rest is folded


def ways_on(standing: str, since: str, trial: bool) -> None:
    """Second text under the sentence, and the ways into the meeting.

    since: meeting to compare with, as in the address; trial: whether levels can be tried.
    """
    with st.container(key="ways_on", horizontal=True, vertical_alignment="center", gap="medium"):
        if standing:
            with frame.quiet("standing"):
                show.say(standing)
        with st.container(key="way_meeting", width="content"):
            frame.open_page("เปิดโหมดประชุม", "meeting", since=since)
        if trial:
            with st.container(key="way_whatif", width="content"):
                frame.open_page("ลองคำนวณระดับ", "whatif")


def asked_for(judged: Judged) -> None:
    """The resolutions of the meeting that the address asks for."""
    rows = asked.among(judged.follow_ups, "meeting_no", "meeting")
    heading = f"มติและข้อสั่งการ ครั้งที่ {st.query_params.get('meeting', '')}"
    asked.panel(judged.office, rows, "follow_ups", FIELDS, heading, "board")


def topics(at: Standpoint, told: Sequence[Topic], above: str) -> None:
    """The topics in their order, narrow ones beside the one before them; in the end those told in
    brief. above: what the sentence says already."""
    for wide, *narrow in _rows([topic for topic in told if not topic.brief]):
        left, right = st.columns([64, 36], gap="medium") if narrow else (st.container(), None)
        with left:
            _topic(at, wide, above, MOST)
        for topic in narrow:
            with right:
                _topic(at, topic, above, MOST_BESIDE)
    with st.container(gap=None, key="topics_in_brief"):
        for topic in told:
            if topic.brief:
                show.topic(at.judged, topic, MOST)


def _rows(told: Iterable[Topic]) -> list[list[Topic]]:
    rows: list[list[Topic]] = []
    for topic in told:
        if topic.name in BESIDE and rows:
            rows[-1].append(topic)
        else:
            rows.append([topic])
    return rows


def _topic(at: Standpoint, topic: Topic, above: str, most: int) -> None:
    with st.container(gap="xsmall", key=f"topic_{topic.name}"):
        show.section(at.judged, topic, above, most, headed=topic.name in HEADED)


def tables(at: Standpoint, told: Iterable[Topic]) -> None:
    """The whole of some topics, each row with its place in the sheets."""
    for topic in told:
        if topic.name in TABLES and topic.behind:
            with st.expander(
                show.markdown(f"ตาราง{topic.heading}"), key=f"table_{topic.name}", on_change="rerun"
            ) as fold:
                if fold.open:
                    whole = placed(at.office, topic.behind())
                    said = numerals.digits(plain(topic.finding))
                    columns.behind(whole, key=topic.name, alternative=said)
