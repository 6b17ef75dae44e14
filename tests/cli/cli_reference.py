"""The reference part of docs/cli.md, made from the click commands.

`python tests/cli/cli_reference.py` writes it into the document.
"""

from collections.abc import Iterator
from pathlib import Path

import click

from coptui.cli.commands import commands

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "cli.md"
BEGIN = (
    "<!-- The reference begins here: made from the commands, see tests/cli/cli_reference.py -->\n"
)


def reference() -> str:
    """A heading a command and its help, 80 columns wide."""
    parts = []
    for context in _contexts(commands, None, "coptui"):
        help_text = context.command.get_help(context)
        parts.append(f"## {context.command_path}\n\n```\n{help_text}\n```\n")
    return "\n".join(parts)


def document() -> str:
    """The whole document with the reference of today."""
    written, begin, _ = DOCUMENT.read_text().partition(BEGIN)
    return f"{written}{begin}\n{reference()}"


def _contexts(
    command: click.Command, parent: click.Context | None, name: str
) -> Iterator[click.Context]:
    settings = {"terminal_width": 80, "max_content_width": 80, **command.context_settings}
    context = click.Context(command, parent=parent, info_name=name, **settings)
    yield context
    if isinstance(command, click.Group):
        for verb in command.list_commands(context):
            found = command.get_command(context, verb)
            assert found is not None
            yield from _contexts(found, context, verb)


if __name__ == "__main__":
    DOCUMENT.write_text(document())
