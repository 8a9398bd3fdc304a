"""Whatever happens to an office on Google, no group is lost: keeping_model for about 20 seconds.

Hypothesis chooses what happens and shrinks what goes wrong; tests/loopback/keeping_model.py makes
10,000 steps from a seed.
"""

import random

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.loopback.keeping_model import HAPPENS, Model

chances = st.integers(0, 2**32).map(random.Random)


class Office(RuleBasedStateMachine):
    """An office to which one thing after another happens; between them the dashboard looks."""

    model: Model

    @initialize(reading_counts=st.booleans())
    def begin(self, reading_counts: bool) -> None:
        self.model = Model(reading_counts)

    @rule(what=st.sampled_from(HAPPENS), chance=chances)
    def happens(self, what: str, chance: random.Random) -> None:
        getattr(self.model, what)(chance)

    @rule(chance=chances)
    def looks(self, chance: random.Random) -> None:
        self.model.look(chance)

    @invariant()
    def holds(self) -> None:
        if hasattr(self, "model"):
            self.model.check()

    def teardown(self) -> None:
        if hasattr(self, "model"):
            try:
                self.model.heal()
                self.model.check()
            finally:
                self.model.close()


TestOffice = Office.TestCase
TestOffice.settings = settings(
    max_examples=15,
    stateful_step_count=40,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
