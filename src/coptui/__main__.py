"""`python -m coptui` and the command `coptui`."""

from __future__ import annotations

import gc
import os
import sys
import threading
import warnings
from contextlib import suppress
from typing import NoReturn


def main() -> None:
    """Run the command line and end the process with its exit code."""
    # A command is over before collecting pays; the full screen switches it on again.
    gc.disable()
    if sys.platform == "win32":
        from coptui.language import tr

        sys.stderr.write(tr("coptui needs Linux or macOS. On Windows, use it within WSL 2.\n"))
        sys.exit(2)
    # Libraries warn about the files they read: that is talk for programmers.
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    # Hide typing_extensions: msgspec works without it, and loading it takes 3 ms.
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules["typing_extensions"]
    try:
        from coptui.cli.run import run
    except KeyboardInterrupt:
        sys.exit(130)
    _end(run(sys.argv[1:]))


def _end(code: int) -> NoReturn:
    """End the process. Python would give back every record first, one by one."""
    if threading.active_count() > 1:
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
