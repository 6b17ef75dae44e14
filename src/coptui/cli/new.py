"""`coptui new FILE`."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import click

from coptui.cli import output, which_file
from coptui.cli.options import Chosen, Verb, chosen
from coptui.config import folders
from coptui.core.model.sentences import MORE_THAN_ONE_FILE, already_exists
from coptui.errors import ReadOnly, UsageError
from coptui.language import tr
from coptui.store.opening import is_absent, opened, start, upgrade

if TYPE_CHECKING:
    from coptui.whereabouts import Whereabouts


@click.command(cls=Verb, name="new", short_help=tr("Start a new community."))
@click.argument("path_text", metavar="[FILE]", type=click.Path(), required=False)
@click.option(
    "--name",
    help=tr(
        "Say what the community is called. If you leave this out, coptui asks (in a terminal)."
    ),
)
@click.option(
    "--purpose",
    help=tr(
        "Say what it is for, in a line or two. If you leave this out, coptui asks (in a terminal)."
    ),
)
@click.option(
    "--upgrade",
    "upgrades",
    is_flag=True,
    help=tr("Upgrade a community on a server for this version of coptui."),
)
@chosen
def command(
    chosen: Chosen, path_text: str | None, name: str | None, purpose: str | None, upgrades: bool
) -> None:
    """Start a new community in FILE, which must not exist yet.

    Without FILE, it starts the one that coptui opens by default. With the address of a database,
    such as postgresql://host/circles#helpline, it starts one there; see docs/many-hosts.md. With
    --upgrade, one of its owners upgrades an older one there for this version of coptui.
    """
    from coptui.core.model.text import clean
    from coptui.store.new_file import new_community

    if chosen.read_only:
        raise ReadOnly(tr("--read-only writes nothing."), tr("Leave out --read-only to start one."))
    if path_text and chosen.file and path_text != chosen.file:
        raise UsageError(MORE_THAN_ONE_FILE, tr("Give one file: coptui new FILE"))
    places = folders()
    whereabouts = opened(path_text) if path_text else which_file.chosen_community(chosen)[0]
    path = whereabouts.file
    if upgrades:
        _upgrade(chosen, whereabouts)
        return
    if path is not None and not is_absent(whereabouts):
        raise UsageError(
            already_exists(whereabouts.shown),
            tr("Choose another name, or open the one that exists."),
        )
    if name is None and output.interactive():
        name = output.ask(tr("What is the community called?"))
        if name and purpose is None:
            purpose = output.ask(tr("What is it for? (optional)"))
    name = clean(name or "")
    if not name:
        raise UsageError(
            tr("Give the community a name."),
            tr(
                "coptui new {path_text} --name 'Reading circle'",
                path_text=path_text or whereabouts.shown,
            ),
        )
    if path is not None and str(path) == str(places.default_file):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    warning = new_community(path, name, purpose or "") if path is not None else ""
    called = whereabouts.shown
    if path is None:
        start(whereabouts, name, purpose or "")
    chosen.saved = True
    if chosen.json:
        output.records([{"file": whereabouts.address, "name": name}])
    output.say(
        tr(
            "{name} is ready in {called}. To open it: coptui {file}",
            name=name,
            called=called,
            file=shlex.quote(path_text or called),
        )
    )
    output.warn(warning)


def _upgrade(chosen: Chosen, whereabouts: Whereabouts) -> None:
    """Bring a community on a server to this version's layout, and say so."""
    if whereabouts.file is not None:
        raise UsageError(
            tr("{shown} is a file: it needs no upgrade.", shown=whereabouts.shown),
            tr("Open the file as it is."),
        )
    chosen.saved = upgrade(whereabouts)
    if chosen.saved:
        output.say(
            tr(
                "{shown} has been upgraded. Older versions of coptui can no longer open it.",
                shown=whereabouts.shown,
            )
        )
    else:
        output.say(tr("{shown} needs no upgrade.", shown=whereabouts.shown))
