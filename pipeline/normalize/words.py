"""Compiles tables of words into patterns, the way the TOML tables of this folder write them."""

import re
from collections.abc import Iterable

from crawler.extract.phrases import UNSPACED
from pipeline.normalize.text import fold

_BEGINS = r"(?<![^\W_])"


def word_pattern(words: Iterable[str]) -> str:
    """A regular expression (one group, not capturing) for any of the words, to be matched on folded text.

    A `*` at an end stands for more letters; a space stands for anything but letters and digits, or nothing. Words of
    scripts without spaces match inside other words, longest first as everywhere.
    """
    # The final sigma is a form of the letter, not another one: casefold makes it the ordinary one.
    alternatives = sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))
    spelled = [_one_word(word) for word in alternatives]
    # Most places of a text are within a word: said once for all words, the engine gives those up at once.
    if spelled and all(one.startswith(_BEGINS) for one in spelled):
        return _BEGINS + "(?:" + "|".join(one.removeprefix(_BEGINS) for one in spelled) + ")"
    begun = "|".join(one.removeprefix(_BEGINS) for one in spelled if one.startswith(_BEGINS))
    others = "|".join(one for one in spelled if not one.startswith(_BEGINS))
    return f"(?:{_BEGINS}(?:{begun})|{others})" if begun else f"(?:{others})"


def _one_word(word: str) -> str:
    if UNSPACED.search(word):
        return re.escape(word).replace(r"\ ", r"\s*")
    core = r"[\W_]*".join(re.escape(part).replace(r"\*", r"\w*") for part in word.strip("*").split())
    if not re.search(r"\w", core):
        return core
    before = r"\w*" if word.startswith("*") else _BEGINS
    after = r"\w*" if word.endswith("*") else r"(?![^\W_])"
    return before + core + after
