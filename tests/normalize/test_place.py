"""Where something is: regions, scopes, jurisdictions, web addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.place import Region, Scope, country_name, read_jurisdiction, read_region, read_scope
from pipeline.normalize.web_address import WebAddress, read_web_address


@pytest.mark.parametrize(
    ("country", "text", "region"),
    [
        ("US", "NY", Region("NY", "New York")),
        ("US", "new york", Region("NY", "New York")),
        ("IN", "Tamil Nadu", Region("TN", "Tamil Nādu")),
        ("DE", "Sachsen-Anhalt", Region("ST", "Sachsen-Anhalt")),
        ("PH", "Metro Manila", Region("Metro Manila", "Metro Manila")),
        (None, "CA", Region("CA", "CA")),
    ],
)
def test_regions(country: str | None, text: str, region: Region) -> None:
    assert read_region(country, text) == region


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("global", Scope()),
        ("US", Scope(country="US")),
        ("UK", Scope(country="GB")),
        ("Canada", Scope(country="CA")),
        ("CA", Scope(region="CA", country="US")),
        ("San Diego, CA", Scope("San Diego", "CA", "US")),
        ("Gold Coast, AU", Scope("Gold Coast", None, "AU")),
        ("NY / Los Angeles", Scope(country="US")),
        ("somewhere", Scope()),
    ],
)
def test_scopes(text: str, scope: Scope) -> None:
    assert read_scope(text) == scope


@pytest.mark.parametrize(
    ("text", "level", "scope"),
    [
        ("Texas", "state", Scope(region="TX", country="US")),
        ("California county (kcdph.com)", "city", Scope(region="CA", country="US")),
        ("Redland, Queensland", "city", Scope("Redland", "QLD", "AU")),
        ("London, England", "city", Scope("London", "ENG", "GB")),
        ("South Korea", "country", Scope(country="KR")),
        ("US (general)", "country", Scope(country="US")),
        ("European Union", "country", Scope()),
        ("EU", "country", Scope()),
        ("XX", "state", Scope()),
        ("Georgia", "state", Scope(region="GA", country="US")),
        ("Georgia", "country", Scope(country="GE")),
    ],
)
def test_jurisdictions(text: str, level: str, scope: Scope) -> None:
    assert read_jurisdiction(text, level) == scope


def test_country_names() -> None:
    assert (country_name("GB"), country_name("KR")) == ("United Kingdom", "South Korea")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://www.browsjungle.com/", WebAddress("page", "browsjungle.com")),
        ("http://en.beautiquebeautysalon.co.uk/terms", WebAddress("page", "beautiquebeautysalon.co.uk")),
        ("https://www.instagram.com/ml_esthetics1/", WebAddress("profile", "instagram.com/ml_esthetics1")),
        ("https://booksy.com/en-us/912233_rose_brows_belleview", WebAddress("profile", "booksy.com/912233")),
        ("https://la-pelle.wixsite.com/lapelle/terms", WebAddress("page", "la-pelle.wixsite.com/lapelle")),
        ("https://github.com/A/B/blob/x/index.html", WebAddress("source_code", "github.com/a/b")),
        ("https://form.jotform.com/242176423928158", WebAddress("form", None)),
        ("https://instagram.com/", WebAddress("profile", None)),
        ("https://sites.google.com/view/rosa-ink/home", WebAddress("profile", "sites.google.com/rosa-ink")),
        ("https://rosa.github.io/prices.html", WebAddress("page", "rosa.github.io")),
        ("http://127.0.0.1:8000/prices", WebAddress("page", "127.0.0.1")),
    ],
)
def test_web_addresses(url: str, address: WebAddress) -> None:
    assert read_web_address(url) == address


@given(st.text())
def test_no_text_breaks_a_place(text: str) -> None:
    read_scope(text)
    read_jurisdiction(text, "state")
    read_region("US", text)
