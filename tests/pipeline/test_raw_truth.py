"""The raw files are the truth: old ones load, cut ones cost a line and are told, and without them nothing is remade."""

import json
import shutil
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from crawler.items import PageOutcome
from crawler.page_log import PageLog
from crawler.worklist import FRESH, Task, WorkList, open_state
from pipeline.home import Home
from pipeline.raw import read_raw
from pipeline.run import began_at
from pipeline.staging import stage
from tests.conftest import NOW, Command
from tests.pipeline.obstacles import command
from tests.pipeline.tables import query

CUT = b'{"item": "PriceListing", "provider": "Ros'


def lines_of(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "recorded.jsonl").read_text("utf-8").splitlines()]


def test_raw_lines_of_the_first_version_load_and_mean_the_same(published_once: Path, tmp_path: Path) -> None:
    """They named no version of the rules that read them."""
    home, old = Home(published_once), tmp_path / "old"
    old.mkdir()
    records = [
        {name: value for name, value in record.items() if name != "extract_version"}
        for record in lines_of(home.raw(NOW))
    ]
    (old / "recorded.jsonl").write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    now, then = read_raw(home.raw(NOW)), read_raw(old)
    for name, frame in now.by_type.items():
        assert then.by_type[name].drop(columns="extract_version").equals(frame.drop(columns="extract_version"))
        assert set(then.by_type[name]["extract_version"]) <= {1}
    assert then.unreadable.empty
    assert stage(NOW, began_at(NOW), old, tmp_path / "staged") == {"prices": 240, "rejected": 0}


def test_raw_lines_that_were_cut_cost_themselves_and_are_told(published: Path) -> None:
    home, run_id = Home(published), f"{NOW}-2"
    shutil.copytree(home.raw(NOW), home.raw(run_id))
    with (home.raw(run_id) / "recorded.jsonl").open("ab") as file:
        file.write(CUT)
    (home.raw(run_id) / "studios.jsonl").write_bytes(b'{"item": "PageOutcome", "sou\n' + CUT)
    for step in ("normalize", "publish"):
        status, _, errors = command(step, "--run", run_id, "--home", published)
        assert status == 0, errors
    assert query(published, "select file, line, raw_text from rejected order by all") == [
        ("recorded.jsonl", len(lines_of(home.raw(NOW))) + 1, CUT.decode()),
        ("studios.jsonl", 1, '{"item": "PageOutcome", "sou'),
        ("studios.jsonl", 2, CUT.decode()),
    ]
    assert query(published, "select count(*) from price_observation") == [(240,)]


@pytest.mark.parametrize(
    ("is_published", "has_raw", "told"),
    [
        (False, False, "there are no raw files under"),
        (True, False, f"the raw files of {NOW} are gone from"),
    ],
    ids=["nothing there", "raw files gone"],
)
def test_what_cannot_be_made_again_is_told_and_nothing_changes(
    is_published: bool, has_raw: bool, told: str, published: Path, tmp_path: Path, blushbook: Command
) -> None:
    home = Home(published if is_published else tmp_path / "empty")
    shutil.rmtree(home.path / "raw", ignore_errors=True)
    before = home.current.resolve()
    done = blushbook("rebuild", "--home", home.path)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert home.current.resolve() == before
    assert home.database.exists() == is_published


def test_a_crawl_that_came_to_nothing_does_not_stand_in_the_way_of_a_rebuild(published: Path) -> None:
    """It has a raw folder, and there is no release to say that it never counted."""
    home = Home(published)
    shutil.rmtree(home.releases)
    home.current.unlink()
    home.raw("2026-11-23T193000Z").mkdir()
    home.raw("2026-11-24T193000Z").mkdir()
    (home.raw("2026-11-24T193000Z") / "recorded.jsonl").write_bytes(CUT)
    status, _, errors = command("rebuild", "--home", published)
    assert status == 0, errors
    assert query(published, "select count(*) from price_observation") == [(240,)]


def task(name: str) -> Task:
    return Task("studio.example", f"studio.example/{name}", f"https://studio.example/{name}", name, 1.0, 1)


def ended(name: str, outcome: str) -> PageOutcome:
    return PageOutcome(source="studios", method="live", page_key=task(name).page_key, outcome=outcome)


def test_pages_whose_outcome_a_power_cut_took_are_asked_again_and_appear_once(tmp_path: Path) -> None:
    """The work list knows of pages whose lines never reached the disk; those that did are not asked again."""
    raw_file = tmp_path / "studios.jsonl"
    everything = {"kept": "ok", "lost": "ok", "cut": "blocked", "fresh": FRESH, "led to": "reached from kept"}
    with closing(open_state(tmp_path / "state.sqlite")) as connection:
        work = WorkList(connection, "run", "studios")
        work.add(map(task, everything))
        log = PageLog(raw_file)
        for name, outcome in everything.items():
            if name in {"kept", "lost", "cut"}:
                log.write([], ended(name, outcome))
            work.finish(task(name).page_key, outcome)
        log.close()
        kept, _, cut = raw_file.read_bytes().splitlines(keepends=True)
        raw_file.write_bytes(kept + cut[:40])

        log = PageLog(raw_file)
        assert set(log.finished) == {task("kept").page_key}
        assert set(work.reopen_all_but(log.finished)) == {task("lost").page_key, task("cut").page_key}
        taken = []
        while page := work.take("studio.example", budget=25):
            taken.append(page.page_key)
            log.write([], ended(page.pattern, "ok"))
            work.finish(page.page_key, "ok")
        log.close()
        assert sorted(taken) == sorted([task("lost").page_key, task("cut").page_key])
        assert work.reopen_all_but([task(name).page_key for name in ("kept", "lost", "cut")]) == []
    keys = [json.loads(line)["page_key"] for line in raw_file.read_bytes().splitlines()]
    assert sorted(keys) == sorted(task(name).page_key for name in ("kept", "lost", "cut"))
