"""The lines of text one sees on a page, and the boxes they stand in.

A page is read here as a person sees it: every block element is a box, every box holds lines, in the order of the page.
Text hidden by style sheets is read too: accordions, tabs and carousels hide what they will show.
"""

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from lxml import etree

from crawler.extract.document import Document

_ELEMENTS = tomllib.loads(Path(__file__).with_name("elements.toml").read_text(encoding="utf-8"))
_INLINE, _UNSEEN = frozenset(_ELEMENTS["inline"]), frozenset(_ELEMENTS["unseen"])
HEADINGS = {f"h{level}": level for level in range(1, 7)}
"""The tags of headings, and their ranks."""
_STRUCK_TAGS = frozenset({"s", "del", "strike"})
_STRUCK = re.compile(r"line-through|strike|\bold[-_]?price|price[-_]{1,2}old|\bwas[-_]?price|price[-_]{1,2}was|crossed")
_STRONG = frozenset({"b", "strong", "u", "dt", "th", "caption", "legend", "summary", "optgroup"})
_NAMED = re.compile(
    r"title|heading|headline|\bname|[-_]name|categor|accordion[-_](?:button|header|toggle|trigger)"
    r"|(?:panel|section|group|tab|menu)[-_]+label"
)
_DESCRIBING = re.compile(r"desc|subtitle|tagline|excerpt|summary|note|detail|\bmeta")
_AMOUNT_ENDS = re.compile(r"\d\s?(?:[$€£₪₽₴₺₹₩¥₫]|\b[^\W\d_]{2,3})$")
_CENTS = re.compile(r"\d\d")


@dataclass(slots=True)
class Segment:
    """A stretch of a line that one element holds."""

    start: int
    end: int
    element: etree._Element
    is_struck: bool


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
    segments: list[Segment]


@dataclass(slots=True)
class Lines:
    """All lines of a page, and its boxes; a box's number is its place in `boxes`."""

    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


def read_lines(document: Document) -> Lines:
    """The lines of a page, from top to bottom."""
    return _Reader().read(document.root)


class _Reader:
    """One walk over the elements, with what is open at the moment."""

    def __init__(self) -> None:
        self.page = Lines()
        self.open_boxes: list[int] = []
        self.pieces: list[tuple[str, etree._Element, bool]] = []
        self.struck: list[bool] = [False]
        """For each open element whether its text is struck out, by itself or by what holds it."""
        self.heading = 0

    def read(self, root: etree._Element) -> Lines:
        unseen: etree._Element | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag
            if unseen is not None:
                if event == "end" and element is unseen:
                    unseen = None
                    self._add(element.tail, element.getparent())
                continue
            if event == "start":
                if tag in _UNSEEN or not isinstance(tag, str):
                    unseen = element
                    continue
                self._open(element, tag)
            else:
                self._close(element, tag)
        self._end_line()
        return self.page

    def _open(self, element: etree._Element, tag: str) -> None:
        self.struck.append(self.struck[-1] or _is_struck(tag, element.get("class"), element.get("style")))
        if tag == "br":
            self._end_line()
        elif tag not in _INLINE:
            if self.pieces:
                self._end_line()
            parent = self.open_boxes[-1] if self.open_boxes else -1
            self.open_boxes.append(len(self.page.boxes))
            self.page.boxes.append(Box(parent, element, len(self.open_boxes), len(self.page.lines)))
            self.heading = HEADINGS.get(tag, self.heading)
            if tag == "optgroup" and element.get("label"):
                self._add(element.get("label"), element)
                self._end_line()
        if element.text:
            self._add(element.text, element)

    def _close(self, element: etree._Element, tag: str) -> None:
        self.struck.pop()
        if tag not in _INLINE and tag != "br":
            if self.pieces:
                self._end_line()
            self.page.boxes[self.open_boxes.pop()].end = len(self.page.lines)
            if tag in HEADINGS:
                self.heading = 0
        if element.tail:
            self._add(element.tail, element.getparent())

    def _add(self, text: str | None, element: etree._Element | None) -> None:
        if text and element is not None:
            self.pieces.append((text, element, self.struck[-1]))

    def _end_line(self) -> None:
        pieces, self.pieces = self.pieces, []
        text = ""
        segments: list[Segment] = []
        for piece, element, is_struck in pieces:
            words = " ".join(piece.split())
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
            segments.append(Segment(len(text), len(text) + len(words.rstrip(" ")), element, is_struck))
            text += words
        text = text.rstrip(" ")
        if text and self.open_boxes:
            self.page.lines.append(Line(text, self.open_boxes[-1], self._level(segments), segments))

    def _level(self, segments: list[Segment]) -> int:
        if self.heading:
            return self.heading
        box = self.page.boxes[self.open_boxes[-1]].element
        return 7 if _is_set_off(box) or all(_is_set_off(segment.element) for segment in segments) else 0


@lru_cache(4096)
def _is_struck(tag: str, mark: str | None, style: str | None) -> bool:
    """Whether an element strikes its text out, by its tag, its class or its style."""
    return tag in _STRUCK_TAGS or _STRUCK.search(f"{mark or ''} {style or ''}".lower()) is not None


def _is_set_off(element: etree._Element) -> bool:
    if element.get("rowspan", "1") != "1" or element.get("aria-expanded") or element.get("data-bs-toggle"):
        return True
    if element.tag == "td" and element.get("colspan", "1") != "1":
        row = element.getparent()
        # Alone in its row it stands over the rows below.
        return row is not None and sum(1 for _ in row.iterchildren("td", "th")) == 1
    return element.tag in _STRONG or _names(element.get("class"))


@lru_cache(4096)
def _names(mark: str | None) -> bool:
    return mark is not None and _NAMED.search(mark.lower()) is not None and _DESCRIBING.search(mark.lower()) is None


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
