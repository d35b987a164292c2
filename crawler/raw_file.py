"""Writes raw items as JSON Lines, one file a spider, so that a killed run keeps every item it had."""

import json
from pathlib import Path
from typing import BinaryIO, Self

from scrapy.crawler import Crawler

from crawler.items import RawItem

RAW_FOLDER_SETTING = "RAW_FOLDER"


class RawFile:
    """Item pipeline that appends each item to `<RAW_FOLDER>/<spider>.jsonl` and hands it to the system at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Called by Scrapy for each spider."""
        if crawler.spider is None:
            raise RuntimeError("Scrapy made the raw file before its spider")
        return cls(Path(crawler.settings[RAW_FOLDER_SETTING]) / f"{crawler.spider.name}.jsonl")

    def open_spider(self) -> None:
        """Open the file for appending: raw files are never rewritten."""
        self._file = self._path.open("ab")

    def process_item(self, item: RawItem) -> RawItem:
        """Write one line."""
        if self._file is None:
            raise RuntimeError(f"{self._path} is not open")
        self._file.write(raw_line(item))
        self._file.flush()
        return item

    def close_spider(self) -> None:
        """Close the file."""
        if self._file is not None:
            self._file.close()


def raw_line(item: RawItem) -> bytes:
    """One line of a raw file. Lone surrogates of broken pages become question marks, as UTF-8 cannot hold them."""
    return json.dumps(item.as_record(), ensure_ascii=False).encode("utf-8", "replace") + b"\n"
