"""Letters from a template: one a person; what was sent is noted as an edit. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from coptui.core.letters.kinds import LetterKind
from coptui.core.letters.recipients import Recipient
from coptui.core.letters.template import Letter, LetterTemplate, filled_line, filled_text
from coptui.core.letters.words import LetterScene, words_for
from coptui.core.model.changes import Change
from coptui.core.model.community import AllGroups, Community
from coptui.core.model.counting import counted
from coptui.core.model.edits import Edit, update
from coptui.core.model.labels import label_of
from coptui.core.model.records import Event, LetterSent, Member
from coptui.core.model.text import clean
from coptui.core.people.removal import names_of


def letters(
    template: LetterTemplate, scene: LetterScene, to: Iterable[Recipient]
) -> tuple[Letter, ...]:
    """Return one letter for each person."""
    return tuple(_letter(template, scene, recipient) for recipient in to)


def _letter(template: LetterTemplate, scene: LetterScene, recipient: Recipient) -> Letter:
    member = scene.community.members[recipient.member]
    words = words_for(scene, member)
    return Letter(
        member=member.id,
        name=clean(member.name),
        address=recipient.address,
        subject=filled_line(template.subject, words),
        text=filled_text(template.text, words),
    )


def left_alone_but_named(community: Community, texts: Iterable[str]) -> list[Member]:
    """Return whoever asked for no contact and is named by what people wrote in these letters."""
    alone = [member for member in community.members.values() if member.contact_ok is False]
    # Short names are found in every text.
    names = {member.id: [n for n in names_of(member, community) if len(n) > 2] for member in alone}
    whole = "\n".join(dict.fromkeys(texts))
    return [member for member in alone if any(_is_in(name, whole) for name in names[member.id])]


def _is_in(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def noted(
    community: AllGroups,
    kind: LetterKind,
    event: Event | None,
    members: Sequence[int],
    on: date,
) -> Edit:
    """Note on each person that they were sent a letter.

    Empty if all of it is noted already.
    """
    sent = LetterSent(on=on, kind=kind.id, event=event.id if event is not None else None)
    changes: list[Change] = []
    for member_id in members:
        member = community.members.get(member_id)
        if member is not None and sent not in member.letters:
            changes += update(member, replace(member, letters=(*member.letters, sent))).changes
    return Edit(_sent(kind, event, len(changes)), tuple(changes))


def _sent(kind: LetterKind, event: Event | None, people: int) -> str:
    """Return what the history calls it: `invitation to Community call sent to 12 people`."""
    if event is None:
        return counted(
            people,
            "{letter} sent to {count} person",
            "{letter} sent to {count} people",
            letter=kind.name,
        )
    if kind.invites:
        return counted(
            people,
            "{letter} to {event} sent to {count} person",
            "{letter} to {event} sent to {count} people",
            letter=kind.name,
            event=label_of(event),
        )
    return counted(
        people,
        "{letter} for {event} sent to {count} person",
        "{letter} for {event} sent to {count} people",
        letter=kind.name,
        event=label_of(event),
    )
