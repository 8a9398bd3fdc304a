"""What somebody sees before the door, as plain HTML: how to sign in, that an account isn't on the
list, whether to sign out, and that an address has no page. The app itself isn't loaded for it.
"""

from collections.abc import Iterable
from dataclasses import replace

from esa.access.people import Standing
from esa.documents import plain
from esa.documents.plain import SERVED, Act, Plain
from esa.serving.committee import Answer
from esa.serving.server import SIGN_IN, SIGN_OUT

STATIC = "/app/static"
BUTTON = "เข้าสู่ระบบด้วยบัญชีของสำนักงาน"
TITLES = {
    "out": "เข้าสู่ระบบ",
    "expired": "เข้าสู่ระบบ",
    "stranger": "บัญชีนี้ยังไม่ได้รับสิทธิ์",
}
NOTES = {
    "out": (
        "หน้านี้สำหรับบุคลากรของสำนักงาน ใช้บัญชีอีเมลของสำนักงานเข้าสู่ระบบ",
        "Sign in with your office account.",
    ),
    "expired": (
        "เข้าสู่ระบบไว้นานแล้ว กรุณาเข้าสู่ระบบอีกครั้ง",
        "Please sign in again.",
    ),
    "stranger": (
        "ขอบคุณที่เข้ามา บัญชีที่ใช้ยังไม่อยู่ในรายชื่อผู้ใช้ของสำนักงาน หากเป็นบุคลากรของสำนักงาน "
        "โปรดแจ้งผู้ดูแลระบบให้เพิ่มบัญชี หรือเข้าสู่ระบบด้วยบัญชีอื่น",
        "You are signed in, but this account isn't on the office's list.",
    ),
}
LEAVE = Plain(
    "ออกจากระบบ",
    "ออกจากระบบหรือไม่",
    notes=("คำขอนี้อาจมาจากเว็บอื่น ถ้าไม่ได้ตั้งใจ กดกลับไปใช้งานต่อ",),
    english="Sign out? If you didn't ask for it, go back.",
)
NOWHERE = Plain(
    "ไม่พบหน้านี้",
    "ไม่พบหน้านี้",
    notes=("ที่อยู่นี้ไม่มีหน้าในแดชบอร์ด อาจพิมพ์ไม่ครบ หรือหน้านั้นถูกนำออกแล้ว",),
)


def asked_in(found: Standing, providers: Iterable[str], proof: str, base: str) -> Answer:
    """For somebody who isn't in. providers: of the settings of sign-in; proof: of a way out, that
    it stands on our own page."""
    if found.kind == "stranger":
        acts = (_out("ใช้บัญชีอื่น", proof, base),)
    else:
        acts = tuple(_in(provider, base) for provider in providers)
    note, in_english = NOTES[found.kind]
    title = TITLES[found.kind]
    said = Plain(title, title, notes=(note,), acts=acts, english=in_english)
    return _told(said, base)


def leaving(proof: str, base: str) -> Answer:
    """Asks first."""
    back = Act("กลับไปใช้งานต่อ", f"{base}/", "link")
    acts = (_out("ออกจากระบบ", proof, base), back)
    return _told(replace(LEAVE, acts=acts), base)


def nowhere(home: str, base: str) -> Answer:
    """At an address without a page, for somebody who is in. home: title of the opening page."""
    back = Act(f"เปิดหน้า{home}", f"{base}/", "link", main=True)
    said = Plain(NOWHERE.title, NOWHERE.finding, notes=NOWHERE.notes, acts=(back,))
    return _told(said, base)._replace(status=404)


def _in(provider: str, base: str) -> Act:
    other = "" if provider == "default" else f" ({provider})"
    return Act(f"{BUTTON}{other}", f"{base}{SIGN_IN}?provider={provider}", "link", main=True)


def _out(label: str, proof: str, base: str) -> Act:
    return Act(label, f"{base}{SIGN_OUT}?proof={proof}", "link", main=True)


def _told(said: Plain, base: str) -> Answer:
    policy = {"content-security-policy": SERVED}
    return Answer(200, plain.page(said, f"{base}{STATIC}"), headers=policy)
