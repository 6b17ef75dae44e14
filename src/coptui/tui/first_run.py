"""First run: no community yet, so choose how to begin."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from coptui.config import Folders, load
from coptui.session import Session
from coptui.store.memory import MemoryStore
from coptui.tui import signs
from coptui.tui.app import CoptApp
from coptui.tui.screens.base import CoptScreen
from coptui.tui.screens.first import FirstScreen


def first_run(places: Folders) -> FirstScreen:
    """Run the first-run screen; what was chosen on it."""
    config = load(places.config)
    signs.use(signs.ascii_needed() if config.ascii is None else config.ascii)
    nothing = MemoryStore({"community": {"1": {"name": "coptui"}}})
    session = Session(nothing, by="", clock=lambda: datetime.now(UTC).astimezone())
    screen = FirstScreen(session, places.default_file, places.state / "demo", date.today())  # noqa: DTZ011
    theme = "mono" if os.environ.get("NO_COLOR") else config.theme or "evening"
    app = CoptApp(session, theme=theme, first=lambda _: screen)
    app.run()
    if app.fault is not None:
        raise app.fault
    return screen


def with_import(app: CoptApp) -> CoptScreen:
    """A community that begins with a file: its home, and before it the choice of that file."""
    from coptui.tui.screens.home import HomeScreen

    home = HomeScreen(app.session)
    app.call_after_refresh(home.action_import)
    return home
