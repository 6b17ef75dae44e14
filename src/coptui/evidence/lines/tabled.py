"""What becomes of topics on an agenda: proposed by members, spoken of before, three times, not yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from coptui.core.meetings.occasions import occasions, until
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.days import months_later
from coptui.core.model.records import Event, Topic, Window
from coptui.core.model.saying import person
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.core.people.roles import is_organiser
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.lines.topics import is_open, known_topics, last_touch
from coptui.evidence.series import year_before
from coptui.evidence.wording import no_data, share, to_record, topic_row
from coptui.language import tr

MEMBERS = "members_topics"
SPOKEN = "spoken_topics"
THRICE = "thrice_tabled"
NOT_YET = "not_yet_tabled"
IDLE = "idle_topics"

HALF_YEAR = 6
"""Calendar months."""
TIMES = 3


def _tabled(community: Community, window: Window) -> dict[int, list[Event]]:
    """Return the held events that had each known topic on an agenda, earliest first."""
    tabled: dict[int, list[Event]] = {}
    for event in until(occasions(community).held, window.to):
        for topic in event.topics:
            if topic in community.topics:
                tabled.setdefault(topic, []).append(event)
    return tabled


def members_topics(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the topics on an agenda in the last half-year that members proposed."""
    known = [topic for topic in known_topics(community, window.to) if topic.proposer is not None]
    if not known:
        return no_data(MEMBERS, to_record(tr("add who proposed each topic")))
    first = months_later(window.to, -HALF_YEAR)
    lately = {
        number: events[-1]
        for number, events in _tabled(community, window).items()
        if events[-1].day > first
    }
    tabled = [topic for topic in known if topic.id in lately]
    if not tabled:
        return no_data(
            MEMBERS,
            tr("no topic on an agenda in the last 6 months has a proposer recorded"),
        )
    theirs = [
        topic
        for topic in tabled
        if (member := community.members.get(topic.proposer or 0)) is not None
        and not is_organiser(member, window.to)
    ]
    rows = tuple(
        topic_row(
            topic,
            tr(
                "proposed by {name}, on an agenda on {day}",
                name=person(community, topic.proposer),
                day=short(lately[topic.id].day, window.to),
            ),
        )
        for topic in _in_order(theirs)
    )
    text = tr(
        "members proposed {topics} on agendas",
        topics=share(len(theirs), len(tabled), settings, forms("{count} topic", "{count} topics")),
    )
    return Evidence(MEMBERS, len(theirs), text, n=len(tabled), rows=rows)


def spoken_topics(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the topics spoken of one to one in the look-back that were on an agenda afterwards."""
    first = year_before(community, window, settings)
    spoken: dict[int, date] = {}
    for touch in sorted(community.touches.values(), key=lambda touch: touch.id):
        topic, on = touch.topic, touch.on
        if topic in community.topics and on is not None and first <= on <= window.to:
            assert topic is not None
            spoken[topic] = min(on, spoken.get(topic, on))
    if not spoken:
        return no_data(
            SPOKEN, to_record(tr("record conversations (press t: called @ann about #triage)"))
        )
    tabled = _tabled(community, window)
    after = {
        number: later[0].day
        for number, on in spoken.items()
        if (later := [event for event in tabled.get(number, ()) if event.day >= on])
    }
    rows = tuple(
        topic_row(
            topic,
            tr(
                "talked about on {day}, on an agenda on {later_day}",
                day=short(spoken[topic.id], window.to),
                later_day=short(after[topic.id], window.to),
            ),
        )
        for topic in _in_order(community.topics[number] for number in after)
    )
    text = tr(
        "{topics} from conversations came up at an event",
        topics=share(len(after), len(spoken), settings, forms("{count} topic", "{count} topics")),
    )
    return Evidence(SPOKEN, len(after), text, n=len(spoken), rows=rows)


def thrice_tabled(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the topics on an agenda three times or more without an outcome or a story."""
    tabled = _tabled(community, window)
    if not tabled:
        return no_data(THRICE, to_record(tr("put topics on the agendas of events (press T)")))
    often = {number: events for number, events in tabled.items() if len(events) >= TIMES}
    if not often:
        return no_data(THRICE, tr("no topic has been on an agenda {count} times yet", count=TIMES))
    told = {
        story.topic
        for story in community.stories.values()
        if story.on is not None and story.on <= window.to
    }
    bare = [
        topic
        for topic in _in_order(community.topics[number] for number in often)
        if not topic.outcome and topic.id not in told
    ]
    rows = tuple(
        topic_row(
            topic,
            counted(
                len(often[topic.id]),
                "on {count} agenda, last on {day}; no outcome recorded",
                "on {count} agendas, last on {day}; no outcome recorded",
                day=short(often[topic.id][-1].day, window.to),
            ),
        )
        for topic in bare
    )
    text = counted(
        len(often),
        "{bare} of {count} topic discussed at least {times} times has no outcome recorded",
        "{bare} of {count} topics discussed at least {times} times have no outcome recorded",
        bare=len(bare),
        times=TIMES,
    )
    return Evidence(
        THRICE, len(bare), text, n=len(often), rows=rows, figures={"tabled": len(tabled)}
    )


def not_yet_tabled(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the open topics that were on no table yet."""
    known = known_topics(community, window.to)
    if not known:
        return no_data(NOT_YET, to_record(tr("record topics")))
    tabled = _tabled(community, window)
    open_ = [topic for topic in known if is_open(topic, window.to)]
    if not open_:
        return no_data(NOT_YET, tr("no topic is open"))
    waiting = [topic for topic in _in_order(open_) if topic.id not in tabled]
    rows = tuple(
        topic_row(
            topic,
            tr("opened on {day}", day=short(topic.opened_on, window.to)) if topic.opened_on else "",
        )
        for topic in waiting
    )
    text = counted(
        len(open_),
        "{waiting} of {count} open topic not on an agenda yet",
        "{waiting} of {count} open topics not on an agenda yet",
        waiting=len(waiting),
    )
    return Evidence(NOT_YET, len(waiting), text, n=len(open_), rows=rows)


def idle_topics(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the open topics that no one changed or discussed for the look-back."""
    open_ = [topic for topic in known_topics(community, window.to) if is_open(topic, window.to)]
    first = year_before(community, window, settings)
    touched = {
        topic.id: on
        for topic in open_
        if (on := last_touch(community, topic, window.to)) is not None
    }
    if not touched:
        return no_data(IDLE, to_record(tr("record topics, and when they were opened")))
    idle = [
        topic for topic in _in_order(open_) if topic.id in touched and touched[topic.id] < first
    ]
    rows = tuple(
        topic_row(
            topic, tr("last changed or discussed on {day}", day=short(touched[topic.id], window.to))
        )
        for topic in idle
    )
    text = counted(
        len(touched),
        "{idle} of {count} open topic not changed or discussed for a year",
        "{idle} of {count} open topics not changed or discussed for a year",
        idle=len(idle),
    )
    return Evidence(IDLE, len(idle), text, n=len(touched), rows=rows)


def _in_order(topics: Iterable[Topic]) -> list[Topic]:
    return sorted(topics, key=lambda topic: topic.id)


ORDER = 123
LINES = (
    EvidenceLine(
        MEMBERS,
        tr("topics from members"),
        tr(
            "How many of the topics on an agenda in the last 6 months were proposed by a "
            "member who isn't a coordinator or staff. Topics with no proposer recorded are "
            "left out."
        ),
        "up",
        "days",
        members_topics,
        needs=tr("who proposes topics"),
        base=tr("topics that were on an agenda in the last 6 months and have a proposer recorded"),
        silent=tr("no topic that was on an agenda has a proposer recorded"),
        source="coptui",
        unit="topics",
    ),
    EvidenceLine(
        SPOKEN,
        tr("from conversation to agenda"),
        tr(
            "How many of the topics talked about in a conversation in the last 12 months "
            "were then on the agenda of an event, on the same day or later."
        ),
        "up",
        "days",
        spoken_topics,
        needs=tr("what conversations are about"),
        base=tr("topics that conversations in the last 12 months were about"),
        silent=tr("no conversation in the last 12 months names a topic"),
        source="coptui",
        unit="topics",
    ),
    EvidenceLine(
        THRICE,
        tr("discussed three times without an outcome"),
        tr(
            "Topics that were on the agenda of at least 3 events that took place, but have "
            "no outcome recorded and no story told about them."
        ),
        "down",
        "days",
        thrice_tabled,
        needs=tr("which topics are on an agenda, and their outcomes"),
        base=tr("topics on the agenda of at least 3 events that took place"),
        silent=tr("no event has a topic on its agenda"),
        source="coptui",
        unit="topics",
        figures=(("tabled", tr("topics on the agenda of any event that took place")),),
    ),
    EvidenceLine(
        NOT_YET,
        tr("topics not on an agenda yet"),
        tr(
            "Open topics (proposed, open or scheduled) that haven't been on the agenda of "
            "any event that took place."
        ),
        "context",
        "days",
        not_yet_tabled,
        needs=tr("topics"),
        base=tr("open topics"),
        silent=tr("no topics are recorded"),
        source="coptui",
        unit="topics",
    ),
    EvidenceLine(
        IDLE,
        tr("idle topics"),
        tr("Open topics that weren't opened, changed or put on an agenda in the last 12 months."),
        "down",
        "days",
        idle_topics,
        needs=tr("topics, and when they were opened"),
        base=tr("open topics for which it is known when they were opened or last changed"),
        silent=tr("no topic is open, or it isn't known when any was opened or last changed"),
        source="coptui",
        unit="topics",
    ),
)
