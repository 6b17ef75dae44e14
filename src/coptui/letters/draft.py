"""A draft: every letter of one kind, ready to be looked at and sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.message import EmailMessage
from typing import Protocol

from coptui.core.letters.kinds import LetterKind
from coptui.core.letters.recipients import Recipients, recipients
from coptui.core.letters.template import Letter, LetterTemplate
from coptui.core.letters.veil import Veil, veil_of
from coptui.core.letters.words import LetterScene
from coptui.core.letters.writing import left_alone_but_named, letters
from coptui.core.model.community import Community
from coptui.core.model.labels import label_of
from coptui.core.model.records import Event, Member
from coptui.core.model.sentences import EVENT_GONE
from coptui.core.model.text import clean
from coptui.core.model.typed_days import parse_since
from coptui.errors import UsageError
from coptui.exchange.writers.invitation import invitation
from coptui.exchange.writers.written import stable_id
from coptui.language import tr
from coptui.letters.message import Envelope, message
from coptui.letters.plain import plain
from coptui.reports.meeting import choose_event, minutes_of
from coptui.reports.pages import PAGES
from coptui.reports.words import ReportSource


class LetterSource(ReportSource, Protocol):
    """What a draft is made from; a session is one."""

    @property
    def by(self) -> str: ...
    @property
    def all_groups(self) -> Community: ...


@dataclass(frozen=True)
class DraftLetters:
    """The letters of one kind about one event, or to one list.

    `to` says who gets one and why, and who doesn't. `named` are people who asked for no contact
    and whose name stands in the letters all the same: only their writer can tell.
    """

    community: Community
    kind: LetterKind
    event: Event | None
    to: Recipients
    letters: tuple[Letter, ...]
    key: str
    named: tuple[Member, ...]
    veil: Veil

    def only(self, members: Iterable[int]) -> DraftLetters:
        """Return the draft with the letters to these people alone."""
        some = frozenset(members)
        return replace(self, letters=tuple(one for one in self.letters if one.member in some))

    def why(self, member: int) -> str:
        """Return why someone gets the letter."""
        return next((one.why for one in self.to.get if one.member == member), "")


def draft(
    source: LetterSource,
    kind: LetterKind,
    template: LetterTemplate,
    *,
    event: Event | None = None,
    listed: Sequence[int] | None = None,
    list_name: str = "",
) -> DraftLetters:
    """Return the letters of a kind. Raise UsageError if it can't be written about this event."""
    # An event says itself whose it is: who came from elsewhere gets its letters, too.
    community = source.community if event is None else source.all_groups
    today = source.today
    if event is not None:
        _check(kind, event, source)
    veil = veil_of(community)
    scene = LetterScene(
        community,
        today,
        clean(source.by),
        veil,
        event,
        _page(source, kind, event),
        source.settings.language,
    )
    to = recipients(community, kind, today, source.settings, event=event, listed=listed)
    written = letters(template, scene, to.get)
    return DraftLetters(
        community=community,
        kind=kind,
        event=event,
        to=to,
        letters=written,
        key=_key(kind, event, list_name, today),
        named=tuple(left_alone_but_named(community, (letter.text for letter in written))),
        veil=veil,
    )


def event_for(source: LetterSource, kind: LetterKind, words: str) -> Event | None:
    """Return the event that a letter of this kind is about, by an id, a day or part of its title;
    without words the next or the last one; None for a kind that is about no event."""
    if kind.about == "people":
        return None
    return choose_event(source.community, words, source.today, before=kind.about == "coming")


def _check(kind: LetterKind, event: Event, source: LetterSource) -> None:
    if kind.about == "people":
        raise UsageError(tr('The letter "{name}" isn\'t about an event.', name=kind.name))
    if event.id not in source.all_groups.events:
        raise UsageError(EVENT_GONE)
    if kind.about == "past" and (event.day > source.today or not event.attendance_taken):
        hint = tr("Take attendance first: press r in the full screen, or import it.")
        raise UsageError(
            tr("It isn't recorded yet who came to {name}.", name=label_of(event)), hint
        )
    if kind.about == "coming" and event.day < source.today:
        raise UsageError(
            tr("{name} is over.", name=label_of(event)), tr("Choose an upcoming event.")
        )
    if kind.about == "coming" and event.status == "cancelled":
        raise UsageError(
            tr("{name} is cancelled.", name=label_of(event)),
            tr("Choose an event that is going ahead."),
        )


def _key(kind: LetterKind, event: Event | None, list_name: str, today: date) -> str:
    span = {"month": f"{today:%Y-%m}", "year": f"{today:%Y}", "": ""}[kind.again]
    about = f"events/{event.id}" if event is not None else ""
    named = f"list {clean(list_name).casefold()}" if list_name and event is None else ""
    return " ".join(filter(None, (kind.id, span, about, named)))


def _page(source: LetterSource, kind: LetterKind, event: Event | None) -> str:
    if kind.id == "minutes" and event is not None:
        return plain(minutes_of(_without_those_left_alone(source.all_groups), event, source.today))
    if kind.id in PAGES:
        page = PAGES[kind.id]
        document = page.make(source, parse_since(page.since, source.today))
        if not document.blocks:
            raise UsageError(" ".join(document.hints))
        return plain(document)
    return ""


def _without_those_left_alone(community: Community) -> Community:
    from msgspec.structs import replace as with_members

    members = {
        n: member for n, member in community.members.items() if member.contact_ok is not False
    }
    return with_members(community, members=members)


def messages(
    drafted: DraftLetters, *, sender: str, sender_name: str, at: datetime, number: int
) -> Iterable[tuple[Letter, EmailMessage]]:
    """Yield each letter of a draft with its message, made when its turn comes."""
    about = stable_id(drafted.community, "events", drafted.event.id) if drafted.event else "all"
    mark = f"{drafted.kind.id}.{about}"
    envelope = Envelope(sender, sender_name, at, mark, number)
    for letter in drafted.letters:
        yield letter, message(letter, envelope, _invitation(drafted, letter, sender, at))


def _invitation(drafted: DraftLetters, letter: Letter, sender: str, at: datetime) -> str:
    if not drafted.kind.invites or drafted.event is None or not drafted.event.starts_at:
        return ""
    return invitation(
        drafted.community,
        drafted.event,
        organiser=sender,
        name=letter.name,
        address=letter.address,
        veil=drafted.veil,
        at=at,
    )
