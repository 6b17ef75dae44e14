"""Asking what came of a story, on Today and between meetings."""

from __future__ import annotations

from coptui.core.model.records import Story
from coptui.core.people.tending import came_of_story, something
from coptui.language import tr
from coptui.tui.shell.base import CoptScreen


async def ask_what_came(screen: CoptScreen, story: Story) -> None:
    """Ask for a line: what came of the story, or nothing yet."""

    async def keep(line: str) -> None:
        edit = came_of_story(screen.still(story), line, screen.session.today)
        said = (
            tr("Added as the next story; press u to undo.")
            if something(line)
            else tr("You'll be asked again in 3 months.")
        )
        await screen.save(edit, said)

    await screen.ask(
        tr("What came of the story?"),
        keep,
        hint=tr("Leave it empty to be asked again in 3 months."),
        optional=True,
    )
