"""What can go wrong on the way to Google Sheets, as one family.

    SourceError                code of problems.toml and its facts
    └─ SheetsError             spreadsheet_id ("" where none is meant), status of the answer (None
       │                       where none came), original exception
       ├─ SheetsForbidden      403: not shared with the service account, or the API is off
       ├─ SheetsNotFound       404: deleted, or the address is wrong
       ├─ SheetsNotASheet      400 FAILED_PRECONDITION: an Excel file opened in Google Sheets
       ├─ SheetsSignedOut      401, a revoked or broken key, a clock that is wrong
       ├─ SheetsRefused        any other 4xx
       │  └─ SheetsTabGone     400: a tab asked for by its title isn't there any more
       ├─ SheetsDayOver        the requests of a day are used up: nothing helps before tomorrow
       ├─ SheetsBusy           429, 408, 409, 5xx (asked again, with an end)
       │  └─ SheetsMinuteOver  429: the readings of a minute are used up
       ├─ SheetsUnreachable    no answer: network, time-out, reset (asked again, with an end)
       └─ SheetsDamaged        an answer that can't be read (asked again, with an end)

The codes: google_forbidden, google_api_off, google_not_found, google_is_xlsx, google_signed_out,
google_clock, google_refused, google_day_over, google_busy, google_trouble, google_unreachable,
google_answer_damaged.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from esa.sources.workbook import Fault, SourceError

LONGEST_MESSAGE = 200  # characters of Google's own words that are kept
LONGEST_SHOWN = 60  # characters of an answer that is none
LONGEST_WAIT = 86_400.0  # seconds of Retry-After that are believed
OVER_QUOTA = ("rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED", "quotaExceeded")
DAY_OVER = ("dailyLimitExceeded", "dailyLimitExceededUnreg")
API_OFF = ("SERVICE_DISABLED", "accessNotConfigured")


class SheetsError(SourceError):
    """Google Sheets can't be read; transient: asking again may help."""

    transient = False

    def __init__(
        self,
        code: str,
        facts: Mapping[str, object] | None = None,
        *,
        status: int | None = None,
        original: BaseException | None = None,
        retry_after: float | None = None,
    ):
        super().__init__(code, facts or {})
        self.spreadsheet_id = ""
        self.status = status
        self.original = original
        self.retry_after = retry_after  # seconds that Google asks us to wait

    def fault(self, **facts: object) -> Fault:
        """The same as a Fault of a workbook, with more facts about it."""
        return Fault(self.code, {**self.facts, **facts})


class SheetsForbidden(SheetsError):
    pass


class SheetsNotFound(SheetsError):
    pass


class SheetsNotASheet(SheetsError):
    pass


class SheetsSignedOut(SheetsError):
    pass


class SheetsRefused(SheetsError):
    pass


class SheetsTabGone(SheetsRefused):
    pass


class SheetsDayOver(SheetsError):
    pass


class SheetsBusy(SheetsError):
    transient = True


class SheetsMinuteOver(SheetsBusy):
    pass


class SheetsUnreachable(SheetsError):
    transient = True


class SheetsDamaged(SheetsError):
    transient = True


def damaged(came: object, status: int | None = None, original: object = None) -> SheetsDamaged:
    """An answer that can't be read. came: what came instead, which is told."""
    message = " ".join(str(came).split())[:LONGEST_SHOWN]
    facts = {"status": status or "–", "message": message}
    return SheetsDamaged("google_answer_damaged", facts, status=status, original=original)


def refusal(
    status: int, body: bytes, headers: Mapping[str, str], now: datetime | None = None
) -> SheetsError:
    """Which member of the family an answer of 400 and above is. now: for a Retry-After date."""
    words = _words(body)
    facts = {"status": status, "message": words["message"]}
    asked = _seconds(headers.get("Retry-After"), now)
    if status in (403, 429) and (words["reasons"] & set(DAY_OVER) or words["of_a_day"]):
        return SheetsDayOver("google_day_over", facts, status=status)
    if status == 429 or (status == 403 and words["reasons"] & set(OVER_QUOTA)):
        return SheetsMinuteOver("google_busy", facts, status=status, retry_after=asked)
    if status in (408, 409) or status >= 500:
        return SheetsBusy("google_trouble", facts, status=status, retry_after=asked)
    if status == 401:
        return SheetsSignedOut("google_signed_out", facts, status=status)
    if status == 403:
        code = "google_api_off" if words["reasons"] & set(API_OFF) else "google_forbidden"
        return SheetsForbidden(code, facts, status=status)
    if status in (404, 410):
        return SheetsNotFound("google_not_found", facts, status=status)
    if status == 400 and words["status"] == "FAILED_PRECONDITION":
        return SheetsNotASheet("google_is_xlsx", facts, status=status)
    if status == 400 and words["message"].startswith("Unable to parse range"):
        return SheetsTabGone("google_refused", facts, status=status)
    return SheetsRefused("google_refused", facts, status=status)


def _words(body: bytes) -> dict:
    """Google's message, status word and reasons; empty where the body is none of Google's."""
    try:
        error = json.loads(body)["error"]
        details = [*(error.get("details") or ()), *(error.get("errors") or ())]
        return {
            "message": " ".join(str(error.get("message", "")).split())[:LONGEST_MESSAGE],
            "status": str(error.get("status", "")),
            "reasons": {str(detail.get("reason", "")) for detail in details},
            "of_a_day": "per day" in str(error.get("message", "")).lower(),
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {"message": "", "status": "", "reasons": set(), "of_a_day": False}


def _seconds(written: str | None, now: datetime | None) -> float | None:
    """Retry-After as seconds: a number, or a date as HTTP writes it; else None."""
    text = (written or "").strip()
    if text.isascii() and text.isdecimal():
        return min(float(text[:9]), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(text)
        seconds = (until - (now or datetime.now(UTC))).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(0.0, seconds), LONGEST_WAIT)
