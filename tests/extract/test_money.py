"""Which parts of a text are money, and what the parts say."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.extract.money import find_money
from pipeline.normalize.page.amounts import read_amounts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lip Blush $450", ["$450"]),
        ("Lip Blush $ 450", ["$ 450"]),
        ("Lip Blush 450$", ["450$"]),
        ("Lip Blush 450 USD", ["450 USD"]),
        ("Lip Blush AU$450", ["AU$450"]),
        ("Lippen 280,- €", ["280,- €"]),
        ("Lippen 280,-", ["280,-"]),
        ("Läppar 2 900:-", ["2 900:-"]),
        ("Usta 1 050 zł", ["1 050 zł"]),
        ("Labial R$ 1.500,00", ["R$ 1.500,00"]),
        ("Lips Rs. 13,999", ["Rs. 13,999"]),
        ("Lips ₹1,13,999", ["₹1,13,999"]),
        ("입술 35만원", ["35만원"]),
        ("リップ 66,000円", ["66,000円"]),
        ("唇 ￥１，２００", ["￥１，２００"]),
        ("שפתיים ₪1,400", ["₪1,400"]),
        ("الشفاه ٤٥٠ درهم", ["٤٥٠ درهم"]),
        ("Lips $450–550", ["$450–550"]),
        ("Lips $450 - $550", ["$450 - $550"]),
        ("Lips between $300 and $400", ["between $300 and $400"]),
        ("Lips von 200 bis 300 €", ["200 bis 300 €"]),
        ("Lips from $450", ["from $450"]),
        ("Lips $450+", ["$450+"]),
        ("Lips $450 and up", ["$450 and up"]),
        ("Lippen ab 280 €", ["ab 280 €"]),
        ("Lips up to $600", ["up to $600"]),
        ("Lips $450 + touch-up", ["$450"]),
        ("Lip Blush (2 hrs) $450", ["$450"]),
        ("2 sessions $600", ["$600"]),
        ("$50 deposit, balance $400", ["$50", "$400"]),
        ("was $750 now $600", ["$750", "$600"]),
        ("$450$600", ["$450", "$600"]),
        ("Lip Liner - 320", ["320"]),
        ("Touch-up: free", ["free"]),
        ("Nachbehandlung: inklusive", ["inklusive"]),
        ("Retouche offerte", ["offerte"]),
        ("価格：33,000円", ["33,000円"]),
        ("Preis:250€", ["250€"]),
        ("Lips Rs.4500/-", ["Rs.4500/-"]),
        ("Lip:350-500€", ["350-500€"]),
        ("touch-up:free", ["free"]),
        ("입술 35만 5천원 2회", ["35만 5천원"]),
        ("입술 35만 60분", ["35만"]),
        ("Môi 4tr5", ["4tr5"]),
        ("Môi 2 triệu 500", ["2 triệu 500"]),
        ("Môi 2 triệu 120 phút", ["2 triệu"]),
        ("Lips $450 US", ["$450 US"]),
        ("Usne 350/100 €", ["350/100 €"]),
        ("Lips S/ 450", ["S/ 450"]),
    ],
)
def test_money_is_found(text: str, found: list[str]) -> None:
    assert [text[money.start : money.end] for money in find_money(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lip Blush",
        "6-8 weeks",
        "90 min",
        "2,5 Stunden",
        "20% off",
        "10:30",
        "4.5/5",
        "04.03.2024",
        "2024-03-04",
        "+1 612 555 0170",
        "#12",
        "5ml",
        "1st visit",
        "B12",
        "v2.1.3.4",
        "free of charge for everyone who reads on and on in this long sentence about our studio and its ways",
        "$$",
        "$ per visit",
        "Mon:10-18",
        "Tel:0301234567",
        "Opening hours:10:00-18:00",
        "v2.350",
        "Find us: https://maps.example/R4aB/450$",
    ],
)
def test_what_is_no_money_is_not_found(text: str) -> None:
    assert find_money(text) == []


@given(st.text(max_size=60))
@example("１２３-４５６円")
@example("$1 $2-$3")
def test_money_stands_in_order_and_does_not_overlap(text: str) -> None:
    found = find_money(text)
    assert all(0 <= money.start < money.end <= len(text) for money in found if money.form != "free")
    numbers = [money for money in found if money.form != "free"]
    assert all(one.end <= other.start for one, other in pairwise(numbers))
    assert all(money.start <= start < end <= money.end for money in found for start, end in money.amounts)


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier", "sign"),
    [
        ("$450", 450, 450, "fixed", "$"),
        ("$1,050", 1050, 1050, "fixed", "$"),
        ("$1,050.50", 1050.5, 1050.5, "fixed", "$"),
        ("1.050 €", 1050, 1050, "fixed", "€"),
        ("1.050,50 €", 1050.5, 1050.5, "fixed", "€"),
        ("45,5 €", 45.5, 45.5, "fixed", "€"),
        ("CHF 1'150.–", 1150, 1150, "fixed", "CHF"),
        ("7 050 kr", 7050, 7050, "fixed", "kr"),
        ("₹1,13,999", 113999, 113999, "fixed", "₹"),
        ("$1.2k", 1200, 1200, "fixed", "$"),
        ("3–4만원", 30000, 40000, "range", "만원"),
        ("35만", 350000, 350000, "fixed", "만"),
        ("$450–550", 450, 550, "range", "$"),
        ("450 to 550 USD", 450, 550, "range", "USD"),
        ("from $450", 450, None, "from", "$"),
        ("$450+", 450, None, "from", "$"),
        ("up to $450", None, 450, "up_to", "$"),
        ("free", 0, 0, "fixed", None),
        ("0 €", 0, 0, "fixed", "€"),
        ("450", 450, 450, "fixed", None),
        ("35만 5천원", 355000, 355000, "fixed", "만"),
        ("3万5000円", 35000, 35000, "fixed", "円"),
        ("4tr5", 4500000, 4500000, "fixed", "tr"),
        ("2 triệu 500k", 2500000, 2500000, "fixed", "triệu"),
        ("$450 US", 450, 450, "fixed", "US"),
        ("$450 CDN", 450, 450, "fixed", "CDN"),
        ("1k5", 1500, 1500, "fixed", None),
        ("$1.2k–$1.5k", 1200, 1500, "range", "$"),
        ("350/100 €", 350, 350, "fixed", "€"),
        ("U$S 300", 300, 300, "fixed", "U$S"),
        ("1200 SR", 1200, 1200, "fixed", "SR"),
        ("350 KM", 350, 350, "fixed", "KM"),
        ("1200 ج.م", 1200, 1200, "fixed", "ج.م"),
        ("٤٥٠ درهم", 450, 450, "fixed", "درهم"),
    ],
)
def test_what_an_amount_says(
    text: str, low: float | None, high: float | None, qualifier: str, sign: str | None
) -> None:
    amounts = read_amounts(text)
    assert amounts is not None
    assert (amounts.low, amounts.high, amounts.qualifier, amounts.sign) == (low, high, qualifier, sign)


@pytest.mark.parametrize("text", ["", "on request", "call us", "20%", "$99999999999999"])
def test_a_text_without_an_amount_says_none(text: str) -> None:
    assert read_amounts(text) is None
