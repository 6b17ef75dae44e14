"""Whether someone who was erased is in a file again that was just opened."""

from __future__ import annotations

from functools import partial

from coptui.language import tr
from coptui.store.opening import someone_returned
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.writer import Writer


async def tell_who_returned(writer: Writer, desk: Desk) -> None:
    """Report it once the whole file has been read; no key waits for it."""
    session, folders = desk.session, desk.folders
    state = folders.state if folders is not None else None
    look = partial(someone_returned, session.whereabouts, state, session.whole)
    if await writer.run(look) and not session.presenting:
        desk.go.say(
            tr("Someone who was erased is in this file again; `:check the file` shows who."), "warn"
        )
