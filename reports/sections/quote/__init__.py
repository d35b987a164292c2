"""Check your quote: where an amount stands among the prices found, worked out in the page."""

from typing import Any

from reports.quote import questions
from reports.section import Data

ORDER = 15
HEADING = "Check your quote"


def embedded(data: Data) -> dict[str, Any]:
    """What the form's script knows: the same that `blushbook quote` reads from the release."""
    return {
        "peers": data["peers"],
        "rates": {row["currency"]: row["usd_rate"] for row in data["rates"]},
        "countries": {
            row["country"]: {"currency": row["currency"], "regions": row["regions"] or []} for row in data["countries"]
        },
        "questions": questions(),
    }
