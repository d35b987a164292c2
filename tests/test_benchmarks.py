"""Every benchmark has its section in `docs/benchmarks.md`; a section that is measured anew replaces its own only."""

import pytest

from tests.bench import page
from tests.bench.__main__ import Benchmark, benchmarks
from tests.bench.figure import Figure, over

_FIGURE = Figure("reading it", (2.0, 1.0, 4.0), "x", "at most 6")


@pytest.mark.parametrize("benchmark", benchmarks().values(), ids=lambda benchmark: benchmark.name)
def test_each_is_on_the_page(benchmark: Benchmark) -> None:
    begins = f"\n## {benchmark.title}\n\n{benchmark.module.MEASURES}\n\n`python -m tests.bench {benchmark.name}` ("
    assert begins in page.PAGE.read_text(encoding="utf-8")


def test_the_page_has_no_section_that_nothing_measures() -> None:
    shown = page.PAGE.read_text(encoding="utf-8")
    assert [part.split("\n")[0] for part in shown.split("\n## ")[1:]] == [each.title for each in benchmarks().values()]


def test_a_figure_is_told_by_its_median_and_its_spread() -> None:
    assert (_FIGURE.median, _FIGURE.spread) == ("2 x", "1 to 4")
    assert Figure("pages", (12345.6,), "/s", "a peer").median == "12,346 /s"
    assert not Figure("pages", (12345.6,), "/s", "a peer").spread
    assert over([6.0, 9.0], [2.0, 3.0, 4.0]) == (2.0, 3.0)


@pytest.mark.parametrize(
    ("values", "bound", "held_against"),
    [
        ((5.0, 6.0, 9.0), "at most 6", "at most 6"),
        ((6.1,), "at most 6", "at most 6: **missed**"),
        ((4_000.0,), "at least 5,000", "at least 5,000: **missed**"),
        ((4_000.0,), "a peer", "a peer"),
    ],
)
def test_a_bar_that_is_missed_is_marked_so(values: tuple[float, ...], bound: str, held_against: str) -> None:
    assert Figure("it", values, "x", bound).held_against == held_against


def test_a_section_is_renewed_and_the_others_are_kept() -> None:
    titles = ["Pages", "Runs"]
    first = page.written("", titles, {"Runs": page.section("Runs", "A run.", "bench runs", [_FIGURE], 0.5)})
    both = page.written(first, titles, {"Pages": page.section("Pages", "A page.", "bench pages", [_FIGURE], 0.5)})
    assert both.index("## Pages") < both.index("## Runs")
    assert "| reading it | 2 x | 1 to 4 | 3 | at most 6 |" in both
    assert page.written(both, titles, {}) == both
