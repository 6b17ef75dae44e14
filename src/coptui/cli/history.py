"""`coptui history`."""

from __future__ import annotations

import click

from coptui.cli import output, which_file
from coptui.cli.options import Chosen, Verb, chosen
from coptui.core.model.sentences import no_change
from coptui.errors import UsageError
from coptui.language import tr


@click.command(cls=Verb, name="history", short_help=tr("Show who changed what, and when."))
@click.argument("number", metavar="[N]", type=click.IntRange(1), required=False)
@click.option("--take-back", is_flag=True, help=tr("Undo change N, even if there were later ones."))
@click.option(
    "--last",
    metavar="COUNT",
    type=click.IntRange(1),
    help=tr("Show only this many of the latest changes."),
)
@chosen
def command(chosen: Chosen, number: int | None, take_back: bool, last: int | None) -> None:
    """List the changes, latest first: id, time, who, what, and whether it was undone.

    With N, show what that change did, before and after. This includes private texts.
    """
    if take_back:
        if number is None:
            raise UsageError(
                tr("Which change?"),
                tr("`coptui history` lists them; then run `coptui history N --take-back`."),
            )
        session = which_file.session(chosen, writing=True)
        output.say(f"{session.undoing.take_back(number)}.")
        session.close()
        return
    from coptui.core.model.confidential import masked
    from coptui.core.model.history import taken_back

    community = which_file.community(chosen)
    history = community.history
    gone = taken_back(history.values())
    if number is not None:
        entry = history.get(number)
        if entry is None:
            raise UsageError(no_change(number), tr("`coptui history` lists them."))
        output.records(
            {"table": change.table, "id": change.id, "before": change.before, "after": change.after}
            for change in entry.changes
        )
        return
    entries = sorted(history.values(), key=lambda entry: -entry.id)[:last]
    if chosen.json:
        output.records(
            {
                "id": entry.id,
                "at": entry.at,
                "by": entry.by,
                "label": masked(community, entry.label),
                "taken_back": entry.id in gone,
                "records": [{"table": change.table, "id": change.id} for change in entry.changes],
            }
            for entry in entries
        )
        return
    for entry in entries:
        state = tr("undone") if entry.id in gone else ""
        output.cells(str(entry.id), entry.at, entry.by, masked(community, entry.label), state)
    if not entries:
        output.say(tr("Nothing has been changed yet."))
