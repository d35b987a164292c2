"""Everything an article says that something costs, as raw items: each sentence and row with an amount of money."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from crawler.extract.document import Document, text_of
from crawler.extract.json_ld import Node, all_nodes, read_json_ld, scalar_text, types
from crawler.extract.language import read_language
from crawler.extract.lines import Line, Lines, read_lines
from crawler.extract.money import find_money
from crawler.extract.provider import page_title
from crawler.extract.publication import read_publication
from crawler.extract.sentences import sentences
from crawler.items import CostEstimate

MOST_ESTIMATES = 400
"""Statements of a page: the longest cost guides have some 60; what goes on and on is a shop."""
_LONGEST_SAMPLE = 8000
_LONGEST_HEADING = 200
_LONGEST_STATEMENT = 1000
_MOST_HEADINGS = 6
_MOST_BEFORE = 3
_SET_OFF = 7
_DIGIT = re.compile(r"\d")
# What stands beside an article: menus, other articles, what readers say.
_ASIDE_TAGS = frozenset({"nav", "footer", "aside", "form", "button", "select"})
_ASIDE_MARK = re.compile(
    r"(?:^|[\s_-])(?:comments?|comment-list|related|sidebar|widget|newsletter|breadcrumbs?|cookie|share|promo|advert\w*|menu|nav|footer|cart)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Stated:
    """One sentence or row with an amount, and what stands around it."""

    text: str
    before: str | None
    headings: tuple[str, ...]
    method: str
    locator: str | None


def read_estimates(document: Document, source: str) -> list[CostEstimate]:
    """Every statement of a page that names an amount of money, with its evidence. What it means `pipeline` reads.

    The text of the page comes first, from its top; then what only its structured questions and answers say. No more
    than `MOST_ESTIMATES` are read.
    """
    page = read_lines(document)
    nodes = read_json_ld(document)
    found: list[Stated] = []
    seen: set[str] = set()
    for one in (*_of_page(page), *_of_answers(nodes)):
        if one.text not in seen and len(found) < MOST_ESTIMATES:
            seen.add(one.text)
            found.append(one)
    if not found:
        return []
    publication = read_publication(document, nodes)
    title = page_title(document)
    language = read_language("\n".join(line.text for line in page.lines)[:_LONGEST_SAMPLE], document.language)
    return [
        CostEstimate(
            source=source,
            url=document.url,
            method=one.method,
            publisher=publication.publisher,
            published=publication.published,
            text=one.text,
            before=one.before,
            headings=one.headings,
            page_title=title,
            locator=one.locator,
            language=language,
        )
        for one in found
    ]


def states_money(text: str) -> bool:
    """Whether a text names an amount with a sign of money."""
    return _DIGIT.search(text) is not None and any(money.form == "signed" for money in find_money(text))


def _of_page(page: Lines) -> Iterator[Stated]:
    """The statements of what one sees, with the headings over each, the nearest first."""
    is_aside = _asides(page)
    open_headings: dict[int, str] = {}
    lead: str | None = None
    paragraph: tuple[int, list[str]] = (-1, [])
    rows: set[etree._Element] = set()
    for line in page.lines:
        if is_aside[line.box]:
            continue
        element = page.boxes[line.box].element
        row = _row(element)
        if row is not None:
            if row not in rows:
                rows.add(row)
                yield from _of_row(row, _over(lead, open_headings))
            continue
        found = sentences(line.text)
        headings = _over(lead if _in_list(element) else None, open_headings)
        before = paragraph[1] if paragraph[0] == line.box else []
        for sentence in found:
            if states_money(sentence):
                yield _stated(sentence, before, headings, "article text", element)
            before.append(sentence)
        paragraph = (line.box, before)
        if line.level:
            _open_heading(line, open_headings)
            lead = None
        elif not _in_list(element):
            lead = found[-1] if found and line.text.endswith(":") else None


def _asides(page: Lines) -> list[bool]:
    """For each box whether it stands beside the article; a box comes after the one that holds it."""
    found: list[bool] = []
    for box in page.boxes:
        mark = f"{box.element.get('class') or ''} {box.element.get('id') or ''}"
        own = box.element.tag in _ASIDE_TAGS or (
            box.element.tag not in ("html", "body", "main", "article") and _ASIDE_MARK.search(mark) is not None
        )
        found.append(own or (box.parent >= 0 and found[box.parent]))
    return found


def _open_heading(line: Line, open_headings: dict[int, str]) -> None:
    """A heading closes those of its rank and below. A bold line with a full stop is a sentence, and heads nothing."""
    if len(line.text) > _LONGEST_HEADING or (line.level == _SET_OFF and line.text.endswith(".")):
        return
    for level in [level for level in open_headings if level >= line.level]:
        del open_headings[level]
    open_headings[line.level] = line.text


def _over(lead: str | None, open_headings: dict[int, str]) -> tuple[str, ...]:
    over = [open_headings[level] for level in sorted(open_headings, reverse=True)]
    return tuple(text for text in (lead, *over) if text)[:_MOST_HEADINGS]


def _in_list(element: etree._Element) -> bool:
    return element.tag in {"li", "dd"} or any(above.tag in {"ul", "ol", "dl"} for above in element.iterancestors())


def _row(element: etree._Element) -> etree._Element | None:
    if element.tag == "tr":
        return element
    return next((above for above in element.iterancestors() if above.tag == "tr"), None)


def _of_row(row: etree._Element, headings: tuple[str, ...]) -> Iterator[Stated]:
    """A row of a table as one statement, each cell behind the head of its column: "Lips | Average: $500"."""
    cells = [text_of(cell) for cell in row.iterchildren("td", "th")]
    table = next(row.iterancestors("table"), None)
    if table is None or any(True for _ in row.iter("table")) or not any(map(states_money, cells)):
        return
    caption = next((text_of(one) for one in table.iter("caption")), None)
    heads = _heads(table, row, len(cells))
    parts = [
        f"{head}: {cell}" if number and head and cell else cell
        for number, (head, cell) in enumerate(zip(heads, cells, strict=True))
    ]
    over = tuple(text for text in (caption, *headings) if text)[:_MOST_HEADINGS]
    yield _stated(" | ".join(filter(None, parts)), [], over, "article table", row)


def _heads(table: etree._Element, row: etree._Element, width: int) -> list[str | None]:
    """The heads of a table's columns: its first row, if that states no amount and is as wide as the row."""
    first = next(table.iter("tr"), None)
    if first is None or first is row:
        return [None] * width
    heads = [text_of(cell) for cell in first.iterchildren("td", "th")]
    if len(heads) != width or any(map(states_money, heads)):
        return [None] * width
    return list(heads)


def _of_answers(nodes: list[Node]) -> Iterator[Stated]:
    """The statements of questions and answers in structured data, each under its question."""
    for node in (node for outer in nodes for node in all_nodes(outer) if "question" in types(node)):
        question = scalar_text(node.get("name"))
        answers = node.get("acceptedAnswer") or node.get("suggestedAnswer")
        for answer in answers if isinstance(answers, list) else [answers]:
            text = scalar_text(answer.get("text")) if isinstance(answer, dict) else None
            before: list[str] = []
            for sentence in sentences(_without_tags(text)) if text else ():
                if states_money(sentence):
                    yield _stated(sentence, before, (question,) if question else (), "json-ld", None)
                before.append(sentence)


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    try:
        return text_of(html.fragment_fromstring(text, create_parent="div"))
    except (etree.LxmlError, ValueError):
        return text


def _stated(
    text: str, before: list[str], headings: tuple[str, ...], method: str, element: etree._Element | None
) -> Stated:
    locator = str(element.getroottree().getpath(element)) if element is not None else None
    said = " ".join(before[-_MOST_BEFORE:])[-_LONGEST_STATEMENT:]
    return Stated(text[:_LONGEST_STATEMENT], said or None, headings, method, locator)
