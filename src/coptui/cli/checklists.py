"""`coptui checklists list|show|lint|new|put|remove`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from coptui.cli import output, which_file
from coptui.cli.linting import lint_files, mistakes_in
from coptui.cli.options import Chosen, VerbGroup, chosen
from coptui.core.model.sentences import cannot_be_read, what_went_wrong
from coptui.errors import FINDINGS, CoptError, ReadOnly, UsageError
from coptui.language import tr
from coptui.store.opening import is_there, own_files

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from coptui.checklists.nodes import Mistake
    from coptui.store.own_files import OwnFile, OwnFiles


def complete_id(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the checklists whose ids begin like this."""
    found = which_file.shelf(context.ensure_object(Chosen)).templates.values()
    return [
        CompletionItem(one.id, help=one.title) for one in found if one.id.startswith(incomplete)
    ]


def complete_own(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the community's own files whose names begin like this."""
    kept = own_files(which_file.existing(context.ensure_object(Chosen))).all()
    return [CompletionItem(one.name) for one in kept if one.name.startswith(incomplete)]


def _own_of(chosen: Chosen) -> tuple[OwnFiles, tuple[OwnFile, ...]]:
    """Return where the community has its own checklists, and what is there, to change that."""
    if chosen.read_only:
        raise ReadOnly(
            tr("--read-only writes nothing."), tr("Leave out --read-only to change checklists.")
        )
    where = own_files(which_file.existing(chosen))
    return where, where.all()


def _kind(chosen: Chosen, path: Path, data: bytes) -> tuple[str, Sequence[Mistake]]:
    """Return which folder a file belongs to, by what is in it, and every mistake in it."""
    from coptui.checklists.load import read_nodes

    root, mistakes = read_nodes(data, str(path))
    if root is None:
        return "", mistakes
    if root.get("letter"):
        from coptui.letters.shelf import read_letter

        return "letters", read_letter(data, str(path))[1]
    return "evidence" if root.get("lines") else "checklists", mistakes_in(chosen, [path])


@click.group(
    cls=VerbGroup, name="checklists", short_help=tr("List, show, check and start checklists.")
)
def command() -> None:
    """List, show and check checklists, and start your own."""


@command.command(name="list", of_a_group=True, short_help=tr("List every checklist."))
@chosen
def list_(chosen: Chosen) -> None:
    """List every checklist: id, title, when it was last finished, when it is due, whether one is begun and unfinished, and its file.

    The file is left empty for a checklist that comes with coptui. Private answers in your notebook count too. Without a community's file, the dates are left empty.
    """
    from coptui.checklists.due import when_due

    shelf = which_file.shelf(chosen)
    whereabouts, named = which_file.chosen_community(chosen)
    is_any = named or is_there(whereabouts)
    session = which_file.session(chosen, writing=False) if is_any else None
    runs = session.runs() if session is not None else []
    day = which_file.today(chosen)
    has_met = session is None or bool(session.community.held)
    rows = [
        (template, when_due(template, runs, day, has_met=has_met))
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
            template.origin,
        )


@command.command(name="show", short_help=tr("Print a checklist."))
@click.argument("id", shell_complete=complete_id)
@chosen
def show(chosen: Chosen, id: str) -> None:
    """Print a checklist as it is in its file, as a starting point for your own."""
    shelf = which_file.shelf(chosen)
    if chosen.json:
        output.records([shelf.get(id).document()])
        return
    source = shelf.source(id)
    try:
        output.text(source.read_text(encoding="utf-8").rstrip("\n"))
    except OSError as error:
        raise CoptError(cannot_be_read(str(source), what_went_wrong(error))) from None


@command.command(name="lint", short_help=tr("List the mistakes in checklists."))
@click.argument("files", metavar="[FILE]...", nargs=-1, type=click.Path())
@click.option("--schema", is_flag=True, help=tr("Print the JSON Schema of a checklist and exit."))
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
    paths: list[Traversable] = [Path(file) for file in files]
    if not files:
        paths += files_in(which_file.checklist_folders(chosen))
        paths += own_line_files(which_file.own_folders(chosen))
    return lint_files(chosen, paths)


@command.command(name="new", short_help=tr("Print a checklist to start from."))
@click.argument("id", default="my-checklist")
@click.argument("title", default="")
@chosen
def new(chosen: Chosen, id: str, title: str) -> None:
    """Print a first checklist with comments: coptui checklists new my-circle > FILE.yaml"""
    from coptui.checklists.new import starter
    from coptui.core.model.text import clean

    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id) or len(id) > 60:
        raise UsageError(
            tr("{id!r} cannot be a checklist's id.", id=id),
            tr("Use lower-case letters, digits and single hyphens."),
        )
    title = clean(title, 120) or id.replace("-", " ").capitalize()
    output.text(starter(id, title).rstrip("\n"))


@command.command(name="put", short_help=tr("Add a checklist to the community's own."))
@click.argument("path_text", metavar="FILE", type=click.Path())
@click.option(
    "--replace", is_flag=True, help=tr("Replace the file of the same name that is already there.")
)
@chosen
def put(chosen: Chosen, path_text: str, replace: bool) -> int:
    """Add a checklist, evidence lines or a letter to the community's own, for everyone who uses coptui with it.

    For a community on a server, they are saved there; for a file, in the folders checklists/,
    evidence/ and letters/ beside it, under the name of FILE. If FILE has mistakes, they are listed and
    nothing is saved.
    """
    from coptui.checklists.load import read_bytes
    from coptui.checklists.nodes import Mistake
    from coptui.store.own_files import own_file

    given = Path(path_text)
    data = read_bytes(given)
    if isinstance(data, Mistake):
        raise UsageError(str(data))
    kind, mistakes = _kind(chosen, given, data)
    for mistake in mistakes:
        output.text(str(mistake))
    if mistakes:
        return FINDINGS
    where, kept = _own_of(chosen)
    new = own_file(kind, given.name, data, path_text)
    same = [one for one in kept if one.path == new.path]
    if same != [new]:
        if same and not replace:
            raise UsageError(
                tr(
                    "There is already a different file {path} at {shown}; nothing was saved.",
                    path=new.path,
                    shown=where.shown,
                ),
                tr("Rename your file, or add --replace to replace the one there."),
            )
        output.warn(where.put(new))
        chosen.saved = True
    output.say(tr("{path} is saved at {shown}.", path=new.path, shown=where.shown))
    return 0


@command.command(name="remove", short_help=tr("Remove a checklist from the community."))
@click.argument("name", shell_complete=complete_own)
@chosen
def remove(chosen: Chosen, name: str) -> None:
    """Remove a checklist, evidence lines or a letter from the community, and print it, so that it isn't lost.

    NAME is the name of the file, such as weekly.yaml.
    """
    where, kept = _own_of(chosen)
    meant = [one for one in kept if name in (one.name, one.path)]
    if len(meant) != 1:
        paths = ", ".join(one.path for one in (meant or kept)) or "none"
        raise UsageError(
            tr("More than one file at {shown} is called {name!r}.", name=name, shown=where.shown)
            if meant
            else tr("There is no file {name!r} at {shown}.", name=name, shown=where.shown),
            tr("The files there are: {paths}.", paths=paths),
        )
    output.text(meant[0].text.rstrip("\n"))
    where.remove(meant[0])
    chosen.saved = True
    output.say(tr("{path} was removed from {shown}.", path=meant[0].path, shown=where.shown))
