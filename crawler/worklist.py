"""What a run still has to do, in a table that outlives the process: a killed run goes on where it was.

A page is noted as `asked` before it is asked for and as `done` after its bytes, items and outcome are written. One
that is `asked` when a run goes on was in flight when the former process died, and is asked once more.
"""

import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from crawler.migration import migrate

_STEPS = [
    [
        """create table if not exists crawl_task (
            run_id text not null, source text not null, site text not null, page_key text not null, url text not null,
            pattern text not null, score real not null, depth integer not null,
            state text not null default 'waiting' check (state in ('waiting', 'asked', 'done')),
            attempts integer not null default 0, outcome text,
            primary key (run_id, source, page_key)
        ) without rowid""",
        "create index if not exists crawl_task_of_site on crawl_task (run_id, source, site, state, score)",
    ],
]
MOST_ATTEMPTS = 3
"""A page that was in flight this often when the process died is what kills it."""
BOOKING = "booking "
"""How the pattern of a page on a booking platform begins: of each platform one page is asked for."""
FRESH = "fresh"
"""The outcome of a page that was read so lately that it is not asked for: it is in no raw file."""
_REACHED_FROM = "reached from "
MOST_LIKE_IT = 5
"""How many pages of one pattern are asked: calendars and searches make addresses without end."""


@dataclass(frozen=True)
class Task:
    """One page to ask for. `site` is the studio's, also for its page on a booking platform."""

    site: str
    page_key: str
    url: str
    pattern: str
    score: float
    depth: int
    attempts: int = 0


def open_state(path: Path) -> sqlite3.Connection:
    """Open the state file; every statement is a transaction of its own."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None, timeout=30)
    # With a write-ahead log a commit costs no wait for the disk; a killed process loses nothing by that.
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = normal")
    return connection


def sources_of(path: Path, run_id: str) -> list[str]:
    """The sources that a run has a work list of."""
    if not path.exists():
        return []
    with closing(open_state(path)) as connection:
        migrate(connection, "work list", _STEPS)
        query = "select distinct source from crawl_task where run_id = ? order by source"
        return [source for (source,) in connection.execute(query, (run_id,))]


class WorkList:
    """The work list of one source in one run."""

    def __init__(self, connection: sqlite3.Connection, run_id: str, source: str) -> None:
        self._connection = connection
        self._of = (run_id, source)
        migrate(connection, "work list", _STEPS)

    def add(self, tasks: Iterable[Task]) -> None:
        """Add pages; one that is there already keeps its state and the better of its scores."""
        self._connection.execute("begin")
        self._connection.executemany(
            """insert into crawl_task (run_id, source, site, page_key, url, pattern, score, depth)
               values (?, ?, ?, ?, ?, ?, ?, ?)
               on conflict do update set score = max(score, excluded.score)""",
            [(*self._of, task.site, task.page_key, task.url, task.pattern, task.score, task.depth) for task in tasks],
        )
        self._connection.execute("commit")

    def sites(self) -> list[str]:
        """Every site of the run, in the order of their names."""
        query = "select distinct site from crawl_task where run_id = ? and source = ? order by site"
        return [site for (site,) in self._connection.execute(query, self._of)]

    def take(self, site: str, budget: int) -> Task | None:
        """The page of a site to ask for next, noted as asked; null where nothing is left or the budget is used up."""
        [[begun]] = self._connection.execute(
            "select count(*) from crawl_task where run_id = ? and source = ? and site = ? and state = 'done'"
            " and outcome not like ?",
            (*self._of, site, f"{_REACHED_FROM}%"),
        )
        if begun >= budget:
            return None
        row = self._connection.execute(
            """select site, page_key, url, pattern, score, depth, attempts from crawl_task
               where run_id = :run and source = :source and site = :site and state in ('waiting', 'asked')
                 and pattern not in (select pattern from crawl_task
                                     where run_id = :run and source = :source and site = :site and state = 'done'
                                     group by pattern having count(*) >= iif(pattern like :booking, 1, :like_it))
               order by state = 'asked' desc, score desc, depth, length(url), url limit 1""",
            {
                "run": self._of[0],
                "source": self._of[1],
                "site": site,
                "like_it": MOST_LIKE_IT,
                "booking": f"{BOOKING}%",
            },
        ).fetchone()
        if row is None:
            return None
        task = Task(*row)
        self._connection.execute(
            "update crawl_task set state = 'asked', attempts = attempts + 1"
            " where run_id = ? and source = ? and page_key = ?",
            (*self._of, task.page_key),
        )
        return task

    def finish(self, page_key: str, outcome: str) -> None:
        """Note how the asking for a page ended."""
        self._connection.execute(
            "update crawl_task set state = 'done', outcome = ? where run_id = ? and source = ? and page_key = ?",
            (outcome, *self._of, page_key),
        )

    def reopen_all_but(self, finished: Collection[str]) -> list[str]:
        """Put pages back on the list whose outcome is noted here and stands nowhere else; returns their keys."""
        done = self._connection.execute(
            "select page_key from crawl_task where run_id = ? and source = ? and state = 'done'"
            " and outcome <> ? and outcome not like ?",
            (*self._of, FRESH, f"{_REACHED_FROM}%"),
        ).fetchall()
        lost = [page_key for (page_key,) in done if page_key not in finished]
        self._connection.executemany(
            "update crawl_task set state = 'waiting' where run_id = ? and source = ? and page_key = ?",
            [(*self._of, page_key) for page_key in lost],
        )
        return lost

    def claim(self, page: Task, by: str) -> bool:
        """Note a page that another one of its site led to as read with it; false where it is asked for by itself."""
        self.add([page])
        changed = self._connection.execute(
            "update crawl_task set state = 'done', outcome = ?1 where run_id = ?2 and source = ?3 and page_key = ?4"
            " and site = ?5 and (state = 'waiting' or outcome = ?1)",
            (f"{_REACHED_FROM}{by}", *self._of, page.page_key, page.site),
        )
        return changed.rowcount == 1

    def has_begun(self, site: str) -> bool:
        """Whether a page of a site has its outcome already."""
        query = "select 1 from crawl_task where run_id = ? and source = ? and site = ? and state = 'done' limit 1"
        return self._connection.execute(query, (*self._of, site)).fetchone() is not None
