"""Mutated pages with reviews, and pages meant badly: none makes the reading fail, and no item holds a name."""

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.extract.document import read_document
from crawler.extract.reviewers import author_hash, without_name
from crawler.extract.reviews import LONGEST_TEXT, MOST_REVIEWS, read_reviews
from crawler.items import RatingSummary, Review
from tests.extract.mutations import changed
from tests.extract.test_review_pages import NAMES, PAGES, SALT, URL

_PAGES = tuple((PAGES / f"{name}.html").read_bytes() for name in NAMES)


def read(body: str | bytes, url: str = URL) -> list[Review | RatingSummary]:
    return read_reviews(
        read_document(body.encode("utf-8", "replace") if isinstance(body, str) else body, url), "test", SALT
    )


def mutated(seed: int) -> bytes:
    random = Random(seed)
    page = random.choice(_PAGES)
    for _ in range(random.randint(1, 12)):
        page = changed(page, random)
    return page


def is_sound(item: Review | RatingSummary) -> bool:
    if isinstance(item, RatingSummary):
        return bool(item.value_text)
    return bool(item.text or item.rating_text) and len(item.text or "") <= LONGEST_TEXT


@pytest.mark.parametrize("chunk", range(4))
def test_mutated_pages_are_read(chunk: int) -> None:
    for seed in range(chunk * 60, chunk * 60 + 60):
        items = read(mutated(seed))
        assert all(map(is_sound, items)), f"the page is mutated({seed})"
        json.dumps([item.as_record() for item in items])


@pytest.mark.soak
@pytest.mark.parametrize("chunk", range(50))
def test_fifty_thousand_mutated_pages_are_read(chunk: int) -> None:
    for seed in range(chunk * 1000, chunk * 1000 + 1000):
        assert all(map(is_sound, read(mutated(seed)))), f"the page is mutated({seed})"


@given(st.text(max_size=300), st.text(max_size=40))
def test_no_name_and_no_text_brings_the_hashing_down(text: str, name: str) -> None:
    without_name(text, name)
    hashed = author_hash(name, SALT)
    assert hashed is None or len(hashed) == 32


def reviewed(text: str, author: str = "Thora Lind") -> str:
    card = f'<div class="review"><p>{text}</p><cite>{author}</cite></div>'
    return f'<section class="reviews"><h2>Reviews</h2>{card}</section>'


def test_a_review_of_a_megabyte_is_cut_and_says_so() -> None:
    [review] = read(reviewed("Soft lips, no pain. " * 50_000))
    assert isinstance(review, Review)
    assert len(review.text or "") <= LONGEST_TEXT
    assert (review.note or "").startswith(f"cut: the first {LONGEST_TEXT} of 9")


def test_a_page_of_thousands_of_reviews_ends() -> None:
    cards = "".join(
        f'<div class="review"><p>My lips healed in {n} days, all well.</p><b>A{n}</b></div>' for n in range(3000)
    )
    assert len(read(f'<div class="reviews"><h2>Reviews</h2>{cards}</div>')) == MOST_REVIEWS


def test_a_deep_page_ends() -> None:
    deep = "<div class='review'>" * 1500 + "“My lips are soft and calm again.”" + "</div>" * 1500
    assert len(read(deep)) <= 1


def test_one_broken_block_costs_only_itself() -> None:
    good = {"@type": "Review", "reviewBody": "Two days of swelling.", "author": "Oda"}
    page = (
        '<script type="application/ld+json">{"@type": "Review", "reviewBody": </script>'
        f'<script type="application/ld+json">{json.dumps(good)}</script>'
    )
    assert [item.text for item in read(page) if isinstance(item, Review)] == ["Two days of swelling."]


def test_the_same_author_has_the_same_hash_and_another_salt_another() -> None:
    assert author_hash(" Thora  LIND ", SALT) == author_hash("— thora lind", SALT)
    assert author_hash("Thora Lind", SALT) != author_hash("Thora Lind", b"another")
    assert author_hash("A happy client", SALT) is None
    assert author_hash(None, SALT) is None
