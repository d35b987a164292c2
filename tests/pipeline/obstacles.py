"""Puts a real obstacle in the way of a command: a disk that fills up at some call, a folder that may not be written.

The command runs in a process of its own, forked off a server that has imported everything already: limits and lost
rights go away with it, and a case costs no more than its work. So this module imports nothing that takes long.
"""

import contextlib
import ctypes
import io
import multiprocessing
import os
import resource
import shutil
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

_DROP, _WRITE_ANYTHING, _READ_ANYTHING = 24, 1, 2
"""Linux: prctl's PR_CAPBSET_DROP, and what lets root pass by permissions."""
_CAPABILITY_VERSION = 0x20080522
_IMPORTED = ["pipeline.cli", "pipeline.quality.audit", "pipeline.publish", "pipeline.staging", "reports.sentence"]

Obstacle = Callable[[], object]
Ended = tuple[int, str, str]
"""Exit status, stdout, stderr."""


def fill_disk(most: int = 0) -> None:
    """From now on no file grows beyond a size, in this process and its children: it is refused as by a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


def close(path: Path) -> None:
    """From now on a file is not written, or nothing made, renamed or removed in a folder."""
    path.chmod(0o555)


def fail(number: int) -> None:
    """Fail as a call of the system does."""
    raise OSError(number, os.strerror(number))


def refuse(number: int, event: str, name: str) -> None:
    """Refuse what Python is about to do (an audit event) to a path that holds a name, as the system would."""

    def hook(happening: str, arguments: tuple[Any, ...]) -> None:
        if happening == event and any(name in str(argument) for argument in arguments):
            raise OSError(number, os.strerror(number), str(arguments[0]))

    sys.addaudithook(hook)


def before(place: str, obstacle: Obstacle) -> None:
    """Put up an obstacle at the moment when a function, written as `module:name`, is called."""
    module, name = place.split(":")
    owner, function = import_module(module), getattr(import_module(module), name)

    def met(*arguments: Any, **named: Any) -> Any:
        obstacle()
        return function(*arguments, **named)

    setattr(owner, name, met)


def give_up_roots_rights() -> None:
    """Root may write anywhere; a process of its own gives that up for good, and so do those that it starts."""
    if os.geteuid() != 0:
        return
    library = ctypes.CDLL(None, use_errno=True)
    for capability in (_WRITE_ANYTHING, _READ_ANYTHING):
        library.prctl(_DROP, capability, 0, 0, 0)
    header, sets = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0), (ctypes.c_uint32 * 6)()
    library.capget(header, sets)
    for place in range(3):
        sets[place] &= ~(1 << _WRITE_ANYTHING | 1 << _READ_ANYTHING)
    assert library.capset(header, sets) == 0, "root could not give up its rights"


def _command(
    arguments: list[str], obstacle: Obstacle | None, build: Path | None, settings: dict[str, str], answer: Any
) -> None:
    """In the forked process: run the command, without what takes long and adds nothing to what is written where."""
    import pipeline.run
    import warehouse.build
    from pipeline import cli
    from pipeline.quality import audit
    from reports import report
    from warehouse import release

    os.environ.update(settings)
    check = audit.Check("run", "none", "warning", "the audit takes long", True, 1, 0, None)
    stand_ins: list[tuple[Any, str, Any]] = [
        (audit, "audit", lambda build: [check]),
        (report, "sections", tuple),
        (release, "views", dict),
        (pipeline.run, "import_module", str),
    ]
    if build is not None:
        stand_ins.append((warehouse.build, "build", lambda path, *_: shutil.copy(build, path) and {}))
    for owner, name, stand_in in stand_ins:
        setattr(owner, name, stand_in)
    sys.argv = ["blushbook", *arguments]
    output, errors, status = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
        give_up_roots_rights()
        try:
            if obstacle is not None:
                obstacle()
            cli.main()
        except SystemExit as ended:
            status = int(ended.code or 0)
    answer.send((status, output.getvalue(), errors.getvalue()))


def command(*arguments: object, obstacle: Obstacle | None = None, build: Path | None = None, **settings: str) -> Ended:
    """Run a `blushbook` command with an obstacle in its way.

    It is spared the audit, the views, and the sections of the report; and the building where a build is given.
    """
    from tests.conftest import NOW, ROOT

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_IMPORTED)
    if str(ROOT) not in sys.path:
        sys.path.append(str(ROOT))  # the process finds this module by our path
    here, there = context.Pipe(duplex=False)
    told = [str(argument) for argument in arguments], obstacle, build, {"BLUSHBOOK_NOW": NOW, **settings}
    process = context.Process(target=_command, args=(*told, there))
    process.start()
    there.close()
    try:
        ended: Ended = here.recv()
    finally:
        process.join()
    return ended
