"""A run over the recorded facts, and starting the command."""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.figure import ROUNDS, Figure, over

TITLE = "A run over the recorded facts"
MEASURES = "`blushbook run` in a new home, from its start to the published report, and `blushbook --help`."

BLUSHBOOK = Path(sys.executable).with_name("blushbook")


def seconds(command: Sequence[object], rounds: int = ROUNDS) -> tuple[float, ...]:
    """How long a command takes, for each of several rounds."""
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        subprocess.run([str(part) for part in command], check=True, capture_output=True)
        taken.append(time.perf_counter() - began)
    return tuple(taken)


def figures() -> Iterator[Figure]:
    """Seconds and memory of the run, and what the command costs before it does anything."""
    nothing, help_text = seconds([sys.executable, "-c", "pass"], 10), seconds([BLUSHBOOK, "--help"], 10)
    yield Figure("`python -c pass`", nothing, "s", "the peer of the next line")
    yield Figure("`blushbook --help`, over it", over(help_text, nothing), "x", "at most 15")
    runs = list[float]()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS):
            runs += seconds([BLUSHBOOK, "run", "--home", Path(folder) / str(number)], 1)
    # The most that any one process of the runs above held at once.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield Figure("`blushbook run`", tuple(runs), "s", "at most 15")
    importing = seconds([sys.executable, "-c", "import great_expectations"])
    yield Figure("importing Great Expectations alone", importing, "s", "while something else works")
    yield Figure("memory of the largest process", (peak,), "MB", "at most 800")
