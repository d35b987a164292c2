"""Asks for the articles and cost guides that a source names, and for no other page of their sites."""

from crawler.reading import Read, read_guide
from crawler.spiders.studios import LiveSpider


class GuidesSpider(LiveSpider):
    """Reads what articles say that lip blushing or permanent makeup costs."""

    name = "guides"
    follows_links = False

    def reader(self) -> Read:
        """Statements of cost."""
        return read_guide
