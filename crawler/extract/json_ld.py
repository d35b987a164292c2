"""The JSON-LD of a page: what it says in the words of schema.org, as plain dictionaries."""

import html as entities
import json
import re
from collections.abc import Iterator
from typing import Any

from crawler.extract.document import Document

Node = dict[str, Any]

_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_COMMENT = re.compile(r"^\s*(?:<!--|<!\[CDATA\[|//<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*$")
_CONTROL = re.compile(r"[\x00-\x1f]")
_DEEPEST = 30
_MOST_NODES = 20_000


def read_json_ld(document: Document) -> list[Node]:
    """The outermost nodes of every block, in the order of the page: `@graph` unwrapped, `@id` references followed.

    A block that is no JSON, even after the usual slips are mended, costs only itself.
    """
    blocks = [
        _parsed(script.text or "")
        for script in document.root.iter("script")
        if "ld+json" in (script.get("type") or "").lower()
    ]
    named: dict[str, Node] = {}
    for node in (node for block in blocks for node in all_nodes(block)):
        if isinstance(node.get("@id"), str) and len(node) > len(named.get(node["@id"], {})):
            named[node["@id"]] = node
    links = _Links(named)
    return [links.followed(node) for block in blocks for node in _outermost(block)]


def all_nodes(value: Any, depth: int = 0) -> Iterator[Node]:
    """Every object in a value, outer ones first."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from all_nodes(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from all_nodes(inner, depth + 1)


def types(node: Node) -> set[str]:
    """The types of a node, in lower case and without the vocabulary's address."""
    stated = node.get("@type")
    return {str(name).rsplit("/", 1)[-1].lower() for name in (stated if isinstance(stated, list) else [stated])}


def _parsed(text: str) -> Any:
    bare = _COMMENT.sub("", _COMMENT.sub("", text)).strip("\ufeff \t\r\n").rstrip(";")
    for attempt in (bare, entities.unescape(bare)):
        for mended in (attempt, _TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", attempt))):
            try:
                return json.loads(mended, strict=False)
            except (ValueError, RecursionError):
                continue
    return None


def _outermost(block: Any) -> Iterator[Node]:
    for value in block if isinstance(block, list) else [block]:
        if isinstance(value, dict):
            graph = value.get("@graph")
            yield from _outermost(graph) if isinstance(graph, list) else [value]


class _Links:
    """Puts the objects that are named only by their id in their places. Circles and floods of links end."""

    def __init__(self, named: dict[str, Node]) -> None:
        self._named = named
        self._left = _MOST_NODES

    def followed(self, value: Any, path: frozenset[str] = frozenset()) -> Any:
        if len(path) > _DEEPEST:
            return value
        if isinstance(value, list):
            return [self.followed(inner, path) for inner in value]
        if not isinstance(value, dict):
            return value
        self._left -= 1
        if self._left <= 0:
            return {}
        name = value.get("@id")
        if len(value) == 1 and isinstance(name, str) and name in self._named and name not in path:
            return self.followed(self._named[name], path | {name})
        return {key: self.followed(inner, path) for key, inner in value.items()}


def scalar_text(value: object) -> str | None:
    """A scalar as clean text; the first of several; null for anything else."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return " ".join(str(value).split()) or None
