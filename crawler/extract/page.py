"""Everything a page says of prices, as raw items."""

from crawler.extract.document import Document
from crawler.items import PriceListing


def read_prices(document: Document, source: str) -> list[PriceListing]:
    """Every candidate price of a page, each with its evidence. Choosing among them is the work of `pipeline`."""
    return []
