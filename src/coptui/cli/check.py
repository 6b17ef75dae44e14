"""`coptui check`."""

from __future__ import annotations

import json
from typing import Any

import click

from coptui.checking import check
from coptui.cli import output, which_file
from coptui.cli.options import Chosen, Verb, chosen
from coptui.config import folders
from coptui.core.model.counting import counted
from coptui.core.model.sentences import MORE_THAN_ONE_FILE
from coptui.errors import FINDINGS, ReadOnly, UsageError
from coptui.language import tr


@click.command(cls=Verb, name="check", short_help=tr("List problems in the file."))
@click.argument("path", metavar="[FILE]", type=click.Path(), required=False)
@click.option("--fix", is_flag=True, help=tr("Fix what can be fixed safely, as one change."))
@click.option("--schema", is_flag=True, help=tr("Print the JSON Schema of a coptui file and exit."))
@chosen
def command(chosen: Chosen, path: str | None, fix: bool, schema: bool) -> int:
    """List what in the file can't be read or can't be right.

    This finds values of the wrong type, references to records that don't exist, impossible
    dates, misspelt fields, and one address in two records. It also lists past events that still
    need their roll call. It prints table, id, field and problem, separated by tabs, and leaves
    the file as it is. It exits with 1 if it finds anything.

    With --fix, the file is backed up and everything that is certain is fixed: a number written
    as text, a date such as `2026-3-4`, a reference to someone who isn't in the file. In coptui, u
    undoes this.
    """
    from coptui.store.opening import begun, begun_by_others

    if schema:
        from coptui.store.schema import json_schema

        output.schema(json_schema())
        return 0
    if path and chosen.file and path != chosen.file:
        raise UsageError(MORE_THAN_ONE_FILE, tr("Give one file: coptui check FILE"))
    chosen.file = path or chosen.file
    if fix:
        _fix(chosen)
    store = which_file.store_to_read(chosen)
    store.load()
    findings = check(store, which_file.today(chosen), which_file.now().date())
    faults, questions, kept = findings.faults, findings.questions, findings.kept
    mended = 0 if fix else len(findings.mending[1])
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
    for act in begun(store.whereabouts, folders().state):
        output.say(
            tr(
                "Erasing someone was interrupted: `coptui person forget {mark} --yes` finishes it.",
                mark=act.person.mark,
            )
        )
    for undone in begun_by_others(store.whereabouts, folders().state):
        output.say(undone.said())
        output.say(
            tr("Someone else began to erase someone: `coptui check` tells them how to finish it.")
        )
    if questions:
        output.say(
            counted(
                len(questions),
                "{count} past event still needs its roll call. In coptui, select it and press r to "
                "take the roll call, or to say that the event didn't take place.",
                "{count} past events still need their roll call. In coptui, select each and press r to "
                "take the roll call, or to say that the event didn't take place.",
            )
        )
    if not faults:
        output.say(
            tr("{file}: no other problems found.", file=store.whereabouts.shown)
            if questions
            else tr("{file}: no problems found.", file=store.whereabouts.shown)
        )
        return FINDINGS if questions else 0
    output.say(
        tr(
            "{shown}: {problems} found.",
            shown=store.whereabouts.shown,
            problems=counted(len(faults), "{count} problem", "{count} problems"),
        )
    )
    if mended:
        output.say(
            tr(
                "`coptui check --fix` can fix {mended} of them; fix the rest by hand.",
                mended=mended,
            )
        )
    return FINDINGS


def _fix(chosen: Chosen) -> None:
    """Correct whatever has a single reading, after a backup."""
    if chosen.read_only:
        raise ReadOnly(
            tr("--read-only writes nothing."), tr("Leave out --read-only to fix things.")
        )
    store = which_file.store_to_read(chosen)
    store.load()
    edit, mends = check(store, which_file.today(chosen), which_file.now().date()).mending
    store.close()
    if mends:
        session = which_file.session(chosen, writing=True)
        session.edit(edit)
        session.close()
    for mend in mends:
        told = (
            tr("was removed")
            if mend.becomes is None
            else tr("is now {value}", value=_value(mend.becomes))
        )
        output.say(f"{mend.table} {mend.id}, {mend.field}: {_value(mend.was)} {told}")
    output.say(counted(len(mends), "{count} field was fixed.", "{count} fields were fixed."))


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
