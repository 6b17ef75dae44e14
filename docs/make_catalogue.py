"""Write coptui.pot, every text that a translator translates, from the source: `python docs/make_catalogue.py`.

docs/translating.md says what to do with it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from coptui import __version__
from coptui.cli.commands import commands

SOURCE = Path(__file__).parents[1] / "src" / "coptui"
KEYWORDS = {"tr": None, "tr_as": ((1, "c"), 2), "marked": None, "counted": (2, 3), "forms": (1, 2)}
"""What marks a text, and which of its arguments are the texts: one, or both forms of a count."""


def catalogue() -> Catalog:
    """Return all texts of the source, with the places where they stand."""
    texts = Catalog(project="coptui", version=__version__, charset="utf-8")
    for file, line, message, comments, context in extract_from_dir(
        str(SOURCE), keywords=KEYWORDS, comment_tags=("Translators:",)
    ):
        texts.add(message, locations=[(file, line)], auto_comments=comments, context=context)
    for path, text in help_of(commands, "coptui"):
        texts.add(text, auto_comments=[f"What `{path} --help` says"])
    return texts


def help_of(command: click.Command, path: str) -> Iterator[tuple[str, str]]:
    """Yield (command, text) of each help text that is a docstring."""
    said = command.callback.__doc__ if command.callback else None
    if said:
        yield path, cleandoc(said)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from help_of(inner, f"{path} {name}")


if __name__ == "__main__":
    with Path(sys.argv[1] if len(sys.argv) > 1 else "coptui.pot").open("wb") as file:
        write_po(file, catalogue(), width=100)
