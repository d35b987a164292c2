"""Reviews and their sums as structured data state them: Review, AggregateRating, answers of a forum, an article."""

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.extract.json_ld import Node, all_nodes, scalar_text, types
from crawler.extract.ratings import Rating

_REVIEWS = frozenset({"review", "userreview", "criticreview", "recommendation"})
_SUMS = frozenset({"aggregaterating", "employeraggregaterating"})
_THREADS = frozenset({"qapage", "discussionforumposting", "socialmediaposting"})
_QUESTIONS = frozenset({"question", "discussionforumposting", "socialmediaposting"})
_ANSWERS = frozenset({"answer", "comment"})
_ARTICLES = frozenset({"blogposting", "article", "newsarticle", "reportagenewsarticle"})
_DEEPEST = 30


@dataclass(frozen=True)
class StatedReview:
    """One review of structured data. `author` lives only in memory."""

    text: str | None
    title: str | None
    author: str | None
    rating: Rating | None
    date: str | None
    subject: str | None
    provider: str | None
    host: str | None


@dataclass(frozen=True)
class StatedSum:
    """What many reviews come to, by structured data."""

    value: str
    best: str | None
    count: str | None
    subject: str | None


def read_stated_reviews(node: Node) -> Iterator[StatedReview]:
    """Every Review in an outermost node, with what holds it as its subject unless it names another."""
    for review, holder in _with_holders(node, _REVIEWS):
        rating = _rating(review.get("reviewRating"))
        text = _text(review, "reviewBody", "description", "text")
        if text is None and rating is None:
            continue
        of = review.get("itemReviewed")
        subject = _name(of) or _name(holder)
        yield StatedReview(
            text=text,
            title=_text(review, "name", "headline"),
            author=_author(review.get("author")) or _author(review.get("creator")),
            rating=rating,
            date=_text(review, "datePublished", "dateCreated", "dateModified"),
            subject=subject,
            provider=_provider(of) or _provider(holder),
            host=_name(review.get("publisher")),
        )


def read_stated_sums(node: Node) -> Iterator[StatedSum]:
    """Every AggregateRating in an outermost node."""
    for one, holder in _with_holders(node, _SUMS):
        value = scalar_text(one.get("ratingValue"))
        if value is not None:
            yield StatedSum(
                value=value,
                best=scalar_text(one.get("bestRating")),
                count=scalar_text(one.get("reviewCount")) or scalar_text(one.get("ratingCount")),
                subject=_name(one.get("itemReviewed")) or _name(holder),
            )


def read_stated_posts(node: Node) -> Iterator[tuple[StatedReview, bool, str]]:
    """What people wrote in a forum: each post, whether it is an answer, and what its thread is about."""
    # The questions that a studio answers itself are of the type FAQPage, and no thread.
    for thread in (one for one in all_nodes(node) if types(one) & _THREADS):
        asked = [one for one in all_nodes(thread) if types(one) & (_THREADS | _QUESTIONS)]
        topic = " ".join(filter(None, (_text(one, "name", "headline", "text", "articleBody") for one in asked)))
        for post, _ in _with_holders(thread, _QUESTIONS | _ANSWERS):
            text = _text(post, "text", "articleBody", "description")
            if text is not None:
                author = _author(post.get("author"))
                date = _text(post, "datePublished", "dateCreated", "dateModified")
                stated = StatedReview(text, None, author, None, date, None, None, None)
                yield stated, bool(types(post) & _ANSWERS), topic
        break


def read_stated_article(node: Node) -> tuple[str | None, str | None] | None:
    """Who wrote the article of a page, and when; null where structured data know of none."""
    for one in all_nodes(node):
        if types(one) & _ARTICLES:
            return _author(one.get("author")), _text(one, "datePublished", "dateCreated")
    return None


def _with_holders(node: Node, wanted: frozenset[str]) -> Iterator[tuple[Node, Node | None]]:
    """The nodes of certain types, each with the node that holds it; outer ones first, none twice."""
    seen: set[int] = set()
    waiting: list[tuple[object, Node | None, int]] = [(node, None, 0)]
    while waiting:
        value, holder, depth = waiting.pop()
        if isinstance(value, list):
            waiting.extend((inner, holder, depth) for inner in reversed(value))
        elif isinstance(value, dict) and depth <= _DEEPEST:
            if types(value) & wanted and id(value) not in seen:
                seen.add(id(value))
                yield value, holder
            waiting.extend((inner, value, depth + 1) for inner in reversed(list(value.values())))


def _rating(value: object) -> Rating | None:
    value = value[0] if isinstance(value, list) and value else value
    if not isinstance(value, dict):
        plain = scalar_text(value)
        return Rating(plain) if plain else None
    found = scalar_text(value.get("ratingValue"))
    return Rating(found, scalar_text(value.get("bestRating"))) if found else None


def _author(value: object) -> str | None:
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict):
        given = " ".join(filter(None, (scalar_text(value.get("givenName")), scalar_text(value.get("familyName")))))
        return scalar_text(value.get("name")) or scalar_text(value.get("alternateName")) or given or None
    return scalar_text(value)


def _name(value: object) -> str | None:
    value = value[0] if isinstance(value, list) and value else value
    return scalar_text(value.get("name")) if isinstance(value, dict) else scalar_text(value)


def _provider(value: object) -> str | None:
    """Who did the work: a thing with an address or a telephone is a business, and a service may name its own."""
    value = value[0] if isinstance(value, list) and value else value
    if not isinstance(value, dict):
        return None
    if "address" in value or "telephone" in value:
        return _name(value)
    return _name(value.get("provider")) or _name(value.get("brand"))


def _text(node: Node, *names: str) -> str | None:
    return next((text for name in names if (text := scalar_text(node.get(name)))), None)
