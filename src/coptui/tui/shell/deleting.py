"""Deleting a record, after a question that says what else mentions it."""

from __future__ import annotations

from coptui.core.model.counting import counted
from coptui.core.model.edits import delete, mentions
from coptui.core.model.records import Record
from coptui.tui.records.words import name_of
from coptui.tui.shell import places
from coptui.tui.shell.apart import apart
from coptui.tui.shell.groups import OnScreen


async def ask_to_delete(screen: OnScreen, record: Record) -> None:
    """Ask whether to delete a record; on yes, delete it with every mention of it."""
    # Every record is visited, here and when it is carried out.
    community, which = screen.session.all_groups, (record.table, record.id)
    held = len(await apart(mentions, community, *which))
    where = (
        f" {counted(held, 'other record mentions it', 'other records mention it')} and will lose the link."
        if held
        else ""
    )

    async def go() -> None:
        await screen.save(
            await apart(delete, screen.session.all_groups, *which),
            f"Deleted {name_of(record)}; u restores it.",
        )

    await screen.desk.go.open(places.yes_or_no(f"Delete {name_of(record)}?{where}", go))
