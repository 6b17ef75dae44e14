"""The only place that prints. stdout is data, stderr is messages; people's text is made safe here."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from time import monotonic
from typing import Any

from coptui.core.model.text import show
from coptui.errors import CoptError
from coptui.language import tr

# What JSON leaves as it is and a terminal may obey or reorder by: C1, DEL, bidi, line separators.
_UNSAFE = "[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff]"

BAR = 30
"""Cells of a bar."""


def prepare() -> None:
    """Replace letters that the terminal's encoding lacks, so that they never stop a command."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def cells(*values: str) -> None:
    """Print one line of data, its cells separated by tabs."""
    _write("\t".join(show(value) for value in values))


def text(value: str) -> None:
    """Print data of one or several lines."""
    _write(show(value, lines=True))


def data(value: str) -> None:
    """Print a file for another program: unchanged (UTF-8, its own line ends), but safe on a
    terminal."""
    if sys.stdout is None:
        return
    if is_terminal(sys.stdout):
        _write(show(value, lines=True).rstrip("\n"))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(value.encode("utf-8", errors="replace"))


def records(found: Iterable[Mapping[str, Any]]) -> None:
    """Print a list of records as JSON, one record a line."""
    lines = [_json(record) for record in found]
    _write("[\n" + ",\n".join(lines) + "\n]" if lines else "[]")


def schema(value: Mapping[str, Any]) -> None:
    """Print a JSON document for other programs, indented."""
    import json

    _write(json.dumps(value, indent=2))


def say(message: str) -> None:
    """Print a message to stderr; carry on if no one is listening."""
    with suppress(OSError, ValueError):
        print(show(message, lines=True), file=sys.stderr, flush=True)


def warn(warning: str) -> None:
    """Print what went wrong beside a finished save, if anything did."""
    if warning:
        say(warning)


@contextmanager
def progress(after: float = 0.5) -> Iterator[Callable[[str, float], None]]:
    """Show a bar on stderr for anything longer than `after` seconds, on a terminal only.

    Remove the line when it is done.
    """
    shown = ""
    begun = monotonic()

    def told(what: str, share: float) -> None:
        nonlocal shown
        cells = int(share * BAR)
        line = f"{what} [{'#' * cells}{' ' * (BAR - cells)}]"
        if line != shown and monotonic() - begun > after:
            # A terminal's line is no longer than this, whatever was there before.
            with suppress(OSError, ValueError):
                print(f"\r{line}", end="", file=sys.stderr, flush=True)
                shown = line

    try:
        yield told if is_terminal(sys.stderr) else lambda what, share: None
    finally:
        if shown:
            with suppress(OSError, ValueError):
                print(f"\r{' ' * len(shown)}\r", end="", file=sys.stderr, flush=True)


def complain(error: CoptError) -> None:
    """Print what went wrong, and what to do next."""
    say(tr("coptui: {said}", said=error.message))
    if error.hint:
        say(error.hint)


def ask(prompt: str) -> str | None:
    """Ask for a line; return None at the end of the input. The prompt goes to stderr."""
    with suppress(OSError, ValueError):
        print(show(prompt), end=" ", file=sys.stderr, flush=True)
    return next_line()


def next_line() -> str | None:
    """Return the next line of the input without its end; None if there is none."""
    if sys.stdin is None:
        return None
    line = sys.stdin.readline()
    return line.rstrip("\r\n") if line else None


def interactive() -> bool:
    """Return whether a person is at the other end: both stdin and stderr are terminals."""
    return is_terminal(sys.stdin) and is_terminal(sys.stderr)


def is_terminal(stream: Any) -> bool:
    """Return whether a stream exists and is a terminal."""
    try:
        return bool(stream is not None and stream.isatty())
    except ValueError:
        return False


def flush() -> None:
    """Send what is buffered; raise OSError if it can't be written."""
    if sys.stdout is not None:
        sys.stdout.flush()


def give_up() -> None:
    """Discard what is still buffered: no one is reading any more."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


def _write(line: str) -> None:
    if sys.stdout is not None:
        print(line, file=sys.stdout)


def _json(value: Any) -> str:
    import json

    found = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return re.sub(_UNSAFE, lambda sign: f"\\u{ord(sign[0]):04x}", found)
