"""The time after the first visit that a label names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.elapsed import Elapsed, read_elapsed


@pytest.mark.parametrize(
    ("label", "elapsed"),
    [
        ("Lip touch-up 6-12 weeks", Elapsed(42, 84)),
        ("Lip touch-up 10-18 months", Elapsed(304, 548)),
        ("Touch-up within 12 months", Elapsed(0, 365)),
        ("Touch-up after one year", Elapsed(365, None)),
        ("Lip Blush touch-up after 12 weeks", Elapsed(84, None)),
        ("Colour maintenance 24 months or later", Elapsed(731, None)),
        ("1-3 years annual touch-up", Elapsed(365, 1096)),
        ("12-24-month touch-up", Elapsed(365, 731)),
        ("Återbesök 4-8 veckor", Elapsed(28, 56)),
        ("Påfyllnad 6 mån-1,5 år", Elapsed(183, 548)),
        ("Korekta dodatkowa do 3 miesięcy", Elapsed(0, 91)),
        ("Buze — retuș (40 zile, obligatoriu)", Elapsed(0, 40)),
        ("Коррекция через 1 год", Elapsed(365, None)),
        ("Auffrischung nach 2 Jahren", Elapsed(730, None)),
        ("リタッチ 3ヶ月以内", Elapsed(0, 91)),
        ("Touch-up 12+ months", Elapsed(365, None)),
        ("Touch-up > 12 months", Elapsed(365, None)),
        ("Refresh within 1½ years", Elapsed(0, 548)),
        ("Refresh after 1 1/2 years", Elapsed(548, None)),
        ("리터치 6개월 이내", Elapsed(0, 183)),
        ("Lip Blush", None),
        ("Lip Blush 2 hrs", None),
        ("2 sessions", None),
        ("3D Lips", None),
        ("touch up 99999999999999999999 years", None),
    ],
)
def test_elapsed(label: str, elapsed: Elapsed | None) -> None:
    assert read_elapsed(label) == elapsed


@given(st.text())
def test_ends_are_in_order(label: str) -> None:
    elapsed = read_elapsed(label)
    assert elapsed is None or elapsed.high is None or elapsed.low <= elapsed.high
