"""How the command ends: each error as a message on stderr and an exit status, never as a traceback."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from pipeline import obstacle
from pipeline.errors import BlushBookError, UsageError


@contextmanager
def endings_told() -> Iterator[None]:
    """Run the command in a `with` block; whatever ends it is told in a line and becomes its exit status."""
    try:
        yield
    except click.exceptions.Abort:
        _fail("stopped", 130)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(UsageError.exit_status)
    except BlushBookError as error:
        _fail(str(error), error.exit_status)
    except BrokenPipeError:
        # The reader of our output has enough of it, as `| head` has.
        sys.stderr.close()
        sys.exit(1)
    except KeyboardInterrupt:
        _fail("stopped", 130)
    except Exception as error:
        if message := obstacle.told(error):
            _fail(message, 1)
        _fail(f"{type(error).__name__}: {error}. This is a fault of Blush Book; {_traceback_file()} tells where", 1)


def _fail(message: str, status: int) -> NoReturn:
    click.echo(f"blushbook: {message}", err=True)
    sys.exit(status)


def _traceback_file() -> str:
    """Keep the traceback of what nobody foresaw for whoever mends it; a person who runs us has no use for it."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile("w", prefix="blushbook-", suffix=".log", delete=False) as file:
        file.write(traceback.format_exc())
    return file.name
