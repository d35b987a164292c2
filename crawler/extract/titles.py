"""Finds the title of the card or row that a price stands in."""

from bisect import bisect_left

from crawler.extract.lines import HEADINGS, Lines
from crawler.extract.names import is_name, trimmed
from crawler.extract.side_by_side import names_beside

_FARTHEST_TITLE = 14
"""Lines between a title and its price: a description and a list may stand there, another section may not."""
_LONGEST_ROW = 12
_LONGEST_DESCRIPTION = 3
_DEEPEST = 40


class Titles:
    """The titles of a page's priced lines. `priced` are the numbers of these lines, in order;
    `former` those of lines that hold no more than a former price, `free` those of lines that price nothing but say that
    something is free or included."""

    def __init__(self, page: Lines, priced: list[int], former: set[int], free: set[int]) -> None:
        self._page = page
        self._priced = priced
        self._free = free
        self._former = former
        self._is_priced = {*priced, *former}
        self._beside = names_beside(page, priced)

    def title(self, line: int) -> tuple[str | None, tuple[int, int]]:
        """The title of the card or row a priced line stands in, and the lines of that card.

        Climbs from the line's box outwards until there is text; what stands before the price wins over what follows.
        """
        lines, boxes = self._page.lines, self._page.boxes
        if line in self._beside:
            return trimmed(lines[self._beside[line]].text), (line, line + 1)
        box = lines[line].box
        introducing: tuple[str | None, tuple[int, int]] = None, (line, line + 1)
        for _ in range(_DEEPEST):
            first, end = max(self._after_last_price(line, boxes[box].first), line - _FARTHEST_TITLE), boxes[box].end
            found = [number for number in range(first, line) if self._is_name(number)] or self._shared(box, line)
            names = [number for number in found if not self._introduces_others(number, line)]
            if names:
                return self._title_of(names, box, line), (first, self._described(line, box, end))
            if found and introducing[0] is None:
                introducing = self._title_of(found, box, line), (first, self._described(line, box, end))
            if boxes[box].first == self._first_priced(boxes[box].first) == line:
                until = self._before_next_price(line, end)
                following = next((n for n in range(line + 1, until) if self._is_name(n)), None)
                if following is not None:
                    before = self._set_off_right_before(line, box)
                    return trimmed(lines[following if before is None else before].text), (line, until)
            box = boxes[box].parent
            if box < 0 or (introducing[0] and self._holds_other_price(box, line)):
                break
        return introducing

    def _introduces_others(self, name: int, line: int) -> bool:
        """Whether a name opens a list that stands between it and the price: "Benefits:" is no service."""
        return name + 1 < line and self._page.lines[name].text.endswith(":")

    def _set_off_right_before(self, line: int, box: int) -> int | None:
        """The name in the head of a card of which a box begins with the price: other words of that box describe it."""
        boxes = self._page.boxes
        for _ in range(2):
            box = boxes[box].parent
            if box < 0 or self._holds_other_price(box, line):
                return None
            near = range(max(boxes[box].first, line - 2), line)
            found = [number for number in near if self._page.lines[number].level and self._is_name(number)]
            if found:
                return found[-1]
        return None

    def _described(self, line: int, box: int, end: int) -> int:
        """The line after the last of a card: what describes its service may follow the box of its name and price."""
        lines, boxes = self._page.lines, self._page.boxes
        if self._before_next_price(line, end) < end or end == line + 1 == len(lines):
            return self._before_next_price(line, end)
        for _ in range(_DEEPEST):
            if boxes[box].parent < 0 or self._holds_other_price(boxes[box].parent, line):
                break
            box = boxes[box].parent
        until = min(boxes[box].end, end + _LONGEST_DESCRIPTION)
        return next((number for number in range(end, until) if lines[number].level), until)

    def card(self, line: int) -> tuple[int, int]:
        """The lines between the price before and the price after, within the smallest box that holds more text."""
        boxes = self._page.boxes
        box = self._page.lines[line].box
        for _ in range(_DEEPEST):
            first = self._after_last_price(line, boxes[box].first)
            end = self._before_next_price(line, boxes[box].end)
            if end - first > 1 or boxes[box].parent < 0 or self._holds_other_price(box, line):
                return first, end
            box = boxes[box].parent
        return line, line + 1

    def described(self, line: int, card: tuple[int, int]) -> tuple[int, int]:
        """The lines that describe what a price is for: those of its card, and where something free ends the card,
        the lines from there on, if they stand in a box with this price and no other."""
        first, end = card
        boxes, box = self._page.boxes, self._page.lines[line].box
        if end not in self._free or line in self._free:
            return card
        while boxes[box].end <= end:
            box = boxes[box].parent
        inside = self._priced[bisect_left(self._priced, boxes[box].first) : bisect_left(self._priced, boxes[box].end)]
        return card if set(inside) - self._free - {line} else (first, boxes[box].end)

    def line_above(self, line: int) -> int:
        """The line above, one that holds a former price left out: "from" stands over both."""
        above = line - 1
        while above in self._former:
            above -= 1
        return above

    def _best(self, names: list[int]) -> int:
        """Of the names before a price, the last heading; without one the first that is set off, or just the first."""
        lines = self._page.lines
        headings = [number for number in names if 1 <= lines[number].level <= 6]
        set_off = [number for number in names if lines[number].level]
        return headings[-1] if headings else set_off[0] if set_off else names[0]

    def _shared(self, box: int, line: int) -> list[int]:
        """The names before the first price of a row, where nothing but prices stands between it and the line."""
        first = self._page.boxes[box].first
        opening = self._first_priced(first)
        if opening is None or opening >= line or line - opening > _LONGEST_ROW:
            return []
        if any(self._is_name(number) for number in range(opening, line)):
            return []
        return [number for number in range(max(first, opening - _FARTHEST_TITLE), opening) if self._is_name(number)]

    def _title_of(self, names: list[int], box: int, line: int) -> str:
        """The cells of a table's row name its prices together; elsewhere the best name does."""
        if self._page.boxes[box].element.tag == "tr":
            return " ".join(trimmed(self._page.lines[number].text) for number in names)
        return self._whole(self._best(names), line)

    def _whole(self, name: int, line: int) -> str:
        """A heading that is broken over several lines, as one."""
        lines = self._page.lines
        first = name
        while 1 <= lines[name].level <= 6 and first and self._same_heading(first - 1, name):
            first -= 1
        last = name
        while 1 <= lines[name].level <= 6 and last + 1 < line and self._same_heading(last + 1, name):
            last += 1
        return trimmed(" ".join(lines[number].text for number in range(first, last + 1)))

    def _same_heading(self, number: int, other: int) -> bool:
        lines, boxes = self._page.lines, self._page.boxes
        if lines[number].level != lines[other].level:
            return False
        element = next(
            (
                e
                for e in (boxes[lines[other].box].element, *boxes[lines[other].box].element.iterancestors())
                if e.tag in HEADINGS
            ),
            None,
        )
        return element is not None and (
            boxes[lines[number].box].element is element or element in boxes[lines[number].box].element.iterancestors()
        )

    def _after_last_price(self, line: int, first: int) -> int:
        place = bisect_left(self._priced, line)
        return max(first, self._priced[place - 1] + 1) if place else first

    def _before_next_price(self, line: int, end: int) -> int:
        place = bisect_left(self._priced, line) + 1
        return min(end, self._priced[place]) if place < len(self._priced) else end

    def _first_priced(self, first: int) -> int | None:
        place = bisect_left(self._priced, first)
        return self._priced[place] if place < len(self._priced) else None

    def _holds_other_price(self, box: int, line: int) -> bool:
        place = bisect_left(self._priced, line)
        around = self._priced[max(0, place - 1) : place] + self._priced[place + 1 : place + 2]
        return any(self._page.boxes[box].first <= other < self._page.boxes[box].end for other in around)

    def _is_name(self, number: int) -> bool:
        return number not in self._is_priced and is_name(self._page.lines[number])
