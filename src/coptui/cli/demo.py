"""`coptui demo`."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from coptui.cli import output, place
from coptui.cli.options import Chosen, Verb, chosen
from coptui.errors import UsageError


@click.command(cls=Verb, name="demo", short_help="Look around in a sample community.")
@click.argument("sample", metavar="[help-line|circuit-designers]", default="help-line")
@chosen
def command(chosen: Chosen, sample: str) -> int:
    """Look around in a sample community, on a private copy that goes when you leave."""
    from coptui.cli.full_screen import need_terminal, show_session
    from coptui.samples import copy_sample

    if chosen.file:
        raise UsageError("The demo brings its own file.", "Open yours with: coptui FILE")
    need_terminal()
    with tempfile.TemporaryDirectory(prefix="coptui-demo-") as folder:
        chosen.file = str(copy_sample(sample, Path(folder), place.today(chosen)))
        code = show_session(place.session(chosen, writing=True), chosen)
    if code == 0:
        output.say("That was the demo; its copy is gone. Your own: coptui new FILE")
    return code
