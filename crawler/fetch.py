"""Fetches one address, following its redirects one by one: each hop passes every rule of `crawler.manners`."""

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.engine import ExecutionEngine
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.manners.refusal import RefusalError
from crawler.manners.resolver import refusal_of
from crawler.page_address import canonical

MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


async def fetch(engine: ExecutionEngine, request: Request) -> Response:
    """The answer at the end of the redirects; its `url` is the address it came from.

    Raises `RefusalError` where a rule forbids the request or a hop, and Scrapy's exceptions where it fails.
    """
    for _ in range(MOST_REDIRECTS + 1):
        try:
            response = await engine.download_async(request.replace(callback=NO_CALLBACK, dont_filter=True))
        except CannotResolveHostError as error:
            host = urlsplit(request.url).hostname or ""
            raise RefusalError("error", refusal_of(host) or f"the name {host} leads nowhere") from error
        target = redirect_target(response)
        if target is None:
            return response
        # What was learnt of the first address says nothing of the next.
        headers = {name: value for name, value in request.headers.items() if not name.startswith(b"If-")}
        request = request.replace(url=target, headers=headers)
    raise RefusalError("error", f"more than {MOST_REDIRECTS} redirects, the last to {request.url[:200]}")


def redirect_target(response: Response) -> str | None:
    """Where a response leads; null where it leads nowhere else."""
    location = response.headers.get("Location")
    if response.status not in _REDIRECTS or location is None:
        return None
    target = canonical(location.decode("utf-8", "replace"), response.url)
    if target is None:
        raise RefusalError("error", f"redirects to what is no http(s) address: {location[:200].decode('latin-1')}")
    return target
