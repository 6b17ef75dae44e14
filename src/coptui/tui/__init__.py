"""The full screen. Only this package knows Textual."""

import os

# Textual reads it when it is imported: it draws by a clock, and a key would wait for its next tick.
os.environ.setdefault("TEXTUAL_FPS", "1000")
