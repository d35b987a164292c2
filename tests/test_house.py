"""The shape of the house: which way imports point, how long files are, what must not be in them."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

MAY_IMPORT = {
    "crawler": {"crawler"},
    "warehouse": {"warehouse"},
    "reports": {"reports", "warehouse"},
    "pipeline": {"pipeline", "crawler", "warehouse", "reports"},
}
LONGEST = 300
PYTHON = sorted(path for folder in MAY_IMPORT for path in (ROOT / folder).rglob("*.py"))
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_imports_point_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {
        (module or "").split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in ([node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    assert imported & set(MAY_IMPORT) <= MAY_IMPORT[package]


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_a_file_is_read_in_one_sitting_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST
    assert ast.get_docstring(ast.parse(text))
    assert path.stem not in {"utils", "util", "helpers", "helper", "common", "misc", "manager"}


@pytest.mark.parametrize("path", [path for path in TRACKED if not path.endswith((".png", ".csv"))])
def test_no_registry_and_no_path_of_a_machine_is_committed(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8", errors="replace")
    # Spelled so that these lines do not find themselves.
    for forbidden in ("index" + "-url", "extra" + "-index", "pypi" + ".org", "/ro" + "ot/", "/wo" + "rk/"):
        assert forbidden not in text


def test_versions_are_pinned() -> None:
    pinned = {
        re.sub(r"[-_.]+", "-", line.split("==")[0]).lower()
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["development"]]
    assert {re.sub(r"[-_.]+", "-", name).lower() for name in wanted} <= pinned


def test_continuous_integration_calls_make_test() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
