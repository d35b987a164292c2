"""How a run tells where it is: a bar on a terminal, lines elsewhere."""

import os
import pty
import subprocess
import sys
from pathlib import Path

from tests.conftest import Command


def test_on_a_terminal_there_is_a_bar(tmp_path: Path) -> None:
    terminal, end = pty.openpty()
    command = [str(Path(sys.executable).with_name("blushbook")), "crawl", "--home", str(tmp_path)]
    subprocess.run(command, stderr=end, stdout=subprocess.DEVNULL, check=True, env={**os.environ, "TERM": "xterm"})
    os.close(end)
    shown = b""
    try:
        while part := os.read(terminal, 65536):
            shown += part
    except OSError:  # the other end is closed: everything is read
        pass
    os.close(terminal)
    assert b"reading the recorded facts" in shown
    assert b"0/1" in shown
    assert b"crawl: 4 sources, 408 raw items" in shown


def test_elsewhere_there_are_lines(tmp_path: Path, blushbook: Command) -> None:
    told = blushbook("crawl", "--home", tmp_path).stderr.splitlines()
    assert told[0] == "crawl: reading the recorded facts"
    assert told[1].startswith("crawl: 4 sources, 408 raw items (")
    assert not any("\x1b" in line for line in told)
