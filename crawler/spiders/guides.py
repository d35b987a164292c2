"""Asks for the articles and cost guides that a source names, and for no other page of their sites."""

from crawler.reading import read_guide
from crawler.spiders.studios import LiveSpider


class GuidesSpider(LiveSpider):
    """Reads what articles say that lip blushing or permanent makeup costs."""

    name = "guides"
    read = staticmethod(read_guide)
    follows_links = False
