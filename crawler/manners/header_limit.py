"""Downloads with a limit on the headers of a response: neither Scrapy nor Twisted has one, and a body has."""

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
)
from scrapy.crawler import Crawler

MOST_HEADER_BYTES = 256 * 1024


class _LimitedProtocol(_LenientHTTP11ClientProtocol):
    """Counts what comes before the body, and hangs up where it is too much."""

    _header_bytes = 0

    def request(self, request: Any) -> Any:
        """Called by Twisted for each request of a connection."""
        self._header_bytes = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:
        """Called by Twisted with what came in."""
        # Until the headers are read the parser has made no body; a chunk holds 64 KiB at most.
        if getattr(self._parser, "bodyDecoder", None) is None:
            self._header_bytes += len(data)
            if self._header_bytes > MOST_HEADER_BYTES:
                transport: Any = self.transport
                transport.abortConnection()
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _LimitedFactory(_LenientHTTP11ClientFactory):
    def buildProtocol(self, addr: Any) -> _LimitedProtocol:
        return _LimitedProtocol(self._quiescentCallback)  # type: ignore[no-untyped-call]


class HeaderLimitHandler(HTTP11DownloadHandler):
    """Scrapy's own download handler, with limited headers."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = _LimitedFactory
