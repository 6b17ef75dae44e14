"""Keys that wait for no save: moving, hiding what is private, and leaving, while one hangs."""

from __future__ import annotations

from typing import Protocol

from textual import events

from coptui.tui.kit.record_list import MOVES, RecordList
from coptui.tui.kit.typed_ahead import ENDS, TypedAhead, TypedInput
from coptui.tui.shell.base import CoptScreen
from coptui.tui.shell.key_bar import KeyBar
from coptui.tui.shell.writer import Writer

LASTS = 0.1
"""A key has to be at work this many seconds before leaving stops waiting for it."""

LONG = 1.0
"""Seconds after which leaving waits for no key, even one that doesn't save."""


class Interruptible(Protocol):
    """The program that a key is for."""

    @property
    def top(self) -> CoptScreen | None: ...

    async def present(self, on: bool) -> None: ...

    def leave(self) -> None: ...


def ends_at_once(
    program: Interruptible, event: TypedInput, keys: TypedAhead, writer: Writer
) -> bool:
    """Leave if that key says so, and the one at work hangs; return whether that was done."""
    if not isinstance(event, events.Key) or event.key != ENDS or keys.waits < LASTS:
        return False
    ends = writer.saves_since(keys.since) or keys.waits > LONG
    if ends:
        program.leave()
    return ends


async def while_it_hangs(program: Interruptible, keys: TypedAhead, writer: Writer) -> None:
    """Draw what a key that saves took away from the bottom line, as its screen waits for the save;
    let those behind it go first that mean the same before and after.
    """
    if program.top is None or not writer.saves_since(keys.since):
        return
    program.top.draw_now(program.top.query_one(KeyBar))
    await keys.overtake(
        lambda event: _moves(program, event), lambda event: _hides_or_leaves(program, event, keys)
    )


def _moves(program: Interruptible, event: TypedInput) -> bool:
    """Move if that is what a key means; return whether it was."""
    top, meant = program.top, _meant(program, event)
    if meant not in MOVES or top is None or not isinstance(top.focused, RecordList):
        return False
    top.focused.move(meant)
    top.moved(top.focused)
    top.draw_now(top.focused, top.query_one(KeyBar))
    return True


async def _hides_or_leaves(program: Interruptible, event: TypedInput, keys: TypedAhead) -> bool:
    """Hide what is private, or leave, if that is what a key means; return whether it was."""
    top, meant = program.top, _meant(program, event)
    if top is None:
        return False
    if meant == "presenter" and not top.session.presenting:
        await program.present(True)
        if (shown := program.top) is not None:
            shown.draw_all_now()
        return True
    if meant == "leave" and event.time - keys.since >= LASTS and len(top.app.screen_stack) == 1:
        program.leave()
        return True
    return False


def _meant(program: Interruptible, event: TypedInput) -> str:
    """Return the id of the command that a key means on the screen on top, or ""."""
    top = program.top
    if not isinstance(event, events.Key) or top is None or not top.takes_commands:
        return ""
    command = top.meant_by(event.key)
    return command.id if command is not None else ""
