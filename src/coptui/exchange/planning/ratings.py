"""Answers to a rating become ratings of their event: without a name, and each once.

An event keeps a mark of each answer that it took, apart from the ratings and in an order of its
own: the same mail or row is known again, and nothing ties it to what was answered.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from hashlib import blake2b

import msgspec
from msgspec.structs import replace

from coptui.core.meetings.occasions import is_outside
from coptui.core.model.labels import label_of
from coptui.core.model.records import Event, PulseEntry, Rater, YearlyAnswers
from coptui.core.model.text import clean
from coptui.core.people.roles import holds_role
from coptui.exchange.planning.as_stored import LINE
from coptui.exchange.planning.gathering import Gathering
from coptui.exchange.planning.planned import Left, Meeting, Rated
from coptui.exchange.tables.found import Found, FoundRating
from coptui.language import tr

FELT = ("excitement", "relevance", "value")
YEARLY = "members' checklist"
NO_EVENT = tr("an answer about an event that isn't here")
NOT_YET = tr("an answer about an event that is still to come")


def rate(
    gathering: Gathering, content: Found, meetings: list[Meeting]
) -> tuple[tuple[Rated, ...], list[Left]]:
    """Add answers to the ratings of their events; if the file names none, someone chooses the event."""
    yearly = [rating for rating in content.ratings if rating.yearly]
    if yearly:
        others = replace(content, ratings=tuple(r for r in content.ratings if not r.yearly))
        rated, left = rate(gathering, others, meetings) if others.ratings else ((), [])
        return (*rated, _of_the_year(gathering, yearly)), left
    if content.kind != "ratings":
        return _rated(gathering, content.ratings)
    choice = gathering.choices.events.get(0)
    if not isinstance(choice, int) or choice not in gathering.community.events:
        which = Meeting(0, 0, "", "", "open", tr("the file doesn't say which event it is about"))
        meetings.append(which)
        return (), []
    event = gathering.community.events[choice]
    meetings.append(
        Meeting(
            0,
            0,
            "",
            event.starts_at,
            "known",
            tr("your choice"),
            event=choice,
            here=len(event.there),
        )
    )
    return _rated(gathering, content.ratings, chosen=choice)


def _rated(
    gathering: Gathering, ratings: Iterable[FoundRating], *, chosen: int | None = None
) -> tuple[tuple[Rated, ...], list[Left]]:
    """Add answers to their events, or to the `chosen` one if a file names none; return what was
    added to each, and what wasn't."""
    by_event: dict[int, list[FoundRating]] = {}
    left: list[Left] = []
    for rating in ratings:
        number = _event_of(gathering, rating) if rating.uid else chosen
        if number is None:
            left.append(Left(rating.line, "", NO_EVENT))
        elif gathering.event(number).day > gathering.today:
            left.append(Left(rating.line, "", NOT_YET))
        else:
            by_event.setdefault(number, []).append(rating)
    return tuple(_of_event(gathering, *each) for each in by_event.items()), left


def raters_unsaid(ratings: Iterable[FoundRating]) -> bool:
    """Return whether nothing says who gave these answers: members, or guests."""
    return any(not rating.rater and not rating.sender for rating in ratings)


def _event_of(gathering: Gathering, rating: FoundRating) -> int | None:
    known = gathering.known_uids.get(rating.uid, [])
    return known[0] if len(known) == 1 else None


def _of_event(gathering: Gathering, number: int, ratings: list[FoundRating]) -> Rated:
    event = gathering.event(number)
    before = set(event.answers_taken)
    marks = {mark_of(event, rating.origin): rating for rating in ratings}
    new = {
        mark: rating
        for mark, rating in marks.items()
        # No one can tell any more which rating came from an earlier answer, so it stays.
        if before.isdisjoint((mark, *(mark_of(event, origin) for origin in rating.earlier)))
    }
    entries = [_entry(gathering, event, rating) for rating in new.values()]
    if new:
        gathering.events[number] = replace(
            event,
            # Sorted by what they say and by their marks: neither order is that of the mails.
            pulse=(*event.pulse, *sorted(entries, key=msgspec.json.encode)),
            answers_taken=(*event.answers_taken, *sorted(new)),
        )
    return _rated_by(
        gathering,
        label_of(event),
        new.values(),
        [entry.source for entry in entries],
        len(marks) - len(new),
    )


def _of_the_year(gathering: Gathering, ratings: list[FoundRating]) -> Rated:
    """Add answers to the members' checklist to those of this year."""
    profile, year = gathering.profile, gathering.today.year
    before = set(profile.answers_taken)

    def marks_of(rating: FoundRating) -> list[str]:
        # A mail is unique; a row may say the same again next year.
        keys = (
            (origin, year if origin.startswith("row") else "")
            for origin in (rating.origin, *rating.earlier)
        )
        return [_mark(f"yearly {key}", origin) for origin, key in keys]

    new = {marks[0]: rating for rating in ratings if before.isdisjoint(marks := marks_of(rating))}
    answers = [
        YearlyAnswers(
            year=year,
            source=_rater(gathering, rating, gathering.today),
            scores=dict(rating.scores),
            note=clean(rating.note, LINE),
        )
        for rating in new.values()
    ]
    if new:
        gathering.profile = replace(
            profile,
            yearly=(*profile.yearly, *sorted(answers, key=msgspec.json.encode)),
            answers_taken=(*profile.answers_taken, *sorted(new)),
        )
    return _rated_by(
        gathering, YEARLY, ratings, [each.source for each in answers], len(ratings) - len(new)
    )


def _rated_by(
    gathering: Gathering,
    title: str,
    ratings: Iterable[FoundRating],
    sources: list[Rater],
    before: int,
) -> Rated:
    if raters_unsaid(ratings) and gathering.choices.raters is None:
        return Rated(title, before, unsaid=len(sources))
    amounts = Counter(sources)
    return Rated(title, before, amounts["member"], amounts["visitor"], amounts["coordinator"])


def mark_of(event: Event, origin: str) -> str:
    """Return the mark by which an event recognises an answer, and which tells no one anything else."""
    return _mark(f"events/{event.id}", origin)


def _mark(key: str, origin: str) -> str:
    return blake2b(origin.encode(errors="replace"), key=key.encode(), digest_size=10).hexdigest()


def _entry(gathering: Gathering, event: Event, rating: FoundRating) -> PulseEntry:
    return PulseEntry(
        source=_rater(gathering, rating, event.day),
        excitement=rating.scores.get("excitement"),
        relevance=rating.scores.get("relevance"),
        value=rating.scores.get("value"),
        signs={
            clean(name, LINE): score for name, score in rating.scores.items() if name not in FELT
        },
        note=clean(rating.note, LINE),
    )


def _rater(gathering: Gathering, rating: FoundRating, on: date) -> Rater:
    """Return whether a member, a coordinator or a guest answered; whoever isn't known is a guest."""
    if not rating.sender:
        return rating.rater or gathering.choices.raters or "member"
    member = gathering.community.members.get(rating.sender)
    if member is None or is_outside(member):
        return "visitor"
    return "coordinator" if holds_role(member, "coordinator", on) else "member"
