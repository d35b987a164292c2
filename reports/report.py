"""Draws the report: every section's queries, charts and template, in one file that asks nothing of the network."""

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from reports import numbers
from reports.rows import query_rows
from reports.section import Section, sections

_FOLDER = Path(__file__).parent


def write_report(database: Path, target: Path) -> None:
    """Write the report of a published database; raises `duckdb.Error` where a query of a section does not run."""
    with duckdb.connect(str(database.resolve()), read_only=True) as connection:
        about = {row["name"]: row["value"] for row in query_rows(connection, "from about")}
        drawn = [_draw(connection, section, about) for section in sections()]
    page = _environment().get_template("page.html.j2")
    target.write_text(
        page.render(
            about=about,
            sections=drawn,
            style=Markup((_FOLDER / "style.css").read_text(encoding="utf-8")),  # noqa: S704 (our own file)
            plotly=Markup(get_plotlyjs()),  # noqa: S704 (the library's own script)
        ),
        encoding="utf-8",
    )


def _draw(connection: duckdb.DuckDBPyConnection, section: Section, about: dict[str, str]) -> dict[str, Any]:
    data = {name: query_rows(connection, query) for name, query in section.queries.items()}
    template = _environment().get_template(f"sections/{section.template}")
    return {
        "name": section.name,
        "heading": section.heading,
        "body": Markup(template.render(data=data, charts=section.charts(data), about=about)),  # noqa: S704 (autoescaped)
        "queries": section.queries,
    }


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "dollars": numbers.dollars,
        "count": numbers.count,
        "share": numbers.share,
        "local_price": numbers.local_price,
        "day": numbers.day,
        "link": _link,
        "words": lambda text: str(text).replace("_", " "),
    }
    return environment


def _link(url: str | None, text: str) -> Markup:
    """A link to somebody else's page, or only the text where there is no address one may follow."""
    if url is None or urlsplit(url).scheme not in {"http", "https"}:
        return Markup("{}").format(text)
    return Markup('<a href="{}" rel="noopener noreferrer nofollow ugc">{}</a>').format(url, text)
