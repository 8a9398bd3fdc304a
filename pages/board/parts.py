"""The parts of the opening page: the ways into the meeting, the topics of the agenda, tables."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

import streamlit as st

from esa.documents.workbook import placed
from esa.judged import Judged
from esa.screen import asked, columns, frame, numerals, show
from esa.telling.first_steps import first_steps
from esa.telling.standpoint import Standpoint
from esa.telling.topic import Topic, plain

FIELDS = ("meeting_no", "item", "resolution", "groups", "due", "status")
FIRST, BESIDE = "levels", "stuck"  # seen at once, side by side; the others unfold
TABLES = ("levels", "follow_ups")  # whole, below
MOST, MOST_BESIDE = 6, 3  # entries of a list before the rest is folded


@contextmanager
def ways_on(standing: str, since: str) -> Iterator[None]:
    """Second text under the sentence, and the ways into the meeting; more of them stand within.

    since: meeting to compare with, as in the address.
    """
    with st.container(key="ways_on", horizontal=True, vertical_alignment="center", gap="medium"):
        if standing:
            with frame.quiet("standing"):
                show.say(standing)
        with st.container(key="way_meeting", width="content"):
            frame.open_page("เปิดโหมดประชุม", "meeting", since=since)
        yield


def begin(judged: Judged) -> None:
    """What an office with nothing but its templates fills in first."""
    told = first_steps(judged)
    if told is None:
        return
    show.panel(told.heading)
    show.say(told.finding)
    show.topic(judged, told, len(told.entries))


def asked_for(judged: Judged) -> None:
    """The resolutions of the meeting that the address asks for."""
    rows = asked.among(judged.follow_ups, "meeting_no", "meeting")
    heading = f"มติและข้อสั่งการ ครั้งที่ {st.query_params.get('meeting', '')}"
    asked.panel(judged.office, rows, "follow_ups", FIELDS, heading, "board")


def first(at: Standpoint, told: Sequence[Topic], above: str, trial: bool) -> None:
    """Where the office stands, and beside it what is stuck. above: what the sentence says already;
    trial: whether levels can be tried."""
    found = {topic.name: topic for topic in told}
    left, right = st.columns([64, 36], gap="medium")
    with left:
        _seen(at, found.get(FIRST), above, MOST)
    with right:
        _seen(at, found.get(BESIDE), above, MOST_BESIDE)
        if trial:
            with st.container(key="way_whatif", width="content"):
                frame.open_page("ลองคำนวณระดับ", "whatif")


def _seen(at: Standpoint, topic: Topic | None, above: str, most: int) -> None:
    if topic and topic.is_told:
        with st.container(gap="xsmall", key=f"topic_{topic.name}"):
            show.section(at.judged, topic, above, most)


def rest(at: Standpoint, told: Iterable[Topic], above: str) -> None:
    """The other topics in their order, each folded under its finding, where the sentence doesn't
    say that already."""
    with st.container(gap=None, key="topics_in_brief"):
        for topic in told:
            if topic.name not in (FIRST, BESIDE):
                finding = "" if topic.finding in above else topic.finding
                show.topic(at.judged, replace(topic, finding=finding, brief=True), MOST)


def tables(at: Standpoint, told: Iterable[Topic]) -> None:
    """The whole of some topics, each row with its place in the sheets."""
    for topic in told:
        if topic.name in TABLES and topic.behind:
            label = show.markdown(f"ตาราง{topic.heading}")
            with frame.fold(label, f"table_{topic.name}") as is_open:
                if is_open:
                    whole = placed(at.office, topic.behind())
                    said = numerals.digits(plain(topic.finding))
                    columns.behind(whole, key=topic.name, alternative=said)
