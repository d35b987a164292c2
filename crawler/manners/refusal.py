"""A request that is not made, and what its page's outcome says of it."""

from scrapy.exceptions import IgnoreRequest


class RefusalError(IgnoreRequest):
    """Raised where a rule forbids a request: it carries the outcome of the page and names the rule."""

    def __init__(self, outcome: str, detail: str) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail
