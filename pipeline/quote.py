"""`blushbook quote`: what was offered is read and checked, then compared as the report's form does."""

import json
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.normalize import readers
from reports.amount import read_amount
from reports.quote import Quote, known, standing, told


def answer(
    database: Path,
    output_format: str,
    amount: str,
    currency: str,
    country: str | None,
    region: str | None,
    touch_up_included: bool | None,
) -> str:
    """Where a quote stands, as text or as one JSON object. Raises `UsageError` for a quote that cannot be."""
    release = known(database)
    read = read_amount(amount)
    if read is None:
        raise UsageError(f"{amount!r} is no amount of money: write it as in `blushbook quote 650` or `1,650.50`")
    if currency.upper() not in release.rates:
        raise UsageError(f"no rate is known for {currency!r}: name one of {', '.join(sorted(release.rates))}")
    if region and not country:
        raise UsageError("--region goes with --country, as in `--country US --region NY`")
    offered = Quote(
        amount=read,
        currency=currency.upper(),
        country=_country(country) if country else None,
        region=region.strip().upper() if region else None,
        touch_up="not_said" if touch_up_included is None else "included" if touch_up_included else "extra",
    )
    found = standing(offered, release)
    if output_format == "json":
        return json.dumps(found | {"told": told(offered, found)}, ensure_ascii=False)
    hint = [] if country else ["(Compared with the whole world; --country narrows it, as in `--country US`.)"]
    return "\n".join(
        [told(offered, found), *hint, "Worth asking:", *(f"- {question}" for question in found["questions"])]
    )


def _country(text: str) -> str:
    try:
        return str(readers.COUNTRY.read(text))
    except ValueError as error:
        raise UsageError(f"--country: {error}") from error
