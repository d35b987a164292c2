"""Answers queries about the published database, one at once or at a prompt, in the format asked for."""

import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TextIO

import duckdb

from pipeline.errors import BlushBookError, UsageError
from pipeline.home import Home
from pipeline.listing import aligned
from pipeline.sql_commands import HELP, chosen_format, query_of
from pipeline.sql_formats import FORMATS
from warehouse.query import open_release


def answer(database: Path, line: str, output_format: str, output: TextIO) -> None:
    """Answer one query or dot command; raises `BlushBookError` with DuckDB's message where a query does not run."""
    with open_release(database) as connection:
        _answer(connection, line, output_format, output)


def prompt(home: Home, output_format: str) -> None:
    """Ask for queries and dot commands until the end of input; errors are told and the prompt goes on."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory, History, InMemoryHistory

    # Who may only read a home has no history there.
    writable = os.access(home.path, os.W_OK)
    history: History = FileHistory(str(home.path / "sql_history")) if writable else InMemoryHistory()
    session: PromptSession[str] = PromptSession(history=history)
    with open_release(home.database) as connection:
        print(f"{home.database.resolve()}, read-only. `.help` tells what can be asked.", file=sys.stderr)
        while True:
            try:
                line = session.prompt("blushbook> ").strip()
                if line in {"exit", "quit", ".exit", ".quit"}:
                    return
                if line.startswith(".format"):
                    output_format = chosen_format(line.split(), FORMATS)
                elif line:
                    _answer(connection, line, output_format, sys.stdout)
            except KeyboardInterrupt:
                continue
            except EOFError:
                return
            except BlushBookError as error:
                print(error, file=sys.stderr)


def _answer(connection: duckdb.DuckDBPyConnection, line: str, output_format: str, output: TextIO) -> None:
    try:
        if line.lstrip().startswith("."):
            _obey(connection, line.split(), output_format, output)
        else:
            statements = connection.extract_statements(line)
            if len(statements) != 1:
                raise UsageError(f"one query at a time: this is {len(statements)}")
            _interruptible(connection, lambda: FORMATS[output_format](connection, line, output))
    except duckdb.Error as error:
        raise BlushBookError(str(error)) from error


def _obey(connection: duckdb.DuckDBPyConnection, words: list[str], output_format: str, output: TextIO) -> None:
    """Answer a dot command; where a table is asked for, as text that keeps the long meanings whole."""
    if words == [".help"]:
        output.write(f"{HELP.format(formats=', '.join(FORMATS))}\n")
    elif words[0] in {".format", ".quit", ".exit"}:
        raise UsageError(f"{words[0]} is for the prompt, which `blushbook sql` opens; `--format` chooses for one query")
    elif output_format == "table":
        rows = connection.execute(query_of(connection, words))
        output.write(f"{aligned([[column[0] for column in rows.description or []], *rows.fetchall()])}\n")
    else:
        FORMATS[output_format](connection, query_of(connection, words), output)


def _interruptible(connection: duckdb.DuckDBPyConnection, work: Callable[[], None]) -> None:
    """Do the work in a thread of its own: in the thread that waits for DuckDB, Python hears no Ctrl-C."""
    with ThreadPoolExecutor(1) as executor:
        done = executor.submit(work)
        try:
            done.result()
        except KeyboardInterrupt:
            connection.interrupt()
            raise
