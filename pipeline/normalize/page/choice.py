"""Chooses among the prices read off a page: each service once, what people see before what machines are told."""

from collections import defaultdict
from collections.abc import Iterable

from pipeline.normalize.page.page_price import PagePrice
from pipeline.normalize.text import fold_words

_METHODS = ("menu text", "microdata", "json-ld")


def chosen_prices(prices: Iterable[PagePrice]) -> list[PagePrice]:
    """The prices of services, each once, in the order of the page.

    The same amounts for the same procedure and kind are one price where one name holds the other: sites repeat their
    menus for phones, in carousels and as structured data. The latter knows no "from": there the lower end is enough.
    """
    usable = [price for price in prices if price.reason is None]
    chosen: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place in sorted(range(len(usable)), key=lambda place: _METHODS.index(usable[place].listing.method)):
        price = usable[place]
        same = chosen[price.amounts.low, price.meaning.procedure, price.meaning.kind]
        if not any(_is_the_same(price, usable[other]) for other in same):
            same.append(place)
    return [usable[place] for place in sorted(place for places in chosen.values() for place in places)]


def _is_the_same(price: PagePrice, other: PagePrice) -> bool:
    """Whether two prices of the same lower end, procedure and kind are one."""
    if price.listing.method != other.listing.method:
        return True
    if price.amounts.high != other.amounts.high:
        return False
    words, others = (set(fold_words(one.meaning.service).split()) for one in (price, other))
    return words <= others or others <= words
