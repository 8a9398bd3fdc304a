"""HTML put together by hand: what is text stays text."""

from esa.documents import paper
from esa.documents.paper import Kept, Markup


def test_text_is_escaped_and_in_thai_digits_names_of_cells_keep_theirs():
    assert paper.put("<b> 12") == "&lt;b&gt; ๑๒"
    assert paper.put(Kept("D28 <")) == "D28 &lt;"
    assert paper.put("12", digits=False) == "12"
    assert paper.put(Markup("<b>1</b>")) == "<b>1</b>"
    assert paper.put(None) == ""
