"""Letters from the first screen: about the event that is shown, or to the people marked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from coptui.core.model.records import Event, Member
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.records.words import name_of
from coptui.tui.shell import asking, places
from coptui.tui.shell.asking import WhenAnswered
from coptui.tui.shell.groups import CommandGroup, OnScreen

COMING, PAST = ("invite", "remind"), ("ask", "thanks", "minutes")
TO_PEOPLE = ("invite", "thanks")
USUAL = ("newcomer", "members", "yearly", "sponsor")
"""They go to whom they are usually sent, unless people are marked."""


class WithMarked(OnScreen, Protocol):
    """The first screen, with what is marked in the open list."""

    @property
    def marked(self) -> set[int]: ...


class LetterCommands(CommandGroup):
    """One key, and the kinds of letters as answers."""

    screen: WithMarked

    async def action_letters(self) -> None:
        record = self.record()
        if isinstance(record, Event) and record.status == "cancelled":
            raise UsageError(
                tr("{name} is cancelled, and there is no letter about that.", name=name_of(record)),
                tr("To write to those invited, press 1, mark them with m, and press L."),
            )
        if isinstance(record, Event):
            kinds = PAST if record.status == "held" else COMING
            await self._ask({kind: places.Letters(kind, record.id) for kind in kinds})
        elif isinstance(record, Member):
            marked = sorted(self.screen.marked)
            people: Sequence[int] = marked or (record.id,)
            letters = {kind: places.Letters(kind, None, people) for kind in TO_PEOPLE}
            usual = {kind: places.Letters(kind, None, marked or None) for kind in USUAL}
            await self._ask({**letters, **usual})
        else:
            raise UsageError(
                tr("Letters are for people or about an event."),
                tr("Press 1 for members, 3 for events."),
            )

    async def _ask(self, letters: dict[str, places.Letters]) -> None:
        answers: dict[str, WhenAnswered] = {
            f"letter-{kind}": partial(self._open, place) for kind, place in letters.items()
        }
        named = tr("Which letter?")
        await self.desk.go.open(asking.Question("", "which letter", answers, named))

    async def _open(self, place: places.Letters) -> asking.Then:
        return partial(self.desk.go.open, place)
