"""The lines of text one sees on a page, and the boxes they stand in.

A page is read here as a person sees it: every block element is a box, every box holds lines, in the order of the page.
Text hidden by style sheets is read too: accordions, tabs and carousels hide what they will show.
"""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from lxml import etree

from crawler.extract.document import Document

_ELEMENTS = tomllib.loads(Path(__file__).with_name("elements.toml").read_text(encoding="utf-8"))
_INLINE, _UNSEEN = frozenset(_ELEMENTS["inline"]), frozenset(_ELEMENTS["unseen"])
_WITHOUT_BOX = _INLINE | _UNSEEN | {"br"}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""The tags of headings, and their ranks."""
_STRUCK_TAGS = frozenset({"s", "del", "strike"})
_STRUCK = re.compile(r"line-through|strike|\bold[-_]?price|price[-_]{1,2}old|\bwas[-_]?price|price[-_]{1,2}was|crossed")
_STRONG = frozenset({"b", "strong", "u", "dt", "th", "caption", "legend", "summary", "optgroup"})
_OPENING = frozenset({"rowspan", "aria-expanded", "data-bs-toggle"})
"""Attributes by which an element may stand over what follows it."""
_NAMED = re.compile(
    r"title|heading|headline|\bname|[-_]name|categor|accordion[-_](?:button|header|toggle|trigger)"
    r"|(?:panel|section|group|tab|menu)[-_]+label"
)
_DESCRIBING = re.compile(r"desc|subtitle|tagline|excerpt|summary|note|detail|\bmeta")
_AMOUNT_ENDS = re.compile(r"\d\s?(?:[$€£₪₽₴₺₹₩¥₫]|\b[^\W\d_]{2,3})$")
_DIGIT = re.compile(r"\d")
_NO_DIGITS = bytes(set(range(128)) - set(b"0123456789\n"))
_CENTS = re.compile(r"\d\d")


@dataclass(slots=True)
class Segment:
    """A stretch of a line that one element holds."""

    start: int
    end: int
    element: etree._Element


@dataclass(slots=True)
class Box:
    """A block element: its parent's number, and the numbers of its first line and of the line after its last."""

    parent: int
    element: etree._Element
    depth: int
    first: int
    end: int = 0


@dataclass(slots=True)
class Line:
    """One line of text: blanks are single, none at the ends."""

    text: str
    box: int
    level: int
    """1 to 6 in a heading of that rank, 7 where it is set off (bold, a name by its class), else 0."""
    element: etree._Element
    """What holds the line, or its first stretch where several elements hold it."""
    stretches: list[Segment] | None = None

    @property
    def segments(self) -> list[Segment]:
        """Its stretches, from left to right. Most lines are of one: it is made when somebody asks for it."""
        return self.stretches or [Segment(0, len(self.text), self.element)]


@dataclass
class Lines:
    """All lines of a page, and its boxes; a box's number is its place in `boxes`."""

    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    _struck: dict[etree._Element, bool] = field(default_factory=dict)

    @cached_property
    def numbered(self) -> list[int]:
        """The lines that hold a digit, in order: most hold none."""
        text = "\n".join(self._texts).encode("utf-8", "surrogatepass")
        # What is left of a line without its other ASCII characters is nothing for most; digits have many scripts.
        left = text.translate(None, delete=_NO_DIGITS).split(b"\n")
        return [number for number, rest in enumerate(left) if rest and _DIGIT.search(self._texts[number])]

    @cached_property
    def texts(self) -> list[str]:
        """What the lines say, in order: what stands on a page twice, as its menus do, is here once."""
        return list(dict.fromkeys(self._texts))

    @cached_property
    def _texts(self) -> list[str]:
        return [line.text for line in self.lines]

    def is_struck(self, segment: Segment) -> bool:
        """Whether a stretch of a line is struck out, by its element or by what holds that."""
        path: list[etree._Element] = []
        element: etree._Element | None = segment.element
        while element is not None and element not in self._struck:
            path.append(element)
            element = element.getparent()
        is_struck = element is not None and self._struck[element]
        for element in reversed(path):
            is_struck = self._struck[element] = is_struck or _strikes(element)
        return is_struck


def read_lines(document: Document) -> Lines:
    """The lines of a page, from top to bottom."""
    return _Reader().read(document.root)


class _Reader:
    """One walk over the elements, with what is open at the moment."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.boxes: list[Box] = []
        self.open: list[etree._Element] = []
        self.open_boxes: list[int] = []
        self.pieces: list[tuple[str, etree._Element]] = []
        """The texts of the line that is being read, and what holds each; blank ones only between others."""
        self.heading = 0
        self.is_preformatted = False

    def read(self, root: etree._Element) -> Lines:
        opened, pieces, unseen = self.open, self.pieces, set[etree._Element | None]()
        # The parent of the next element tells which ones end before it: lxml's own events tell it at thrice the cost.
        for element in root.iter("*"):
            parent = element.getparent()
            if parent in unseen:
                unseen.add(element)
                continue
            while opened and opened[-1] is not parent:
                self._leave(opened.pop())
            tag = element.tag
            if tag in _UNSEEN:
                unseen.add(element)
                text, holder = element.tail, parent
            else:
                opened.append(element)
                if tag not in _INLINE:
                    self._enter(element, tag)
                text, holder = element.text, element
            if text and (pieces or not text.isspace()):
                if self.is_preformatted and "\n" in text:
                    text = self._end_lines(text, holder)
                pieces.append((text, holder))
        while opened:
            self._leave(opened.pop())
        return Lines(self.lines, self.boxes)

    def _enter(self, element: etree._Element, tag: str) -> None:
        if self.pieces:
            self._end_line()
        if tag == "br":
            return
        opened = self.open_boxes
        opened.append(len(self.boxes))
        self.boxes.append(Box(opened[-2] if len(opened) > 1 else -1, element, len(opened), len(self.lines)))
        if tag in HEADINGS:
            self.heading = HEADINGS[tag]
        elif tag == "pre":
            self.is_preformatted = True
        elif tag == "optgroup" and element.get("label"):
            self.pieces.append((element.get("label"), element))
            self._end_line()

    def _leave(self, element: etree._Element) -> None:
        tag = element.tag
        if tag not in _WITHOUT_BOX:
            if self.pieces:
                self._end_line()
            self.boxes[self.open_boxes.pop()].end = len(self.lines)
            if tag in HEADINGS:
                self.heading = 0
            elif tag == "pre":
                self.is_preformatted = False
        text = element.tail
        if text and self.open and (self.pieces or not text.isspace()):
            if self.is_preformatted and "\n" in text:
                text = self._end_lines(text, self.open[-1])
            self.pieces.append((text, self.open[-1]))

    def _end_lines(self, text: str, holder: etree._Element) -> str:
        """End the lines that a preformatted text ends; what is left begins the next one."""
        *ended, last = text.split("\n")
        for line in ended:
            self.pieces.append((line, holder))
            self._end_line()
        return last

    def _end_line(self) -> None:
        text, element = self.pieces[0]
        text, stretches = _joined(self.pieces) if len(self.pieces) > 1 else (_single_spaced(text), None)
        self.pieces.clear()
        if text and self.open_boxes:
            box = self.open_boxes[-1]
            level = self.heading or self._level(self.boxes[box].element, element, stretches)
            self.lines.append(Line(text, box, level, element, stretches))

    def _level(self, box: etree._Element, element: etree._Element, stretches: list[Segment] | None) -> int:
        """7 where a box is set off, or all that holds a line within it."""
        if _is_set_off(box):
            return 7
        if stretches is None:
            return 7 if element is not box and _is_set_off(element) else 0
        return 7 if all(one.element is not box and _is_set_off(one.element) for one in stretches) else 0


def _joined(pieces: list[tuple[str, etree._Element]]) -> tuple[str, list[Segment]]:
    """The line that several pieces of text make."""
    text = ""
    segments: list[Segment] = []
    for piece, element in pieces:
        words = _single_spaced(piece)
        if not words:
            text += " " if text and not text.endswith(" ") else ""
            continue
        words = f"{' ' if piece[0].isspace() else ''}{words}{' ' if piece[-1].isspace() else ''}"
        if element.tag == "sup" and _CENTS.fullmatch(words) and text[-1:].isdecimal():
            words = f".{words}"  # $325<sup>50</sup>
        elif text and not text.endswith(" ") and words[0] != " " and _are_apart(text, words, segments, element):
            text += " "
        if not text or text.endswith(" "):
            words = words.lstrip(" ")
        segments.append(Segment(len(text), len(text) + len(words.rstrip(" ")), element))
        text += words
    return text.rstrip(" "), segments


def _single_spaced(text: str) -> str:
    """A text without blanks at its ends, all others single."""
    bare = text.strip()
    # Of all blanks only the plain one is printable.
    return bare if bare.isprintable() and "  " not in bare else " ".join(bare.split())


def _strikes(element: etree._Element) -> bool:
    """Whether an element strikes its text out, by its tag, its class or its style."""
    mark = f"{element.get('class') or ''} {element.get('style') or ''}"
    return element.tag in _STRUCK_TAGS or _STRUCK.search(mark.lower()) is not None


def _is_set_off(element: etree._Element) -> bool:
    tag, attributes = element.tag, element.keys()
    if tag in _STRONG or not attributes:
        return tag in _STRONG
    if attributes == ["class"]:  # as most have no other
        return _names(element.get("class"))
    if not _OPENING.isdisjoint(attributes) and (
        element.get("rowspan", "1") != "1" or element.get("aria-expanded") or element.get("data-bs-toggle")
    ):
        return True
    if tag == "td" and element.get("colspan", "1") != "1":
        row = element.getparent()
        # Alone in its row it stands over the rows below.
        return row is not None and sum(1 for _ in row.iterchildren("td", "th")) == 1
    return "class" in attributes and _names(element.get("class"))


@lru_cache(4096)
def _names(mark: str) -> bool:
    mark = mark.lower()
    return _NAMED.search(mark) is not None and _DESCRIBING.search(mark) is None


_WRITTEN_TOGETHER = frozenset(["b", "strong", "i", "em", "u", "font", "sup", "sub"])


def _are_apart(text: str, words: str, segments: list[Segment], element: etree._Element) -> bool:
    """Whether two pieces without a blank between them are two words: spans are, letters in bold type are not."""
    if words[0].isdecimal() and _AMOUNT_ENDS.search(text):
        return True  # "450€" and "90€"
    if not (text[-1].isalnum() and words[0].isalnum()) and not (text[-1] in ")]" or words[0] in "([$€£₪₹"):
        return False
    if text[-1].isalpha() and words[0].isalpha():
        last = segments[-1].element if segments else element
        within = last is element.getparent() or element is last.getparent()
        return not (within and (element.tag in _WRITTEN_TOGETHER or last.tag in _WRITTEN_TOGETHER))
    return True
