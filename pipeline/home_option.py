"""The option `--home` of every command that reads or writes data."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from pipeline import settings
from pipeline.home import Home


def with_home(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the option `--home`, and the home folder as its first argument."""

    @click.option("--home", "folder", type=click.Path(file_okay=False, path_type=Path), help="Where data lie.")
    @wraps(command)
    def with_home(folder: Path | None, **options: Any) -> Any:
        return command(Home(folder.resolve() if folder else settings.home()), **options)

    return with_home
