"""What stopped runs left half made goes, and nothing else does."""

from pathlib import Path

from pipeline.home import Home

RUN = "2026-11-22T193000Z"


def _files(home: Home) -> set[str]:
    return {str(path.relative_to(home.path)) for path in home.path.rglob("*") if path.is_file()}


def _with(tmp_path: Path, *names: str) -> Home:
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    return Home(tmp_path)


def test_what_is_half_made_is_cleared(tmp_path: Path) -> None:
    kept = {f"raw/{RUN}/a.jsonl", f"staged/{RUN}/a.parquet", f"releases/{RUN}/report.html", f"build/{RUN}.duckdb"}
    half_made = [
        f"staged/.{RUN}.unfinished/a.parquet",
        f"releases/.{RUN}.unfinished/report.html",
        f"build/{RUN}.duckdb.tmp/spilled.block",
        ".current.123",
    ]
    home = _with(tmp_path, *kept, *half_made)
    home.clear_unfinished()
    assert _files(home) == kept


def test_a_build_is_cleared_with_its_log_and_no_other(tmp_path: Path) -> None:
    home = _with(tmp_path, f"build/{RUN}.duckdb", f"build/{RUN}.duckdb.wal", f"build/{RUN}-2.duckdb")
    home.clear_build(RUN)
    home.clear_build(RUN)
    assert _files(home) == {f"build/{RUN}-2.duckdb"}
