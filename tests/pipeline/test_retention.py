"""Which releases are kept: so many of the newest, the current one, and the one that readers had before it."""

from pathlib import Path

import pytest

from pipeline import settings
from pipeline.errors import UsageError
from pipeline.home import Home
from pipeline.publish import remove_old_releases
from tests.conftest import Command
from warehouse.release import flip


def named(*numbers: int) -> list[str]:
    """Releases of a clock that stands still."""
    return [f"2026-11-22T193000Z{f'-{number}' if number > 1 else ''}" for number in numbers]


@pytest.mark.parametrize(
    ("releases", "keep", "former", "current", "kept"),
    [
        (range(1, 5), "", 3, 4, range(1, 5)),
        (range(1, 13), "", 11, 12, range(3, 13)),
        (range(1, 13), "3", 11, 12, (10, 11, 12)),
        (range(1, 13), "1", 11, 12, (11, 12)),
        (range(1, 13), "2", 3, 12, (3, 11, 12)),
        (range(1, 13), "2", 12, 2, (2, 11, 12)),
        (range(1, 13), "1000", 11, 12, range(1, 13)),
        ((1,), "1", 1, 1, (1,)),
    ],
    ids=["few", "ten unless set", "three", "one, and its former", "after going back", "an old one", "all", "the only"],
)
def test_the_newest_the_current_and_the_former_are_kept(
    releases: range,
    keep: str,
    former: int,
    current: int,
    kept: range,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BLUSHBOOK_KEEP_RELEASES", keep)
    home = Home(tmp_path)
    for name in named(*releases):
        home.release(name).mkdir(parents=True)
        home.staged(name).mkdir(parents=True)
        home.raw(name).mkdir(parents=True)
    others = [home.releases / name for name in (".2026-11-23T193000Z.unfinished", "a copy of mine", "1999")]
    for other in others:
        other.mkdir()
    flip(home.release(named(current)[0]), home.current)

    removed = remove_old_releases(home, home.release(named(former)[0]))

    assert removed == len(releases) - len(kept)
    assert {path.name for path in home.releases.iterdir()} == {*named(*kept), *(other.name for other in others)}
    assert {path.name for path in (tmp_path / "staged").iterdir()} == set(named(*kept))
    assert {path.name for path in home.raw_folders()} == set(named(*releases))


@pytest.mark.parametrize("text", ["0", "-1", "all", "1.5", " "])
def test_what_is_no_number_of_releases_is_told_before_anything_is_crawled(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blushbook: Command
) -> None:
    monkeypatch.setenv("BLUSHBOOK_KEEP_RELEASES", text)
    with pytest.raises(UsageError, match="is no number of releases: write 1 or more"):
        settings.releases_to_keep()
    if text == "0":
        done = blushbook("run", "--home", tmp_path / "home", BLUSHBOOK_KEEP_RELEASES=text)
        assert (done.returncode, "write 1 or more" in done.stderr) == (2, True)
        assert not (tmp_path / "home").exists()
