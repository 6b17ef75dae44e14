"""Keys that wait for no save: moving, hiding what is private, and leaving, while one hangs."""

from __future__ import annotations

from typing import Protocol

from textual import events

from coptui.tui.kit.record_list import MOVES, RecordList
from coptui.tui.kit.typed_ahead import ENDS, HANGS, Typed, TypedAhead
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.key_bar import KeyBar

LASTS = 0.1
"""Seconds after which leaving no longer waits for it: only then it was not meant for what it shows."""

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
    event: Typed,
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
    if event.key == ENDS and waits >= LASTS and (saves or waits > LONG):
        program.leave()
        return True
    if not saves:
        return False
    if await moves_or_hides(program, event, before):
        return True
    if waits >= LASTS and _meant(program, event) == "leave":
        top = program.top
        if top is not None and len(top.app.screen_stack) == 1:
            program.leave()
            return True
    return False


async def while_it_hangs(program: Program, keys: TypedAhead, *, saves: bool) -> None:
    """Draw what the key took away from the bottom line, as its screen waits for the save; let keys
    overtake it that were pressed when no one knew that it would hang."""
    if saves and program.top is not None:
        program.top.draw_now(program.top.query_one(KeyBar))
        await keys.overtake(lambda event: moves_or_hides(program, event))


async def moves_or_hides(program: Program, event: Typed, before: int = 0) -> bool:
    """Move or hide while something is saved, if that is what a key means; return whether it was."""
    top, meant = program.top, _meant(program, event)
    if top is None:
        return False
    if meant in MOVES and not before and isinstance(top.focused, RecordList):
        top.focused.move(meant)
        top.moved(top.focused)
        top.draw_now(top.focused, top.query_one(KeyBar))
        return True
    if meant == "presenter" and not top.session.presenting:
        await program.present(True)
        if (shown := program.top) is not None:
            shown.draw_all_now()
        return True
    return False


def _meant(program: Program, event: Typed) -> str:
    """Return the id of the command that a key means on the screen on top, or ""."""
    top = program.top
    if not isinstance(event, events.Key) or top is None or not top.takes_commands:
        return ""
    command = top.meant_by(event.key)
    return command.id if command is not None else ""
