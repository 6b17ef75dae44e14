"""Reading a file of another program in a process of its own, which can be ended at any moment.

A file's content decides how long a library works on it: a rule that never comes round, a card of a
million lines. A thread can't be ended; a process can, and has bounds in time and memory.
"""

from __future__ import annotations

import os
import pickle
import resource
import select
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import IO, Any

from coptui.errors import CoptError, UsageError
from coptui.exchange.tables.found import Found, Hints
from coptui.exchange.tables.progress import EVERY_SECONDS, pass_on, telling
from coptui.language import tr

SECONDS, SECONDS_A_MEGABYTE = 60, 1
MEMORY, MEMORY_A_BYTE = 1_500_000_000, 12
"""What reading may take; much more than any file took that a program really wrote."""
CHILD = ("-P", "-m", "coptui.reading_apart")
_LOOK = 100
"""Milliseconds between two looks at whether anyone still waits."""
_MEGABYTE = 1 << 20


class ReadingFault(Exception):
    """A bug of ours in the process that reads; the message has its type, and nothing of the file."""


def read_apart(data: bytes, hints: Hints) -> Found:
    """Read as `exchange.reading.read` does; also raise UsageError at the bounds.

    Whatever `progress.telling` is told here may raise, and so end it.
    """
    command = [sys.executable, *CHILD]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as child:
        assert child.stdin is not None and child.stdout is not None
        # Open as long as someone waits: the child ends when it is closed, also by a kill.
        feed = threading.Thread(target=_feed, args=(child.stdin, data, hints), daemon=True)
        feed.start()
        try:
            for kind, value in _messages(child.stdout):
                if kind == "told":
                    pass_on(*value)
                elif kind == "found":
                    found: Found = value
                    return found
                elif kind == "refused":
                    raise value
                else:
                    raise ReadingFault(value)
        finally:
            child.kill()
            feed.join()
            with suppress(OSError):
                child.stdin.close()
    raise UsageError(
        tr(
            "This file takes too long to read, or too much memory: perhaps an event in it repeats "
            "for ever."
        ),
        tr("Export it again, or choose a shorter period."),
    )


def _feed(pipe: IO[bytes], data: bytes, hints: Hints) -> None:
    # The child may be gone before it has all of it.
    with suppress(OSError):
        pickle.dump((hints, len(data)), pipe)
        pipe.write(data)
        pipe.flush()


def _messages(pipe: IO[bytes]) -> Iterator[tuple[str, Any]]:
    """Yield what the child says; while it says nothing, ask whether anyone still waits."""
    last: tuple[str, float] = ("reading", 0.0)
    # Not `select`: a program with many open files has numbers beyond what that takes.
    poll = select.poll()
    poll.register(pipe, select.POLLIN)
    while True:
        if not poll.poll(_LOOK):
            pass_on(*last)
            continue
        try:
            kind, value = pickle.load(pipe)
        except (EOFError, pickle.UnpicklingError):
            return
        if kind == "told":
            last = value
        yield kind, value


def _bound(size: int) -> None:
    seconds = SECONDS + SECONDS_A_MEGABYTE * size // _MEGABYTE
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    memory = MEMORY + MEMORY_A_BYTE * size
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with(parent: IO[bytes]) -> None:
    """End this process when the other end is closed, whatever a library is busy with."""
    parent.read(1)
    os._exit(1)


def main() -> None:
    """Read the file from standard input in the child, and write the result to standard output."""
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    told_at = 0.0

    def say(kind: str, value: Any) -> None:
        pickle.dump((kind, value), sink)
        sink.flush()

    def told(what: str, share: float) -> None:
        nonlocal told_at
        if time.monotonic() - told_at > EVERY_SECONDS:
            told_at = time.monotonic()
            say("told", (what, share))

    hints, size = pickle.load(source)
    _bound(size)
    try:
        from coptui.exchange.reading import read

        data = source.read(size)
        threading.Thread(target=_end_with, args=(source,), daemon=True).start()
        with telling(told):
            say("found", read(data, hints))
    except CoptError as error:
        say("refused", error)
    except (MemoryError, RecursionError):
        say("refused", UsageError(tr("This file is nested too deeply, or too long to read.")))
    except BrokenPipeError:
        pass
    except Exception as error:
        say("fault", type(error).__name__)


if __name__ == "__main__":
    main()
