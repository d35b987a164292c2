"""The salt with which reviewers' names are hashed: one per installation, made when it is first needed."""

import os
import secrets
from pathlib import Path

from pipeline.errors import BlushBookError

LENGTH = 32
"""Bytes. Without them nobody can try names until one fits."""


def read_salt(path: Path) -> bytes:
    """The salt in a file, made where there is none; only its owner may read it.

    Raises `BlushBookError` where the file is no salt: another one would make strangers of all known reviewers.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _known(path)
    with os.fdopen(file, "wb") as new:
        new.write(secrets.token_bytes(LENGTH))
        new.flush()
        os.fsync(new.fileno())
    return _known(path)


def _known(path: Path) -> bytes:
    salt = path.read_bytes()
    if len(salt) != LENGTH:
        raise BlushBookError(
            f"{path} holds {len(salt)} bytes and should hold {LENGTH}: put it back from a copy, or remove it and let "
            "the next crawl make another; reviews read before will then not be known again by their authors"
        )
    return salt
