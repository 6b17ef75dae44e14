"""The full screen. Only this package knows Textual."""

import os
import sys
from types import ModuleType

# Textual reads it when imported: it draws by a clock, and a key would wait for the next tick.
os.environ.setdefault("TEXTUAL_FPS", "1000")

PALETTE = ("CommandListItem", "CommandPalette", "DiscoveryHit", "Hit", "Hits", "Provider", "SimpleProvider")  # fmt: skip
"""What Textual takes from its command palette when it is loaded."""


def _load_textual() -> None:
    """Load Textual and asyncio without the parts that no screen of ours uses."""
    palette = ModuleType("textual.command")
    for name in PALETTE:
        setattr(palette, name, type(name, (), {}))
    # asyncio would load OpenSSL, 4 MB, for connections that no screen makes; it does without.
    # Textual's palette would load eight kinds of widgets; ours is `tui/shell/palette.py`.
    absent = {"asyncio": ("ssl", None), "textual.app": ("textual.command", palette)}
    for module, (part, instead) in absent.items():
        if module in sys.modules:
            continue
        sys.modules[part] = instead  # type: ignore[assignment]
        try:
            __import__(module)
        finally:
            del sys.modules[part]


_load_textual()
