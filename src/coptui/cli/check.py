"""`coptui check`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from coptui.cli import output, place
from coptui.cli.options import Chosen, Verb, chosen
from coptui.errors import FINDINGS, UsageError

if TYPE_CHECKING:
    from coptui.core.community import Community
    from coptui.store.codec import Fault

LASTING = ("runs", "snapshots", "history")
"""Tables that go on naming what was deleted since: they tell of the past."""


@click.command(cls=Verb, name="check", short_help="List what cannot be read.")
@click.argument("path", metavar="[FILE]", type=click.Path(), required=False)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a coptui file and stop.")
@chosen
def command(chosen: Chosen, path: str | None, schema: bool) -> int:
    """List every record and field of the file that cannot be read.

    Prints table, id, field and what is wrong, separated by tabs; what is listed is kept in the
    file untouched. Ends with 1 when there is anything to list.
    """
    if schema:
        from coptui.store.schema import json_schema

        output.schema(json_schema())
        return 0
    if path and chosen.file and path != chosen.file:
        raise UsageError("Two files are named.", "Name one: coptui check FILE")
    chosen.file = path or chosen.file
    store = place.store_to_read(chosen)
    loaded = store.load()
    faults = (*store.check(), *_loose_ends(loaded.community))
    store.close()
    if chosen.json:
        output.records(
            {
                "table": fault.table,
                "id": fault.id,
                "field": fault.field or None,
                "message": fault.message,
            }
            for fault in faults
        )
    else:
        for fault in faults:
            number = "" if fault.id is None else str(fault.id)
            output.cells(fault.table, number, fault.field, fault.message)
    if faults:
        many = "place" if len(faults) == 1 else "places"
        output.say(f"{store.path}: {len(faults)} {many} to look at with a text editor.")
    else:
        output.say(f"{store.path}: nothing wrong was found.")
    return FINDINGS if faults else 0


def _loose_ends(community: Community) -> Iterator[Fault]:
    """References to records that are not there, or cannot be read."""
    from coptui.core.records import TABLES, document
    from coptui.core.references import references
    from coptui.store.codec import Fault

    for table in TABLES:
        if table in LASTING:
            continue
        for record in community.table(table).values():
            for path, target, number in references(table, document(record)):
                if number not in community.table(target):
                    message = f"It names {target} {number}, which is not there."
                    yield Fault(table, record.id, path.removesuffix(".*"), message)
