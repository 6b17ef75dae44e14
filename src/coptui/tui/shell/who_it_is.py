"""Asking whether a name typed for someone new is that of a member: one key answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from coptui.core.finding.someone_new import MaybeKnown
from coptui.language import tr
from coptui.tui.shell import asking, places
from coptui.tui.shell.asking import Then
from coptui.tui.shell.desk import Desk
from coptui.tui.shell.places import Key


def who_it_is(
    desk: Desk,
    doubt: MaybeKnown,
    theirs: Callable[[int], Awaitable[None]],
    someone_new: Then,
) -> Then:
    """Return what asks whether a name is that of a member, or of someone new."""

    async def choose(key: Key) -> None:
        desk.go.back()
        await theirs(key[1])

    async def known() -> None:
        if len(doubt.members) == 1:
            await theirs(doubt.members[0])
        else:
            first = ("members", doubt.members[0])
            title = tr("Who is it?")
            await desk.go.open(
                places.Find(title=title, table="members", first=first, choose=choose)
            )

    async def yes() -> Then:
        return known

    async def no() -> Then:
        return someone_new

    async def ask() -> None:
        question = (
            tr("{name}, or someone new? y: {name}, n: new.", name=doubt.names)
            if len(doubt.members) == 1
            else tr("{names}, or someone new? y: one of them, n: new.", names=doubt.names)
        )
        answers = {"answer-yes": yes, "answer-no": no}
        await desk.go.open(asking.Question(question, "question", answers))

    return ask
