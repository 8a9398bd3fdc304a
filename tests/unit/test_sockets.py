"""How many WebSockets may be open: of one account, and in all where everybody may come in."""

import asyncio
import sys

import pytest

from esa.serving.sockets import A_PERSON, USUAL, WITHOUT_SIGN_IN, Sockets, Told, Who
from tests.awaited import awaited


class Everybody:
    """What the app would say of visitors: the account that the cookie names, or an open office."""

    def __init__(self, kind: str):
        self._kind = kind

    def who(self, cookies: dict[str, str]) -> Who:
        person = cookies.get("person", "")
        return Who(self._kind, person, person)

    def is_warming(self, word: str) -> bool:
        return word == "warm"

    def rerun(self) -> bytes:
        return b""


async def opened(
    sockets: Sockets, person: str, ends: asyncio.Event, word: str = ""
) -> tuple[asyncio.Task, str]:
    """A visitor with that account, and the first word of the answer."""
    said: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    asked = iter([{"type": "websocket.connect"}])

    async def receive() -> dict:
        if (first := next(asked, None)) is not None:
            return first
        await ends.wait()
        return {"type": "websocket.disconnect", "code": 1000}

    async def send(message: dict) -> None:
        if not said.done():
            said.set_result(message["type"])

    cookie = f"person={person}".encode() if person else b""
    headers = [(b"cookie", cookie), (b"x-esa-warm", word.encode())]
    scope = {"type": "websocket", "path": "/_stcore/stream", "headers": headers}
    task = asyncio.ensure_future(sockets(scope, receive, send))
    return task, await asyncio.wait_for(said, 10)


async def app(scope: dict, receive: object, send: object) -> None:
    await receive()
    await send({"type": "websocket.accept"})
    await receive()


async def answers(kind: str, persons: list[str]) -> tuple[list[str], str]:
    """What each visitor was told, and what one is told when all of them have left."""
    sockets, ends = Sockets(app, Everybody(kind), Told()), asyncio.Event()
    found = [await opened(sockets, person, ends) for person in persons]
    ends.set()
    await asyncio.gather(*(task for task, _ in found))
    task, after = await opened(sockets, persons[-1], ends)
    await task
    return [said for _, said in found], after


@pytest.mark.parametrize(
    ("kind", "persons", "most"),
    [
        ("in", ["ก"] * (A_PERSON + 5), A_PERSON),
        ("open", [""] * (WITHOUT_SIGN_IN + 5), WITHOUT_SIGN_IN),
    ],
    ids=["one account", "without sign-in"],
)
def test_so_many_are_let_in_and_those_after_them_when_they_have_left(kind, persons, most):
    said, after = awaited(answers(kind, persons))
    assert said == ["websocket.accept"] * most + ["websocket.close"] * (len(persons) - most)
    assert after == "websocket.accept"


def test_one_account_takes_no_place_of_another():
    persons = ["a"] * (A_PERSON + 1) + ["b"]
    said, _ = awaited(answers("in", persons))
    assert said[-2:] == ["websocket.close", "websocket.accept"]


@pytest.mark.parametrize("kind", ["out", "unknown", ""])
def test_nobody_outside_opens_one(kind):
    said, after = awaited(answers(kind, ["a"]))
    assert (said, after) == (["websocket.close"], "websocket.close")


@pytest.mark.parametrize("kind", ["open", "in"])
def test_whoever_comes_while_the_server_warms_up_waits_until_that_is_over(kind):
    async def tried() -> list[bool]:
        sockets, warm, ends = (
            Sockets(app, Everybody(kind), Told()),
            asyncio.Event(),
            asyncio.Event(),
        )
        warming, _ = await opened(sockets, "", warm, "warm")
        early = [asyncio.ensure_future(opened(sockets, "", ends)) for _ in range(3)]
        await asyncio.sleep(0.1)
        seen = [any(each.done() for each in early)]
        warm.set()
        await warming
        seen.append(all(said == "websocket.accept" for _, said in await asyncio.gather(*early)))
        ends.set()
        await asyncio.gather(*(each.result()[0] for each in early))
        return seen

    assert awaited(tried()) == [False, True]
    assert sys.getswitchinterval() == USUAL
