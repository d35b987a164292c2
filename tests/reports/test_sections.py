"""Every section is wired: its queries run, its template exists, it says what it is, and its charts can be read."""

import re
from pathlib import Path

import duckdb
import pytest

from reports.rows import query_rows
from reports.section import Section, sections

FOLDER = Path(__file__).parent.parent.parent / "reports" / "sections"


def test_every_folder_is_a_section_in_an_order_of_its_own() -> None:
    assert {path.parent.name for path in FOLDER.glob("*/__init__.py")} == {section.name for section in sections()}
    orders = [section.order for section in sections()]
    assert orders == sorted(set(orders))


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.name)
def test_a_section_says_what_it_is_and_its_queries_run(section: Section, release: duckdb.DuckDBPyConnection) -> None:
    assert section.heading
    assert section.about.endswith(".")
    template = (FOLDER / section.template).read_text(encoding="utf-8")
    assert "| safe" not in template
    for name, query in section.queries.items():
        query_rows(release, query)
        used = f"data.{name}" in template or f'data["{name}"]' in (FOLDER / section.name / "__init__.py").read_text()
        assert used, f"nobody reads {section.name}/{name}.sql"


@pytest.mark.parametrize("section", sections(), ids=lambda section: section.name)
def test_a_chart_has_a_finding_a_measure_words_and_its_data(
    section: Section, release: duckdb.DuckDBPyConnection
) -> None:
    data = {name: query_rows(release, query) for name, query in section.queries.items()}
    for name, chart in section.charts(data).items():
        assert chart.name == name
        assert chart.title
        assert re.search("US dollars|per cent|[Mm]onths", chart.subtitle), "in which unit?"
        assert len(chart.alternative) > 40
        assert chart.rows
        assert all(len(row) == len(chart.columns) for row in chart.rows)
        assert chart.figure.layout.showlegend is False
