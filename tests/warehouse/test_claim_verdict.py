"""The verdicts on the article's claims: the rule of each kind, at its edges, over evidence that is made up."""

import duckdb
import pytest

from warehouse.schema_files import views

VERDICTS = [
    # claim, its evidence, verdict
    ("average_price", {"n": 4}, "cannot tell yet"),
    ("average_price", {"n": 5}, "cannot tell yet"),
    ("average_price", {"n": 20, "observed_low": 300, "observed_high": 400}, "holds"),
    ("average_price", {"n": 20, "observed_low": 321, "observed_high": 400}, "holds"),
    ("average_price", {"n": 20, "observed_low": 350, "observed_high": 400}, "roughly"),
    ("average_price", {"n": 20, "observed_low": 360, "observed_high": 400}, "too low"),
    ("average_price", {"n": 20, "observed_low": 200, "observed_high": 290}, "too high"),
    ("longevity", {"n": 4, "observed_low": 6, "observed_median": 12, "observed_high": 24}, "cannot tell yet"),
    ("longevity", {"n": 5, "observed_low": 6, "observed_median": 12, "observed_high": 24}, "holds"),
    ("longevity", {"n": 5, "observed_low": 6, "observed_median": 24, "observed_high": 36}, "roughly"),
    ("longevity", {"n": 5, "observed_low": 24, "observed_median": 30, "observed_high": 36}, "too low"),
    ("longevity", {"n": 5, "observed_low": 2, "observed_median": 3, "observed_high": 6}, "too high"),
    ("top_price", {"n": 400, "seen": 0}, "cannot tell yet"),
    ("top_price", {"n": 400, "seen": 1}, "holds"),
    ("pain", {"n": 4, "seen": 0}, "cannot tell yet"),
    ("pain", {"n": 20, "seen": 2}, "holds"),
    ("pain", {"n": 20, "seen": 9}, "roughly"),
    ("pain", {"n": 20, "seen": 10}, "too low"),
    ("names", {"n": 9, "seen": 5, "of_named": 5}, "holds"),
    ("names", {"n": 9, "seen": 3, "of_named": 5}, "roughly"),
    ("names", {"n": 9, "seen": 2, "of_named": 5}, "cannot tell yet"),
    ("arizona_rules", {"n": 1, "seen": 1, "against": 0}, "cannot tell yet"),
    ("arizona_rules", {"n": 2, "seen": 0, "against": 0}, "holds"),
    ("arizona_rules", {"n": 3, "seen": 2, "against": 1}, "cannot tell yet"),
]


@pytest.mark.parametrize(("claim", "evidence", "verdict"), VERDICTS)
def test_a_verdict(claim: str, evidence: dict[str, int], verdict: str, release: duckdb.DuckDBPyConnection) -> None:
    columns = [name for name, *_ in release.execute("describe claim_evidence").fetchall()]
    claims = release.sql("from claim").to_arrow_table()
    with duckdb.connect() as connection:
        connection.register("claim", claims)
        known = {"claim_id": f"'{claim}'", "counted": "'made up'"} | {
            name: str(value) for name, value in evidence.items()
        }
        made = ", ".join(f"{known.get(column, 'null::double')} as {column}" for column in columns)
        connection.execute(f"create table claim_evidence as select {made}")
        [found] = connection.execute(f"select verdict from ({views()['claim_verdict'].sql})").fetchall()
    assert found == (verdict,)


def test_every_claim_has_a_rule_and_evidence(release: duckdb.DuckDBPyConnection) -> None:
    [(claims,)] = release.execute("select count(*) from claim").fetchall()
    judged = release.execute("select judged_as, verdict from claim_verdict").fetchall()
    assert len(judged) == claims
    assert all(rule and verdict for rule, verdict in judged)
