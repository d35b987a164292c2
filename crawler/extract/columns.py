"""Finds the head of the column that a price stands in: of a table, or of a grid of blocks that looks like one."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection
from functools import cached_property

from lxml import etree

from crawler.extract.document import text_of
from crawler.extract.lines import Lines
from crawler.extract.names import LONGEST_NAME, says_something

_FARTHEST = 30
"""Lines between words and the amounts they stand over, where neither are in cells."""
_DEEPEST = 40
_DEEPEST_CELL = 4
_MOST_COLUMNS = 12
_FEWEST_PRICES = 2
"""Prices side by side in a row of a grid: one alone is named by its row."""


class Columns:
    """The heads of the columns of a page. `priced` are the numbers of lines with prices, former ones among them."""

    def __init__(self, page: Lines, priced: Collection[int]) -> None:
        self._page = page
        self._priced = frozenset(priced)
        self._in_order = sorted(priced)
        self._tables: dict[etree._Element, dict[etree._Element, etree._Element | None]] = {}
        self._heads: dict[int, str | None] = {}

    def head(self, line: int) -> str | None:
        """The head of the column that a priced line stands in, if it says anything."""
        if line not in self._heads:
            cell = self._cell(line)
            text = self._of_table(cell) if cell is not None else self._of_grid(line)
            says = text and len(text) <= LONGEST_NAME and says_something(text)
            self._heads[line] = text if says else None
        return self._heads[line]

    def written(self, line: int, amounts: int) -> list[str]:
        """The words over the amounts of a line that names only the first: "First visit / Refresh" over "280 € 140 €".

        Empty where no line above has as many words as the line has amounts, nor as many pieces as the line has.
        """
        for number in range(line - 1, max(-1, line - _FARTHEST), -1):
            if number in self._priced:
                continue
            words = self._page.lines[number].text.split()
            found = words if len(words) == amounts else self._pieces(number, line)[-amounts:]
            if len(found) == amounts and all(map(says_something, found)):
                return found
        return []

    def _pieces(self, number: int, line: int) -> list[str]:
        """The texts of a line's elements, where they are as many as those of the other line."""
        above, below = self._page.lines[number], self._page.lines[line]
        if len(above.segments) < 3 or len(above.segments) != len(below.segments):
            return []
        return [above.text[segment.start : segment.end] for segment in above.segments]

    def _cell(self, line: int) -> etree._Element | None:
        """The cell of a table that a line stands in."""
        boxes = self._page.boxes
        box = self._page.lines[line].box
        for _ in range(_DEEPEST):
            if box < 0:
                return None
            if boxes[box].element.tag in {"td", "th"}:
                return boxes[box].element
            box = boxes[box].parent
        return None

    def _of_table(self, cell: etree._Element) -> str | None:
        row = cell.getparent()
        table = next(row.iterancestors("table"), None) if row is not None else None
        if table is None or row is None:
            return None
        if table not in self._tables:
            self._tables[table] = self._heads_of_rows(table)
        heads = self._tables[table].get(row)
        if heads is None or _cells(heads)[-1][1] != _cells(row)[-1][1]:
            return None
        place = next(first for first, _, other in _cells(row) if other is cell)
        over = next((head for first, end, head in _cells(heads) if first <= place < end), None)
        return text_of(over) if over is not None else None

    def _heads_of_rows(self, table: etree._Element) -> dict[etree._Element, etree._Element | None]:
        """For each row the one that names its columns: the table's first, or the first below a cell that spans all."""
        heads, opens = None, True
        found: dict[etree._Element, etree._Element | None] = {}
        for row in table.iter("tr"):
            found[row] = heads
            cells = _cells(row)
            if opens and len(cells) > 1 and not self._has_price(row):
                heads = row
            opens = len(cells) == 1
        return found

    def _has_price(self, row: etree._Element) -> bool:
        box = self._numbers.get(row)
        return box is not None and self._prices_in(box) > 0

    def _of_grid(self, line: int) -> str | None:
        """The cell at the same place of the nearest row above that has as many cells, and no price."""
        boxes = self._page.boxes
        cell = self._page.lines[line].box
        for _ in range(_DEEPEST_CELL):
            row = boxes[cell].parent
            if row < 0:
                return None
            cells = self._children[row]
            if (
                _FEWEST_PRICES < len(cells) <= _MOST_COLUMNS
                and sum(1 for one in cells if self._prices_in(one)) >= _FEWEST_PRICES
            ):
                heads = self._heads_of_grids.get(row)
                return self._text(self._children[heads][cells.index(cell)]) if heads is not None else None
            cell = row
        return None

    @cached_property
    def _heads_of_grids(self) -> dict[int, int]:
        """For each row of a grid the nearest row above that could name its columns, and stands no farther away than
        in the box around the row's own."""
        boxes = self._page.boxes
        nearest: dict[tuple[int, int], int] = {}
        found: dict[int, int] = {}
        for number, cells in sorted(self._children.items()):
            if number < 0 or not _FEWEST_PRICES < len(cells) <= _MOST_COLUMNS:
                continue
            shape = boxes[number].depth, len(cells)
            if not self._prices_in(number):
                if all(boxes[one].end - boxes[one].first <= 1 for one in cells):
                    nearest[shape] = number
            elif shape in nearest and self._around(number) <= self._around(nearest[shape]):
                found[number] = nearest[shape]
        return found

    def _around(self, box: int) -> int:
        """The box around the box that a box stands in."""
        outer = self._page.boxes[box].parent
        return self._page.boxes[outer].parent if outer >= 0 else -1

    def _text(self, box: int) -> str:
        first, end = self._page.boxes[box].first, self._page.boxes[box].end
        return " ".join(line.text for line in self._page.lines[first:end])

    def _prices_in(self, box: int) -> int:
        """How many lines of a box hold a price."""
        first, end = self._page.boxes[box].first, self._page.boxes[box].end
        return bisect_left(self._in_order, end) - bisect_left(self._in_order, first)

    @cached_property
    def _children(self) -> defaultdict[int, list[int]]:
        children: defaultdict[int, list[int]] = defaultdict(list)
        for number, box in enumerate(self._page.boxes):
            children[box.parent].append(number)
        return children

    @cached_property
    def _numbers(self) -> dict[etree._Element, int]:
        return {box.element: number for number, box in enumerate(self._page.boxes)}


def _cells(row: etree._Element) -> list[tuple[int, int, etree._Element]]:
    """The cells of a table's row, each with its first column and the column after its last."""
    cells: list[tuple[int, int, etree._Element]] = []
    for cell in row.iterchildren("td", "th"):
        first = cells[-1][1] if cells else 0
        span = cell.get("colspan", "1")
        cells.append((first, first + (int(span) if span.isdecimal() and 0 < int(span) < 100 else 1), cell))
    return cells
