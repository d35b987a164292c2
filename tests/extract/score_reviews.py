"""Scores how many client reviews are found on pages that were labelled by hand.

    python -m tests.extract.score_reviews LABELS PAGES [LABELS PAGES]...

LABELS has one JSON object a line: `repo`, `path`, and in `reviews` how many client reviews the page shows, each counted
once. PAGES holds the pages as `<repo with + for />/<path>`. Printed are the pages that are wrong, and the two shares
that count: pages with reviews on which their number is found to within one, and pages without on which none is found.
"""

import json
import sys
from pathlib import Path

from crawler.extract.document import read_document
from crawler.extract.reviews import read_reviews
from crawler.items import Review

NEAR = 1


def count_of(path: Path) -> int:
    """How many reviews are read off a page, in a file."""
    items = read_reviews(read_document(path.read_bytes(), "https://studio.example/"), "score", b"of the moment")
    return sum(isinstance(item, Review) for item in items)


def main() -> None:
    """Read the sets named as arguments, and print."""
    shown: list[bool] = []
    clean: list[bool] = []
    sets = list(zip(sys.argv[1::2], sys.argv[2::2], strict=True))
    for labels, pages in sets:
        for line in Path(labels).read_text(encoding="utf-8").splitlines():
            label = json.loads(line)
            path = Path(pages) / label["repo"].replace("/", "+") / label["path"]
            found, wanted = count_of(path), label["reviews"]
            is_right = abs(found - wanted) <= NEAR if wanted else found == 0
            (shown if wanted else clean).append(is_right)
            if found != wanted:
                print(f"{'near ' if is_right else 'WRONG'} {found:>3} found, {wanted} shown: {path}")
    for name, pages_right in (("with reviews, their number within one", shown), ("without reviews, none found", clean)):
        print(f"{name}: {sum(pages_right)} of {len(pages_right)} pages")


if __name__ == "__main__":
    main()
