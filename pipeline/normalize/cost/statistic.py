"""Tells what the amounts of a sentence are: an average, a median, a range, the least or the most."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.normalize.cost.sentence import Sentence
from pipeline.normalize.cost.subject import mentions
from pipeline.normalize.cost.vocabulary import beginning, ending, whole, words

_NEAR = 45
"""Characters before an amount in which "more than" and the like stand."""
_AND_ON = re.compile(r"\s*,?\s*(?:and|or|but|to|und|et|y|e|i|и)\b[^,;:.]{0,45}$")
_DASHES = ("-", "–", "—")
# From $200 for one thing to $900 for another.
_OF_SOMETHING = re.compile(
    r"\s*\([^()]{2,40}\)\s*(?:up |all the way )?to\s*|"
    r"\s*\(?(?:for|with|at|in|by|from|on|outside|per) [^,;.]{2,40}?,? (?:up |all the way )?to\s*"
)
_HANDED_OVER = re.compile(r"\b(?:hand|fork|turn)\w* over\b")
_AT_MOST_OF_THEM = re.compile(r"\s*at most (?:\w+ )?(?:studio|salon|clinic|place|artist|spa|shop|provider|med)")
_SELDOM = re.compile(r"\b(?:rarely|seldom|hardly|never|won['’ ]t|unlikely)\b")
# "At the top end, expect $900."
_AT_AN_END = re.compile(
    r"(?:and |but |while )?(?:at|on|towards?) the (?:very )?(?:(?P<low>low|lower|cheap|cheaper|budget|"
    r"bottom|affordable)|"
    r"top|high|higher|upper|luxury|premium|pricier|expensive|other) end\b"
)
# "$500 is a fair starting point."
_CALLED_AFTER = re.compile(
    r"\s*(?:is|are|being|was|as)\s+(?:[\w-]+\s+){0,3}?(?:(?P<least>starting|entry|minimum|floor|least|lowest|cheapest)|"
    r"(?:ceiling|maximum|most|upper|highest|dearest|priciest|limit)\b(?! (?:common|typical|usual|often)))"
)
# Such words open a range, or go on to its end: where no range was read, its ends are none of their own.
_LEADS_ON = re.compile(r"\b(?:to|till|until|through|up to|through to)\s*$|^\s*[-–—]\s*$")


@dataclass(frozen=True)
class Figure:
    """One figure: its statistic and amounts, and the number of its first amount and of the one after its last."""

    statistic: str
    low: float | None
    high: float | None
    sign: str | None
    first: int
    end: int


def read_figures(sentence: Sentence) -> Iterator[Figure]:
    """The figures of a sentence, from left to right. Two amounts that are the ends of one range are one figure."""
    place = 0
    while place < len(sentence.amounts):
        if around := _around_average(sentence, place):
            yield from around
            place += 3
            continue
        figure = _joined(sentence, place) or _single(sentence, place)
        following = figure.end < len(sentence.amounts)
        if following and _LEADS_ON.search(sentence.folded[figure.end]) and figure.statistic != "range":
            place = figure.end + 1
            continue
        yield figure
        place = figure.end


def _joined(sentence: Sentence, place: int) -> Figure | None:
    """A range whose ends are two amounts: "starts at $300 and can go up to $900"."""
    if place + 1 >= len(sentence.amounts):
        return None
    first, second = sentence.amounts[place : place + 2]
    low, high = first.low, second.high or second.low
    if first.qualifier not in ("fixed", "from") or second.qualifier not in ("fixed", "up_to") or not low or not high:
        return None
    before, between = sentence.folded[place], sentence.folded[place + 1]
    is_least = first.qualifier == "from" or ending("least_before").search(before) is not None
    joins = (
        whole("to").fullmatch(between)
        or (second.qualifier == "up_to" and (first.qualifier == "from" or not between.strip()) and len(between) < _NEAR)
        or (ending("between").search(before) and (whole("and").fullmatch(between) or between.strip() in _DASHES))
        or (is_least and _AND_ON.match(between) and ending("most_before").search(between) and not mentions(between))
        or (first.qualifier == "from" and _OF_SOMETHING.fullmatch(between))
        or (_last_of("low_end", before) and _last_of("high_end", between))
    )
    if not joins or low >= high:
        return None
    return Figure("range", low, high, first.sign or second.sign, place, place + 2)


def _around_average(sentence: Sentence, place: int) -> tuple[Figure, Figure] | None:
    """The range and the average of a row that gives "low", "average" and "high"."""
    if place + 2 >= len(sentence.amounts):
        return None
    low, average, high = (amount.low for amount in sentence.amounts[place : place + 3])
    before = sentence.folded[place : place + 3]
    concepts = ("low_end", "average", "high_end")
    if not all(ending(concept).search(piece) for concept, piece in zip(concepts, before, strict=True)):
        return None
    if low is None or average is None or high is None or not low <= average <= high:
        return None
    sign = sentence.amounts[place].sign
    return (
        Figure("range", low, high, sign, place, place + 1),
        Figure("average", average, average, sign, place + 1, place + 2),
    )


def _last_of(concept: str, piece: str) -> bool:
    return words(concept).search(piece[-_NEAR:]) is not None


def _denies(text: str) -> bool:
    """Whether the last words of a text say no: "rarely costs", but not "it is not uncommon to see"."""
    said = words("not").search(text)
    return said is not None and not re.match(r"\s*(?:uncommon|unusual|unheard|only|just|surpris)", text[said.end() :])


def _single(sentence: Sentence, place: int) -> Figure:
    amount = sentence.amounts[place]
    before, after = sentence.folded[place], sentence.folded[place + 1]
    low, high = amount.low, amount.high
    if amount.qualifier == "range":
        if ending("most_before").search(before):
            statistic, low = "maximum", None
        else:
            statistic = "range"
    else:
        known = low if low is not None else high
        statistic = _of_one(amount.qualifier, before, after, sentence)
        low, high = (None if statistic == "maximum" else known), (None if statistic == "minimum" else known)
    return Figure(statistic, low, high, amount.sign, place, place + 1)


def _of_one(qualifier: str, before: str, after: str, sentence: Sentence) -> str:
    """The statistic of one amount, by the words next to it."""
    near = _HANDED_OVER.sub("pay", before[-_NEAR:])
    if end := _AT_AN_END.match(before.strip(" ,;")):
        return "minimum" if end["low"] else "maximum"
    if before.rstrip().endswith(":") and (ending("low_end").search(near) or ending("high_end").search(near)):
        return "minimum" if ending("low_end").search(near) else "maximum"
    least, most = ending("least_before").search(near), ending("most_before").search(near)
    if least and most:  # the longer phrase says it: "no more than" ends with "more than"
        least, most = (least, None) if least.start() < most.start() else (None, most)
    word = least or most
    if word and (_denies(near[: word.start()]) or _SELDOM.search(re.split(r"[,;:]", before)[-1])):
        return "maximum" if least else "minimum"
    if least or (qualifier == "from" and not most):
        return "minimum"
    if most or qualifier == "up_to":
        return "maximum"
    if words("few_hundred").search(near) and ending("to").search(near):
        return "maximum"
    if after.startswith("+") or beginning("least_after").match(after):
        return "minimum"
    if beginning("most_after").match(after) and not _AT_MOST_OF_THEM.match(after):
        return "maximum"
    if called := _CALLED_AFTER.match(after):
        return "minimum" if called["least"] else "maximum"
    clause = re.split(r"[,;:]|\bwhile\b", before)[-1]
    if words("cheapest").search(clause):
        return "minimum"
    if words("dearest").search(clause):
        return "maximum"
    return "median" if words("median").search(before) or words("median").search(after) else "average"
