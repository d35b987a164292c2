"""Reads without the garbage collector, which would look again and again through what is remembered of what was read."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """While pages or texts are read: what is read lives in caches and lists that only grow, and leaves no cycles.

    To look for these takes a third of the time of pages, a tenth of that of reviews. What else leaves cycles meanwhile
    is taken away afterwards.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
