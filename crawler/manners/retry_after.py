"""A host that says it is busy, and until when: it is asked again then, a few times, if that is soon."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawler.manners.pace import Pace
from crawler.manners.refusal import RefusalError

BUSY = frozenset({429, 503})
LONGEST_WAIT_SETTING = "LONGEST_RETRY_AFTER"
MOST_RETRIES_SETTING = "MOST_RETRIES_AFTER"


def seconds_to_wait(header: str, now: datetime) -> float | None:
    """What a Retry-After header says, in seconds from now; null where it says nothing one can read.

    >>> seconds_to_wait("120", datetime(2026, 11, 22, tzinfo=UTC))
    120.0
    >>> seconds_to_wait("Sun, 22 Nov 2026 00:00:30 GMT", datetime(2026, 11, 22, tzinfo=UTC))
    30.0
    """
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
        return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None


class RetryAfter:
    """Downloader middleware that waits as a busy host asks and tries again; a host that goes on refusing is let be."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._longest = crawler.settings.getfloat(LONGEST_WAIT_SETTING)
        self._most = crawler.settings.getint(MOST_RETRIES_SETTING)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """Ask again where the host says when; refuse where it says too late or has said so too often."""
        header = response.headers.get("Retry-After")
        if response.status not in BUSY or header is None:
            return response
        wait = seconds_to_wait(header.decode("latin-1"), datetime.now(UTC))
        if wait is None:
            return response
        if wait > self._longest:
            raise RefusalError("blocked", f"HTTP {response.status}: asks to wait {wait:.0f} s, too long for one run")
        tried = request.meta.get("retries_after", 0)
        if tried >= self._most:
            raise RefusalError("blocked", f"HTTP {response.status}, still, after waiting {tried} times as asked")
        pace = self._crawler.get_downloader_middleware(Pace)
        if isinstance(pace, Pace):
            pace.hold(urlsplit(request.url).netloc, wait)
        return request.replace(meta={**request.meta, "retries_after": tried + 1}, dont_filter=True)
