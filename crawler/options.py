"""What one crawl is asked to do."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from crawler.shard import WHOLE, Shard
from crawler.source import RECORDED_FOLDER

PAGES = 25
"""How many pages of a site are asked for, unless said otherwise."""
DELAY = 1.0
"""Seconds between two requests to a host, unless its robots.txt asks for more."""
NO_CONTACT = "no contact is set"


@dataclass(frozen=True, kw_only=True)
class CrawlOptions:
    """What one crawl is asked to do. `raw_folder` is named after the run, and lies beside those of former runs."""

    raw_folder: Path
    recorded: Path = RECORDED_FOLDER
    state: Path | None = None
    """Live crawls: the SQLite file of the work list; beside the raw folders' folder unless given."""
    contact: str = NO_CONTACT
    seeds: tuple[str, ...] = ()
    """Live crawls: crawl just these addresses, whenever they were crawled last."""
    pages: int = PAGES
    delay: float = DELAY
    allow_private: bool = False
    salt: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)
    """Live crawls: hashes the names of reviewers; one of the moment unless given."""
    shard: Shard = WHOLE
    """Live crawls: which part of the sites is crawled here."""
    clock: datetime | None = None
    """What the clock says throughout; the real time unless set."""

    def now(self) -> datetime:
        """The time, in UTC."""
        return self.clock or datetime.now(UTC)

    @property
    def run_id(self) -> str:
        """The run it belongs to."""
        return self.raw_folder.name

    @property
    def state_file(self) -> Path:
        """The SQLite file of the work list."""
        return self.state or self.raw_folder.parent.parent / "state.sqlite"
