"""The full screen. Only this package knows Textual."""

import os
import sys

# Textual reads it when imported: it draws by a clock, and a key would wait for the next tick.
os.environ.setdefault("TEXTUAL_FPS", "1000")

if "asyncio" not in sys.modules:
    # asyncio would load OpenSSL, 4 MB, for connections that no screen makes; it does without.
    sys.modules["ssl"] = None  # type: ignore[assignment]
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]
