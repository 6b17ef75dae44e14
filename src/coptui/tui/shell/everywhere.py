"""Commands that work on every screen: undo, find, help, presenter mode, leaving."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial

from coptui.core.model.changes import Conflicted
from coptui.core.model.community import Community
from coptui.core.model.records import HistoryEntry
from coptui.core.model.saying import name_of
from coptui.core.model.text import as_sentence
from coptui.language import tr
from coptui.tui.shell import asking, places
from coptui.tui.shell.groups import CommandGroup


class Everywhere(CommandGroup):
    """Every screen has these; some override `leave`, `backspace` and `undo`."""

    async def action_undo(self) -> None:
        await self._reverse(self.desk.undo)

    async def action_redo(self) -> None:
        await self._reverse(self.desk.redo)

    async def _reverse(self, work: Callable[..., Awaitable[str]]) -> None:
        try:
            label = await work()
        except Conflicted as conflict:
            await self.desk.go.open(places.Conflict(conflict, work))
            return
        self.screen.say_saved(_what_is_so_now(self.session.all_groups, label))

    async def action_find(self) -> None:
        await self.desk.go.open(places.Find())

    async def action_communities(self) -> None:
        await self.desk.go.open(
            places.Communities(self.desk.communities or (self.session.whereabouts,))
        )

    async def action_add_community(self) -> None:
        from coptui.tui.shell.adding_a_community import ask_for_community

        await ask_for_community(self.screen)

    async def action_who_am_i(self) -> None:
        from coptui.tui.shell.who_am_i import ask_who

        await ask_who(self.screen)

    def action_redraw(self) -> None:
        self.desk.go.draw_again()

    async def action_palette(self) -> None:
        await self.desk.go.open(places.Palette(self.screen))

    async def action_help(self) -> None:
        await self.desk.go.open(places.Help(self.screen))

    async def action_presenter(self) -> None:
        if not self.session.presenting:
            await self.desk.go.present(True)
            return

        async def end() -> asking.Then:
            # After the question is gone: a roll call that stays is then alone on the first screen.
            return partial(self.desk.go.present, False)

        await self.desk.go.open(
            asking.yes_or_no(tr("Stop presenting? Private details will be visible."), end)
        )

    def action_theme(self) -> None:
        self.screen.say(tr("Theme: {next_theme}", next_theme=self.desk.go.next_theme()))

    async def action_leave(self) -> None:
        await self.screen.leave()

    async def action_backspace(self) -> None:
        await self.screen.leave()

    def action_quit(self) -> None:
        self.desk.go.leave()


def _is_one_record(entry: HistoryEntry) -> bool:
    """Return whether an undo or redo made one record again, beside nothing but what belongs to it: what
    mentions someone comes back with them."""
    first = entry.changes[0] if entry.changes else None
    if first is None or first.before is not None:
        return False
    of_its_kind = [
        change for change in entry.changes if change.before is None and change.table == first.table
    ]
    return len(of_its_kind) == 1 and (
        len(entry.changes) == 1 or not entry.label.startswith("redo: ")
    )


def _what_is_so_now(community: Community, label: str) -> str:
    """Return what an undo or redo did, by its label in the history: who or what is there again."""
    last = community.history[max(community.history)] if community.history else None
    if last is not None and last.label == label and _is_one_record(last):
        record = community.table(last.changes[0].table).get(last.changes[0].id)
        if record is not None:
            return tr("Restored {name}.", name=name_of(record))
    if label.startswith("undo: "):
        return tr("Undone: {label}", label=label.removeprefix("undo: "))
    if label.startswith("redo: "):
        return tr("Redone: {label}", label=label.removeprefix("redo: "))
    return as_sentence(label)
