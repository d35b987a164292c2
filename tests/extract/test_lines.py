"""The lines one sees on a page, and which parts of them are struck out."""

import pytest

from crawler.extract.document import read_document
from crawler.extract.lines import Line, read_lines


def _lines(page: str) -> list[Line]:
    return read_lines(read_document(page.encode(), "x")).lines


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ("<p>Lip <b>Blush</b></p>", ["Lip Blush"]),
        ("<p>Lip<b>s</b></p>", ["Lips"]),
        ("<span>Lip Blush</span><span>$450</span>", ["Lip Blush $450"]),
        ("<span>Lips</span><span>Brows</span>", ["Lips Brows"]),
        ("<div>Lip Blush</div><div>$450</div>", ["Lip Blush", "$450"]),
        ("Lip Blush<br>$450", ["Lip Blush", "$450"]),
        ("Lip Blush<br/><br/>$450", ["Lip Blush", "$450"]),
        ("<p>Lip\n\t  Blush&nbsp;\u00a0 $450 </p>", ["Lip Blush $450"]),
        ("<span>$</span><span>450</span>", ["$450"]),
        ("<p>Lip Blush<p>$450", ["Lip Blush", "$450"]),
        ("<table><tr><td>Lip Blush<td>$450</table>", ["Lip Blush", "$450"]),
        ("<dl><dt>Lip Blush<dd>$450</dl>", ["Lip Blush", "$450"]),
        ("<ul><li>Lip Blush <i>$450</i><li>Brows</ul>", ["Lip Blush $450", "Brows"]),
        ("<select><option>Lips $450<option>Brows $400</select>", ["Lips $450", "Brows $400"]),
        ("<div>Lips<p>soft</p>$450</div>", ["Lips", "soft", "$450"]),
        ("<p style='display:none'>Lips $450</p>", ["Lips $450"]),
        ("<p hidden>Lips $450</p>", ["Lips $450"]),
        ("Lips<script>var a = '$9'</script> $450", ["Lips $450"]),
        ("Lips<style>p{}</style> $450", ["Lips $450"]),
        ("Lips<!-- $9 --> $450", ["Lips $450"]),
        ("<p>  </p><div><p></p></div>", []),
        ("<b><p>Lips</p></b>", ["Lips"]),
        ("<svg><text>$9</text></svg>Lips", ["Lips"]),
    ],
)
def test_the_lines_of_a_page(page: str, texts: list[str]) -> None:
    assert [line.text for line in _lines(f"<body>{page}</body>")] == texts


@pytest.mark.parametrize(
    ("page", "struck"),
    [
        ("<del>$600</del> $480", ["$600"]),
        ("<s>$600</s> $480", ["$600"]),
        ("<strike>$600</strike> $480", ["$600"]),
        ("<del><span>$</span><b>600</b></del> $480", ["$", "600"]),
        ("<span style='text-decoration: line-through'>$600</span> $480", ["$600"]),
        ("<span class='old-price'>$600</span> <span class='new-price'>$480</span>", ["$600"]),
        ("<span class='price--was'>$600</span> <span class='price--now'>$480</span>", ["$600"]),
        ("<ins>$480</ins>", []),
        ("<span class='price'>$480</span>", []),
        ("<del></del>$480", []),
        ("<del>$600</del>$480", ["$600"]),
    ],
)
def test_what_is_struck_out(page: str, struck: list[str]) -> None:
    lines = read_lines(read_document(page.encode(), "x"))
    segments = [
        line.text[segment.start : segment.end]
        for line in lines.lines
        for segment in line.segments
        if lines.is_struck(segment)
    ]
    assert segments == struck


@pytest.mark.parametrize(
    ("page", "level"),
    [
        ("<h1>Lips</h1>", 1),
        ("<h6><span>Lips</span></h6>", 6),
        ("<p><b>Lips</b></p>", 7),
        ("<p>Lips and <b>brows</b></p>", 0),
        ("<p class='service-title'>Lips</p>", 7),
        ("<p class='description'>Lips</p>", 0),
        ("<dt>Lips</dt>", 7),
        ("<p>Lips</p>", 0),
    ],
)
def test_how_far_a_line_is_set_off(page: str, level: int) -> None:
    assert [line.level for line in _lines(page)] == [level]
