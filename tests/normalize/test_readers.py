"""Each kind of recorded text: what is read from it, or the reason why nothing is."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize import readers
from pipeline.normalize.reading import Reader

ALL = {name: reader for name, reader in vars(readers).items() if isinstance(reader, Reader)} | {
    "one_of": readers.one_of(("a", "b"))
}


@pytest.mark.parametrize(
    ("reader", "text", "value"),
    [
        (readers.AMOUNT, "450", 450.0),
        (readers.AMOUNT, "0", 0.0),
        (readers.AMOUNT, "112.50", 112.5),
        (readers.WHOLE_NUMBER, "12", 12),
        (readers.WHOLE_NUMBER, "12.0", 12),
        (readers.TRUTH, "true", True),
        (readers.TRUTH, "FALSE", False),
        (readers.COUNTRY, "us", "US"),
        (readers.CURRENCY, "eur", "EUR"),
        (readers.CURRENCY, "HRK", "HRK"),
        (readers.WEB_ADDRESS, "http://[::1]:8000/x", "http://[::1]:8000/x"),
        (readers.WEB_ADDRESS, "https://schönheit.example/x", "https://schönheit.example/x"),
        (readers.DAY, "2019-06", date(2019, 6, 1)),
        (readers.DAY, "2004", date(2004, 1, 1)),
        (readers.DAY, "2026-11-22", date(2026, 11, 22)),
        (readers.PRECISION, "2019-06", "month"),
        (readers.PRECISION, "2004", "year"),
        (readers.PRECISION, "2026-11-22", "day"),
        (readers.WEB_ADDRESS, "https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
        (readers.TEXT, " Lip\u202e Blush ", "Lip Blush"),
        (readers.TEXT, "\u200b", None),
    ],
)
def test_what_is_read(reader: Reader, text: str, value: Any) -> None:
    assert reader.read(text) == value


@pytest.mark.parametrize(
    ("reader", "text", "reason"),
    [
        (readers.AMOUNT, "abc", "'abc' is not a number"),
        (readers.AMOUNT, "1,200", "'1,200' is not a number"),
        (readers.AMOUNT, "$450", "'$450' is not a number"),
        (readers.AMOUNT, "-5", "'-5' is negative"),
        (readers.AMOUNT, "nan", "'nan' is not a number"),
        (readers.AMOUNT, "inf", "'inf' is not a number"),
        (readers.AMOUNT, "1e3", "'1e3' is not a number"),
        (readers.AMOUNT, "1_000", "'1_000' is not a number"),
        (readers.AMOUNT, "٤٥٠", "is not a number"),
        (readers.AMOUNT, "1000000000000", "larger than it can be"),
        (readers.WHOLE_NUMBER, "99999999999", "larger than it can be"),
        (readers.DAY, "٢٠٢٦", "is no date"),
        (readers.DAY, "0001-01-01", "before there was a web"),
        (readers.WEB_ADDRESS, "https://ex.com:abc/", "no web address"),
        (readers.WEB_ADDRESS, "https://1.2.3.4:99999/", "no web address"),
        (readers.WEB_ADDRESS, "http://..", "names no host"),
        (readers.WEB_ADDRESS, "http://%00/", "names no host"),
        (readers.WEB_ADDRESS, "https://user:pw@evil.com/", "names no host"),
        (readers.WEB_ADDRESS, f"https://{'x' * 300}.com/", "names no host"),
        (readers.AMOUNT, "4.999", "more than two decimals"),
        (readers.WHOLE_NUMBER, "1.5", "not a whole number"),
        (readers.TRUTH, "yes", "neither true nor false"),
        (readers.COUNTRY, "UK", "no country code"),
        (readers.COUNTRY, "United States", "no country code"),
        (readers.CURRENCY, "$", "no currency code"),
        (readers.CURRENCY, "XYZ", "no currency code"),
        (readers.DAY, "22.11.2026", "is no date"),
        (readers.DAY, "2026-02-30", "is no date"),
        (readers.DAY, "0000", "is no date"),
        (readers.WEB_ADDRESS, "javascript:alert(1)", "no http or https address"),
        (readers.WEB_ADDRESS, "data:text/html,x", "no http or https address"),
        (readers.WEB_ADDRESS, "//example.com", "no http or https address"),
        (readers.WEB_ADDRESS, "https://", "no http or https address"),
        (readers.WEB_ADDRESS, "http://[::1", "no web address"),
        (readers.TEXT, "x" * 2001, "2001 characters"),
        (readers.one_of(("fixed", "from")), "about", "'about' is none of fixed, from"),
    ],
)
def test_what_is_refused_and_why(reader: Reader, text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r".") as error:
        reader.read(text)
    assert reason in str(error.value)


@pytest.mark.parametrize("name", ALL)
@given(text=st.text(alphabet=st.characters(codec=None)))
def test_no_text_makes_a_reader_fail_otherwise(name: str, text: str) -> None:
    try:
        ALL[name].read(text)
    except ValueError as error:
        assert str(error)
