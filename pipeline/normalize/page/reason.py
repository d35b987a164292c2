"""Tells why an amount on a page is no price of a service, by its own clause and by the sentence it stands in."""

from functools import lru_cache

from crawler.extract.clauses import first_sentence, last_sentence, sentences
from crawler.items import PriceListing
from pipeline.normalize.page.exclusions import excluded_because, quotes_others
from pipeline.normalize.page.words import has_words_of
from pipeline.normalize.service import says
from pipeline.normalize.text import fold

_FEWEST_WORDS = 7
"""A line of fewer words is no prose."""


def read_reason(label: str, listing: PriceListing) -> str | None:
    """Why it is no price of a service, by its own clause. Pigment work is named after lipsticks, and is none."""
    after = listing.after or ""
    before = listing.before or ("" if label and label in after else label)
    reason = excluded_because(label, before, after, _clause(before, after))
    if reason in (None, "statistic"):
        return "statistic" if _is_of_others(_sentence(listing), reason is not None) else None
    return None if reason == "product" and says("permanent_makeup", fold(label)) else reason


def is_prose_of_others(listing: PriceListing) -> bool:
    """Whether an amount stands in prose that does not speak of a business as one's own."""
    line = listing.evidence or ""
    is_prose = (
        listing.method == "menu text" and len(line.split()) >= _FEWEST_WORDS and line.endswith((".", "!", "?", "。"))
    )
    return is_prose and not _speaks_of_itself(_sentence(listing))


@lru_cache(100_000)
def _clause(before: str, after: str) -> str:
    return f"{last_sentence(before)} {first_sentence(after)}"


def _is_of_others(sentence: str, is_said_beside_it: bool) -> bool:
    return (is_said_beside_it or quotes_others(sentence)) and not _speaks_of_itself(sentence)


def _speaks_of_itself(sentence: str) -> bool:
    return has_words_of("own", fold(sentence))


def _sentence(listing: PriceListing) -> str:
    """The whole sentence that an amount stands in, with the amounts before and behind it."""
    line, amount = listing.evidence or "", listing.price_text or ""
    place = line.find(amount) if amount else -1
    if listing.method != "menu text" or place < 0:
        return ""
    behind = line[place + len(amount) :]
    return f"{sentences(line[:place])[-1]} {amount} {'' if behind[:2] == '. ' else first_sentence(behind)}"
