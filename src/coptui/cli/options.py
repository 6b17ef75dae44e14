"""What every command takes, before or after its name: the file, the day, JSON, read-only."""

from __future__ import annotations

from inspect import cleandoc
from typing import TYPE_CHECKING, Any

import click
import msgspec

from coptui.config import Folders, chosen_day
from coptui.errors import UsageError
from coptui.language import tr, translated

if TYPE_CHECKING:
    from coptui.store.own_files import HeldFolder


class Chosen(msgspec.Struct):
    """The choices made by options; `file`, `group` and `today` as typed, None if not given.

    `saved` records what the command saved, so that its end is reported truly; `sandbox` are the
    folders of a session that keeps nothing, `held` the own checklists of servers that were opened, by address.
    """

    file: str | None = None
    group: str | None = None
    today: str | None = None
    json: bool = False
    read_only: bool = False
    restricted: bool = False
    saved: bool = False
    sandbox: Folders | None = None
    held: dict[str, HeldFolder] = msgspec.field(default_factory=dict)


chosen = click.make_pass_decorator(Chosen, ensure=True)
"""Hands a command the choices as its first argument."""


def _keep(context: click.Context, option: click.Parameter, value: Any) -> None:
    if option.name == "today" and value is not None:
        chosen_day(value)
    if value not in (None, False) and option.name:
        setattr(context.ensure_object(Chosen), option.name, value)


def group_option() -> click.Option:
    """Return the option that limits a command to one group."""
    return click.Option(
        ["--group"],
        metavar="NAME",
        expose_value=False,
        callback=_keep,
        help=tr("Show only this group, such as a chapter or a desk."),
    )


def shared() -> list[click.Parameter]:
    """Add the options that work before and after every command."""
    return [
        click.Option(
            ["-f", "--file", "file"],
            metavar="FILE",
            type=click.Path(),
            expose_value=False,
            callback=_keep,
            help=tr("Open this community file."),
        ),
        click.Option(
            ["--today"],
            metavar="DATE",
            expose_value=False,
            callback=_keep,
            help=tr("Show everything as it was on this day, such as 2026-03-14."),
        ),
        click.Option(
            ["--json"],
            is_flag=True,
            expose_value=False,
            callback=_keep,
            help=tr("Print the result as JSON."),
        ),
        click.Option(
            ["--read-only"],
            is_flag=True,
            expose_value=False,
            callback=_keep,
            help=tr("Only read; change nothing."),
        ),
    ]


def restricted() -> click.Option:
    """Add the option of the full screen for an account that may do nothing else."""
    return click.Option(
        ["--restricted"],
        is_flag=True,
        expose_value=False,
        callback=_keep,
        help=tr("Allow only the full screen and this one file: no import, export or other files."),
    )


class Formatter(click.HelpFormatter):
    """Writes help with headings in the language of the program."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or tr("Usage:") + " ")

    def write_heading(self, heading: str) -> None:
        headings = {"Options": tr("Options"), "Commands": tr("Commands")}
        super().write_heading(headings.get(heading, heading))


class Context(click.Context):
    """A context whose help is in the language of the program."""

    formatter_class = Formatter


def _written_out(arguments: list[str]) -> list[str]:
    """Return arguments with `-f FILE` as `--file FILE`.

    For a short option, click first looks for a long one of that name and lists similar ones when
    there is none: that takes longer than all other parsing.
    """
    own = arguments.index("--") if "--" in arguments else len(arguments)
    written = list(arguments)
    for place in range(own - 1):
        # After another option it may be the value of that one.
        if arguments[place] == "-f" and not (place and arguments[place - 1].startswith("-")):
            written[place] = "--file"
    return written


class _Spoken(click.Command):
    """A command whose help, its docstring, is in the language of the program."""

    context_class = Context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help = translated(cleandoc(self.help)) if self.help else None

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        return super().parse_args(ctx, _written_out(args))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = tr("Show this message and exit.")
        return option


class Verb(_Spoken):
    """A command that takes the shared options after its own; one that can be of a group, `--group` too."""

    def __init__(self, *args: Any, of_a_group: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.of_a_group = of_a_group
        self.params.extend(shared())
        if of_a_group:
            self.params.append(group_option())

    def invoke(self, ctx: click.Context) -> Any:
        if ctx.ensure_object(Chosen).group and not self.of_a_group:
            raise UsageError(
                tr(
                    "`{command}` always works on the whole community.",
                    command=ctx.command_path,
                ),
                tr("Run it without --group."),
            )
        return super().invoke(ctx)


class VerbGroup(_Spoken, click.Group):
    """A group of commands with the shared options; its commands are verbs."""

    command_class = Verb

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(shared())
