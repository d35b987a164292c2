"""Every published table has a suite, and every expectation is one of Great Expectations' and says why."""

import pytest

from pipeline.quality.suite import Expectation, suites
from warehouse.schema_files import tables, views

# Great Expectations warns of its own imports; what it warns of is not ours to mend.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::UserWarning")

NOT_AUDITED = {"quality_check"}
"""Written by the audit itself."""

ALL = [
    pytest.param(expectation, id=f"{suite.table}.{expectation.name}")
    for suite in suites().values()
    for expectation in suite.expectations
]


def test_every_table_has_a_suite() -> None:
    assert set(tables()) - NOT_AUDITED <= set(suites())
    assert {"lip_price", "headline"} <= set(suites()) & set(views())


def test_an_empty_table_meets_no_suite_by_saying_nothing() -> None:
    may_be_empty = {
        "rejected",
        "set_aside",
        "lip_price",
        "price_change",
        "rating",
        "review_finding",
        "source_health_band",
    }
    for name, suite in suites().items():
        assert ("has_rows" in {expectation.name for expectation in suite.expectations}) == (name not in may_be_empty)


@pytest.mark.parametrize("expectation", ALL)
def test_an_expectation_says_why_and_how_grave_it_is(expectation: Expectation) -> None:
    import great_expectations.expectations as gxe

    assert hasattr(gxe, expectation.kind)
    assert expectation.severity in {"critical", "warning"}
    assert len(expectation.why) > 20


def test_names_are_used_once_in_a_suite() -> None:
    for suite in suites().values():
        names = [expectation.name for expectation in suite.expectations]
        assert len(names) == len(set(names))
