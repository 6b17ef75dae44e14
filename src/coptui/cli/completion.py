"""`coptui completion bash|zsh|fish`."""

from __future__ import annotations

import click

from coptui.cli import output
from coptui.cli.options import Chosen, Verb, chosen
from coptui.errors import UsageError
from coptui.language import tr


@click.command(cls=Verb, name="completion", short_help=tr("Print the script for shell completion."))
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
@chosen
def command(chosen: Chosen, shell: str) -> None:
    """Print the script that completes coptui's commands and options in your shell.

    For bash, put this in ~/.bashrc: eval "$(coptui completion bash)". For zsh, in ~/.zshrc:
    eval "$(coptui completion zsh)". For fish, run: coptui completion fish >
    ~/.config/fish/completions/coptui.fish
    """
    from click.shell_completion import get_completion_class

    from coptui.cli.commands import commands

    kind = get_completion_class(shell)
    if kind is None:
        raise UsageError(
            tr("There is no completion for {shell}; choose bash, zsh or fish.", shell=shell)
        )
    output.text(kind(commands, {}, "coptui", "_COPTUI_COMPLETE").source())
