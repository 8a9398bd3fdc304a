"""โหมดประชุม: the agenda of the board as slides for a projector, made from the same figures."""

import streamlit as st

from esa.views import book, filters, meeting_stage
from esa.views.meeting_deck import Deck
from esa.views.meeting_slides import AGENDA

with st.container(key="meeting_told"):  # its warnings stand on the slides, where they matter
    office = book.current()
at = meeting_stage.number(len(AGENDA))
meeting_stage.show(AGENDA[at - 1](Deck(office, filters.reading())), at, len(AGENDA))
