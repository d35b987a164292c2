"""Takes a stretch of a page apart into the single reviews in it."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from lxml import etree

from crawler.extract.lines import Lines
from crawler.extract.phrases import UNSPACED
from crawler.extract.ratings import Rating, is_rating, rating_in_text, rating_of
from crawler.extract.review_words import (
    class_words,
    counts_reviews,
    folded,
    is_date,
    looks_like_name,
    marks_author,
    may_be_name,
    names_lips,
    names_reviews,
)

OPENING, _CLOSING = "\"“„«‟❝»'‘”″", "\"”“»«❞'’″"
_ONLY_QUOTES = re.compile(r"[\s\"“”„»«‟❝❞″'‘’]+")
_SEPARATORS = re.compile(r"\s+[-–—~]\s+|\s*[|·•,;()]\s*|^\s*[-–—~]\s*|\s*–\s*|\s*—\s*")
_DASH = re.compile(r"^\s*(?:[-–—~]|by\s|von\s|par\s)\s*", re.IGNORECASE)
_SIGNED = re.compile(r"^(?P<text>.{20,}?[.!?…\"”“»)♥❤️😊🥰💋]\s*)[-–—~]\s*(?P<name>[^.!?\"]{2,60})$", re.DOTALL)
_CONTACT = re.compile(r"[\w.]@\w|www\.|https?:|(?:\d[\s-]?){8,}")
_MONEY = re.compile(r"[$€£₽₴₹₩¥₪₺]\s?\d|\d\s?(?:[$€£₽₴₹₩¥₪₺]|kr\b|zł|lei|Kč|Ft|лв|грн|руб)")
_HIGHEST_CLIMB = 8
_PROSE_LENGTH, _PROSE_WORDS, _PROSE_UNSPACED = 20, 4, 8
_SHORT = 80
_LONGEST_LINK = 40
_SIGNATURE_TAGS = frozenset({"cite", "figcaption", "footer"})
_ASIDE = frozenset({"nav", "form", "select", "button", "dialog"})
_LINKS = frozenset({"a", "button"})
_QUOTE_CLASSES = frozenset({"quote", "quotes", "quotation", "blockquote"})
_MOST_CARDS = 500
_DEEPEST = 200


@dataclass(frozen=True)
class Card:
    """One review on a page. `author` lives only in memory: what is written holds its hash."""

    box: int
    first: int
    end: int
    bodies: tuple[int, ...]
    text: str
    author: str | None = None
    is_signed: bool = False
    is_quoted: bool = False
    date: str | None = None
    rating: Rating | None = None
    subject: str | None = None
    title: str | None = None

    @property
    def key(self) -> int:
        """The line at which it begins: the same card found twice has the same."""
        return self.bodies[0] if self.bodies else self.first

    @property
    def is_review(self) -> bool:
        """Whether somebody says something: prose with a sign of it."""
        return bool(self.bodies) and (self.is_quoted or self.is_signed or self.date is not None or self.rating is not None)

    @property
    def is_only_rated(self) -> bool:
        """Whether somebody gave stars and said nothing."""
        return not self.bodies and self.author is not None and self.rating is not None and self.rating.best is not None


@dataclass
class _Found:
    """What stands in a stretch of lines, by what it is."""

    bodies: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    names: list[tuple[bool, int, str]] = field(default_factory=list)
    """Whether it is marked as a name, its line, and the name."""
    is_signed: bool = False
    is_quoted: bool = False
    dates: list[str] = field(default_factory=list)
    rating: Rating | None = None
    subject: str | None = None
    titles: list[tuple[int, str]] = field(default_factory=list)


class CardReader:
    """Reads the cards of one page."""

    def __init__(self, page: Lines) -> None:
        self._page = page
        self._kids: list[list[int]] = [[] for _ in page.boxes]
        for number, box in enumerate(page.boxes):
            if box.parent >= 0:
                self._kids[box.parent].append(number)

    def cards(self, first: int, end: int) -> list[Card]:
        """The reviews in a stretch of lines, from top to bottom."""
        if first >= end:
            return []
        root = self._page.lines[first].box
        while root >= 0 and self._page.boxes[root].end < end:
            root = self._page.boxes[root].parent
        return self._split(max(root, 0), first, end, 0)[:_MOST_CARDS]

    def is_link(self, number: int) -> bool:
        """Whether a line is nothing but a link or a button."""
        return self._has_link(number, all)

    def _has_link(self, number: int, which: Callable[[Iterable[bool]], bool]) -> bool:
        line = self._page.lines[number]
        return len(line.text) <= _LONGEST_LINK and which(
            self._is_in(segment.element, _LINKS, line.box) for segment in line.segments
        )

    def _is_linked_name(self, number: int) -> bool:
        """Whether a link is somebody's name: set off as one, and of its shape."""
        line = self._page.lines[number]
        is_button = any(self._is_in(segment.element, frozenset({"button"}), line.box) for segment in line.segments)
        return not is_button and (1 <= line.level <= 6 or self._is_marked(number)) and looks_like_name(line.text)

    def is_aside(self, number: int) -> bool:
        """Whether a line stands in a menu, a form or the end of the page."""
        return number in self._asides

    @cached_property
    def _asides(self) -> frozenset[int]:
        asides: set[int] = set()
        for box in self._page.boxes:
            tag = box.element.tag
            if tag in _ASIDE or (tag in {"footer", "header"} and self._is_of_page(box.element)):
                asides.update(range(box.first, box.end))
        return frozenset(asides)

    @staticmethod
    def _is_of_page(element: etree._Element) -> bool:
        return all(above.tag not in {"section", "article", "figure", "blockquote", "li", "main"} for above in element.iterancestors()) and (
            element.find(".//nav") is not None or sum(1 for _ in element.iter("a")) > 2
        )

    def _is_in(self, element: etree._Element, tags: frozenset[str], box: int) -> bool:
        stop = self._page.boxes[box].element.getparent()
        while element is not None and element is not stop:
            if element.tag in tags:
                return True
            element = element.getparent()
        return False

    def quotations(self) -> Iterator[Card]:
        """Signed quotations anywhere on the page: a quoted line with a signature beside it."""
        for number, line in enumerate(self._page.lines):
            if line.text[0] not in OPENING or not self._is_prose(number) or not _is_quoted(line.text):
                continue
            for other in (number + 1, number - 1):
                if 0 <= other < len(self._page.lines) and (name := self._signature(other)) is not None:
                    box = self._shared(line.box, self._page.lines[other].box)
                    stretch = (min(number, other), max(number, other) + 1)
                    yield replace(self._card(box, *stretch), author=name, is_signed=True)
                    break

    def starred(self) -> Iterator[Card]:
        """Cards anywhere on the page that hold a row of stars, a name and prose, and no amount of money."""
        for number, line in enumerate(self._page.lines):
            if not is_rating(line.text) or not any(map(line.text.__contains__, "★⭐")):
                continue
            box = line.box
            for _ in range(_HIGHEST_CLIMB):
                card = self._card(box, self._page.boxes[box].first, self._page.boxes[box].end)
                if card.bodies or self._page.boxes[box].parent < 0:
                    break
                box = self._page.boxes[box].parent
            lines = self._page.lines[card.first : card.end]
            if 1 <= len(card.bodies) <= 3 and card.author and not any(_MONEY.search(one.text) for one in lines):
                yield card

    def _signature(self, number: int) -> str | None:
        """The name in a line that does nothing but sign."""
        line = self._page.lines[number]
        if len(line.text) > _SHORT or self.is_link(number):
            return None
        bare = _DASH.sub("", line.text)
        is_marked = bare != line.text or self._is_marked(number)
        name = next((part for part in _SEPARATORS.split(bare) if part), "")
        return name if is_marked and looks_like_name(name) else None

    def are_alike(self, one: Card, other: Card) -> bool:
        """Whether two cards stand in boxes of the same kind side by side."""
        mine, its = self._page.boxes[one.box].element, self._page.boxes[other.box].element
        return mine.tag == its.tag and mine.get("class") == its.get("class")

    def short_lines(self, card: Card) -> list[str]:
        """The lines around a card's prose that may say who speaks."""
        lines = self._page.lines
        near = [*range(max(0, card.first - 2), card.first), *range(card.first, min(card.end + 1, len(lines)))]
        return [lines[number].text for number in near if len(lines[number].text) <= _SHORT]

    def _shared(self, one: int, other: int) -> int:
        boxes = self._page.boxes
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
        first, end = max(first, self._page.boxes[box].first), min(end, self._page.boxes[box].end)
        if first >= end:
            return []
        kids = [kid for kid in self._kids[box] if self._page.boxes[kid].first < end and self._page.boxes[kid].end > first]
        inner = [card for kid in kids for card in self._split(kid, first, end, depth + 1)] if depth < _DEEPEST else []
        said = [card for card in inner if card.is_review]
        if len(said) >= 2:
            return self._signed(box, inner, first, end)
        whole = self._card(box, first, end)
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
        before = [self._card(box, left, card.first) for left, card in zip([first, *(c.end for c in said[:-1])], said, strict=True) ]
        after = [self._card(box, card.end, right) for card, right in zip(said, edges[2:], strict=True)]
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
        """The reviews of a box that holds names and texts in turn; none where it is one review of several paragraphs."""
        signatures = [number for number in range(first, end) if number not in whole.bodies and self._names_somebody(number)]
        if len(signatures) < 2 or len(signatures) > len(whole.bodies):
            return []
        if signatures[0] < whole.bodies[0]:
            edges = [*signatures, end]
        else:
            edges = [first, *(number + 1 for number in signatures)]
        cards = [self._card(box, left, right, of_lines=True) for left, right in zip(edges, edges[1:], strict=False)]
        return [card for card in cards if card.is_review]

    def _names_somebody(self, number: int) -> bool:
        line = self._page.lines[number]
        return len(line.text) <= _SHORT and any(looks_like_name(part) for part in self._parts(number))

    def _is_prose(self, number: int) -> bool:
        text = self._page.lines[number].text
        if len(text) < _PROSE_LENGTH:
            return len(text) >= _PROSE_UNSPACED and UNSPACED.search(text) is not None
        return (len(text.split()) >= _PROSE_WORDS or UNSPACED.search(text) is not None) and not self._has_link(number, any)

    def _card(self, box: int, first: int, end: int, of_lines: bool = False) -> Card:
        found = _Found()
        numbers = [
            number
            for number in range(first, end)
            if number not in self._asides and (not self.is_link(number) or self._is_linked_name(number))
        ]
        for number in numbers:
            self._sort(number, found)
        if not found.bodies:
            self._sort_short(numbers, found)
        element = self._page.boxes[box].element
        covers = self._page.boxes[box].first >= first and self._page.boxes[box].end <= end
        if covers and not of_lines:
            found.rating = rating_of(element) or found.rating
            found.is_quoted = found.is_quoted or _has_quote_icon(element)
        name = self._author(found)
        return Card(
            box=box,
            first=first,
            end=end,
            bodies=tuple(found.bodies),
            text="\n".join(found.texts),
            author=name,
            is_signed=found.is_signed or name is not None,
            is_quoted=found.is_quoted,
            date=next(filter(None, (self._time(element) if covers else None, *found.dates)), None),
            rating=found.rating,
            subject=found.subject,
            title=next((title for _, title in found.titles if title != name), None) if name else None,
        )

    def _sort(self, number: int, found: _Found) -> None:
        text = self._page.lines[number].text
        if _ONLY_QUOTES.fullmatch(text):
            found.is_quoted = True
            return
        if is_rating(text) and not self._is_sentence(text):
            found.rating = found.rating or rating_in_text(text)
            return
        if len(text) <= _SHORT and (counts_reviews().search(folded(text)) or names_reviews(text) and not _is_quoted(text)):
            return
        parts = self._parts(number) if len(text) <= _SHORT else []
        if parts and self._sort_parts(number, parts, found):
            return
        if _CONTACT.search(text) and len(text) <= _SHORT:
            return
        if self._is_prose(number) or (_is_quoted(text) and len(text) > 2):
            self._add_body(number, text, found)
            return
        for part in parts:
            if names_lips(part) and len(part) <= _SHORT:
                found.subject = found.subject or part
        if self._page.lines[number].level:
            found.titles.append((number, text))

    def _add_body(self, number: int, text: str, found: _Found) -> None:
        signed = _SIGNED.match(text)
        if signed and looks_like_name(_SEPARATORS.split(signed["name"])[0]):
            text = signed["text"]
            found.names.append((True, number, _SEPARATORS.split(signed["name"])[0]))
            found.dates += [part for part in _SEPARATORS.split(signed["name"])[1:] if is_date(part)]
        found.is_quoted = found.is_quoted or _is_quoted(text) or self._is_in_quotation(number)
        found.bodies.append(number)
        found.texts.append(_unquoted(text))

    def _sort_parts(self, number: int, parts: list[str], found: _Found) -> bool:
        """Read a short line as a signature or a date; false where it is neither."""
        marked = self._is_marked(number) or _DASH.match(self._page.lines[number].text) is not None
        is_one = False
        for place, part in enumerate(parts):
            if is_date(part):
                found.dates.append(part)
                is_one = True
            elif place == 0 and marked and len(part) <= 60 and not self._is_sentence(part):
                is_one = found.is_signed = True
                if may_be_name(part) and not names_lips(part):
                    found.names.append((True, number, part))
            elif not marked and looks_like_name(part) and not self._is_sentence(part):
                found.names.append((False, number, part))
                is_one = True
            elif is_one and names_lips(part):
                found.subject = found.subject or part
        return is_one

    def _sort_short(self, numbers: list[int], found: _Found) -> None:
        """Take for prose, where there is none, a line without words but with signs: hearts say something too."""
        for number in numbers:
            text = self._page.lines[number].text
            if not any(map(str.isalnum, text)) and not is_rating(text) and not _ONLY_QUOTES.fullmatch(text):
                if any(ord(letter) > 0x2190 and letter not in "★☆⭐✩✭✮" for letter in text):
                    found.bodies.append(number)
                    found.texts.append(text)

    def _author(self, found: _Found) -> str | None:
        """The name that signs: marked ones before others, then those set off, then the one nearest to the prose."""
        if not found.names:
            return None
        body = found.bodies[0] if found.bodies else found.names[0][1]
        lines = self._page.lines
        return min(found.names, key=lambda name: (not name[0], not lines[name[1]].level, abs(name[1] - body)))[2]

    def _parts(self, number: int) -> list[str]:
        """The pieces of a short line: what its elements hold, taken apart at dashes and commas."""
        line = self._page.lines[number]
        pieces = [line.text[segment.start : segment.end] for segment in line.segments]
        return [part.strip(" \"“”„»«") for piece in pieces for part in _SEPARATORS.split(piece) if part.strip(" \"“”„»«")]

    def _is_marked(self, number: int) -> bool:
        """Whether the elements of a line say that it is a name."""
        line = self._page.lines[number]
        box = self._page.boxes[line.box].element
        elements = [box, *(segment.element for segment in line.segments)]
        above = box.getparent()
        if above is not None and above.tag in _SIGNATURE_TAGS:
            return True
        return any(
            element.tag in _SIGNATURE_TAGS
            or marks_author(element.get("class") or "")
            or "author" in (element.get("itemprop") or element.get("rel") or "")
            for element in elements
        )

    def _is_in_quotation(self, number: int) -> bool:
        box = self._page.lines[number].box
        for _ in range(3):
            if box < 0:
                return False
            if self._page.boxes[box].element.tag == "blockquote":
                return True
            box = self._page.boxes[box].parent
        return any(segment.element.tag == "q" for segment in self._page.lines[number].segments)

    @staticmethod
    def _is_sentence(text: str) -> bool:
        return text[-1:] in "!?" or (text.endswith(".") and len(text.split()) > 3)

    @staticmethod
    def _time(element: etree._Element) -> str | None:
        time = element.find(".//time[@datetime]")
        return time.get("datetime") if time is not None and is_date(time.get("datetime")[:10]) else None


def _is_quoted(text: str) -> bool:
    return len(text) > 2 and text[0] in OPENING and (text[-1] in _CLOSING or text.rstrip(".!…")[-1:] in _CLOSING or text[0] in "“„«❝\"")


def _unquoted(text: str) -> str:
    if text and text[0] in OPENING:
        text = text[1:]
        text = text[:-1] if text and text[-1] in _CLOSING else text
    return text.strip()


def _has_quote_icon(element: etree._Element) -> bool:
    return any(
        not class_words(one.get("class") or "").isdisjoint(_QUOTE_CLASSES)
        for one in element.iter("i", "svg", "span", "img")
    )
