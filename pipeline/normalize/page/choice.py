"""Chooses among the prices read off a page: each service once, what people see before what machines are told."""

from collections.abc import Iterable

from pipeline.normalize.page.price import PagePrice
from pipeline.normalize.text import fold_words

_METHODS = ("menu text", "microdata", "json-ld")


def chosen_prices(prices: Iterable[PagePrice]) -> list[PagePrice]:
    """The prices of services, each once, in the order of the page.

    The same amounts for the same procedure and kind are one price where one name holds the other: sites repeat their
    menus for phones, in carousels and as structured data.
    """
    usable = [price for price in prices if price.reason is None]
    chosen: list[PagePrice] = []
    for price in sorted(usable, key=lambda price: _METHODS.index(price.listing.method)):
        if not any(_is_the_same(price, other) for other in chosen):
            chosen.append(price)
    return sorted(chosen, key=usable.index)


def _is_the_same(price: PagePrice, other: PagePrice) -> bool:
    if (price.amounts.low, price.amounts.high) != (other.amounts.low, other.amounts.high):
        return False
    if (price.meaning.procedure, price.meaning.kind) != (other.meaning.procedure, other.meaning.kind):
        return False
    if price.listing.method != other.listing.method:
        return True
    words, others = (set(fold_words(one.meaning.service).split()) for one in (price, other))
    return words <= others or others <= words
