"""What single lines are where reviews stand: prose, a signature, a link, something aside."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property

from lxml import etree

from crawler.extract.lines import Lines
from crawler.extract.phrases import UNSPACED
from crawler.extract.review_words import looks_like_name, marks_author

OPENING, _CLOSING = "\"“„«‟❝»'‘”″", "\"”“»«❞'’″"
_SEPARATORS = re.compile(r"\s+[-–—~]\s+|\s*[|·•,;()]\s*|^\s*[-–—~]\s*|\s*–\s*|\s*—\s*")
_DASH = re.compile(r"^\s*(?:[-–—~]|by\s|von\s|par\s)\s*", re.IGNORECASE)
_PROSE_LENGTH, _PROSE_WORDS, _PROSE_UNSPACED = 20, 4, 8
_SHORT = 80
_LONGEST_LINK = 40
_SIGNATURE_TAGS = frozenset({"cite", "figcaption", "footer"})
_ASIDE = frozenset({"nav", "form", "select", "button", "dialog"})
_LINKS = frozenset({"a", "button"})


class LineReader:
    """Reads the lines of one page, as far as reviews are concerned."""

    def __init__(self, page: Lines) -> None:
        self.page = page

    def is_link(self, number: int) -> bool:
        """Whether a line is nothing but a link or a button."""
        return self._has_link(number, all)

    def _has_link(self, number: int, which: Callable[[Iterable[bool]], bool]) -> bool:
        line = self.page.lines[number]
        return len(line.text) <= _LONGEST_LINK and which(
            self._is_in(segment.element, _LINKS, line.box) for segment in line.segments
        )

    def is_linked_name(self, number: int) -> bool:
        """Whether a link is somebody's name: set off as one, and of its shape."""
        line = self.page.lines[number]
        is_button = any(self._is_in(segment.element, frozenset({"button"}), line.box) for segment in line.segments)
        return not is_button and (1 <= line.level <= 6 or self.is_marked(number)) and looks_like_name(line.text)

    def is_aside(self, number: int) -> bool:
        """Whether a line stands in a menu, a form or the end of the page."""
        return number in self._asides

    @cached_property
    def _asides(self) -> frozenset[int]:
        asides: set[int] = set()
        for box in self.page.boxes:
            tag = box.element.tag
            if tag in _ASIDE or (tag in {"footer", "header"} and self._is_of_page(box.element)):
                asides.update(range(box.first, box.end))
        return frozenset(asides)

    @staticmethod
    def _is_of_page(element: etree._Element) -> bool:
        return all(
            above.tag not in {"section", "article", "figure", "blockquote", "li", "main"}
            for above in element.iterancestors()
        ) and (element.find(".//nav") is not None or sum(1 for _ in element.iter("a")) > 2)

    def _is_in(self, element: etree._Element, tags: frozenset[str], box: int) -> bool:
        stop = self.page.boxes[box].element.getparent()
        while element is not None and element is not stop:
            if element.tag in tags:
                return True
            element = element.getparent()
        return False

    def signature(self, number: int) -> str | None:
        """The name in a line that does nothing but sign."""
        line = self.page.lines[number]
        if len(line.text) > _SHORT or self.is_link(number):
            return None
        bare = _DASH.sub("", line.text)
        is_marked = bare != line.text or self.is_marked(number)
        name = next((part for part in _SEPARATORS.split(bare) if part), "")
        return name if is_marked and looks_like_name(name) else None

    def names_somebody(self, number: int) -> bool:
        """Whether a short line holds what looks like a name."""
        line = self.page.lines[number]
        return len(line.text) <= _SHORT and any(looks_like_name(part) for part in self.parts(number))

    def is_prose(self, number: int) -> bool:
        """Whether somebody says something in a line."""
        text = self.page.lines[number].text
        if len(text) < _PROSE_LENGTH:
            return len(text) >= _PROSE_UNSPACED and UNSPACED.search(text) is not None
        return (len(text.split()) >= _PROSE_WORDS or UNSPACED.search(text) is not None) and not self._has_link(
            number, any
        )

    def parts(self, number: int) -> list[str]:
        """The pieces of a short line: what its elements hold, taken apart at dashes and commas."""
        line = self.page.lines[number]
        pieces = [line.text[segment.start : segment.end] for segment in line.segments]
        return [part.strip(' "“”„»«') for piece in pieces for part in _SEPARATORS.split(piece) if part.strip(' "“”„»«')]

    def is_marked(self, number: int) -> bool:
        """Whether the elements of a line say that it is a name."""
        line = self.page.lines[number]
        box = self.page.boxes[line.box].element
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

    def is_in_quotation(self, number: int) -> bool:
        """Whether the page marks a line as a quotation."""
        box = self.page.lines[number].box
        for _ in range(3):
            if box < 0:
                return False
            if self.page.boxes[box].element.tag == "blockquote":
                return True
            box = self.page.boxes[box].parent
        return any(segment.element.tag == "q" for segment in self.page.lines[number].segments)

    @staticmethod
    def is_sentence(text: str) -> bool:
        """Whether a short text is a sentence, and no name."""
        return text[-1:] in "!?" or (text.endswith(".") and len(text.split()) > 3)


def is_quoted(text: str) -> bool:
    """Whether a text begins as a quotation and does not end as anything else."""
    return (
        len(text) > 2
        and text[0] in OPENING
        and (text[-1] in _CLOSING or text.rstrip(".!…")[-1:] in _CLOSING or text[0] in '“„«❝"')
    )


def unquoted(text: str) -> str:
    """A text without the marks around it."""
    if text and text[0] in OPENING:
        text = text[1:]
        text = text[:-1] if text and text[-1] in _CLOSING else text
    return text.strip()
