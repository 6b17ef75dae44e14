"""Keys that wait for no save: moving, hiding what is private, and leaving, while one hangs."""

from __future__ import annotations

from typing import Protocol

from textual import events

from coptui.tui.kit.record_list import MOVES, RecordList
from coptui.tui.shell.base import CoptScreen

HANGS = 0.1
"""Seconds after which a key that moves, hides or leaves no longer waits for the save before it."""

LONG = 1.0
"""Seconds after which leaving waits for no other key either."""


class Program(Protocol):
    """The program that a key is for."""

    @property
    def top(self) -> CoptScreen | None: ...

    async def present(self, on: bool) -> None: ...

    def leave(self) -> None: ...


async def goes_at_once(
    program: Program,
    event: events.Key | events.Paste,
    waits: float,
    before: int = 0,
    *,
    saves: bool,
) -> bool:
    """Move, hide or leave if that is what a key means, and the one before it has been at work for
    `waits` seconds, in particular with a save; return whether it was.

    A move overtakes no key: it waits, too, if any wait that were pressed `before`.
    """
    if not isinstance(event, events.Key) or waits < HANGS:
        return False
    if event.key == "ctrl+c" and (saves or waits > LONG):
        program.leave()
        return True
    top = program.top
    if not saves or top is None or not top.takes_commands:
        return False
    command = top.meant_by(event.key)
    meant = command.id if command is not None else ""
    if meant in MOVES and not before and isinstance(top.focused, RecordList):
        top.focused.move(meant)
        top.moved(top.focused)
        top.draw_all_now()
        return True
    if meant == "presenter" and not top.session.presenting:
        await program.present(True)
        if (shown := program.top) is not None:
            shown.draw_all_now()
        return True
    if meant == "leave" and len(top.app.screen_stack) == 1:
        program.leave()
        return True
    return False
