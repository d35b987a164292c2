"""Tells why an amount on a page is no price of a service, by its own clause and by the sentence it stands in."""

from crawler.extract.clauses import first_sentence, last_sentence, sentences
from pipeline.normalize.concepts import says
from pipeline.normalize.page.exclusions import first_of, reasons_in
from pipeline.normalize.page.listing import Listing
from pipeline.normalize.page.wording import NO_WORDS, Wording, wording_of
from pipeline.normalize.text import fold

_ADDED_TO = ("initial", "package")
"""Kinds of price that nothing is charged on top of by their name: a touch-up may be."""
_FEWEST_WORDS = 7
"""A line of fewer words is no prose."""


def read_reason(label: Wording, listing: Listing) -> str | None:
    """Why it is no price of a service, by its own clause. Pigment work is named after lipsticks, and is none."""
    after = wording_of(listing.after or "")
    before = wording_of(listing.before) if listing.before else NO_WORDS if label.text in after.text else label
    reason = excluded_because(label, before, after)
    if reason in (None, "statistic"):
        return "statistic" if _is_of_others(listing, reason is not None) else None
    if reason == "add_on" and label.service.kind not in _ADDED_TO:
        return None
    return None if reason == "product" and "permanent_makeup" in label.concepts else reason


def excluded_because(label: Wording, before: Wording, after: Wording) -> str | None:
    """Why an amount is no price, by the words that touch it and by the clause it stands in: a key of `exclusions.toml`.

    >>> excluded_because(*map(wording_of, ("Refer a friend", "Refer a friend to get", "off your procedure")))
    'discount'
    """
    by_name, ahead, behind = label.exclusions, before.exclusions, after.exclusions
    told = by_name.as_label | ahead.before | behind.after | _told_by_clause(before, after)
    return first_of(told - by_name.excused) if told else None


def _told_by_clause(before: Wording, after: Wording) -> frozenset[str]:
    """What is told by the clause that an amount stands in."""
    ahead, behind = before.exclusions, after.exclusions
    if not after.text or not before.text:
        return ahead.last if before.text else behind.first
    if not (ahead.may_be_told or behind.may_be_told):
        return frozenset()
    return reasons_in(f"{last_sentence(before.text)} {first_sentence(after.text)}")


def is_prose_of_others(listing: Listing) -> bool:
    """Whether an amount stands in prose that does not speak of a business as one's own."""
    line = listing.evidence or ""
    is_prose = (
        listing.method == "menu text" and len(line.split()) >= _FEWEST_WORDS and line.endswith((".", "!", "?", "。"))
    )
    return is_prose and not _speaks_of_itself(_sentence(*_parts(listing)))


def _is_of_others(listing: Listing, is_said_beside_it: bool) -> bool:
    parts = _parts(listing)
    if not (is_said_beside_it or _may_quote(*parts)):
        return False
    sentence = _sentence(*parts)
    return (is_said_beside_it or "statistic" in reasons_in(sentence)) and not _speaks_of_itself(sentence)


def _may_quote(ahead: str, amount: str, behind: str) -> bool:
    """Whether a sentence may tell what others charge: by one of its parts, or by words that go on into the next.

    Hardly two sentences are the same, their amounts being others; what stands around these is the same in many.
    """
    if not amount:
        return False
    before, itself, after = (wording_of(part).exclusions for part in (ahead, amount, behind))
    if "statistic" in before.last or "statistic" in itself.first or "statistic" in after.first:
        return True
    # No words go on over digits and signs.
    return (amount[0].isalpha() and "statistic" in before.may_be_told) or (
        amount[-1].isalpha() and "statistic" in itself.may_be_told
    )


def _speaks_of_itself(sentence: str) -> bool:
    return says("own", fold(sentence))


def _parts(listing: Listing) -> tuple[str, str, str]:
    """What stands in a line before an amount, the amount, and what stands behind it; empty where there is no line."""
    line, amount = listing.evidence or "", listing.price_text or ""
    place = line.find(amount) if amount and listing.method == "menu text" else -1
    return (line[:place].rstrip(), amount, line[place + len(amount) :]) if place >= 0 else ("", "", "")


def _sentence(ahead: str, amount: str, behind: str) -> str:
    """The whole sentence that an amount stands in, with the amounts before and behind it."""
    if not amount:
        return ""
    return f"{sentences(ahead)[-1]} {amount} {'' if behind[:2] == '. ' else first_sentence(behind)}"
