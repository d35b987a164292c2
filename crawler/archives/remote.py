"""Asks a server for parts of files: not too often, again where it is busy, and never without end."""

import os
import random
import threading
import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError

MOST_ATTEMPTS = 8
LONGEST_WAIT = 300.0
"""Seconds between two attempts, whatever the server asks for."""
_ATTEMPTS_AT_A_STRANGER = 3
"""Who never answered at all may be misspelled; who did and is silent now comes back."""
_GONE = frozenset({404, 410})
_FINAL = frozenset({400, 401, 405, 411, 416, 451, 501, 505})
_TIMEOUT = urllib3.Timeout(connect=20, read=60)
_REDIRECTS = urllib3.Retry(total=5, redirect=5, connect=0, read=0, status=0, other=0)


class RemoteError(Exception):
    """What a server never gave, after all attempts, or does not have: `is_gone` where it says so."""

    def __init__(self, message: str, is_gone: bool = False) -> None:
        super().__init__(message)
        self.is_gone = is_gone

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.is_gone)


class Pace:
    """Lets so many requests a second through, of all threads together."""

    def __init__(self, requests_per_second: float) -> None:
        self._pause = 1 / requests_per_second
        self._next = 0.0
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Wait for one's turn."""
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next)
            self._next = turn + self._pause
        time.sleep(max(0.0, turn - now))

    def hold(self, seconds: float) -> None:
        """Let nobody through for a while: what a server says to one is meant for all."""
        with self._lock:
            self._next = max(self._next, time.monotonic() + seconds)


@dataclass
class Remote:
    """Files on the web, of which parts are read. `first_wait` is the pause after the first failure; it doubles."""

    pace: Pace
    agent: str
    first_wait: float = 1.0
    requests: int = 0
    bytes_read: int = 0
    _has_answered: bool = False
    _pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(maxsize=8, retries=_REDIRECTS))

    def size(self, url: str) -> int:
        """How many bytes a file has; raises `RemoteError`."""
        return int(self._ask(url, 0, 1, is_size=True))

    def read(self, url: str, start: int, length: int) -> bytes:
        """So many bytes of a file from `start`; raises `RemoteError`."""
        found = self._ask(url, start, length)
        assert isinstance(found, bytes)
        return found

    def read_all(self, url: str, most: int) -> bytes:
        """A whole small file; raises `RemoteError` where it is larger than `most` bytes."""
        found = self._ask(url, 0, None, most=most)
        assert isinstance(found, bytes)
        return found

    def _ask(
        self, url: str, start: int, length: int | None, is_size: bool = False, most: int | None = None
    ) -> bytes | int:
        reason = ""
        for attempt in range(MOST_ATTEMPTS):
            self.pace.wait()
            self.requests += 1
            try:
                return self._once(url, start, length, is_size, most)
            except _Busy as busy:
                reason = str(busy)
                wait = busy.seconds if busy.seconds is not None else self.first_wait * 2**attempt
            except HTTPError as error:
                reason = f"{type(error).__name__}: {getattr(error, 'reason', None) or error}"[:200]
                wait = self.first_wait * 2**attempt
                if not self._has_answered and attempt + 1 >= _ATTEMPTS_AT_A_STRANGER:
                    raise RemoteError(f"{url}: {reason}") from error
            if attempt + 1 < MOST_ATTEMPTS:
                # Whoever was turned away together does not come back together.
                self.pace.hold(min(wait, LONGEST_WAIT) * random.uniform(1, 1.25))  # noqa: S311
        raise RemoteError(f"{url}: {reason}, {MOST_ATTEMPTS} times")

    def _once(self, url: str, start: int, length: int | None, is_size: bool, most: int | None) -> bytes | int:
        headers = {"User-Agent": self.agent, "Accept-Encoding": "identity"}
        if length is not None:
            headers["Range"] = f"bytes={start}-{start + length - 1}"
        answer = self._pool.request("GET", url, headers=headers, timeout=_TIMEOUT, preload_content=False)
        self._has_answered = True
        try:
            self._check_status(url, answer, length is not None)
            if is_size:
                return _whole_size(url, answer.headers.get("Content-Range"))
            wanted = length if length is not None else (most or 0)
            body = answer.read(wanted + 1)
            while len(body) <= wanted and (more := answer.read(wanted + 1 - len(body))):
                body += more
        finally:
            # What is left of a longer answer is not worth waiting for.
            answer.close() if answer.length_remaining else answer.release_conn()
        self.bytes_read += len(body)
        if length is None:
            if len(body) > wanted:
                raise RemoteError(f"{url} is larger than {most} bytes")
        elif len(body) > length:
            raise RemoteError(f"{url}: the server sends more than it was asked for")
        elif len(body) < length:
            raise _Busy(f"the answer was cut off after {len(body)} of {length} bytes", None)
        return body

    @staticmethod
    def _check_status(url: str, answer: urllib3.BaseHTTPResponse, is_part: bool) -> None:
        if answer.status in _GONE:
            raise RemoteError(f"{url}: HTTP {answer.status}", is_gone=True)
        if answer.status in _FINAL:
            raise RemoteError(f"{url}: HTTP {answer.status}")
        if answer.status == 200 and is_part:
            raise RemoteError(f"{url}: the server sends whole files only, and no parts of them")
        if answer.status != (206 if is_part else 200):
            raise _Busy(f"HTTP {answer.status}", _asked_wait(answer.headers.get("Retry-After")))


class _Busy(Exception):
    """The server may answer later; `seconds` is when, where it says so."""

    def __init__(self, message: str, seconds: float | None) -> None:
        super().__init__(message)
        self.seconds = seconds


def _asked_wait(text: str | None) -> float | None:
    """What `Retry-After` asks for, in seconds: a number, or a date; null where it says nothing that can be read."""
    if text is None:
        return None
    if text.strip().isdecimal() and len(text) < 10:
        return float(text)
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def _whole_size(url: str, content_range: str | None) -> int:
    size = (content_range or "").rpartition("/")[2]
    if not size.isdecimal():
        raise RemoteError(f"{url}: the server does not say how large it is")
    return int(size)


def is_remote(address: str) -> bool:
    """Whether a file lies on the web."""
    return address.startswith(("http://", "https://"))


_remotes: dict[tuple[int, float, str], Remote] = {}


def remote_of_process(requests_per_second: float, agent: str) -> Remote:
    """The one `Remote` that all of this process shares, so that its pace is kept."""
    # A forked process must not share its parent's connections.
    return _remotes.setdefault((os.getpid(), requests_per_second, agent), Remote(Pace(requests_per_second), agent))
