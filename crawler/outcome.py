"""How the asking for a page ended, in the words of `PageOutcome`."""

import re
from dataclasses import dataclass

from scrapy.exceptions import DownloadCancelledError, DownloadTimeoutError, IgnoreRequest
from scrapy.http import Response

from crawler.manners.refusal import RefusalError

_BLOCKED = frozenset({401, 402, 403, 407, 429, 451})
_GONE = frozenset({404, 410})
_HTML_TYPES = re.compile(rb"text/html|application/xhtml\+xml", re.IGNORECASE)
_HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--(?:(?!-->).){0,500}-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# A page that asks whether one is human is an answer to "may I?", whatever its status says. These words stand on such
# pages only: the scripts of the same guards stand on ordinary pages too.
_WALLS = (b"_cf_chl_opt", b"Incapsula incident ID", b"px-captcha", b"geo.captcha-delivery.com", b"/sgcaptcha/")
_WALL_LENGTH = 60_000


@dataclass(frozen=True)
class Ending:
    """An outcome other than success, and why."""

    outcome: str
    detail: str
    ends_visit: bool = False
    """Whether the host has said that it wants to be left alone."""


def ending_of_response(response: Response) -> Ending | None:
    """What an answer that is no page means; null for a page to read and for 304."""
    status = response.status
    if status == 304:
        return None
    if status in _GONE:
        return Ending("gone", f"HTTP {status}")
    if status in _BLOCKED:
        return Ending("blocked", f"HTTP {status}", ends_visit=status == 429)
    if len(response.body) < _WALL_LENGTH and (wall := next((one for one in _WALLS if one in response.body), None)):
        return Ending("blocked", f"HTTP {status}: a page that asks whether we are human ({wall.decode()})")
    if status != 200:
        return Ending("error", f"HTTP {status}")
    if not response.body.strip():
        return Ending("error", "the page is empty")
    return None if is_html(response) else Ending("not_html", _content_type(response) or "no page by its first bytes")


def ending_of_failure(error: BaseException) -> Ending:
    """What an exception of the download means."""
    if isinstance(error, RefusalError):
        return Ending(error.outcome, error.detail, ends_visit=error.outcome == "blocked")
    if isinstance(error, DownloadTimeoutError):
        return Ending("timeout", "it took longer than we wait")
    if isinstance(error, DownloadCancelledError | IgnoreRequest):
        # Scrapy cancels what is larger than DOWNLOAD_MAXSIZE, and ignores what grows beyond it when decompressed.
        return Ending("too_large", "it is larger than we read")
    return Ending("error", _told(error)[:300])


def _told(error: BaseException) -> str:
    """What went wrong, in words. Twisted hides the reasons in failures, and the first one is what happened first."""
    reasons = getattr(error.__cause__, "reasons", ())
    if reasons:
        return f"the connection failed: {reasons[0].getErrorMessage()}"
    return f"the download failed: {type(error).__name__}{f': {error}' if str(error) else ''}"


def is_html(response: Response) -> bool:
    """Whether an answer is a page: it begins as one, or it says it is one and does not begin as a picture does."""
    start = response.body[:2048]
    is_text = b"\x00" not in start or start.startswith(_UTF_16)
    says_so = _HTML_TYPES.search(response.headers.get("Content-Type") or b"") is not None
    return (says_so and is_text) or _HTML_START.match(start) is not None


def _content_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1")
