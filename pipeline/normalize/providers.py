"""Tells the providers apart, and makes the rows of `provider` and `provider_member`."""

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass

import pandas as pd

from pipeline.normalize.identity import identify, same_provider
from pipeline.normalize.mention import Mention
from pipeline.normalize.text import fold

MENTION = ("provider_name", "city", "region", "country", "provider_site")
"""The columns that name a provider, in the order of `Mention`."""


@dataclass(frozen=True)
class ProviderTables:
    """Whose each mention is (its columns and `provider_id`), and the tables that tell who the providers are."""

    of_mention: pd.DataFrame
    of_quote: pd.DataFrame
    provider: pd.DataFrame
    provider_member: pd.DataFrame


@dataclass(frozen=True)
class _Member:
    mention: Mention
    joined_by: str
    observations: int


def tell_providers(mentions: pd.DataFrame, quotes: pd.DataFrame) -> ProviderTables:
    """Tell the providers apart by all the ways in which they are named.

    `mentions` has the columns `MENTION` and `observations`, the number of prices that came with each. `quotes` has the
    same columns, of clinics that articles quote: each joins a provider that has prices, and makes none of its own.
    """
    counts = dict(zip(_mentions(mentions), mentions["observations"], strict=True))
    clusters = identify(counts)
    members: dict[int, list[_Member]] = defaultdict(list)
    for mention, observations in sorted(counts.items(), key=lambda counted: counted[0].sort_key()):
        number, joined_by = clusters[mention]
        members[number].append(_Member(mention, joined_by, int(observations)))
    identifiers = _identifiers(members)
    quoted = [_quoted_provider(mention, members, identifiers) for mention in _mentions(quotes)]
    return ProviderTables(
        of_mention=_told(mentions, [identifiers[clusters[mention][0]] for mention in counts]),
        of_quote=_told(quotes, quoted),
        provider=pd.DataFrame([_provider(identifiers[number], group) for number, group in members.items()]),
        provider_member=pd.DataFrame(
            [_member(identifiers[number], member) for number, group in members.items() for member in group]
        ),
    )


def _told(mentions: pd.DataFrame, provider_ids: list[str | None]) -> pd.DataFrame:
    return mentions[list(MENTION)].assign(provider_id=pd.Series(provider_ids, index=mentions.index, dtype="str"))


def _quoted_provider(quoted: Mention, members: dict[int, list[_Member]], identifiers: dict[int, str]) -> str | None:
    """The one provider that a quote names; null where there is none, or more than one."""
    named = {
        number
        for number, group in members.items()
        for member in group
        if quoted.joined_names & member.mention.joined_names and same_provider(quoted, member.mention)
    }
    return identifiers[named.pop()] if len(named) == 1 else None


def _mentions(rows: pd.DataFrame) -> list[Mention]:
    texts = rows[list(MENTION)].astype(object)
    return [Mention(*record) for record in texts.where(texts.notna(), None).itertuples(index=False)]


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
