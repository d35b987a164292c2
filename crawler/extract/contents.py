"""What is in a page, each part read once however many readers ask for it."""

from dataclasses import dataclass
from functools import cached_property, lru_cache

from lxml import etree

from crawler.extract.document import Document
from crawler.extract.json_ld import Node, read_json_ld
from crawler.extract.language import read_language
from crawler.extract.lines import Lines, read_lines
from crawler.extract.microdata import read_microdata
from crawler.extract.provider import Provider, read_provider
from crawler.extract.testimonials import may_name_reviews

_LONGEST_SAMPLE = 8000
_MARKS = etree.XPath("//@class | //@id", smart_strings=False)


@dataclass(frozen=True, eq=False)
class Contents:
    """The parts of one page; none is read before it is asked for."""

    document: Document

    @cached_property
    def page(self) -> Lines:
        """Its lines and boxes."""
        return read_lines(self.document)

    @cached_property
    def nodes(self) -> list[Node]:
        """Its JSON-LD."""
        return read_json_ld(self.document)

    @cached_property
    def items(self) -> list[tuple[Node, etree._Element]]:
        """Its microdata, each item with its element."""
        return read_microdata(self.document)

    @cached_property
    def marks(self) -> str:
        """All its classes and ids, in lower case."""
        return " ".join(_MARKS(self.document.root)).lower()

    @cached_property
    def may_name_reviews(self) -> bool:
        """Whether a short line of it may speak of reviews."""
        return may_name_reviews(self.page)

    @cached_property
    def provider(self) -> Provider:
        """The business behind it."""
        return read_provider(self.document, [*self.nodes, *(node for node, _ in self.items)], self.page)

    @cached_property
    def language(self) -> str | None:
        """The language its text is in: told from text all over the page."""
        step = max(1, len(self.page.lines) // 200)
        sample = "\n".join(line.text for line in self.page.lines[::step])[:_LONGEST_SAMPLE]
        return read_language(sample, self.document.language)


@lru_cache(maxsize=1)
def contents_of(document: Document) -> Contents:
    """The contents of a page. The last one is remembered: prices and reviews are read one after the other."""
    return Contents(document)


def path_of(element: etree._Element) -> str:
    """The XPath of an element in its page."""
    return str(element.getroottree().getpath(element))
