"""A sentence with its amounts taken out: what is left can be compared word by word."""

import re
from dataclasses import dataclass
from functools import cached_property

from crawler.extract.money import Money, find_money
from pipeline.normalize.cost.vocabulary import AMOUNT, between_article, roughly, words
from pipeline.normalize.page.amounts import Amounts, read_amounts
from pipeline.normalize.text import clean, fold

_ONES = {
    word: number
    for number, word in enumerate(
        (
            *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
            *("eleven", "twelve", "thirteen", "fourteen", "fifteen"),
        ),
        start=1,
    )
}
_ROUGH_AFTER = re.compile(r"\d,? (?:give or take|or so|or thereabouts|more or less|ish)\b")
_SPELLED = re.compile(rf"\b(?P<ones>{'|'.join(_ONES)}) (?P<of>hundred|thousand)\b(?! (?:and )?\w+ty\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Sentence:
    """A sentence, its amounts with a sign of money, and the pieces of text before, between and behind them."""

    text: str
    amounts: tuple[Amounts, ...]
    pieces: tuple[str, ...]
    """One more than there are amounts, as they stand in the sentence."""
    is_rough: bool = False
    """Whether a word like "around" stood before an amount."""

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The pieces as one compares them."""
        return tuple(map(fold, self.pieces))

    @cached_property
    def masked(self) -> str:
        """The whole sentence, folded, with one sign for each amount."""
        return f" {AMOUNT} ".join(self.folded)

    def says(self, concept: str) -> bool:
        """Whether a word of a concept stands anywhere in it."""
        return words(concept).search(self.masked) is not None


def read_sentence(text: str) -> Sentence:
    """Take a sentence apart. Numbers without a sign of money are words like others.

    >>> sentence = read_sentence("It costs around $300, or $500 in cities.")
    >>> sentence.pieces, [amount.low for amount in sentence.amounts]
    (('It costs ', ', or ', ' in cities.'), [300.0, 500.0])
    """
    text = clean(text).replace(AMOUNT, " ")
    plain = between_article().sub(r"\g<between> ", roughly().sub("", _SPELLED.sub(_in_digits, text)))
    found = [money for money in find_money(plain) if money.form == "signed"]
    read = [(money, amounts) for money in found if (amounts := read_amounts(plain[money.start : money.end]))]
    return Sentence(
        text,
        tuple(amounts for _, amounts in read),
        _pieces(plain, [money for money, _ in read]),
        is_rough=roughly().search(text) is not None or _ROUGH_AFTER.search(text) is not None,
    )


def _in_digits(spelled: re.Match[str]) -> str:
    """A number of whole hundreds or thousands in digits: "five hundred" dollars."""
    return str(_ONES[spelled["ones"].lower()] * (1000 if spelled["of"].lower() == "thousand" else 100))


def _pieces(text: str, found: list[Money]) -> tuple[str, ...]:
    starts = [0, *(money.end for money in found)]
    ends = [*(money.start for money in found), len(text)]
    return tuple(text[start:end] for start, end in zip(starts, ends, strict=True))
