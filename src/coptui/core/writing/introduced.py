"""An introduction, from which on people know each other. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from coptui.core.model.changes import Change
from coptui.core.model.community import AllGroups
from coptui.core.model.edits import NEW, Edit, update
from coptui.core.model.labels import label_of
from coptui.core.model.records import Member, Touch, document
from coptui.language import tr


def introduced(met: Touch, community: AllGroups) -> Edit:
    """Add an introduction, from which on those people know each other."""
    changes = [Change("touches", NEW, None, document(met))]
    people = [community.members[number] for number in met.members if number in community.members]
    for member in people:
        new = [other.id for other in people if other.id not in (member.id, *member.knows)]
        changes += update(member, replace(member, knows=(*member.knows, *new))).changes
    return Edit(tr("introduction of {people}", people=_named(people)), tuple(changes))


def _named(people: Sequence[Member]) -> str:
    """Return "Ann and Beth", "Ann, Beth and Cem"."""
    *names, last = map(label_of, people)
    return tr("{names} and {last}", names=", ".join(names), last=last) if names else last
