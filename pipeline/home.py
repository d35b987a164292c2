"""Where things lie under the home folder."""

import shutil
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Home:
    """The home folder and the names of what it holds; nothing is made until something is written."""

    path: Path

    @property
    def lock(self) -> Path:
        """The file that a run keeps locked."""
        return self.path / "lock"

    @property
    def state(self) -> Path:
        """SQLite file: the runs and their stages."""
        return self.path / "state.sqlite"

    @property
    def salt(self) -> Path:
        """The salt with which reviewers' names are hashed; for the eyes of its owner."""
        return self.path / "salt"

    @property
    def releases(self) -> Path:
        """Folder of the published releases."""
        return self.path / "releases"

    @property
    def current(self) -> Path:
        """The link to the release that readers open."""
        return self.path / "current"

    @property
    def database(self) -> Path:
        """The published database."""
        return self.current / "blushbook.duckdb"

    @property
    def report(self) -> Path:
        """The published report."""
        return self.current / "report.html"

    def summary(self, run_id: str) -> Path:
        """What became of a run, as JSON for machines."""
        return self.path / "runs" / f"{run_id}.json"

    def raw_folders(self) -> list[Path]:
        """The folders of raw files, one a run."""
        return [path for path in (self.path / "raw").glob("*") if path.is_dir()]

    @property
    def archives(self) -> Path:
        """Folder of the archives that were fetched, one folder a slice of a crawl."""
        return self.path / "archives"

    def clear_unfinished(self) -> None:
        """Remove what a killed run left half made. Who calls this holds the lock, so nobody is at it."""
        for folder in (self.path / "staged", self.releases):
            for leftover in folder.glob(".*.unfinished"):
                shutil.rmtree(leftover)
        for leftover in self.path.glob("build/*.duckdb.tmp"):  # where DuckDB puts what memory does not hold
            shutil.rmtree(leftover)
        for leftover in self.path.glob(f".{self.current.name}.*"):
            leftover.unlink()

    def clear_build(self, run_id: str) -> None:
        """Remove what a run had built, and its log of changes."""
        build = self.build(run_id)
        for leftover in (build, build.with_name(f"{build.name}.wal")):
            leftover.unlink(missing_ok=True)

    def raw(self, run_id: str) -> Path:
        """Folder of a run's raw files."""
        return self.path / "raw" / run_id

    def staged(self, run_id: str) -> Path:
        """Folder of a run's normalized tables."""
        return self.path / "staged" / run_id

    def build(self, run_id: str) -> Path:
        """The database a run builds; kept when its audit refuses it."""
        return self.path / "build" / f"{run_id}.duckdb"

    def release(self, run_id: str) -> Path:
        """Folder of a run's release."""
        return self.releases / run_id
