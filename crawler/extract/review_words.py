"""The words by which reviews are known on a page, as questions about one text."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path

from crawler.extract.phrases import UNSPACED, alternatives

_TABLE = tomllib.loads(Path(__file__).with_name("review_words.toml").read_text(encoding="utf-8"))
_WORD = re.compile(r"\w+")
_CLASS_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_NUMERIC_DATE = re.compile(
    r"(?<!\d)(?:\d{4}[-./年]\s?\d{1,2}(?:[-./月]\s?\d{1,2}日?)?|\d{1,2}[-./]\s?\d{1,2}[-./]\s?\d{2,4})\.?(?!\d)"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LONGEST_HEADING = 90
_WORDS_OF_A_NOUN_HEADING, _WORDS_OF_A_SENTENCE_HEADING = 6, 12
_LONGEST_DATE = 40
_LONGEST_NAME, _LONGEST_SIGNATURE, _WORDS_OF_A_NAME = 40, 60, 4
_NAME = re.compile(r"[^\W\d_](?:[\w.'’`-]|&)*\.?")
_PARTICLES = frozenset(
    {"de", "da", "di", "van", "von", "der", "den", "la", "le", "del", "dos", "y", "e", "&", "and", "und", "of", "bin"}
)


@lru_cache(50_000)
def folded(text: str) -> str:
    """Lower case and without accents; the words of the tables are written so too."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFD", text.casefold())
    for accent in filter(unicodedata.combining, set(plain)):
        plain = plain.replace(accent, "")
    return unicodedata.normalize("NFC", plain)


@lru_cache(10_000)
def names_reviews(text: str) -> bool:
    """Whether a heading says that reviews follow.

    >>> [names_reviews(text) for text in ("Client Reviews", "Das sagen unsere Kundinnen", "О нас говорят")]
    [True, True, True]
    >>> names_reviews("Our clients get a free touch-up"), names_reviews("Review and adjustments")
    (False, False)
    """
    if len(text) > _LONGEST_HEADING:
        return False
    plain = folded(text)
    words = len(_WORD.findall(plain))
    return bool(
        (words <= _WORDS_OF_A_NOUN_HEADING and _starting("reviews").search(plain))
        or (
            words <= _WORDS_OF_A_SENTENCE_HEADING
            and _starting("clients").search(plain)
            and _starting("say").search(plain)
        )
        or (words <= _WORDS_OF_A_NOUN_HEADING and _whole("phrases").search(plain))
    )


@lru_cache(10_000)
def class_words(mark: str) -> frozenset[str]:
    """The words that classes and ids are made of: "testimonialCard__name" is testimonial, card and name."""
    return frozenset(word.lower() for word in _CLASS_WORD.findall(mark))


@lru_cache(10_000)
def marks_reviews(mark: str) -> bool:
    """Whether classes or an id say that reviews are within."""
    stems = tuple(_TABLE["classes"]["words"])
    return any(word.startswith(stems) for word in class_words(mark))


@lru_cache(10_000)
def marks_author(mark: str) -> bool:
    """Whether classes say that a name stands here."""
    return not class_words(mark).isdisjoint(_author_classes())


def counts_reviews() -> re.Pattern[str]:
    """A number of reviews in a folded text: the number, and up to two words before the word for them."""
    return _count_pattern()


@lru_cache(10_000)
def is_date(text: str) -> bool:
    """Whether a short text tells when something was written, absolutely or relatively.

    >>> [is_date(text) for text in ("12.03.2025", "vor 2 Monaten", "March 2024", "a week ago", "2 недели назад")]
    [True, True, True, True, True]
    >>> is_date("Lips, two sessions"), is_date("Studio since 2014, in the old town")
    (False, False)
    """
    if len(text) > _LONGEST_DATE or not text:
        return False
    plain = folded(text)
    words = _WORD.findall(plain)
    if _NUMERIC_DATE.fullmatch(plain.strip(" .,")):
        return True
    if _NUMERIC_DATE.search(plain) and len(words) <= 5:
        return True
    if _YEAR.search(plain) and len(words) <= 5 and _starting("months").search(plain):
        return True
    if len(words) <= 7 and _whole("ago").search(plain) and _units().search(plain):
        return True
    return len(words) <= 2 and _whole("ago", "alone").search(plain) is not None


@lru_cache(10_000)
def is_nobody(text: str) -> bool:
    """Whether what stands for a name names nobody: no letter, or only words as in "A happy client".

    >>> is_nobody("A Google user"), is_nobody("Kundin"), is_nobody("Anna, client")
    (True, True, False)
    """
    return all(word.isdecimal() or word in _nobody() for word in _WORD.findall(folded(text)))


def _says_other(text: str) -> bool:
    """Whether a word stands in a text that no name has."""
    return any(len(word) > 2 and word in _nobody() for word in _WORD.findall(folded(text)))


@lru_cache(10_000)
def looks_like_name(text: str) -> bool:
    """Whether a short text has the shape of a name: a few words with capitals, or a word in a script without them.

    >>> [looks_like_name(text) for text in ("Anna K.", "María de la Cruz", "Read more", "Ульяна", "Loved it!")]
    [True, True, False, True, False]
    """
    if not 2 <= len(text) <= _LONGEST_NAME or is_nobody(text) or _says_other(text):
        return False
    words = text.split()
    if len(words) > _WORDS_OF_A_NAME or not all(_NAME.fullmatch(word) or word in _PARTICLES for word in words):
        return False
    return all(word in _PARTICLES or not word[0].islower() for word in words) and (
        len(text) <= 8 or not UNSPACED.search(text)
    )


def may_be_name(text: str) -> bool:
    """Whether what is marked as a name can be one: no sentence, and not the word for anybody."""
    return 1 <= len(text) <= _LONGEST_SIGNATURE and not is_nobody(text) and len(text.split()) <= 6


def speaks_for_studio(text: str) -> bool:
    """Whether a short text names somebody's place in the studio."""
    return _whole("staff").search(folded(text)) is not None


def first_persons(text: str) -> int:
    """How often a text says "I" or "my"."""
    return sum(1 for _ in _whole("first_person").finditer(folded(text)))


def own_account_phrases(text: str) -> int:
    """How many different phrases a text has that only somebody uses who had it done."""
    plain = folded(text)
    # Most texts hold the first word of hardly any phrase: a look at their words spares looking for the phrases.
    firsts = _own_account().keys() & plain.split()
    return sum(_phrase(phrase).search(plain) is not None for first in firsts for phrase in _own_account()[first])


def mentions_reviews(text: str) -> bool:
    """A quick look at many lines at once, whether one of them may name reviews."""
    plain = folded(text)
    return any(stem in plain for stem in _bare("reviews", "phrases")) or (
        any(stem in plain for stem in _bare("clients")) and any(stem in plain for stem in _bare("say"))
    )


def mark_may_review(marks: str) -> bool:
    """A quick look at all classes and ids of a page in lower case, whether one of them may mark reviews."""
    return any(stem in marks for stem in _TABLE["classes"]["words"])


def is_of_studio(text: str) -> bool:
    """Whether a studio speaks of itself."""
    return _whole("own_studio").search(folded(text)) is not None


def names_lips(text: str) -> bool:
    """Whether a text is about lips."""
    return _starting("lips").search(folded(text)) is not None


@cache
def _starting(table: str) -> re.Pattern[str]:
    return re.compile(_beginnings(_words_of(table)))


def _beginnings(words: Iterable[str]) -> str:
    """A pattern of beginnings of words, sorted by their first letters: few are tried at each place."""
    spaced: dict[str, list[str]] = {}
    for word in words:
        if not UNSPACED.search(word):
            end = r"(?![^\W\d_])" if word.endswith(".") else ""
            spaced.setdefault(word[0], []).append(re.escape(word.rstrip(".")[1:]) + end)
    groups = "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in spaced.items())
    unspaced = [re.escape(word) for word in words if UNSPACED.search(word)]
    return "|".join([rf"\b(?:{groups})"] * bool(groups) + unspaced)


@cache
def _whole(table: str, key: str = "words") -> re.Pattern[str]:
    return re.compile(alternatives(folded(word) for word in _TABLE[table][key]))


@cache
def _own_account() -> dict[str, list[str]]:
    """The phrases by their first word."""
    phrases: dict[str, list[str]] = {}
    for phrase in _words_of("own_account"):
        phrases.setdefault(phrase.split()[0], []).append(phrase)
    return phrases


@cache
def _phrase(phrase: str) -> re.Pattern[str]:
    return re.compile(alternatives([phrase]))


@cache
def _bare(*tables: str) -> tuple[str, ...]:
    # One review is none of the plural.
    words = {word.rstrip(".") for table in tables for word in _words_of(table)}
    return tuple(word[:-1] if word.endswith("s") else word for word in words)


@cache
def _nobody() -> frozenset[str]:
    return frozenset(folded(word) for word in _TABLE["nobody"]["words"])


@cache
def _units() -> re.Pattern[str]:
    return re.compile(_beginnings([folded(word) for word in _TABLE["ago"]["units"]]))


@cache
def _count_pattern() -> re.Pattern[str]:
    # Of one there is "1 review".
    nouns = _beginnings([word[:-1] if word.endswith("s") else word for word in _words_of("reviews")])
    number = r"(?<![\d.,/])(\d{1,3}(?:[.,\s]\d{3})+|\d{1,6})(?![\d/%])"
    return re.compile(rf"{number}\s*\+?\s*(?:[^\W\d_]+[\s-]+){{0,2}}?(?:{nouns})")


@cache
def _author_classes() -> frozenset[str]:
    return frozenset(_TABLE["author_classes"]["words"])


def _words_of(table: str) -> list[str]:
    return sorted({folded(word) for words in _TABLE[table].values() for word in words})
