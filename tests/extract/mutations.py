"""Mutated pages: the golden pages with bytes deleted, doubled, swapped and inserted, each the same for its seed."""

from random import Random

from tests.extract.chain import golden, golden_names

_MOST_MUTATIONS = 12
_LONGEST_PIECE = 200
PIECES = (
    *(
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<br>",
        "<table>",
        "<tr><td>",
        "</table>",
        "<h2>",
        "</h3>",
        "<b>",
        "<del>",
        "</s>",
    ),
    *("<select><option>", "<script>", "</script>", '<script type="application/ld+json">', "<!--", "-->", "<![CDATA["),
    *("</html>", "</body>", '<i itemprop="price">', "<x itemscope itemtype=y>", "<template>", "<svg>", "<li>", "</ul>"),
    *("$", "£", "€", "kr", "zł", "R$", "₪", "만", "円", "руб.", "k", "+", "–", "-", "/", "|", ":", "(", ")", ",", "."),
    *("from ", "ab ", "up to ", "free", "included", "was ", "now ", "$50 off", "deposit", "touch-up", "lips", "брови"),
    *("0", "9999999999999", "1,1", "1.500,00", "12:30", "2024-03-04", "%", " ", "\u00a0", "\u202e", "\u0000", "\ufeff"),
    *(
        "٤٥٠",
        "½",
        "²",
        "İ",
        "ß",
        "ﬁ",
        "\U0001f48b",
        "&#xD800;",
        "&amp",
        "&#0;",
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        "\\",
        "@id",
    ),
)
_BYTES = tuple(piece.encode() for piece in PIECES)
_PAGES = tuple(golden(name).encode() for name in golden_names())


def mutated(seed: int) -> bytes:
    """A golden page, changed in a few places."""
    random = Random(seed)
    page = random.choice(_PAGES)
    for _ in range(random.randint(1, _MOST_MUTATIONS)):
        page = changed(page, random)
    return page


def changed(page: bytes, random: Random) -> bytes:
    """A page with one change."""
    start, other = sorted(random.randrange(len(page) + 1) for _ in range(2))
    end = min(other, start + random.randint(1, _LONGEST_PIECE))
    match random.randrange(6):
        case 0:
            return page[:start] + page[end:]
        case 1:
            return page[:end] + page[start:end] * random.randint(1, 5) + page[end:]
        case 2:
            third = min(len(page), end + random.randint(0, _LONGEST_PIECE))
            return page[:start] + page[end:third] + page[start:end] + page[third:]
        case 3:
            return page[:start] + bytes(random.randrange(256) for _ in range(random.randint(1, 8))) + page[start:]
        case _:
            return page[:start] + random.choice(_BYTES) + page[start:]
