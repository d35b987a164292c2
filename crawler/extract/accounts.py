"""Accounts of those who had it done: an article about the writer's own lips, and the posts of a forum's thread."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from crawler.extract.contents import Contents
from crawler.extract.lines import Line
from crawler.extract.provider import page_title
from crawler.extract.review_data import StatedReview, read_stated_article, read_stated_posts
from crawler.extract.review_words import (
    class_words,
    first_persons,
    is_date,
    is_of_studio,
    looks_like_name,
    may_be_name,
    names_lips,
    own_account_phrases,
)

_FEWEST_WORDS, _FEWEST_PHRASES = 60, 2
_WORDS_A_FIRST_PERSON = 40
_SHARE_OF_PAGE = 0.4
_BODIES = "//*[@itemprop='articleBody'] | //article | //main"
_POST_CLASSES = frozenset(
    {"post", "answer", "reply", "comment", "message", "antwort", "respuesta", "reponse", "risposta"}
)
_FORUM_CLASSES = frozenset(
    {"forum", "thread", "topic", "board", "discussion", "viewtopic", "posts", "replies", "answers"}
)
_PROSE = 30
_LONGEST_MARKS = 100_000
_SHORT = 80


@dataclass(frozen=True)
class Account:
    """One account with its element; `author` lives only in memory."""

    text: str
    title: str | None
    author: str | None
    date: str | None
    element: etree._Element


def stated_posts(contents: Contents) -> Iterator[StatedReview]:
    """The posts of structured data in which somebody tells of herself, in a thread about lips."""
    for node in contents.nodes:
        for post, is_answer, topic in read_stated_posts(node):
            text = post.text or ""
            if not names_lips(f"{topic} {text}") or is_of_studio(text):
                continue
            if first_persons(text) and (own_account_phrases(text) or (is_answer and not text.rstrip().endswith("?"))):
                yield post


def read_article(contents: Contents) -> Account | None:
    """The article of a page, where its writer tells of her own lips; null where it is any other text."""
    lines = contents.page.lines
    # A look at the words before any at the tree: next to no page has them.
    if own_account_phrases("\n".join(line.text for line in lines if len(line.text) > _PROSE)) < _FEWEST_PHRASES:
        return None
    whole = sum(len(line.text) for line in lines) or 1
    for element in contents.document.root.xpath(_BODIES):
        prose = _prose(contents, element)
        text = "\n".join(line.text for line in prose)
        if len(text) >= whole * _SHARE_OF_PAGE and _is_own_account(text):
            author, date = _byline(contents, element)
            return Account(text, _title(contents, element), author, date, element)
    return None


def read_thread(contents: Contents) -> list[Account]:
    """The posts that a page shows as a forum's thread, of those who tell of their own lips."""
    page = contents.page
    if not any(word in contents.marks for word in _FORUM_CLASSES):
        return []
    marks = class_words(contents.marks[:_LONGEST_MARKS])
    if marks.isdisjoint(_FORUM_CLASSES) or marks.isdisjoint(_POST_CLASSES):
        return []
    if not names_lips(page_title(contents.document) or "") and not any(
        names_lips(line.text) for line in page.lines if line.level in {1, 2}
    ):
        return []
    found, end = [], 0
    for box in page.boxes:
        mark = box.element.get("class") or ""
        if box.first < end or box.end <= box.first or class_words(mark).isdisjoint(_POST_CLASSES):
            continue
        end = box.end
        lines = page.lines[box.first : box.end]
        text = "\n".join(line.text for line in lines if len(line.text) > _PROSE or line.text.endswith((".", "!")))
        if text and not is_of_studio(text) and (own_account_phrases(text) or _answers(text)):
            found.append(
                Account(text, None, _short(lines, text, looks_like_name), _short(lines, text, is_date), box.element)
            )
    return found


def _answers(text: str) -> bool:
    return first_persons(text) > 0 and names_lips(text) and not text.rstrip().endswith("?")


def _is_own_account(text: str) -> bool:
    words = len(text.split())
    return (
        words >= _FEWEST_WORDS
        and own_account_phrases(text) >= _FEWEST_PHRASES
        and first_persons(text) * _WORDS_A_FIRST_PERSON >= words
        and names_lips(text)
        and not is_of_studio(text)
    )


def _prose(contents: Contents, element: etree._Element) -> list[Line]:
    """The lines of an article that are neither its headings nor who wrote it."""
    page = contents.page
    box = next((box for box in page.boxes if box.element is element), None)
    lines = page.lines[box.first : box.end] if box else []
    return [
        line
        for line in lines
        if not 1 <= line.level <= 6 and (len(line.text) > _PROSE or line.text.endswith((".", "!"))) and not _signs(line)
    ]


def _signs(line: Line) -> bool:
    words = class_words(page_mark(line))
    return bool(words & {"byline", "author", "meta", "date"})


def page_mark(line: Line) -> str:
    """The classes of the elements that hold a line."""
    marks = [segment.element.get("class") or "" for segment in line.segments]
    above = [segment.element.getparent() for segment in line.segments]
    return " ".join([*marks, *(one.get("class") or "" for one in above if one is not None)])


def _title(contents: Contents, element: etree._Element) -> str | None:
    heading = element.find(".//h1")
    if heading is not None:
        return " ".join("".join(heading.itertext()).split()) or None
    return page_title(contents.document)


def _byline(contents: Contents, element: etree._Element) -> tuple[str | None, str | None]:
    """Who wrote an article, and when: by structured data, else by the marks of the page."""
    author = date = None
    for node in contents.nodes:
        author, date = read_stated_article(node) or (author, date)
    root = contents.document.root
    names = root.xpath("//meta[@name='author']/@content | //*[@rel='author']//text() | //*[@itemprop='author']//text()")
    names += element.xpath(".//*[contains(@class, 'author') or contains(@class, 'byline')]//text()")
    author = author or next(
        (
            " ".join(str(name).split())
            for name in names
            if may_be_name(str(name).strip()) and looks_like_name(" ".join(str(name).split()))
        ),
        None,
    )
    times = root.xpath("//meta[@property='article:published_time']/@content | //*[@itemprop='datePublished']/@datetime")
    times += element.xpath(".//time/@datetime") or element.xpath(".//time//text()")
    return author, date or next((str(time).strip() for time in times if str(time).strip()), None)


def _short(lines: list[Line], text: str, is_one: object) -> str | None:
    for line in lines:
        if len(line.text) <= _SHORT and line.text not in text:
            for segment in line.segments:
                part = line.text[segment.start : segment.end].strip(" ,·|-–—")
                if part and is_one(part):  # type: ignore[operator]
                    return part
    return None
