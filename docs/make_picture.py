"""Draw the pictures of the documents: the program itself, on a sample community and a fixed day.

`python docs/make_picture.py` draws them again; do so whenever a screen has changed.
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

SAMPLE = "help-line"
DAY = date(2026, 11, 22)
COLUMNS, LINES = 100, 24
PICTURES: dict[str, tuple[tuple[str, str], ...]] = {
    "picture.svg": (
        ("c", "Checklists"),
        ("down", "Twenty minutes"),
        ("enter", "1 of 13"),
        ("enter", "2 of 13"),
        ("enter", "3 of 13"),
        ("2", "[2 partly]"),
    ),
    "first-month-people.svg": (("down", "Members"), ("down", "Members")),
    "first-month-roll-call.svg": (
        ("r", "not marked"),
        ("space", "1 present"),
        ("full_stop", "2 present"),
    ),
    "first-month-today.svg": (("0", "Next event"),),
    "first-month-pulse.svg": (("p", "Participation"),),
}
"""For each picture: what is pressed, and the text that is then on the screen."""
DURING = {"first-month-roll-call.svg": datetime(2026, 11, 25, 0, 5, tzinfo=UTC)}
"""When the picture is not of that day at 18:00: while a call is on."""
PATIENCE = 1000
"""How often to look for that text, 10 ms apart."""


async def picture(folder: Path, name: str) -> str:
    """Return one of PICTURES as SVG; `folder` takes the sample's copy."""
    from coptui.samples import copy_sample
    from coptui.session import Session
    from coptui.store.store import Store
    from coptui.tui.app import CoptApp

    moment = DURING.get(name, datetime(DAY.year, DAY.month, DAY.day, 18, tzinfo=UTC))
    store = Store(copy_sample(SAMPLE, folder, DAY), state=folder / "state")
    session = Session(store, by="amara", clock=lambda: moment, today=moment.date())
    app = CoptApp(session)
    drawn = ""
    try:
        async with app.run_test(size=(COLUMNS, LINES)) as pilot:
            for key, awaited in PICTURES[name]:
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


def draw(name: str) -> str:
    """Return one of PICTURES as SVG."""
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(picture(Path(folder), name))


if __name__ == "__main__":
    for name in PICTURES:
        Path(__file__).with_name(name).write_text(draw(name), encoding="utf-8")
