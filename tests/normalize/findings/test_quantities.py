"""Numbers as reviews write them, with fractions and both separators."""

import pytest

from pipeline.normalize.findings import read_findings


@pytest.mark.parametrize(
    ("text", "finding", "value"),
    [
        ("It took 2½ hours.", "procedure_minutes", 150),
        ("My lip blush took 2 1/2 hours.", "procedure_minutes", 150),
        ("My lips took 1,5 hours.", "procedure_minutes", 90),
        ("The lip tattoo took ½ hour.", "procedure_minutes", 30),
        ("It lasted 1½ years on my lips.", "longevity_months", 18),
        ("I paid $1,250.50 for my lip blush.", "price_paid", 1250.5),
        ("I paid $1,250 for my lip blush.", "price_paid", 1250),
        ("Paid 1.250,50€ for my lip blush.", "price_paid", 1250.5),
    ],
)
def test_a_number_is_read_as_it_is_written(text: str, finding: str, value: float) -> None:
    assert getattr(read_findings(text), finding) == value
