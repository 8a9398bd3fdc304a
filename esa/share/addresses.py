"""Addresses inside running text, found without word boundaries: Thai has no space between words.

Found are web addresses in the ways people type, paste or disguise them, hosts, e-mail, paths of
drives and servers, and the ids of Google's files. Thai letters count as word characters, so nothing
here asks for a boundary to Thai: an address goes on to the next white space, and what is glued
before it stays, but for Thai letters that may be part of the host.
Source: docs/rules.md, "Links for the committee".
"""

import re
import unicodedata
from collections.abc import Sequence

from esa import thai

INSTEAD = "(ลิงก์)"
_CLOSING = ")]}>\"'”’»,.;:!?"  # at the end of an address: of the sentence around it

# --- parts of a host --------------------------------------------------------------------------

_T = "\u0e00-\u0e7f"  # Thai
_DOT = r"(?:\.|[\[(]\.[\])])"
_LABEL = rf"[\w\-{_T}]{{1,63}}"
_OTHER = rf"(?:[{_T}]|(?![\x00-\x7f])\w)"  # one letter that isn't Latin
# Latin letters glued to Thai words are cut from them. Where no Latin letter stands before the dot,
# all that stands together may be the first label.
_FIRST = rf"(?:[a-z0-9_\-]{{1,63}}|[\w\-{_T}]{{0,62}}{_OTHER})"
_HOST = rf"{_FIRST}{_DOT}(?:{_LABEL}{_DOT}){{0,8}}"  # all but the last label
_WORD = r"[a-z0-9_\-]{2,63}"
_NAME = rf"(?:{_WORD}|[\w\-{_T}]{{1,62}}{_OTHER}){_DOT}"  # no lone letter
_TESTS = r"(?<![^a-z0-9][binouv]\.)(?<!^[binouv]\.)"  # O.NET is a test, not a host
# Last labels. Without a path only those that are no word: "Project.To develop" lacks a space.
_ALONE = (
    f"com|{_TESTS}net|org|info|biz|edu|gov|mil|th|asia|io|ly|gl|gle|ee|xyz|xn--[a-z0-9\\-]{{2,59}}"
)
_KNOWN = (
    f"{_ALONE}|me|co|be|to|cc|tv|gg|gd|id|us|uk|eu|de|fr|jp|cn|kr|sg|my|la|kh|mm|vn|in|hk|tw|au|nz|"
    "ca|ru|nu|ws|fm|am|st|sh|mp|ht|cl|ai|app|dev|pro|name|mobi|link|page|site|online|live|club|shop|"
    "store|cloud|tech|space|website|wiki"
)
_SHORT = r"lin\.ee|youtu\.be|(?:line|t|wa|m|fb)\.me|g\.co"
_END = r"(?![a-z_]|-[a-z0-9])"
_PORT = r"\.?(?::\d{1,5})?"
_PATH = rf"{_PORT}(?:[/\\]\S*|[?#%]\S+)"
_BYTE = r"(?:\.(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9]))"
_FOREIGN = rf"(?:(?![\x00-\x7f{_T}])\w)"  # one letter neither Latin nor Thai

# --- all forms --------------------------------------------------------------------------------

_FORMS = (
    # https:// and what is left of it: hxxps ://, https:\\, https//, http:x; any scheme with //
    r"h[tx]{2}ps?\s*(?:[:;]\s*(?:[/\\]\s*)*(?=[!-~])|[/\\]{2}\s*)\S*",
    r"[a-z][a-z0-9+.\-]{1,30}\s?[:;]\s?[/\\]{2}\s?\S*",
    r"(?:mailto|javascript|vbscript|blob|view-source|callto|ms-[a-z\-]{2,20}):\s?\S+",
    r"(?:data:[\w/+.\-]*[;,]|file:[/\\.]|(?:tel|sms):\+?[\d(]|intent:[/#]|magnet:\?)\S*",
    r"(?<![a-z0-9])www\d{0,2}\s?\.\s?\S+",
    # C:\x, \\server\share, share\folder\x; //server/share, /home/x
    r"(?:(?<![a-z])[a-z]\s?:\s?[\\/]|\\{2,}|[\w.$%\-]{1,63}\\[^\s\\]{1,255}\\)\S*",
    r"//[a-z0-9][\w.\-]{0,62}[/\\.]\S*|/(?:home|users|volumes|mnt|media|srv)/\S+",
    # e-mail
    rf"(?:[a-z0-9._%+\-]{{1,64}}|[\w.%+\-{_T}]{{0,63}}{_OTHER})\s?(?:@|[\[(]at[\])])\s?"
    rf"(?:[a-z0-9\-]{{1,63}}|{_LABEL})(?:{_DOT}(?:[a-z0-9\-]{{1,63}}|{_LABEL})){{1,8}}(?:{_PATH}|:\S+)?",
    # a host and a path: whatever its last label if the one before is a Latin word, else a known one
    rf"(?:{_HOST})?(?=[0-9_\-]*[a-z]){_WORD}{_DOT}[a-z]{{2,24}}{_PORT}[/\\]\S+",
    rf"{_HOST}(?:(?:{_KNOWN}){_PATH}|{_FOREIGN}{{2,24}}[/\\]\S+)",
    rf"{_WORD}(?:\s?\.\s?[a-z0-9\-]{{1,63}}){{0,4}}\s?\.\s?(?:{_ALONE})\s?/\s?\S+",
    # a host alone; .ไทย after a whole word, or where it isn't รร.ไทยรัฐ, รร.ไทย-จีน, ว.ไทย/สังคม
    rf"(?:{_NAME}|{_HOST}{_LABEL}{_DOT})(?:{_ALONE}){_END}(?:{_PATH})?",
    rf"(?:{_WORD}{_DOT}){{2,8}}(?:{_KNOWN}){_END}(?:{_PATH})?|(?:{_SHORT}){_END}",
    rf"(?:{_LABEL}{_DOT}){{0,8}}[\w\-{_T}]{{2,40}}[ะ-ฺเ-๎][\w\-{_T}]{{0,20}}{_DOT}ไทย(?:{_PATH})?",
    rf"{_HOST}ไทย(?![\w\-{_T}])(?:(?<=[\w{_T}]{{3}}\.ไทย)|(?=[/?#][!-~]))(?:{_PATH})?",
    r"localhost(?:[:/\\]\S*)?",
    rf"(?<![0-9])[1-9][0-9]{{1,2}}{_BYTE}{{3}}(?:{_PATH}|(?![0-9.]))",
    # Google's files without a host, and their ids alone
    r"[a-z0-9_\-./]{0,100}/(?:d|d/e|folders)/[a-z0-9_\-]{5,}\S*|(?<![a-z])id=[a-z0-9_\-]{10,}\S*",
    r"(?-i:(?<![A-Za-z0-9_\-])(?=[a-z0-9_\-]*[A-Z])(?=[A-Z0-9_\-]*[a-z])"
    r"(?=[A-Za-z0-9_\-]*(?:[A-Za-z][0-9]|[0-9][A-Za-z]))[A-Za-z0-9_\-]{25,})\S*",
)
# Most forms need a dot or @: where there is none they aren't looked for, which is most of the time.
_ADDRESS = {
    (has_dot, has_at): re.compile(
        "|".join(
            form
            for form in _FORMS
            if (has_dot or _DOT not in form and r"\s?\.\s?" not in form)
            and (has_at or "@|" not in form)
        ),
        re.IGNORECASE,
    )
    for has_dot in (True, False)
    for has_at in (True, False)
}
_AT = re.compile(r"@|[\[(]at[\])]", re.IGNORECASE)
# The rest of a path with backslashes: names of folders and of the file at its end have spaces.
_FOLDERS = re.compile(
    r"(?:[^\n]*\\\S*)?(?:[^\n\\]{0,80}?\.(?:docx?|xlsx?|pptx?|pdf|jpe?g|png|zip|rar|txt|csv|html?)"
    r"(?![a-z]))?",
    re.IGNORECASE,
)
# A quick look: nearly all texts have only letters, digits and spaces, or a dot between Thai ones.
_ODD = re.compile(rf"[^A-Za-z0-9 ,_\-\"'{_T}]")
_LONG = re.compile(r"[A-Za-z0-9_\-](?:(?<=[Ll])(?i:ocalhost)|[A-Za-z0-9_\-]{24})")
_SIGNS = re.compile(
    rf"[:;/\\@=]|[\[(](?:\.|at)|\.\s?(?:[a-z]|ไทย)|\d\.\d+\.\d+\.\d|[^ -~{_T}]", re.IGNORECASE
)
_UNUSUAL = re.compile(f"[^ -~{_T}]")
_ALIKE = str.maketrans("。⁄∕⧸╱∶꞉∖⧵", "".join(".////::\\\\"))


def without_addresses(text: str) -> str:
    """The text with "(ลิงก์)" in place of each address; the same text where there is none."""
    if not (_ODD.search(text) and _SIGNS.search(text)) and not _LONG.search(text):
        return text
    plain, places = plain_places(text)
    address = _ADDRESS["." in plain, bool(_AT.search(plain))]
    kept, at, end = [], 0, 0
    while found := address.search(plain, end):
        start, end = found.span()
        if "\\" in found[0]:
            end = _FOLDERS.match(plain, end).end()
        last = start + len(_without_closing(plain[start:end])) - 1
        kept += [text[at : places[start]], INSTEAD]
        at = places[last] + 1
    return "".join([*kept, text[at:]])


def _without_closing(address: str) -> str:
    """Without the marks of the sentence around it: full stops, brackets not opened in it."""
    while len(address) > 1 and address[-1] in _CLOSING:
        opening = {")": "(", "]": "[", "}": "{"}.get(address[-1], "\0")
        if address.count(opening) >= address.count(address[-1]):
            break
        address = address[:-1]
    return address


def plain_places(text: str) -> tuple[str, Sequence[int]]:
    """The text as an address in it would be opened, and where each letter of it stands in the
    text: without hidden characters and accents, wide and styled letters as usual ones."""
    if not _UNUSUAL.search(text):
        return text, range(len(text))
    letters, places = [], []
    for at, letter in enumerate(text):
        for usual in _usual(letter):
            letters.append(usual)
            places.append(at)
    return "".join(letters), places


def _usual(letter: str) -> str:
    if not _UNUSUAL.match(letter) or letter.isspace():
        return letter
    parts = unicodedata.normalize("NFKD", thai.without_hidden(letter))
    return "".join(part for part in parts if not unicodedata.combining(part)).translate(_ALIKE)
