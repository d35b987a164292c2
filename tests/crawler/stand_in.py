"""The crawler with a stand-in for the reading of prices: what is tested here is the way to a page and back."""

import os
import re
import signal
import sys
import time
from typing import Any

import crawler.reading
from crawler.extract.document import Document, text_of
from crawler.items import PriceListing


def read_prices(document: Document, source: str) -> list[PriceListing]:
    """An item for each `$123` of a page; some words on a page make it fail, hang, crash, or kill us all."""
    text = text_of(document.root)
    if "RAISE" in text:
        raise ZeroDivisionError("as told")
    if "KILL" in text:
        os.kill(os.getppid(), signal.SIGKILL)
    if "CRASH" in text:
        os.kill(os.getpid(), signal.SIGSEGV)
    while "HANG" in text:
        time.sleep(0.01)
    return [
        PriceListing(source=source, url=document.url, method="stand-in", service=found[0])
        for found in re.finditer(r"\$\d+", text)
    ]


# Each reading process imports this module too.
reading: Any = crawler.reading
reading.read_prices = read_prices

if __name__ == "__main__":
    import crawler.readers
    from crawler.__main__ import main

    readers: Any = crawler.readers.Readers
    readers.__init__.__defaults__ = (3.0,)
    sys.exit(main())
