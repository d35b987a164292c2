"""One review, put together from the lines it stands in: what is said, who signs, the date and the rating."""

import re
from dataclasses import dataclass, field

from lxml import etree

from crawler.extract.ratings import Rating, is_rating, rating_in_text, rating_of
from crawler.extract.review_lines import LineReader, is_quoted, unquoted
from crawler.extract.review_words import (
    class_words,
    counts_reviews,
    folded,
    is_date,
    looks_like_name,
    may_be_name,
    names_lips,
    names_reviews,
)

_ONLY_QUOTES = re.compile(r"[\s\"“”„»«‟❝❞″'‘’]+")
_SEPARATORS = re.compile(r"\s+[-–—~]\s+|\s*[|·•,;()]\s*|^\s*[-–—~]\s*|\s*–\s*|\s*—\s*")
_DASH = re.compile(r"^\s*(?:[-–—~]|by\s|von\s|par\s)\s*", re.IGNORECASE)
_SIGNED = re.compile(r"^(?P<text>.{20,}?[.!?…\"”“»)♥❤️😊🥰💋]\s*)[-–—~]\s*(?P<name>[^!?\"]{2,60})$", re.DOTALL)
_CONTACT = re.compile(r"[\w.]@\w|www\.|https?:|(?:\d[\s-]?){8,}")
_SHORT = 80
_QUOTE_CLASSES = frozenset({"quote", "quotes", "quotation", "blockquote"})
_FIRST_SIGN, _STARS = 0x2190, "★☆⭐✩✭✮"


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
        return bool(self.bodies) and (
            self.is_quoted or self.is_signed or self.date is not None or self.rating is not None
        )

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


class StretchReader(LineReader):
    """Reads what stands in a stretch of lines as one review, whether it is one or not."""

    def card(self, box: int, first: int, end: int, of_lines: bool = False) -> Card:
        """The lines of a box, as far as they lie in the stretch, taken for one review."""
        found = _Found()
        numbers = [
            number
            for number in range(first, end)
            if number not in self._asides and (not self.is_link(number) or self.is_linked_name(number))
        ]
        for number in numbers:
            self._sort(number, found)
        if not found.bodies:
            self._sort_short(numbers, found)
        element = self.page.boxes[box].element
        covers = self.page.boxes[box].first >= first and self.page.boxes[box].end <= end
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
        text = self.page.lines[number].text
        if _ONLY_QUOTES.fullmatch(text):
            found.is_quoted = True
            return
        if is_rating(text) and not self.is_sentence(text):
            found.rating = found.rating or rating_in_text(text)
            return
        if len(text) <= _SHORT and (
            counts_reviews().search(folded(text)) or (names_reviews(text) and not is_quoted(text))
        ):
            return
        # Who signs is told in no sentence: "3." ends a date.
        ends = text[-1] in ".!?…。！" and not text[-2:-1].isdecimal() and not _DASH.match(text)
        is_said = self.is_prose(number) and (ends or is_quoted(text))
        parts = self.parts(number) if len(text) <= _SHORT and not is_said else []
        if parts and self._sort_parts(number, parts, found):
            return
        if _CONTACT.search(text) and len(text) <= _SHORT:
            return
        if self.is_prose(number) or (is_quoted(text) and len(text) > 2):
            self._add_body(number, text, found)
            return
        for part in parts:
            if names_lips(part) and len(part) <= _SHORT:
                found.subject = found.subject or part
        if self.page.lines[number].level:
            found.titles.append((number, text))

    def _add_body(self, number: int, text: str, found: _Found) -> None:
        signed = _SIGNED.match(text)
        if signed and looks_like_name(_SEPARATORS.split(signed["name"])[0]):
            text = signed["text"].strip()
            found.names.append((True, number, _SEPARATORS.split(signed["name"])[0]))
            found.dates += [part for part in _SEPARATORS.split(signed["name"])[1:] if is_date(part)]
        found.is_quoted = found.is_quoted or is_quoted(text) or self.is_in_quotation(number)
        found.bodies.append(number)
        found.texts.append(unquoted(text))

    def _sort_parts(self, number: int, parts: list[str], found: _Found) -> bool:
        """Read a short line as a signature or a date; false where it is neither."""
        marked = self.is_marked(number) or _DASH.match(self.page.lines[number].text) is not None
        is_one = False
        for place, part in enumerate(parts):
            if is_date(part):
                found.dates.append(part)
                is_one = True
            elif place == 0 and marked and len(part) <= 60 and not self.is_sentence(part):
                is_one = found.is_signed = True
                if may_be_name(part) and not names_lips(part):
                    found.names.append((True, number, part))
            elif not marked and looks_like_name(part) and not self.is_sentence(part):
                found.names.append((False, number, part))
                is_one = True
            elif is_one and names_lips(part):
                found.subject = found.subject or part
        return is_one

    def _sort_short(self, numbers: list[int], found: _Found) -> None:
        """Take for prose, where there is none, a line without words but with signs: hearts say something too."""
        for number in numbers:
            text = self.page.lines[number].text
            is_wordless = not any(map(str.isalnum, text)) and not is_rating(text) and not _ONLY_QUOTES.fullmatch(text)
            if is_wordless and any(ord(letter) > _FIRST_SIGN and letter not in _STARS for letter in text):
                found.bodies.append(number)
                found.texts.append(text)

    def _author(self, found: _Found) -> str | None:
        """The name that signs: marked ones before others, then those set off, then the one nearest to the prose."""
        if not found.names:
            return None
        body = found.bodies[0] if found.bodies else found.names[0][1]
        lines = self.page.lines
        return min(found.names, key=lambda name: (not name[0], not lines[name[1]].level, abs(name[1] - body)))[2]

    @staticmethod
    def _time(element: etree._Element) -> str | None:
        time = element.find(".//time[@datetime]")
        return time.get("datetime") if time is not None and is_date(time.get("datetime")[:10]) else None


def _has_quote_icon(element: etree._Element) -> bool:
    return any(
        not class_words(one.get("class") or "").isdisjoint(_QUOTE_CLASSES)
        for one in element.iter("i", "svg", "span", "img")
    )
