"""What is known of each page from run to run: how to ask whether it has changed, and where its bytes are kept."""

import sqlite3
from dataclasses import astuple, dataclass, fields
from datetime import datetime, timedelta

from scrapy.http import Response

from crawler.archive import Capture
from crawler.migration import migrate

_STEPS = [
    [
        """create table if not exists known_page (
            page_key text primary key, url text not null, etag text, last_modified text, digest text not null,
            fetched_at text not null, captured_at text not null, run_id text not null, offset integer not null
        ) without rowid""",
    ],
]


@dataclass(frozen=True)
class KnownPage:
    """A page that was read well. `captured_at`, `run_id` and `offset` tell which record holds its bytes."""

    page_key: str
    url: str
    etag: str | None
    last_modified: str | None
    digest: str
    fetched_at: str
    captured_at: str
    run_id: str
    offset: int

    @property
    def capture(self) -> Capture:
        """Where its bytes are kept."""
        return Capture(self.run_id, self.offset)

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for the page only if it has changed."""
        conditions = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in conditions.items() if value}

    def is_fresh(self, now: datetime, recheck: timedelta | None) -> bool:
        """Whether it was fetched so lately that it is not asked again."""
        return recheck is not None and now - datetime.fromisoformat(self.fetched_at) < recheck


def known_page(
    page_key: str, response: Response, digest: str, at: datetime, capture: Capture, former: KnownPage | None
) -> KnownPage:
    """What is known of a page now. One that is unchanged keeps its capture, and the tags that it does not repeat."""
    same = former if former is not None and former.capture == capture else None
    return KnownPage(
        page_key=page_key,
        url=response.url,
        etag=_header(response, "ETag") or (same.etag if same and response.status == 304 else None),
        last_modified=_header(response, "Last-Modified")
        or (same.last_modified if same and response.status == 304 else None),
        digest=digest,
        fetched_at=at.isoformat(),
        captured_at=same.captured_at if same else at.isoformat(),
        run_id=capture.run_id,
        offset=capture.offset,
    )


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


class PageMemory:
    """Every page that was ever read well."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        migrate(connection, "page memory", _STEPS)

    def of(self, page_key: str) -> KnownPage | None:
        """What is known of a page."""
        row = self._connection.execute(f"select {_COLUMNS} from known_page where page_key = ?", (page_key,)).fetchone()  # noqa: S608
        return KnownPage(*row) if row else None

    def forget(self, page_key: str) -> None:
        """Know nothing of a page, so that it is asked for in any case."""
        self._connection.execute("delete from known_page where page_key = ?", (page_key,))

    def remember(self, page: KnownPage) -> None:
        """Keep what is known of a page, in place of what was."""
        self._connection.execute(
            f"insert or replace into known_page ({_COLUMNS}) values ({_MARKS})",  # noqa: S608
            astuple(page),
        )


_COLUMNS = ", ".join(field.name for field in fields(KnownPage))
_MARKS = ", ".join("?" for _ in fields(KnownPage))
