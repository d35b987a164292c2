"""A service that a page prices for people and for machines is one price: that which people see."""

import pytest

from tests.extract.chain import records_of


def _page(visible: str, offer: str) -> str:
    return f"""<html><body><h1>Lip blush</h1><p>{visible}</p>
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "Service", "name": "Lip Blush",
"offers": {offer}}}</script></body></html>"""


@pytest.mark.parametrize(
    ("visible", "offer", "prices"),
    [
        ("Lip blush $450", '{"price": "450", "priceCurrency": "USD"}', [("fixed", 450, 450)]),
        ("Lip blush from $450", '{"price": "450", "priceCurrency": "USD"}', [("from", 450, None)]),
        (
            "Lip blush $450",
            '{"@type": "AggregateOffer", "lowPrice": "450", "highPrice": "650", "priceCurrency": "USD"}',
            [("fixed", 450, 450)],
        ),
        (
            "Lip blush $450",
            '{"price": "500", "priceCurrency": "USD"}',
            [("fixed", 450, 450), ("fixed", 500, 500)],
        ),
    ],
)
def test_what_is_said_twice_is_one_price(visible: str, offer: str, prices: list[tuple[str, int, int | None]]) -> None:
    read = [(one["qualifier"], one["price_low"], one["price_high"]) for one in records_of(_page(visible, offer))]
    assert sorted(read, key=str) == prices
