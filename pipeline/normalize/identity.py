"""Provider identity: one provider, however its name is spelled and however many recorders saw it.

A mention is one spelling at one place with one address. Mentions are joined by the first rule that holds:

- `same_site`: the same own domain, or the same profile on a platform, and names that do not contradict it;
- `same_name`: the same name, or an alias in parentheses, at places that agree;
- `name_is_site`: the name of one is the domain or profile name of the other, at places that agree;
- `near_name`: names that differ by a slip, in the same city.

A name of common words only ("Permanent Makeup Clinic") needs the same city or region, not merely no other one. A
mention that would fit two providers that cannot be one joins neither.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from pipeline.normalize.clusters import Clusters, places_contradict, sites_differ
from pipeline.normalize.mention import Mention, distinctive, identity_rules


def identify(mentions: Iterable[Mention]) -> dict[Mention, tuple[int, str]]:
    """Give each mention the number of its provider and the rule that joined it (`only`, for the first of each).

    The numbers follow the order of `Mention.sort_key`, so that they do not depend on the order of the mentions.
    """
    ordered = sorted(set(mentions), key=Mention.sort_key)
    clusters = Clusters(ordered)
    for rule in _RULES:
        clusters.join(rule.name, rule.candidates(ordered, rule.buckets), rule.holds)
    return clusters.numbered()


def same_provider(one: Mention, other: Mention) -> bool:
    """True where the rules join two mentions that are seen by themselves."""
    found = identify([one, other])
    return found[one][0] == found[other][0]


# --- the rules -------------------------------------------------------------------------------------------------------


def _same_site(one: Mention, other: Mention) -> bool:
    if one.name is None or other.name is None or one.joined_names & other.joined_names:
        return True
    if one.is_generic or other.is_generic:
        return _likeness(one, other, fuzz.ratio) >= _alike("near_name")
    return _distinctive_likeness(one, other, fuzz.token_set_ratio) >= _alike("same_site")


def _same_name(one: Mention, other: Mention) -> bool:
    return bool(one.joined_names & other.joined_names) and _places_agree(one, other) and not sites_differ(one, other)


def _name_is_site(one: Mention, other: Mention) -> bool:
    named = (one.site_name in other.joined_names and not other.site) or (
        other.site_name in one.joined_names and not one.site
    )
    return named and _places_agree(one, other)


def _near_name(one: Mention, other: Mention) -> bool:
    return (
        _places_agree(one, other)
        and not sites_differ(one, other)
        and _likeness(one, other, fuzz.ratio) >= _alike("near_name")
        and _distinctive_likeness(one, other, fuzz.ratio) >= _alike("near_name_distinctive")
    )


def _likeness(one: Mention, other: Mention, measure: Callable[[str, str], float]) -> float:
    return max((measure(" ".join(a), " ".join(b)) for a in one.names for b in other.names), default=0.0)


def _distinctive_likeness(one: Mention, other: Mention, measure: Callable[[str, str], float]) -> float:
    pairs = [(" ".join(distinctive(a)), " ".join(distinctive(b))) for a in one.names for b in other.names]
    return max((measure(a, b) for a, b in pairs if a and b), default=0.0)


def _places_agree(one: Mention, other: Mention) -> bool:
    """True where no place contradicts another, and for a name of common words, where a region or city is shared."""
    if places_contradict(one, other):
        return False
    if one.is_generic or other.is_generic:
        country, *nearer = zip(one.places, other.places, strict=True)
        return all(country) and any(a and a == b for a, b in nearer)
    return True


def _city(mention: Mention) -> Iterator[str]:
    if mention.town and mention.country:
        yield f"{mention.country}/{mention.town}"


def _initials(mention: Mention) -> Iterator[str]:
    """For slips in names whose place is not told twice: names that begin alike, in one country."""
    for name in mention.joined_names:
        yield f"{mention.country}/{name[:4]}"


def _sites(mention: Mention) -> Iterator[str]:
    if mention.site:
        yield mention.site


def _names_and_sites(mention: Mention) -> Iterator[str]:
    yield from mention.joined_names
    if mention.site_name:
        yield mention.site_name


_Pairs = Iterator[tuple[Mention, Mention]]
_Bucket = Callable[[Mention], Iterator[str]]


def _groups(mentions: list[Mention], buckets: tuple[_Bucket, ...]) -> Iterator[list[Mention]]:
    """Mentions that share a bucket: comparing every mention with every other would grow with the square."""
    for bucket in buckets:
        members: dict[str, list[Mention]] = defaultdict(list)
        for mention in mentions:
            for key in dict.fromkeys(bucket(mention)):
                members[key].append(mention)
        yield from members.values()


def _sharing(mentions: list[Mention], buckets: tuple[_Bucket, ...]) -> _Pairs:
    for group in _groups(mentions, buckets):
        yield from combinations(group, 2)


def _alike_in_name(mentions: list[Mention], buckets: tuple[_Bucket, ...]) -> _Pairs:
    """Of the pairs that share a bucket, those with names alike enough: told of millions at once, in a few seconds."""
    least = _alike("near_name") - _ROUNDING
    for group in _groups(mentions, buckets):
        named = [(" ".join(words), mention) for mention in group for words in mention.names]
        names = [name for name, _ in named]
        for start in range(0, len(named), _ROWS):
            rows = names[start : start + _ROWS]
            likeness = process.cdist(rows, names, scorer=fuzz.ratio, score_cutoff=least, dtype=np.float32)
            for one, other in np.argwhere(likeness >= least).tolist():
                if named[start + one][1] is not named[other][1]:
                    yield named[start + one][1], named[other][1]


_ROWS = 500
"""How many names of a bucket are compared with all others of it at once: some 10 MB of likenesses."""
_ROUNDING = 0.01


class _Rule(NamedTuple):
    """A rule: in which buckets it looks for candidates, and whether it holds for two of them."""

    name: str
    buckets: tuple[_Bucket, ...]
    holds: Callable[[Mention, Mention], bool]
    candidates: Callable[[list[Mention], tuple[_Bucket, ...]], _Pairs] = _sharing


_RULES = (
    _Rule("same_site", (_sites,), _same_site),
    _Rule("same_name", (lambda mention: iter(mention.joined_names),), _same_name),
    _Rule("name_is_site", (_names_and_sites,), _name_is_site),
    _Rule("near_name", (_city, _initials), _near_name, _alike_in_name),
)


def _alike(rule: str) -> float:
    return float(identity_rules()["alike"][rule])
