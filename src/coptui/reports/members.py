"""The page for members: what was, who is new, who can help, what is next, what was used.

It goes to everyone, so it names only those who agreed to be in a directory, quotes as the page for
a sponsor does, and leaves out events that aren't for everyone. A part with nothing to say is left
out, and so is the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from coptui.core.finding.search import either
from coptui.core.letters.veil import Veil, veil_of
from coptui.core.meetings.occasions import has_left, is_outside, occasions, until
from coptui.core.model.community import Community
from coptui.core.model.counting import counted
from coptui.core.model.labels import label_of
from coptui.core.model.records import Ask, Event, Member
from coptui.core.model.text import as_sentence
from coptui.core.model.when import full_day
from coptui.core.model.zones import clocks
from coptui.core.people.newcomers import newcomers
from coptui.core.people.roles import is_organiser
from coptui.core.views.presenting import fit_to_show
from coptui.core.views.privacy import fit_to_leave
from coptui.evidence.quoting import quotable, teller_of, told_text
from coptui.language import tr
from coptui.reports.document import Block, DocumentSection, Items, Paragraph, Quote, ReportDocument
from coptui.reports.words import ReportSource, days_of

FOOT = tr(
    "Members are named if they agreed to be in a directory, and quoted by name if they agreed "
    "to that. Only names recorded in coptui were replaced: check for others before you share "
    "this."
)
COMING = 6
"""As many events to come as are told."""


def nothing_to_tell(since: date) -> str:
    """Return what is said where there is no page."""
    return tr("There has been nothing new to tell members since {day}.", day=full_day(since))


def members_page(source: ReportSource, since: date) -> ReportDocument:
    """Return the page; it has no blocks if there is nothing to say."""
    community, today = source.community, source.today
    veil = veil_of(community)
    parts = (
        (tr("What we did"), _items(_held(community, since, today, veil))),
        (tr("New here"), _new(source, since)),
        (tr("Who can help?"), tuple(_requests(community, today, veil))),
        (tr("Next dates"), _items(_to_come(community, today, veil))),
        (tr("What members used"), tuple(_used(community, since, today, veil))),
    )
    blocks = tuple(DocumentSection(title, inside) for title, inside in parts if inside)
    return ReportDocument(
        title=veil(fit_to_leave(community.profile).name) or tr("Our community"),
        under=days_of(since, today),
        blocks=blocks,
        foot=FOOT if blocks else "",
        hints=() if blocks else (nothing_to_tell(since),),
    )


def may_be_listed(member: Member) -> bool:
    """Return whether someone agreed to be named to all members, and didn't ask to be left alone."""
    return member.consent.directory is True and member.contact_ok is not False


def _items(texts: Iterable[str]) -> tuple[Block, ...]:
    told = tuple(texts)
    return (Items(told),) if told else ()


def _for_everyone(event: Event) -> bool:
    return event.space not in ("private", "core")


def _held(community: Community, since: date, today: date, veil: Veil) -> Iterator[str]:
    for event in until(occasions(community).held, today):
        if event.day >= since and _for_everyone(event):
            titled = _titled(event, veil)
            there = (
                tr("{event}: {count} present", event=titled, count=len(event.there))
                if event.attendance_taken
                else titled
            )
            notes = "" if event.confidential else fit_to_leave(event).notes_url
            yield ", ".join(filter(None, (there, _notes(notes))))


def _notes(link: str) -> str:
    return tr("notes: {link}", link=link) if link else ""


def _to_come(community: Community, today: date, veil: Veil) -> Iterator[str]:
    coming = sorted(
        (
            event
            for event in community.events.values()
            if event.starts_at and event.day >= today and _for_everyone(event)
            and event.status in ("planned", "confirmed")
        ),
        key=lambda event: (event.day, event.starts_at, event.id),
    )  # fmt: skip
    for event in coming[:COMING]:
        start = "" if event.all_day else clocks(community, event)
        place = "" if event.confidential else veil(fit_to_leave(event).place)
        yield ", ".join(filter(None, (_titled(event, veil), start, place)))


def _titled(event: Event, veil: Veil) -> str:
    return f"{full_day(event.day)}, {veil(label_of(fit_to_leave(event)))}"


def _new(source: ReportSource, since: date) -> tuple[Block, ...]:
    new = [
        member
        for member, day in newcomers(source.community, source.today, source.settings)
        if day >= since and not is_outside(member)
    ]
    named = sorted(fit_to_leave(member).name for member in new if may_be_listed(member))
    others = len(new) - len(named)
    if not new:
        return ()
    if not named:
        return (Paragraph(counted(others, "{count} new member.", "{count} new members.")),)
    names = ", ".join(named)
    return (
        Paragraph(
            counted(
                others,
                "{names}, and {count} other. Say hello when you meet.",
                "{names}, and {count} others. Say hello when you meet.",
                names=names,
            )
            if others
            else tr("{names}. Say hello when you meet.", names=names)
        ),
    )


def _requests(community: Community, today: date, veil: Veil) -> Iterator[Block]:
    requests = [ask for ask in community.asks.values() if _is_open(community, ask, today)]
    if not requests:
        return
    requests.sort(key=lambda ask: (ask.asked_on or date.min, ask.id))
    told = []
    others = False
    for ask in map(fit_to_leave, requests):
        asker = community.members.get(ask.asker) if ask.asker is not None else None
        name = fit_to_leave(asker).name if asker is not None and may_be_listed(asker) else ""
        others = others or not name
        text = veil(quotable(community, ask.text)).rstrip(".")
        told.append(tr("{request} (write to {name})", request=text, name=name) if name else text)
    yield Items(tuple(told))
    if others:
        keepers = _keepers(community, today)
        yield Paragraph(
            tr("For the others, write to {names}.", names=keepers)
            if len(told) > 1
            else tr("Write to {names}.", names=keepers),
            quiet=True,
        )


def _is_open(community: Community, ask: Ask, today: date) -> bool:
    """Return whether a request waits for help, of someone who is here, and about nothing secret."""
    asker = community.members.get(ask.asker) if ask.asker is not None else None
    topic = community.topics.get(ask.topic) if ask.topic is not None else None
    event = community.events.get(ask.event) if ask.event is not None else None
    secret = (topic is not None and topic.confidential) or (
        event is not None and (event.confidential or not _for_everyone(event))
    )
    gone = asker is not None and (has_left(asker, today) or asker.contact_ok is False)
    return (
        ask.solved_on is None and not secret and not gone
        and (ask.asked_on is None or ask.asked_on <= today)
    )  # fmt: skip


def _keepers(community: Community, today: date) -> str:
    """Return who looks after the community, by name if they may be named."""
    names = [
        fit_to_leave(member).name
        for member in community.members.values()
        if is_organiser(member, today) and may_be_listed(member)
    ]
    return either(names) or tr("whoever looks after the community")


def _used(community: Community, since: date, today: date, veil: Veil) -> Iterator[Block]:
    """Yield the stories that may be told to everyone."""
    stories = sorted(
        (
            story
            for story in fit_to_show(community).stories.values()
            if story.tone != "bad" and story.on is not None and since <= story.on <= today
        ),
        key=lambda story: (story.on or date.min, story.id),
    )
    for story in stories:
        teller = teller_of(community, story)
        by = f"{as_sentence(teller)}, {full_day(story.on or today)}"
        yield Quote(veil(told_text(community, story)), veil(by))
