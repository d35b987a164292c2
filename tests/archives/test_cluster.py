"""On a cluster: whatever is killed, what is found in the end is what one undisturbed process finds."""

from pathlib import Path

import pandas as pd
import pytest

from tests.archives import warcs
from tests.archives.cluster import cluster_in
from tests.archives.test_archive import MANIFESTS, begun, items_in, raw_of, read_all, wait_for
from tests.conftest import Command


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("pages")
    for number in range(8):
        warcs.many(folder / f"{number}.warc.gz", 60, seed=number)
    return sorted(map(str, folder.glob("*.warc.gz")))


@pytest.fixture(scope="module")
def undisturbed(pages: list[str], tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    return read_all(pages, tmp_path_factory.mktemp("undisturbed"))


def test_a_cluster_finds_what_one_process_does_though_a_worker_is_killed(
    pages: list[str], undisturbed: pd.DataFrame, tmp_path: Path
) -> None:
    with cluster_in(tmp_path / "cluster") as cluster:
        command = begun("--home", tmp_path / "home", "--scheduler", cluster.address, *pages)
        wait_for(tmp_path / "home", 1)
        cluster.kill(cluster.processes[-1])
        told = command.communicate(timeout=240)[1]
        assert command.returncode == 0, told
    pd.testing.assert_frame_equal(items_in(raw_of(tmp_path / "home")), undisturbed)


def test_a_cluster_may_go_down_and_come_back(pages: list[str], undisturbed: pd.DataFrame, tmp_path: Path) -> None:
    with cluster_in(tmp_path / "cluster") as cluster:
        command = begun("--home", tmp_path / "home", "--scheduler", cluster.address, *pages)
        wait_for(tmp_path / "home", 1)
        cluster.stop()
        finished = len(list((tmp_path / "home").glob(f"raw/*/{MANIFESTS}/*.json")))
        assert finished < len(pages)
        cluster.start()
        told = command.communicate(timeout=240)[1]
        assert command.returncode == 0, told
    pd.testing.assert_frame_equal(items_in(raw_of(tmp_path / "home")), undisturbed)


def test_a_client_that_is_killed_is_gone_on_with(
    pages: list[str], undisturbed: pd.DataFrame, blushbook: Command, tmp_path: Path
) -> None:
    with cluster_in(tmp_path / "cluster") as cluster:
        command = begun("--home", tmp_path / "home", "--scheduler", cluster.address, *pages)
        wait_for(tmp_path / "home", 1)
        command.kill()
        command.communicate()
        done = blushbook("archive", "--home", tmp_path / "home", "--scheduler", cluster.address, *pages)
        assert done.returncode == 0, done.stderr
        assert "going on with run" in done.stderr
    pd.testing.assert_frame_equal(items_in(raw_of(tmp_path / "home")), undisturbed)
