"""Pure functions from bytes to raw items: no network, no Scrapy, no interpretation."""
