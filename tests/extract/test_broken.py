"""Pages of bad quality, in `broken/` or made here: none raises, and what can be read of them is read."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crawler.extract.document import read_document
from crawler.extract.page import MOST_PRICES, read_prices
from tests.extract.bodies import BODIES
from tests.extract.chain import Record, failing_strictly, records_of

BROKEN = Path(__file__).parent / "broken"

LIPS_AND_BROWS = [("lip_blush", 430, "USD"), ("brows", 410, "USD")]
LEVRES = [("lip_blush", 300, "EUR"), ("brows", 280, "EUR")]
GUBY = [("lip_blush", 9000, "RUB"), ("brows", 8000, "RUB")]

READ = {
    "attributes.html": LIPS_AND_BROWS,
    "blank.html": [],
    "control_characters.html": LIPS_AND_BROWS,
    "crossed_tags.html": LIPS_AND_BROWS,
    "data.json": [],
    "empty.html": [],
    "entities.html": LIPS_AND_BROWS,
    "feed.xml": [],
    "nul_bytes.html": LIPS_AND_BROWS,
    "only_a_comment.html": [],
    "only_a_doctype.html": [],
    "only_nul.html": [],
    "scripts.html": [("brows", 410, "USD"), ("lip_blush", 430, "USD")],
    "strange_tags.html": [("lip_blush", 430, "USD")],
    "surrogate_entities.html": LIPS_AND_BROWS,
    "text_after_the_end.html": LIPS_AND_BROWS,
    "truncated.html": LIPS_AND_BROWS,
    "truncated_in_a_tag.html": LIPS_AND_BROWS,
    "two_byte_order_marks.html": LIPS_AND_BROWS,
    "unclosed_tags.html": [*LIPS_AND_BROWS, ("eyeliner", 300, "USD"), ("lip_liner", 320, "USD")],
    "utf-8_declared_latin-1.html": LEVRES,
    "utf-8_declared_nonsense.html": LEVRES,
}
ENCODED = {
    "cp1251 declared utf-8": GUBY,
    "cp1251 undeclared": GUBY,
    "cp1252 declared latin-1": LEVRES,
    "cp1252 declared nonsense": LEVRES,
    "utf-16 with its mark": LEVRES,
    "utf-16 declared utf-8": LEVRES,
    "one broken letter": LEVRES,
    "cut in a letter": LEVRES,
    "cut in a letter, undeclared": LEVRES,
    "the header of a PDF": [],
    "an image": [],
    "every byte": [],
}
KNOWN_FAILURES = {
    "cp1252 declared nonsense": "guessed to be cp1250, where browsers take windows-1252",
}


def _prices(records: list[Record]) -> list[tuple[str, float, str]]:
    return [(record["procedure"], record["price_low"], record["currency"]) for record in records]


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_of_a_broken_page_is_read(name: str) -> None:
    assert _prices(records_of((BROKEN / name).read_bytes())) == READ[name]


@pytest.mark.parametrize("name", failing_strictly(list(ENCODED), KNOWN_FAILURES))
def test_the_encoding_of_a_page_is_found_out(name: str) -> None:
    assert _prices(records_of(BODIES[name])) == ENCODED[name]


def test_every_broken_page_isfailing_strictly() -> None:
    assert set(BODIES) == set(ENCODED)
    assert {path.name for path in BROKEN.iterdir()} == set(READ)


_CHARSETS = {
    **dict.fromkeys(["utf-7", "x-user-defined", "latin1", "klingon", "", "\u00e9", "utf-8;q=1", "none"]),
    **dict.fromkeys(["uu", "hex", "base64", "zlib", "undefined", "idna", "punycode"]),
    **dict.fromkeys(["utf-16", "utf-32"]),
}


@pytest.mark.parametrize(
    "charset", failing_strictly(list(_CHARSETS), {name: why for name, why in _CHARSETS.items() if why})
)
def test_no_declared_charset_makes_a_page_unreadable(charset: str) -> None:
    page = f"<meta charset='{charset}'><p>Permanent makeup</p><p>Lip Blush: $430</p><p>Powder Brows: $410</p>".encode()
    assert _prices(records_of(page + b"<p>Caf\xe9</p>")) == LIPS_AND_BROWS


def _json_ld(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


def _circle(links: int) -> list[dict[str, Any]]:
    """Nodes of which each names all others by their ids."""
    ids = [{"@id": f"#{number}"} for number in range(links)]
    return [{**one, "name": f"Service {number}", "isRelatedTo": ids} for number, one in enumerate(ids)]


HEAVY = {
    "tables, 500 deep": "<table><tr><td>" * 500 + "Permanent makeup" + "</td></tr></table>" * 500,
    "divs, 100,000 deep and closed": "<div>" * 100_000 + "</div>" * 100_000,
    "lists, 5,000 deep": "<ul><li>Lips " * 5_000 + "</ul>" * 5_000,
    "bold type, 10,000 times unclosed": "<b>" * 10_000,
    "forms in paragraphs, unclosed": "<p><form><select><option>" * 3_000,
    "one tag of 5,000 attributes": "<p " + " ".join(f"a{number}=x" for number in range(5_000)) + "></p>",
    "one attribute of a megabyte": f"<p class='{'price ' * 180_000}'></p>",
    "a line of a megabyte of words": "<p>" + "lip blush " * 100_000 + "</p>",
    "a number of a megabyte": "<p>Lips $" + "1" * 1_000_000 + "</p>",
    "a number of many groups": "<p>Lips $1" + ",111" * 250_000 + "</p>",
    "a megabyte of signs": "<p>Lips " + "$" * 1_000_000 + "450</p>",
    "a megabyte of dashes": "<p>Lips" + " - " * 300_000 + "450</p>",
    "a megabyte of entities": "<p>Lips" + "&#160;" * 160_000 + "</p>",
    "JSON-LD, 50,000 lists deep": _json_ld('{"offers":' + "[" * 50_000 + "]" * 50_000 + "}"),
    "JSON-LD, 50,000 objects deep": _json_ld('{"offers":' * 50_000 + "1" + "}" * 50_000),
    "JSON-LD, a list that never closes": _json_ld("[" * 100_000),
    "JSON-LD, ids in circles": _json_ld({"@graph": _circle(30)}),
    "JSON-LD, an id that is itself": _json_ld({"@id": "#a", "itemOffered": {"@id": "#a"}, "name": "Lip blush"}),
    "JSON-LD, a number of 10,000 digits": _json_ld(
        '{"@type": "Offer", "name": "Lip blush", "price": ' + "9" * 10_000 + "}"
    ),
    "JSON-LD, infinite": _json_ld('{"@type": "Offer", "name": "Lip blush", "price": Infinity}'),
    "microdata, 3,000 deep": '<div itemscope itemtype="https://schema.org/Service" itemprop="offers">' * 3_000,
    "microdata of 10,000 properties": f'<p itemscope itemtype="x" itemprop="{"a " * 10_000}">',
}


@pytest.mark.parametrize("name", HEAVY)
def test_what_is_heavy_costs_only_itself(name: str) -> None:
    page = (
        f"<body><h2>Permanent makeup</h2><p>Lip Blush: $430</p><p>Powder Brows: $410</p><div>{HEAVY[name]}</div></body>"
    )
    assert set(LIPS_AND_BROWS) <= set(_prices(records_of(page)))


def test_of_ten_thousand_offers_as_many_are_read_as_a_page_may_hold() -> None:
    offers = [{"@type": "Offer", "name": f"Lip blush {n}", "price": n, "priceCurrency": "USD"} for n in range(10_000)]
    page = _json_ld({"@type": "Service", "name": "Lips", "offers": offers})
    assert len(read_prices(read_document(page.encode(), "x"), "test")) == MOST_PRICES


def _calls(work: Callable[[], object]) -> int:
    """How many functions a piece of work calls: a measure of work that no busy machine changes."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


_LETTERS = "abcdefghij"


def _name(number: int) -> str:
    return "".join(_LETTERS[int(digit)] for digit in f"{number:04}")


LONG = {
    "rows of a table": lambda n: f"<table>{''.join(f'<tr><td>Lip {_name(i)}<td>${300 + i}' for i in range(n))}</table>",
    "cards": lambda n: "".join(
        f"<div><h3>Lip {_name(i)}</h3><p>{_name(i)}</p><b>${300 + i}</b></div>" for i in range(n)
    ),
    "prices in one line": lambda n: f"<p>{' '.join(f'Lip {_name(i)} ${300 + i},' for i in range(n))}</p>",
    "options": lambda n: f"<select>{''.join(f'<option>Lip {_name(i)} ${300 + i}' for i in range(n))}</select>",
    "offers": lambda n: _json_ld([{"@type": "Offer", "name": f"Lip {_name(i)}", "price": i} for i in range(n)]),
    "headings in bold type": lambda n: (
        "".join(f"<p><b>Lip {_name(i)}</b></p>" for i in range(n)) + "<p>Lips $400</p>" * n
    ),
    "names, then prices": lambda n: "".join(f"<p>{_name(i)}</p>" for i in range(n)) + "<p>$400</p>" * n,
    "boxes in boxes": lambda n: "".join(f"<div><p>Lip {_name(i)}</p><p>${300 + i}</p>" for i in range(n)),
}


@pytest.mark.parametrize("shape", LONG)
def test_a_page_four_times_as_long_takes_four_times_the_work(shape: str) -> None:
    def work(length: int) -> int:
        document = read_document(LONG[shape](length).encode(), "x")
        return _calls(lambda: read_prices(document, "test"))

    work(50)
    assert work(800) < 5 * work(200)


def test_many_prices_are_understood_in_work_that_grows_as_they_do() -> None:
    """Labels that are read already cost nothing: what is left is what each price costs among the others."""

    def work(length: int) -> int:
        page = "<h2>Permanent makeup</h2>" + "".join(f"<p>Lip blush ${300 + i}</p>" for i in range(length))
        records_of(page)
        return _calls(lambda: records_of(page))

    assert work(240) < 5 * work(60)
