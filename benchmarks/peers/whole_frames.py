"""coptui without the writing of its own: every update goes out as Textual writes it."""

from __future__ import annotations

from typing import Any

from coptui.__main__ import main
from coptui.tui.kit.frame import Frame

if __name__ == "__main__":
    told: Any = Frame
    told.difference = lambda frame, update, console, erases: update
    main()
