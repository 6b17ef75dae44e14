"""How much of the work rests on the coordinators."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from statistics import fmean

from coptui.core.meetings.occasions import occasions, within
from coptui.core.model.community import Community
from coptui.core.model.confidential import masked
from coptui.core.model.counting import counted, forms, percent
from coptui.core.model.records import Action, Window
from coptui.core.model.saying import name_of, people
from coptui.core.model.settings import Settings
from coptui.core.model.text import fold
from coptui.core.people.days_in_words import short
from coptui.core.people.giving import leaders
from coptui.core.people.roles import is_organiser
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.lines.topics import is_open, known_topics
from coptui.evidence.wording import clauses, event_row, few, no_data, to_record, topic_row
from coptui.language import tr

LOAD = "coordinator_load"


def coordinator_load(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return the mean of four shares that coordinators and staff carry, in percent.

    Events led, follow-ups owned, topics looked after, conversations held; leave out a share of
    which nothing is recorded.
    """
    if not any(is_organiser(member, window.to) for member in community.members.values()):
        return no_data(LOAD, to_record(tr("record who coordinates")))
    carried = _Carried(community)
    kinds = {
        "led": carried.led(window),
        "owned": carried.owned(window),
        "stewarded": carried.stewarded(window),
        "touched": carried.touched(window),
    }
    known = {name: (rows, whole) for name, (rows, whole) in kinds.items() if whole}
    n = sum(whole for _, whole in known.values())
    if not known:
        return no_data(
            LOAD, to_record(tr("record who leads, does follow-ups and looks after topics"))
        )
    shares = {name: 100 * len(rows) / whole for name, (rows, whole) in known.items()}
    mean = fmean(shares.values())
    return Evidence(
        LOAD,
        mean,
        _said(known, mean, n >= settings.few_people),
        n=n,
        rows=tuple(row for rows, _ in known.values() for row in rows),
        confidence=few(n, settings, forms("{count} record", "{count} records")),
        figures={
            "led": shares.get("led"),
            "owned": shares.get("owned"),
            "stewarded": shares.get("stewarded"),
            "touched": shares.get("touched"),
        },
    )


def _said(known: dict[str, tuple[list[EvidenceRow], int]], mean: float, many: bool) -> str:
    """Return "2 of 15 events, 3 of 4 follow-ups", with the mean of these shares from 20 records on."""
    each = (
        counted(whole, *_COUNTED[name], done=len(rows)) for name, (rows, whole) in known.items()
    )
    return clauses(
        ", ".join(each), tr("{percent} on average", percent=percent(mean)) if many else ""
    )


_COUNTED = {
    "led": forms("{done} of {count} event", "{done} of {count} events"),
    "owned": forms("{done} of {count} follow-up", "{done} of {count} follow-ups"),
    "stewarded": forms("{done} of {count} topic", "{done} of {count} topics"),
    "touched": forms("{done} of {count} conversation", "{done} of {count} conversations"),
}
"""What coordinators and staff did, of how many in all."""


class _Carried:
    """Who carries what: the rows of what coordinators or staff carry, and how much there is in all."""

    def __init__(self, community: Community) -> None:
        self.community = community
        self.by_name: dict[str, int] = {}
        for _, member in sorted(community.members.items()):
            for name in (member.name, *member.aliases):
                self.by_name.setdefault(fold(name), member.id)

    def member(self, member_id: int | str | None) -> int | None:
        """Return the member with an id or a written name; None if it isn't a member's."""
        number = self.by_name.get(fold(member_id)) if isinstance(member_id, str) else member_id
        return number if number in self.community.members else None

    def organisers(self, whom: Iterable[int], on: date) -> str:
        """Return the names of those who coordinate or are staff on a day; "" if none does."""
        members = self.community.members
        found = [
            member_id
            for member_id in whom
            if member_id in members and is_organiser(members[member_id], on)
        ]
        return people(self.community, found)

    def led(self, window: Window) -> tuple[list[EvidenceRow], int]:
        rows, whole = [], 0
        for event in within(occasions(self.community).held, window.from_, window.to):
            found = leaders(event)
            whole += bool(found)
            if names := self.organisers(found, event.day):
                rows.append(event_row(event, window.to, tr("led by {names}", names=names)))
        return rows, whole

    def owned(self, window: Window) -> tuple[list[EvidenceRow], int]:
        rows, whole = [], 0
        for action in self.community.actions.values():
            owner = self.member(action.owner)
            if owner is None or not _counts(action, window):
                continue
            whole += 1
            if names := self.organisers((owner,), window.to):
                rows.append(
                    EvidenceRow(
                        "actions",
                        action.id,
                        masked(self.community, action.text),
                        tr("to be done by {names}", names=names),
                    )
                )
        return sorted(rows, key=_id), whole

    def stewarded(self, window: Window) -> tuple[list[EvidenceRow], int]:
        rows, whole = [], 0
        for topic in known_topics(self.community, window.to):
            if not topic.stewards or not is_open(topic, window.to):
                continue
            whole += 1
            if names := self.organisers(topic.stewards, window.to):
                rows.append(topic_row(topic, tr("looked after by {names}", names=names)))
        return sorted(rows, key=_id), whole

    def touched(self, window: Window) -> tuple[list[EvidenceRow], int]:
        rows, whole = [], 0
        for touch in self.community.touches.values():
            by = self.member(touch.by)
            if by is None or touch.on is None or not window.from_ <= touch.on <= window.to:
                continue
            whole += 1
            if names := self.organisers((by,), touch.on):
                whom = people(self.community, touch.members) or name_of(None)
                why = tr("spoken to {day}, by {names}", day=short(touch.on, window.to), names=names)
                rows.append(EvidenceRow("touches", touch.id, whom, why))
        return sorted(rows, key=_id), whole


def _counts(action: Action, window: Window) -> bool:
    """Return whether a follow-up was open at the end of the window or done in it."""
    if action.state == "dropped" or (action.created_on and action.created_on > window.to):
        return False
    if action.state == "open":
        return True
    return action.done_on is not None and action.done_on >= window.from_


def _id(row: EvidenceRow) -> int:
    return row.id


ORDER = 80
LINES = (
    EvidenceLine(
        LOAD,
        tr("coordinators' load"),
        tr(
            "How much of the work coordinators and staff do: their average share of "
            "the events led, the follow-ups, the open topics looked after and the "
            "conversations held in the period. People who aren't members are left "
            "out."
        ),
        "down",
        "days",
        coordinator_load,
        needs=tr(
            "who coordinates, leads events, does follow-ups, looks after topics and "
            "speaks to people"
        ),
        base=tr("events, follow-ups, topics and conversations with a person recorded"),
        silent=tr("no one has the role coordinator or staff, or none of this work is recorded"),
        source="coptui",
        unit="%",
        words=(tr("higher"), tr("lower")),
        figures=(
            ("led", tr("% of the events that coordinators or staff led or helped to lead")),
            (
                "owned",
                tr(
                    "of the follow-ups open or done in the period, the % that coordinators or staff do"
                ),
            ),
            (
                "stewarded",
                tr(
                    "of the open topics that someone looks after, the % that coordinators or "
                    "staff look after"
                ),
            ),
            ("touched", tr("% of the conversations that coordinators or staff held")),
        ),
    ),
)
