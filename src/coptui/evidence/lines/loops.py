"""Whether someone looks later whether an idea was used."""

from __future__ import annotations

from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms
from coptui.core.model.records import Story, Window
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.evidence.line import Evidence, EvidenceLine, EvidenceRow
from coptui.evidence.lines.value import CYCLES, story_name
from coptui.evidence.series import year_before
from coptui.evidence.wording import clauses, few, in_window, no_data, people, share, to_record
from coptui.language import tr

LOOPS = "loops_closed"
USERS = "users"


def loops_closed(community: Community, window: Window, settings: Settings) -> Evidence:
    """Return what share of the look-back's stories has a later story that came out of it."""
    known = {
        story.id: story
        for story in community.stories.values()
        if story.on is not None and story.on <= window.to
    }
    if not known:
        return no_data(
            LOOPS,
            to_record(tr("add a story of what someone gained (press +, then s)")),
        )
    first = year_before(community, window, settings)
    lately = [story for story in known.values() if story.on is not None and story.on >= first]
    if not lately:
        return no_data(LOOPS, tr("no story told in the last 12 months"))
    latest_first = sorted(known.values(), key=_told_on, reverse=True)
    after = {story.previous: story for story in latest_first if story.previous in known}
    rows = []
    closed = 0
    for story in sorted(lately, key=_told_on):
        later = after.get(story.id)
        closed += later is not None
        why = (
            tr("led to another story by {day}", day=short(later.on, window.to))
            if later and later.on
            else ""
        )
        rows.append(
            EvidenceRow(
                "stories", story.id, story_name(community, story), why or tr("not followed up yet")
            )
        )
    return Evidence(
        LOOPS,
        100 * closed / len(lately),
        tr(
            "{stories} led to another story",
            stories=share(closed, len(lately), settings, forms("{count} story", "{count} stories")),
        ),
        n=len(lately),
        rows=tuple(rows),
        confidence=few(len(lately), settings, forms("{count} story", "{count} stories")),
        figures={"closed": closed},
    )


def _told_on(story: Story) -> tuple[date, int]:
    return (story.on or date.min, story.id)


def users(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the members who told of something used, or more, in the window."""
    told = [
        story
        for story in community.stories.values()
        if story.on is not None and story.on <= window.to and story.teller in community.members
    ]
    if not told:
        return no_data(
            USERS,
            to_record(tr("add stories, with who tells each (press +, then s)")),
        )
    now = [story for story in told if story.on and story.on >= window.from_]
    if not now:
        return no_data(USERS, tr("no story told in this period"))
    marked = [story for story in now if story.cycle]
    if not marked:
        return no_data(USERS, to_record(tr("add the kind of value to stories (press e)")))
    used = sorted(
        (story for story in marked if story.cycle in CYCLES[2:]), key=lambda story: story.id
    )
    tellers = {story.teller for story in used if story.teller is not None}
    lead = tr(
        "{count} of {tellers} who told a story {in_period} told of something used",
        count=len(tellers),
        tellers=len({story.teller for story in marked}),
        in_period=in_window(window),
    )
    unmarked = len(now) - len(marked)
    unsure = (
        counted(
            unmarked,
            "kind of value not recorded for {count} story",
            "kind of value not recorded for {count} stories",
        )
        if unmarked
        else ""
    )
    return Evidence(
        USERS,
        len(tellers),
        clauses(people(community, tellers, settings, lead=lead), unsure),
        n=len({story.teller for story in marked}),
        rows=tuple(
            EvidenceRow("stories", story.id, story_name(community, story), story.cycle or "")
            for story in used
        ),
    )


ORDER = 152
LINES = (
    EvidenceLine(
        LOOPS,
        tr("stories that led to another story"),
        tr("What share of the stories told in the last 12 months led to a later story."),
        "up",
        "days",
        loops_closed,
        needs=tr("stories, and what led to them"),
        base=tr("stories told in the last 12 months"),
        silent=tr("no story was told in the last 12 months"),
        source=tr(
            "coptui; on how one kind of value leads to another, see Wenger, Trayner and de Laat 2011"
        ),
        unit="%",
        words=(tr("higher"), tr("lower")),
        figures=(("closed", tr("stories that led to a later one")),),
    ),
    EvidenceLine(
        USERS,
        tr("who used something from here"),
        tr(
            "Members who told a story in the period about something that was used or "
            'made a difference (of the kind "applied" or a later one).'
        ),
        "up",
        "days",
        users,
        needs=tr("stories and who told them"),
        base=tr("members who told a story of a recorded kind in the period"),
        silent=tr("no story says who told it, or what kind of value it shows"),
        source=tr("On the kinds of value, see Wenger, Trayner and de Laat 2011"),
        unit="people",
    ),
)
