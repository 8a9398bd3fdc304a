"""The frame of every page: settings, stylesheet, menu and the two switches.

Each page is a file pages/<section>/<name>.py; the menu is declared in esa/views/frame.py.
"""

import streamlit as st

from esa.views import filters, frame, past

# No title here: each page's own stands in the browser's tab, so that tabs can be told apart.
st.set_page_config(page_icon=str(frame.ROOT / "static" / "icon.png"), layout="wide")
st.html(frame.STYLESHEET)
page = st.navigation(frame.menu(), position="top")
past.follow()
st.session_state[frame.HERE] = page.url_path or "board"
with st.container(key="switches", horizontal=True, horizontal_alignment="right", gap="medium"):
    filters.switches(with_reading=st.session_state[frame.HERE] in frame.WITH_READING)
page.run()
