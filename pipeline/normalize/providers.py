"""Tells the providers apart, and makes the tables `provider` and `provider_member`."""

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass

import pandas as pd

from pipeline.normalize.identity import identify, same_provider
from pipeline.normalize.mention import Mention
from pipeline.normalize.text import fold

_MENTION = ("provider_name", "city", "region", "country", "provider_site")


@dataclass(frozen=True)
class ProviderTables:
    """Prices and estimates with their `provider_id`, and the tables that tell who the providers are."""

    prices: pd.DataFrame
    estimates: pd.DataFrame
    provider: pd.DataFrame
    provider_member: pd.DataFrame


@dataclass(frozen=True)
class _Member:
    mention: Mention
    joined_by: str
    observations: int


def add_providers(prices: pd.DataFrame, estimates: pd.DataFrame) -> ProviderTables:
    """Tell who each price belongs to.

    An estimate speaks of one provider where its sample is one and it credits somebody: that is how an article quotes a
    clinic. It joins a provider that has prices, and makes none of its own.
    """
    mentions = _mentions(prices)
    clusters = identify(mentions)
    members: dict[int, list[_Member]] = defaultdict(list)
    for mention, observations in sorted(Counter(mentions).items(), key=lambda counted: counted[0].sort_key()):
        number, joined_by = clusters[mention]
        members[number].append(_Member(mention, joined_by, observations))
    identifiers = _identifiers(members)
    quoted = _mentions(_quoted(estimates)).map(lambda mention: _quoted_provider(mention, members, identifiers))
    return ProviderTables(
        prices=prices.assign(provider_id=mentions.map(lambda mention: identifiers[clusters[mention][0]]).astype("str")),
        estimates=estimates.assign(provider_id=quoted.reindex(estimates.index).astype("str")),
        provider=pd.DataFrame([_provider(identifiers[number], group) for number, group in members.items()]),
        provider_member=pd.DataFrame(
            [_member(identifiers[number], member) for number, group in members.items() for member in group]
        ),
    )


def _quoted(estimates: pd.DataFrame) -> pd.DataFrame:
    one_clinic = estimates[(estimates["sample_size"] == 1) & estimates["attributed_to"].notna()]
    return one_clinic.assign(provider_name=one_clinic["attributed_to"], provider_site=None)


def _quoted_provider(quoted: Mention, members: dict[int, list[_Member]], identifiers: dict[int, str]) -> str | None:
    """The one provider that a quote names; null where there is none, or more than one."""
    named = {
        number
        for number, group in members.items()
        for member in group
        if quoted.joined_names & member.mention.joined_names and same_provider(quoted, member.mention)
    }
    return identifiers[named.pop()] if len(named) == 1 else None


def _mentions(rows: pd.DataFrame) -> "pd.Series[Mention]":  # type: ignore[type-var]
    texts = rows[list(_MENTION)].astype(object)
    records = texts.where(texts.notna(), None).itertuples(index=False)
    return pd.Series([Mention(*record) for record in records], index=rows.index, dtype=object)


def _identifiers(members: dict[int, list[_Member]]) -> dict[int, str]:
    """A readable id for each provider, as steady as what is known of it allows.

    It is made of the provider's own site. Without one, or where several share it, it is made of its first mention,
    which no other provider has; then a new spelling that comes first in the alphabet does change it.
    """
    sites = {
        number: min((m.mention.site for m in group if m.mention.site), default=None)
        for number, group in members.items()
    }
    shared = Counter(sites.values())
    identifiers = {}
    for number, group in members.items():
        first = group[0].mention
        site = sites[number]
        identity = site if site and shared[site] == 1 else "/".join(first.sort_key())
        readable = identity if site else first.name or "unnamed"
        slug = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’]", "", fold(readable))).strip("-")[:40].strip("-") or "provider"
        identifiers[number] = f"{slug}-{hashlib.sha256(identity.encode()).hexdigest()[:8]}"
    return identifiers


def _main_name(members: list[_Member]) -> str | None:
    """The spelling on the provider's own pages, else the most frequent one; of several the alphabet's first."""
    counts: Counter[tuple[bool, str]] = Counter()
    for member in members:
        if member.mention.name:
            counts[member.mention.site is not None, member.mention.name] += member.observations
    found = min(counts, key=lambda named: (not named[0], -counts[named], named[1]), default=None)
    return found[1] if found else None


def _place(mention: Mention) -> tuple[str | None, str | None, str | None]:
    return mention.country, mention.region, mention.city


def _provider(provider_id: str, members: list[_Member]) -> dict[str, object]:
    # The fullest place, told most often: a member without a city says nothing against one with it.
    fullest = max(members, key=lambda member: (sum(map(bool, _place(member.mention))), member.observations))
    country, region, city = _place(fullest.mention)
    return {
        "provider_id": provider_id,
        "name": _main_name(members),
        "city": city,
        "region": region,
        "country": country,
        "site": min((member.mention.site for member in members if member.mention.site), default=None),
        "members": len(members),
        "observations": sum(member.observations for member in members),
    }


def _member(provider_id: str, member: _Member) -> dict[str, object]:
    return {
        "provider_id": provider_id,
        "spelling": member.mention.name,
        "city": member.mention.city,
        "region": member.mention.region,
        "country": member.mention.country,
        "site": member.mention.site,
        "joined_by": member.joined_by,
        "observations": member.observations,
    }
