"""Reads what a page says once of all its prices: "All prices include one touch-up"."""

from dataclasses import dataclass
from functools import lru_cache

from crawler.extract.clauses import sentences
from pipeline.normalize.concepts import areas, says, without
from pipeline.normalize.service import read_included
from pipeline.normalize.text import fold


@dataclass(frozen=True)
class Terms:
    """Whether a touch-up is part of the prices; of those of some areas alone, where `areas` names them."""

    touch_up_included: bool
    areas: tuple[str, ...] = ()

    def speak_for(self, procedure: str) -> bool:
        """Whether they are said of a procedure."""
        area = _AREA_OF.get(procedure, "lips")
        return not self.areas or area in self.areas


_AREA_OF = {"brows": "brows", "eyeliner": "eyes", "pmu_any": "any"}


def read_terms(lines: str, beside_prices: str) -> tuple[Terms, ...]:
    """What the lines say of all prices of their page. A line of `beside_prices`, the words of single prices, speaks of
    all only where it says so.

    >>> read_terms("All new tattoos include a perfecting session.", "")
    (Terms(touch_up_included=True, areas=()),)
    """
    found = (_of_line(line, line in beside_prices) for line in lines.split("\n"))
    return tuple(terms for terms in found if terms is not None)


@lru_cache(20_000)
def _of_line(line: str, is_beside_a_price: bool) -> Terms | None:
    text = fold(line)
    if says("training", text) or not _is_of_all(text, is_beside_a_price):
        return None
    included = next((told for told in map(_told, sentences(line)) if told is not None), None)
    return None if included is None else Terms(included, areas(text))


def _is_of_all(text: str, is_beside_a_price: bool) -> bool:
    return says("of_all_prices", text) or (not is_beside_a_price and says("of_the_price", text))


def _told(sentence: str) -> bool | None:
    """What a sentence says of the touch-up; a question says nothing."""
    if sentence.endswith(("?", "？")):
        return None
    # "The prices of all treatments …": what is priced is told already, and too many words part what is left.
    return read_included(without("of_all_prices", fold(sentence)))
