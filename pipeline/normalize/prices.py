"""Price listings become rows of `price_observation`: what was charged, for what, where, and in dollars."""

from datetime import date
from functools import partial

import pandas as pd

from crawler.page_address import key_of_address
from crawler.source import all_sources
from pipeline.normalize import RULES_VERSION, readers
from pipeline.normalize.dollars import add_dollars
from pipeline.normalize.items import read_items
from pipeline.normalize.page.rows import PageRows, read_page_rows
from pipeline.normalize.place import country_name, read_region
from pipeline.normalize.price_key import add_price_keys
from pipeline.normalize.reading import Problems, Reader, read_distinct, reject_future
from pipeline.normalize.rejected import rejected_rows
from pipeline.normalize.service import KINDS, read_service
from pipeline.normalize.web_address import read_web_address

QUALIFIERS = ("fixed", "from", "up_to", "range")
PLAUSIBLE_USD = (40, 3000)
BASES = ("provider_page", "site_source", "second_hand")
_REGION = ("region", "region_name", "country_name")

_READERS: dict[str, tuple[str, Reader]] = {
    "provider_name": ("provider", readers.TEXT),
    "city": ("city", readers.TEXT),
    "region": ("region", readers.TEXT),
    "country": ("country", readers.COUNTRY),
    "service": ("service", readers.TEXT),
    "basis": ("basis", readers.one_of(BASES)),
    "url": ("url", readers.WEB_ADDRESS),
    "note": ("note", readers.TEXT),
    "page_date": ("page_date", readers.DAY),
    "page_date_precision": ("page_date", readers.PRECISION),
    "recorded_on": ("recorded_on", readers.DAY),
    "stated_kind": ("stated_kind", readers.one_of(KINDS)),
    "is_lip_specific": ("stated_lip_specific", readers.TRUTH),
    "price_low": ("stated_price_low", readers.AMOUNT),
    "price_high": ("stated_price_high", readers.AMOUNT),
    "currency": ("stated_currency", readers.CURRENCY),
    "qualifier": ("stated_qualifier", readers.one_of(QUALIFIERS)),
    "stated_touch_up_included": ("stated_touch_up_included", readers.TRUTH),
    "touch_up_price": ("stated_touch_up_price", readers.AMOUNT),
    "regular_price": ("stated_regular_price", readers.AMOUNT),
    "duration_minutes_low": ("stated_duration_minutes_low", readers.WHOLE_NUMBER),
    "duration_minutes_high": ("stated_duration_minutes_high", readers.WHOLE_NUMBER),
    "months_lasting_low": ("stated_longevity_months_low", readers.WHOLE_NUMBER),
    "months_lasting_high": ("stated_longevity_months_high", readers.WHOLE_NUMBER),
    "provider_rating": ("stated_rating", readers.NUMBER),
    "provider_rating_count": ("stated_rating_count", readers.WHOLE_NUMBER),
}


def normalize_prices(raw: pd.DataFrame, article: date, today: date) -> PageRows:
    """The rows of `price_observation` but for their provider, the rejected ones, and how much of pages was set aside.

    Beside the table's columns the prices have `provider_name` and `provider_site`, from which the provider is told.
    """
    is_recorded = raw["method"] == "recorded"
    recorded, not_read = normalize_recorded_prices(raw[is_recorded], article, today)
    pages = normalize_page_prices(raw[~is_recorded], article)
    return PageRows(
        pd.concat([recorded, pages.prices], ignore_index=True),
        pd.concat([not_read, pages.rejected], ignore_index=True),
        pages.set_aside,
    )


def normalize_recorded_prices(raw: pd.DataFrame, article: date, today: date) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The prices that persons recorded, and the rejected ones."""
    read, not_read = read_items(raw, "PriceListing", _READERS, partial(_check, today))
    return _interpret(_of_recorder(read).reset_index(drop=True), article), not_read


def normalize_page_prices(raw: pd.DataFrame, article: date) -> PageRows:
    """The prices of fetched pages. Each page must be there as a whole: its listings are read together."""
    pages = read_page_rows(raw)
    rows, implausible = _plausible(_interpret(_of_pages(pages.prices), article), raw)
    return PageRows(rows, pd.concat([pages.rejected, implausible], ignore_index=True), pages.set_aside)


def _plausible(rows: pd.DataFrame, raw: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Part what no first visit on lips costs from the rest, where no person has looked at the page.

    Such an amount is a deposit, another service or a lost decimal point; it is kept with its reason.
    """
    is_first_visit = (rows["kind"] == "initial") & rows["procedure"].str.contains("lip")
    wrong = is_first_visit & ~rows["price_usd"].between(*PLAUSIBLE_USD) & rows["price_usd"].notna()
    told = rows[wrong].set_index("raw_id")["price_usd"]
    found = raw[raw["raw_id"].isin(told.index)]
    problems = Problems(found.index)
    amounts = found["raw_id"].map(told.map("{:,.2f}".format)).astype("str")
    problems.add(amounts.notna(), "no first visit on lips costs $" + amounts)
    return rows[~wrong], rejected_rows(found, "PriceListing", problems)


def _check(today: date, read: pd.DataFrame, problems: Problems) -> None:
    reject_future(read, ("page_date", "recorded_on"), today, problems)
    low, high, qualifier = read["price_low"], read["price_high"], read["qualifier"]
    sound = ~problems.any
    problems.add(sound & read["provider_name"].isna() & read["url"].isna(), "neither a provider nor a page is named")
    problems.add(sound & read["service"].isna(), "service: no service is named")
    problems.add(sound & read["basis"].isna(), "basis: it is not said where the price was read")
    problems.add(sound & read["page_date"].isna() & read["recorded_on"].isna(), "recorded_on: no date is given")
    problems.add(sound & low.isna() & high.isna(), "price_low: no price is given")
    problems.add(low > high, "price_low: the low price is above the high one")
    sound = ~problems.any
    problems.add(
        sound & (qualifier == "fixed") & ~(low == high), "qualifier: a fixed price has one amount, low and high"
    )
    problems.add(sound & (qualifier == "from") & (low.isna() | high.notna()), "qualifier: 'from' has a low amount only")
    problems.add(
        sound & (qualifier == "up_to") & (high.isna() | low.notna()), "qualifier: 'up_to' has a high amount only"
    )
    problems.add(sound & (qualifier == "range") & ~(low < high), "qualifier: a range has a low and a higher amount")
    problems.add(sound & qualifier.isna(), "qualifier: it is not said whether the price is fixed")
    for name in ("duration_minutes", "months_lasting"):
        problems.add(read[f"{name}_low"] > read[f"{name}_high"], f"{name}: the low value is above the high one")


def _of_recorder(read: pd.DataFrame) -> pd.DataFrame:
    from_page = read["page_date"].notna()
    rows = read.assign(
        observed_at=read["page_date"].fillna(read["recorded_on"]),
        date_basis=pd.Series("recorded_on", index=read.index, dtype="str").mask(from_page, "page_date"),
        date_precision=read["page_date_precision"].where(from_page, "day"),
        captured_at=read["page_date"].fillna(read["recorded_on"]),
        label=read["service"],
        currency_basis=pd.Series("recorded", index=read.index, dtype="str").where(read["currency"].notna()),
    )
    return rows.join(_service_columns(read))


def _of_pages(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(date_basis="fetched", date_precision="day", procedure_basis="page", kind_basis="page")


def _interpret(rows: pd.DataFrame, article: date) -> pd.DataFrame:
    addresses = read_distinct(rows[["url"]], _address, dict.fromkeys(("page_key", "role", "site"), "str"))
    rows = add_price_keys(
        rows.assign(
            observation_id=rows["raw_id"],
            rules_version=RULES_VERSION,
            capture_kind=read_distinct(rows[["source"]], _capture_kind, {"kind": "str"})["kind"],
            page_key=addresses["page_key"].where(rows["date_basis"] == "fetched"),
            **_address_columns(rows, addresses),
        )
    )
    regions = read_distinct(rows[["country", "region"]], _region, dict.fromkeys(_REGION, "str"))
    return add_dollars(rows.drop(columns="region").assign(**regions), article)


def _capture_kind(source: str) -> tuple[str]:
    """How the pages of a source are had; a source that is no more was one of live pages."""
    return (all_sources()[source].capture_kind if source in all_sources() else "live",)


def _address(url: str | None) -> tuple[str | None, ...]:
    """The key of a page, and the role and the site of its address."""
    if url is None:
        return None, None, None
    address = read_web_address(url)
    return key_of_address(url), address.role, address.site


def _region(country: str | None, text: str | None) -> tuple[str | None, ...]:
    """The code and the name of a region, and the name of its country."""
    region = read_region(country, text) if text else None
    name = country_name(country) if country else None
    return (region.code, region.name, name) if region else (None, None, name)


def _service_columns(read: pd.DataFrame) -> pd.DataFrame:
    """What the label says, overruled by what the recorder says."""
    services = {label: read_service(label) for label in read["service"].unique()}
    found = read["service"].map(services)
    by_label = pd.DataFrame(
        {
            "procedure": [service.procedure for service in found],
            "kind": [service.kind for service in found],
            "days_after_low": [service.elapsed.low if service.elapsed else None for service in found],
            "days_after_high": [service.elapsed.high if service.elapsed else None for service in found],
            "touch_up_included": [service.touch_up_included for service in found],
        },
        index=read.index,
    ).astype(
        {
            "procedure": "str",
            "kind": "str",
            "days_after_low": "Int64",
            "days_after_high": "Int64",
            "touch_up_included": "boolean",
        }
    )
    label_says_lips = by_label["procedure"].str.contains("lip")
    is_lip = read["is_lip_specific"]
    overruled_to_lips = (is_lip & ~label_says_lips).fillna(value=False).astype(bool)
    # A fee for any area: also where the label names the lips, and where it names no area at all.
    overruled_to_any = (
        (~is_lip & (label_says_lips | (by_label["procedure"] == "other"))).fillna(value=False).astype(bool)
    )
    stated = read["stated_touch_up_included"]
    kind = read["stated_kind"].fillna(by_label["kind"])
    # "Lasts 1-3 years" in the label of a first visit is no time after it.
    follow_up = kind.isin(["touch_up", "annual_refresh"])
    return by_label.assign(
        days_after_low=by_label["days_after_low"].where(follow_up),
        days_after_high=by_label["days_after_high"].where(follow_up),
        procedure=by_label["procedure"].mask(overruled_to_lips, "lip_blush").mask(overruled_to_any, "pmu_any"),
        procedure_basis=pd.Series("label", index=read.index).mask(overruled_to_lips | overruled_to_any, "recorder"),
        kind=kind,
        kind_basis=pd.Series("label", index=read.index).mask(read["stated_kind"].notna(), "recorder"),
        # On follow-ups it is uncertain what "included" speaks of: there it is left out.
        touch_up_included=stated.fillna(by_label["touch_up_included"]).where(kind == "initial"),
    )


def _address_columns(rows: pd.DataFrame, addresses: pd.DataFrame) -> "dict[str, pd.Series[str]]":
    second_hand = rows["basis"] == "second_hand"
    role, site = addresses["role"], addresses["site"]
    return {
        "url_role": role.mask(second_hand & role.notna(), "article"),
        # An article's address is not where the provider is at home; who has no name is known by the page alone.
        "provider_site": site.mask(second_hand).fillna(rows["url"].where(rows["provider_name"].isna())),
    }
