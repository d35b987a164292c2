"""Reads one statement of an article: which figures it gives, of what, and on whose word."""

import re
from dataclasses import dataclass
from functools import lru_cache

from crawler.extract.sentences import sentences
from pipeline.normalize.cost.credit import read_credit, read_sample
from pipeline.normalize.cost.exclusions import (
    amount_excluded,
    is_implausible,
    is_only_listed,
    sentence_excluded,
)
from pipeline.normalize.cost.place import country_of_page, first_named
from pipeline.normalize.cost.sentence import Sentence, read_sentence
from pipeline.normalize.cost.statistic import Figure, read_figures
from pipeline.normalize.cost.subject import NO_TREATMENT, attached, mentions, subject_of, subjects
from pipeline.normalize.cost.vocabulary import ending, words
from pipeline.normalize.page.country import Country
from pipeline.normalize.page.currency import read_currency
from pipeline.normalize.text import clean, fold

_LONGEST = 1200
"""Characters of a statement: what is longer is no sentence, but a page whose sentences nobody divided."""
_MOST_AMOUNTS = 12
# "Houston | $450 - $700", "Full lips: $500": a label and its amounts.
_IS_LABELLED = re.compile(r"[|:–—-]\s*$")
_IS = re.compile(r"(?:\b(?:is|are|be|being)|\b(?:it|that)['’]s)(?:\s+\w+ly|\s+often)?\s*$")
_IS_USUAL = re.compile(r"\s*(?:is|are)\s+(?:\w+\s+){0,2}?(?:common|typical|normal|standard|usual|average)\b")
# What follows is for one exact amount: who speaks of "lip blush costs $500" may speak of all, or of one.
_MOST_WORDS = 9
_MOST_WORDS_ANSWERED = 6
_LONGEST_LISTED = 30
_OF_ONE = re.compile(r"['’]s\b|\b(?:at|by|with|from|when|after|once|hour|this|that|these|they|new)\b")
_ONE_CASE = re.compile(r"\s*(?:at|with|when|by|if|and (?:it|was)|per)\b")


@dataclass(frozen=True)
class Statement:
    """A sentence, list item or row of a table, and what stands around it: all as found on the page."""

    text: str
    before: str | None = None
    """The sentences before it in the same paragraph."""
    headings: tuple[str, ...] = ()
    page_title: str | None = None
    url: str | None = None
    language: str | None = None
    country: str | None = None
    """Of the page, where it is known: ISO 3166-1."""


@dataclass(frozen=True)
class Estimate:
    """One figure. Amounts are in currency units; an average is one figure, an open end is null."""

    statistic: str
    about: str
    price_low: float | None
    price_high: float | None
    currency: str | None
    sample_size: int | None
    attributed_to: str | None
    country: str | None
    """The country that the statement, its heading or its title names."""
    evidence: str


@dataclass(frozen=True)
class Reading:
    """The figures of a statement; where there are none, the reason."""

    estimates: tuple[Estimate, ...]
    reason: str | None = None


@lru_cache(20_000)
def read_statement(statement: Statement) -> Reading:
    """Read a statement, or say why it gives no figure.

    >>> read_statement(Statement("Lip blushing costs $400 to $800.")).estimates[0].statistic
    'range'
    >>> read_statement(Statement("I paid $400 for my lips.")).reason
    'it tells of a payment or of an own price'
    """
    if len(statement.text) > _LONGEST:
        return Reading((), "it is too long for a sentence")
    sentence = read_sentence(statement.text)
    if not sentence.amounts:
        return Reading((), "it gives no amount of money")
    if len(sentence.amounts) > _MOST_AMOUNTS:
        return Reading((), "it is a list of prices")
    if reason := sentence_excluded(sentence):
        return Reading((), reason)
    before = sentences(statement.before)[::-1] if statement.before else []
    around = next(filter(None, map(subject_of, (*before, *statement.headings, statement.page_title))), None)
    named = first_named((statement.text, *before, *statement.headings, statement.page_title))
    page = (
        Country(statement.country, "address")
        if statement.country
        else country_of_page(statement.url, statement.language)
    )
    country = Country(named, "address") if named else page
    credited = read_credit(statement.text, before[0] if before else None)
    # A name is no treatment: "the Lip Society".
    told = subjects(
        tuple(piece.replace(fold(credited), " ") for piece in sentence.folded) if credited else sentence.folded
    )
    cost_around = _speaks_of_cost(statement)
    found: list[Estimate] = []
    reasons: list[str] = []
    for figure in read_figures(sentence):
        about = _about(sentence, figure, told) or around or _later(told)
        currency = read_currency(figure.sign, None, country, (), figure.low or figure.high)
        code = currency.code if currency else None
        reason = _excluded(sentence, figure, about, code, found)
        if not reason and not _is_about_cost(sentence, figure, cost_around, bool(found)):
            reason = "it does not say that something costs this"
        if reason or about is None:
            reasons.append(reason or "it is not said what costs this")
            continue
        found.append(
            Estimate(
                statistic=figure.statistic,
                about=about,
                price_low=figure.low,
                price_high=figure.high,
                currency=code,
                sample_size=_sample(sentence, figure),
                attributed_to=credited,
                country=named,
                evidence=sentence.text,
            )
        )
    return Reading(
        tuple(found), None if found else next(iter(reasons), "it gives the ends of a range that is not understood")
    )


def _about(sentence: Sentence, figure: Figure, told: list[str | None]) -> str | None:
    inner = "".join(sentence.folded[figure.first + 1 : figure.end])
    # The ends of a range may be of two things: it is of what stands before both.
    behind = None if mentions(inner) or " for " in inner else attached(sentence.folded[figure.end])
    return behind or told[figure.first]


def _later(told: list[str | None]) -> str | None:
    """The area that a later amount of the sentence names, where nothing else tells what an earlier one is about."""
    return next((about for about in told if about in ("lips", "any_area", "brows")), None)


def _excluded(
    sentence: Sentence, figure: Figure, about: str | None, currency: str | None, found: list[Estimate]
) -> str | None:
    if about == NO_TREATMENT:
        return "it is the cost of something that is no treatment"
    before, after = sentence.folded[figure.first], sentence.folded[figure.end]
    if found and re.fullmatch(r"\s*\(\s*(?:or\s+)?", before) and found[-1].currency != currency:
        return "it says the same in another currency"
    if is_only_listed(before, after, figure.first == 0, figure.end == len(sentence.amounts)):
        return "it is only one of several amounts"
    if reason := amount_excluded(before, after, about):
        return reason
    if about and is_implausible(figure.low, figure.high, currency, about):
        return "no treatment costs this"
    return None


def _sample(sentence: Sentence, figure: Figure) -> int | None:
    """How many prices it rests on: said behind it before the next amount, or before the first."""
    return read_sample(sentence.pieces[figure.end]) or read_sample(sentence.pieces[0])


def _is_about_cost(sentence: Sentence, figure: Figure, cost_around: bool, goes_on: bool) -> bool:
    """Whether the sentence, or what stands around it, says that something costs this; of one amount, just before it."""
    is_single = figure.statistic == "average"
    has_statistic = sentence.says("average") or sentence.says("median")
    if is_single and not has_statistic:
        before = " ".join(sentence.folded[: figure.first + 1])
        stated = _IS.search(before) or words("cost").search(before) or _IS_USUAL.match(sentence.folded[figure.end])
        if cost_around and (_is_labelled(sentence) or _answers(sentence)):
            return True
        return stated is not None and (sentence.is_rough or _is_general(sentence, figure, goes_on))
    if words("cost").search(fold(sentence.text)) or _IS.search(sentence.folded[figure.first]):
        return True
    if _IS_USUAL.match(sentence.folded[figure.end]):
        return True
    return cost_around or (not is_single and sentence.says("cost_of_ranges")) or _is_labelled(sentence)


def _is_general(sentence: Sentence, figure: Figure, goes_on: bool) -> bool:
    """Whether one exact amount is said of such treatments at large, and not of one that somebody had or sells.

    `goes_on` where another amount of the sentence was.
    """
    before, after = sentence.folded[figure.first], sentence.folded[figure.end]
    if figure.first and len(before) <= _LONGEST_LISTED:
        return goes_on  # "brows cost $500 and lips $600"
    if words("at_large").search(before) or _IS_USUAL.match(after):
        return True
    before = re.split(r"[,;:]", before)[-1]
    is_short = len(before.split()) <= _MOST_WORDS and _OF_ONE.search(before) is None
    return is_short and ending("costs").search(before) is not None and _ONE_CASE.match(after) is None


def _answers(sentence: Sentence) -> bool:
    """Whether a short sentence gives one rough amount, as one answers: "Somewhere around $550.\""""
    return sentence.is_rough and len(sentence.amounts) == 1 and len(sentence.masked.split()) <= _MOST_WORDS_ANSWERED


def _is_labelled(sentence: Sentence) -> bool:
    return _IS_LABELLED.search(sentence.pieces[0]) is not None


def _speaks_of_cost(statement: Statement) -> bool:
    around = " ".join(filter(None, (statement.before, *statement.headings, statement.page_title)))
    return words("cost").search(fold(clean(around))) is not None
