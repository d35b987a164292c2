"""The spiders, by the name that a source's `spider` names."""

import scrapy

from crawler.spiders.guides import GuidesSpider
from crawler.spiders.recorded import RecordedSpider
from crawler.spiders.studios import StudiosSpider

SPIDERS: dict[str, type[scrapy.Spider]] = {
    spider.name: spider for spider in (RecordedSpider, StudiosSpider, GuidesSpider)
}
