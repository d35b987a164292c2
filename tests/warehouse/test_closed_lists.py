"""What normalize may write into a closed list is what the schema lists: otherwise a whole run would be refused."""

import pytest

from pipeline.normalize import estimates, prices, regulation, review_findings, reviews, service
from warehouse.schema_files import tables

LISTS = [
    ("price_observation", "procedure", service.PROCEDURES),
    ("price_observation", "kind", service.KINDS),
    ("price_observation", "qualifier", prices.QUALIFIERS),
    ("price_observation", "basis", prices.BASES),
    ("estimate", "statistic", estimates.STATISTICS),
    ("estimate", "about", estimates.ABOUT),
    ("estimate", "quality", estimates.QUALITIES),
    ("review", "author_kind", reviews.AUTHOR_KINDS),
    ("review", "pain", reviews.PAINS),
    ("review_finding", "finding", review_findings.FINDINGS),
    ("review_finding", "unit", review_findings.UNITS),
    ("regulation", "level", regulation.LEVELS),
]


@pytest.mark.parametrize(("table", "column", "values"), LISTS, ids=[f"{table}.{column}" for table, column, _ in LISTS])
def test_closed_lists_agree(table: str, column: str, values: tuple[str, ...]) -> None:
    [declared] = [declared for declared in tables()[table].columns if declared.name == column]
    assert sorted(declared.values) == sorted(values)
