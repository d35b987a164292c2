"""A real server on this machine, with a site on each address from 127.0.0.2 on, that behaves as badly as it is told."""

import asyncio
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self


@dataclass(frozen=True)
class Asked:
    """One request: when it came, for which site and path, with which headers, and how many of its site were open."""

    at: float
    host: str
    path: str
    headers: Mapping[str, str]
    open_at_once: int


@dataclass(frozen=True)
class Answer:
    """An answer as a well-behaved server gives it."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html"})

    def encoded(self) -> bytes:
        lines = [f"HTTP/1.1 {self.status} x", f"Content-Length: {len(self.body)}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + self.body


Raw = Callable[[asyncio.StreamWriter], Awaitable[None]]
Site = Callable[[Asked], "Answer | Raw"]
NOT_THERE = Answer(b"nothing here", 404)


def html(body: str, head: str = "") -> Answer:
    return Answer(f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode())


def pages(answers: Mapping[str, Answer | Raw]) -> Site:
    """A site that has these paths and nothing else."""
    return lambda asked: answers.get(asked.path, NOT_THERE)


class LocalServer:
    """Serves each site on an address of its own, for the length of a `with` block."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._sites: dict[str, Site] = {}
        self._open: dict[str, int] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        start = asyncio.start_server(self._serve, "0.0.0.0", 0, limit=1 << 20)
        self._server = asyncio.run_coroutine_threadsafe(start, self._loop).result(10)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        async def stop() -> None:
            self._server.close()
            others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        asyncio.run_coroutine_threadsafe(stop(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def add(self, site: Site, scheme: str = "http") -> str:
        """Serve a site; returns the address of its first page."""
        number = len(self._sites) + 2
        host = f"127.0.{number // 250}.{number % 250}:{self.port}"
        self._sites[host] = site
        return f"{scheme}://{host}/"

    def paths(self, address: str) -> list[str]:
        """The paths asked for of a site, in their order, without robots.txt and sitemaps."""
        host = address.split("/")[2]
        machinery = ("/robots.txt", "/sitemap")
        return [one.path for one in self.asked if one.host == host and not one.path.startswith(machinery)]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            # No request begins as TLS does.
            while (first := await reader.readexactly(1)) != b"\x16":
                head = first + await reader.readuntil(b"\r\n\r\n")
                if not await self._answer(head.decode("latin-1"), writer):
                    break
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass  # the crawler hung up, or the test is over
        finally:
            writer.close()

    async def _answer(self, head: str, writer: asyncio.StreamWriter) -> bool:
        """Answer one request; false where the connection is not to be used again."""
        first, *lines = head.strip().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        host = headers.get("host", "")
        self._open[host] = self._open.get(host, 0) + 1
        try:
            asked = Asked(time.monotonic(), host, first.split(" ")[1], headers, self._open[host])
            self.asked.append(asked)
            answer = self._sites.get(host, lambda _: NOT_THERE)(asked)
            if isinstance(answer, Answer):
                writer.write(answer.encoded())
                await writer.drain()
                return True
            await answer(writer)
            return False
        finally:
            self._open[host] -= 1
