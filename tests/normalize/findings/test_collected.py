"""Reading leaves nothing behind that only the garbage collector could take away: it is what reading waits for most."""

import gc

from pipeline.normalize.findings import read_findings
from pipeline.normalize.findings.told import forget
from tests.normalize.findings import speed

NUMBER = 300


def test_what_was_read_is_freed_at_once() -> None:
    reviews = speed.reviews(2 * NUMBER)
    warm, texts = reviews[:NUMBER], reviews[NUMBER:]
    for text in warm:
        read_findings(text)
    forget()
    gc.collect()
    gc.disable()
    try:
        for text in texts:
            read_findings(text)
        left = gc.collect()
    finally:
        gc.enable()
    # It is none; that a pattern is compiled may leave a few, and a cycle in what is read would leave some a text.
    assert left < NUMBER
