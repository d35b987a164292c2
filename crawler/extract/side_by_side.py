"""Finds a list of names beside a list of prices: the first price is that of the first name."""

from collections.abc import Sequence

from crawler.extract.clauses import is_name
from crawler.extract.lines import Lines

_FEWEST = 2


def names_beside(page: Lines, priced: Sequence[int]) -> dict[int, int]:
    """For the lines of prices that stand in a list of their own, the line of its name in the list before it.

    Both lists have as many lines, all of one kind of element: a heading over a description is no list of names.
    """
    ends = {(box.first, box.end) for box in page.boxes}
    is_priced = set(priced)
    found: dict[int, int] = {}
    for first, end in sorted(ends):
        number = end - first
        names = range(first - number, first)
        if number < _FEWEST or (first - number, first) not in ends or not is_priced.issuperset(range(first, end)):
            continue
        if _are_alike(page, range(first, end)) and _are_alike(page, names) and _are_names(page, names, is_priced):
            found |= dict(zip(range(first, end), names, strict=True))
    return found


def _are_alike(page: Lines, lines: range) -> bool:
    """Whether lines stand each in a box of its own, all of one tag and one class."""
    boxes = [page.lines[line].box for line in lines]
    kinds = {(page.boxes[box].element.tag, page.boxes[box].element.get("class")) for box in boxes}
    return len(kinds) == 1 and len(set(boxes)) == len(boxes)


def _are_names(page: Lines, lines: range, is_priced: set[int]) -> bool:
    return is_priced.isdisjoint(lines) and all(is_name(page.lines[line]) for line in lines)
