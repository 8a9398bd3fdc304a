"""The frame of every page: settings, stylesheet, menu and the two switches; and the server.

Each page is a folder of pages/; the menu is read from them (esa/screen/menu.py). This file is
read twice: once by the server, which takes `app` (routes and headers of our own around
Streamlit's), and as the script that runs for each visitor.
"""

import streamlit as st
from streamlit.starlette import App

from esa.screen import door, door_menu, door_server, filters, frame, help_here, menu, past, secrets
from esa.serving import server

if __name__ == "__main__":
    # No title here: each page's own stands in the browser's tab, so that tabs can be told apart.
    st.set_page_config(page_icon=door.ICON, layout="wide")
    st.html(frame.STYLESHEET)
    here = door.visitor()
    st.html(frame.MARKS)
    page = st.navigation(door_menu.sections(here), position=door_menu.position(here))
    if own := door_menu.own_first(here, page.url_path):
        st.switch_page(own, query_params=st.query_params)
    st.session_state[frame.HERE] = page.url_path or menu.home()
    if here.is_in:
        past.follow()
        with st.container(
            key="switches",
            horizontal=True,
            horizontal_alignment="right",
            vertical_alignment="center",
            gap="medium",
        ):
            filters.switches(menu.has_two_readings(st.session_state[frame.HERE]))
            help_here.offer(st.session_state[frame.HERE], here.standing.may_open(help_here.SEARCH))
            door_menu.account(here.standing)
    else:
        door.check()
    with secrets.seen_once():
        page.run()
else:
    inside = door_server.may_start()
    base, origins = door.base(), door_server.origins()
    app = App(
        __file__,
        routes=server.routes(inside, base, origins),
        middleware=server.middleware(inside, door_server.frame_ancestors(), base, origins),
    )
