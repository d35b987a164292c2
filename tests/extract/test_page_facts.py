"""What a page says beside its prices: currency, country, times, language, and what is no price of a service."""

import pytest

from crawler.extract.language import read_language
from pipeline.normalize.page.country import Country, read_country
from pipeline.normalize.page.currency import Currency, read_currency
from pipeline.normalize.page.reason import excluded_because
from pipeline.normalize.page.stated_currency import read_stated_currency
from pipeline.normalize.page.times import Span, read_healing_days, read_minutes, read_months_lasting
from pipeline.normalize.page.wording import wording_of


@pytest.mark.parametrize(
    ("sign", "hint", "country", "signs", "code", "basis"),
    [
        ("€", None, None, [], "EUR", "symbol"),
        ("USD", None, None, [], "USD", "code"),
        ("zł", None, Country("DE", "address"), [], "PLN", "symbol"),
        ("$", None, Country("CA", "address"), [], "CAD", "address"),
        ("$", None, Country("AU", "telephone"), [], "AUD", "telephone"),
        ("$", "NZD", Country("US", "domain"), [], "NZD", "json-ld"),
        ("$", "EUR", Country("CA", "domain"), [], "CAD", "domain"),
        ("$", None, Country("DE", "address"), [], "USD", "assumed"),
        ("$", None, None, ["CAD", "$", "CAD"], "CAD", "page"),
        ("kr", None, Country("DK", "domain"), [], "DKK", "domain"),
        (None, "GBP", None, [], "GBP", "json-ld"),
        (None, None, Country("JP", "address"), [], "JPY", "address"),
        (None, None, Country("SE", "language"), ["€"], "EUR", "page"),
        (None, None, Country("PL", "language"), [], "PLN", "language"),
        ("SR", None, None, [], "SAR", "symbol"),
        ("DH", None, Country("MA", "domain"), [], "MAD", "domain"),
    ],
)
def test_the_currency_and_its_basis(
    sign: str | None, hint: str | None, country: Country | None, signs: list[str], code: str, basis: str
) -> None:
    currency = read_currency(sign, hint, country, signs)
    assert currency is not None
    assert (currency.code, currency.basis) == (code, basis)


def test_without_any_hint_there_is_no_currency() -> None:
    assert read_currency(None, None, None, []) is None


def test_a_toman_is_no_rial() -> None:
    assert read_currency("تومان", None, Country("IR", "address"), ["تومان"]) is None


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ("All prices in CAD", "CAD"),
        ("Prices are listed in Australian dollars (AUD).", "AUD"),
        ("Currency: NZD", "NZD"),
        ("Tous les prix sont en dollars canadiens", "CAD"),
        ("Precios en pesos mexicanos", "MXN"),
        ("價格以新台幣計", "TWD"),
        ("Prices in CAD; visitors may pay in USD", None),
        ("Our academy in Canada", None),
        ("We met many Canadian dollars collectors", None),
        (None, None),
    ],
)
def test_the_currency_that_a_page_names_for_all_prices(terms: str | None, code: str | None) -> None:
    assert read_stated_currency(terms) == code


def test_the_page_s_word_on_its_currency_counts_where_the_sign_can_mean_it() -> None:
    assert read_currency("$", None, None, [], stated="CAD") == Currency("CAD", "page")
    assert read_currency("€", None, None, [], stated="CAD") == Currency("EUR", "symbol")


@pytest.mark.parametrize(
    ("stated", "addresses", "telephones", "url", "language", "code", "basis"),
    [
        ("Canada", [], [], None, "en", "CA", "address"),
        ("NZ", [], [], None, "en", "NZ", "address"),
        (None, ["9 Mill Row, Leeds LS1 4QQ"], [], None, "en", "GB", "address"),
        (None, ["12 Elm St, Boise, ID 83702"], [], None, "en", "US", "address"),
        (None, ["88 Elm Lane, Guelph, ON N1H 2A5"], [], None, "en", "CA", "address"),
        (None, ["〒600-0000 京都市"], [], None, "ja", "JP", "address"),
        (None, ["Elm St, Boise, ID 83702"], ["+44 113 496 0182"], None, "en", "US", "address"),
        (None, [], ["+48 71 000 22 33"], None, "en", "PL", "telephone"),
        (None, [], ["0049 30 000 1122"], None, "en", "DE", "telephone"),
        (None, [], ["(208) 555-0147"], None, "en", "US", "telephone"),
        (None, [], [], "https://studio.co.uk/prices", "en", "GB", "domain"),
        (None, [], ["(208) 555-0147"], "https://studio.ca/", "en", "CA", "domain"),
        (None, [], [], "https://studio.com/", "pl", "PL", "language"),
    ],
)
def test_the_country_and_its_basis(
    stated: str | None,
    addresses: list[str],
    telephones: list[str],
    url: str | None,
    language: str,
    code: str,
    basis: str,
) -> None:
    assert read_country(stated, addresses, telephones, [url or ""], language) == Country(code, basis)


@pytest.mark.parametrize(
    ("text", "language", "code"),
    [
        ("Lip blush in Vancouver, WA", "en", "US"),
        ("Permanent makeup Birmingham AL", "en", "US"),
        ("Lip blush in Manchester, New Hampshire", "en", "US"),
        ("Lip blush in Vancouver", "en", "CA"),
        ("LIPS IN LONDON OR AT HOME", "en", "GB"),
        ("霧唇 價目表", "zh", "TW"),
        ("雾唇 价目表", "zh", "CN"),
        ("香港 霧唇 價目表", "zh", "HK"),
    ],
)
def test_the_country_by_what_titles_say(text: str, language: str, code: str) -> None:
    country = read_country(None, [], [], [], language, lambda: [text])
    assert country is not None
    assert country.code == code


@pytest.mark.parametrize("url", ["https://lips.me/", "https://lips.co/"])
def test_domains_that_anybody_takes_tell_no_country(url: str) -> None:
    assert read_country(None, [], [], [url], "en") is None


@pytest.mark.parametrize("language", ["en", None])
def test_english_alone_tells_no_country(language: str | None) -> None:
    assert read_country(None, [], [], ["https://studio.com/"], language) is None


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Lip blush (2 hrs)", Span(120, 120)),
        ("2.5 hours", Span(150, 150)),
        ("2,5 Std.", Span(150, 150)),
        ("1 h 30", Span(90, 90)),
        ("2h30", Span(150, 150)),
        ("90 min", Span(90, 90)),
        ("90-120 min.", Span(90, 120)),
        ("2-3 Stunden", Span(120, 180)),
        ("1 hour - 90 minutes", Span(60, 90)),
        ("3時間", Span(180, 180)),
        ("2½ hrs", Span(150, 150)),
        ("2 1/2 - 3 hours", Span(150, 180)),
        ("2時間半", Span(150, 150)),
        ("2 heures et demie", Span(150, 150)),
        ("1 hour and 30 minutes", Span(90, 90)),
        ("Dauer:2h", Span(120, 120)),
        ("1:30 hrs", Span(90, 90)),
        ("2g 30min", Span(150, 150)),
        ("120'", Span(120, 120)),
        ("Open from 9:30 h", None),
        ("6-8 weeks", None),
        ("open 24 months", None),
        ("300 hours of training", None),
        ("0 min", None),
    ],
)
def test_how_long_a_treatment_takes(text: str, span: Span | None) -> None:
    assert read_minutes(text) == span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("lasts 18-24 months", Span(18, 24)),
        ("The colour lasts up to 3 years", Span(36, 36)),
        ("hält 2 bis 3 Jahre", Span(24, 36)),
        ("Valid for 12 months", None),
        ("The session lasts 2 hours", None),
    ],
)
def test_how_long_the_result_lasts(text: str, span: Span | None) -> None:
    assert read_months_lasting(text) == span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Healing takes 5-7 days", Span(5, 7)),
        ("Your lips heal in about 6 weeks", Span(42, 42)),
        ("Come back after 6 weeks", None),
    ],
)
def test_how_long_the_skin_heals(text: str, span: Span | None) -> None:
    assert read_healing_days(text) == span


@pytest.mark.parametrize(
    ("label", "before", "after", "reason"),
    [
        ("your first visit", "", "off your first visit", "discount"),
        ("Save", "Save", "on brows", "discount"),
        ("Gift card", "Gift card", "", "gift"),
        ("No-show fee", "No-show fee", "", "fee"),
        ("Klarna", "4 payments of", "", "instalment"),
        ("Add a wing", "Add a wing for", "", "add_on"),
        ("Dark lips", "Dark lips +", "", "add_on"),
        ("Price may vary", "Price may vary", "depending on the lips", "add_on"),
        ("Lips", "Lips", "a month", "instalment"),
        ("Lip blushing", "The average cost of lip blushing is", "", "statistic"),
        ("Orders", "Orders over", "", "threshold"),
        ("Lip balm", "Lip balm", "", "product"),
        ("Suite", "Suite", "", "no_service"),
        ("Lip blush", "Lip blush", "", None),
        ("Lip blush", "Lip blush", "per person", None),
    ],
)
def test_why_an_amount_is_no_price(label: str, before: str, after: str, reason: str | None) -> None:
    assert excluded_because(wording_of(label), wording_of(before), wording_of(after)) == reason


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("The price of your lips and brows with us is on this page for you", "de", "en"),
        ("Die Preise für Ihre Lippen und die Augenbrauen sind mit der Nachbehandlung", "en", "de"),
        ("Les tarifs pour vos lèvres et les sourcils sont avec la retouche dans le prix", "en", "fr"),
        ("Перманентный макияж губ, цены на все услуги и запись по телефону для вас", "en", "ru"),
        ("Перманентний макіяж губ та брів, ціни на всі послуги її студії", "en", "uk"),
        ("リップアートメイクの料金表", "en", "ja"),
        ("입술 반영구 가격", "en", "ko"),
        ("איפור קבוע לשפתיים", "en", "he"),
        ("$450", "sv", "sv"),
        ("", None, None),
    ],
)
def test_the_language_of_a_text(text: str, declared: str | None, language: str | None) -> None:
    assert read_language(text, declared) == language
