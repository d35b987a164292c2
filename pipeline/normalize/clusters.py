"""Joins mentions into providers, and keeps apart what cannot be one."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations, product

from pipeline.normalize.mention import Mention


def places_contradict(one: Mention, other: Mention) -> bool:
    """True where both name a country, region or city, and not the same."""
    return any(a and b and a != b for a, b in zip(one.places, other.places, strict=True))


def sites_differ(one: Mention, other: Mention) -> bool:
    """True where both have a site of their own: the same name then stands for two providers, unless in one city."""
    if not (one.has_own_domain and other.has_own_domain) or one.site == other.site:
        return False
    return not (one.town and one.town == other.town)


class Clusters:
    """Mentions joined so far. A cluster's number is the place of its first mention in the order."""

    def __init__(self, mentions: list[Mention]) -> None:
        self._mentions = mentions
        self._members = {number: [mention] for number, mention in enumerate(mentions)}
        self._cluster = {mention: number for number, mention in enumerate(mentions)}
        self._rule = dict.fromkeys(mentions, "only")

    def join(
        self,
        rule: str,
        candidates: Iterable[tuple[Mention, Mention]],
        holds: Callable[[Mention, Mention], bool],
    ) -> None:
        """Join the clusters of each pair for which a rule holds, but none that fits two that cannot be one."""
        wanted: dict[int, set[int]] = defaultdict(set)
        for mention, candidate in candidates:
            a, b = self._cluster[mention], self._cluster[candidate]
            if a != b and holds(mention, candidate) and self._can_be_one(a, b, rule):
                wanted[a].add(b)
                wanted[b].add(a)
        torn = {
            cluster
            for cluster, others in wanted.items()
            if not all(self._can_be_one(a, b, rule) for a, b in combinations(sorted(others), 2))
        }
        for cluster in sorted(wanted.keys() - torn):
            for other in sorted(wanted[cluster] - torn):
                a, b = self._current(cluster), self._current(other)
                if a != b and self._can_be_one(a, b, rule):
                    self._merge(min(a, b), max(a, b), rule)

    def numbered(self) -> dict[Mention, tuple[int, str]]:
        """The cluster of each mention, and the rule that joined it."""
        return {mention: (self._cluster[mention], self._rule[mention]) for mention in self._mentions}

    def _current(self, cluster: int) -> int:
        """The cluster that a cluster has become part of."""
        return self._cluster[self._mentions[cluster]]

    def _can_be_one(self, a: int, b: int, rule: str) -> bool:
        """A site may have branches, of which one must agree; otherwise no two members may contradict each other."""
        if rule == "same_site":
            return True
        pairs = list(product(self._members[a], self._members[b]))
        if any(sites_differ(one, other) for one, other in pairs):
            return False
        return not any(places_contradict(one, other) for one, other in pairs) or any(
            one.town and one.places == other.places for one, other in pairs
        )

    def _merge(self, kept: int, gone: int, rule: str) -> None:
        first = self._mentions[gone]
        if self._rule[first] == "only":
            self._rule[first] = rule
        for mention in self._members[gone]:
            self._cluster[mention] = kept
        self._members[kept] += self._members.pop(gone)
