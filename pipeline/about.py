"""What a release tells of itself: the rows of the table `about`."""

from importlib.metadata import version

import pandas as pd

from pipeline.claims import Article
from pipeline.normalize import exchange, inflation

SOFTWARE_VERSION = version("blushbook")


def about_table(run_id: str, article: Article) -> pd.DataFrame:
    """What the release is, what it rests on, and how to cite it."""
    told = {
        "title": "Blush Book: what lip blushing really costs",
        "start_here": "from lip_price",
        "run_id": run_id,
        "software_version": SOFTWARE_VERSION,
        "article_date": article.date.isoformat(),
        "article_date_is_assumed": f"yes. {article.assumed_because}" if article.assumed_because else "no",
        "exchange_rates": "European Central Bank reference rates of the day; fixed rates where it quotes none",
        "exchange_rates_until": f"{exchange.last_rate_day():%Y-%m-%d}",
        "price_index": "US Bureau of Labor Statistics, CPI-U, all items, U.S. city average, not seasonally adjusted",
        "price_index_until": f"{inflation.last_month():%Y-%m}",
        "today_per_article_dollar": f"{inflation.today_per_article_dollar(article.date)!r}",
        "method": (
            "Public prices from providers' pages, the public source of their sites, and articles, recorded by hand or"
            " read by rules off fetched pages. A comparable price is one per provider: a first visit for lip blush or"
            " full lip colour, with a page one can check."
        ),
        "caveat": "Not a random sample: these are the pages that were found.",
        "how_to_cite": f"Blush Book, release {run_id}",
        "licence": "Facts: free to use, with the page named. Software: MIT.",
    }
    return pd.DataFrame({"name": list(told), "value": list(told.values())}, dtype="str")
