"""โหมดประชุม: the agenda of the board as slides for a projector, made from the same figures."""

import streamlit as st

from esa.screen import book, filters
from pages.meeting import stage as meeting_stage
from pages.meeting.deck import Deck
from pages.meeting.slides import AGENDA

with st.container(key="meeting_told"):  # its warnings stand on the slides, where they matter
    judged = book.current()
at = meeting_stage.number(len(AGENDA))
meeting_stage.show(AGENDA[at - 1](Deck(judged, filters.reading())), at, len(AGENDA))
