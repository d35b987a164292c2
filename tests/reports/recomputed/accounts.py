"""What accounts tell, from the exported tables by pandas: findings counted, shares with their intervals, months."""

from collections.abc import Callable

import pandas as pd

from tests.reports.recomputed.claims import stated, wilson

OUTCOMES = [
    "pain", "pain_score_10", "swelling_days", "healing_days", "longevity_months", "worth_it", "would_repeat",
    "complication",
]  # fmt: skip
COMPLICATIONS = [
    "allergic_reaction", "infection", "cold_sore", "scarring", "keloid", "granuloma", "pigment_migration",
    "uneven_color", "wrong_color", "fast_fading", "prolonged_swelling", "bruising",
]  # fmt: skip
ANSWERS = {
    "pain": ["none", "mild", "moderate", "severe"],
    "worth_it": ["true", "false"],
    "would_repeat": ["true", "false"],
}


def tellers(read: Callable[[str], pd.DataFrame]) -> pd.Series:
    """Who tells each account, by its id: an artist; a studio's own page and no other; else a client."""
    reviews = read("review").set_index("review_id")
    places = read("review_place")
    own = places["is_first_party"].astype("boolean").fillna(value=False).groupby(places["review_id"]).all()
    told_by = pd.Series("client", index=reviews.index).mask(own.reindex(reviews.index, fill_value=False), "testimonial")
    return told_by.mask(reviews["author_kind"] == "artist", "artist")


def recomputed(read: Callable[[str], pd.DataFrame]) -> dict[str, float]:
    reviews, findings = read("review").set_index("review_id"), read("review_finding")
    told_by = tellers(read)
    tells = set(findings.loc[findings["finding"].isin(OUTCOMES), "review_id"])
    figures: dict[str, float] = {}
    for teller, ids in told_by.groupby(told_by).groups.items():
        figures[f"account/{teller}/accounts"] = len(ids)
        figures[f"account/{teller}/outcomes"] = len(tells & set(ids))
        figures[f"account/{teller}/second_hand"] = reviews.loc[ids, "is_second_hand"].sum()

    of_clients = findings[findings["review_id"].map(told_by) == "client"]
    n = len(tells & set(told_by[told_by == "client"].index))
    second_hand = of_clients["review_id"].map(reviews["is_second_hand"])
    for name in COMPLICATIONS:
        is_told = (of_clients["finding"] == "complication") & (of_clients["value"] == name)
        figures |= shares(f"complication_share/client, {name}/", is_told.sum(), n)
        figures[f"complication_share/client, {name}/second_hand"] = (is_told & second_hand).sum()
    for finding, values in ANSWERS.items():
        told = of_clients.loc[of_clients["finding"] == finding, "value"]
        figures[f"finding_share/client, {finding}/of_accounts"] = len(told)
        for value in values:
            figures |= shares(f"finding_share/client, {finding} {value}/", (told == value).sum(), len(told))

    for witness, rows in months(read, of_clients).items():
        for ends, times in rows.value_counts(dropna=False).items():
            written = " ".join("open" if pd.isna(end) else str(float(end)) for end in ends)
            figures[f"longevity/{witness} {written}/n"] = times

    figures["finding_told/all/known"] = len(findings)
    claim = read("claim").set_index("claim_id").loc["longevity"]
    return figures | {f"claim/longevity/{end}": claim[end] for end in ("number_low", "number_high")}


def months(read: Callable[[str], pd.DataFrame], of_clients: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Lowest and highest number of months that each provider and each client's account states."""
    told = of_clients.loc[of_clients["finding"] == "longevity_months", "amount"]
    of_providers = next(
        found for claim, witness, found, _ in stated(read) if (claim, witness) == ("longevity", "provider")
    )
    return {"account": pd.DataFrame({"low": told, "high": told}), "provider": of_providers[["low", "high"]]}


def shares(key: str, part: int, n: int) -> dict[str, float]:
    found: dict[str, float] = {f"{key}n": part, f"{key}of_accounts": n}
    if n >= 5:
        low, high = wilson(part, n)
        found |= {f"{key}share": part / n, f"{key}share_low": low, f"{key}share_high": high}
    return found
