"""What can go wrong in a run, each with its exit status. A message says what, where and what to do."""

from typing import ClassVar


class BlushBookError(Exception):
    """Anything that ends a command; the message is for the person who gave it."""

    exit_status: ClassVar[int] = 1


class UsageError(BlushBookError):
    """The command or a setting was written in a way it cannot be understood."""

    exit_status = 2


class AuditRefusedError(BlushBookError):
    """The audit found critical failures: nothing is published, the last release stays."""

    exit_status = 3


class AlreadyRunningError(BlushBookError):
    """Another run holds the lock of this home folder."""

    exit_status = 4


class NothingUsableError(BlushBookError):
    """A source yielded nothing that could be used."""

    exit_status = 5
