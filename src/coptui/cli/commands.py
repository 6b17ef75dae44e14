"""The command `coptui`: a first word that names a command is a command, anything else is a file."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, Any, cast

import click

from coptui import __version__
from coptui.cli.options import Chosen, VerbGroup, group_option, restricted
from coptui.cli.verbs import VERBS
from coptui.errors import UsageError
from coptui.language import tr

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class Commands(VerbGroup):
    """Loads a command's module when it is named, and opens anything else as a file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params += [group_option(), restricted()]

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        found: click.Command = import_module(f"coptui.cli.{module}").command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        named_command = self.get_command(ctx, args[0])
        if named_command is not None:
            if ctx.ensure_object(Chosen).restricted:
                raise UsageError(
                    tr(
                        "--restricted can only be used with the full screen, not with the command {name!r}.",
                        name=args[0],
                    ),
                    tr("To open a file of that name, use ./{name}", name=args[0]),
                )
            return args[0], named_command, args[1:]
        from coptui.cli.full_screen import command

        return "FILE", command, args

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        # Files first: for them bash takes back what it was given before.
        return [CompletionItem(incomplete, type="file"), *super().shell_complete(ctx, incomplete)]


@click.group(
    cls=Commands,
    name="coptui",
    invoke_without_command=True,
    subcommand_metavar="[FILE | COMMAND ...]",
    epilog=(
        tr(
            "The first word is a command or else a file (write ./find for a file called "
            "find). If you give no file, coptui opens the one named by $COPTUI_FILE, otherwise "
            "the one in config.yaml, otherwise community.json in your data folder."
        )
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(__version__, prog_name="coptui", help=tr("Show the version and exit."))
def commands() -> int | None:
    """For people who cultivate communities of practice.

    Without a command, coptui opens the full screen.
    """
    context = click.get_current_context()
    if context.invoked_subcommand is not None:
        return None
    from coptui.cli.full_screen import command

    return cast("int", context.invoke(command))
