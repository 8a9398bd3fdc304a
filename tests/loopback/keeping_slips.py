"""Slips and faults that once lost a group, each made by hand through the test server's control
interface, and what must be read on the board and on the health page then."""

import time
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field

from esa.reading.headings import letter
from tests.loopback.sample_sheets import OFFICE, sheet_id
from tests.loopback.server import EMAIL, GoogleServer

NAMES = {"am": "อำนวยการ", "np": "นโยบาย", "fin": "การเงิน", "hr": "บุคคล", "pro": "ส่งเสริม",
         "sup": "นิเทศ", "aud": "ตรวจสอบ", OFFICE: "สำนักงาน"}  # fmt: skip
FRESH, KEPT, HELD, MISSING = "เป็นปัจจุบัน", "ข้อมูลล่าสุดที่อ่านได้", "รอยืนยัน", "ยังไม่มีข้อมูล"
BOOKS, GROUPS = len(NAMES), len(NAMES) - 1
PUPIL = "สมหมาย ไม่มีคำนำหน้า"


class Hand:
    """Somebody who changes the sheets of the test server, through its control interface."""

    def __init__(self, google: GoogleServer):
        self.google = google
        self.office = sheet_id(OFFICE)
        heads = google.spreadsheets[self.office].tab("groups").rows[0]
        self._place = heads.index("ลิงก์ชีตของกลุ่ม")
        self.links, self.heads = letter(self._place), len(heads)

    def do(self, what: str, **said: object) -> None:
        """One request of control.py."""
        address = f"{self.google.url}/_/{what}?{urllib.parse.urlencode(said)}"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        opener.open(urllib.request.Request(address, method="POST")).close()

    def edit(self, book: str, tab: str, cell: str, value: object, **more: object) -> None:
        self.do("edit", id=sheet_id(book), tab=tab, cell=cell, value=value, **more)

    def touch(self, book: str) -> None:
        """An edit that nobody minds."""
        self.edit(book, "about", "F9", f"แก้ {time.monotonic()}")

    def every_link(self, written: Callable[[str], dict[str, object]]) -> None:
        """Put something in the place of each group's link; written: of the link that is there."""
        rows = list(self.google.spreadsheets[self.office].tab("groups").rows)
        for number, row in enumerate(rows[1:], 2):
            link = row[self._place] if len(row) > self._place else ""
            self.edit(OFFICE, "groups", f"{self.links}{number}", **written(link))

    def heal(self) -> None:
        self.do("well")
        self.do("server", unlisted="", latency=0)
        for book in NAMES:
            self.do("set", id=sheet_id(book), shared="yes", in_bin="no", drive="")
            self.do("restore", id=sheet_id(book))


@dataclass(frozen=True)
class Slip:
    """stands: workbooks that aren't current then, and how they stand; sheets, board: what must be
    read there. first: on a dashboard that never read anything. kept: whether the figures stay."""

    name: str
    make: Callable[[Hand], None]
    stands: dict[str, str] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    board: tuple[str, ...] = ()
    first: bool = False
    kept: bool = True


# --- slips ------------------------------------------------------------------------------------


def unshare(*books: str) -> Callable[[Hand], None]:
    def make(hand: Hand) -> None:
        for book in books:
            hand.do("set", id=sheet_id(book), shared="no")

    return make


def too_large(hand: Hand) -> None:
    hand.do("size", id=sheet_id("hr"), tab="evidence", rows=2_000_000, columns=5)


def short_list(hand: Hand) -> None:
    hand.touch("fin")
    hand.do("server", unlisted=sheet_id("hr"))


def empty_list(hand: Hand) -> None:
    hand.touch("fin")
    hand.do("trouble", kind="200 other", where="drive", times=1)


def heading_of_links(hand: Hand) -> None:
    hand.edit(OFFICE, "groups", f"{hand.links}1", "ลิงค์ไปที่ชีต")


def each_cell(value: str) -> Callable[[Hand], None]:
    """All cells of the tab of groups show what a formula shows."""

    def make(hand: Hand) -> None:
        for number in range(1, GROUPS + 2):
            for column in range(hand.heads):
                hand.edit(OFFICE, "groups", f"{letter(column)}{number}", value)

    return make


def import_range(hand: Hand) -> None:
    hand.do("cut", id=hand.office, tab="groups", **{"from": 1})
    hand.edit(OFFICE, "groups", "A1", "Loading...")


def links_as(**said: object) -> Callable[[Hand], None]:
    return lambda hand: hand.every_link(lambda _: said)


def chips(hand: Hand) -> None:
    hand.every_link(lambda link: {"value": "งานของกลุ่ม", "link": link, "chip": "yes"})


def one_link_is_an_error(hand: Hand) -> None:
    hand.edit(OFFICE, "groups", f"{hand.links}4", "#REF!")


def list_is_not_obeyed(hand: Hand) -> None:
    for number in (2, 3, 4):
        hand.edit(OFFICE, "groups", f"{hand.links}{number}", "")
    hand.touch("fin")  # on row 4: it is looked after all the same


def of_tab(what: str, book: str, tab: str, **more: object) -> Callable[[Hand], None]:
    return lambda hand: hand.do(what, id=sheet_id(book), tab=tab, **more)


def scramble(hand: Hand) -> None:
    for column in range(len(hand.google.spreadsheets[sheet_id("hr")].tab("evidence").rows[0])):
        hand.edit("hr", "evidence", f"{letter(column)}1", f"หัว {column}")


def pasted_over(hand: Hand) -> None:
    hand.do("over", id=sheet_id("hr"), of=sheet_id("sup"))


def trouble(kind: str, where: str, **more: object) -> Callable[[Hand], None]:
    def make(hand: Hand) -> None:
        hand.touch("fin")
        hand.do("trouble", kind=kind, where=where, **more)

    return make


def void_tokens(hand: Hand) -> None:
    for book in NAMES:
        hand.touch(book)
    hand.google.before = lambda asked: asked.part == "values" and _void_once(hand)


def _void_once(hand: Hand) -> None:
    hand.google.before = None
    hand.do("void")


def sign_in_by_others(hand: Hand) -> None:
    hand.do("void")
    trouble("200 html", "sign_in")(hand)


def unknown_tab(hand: Hand) -> None:
    hand.do("add", id=sheet_id("hr"), tab="เวรประจำวัน")
    hand.edit("hr", "เวรประจำวัน", "A1", "ชื่อ")
    hand.edit("hr", "เวรประจำวัน", "A2", PUPIL)


def code_became_date(hand: Hand) -> None:
    hand.edit(OFFICE, "follow_ups", "A2", 240148)


FIN = sheet_id("fin")
OF_OFFICE, OF_HR, OF_FIN = {OFFICE: HELD}, {"hr": HELD}, {"fin": KEPT}
WAITS = ("รอยืนยันข้อมูลใหม่ 1 สมุด", "ผู้ใช้ทุกคนยืนยันได้ที่")
ONE_OLD = (f"{BOOKS - 1} จาก {BOOKS} สมุดเป็นปัจจุบัน",)
SLIPS = (
    Slip(
        "three are not shared from the first",
        unshare("fin", "hr", "np"),
        dict.fromkeys(("fin", "hr", "np"), MISSING),
        (EMAIL, "ยังไม่ได้แชร์"),
        (f"{BOOKS - 3} จาก {BOOKS} สมุดเป็นปัจจุบัน",),
        first=True,
        kept=False,
    ),
    Slip(
        "a tab is too large from the first",
        too_large,
        sheets=("มีช่องที่กรอกไว้ไกลเกินไป",),
        first=True,
        kept=False,
    ),
    Slip("Drive's list lacks one", short_list),
    Slip("Drive's list is {} once", empty_list),
    Slip("the heading of the links is renamed", heading_of_links, OF_OFFICE, board=WAITS),
    Slip("the tab of groups is renamed", of_tab("rename", OFFICE, "groups", to="ของเรา")),
    Slip(
        "the tab of groups is emptied",
        of_tab("cut", OFFICE, "groups", **{"from": 1}),
        OF_OFFICE,
        board=WAITS,
    ),
    Slip("the tab of groups is deleted", of_tab("drop", OFFICE, "groups"), OF_OFFICE, board=WAITS),
    Slip("the links are cleared", links_as(value=""), OF_OFFICE, board=WAITS),
    Slip("the links show #REF!", links_as(value="#REF!"), OF_OFFICE, board=WAITS),
    Slip("one link shows #REF!", one_link_is_an_error, OF_OFFICE, board=WAITS),
    Slip("all of the tab shows #REF!", each_cell("#REF!"), OF_OFFICE, board=WAITS),
    Slip("IMPORTRANGE says Loading", import_range, OF_OFFICE, board=WAITS),
    Slip("the links are smart chips", chips),
    Slip(
        "an empty tab of another name stands before",
        of_tab("add", OFFICE, "กลุ่ม", first="yes"),
    ),
    Slip("a list that waits is not obeyed", list_is_not_obeyed, OF_OFFICE, board=WAITS),
    Slip(
        "a tab of evidence is emptied",
        of_tab("cut", "hr", "evidence", **{"from": 2}),
        OF_HR,
        board=WAITS,
    ),
    Slip("a tab of evidence is deleted", of_tab("drop", "hr", "evidence"), OF_HR, board=WAITS),
    Slip("a tab of evidence is renamed", of_tab("rename", "hr", "evidence", to="งานของเรา")),
    Slip("all headings are scrambled", scramble, OF_HR, board=WAITS),
    Slip("another group's is pasted over", pasted_over, OF_HR, ("เปลี่ยนเป็นของ",), WAITS),
    Slip(
        "a Retry-After of 400 digits",
        trouble("503", FIN, retry_after="9" * 400),
        OF_FIN,
        board=ONE_OLD,
    ),
    Slip("rowCount is null", trouble("200 rowCount null", FIN), OF_FIN, ("rowCount: null",)),
    Slip("cells are objects", trouble("200 cells of objects", FIN), OF_FIN, board=ONE_OLD),
    Slip(
        "the sign-in answers HTML",
        sign_in_by_others,
        dict.fromkeys(NAMES, KEPT),
        ("Sign in to the network",),
    ),
    Slip("a single 401", trouble("401", FIN, times=1)),
    Slip("tokens are void in mid-reading", void_tokens),
    Slip(
        "one is not shared any more",
        unshare("fin"),
        OF_FIN,
        (EMAIL, "เคยอ่านได้"),
        (*ONE_OLD, "ยกเลิกการแชร์"),
    ),
    Slip(
        "one lies in the bin",
        lambda hand: hand.do("set", id=sheet_id("hr"), in_bin="yes"),
        sheets=("ถังขยะของ Google Drive",),
        board=("บุคคล", "ถังขยะของ Google Drive"),
    ),
    Slip(
        "one was moved to a shared drive",
        lambda hand: hand.do("set", id=sheet_id("hr"), drive="0drive"),
        sheets=("ถูกย้ายไปไดรฟ์ที่แชร์",),
        board=("บุคคล", "ถูกย้ายไปไดรฟ์ที่แชร์"),
    ),
    Slip(
        "the office's own was moved, binned and is not shared",
        lambda hand: hand.do("set", id=sheet_id(OFFICE), drive="0drive", in_bin="yes", shared="no"),
        {OFFICE: KEPT},
        ("ไม่ได้แชร์ไว้",),
        ONE_OLD,
    ),
    Slip("an unknown tab holds a pupil's name", unknown_tab),
    Slip(
        "one of a few rows is deleted", of_tab("cut", "fin", "evidence", **{"from": 4}), kept=False
    ),
    Slip("a code became a date", code_became_date, sheets=("“7/2557”",), kept=False),
)
