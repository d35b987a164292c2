"""Links: which of a page's are pages, which promise prices, and how an address is spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from crawler.extract.booking import platform_of
from crawler.extract.document import read_document
from crawler.extract.links import read_links
from crawler.page_address import can_be_page, canonical, page_key, pattern_of, site_of


def links(body: str, url: str = "http://studio.example/") -> list[str]:
    return [link.url for link in read_links(read_document(body.encode(), url))]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("/price-list", "/about"),
        ("/lips", "/contact"),
        ("/services", "/team"),
        ("/lip-blush-prices", "/prices"),
        ("/preisliste", "/leistungen"),
        ("/lippenpigmentierung", "/ueber-uns"),
        ("/tarifs", "/l-institut"),
        ("/levres", "/contact"),
        ("/precios", "/nosotros"),
        ("/micropigmentacion-labios", "/nosotros"),
        ("/listino-prezzi", "/chi-siamo"),
        ("/labbra", "/contatti"),
        ("/prijslijst", "/over-ons"),
        ("/cennik", "/o-nas"),
        ("/usta", "/kontakt"),
        ("/preturi", "/despre"),
        ("/buze", "/contact"),
        ("/arlista", "/rolunk"),
        ("/%D1%86%D0%B5%D0%BD%D1%8B", "/kontakty"),
        ("/tseny", "/o-nas"),
        ("/fiyat-listesi", "/hakkimizda"),
        ("/dudak-renklendirme", "/iletisim"),
        ("/prislista", "/om-oss"),
        ("/priser", "/om-os"),
        ("/hinnasto", "/yhteystiedot"),
        ("/bang-gia", "/gioi-thieu"),
        ("/harga", "/tentang-kami"),
        ("/LipBlush", "/About"),
        ("/lip_blushing.php", "/index.php?p=about"),
        ("/policies", "/privacy"),
        ("/faq", "/gallery"),
        ("/lip-blush-cost-guide", "/blog/our-christmas-party"),
        ("/services", "/services?page=2"),
    ],
)
def test_a_path_that_promises_prices_comes_first(better: str, worse: str) -> None:
    found = links(f'<a href="{worse}">x</a><a href="{better}">x</a>')
    assert found[0].startswith(f"http://studio.example{better}")


@pytest.mark.parametrize(
    "text",
    [
        "Prices",
        "Preise",
        "Tarifs",
        "Precios",
        "Preços",
        "Prezzi",
        "Prijzen",
        "Cennik",
        "Ceník",
        "Prețuri",
        "Árak",
        "Цены",
        "Ціни",
        "Fiyatlar",
        "Priser",
        "Hinnasto",
        "מחירון",
        "الأسعار",
        "가격",
        "料金",
        "价格",
        "Bảng giá",
        "Harga",
        "ราคา",
        "Τιμές",
        "Hinnad",
        "Cenas",
        "Kainos",
    ],
)
def test_a_text_that_promises_prices_comes_first(text: str) -> None:
    assert links(f'<a href="/x1">About us</a><a href="/x2">Contact</a><a href="/x3">{text}</a>')[0].endswith("/x3")


@pytest.mark.parametrize(
    "href",
    [
        "http://[",
        "javascript:void(0)",
        "data:text/html,x",
        "mailto:a@b.c",
        "tel:+1",
        "#top",
        "",
        "ftp://studio.example/",
        "//",
        "http://user:secret@studio.example/prices",
        "/prices.pdf",
        "/lips.JPG",
        "/feed/",
        "/wp-login.php",
        "/cart",
        "/wp-json/x",
        "/" + "p" * 5000,
        "http://studio.example:99999/",
        "/prices.zip",
        "/style.css",
        "/",
    ],
)
def test_what_is_no_page_is_no_link(href: str) -> None:
    assert links(f'<a href="{href}">prices</a>') == []


def test_a_page_is_one_link_however_often_and_however_spelled() -> None:
    spellings = (
        "/prices",
        "/prices/",
        "prices#lips",
        "/prices?utm_source=menu",
        "http://www.studio.example/prices/index.html",
    )
    assert len(links("".join(f'<a href="{href}">x</a>' for href in spellings))) == 1


def test_the_base_of_a_page_counts_and_so_does_its_refresh() -> None:
    head = '<base href="/en/"><meta http-equiv="refresh" content="0; url=home.htm">'
    assert links(f'{head}<a href="prices">x</a><map><area href="lips"></map>') == [
        "http://studio.example/en/home.htm",
        "http://studio.example/en/prices",
        "http://studio.example/en/lips",
    ]


@pytest.mark.parametrize(
    ("url", "platform"),
    [
        ("https://booksy.com/en-us/123456_some-studio_brows_1_miami", "booksy"),
        ("https://booksy.com/en-us/s/brows", None),
        ("https://www.vagaro.com/somestudio", "vagaro"),
        ("https://www.vagaro.com/listings/brows/miami", None),
        ("https://www.fresha.com/a/some-studio-x1", "fresha"),
        ("https://www.fresha.com/", None),
        ("https://www.styleseat.com/m/v/somestudio", "styleseat"),
        ("https://somestudio.glossgenius.com/services", "glossgenius"),
        ("https://somestudio.square.site/", "square"),
        ("https://square.site/", None),
        ("https://book.squareup.com/appointments/abc/location/def/services", "square_appointments"),
        ("https://squareup.com/us/en", None),
        ("https://glossgenius.com/", None),
        ("https://www.vagaro.com/login", None),
        ("https://www.treatwell.co.uk/place/some-studio/", "treatwell"),
        ("https://www.treatwell.co.uk/places/treatment-group-face/", None),
        ("https://studio.example/", None),
    ],
)
def test_a_studios_page_on_a_platform(url: str, platform: str | None) -> None:
    assert platform_of(url) == platform


@pytest.mark.parametrize(
    ("address", "spelled"),
    [
        ("HTTP://Studio.Example:80", "http://studio.example/"),
        ("https://studio.example:443/a#b", "https://studio.example/a"),
        ("http://studio.example./", "http://studio.example/"),
        ("http://studio.example/lèvres", "http://studio.example/l%C3%A8vres"),
        ("http://studio.example/?fbclid=1&p=2&utm_medium=x", "http://studio.example/?p=2"),
        ("http://[::1]:80/", "http://[::1]/"),
        ("http://studio.example/a?phpsessid=12", "http://studio.example/a"),
        ("//", None),
        ("http:///x", None),
        ("mailto:x@y.z", None),
    ],
)
def test_an_address_has_one_spelling(address: str, spelled: str | None) -> None:
    assert canonical(address) == spelled


@given(some.text() | some.text(alphabet="htp:/[]@%#?&=.\\ \x00"))
def test_no_text_upsets_the_reading_of_addresses(text: str) -> None:
    url = canonical(text, "http://studio.example/a/b?c")
    if url is not None:
        assert canonical(url) == url
        assert page_key(url)
        assert site_of(url)
        assert pattern_of(url)
        assert can_be_page(url) in {True, False}
