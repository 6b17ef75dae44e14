"""`coptui export csv|list|attendance|addresses|vcf|ics|library|learning-agenda|md|json`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coptui.cli import output, which_file
from coptui.cli.options import Chosen, VerbGroup, chosen
from coptui.core.model.labels import counted_records
from coptui.core.model.sentences import INCLUDE_NOTES, USE_ONE, left_out
from coptui.errors import UsageError
from coptui.language import tr

if TYPE_CHECKING:
    from coptui.exchange.writers.written import Written
    from coptui.session import Session

F = TypeVar("F", bound=Callable[..., Any])


@click.group(cls=VerbGroup, name="export", short_help=tr("Export data for other programs."))
def command() -> None:
    """Export members, attendance, addresses, a calendar, the library, a page, or everything.

    Private notes, conversations, ratings and reasons are left out unless you ask for them by
    name; confidential topics and events appear by code only. The export goes to standard
    output, or to a file.
    """


def _to_a_file(command: F) -> F:
    """Give a command the options --to and --force."""
    command = click.option("--force", is_flag=True, help=tr("Replace FILE if it exists."))(command)
    return click.option(
        "--to", metavar="FILE", type=click.Path(), help=tr("Save to a file only you can read.")
    )(command)


_bom = click.option(
    "--bom", is_flag=True, help=tr("Add the marker that tells Excel the file is UTF-8.")
)


@command.command(name="csv", of_a_group=True, short_help=tr("Export members for a spreadsheet."))
@click.option("--more", is_flag=True, help=tr("Include the extra columns of imported lists."))
@_bom
@_to_a_file
@chosen
def csv(chosen: Chosen, to: str | None, force: bool, bom: bool, more: bool) -> None:
    """Export members, guests and prospects as CSV: one row per person, no notes, no former members.

    A cell that a spreadsheet might take for a formula, such as +49, gets an apostrophe in
    front.
    """
    _leave(chosen, "csv", to, force, bom=bom, more=more)


@command.command(
    name="list", of_a_group=True, short_help=tr("Export, as CSV, a list you saved in coptui.")
)
@click.argument("name", metavar="NAME")
@_bom
@_to_a_file
@chosen
def saved(chosen: Chosen, name: str, to: str | None, force: bool, bom: bool) -> None:
    """Export the list of members, topics or events saved as NAME (`:save this list`).

    It holds whatever matches today, in the list's order and with its columns. Confidential records
    appear by code only.
    """
    from coptui.exchange.writers.lists import listed

    _only_data(chosen, to, force)
    session = which_file.session(chosen, writing=False)
    listing, ids = which_file.saved_list(chosen, session, name)
    written = listed(session.community, listing, ids, session.today, bom=bom)
    _hand_over(session, written, to, force, counted_records(written.records, listing.table))


@command.command(
    name="attendance", of_a_group=True, short_help=tr("Export who was at which event, as CSV.")
)
@click.option(
    "--minutes", is_flag=True, help=tr("Show minutes attended instead of present, late, absent.")
)
@_bom
@_to_a_file
@chosen
def attendance(chosen: Chosen, to: str | None, force: bool, bom: bool, minutes: bool) -> None:
    """Export one row per person and one column per event. An empty cell means that nothing is recorded.

    Confidential events are left out.
    """
    _leave(chosen, "attendance", to, force, bom=bom, minutes=minutes)


@command.command(
    name="addresses",
    of_a_group=True,
    short_help=tr("Export e-mail addresses to paste into an e-mail."),
)
@click.option(
    "--between", type=click.Choice([",", ";"]), default=",", show_default=True,
    help=tr("Put this between the addresses; Outlook needs a semicolon."),
)  # fmt: skip
@click.option(
    "--list", "name", metavar="NAME", help=tr("Include only people in the list saved as NAME.")
)
@_to_a_file
@chosen
def addresses(chosen: Chosen, to: str | None, force: bool, between: str, name: str | None) -> None:
    """Export one address for each current member who didn't ask to be left alone."""
    _leave(chosen, "addresses", to, force, name, between=between)


@command.command(name="vcf", of_a_group=True, short_help=tr("Export an address book (vCard)."))
@click.option("--v4", is_flag=True, help=tr("Write vCard 4.0; many programs read only 3.0."))
@click.option("--notes", is_flag=True, help=INCLUDE_NOTES)
@_to_a_file
@chosen
def vcf(chosen: Chosen, to: str | None, force: bool, v4: bool, notes: bool) -> None:
    """Export a vCard for everyone here who didn't ask to be left alone, without notes."""
    _leave(chosen, "vcf", to, force, card="4.0" if v4 else "3.0", notes=notes)


@command.command(name="ics", of_a_group=True, short_help=tr("Export a calendar (iCalendar)."))
@click.option(
    "--attendees", is_flag=True, help=tr("Include the addresses and replies of those invited.")
)
@click.option(
    "--repeat",
    is_flag=True,
    help=tr(
        "Repeat the last event of each series in the calendar, for as long as the series goes on."
    ),
)
@click.option("--follow-ups", is_flag=True, help=tr("Include open follow-ups as tasks, except those about people."))  # fmt: skip
@_to_a_file
@chosen
def ics(
    chosen: Chosen, to: str | None, force: bool, attendees: bool, repeat: bool, follow_ups: bool
) -> None:
    """Export past and upcoming events, each as a single event; this invites no one."""
    _leave(chosen, "ics", to, force, attendees=attendees, repeat=repeat, follow_ups=follow_ups)


@command.command(
    name="library", of_a_group=True, short_help=tr("Export the library for a spreadsheet.")
)
@_bom
@_to_a_file
@chosen
def library(chosen: Chosen, to: str | None, force: bool, bom: bool) -> None:
    """Export the library as CSV, with the headings of its form; `coptui import` can read it back.

    It leaves out who used an item and for what, and whatever belongs to a confidential topic.
    """
    _leave(chosen, "library", to, force, bom=bom)


@command.command(
    name="learning-agenda",
    of_a_group=True,
    short_help=tr("Export the learning agenda for a spreadsheet."),
)
@_bom
@_to_a_file
@chosen
def learning_agenda(chosen: Chosen, to: str | None, force: bool, bom: bool) -> None:
    """Export questions and gaps as CSV, with the headings of their form; `coptui import` can read it
    back.

    Whatever belongs to a confidential topic is left out.
    """
    _leave(chosen, "learning-agenda", to, force, bom=bom)


@command.command(
    name="md",
    of_a_group=True,
    short_help=tr("Export a page about the community to read (Markdown)."),
)
@_to_a_file
@chosen
def md(chosen: Chosen, to: str | None, force: bool) -> None:
    """Export what people offer and look for, topics by state, and events; no addresses."""
    _leave(chosen, "md", to, force)


@command.command(name="json", short_help=tr("Export everything, for other programs."))
@click.option(
    "--private",
    is_flag=True,
    help=tr(
        "Include notes, conversations, ratings, answers to checklists and reasons for leaving."
    ),
)
@click.option(
    "--schema", is_flag=True, help=tr("Print the JSON Schema of this export instead of the data.")
)
@_to_a_file
@chosen
def json(chosen: Chosen, to: str | None, force: bool, private: bool, schema: bool) -> None:
    """Export the tables of the file as coptui opens them, without anything private.

    The history is never exported, and confidential records appear by code only.
    """
    if schema:
        from coptui.store.schema import json_schema

        output.schema(json_schema())
    else:
        _leave(chosen, "json", to, force, private=private)


def _leave(
    chosen: Chosen, which: str, to: str | None, force: bool, name: str | None = None, **asked: Any
) -> None:
    """Make one export, of a saved list if one is named, and hand it over."""
    from coptui.exports import BY_ID, ExportChoices
    from coptui.store.migrate import SCHEMA

    _only_data(chosen, to, force)
    session = which_file.session(chosen, writing=False)
    export = BY_ID[which]
    only: frozenset[int] | None = None
    if name is not None:
        only = frozenset(which_file.people_in_list(chosen, session, name))
    choices = ExportChoices(schema=SCHEMA, only=only, **asked)
    written = export.make(session.community, session.today, choices)
    _hand_over(session, written, to, force, export.said(written))


def _only_data(chosen: Chosen, to: str | None, force: bool) -> None:
    if chosen.json:
        raise UsageError(
            tr("--json can't be used with this export."),
            tr("To export everything as JSON, use `coptui export json`."),
        )
    if force and to is None:
        raise UsageError(tr("--force needs a file to replace."), tr("Add --to FILE."))
    if to is not None and chosen.read_only:
        raise UsageError(tr("--read-only and --to can't be used together."), USE_ONE)


def _hand_over(
    session: Session, written: Written, to: str | None, force: bool, counted: str
) -> None:
    """Print or save what was made, and say how much it holds and what it leaves out."""
    from coptui.exports import save

    if to is None:
        output.data(written.text)
    else:
        path = save(Path(to), written.text, never=session.whereabouts.file, force=force)
        output.say(tr("Written: {path}", path=path))
    output.say(f"{counted}.")
    if written.left_out:
        output.say(left_out("; ".join(written.left_out)))
    if written.option:
        output.say(tr("To include what is private of that, add {option}.", option=written.option))
    if session.faults:
        output.say(tr("Records that can't be read are left out; `coptui check` lists them."))
    session.close()
