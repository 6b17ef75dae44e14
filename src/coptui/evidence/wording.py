"""Words for evidence: one short line that anyone can read, even about themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from weakref import WeakKeyDictionary

from coptui.core.model.community import Community
from coptui.core.model.counting import counted, forms, percent
from coptui.core.model.records import Event, Topic, Window
from coptui.core.model.saying import name_of, person
from coptui.core.model.settings import Settings
from coptui.core.people.days_in_words import short
from coptui.evidence.line import Evidence, EvidenceRow
from coptui.language import plural, tr

EVENTS = forms("{count} event", "{count} events")
DAYS = forms("{count} day", "{count} days")
PEOPLE = forms("{count} person", "{count} people")
WIDTH = 60
"""Columns that a line of text should fit in."""


def clauses(*texts: str) -> str:
    """Return whole clauses as one line, without the empty ones: "3 open; first answer after 2 days"."""
    return "; ".join(filter(None, texts))


def number(value: float) -> str:
    """Return a number without needless decimals: 14, 2.5."""
    return f"{value:.1f}".removesuffix(".0")


def middle(value: float, unit: tuple[str, str] | None = None) -> str:
    """Return a median in words: "18", "18 or 19" if it is between; with the forms of its unit, "1 day"."""
    below = int(value)
    text = (
        number(value) if value == below else tr("{below} or {above}", below=below, above=below + 1)
    )
    return (
        text
        if unit is None
        else plural(*unit, int(value) if value == below else below + 1).format(count=text)
    )


def middle_of(values: Iterable[float], unit: tuple[str, str] | None = None) -> str:
    """Return the median of values as `middle` does; "35 to 48" if the two in the middle lie apart.

    A number that is none of the values is never said, unless it is between two neighbours.
    """
    ordered = sorted(values)
    half = len(ordered) // 2
    low, high = (ordered[half],) * 2 if len(ordered) % 2 else ordered[half - 1 : half + 1]
    if high - low <= 1:
        return middle((low + high) / 2, unit)
    return _range(low, high, unit)


def gaps_in_words(gaps: Sequence[int]) -> str:
    """Return how far apart days are: "14 days", "18 or 19 days", "35 to 48 days"."""
    low, high = min(gaps), max(gaps)
    return middle((low + high) / 2, DAYS) if high - low <= 1 else _range(low, high, DAYS)


def _range(low: float, high: float, unit: tuple[str, str] | None) -> str:
    text = tr("{low} to {high}", low=number(low), high=number(high))
    return text if unit is None else plural(*unit, round(high)).format(count=text)


def share(part: int, whole: int, settings: Settings, what: tuple[str, str] | None = None) -> str:
    """Return "5 of 9 meetings" for a few, "56% of 34" for many: always with the base."""
    base = counted(whole, *what) if what else str(whole)
    return tr(
        "{amount} of {whole}",
        amount=part if whole < settings.few_people else percent(100 * part / whole),
        whole=base,
    )


def days_ago(day: date, today: date) -> str:
    """Return how long ago a day is, by the calendar: "today", "1 day ago", "40 days ago"."""
    days = (today - day).days
    return counted(days, "{count} day ago", "{count} days ago") if days else tr("today")


def look_back(settings: Settings) -> str:
    """Return "in the last year": how far back a trace counts."""
    return in_the_last(settings.look_back_days)


def in_the_last(days: int) -> str:
    """Return "in the last 90 days", or "in the last year"."""
    return (
        tr("in the last year")
        if days == 365
        else counted(days, "in the last {count} day", "in the last {count} days")
    )


def in_window(window: Window) -> str:
    """Return "in the last 90 days": what a figure of a window of days is about."""
    return in_the_last((window.to - window.from_).days + 1)


def few(occasions: int, settings: Settings, what: tuple[str, str] = EVENTS) -> str:
    """Return the warning of a line with too few events for a verdict, or ""."""
    return counted(occasions, *what) if occasions < settings.few_occasions else ""


_keys: WeakKeyDictionary[Community, dict[int, tuple[str, int]]] = WeakKeyDictionary()
"""By what members were sorted: several lines are about the same ones."""


def by_name(community: Community, ids: Iterable[int]) -> list[int]:
    """Sort member ids by name: a list of people is never a ranking."""
    known = _keys.setdefault(community, {})
    member_ids = list(ids)
    for member_id in member_ids:
        if member_id not in known:
            known[member_id] = (person(community, member_id).casefold(), member_id)
    return sorted(member_ids, key=known.__getitem__)


def people(
    community: Community,
    ids: Iterable[int],
    settings: Settings,
    *,
    lead: str = "",
    room: int = WIDTH,
    of: Mapping[int, str] | None = None,
) -> str:
    """Return "5 people: Ann, Beth and 3 more" within the columns there is room for; count many people
    without naming them.

    `lead` replaces "5 people"; `of` is the series in which each is meant: "Ann (Call)".
    """
    member_ids = by_name(community, ids)
    head = lead or counted(len(member_ids), *PEOPLE)
    if not member_ids or len(member_ids) >= settings.few_people:
        return head
    names = [
        f"{person(community, member_id)} ({of[member_id]})"
        if of and of.get(member_id)
        else person(community, member_id)
        for member_id in member_ids
    ]
    return f"{head}: {fitting(names, room - len(head) - 2) or and_more(names, 1)}"


def fitting(names: Sequence[str], room: int) -> str:
    """Return as many names as fit, and how many more there are; "" if not even one fits."""
    texts = (and_more(names, count) for count in range(len(names), 0, -1))
    return next((text for text in texts if len(text) <= room), "")


def and_more(names: Sequence[str], count: int) -> str:
    """Return "Ann, Beth and 3 more": the first `count` names."""
    rest = len(names) - count
    shown = ", ".join(names[:count])
    return tr("{names} and {count} more", names=shown, count=rest) if rest else shown


def both(names: Sequence[str]) -> str:
    """Return "Ann and Beth", or one name alone; of more the last comes after "and", too."""
    if len(names) < 2:
        return "".join(names)
    return tr("{names} and {last}", names=both(names[:-1]), last=names[-1])


def member_row(community: Community, member_id: int, why: str = "") -> EvidenceRow:
    return EvidenceRow("members", member_id, person(community, member_id), why)


def member_rows(community: Community, why: Mapping[int, str]) -> tuple[EvidenceRow, ...]:
    """Return a row for each member in `why`, by name, with what it says about them."""
    return tuple(member_row(community, number, why[number]) for number in by_name(community, why))


def not_known(events: Sequence[Event]) -> str:
    """Return "not known yet if 2 events took place", or "" for none."""
    if not events:
        return ""
    return counted(
        len(events),
        "not known yet if {count} event took place",
        "not known yet if {count} events took place",
    )


def waiting_rows(events: Sequence[Event], today: date) -> list[EvidenceRow]:
    """Return a row for each event that waits to be closed."""
    return [event_row(event, today, tr("did it take place?")) for event in events]


def event_row(event: Event, today: date, why: str = "") -> EvidenceRow:
    """Return a row for an event, with its day; a confidential one by its code, never its title."""
    return EvidenceRow("events", event.id, f"{short(event.day, today)} {name_of(event)}", why)


def topic_row(topic: Topic, why: str = "") -> EvidenceRow:
    """Return a row for a topic; a confidential one by its code, never its title."""
    return EvidenceRow("topics", topic.id, name_of(topic), why)


def to_record(what: str) -> str:
    """Return the reason of a line that would have a figure if `what` were done."""
    return tr("not recorded yet: {what_to_do}", what_to_do=what)


def no_data(
    line: str,
    reason: str,
    *,
    rows: Sequence[EvidenceRow] = (),
    figures: dict[str, float | None] | None = None,
    n: int = 0,
) -> Evidence:
    """Return the evidence of a line without a figure, and why: what is not recorded (`to_record`),
    what no one can tell yet (`not_known`), or that there is nothing of the kind to count."""
    return Evidence(line, None, reason, n=n, rows=tuple(rows), figures=figures or {})
