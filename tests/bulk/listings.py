"""Raw files of made-up studios, in bulk: the same seed gives the same bytes.

Nothing is copied from anybody. Texts are made of `markets.toml`, skewed as real ones are: a few are on every second
page, most are rare. Names repeat in other cities, chains share a site, some pages misspell or do not name who they
belong to, and some studios stand on a booking platform. A page is as the crawler writes one: listings, then outcome.
"""

import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from crawler.items import PageOutcome, PriceListing, RawItem
from crawler.raw_file import raw_line

LISTINGS_A_PAGE = (5, 15)
_FIRST_FETCH = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Size:
    """How much there is, all told. `are_distinct` makes every price text and label one of its own."""

    listings: int
    providers: int
    labels: int = 50_000
    price_texts: int = 20_000
    are_distinct: bool = False


def size_of(listings: int, are_distinct: bool = False) -> Size:
    """As many providers as a crawl of that many listings meets: one in about 33 listings."""
    return Size(listings, max(10, listings * 3 // 100), are_distinct=are_distinct)


@dataclass(frozen=True)
class _Studio:
    market: str
    name: str
    city: str
    region: str
    site: str
    telephone: str
    address: str
    is_told: float
    """How likely one of its pages names it in structured data."""


def write_raw(folder: Path, size: Size, seed: int = 1, capture: int = 0) -> int:
    """Write `studios.jsonl` of one crawl; returns how many listings it holds.

    A later `capture` of the same seed fetches the same pages a week later each: one price in twelve has changed, some
    are gone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    with (folder / "studios.jsonl").open("wb") as file:
        for page in _pages(size, seed, capture):
            file.writelines(raw_line(item) for item in page)
            written += len(page) - 1
    return written


def _pages(size: Size, seed: int, capture: int) -> Iterator[list[RawItem]]:
    words = _Words(size, seed)
    studios = _studios(size, Random(seed))
    done = number = 0
    while done < size.listings:
        random = Random(f"{seed}/{number}")
        studio = studios[number % len(studios)]
        count = min(random.randint(*LISTINGS_A_PAGE), size.listings - done)
        yield _page(studio, number, count, words, random, capture)
        done, number = done + count, number + 1


class _Words:
    """The pools of labels and price texts, one of each market, of the sizes asked for."""

    def __init__(self, size: Size, seed: int) -> None:
        random = Random(f"{seed}/words")
        self._are_distinct = size.are_distinct
        self._number = 0
        self.labels: dict[str, list[str]] = {}
        self.prices: dict[str, list[str]] = {}
        for market, table in _markets().items():
            self.labels[market] = _pool(lambda table=table: _label(table, random), round(size.labels * table["share"]))
            self.prices[market] = _pool(
                lambda table=table: _price(table, random.randint(*table["amounts"]), random),
                round(size.price_texts * table["share"]),
            )

    def label(self, market: str, random: Random) -> str:
        found = self.labels[market][_skewed(len(self.labels[market]), random)]
        if not self._are_distinct:
            return found
        self._number += 1
        return (
            f"{found}, {random.choice(_names()['first'])} {random.choice(_names()['places'])} {_letters(self._number)}"
        )

    def price(self, market: str, random: Random) -> str:
        if not self._are_distinct:
            return self.prices[market][_skewed(len(self.prices[market]), random)]
        table = _markets()[market]
        low, high = table["amounts"]
        return _price(table, low + random.randrange(100 * (high - low)) / 100, random)


def _page(studio: _Studio, number: int, count: int, words: _Words, random: Random, capture: int) -> list[RawItem]:
    table = _markets()[studio.market]
    url = f"{studio.site}/{random.choice(('prices', 'services', 'menu', 'lips'))}-{number}"
    of_page = _page_facts(studio, table, random) | {
        "url": url,
        "fetched_at": (_FIRST_FETCH + timedelta(days=7 * capture, seconds=number)).isoformat(),
    }
    later = Random(f"{url}/{capture}")
    items: list[RawItem] = []
    for place in range(count):
        of_price = _listing(table, studio.market, place, words, random)
        if capture and later.random() < 1 / 12:
            of_price |= _priced(words.price(studio.market, later), of_price)
        if not capture or later.random() > 0.01:
            items.append(PriceListing(**of_page, **of_price))
    items.append(
        PageOutcome(
            source="studios", url=url, method="live", fetched_at=of_page["fetched_at"], outcome="ok", items=len(items),
            page_key=url, site=studio.site, depth=1, http_status=200, digest=f"{hash_of(url, capture)}",
        )
    )  # fmt: skip
    return items


def hash_of(url: str, capture: int) -> str:
    """A stand-in for the hash of a page's bytes: another for each capture."""
    return f"{Random(f'{url}/{capture}').getrandbits(128):032x}"


def _page_facts(studio: _Studio, table: dict[str, Any], random: Random) -> dict[str, Any]:
    is_told = random.random() < studio.is_told
    title = random.choice(table["titles"]).format(name=studio.name, city=studio.city, region=studio.region)
    return {
        "source": "studios",
        "basis": "provider_page",
        "provider": _spelled(studio.name, random) if is_told else None,
        "city": studio.city if is_told else None,
        "region": studio.region or None if is_told else None,
        "country": studio.market if is_told and random.random() < 0.7 else None,
        "page_title": " ".join(title.split()),
        "terms": random.choice(table["terms"]) if random.random() < 0.3 else None,
        "language": table["language"],
        "addresses": (studio.address,),
        "telephones": (studio.telephone,) if random.random() < 0.8 else (),
        "sites": (studio.site,) if is_told else (),
    }


def _listing(table: dict[str, Any], market: str, place: int, words: _Words, random: Random) -> dict[str, Any]:
    is_other = random.random() < 0.1
    label = random.choice(table["others"]) if is_other else words.label(market, random)
    price = words.price(market, random)
    heading = tuple(dict.fromkeys(random.choices(table["headings"], k=random.randint(1, 2))))
    notes = " · ".join(random.sample(table["details"], random.randint(0, 2)))
    shape = random.random()
    if shape < 0.2:
        amount = re.sub(r"[^\d]", "", re.split(r"-|to|–", price)[0]) or "100"
        return {
            "method": "json-ld", "service": label, "headings": heading, "price_text": amount[:4],
            "currency_hint": table["sign"], "details": notes, "types": ("beautysalon", "offer", "service"),
            "evidence": f"{' < '.join((label, *heading))}: {amount[:4]} {table['sign']}",
        }  # fmt: skip
    in_row = shape < 0.7
    return _priced(
        price,
        {
            "method": "menu text", "service": label, "headings": heading, "before": label if in_row else "",
            "after": "", "details": notes if in_row else " · ".join(filter(None, (label, notes))),
            "locator": f"/html/body/div[2]/section/div[{place + 1}]/span[2]",
        },
    )  # fmt: skip


def _priced(price: str, listing: dict[str, Any]) -> dict[str, Any]:
    """The listing with another price in its line."""
    if listing["method"] == "json-ld":
        return listing
    return listing | {"price_text": price, "evidence": f"{listing['before']} {price}".strip()}


def _studios(size: Size, random: Random) -> list[_Studio]:
    tables = _markets()
    markets = random.choices(list(tables), [table["share"] for table in tables.values()], k=size.providers)
    studios: list[_Studio] = []
    for number, market in enumerate(markets):
        former = studios[_skewed(number, random)] if number else None
        if former and random.random() < 0.05:
            studios.append(_branch(former, random))
        else:
            studios.append(_studio(market, _name(tables[market], random), random))
    return studios


def _studio(market: str, name: str, random: Random, site: str | None = None) -> _Studio:
    table = _markets()[market]
    city, _, region = table["cities"][_skewed(len(table["cities"]), random)].partition("/")
    slug = re.sub(r"[^a-z0-9]+", "", unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode())
    own = (
        f"https://{slug}.{table['domain']}"
        if random.random() < 0.6
        else f"https://{slug}-{city[:3].lower()}.{table['domain']}"
    )
    if random.random() < 0.1:
        own = f"https://www.fresha.com/a/{slug}-{random.randrange(10_000)}"
    numbers = {"a": random.randint(201, 989), "b": random.randrange(10_000), "zip": random.randint(10_000, 99_999)}
    street = f"{random.randint(1, 2400)} {random.choice(table['streets'])}"
    return _Studio(
        market, name, city, region, site or own.replace(" ", ""), table["telephone"].format(**numbers),
        table["address"].format(street=street, city=city, region=region, **numbers), random.choice((0.0, 0.5, 1.0)),
    )  # fmt: skip


def _branch(former: _Studio, random: Random) -> _Studio:
    """Another place of a chain, under the chain's name and at its site."""
    return _studio(former.market, former.name, random, former.site)


def _name(table: dict[str, Any], random: Random) -> str:
    first, place, kind = (
        random.choice(_names()["first"]),
        random.choice(_names()["places"]),
        random.choice(table["names"]),
    )
    return random.choice(
        (f"{place} {kind}", f"{first} {place} {kind}", f"{kind} by {first} {place}", f"{place} & {first} {kind}")
    )


def _spelled(name: str, random: Random) -> str:
    """A name as one of its pages writes it."""
    way = random.random()
    if way < 0.9:
        return name
    if way < 0.93:
        return name.upper()
    if way < 0.96:
        return f"The {name}"
    place = random.randrange(len(name))
    return name[:place] + name[place + 1 :]


def _label(table: dict[str, Any], random: Random) -> str:
    way = random.choice(table["ways"])
    artist = f"{random.choice(_names()['first'])} {random.choice(_names()['places'])[0]}."
    return f"{random.choice(table['labels'])} {way.format(artist=artist)}".strip()


def _price(table: dict[str, Any], amount: float, random: Random) -> str:
    form = random.choice(table["prices"])
    if amount != int(amount):
        form = form.replace(".00", "").replace(",00", "").replace(",–", "")
    higher = amount + 10 * random.randint(2, 30)
    return form.format(n=_written(amount, table), m=_written(higher, table))


def _written(amount: float, table: dict[str, Any]) -> str:
    whole, cents = divmod(round(100 * amount), 100)
    text = f"{whole:,}".replace(",", table["thousands"])
    return text if not cents else f"{text}{'.' if table['thousands'] == ',' else ','}{cents:02d}"


def _pool(make: Any, size: int) -> list[str]:
    """Distinct texts; fewer than asked for where the words give no more."""
    found: dict[str, None] = {}
    for _ in range(20 * size):
        found[make()] = None
        if len(found) == size:
            break
    return list(found)


def _skewed(count: int, random: Random) -> int:
    """A place of `count`, the first ones far likelier."""
    return int(count * random.random() ** 3)


def _letters(number: int) -> str:
    """A number as capitals, so that no digit is taken for an amount."""
    digits = []
    while number:
        number, digit = divmod(number, 26)
        digits.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ"[digit])
    return "".join(reversed(digits))


@cache
def _names() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))


@cache
def _markets() -> dict[str, dict[str, Any]]:
    return tomllib.loads(Path(__file__).with_name("markets.toml").read_text(encoding="utf-8"))


def described(folder: Path) -> dict[str, int]:
    """How many listings a raw file has, and how many distinct texts among them."""
    seen: dict[str, set[str]] = {"price_text": set(), "service": set(), "url": set(), "provider": set()}
    listings = 0
    with (folder / "studios.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if record["item"] == "PriceListing":
                listings += 1
                for name, texts in seen.items():
                    texts.add(record[name] or "")
    return {"listings": listings} | {name: len(texts) for name, texts in seen.items()}
