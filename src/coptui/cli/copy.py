"""`coptui copy FROM TO`."""

from __future__ import annotations

import shlex

import click

from coptui.cli import output
from coptui.cli.options import Chosen, Verb, chosen
from coptui.errors import ReadOnly
from coptui.language import tr
from coptui.store.opening import opened, own_files

_BASE = ".base.json"
"""How the third copy is called that a merge starts from."""


@click.command(cls=Verb, name="copy", short_help=tr("Copy a community to or from a server."))
@click.argument("source", metavar="FROM", type=click.Path())
@click.argument("target", metavar="TO", type=click.Path())
@click.option("--without-history", is_flag=True, help=tr("Leave out who changed what."))
@chosen
def command(chosen: Chosen, source: str, target: str, without_history: bool) -> None:
    """Copy a whole community from FROM to TO; each is a file or the address of a server.

    TO must not exist yet. Everything is copied as it is: every record, the history, the marks of
    people who were erased, and the community's own checklists. Backups and earlier states stay where they are.
    """
    from coptui.store.copies_twice import refuse_twice
    from coptui.store.sides import put, whole_text, without

    if chosen.read_only:
        raise ReadOnly(tr("--read-only writes nothing."), tr("Leave out --read-only to copy."))
    there, here = opened(source), opened(target)
    data = whole_text(there)
    refuse_twice(data, there.shown, "copying")
    own = own_files(there).all()
    warning = put(here, without(data, "history") if without_history else data, own)
    chosen.saved = True
    output.say(
        tr(
            "{shown} was copied to {here_shown}. To open the copy: coptui {file}",
            shown=there.shown,
            here_shown=here.shown,
            file=shlex.quote(target),
        )
    )
    if there.file is not None and here.file is not None and not target.endswith(_BASE):
        output.say(
            tr(
                "If both change, merging them needs a third copy, as it is now. To make it: coptui "
                "copy {source} {base}",
                source=shlex.quote(source),
                base=shlex.quote(str(here.file.with_suffix(_BASE))),
            )
        )
    output.warn(warning)
