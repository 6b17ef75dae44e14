"""Every command of the command line, and the words that it asks for."""

from __future__ import annotations

from collections.abc import Iterator

import click

from coptui.cli.commands import commands

Path = tuple[str, ...]
"""The words of a command: ("export", "csv")."""


def every_command() -> dict[Path, click.Command]:
    """Each command that does something, by its words."""
    return dict(_below(commands, ()))


def _below(command: click.Command, path: Path) -> Iterator[tuple[Path, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _below(inner, (*path, name))
    else:
        yield path, command


def words_for(command: click.Command) -> list[str]:
    """As many words as a command asks for."""
    asked = [each for each in command.params if isinstance(each, click.Argument) and each.required]
    return [each.type.choices[0] if isinstance(each.type, click.Choice) else "x" for each in asked]
