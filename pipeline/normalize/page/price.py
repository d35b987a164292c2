"""Reads the price listings of one page together: each as a careful reader of the whole page would."""

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.normalize.page.amounts import Amounts, read_amounts
from pipeline.normalize.page.country import Country, read_country
from pipeline.normalize.page.currency import Currency, read_currency
from pipeline.normalize.page.listing import Listing
from pipeline.normalize.page.meaning import Meaning, read_meaning
from pipeline.normalize.page.page_price import PagePrice
from pipeline.normalize.page.reason import is_prose_of_others, read_reason
from pipeline.normalize.page.stated_currency import read_stated_currency
from pipeline.normalize.page.surroundings import Surroundings
from pipeline.normalize.page.terms import Terms, read_terms
from pipeline.normalize.page.times import Span
from pipeline.normalize.page.touch_ups import with_touch_ups_beside
from pipeline.normalize.page.wording import NO_WORDS, Wording, lines_of, wording_of, wordings_of

_COURSES = frozenset({"course", "courseinstance", "educationevent", "educationalevent"})
_LEAST_ALONE = 30
"""A smaller number without a sign of money is a count of photos or a day."""
_LEAST_NAMED = 3
"""Bare numbers beside names of services that make a menu of all bare numbers on the page."""
_LEAST_QUOTED = 2
"""Amounts of others that make a page one that tells what work costs elsewhere."""
_WEEKS_APART = 25
"""Days: whoever comes back after weeks has pigment to be looked after."""


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
    of_page = read_stated_currency(listings[0].terms)
    title = wording_of(listings[0].page_title or "")
    around = [_surroundings(listing, title) for listing in listings]
    is_pigment = _speaks_of_pigment(around)
    if _are_of_several_areas(around):  # the title cannot speak for all prices
        around = [words._replace(title=NO_WORDS) for words in around]
    read = [
        _read(listing, words, found, country, signs, of_page, is_pigment)
        for listing, words, found in zip(listings, around, amounts, strict=True)
        if found
    ]
    return with_touch_ups_beside(_with_terms(_without_quoted(_judged(_with_currency(read)))))


def _country(listings: Sequence[Listing]) -> Country | None:
    first = listings[0]

    def texts() -> list[str]:
        headings = {heading for one in listings for heading in one.headings}
        return [text for text in (first.provider, first.page_title, *sorted(headings)) if text]

    sites = [first.url or "", *first.sites]
    return read_country(first.country, first.addresses, first.telephones, sites, first.language, texts)


def _surroundings(listing: Listing, title: Wording) -> Surroundings:
    return Surroundings(
        label=wording_of(listing.service or ""),
        headings=wordings_of(listing.headings),
        previous=wording_of(listing.previous) if listing.previous else NO_WORDS,
        before=wording_of(listing.before) if listing.before else NO_WORDS,
        after=wording_of(listing.after) if listing.after else NO_WORDS,
        notes=lines_of(listing.details) if listing.details else (),
        title=title,
    )


def _speaks_of_pigment(page: Sequence[Surroundings]) -> bool:
    """Whether the page says that work there leaves pigment: by its words, or by visits weeks and months apart."""
    return any(map(_is_pigment, page)) or any(map(_colours_lips, page)) or any(map(_is_weeks_after, page))


def _is_pigment(words: Surroundings) -> bool:
    return any("permanent_makeup" in text.concepts for text in _all_of(words))


def _colours_lips(words: Surroundings) -> bool:
    if any(_is_of_coloured_lips(text.concepts) for text in _all_of(words)):
        return True
    near = (words.label, *words.headings[:2])
    return _is_of_coloured_lips(frozenset().union(*(text.concepts for text in near)))


def _is_of_coloured_lips(concepts: frozenset[str]) -> bool:
    return "lips" in concepts and ("blush" in concepts or "liner" in concepts)


def _is_weeks_after(words: Surroundings) -> bool:
    elapsed = words.label.elapsed
    return elapsed is not None and (elapsed.high or elapsed.low) >= _WEEKS_APART


def _all_of(words: Surroundings) -> Iterable[Wording]:
    """The words of a price, but for those that touch the amount. What few pages share is last: it is asked least."""
    return (*words.headings, words.label, *words.notes, words.title)


def _are_of_several_areas(page: Sequence[Surroundings]) -> bool:
    named: set[str] = set()
    for words in page:
        named.update(words.label.areas, *(heading.areas for heading in words.headings[:1]))
        if len(named) > 1:
            return True
    return False


def _read(
    listing: Listing,
    words: Surroundings,
    amounts: Amounts,
    country: Country | None,
    signs: tuple[str, ...],
    stated_currency: str | None,
    is_pigment: bool,
) -> PagePrice:
    regular = read_amounts(listing.regular_text) if listing.regular_text else None
    minutes, months_lasting, healing_days = _times(words)
    amount = amounts.low or amounts.high
    return PagePrice(
        listing=listing,
        amounts=amounts,
        currency=read_currency(amounts.sign, listing.currency_hint, country, signs, amount, stated_currency),
        meaning=_of_type(read_meaning(words, is_pigment), listing.types),
        regular_price=regular.low if regular and regular.low and _is_higher(regular, amounts) else None,
        country=country,
        minutes=minutes,
        months_lasting=months_lasting,
        healing_days=healing_days,
        reason=read_reason(words.label, listing),
    )


def _times(words: Surroundings) -> tuple[Span | None, Span | None, Span | None]:
    """How long the treatment takes, its result lasts and the skin heals: each as the first text that says it does."""
    minutes, months_lasting, healing_days = words.label.minutes, None, None
    # "120 min $300" below its name; behind another amount a time before a name may be that one's.
    minutes = minutes or (words.before.minutes if words.label.text not in words.before.text else None)
    for text in (words.after, *words.notes):
        minutes = minutes or text.minutes
        months_lasting = months_lasting or text.months_lasting
        healing_days = healing_days or text.healing_days
    return minutes, months_lasting, healing_days


def _of_type(meaning: Meaning, types: tuple[str, ...]) -> Meaning:
    """What structured data calls a course is one, whatever its name says."""
    return meaning._replace(kind="training", procedure="other") if not _COURSES.isdisjoint(types) else meaning


def _is_higher(regular: Amounts, current: Amounts) -> bool:
    return (regular.low or 0) > (current.low or current.high or 0)


def _judged(prices: list[PagePrice]) -> list[PagePrice]:
    """Bare numbers count only on pages that price in bare numbers: beside the name of a service, or in a long menu."""
    bare = [price for price in prices if _is_bare(price) and not price.reason]
    signed = sum(1 for price in prices if price.amounts.sign) if bare else len(prices)
    is_menu = sum(map(_names_service, bare)) >= _LEAST_NAMED and signed < len(bare) / 2
    return [
        price._replace(reason=reason) if price.reason is None and (reason := _fault(price, is_menu, signed)) else price
        for price in prices
    ]


def _fault(price: PagePrice, is_menu_of_bare_numbers: bool, signed: int) -> str | None:
    """Why an amount is none of a service, by itself and by how the page writes its amounts."""
    if not price.amounts.sign and _is_bare(price) and not is_menu_of_bare_numbers:
        is_alone = signed <= 1 and _names_service(price) and (price.amounts.low or 0) >= _LEAST_ALONE
        if not is_alone:
            return "bare_number"
    if price.amounts.low == 0 and price.meaning.kind == "initial":
        return "free_extra"
    return None if price.listing.service and not price.listing.service.isspace() else "nameless"


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
