"""`coptui check`."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import fields

from coptui.cli import output, place
from coptui.cli.options import Chosen, Verb, chosen
from coptui.config import folders
from coptui.core.copies.mending import mend
from coptui.core.copies.soundness import unknown_fields, unsound
from coptui.core.meetings.occasions import question, waiting
from coptui.core.model.counting import counted
from coptui.core.model.edits import counted_records, label_of
from coptui.core.model.fault import Fault
from coptui.core.model.records import TABLES
from coptui.errors import FINDINGS, ReadOnly, UsageError
from coptui.exchange.planning.duplicates import likely_duplicates
from coptui.expressions import nearest

if TYPE_CHECKING:
    from coptui.store.store import Store


@click.command(cls=Verb, name="check", short_help="List problems in the file.")
@click.argument("path", metavar="[FILE]", type=click.Path(), required=False)
@click.option("--fix", is_flag=True, help="Fix what can be fixed safely, as one change.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a coptui file and exit.")
@chosen
def command(chosen: Chosen, path: str | None, fix: bool, schema: bool) -> int:
    """List what in the file cannot be read, or cannot be right.

    That is: values of the wrong type, references to nothing, impossible days, misspelt fields,
    and one address in two records; and, as questions, past events of which nobody said whether they
    took place. Prints table, id, field and what is wrong, separated by tabs;
    what is listed is kept in the file untouched. Ends with 1 when there is anything to list.

    With --fix the file is backed up, and put right is what can be without a guess: a number
    written as a text, `2026-3-4`, a reference to nobody. u in coptui takes it back.
    """
    from coptui.store.erasing import begun

    if schema:
        from coptui.store.schema import json_schema

        output.schema(json_schema())
        return 0
    if path and chosen.file and path != chosen.file:
        raise UsageError("More than one file was given.", "Give one file: coptui check FILE")
    chosen.file = path or chosen.file
    if fix:
        _fix(chosen)
    store = place.store_to_read(chosen)
    store.load()
    faults, kept = _found(store)
    questions = _questions(store, place.today(chosen))
    mended = 0 if fix else len(mend(store.tables(), faults)[1])
    store.close()
    if chosen.json:
        output.records(
            {
                "table": fault.table,
                "id": fault.id,
                "field": fault.field or None,
                "message": fault.message,
            }
            for fault in (*faults, *questions)
        )
    else:
        for fault in (*faults, *questions):
            number = "" if fault.id is None else str(fault.id)
            output.cells(fault.table, number, fault.field, fault.message)
    for line in kept:
        output.say(line)
    for _, act in begun(store.path, folders().state):
        output.say(
            "Erasing someone was interrupted: "
            f"`coptui person forget {act.person.mark} --yes` finishes it."
        )
    if questions:
        output.say(
            f"{counted(len(questions), 'event is', 'events are')} still to be closed: did they take place? "
            "Press r in coptui to take the roll call."
        )
    if not faults:
        output.say(f"{store.path}: nothing {'else' if questions else 'wrong'} was found.")
        return FINDINGS if questions else 0
    output.say(f"{store.path}: {counted(len(faults), 'place')} to look at.")
    if mended:
        output.say(f"`coptui check --fix` can fix {mended} of them; fix the rest by hand.")
    return FINDINGS


def _fix(chosen: Chosen) -> None:
    """Correct whatever has a single reading, after a backup."""
    if chosen.read_only:
        raise ReadOnly("--read-only writes nothing.", "Run it without --read-only to repair.")
    store = place.store_to_read(chosen)
    edit, mends = mend(store.tables(), _found(store)[0])
    store.close()
    if mends:
        session = place.session(chosen, writing=True)
        session.edit(edit)
        session.close()
    for one in mends:
        told = "is gone" if one.becomes is None else f"is now {_value(one.becomes)}"
        output.say(f"{one.table} {one.id}, {one.field}: {_value(one.was)} {told}")
    output.say(f"{counted(len(mends), 'field was', 'fields were')} fixed.")


def _found(store: Store) -> tuple[list[Fault], list[str]]:
    """Return what is wrong, and lines about what may well be right."""
    community = store.load().community
    faults = [*store.check(), *unsound(community, place.now().date())]
    kept = []
    for (table, field), ids in unknown_fields(store.tables()).items():
        known = [info.encode_name for info in fields(TABLES[table])]
        meant = nearest(field, known)
        if meant and len(field) > 2:
            message = f"coptui has no field of this name and leaves it alone. Did you mean {meant}?"
            faults += [Fault(table, number, field, message) for number in ids]
        else:
            count = counted_records(len(ids), table)
            kept.append(f"{table}: {count} with the field {field}, which coptui leaves alone.")
    pairs = likely_duplicates(community)
    for pair in pairs:
        if pair.sure == "sure":
            other = f"{label_of(community.members[pair.kept])} ({pair.kept})"
            message = f"The same person twice? {pair.why}: {other}. `:merge` in the full screen merges them."
            faults.append(Fault("members", pair.other, "", message))
    # Two people may well bear one name.
    perhaps = sum(pair.sure != "sure" for pair in pairs)
    if perhaps:
        pairs_said = counted(perhaps, "pair of people", "pairs of people")
        kept.append(f"members: {pairs_said} may be the same: see `:duplicates` in the full screen.")
    return faults, kept


def _questions(store: Store, today: date) -> list[Fault]:
    """Return past events that nobody has closed: nothing is wrong with them."""
    return [
        Fault("events", event.id, "status", f"{label_of(event)}, {question(event, today)}")
        for event in waiting(store.load().community, today)
    ]


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
