"""Reads the price listings of one page together: each as a careful reader of the whole page would."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.normalize.elapsed import read_elapsed
from pipeline.normalize.page.amounts import Amounts, read_amounts
from pipeline.normalize.page.country import Country, read_country
from pipeline.normalize.page.currency import Currency, read_currency
from pipeline.normalize.page.kind import has_several_visits
from pipeline.normalize.page.listing import Listing
from pipeline.normalize.page.meaning import Meaning, read_meaning
from pipeline.normalize.page.reason import is_prose_of_others, read_reason
from pipeline.normalize.page.terms import Terms, read_terms
from pipeline.normalize.page.times import Span, read_healing_days, read_minutes, read_months_lasting
from pipeline.normalize.page.words import Words
from pipeline.normalize.service import areas, says
from pipeline.normalize.text import clean, fold

_COURSES = frozenset({"course", "courseinstance", "educationevent", "educationalevent"})
_LEAST_ALONE = 30
"""A smaller number without a sign of money is a count of photos or a day."""
_LEAST_NAMED = 3
"""Bare numbers beside names of services that make a menu of all bare numbers on the page."""
_LEAST_QUOTED = 2
"""Amounts of others that make a page one that tells what work costs elsewhere."""
_WEEKS_APART = 25
"""Days: whoever comes back after weeks has pigment to be looked after."""


class PagePrice(NamedTuple):
    """One price of one service, as read from a page; `reason` tells why an amount is none."""

    listing: Listing
    amounts: Amounts
    currency: Currency | None
    meaning: Meaning
    regular_price: float | None
    country: Country | None
    minutes: Span | None
    months_lasting: Span | None
    healing_days: Span | None
    reason: str | None = None


def read_page_prices(listings: Sequence[Listing]) -> list[PagePrice]:
    """What the listings of one page mean, in their order; those that are no price of a service have a `reason`.

    A listing without an amount that can be read is left out: it says no price.
    """
    if not listings:
        return []
    country = _country(listings)
    amounts = [read_amounts(listing.price_text or "") for listing in listings]
    stated = [found.sign for found in amounts if found and found.sign]
    stated += [listing.currency_hint for listing in listings if listing.currency_hint]
    signs = tuple(sign for sign, _ in Counter(stated).most_common())
    is_pigment, title = _speaks_of_pigment(listings), _title(listings)
    read = [
        _read(listing, found, country, signs, title, is_pigment)
        for listing, found in zip(listings, amounts, strict=True)
        if found
    ]
    return _with_touch_up(_with_terms(_without_quoted(_judged(_with_currency(read)))))


def _country(listings: Sequence[Listing]) -> Country | None:
    first = listings[0]

    def texts() -> list[str]:
        headings = {heading for one in listings for heading in one.headings}
        return [text for text in (first.provider, first.page_title, *sorted(headings)) if text]

    sites = [first.url or "", *first.sites]
    return read_country(first.country, first.addresses, first.telephones, sites, first.language, texts)


def _speaks_of_pigment(listings: Sequence[Listing]) -> bool:
    """Whether the page says that work there leaves pigment: by its words, or by visits weeks and months apart."""
    # What all or many listings share is looked at first: it tells most pages.
    titles = {one.page_title for one in listings if one.page_title}
    headings = {heading for one in listings for heading in one.headings if heading}
    labels = {one.service for one in listings if one.service}
    details = {one.details for one in listings if one.details}
    if any(_is_pigment(text) for texts in (titles, headings, labels, details) for text in texts):
        return True
    named = {" ".join([one.service or "", *one.headings[:2]]) for one in listings}
    if any(_colours_lips(text) for texts in (labels, titles, headings, named, details) for text in texts):
        return True
    return any((elapsed := read_elapsed(label)) and (elapsed.high or elapsed.low) >= _WEEKS_APART for label in labels)


@lru_cache(100_000)
def _is_pigment(text: str) -> bool:
    return says("permanent_makeup", fold(text))


@lru_cache(100_000)
def _colours_lips(text: str) -> bool:
    folded = fold(text)
    return says("lips", folded) and (says("blush", folded) or says("liner", folded))


def _title(listings: Sequence[Listing]) -> str | None:
    """The page's title, where it can speak for all prices: not on a menu of several areas."""
    texts = {text for one in listings for text in (one.service, *one.headings[:1]) if text}
    named = {area for text in texts for area in _areas(text)}
    return listings[0].page_title if len(named) < 2 else None


@lru_cache(100_000)
def _areas(text: str) -> tuple[str, ...]:
    return areas(fold(text))


def _read(
    listing: Listing,
    amounts: Amounts,
    country: Country | None,
    signs: tuple[str, ...],
    title: str | None,
    is_pigment: bool,
) -> PagePrice:
    label = clean(listing.service or "")
    after, details = listing.after or "", listing.details or ""
    beside = _times(after, details)
    regular = read_amounts(listing.regular_text) if listing.regular_text else None
    return PagePrice(
        listing=listing,
        amounts=amounts,
        currency=read_currency(amounts.sign, listing.currency_hint, country, signs, amounts.low or amounts.high),
        meaning=_of_type(read_meaning(_words(listing, label, title), is_pigment), listing.types),
        regular_price=regular.low if regular and regular.low and _is_higher(regular, amounts) else None,
        country=country,
        minutes=read_minutes(label) or beside.minutes,
        months_lasting=beside.months_lasting,
        healing_days=beside.healing_days,
        reason=read_reason(label, listing),
    )


class _Times(NamedTuple):
    """The times that are stated beside an amount."""

    minutes: Span | None
    months_lasting: Span | None
    healing_days: Span | None


@lru_cache(100_000)
def _times(after: str, details: str) -> _Times:
    notes = f"{after} {details}" if after and details else after or details
    return _Times(read_minutes(after) or read_minutes(details), read_months_lasting(notes), read_healing_days(notes))


def _of_type(meaning: Meaning, types: tuple[str, ...]) -> Meaning:
    """What structured data calls a course is one, whatever its name says."""
    return meaning._replace(kind="training", procedure="other") if not _COURSES.isdisjoint(types) else meaning


def _words(listing: Listing, label: str, title: str | None) -> Words:
    return Words(
        label=label,
        headings=_cleaned(listing.headings),
        previous=clean(listing.previous) if listing.previous else "",
        before=clean(listing.before) if listing.before else "",
        after=clean(listing.after) if listing.after else "",
        notes=clean(listing.details) if listing.details else "",
        title=clean(title) if title else "",
    )


@lru_cache(50_000)
def _cleaned(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(clean, texts))


def _is_higher(regular: Amounts, current: Amounts) -> bool:
    return (regular.low or 0) > (current.low or current.high or 0)


def _judged(prices: list[PagePrice]) -> list[PagePrice]:
    """Bare numbers count only on pages that price in bare numbers: beside the name of a service, or in a long menu."""
    bare = [price for price in prices if _is_bare(price) and not price.reason]
    signed = sum(1 for price in prices if price.amounts.sign)
    named = sum(1 for price in bare if _names_service(price))
    judged = []
    for price in prices:
        reason = price.reason
        if not reason and _is_bare(price):
            in_menu = named >= _LEAST_NAMED and signed < len(bare) / 2
            alone = signed <= 1 and _names_service(price) and (price.amounts.low or 0) >= _LEAST_ALONE
            reason = None if in_menu or alone else "bare_number"
        if not reason and price.amounts.low == 0 and price.meaning.kind == "initial":
            reason = "free_extra"
        if not reason and not (price.listing.service or "").strip():
            reason = "nameless"
        judged.append(price if reason == price.reason else price._replace(reason=reason))
    return judged


def _without_quoted(prices: list[PagePrice]) -> list[PagePrice]:
    """On a page that tells what others charge, prose tells it too, unless it speaks of a business as one's own."""
    if sum(price.reason == "statistic" for price in prices) < _LEAST_QUOTED:
        return prices
    return [
        price._replace(reason="statistic") if price.reason is None and is_prose_of_others(price.listing) else price
        for price in prices
    ]


def _with_currency(prices: list[PagePrice]) -> list[PagePrice]:
    """What is free or bare is in the currency of the page's other prices."""
    counted = Counter([price.currency.code for price in prices if price.currency and price.amounts.sign])
    if not counted:
        return prices
    common = Currency(counted.most_common(1)[0][0], "page")
    return [
        price._replace(currency=common)
        if not price.amounts.sign and (price.currency is None or price.amounts.low == 0)
        else price
        for price in prices
    ]


def _is_bare(price: PagePrice) -> bool:
    return not price.amounts.sign and price.listing.method == "menu text" and price.amounts.low != 0


def _names_service(price: PagePrice) -> bool:
    return price.meaning.procedure != "other" or price.meaning.kind not in ("initial", "package")


def _with_terms(prices: list[PagePrice]) -> list[PagePrice]:
    """What the page says once of all its prices holds for the first visits that say nothing of it themselves."""
    lines = prices[0].listing.terms if prices else None
    if not lines:
        return prices
    beside = {text for one in prices for text in (one.listing.details, one.listing.evidence) if text}
    terms = read_terms(lines, "\n".join(sorted(beside)))
    return [_by_terms(price, terms) for price in prices]


def _by_terms(price: PagePrice, terms: Sequence[Terms]) -> PagePrice:
    meaning = price.meaning
    said = {term.touch_up_included for term in terms if term.speak_for(meaning.procedure)}
    if meaning.kind != "initial" or meaning.touch_up_included is not None or len(said) != 1:
        return price
    if meaning.procedure == "other":
        return price
    return price._replace(meaning=meaning._replace(touch_up_included=said.pop()))


def _with_touch_up(prices: list[PagePrice]) -> list[PagePrice]:
    """A first visit beside a priced touch-up of its own section does not include it, unless it says so."""
    extra = {
        key
        for price in prices
        if price.meaning.kind == "touch_up" and price.amounts.low and not price.reason
        for key in (_area(price), price.listing.headings[:1])
    }
    return [
        price._replace(meaning=price.meaning._replace(touch_up_included=False))
        if price.meaning.kind == "initial"
        and price.meaning.touch_up_included is None
        and not has_several_visits(price.listing.service or "")
        and _area(price) in ("lip", "brows", "eyeliner")
        and (_area(price) in extra or (price.listing.headings[:1] or None) in extra)
        else price
        for price in prices
    ]


def _area(price: PagePrice) -> str:
    procedure = price.meaning.procedure
    return "lip" if "lip" in procedure else procedure
