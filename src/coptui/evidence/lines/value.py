"""What it is good for: stories of value, and answered requests."""

from __future__ import annotations

from collections import Counter
from datetime import date
from statistics import median

from coptui.core.meetings.occasions import occasions, within
from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.records import Ask, Story, Window
from coptui.core.model.saying import person
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.wording import (
    DAYS,
    clauses,
    few,
    in_window,
    middle_of,
    no_data,
    share,
    to_record,
)
from coptui.language import tr

STORIES = "value_stories"
ASKS = "asks"

CYCLES = ("immediate", "potential", "applied", "realised", "transformative")
"""The cycles of value creation in order; from `applied` on, practice has changed."""


def value_stories(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the stories of value told in the window, by cycle, and the chains in which practice
    changed."""
    told = [
        story
        for story in community.stories.values()
        if story.on is not None and story.on <= window.to
    ]
    if not told:
        return no_data(
            STORIES,
            to_record(tr("add a story of what someone gained (press +, then s)")),
        )
    now = sorted(
        (story for story in told if story.on and story.on >= window.from_),
        key=lambda story: (story.on or date.min, story.id),
    )
    applied = [story for story in now if story.cycle in CYCLES[2:]]
    chains = {_root(community, story, window.to) for story in applied}
    tellers = {story.teller for story in applied if story.teller is not None}
    held = within(occasions(community).held, window.from_, window.to)
    with_story = {story.event for story in told}
    on_table = {topic for event in held for topic in event.topics}
    figures: dict[str, float | None] = dict.fromkeys(CYCLES, 0)
    figures |= {cycle: count for cycle, count in Counter(s.cycle for s in now).items() if cycle}
    figures |= {
        "applied_chains": len(chains),
        "tellers": len(tellers),
        "events_without": sum(event.id not in with_story for event in held),
        "topics_without": len(on_table - {story.topic for story in told}),
    }
    text = (
        counted(
            len(now),
            "{count} story {in_period}; in {cases}, something learned was put to use",
            "{count} stories {in_period}; in {cases}, something learned was put to use",
            in_period=in_window(window),
            cases=counted(len(chains), "{count} case", "{count} cases"),
        )
        if applied
        else counted(
            len(now),
            "{count} story {in_period}",
            "{count} stories {in_period}",
            in_period=in_window(window),
        )
    )
    rows = tuple(
        EvidenceRow("stories", story.id, story_name(community, story), _why(story, window.to))
        for story in now
    )
    return Evidence(STORIES, len(now), text, n=len(now), rows=rows, figures=figures)


def _root(community: Community, story: Story, today: date) -> int:
    """Return the story that began a chain."""
    seen = {story.id}
    while story.previous is not None and story.previous not in seen:
        before = community.stories.get(story.previous)
        if before is None or before.on is None or before.on > today:
            break
        seen.add(before.id)
        story = before
    return story.id


def story_name(community: Community, story: Story) -> str:
    """Return the text of a story, or a code if what it is about is confidential."""
    topic = community.topics.get(story.topic) if story.topic is not None else None
    event = community.events.get(story.event) if story.event is not None else None
    for about in (topic, event):
        if about is not None and about.confidential:
            return about.code or tr("confidential")
    return story.text


def _why(story: Story, today: date) -> str:
    day = short(story.on, today) if story.on else ""
    return ", ".join(filter(None, (story.cycle, day)))


def asks(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return the share of the window's requests that another person answered in time.

    Leave out a request without an answer whose time isn't up yet.
    """
    known = [
        ask
        for ask in community.asks.values()
        if ask.asked_on is not None and ask.asked_on <= window.to
    ]
    if not known:
        return no_data(ASKS, to_record(tr("add requests for help (press +, then a)")))
    open_ = [ask for ask in known if ask.solved_on is None or ask.solved_on > window.to]
    asked = [ask for ask in known if ask.asked_on and ask.asked_on >= window.from_]
    waits = [days for ask in asked if (days := _waited(ask, window.to)) is not None]
    due = [
        ask
        for ask in asked
        if _waited(ask, window.to) is not None
        or (
            _waits(ask, window.to)
            and ask.asked_on is not None
            and (window.to - ask.asked_on).days > settings.answer_days
        )
    ]
    never = [ask for ask in open_ if _waits(ask, window.to)]
    in_time = sum(days <= settings.answer_days for days in waits)
    figures: dict[str, float | None] = {
        "asked": len(asked),
        "open": len(open_),
        "unanswered": len(never),
        "days_to_answer": median(waits) if waits else None,
    }
    rows = tuple(
        EvidenceRow("asks", ask.id, ask_name(community, ask), _ask_why(community, ask, window.to))
        for ask in sorted(
            {ask.id: ask for ask in (*asked, *open_)}.values(),
            key=lambda ask: (ask.asked_on or date.min, ask.id),
        )
    )
    if not due:
        reason = tr("no request needed an answer in this period, {count} open", count=len(open_))
        return no_data(ASKS, reason, rows=rows, figures=figures)
    text = clauses(
        counted(
            settings.answer_days,
            "{amount} {in_period} answered within {count} day",
            "{amount} {in_period} answered within {count} days",
            in_period=in_window(window),
            amount=share(in_time, len(due), settings),
        ),
        tr("{count} open", count=len(open_)) if open_ else "",
        tr(
            "first answer after {days}",
            days=middle_of(waits, DAYS),
        )
        if waits
        else "",
    )
    return Evidence(
        ASKS,
        100 * in_time / len(due),
        text,
        n=len(due),
        rows=rows,
        figures=figures,
        confidence=few(len(due), settings, forms("{count} request", "{count} requests")),
    )


def _answered(ask: Ask) -> bool:
    """Return whether someone other than the asker answered, as far as recorded."""
    if ask.answered_by:
        return any(member_id != ask.asker for member_id in ask.answered_by)
    return ask.first_answer_on is not None


def _answered_on(ask: Ask) -> date | None:
    return ask.first_answer_on or ask.solved_on


def _waits(ask: Ask, today: date) -> bool:
    """Return whether no one else had answered up to a day; an answer without a day counts."""
    on = _answered_on(ask)
    return not _answered(ask) or (on is not None and on > today)


def _waited(ask: Ask, today: date) -> int | None:
    """Return the days to the first answer by another person up to a day; None if there is none yet,
    or the day isn't known."""
    on = _answered_on(ask)
    if not _answered(ask) or on is None or on > today or ask.asked_on is None:
        return None
    return max(0, (on - ask.asked_on).days)


def ask_name(community: Community, ask: Ask) -> str:
    """Return the text of a request, or the code of its topic if that is confidential."""
    topic = community.topics.get(ask.topic) if ask.topic is not None else None
    if topic is not None and topic.confidential:
        return topic.code or tr("confidential")
    return ask.text


def _ask_why(community: Community, ask: Ask, today: date) -> str:
    asker = person(community, ask.asker) if ask.asker is not None else ""
    asked = ", ".join(filter(None, (asker, short(ask.asked_on, today) if ask.asked_on else "")))
    days = _waited(ask, today)
    if days is not None:
        answer = counted(days, "answered after {count} day", "answered after {count} days")
    elif not _waits(ask, today):
        answer = tr("answered, date not recorded")
    else:
        answer = tr("no answer yet")
    return clauses(asked, answer)


ORDER = 150
LINES = (
    EvidenceLine(
        STORIES,
        tr("stories"),
        tr(
            "Stories told in the period, by the kind of value they show. Also how many "
            "series of stories, each following from the one before, end with something "
            "being used or making a difference, and which topics and events have no story."
        ),
        "up",
        "days",
        value_stories,
        needs=tr("a story of what someone gained"),
        base=tr("stories told in the period"),
        silent=tr("no story has been recorded"),
        source=tr(
            "On the kinds of value, see Wenger, Trayner and de Laat 2011, Promoting and "
            "assessing value creation in communities and networks"
        ),
        unit="stories",
        figures=(
            *((cycle, tr("stories that show {kind} value", kind=cycle)) for cycle in CYCLES),
            (
                "applied_chains",
                tr(
                    "series of stories, each following from the one before, that led to "
                    "something that was used or made a difference"
                ),
            ),
            (
                "tellers",
                tr("different people who told of something that was used or made a difference"),
            ),
            ("events_without", tr("events in the period without a story")),
            ("topics_without", tr("topics on an agenda in the period without a story")),
        ),
    ),
    EvidenceLine(
        ASKS,
        tr("requests for help"),
        tr(
            "What share of the requests for help made in the period were answered by "
            "someone else within 7 days. Also requests still open, and how many days the first answer "
            "usually took."
        ),
        "up",
        "days",
        asks,
        needs=tr("requests for help"),
        base=tr("requests made in the period that were answered or have waited over 7 days"),
        silent=tr(
            "no request has been recorded, or those made in the period have no answer "
            "yet and are at most 7 days old"
        ),
        source="coptui",
        unit="%",
        words=(tr("higher"), tr("lower")),
        figures=(
            ("asked", tr("requests made in the period")),
            ("open", tr("requests open at the end of the period, including older ones")),
            ("unanswered", tr("open requests that no one has answered yet")),
            ("days_to_answer", tr("usual number of days to the first answer")),
        ),
    ),
)
