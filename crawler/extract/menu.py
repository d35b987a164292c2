"""Reads the visible prices of a page: every amount of money with the words that say what it is for.

Money is found first; then each amount is given the words of its line, the title of its card or row, the head of its
column and the headings of its section. Which of them names the service is decided by `pipeline`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from crawler.extract.clauses import Priced, read_clauses
from crawler.extract.columns import Columns
from crawler.extract.headings import Headings
from crawler.extract.lines import Line, Lines
from crawler.extract.money import find_money, opening_words
from crawler.extract.names import says_something, trimmed
from crawler.extract.priced_lines import priced_lines
from crawler.extract.signs import currency_codes, money_words
from crawler.extract.taxes import are_one_price, with_tax
from crawler.extract.titles import Titles

_LONGEST_DETAILS = 600
_MOST_LINES = 1000
"""Lines with amounts: what goes on longer is no menu, and what each stands under takes time to find."""
_FARTHEST_FORMER = 3
_LONGEST_OPENING = 20


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One amount on a page, with all that the page says of it. `headings` begins with the nearest."""

    service: str | None
    headings: tuple[str, ...]
    previous: str | None
    price_text: str
    regular_text: str | None
    before: str
    after: str
    details: str
    evidence: str
    element: etree._Element


def read_menu(page: Lines) -> list[Candidate]:
    """Every amount of money that a person sees on the page, in the order of the page."""
    found = dict(islice(priced_lines(page).items(), _MOST_LINES))
    clauses = {number: read_clauses(page, page.lines[number], money) for number, money in found.items()}
    columns = Columns(page, clauses)
    former = {
        number
        for number, priced in clauses.items()
        if all(map(_is_former, priced)) or (number + 1 in clauses and _is_in_former_column(columns, number))
    }
    former = former if len(former) < len(clauses) else set()
    free = {number for number, money in found.items() if all(one.form == "free" for one in money)}
    charged = [number for number in clauses if number not in former]
    names = {number: trimmed(priced[0].before) for number, priced in clauses.items() if _names_one_price(priced)}
    titles, headings = Titles(page, charged, former, free), Headings(page, charged, former, names)
    regular = _beside(former, charged)
    candidates: list[Candidate] = []
    for number, priced in clauses.items():
        if number not in former:
            pairs = _paired(priced)
            if number in regular and pairs[0].regular is None:
                pairs[0].regular = clauses[regular[number]][0]
            candidates.extend(_of_line(page, titles, headings.over(number), columns, number, pairs))
    return candidates


def _names_one_price(priced: list[Priced]) -> bool:
    """Whether a line names one thing, and then its price."""
    return len(priced) == 1 and not priced[0].label_follows and says_something(priced[0].label)


def _is_former(priced: Priced) -> bool:
    """Whether an amount is only what was charged before, on a line of its own."""
    return priced.is_regular and not says_something(priced.label)


def _is_in_former_column(columns: Columns, number: int) -> bool:
    """Whether a column of regular prices stands beside one of those that are charged now."""
    words = money_words()["regular"]["columns"]
    return _folded(columns.head(number)) in words["regular"] and _folded(columns.head(number + 1)) in words["now"]


def _folded(head: str | None) -> str:
    return (head or "").casefold().strip(" :*()")


def _beside(former: set[int], priced: list[int]) -> dict[int, int]:
    """For the line of a current price the line of the former one next to it."""
    found = {}
    for number in sorted(former):
        nearest = min(priced, key=lambda line: (abs(line - number), line < number))
        if abs(nearest - number) <= _FARTHEST_FORMER:
            found[nearest] = number
    return found


@dataclass(slots=True)
class _Pair:
    current: Priced
    regular: Priced | None


def _paired(priced: list[Priced]) -> list[_Pair]:
    """The amounts that are charged, each with the regular price that stands beside it."""
    pairs: list[_Pair] = []
    waiting: Priced | None = None
    for one in priced:
        if pairs and _is_conversion(one, pairs[-1].current):
            continue
        if pairs and are_one_price(one, pairs[-1].current):
            paid = with_tax(one, pairs[-1].current)
            pairs[-1].current.money, pairs[-1].current.text = paid.money, paid.text
            continue
        if not one.is_regular:
            regular, waiting = waiting, None
            if regular and (not says_something(one.label) or _is_named_by(regular, one)):
                one.label, one.label_follows = regular.label, regular.label_follows
            pairs.append(_Pair(one, regular))
        elif pairs and pairs[-1].regular is None and not _names_another(one):
            pairs[-1].regular = one
            if not says_something(pairs[-1].current.label):
                pairs[-1].current.label = one.label
        else:
            waiting = one
    return pairs if not waiting or pairs else [_Pair(waiting, None)]


def _is_named_by(regular: Priced, priced: Priced) -> bool:
    """Whether a price has only words behind it, and its former one a name: "Lips were 450 €, now 349 € – this week"."""
    return priced.label_follows and not regular.label_follows and says_something(regular.label)


def _is_conversion(priced: Priced, other: Priced) -> bool:
    """Whether an amount is the one before it in another currency: "180 € / 352 лв."."""
    codes, others = (set(currency_codes(one.money.sign or "")) for one in (priced, other))
    return bool(codes and others) and not codes & others and not says_something(priced.label)


def _names_another(priced: Priced) -> bool:
    """Whether a regular price has a name of its own, as in "Lips $400, brows was $500, now $450"."""
    return not priced.label_follows and says_something(priced.label) and len(priced.label.split()) > 2


def _of_line(
    page: Lines, titles: Titles, headings: list[str], columns: Columns, number: int, pairs: list[_Pair]
) -> Iterator[Candidate]:
    line = page.lines[number]
    title, card = titles.title(number) if any(_needs_title(pair) for pair in pairs) else (None, titles.card(number))
    column = columns.head(number)
    about = range(*titles.described(number, card))
    details = " · ".join(page.lines[other].text for other in about if other != number)[:_LONGEST_DETAILS]
    written = columns.written(number, len(pairs)) if _names_only_first(pairs) else []
    opened = _opened_above(page, number, titles.line_above(number), card[0])
    for place, pair in enumerate(pairs):
        current = pair.current
        own = current.label if says_something(current.label) else None
        if written:
            current.label, column = pairs[0].current.label, written[place]
        above = [name for name in (current.lead, title if _needs_title(pair) else None, column) if name]
        chain = [name for name in dict.fromkeys([*above, *headings]) if name != own]
        yield Candidate(
            service=own or (chain[0] if chain else None),
            headings=tuple(chain if own else chain[1:]),
            previous=current.previous,
            price_text=current.text if place else opened + current.text,
            regular_text=pair.regular.text if pair.regular else None,
            before=current.before,
            after=current.after,
            details=details,
            evidence=line.text,
            element=_element_at(line, current.money.start, page),
        )


def _opened_above(page: Lines, number: int, above: int, first: int) -> str:
    """What opens an amount that stands alone on its line from the line above it: "Starting from" over "$450"."""
    text = page.lines[above].text
    if above < first or len(text) > _LONGEST_OPENING:
        return ""
    opening = opening_words().search(text, 0, len(text))
    opens = opening is not None and not says_something(text[: opening.start()])
    return f"{text} " if opens and find_money(page.lines[number].text)[0].start == 0 else ""


def _names_only_first(pairs: list[_Pair]) -> bool:
    """Whether a line has several amounts side by side, and words only before the first."""
    labels = [pair.current.label for pair in pairs]
    return len(pairs) > 1 and says_something(labels[0]) and not any(map(says_something, labels[1:]))


def _needs_title(pair: _Pair) -> bool:
    """A label before the amount names it; words behind it may be no more than a note."""
    return pair.current.label_follows or not says_something(pair.current.label)


def _element_at(line: Line, place: int, page: Lines) -> etree._Element:
    for segment in line.segments:
        if segment.start <= place < segment.end:
            return segment.element
    return page.boxes[line.box].element
