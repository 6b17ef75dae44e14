"""Presenter mode begins by its key over every question too."""

from __future__ import annotations

from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.keys import key_map


async def hides(screen: CoptScreen, key: str) -> bool:
    """Hide what is private if a key says so; return whether it did."""
    meant = key_map(("everywhere",), screen.desk.own_keys).get(key)
    if meant is None or meant.id != "presenter" or screen.session.presenting:
        return False
    if screen.ASKS:
        screen.close()
    await screen.desk.go.present(True)
    return True
