"""Reads Common Crawl's columnar index with DuckDB: which captures there are of hosts, or of addresses with some words.

The index of a crawl is some 300 Parquet files of a gigabyte each, sorted by address. Of each file the footer is read;
then, where hosts are looked for, only the groups of rows that can hold them, and of these only the columns asked for.
"""

import gzip
import re
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import tldextract

from crawler.archives.remote import Remote, RemoteError
from crawler.common_crawl.ranged import PROTOCOL, RangedFiles

CRAWL = re.compile(r"CC-MAIN-\d{4}-\d{2}")
_MOST_PATHS = 10_000_000
_PATH = re.compile(r"cc-index/table/cc-main/warc/crawl=(?P<crawl>[\w-]+)/subset=warc/[\w.-]+\.parquet")
_NO_PARQUET = ("No magic bytes", "too small to be a Parquet file")
"""What DuckDB says of an answer that is no file: a server that has had enough sends such."""
_ATTEMPTS = 3
_COLUMNS = {
    "url": "url",
    "host": "url_host_name",
    "domain": "url_host_registered_domain",
    "fetched_at": "fetch_time",
    "digest": "content_digest",
    "warc_filename": "warc_filename",
    "record_offset": "warc_record_offset",
    "record_length": "warc_record_length",
}
# The domain as the index tells it: shared hosts are one domain there.
_split_domain = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=False)


@dataclass(frozen=True)
class Wanted:
    """Which captures are looked for: of these hosts and those below them, with one of these words in the path, or both.

    Words are in lower case, as `lip-blush`; a capture has one where its path holds it anywhere.
    """

    crawl: str
    hosts: tuple[str, ...] = ()
    path_words: tuple[str, ...] = ()


def index_files(base: str, crawl: str, remote: Remote) -> list[str]:
    """The paths of the index files of a crawl, below `base`; raises `RemoteError`."""
    packed = remote.read_all(f"{base}/crawl-data/{crawl}/cc-index-table.paths.gz", _MOST_PATHS)
    try:
        lines = gzip.decompress(packed).decode("ascii").split()
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise RemoteError(f"the list of the index files of {crawl} cannot be read: {error}") from error
    found = [line for line in lines if (path := _PATH.fullmatch(line)) and path["crawl"] == crawl]
    if not found:
        raise RemoteError(f"the list of the index files of {crawl} names none of pages")
    return sorted(found)


def read_index(base: str, wanted: Wanted, remote: Remote, folder: Path, tell: Callable[[int, int], None]) -> list[Path]:
    """Copy what is wanted of each index file into a small Parquet file, unless that is there already.

    Their columns are `url`, `host`, `domain`, `fetched_at`, `digest`, `warc_filename`, `record_offset` and
    `record_length`. Raises `RemoteError`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = index_files(base, wanted.crawl, remote)
    slices = []
    for number, path in enumerate(paths):
        tell(number, len(paths))
        copy = folder / Path(path).name
        if not copy.exists():
            unfinished = copy.with_suffix(".unfinished")
            _copy(base, path, wanted, remote, unfinished)
            unfinished.replace(copy)
        slices.append(copy)
    tell(len(paths), len(paths))
    return slices


def _copy(base: str, path: str, wanted: Wanted, remote: Remote, to: Path) -> None:
    for attempt in range(_ATTEMPTS):
        files = RangedFiles(base, remote)
        try:
            with duckdb.connect(config={"threads": 1}) as connection:
                connection.register_filesystem(files)
                _query(connection, f"{PROTOCOL}://{path}", wanted, to)
            return
        except duckdb.Error as error:
            is_turned_away = any(told in str(error) for told in _NO_PARQUET)
            if not is_turned_away or attempt + 1 == _ATTEMPTS:
                raise RemoteError(f"{base}/{path}: {str(error).splitlines()[0][:300]}") from error
            remote.pace.hold(remote.first_wait * 2**attempt)


def _query(connection: duckdb.DuckDBPyConnection, file: str, wanted: Wanted, to: Path) -> None:
    groups = connection.execute(
        "select stats_min_value, stats_max_value from parquet_metadata(?) where path_in_schema = ?",
        [file, _COLUMNS["domain"]],
    ).fetchall()
    by_domain = _in_groups(_by_domain(wanted.hosts), groups)
    hosts = [(domain, host) for domain, found in by_domain.items() for host in found]
    connection.register("wanted_host", pa.table({"domain": _texts(hosts, 0), "host": _texts(hosts, 1)}))
    connection.register("wanted_word", pa.table({"word": pa.array(wanted.path_words, pa.string())}))
    # The path of the file tells crawl and subset; a file without rows that can be wanted is not read at all.
    is_read = not wanted.hosts or bool(hosts)
    has = {
        row[0]
        for row in connection.execute(f"describe from read_parquet('{file}', hive_partitioning = true)").fetchall()
    }
    conditions = ["subset = 'warc'", "fetch_status = 200"] if is_read else ["false"]
    if hosts:
        # Constants are what groups of rows are left out by.
        domains = ", ".join(f"'{domain}'" for domain in by_domain)
        conditions.append(f"{_COLUMNS['domain']} in ({domains})")
        conditions.append(
            "exists (from wanted_host where domain = url_host_registered_domain"
            " and (url_host_name = host or ends_with(url_host_name, '.' || host)))"
        )
    if wanted.path_words:
        conditions.append("exists (from wanted_word where contains(lower(url_path), word))")
    # Older crawls lack some columns.
    mime = "content_mime_detected" if "content_mime_detected" in has else "content_mime_type"
    conditions.append(f"{mime} in ('text/html', 'application/xhtml+xml')")
    if "content_truncated" in has:
        conditions.append("content_truncated is null")
    columns = ", ".join(f"{column} as {name}" for name, column in _COLUMNS.items())
    connection.execute(
        f"""copy (select {columns} from read_parquet('{file}', hive_partitioning = true)
            where {" and ".join(conditions)}) to '{str(to).replace("'", "''")}' (format parquet)"""  # noqa: S608
    )


def _by_domain(hosts: Sequence[str]) -> dict[str, list[str]]:
    """The hosts of each domain, as the index spells them."""
    found: dict[str, list[str]] = {}
    for host in hosts:
        name = host.lower().strip().removeprefix("www.").rstrip(".")
        domain = _split_domain(name).top_domain_under_public_suffix or ".".join(name.split(".")[-2:])
        if "." in domain and re.fullmatch(r"[a-z0-9.-]+", name):
            found.setdefault(domain, []).append(name)
    return found


def _in_groups(
    by_domain: dict[str, list[str]], groups: Sequence[tuple[str | None, str | None]]
) -> dict[str, list[str]]:
    """The domains that a group of rows can hold, by its least and greatest."""
    return {
        domain: hosts
        for domain, hosts in by_domain.items()
        if any(least is None or most is None or least <= domain <= most for least, most in groups)
    }


def _texts(rows: Sequence[tuple[str, str]], place: int) -> pa.Array:
    return pa.array([row[place] for row in rows], pa.string())
