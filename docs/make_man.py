"""Write docs/coptui.1, the man page, from the commands themselves: `python docs/make_man.py`.

The wheel brings it as share/man/man1/coptui.1.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import click

from coptui.cli.commands import commands

PAGE = Path(__file__).with_name("coptui.1")
FOLDER = Path(__file__).parent
TABLES = (("EXIT STATUS", "cli.md", "exit code"), ("ENVIRONMENT", "settings.md", "variable"))
"""Parts of the page that are a table of another one: its title, the page, the table's first head."""


def escaped(text: str) -> str:
    """Return a text as roff takes it: no line of it is a request, no stroke a hyphen."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("\b", "")
    return "\n".join(f"\\&{line}" if line[:1] in (".", "'") else line for line in text.split("\n"))


def paragraphs(text: str) -> Iterator[str]:
    """Yield the lines of a description, with a request between its paragraphs."""
    for number, part in enumerate(inspect.cleandoc(text).split("\n\n")):
        yield ".PP" if number else ""
        yield escaped(" ".join(part.split()))


def options(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield each option as click lists it; of those that every command has, only at the first."""
    common = {parameter.name for parameter in commands.get_params(context)}
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        is_new = command is commands or parameter.name not in common
        if record is not None and is_new and isinstance(parameter, click.Option):
            yield ".TP"
            yield f"\\fB{escaped(record[0])}\\fP"
            yield escaped(record[1])


def described(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield a command with its options, and each of its commands."""
    usage = " ".join(command.collect_usage_pieces(context))
    yield f".SS {escaped(f'{context.command_path} {usage}')}"
    yield from paragraphs(command.help or "")
    yield from options(command, context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None and not inner.hidden:
                yield from described(inner, click.Context(inner, context, info_name=name))


def rows(name: str, head: str) -> Iterator[str]:
    """Yield each row of the table of a page that begins with this head."""
    page = (FOLDER / name).read_text("utf-8")
    table = page.partition(f"| {head} |")[2].partition("\n\n")[0].split("\n")[2:]
    for row in table:
        first, second = (cell.strip().replace("`", "") for cell in row.strip("|").split("|")[:2])
        yield f".TP\n{escaped(first)}\n{escaped(second)}"


def page() -> str:
    """Return the man page."""
    # With its settings: the help option of a command is made once, and known by both names.
    context = click.Context(commands, info_name="coptui", **commands.context_settings)
    about = inspect.cleandoc(commands.help or "").split("\n\n")[0].rstrip(".")
    lines = [
        ".TH COPTUI 1",
        ".SH NAME",
        escaped(f"coptui - {about[0].lower()}{about[1:]}"),
        ".SH SYNOPSIS",
        f".B coptui\n{escaped(' '.join(commands.collect_usage_pieces(context)))}",
        ".SH DESCRIPTION",
        *paragraphs(commands.help or ""),
        *options(commands, context),
        ".SH COMMANDS",
    ]
    for name in commands.list_commands(context):
        inner = commands.get_command(context, name)
        if inner is not None and not inner.hidden:
            lines += described(inner, click.Context(inner, context, info_name=name))
    for title, name, head in TABLES:
        lines += [f".SH {title}", *rows(name, head)]
    return "\n".join(line for line in lines if line) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
