"""What tests of the report share: the drawn page, the exported tables, and the page opened in a browser."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lxml.html
import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page

Read = Callable[[str], pd.DataFrame]


@pytest.fixture(scope="session")
def page(published_once: Path) -> lxml.html.HtmlElement:
    return lxml.html.parse(str(published_once / "current" / "report.html")).getroot()


@pytest.fixture(scope="session")
def read(published_once: Path) -> Read:
    return reader(published_once)


@pytest.fixture(scope="session")
def prices(read: Read) -> pd.DataFrame:
    return read("lip_price")


def reader(home: Path) -> Read:
    """Reads an exported table of a published home."""

    def exported(table: str) -> pd.DataFrame:
        path = home / "current" / "exports" / f"{table}.csv"
        return pd.read_csv(path, keep_default_na=False, na_values=[""])

    return exported


def figures_of(page: lxml.html.HtmlElement) -> dict[str, list[dict[str, Any]]]:
    """The data that Plotly draws, by the name of the chart."""
    return {
        script.get("id").removeprefix("chart-").removesuffix("-data"): json.loads(script.text)["data"]
        for script in page.xpath("//figure//script")
    }


def numbers(values: Any) -> list[float]:
    """The numbers of a trace, packed or not."""
    if isinstance(values, dict):
        return np.frombuffer(base64.b64decode(values["bdata"]), dtype=values["dtype"]).tolist()
    return list(values)


def open_report(browser: Browser, report: Path, width: int, **context: Any) -> tuple[Page, list[str]]:
    """The report in a browser, all its charts drawn, and whatever went wrong meanwhile: requests, errors, dialogs."""
    opened = browser.new_page(viewport={"width": width, "height": 900}, **context)
    trouble: list[str] = []
    opened.on(
        "request",
        lambda request: (
            trouble.append(request.url) if not request.url.startswith(("file:", "data:", "blob:")) else None
        ),
    )
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    opened.on("console", lambda message: trouble.append(message.text) if message.type == "error" else None)
    opened.on("dialog", lambda dialog: (trouble.append(f"dialog {dialog.message}"), dialog.dismiss()))
    opened.goto(report.resolve().as_uri())
    opened.wait_for_selector("html[data-drawn=yes]")
    return opened, trouble
