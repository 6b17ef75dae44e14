"""Draw docs/picture.svg: the program itself, on a sample community and a fixed day.

`python docs/make_picture.py` writes it anew; do so whenever the screen has changed.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

PICTURE = Path(__file__).with_name("picture.svg")
SAMPLE = "help-line"
DAY = date(2026, 11, 22)
COLUMNS, LINES = 100, 24
KEYS = (
    ("c", "Cultivate"),
    ("down", "Twenty minutes"),
    ("enter", "1 of 13"),
    ("enter", "2 of 13"),
    ("enter", "3 of 13"),
    ("2", "[2 partly]"),
)
"""What is pressed, and the text that is then on the screen."""
PATIENCE = 1000
"""How often to look for that text, 10 ms apart."""


async def picture(folder: Path) -> str:
    """The screen after KEYS, as SVG; `folder` takes the sample's copy."""
    from coptui.samples import copy_sample
    from coptui.session import Session
    from coptui.store.store import Store
    from coptui.tui.app import CoptApp

    moment = datetime(DAY.year, DAY.month, DAY.day, 18, tzinfo=UTC)
    store = Store(copy_sample(SAMPLE, folder, DAY), state=folder / "state")
    session = Session(store, by="amara", clock=lambda: moment, today=DAY)
    app = CoptApp(session)
    drawn = ""
    try:
        async with app.run_test(size=(COLUMNS, LINES)) as pilot:
            for key, awaited in KEYS:
                await pilot.press(key)
                for _ in range(PATIENCE):
                    drawn = still(app.export_screenshot(title="coptui demo"))
                    if awaited in words(drawn):
                        break
                    await asyncio.sleep(0.01)
                else:
                    raise SystemExit(f"After {key!r} there is no {awaited!r}:\n{words(drawn)}")
    finally:
        session.close()
    return drawn


def still(drawn: str) -> str:
    """The SVG with the same names at every drawing, its spaces kept, and no font to fetch."""
    drawn = re.sub(r"terminal-\d+", "coptui", drawn)
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    drawn = drawn.replace("<svg ", '<svg xml:space="preserve" ', 1)
    return "\n".join(line.rstrip() for line in drawn.splitlines()) + "\n"


def words(drawn: str) -> str:
    """What is written in a picture, without its shapes and colours."""
    body = drawn.partition("</defs>")[2]
    text = html.unescape(re.sub(r"<[^>]+>", "", body)).replace("\xa0", " ")
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def draw() -> str:
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(picture(Path(folder)))


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
