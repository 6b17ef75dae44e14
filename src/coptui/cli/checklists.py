"""`coptui checklists list|show|lint|new`."""

from __future__ import annotations

import re
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from coptui.cli import output, place
from coptui.cli.linting import lint_files
from coptui.cli.options import Chosen, VerbGroup, chosen
from coptui.core.model.sentences import cannot_be_read, what_went_wrong
from coptui.errors import CoptError, UsageError
from coptui.store.opening import is_there


def complete_id(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the checklists whose ids begin like this."""
    found = place.shelf(context.ensure_object(Chosen)).templates.values()
    return [
        CompletionItem(one.id, help=one.title) for one in found if one.id.startswith(incomplete)
    ]


@click.group(cls=VerbGroup, name="checklists", short_help="List, show, check and start checklists.")
def command() -> None:
    """List, show and check checklists, and start your own."""


@command.command(name="list", short_help="List every checklist.")
@chosen
def list_(chosen: Chosen) -> None:
    """List every checklist: id, title, when it was last walked and is due, and whether a walk is open.

    Walks in your notebook count too. Without a community's file, the dates are left empty.
    """
    from coptui.checklists.due import due

    shelf = place.shelf(chosen)
    whereabouts, named = place.chosen_community(chosen)
    is_any = named or is_there(whereabouts)
    session = place.session(chosen, writing=False) if is_any else None
    runs = session.runs() if session is not None else []
    day = place.today(chosen)
    has_met = session is None or bool(session.community.held)
    rows = [
        (template, due(template, runs, day, has_met=has_met))
        for template in shelf.templates.values()
    ]
    if chosen.json:
        output.records(
            {
                "id": template.id,
                "version": template.version,
                "title": template.title,
                "for": template.for_,
                "every": template.every or None,
                "stages": list(template.stages),
                "last": when.last.isoformat() if when.last else None,
                "next": when.next.isoformat() if session and when.next else None,
                "overdue": session is not None and when.overdue,
                "open_run": when.unfinished,
                "file": str(shelf.source(template.id)),
            }
            for template, when in rows
        )
        return
    for template, when in rows:
        output.cells(
            template.id,
            template.title,
            when.last.isoformat() if when.last else "",
            when.next.isoformat() if session and when.next else "",
            "open" if when.unfinished else "",
        )


@command.command(name="show", short_help="Print a checklist.")
@click.argument("id", shell_complete=complete_id)
@chosen
def show(chosen: Chosen, id: str) -> None:
    """Print a checklist as its file has it, as a start for your own."""
    shelf = place.shelf(chosen)
    if chosen.json:
        output.records([shelf.get(id).document()])
        return
    source = shelf.source(id)
    try:
        output.text(source.read_text("utf-8").rstrip("\n"))
    except OSError as error:
        raise CoptError(cannot_be_read(source, what_went_wrong(error))) from None


@command.command(name="lint", short_help="List the mistakes in checklists.")
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path())
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a checklist and exit.")
@chosen
def lint(chosen: Chosen, files: tuple[str, ...], schema: bool) -> int:
    """List every mistake in checklists and files of evidence lines, with line and column.

    Without FILE, it checks those beside the community's file and in your settings folder. It
    exits with 1 if there is any mistake. Nothing in these files is ever run.
    """
    from coptui.checklists.own_lines import own_line_files
    from coptui.checklists.shelf import files_in

    if schema:
        from coptui.checklists.schema import json_schema

        output.schema(json_schema())
        return 0
    paths = [Path(file) for file in files]
    if not files:
        paths += files_in(place.checklist_folders(chosen))
        paths += own_line_files(place.own_folders(chosen))
    return lint_files(chosen, paths)


@command.command(name="new", short_help="Print a checklist to start from.")
@click.argument("id", default="my-checklist")
@click.argument("title", default="")
@chosen
def new(chosen: Chosen, id: str, title: str) -> None:
    """Print a first checklist with comments: coptui checklists new my-circle > FILE.yaml"""
    from coptui.checklists.new import starter
    from coptui.core.model.text import clean

    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id) or len(id) > 60:
        raise UsageError(
            f"{id!r} cannot be a checklist's id.",
            "Use lower-case letters, digits and single hyphens.",
        )
    title = clean(title, 120) or id.replace("-", " ").capitalize()
    output.text(starter(id, title).rstrip("\n"))
