"""Who is one provider, and who is not.

`provider_pairs.csv` was built from the recorded facts by somebody else than the rules' author. The first score, unseen,
was 96 of 104; five of the eight errors took an article's address for the provider's own, which the run never does.
"""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalize.identity import identify, same_provider
from pipeline.normalize.mention import Mention
from pipeline.normalize.web_address import read_web_address
from tests.conftest import examples

PAIRS = examples("provider_pairs.csv")


def mention(row: dict[str, str], side: str) -> Mention:
    name, city, region, country, url = (
        row[f"{part}_{side}"] or None for part in ("name", "city", "region", "country", "url")
    )
    return Mention(name, city, region, country, read_web_address(url).site if url else None)


@pytest.mark.parametrize("row", PAIRS, ids=[f"{row['name_a']} ~ {row['name_b']}" for row in PAIRS])
def test_pairs(row: dict[str, str]) -> None:
    one, other = mention(row, "a"), mention(row, "b")
    assert same_provider(one, other) == same_provider(other, one) == (row["same"] == "true")


def test_a_mention_that_fits_two_providers_joins_neither() -> None:
    boston = Mention("Rosa Ink", "Boston", "MA", "US", "rosaink-boston.com")
    austin = Mention("Rosa Ink", "Austin", "TX", "US", "rosaink-austin.com")
    somewhere = Mention("Rosa Ink")
    found = identify([boston, austin, somewhere])
    assert len({number for number, _ in found.values()}) == 3


def test_branches_of_one_site_are_one_provider() -> None:
    one = Mention("Rosa Ink", "Boston", "MA", "US", "rosaink.com")
    other = Mention("Rosa Ink", "Salem", "NH", "US", "rosaink.com")
    assert same_provider(one, other)


def test_a_branch_that_is_named_without_its_site_joins_the_chain() -> None:
    chain = [
        Mention("Rosa Ink", "Boston", "MA", "US", "rosaink.com"),
        Mention("Rosa Ink", "Salem", "NH", "US", "rosaink.com"),
        Mention("Rosa Ink", "Boston", "MA", "US"),
    ]
    assert len({number for number, _ in identify(chain).values()}) == 1


@given(st.data())
@settings(max_examples=50)
def test_the_order_of_mentions_does_not_matter(data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.sampled_from(PAIRS), min_size=1, max_size=8))
    mentions = [mention(row, side) for row in rows for side in "ab"]
    shuffled = data.draw(st.permutations(mentions))
    assert identify(mentions) == identify(shuffled)


def test_three_recorders_of_one_clinic_make_one_provider() -> None:
    seen = [
        Mention("SD Permanent Makeup", "San Diego", "CA", "US"),
        Mention("S.D. Permanent Makeup LLC", "San Diego", "CA", "US", "sdpermanentmakeup.com"),
        Mention("sd permanent makeup", "San Diego", None, "US"),
    ]
    for order in permutations(seen):
        assert len({number for number, _ in identify(order).values()}) == 1
