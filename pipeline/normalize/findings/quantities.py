"""Times, amounts and scores in a text of word characters: each becomes one character and keeps its value."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.normalize.findings.phrases import Grammar
from pipeline.normalize.findings.vocabulary import (
    DAY,
    MONEY,
    NUMBER,
    PERCENT,
    RANGE,
    REST,
    SCALE,
    SCORE,
    SLASH,
    TIME,
    Vocabulary,
    plain,
)

DAY_DAYS, WEEK_DAYS, MONTH_DAYS, YEAR_MONTHS = 1.0, 7.0, 30.0, 12.0
_DAYS = {
    "day": DAY_DAYS,
    "week": WEEK_DAYS,
    "fortnight": 2 * WEEK_DAYS,
    "month": MONTH_DAYS,
    "year": YEAR_MONTHS * MONTH_DAYS,
    "decade": 10 * YEAR_MONTHS * MONTH_DAYS,
}
_MINUTES = {"minute": 1.0, "hour": 60.0}
_MINUTES_A_DAY = 24 * 60.0
# The phrases of the table `words` that a quantity may begin with.
_FIRST = ("scale", "half", "couple", "one_unit", "counted_unit", "day")
_TENS, _ONES = frozenset(range(20, 100, 10)), frozenset(range(1, 10))
_MOST_NUMBERS_REMEMBERED = 1_000
_PARTS_OF_ONE = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_SEPARATOR = re.compile(r"[.,]")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


@dataclass(frozen=True)
class Money:
    """An amount as stated; the currency (ISO 4217) is null where only a number stands."""

    amount: float
    currency: str | None


@dataclass(slots=True)
class Quantities:
    """A text of word characters in which quantities are single characters, and their values by position."""

    symbols: str
    days: dict[int, float] = field(default_factory=dict)
    money: dict[int, Money] = field(default_factory=dict)
    numbers: dict[int, float] = field(default_factory=dict)


class QuantityReader:
    """Reads the quantities of one language, from its table `quantities`."""

    def __init__(
        self, vocabulary: Vocabulary, grammar: Grammar, table: Mapping[str, Mapping[str, Sequence[str]]]
    ) -> None:
        self._values = {
            symbol: float(value)
            for value, words in table["numbers"].items()
            for word in words
            for symbol in vocabulary.symbols(word)
        }
        self._ordinals = {
            symbol: float(value)
            for value, words in table["ordinals"].items()
            for word in words
            for symbol in vocabulary.symbols(word)
        }
        self._units = {
            symbol: unit
            for unit, words in table["units"].items()
            for word in words
            for symbol in vocabulary.symbols(word)
        }
        self._currencies = {
            symbol: code
            for code, words in table["currencies"].items()
            for word in words
            for symbol in vocabulary.symbols(word)
        }
        self._idioms = [(grammar.pattern(phrases), float(days)) for days, phrases in table["day_idioms"].items()]
        self._begins = self._beginnings(grammar, table["words"], table["day_idioms"])
        expression = self._expression(grammar, table["words"], table["day_idioms"])
        self._pattern = re.compile(f"(?=[{''.join(sorted(self._begins))}]){expression}")
        self._counts = re.compile(f"[{NUMBER}{''.join(self._values)}]")
        self._tens = frozenset(s for s, value in self._values.items() if value in _TENS)
        self._ones = frozenset(s for s, value in self._values.items() if value in _ONES)
        self._thousand = frozenset(s for word in table["words"]["thousand"] for s in vocabulary.symbols(word))
        self._hundred = frozenset(s for word in table["words"]["hundred"] for s in vocabulary.symbols(word))

    def _expression(
        self, grammar: Grammar, words: Mapping[str, Sequence[str]], idioms: Mapping[str, Sequence[str]]
    ) -> str:
        say = {name: grammar.any_of(phrases) for name, phrases in words.items()}
        tens, ones = self._named(_TENS), self._named(_ONES)
        number = rf"(?:{tens}{ones}|[{NUMBER}{''.join(self._values)}])"
        unit = f"[{''.join(self._units)}]"
        # "10 whole days", "a single day"
        counted_unit = f"(?:{say['stressed']}){{0,2}}{unit}"
        hour = f"[{''.join(symbol for symbol, name in self._units.items() if name == 'hour')}]"
        ordinal = f"[{''.join(self._ordinals)}]"
        currency = f"[{''.join(self._currencies)}]"
        to = rf"(?:{RANGE}|{say['to']})"
        or_to = rf"(?:{RANGE}|{say['or']})"
        in_words = rf"{number}(?:{say['hundred']}(?:(?:{say['and']})?{number})?|{say['thousand']})"
        digits = rf"(?:{NUMBER}(?:{say['thousand']})?|{in_words})"
        branches = [
            rf"(?P<scale>{say['scale']})",
            rf"(?P<score>{number}(?:{to}{number})?(?:{SLASH}|{say['out_of']}){say['ten']})",
            rf"(?P<money>{currency}+{digits}(?:(?:{RANGE}|{say['to']}){currency}*{digits})?{currency}?"
            rf"|{digits}(?:(?:{RANGE}|{say['to']}){digits})?{currency}+)",
            rf"(?P<half>{say['half']}{counted_unit})",
            rf"(?P<range>{number}{to}{number}{counted_unit})",
            rf"(?P<and_half>{number}{say['and_a_half']}{unit}|{number}{unit}{say['and_a_half']}|{unit}{say['and_a_half']})",
            rf"(?P<couple>{say['couple']}{unit})",
            rf"(?P<or>{number}{unit}{or_to}{number}(?!{unit}|{PERCENT}))",
            rf"(?P<sum>{number}{unit}(?:{say['and']})?{number}{unit})",
            rf"(?P<clock>{number}{hour}(?:{say['and']})?{number}(?!{unit}|{say['minute_less']}))",
            rf"(?P<time>{number}{counted_unit}|{say['one_unit']}|{say['counted_unit']}{number})",
            rf"(?P<day>{say['day']}{number}|{ordinal}{say['day']}|{number}{say['th']}{say['day']})",
            rf"(?P<nth>{ordinal}{unit})",
            rf"(?P<idiom>{grammar.any_of([phrase for phrases in idioms.values() for phrase in phrases])})",
        ]
        return f"(?:{'|'.join(branches)})"

    def _beginnings(
        self, grammar: Grammar, words: Mapping[str, Sequence[str]], idioms: Mapping[str, Sequence[str]]
    ) -> frozenset[str]:
        """The characters that a quantity, or a number, can begin with."""
        first_words = [*(words[name] for name in _FIRST), *idioms.values()]
        begins = grammar.beginnings(phrase for phrases in first_words for phrase in phrases)
        return frozenset({NUMBER, *self._values, *self._currencies, *self._units, *self._ordinals, *begins})

    def _named(self, values: frozenset[int]) -> str:
        symbols = "".join(symbol for symbol, value in self._values.items() if value in values)
        return f"[{symbols}]" if symbols else "(?!)"

    def read(self, symbols: str, tokens: Sequence[str]) -> Quantities:
        """Every quantity of a text replaced by one character; what stood there is filled up with REST."""
        found = Quantities(symbols)
        if self._begins.isdisjoint(symbols):
            return found

        def replaced(match: re.Match[str]) -> str:
            start, end = match.span()
            kind = self._kept(match.lastgroup or "", match[0], start, tokens, found)
            return kind + REST * (end - start - 1) if kind else match[0]

        found.symbols = self._pattern.sub(replaced, symbols)
        for match in self._counts.finditer(found.symbols):
            place, symbol = match.start(), match[0]
            if symbol == NUMBER:
                found.numbers[place] = _number(tokens[place])
                continue
            joins = place and found.symbols[place - 1] in self._tens and symbol in self._ones
            found.numbers[place] = self._values[symbol] + (found.numbers[place - 1] if joins else 0)
        return found

    def _kept(self, kind: str, part: str, start: int, tokens: Sequence[str], found: Quantities) -> str | None:
        known = self._known(part, start, tokens)
        if kind == "scale":
            return SCALE
        if kind == "score":
            found.numbers[start] = sum(known[:-1]) / max(1, len(known) - 1)
            return SCORE
        if kind == "money":
            return self._money(part, known, start, found)
        if kind == "day":
            found.days[start] = known[0] if known else next(self._ordinals[s] for s in part if s in self._ordinals)
            return DAY
        if kind == "idiom":
            found.days[start] = next(days for pattern, days in self._idioms if pattern.fullmatch(part))
            return DAY
        found.days[start] = self._days(kind, part, known)
        return TIME

    def _known(self, part: str, start: int, tokens: Sequence[str]) -> list[float]:
        """The numbers of a quantity; "thirty-five" is one."""
        known: list[float] = []
        joins = False
        for place, symbol in enumerate(part):
            value = self._value(symbol, tokens[start + place])
            if value is not None and joins and symbol in self._ones:
                known[-1] += value
            elif value is not None:
                known.append(value)
            joins = symbol in self._tens
        return known

    def _money(self, part: str, known: Sequence[float], start: int, found: Quantities) -> str | None:
        codes = [self._currencies[symbol] for symbol in part if symbol in self._currencies]
        # "US$500", "500 CAD$": the sign of any dollar says less than the letters beside it.
        code = next((code for code in codes if code != "USD"), codes[0])
        found.money[start] = Money(self._amount(part, known), code)
        return MONEY

    def _amount(self, part: str, known: Sequence[float]) -> float:
        if any(symbol in self._hundred for symbol in part):
            return known[0] * 100 + sum(known[1:])
        thousand = 1000 if any(symbol in self._thousand for symbol in part) else 1
        return sum(known) / len(known) * thousand

    def _days(self, kind: str, part: str, known: Sequence[float]) -> float:
        units = [self._units[symbol] for symbol in part if symbol in self._units]
        if kind == "half":
            return 0.5 * _in_days(units[0])
        if kind == "range":
            return sum(known[:2]) / 2 * _in_days(units[0])
        if kind == "and_half":
            whole = known[0] if known and part[0] not in self._units else 1.0
            return (whole + 0.5) * _in_days(units[0])
        if kind == "couple":
            return 2 * _in_days(units[0])
        if kind == "nth":
            return self._ordinals[part[0]] * _in_days(units[0])
        if kind == "or":
            return sum(known[:2]) / 2 * _in_days(units[0])
        if kind == "clock":
            return known[0] * _in_days("hour") + known[1] * _in_days("minute")
        if kind == "sum":
            return sum(number * _in_days(unit) for number, unit in zip(known, units, strict=False))
        return (known[0] if known else 1.0) * _in_days(units[0])

    def _value(self, symbol: str, token: str) -> float | None:
        return _number(token) if symbol == NUMBER else self._values.get(symbol)


def _in_days(unit: str) -> float:
    return _MINUTES[unit] / _MINUTES_A_DAY if unit in _MINUTES else _DAYS[unit]


@lru_cache(_MOST_NUMBERS_REMEMBERED)
def _number(token: str) -> float:
    """A number as written, with either sign for the decimals.

    >>> _number("1,200"), _number("2.5"), _number("2,5"), _number("1,250.50"), _number("2½")
    (1200.0, 2.5, 2.5, 1250.5, 2.5)
    """
    if part := _PARTS_OF_ONE.get(token[-1]):
        return (_number(token[:-1]) if token[:-1] else 0.0) + part
    token = plain(token)
    if _THOUSANDS.fullmatch(token):
        return float(_SEPARATOR.sub("", token))
    *whole, last = _SEPARATOR.split(token)
    try:
        return float(f"{''.join(whole)}.{last}" if whole else last)
    except ValueError:
        return 0.0
