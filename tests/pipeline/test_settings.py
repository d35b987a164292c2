"""The clock and the other settings."""

from datetime import UTC, datetime

import pytest

from crawler.source import all_sources
from pipeline import settings
from pipeline.errors import UsageError


@pytest.mark.parametrize(
    "text", ["2026-11-22T193000Z", "2026-11-22T19:30:00Z", "2026-11-22T20:30:00+01:00", "2026-11-22T19:30:00"]
)
def test_the_clock_can_be_set(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BLUSHBOOK_NOW", text)
    assert settings.now() == datetime(2026, 11, 22, 19, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("BLUSHBOOK_NOW", settings.now),
        ("BLUSHBOOK_ARTICLE_DATE", settings.article_date),
        ("BLUSHBOOK_CRITICAL_SOURCES", settings.critical_sources),
    ],
)
def test_a_setting_that_cannot_be_read_is_told(name: str, read: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "soon")
    with pytest.raises(UsageError, match=f"{name}='soon'"):
        read()  # type: ignore[operator]


def test_an_article_is_not_older_than_the_web(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BLUSHBOOK_ARTICLE_DATE", "1900-01-01")
    with pytest.raises(UsageError, match="before there was a web"):
        settings.article_date()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", ()),
        (" ", ()),
        ("studios", ("studios",)),
        (" studios , recorded_prices,", ("studios", "recorded_prices")),
        ("all", tuple(all_sources())),
    ],
)
def test_critical_sources_are_named(text: str, names: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BLUSHBOOK_CRITICAL_SOURCES", text)
    assert settings.critical_sources() == names
