"""A section of the report: a folder in `sections/` with its queries, its template, and its charts if it has any.

`__init__.py` holds `ORDER` (where it stands), `HEADING`, and `charts(data)` where it draws; each `<name>.sql` is a
query whose rows the charts and the template both read, so that a number in prose is the number in the chart.
`style.css` and `script.js` go into the page where the section has them; `embedded(data)` is what the script reads.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from reports.chart import Chart
from reports.rows import Row

Data = Mapping[str, list[Row]]

_FOLDER = Path(__file__).parent / "sections"
TEMPLATE = "section.html.j2"


@dataclass(frozen=True)
class Section:
    """One section: `queries` by name, and the function that draws its charts from their rows.

    `style` and `script` are empty where it has none of its own.
    """

    name: str
    order: int
    heading: str
    about: str
    queries: dict[str, str]
    charts: Callable[[Data], Mapping[str, Chart]]
    embedded: Callable[[Data], Any]
    style: str
    script: str

    @property
    def template(self) -> str:
        """The template's path within the folder of sections."""
        return f"{self.name}/{TEMPLATE}"


@cache
def sections() -> tuple[Section, ...]:
    """Every section, in the order in which they stand."""
    found = [_read(path.parent) for path in _FOLDER.glob(f"*/{TEMPLATE}")]
    return tuple(sorted(found, key=lambda section: section.order))


def _read(folder: Path) -> Section:
    module = import_module(f"reports.sections.{folder.name}")
    return Section(
        name=folder.name,
        order=module.ORDER,
        heading=module.HEADING,
        about=(module.__doc__ or "").strip(),
        queries={path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql"))},
        charts=getattr(module, "charts", lambda _: {}),
        embedded=getattr(module, "embedded", lambda _: None),
        style=_text(folder / "style.css"),
        script=_text(folder / "script.js"),
    )


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
