"""`coptui find WORDS`."""

from __future__ import annotations

import click

from coptui.cli import output, which_file
from coptui.cli.options import Chosen, Verb, chosen
from coptui.core.model.saying import level_name
from coptui.core.model.sentences import NO_MATCH
from coptui.language import tr


@click.command(
    cls=Verb,
    name="find",
    of_a_group=True,
    short_help=tr("Find people, topics, events and library items."),
)
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=50,
    show_default=True,
    help=tr("Show at most this many results."),
)
@chosen
def command(chosen: Chosen, words: tuple[str, ...], limit: int) -> None:
    """Find people, topics, events, library items and questions by any part of a name, other name,
    employer or interest.

    It prints kind, id, name, level and date, separated by tabs. The date is when a person was
    last seen, when a topic last came up, or when an event takes place. For a
    library item, it is when someone last looked at it; for a question, when it was asked. What is
    only spelt nearly so has "nearly" behind it.
    """
    from coptui.core.finding.search import find
    from coptui.core.lists.last_times import last_seen, last_up

    today = which_file.today(chosen)
    community = which_file.community(chosen)
    hits = find(community, " ".join(words).lstrip("@#"), limit=limit)
    rows = []
    standings = None
    for hit in hits:
        level, seen = "", None
        if hit.table == "members":
            if standings is None:
                from coptui.core.model.settings import settings_of
                from coptui.core.people.levels_of_some import standings_of

                people = [hit.id for hit in hits if hit.table == "members"]
                settings = settings_of(community.profile)
                standings = standings_of(community, people, today, settings)
            standing = standings[hit.id]
            level = standing.level or ""
            seen = last_seen(community, hit.id)
        elif hit.table == "topics":
            seen = last_up(community, community.topics[hit.id], today)
        elif hit.table == "library":
            seen = community.library[hit.id].looked_on
        elif hit.table == "questions":
            seen = community.questions[hit.id].asked_on
        elif community.events[hit.id].starts_at:
            seen = community.events[hit.id].day
        kind = hit.table.removesuffix("s")
        nearly = hit.why if hit.is_nearly else ""
        rows.append((kind, hit.id, hit.name, level, seen.isoformat() if seen else "", nearly))
    if chosen.json:
        names = ("kind", "id", "name", "level", "last_seen")
        output.records(
            {key: value if value != "" else None for key, value in zip(names, row, strict=False)}
            | {"nearly": bool(row[-1])}
            for row in rows
        )
        return
    for kind, number, name, level, day, nearly in rows:
        output.cells(kind, str(number), name, level_name(level), day, *filter(None, [nearly]))
    if not rows:
        output.say(NO_MATCH)
