"""`blushbook extract`: what would be read off these pages, and why."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from crawler.extract.document import read_document
from pipeline.errors import BlushBookError
from pipeline.extract_kind import Kind, Record, kind_of
from pipeline.listing import aligned


def extract(
    pages: Iterable[str], items: str, every_service: bool, contact: str | None, allow_private: bool
) -> Iterator[Record]:
    """What stands on pages that lie in files or on the web: prices of lip work or of every service,
    reviews, or estimates.

    Raises `BlushBookError` where a file cannot be read, `NothingUsableError` where an address cannot.
    """
    kind = kind_of(items)
    for page in pages:
        if "://" in page:
            yield from _of_address(page, kind, every_service, contact, allow_private)
        else:
            yield from _of_file(Path(page), page, kind, every_service)


def _of_file(path: Path, source: str, kind: Kind, every_service: bool) -> Iterator[Record]:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise BlushBookError(f"{source}: {error.strerror}") from error
    yield from kind.records(source, kind.read(read_document(body, path.resolve().as_uri())), every_service)


def _of_address(
    url: str, kind: Kind, every_service: bool, contact: str | None, allow_private: bool
) -> Iterator[Record]:
    """Ask for one page with all the manners of a crawl."""
    from pipeline.crawl import CrawlRequest, crawl
    from pipeline.home import Home
    from pipeline.raw import read_raw

    request = CrawlRequest(
        sources=(kind.source,),
        recorded=Path(),
        contact=contact,
        seeds=(url,),
        pages=1,
        allow_private=allow_private,
    )
    request.check()
    with TemporaryDirectory(prefix="blushbook-") as folder:
        home = Home(Path(folder))
        crawl(home, "extract", request, tell=lambda progress: None)
        found = kind.of_raw(read_raw(home.raw("extract")).by_type[kind.name])
    for address in dict.fromkeys(item.url for item in found):
        yield from kind.records(url, [item for item in found if item.url == address], every_service)


def as_jsonl(records: Iterable[Record]) -> Iterator[str]:
    """One JSON object a line."""
    for record in records:
        yield json.dumps(record, ensure_ascii=False).encode("utf-8", "replace").decode()


def as_table(records: Iterable[Record], items: str) -> str:
    """A table to read, each row with the text of the page that says so."""
    kind = kind_of(items)
    rows = [kind.header, *(kind.cells(record) for record in records)]
    return aligned(rows) if len(rows) > 1 else kind.nothing
