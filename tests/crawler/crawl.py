"""Runs the real crawler in a process of its own, and reads what it wrote."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ROOT


@dataclass(frozen=True)
class Crawled:
    """What a crawl left behind."""

    folder: Path
    status: int
    log: str
    spider: str = "studios"

    @property
    def records(self) -> list[dict[str, Any]]:
        lines = (self.folder / f"{self.spider}.jsonl").read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]

    @property
    def outcomes(self) -> dict[str, dict[str, Any]]:
        """Each page's outcome by its address; that there is one only is checked."""
        found = [record for record in self.records if record["item"] == "PageOutcome"]
        assert len({record["url"] for record in found}) == len(found)
        return {record["url"]: record for record in found}

    @property
    def items(self) -> list[dict[str, Any]]:
        return [record for record in self.records if record["item"] != "PageOutcome"]


def command(
    folder: Path, *arguments: object, module: str = "tests.crawler.stand_in", source: str = "studios"
) -> list[str]:
    """The command of a crawl in which a stand-in reads prices; fast unless the arguments say otherwise."""
    quick = ["--delay", "0", "--set", "DOWNLOAD_TIMEOUT=4"]
    return [sys.executable, "-m", module, source, "--raw-folder", str(folder), *quick, *map(str, arguments)]


def crawl(
    folder: Path, *arguments: object, private: bool = True, source: str = "studios", **environment: str
) -> Crawled:
    folder.mkdir(parents=True, exist_ok=True)
    allowed = ["--allow-private"] if private else []
    done = subprocess.run(
        command(folder, *arguments, *allowed, source=source),
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    log = [line for line in done.stderr.splitlines() if not line.startswith("progress: ")]
    return Crawled(folder, done.returncode, "\n".join(log), source)


def seeds(*addresses: str) -> list[str]:
    return [part for address in addresses for part in ("--seed", address)]
