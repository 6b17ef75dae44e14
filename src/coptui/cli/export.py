"""`coptui export csv|attendance|addresses|vcf|ics|md|json`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from coptui.cli import output, place
from coptui.cli.options import Chosen, VerbGroup, chosen
from coptui.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])


@click.group(cls=VerbGroup, name="export", short_help="Export data for other programs.")
def command() -> None:
    """Take data away: members, attendance, addresses, calendar, a page, everything.

    Private notes, contacts, ratings and reasons stay here unless asked for by name; confidential
    topics and events leave as their code. To stdout, or to a file.
    """


def _to_a_file(command: F) -> F:
    """The options --to and --force."""
    command = click.option("--force", is_flag=True, help="Replace FILE if it exists.")(command)
    return click.option(
        "--to", metavar="FILE", type=click.Path(), help="Save it to a file only you can read."
    )(command)


_bom = click.option("--bom", is_flag=True, help="Add the mark by which Excel recognises UTF-8.")


@command.command(name="csv", short_help="Members, for a spreadsheet.")
@click.option("--more", is_flag=True, help="Include the extra columns of imported lists.")
@_bom
@_to_a_file
@chosen
def csv(chosen: Chosen, to: str | None, force: bool, bom: bool, more: bool) -> None:
    """Members, guests and prospects as CSV: one row a person, no notes, nobody who left.

    A cell that a spreadsheet might take for a formula, such as +49, has an apostrophe in front.
    """
    _leave(chosen, "csv", to, force, bom=bom, more=more)


@command.command(name="attendance", short_help="Who was at which event, as CSV.")
@click.option("--minutes", is_flag=True, help="Minutes instead of present, late, absent.")
@_bom
@_to_a_file
@chosen
def attendance(chosen: Chosen, to: str | None, force: bool, bom: bool, minutes: bool) -> None:
    """People down, held meetings across. An empty cell: nothing is recorded.

    Confidential meetings are left out.
    """
    _leave(chosen, "attendance", to, force, bom=bom, minutes=minutes)


@command.command(name="addresses", short_help="E-mail addresses, to paste into a mail.")
@click.option(
    "--between", type=click.Choice([",", ";"]), default=",", show_default=True,
    help="Separator between two; Outlook wants ;",
)  # fmt: skip
@_to_a_file
@chosen
def addresses(chosen: Chosen, to: str | None, force: bool, between: str) -> None:
    """One address of everybody who is with us and did not ask to be left alone."""
    _leave(chosen, "addresses", to, force, between=between)


@command.command(name="vcf", short_help="An address book (vCard).")
@click.option("--v4", is_flag=True, help="vCard 4.0; many programs read only 3.0.")
@click.option("--notes", is_flag=True, help="Include the private notes about them.")
@_to_a_file
@chosen
def vcf(chosen: Chosen, to: str | None, force: bool, v4: bool, notes: bool) -> None:
    """A vCard for everybody here who did not ask to be left alone; no notes."""
    _leave(chosen, "vcf", to, force, card="4.0" if v4 else "3.0", notes=notes)


@command.command(name="ics", short_help="A calendar (iCalendar).")
@click.option(
    "--attendees", is_flag=True, help="Include the addresses and replies of those invited."
)
@click.option("--repeat", is_flag=True, help="Put the repeat rule on the last event of a series.")
@_to_a_file
@chosen
def ics(chosen: Chosen, to: str | None, force: bool, attendees: bool, repeat: bool) -> None:
    """Events past and to come, each by itself; nobody is invited by it."""
    _leave(chosen, "ics", to, force, attendees=attendees, repeat=repeat)


@command.command(name="md", short_help="A page to read (Markdown).")
@_to_a_file
@chosen
def md(chosen: Chosen, to: str | None, force: bool) -> None:
    """Who offers and seeks what, topics by state, events to come and past; no addresses."""
    _leave(chosen, "md", to, force)


@command.command(name="json", short_help="Everything, for programs.")
@click.option(
    "--private", is_flag=True, help="Include notes, conversations, ratings, walks and reasons."
)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of it instead.")
@_to_a_file
@chosen
def json(chosen: Chosen, to: str | None, force: bool, private: bool, schema: bool) -> None:
    """The tables of the file, as coptui opens them, without what is private.

    The history stays here in any case, and so does what is confidential but for its code.
    """
    if schema:
        from coptui.store.schema import json_schema

        output.schema(json_schema())
    else:
        _leave(chosen, "json", to, force, private=private)


def _leave(chosen: Chosen, which: str, to: str | None, force: bool, **asked: Any) -> None:
    """Make one export, hand it over, and say how much it holds and what it leaves out."""
    from coptui.exports import BY_ID, Choices, save
    from coptui.store.migrate import SCHEMA

    if chosen.json:
        raise UsageError("--json doesn't work here.", "`coptui export json` gives JSON.")
    if force and to is None:
        raise UsageError("--force replaces a file, but none was given.", "Add --to FILE.")
    if to is not None and chosen.read_only:
        raise UsageError("--read-only and --to contradict each other.", "Use one of them.")
    session = place.session(chosen, writing=False)
    export = BY_ID[which]
    choices = Choices(schema=SCHEMA, **asked)
    written = export.make(session.community, session.today, choices)
    if to is None:
        output.data(written.text)
    else:
        path = save(Path(to), written.text, never=session.path, force=force)
        output.say(f"Written: {path}")
    output.say(export.said(written) + ".")
    if written.left_out:
        output.say(f"Left out: {'; '.join(written.left_out)}.")
    if session.faults:
        output.say("Records that cannot be read are left out; `coptui check` lists them.")
    session.close()
