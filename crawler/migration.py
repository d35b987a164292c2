"""Brings the tables of `state.sqlite` up to date, in place and step by step.

Each owner of tables has its own steps. A step is applied once, in a transaction together with the note that it was:
killed in between, it was not applied. Steps are only ever added: a file of any age has had the first so many.
"""

import sqlite3
from collections.abc import Sequence

_NOTES = """create table if not exists migration (
    owner text not null, step integer not null, applied_at text not null default current_timestamp,
    primary key (owner, step)
) without rowid"""

Step = Sequence[str]
"""Statements that belong together."""


class NewerStateError(Exception):
    """The state file was written by a newer version, whose tables this one does not know."""


def migrate(connection: sqlite3.Connection, owner: str, steps: Sequence[Step]) -> None:
    """Apply the steps that a file has not had yet. The connection must leave transactions to us.

    Raises `NewerStateError` where the file has had more steps than there are.
    """
    if _applied(connection, owner) == len(steps):
        return
    connection.execute("begin immediate")  # another process may be at it
    try:
        connection.execute(_NOTES)
        applied = _applied(connection, owner)
        if applied > len(steps):
            raise NewerStateError(
                f"the state file is of a newer version ({owner}: step {applied}, {len(steps)} known): update Blush Book"
            )
        for number, step in enumerate(steps[applied:], applied + 1):
            for statement in step:
                connection.execute(statement)
            connection.execute("insert into migration (owner, step) values (?, ?)", (owner, number))
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def _applied(connection: sqlite3.Connection, owner: str) -> int:
    if not connection.execute("select 1 from sqlite_master where name = 'migration'").fetchone():
        return 0
    [count] = connection.execute("select count(*) from migration where owner = ?", (owner,)).fetchone()
    return int(count)
