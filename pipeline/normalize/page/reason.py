"""Tells why an amount on a page is no price of a service, by its own clause and by the sentence it stands in."""

from functools import lru_cache

from crawler.extract.clauses import first_sentence, last_sentence, sentences
from pipeline.normalize.page.exclusions import excluded_because, may_quote, quotes_others
from pipeline.normalize.page.listing import Listing
from pipeline.normalize.page.words import has_words_of
from pipeline.normalize.service import says
from pipeline.normalize.text import fold

_FEWEST_WORDS = 7
"""A line of fewer words is no prose."""


def read_reason(label: str, listing: Listing) -> str | None:
    """Why it is no price of a service, by its own clause. Pigment work is named after lipsticks, and is none."""
    after = listing.after or ""
    before = listing.before or ("" if label and label in after else label)
    reason = _by_clause(label, before, after)
    if reason in (None, "statistic"):
        return "statistic" if _is_of_others(listing, reason is not None) else None
    return None if reason == "product" and says("permanent_makeup", fold(label)) else reason


def is_prose_of_others(listing: Listing) -> bool:
    """Whether an amount stands in prose that does not speak of a business as one's own."""
    line = listing.evidence or ""
    is_prose = (
        listing.method == "menu text" and len(line.split()) >= _FEWEST_WORDS and line.endswith((".", "!", "?", "。"))
    )
    return is_prose and not _speaks_of_itself(_sentence(*_parts(listing)))


@lru_cache(100_000)
def _by_clause(label: str, before: str, after: str) -> str | None:
    """Why an amount is no price, by the words that touch it and by the clause it stands in."""
    return excluded_because(label, before, after, f"{last_sentence(before)} {first_sentence(after)}")


def _is_of_others(listing: Listing, is_said_beside_it: bool) -> bool:
    parts = _parts(listing)
    # Hardly two sentences are the same, their amounts being others; what stands around these is the same in many.
    if not (is_said_beside_it or any(map(may_quote, parts))):
        return False
    sentence = _sentence(*parts)
    return (is_said_beside_it or quotes_others(sentence)) and not _speaks_of_itself(sentence)


def _speaks_of_itself(sentence: str) -> bool:
    return has_words_of("own", fold(sentence))


def _parts(listing: Listing) -> tuple[str, str, str]:
    """What stands in a line before an amount, the amount, and what stands behind it; empty where there is no line."""
    line, amount = listing.evidence or "", listing.price_text or ""
    place = line.find(amount) if amount and listing.method == "menu text" else -1
    return (line[:place], amount, line[place + len(amount) :]) if place >= 0 else ("", "", "")


def _sentence(ahead: str, amount: str, behind: str) -> str:
    """The whole sentence that an amount stands in, with the amounts before and behind it."""
    if not amount:
        return ""
    return f"{sentences(ahead)[-1]} {amount} {'' if behind[:2] == '. ' else first_sentence(behind)}"
