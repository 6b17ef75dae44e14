"""First run: no community yet, so choose how to begin."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from msgspec.structs import replace

from coptui.config import Folders, load, theme_of, user_name
from coptui.errors import CoptError
from coptui.language import tr
from coptui.session import Session
from coptui.settings_file import change_setting
from coptui.store.memory import MemoryStore
from coptui.tui.app import CoptApp
from coptui.tui.kit import signs
from coptui.tui.shell import places


def first_run(folders: Folders) -> places.Begun:
    """Run the first-run screen and return what was chosen on it."""
    config = load(folders.config)
    signs.use(signs.ascii_needed() if config.ascii is None else config.ascii)
    nothing = MemoryStore({"community": {"1": {"name": "coptui"}}})
    session = Session(nothing, by="", clock=lambda: datetime.now(UTC).astimezone())
    chosen: list[places.Begun] = []
    start = places.First(
        folders.default_file,
        date.today(),  # noqa: DTZ011
        user_name(config),
        chosen.append,
    )
    app = CoptApp(session, theme=theme_of(config), start=start)
    app.shows_cursor = config.cursor
    app.run()
    if app.fault is not None:
        raise app.fault
    begun = chosen[-1] if chosen else places.Begun()
    if begun.me and begun.me != user_name(config):
        return replace(begun, warning=begun.warning or remembered(folders.config, begun.me))
    return begun


def remembered(folder: Path, me: str) -> str:
    """Keep a person's name among the settings; return why it could not be, or ""."""
    try:
        change_setting(folder, "user", me)
    except CoptError as error:
        return tr("Your name wasn't saved: {said}", said=error.message)
    return ""
