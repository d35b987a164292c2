"""Makes the list of sites that the live crawl begins with: the providers' own addresses among the recorded prices.

    python -m pipeline.reference.seeds

No code hosts, social networks, booking and profile hosts or forms, which `hosts.csv` knows, and nothing second-hand:
what an article quotes is not the article's price.
"""

import csv
from collections.abc import Iterator

from crawler.source import RECORDED_FOLDER, SOURCES_FOLDER, live_sources
from pipeline.normalize.web_address import read_web_address

FOUND_IN = "observations.csv"
HEADER = ("url", "provider", "found_in")


def seeds() -> list[tuple[str, str, str]]:
    """The rows of the list: address, provider and file, each address once, in the order of the addresses."""
    return sorted({url: (url, provider, FOUND_IN) for url, provider in _own_addresses()}.values())


def _own_addresses() -> Iterator[tuple[str, str]]:
    with (RECORDED_FOLDER / FOUND_IN).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["url"] and row["basis"] != "second_hand" and read_web_address(row["url"]).role == "page":
                yield row["url"], row["provider"]


def main() -> None:
    """Write the list beside the source that reads it."""
    with (SOURCES_FOLDER / live_sources()["studios"].seeds).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(seeds())


if __name__ == "__main__":
    main()
