"""`coptui groups`."""

from __future__ import annotations

import click

from coptui.cli import output, which_file
from coptui.cli.options import Chosen, Verb, chosen
from coptui.core.model.sentences import NO_GROUPS, USE_ONE
from coptui.errors import UsageError
from coptui.language import tr


@click.command(
    cls=Verb, name="groups", of_a_group=True, short_help=tr("List the groups, or move someone.")
)
@click.argument("name", metavar="[PERSON | GROUP]...", nargs=-1)
@click.option("--to", metavar="GROUPS", help=tr("Put PERSON into these groups, separated by commas, and into no others."))  # fmt: skip
@click.option("--rename", metavar="NAME", help=tr("Give the group a new name."))
@chosen
def command(chosen: Chosen, name: tuple[str, ...], to: str | None, rename: str | None) -> None:
    """List the groups, such as chapters, circles or desks: name, people, next event and its date.

    `coptui groups ann lee --to 'Porto desk'` moves someone: they leave the groups they were
    in and join the new one today. With --to '' they leave them all. `coptui groups porto desk --rename 'Porto circle'` renames
    a group wherever it is named: in people, events and answered checklists. To see one group alone, add --group NAME to any
    command that shows people, events, evidence or reports.
    """
    if rename is not None:
        _rename(chosen, " ".join(name), rename, to)
        return
    if name:
        if to is None:
            raise UsageError(
                tr("What should be done with {name!r}?", name=" ".join(name)),
                tr(
                    "To move someone, add --to 'GROUP' (or --to '' for no group). To rename a group, add --rename 'NAME'."
                ),
            )
        _move(chosen, " ".join(name), to)
        return
    if to is not None:
        raise UsageError(tr("Who should be moved?"), tr("Give their name before --to."))
    _list(chosen)


def _list(chosen: Chosen) -> None:
    from coptui.core.model.groups import groups_on
    from coptui.core.model.saying import name_of

    groups = groups_on(which_file.community(chosen), which_file.today(chosen))
    rows = [
        {
            "group": group.name,
            "people": len(group.members),
            "next": name_of(group.next_event) if group.next_event else "",
            "day": group.next_event.day.isoformat() if group.next_event else "",
        }
        for group in groups
    ]
    if chosen.json:
        output.records(rows)
        return
    for row in rows:
        output.cells(*map(str, row.values()))
    if not rows:
        output.say(NO_GROUPS)


def _rename(chosen: Chosen, name: str, new: str, to: str | None) -> None:
    from coptui.core.model.groups import group_called, renamed
    from coptui.core.model.text import clean

    if to is not None:
        raise UsageError(tr("--to and --rename can't be used together."), USE_ONE)
    if not name:
        raise UsageError(tr("Which group?"), tr("Give the group's present name before --rename."))
    session = which_file.session(chosen, writing=True)
    old = group_called(session.all_groups, name)
    session.edit(renamed(session.all_groups, old, new))
    session.close()
    output.say(tr("The group {old} is now called {name}.", old=old, name=clean(new)))


def _move(chosen: Chosen, name: str, to: str) -> None:
    from coptui.core.finding.search import one
    from coptui.core.lists.many import change_all

    session = which_file.session(chosen, writing=True)
    hit = one(session.all_groups, name, tables=("members",))
    edit, said = change_all(
        session.all_groups, "members", [hit.id], tr("Groups: {to}", to=to), session.today
    )
    session.edit(edit)
    session.close()
    output.say(f"{hit.name}, {said}.")
