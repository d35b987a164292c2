"""How numbers are written. Each carries its exact value and what it is, so that a test can recompute every one.

A figure's name is `<view>/<row>/<column>`: `headline/US providers/median_usd` is that column of that row of the view.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from markupsafe import Markup, escape


def dollars(value: Any, figure: str = "") -> Markup:
    """Whole dollars, halves rounded up: `$1,350`."""
    return _marked(value, figure, whole_dollars(value))


def whole_dollars(value: Any) -> str:
    """Whole dollars as plain text, halves rounded up, for charts; `none` for null."""
    return "none" if value is None else f"${Decimal(value).quantize(Decimal(1), ROUND_HALF_UP):,}"


def count(value: Any, figure: str = "") -> Markup:
    """A whole number: `1,350`."""
    return _marked(value, figure, f"{int(value):,}")


def share(part: Any, whole: Any, figure: str = "") -> Markup:
    """A share of a whole, in words of counts: `20 of 21`."""
    return Markup("{} of {:,}").format(count(part, figure), int(whole))


def percent(value: Any, figure: str = "") -> Markup:
    """A share from 0 to 1 as whole per cent, halves rounded up: `57 %`."""
    whole = (Decimal(str(value)) * 100).quantize(Decimal(1), ROUND_HALF_UP)
    return _marked(value, figure, f"{whole} %")


def number(value: Any, figure: str = "") -> Markup:
    """A number with at most one decimal: `30`, `7.5`."""
    return _marked(value, figure, f"{Decimal(str(value)).quantize(Decimal('0.1'), ROUND_HALF_UP):,}".removesuffix(".0"))


def stars(value: Any, figure: str = "") -> Markup:
    """A rating with two decimals, as most differ in these only: `4.96`."""
    return _marked(value, figure, f"{Decimal(str(value)).quantize(Decimal('0.01'), ROUND_HALF_UP)}")


def money(value: Any, currency: str | None) -> str:
    """An amount in its own currency: `1,100 RON`; cents only where there are any."""
    amount = f"{float(value):,.2f}".removesuffix(".00")
    return f"{amount} {currency}" if currency else amount


def local_price(row: dict[str, Any]) -> str:
    """A price as its page states it: `from 400 USD`, `15,000–25,000 INR`, `up to 90 EUR`."""
    low, high, currency = row["price_low"], row["price_high"], row["currency"]
    if high is None:
        return f"from {money(low, currency)}"
    if low is None:
        return f"up to {money(high, currency)}"
    return money(low, currency) if low == high else f"{money(low, None)}–{money(high, currency)}"


def day(value: date) -> str:
    """A day: `22 November 2026`."""
    return f"{value.day} {value:%B %Y}"


def _marked(value: Any, figure: str, text: str) -> Markup:
    if not figure:
        return escape(text)
    exact = "" if value is None else str(value)
    return Markup('<data value="{}" data-figure="{}">{}</data>').format(exact, figure, text)
