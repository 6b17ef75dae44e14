"""Screens are loaded when they are first opened, and the larger ones in a thread.

To load one takes up to a tenth of a second; in a thread, whatever else is to be done goes on.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Mapping
from importlib import import_module

SCREENS = "coptui.tui.screens"

OPENS: Mapping[str, str] = {
    "add": "form",
    "between-meetings": "between_meetings",
    "brief": "paper",
    "capture": "entry",
    "check-in": "entry",
    "community": "form",
    "cultivate": "cultivate",
    "duplicates": "duplicates",
    "edit": "form",
    "edit-shown": "form",
    "export": "export",
    "find": "find",
    "follow-up": "entry",
    "import": "import_file",
    "level": "entry",
    "merge": "duplicates",
    "minutes": "paper",
    "note": "entry",
    "notebook": "notebook",
    "pulse": "pulse",
    "roll-call": "roll_call",
    "today": "today",
    "touch": "entry",
    "value": "value",
}
"""By a command's id, the module of the screen that it opens, where to load it takes long."""


async def load_for(command: str) -> None:
    """Load what a command opens, where that was not done yet."""
    screen = OPENS.get(command)
    if screen is not None and f"{SCREENS}.{screen}" not in sys.modules:
        await asyncio.to_thread(import_module, f"{SCREENS}.{screen}")
