"""Words for evidence: one short line that a person reads, and could read about themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.counting import counted as plural
from coptui.core.model.records import Event, Topic
from coptui.core.model.settings import Settings
from coptui.core.people.levels import short
from coptui.evidence.line import Evidence, Row

NOT_KNOWN = "not known: "
"""So begins what a line says that cannot tell before somebody answers."""
WIDTH = 60
"""Columns that a line of text wants to stay within."""

__all__ = [
    "NOT_KNOWN",
    "WIDTH",
    "by_name",
    "event_row",
    "few",
    "fitting",
    "look_back",
    "member_row",
    "middle",
    "name_of",
    "no_data",
    "not_known",
    "number",
    "people",
    "plural",
    "share",
    "short",
    "topic_row",
    "wait_to_be_closed",
    "waiting_rows",
]


def number(value: float) -> str:
    """A number without needless decimals: 14, 2.5."""
    return f"{value:.1f}".removesuffix(".0")


def middle(value: float, one: str = "", many: str = "") -> str:
    """A median in words: "18", or "18 or 19" where it lies between; with its unit, "1 day"."""
    below = int(value)
    text = number(value) if value == below else f"{below} or {below + 1}"
    if not one:
        return text
    return f"{text} {one if value == 1 else many or one + 's'}"


def share(part: int, whole: int, settings: Settings) -> str:
    """ "5 of 9" among few, "56% of 34" among many: the base is always there."""
    if whole < settings.few_people:
        return f"{part} of {whole}"
    return f"{100 * part / whole:.0f}% of {whole}"


def look_back(settings: Settings) -> str:
    """ "in the last year": how far back a trace counts."""
    days = settings.look_back_days
    return "in the last year" if days == 365 else f"in the last {plural(days, 'day')}"


def few(occasions: int, settings: Settings, what: str = "occasion") -> str:
    """The warning of a line that stands on too few occasions for a verdict, or ""."""
    return plural(occasions, what) if occasions < settings.few_occasions else ""


def name_of(community: Community, member_id: int) -> str:
    member = community.members.get(member_id)
    return member.name if member is not None and member.name else f"member {member_id}"


def by_name(community: Community, ids: Iterable[int]) -> list[int]:
    """Member ids in the order of their names: a list of people is never a ranking."""
    named = [(name_of(community, who).casefold(), who) for who in ids]
    return [who for _, who in sorted(named)]


def people(
    community: Community,
    ids: Iterable[int],
    settings: Settings,
    *,
    lead: str = "",
    end: str = "",
    of: Mapping[int, str] | None = None,
) -> str:
    """ "5 people: Ann, Beth and 3 more" within the width; many are counted, not named.

    `lead` stands for "5 people", `end` comes after the names; `of` says in which series someone is
    meant: "Ann (Call)".
    """
    who = by_name(community, ids)
    head = lead or plural(len(who), "person", "people")
    if not who or len(who) >= settings.few_people:
        return head + end
    names = [
        f"{name_of(community, one)} ({of[one]})" if of and of.get(one) else name_of(community, one)
        for one in who
    ]
    return f"{head}: {fitting(names, WIDTH - len(head) - len(end) - 2) or and_more(names, 1)}{end}"


def fitting(names: Sequence[str], room: int) -> str:
    """As many names as fit, and how many more there are; "" when not even one fits."""
    texts = (and_more(names, count) for count in range(len(names), 0, -1))
    return next((text for text in texts if len(text) <= room), "")


def and_more(names: Sequence[str], count: int) -> str:
    """ "Ann, Beth and 3 more": the first `count` names."""
    rest = len(names) - count
    return ", ".join(names[:count]) + (f" and {rest} more" if rest else "")


def member_row(community: Community, member_id: int, why: str = "") -> Row:
    return Row("members", member_id, name_of(community, member_id), why)


def wait_to_be_closed(events: Sequence[Event]) -> str:
    """ "2 events wait to be closed", or "" when there is none."""
    if not events:
        return ""
    return f"{plural(len(events), 'event')} {'waits' if len(events) == 1 else 'wait'} to be closed"


def not_known(events: Sequence[Event]) -> str:
    """ "not known: 2 events wait to be closed", or "" when there is none."""
    return NOT_KNOWN + wait_to_be_closed(events) if events else ""


def waiting_rows(events: Sequence[Event], today: date) -> list[Row]:
    """A row for each event that waits to be closed."""
    return [event_row(event, today, "did it take place?") for event in events]


def event_row(event: Event, today: date, why: str = "") -> Row:
    """A row of an event by its day; a confidential one shows its code and never its title."""
    title = (event.code or "confidential") if event.confidential else event.title
    return Row("events", event.id, f"{short(event.day, today)} {title}", why)


def topic_row(topic: Topic, why: str = "") -> Row:
    """A row of a topic; a confidential one shows its code and never its title."""
    title = (topic.code or "confidential") if topic.confidential else topic.title
    return Row("topics", topic.id, title, why)


def no_data(
    line: str,
    reason: str,
    *,
    rows: Sequence[Row] = (),
    figures: dict[str, float | None] | None = None,
    n: int = 0,
) -> Evidence:
    """The evidence of a line that cannot say anything: `reason` tells what to record, or why.

    A reason of `not_known` stands for itself: the answer is asked for, and there may be one.
    """
    text = reason if reason.startswith(NOT_KNOWN) else f"no data: {reason}"
    return Evidence(line, None, text, n=n, rows=tuple(rows), figures=figures or {})
