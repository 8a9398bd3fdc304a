"""โหมดประชุม: the agenda of the board as slides for a projector, of the same topics as the board."""

import streamlit as st

from esa.screen import book, filters, menu, past, show, stage
from esa.telling import agenda
from esa.telling.questions import asked
from pages.meeting.cover import cover

with st.container(key="meeting_told"):  # its warnings stand on the slides, where they matter
    judged = book.current()
deck = (cover, *agenda.AGENDA)
at = past.standpoint_of(judged, filters.reading())
number = stage.number(len(deck))
stage.show(
    show.ways(at.office),
    asked(at, at.tell(deck[number - 1])),
    number,
    len(deck),
    stage.Leaving("กลับหน้าสรุป", menu.home()),
)
