"""What stands with one price on its page."""

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.normalize.page.wording import NO_WORDS, Wording


class Surroundings(NamedTuple):
    """The words that stand with a price: `headings` begins with the nearest, `previous` names the amount before it in
    the line, `before` and `after` touch the amount, `notes` are the other lines of the card or row."""

    label: Wording
    headings: tuple[Wording, ...] = ()
    previous: Wording = NO_WORDS
    before: Wording = NO_WORDS
    after: Wording = NO_WORDS
    notes: tuple[Wording, ...] = ()
    title: Wording = NO_WORDS

    @property
    def over(self) -> Iterator[Wording]:
        """The headings, the nearest first, and then the title."""
        return (heading for heading in (*self.headings, self.title) if heading.text)
