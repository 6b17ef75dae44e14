"""How long things take, in the file that $COPTUI_DEBUG names: no text, no name and no key.

A line for each: seconds since the start, what, milliseconds, and how many records, changes or
bytes. For someone who is asked to help where coptui is slow.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from functools import cache
from typing import Any

from coptui.core.model.sentences import cannot_be_written, what_went_wrong
from coptui.errors import UsageError
from coptui.language import tr

VARIABLE = "COPTUI_DEBUG"


class Times:
    """The file, and when it was opened."""

    def __init__(self, path: str) -> None:
        """Raise UsageError if the file can't be written to."""
        try:
            self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        except OSError as error:
            raise UsageError(
                cannot_be_written(path, what_went_wrong(error)),
                tr(
                    "{variable} must name a file for the times; leave it unset to measure none.",
                    variable=VARIABLE,
                ),
            ) from None
        self._begun = time.monotonic()

    def note(self, what: str, seconds: float = 0.0, many: int = 0) -> None:
        """Add a line; a full disk hinders nothing."""
        now = time.monotonic() - self._begun
        line = tr(
            "{now:9.3f} {what:5} {seconds:7.1f} ms {many:8}\n",
            now=now,
            what=what,
            seconds=1000 * seconds,
            many=many,
        )
        try:
            os.write(self._descriptor, line.encode())
        except OSError:
            self.note = lambda *_: None  # type: ignore[method-assign]

    def take(self, owner: object, name: str, many: Callable[..., int]) -> None:
        """Time a method of an object or a class; `many` counts by its arguments and its result."""
        method = getattr(owner, name)

        def timed(*arguments: Any, **named: Any) -> Any:
            begun = time.monotonic()
            result = method(*arguments, **named)
            self.note(name, time.monotonic() - begun, many(*arguments, result))
            return result

        setattr(owner, name, timed)


@cache
def times() -> Times:
    """Return where times go, as the variable says. Raise UsageError as `Times` does."""
    return Times(os.environ[VARIABLE])
