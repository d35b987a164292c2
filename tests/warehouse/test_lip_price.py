"""The comparable prices: which first visits reach them, which do not and why, and what they say."""

import duckdb
import pandas as pd
import pytest

COLUMNS = [
    *("provider_id", "provider", "city", "region", "country", "service", "procedure", "price_usd", "price_usd_article"),
    *("is_open_ended", "price_low", "price_high", "currency", "qualifier", "touch_up_included", "touch_up_usd"),
    *("all_in_usd", "months_lasting", "observed_at", "date_basis", "basis", "url"),
]


@pytest.fixture(scope="module")
def lip_price(release: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    return release.sql("from lip_price").to_arrow_table().to_pandas().set_index("provider")


def test_the_columns_stand_in_the_order_of_the_design(release: duckdb.DuckDBPyConnection) -> None:
    found = [row[0] for row in release.execute("describe lip_price").fetchall()]
    assert found[: len(COLUMNS)] == COLUMNS


def test_nothing_but_comparable_prices(release: duckdb.DuckDBPyConnection) -> None:
    strangers = release.execute(
        """select o.kind, o.procedure, o.service from lip_price join price_observation o using (observation_id)
           where o.kind <> 'initial' or o.procedure not in ('lip_blush', 'full_lip_color')
              or o.currency is null or o.url is null or o.is_lip_specific is not true"""
    ).fetchall()
    assert strangers == []


def test_every_first_visit_is_in_or_says_why_not(release: duckdb.DuckDBPyConnection) -> None:
    first_visits, inside, explained = release.execute(
        "select count(*), count_if(left_out_because is null), count_if(left_out_because is not null) from first_visit"
    ).fetchall()[0]
    recorded = release.execute("select count(*) from price_observation where kind = 'initial'").fetchall()[0][0]
    comparable = release.execute("select count(*) from lip_price").fetchall()[0][0]
    assert first_visits == recorded == inside + explained
    assert inside == comparable


@pytest.mark.parametrize(
    ("provider", "service", "because"),
    [
        ("Stephanie Jackson", "Lip Liner Procedure", "lip liner only"),
        ("Blade Boutique", "Dark lip neutralisation (per session)", "neutralization of dark lips, not lip blush"),
        ("Blush Me Studio", "New client procedure (PMU)", "priced for any area, not for lips"),
        ("Mia Min Beauty", "Natural Lip Blush", "no page that a reader could check"),
        ("Equà Studio", "Lip Blush", "no sourced exchange rate for PKR"),
        (
            "Atelier by Daniela",
            "Buze",
            "another price of the provider comes first: Buze — procedură inițială",
        ),
    ],
)
def test_why_a_first_visit_is_left_out(
    release: duckdb.DuckDBPyConnection, provider: str, service: str, because: str
) -> None:
    found = release.execute(
        "select left_out_because from first_visit where provider = ? and service = ?", [provider, service]
    ).fetchall()
    assert found == [(because,)]


@pytest.mark.parametrize(
    ("provider", "price", "touch_up", "all_in"),
    [
        ("Fresh Faced by Kim", 600, 0, 600),  # included, though later touch-ups are priced
        ("Contour PM", 800, 200, 1000),  # stated beside the first visit
        ("Kandy Allen Co.", 450, 75, 525),
        ("PFrankMD Skin Salon (Christopher Drummond)", 1350, 350, 1700),  # a range's midpoint
        ("Ashley M Brows", 650, None, None),  # nothing is known of a touch-up
        ("Yulia Brows", 255.73, 127.86, None),  # priced by itself, but the page does not say whether it is included
    ],
)
def test_what_a_treatment_costs_with_its_touch_up(
    lip_price: pd.DataFrame, provider: str, price: float, touch_up: float | None, all_in: float | None
) -> None:
    row = lip_price.loc[provider]
    assert float(row["price_usd"]) == price
    for name, expected in (("touch_up_usd", touch_up), ("all_in_usd", all_in)):
        assert pd.isna(row[name]) if expected is None else float(row[name]) == expected


def test_of_several_touch_ups_the_first_after_the_visit_counts(lip_price: pd.DataFrame) -> None:
    """40 days (obligatory) for 550 RON, not 3 to 5 months for nothing; 4 to 8 weeks for 995 SEK, not the late 1495."""
    romanian, swedish = lip_price.loc["Atelier by Daniela"], lip_price.loc["ByIsabellaK"]
    assert float(romanian["touch_up_usd"]) == pytest.approx(550 / 1100 * float(romanian["price_usd"]), abs=0.02)
    assert float(swedish["touch_up_usd"]) == pytest.approx(995 / 2995 * float(swedish["price_usd"]), abs=0.02)
