"""Words as characters: every word that a language's tables name is one character of a text's shorter copy.

A phrase over words becomes a regular expression over that copy, which is five times shorter than the text, has no
spelling in it, and on which "any word but a comma" is one character class.
"""

import re
from collections.abc import Iterable, Mapping

from pipeline.normalize.text import fold

WORD, NUMBER, SLASH, PERCENT, PLUS = "w", "n", "l", "p", "u"
COLON, RANGE, COMMA, STOP, ASKED, REST = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004", "\ue005"
"""What stands for a word of no table, digits, …; `:`, a dash, a comma or bracket, the end of a sentence or emoji, `?`.

The latter, and the negations after them, stand in a row: "any word but these" is then one range, which `re` tells at
once, and keeps in a few bytes instead of some hundred for each gap of each phrase.
"""

TIME, DAY, MONEY, SCORE, SCALE = "T", "D", "M", "S", "K"
"""What stands for a quantity (`quantities.py`); REST for the words of it after the first."""

QUANTITIES = {
    "<time>": TIME,
    "<day>": DAY,
    "<money>": MONEY,
    "<score>": SCORE,
    "<scale>": SCALE,
    "<number>": NUMBER,  # and the words for numbers
}

_SIGNS = {
    **dict.fromkeys(",()[]", COMMA),
    **dict.fromkeys("?？", ASKED),
    **dict.fromkeys(":", COLON),
    "/": SLASH,
    "%": PERCENT,
    "+": PLUS,
}
_DASHES = frozenset("-–—~")
_APOSTROPHES = re.compile(r"(?:['’‘`´]|&#0?39;|&rsquo;|&apos;)")
_LONG_DRAWN = re.compile(r"(\w)\1{2,}")
_FIRST_SYMBOL = 0xE006  # the private use area: no text of ours needs its characters
_LONGEST_REMEMBERED, _MOST_REMEMBERED = 40, 100_000
# "3 - 4 days": whether such a dash is a token, and of which extent, depends on what stands beyond the space.
_DASH_AT_AN_END = re.compile(r"^[-–—~]|[-–—~]$", re.MULTILINE)

TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*[½¼¾]?|[½¼¾]|\b[A-Z]{1,2}\$"
    r"|[^\W\d_]+(?:(?:['’‘`´]|&#0?39;|&rsquo;|&apos;)[^\W\d_]+)*"
    r"|(?<=\d)\s?[-–—~]\s?(?=\d)|(?<=\s)[-–—]+(?=\s)|[–—]"
    r"|[.!！。…]*[?？][.!?？！]*|[.!。！…]+"
    r"|[;:,/%&+$£€¥₹()\[\]\n]|[\u2190-\u2bff\u3030\U0001f000-\U0001faff]"
)
"""Words, numbers, the signs that matter, emoji; the hyphen of "touch-up" is none of them."""


def plain(word: str) -> str:
    """A word as tables and texts compare it: folded, without apostrophes.

    >>> plain("Didn’t")
    'didnt'
    """
    return _APOSTROPHES.sub("", fold(word))


Encoded = tuple[str, list[str]]
"""Characters for words, and the words."""


class Vocabulary(dict[str, str]):
    """From a token as written to its character; a token is worked out once and remembered.

    `words` are the words of all phrases (`word*` any ending); `spellings` maps other spellings to those words.
    """

    def __init__(
        self, words: Iterable[str], spellings: Mapping[str, str], signs: Mapping[str, str], first: Iterable[str] = ()
    ) -> None:
        super().__init__()
        self._spellings = {plain(other): plain(word) for other, word in spellings.items()}
        self._signs = {**_SIGNS, **signs}
        begin = {plain(word) for word in first}
        named = sorted({plain(word) for word in words}, key=lambda word: (word not in begin, word))
        self._symbols = {word: chr(_FIRST_SYMBOL + number) for number, word in enumerate(named)}
        self._beginnings = tuple(sorted((word[:-1] for word in named if word.endswith("*")), key=len, reverse=True))

    def __missing__(self, token: str) -> str:
        symbol = self._symbol(token)
        if len(token) <= _LONGEST_REMEMBERED and len(self) < _MOST_REMEMBERED:
            self[token] = symbol
        return symbol

    def _symbol(self, token: str) -> str:
        first = token[0]
        if first.isdecimal() or first in "½¼¾":
            return NUMBER
        if token in self._signs:
            return self.named(self._signs[token]) if len(self._signs[token]) > 1 else self._signs[token]
        if "?" in token or "？" in token:
            return ASKED
        if not first.isalnum():
            return RANGE if token.strip()[:1] in _DASHES else STOP
        return self.named(plain(token))

    def named(self, word: str) -> str:
        """The character of a folded word, WORD where no table has it."""
        for spelled in (word, _LONG_DRAWN.sub(r"\1", word), _LONG_DRAWN.sub(r"\1\1", word)):
            known = self._spellings.get(spelled, spelled)
            if known in self._symbols:
                return self._symbols[known]
            if known.startswith(self._beginnings):
                longest = next(beginning for beginning in self._beginnings if known.startswith(beginning))
                return self._symbols[longest + "*"]
        return WORD

    def symbols(self, word: str) -> frozenset[str]:
        """The characters that a word of a phrase stands for: with `*`, those of the longer words as well."""
        word = plain(word)
        if not word.endswith("*"):
            return frozenset(self._symbols[self._spellings.get(word, word)])
        return frozenset(symbol for other, symbol in self._symbols.items() if other.startswith(word[:-1]))


class Encoder(dict[str, Encoded | None]):
    """From what stands between two spaces ("swollen,") to its tokens; null where they depend on what stands beside it.

    Reviews repeat their words, so most of a text is looked up, and only the rest is taken apart.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._vocabulary = vocabulary

    def encode(self, text: str) -> Encoded:
        """A cleaned text as characters that stand for words, and the words."""
        symbols: list[str] = []
        tokens: list[str] = []
        for piece in text.split(" "):
            encoded = self[piece]
            if encoded is None:
                return self._encoded(text)
            symbols.append(encoded[0])
            tokens += encoded[1]
        return "".join(symbols), tokens

    def _encoded(self, text: str) -> Encoded:
        tokens = TOKEN.findall(text)
        return "".join(map(self._vocabulary.__getitem__, tokens)), tokens

    def __missing__(self, piece: str) -> Encoded | None:
        encoded = None if _DASH_AT_AN_END.search(piece) else self._encoded(piece)
        if len(piece) <= _LONGEST_REMEMBERED and len(self) < _MOST_REMEMBERED:
            self[piece] = encoded
        return encoded
