"""The steps that are measured, each in a process of its own: `python -m tests.bulk.steps STEP …` tells what it cost.

What is told is one JSON object: wall seconds, processor seconds of all its processes, and in MB the most memory that it
and the processes it began held at once, and the most that one of them held. Imports are not counted.
"""

import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

_STARTED_AT = datetime(2026, 11, 22, 19, 30, tzinfo=UTC)
_WATCHED_EVERY = 1.0
"""Seconds. The kernel goes through all pages of the processes each time: five times a second cost 6 % of a step."""


@dataclass(frozen=True)
class Cost:
    """What a step cost."""

    seconds: float
    processor_seconds: float
    megabytes: float
    largest_megabytes: float


def measured(step: str, *arguments: object, **environment: str) -> Cost:
    """Do a step in a process of its own."""
    command = [sys.executable, "-m", "tests.bulk.steps", step, *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ | environment)
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def read(raw: Path) -> Callable[[], object]:
    """The peer: DuckDB reads the raw lines into a table."""
    import duckdb

    def step() -> None:
        with duckdb.connect() as connection:
            connection.execute(
                f"create table raw as from read_json('{raw}/studios.jsonl', format = 'newline_delimited')"
            )

    return step


def normalize(raw: Path, staged: Path) -> Callable[[], object]:
    """Raw lines become staged tables."""
    from pipeline.staging import stage

    return lambda: stage(staged.name, _STARTED_AT, raw, staged)


def build(database: Path, staged: Path, release: Path) -> Callable[[], object]:
    """Staged tables become a build, on top of a release if there is one."""
    from pipeline.provider_tables import fill_providers
    from pipeline.staging import staged_tables
    from warehouse.build import build

    former = release if release.exists() else None
    return lambda: build(database, [staged_tables(staged)], former, fill_providers)


def audit(database: Path) -> Callable[[], object]:
    """Every suite is checked, and told in the build."""
    import great_expectations  # noqa: F401 (its import is not counted)

    from pipeline.quality.audit import audit
    from warehouse.build import insert_quality_checks

    def step() -> None:
        checks = audit(database)
        insert_quality_checks(database, [check.as_row() for check in checks])
        refusing = [check for check in checks if check.refuses]
        print(*refusing, sep="\n", file=sys.stderr)

    return step


def publish(database: Path, folder: Path) -> Callable[[], object]:
    """A build becomes a release: database, exports, report."""
    from reports.report import write_report
    from warehouse.release import copy_database, export, finish

    def step() -> None:
        unfinished = folder.with_name(f".{folder.name}.unfinished")
        unfinished.mkdir(parents=True)
        copy_database(database, unfinished / "blushbook.duckdb")
        export(unfinished / "blushbook.duckdb", unfinished / "exports")
        write_report(unfinished / "blushbook.duckdb", unfinished / "report.html")
        finish(unfinished, folder)

    return step


def query(database: Path) -> Callable[[], object]:
    """Open a release and ask it for the comparable prices."""
    from warehouse.query import open_release

    def step() -> None:
        with open_release(database) as connection:
            connection.execute("from lip_price").fetchall()

    return step


_STEPS: dict[str, Callable[..., Callable[[], object]]] = {
    made.__name__: made for made in (read, normalize, build, audit, publish, query)
}


def main() -> None:
    """Do one step and tell what it cost."""
    name, *arguments = sys.argv[1:]
    step = _STEPS[name](*map(Path, arguments))
    peak = [_tree_bytes(os.getpid())]
    over = threading.Event()
    watch = threading.Thread(target=_watch, args=(peak, over), daemon=True)
    watch.start()
    before, began = _processor_seconds(), time.perf_counter()
    step()
    seconds = time.perf_counter() - began
    over.set()
    watch.join()
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    largest = max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024) / 2**20
    megabytes = max(peak[0] / 2**20, largest)
    print(json.dumps(vars(Cost(seconds, _processor_seconds() - before, megabytes, largest))))


def _processor_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _watch(peak: list[int], over: threading.Event) -> None:
    while not over.wait(_WATCHED_EVERY):
        peak[0] = max(peak[0], _tree_bytes(os.getpid()))


def _tree_bytes(process: int) -> int:
    """The memory that a process and those it began hold now; what several share is counted once."""
    total = 0
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
        total += next(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))
        for task in Path(f"/proc/{process}/task").iterdir():
            total += sum(_tree_bytes(int(child)) for child in (task / "children").read_text("ascii").split())
    except OSError:
        pass  # it has just ended
    return total


if __name__ == "__main__":
    main()
