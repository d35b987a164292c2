"""Names files to DuckDB's readers as what they are, where it would look for patterns."""

import re
from pathlib import Path


def literal(path: Path) -> str:
    """The path with its pattern characters made plain: a folder called `a*` is that folder and no other.

    >>> literal(Path("a*/b.csv"))
    'a[*]/b.csv'
    """
    return re.sub(r"([*?\[])", r"[\1]", str(path))


def quoted(text: object) -> str:
    """Text to stand between quote marks in a statement that takes no parameters.

    >>> quoted("o'clock")
    "o''clock"
    """
    return str(text).replace("'", "''")
