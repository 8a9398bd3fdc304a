"""The committee's page in the app: the redacted office, in plain Thai, without menu or links.

The page is the one of the file (esa/share/committee_html.py), so that what is checked there holds
here: what travels to the browser is what is read. Saved, it is a PDF (esa/share/committee_pdf.py).
"""

from datetime import date, datetime

import streamlit as st

from esa.reading.office import Office
from esa.share import committee_html, committee_pdf
from esa.share.redaction import Redacted
from esa.share.scope import Scope

LABEL = "บันทึกเป็น PDF"
FILE = "committee.pdf"


def page(office: Office, scope: Scope, stamp: str, until: date | datetime | None = None) -> None:
    """Draw the page. office: of esa.share.redaction.redacted, anything else is a TypeError; scope:
    the one it was redacted for; stamp: of which meeting or reading; until: when the link ends."""
    if not isinstance(office, Redacted):
        raise TypeError("the committee's page draws a redacted office only")
    parts = committee_html.content(office, scope, stamp, until)
    with st.container(key="committee"):
        st.html(
            f'<style>{committee_html.STYLE}</style><div class="committee">{"".join(parts)}</div>'
        )
        with st.container(key="downloads_print"):
            st.download_button(
                LABEL,
                lambda: committee_pdf.pdf(office, stamp, until),
                file_name=FILE,
                mime="application/pdf",
                key="committee_save",
                icon=":material/picture_as_pdf:",
                on_click="ignore",
                width="stretch",
            )
