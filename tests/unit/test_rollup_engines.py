"""The figures of many offices as the SQL of engines that aren't on this machine."""

import ibis
import pytest

from esa.rollup import figures
from esa.rollup.columns import PARTITION, arrow_schema
from esa.rollup.duck import CHOSEN, INSIDE

FIGURES = ("standing", "lagging", "offices", "colours", "doubtful")


@pytest.mark.parametrize("engine", ["trino", "bigquery"])
def test_every_figure_can_be_said_in_the_language_of_an_engine_elsewhere(engine):
    """No operation of any figure is one that the engine lacks: Ibis refuses those."""
    kinds = dict(ibis.Schema.from_pyarrow(arrow_schema()).items()) | dict.fromkeys(
        PARTITION, "string"
    )
    chosen, inside = ibis.table(CHOSEN, name="chosen"), ibis.table(INSIDE, name="inside")
    facts = figures.of_chosen(ibis.table(kinds, name="figures"), chosen)
    for name in FIGURES:
        asked = ("reported",) if name in ("standing", "lagging", "offices") else ()
        figure = getattr(figures, name)(figures.within(facts, inside), *asked)
        said = str(ibis.to_sql(figure, dialect=engine))
        assert "figures" in said and "chosen" in said
