"""The clipboard of the person's own terminal, reached by the escape code OSC 52 or through tmux."""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Mapping

from coptui.core.model.sentences import NOTHING_COPIED
from coptui.errors import UsageError
from coptui.language import tr

LONGEST = 100_000
"""The most characters of an escape code that terminals accept (the limit of hterm and iTerm2)."""

PIECE = 240
"""Characters that GNU screen passes on at once; it cuts off anything longer."""

WITHOUT = ("linux", "dumb", "vt", "cons", "ansi")
"""The beginnings of the names of terminals without a clipboard."""


TMUX_LASTS = 2.0
"""Seconds that tmux may take."""


def give_to_tmux(text: str) -> None:
    """Put a text into tmux's buffer, which hands it on to the terminal. Raise UsageError if tmux
    doesn't take it.

    By its default settings tmux ignores the escape code of a program.
    """
    for command in (["tmux", "load-buffer", "-w", "-"], ["tmux", "load-buffer", "-"]):
        # Before tmux 3.2 there is no -w.
        try:
            done = subprocess.run(
                command,
                input=text.encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=TMUX_LASTS,
            )
        except (OSError, subprocess.SubprocessError):
            break
        if done.returncode == 0:
            return
    raise UsageError(tr("tmux didn't take the text."), NOTHING_COPIED)


def clipboard_code(text: str, environ: Mapping[str, str]) -> str:
    """Return the escape code that puts a text on the terminal's clipboard.

    Raise UsageError if it cannot arrive: the terminal has no clipboard, or the text is too long.
    """
    term = environ.get("TERM", "")
    if term.startswith(WITHOUT) or environ.get("TERM_PROGRAM") == "Apple_Terminal":
        raise UsageError(tr("coptui can't reach this terminal's clipboard."), NOTHING_COPIED)
    code = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\x07"
    if len(code) > LONGEST:
        raise UsageError(tr("This is too long for a terminal's clipboard."), NOTHING_COPIED)
    if "STY" in environ or term.startswith("screen"):
        # GNU screen swallows such codes unless they are wrapped, a short piece at a time.
        pieces = [code[start : start + PIECE] for start in range(0, len(code), PIECE)]
        return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)
    return code
