"""Deleting a record, after a question that says what else mentions it."""

from __future__ import annotations

from coptui.core.model.counting import counted
from coptui.core.model.edits import delete, mentions
from coptui.core.model.records import Record
from coptui.language import tr
from coptui.tui.records.words import name_of
from coptui.tui.shell import asking
from coptui.tui.shell.apart import apart
from coptui.tui.shell.groups import OnScreen


async def ask_to_delete(screen: OnScreen, record: Record) -> None:
    """Ask whether to delete a record; on yes, delete it with every mention of it."""
    # Every record is visited, here and when it is carried out.
    community, which = screen.session.all_groups, (record.table, record.id)
    held = len(await apart(mentions, community, *which))
    where = (
        " "
        + tr(
            "{other_records} and will lose the link.",
            other_records=counted(
                held,
                "{count} other record refers to this one",
                "{count} other records refer to this one",
            ),
        )
        if held
        else ""
    )

    async def go() -> None:
        await screen.save(
            await apart(delete, screen.session.all_groups, *which),
            tr("Deleted {name}; press u to restore it.", name=name_of(record)),
        )

    await screen.desk.go.open(
        asking.yes_or_no(tr("Delete {name}?{where}", name=name_of(record), where=where), go)
    )
