"""Makes the lists of addresses that the live crawls begin with, from the recorded facts.

    python -m pipeline.reference.seeds

Studios: the providers' own addresses among the recorded prices. No code hosts, social networks, booking and profile
hosts or forms, which `hosts.csv` knows, and nothing second-hand: what an article quotes is not the article's price.
Guides: the pages of the recorded estimates, none of them on a code host.
"""

import csv
from collections.abc import Iterator

from crawler.source import RECORDED_FOLDER, SOURCES_FOLDER, live_sources
from pipeline.normalize.web_address import read_web_address

FOUND_IN = "observations.csv"
HEADER = ("url", "provider", "found_in")
GUIDES_FOUND_IN = "estimates.csv"
GUIDES_HEADER = ("url", "publisher", "found_in")


def seeds() -> list[tuple[str, str, str]]:
    """The rows of the list: address, provider and file, each address once, in the order of the addresses."""
    return sorted({url: (url, provider, FOUND_IN) for url, provider in _own_addresses()}.values())


def guide_seeds() -> list[tuple[str, str, str]]:
    """The rows of the list of guides: address, publisher and file, each address once, in the order of the addresses."""
    with (RECORDED_FOLDER / GUIDES_FOUND_IN).open(encoding="utf-8", newline="") as lines:
        found = {
            row["url"]: (row["url"], row["publisher"], GUIDES_FOUND_IN)
            for row in csv.DictReader(lines)
            if row["url"] and read_web_address(row["url"]).role == "page"
        }
    return sorted(found.values())


def _own_addresses() -> Iterator[tuple[str, str]]:
    with (RECORDED_FOLDER / FOUND_IN).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["url"] and row["basis"] != "second_hand" and read_web_address(row["url"]).role == "page":
                yield row["url"], row["provider"]


def main() -> None:
    """Write each list beside the source that reads it."""
    _write("studios", HEADER, seeds())
    _write("guides", GUIDES_HEADER, guide_seeds())


def _write(source: str, header: tuple[str, ...], rows: list[tuple[str, str, str]]) -> None:
    with (SOURCES_FOLDER / live_sources()[source].seeds).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
