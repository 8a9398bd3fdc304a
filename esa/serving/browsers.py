"""A browser told from others where nobody signs in, so that a download is for who asked for it.

Its cookie is a random name of no meaning, gone when the browser is closed.
"""

import re
import secrets
from collections.abc import Mapping

from esa.serving.headers import Scope, cookies, set_cookie

BROWSER = "esa_browser"


def browser(held: Mapping[str, str]) -> str:
    """The name of the browser with these cookies, "" where it has none of ours."""
    name = held.get(BROWSER, "")
    return name if re.fullmatch(r"[\w-]{43}", name, re.ASCII) else ""


def naming(scope: Scope, base: str, framed: bool) -> tuple[bytes, bytes] | None:
    """The header that gives a browser its name; None for one that has it. framed: another website
    may show our pages, and a browser keeps a cookie there only if told so, by https."""
    if browser(cookies(scope)):
        return None
    name, secure = secrets.token_urlsafe(32), scope.get("scheme") == "https"
    site = "None" if framed and secure else "Lax"
    made = set_cookie(BROWSER, name, path=base or "/", secure=secure, seconds=None, site=site)
    return b"set-cookie", made + b"; Partitioned" * (site == "None")
