"""Divides a paragraph into its sentences."""

import re

# A full stop ends a sentence before a capital letter, a quotation mark or a number with its sign; not behind an
# abbreviation, an initial, or within a number.
_END = re.compile(
    r"""(?<=[.!?…])["”’)\]]*\s+(?=["“‘(¿¡]?(?:[^\W\d_a-zà-ÿа-яёіїє]|[$€£]?\d|[a-z]*[A-Z]))|(?<=[。！？])"""
)
_ABBREVIATED = re.compile(
    r"(?i:(?<![^\W\d_])(?:approx|ca|etc|e\.g|i\.e|vs|dr|mr|mrs|ms|st|no|inc|ltd|jr|incl|inkl|min|max|avg|bzw|z\.b|usw|evtl|"
    r"ok|tzw|np|env|ej|aprox|p\.ex|es|тыс|руб|т\.е|др|u\.s|u\.k|u\.s\.a|d\.c)\.)$|(?<![^\W\d_])[A-ZА-Я]\.$"
)
_LONGEST = 20_000


def sentences(text: str) -> list[str]:
    """The sentences of a text of one or several lines, blanks trimmed, none empty.

    >>> sentences("It costs approx. $500. In the U.S. it varies! Why?")
    ['It costs approx. $500.', 'In the U.S. it varies!', 'Why?']
    """
    found: list[str] = []
    for line in text[:_LONGEST].splitlines():
        start = 0
        for end in _END.finditer(line):
            if not _ABBREVIATED.search(line, 0, end.start()):
                found.append(line[start : end.end()].strip())
                start = end.end()
        found.append(line[start:].strip())
    return [sentence for sentence in found if sentence]
