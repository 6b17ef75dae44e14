"""What commands print in the pseudo-locale; run by tests/language/test_pseudo_locale.py."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from coptui.cli.commands import commands

WORD = re.compile(r"[A-Za-z]{3,}")
KEPT = re.compile(
    r"`[^`]*`|--?[a-z-]+|\b[A-Z_]{3,}\b|\$\w+|\[[A-Za-z|./ -]*\]|'[^']*'|\S*[/.@=:#]\S*|coptui( [a-z-]+)*|\(?[a-z]+\|[a-z|]+\)?"
)
"""What is typed as it stands: options, variables, commands, files, what an option takes."""


def every_command(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield words
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from every_command(inner, (*words, name))


@pytest.mark.parametrize("words", list(every_command(commands)), ids=" ".join)
def test_help_is_translated(words: tuple[str, ...]) -> None:
    said = CliRunner().invoke(commands, [*words, "--help"]).output
    names = {name for words in every_command(commands) for name in words}
    for line in said.splitlines():
        if line.strip().split(" ")[0] in names:
            line = line.strip().partition(" ")[2]
        plain = [
            word[0]
            for word in WORD.finditer(KEPT.sub(" ", line))
            if not re.search(r"[^\W\d_]$", line[: word.start()]) and word[0] not in names
        ]
        assert not [word for word in plain if re.search(rf"(?<![^\W_]){word}(?![^\W_])", line)], (
            line
        )
