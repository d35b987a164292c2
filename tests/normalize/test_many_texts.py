"""Many more texts than a test has time for (`make soak`): none makes a reading fail."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalize.elapsed import read_elapsed
from pipeline.normalize.mention import Mention
from pipeline.normalize.place import read_jurisdiction, read_scope
from pipeline.normalize.service import read_service
from tests.conftest import examples

WORDS = sorted({word for row in examples("service_labels.csv") for word in row["label"].split()})
LABELS = st.lists(st.sampled_from(WORDS) | st.text(st.characters(codec=None), max_size=4), max_size=12).map(" ".join)


@pytest.mark.soak
@settings(max_examples=20_000)
@given(LABELS)
def test_no_label_makes_a_reading_fail(label: str) -> None:
    read_service(label)
    read_elapsed(label)
    read_scope(label)
    read_jurisdiction(label, "city")
    assert all(all(words) for words in Mention(label, label).names)
