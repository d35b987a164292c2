"""The article's claims by pandas, from the exported tables: evidence, measures, and verdicts by `verdict_rule`."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pandas as pd

LIPS = ["lip_blush", "full_lip_color"]
ANY_LIPS = [*LIPS, "lip_liner", "lip_neutralization"]
NAMES = {
    "Russian lip-blushing": "russian",
    "candy lips": "cand(?:y|ies)[- ]?lips?",
    "micropigmentation": "mi[ck]ropigment",
    "semi-permanent makeup": "semi[- ]?perman",
    "Nanocolor Infusion": "nano[- ]?colou?r",
}
RISKS = ["allergic reaction", "infection", "scarring", "granuloma", "pigment migration"]
NUMBERS = [
    # claim, what it is called in first_visit, in review, lowest and highest number that is as claimed
    ("longevity", "months_lasting", "longevity_months", 6 * 0.9, 24 * 1.1),
    ("longevity_one_client", None, "longevity_months", 12 * 0.9, 12 * 1.1),
    ("duration", "duration_minutes", "procedure_minutes", 60 * 0.9, 120 * 1.1),
    ("healing", "healing_days", "healing_days", 42 * 0.9, 56 * 1.1),
]
NOT_WHOLLY_EXAMINED = {"duration", "swelling", "arizona_rules", "new_york_city_rules"}


class Kind(NamedTuple):
    """One kind of evidence for one claim: what each says, and the number it states where it states one."""

    claim: str
    witness: str
    form: str
    says: pd.Series
    values: pd.Series | None = None
    silent: int = 0
    reach: tuple[float, float] = (0, 0)


def prices(read: Callable[[str], pd.DataFrame]) -> Iterator[Kind]:
    rows = read("lip_price").query("country == 'US'")
    for witness, column in (("price today", "price_usd_today"), ("price then", "price_usd_article")):
        found = rows[column]
        for claim, form, low, high in (
            ("average_price", "typical_number", 321 * 0.9, 321 * 1.1),
            ("top_price", "possible", 2500.01, float("inf")),
            ("bottom_price", "possible", 200, 400),
        ):
            yield Kind(claim, witness, form, held_against(found, low, high), found, reach=(low, high))


def held_against(values: pd.Series, low: float, high: float) -> pd.Series:
    says = pd.Series("as claimed", index=values.index)
    return says.mask(values < low, "less").mask(values > high, "more")


def ends(rows: pd.DataFrame, low: str, high: str) -> pd.DataFrame:
    found = rows[[low, high]].set_axis(["low", "high"], axis=1).dropna(how="all")
    return found.assign(value=found.bfill(axis=1).ffill(axis=1).mean(axis=1))


def accounts_of(read: Callable[[str], pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Reviews by their id: those of clients, and those of artists or on no page but a studio's own."""
    reviews, places = read("review").set_index("review_id"), read("review_place")
    own = places["is_first_party"].astype("boolean").fillna(value=False).groupby(places["review_id"]).all()
    apart = (reviews["author_kind"] == "artist") | own.reindex(reviews.index, fill_value=False)
    return {"account": reviews[~apart], "testimonial": reviews[apart]}


def stated(read: Callable[[str], pd.DataFrame]) -> Iterator[tuple[str, str, pd.DataFrame, tuple[float, float]]]:
    """Months, minutes and days, by who states them."""
    visits = read("first_visit").query("procedure in @LIPS and url.notna()")
    visits = visits.sort_values("place_in_provider", na_position="last", kind="stable").set_index("provider_id")
    accounts = accounts_of(read)
    for claim, of_providers, of_accounts, low, high in NUMBERS:
        if of_providers is not None:
            found = ends(visits, f"{of_providers}_low", f"{of_providers}_high")
            yield claim, "provider", found[~found.index.duplicated()], (low, high)
        yield claim, "account", ends(accounts["account"], of_accounts, of_accounts), (low, high)
        if claim != "longevity_one_client":
            yield claim, "testimonial", ends(accounts["testimonial"], of_accounts, of_accounts), (low, high)


def complications(reviews: pd.DataFrame) -> pd.Series:
    told = reviews["complications"].dropna()
    return told.str.split(";").explode().str.replace("_", " ").replace("keloid", "scarring")


def labels(read: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """Each label of a first visit with the name it uses, several times where it uses several."""
    visits = read("first_visit").query("procedure in @ANY_LIPS and url.notna()")
    used = [
        [name for name, pattern in NAMES.items() if re.search(pattern, label, re.IGNORECASE)]
        for label in visits["service"]
    ]
    rows = visits.assign(part=used)[["provider_id", "service", "part"]].explode("part")
    return rows.drop_duplicates()


def accounts(witness: str, reviews: pd.DataFrame) -> Iterator[Kind]:
    is_severe = reviews["pain"].eq("severe").where(reviews["pain"].notna(), reviews["pain_score_10"] >= 7)
    says = is_severe[reviews[["pain", "pain_score_10"]].notna().any(axis=1)].map({True: "more", False: "as claimed"})
    yield Kind("pain", witness, "typical_case", says)

    for_long = reviews["complications"].fillna("").str.contains("prolonged_swelling")
    speaks = reviews["swelling_days"].notna() | for_long
    says = reviews.loc[speaks, "swelling_days"].eq(0).map({True: "less", False: "as claimed"})
    yield Kind("swelling", witness, "typical_case", says)

    is_named = complications(reviews).isin(RISKS).groupby(level=0).all()
    yield Kind("risks", witness, "typical_case", is_named.map({True: "as claimed", False: "more"}))


def accounts_and_labels(read: Callable[[str], pd.DataFrame]) -> Iterator[Kind]:
    for witness, reviews in accounts_of(read).items():
        yield from accounts(witness, reviews)

    uses = labels(read).groupby("provider_id")["part"].apply(lambda parts: parts.notna().any())
    yield Kind("names", "label", "possible", uses.map({True: "as claimed", False: "other"}))


def rules(read: Callable[[str], pd.DataFrame]) -> Iterator[Kind]:
    statements = read("regulation").query("country == 'US'")
    for claim, about in (
        ("federal_rules", statements["level"] == "country"),
        ("arizona_rules", (statements["level"] == "state") & (statements["region"] == "AZ")),
    ):
        licence = statements.loc[about, "is_license_required"]
        says = licence.dropna().map({True: "more", False: "as claimed"})
        yield Kind(claim, "page", "rule", says, silent=licence.isna().sum())
    hours = statements.loc[statements["city"] == "New York City", "training_hours"]
    says = held_against(hours.dropna(), 3, 3)
    yield Kind("new_york_city_rules", "page", "rule", says, silent=hours.isna().sum())


def wilson(part: int, n: int) -> tuple[float, float]:
    """The two shares that lie 1.96 standard errors of their own from the one that was found."""
    z2, share = 1.96**2, part / n
    middle, root = 2 * n * share + z2, (z2 * (z2 + 4 * n * share * (1 - share))) ** 0.5
    return (middle - root) / (2 * (n + z2)), (middle + root) / (2 * (n + z2))


def interval(values: pd.Series) -> tuple[float, float]:
    """The 95 % interval of a median, by ranks."""
    ranked, n = values.sort_values().to_list(), len(values)
    return ranked[round(n / 2 - 1.96 * n**0.5 / 2) - 1], ranked[round(1 + n / 2 + 1.96 * n**0.5 / 2) - 1]


def verdict(kind: Kind, things: dict[str, pd.Series]) -> str | None:
    """What one kind of evidence says by itself; nothing under five."""
    n, told = len(kind.says), kind.says.value_counts().reindex(["as claimed", "less", "more"], fill_value=0)
    as_claimed = told["as claimed"]
    if kind.form == "rule" and told.max() < n:
        return "cannot tell yet"
    if n < 5:
        return None
    if kind.form == "typical_number":
        (low, high), values, reach = interval(kind.values), kind.values, kind.reach
        middle_half = kind.claim == "average_price" or values.quantile([0.25, 0.75]).between(*reach).all()
        if reach[0] <= low and high <= reach[1] and middle_half:
            return "holds"
        if reach[0] <= values.median() <= reach[1]:
            return "roughly"
        return "too low" if low > reach[1] else "too high" if high < reach[0] else "cannot tell yet"
    if kind.form == "typical_case":
        low, high = wilson(as_claimed, n)
        if as_claimed / n >= 0.5:
            return "holds" if as_claimed / n >= 0.75 and low > 0.5 else "roughly"
        if high >= 0.5 or told["more"] == told["less"]:
            return "cannot tell yet"
        return "too low" if told["more"] > told["less"] else "too high"
    if kind.form == "possible":
        found = things[kind.claim] > 0 if kind.claim in things else pd.Series([as_claimed > 0])
        return "holds" if found.all() else "roughly" if found.any() else "cannot tell yet"
    return "holds" if as_claimed == n else "too low" if told["more"] == n else "too high"


def together(claim: str, verdicts: set[str]) -> str:
    """The verdict on a claim, from those of its kinds of evidence of which five or more speak."""
    if verdicts == {"holds"}:
        return "roughly" if claim in NOT_WHOLLY_EXAMINED else "holds"
    if verdicts == {"holds", "roughly"}:
        return "roughly"
    return verdicts.pop() if len(verdicts) == 1 else "cannot tell yet"


def measured(kind: Kind, things: dict[str, pd.Series]) -> dict[str, float]:
    """What the page may show of one kind of evidence."""
    n, as_claimed = len(kind.says), (kind.says == "as claimed").sum()
    figures: dict[str, float] = {"n": n, "silent": kind.silent, "as_claimed": as_claimed}
    if kind.values is not None and n:
        figures |= {"observed_low": kind.values.min(), "observed_high": kind.values.max()}
    if kind.values is not None and n >= 6:
        figures["observed_median"] = kind.values.median()
        figures["median_low"], figures["median_high"] = interval(kind.values)
    if n >= 5:
        figures["share_low"], figures["share_high"] = wilson(as_claimed, n)
        figures["missed_share"] = 1 - 0.05 ** (1 / n)
    return figures


def recomputed(read: Callable[[str], pd.DataFrame]) -> dict[str, float]:
    told = complications(accounts_of(read)["account"])
    risks = told.reset_index().drop_duplicates()["complications"].value_counts()
    names = labels(read).groupby("part")["provider_id"].nunique().reindex(list(NAMES), fill_value=0)
    things = {"names": names, "risks": risks}
    figures: dict[str, float] = {
        f"claim_part/{claim}, {part}/found": found for claim, parts in things.items() for part, found in parts.items()
    }
    figures["claim_evidence/names/known"] = len(labels(read))

    kinds = [*prices(read), *accounts_and_labels(read), *rules(read)]
    for claim, witness, found, reach in stated(read):
        form = "possible" if claim == "longevity_one_client" else "typical_number"
        says = held_against(found["value"], *reach)
        kinds.append(Kind(claim, witness, form, says, found["value"], reach=reach))
        for witness_id, row in found.iterrows():
            figures[f"claim_evidence/{claim}, {witness} {witness_id}/low"] = row["low"]
            figures[f"claim_evidence/{claim}, {witness} {witness_id}/high"] = row["high"]

    verdicts: dict[str, set[str]] = {kind.claim: set() for kind in kinds}
    for kind in kinds:
        key = f"claim_measure/{kind.claim}, {kind.witness}/"
        figures |= {f"{key}{name}": value for name, value in measured(kind, things).items()}
        verdicts[kind.claim] |= {verdict(kind, things)} - {None}
    judged = pd.Series([together(*of_claim) for of_claim in verdicts.items()]).value_counts()
    figures |= {f"claim_verdict/{name}/claims": claims for name, claims in judged.items()}
    figures["claim_verdict/all/claims"] = len(verdicts)

    claims = read("claim").set_index("claim_id")
    return figures | {f"claim/{claim}/number_low": number for claim, number in claims["number_low"].items()}
