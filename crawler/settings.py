"""Scrapy settings: polite by default, in code, and the same for every spider."""

from typing import Any

SETTINGS: dict[str, Any] = {
    "BOT_NAME": "blushbook",
    "ROBOTSTXT_OBEY": True,
    "DOWNLOAD_DELAY": 1,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_TIMEOUT": 30,
    "DOWNLOAD_MAXSIZE": 10_000_000,
    "ITEM_PIPELINES": {"crawler.raw_file.RawFile": 100},
    "LOG_LEVEL": "WARNING",
    # Scrapy's remote control and telnet console run code sent to them: a batch job needs neither.
    "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
}
