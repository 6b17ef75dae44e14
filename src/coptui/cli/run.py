"""Running the command line: every way in which a command can end becomes an exit code.

0 fine, 1 findings, 2 usage, 3 data locked or invalid, 70 a bug of ours, 130 Ctrl+C.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Sequence
from contextlib import suppress

import click

from coptui.cli import output
from coptui.cli.commands import commands
from coptui.cli.options import Chosen
from coptui.core.model.sentences import what_went_wrong
from coptui.errors import (
    FAULT,
    LOCKED_OR_INVALID,
    SAVED,
    USAGE,
    CoptError,
    DataLocked,
    ReadOnly,
    SaveFailed,
    UsageError,
)
from coptui.language import tr

INTERRUPTED = 130
WORDS = {"help": "--help", "version": "--version"}
"""What is asked for by a word as well: `coptui help find` is `coptui find --help`."""


def run(arguments: Sequence[str]) -> int:
    """Run one command; return its exit code. Say on stderr what went wrong, and never raise."""
    chosen = Chosen()
    try:
        _leave_no_core()
        output.prepare()
        if "_COPTUI_COMPLETE" in os.environ:
            commands.main(list(arguments), prog_name="coptui", standalone_mode=False)
        asked_for = WORDS.get(arguments[0]) if arguments else None
        code = _result([*arguments[1:], asked_for] if asked_for else arguments, chosen)
        output.flush()
        return code
    except CoptError as error:
        return _ended(error, chosen)
    except BrokenPipeError:
        output.give_up()
        return 0
    except OSError as error:
        output.give_up()
        where = str(error.filename or tr("reading the input or writing the output failed"))
        output.say(f"coptui: {where}: {what_went_wrong(error)}.")
        _tell_saved(error, chosen)
        return LOCKED_OR_INVALID
    except (KeyboardInterrupt, click.Abort) as error:
        with suppress(OSError, KeyboardInterrupt):
            output.flush()
        if SAVED in getattr(error, "__notes__", ()):
            output.say(SAVED)
        return INTERRUPTED
    except Exception as error:
        from coptui.cli.faults import tell

        tell(error, keeps=chosen.sandbox is None)
        _tell_saved(error, chosen)
        return FAULT


def _leave_no_core() -> None:
    """Keep no picture of this process's memory, however it ends: it holds people's data."""
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    # With 0 a program that the kernel hands cores to would get one all the same; with 1 none does.
    wanted = 1 if hard == resource.RLIM_INFINITY else min(1, hard)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (wanted, wanted))


def _tell_saved(error: BaseException, chosen: Chosen) -> None:
    """Tell someone whose command failed whether it had saved before."""
    if chosen.saved or SAVED in getattr(error, "__notes__", ()):
        output.say(SAVED)


def _result(arguments: Sequence[str], chosen: Chosen) -> int:
    try:
        with commands.make_context("coptui", list(arguments), obj=chosen) as context:
            return int(commands.invoke(context) or 0)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        where = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else ""
        output.say(f"coptui: {error.format_message()}")
        output.say(
            tr(
                "`{command} --help` shows how to use it.",
                command=where.removesuffix(" FILE") or "coptui",
            )
        )
        return USAGE


def _ended(error: CoptError, chosen: Chosen) -> int:
    with suppress(OSError):
        output.flush()
    output.complain(error)
    # These tell of a save that was not: what was saved before it has been said.
    if not isinstance(error, UsageError | SaveFailed | ReadOnly | DataLocked):
        _tell_saved(error, chosen)
    return error.exit_code
