"""What holds of every page: that it is read at all, and that what means nothing changes nothing."""

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import examples
from tests.extract.chain import Record, golden, golden_names, records_of
from tests.extract.mutations import PIECES

WORDS = [
    *("Lip Blush", "lips", "Powder Brows", "губы", "リップ", "שפתיים", "Lèvres", "touch-up", "6-8 weeks", "12 months"),
    *("$450", "£300-400", "from 280 €", "35만", "R$ 1.500,00", "7 050 kr", "free", "included", "2 hrs", "Price"),
    *("deposit", "model", "course", "permanent makeup", "per session", "was", "now", "save 20%", "(555) 555-0147"),
]
SOUP = st.lists(st.sampled_from([*WORDS, *PIECES, " ", "\n"]), max_size=40).map("".join)
fast = settings(max_examples=200, derandomize=True)


def _without_place(record: Record) -> Record:
    """A record without its place in the page's tree."""
    return {field: value for field, value in record.items() if field != "locator"}


def _seen(page: str) -> list[Record]:
    return [_without_place(record) for record in records_of(page)]


@fast
@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\x00" * 9)
def test_any_bytes_are_read(body: bytes) -> None:
    assert isinstance(records_of(body), list)


@fast
@given(st.text(st.characters(codec=None), max_size=300))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(records_of(text), list)


@fast
@given(SOUP)
def test_any_soup_of_tags_and_prices_is_read_twice_the_same(soup: str) -> None:
    assert records_of(soup) == records_of(soup)


def _digits(text: str) -> str:
    return "".join(str(unicodedata.digit(letter)) for letter in text if unicodedata.digit(letter, None) is not None)


@fast
@given(SOUP)
def test_the_digits_of_every_amount_stand_on_the_page(soup: str) -> None:
    digits = _digits(soup)
    for record in records_of(soup):
        for amount in (record["price_low"], record["price_high"], record["regular_price"]):
            assert amount is None or _digits(f"{amount:.2f}").strip("0") in digits


@fast
@given(SOUP)
def test_the_evidence_of_every_amount_stands_on_the_page(soup: str) -> None:
    for record in records_of(soup):
        amounts = [amount for amount in (record["price_low"], record["price_high"]) if amount]
        assert all(_digits(f"{amount:.2f}").strip("0") in _digits(record["evidence"]) for amount in amounts)


SECTIONS = [
    "<section><h2>Lip tattoo</h2><p>Lip blush £300</p><p>Lip liner £250</p></section>",
    "<section><h2>Brow tattoo</h2><table><tr><td>Powder brows</td><td>£280</td></tr></table></section>",
    "<section><h2>Eyeliner tattoo</h2><dl><dt>Upper eyeliner</dt><dd>£200</dd></dl></section>",
    "<section><h2>Lip tattoo removal</h2><p>Lip laser removal: £120</p></section>",
    "<section><h2>Packages</h2><div><h3>Brows and lip blush package</h3><span>£520</span></div></section>",
    "<section><h2>Facials</h2><ul><li>Hydrating facial £65</li></ul></section>",
    "<section><h2>Find us</h2><p>4 Sloe Lane, York YO1 7HH. Ring 01904 960 110.</p></section>",
]


@settings(fast, max_examples=40)
@given(st.permutations(SECTIONS))
def test_the_order_of_sections_does_not_matter(sections: list[str]) -> None:
    def sorted_records(parts: list[str]) -> list[str]:
        return sorted(str(record) for record in _seen("".join(parts)))

    assert sorted_records(sections) == sorted_records(SECTIONS)
    assert len(sorted_records(sections)) == 7


@pytest.mark.parametrize("section", SECTIONS[:-1])
def test_a_section_is_read_alone_as_it_is_among_others(section: str) -> None:
    """But for what only the whole page tells."""
    common = {"kind", "procedure", "price_low", "price_high", "currency", "qualifier", "evidence"}
    page = [{field: record[field] for field in common} for record in records_of("".join(SECTIONS))]
    alone = [{field: record[field] for field in common} for record in records_of(f"<p>Tattoo studio</p>{section}")]
    assert alone
    assert all(record in page for record in alone)


_BODY = re.compile(r"(<body[^>]*>)(.*)(</body>)", re.DOTALL)
_OPENING = re.compile(r"<(p|div|li|ul|td|tr|table|h\d|dl|dt|dd|span|b|section|article|option)\b")
_CLOSING = re.compile(r"</(p|li|td|tr|h\d|div|dd|dt|option|span|table|ul)>")
CHANGES: dict[str, Callable[[str], str]] = {
    "boxes around all": lambda page: _BODY.sub(r"\1<div><main><div class=x>\2</div></main></div>\3", page),
    "attributes in every tag": lambda page: _OPENING.sub(r'<\1 data-price="999" data-lips onclick="f($9)"', page),
    "comments everywhere": lambda page: _CLOSING.sub(r"</\1><!-- Lips $999 -->", page),
    "scripts everywhere": lambda page: _CLOSING.sub(r"</\1><script>var lips = '$999';</script>", page),
    "blank lines everywhere": lambda page: page.replace("\n", "\r\n \t\n"),
    "tags in capitals": lambda page: re.sub(r"</?\w+", lambda tag: tag[0].upper(), page),
    "no line breaks between tags": lambda page: re.sub(r">\n\s*<", "><", page),
}


# A script between the cells of a row is counted as a cell.
@pytest.mark.parametrize("change", CHANGES)
def test_what_is_not_seen_changes_nothing(change: str) -> None:
    changed = [name for name in golden_names() if _seen(CHANGES[change](golden(name))) != _seen(golden(name))]
    assert changed == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_the_encoding_changes_nothing(encoding: str) -> None:
    pages = {name: golden(name) for name in golden_names()}
    assert [name for name, page in pages.items() if records_of(page.encode(encoding)) != records_of(page)] == []


@settings(fast, max_examples=100)
@given(st.sampled_from([row["label"] for row in examples("service_labels.csv")]))
def test_case_changes_neither_procedure_nor_kind(label: str) -> None:
    def read(label: str) -> list[tuple[str, str]]:
        page = f"<title>Prices</title><h2>Permanent makeup</h2><div><h3>{label}</h3><p>CHF 450</p></div>"
        return [(record["procedure"], record["kind"]) for record in records_of(page)]

    assert read(label.upper()) == read(label.lower())
