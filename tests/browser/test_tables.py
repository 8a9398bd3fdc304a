"""Tables on the screen: what is taken out of them goes through our downloads, without formulas."""

import pytest

# The tools beside each table: its Thai description follows the name of the tool.
TOOLS = """() => [...document.querySelectorAll(
    "[data-testid='stDataFrame'] [data-testid='stElementToolbar'] button")]
    .map(button => button.getAttribute('aria-label').split(':')[0])"""


@pytest.mark.parametrize("name", ["sheets", "indicators"])
def test_no_table_has_an_export_of_its_own_nor_has_the_data_of_a_chart(name, visit):
    seen = visit(name)
    page = seen.page
    for fold in page.locator("[data-testid='stExpander'] summary").all():
        fold.click()
    page.get_by_test_id("stDataFrame").first.wait_for()
    data = page.get_by_label("Show data").first
    if data.count():
        before = page.get_by_test_id("stDataFrame").count()
        page.get_by_test_id("stVegaLiteChart").first.hover(position={"x": 20, "y": 20})
        data.click()
        page.get_by_test_id("stDataFrame").nth(before).wait_for()
    tools = page.evaluate(TOOLS)
    assert "Search" in tools and "Fullscreen" in tools
    assert [tool for tool in tools if "ownload" in tool] == []
