"""The words that a letter may hold: one row a word, and nothing that has no row. Pure.

What a word holds comes through `fit_to_leave`, so that a field without a mark for it stays away;
confidential events and topics go by their code; no one is named who asked for no contact, or to be
in no directory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from coptui.core.letters.veil import Veil
from coptui.core.meetings.rating import asked_in_lines
from coptui.core.meetings.yearly import yearly_in_lines
from coptui.core.model.community import Community
from coptui.core.model.labels import label_of
from coptui.core.model.records import Event, Member
from coptui.core.model.when import full_day
from coptui.core.model.zones import clock, clock_there, place_of
from coptui.core.views.privacy import fit_to_leave
from coptui.language import tr


class LetterScene(NamedTuple):
    """What a letter is about: the community, the event if there is one, and who writes it.

    `page` is a text made elsewhere, such as the minutes; it holds only what may leave already.
    `veil` goes over everything but the name of whoever gets the letter.
    """

    community: Community
    today: date
    writer: str
    veil: Veil
    event: Event | None = None
    page: str = ""
    language: str = ""


def words_for(scene: LetterScene, member: Member) -> Mapping[str, str]:
    """Return what every word holds in a letter to someone."""
    person = fit_to_leave(member)
    held = {word: holds(scene, person) for word, holds in WORDS.items()}
    return {name: text if name in OF_RECIPIENT else scene.veil(text) for name, text in held.items()}


def may_be_named(member: Member) -> bool:
    """Return whether someone may be named in a letter to others."""
    return member.contact_ok is not False and member.consent.directory is not False


def _first_name(scene: LetterScene, member: Member) -> str:
    return member.name.split(" ")[0] if " " in member.name else member.name


def _community(scene: LetterScene, member: Member) -> str:
    return fit_to_leave(scene.community.profile).name


def _event(scene: LetterScene, member: Member) -> str:
    return label_of(fit_to_leave(scene.event)) if scene.event is not None else ""


def _day(scene: LetterScene, member: Member) -> str:
    event = scene.event
    return _day_in(scene.language, event.day) if event is not None and event.starts_at else ""


def _time(scene: LetterScene, member: Member) -> str:
    event = scene.event
    if event is None or not event.starts_at:
        return ""
    begins = clock(scene.community, event)
    ends = clock(scene.community, event, event.ends_at) if event.ends_at else ""
    there = clock_there(scene.community, event)
    time = f"{begins}–{ends}" if begins and ends else begins
    if not there:
        return time
    return tr(
        "{time} ({time_there} in {place})",
        time=time,
        time_there=there,
        place=place_of(event.time_zone),
    )


def _day_in(language: str, day: date) -> str:
    """Return `Mon 30 Nov 2026`, in another language as CLDR has it: `Montag, 30. November 2026`."""
    if language in ("", "en"):
        return full_day(day)
    from babel import UnknownLocaleError
    from babel.dates import format_date

    try:
        return format_date(day, "full", locale=language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return full_day(day)


def _of_open_event(scene: LetterScene, field: str) -> str:
    """Return a text of the event; "" if it is confidential."""
    if scene.event is None or scene.event.confidential:
        return ""
    return str(getattr(fit_to_leave(scene.event), field))


def _place(scene: LetterScene, member: Member) -> str:
    return _of_open_event(scene, "place")


def _link(scene: LetterScene, member: Member) -> str:
    return _of_open_event(scene, "url")


def _agenda(scene: LetterScene, member: Member) -> str:
    return _of_open_event(scene, "agenda")


def _notes(scene: LetterScene, member: Member) -> str:
    return _of_open_event(scene, "notes_url")


def _topics(scene: LetterScene, member: Member) -> str:
    if scene.event is None or scene.event.confidential:
        return ""
    topics = (scene.community.topics.get(number) for number in scene.event.topics)
    return "\n".join(f"- {label_of(fit_to_leave(topic))}" for topic in topics if topic is not None)


def _questions(scene: LetterScene, member: Member) -> str:
    return asked_in_lines(fit_to_leave(scene.community.profile))


def _checklist(scene: LetterScene, member: Member) -> str:
    return yearly_in_lines(scene.language)


def _hosts(scene: LetterScene, member: Member) -> str:
    if scene.event is None or scene.event.confidential:
        return ""
    return _names(scene.community, (*scene.event.hosts, *scene.event.speakers))


def _buddy(scene: LetterScene, member: Member) -> str:
    return _names(scene.community, () if member.buddy is None else (member.buddy,))


def _names(community: Community, ids: Iterable[int]) -> str:
    members = (community.members.get(number) for number in dict.fromkeys(ids))
    return ", ".join(
        fit_to_leave(member).name for member in members if member and may_be_named(member)
    )


WORDS: Mapping[str, Callable[[LetterScene, Member], str]] = {
    "name": lambda scene, member: member.name,
    "first_name": _first_name,
    "community": _community,
    "writer": lambda scene, member: scene.writer,
    "event": _event,
    "day": _day,
    "time": _time,
    "place": _place,
    "link": _link,
    "agenda": _agenda,
    "topics": _topics,
    "hosts": _hosts,
    "questions": _questions,
    "checklist": _checklist,
    "notes": _notes,
    "buddy": _buddy,
    "page": lambda scene, member: scene.page,
    "purpose": lambda scene, member: fit_to_leave(scene.community.profile).purpose,
}
"""What each word in braces holds in a letter; docs/letters.md says it to those who write templates."""
OF_RECIPIENT = frozenset({"name", "first_name"})
