"""The spiders are polite by default, in code."""

from crawler.settings import SETTINGS


def test_spiders_are_polite_and_closed() -> None:
    assert SETTINGS["ROBOTSTXT_OBEY"] is True
    assert SETTINGS["DOWNLOAD_DELAY"] >= 1
    assert SETTINGS["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1
    assert SETTINGS["DOWNLOAD_MAXSIZE"] <= 20_000_000
    assert SETTINGS["DOWNLOAD_DELAY_JITTER"] == 0
    assert SETTINGS["DOWNLOAD_VERIFY_CERTIFICATES"] is True
    assert SETTINGS["ALLOW_PRIVATE_ADDRESSES"] is False
    assert not any(SETTINGS[f"{name}_ENABLED"] for name in ("COOKIES", "REFERER", "HTTPPROXY", "HTTPCACHE", "RETRY"))
    assert SETTINGS["REMOTE_CONTROL_ENABLED"] is False
    assert SETTINGS["TELNETCONSOLE_ENABLED"] is False
