"""The frame of every page: settings, stylesheet, menu and the two switches.

Each page is a file pages/<section>/<name>.py; the menu is declared in esa/views/frame.py.
"""

import streamlit as st

from esa.views import filters, frame

st.set_page_config(
    page_title="มาตรฐานสำนักงานเขตพื้นที่การศึกษา",
    page_icon=str(frame.ROOT / "static" / "icon.png"),
    layout="wide",
)
st.html(frame.STYLESHEET)
page = st.navigation(frame.menu(), position="top")
with st.container(key="switches", horizontal=True, horizontal_alignment="right", gap="medium"):
    filters.switches(with_reading=(page.url_path or "board") in frame.WITH_READING)
page.run()
