"""Measures: `python -m tests.bench [NAME …]`, all of them where none is named; `--help` lists them."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

import tests.bench
from tests.bench import page
from tests.bench.figure import Figure


@dataclass(frozen=True)
class Benchmark:
    """A file of this folder."""

    name: str
    module: ModuleType

    @property
    def title(self) -> str:
        """The heading of its section."""
        return str(self.module.TITLE)

    def section(self) -> str:
        """Measure, telling each figure as it is known; returns the section."""
        load, figures = os.getloadavg()[0], list[Figure]()
        for figure in self.module.figures():
            figures.append(figure)
            print(f"{figure.name:<58} {figure.median:>12}  {figure.spread:<18} {figure.held_against}", flush=True)
        command = f"python -m tests.bench {self.name}"
        return page.section(self.title, str(self.module.MEASURES), command, figures, load)


def benchmarks() -> dict[str, Benchmark]:
    """Every benchmark by its name, in the order of their titles."""
    modules = {each.name: import_module(f"tests.bench.{each.name}") for each in iter_modules(tests.bench.__path__)}
    found = [Benchmark(name, module) for name, module in modules.items() if hasattr(module, "TITLE")]
    return {each.name: each for each in sorted(found, key=lambda each: each.title)}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what is named, and renew its section of the page as soon as it is known."""
    known = benchmarks()
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("name", nargs="*", help=f"one of {', '.join(known)}; all where none is named")
    titles = [each.title for each in known.values()]
    for name in parser.parse_args(arguments).name or known:
        if name not in known:
            parser.error(f"there is no benchmark {name!r}, only {', '.join(known)}")
        print(f"\n{known[name].title}", flush=True)
        page.write(titles, {known[name].title: known[name].section()})


if __name__ == "__main__":
    main()
