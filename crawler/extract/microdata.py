"""The microdata of a page, as nodes of the same shape as JSON-LD's (HTML Living Standard, section 5)."""

from lxml import etree

from crawler.extract.document import Document, text_of
from crawler.extract.json_ld import Node

_ADDRESSED = {"a": "href", "link": "href", "area": "href", "img": "src", "time": "datetime", "data": "value"}
_MOST_ITEMS = 2000
_DEEPEST = 30
_SCOPES = etree.XPath("//@itemscope/parent::*[@itemtype]")


def read_microdata(document: Document) -> list[tuple[Node, etree._Element]]:
    """Every item of the page with its element, in the order of the page."""
    scopes = _SCOPES(document.root)[:_MOST_ITEMS]
    return [(_node(scope), scope) for scope in scopes]


def _node(scope: etree._Element, depth: int = 0) -> Node:
    node: Node = {"@type": (scope.get("itemtype") or "").split()}
    if depth > _DEEPEST:
        return node
    waiting = list(reversed(scope))
    while waiting:
        element = waiting.pop()
        if not isinstance(element.tag, str):
            continue
        for name in (element.get("itemprop") or "").split():
            value = _node(element, depth + 1) if element.get("itemscope") is not None else _value(element)
            node[name] = value if name not in node else [*_listed(node[name]), value]
        if element.get("itemscope") is None:
            waiting.extend(reversed(element))
    return node


def _value(element: etree._Element) -> str:
    stated = element.get("content") or element.get(_ADDRESSED.get(element.tag, "content"))
    return stated if stated is not None else text_of(element)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
