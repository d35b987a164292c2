"""A mention: one way in which a source names a provider, and how names, places and addresses are compared."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pipeline.normalize.text import fold, fold_words


@dataclass(frozen=True)
class Mention:
    """One way in which a provider is named: spelling, place, and the site that is its own.

    `site` is an own domain or a profile on a platform, as `read_web_address` tells it.
    """

    name: str | None
    city: str | None = None
    region: str | None = None
    country: str | None = None
    site: str | None = None

    @cached_property
    def has_own_domain(self) -> bool:
        """True where the address is a site of its own, as nobody keeps two of by chance."""
        return self.site is not None and "/" not in self.site

    @cached_property
    def site_name(self) -> str | None:
        """The part of the site that a provider chose: the domain without its ending, or the profile's name."""
        if self.site is None:
            return None
        host, _, profile = self.site.partition("/")
        chosen = profile.rpartition("/")[2] if profile else host.split(".")[0]
        return re.sub(r"[^a-z0-9]", "", fold(chosen)) or None

    @cached_property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The name and each alias in parentheses as words, without company forms."""
        outside = re.sub(r"\(.*?\)", " ", self.name or "")
        spelled = [outside, *re.findall(r"\((.*?)\)", self.name or "")]
        names = [words for text in spelled if (words := _name_words(text))]
        city = tuple(self.town.split())
        shorter = [words[: -len(city)] for words in names if city and words[-len(city) :] == city]
        return (*names, *(words for words in shorter if distinctive(words)))

    @cached_property
    def town(self) -> str:
        """The city as one compares it, empty where it is not known."""
        words = fold_words(re.sub(r"\(.*?\)", " ", self.city or ""))
        return _city_names().get(words, words)

    @cached_property
    def places(self) -> tuple[str, str, str]:
        """Country, region and city as one compares them, empty where not known."""
        return fold_words(self.country or ""), fold_words(self.region or ""), self.town

    @cached_property
    def joined_names(self) -> frozenset[str]:
        """The names without spaces, as domains and handles write them."""
        return frozenset("".join(words) for words in self.names)

    @cached_property
    def is_generic(self) -> bool:
        """True where no name holds a word of its own."""
        return not any(distinctive(words) for words in self.names)

    def sort_key(self) -> tuple[str, ...]:
        """An order that does not depend on where a mention was found."""
        return tuple(part or "" for part in (self.name, self.country, self.region, self.city, self.site))


@cache
def identity_rules() -> dict[str, Any]:
    """The table of rules: words, spellings, thresholds."""
    return tomllib.loads(Path(__file__).with_name("identity.toml").read_text(encoding="utf-8"))


@cache
def _legal_forms() -> re.Pattern[str]:
    forms = sorted(identity_rules()["legal_forms"], key=len, reverse=True)
    return re.compile(rf"(?<= )(?:{'|'.join(forms)})(?= |$)")


@cache
def _generic_words() -> frozenset[str]:
    return frozenset(identity_rules()["generic_words"])


@cache
def _city_names() -> dict[str, str]:
    return dict(identity_rules()["city_names"])


@cache
def _name_words(text: str) -> tuple[str, ...]:
    folded = re.sub(r"['’`´]", "", fold(text)).replace("&", " and ").replace("+", " and ")
    words = fold_words(folded)
    return tuple(_legal_forms().sub("", words).removeprefix("the ").split())


def distinctive(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name that few names share."""
    return tuple(word for word in words if word not in _generic_words() and len(word) > 1)
