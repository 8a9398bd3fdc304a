"""Which messages over a visitor's WebSocket reach Streamlit: those that the pages need.

Streamlit obeys whoever has a connection, signed in or not, and not every message is about the
visitor's own page: one empties everybody's caches, others tell what lies beside the program or
write there.
"""

from collections.abc import Callable

from esa.serving.headers import Application, Receive, Scope, Send

MOST_MESSAGE = 1_000_000  # bytes, as server.maxWidgetStateSize; filters and short texts
BROKEN, TEXT, TOO_LONG = 1002, 1003, 1009  # why a connection ends, in the words of RFC 6455


class Heeded:
    """The app without the messages that no page needs.

    One that a browser could send by itself, such as after a key was pressed, is left out without a
    word: a page that is cut off would come back and send it again. What no browser sends (text,
    bytes that are no message, too many of them) ends the connection.
    """

    def __init__(self, app: Application, is_needed: Callable[[bytes], bool]):
        self._app, self._is_needed = app, is_needed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self._app(scope, receive, send)
            return
        is_ended = False

        async def received() -> dict:
            nonlocal is_ended
            while True:
                message = await receive()
                judged = self._judged(message)
                if judged is True:
                    return message
                if judged is not False:
                    is_ended = True
                    await send({"type": "websocket.close", "code": judged})
                    return {"type": "websocket.disconnect", "code": judged}

        async def sent(message: dict) -> None:
            if is_ended:
                raise OSError  # what a server raises where the visitor has gone
            await send(message)

        await self._app(scope, received, sent)

    def _judged(self, message: dict) -> bool | int:
        """Whether it passes, or the code to end the connection with."""
        if message["type"] != "websocket.receive":
            return True
        data = message.get("bytes")
        if data is None:
            return TEXT
        if len(data) > MOST_MESSAGE:
            return TOO_LONG
        try:
            return self._is_needed(data)
        except ValueError:
            return BROKEN
