"""A measured figure: its rounds, and what they are held against."""

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

ROUNDS = 3
_BAR = re.compile(r"at (most|least) (\d[\d,]*(?:\.\d+)?)")


@dataclass(frozen=True)
class Figure:
    """What was measured, once for each round. `bound` tells the bar, or which other figure it is the peer of."""

    name: str
    values: tuple[float, ...]
    unit: str
    bound: str

    @property
    def median(self) -> str:
        """The median of the rounds, with its unit."""
        return f"{_number(statistics.median(self.values))} {self.unit}"

    @property
    def held_against(self) -> str:
        """The bar, marked where the median misses it."""
        return f"{self.bound}: **missed**" if self._is_missed else self.bound

    @property
    def _is_missed(self) -> bool:
        bar = _BAR.match(self.bound)
        if not bar:
            return False
        value, bound = statistics.median(self.values), float(bar[2].replace(",", ""))
        return value > bound if bar[1] == "most" else value < bound

    @property
    def spread(self) -> str:
        """The lowest and the highest round; nothing where there is one only."""
        if len(self.values) == 1:
            return ""
        return f"{_number(min(self.values))} to {_number(max(self.values))}"


def over(values: Sequence[float], peers: Sequence[float]) -> tuple[float, ...]:
    """Each round over the median of its peer's."""
    peer = statistics.median(peers)
    return tuple(value / peer for value in values)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"
