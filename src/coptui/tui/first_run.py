"""First run: no community yet, so choose how to begin."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

from coptui.config import Folders, load
from coptui.session import Session
from coptui.store.memory import MemoryStore
from coptui.tui import places, signs
from coptui.tui.app import CoptApp


def first_run(folders: Folders) -> tuple[Path | None, bool]:
    """Run the first-run screen: the file to open then (None: the person left), and whether to begin
    with an import."""
    config = load(folders.config)
    signs.use(signs.ascii_needed() if config.ascii is None else config.ascii)
    nothing = MemoryStore({"community": {"1": {"name": "coptui"}}})
    session = Session(nothing, by="", clock=lambda: datetime.now(UTC).astimezone())
    chosen: list[tuple[Path, bool]] = []
    start = places.First(
        folders.default_file,
        folders.state / "demo",
        date.today(),  # noqa: DTZ011
        lambda file, importing: chosen.append((file, importing)),
    )
    theme = "mono" if os.environ.get("NO_COLOR") else config.theme or "evening"
    app = CoptApp(session, theme=theme, start=start)
    app.run()
    if app.fault is not None:
        raise app.fault
    return chosen[-1] if chosen else (None, False)
