"""Everything that can be set, each by one environment variable, with its default, and the bound that dates keep to.

The tests check that every setting below is documented in the README.
"""

import os
import re
import shlex
from datetime import UTC, date, datetime
from pathlib import Path

from crawler.manners.agent import is_contact
from crawler.source import RECORDED_FOLDER, all_sources
from pipeline.errors import UsageError

FIRST_DAY = date(1990, 1, 1)
"""No page is older: an earlier date is a slip. The price index begins with this month."""


def home() -> Path:
    """`BLUSHBOOK_HOME`: the folder that holds all data; `./data` unless set."""
    return Path(os.environ.get("BLUSHBOOK_HOME") or "data").resolve()


def recorded_folder() -> Path:
    """`BLUSHBOOK_RECORDED`: the folder of the recorded facts; the ones that come with the package unless set."""
    return Path(os.environ.get("BLUSHBOOK_RECORDED") or RECORDED_FOLDER).resolve()


def now() -> datetime:
    """`BLUSHBOOK_NOW`: what the clock says, as `2026-11-22T193000Z` or in ISO 8601; the real time unless set."""
    text = os.environ.get("BLUSHBOOK_NOW")
    if not text:
        return datetime.now(UTC)
    # A run's name spells the time without colons, as file systems want it; both spellings set the clock.
    spelled = re.sub(r"T(\d\d)(\d\d)(\d\d)", r"T\1:\2:\3", text)
    try:
        moment = datetime.fromisoformat(spelled)
    except ValueError as error:
        raise UsageError(f"BLUSHBOOK_NOW={text!r} is no time: write it as 2026-11-22T193000Z") from error
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def is_clock_set() -> bool:
    """Whether `BLUSHBOOK_NOW` says what the clock says."""
    return bool(os.environ.get("BLUSHBOOK_NOW"))


def contact() -> str | None:
    """`BLUSHBOOK_CONTACT`: a mail address or page by which a site can reach who crawls it; live crawls need one."""
    text = (os.environ.get("BLUSHBOOK_CONTACT") or "").strip()
    if text and not is_contact(text):
        raise UsageError(
            f"BLUSHBOOK_CONTACT={text!r} is no contact: write a mail address or the address of a page, in plain letters"
        )
    return text or None


def releases_to_keep() -> int:
    """`BLUSHBOOK_KEEP_RELEASES`: how many releases are kept, 10 unless set.

    The current one is among them; the one before it is kept in any case, for readers who are just opening it.
    """
    text = os.environ.get("BLUSHBOOK_KEEP_RELEASES") or "10"
    if not text.isdecimal() or int(text) < 1:
        raise UsageError(f"BLUSHBOOK_KEEP_RELEASES={text!r} is no number of releases: write 1 or more")
    return int(text)


def processes() -> int:
    """`BLUSHBOOK_PROCESSES`: how many processes read pages at once where there are many; one a core unless set."""
    text = os.environ.get("BLUSHBOOK_PROCESSES") or str(os.cpu_count() or 1)
    if not text.isdecimal() or int(text) < 1:
        raise UsageError(f"BLUSHBOOK_PROCESSES={text!r} is no number of processes: write 1 or more")
    return int(text)


def article_date() -> date | None:
    """`BLUSHBOOK_ARTICLE_DATE`: when the article was published, as `2022-01-15`; else as `claims.toml` assumes."""
    text = os.environ.get("BLUSHBOOK_ARTICLE_DATE")
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"BLUSHBOOK_ARTICLE_DATE={text!r} is no date: write it as 2022-01-15") from error
    if day < FIRST_DAY:
        raise UsageError(f"BLUSHBOOK_ARTICLE_DATE={text!r} is before there was a web ({FIRST_DAY})")
    return day


def critical_sources() -> tuple[str, ...]:
    """`BLUSHBOOK_CRITICAL_SOURCES`: names joined by commas, or `all`: an alert on these publishes nothing."""
    text = (os.environ.get("BLUSHBOOK_CRITICAL_SOURCES") or "").strip()
    if text == "all":
        return tuple(all_sources())
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    unknown = [name for name in names if name not in all_sources()]
    if unknown:
        raise UsageError(
            f"BLUSHBOOK_CRITICAL_SOURCES={text!r}: there is no source {', '.join(unknown)};"
            " write names that `blushbook sources` lists, joined by commas, or all"
        )
    return names


def on_failure() -> list[str]:
    """`BLUSHBOOK_ON_FAILURE`: a command, called with the path of the summary when a run failed or was refused."""
    return _command("BLUSHBOOK_ON_FAILURE")


def on_alert() -> list[str]:
    """`BLUSHBOOK_ON_ALERT`: a command, called with the path of the summary when a source is not as usual."""
    return _command("BLUSHBOOK_ON_ALERT")


def _command(name: str) -> list[str]:
    """The words of a command. No shell reads it: quotes keep words together, and nothing is expanded."""
    text = os.environ.get(name) or ""
    try:
        return shlex.split(text)
    except ValueError as error:
        raise UsageError(f"{name}={text!r} is no command ({error})") from error
