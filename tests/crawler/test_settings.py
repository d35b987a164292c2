"""The spiders are polite by default, in code."""

from crawler.settings import SETTINGS


def test_spiders_are_polite_and_closed() -> None:
    assert SETTINGS["ROBOTSTXT_OBEY"] is True
    assert SETTINGS["DOWNLOAD_DELAY"] >= 1
    assert SETTINGS["CONCURRENT_REQUESTS_PER_DOMAIN"] == 1
    assert SETTINGS["DOWNLOAD_MAXSIZE"] <= 20_000_000
    assert SETTINGS["REMOTE_CONTROL_ENABLED"] is False
    assert SETTINGS["TELNETCONSOLE_ENABLED"] is False
