"""Who was spoken to between the last two events."""

from __future__ import annotations

from coptui.core.meetings.occasions import occasions, until
from coptui.core.model.community import Community
from coptui.core.model.records import Window
from coptui.core.model.saying import person
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.evidence.line import Evidence, EvidenceLine
from coptui.evidence.wording import WIDTH, member_rows, no_data, people, to_record
from coptui.language import tr

BETWEEN = "between_events"


def between_events(community: Community, window: Window, settings: Settings) -> Evidence:
    """Count the people spoken to after the last event but one, up to the day of the last."""
    talks = [
        touch
        for touch in community.touches.values()
        if touch.on is not None and touch.on <= window.to
    ]
    if not talks:
        return no_data(BETWEEN, to_record(tr("record conversations (press t)")))
    days = sorted({event.day for event in until(occasions(community).held, window.to)[-20:]})
    if len(days) < 2:
        return no_data(BETWEEN, to_record(tr("record at least two events")))
    before, last = days[-2:]
    why: dict[int, str] = {}
    for touch in sorted(talks, key=lambda touch: (touch.on or last, touch.id)):
        if touch.on is None or not before < touch.on <= last:
            continue
        by = person(community, touch.by)
        day = short(touch.on, window.to)
        said = tr("{day}, by {name}", day=day, name=by) if by else day
        why.update(dict.fromkeys(touch.members, said))
    why = {number: said for number, said in why.items() if number in community.members}
    first_day, last_day = short(before, window.to), short(last, window.to)
    if why:
        beside = tr("{people} from {first} to {last}", people="", first=first_day, last=last_day)
        spoken_to = people(community, why, settings, room=WIDTH - len(beside))
        text = tr(
            "{people} from {first} to {last}", people=spoken_to, first=first_day, last=last_day
        )
    else:
        text = tr("no conversation recorded from {first} to {last}", first=first_day, last=last_day)
    return Evidence(
        BETWEEN,
        len(why),
        text,
        n=len(why),
        rows=member_rows(community, why),
    )


ORDER = 56
LINES = (
    EvidenceLine(
        BETWEEN,
        tr("conversations between events"),
        tr(
            "How many people were spoken to between the last two events. Events on the "
            "same day count as one."
        ),
        "context",
        "days",
        between_events,
        needs=tr("conversations, and events"),
        base=tr("people spoken to between these events"),
        silent=tr("no conversation is recorded, or events took place on fewer than 2 days"),
        source=tr("coptui; on the private space, see Wenger, McDermott and Snyder 2002, ch. 3"),
        unit="people",
    ),
)
