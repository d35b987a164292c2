"""A server of files with Range requests, laid out as Common Crawl is, that can be told to misbehave."""

import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class Served:
    """What is served, and what was asked for. `faults` holds, for a path, the answers to give first in place of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: defaultdict[str, list[str]] = defaultdict(list)
        self.asked: Counter[str] = Counter()
        self.sent: Counter[str] = Counter()
        self.ranges: list[tuple[str, int, int]] = []
        self.address = ""


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """Serve a folder for the length of a `with` block."""
    files = Served(folder)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: Any) -> None:
            pass

        def do_GET(self) -> None:
            path = self.path.lstrip("/")
            files.asked[path] += 1
            fault = files.faults[path].pop(0) if files.faults[path] else None
            if fault in ("403", "404", "503", "503 later"):
                self.send_response(int(fault[:3]))
                if fault == "503 later":
                    self.send_header("Retry-After", "1")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            found = files.folder / path
            if not found.is_file():
                self.send_error(404)
                return
            data, asked = found.read_bytes(), self.headers.get("Range")
            start, end = 0, len(data) - 1
            if asked:
                begin, _, last = asked.removeprefix("bytes=").partition("-")
                start, end = int(begin), min(int(last), len(data) - 1)
                files.ranges.append((path, start, end - start + 1))
            body = data[start : end + 1]
            if fault == "no file":
                body = b"x" * len(body)
            self.send_response(206 if asked and fault != "whole" else 200)
            if asked:
                self.send_header("Content-Range", f"bytes {start}-{end}/{len(data)}")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if fault == "truncated":
                body = body[: len(body) // 2]
                self.close_connection = True
            files.sent[path] += len(body)
            try:
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):  # whoever asked has heard enough
                self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    files.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield files
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
