"""Takes a stretch of a page apart into the single reviews in it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from crawler.extract.lines import Lines
from crawler.extract.review_card import Card, StretchReader
from crawler.extract.review_lines import OPENING, is_quoted

_MONEY = re.compile(r"[$€£₽₴₹₩¥₪₺]\s?\d|\d\s?(?:[$€£₽₴₹₩¥₪₺]|kr\b|zł|lei|Kč|Ft|лв|грн|руб)")
_HIGHEST_CLIMB = 8
_ROWS_OF_STARS = ("★★★", "⭐⭐⭐")
_SHORT = 80
_MOST_CARDS = 500
_DEEPEST = 200


class CardReader(StretchReader):
    """Reads the cards of one page."""

    def __init__(self, page: Lines) -> None:
        super().__init__(page)
        self._kids: list[list[int]] = [[] for _ in page.boxes]
        for number, box in enumerate(page.boxes):
            if box.parent >= 0:
                self._kids[box.parent].append(number)

    def cards(self, first: int, end: int) -> list[Card]:
        """The reviews in a stretch of lines, from top to bottom."""
        if first >= end:
            return []
        root = self.page.lines[first].box
        while root >= 0 and self.page.boxes[root].end < end:
            root = self.page.boxes[root].parent
        return self._split(max(root, 0), first, end, 0)[:_MOST_CARDS]

    def quotations(self) -> Iterator[Card]:
        """Signed quotations anywhere on the page: a quoted line with a signature beside it."""
        for number, line in enumerate(self.page.lines):
            if line.text[0] not in OPENING or not self.is_prose(number) or not is_quoted(line.text):
                continue
            for other in (number + 1, number - 1):
                if 0 <= other < len(self.page.lines) and (name := self.signature(other)) is not None:
                    box = self._shared(line.box, self.page.lines[other].box)
                    stretch = (min(number, other), max(number, other) + 1)
                    yield replace(self.card(box, *stretch), author=name, is_signed=True)
                    break

    def starred(self) -> Iterator[Card]:
        """Cards anywhere on the page that hold a row of stars, a name and prose, and no amount of money."""
        for line in self.page.lines:
            if not any(map(line.text.__contains__, _ROWS_OF_STARS)):
                continue
            box = line.box
            for _ in range(_HIGHEST_CLIMB):
                card = self.card(box, self.page.boxes[box].first, self.page.boxes[box].end)
                if card.bodies or self.page.boxes[box].parent < 0:
                    break
                box = self.page.boxes[box].parent
            lines = self.page.lines[card.first : card.end]
            if 1 <= len(card.bodies) <= 3 and card.author and not any(_MONEY.search(one.text) for one in lines):
                yield card

    def are_alike(self, one: Card, other: Card) -> bool:
        """Whether two cards stand in boxes of the same kind side by side."""
        mine, its = self.page.boxes[one.box].element, self.page.boxes[other.box].element
        return bool(mine.tag == its.tag and mine.get("class") == its.get("class"))

    def short_lines(self, card: Card) -> list[str]:
        """The lines around a card's prose that may say who speaks."""
        lines = self.page.lines
        near = [*range(max(0, card.first - 2), card.first), *range(card.first, min(card.end + 1, len(lines)))]
        return [lines[number].text for number in near if len(lines[number].text) <= _SHORT]

    def _shared(self, one: int, other: int) -> int:
        boxes = self.page.boxes
        while one != other:
            if boxes[one].depth >= boxes[other].depth:
                one = boxes[one].parent
            else:
                other = boxes[other].parent
            if min(one, other) < 0:
                return 0
        return one

    def _split(self, box: int, first: int, end: int, depth: int) -> list[Card]:
        """The reviews in a box, as far as it lies in the stretch."""
        first, end = max(first, self.page.boxes[box].first), min(end, self.page.boxes[box].end)
        if first >= end:
            return []
        kids = [kid for kid in self._kids[box] if self.page.boxes[kid].first < end and self.page.boxes[kid].end > first]
        inner = [card for kid in kids for card in self._split(kid, first, end, depth + 1)] if depth < _DEEPEST else []
        said = [card for card in inner if card.is_review]
        if len(said) >= 2:
            return self._signed(box, inner, first, end)
        whole = self.card(box, first, end)
        if len(said) == 1:
            rated = [card for card in inner if card.is_only_rated and self.are_alike(card, said[0])]
            if rated:
                return sorted([*said, *rated], key=lambda card: card.first)
            return [whole] if self._is_rest_of(said[0], whole) else said
        if whole.is_review and len(whole.bodies) > 1 and (flat := self._flat(box, whole, first, end)):
            return flat
        return [whole] if whole.is_review or whole.is_only_rated else []

    @staticmethod
    def _is_rest_of(inner: Card, whole: Card) -> bool:
        """Whether what is around a card belongs to it: its name, its rating, another paragraph before its name."""
        if whole.bodies == inner.bodies:
            return True
        return not inner.is_signed and whole.is_signed and len(whole.bodies) <= 3

    def _signed(self, box: int, cards: list[Card], first: int, end: int) -> list[Card]:
        """Give cards in one row the signatures that stand between them, before or after each."""
        if all(card.is_signed for card in cards):
            return cards
        said = [card for card in cards if card.is_review]
        edges = [first, *(card.first for card in said), end]
        before = [
            self.card(box, left, card.first)
            for left, card in zip([first, *(c.end for c in said[:-1])], said, strict=True)
        ]
        after = [self.card(box, card.end, right) for card, right in zip(said, edges[2:], strict=True)]
        chosen = before if before[0].is_signed and not after[-1].is_signed else after
        signed = []
        for card, gap in zip(said, chosen, strict=True):
            if card.is_signed or gap.bodies:
                signed.append(card)
            else:
                signed.append(
                    replace(
                        card,
                        author=gap.author,
                        is_signed=gap.is_signed,
                        date=card.date or gap.date,
                        rating=card.rating or gap.rating,
                    )
                )
        rated = [card for card in cards if card.is_only_rated and any(self.are_alike(card, one) for one in said)]
        return sorted([*signed, *rated], key=lambda card: card.first)

    def _flat(self, box: int, whole: Card, first: int, end: int) -> list[Card]:
        """The reviews of a box with names and texts in turn; none where it is one review of several paragraphs."""
        signatures = [
            number for number in range(first, end) if number not in whole.bodies and self.names_somebody(number)
        ]
        if len(signatures) < 2 or len(signatures) > len(whole.bodies):
            return []
        if signatures[0] < whole.bodies[0]:
            edges = [*signatures, end]
        else:
            edges = [first, *(number + 1 for number in signatures)]
        cards = [self.card(box, left, right, of_lines=True) for left, right in pairwise(edges)]
        return [card for card in cards if card.is_review]
