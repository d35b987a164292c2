"""Tells whether a first visit includes a touch-up from the touch-ups that its page prices beside it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.normalize.page.kind import has_several_visits
from pipeline.normalize.page.page_price import PagePrice
from pipeline.normalize.page.wording import wording_of
from pipeline.normalize.service import read_included

_AREAS = ("lip", "brows", "eyeliner")
_NEAR = 2
"""Headings: the nearest may be a line that describes the price."""

_Beside = Mapping[object, Sequence[tuple[int, bool]]]
"""The touch-ups of a section (its headings) or of an area: until which day each is to be had, and whether free."""


def with_touch_ups_beside(prices: list[PagePrice]) -> list[PagePrice]:
    """A first visit that says nothing of a touch-up, beside one in its own section or area, includes it where it is
    free, and does not where it has a price.

    Of several the earliest counts: "4-8 weeks free, 3-6 months $150". Where two of these disagree, nothing is told.
    """
    beside = _beside(prices)
    return [
        price._replace(meaning=price.meaning._replace(touch_up_included=_earliest_is_free(price, beside)))
        if _may_be_told(price)
        else price
        for price in prices
    ]


def _beside(prices: list[PagePrice]) -> _Beside:
    found: defaultdict[object, list[tuple[int, bool]]] = defaultdict(list)
    for price in prices:
        if price.meaning.kind == "touch_up" and price.amounts.low is not None and not price.reason:
            for key in (_area(price), price.listing.headings[:1]):
                found[key].append((_until(price), _is_free(price)))
    return found


def _until(price: PagePrice) -> int:
    elapsed = price.meaning.elapsed
    return (elapsed.high or elapsed.low) if elapsed else 0


def _is_free(price: PagePrice) -> bool:
    """Whether it costs nothing, or its words begin with when it does: "free within 60 days, $100 after"."""
    return price.amounts.low == 0 or (
        price.meaning.elapsed is not None and read_included(price.listing.service or "") is True
    )


def _may_be_told(price: PagePrice) -> bool:
    return (
        price.meaning.kind == "initial"
        and price.meaning.touch_up_included is None
        and not has_several_visits(wording_of(price.listing.service or ""))
        and _area(price) in _AREAS
    )


def _earliest_is_free(price: PagePrice, beside: _Beside) -> bool | None:
    sections = ((heading,) for heading in price.listing.headings[:_NEAR])
    touch_ups = next(filter(None, map(beside.get, (*sections, _area(price)))), ())
    earliest = min((days for days, _ in touch_ups), default=0)
    told = {is_free for days, is_free in touch_ups if days == earliest}
    return told.pop() if len(told) == 1 else None


def _area(price: PagePrice) -> str:
    procedure = price.meaning.procedure
    return "lip" if "lip" in procedure else procedure
