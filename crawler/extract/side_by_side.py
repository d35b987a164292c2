"""Finds a list of names beside a list of prices: the first price is that of the first name."""

from collections.abc import Sequence

from crawler.extract.lines import Lines
from crawler.extract.names import is_name, is_note, says_something

_FEWEST = 2


def names_beside(page: Lines, priced: Sequence[int]) -> dict[int, int]:
    """For the lines of prices that stand in a list of their own, the line of its name in the list before it.

    There are as many names as prices, notes in brackets aside; a list of as many times may stand between. The lines of
    each list are of one kind: a heading over a description is no list of names.
    """
    before = {(box.end, box.first) for box in page.boxes}
    first_of: dict[int, list[int]] = {}
    for end, first in before:
        first_of.setdefault(end, []).append(first)
    is_priced = set(priced)
    found: dict[int, int] = {}
    for end, first in sorted(before, key=lambda box: (box[1], box[0])):
        prices = range(first, end)
        if len(prices) < _FEWEST or not is_priced.issuperset(prices) or not _are_alike(page, prices):
            continue
        until = _before_times(page, first, len(prices), first_of)
        for names in (range(start, until) for start in first_of.get(until, ())):
            named = [line for line in names if not is_note(page.lines[line].text)]
            if len(named) == len(prices) and _are_alike(page, names) and _are_names(page, named, is_priced):
                found |= dict(zip(prices, named, strict=True))
    return found


def _before_times(page: Lines, first: int, number: int, first_of: dict[int, list[int]]) -> int:
    """Where a list of times begins that stands right before a line, else that line."""
    start = first - number
    times = page.lines[start:first] if start in first_of.get(first, ()) else []
    return start if times and not any(says_something(line.text) for line in times) else first


def _are_alike(page: Lines, lines: range) -> bool:
    """Whether lines stand all in one box, or each in a box of its own, all of one tag and one class."""
    boxes = [page.lines[line].box for line in lines]
    kinds = {(page.boxes[box].element.tag, page.boxes[box].element.get("class")) for box in boxes}
    return len(kinds) == 1 and len(set(boxes)) in (1, len(boxes))


def _are_names(page: Lines, lines: Sequence[int], is_priced: set[int]) -> bool:
    return is_priced.isdisjoint(lines) and all(is_name(page.lines[line]) for line in lines)
