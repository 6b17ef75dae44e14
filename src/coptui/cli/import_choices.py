"""What the options of `coptui import` choose: which event it was, and who is who."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coptui.core.model.counting import counted
from coptui.errors import UsageError
from coptui.language import tr

if TYPE_CHECKING:
    from coptui.core.model.community import Community
    from coptui.exchange.planning.plan import ImportChoices
    from coptui.exchange.tables.found import Found


def choices_of(
    community: Community,
    content: Found,
    event: str | None,
    assignments: tuple[str, ...],
    take_new: bool,
) -> ImportChoices:
    from coptui.core.finding.search import one
    from coptui.core.model.text import fold
    from coptui.exchange.planning.identity import address_key, who_key
    from coptui.exchange.planning.plan import ImportChoices, everybody
    from coptui.exchange.tables.found import FoundPerson

    events: dict[int, Any] = {}
    if event is not None:
        if len(content.events) > 1:
            raise UsageError(
                tr(
                    "The file has {events}, so --event can't say which one is meant.",
                    events=counted(len(content.events), "{count} event", "{count} events"),
                ),
                tr("Leave out --event: each event is found by its date."),
            )
        events[0] = "new" if event == "new" else _event(community, event)
    people: dict[str, Any] = {}
    for text in assignments:
        name, sign, person = text.partition("=")
        person = person.strip()
        if not sign or not name.strip() or not person:
            raise UsageError(
                tr("--who {text!r} doesn't say which person the name belongs to.", text=text),
                tr("Write 'NAME IN THE FILE=PERSON'."),
            )
        choice = person if person in ("new", "ignore") else one(community, person).id
        for key in (who_key(FoundPerson(name=name)), address_key(name)):
            people[key] = choice
        # A row that has an address, too, is known by that.
        for found_person in everybody(content):
            if fold(found_person.name) == fold(name):
                people.setdefault(who_key(found_person), choice)
    return ImportChoices(people=people, events=events, take_new=take_new)


def _event(community: Community, text: str) -> int:
    from coptui.core.finding.search import one

    if text.isdecimal() and int(text) in community.events:
        return int(text)
    return one(community, text, tables=("events",)).id
