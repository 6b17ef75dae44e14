"""`python -m coptui` and the command `coptui`."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    # A command is over before collecting pays; the full screen switches it on again.
    gc.disable()
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
