"""Finds the headings of the section that a price stands in."""

from bisect import bisect_left
from collections.abc import Hashable, Mapping
from functools import cached_property
from itertools import zip_longest

from crawler.extract.lines import Lines
from crawler.extract.names import is_name

_MOST_HEADS = 60
_CELLS = frozenset({"td", "th"})


class Headings:
    """The headings over a page's priced lines. `priced` are the numbers of these lines, in order; `former` those of
    lines that hold no more than a former price; `names` what is priced on lines that name one thing before its price.
    """

    def __init__(self, page: Lines, priced: list[int], former: set[int], names: Mapping[int, str]) -> None:
        self._page = page
        self._priced = priced
        self._names = names
        self._is_priced = {*priced, *former}
        self._open: list[int] = []
        self._over: list[str] = []
        self._begun = self._asked = 0
        self._closes = len(page.lines)

    def over(self, line: int) -> list[str]:
        """The headings that a priced line stands under, the nearest first.

        Lines are asked for from top to bottom: most stand under the same headings as the one before.
        """
        if line < self._asked:
            self._open, self._over, self._begun, self._closes = [], [], 0, len(self._page.lines)
        end = bisect_left(self._heads, line)
        begun, scopes = self._heads[self._begun : end], self._scopes
        self._asked, self._begun = line, end
        if begun or line >= self._closes:
            self._open.extend(begun)
            self._closes = min([self._closes, *map(scopes.__getitem__, begun)])
            if line >= self._closes:
                self._open = [head for head in self._open if line < scopes[head]]
                self._closes = min(map(scopes.__getitem__, self._open), default=len(self._page.lines))
            self._over = self._chained(self._open[: -_MOST_HEADS - 1 : -1])
        return self._over if line not in self._opening else self._chained(self._over_opening(line))

    def _over_opening(self, line: int) -> list[int]:
        """The heads over one that stands over others itself: another of its rank ends where it begins."""
        lines = self._page.lines
        over = self._open[: -_MOST_HEADS - 1 : -1]
        return [head for head in over if head not in self._opening or lines[head].level < lines[line].level]

    def _chained(self, over: list[int]) -> list[str]:
        """Of the heads over a line those that stand over one another.

        Of several in the same style only the nearest counts, and what stood under the one before it does not.
        """
        style_of = self._styles
        last_of_style = dict(zip(map(style_of.__getitem__, over), over, strict=True))
        chain: list[int] = []
        styles: set[Hashable] = set()
        lowest = 7
        for head in over:
            style = style_of[head]
            if style in styles:
                continue
            level = self._page.lines[head].level
            if 1 <= level <= 6:
                stands_over = level < lowest
                lowest = min(lowest, level)
            else:
                under_another = any(last_of_style[style_of[inner]] < head for inner in chain)
                stands_over = not under_another or self._leads_to(chain[-1], head)
            if stands_over:
                chain.append(head)
                styles.add(style)
        return [self._names[head] if head in self._is_priced else self._page.lines[head].text for head in chain]

    def _leads_to(self, inner: int, outer: int) -> bool:
        """Whether no price stands between two heads: then the one stands over the other."""
        following = self._first_priced(outer)
        return following is None or following > inner

    @cached_property
    def _styles(self) -> dict[int, Hashable]:
        return {head: self._style(head) for head in self._heads}

    def _style(self, head: int) -> Hashable:
        line = self._page.lines[head]
        if 1 <= line.level <= 6:
            return line.level
        element = line.element
        return (line.level, element.tag, element.get("class"), self._page.boxes[line.box].element.tag)

    def _first_priced(self, first: int) -> int | None:
        place = bisect_left(self._priced, first)
        return self._priced[place] if place < len(self._priced) else None

    @cached_property
    def _heads(self) -> list[int]:
        """Lines that stand over others: headings, what is set off, and names that a price or a list follows. Behind
        the last price there is nothing to stand over."""
        is_priced = self._is_priced
        opening = self._opening
        return [
            number
            for number, line in enumerate(self._page.lines[: self._priced[-1]])
            if number in opening
            or (
                (line.level or line.text[-1] == ":" or (number + 1 in is_priced and self._opens_list(number)))
                and number not in is_priced
                and (1 <= line.level <= 6 or is_name(line))
                and not self._heads_a_column(number)
            )
        ]

    @cached_property
    def _scopes(self) -> dict[int, int]:
        """For each head the line after the last it stands over: its smallest box that holds a price behind it."""
        lines, boxes, scopes = self._page.lines, self._page.boxes, {}
        following: int | None = -1
        for head in self._heads:
            if following is not None and following <= head:
                following = self._first_priced(head + 1)
            box = lines[head].box
            if boxes[box].element.tag in _CELLS:
                box = self._outermost_cell(box)
            while following is not None and boxes[box].end <= following and boxes[box].parent >= 0:
                box = boxes[box].parent
            end = boxes[box].end
            scopes[head] = end if lines[head].level else self._end_of_list(head, end)
        return scopes

    @cached_property
    def _opening(self) -> frozenset[int]:
        """Headings with a price of their own that stand over others: "Lip blush – $500" over "Touch-up: $75".

        Only where each of their rank has another price below it: what follows the last of many may be said of all.
        """
        level = {number: self._page.lines[number].level for number in self._priced}
        opening: set[int] = set()
        closed: set[int] = set()
        for number, following in zip_longest(self._priced, self._priced[1:]):
            rank = level[number]
            if not 1 <= rank <= 6:
                continue
            is_over = following is not None and not 1 <= level[following] <= 6 and not self._begins(number, following)
            if is_over and number in self._names:
                opening.add(number)
            else:
                closed.add(rank)
        return frozenset(number for number in opening if level[number] not in closed)

    def _begins(self, number: int, following: int) -> bool:
        """Whether another heading, of the rank of a priced one or higher, stands between it and the next price."""
        lines = self._page.lines
        return any(1 <= line.level <= lines[number].level for line in lines[number + 1 : following])

    def _outermost_cell(self, box: int) -> int:
        """A cell that spans several rows of a table stands over all of them."""
        boxes = self._page.boxes
        if (boxes[box].element.get("rowspan") or "1") == "1":
            return box
        while boxes[box].parent >= 0 and boxes[box].element.tag not in {"tbody", "table"}:
            box = boxes[box].parent
        return box

    def _end_of_list(self, head: int, end: int) -> int:
        """A name of no rank over an indented list ends with the list: a price beside it is not its own."""
        lines, boxes = self._page.lines, self._page.boxes
        depth, was_deeper = boxes[lines[head].box].depth, False
        for number in self._priced[bisect_left(self._priced, head) :]:
            if number >= end:
                break
            deeper = boxes[lines[number].box].depth > depth
            if was_deeper and not deeper:
                return number
            was_deeper = was_deeper or deeper
        return end

    def _heads_a_column(self, number: int) -> bool:
        """Whether a line is one of several heads in a row of a table: it stands over its column alone."""
        cell = self._page.boxes[self._page.lines[number].box].element
        row = cell.getparent() if cell.tag == "th" else None
        return row is not None and row.tag == "tr" and len([*row.iterchildren("th")]) > 1

    def _opens_list(self, number: int) -> bool:
        """Whether a plain line before a price stands over a list of them: it describes no name right before it."""
        before = self._page.lines[number - 1] if number else None
        return before is None or (number - 1) in self._is_priced or 1 <= before.level <= 6
