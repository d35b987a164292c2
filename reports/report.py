"""Draws the report: every section's queries, charts and template, in one file that asks nothing of the network."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from plotly.offline import get_plotlyjs

from reports import numbers, palette
from reports.download import download
from reports.embedded import as_json, content_policy
from reports.rows import Row, brief, query_rows
from reports.section import Section, sections
from warehouse.bounded import bounded

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class _Drawn:
    """A section as the page holds it."""

    name: str
    heading: str
    body: Markup
    queries: dict[str, str]


def write_report(database: Path, target: Path) -> None:
    """Write the report of a published database; raises `duckdb.Error` where a query of a section does not run."""
    with bounded(duckdb.connect(str(database.resolve()), read_only=True)) as connection:
        about = {row["name"]: row["value"] for row in query_rows(connection, "from about")}
        rows = _RowsOnce(connection)
        drawn = [_draw(rows, section, about) for section in sections()]
    # Plotly is large: what a reader may use meanwhile comes before it.
    scripts = [*(section.script for section in sections() if section.script), get_plotlyjs(), _own("draw.js")]
    page = _environment().get_template("page.html.j2")
    target.write_text(
        page.render(
            about=about,
            sections=drawn,
            policy=content_policy(scripts),
            style=Markup("\n".join([palette.variables(), _own("style.css"), *(s.style for s in sections())])),  # noqa: S704
            palette=Markup(palette.dark_for_light()),  # noqa: S704 (our own file)
            scripts=[Markup(script) for script in scripts],  # noqa: S704 (our own and the library's)
        ),
        encoding="utf-8",
        newline="\n",
    )


class _RowsOnce:
    """The rows of queries; what several sections ask is asked once."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._found: dict[str, list[Row]] = {}

    def of(self, query: str) -> list[Row]:
        if query not in self._found:
            self._found[query] = [brief(row) for row in query_rows(self._connection, query)]
        return self._found[query]


def _draw(rows: _RowsOnce, section: Section, about: dict[str, str]) -> _Drawn:
    data = {name: rows.of(query) for name, query in section.queries.items()}
    template = _environment().get_template(f"sections/{section.template}")
    body = template.render(data=data, charts=section.charts(data), embedded=section.embedded(data), about=about)
    return _Drawn(section.name, section.heading, Markup(body), section.queries)  # noqa: S704 (autoescaped)


def _own(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


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
        "percent": numbers.percent,
        "number": numbers.number,
        "stars": numbers.stars,
        "local_price": numbers.local_price,
        "money": numbers.money,
        "day": numbers.day,
        "download": download,
        "json": as_json,
        "link": _link,
        "zip": zip,
        "words": lambda text: str(text).replace("_", " "),
    }
    return environment


def _link(url: str | None, text: str) -> Markup:
    """A link to somebody else's page, or only the text where there is no address one may follow."""
    if url is None or urlsplit(url).scheme not in {"http", "https"}:
        return Markup("{}").format(text)
    return Markup('<a href="{}" rel="noopener noreferrer nofollow ugc">{}</a>').format(url, text)
