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
    segments: list[Segment]


@dataclass(slots=True)
class Lines:
    """All lines of a page, and its boxes; a box's number is its place in `boxes`."""

    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    _struck: dict[etree._Element, bool] = field(default_factory=dict)

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
        self.page = Lines()
        self.open_boxes: list[int] = []
        self.pieces: list[tuple[str, etree._Element]] = []
        """The texts of the line that is being read, and what holds each; blank ones only between others."""
        self.heading = 0

    def read(self, root: etree._Element) -> Lines:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "start":
                if tag in _UNSEEN:
                    walk.skip_subtree()
                    continue
                if tag not in _INLINE:
                    self._open(element, tag)
                text, holder = element.text, element
            else:
                if tag not in _WITHOUT_BOX:
                    self._close(tag)
                text, holder = element.tail, element.getparent()
            if text and holder is not None and (self.pieces or not text.isspace()):
                self.pieces.append((text, holder))
        self._end_line()
        return self.page

    def _open(self, element: etree._Element, tag: str) -> None:
        if self.pieces:
            self._end_line()
        if tag == "br":
            return
        parent = self.open_boxes[-1] if self.open_boxes else -1
        self.open_boxes.append(len(self.page.boxes))
        self.page.boxes.append(Box(parent, element, len(self.open_boxes), len(self.page.lines)))
        if tag in HEADINGS:
            self.heading = HEADINGS[tag]
        elif tag == "optgroup" and element.get("label"):
            self.pieces.append((element.get("label"), element))
            self._end_line()

    def _close(self, tag: str) -> None:
        if self.pieces:
            self._end_line()
        self.page.boxes[self.open_boxes.pop()].end = len(self.page.lines)
        if tag in HEADINGS:
            self.heading = 0

    def _end_line(self) -> None:
        pieces, self.pieces = self.pieces, []
        text, segments = _joined(pieces) if len(pieces) != 1 else _alone(*pieces[0])
        if text and self.open_boxes:
            self.page.lines.append(Line(text, self.open_boxes[-1], self._level(segments), segments))

    def _level(self, segments: list[Segment]) -> int:
        if self.heading:
            return self.heading
        box = self.page.boxes[self.open_boxes[-1]].element
        if _is_set_off(box):
            return 7
        return 7 if all(one.element is not box and _is_set_off(one.element) for one in segments) else 0


def _alone(piece: str, element: etree._Element) -> tuple[str, list[Segment]]:
    """The line that one piece of text makes: most lines are of one piece."""
    text = _single_spaced(piece)
    return text, [Segment(0, len(text), element)]


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
    if not _OPENING.isdisjoint(element.keys()) and (
        element.get("rowspan", "1") != "1" or element.get("aria-expanded") or element.get("data-bs-toggle")
    ):
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
