"""Who may see and do what: people by e-mail, from the secrets; pure rules.

[access] in the secrets gives each e-mail a role; [auth] says who vouches for the e-mail. Without
both, whoever sits at this machine sees everything. Source: docs/deploy.md, "Sign-in and roles".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address
from typing import Literal
from urllib.parse import urlsplit

Name = Literal["director", "lead", "member", "it", "auditor", "province"]
Act = Literal["freeze", "confirm", "links", "publish", "import"]
Kind = Literal["open", "in", "out", "expired", "stranger"]

ROLES = {"director": "director", "board": "director", "it": "it", "auditor": "auditor"}
ROLES |= {"province": "province"}
OF_A_GROUP = ("lead", "member")
MANY = "offices"  # the page of many offices
# Where links are made, workbooks of old reports, and other offices.
NOT_FOR_ALL = ("share", "import_report", MANY)
IT_PAGES = ("board", "sheets", *NOT_FOR_ALL)
ACTS: Mapping[Act, tuple[Name, ...]] = {
    "freeze": ("director",),
    "confirm": ("director", "lead", "it"),
    "links": ("director", "it"),
    "publish": ("director", "it"),
    "import": ("director", "it"),
}
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded")
HOURS = 12.0  # after which somebody who signed in is asked again


@dataclass(frozen=True)
class Role:
    """name: of the role. group: code of the group of a lead or member, "" for the others."""

    name: Name
    group: str = ""

    def may_open(self, page: str) -> bool:
        """Whether this role sees that page; a page's exports go with it."""
        if self.name == "it":
            return page in IT_PAGES
        if self.name == "province":
            return page == MANY
        return page not in NOT_FOR_ALL or self.name == "director"

    def may(self, act: Act, group: str | None = None) -> bool:
        """Whether this role may do that act. group: of the workbook it is about; a lead may act
        on the own group's only, and not where the group isn't known (None)."""
        if self.name not in ACTS[act]:
            return False
        return self.name != "lead" or (group is not None and group.upper() == self.group)


@dataclass(frozen=True)
class Access:
    """people: e-mail in small letters → role. providers: names for st.login, "default" of one
    without a name. hours: after which one signs in again. any_email: take e-mails that the
    provider doesn't call verified."""

    people: Mapping[str, Role] = field(default_factory=dict)
    providers: tuple[str, ...] = ("default",)
    hours: float = HOURS
    any_email: bool = False


@dataclass(frozen=True)
class Standing:
    """kind: open (no sign-in is set up), in, out (not signed in), expired, stranger (signed in,
    without a role). role: None but for in; open may do everything."""

    kind: Kind
    role: Role | None = None
    account: str = ""

    @property
    def is_in(self) -> bool:
        return self.kind in ("open", "in")

    def may_open(self, page: str) -> bool:
        return self.kind == "open" or (self.role is not None and self.role.may_open(page))

    def may(self, act: Act, group: str | None = None) -> bool:
        return self.kind == "open" or (self.role is not None and self.role.may(act, group))


def role_of(written: object) -> Role | None:
    """The role as it stands in the secrets: "director", "lead FIN"; None where it is none."""
    words = str(written).split() if isinstance(written, str) else []
    if len(words) == 1 and words[0].lower() in ROLES:
        return Role(ROLES[words[0].lower()])
    if len(words) == 2 and words[0].lower() in OF_A_GROUP:
        return Role(words[0].lower(), words[1].upper())
    return None


def account_of(email: object) -> str:
    """An e-mail as it is compared; "" where it is none that could be in the list."""
    written = email.strip() if isinstance(email, str) else ""
    plain = written.isascii() and re.fullmatch(r"[!-?A-~]{1,64}@[\w.-]{3,200}", written)
    return written.lower() if plain else ""


def access_of(secrets: Mapping) -> Access | None:
    """What the secrets say; None without sign-in. Only to be asked where access_settings.faults
    has found nothing."""
    if "auth" not in secrets and "access" not in secrets:
        return None
    auth, door = secrets.get("auth", {}), secrets.get("door", {})
    named = [n for n, value in auth.items() if isinstance(value, Mapping) and n != "client_kwargs"]
    providers = (*(["default"] if "client_id" in auth or not named else []), *named)
    people = {account_of(email): role_of(word) for email, word in secrets.get("access", {}).items()}
    return Access(
        {account: role for account, role in people.items() if account and role},
        providers,
        float(door.get("hours", HOURS)),
        door.get("any_email") is True,
    )


def standing(access: Access | None, claims: Mapping, now: datetime) -> Standing:
    """What somebody is here. claims: what the provider vouches for, {} for nobody."""
    if access is None:
        return Standing("open")
    if claims.get("is_logged_in") is not True:
        return Standing("out")
    issued = claims.get("iat")
    if not isinstance(issued, int | float) or now.timestamp() - issued > access.hours * 3600:
        return Standing("expired")
    account = account_of(claims.get("email"))
    vouched = claims.get("email_verified") is True or access.any_email
    role = access.people.get(account) if account and vouched else None
    return Standing("in" if role else "stranger", role, account)


def is_this_machine(host: str) -> bool:
    """Whether a host (as in an address or a Host header) is this machine and nobody else."""
    name = host.strip().lower()
    name = name[1:].partition("]")[0] if name.startswith("[") else name
    name = name.rpartition(":")[0] if name.count(":") == 1 else name
    if name == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def is_here(headers: Mapping[str, str], origin: str | None = None) -> bool:
    """Whether a request comes from this machine, by its headers (named in any letters). origin:
    where a browser says that its page is from, since a proxy may hide whom it speaks for."""
    if any(headers.get(name) for name in FORWARDED):
        return False
    asked = [headers.get("Host") or "", *([urlsplit(origin).netloc] if origin else [])]
    return all(map(is_this_machine, asked))


def is_real(secrets: Mapping, environ: Mapping[str, str]) -> bool:
    """Whether another office than the built-in sample is shown, or what many offices published."""
    named = environ.get("ESA_OFFICE", "").strip()
    return bool(named) or any(name in secrets for name in ("sheets", "office", "rollup"))
