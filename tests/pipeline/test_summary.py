"""The summary is JSON that any reader reads, whole or not at all, whatever the run met."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.errors import AuditRefusedError, NothingUsableError
from pipeline.home import Home
from pipeline.state import State
from pipeline.summary import write_summary

RUN_ID = "2026-11-22T193000Z"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home(tmp_path)
    State(made.state).begin_run(RUN_ID, datetime(2026, 11, 22, 19, 30, tzinfo=UTC))
    return made


@pytest.mark.parametrize(
    ("outcome", "error", "status"),
    [
        ("published", None, 0),
        ("crawled", None, 0),
        ("refused", AuditRefusedError("why"), 3),
        ("failed", NothingUsableError("why"), 5),
        ("failed", KeyboardInterrupt(), 130),
        ("failed", ValueError("why"), 1),
        ("stopped", None, None),
    ],
)
def test_it_tells_the_exit_status(outcome: str, error: BaseException | None, status: int | None, home: Home) -> None:
    told = json.loads(write_summary(home, RUN_ID, outcome, error).read_text(encoding="utf-8"))
    assert (told["outcome"], told["exit_status"]) == (outcome, status)
    assert told["started_at"] == "2026-11-22T19:30:00+00:00"


@pytest.mark.parametrize("message", ['a "quote"', "line\nline", "a name that is no text: \udcff", "ü 💋"])
def test_any_message_is_json(message: str, home: Home) -> None:
    path = write_summary(home, RUN_ID, "failed", OSError(message))
    assert json.loads(path.read_text(encoding="utf-8"))["message"] == message


@pytest.mark.parametrize("content", [b"", b"no database"])
def test_a_build_that_cannot_be_read_is_no_obstacle(content: bytes, home: Home) -> None:
    home.build(RUN_ID).parent.mkdir()
    home.build(RUN_ID).write_bytes(content)
    told = json.loads(write_summary(home, RUN_ID, "refused", AuditRefusedError("why")).read_text(encoding="utf-8"))
    assert (told["message"], told["sources"], told["alerts"]) == ("why", {}, [])


def test_it_is_whole_or_not_there(home: Home) -> None:
    write_summary(home, RUN_ID, "crawled")
    write_summary(home, RUN_ID, "published")
    assert [path.name for path in home.summary(RUN_ID).parent.iterdir()] == [f"{RUN_ID}.json"]
