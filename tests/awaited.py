"""Coroutines in tests."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


def awaited(coroutine: Coroutine[object, object, Result]) -> Result:
    """What a coroutine gives. In a thread of its own: in the one of the tests a loop runs already
    where a browser was opened before."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()
