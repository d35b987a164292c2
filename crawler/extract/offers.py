"""Prices that a page states as structured data: offers of schema.org, from JSON-LD or microdata."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from crawler.extract.json_ld import Node, scalar_text, types

_PRICED = ("price", "lowPrice", "highPrice", "minPrice", "maxPrice")
_DEEPEST = 20
# What a node says of somebody or something else, whose own offers would be read under its name.
_NOT_OFFERED = frozenset(
    {
        "provider",
        "seller",
        "offeredBy",
        "brand",
        "author",
        "publisher",
        "review",
        "isRelatedTo",
        "isSimilarTo",
        "parentOrganization",
    }
)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One stated price. `names` begins with the nearest: the offer's own, then those of what holds it."""

    names: tuple[str, ...]
    types: frozenset[str]
    """The types of the offer, of what is offered and of what holds it."""
    price_text: str
    currency: str | None
    description: str
    evidence: str


def read_offers(node: Node) -> list[Offer]:
    """The offers of one node, nested catalogs included; none for `priceRange`, which is no price."""
    return list(_walk(node, (), frozenset(), "", 0))


def _walk(value: Any, names: tuple[str, ...], above: frozenset[str], description: str, depth: int) -> Iterator[Offer]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for inner in value:
            yield from _walk(inner, names, above, description, depth + 1)
        return
    if not isinstance(value, dict):
        return
    offered: Node = value["itemOffered"] if isinstance(value.get("itemOffered"), dict) else {}
    own = [text for text in (scalar_text(value.get("name")), scalar_text(offered.get("name"))) if text]
    names = tuple(dict.fromkeys([*own, *names]))
    kinds = above | types(value) | (types(offered) if offered else frozenset())
    description = scalar_text(value.get("description")) or scalar_text(offered.get("description")) or description
    price_text, currency = _price_text(value), scalar_text(value.get("priceCurrency"))
    if price_text:
        yield Offer(
            names=names,
            types=frozenset(kinds),
            price_text=price_text,
            currency=currency,
            description=description[:600],
            evidence=f"{' < '.join(names)}: {price_text} {currency or ''}".strip(),
        )
    for key, inner in value.items():
        # A specification belongs to its offer; where the offer itself has the price it says it again.
        if not key.startswith("@") and key not in _NOT_OFFERED and not (key == "priceSpecification" and price_text):
            yield from _walk(inner, names, frozenset(kinds), description, depth + 1)


def _price_text(value: dict[str, Any]) -> str | None:
    stated = {key: text for key in _PRICED if (text := scalar_text(value.get(key)))}
    if price := stated.get("price"):
        return price
    low = stated.get("lowPrice") or stated.get("minPrice")
    high = stated.get("highPrice") or stated.get("maxPrice")
    if low and high and low != high:
        return f"{low} – {high}"
    return low or (f"up to {high}" if high else None)
