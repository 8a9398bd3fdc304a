"""What somebody outside the office may see: chosen when a link is made, and kept in it.

Source: docs/rules.md, "Links for the committee".
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["public", "assessors"]
SHOWN = ("levels", "completeness", "networks", "colours")  # what a committee's page can hold


@dataclass(frozen=True)
class Scope:
    """kind: public (no list of schools unless chosen), or assessors (also criteria, titles and
    states of evidence, no links). shown: of SHOWN. meeting: number of the frozen state ("" is
    live). groups, networks: codes; () is all. schools: whether schools are listed by name.
    registers: codes of the office's own registers that are shown; () is none.
    """

    kind: Kind = "public"
    shown: tuple[str, ...] = SHOWN
    meeting: str = ""
    groups: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    schools: bool = False
    registers: tuple[str, ...] = ()
