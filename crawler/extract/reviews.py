"""Everything a page says of reviews, as raw items: single ones, what many come to, and accounts of one's own lips.

Names of authors are hashed here with the installation's salt, and taken out of what their bearers wrote: no item holds
one.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from crawler.extract.accounts import Account, read_article, read_thread, stated_posts
from crawler.extract.contents import Contents, contents_of, path_of
from crawler.extract.document import Document
from crawler.extract.json_ld import Node, all_nodes, types
from crawler.extract.rating_sums import read_rating_sums
from crawler.extract.ratings import Rating
from crawler.extract.review_card import Card
from crawler.extract.review_data import StatedReview, read_stated_reviews, read_stated_sums
from crawler.extract.review_hosts import publisher_of
from crawler.extract.review_words import is_nobody
from crawler.extract.reviewers import author_hash, without_name
from crawler.extract.testimonials import may_show_reviews, read_testimonials
from crawler.items import RatingSummary, Review

LONGEST_TEXT = 20_000
"""Characters of a review that are kept; no account of a visit needs more."""
MOST_REVIEWS = 500
"""Reviews of a page: no page of a studio shows more."""
_LONGEST_NAME = 300
_LONGEST_VALUE = 60
_SAME = 60
"""Letters by which a shortened review is known to be the same as the whole one."""


@dataclass(frozen=True)
class _Found:
    """One review before its author's name is hashed."""

    text: str | None
    method: str
    author: str | None = None
    title: str | None = None
    rating: Rating | None = None
    date: str | None = None
    subject: str | None = None
    provider: str | None = None
    host: str | None = None
    locator: str | None = None
    is_account: bool = False


def read_reviews(document: Document, source: str, salt: bytes) -> list[Review | RatingSummary]:
    """The reviews and sums of ratings on a page. `salt` is the installation's, for the hashes of authors.

    What is shown twice, as in a carousel or as text and structured data, is one review. A page of a platform of many
    businesses is read by its structured data only. On a studio's own page everything is of the first party: it shows
    what it likes, also where a widget says that it shows what was said on `site`.
    """
    contents, publisher = contents_of(document), publisher_of(document.url)
    found = _reviews_of(document)
    sums = list(_sums(contents, publisher))
    if not found and not sums:
        return []
    is_first_party = publisher is None
    of_page: dict[str, Any] = {"source": source, "url": document.url, "language": contents.language}
    provider = contents.provider
    items: list[Review | RatingSummary] = []
    for one in found:
        own = is_first_party and (not one.is_account or _is_of_business(contents))
        items.append(_review(one, of_page, publisher, own, None if one.is_account and not own else provider.name, salt))
    for of_sum in sums:
        of_provider: dict[str, Any] = {name: getattr(provider, name) for name in ("city", "region", "country")}
        items.append(
            RatingSummary(**of_page, **of_provider, **of_sum, provider=provider.name, is_first_party=is_first_party)
        )
    return items


def reviewers_of(document: Document) -> frozenset[str]:
    """The names of those who wrote the reviews of a page: to be taken out of all else that is read there."""
    return frozenset(one.author for one in _reviews_of(document) if one.author and not is_nobody(one.author))


@lru_cache(maxsize=1)
def _reviews_of(document: Document) -> list[_Found]:
    return _without_repeats(_found(contents_of(document), publisher_of(document.url)))[:MOST_REVIEWS]


def _found(contents: Contents, publisher: str | None) -> Iterator[_Found]:
    for node in contents.nodes:
        yield from (_of_stated(review, "json-ld", None) for review in read_stated_reviews(node))
    for node, element in contents.items:
        if not any(above.get("itemscope") is not None for above in element.iterancestors()):
            yield from (_of_stated(review, "microdata", path_of(element)) for review in read_stated_reviews(node))
    posts = [replace(_of_stated(post, "json-ld", None), is_account=True) for post in stated_posts(contents)]
    yield from posts
    if publisher is not None:
        return
    may_show = contents.may_name_reviews or may_show_reviews(contents.page, contents.marks)
    cards = read_testimonials(contents.page) if may_show else []
    if not posts and not _is_thread(contents):
        yield from (_of_card(card, host, contents) for card, host in cards)
    if not cards or posts:
        accounts = [] if posts else read_thread(contents)
        article = None if posts or accounts else read_article(contents)
        yield from map(_of_account, accounts or ([article] if article else []))


def _is_thread(contents: Contents) -> bool:
    return any(
        types(node) & {"qapage", "discussionforumposting"} for outer in contents.nodes for node in all_nodes(outer)
    )


def _is_of_business(contents: Contents) -> bool:
    """Whether a page is a business's: an account of one's own on it was chosen by the business."""
    return bool(contents.provider.addresses or contents.provider.telephones) and contents.provider.name is not None


def _of_stated(review: StatedReview, method: str, locator: str | None) -> _Found:
    return _Found(method=method, locator=locator, **vars(review))


def _of_card(card: Card, host: str | None, contents: Contents) -> _Found:
    return _Found(
        text=card.text or None,
        method="menu text",
        author=card.author,
        title=card.title,
        rating=card.rating,
        date=card.date,
        subject=card.subject,
        host=host,
        locator=path_of(contents.page.boxes[card.box].element),
    )


def _of_account(account: Account) -> _Found:
    return _Found(
        text=account.text,
        method="menu text",
        author=account.author,
        title=account.title,
        date=account.date,
        locator=path_of(account.element),
        is_account=True,
    )


def _without_repeats(found: Iterator[_Found]) -> list[_Found]:
    """Each review once, in the order of the page; what a repeat knows beyond the first is added to it."""
    kept: dict[str, _Found] = {}
    for one in found:
        key = _key(one)
        same = next((other for other in (key, key[:_SAME]) if other in kept), None)
        if same is None:
            kept[key[:_SAME]] = one
        else:
            first = kept[same]
            kept[same] = replace(
                first,
                **{
                    name: getattr(one, name)
                    for name in ("author", "rating", "date", "subject", "host")
                    if getattr(first, name) is None
                },
            )
    return list(kept.values())


def _key(one: _Found) -> str:
    if one.text is None:
        return f"\0{one.author}\0{one.rating}\0{one.date}"
    plain = unicodedata.normalize("NFKC", without_name(one.text[:LONGEST_TEXT], one.author)).casefold()
    return "".join(letter for letter in plain if letter.isalnum()) or plain + f"\0{one.author}"


def _review(
    one: _Found, of_page: dict[str, Any], publisher: str | None, is_first_party: bool, provider: str | None, salt: bytes
) -> Review:
    text = without_name(one.text[:LONGEST_TEXT], one.author) if one.text else None
    rating = one.rating or Rating("")
    return Review(
        **of_page,
        method=one.method,
        site=one.host or publisher,
        date=_cut(one.date, _LONGEST_VALUE),
        provider=_cut(one.provider or provider, _LONGEST_NAME),
        subject=_cut(without_name(one.subject, one.author) if one.subject else None, _LONGEST_NAME),
        title=_cut(without_name(one.title, one.author) if one.title else None, _LONGEST_NAME),
        text=text or None,
        author_hash=author_hash(one.author, salt),
        rating_text=_cut(rating.value or None, _LONGEST_VALUE),
        best_text=_cut(rating.best, _LONGEST_VALUE),
        is_first_party=is_first_party,
        locator=one.locator,
        note=f"cut: the first {LONGEST_TEXT} of {len(one.text)} characters"
        if one.text and len(one.text) > LONGEST_TEXT
        else None,
    )


def _sums(contents: Contents, publisher: str | None) -> Iterator[dict[str, Any]]:
    """The fields of each sum: those of structured data, and of the text what they do not say."""
    said: set[tuple[str, str | None]] = set()
    nodes: list[tuple[str, Node, str | None]] = [("json-ld", node, None) for node in contents.nodes]
    nodes += [
        ("microdata", node, path_of(element))
        for node, element in contents.items
        if not any(above.get("itemscope") is not None for above in element.iterancestors())
    ]
    for method, node, locator in nodes:
        for one in read_stated_sums(node):
            if (_plain(one.value), one.count) in said:
                continue
            said.add((_plain(one.value), one.count))
            yield {
                "method": method,
                "subject": _cut(one.subject, _LONGEST_NAME),
                "value_text": _cut(one.value, _LONGEST_VALUE),
                "best_text": _cut(one.best, _LONGEST_VALUE),
                "count_text": _cut(one.count, _LONGEST_VALUE),
                "host": publisher,
                "locator": locator,
            }
    if publisher is not None:
        return
    for shown in read_rating_sums(contents.page) if contents.may_name_reviews else ():
        if (_plain(shown.value), shown.count) not in said:
            box = contents.page.boxes[contents.page.lines[shown.line].box]
            yield {
                "method": "menu text",
                "value_text": shown.value,
                "best_text": shown.best,
                "count_text": shown.count,
                "host": shown.host,
                "evidence": shown.evidence[:_LONGEST_NAME],
                "locator": path_of(box.element),
            }


def _plain(value: str) -> str:
    return value.replace(",", ".")


def _cut(text: str | None, longest: int) -> str | None:
    return text[:longest] if text else None
