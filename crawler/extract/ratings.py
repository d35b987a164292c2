"""Reads one rating off a page: as text, as stars, as a label for those who do not see, as a class or as a width."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from crawler.extract.review_words import class_words

_OF = r"(?:/|out of|of|von|sur|de|su|z|na|из|з|av|af|van|dari|trên|od|από|от|din|uit|のうち|中)"
_STARS_WORD = (
    r"(?:stars?|sterne?n?|étoiles?|estrellas?|estrelas?|stelle?|sterren|ster|gwiazd\w*|hvězd\w*|hviezd\w*|stele|csillag\w*"
    r"|stjärn\w*|stjerne\w*|tähteä|yıldız|sao|bintang|zvjezd\w*|звезд\w*|звёзд\w*|зір\w*|ster|つ星|星|별점|点|점)"
)
_NUMBER = r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?)"
_OUT_OF = re.compile(rf"{_NUMBER}\s*{_OF}\s*(100|20|10|6|5|4)(?![\d.,]*\d)", re.IGNORECASE)
_OUT_OF_JA = re.compile(r"(?<!\d)(5|10)つ星のうち\s*(\d(?:[.,]\d)?)")
_COUNTED = re.compile(rf"{_NUMBER}[\s-]*{_STARS_WORD}(?!\w)", re.IGNORECASE)
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d)?\s?%)")
_ALONE = re.compile(r"\d(?:[.,]\d{1,2})?")
_GLYPHS = re.compile(r"[★☆⭐✩✭✮⯨⯪🌟\ufe0f\s]{2,}")
_FULL, _EMPTY, _HALF = frozenset("★⭐🌟✭"), frozenset("☆✩✮"), frozenset("⯨⯪")
_WIDTH = re.compile(r"(?:^|;)\s*width\s*:\s*(\d{1,3}(?:\.\d+)?)\s*%")
_IN_CLASS = re.compile(r"(?:^|\s)(?:\w+[-_])*(?:stars?|rating|rate|score)[-_]{0,2}(\d{1,3})(?:[-_](\d))?(?=\s|$)")
_RATING_CLASSES = frozenset({"star", "stars", "rating", "ratings", "rate", "score", "sterne", "estrellas", "stelle"})
_EMPTY_CLASSES = frozenset(
    {
        "empty",
        "off",
        "inactive",
        "outline",
        "outlined",
        "o",
        "far",
        "regular",
        "gray",
        "grey",
        "muted",
        "blank",
        "unfilled",
        "border",
        "void",
        "light",
        "disabled",
    }
)
_HALF_CLASSES = frozenset({"half", "stroke"})
_DATA = ("data-rating", "data-score", "data-stars", "data-value", "data-rate")
_LABELS = ("aria-label", "title", "alt", "data-label", "aria-valuetext")
_MOST_STARS = 10
_LONGEST_TEXT = 60
_MOST_ELEMENTS = 400


@dataclass(frozen=True)
class Rating:
    """A rating as found, and the best one where the page says it or shows so many stars."""

    value: str
    best: str | None = None


def rating_in_text(text: str) -> Rating | None:
    """The rating that a text states; null where it states none.

    >>> rating_in_text("4,9 von 5 Sternen"), rating_in_text("★★★★☆"), rating_in_text("95 %")
    (Rating(value='4,9', best='5'), Rating(value='4', best='5'), Rating(value='95 %', best=None))
    >>> rating_in_text("5 stars"), rating_in_text("11/10"), rating_in_text("two weeks")
    (Rating(value='5', best='5'), Rating(value='11', best='10'), None)
    """
    if match := _OUT_OF.search(text):
        return Rating(match[1], match[2])
    if match := _OUT_OF_JA.search(text):
        return Rating(match[2], match[1])
    if stars := _glyphs(text):
        return stars
    if match := _COUNTED.search(text):
        return Rating(match[1], "5")
    return Rating(match[1]) if (match := _PERCENT.search(text)) else None


def rating_out_of(text: str) -> Rating | None:
    """The rating that a text states together with the best one: "4,9 von 5"."""
    match = _OUT_OF.search(text)
    return Rating(match[1], match[2]) if match else None


def is_rating(text: str) -> bool:
    """Whether a short text is a rating and little else."""
    if len(text) > _LONGEST_TEXT or rating_in_text(text) is None:
        return False
    rest = _GLYPHS.sub(" ", text)
    for pattern in (_OUT_OF, _OUT_OF_JA, _COUNTED, _PERCENT, _ALONE):
        rest = pattern.sub(" ", rest)
    # Beside stars a word may be who gave them.
    return len(re.findall(r"[^\W\d_]+", rest)) <= (0 if _GLYPHS.search(text) else 1)


def rating_of(element: etree._Element) -> Rating | None:
    """The rating that an element shows, in any of its ways; null where it shows none."""
    elements = _elements(element)
    for read in (_label, _data, _width, _text, _class, _icons):
        if (rating := read(elements)) is not None:
            return rating
    return None


def _elements(element: etree._Element) -> list[etree._Element]:
    found = []
    for one in element.iter():
        if isinstance(one.tag, str):
            found.append(one)
            if len(found) >= _MOST_ELEMENTS:
                break
    return found


def _label(elements: list[etree._Element]) -> Rating | None:
    for element in elements:
        for name in _LABELS:
            text = element.get(name)
            # One star among others may be labelled by itself: "1 star", "star 1 of 5".
            is_whole = text and len(text) <= _LONGEST_TEXT and not _is_one_of_many(element, name)
            if is_whole and (rating := rating_in_text(text)) is not None:
                return rating
    return None


def _is_one_of_many(element: etree._Element, label: str) -> bool:
    parent = element.getparent()
    return parent is not None and sum(1 for one in parent if one.get(label)) > 1


def _data(elements: list[etree._Element]) -> Rating | None:
    for element in elements:
        for name in _DATA:
            value = (element.get(name) or "").strip()
            if _ALONE.fullmatch(value) and (name != "data-value" or _is_rating_class(element)):
                return Rating(value, None)
    return None


def _width(elements: list[etree._Element]) -> Rating | None:
    for element in elements:
        match = _WIDTH.search((element.get("style") or "").lower())
        if match and float(match[1]) <= 100 and (_is_rating_class(element) or _is_rating_class(element.getparent())):
            return Rating(f"{match[1]}%", None)
    return None


def _text(elements: list[etree._Element]) -> Rating | None:
    """Text that is a rating by itself; a number alone only where its class says that it is one."""
    for element in elements:
        for text in (element.text, element.tail if element is not elements[0] else None):
            plain = " ".join((text or "").split())
            if not plain or len(plain) > _LONGEST_TEXT:
                continue
            if is_rating(plain):
                return rating_in_text(plain)
            if text is element.text and _ALONE.fullmatch(plain) and _is_rating_class(element):
                return Rating(plain, None)
    return None


def _class(elements: list[etree._Element]) -> Rating | None:
    for element in elements:
        match = _IN_CLASS.search((element.get("class") or "").lower())
        if not match:
            continue
        whole, tenth = int(match[1]), match[2]
        if whole <= 5:
            return Rating(f"{whole}.{tenth}" if tenth and whole < 5 else str(whole), "5")
        if len(match[1]) == 2 and whole <= 50:
            return Rating(f"{whole / 10:g}", "5")
    return None


def _icons(elements: list[etree._Element]) -> Rating | None:
    """Stars drawn one by one, side by side in one element."""
    for element in elements:
        stars = [star for child in element if (star := _star(child)) is not None]
        if 3 <= len(stars) <= _MOST_STARS:
            filled = sum(stars)
            return Rating(f"{filled:g}", str(len(stars))) if filled else None
    return None


def _star(element: etree._Element) -> float | None:
    """How much of a star an element is: 1, half or nothing; null where it is none."""
    drawn = next(_drawings(element), None)
    if drawn is None:
        return None
    words = class_words(" ".join(filter(None, (element.get("class"), drawn.get("class")))))
    image = (
        class_words(" ".join((drawn.get("src") or "", drawn.get("alt") or ""))) if drawn.tag == "img" else frozenset()
    )
    text = (drawn.text or "").strip()
    glyph = text in _FULL | _EMPTY | _HALF
    if not (words | image) & {"star", "stars", "estrella", "stern"} and not glyph and not _is_lone_shape(drawn):
        return None
    marks = words | image
    if marks & _HALF_CLASSES or text in _HALF:
        return 0.5
    if text in _EMPTY or (marks & _EMPTY_CLASSES and not marks & {"fill", "filled", "full"}):
        return 0.0
    return 1.0


def _drawings(element: etree._Element) -> Iterator[etree._Element]:
    for one in (element, *element[:1]):
        if one.tag in {"i", "svg", "img", "span"} and not (one.tag == "span" and len(one)):
            yield one


def _is_lone_shape(drawn: etree._Element) -> bool:
    """An svg without a class is a star where five of one shape stand side by side."""
    parent = drawn.getparent()
    if drawn.tag != "svg" or parent is None:
        return False
    shapes = [_shape(one) for one in parent if one.tag == "svg"]
    return len(shapes) == 5 and len(set(shapes)) == 1 and shapes[0] != ""


def _shape(svg: etree._Element) -> str:
    return "".join(path.get("d") or path.get("points") or "" for path in svg.iter("path", "polygon", "use"))


def _is_rating_class(element: etree._Element | None) -> bool:
    return element is not None and not class_words(element.get("class") or "").isdisjoint(_RATING_CLASSES)


def _glyphs(text: str) -> Rating | None:
    match = _GLYPHS.search(text)
    if match is None:
        return None
    full = sum(letter in _FULL for letter in match[0]) + sum(letter in _HALF for letter in match[0]) / 2
    shown = sum(letter in _FULL | _EMPTY | _HALF for letter in match[0])
    return Rating(f"{full:g}", str(shown)) if full and 2 <= shown <= _MOST_STARS else None
