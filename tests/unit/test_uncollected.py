"""The collector is off during such work and on again afterwards, whatever happens."""

import gc

import pytest

from esa.uncollected import uncollected


def test_the_collector_is_off_meanwhile_and_on_after_the_last_work():
    assert gc.isenabled()
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_work_that_fails_leaves_the_collector_on():
    @uncollected()
    def fails() -> None:
        raise ValueError

    with pytest.raises(ValueError):
        fails()
    assert gc.isenabled()


def test_where_it_was_off_before_it_stays_off():
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
