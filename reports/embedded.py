"""What stands inside the page beside its text: data that scripts read, and the policy of which scripts may run."""

import base64
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup
from plotly.utils import PlotlyJSONEncoder

# What would end a script or begin a tag is spelled so that it is still the same JSON (after Splink's json_for_html).
_SPELLED = str.maketrans({"<": r"\u003c", ">": r"\u003e", "&": r"\u0026", "\u2028": r"\u2028", "\u2029": r"\u2029"})


def as_json(data: Any) -> Markup:
    """Data for a `<script type="application/json">`: whatever they hold, they stay data."""
    return Markup(json.dumps(data, cls=PlotlyJSONEncoder, allow_nan=False).translate(_SPELLED))  # noqa: S704


def content_policy(scripts: Iterable[str]) -> str:
    """The page's content security policy: these scripts run and no other, and nothing is asked of any server.

    Plotly writes styles into the page, which is why those may stand inline.
    """
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:;"
        " connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
