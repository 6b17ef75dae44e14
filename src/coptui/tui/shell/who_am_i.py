"""Who writes: a member of the community, or someone who becomes one."""

from __future__ import annotations

from functools import partial

from coptui.core.finding.search import find
from coptui.core.model.edits import create, with_fields
from coptui.core.model.no_names import check_name
from coptui.core.model.records import Member
from coptui.core.model.text import fold
from coptui.errors import UsageError
from coptui.language import tr
from coptui.tui.shell.asking import Then, yes_or_no
from coptui.tui.shell.groups import OnScreen


async def ask_who(screen: OnScreen) -> None:
    """Ask for my name in the list of members, or a new one; what I did before stays mine to undo."""
    desk = screen.desk

    async def keep(name: str) -> Then | None:
        community = screen.session.all_groups
        hits = find(community, name, limit=2, tables=("members",))
        exact = [hit for hit in hits if fold(hit.name) == fold(name)]
        if len(hits) > 1 and not exact:
            raise UsageError(
                tr("Several members match: {name} and others.", name=hits[0].name),
                tr("Tab completes a name."),
            )
        hit = next(iter(exact or hits), None)
        if hit is None:
            check_name(name)
        me = hit.name if hit is not None else name
        desk.call_me(me)
        screen.say(tr("You are now {me}. You can still undo what you did before.", me=me))
        return None if hit is not None else partial(_offer_to_add, screen, me)

    await screen.ask(
        tr("Who are you?"),
        keep,
        initial=screen.session.by,
        replaces=True,
        hint=tr("Your name as a member, or a new one; Tab completes it."),
        completes="members",
    )


async def _offer_to_add(screen: OnScreen, name: str) -> None:
    async def go() -> None:
        member = with_fields(Member(joined_on=screen.session.today), {"name": name})
        await screen.save(create(member), tr("{name} is now a member; press u to undo.", name=name))

    await screen.desk.go.open(yes_or_no(tr("Add {name} to the members?", name=name), go))
