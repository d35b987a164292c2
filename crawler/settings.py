"""Scrapy settings: polite and careful by default, in code, and the same for every spider."""

from typing import Any

from crawler.manners.agent import user_agent
from crawler.manners.resolver import ALLOW_PRIVATE_SETTING
from crawler.manners.retry_after import LONGEST_WAIT_SETTING, MOST_RETRIES_SETTING
from crawler.options import CrawlOptions

_WEB = "crawler.manners.header_limit.HeaderLimitHandler"

SETTINGS: dict[str, Any] = {
    "BOT_NAME": "blushbook",
    "ROBOTSTXT_OBEY": True,
    "DOWNLOAD_DELAY": 1,
    # Scrapy's jitter would make half of the pauses shorter than promised.
    "DOWNLOAD_DELAY_JITTER": 0,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_TIMEOUT": 30,
    "DOWNLOAD_MAXSIZE": 10_000_000,
    "DOWNLOAD_WARNSIZE": 0,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    LONGEST_WAIT_SETTING: 120,
    MOST_RETRIES_SETTING: 2,
    ALLOW_PRIVATE_SETTING: False,
    "TWISTED_DNS_RESOLVER": "crawler.manners.resolver.PublicResolver",
    "DOWNLOAD_HANDLERS": {"http": _WEB, "https": _WEB, "ftp": None, "s3": None, "data": None},
    "DOWNLOADER_MIDDLEWARES": {
        # Ours knows what a robots.txt that cannot be read means, and honours Crawl-delay.
        "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
        "crawler.manners.robots.Robots": 100,
        "crawler.manners.retry_after.RetryAfter": 550,
        "crawler.manners.pace.Pace": 900,
    },
    # Redirects are followed one by one in `crawler.fetch`, retries made only where a host asks for them.
    "REDIRECT_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "RETRY_ENABLED": False,
    # A proxy would connect to addresses that we have not checked; it takes more than a variable to go through one.
    "HTTPPROXY_ENABLED": False,
    "COOKIES_ENABLED": False,
    "REFERER_ENABLED": False,
    # Scrapy's own would ask for English: a page is wanted as it is written.
    "DEFAULT_REQUEST_HEADERS": {"Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"},
    "HTTPCACHE_ENABLED": False,
    "ITEM_PIPELINES": {"crawler.raw_file.RawFile": 100},
    # What becomes of a page, its outcome tells.
    "LOG_LEVEL": "ERROR",
    # Scrapy's remote control and telnet console run code sent to them: a batch job needs neither.
    "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
}


def settings_of(options: CrawlOptions) -> dict[str, Any]:
    """The settings of one crawl."""
    return {
        **SETTINGS,
        "USER_AGENT": user_agent(options.contact),
        "DOWNLOAD_DELAY": options.delay,
        ALLOW_PRIVATE_SETTING: options.allow_private,
        "RAW_FOLDER": str(options.raw_folder),
    }
