"""`python -m coptui` and the command `coptui`."""

from __future__ import annotations

import gc
import sys
import warnings


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
    try:
        from coptui.cli.run import run
    except KeyboardInterrupt:
        sys.exit(130)
    code = run(sys.argv[1:])
    # The end would walk over every record once more before the memory is given back.
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
