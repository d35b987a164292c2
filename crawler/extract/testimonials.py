"""Finds the reviews that a page shows: cards, slides, quotations and lists under a heading or a class that says so.

A page is read as its lines and boxes. A *zone* is a stretch of lines that a heading ("What our clients say") or a class
("testimonials") calls reviews. Within it a box is one review where it holds prose and a sign that somebody said it:
quotation marks, a name, a rating, a date. Outside of zones only a signed quotation of somebody who speaks of herself
is one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.extract.lines import HEADINGS, Lines
from crawler.extract.review_card import Card
from crawler.extract.review_cards import CardReader
from crawler.extract.review_hosts import host_named
from crawler.extract.review_lines import OPENING
from crawler.extract.review_words import (
    first_persons,
    mark_may_review,
    marks_reviews,
    mentions_reviews,
    names_reviews,
    speaks_for_studio,
)

_NEVER_A_ZONE = frozenset({"html", "body", "main", "nav", "form", "header"})
_HIGHEST_CLIMB = 8
_NEAR = 3
_WORDS_OVER_A_HEADING = 4
_LONGEST_NOTE = 120
_FEWEST_WORDS_OF_A_QUOTATION = 8


@dataclass(frozen=True)
class Zone:
    """A stretch of lines that is called reviews, and whose reviews they are where it says so."""

    first: int
    end: int
    host: str | None


def may_name_reviews(page: Lines) -> bool:
    """Whether a quick look says that a short line of a page may speak of reviews: most pages show none."""
    return mentions_reviews("\n".join([text for text in page.texts if len(text) <= _LONGEST_NOTE]))


def may_show_reviews(page: Lines, marks: str) -> bool:
    """Whether the classes and ids of a page, or marks in its text, say that it may show reviews under any heading."""
    return mark_may_review(marks) or any(text[0] in OPENING or "★" in text or "⭐" in text for text in page.texts)


def read_testimonials(page: Lines) -> list[tuple[Card, str | None]]:
    """The reviews that a page shows, in its order, each with the host that its section names."""
    reader = CardReader(page)
    found: dict[int, tuple[Card, str | None]] = {}
    for zone in (*_zones_of_headings(page, reader), *_zones_of_classes(page)):
        for card in reader.cards(zone.first, zone.end):
            found.setdefault(card.key, (card, zone.host))
    for card in _lone_quotations(page, reader, set(found)):
        found.setdefault(card.key, (card, None))
    return [found[key] for key in sorted(found)]


def _zones_of_headings(page: Lines, reader: CardReader) -> Iterator[Zone]:
    for number, line in enumerate(page.lines):
        if not names_reviews(line.text) or line.text[0] in OPENING or reader.is_aside(number) or reader.is_link(number):
            continue
        rank = _rank(page, number)
        if rank == 0:
            continue
        end = _end_of_section(page, number, rank)
        # A heading stands in a box of its own: climb to the box that holds what it is over.
        box = line.box
        for _ in range(_HIGHEST_CLIMB):
            if box < 0:
                break
            stop = min(end, page.boxes[box].end)
            if stop > number + 1 and reader.cards(number + 1, stop):
                yield Zone(number + 1, stop, _host(page, reader, number, stop))
                break
            box = page.boxes[box].parent


def _rank(page: Lines, number: int) -> int:
    """The rank of a heading, or of the one that it stands over as a smaller line; 0 where it is none."""
    line = page.lines[number]
    if 1 <= line.level <= 6:
        return line.level
    if len(line.text.split()) > _WORDS_OVER_A_HEADING:
        return 6 if line.level == 7 else 0
    below = page.lines[number + 1].level if number + 1 < len(page.lines) else 0
    return below if 1 <= below <= 6 else 6 if line.level == 7 else 0


def _end_of_section(page: Lines, number: int, rank: int) -> int:
    """The line of the next heading that is not below this one; those that follow at once belong to it."""
    began = False
    for other in range(number + 1, len(page.lines)):
        level = page.lines[other].level
        is_heading = 1 <= level <= rank
        if is_heading and (began or other > number + _NEAR):
            return other
        began = began or not is_heading
        if other > number + 1 and is_heading:
            return other
    return len(page.lines)


def _zones_of_classes(page: Lines) -> Iterator[Zone]:
    end = 0
    for box in page.boxes:
        tag, mark = box.element.tag, f"{box.element.get('class') or ''} {box.element.get('id') or ''}"
        if box.first < end or box.end <= box.first or tag in _NEVER_A_ZONE or tag in HEADINGS or not mark.strip():
            continue
        if marks_reviews(mark):
            end = box.end
            # The cards of a list may be marked one by one: the box around them is their zone.
            yield Zone(box.first, box.end, host_named(mark) or _host_of_lines(page, box.first, box.end))


def _host(page: Lines, reader: CardReader, heading: int, end: int) -> str | None:
    box = page.boxes[page.lines[heading].box]
    return host_named(f"{page.lines[heading].text} {box.element.get('class') or ''}") or _host_of_lines(
        page, heading, end
    )


def _host_of_lines(page: Lines, first: int, end: int) -> str | None:
    """Whose reviews they are, by the short lines of a section that speak of reviews or a rating."""
    for line in page.lines[first:end]:
        if len(line.text) <= _LONGEST_NOTE and line.text[0] not in OPENING and (host := host_named(line.text)):
            return host
    return None


def _lone_quotations(page: Lines, reader: CardReader, known: set[int]) -> Iterator[Card]:
    """Signed quotations and starred cards outside of a zone, of who speaks of herself and not for the studio."""
    cards = [card for card in (*reader.quotations(), *reader.starred()) if card.key not in known]
    speaking = [
        card for card in cards if first_persons(card.text) and len(card.text.split()) >= _FEWEST_WORDS_OF_A_QUOTATION
    ]
    for card in cards:
        beside = (other for other in cards if reader.are_alike(card, other))
        if (card in speaking or any(other in speaking for other in beside)) and not any(
            map(speaks_for_studio, reader.short_lines(card))
        ):
            yield card
