"""The raw items: what a source says, as found.

Every field is text as it stood on the page or in the file, but for blanks around it; null where it said nothing.
Reading meaning into the text is the work of `pipeline.normalize`. A raw file holds one item a line as JSON, with its
type in `item`.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar

SCHEMA_VERSION = 1
"""Version of the shape of raw lines. Readers must go on understanding every older one: raw files are kept for good."""
EXTRACT_VERSION = 6
"""Raised whenever a rule or a table of `extract/` reads an unchanged page differently; every raw item carries it."""


@dataclass(kw_only=True)
class RawItem:
    """What every raw item carries: where it was read and how."""

    source: str
    """Name of the source, as `blushbook sources` lists it."""
    url: str | None = None
    """Address of the page a reader can check, where one is known."""
    method: str
    """How it was read: `recorded`; of pages `json-ld`, `microdata`, `menu text`, `article text`, `article table`."""
    file: str | None = None
    """Recorded facts only: name of the file."""
    line: int | None = None
    """Recorded facts only: line in the file, counted from 1 with the header."""
    fetched_at: str | None = None
    """Pages only: when we asked, in UTC and ISO 8601. A page that said it is unchanged was fetched then too; one of an
    archive when the archive asked."""

    extract_version: int = EXTRACT_VERSION
    """Version of the rules that read it off its page or file."""

    def as_record(self) -> dict[str, Any]:
        """The item as one JSON object of a raw file."""
        return {"item": type(self).__name__, "schema_version": SCHEMA_VERSION, **vars(self)}


@dataclass(kw_only=True)
class RecordedItem(RawItem):
    """A raw item of which a person may have recorded readings: `stated` holds them, keyed by the column's name."""

    recorded_on: str | None = None
    note: str | None = None
    stated: dict[str, str | None] = field(default_factory=dict)


@dataclass(kw_only=True)
class PriceListing(RecordedItem):
    """One price of one service of one provider."""

    provider: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None
    service: str | None = None
    page_date: str | None = None
    basis: str | None = None
    headings: tuple[str, ...] = ()
    """Pages only: what stands over the price, the nearest first."""
    previous: str | None = None
    """Pages only: the name of the amount before it in the same line."""
    price_text: str | None = None
    """Pages only: the amount as it stands there, with its signs and words."""
    regular_text: str | None = None
    """Pages only: the amount that is struck out or called the regular one."""
    currency_hint: str | None = None
    """Pages only: the currency that structured data names."""
    before: str | None = None
    """Pages only: the words of the line before the amount, to the amount before it."""
    after: str | None = None
    details: str | None = None
    """Pages only: the other lines of the card or row."""
    evidence: str | None = None
    """Pages only: the line that holds the amount."""
    locator: str | None = None
    """Pages only: XPath of the element that holds it."""
    types: tuple[str, ...] = ()
    """Pages only: the types that structured data gives what is priced."""
    page_title: str | None = None
    terms: str | None = None
    """Pages only: the lines of the page that tell what its prices include, one below the other."""
    language: str | None = None
    """Pages only: the language its text is in."""
    addresses: tuple[str, ...] = ()
    """Pages only: lines that look like addresses, the stated one first."""
    telephones: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    """Pages only: addresses that the page gives as its own, and those of its mail."""


@dataclass(kw_only=True)
class CostEstimate(RecordedItem):
    """One published statement of what lip blushing or permanent makeup costs."""

    publisher: str | None = None
    published: str | None = None
    scope: str | None = None
    text: str | None = None
    """Pages only: the sentence, or the row of a table, that states it."""
    before: str | None = None
    """Pages only: the sentences before it in the same paragraph, three at most."""
    headings: tuple[str, ...] = ()
    """Pages only: what stands over it, the nearest first."""
    page_title: str | None = None
    locator: str | None = None
    """Pages only: XPath of the element that holds it."""
    language: str | None = None
    """Pages only: the language its text is in."""


@dataclass(kw_only=True)
class Review(RecordedItem):
    """One first-person account."""

    site: str | None = None
    country: str | None = None
    date: str | None = None
    """As found: "3 weeks ago", "12. März 2024", "2024-03-12"; relative ones count from `fetched_at`."""
    provider: str | None = None
    """Pages only: who did the work, where the page says so."""
    subject: str | None = None
    """Pages only: what is reviewed, by the name the page gives it: a service, a product, a business."""
    title: str | None = None
    text: str | None = None
    """Pages only: what the account says, without its author's name."""
    author_hash: str | None = None
    """Pages only: the author's name, hashed with the installation's salt; the name itself is never written."""
    rating_text: str | None = None
    """Pages only: the rating as found: "4.5", "4,5/5", "90%", or the number of stars that are filled."""
    best_text: str | None = None
    """Pages only: the best rating possible, where the page says so or shows so many stars."""
    is_first_party: bool | None = None
    """Pages only: true on the provider's own site, which shows what it likes; false where others publish."""
    locator: str | None = None
    """Pages only: XPath of the element that holds it."""
    language: str | None = None
    """Pages only: the language its text is in."""


@dataclass(kw_only=True)
class RatingSummary(RawItem):
    """What many reviews of one provider or service come to, as a page sums them up."""

    provider: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None
    subject: str | None = None
    """What is rated, by the name the page gives it."""
    value_text: str | None = None
    best_text: str | None = None
    count_text: str | None = None
    host: str | None = None
    """Whose reviews are summed up, where the page says so: "Google", "Booksy"."""
    is_first_party: bool | None = None
    """True on the provider's own site; false where others publish."""
    evidence: str | None = None
    locator: str | None = None
    language: str | None = None


@dataclass(kw_only=True)
class RegulationStatement(RecordedItem):
    """One statement about the licensing of permanent makeup in one jurisdiction."""

    jurisdiction: str | None = None


@dataclass(kw_only=True)
class UnreadableLine(RawItem):
    """A line of a recorded file that could not be taken apart; kept with the reason, never dropped."""

    reason: str
    text: str


@dataclass(kw_only=True)
class PageOutcome(RawItem):
    """How the fetching of one page or file ended."""

    OUTCOMES: ClassVar[frozenset[str]] = frozenset(
        {"ok", "unchanged", "blocked", "robots", "gone", "timeout", "too_large", "not_html", "error"}
    )

    outcome: str
    detail: str | None = None
    items: int = 0
    page_key: str | None = None
    """Live pages only: what is the same for every spelling of the page's address."""
    site: str | None = None
    """Live pages only: the site it was asked for, also where it lies on a booking platform."""
    depth: int | None = None
    """Live pages only: how many links lie between it and the address the crawl began with."""
    http_status: int | None = None
    final_url: str | None = None
    """Live pages only: where redirects led; null where there were none."""
    digest: str | None = None
    """Live pages only: a hash of the bytes, as the archive spells it."""
    archive_run: str | None = None
    """Live pages only: the run whose archive holds the bytes; a page that is unchanged is kept once."""
    archive_offset: int | None = None
    """The byte of that archive, or of `archive_file`, at which the record begins."""
    archive_file: str | None = None
    """Captures of archives only: the WARC file that holds the record, as it was named."""

    def __post_init__(self) -> None:
        if self.outcome not in self.OUTCOMES:
            raise ValueError(f"{self.outcome!r} is no outcome; the outcomes are {', '.join(sorted(self.OUTCOMES))}")


ITEM_TYPES: dict[str, type[RawItem]] = {
    kind.__name__: kind
    for kind in (
        PriceListing,
        CostEstimate,
        Review,
        RatingSummary,
        RegulationStatement,
        UnreadableLine,
        PageOutcome,
    )
}
