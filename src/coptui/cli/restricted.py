"""Restricted use: one file on the full screen, and a process that starts no other program."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence

from coptui.errors import UsageError
from coptui.language import tr

_STARTS = frozenset(
    {
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.system",
        "pty.spawn",
        "subprocess.Popen",
    }
)
"""What Python calls the ways to start a program."""


def begin(file: str | None) -> None:
    """Make it impossible to start any program from here on, or to stop coptui to reach the shell
    below.

    coptui starts none; this holds even if a library would. There is no way back. Raise UsageError
    if the file isn't named: neither $COPTUI_FILE nor a setting counts here, nor $COPTUI_DEBUG.
    """
    if not file:
        raise UsageError(tr("--restricted needs a file."), "coptui --restricted /srv/circle.json")
    os.environ.pop("COPTUI_DEBUG", None)  # It names a file that would be written.
    signal.signal(signal.SIGTSTP, signal.SIG_IGN)
    sys.addaudithook(_refuse)


def _refuse(event: str, _: Sequence[object]) -> None:
    if event in _STARTS:
        raise PermissionError(tr("This coptui is restricted: it can't start other programs."))
