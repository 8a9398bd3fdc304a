"""The shell of our A4 pages: what is text stays text, long tables are cut and say so."""

from hypothesis import given
from hypothesis import strategies as st

from esa.documents import paper
from esa.documents.paper import Kept, Markup
from esa.screen.printing import marked
from esa.telling.texts import escape


def test_text_is_escaped_and_in_thai_digits_names_of_cells_keep_theirs():
    assert paper.put("<b> 12") == "&lt;b&gt; ๑๒"
    assert paper.put(Kept("D28 <")) == "D28 &lt;"
    assert paper.put("12", digits=False) == "12"
    assert paper.put(Markup("<b>1</b>")) == "<b>1</b>"
    assert paper.put(None) == ""


def test_a_table_repeats_its_heads_and_never_splits_a_row():
    html = paper.document(
        "หัว <1>", [paper.table(("ก", "ข"), [["<i>", 2]], (20, None), numbers=(1,))]
    )
    assert "<thead><tr><th>ก</th>" in html and '<td class="n">๒</td>' in html
    assert "table-header-group" in html and "break-inside:avoid" in html
    assert "<title>หัว &lt;๑&gt;</title>" in html and "counter(page,thai)" in html


def test_a_long_table_is_cut_and_says_how_many_rows_are_left():
    row = [["ก"]]
    assert "ยังมีอีก" not in paper.table(("ก",), row * paper.MOST_ROWS)
    cut = paper.table(("ก",), row * (paper.MOST_ROWS + 5))
    assert cut.count("<td>") == paper.MOST_ROWS and "ยังมีอีก ๕ แถว" in cut


def test_lines_leave_out_what_is_empty():
    assert paper.lines("ก", "", None, "<") == "ก<br>&lt;"
    assert paper.says("") == "" and paper.says("ก") == "<p>ก</p>"


def test_a_sentence_of_ours_keeps_bold_and_loses_colours_links_and_icons():
    said = (
        ":material/check: ขาด :orange[**3**] จาก [การเงิน](<evidence?group=FIN>)  \n:gray[ก 2\\.2]"
    )
    assert marked(said) == "ขาด <b>๓</b> จาก การเงิน<br>ก ๒.๒"


@given(st.text(max_size=60))
def test_cell_text_in_a_sentence_comes_out_as_it_was_typed(text):
    shown = marked(f"**{escape(text)}** :gray[ก]")
    plain = escape(text)
    assert shown.startswith("<b>") and shown.endswith("</b> ก")
    assert shown.count("<") == 3 - 1, (plain, shown)
