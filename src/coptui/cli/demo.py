"""`coptui demo`."""

from __future__ import annotations

import click

from coptui.cli.options import Chosen, Verb, chosen
from coptui.errors import UsageError
from coptui.language import tr


@click.command(
    cls=Verb, name="demo", of_a_group=True, short_help=tr("Look around a sample community.")
)
@click.argument("sample", metavar="[help-line|circuit-designers]", default="help-line")
@chosen
def command(chosen: Chosen, sample: str) -> int:
    """Look around a sample community, in a private copy that is deleted when you leave."""
    from coptui.cli.full_screen import need_terminal, show_sample

    if chosen.file:
        raise UsageError(
            tr("The demo always opens a file of its own."), tr("To open yours: coptui FILE")
        )
    need_terminal()
    return show_sample(chosen, sample)
