"""Which texts name what is priced: not the words that announce a price, not buttons, not sentences."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from lxml import etree

from crawler.extract.lines import Line
from crawler.extract.signs import money_words

_LEADERS = re.compile(r"[.…·_‥]{3,}|(?:\s[.·]){3,}")
_ENDS_OF_SENTENCES = frozenset(".!?。")
_FEWEST_WORDS = 4
_ABBREVIATED_UNIT = re.compile(r"\d\s?[^\W\d_]{1,5}\.$")
LONGEST_NAME = 110
_TOKENS = re.compile(r"[^\W\d_½¼¾]+|[\d½¼¾]+")
_NOTE = re.compile(r"\([^()]*\)")
# What buttons of accordions and tabs have.
_OPENING = ("aria-expanded", "aria-controls", "data-bs-toggle", "data-toggle", "data-target", "role")
_OPENS = re.compile(r"accordion|collaps|toggle|tab|trigger|summary|question|faq")
_BUTTON = re.compile(r"(?:^|\s)(?:btn|button|cta)(?:[-_]|\s|$)")
_TRIM = " \t:：;,、.|/•·–—-=~*_…→►✔✓+#>&"


def trimmed(label: str) -> str:
    """A label without the marks around it: "- Lip blush:" is "Lip blush"; brackets stay only in pairs."""
    label = label.strip(_TRIM)
    if label.startswith("(") and ")" not in label:
        label = label[1:]
    if label.endswith("(") or (label.endswith(")") and "(" not in label):
        label = label[:-1]
    return label.strip(_TRIM)


@lru_cache(4096)
def says_something(text: str) -> bool:
    """Whether a text has words that could name a service: more than "Price:", "only" or "60 min"."""
    if is_button(text):
        return False
    announcing, durations = _announcing(), _durations()
    after_number = False
    for token in _TOKENS.findall(text.casefold()):
        is_number = token[0].isdecimal() or token[0] in "½¼¾"
        if not is_number and token not in announcing and not (after_number and token in durations):
            return True
        after_number = is_number
    return False


def is_name(line: Line) -> bool:
    """Whether a line could be a name: short, no sentence, no button, more than a duration."""
    if all(_is_button(segment.element) for segment in line.segments):
        return False
    text = line.text if ".." not in line.text and "…" not in line.text else _LEADERS.sub(" ", line.text).strip()
    if len(text) > LONGEST_NAME or (not line.level and (_is_sentence(text) or is_note(text))):
        return False
    return says_something(text)


def is_note(text: str) -> bool:
    """Whether a text is a note on what stands above it: all of it in brackets."""
    return _NOTE.fullmatch(text) is not None


def _is_button(element: etree._Element) -> bool:
    """Whether an element is a button, or a link in the looks of one that leads to another page; buttons that open what
    they stand over are headings."""
    mark, link = element.get("class"), element.get("href")
    if element.tag == "button":
        return not any(element.get(name) for name in _OPENING) and (mark is None or not _OPENS.search(mark.lower()))
    return mark is not None and link is not None and link[:1] != "#" and _BUTTON.search(mark) is not None


def _is_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, and not with an abbreviated unit as "within 3 mo." """
    return (
        text[-1:] in _ENDS_OF_SENTENCES
        and len(text.split()) >= _FEWEST_WORDS
        and _ABBREVIATED_UNIT.search(text) is None
    )


def is_button(text: str) -> bool:
    """Whether a text is what buttons say: "Book now", "Learn more →"."""
    return trimmed(text).casefold().rstrip("!»›") in _buttons()


@cache
def _buttons() -> frozenset[str]:
    return frozenset(label_words()["buttons"])


@cache
def label_words() -> dict[str, list[str]]:
    """The table `labels.toml`."""
    words: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("labels.toml").read_text(encoding="utf-8"))
    return words


@cache
def _announcing() -> frozenset[str]:
    """Every word of the phrases that announce a price."""
    former = money_words()["regular"]
    words = [*label_words()["announcing"], *money_words()["words"]["from_before"], *former["before"], *former["then"]]
    return frozenset(token for word in words for token in _TOKENS.findall(word.casefold()))


@cache
def _durations() -> frozenset[str]:
    return frozenset(
        token for word in money_words()["words"]["durations"] for token in _TOKENS.findall(word.casefold())
    )
