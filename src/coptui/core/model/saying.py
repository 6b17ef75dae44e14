"""One voice for each fact: how it reads on every screen, on the command line and in reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.labels import label_of
from coptui.core.model.records import Action, Channel, Record, Subject
from coptui.core.model.references import TABLE_OF
from coptui.core.model.when import coming_day, span_text
from coptui.language import tr

_LEVELS: Mapping[str, str] = {
    "core": tr("core"),
    "active": tr("active"),
    "peripheral": tr("occasional"),
    "quiet": tr("quiet"),
    "paused": tr("paused"),
    "outside": tr("outside"),
}


def level_name(level: str) -> str:
    """Return a level as it is shown: what the file calls peripheral is occasional."""
    return _LEVELS.get(level, level)


_STAGES: Mapping[str, str] = {
    "potential": tr("first sparks"),
    "coalescing": tr("growing together"),
    "maturing": tr("coming of age"),
    "stewardship": tr("keeping it fresh"),
    "transformation": tr("changing shape"),
}


def stage_name(stage: str) -> str:
    """Return a stage as it is shown: what the file calls potential is first sparks."""
    return _STAGES.get(stage, stage)


def name_of(record: Record | None) -> str:
    """Return what to call a record, by its code if it is confidential; "someone" for none."""
    if record is None:
        return tr("someone")
    return label_of(record)


def person(community: Community, who: int | str | None) -> str:
    """Return a member's name by id, or a name that is written out; "" for None."""
    return name_of(community.members.get(who)) if isinstance(who, int) else who or ""


PREFERS: Mapping[Channel, str] = {
    "call": tr("prefers a call"),
    "mail": tr("prefers e-mail"),
    "chat": tr("prefers chat messages"),
    "in person": tr("prefers to talk in person"),
}
"""How someone wants to be reached."""


def people(community: Community, ids: Iterable[int]) -> str:
    """Return the names of members, in the order of their ids."""
    return ", ".join(person(community, who) for who in ids)


def record_of(community: Community, subject: Subject) -> Record | None:
    """Return the record that a walk or a checklist is about; None for the community, or if it is
    gone."""
    if subject.id is None or subject.kind == "community":
        return None
    return community.table(TABLE_OF[subject.kind]).get(subject.id)


def days_late(action: Action, today: date) -> int:
    """Return how many days ago an open follow-up was due; 0 if it isn't late."""
    if action.state != "open" or action.due_on is None:
        return 0
    return max(0, (today - action.due_on).days)


def due(action: Action, today: date) -> str:
    """Return when a follow-up is due: "3 weeks late", "due today", "due Fri"; "" without a day."""
    if action.due_on is None:
        return ""
    late = days_late(action, today)
    return (
        tr("{span} late", span=span_text(late))
        if late
        else tr("due {day}", day=coming_day(action.due_on, today))
    )


def owner_and_due(community: Community, action: Action, today: date) -> str:
    """Return who does a follow-up and when it is due: "Farah Aziz, due Fri"."""
    return ", ".join(filter(None, (person(community, action.owner), due(action, today))))
