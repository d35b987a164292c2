"""Prices that a page states for machines: JSON-LD and microdata."""

import json
from typing import Any

import pytest

from crawler.extract.document import Document, read_document
from crawler.extract.json_ld import read_json_ld
from crawler.extract.microdata import read_microdata
from crawler.extract.offers import read_offers


def _document(page: str) -> Document:
    return read_document(page.encode(), "x")


def _block(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ('{"name": "Lips"}', [{"name": "Lips"}]),
        ('[{"name": "Lips"}, {"name": "Brows"}]', [{"name": "Lips"}, {"name": "Brows"}]),
        ('{"@graph": [{"name": "Lips"}]}', [{"name": "Lips"}]),
        ('{"@graph": [{"@graph": [{"name": "Lips"}]}]}', [{"name": "Lips"}]),
        ('{"name": "Lips",}', [{"name": "Lips"}]),
        ('{"name": ["Lips",],}', [{"name": ["Lips"]}]),
        ('<!-- {"name": "Lips"} -->', [{"name": "Lips"}]),
        ('//<![CDATA[\n{"name": "Lips"}\n//]]>', [{"name": "Lips"}]),
        ('{"name": "Lips"};', [{"name": "Lips"}]),
        ("{&quot;name&quot;: &quot;Lips&quot;}", [{"name": "Lips"}]),
        ('{"name": "Lips\nand brows"}', [{"name": "Lips\nand brows"}]),
        ('\ufeff{"name": "Lips"}', [{"name": "Lips"}]),
        ("", []),
        ("null", []),
        ("42", []),
        ('"Lips"', []),
        ('{"name": "Lips"', []),
        ("name: Lips", []),
        ("[" * 5000, []),
    ],
)
def test_the_nodes_of_a_block(text: str, nodes: list[dict[str, Any]]) -> None:
    assert read_json_ld(_document(_block(text))) == nodes


def test_a_broken_block_costs_only_itself() -> None:
    page = _block('{"name": "Lips"}') + _block('{"name": ') + _block('{"name": "Brows"}')
    assert [node["name"] for node in read_json_ld(_document(page))] == ["Lips", "Brows"]


def test_an_id_is_followed_from_another_block_too() -> None:
    page = _block('{"offers": {"@id": "#o"}}') + _block('{"@id": "#o", "price": 450}')
    assert read_json_ld(_document(page))[0]["offers"] == {"@id": "#o", "price": 450}


def test_an_id_that_nothing_has_stays_as_it_is() -> None:
    assert read_json_ld(_document(_block('{"offers": {"@id": "#o"}}'))) == [{"offers": {"@id": "#o"}}]


def test_a_circle_of_ids_ends() -> None:
    nodes = [{"@id": "#a", "to": {"@id": "#b"}}, {"@id": "#b", "to": {"@id": "#a"}}]
    first, second = read_json_ld(_document(_block(json.dumps(nodes))))
    assert first["to"]["to"]["@id"] == "#a"
    assert second["to"]["to"]["@id"] == "#b"
    assert len(json.dumps([first, second])) < 500


OFFER = {"@type": "Offer", "price": 450, "priceCurrency": "USD"}


@pytest.mark.parametrize(
    ("node", "offers"),
    [
        ({**OFFER, "name": "Lips"}, [("Lips", "450", "USD")]),
        ({"name": "Lips", "offers": OFFER}, [("Lips", "450", "USD")]),
        (
            {"name": "Lips", "offers": [OFFER, {**OFFER, "name": "Liner"}]},
            [("Lips", "450", "USD"), ("Liner", "450", "USD")],
        ),
        ({**OFFER, "itemOffered": {"name": "Lips"}}, [("Lips", "450", "USD")]),
        (
            {"hasOfferCatalog": {"itemListElement": [{"itemListElement": [{**OFFER, "name": "Lips"}]}]}},
            [("Lips", "450", "USD")],
        ),
        ({"name": "Lips", "offers": {"lowPrice": 300, "highPrice": 400}}, [("Lips", "300 – 400", None)]),
        ({"name": "Lips", "offers": {"lowPrice": "300", "highPrice": "300"}}, [("Lips", "300", None)]),
        ({"name": "Lips", "priceSpecification": {"price": "450.00"}}, [("Lips", "450.00", None)]),
        ({"name": "Lips", **OFFER, "priceSpecification": {"price": 450}}, [("Lips", "450", "USD")]),
        ({"name": "Lips", "offers": {"price": ""}}, []),
        ({"name": "Lips", "offers": {"price": None}}, []),
        ({"name": "Lips", "offers": {"price": True}}, []),
        ({"name": "Salon", "priceRange": "$$"}, []),
    ],
)
def test_the_offers_of_a_node(node: dict[str, Any], offers: list[tuple[str, str, str | None]]) -> None:
    assert [(offer.names[0], offer.price_text, offer.currency) for offer in read_offers(node)] == offers


_ITEM = "<div itemscope itemtype='https://schema.org/Offer'>{}</div>"


@pytest.mark.parametrize(
    ("inside", "node"),
    [
        ("<b itemprop=name>Lip <i>Blush</i></b>", {"name": "Lip Blush"}),
        ("<meta itemprop=price content=450>", {"price": "450"}),
        ("<b itemprop=price content=450>$450.00</b>", {"price": "450"}),
        ("<a itemprop=url href=/lips>Lips</a>", {"url": "/lips"}),
        ("<b itemprop='name title'>Lips</b>", {"name": "Lips", "title": "Lips"}),
        ("<b itemprop=name>Lips</b><b itemprop=name>Brows</b>", {"name": ["Lips", "Brows"]}),
        ("<p><p><b itemprop=name>Lips</b>", {"name": "Lips"}),
        ("<div itemprop=offers itemscope><b itemprop=price>450</b></div>", {"offers": {"@type": [], "price": "450"}}),
        ("<div itemscope><b itemprop=price>450</b></div>", {}),
        ("<b itemprop>Lips</b>", {}),
        ("<b itemprop=name></b>", {"name": ""}),
    ],
)
def test_the_microdata_of_an_item(inside: str, node: dict[str, Any]) -> None:
    (read, _), *_ = read_microdata(_document(_ITEM.format(inside)))
    assert read == {"@type": ["https://schema.org/Offer"], **node}
