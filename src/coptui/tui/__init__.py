"""The full screen. Only this package knows Textual."""

import os

# Textual reads it when imported: it draws by a clock, and a key would wait for the next tick.
os.environ.setdefault("TEXTUAL_FPS", "1000")
