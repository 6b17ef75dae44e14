"""What members gave and did, and what shows that they were here, derived from records kept anyway.

A `Gift` is one contribution: hosting, leading, speaking up, bringing a topic that reached an event,
looking after one that was on the agenda, answering a request, welcoming or introducing someone, and
what was recorded by hand or imported. At one event someone contributes once, by what weighs most.
Being present leaves a trace but isn't a contribution.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from operator import attrgetter
from weakref import WeakKeyDictionary

import msgspec

from coptui.core.model.community import Community
from coptui.core.model.days import day_numbered
from coptui.core.model.records import Event
from coptui.core.model.settings import Settings
from coptui.language import tr

LEADING = frozenset(
    {"host", "co-host", "lead", "leader", "moderator", "facilitator", "presenter", "speaker"}
)
"""Roles at an event (the field `role` of an attendance) that mean leading it."""


CONVERSATION = tr("conversation")
"""What a trace is called that is being spoken to."""
HOSTED, LED = tr("hosted"), tr("led")


_DAYS = 1 << 20
"""More than any day's ordinal. The garbage collector leaves a plain dict of numbers alone."""


class Gift(msgspec.Struct, frozen=True, gc=False):
    """One contribution: what (`kind` as in the weights, `what` in words), when, and its record."""

    member: int
    on: date
    kind: str
    what: str
    table: str
    id: int
    weight: float

    @property
    def leads(self) -> bool:
        return self.hosts or self.what in ("led", LED)

    @property
    def hosts(self) -> bool:
        # What was recorded by hand or imported is called as it was written.
        return self.what in ("hosted", HOSTED)


class Giving(msgspec.Struct, frozen=True):
    """`gifts`, earliest first; by member id, the days (ordinals) of every trace, earliest first.

    `acts` are the days of what someone did here themselves: being present, giving, asking, telling,
    proposing, keeping a promise. `signs` are those of the other traces: being spoken to or
    welcomed, sending apologies. Joining is not a trace of being here. The named ones say, by member
    and day as one number, what it was; an act that isn't among them is being present.
    """

    gifts: tuple[Gift, ...]
    acts: Mapping[int, tuple[int, ...]]
    signs: Mapping[int, tuple[int, ...]]
    acts_named: Mapping[int, str]
    signs_named: Mapping[int, str]

    @property
    def begun(self) -> int | None:
        """Return the ordinal of the first day with any trace; None if there is none."""
        first = (days[0] for by in (self.acts, self.signs) for days in by.values())
        return min(first, default=None)


_known: WeakKeyDictionary[Community, dict[Settings, Giving]] = WeakKeyDictionary()


def giving(community: Community, settings: Settings) -> Giving:
    """Return all contributions and traces of a community, whatever their day; derived once."""
    known = _known.setdefault(community, {})
    if settings not in known:
        known[settings] = _derive(community, settings)
    return known[settings]


def gifts_between(gifts: Sequence[Gift], first: date, last: date) -> Sequence[Gift]:
    """Return the contributions from one day to another, both included; `gifts` are earliest first."""
    return gifts[bisect_left(gifts, first, key=_on) : bisect_right(gifts, last, key=_on)]


def leaders(event: Event) -> dict[int, str]:
    """Return who hosted (hosted) or led and presented (led) an event, by member id."""
    ways = dict.fromkeys(event.hosts, HOSTED)
    for who in event.speakers:
        ways.setdefault(who, LED)
    for who, entry in event.attendance.items():
        if entry.role and entry.there and entry.role.strip().lower() in LEADING:
            ways.setdefault(who, LED)
    return ways


def last_trace(found: Giving, member_id: int, day: date) -> date | None:
    """Return the latest day up to `day` on which someone left a trace here; None if not known."""
    last, latest = day.toordinal(), 0
    for days in (found.acts.get(member_id, ()), found.signs.get(member_id, ())):
        at = bisect_right(days, last)
        if at and days[at - 1] > latest:
            latest = days[at - 1]
    return day_numbered(latest) if latest else None


def what_it_was(traces: Giving, member_id: int, on: date) -> str:
    """Return what someone's trace on a day was: "came", "sent apologies", "told a story"."""
    day = on.toordinal()
    number = member_id * _DAYS + day
    acted = traces.acts_named.get(number)
    if acted is not None:
        return acted
    if day in traces.acts.get(member_id, ()):
        return tr("came")
    return traces.signs_named.get(number, "")


def last_act(traces: Giving, member_id: int, day: date) -> date | None:
    """Return the latest day up to `day` on which someone did something here themselves; None if not
    known."""
    days = traces.acts.get(member_id, ())
    at = bisect_right(days, day.toordinal())
    return day_numbered(days[at - 1]) if at else None


class _Derived:
    """What is known so far of who gave and did what; the last name of a day's trace stays."""

    def __init__(self, community: Community, settings: Settings) -> None:
        self.community, self.settings = community, settings
        self.best: dict[tuple[int, str, int], Gift] = {}
        self.acts: defaultdict[int, list[int]] = defaultdict(list)
        self.signs: defaultdict[int, list[int]] = defaultdict(list)
        self.acts_named: dict[int, str] = {}
        self.signs_named: dict[int, str] = {}
        self._weights = {name: settings.weight(name) for name, _ in settings.weights}
        self._days: dict[date, int] = {}

    def give(self, member: int, on: date, kind: str, what: str, table: str, number: int) -> None:
        """Note a contribution of a member, unless another one to the same record weighs more."""
        if member not in self.community.members:
            return
        place, weight = (member, table, number), self._weights[kind]
        if place not in self.best or self.best[place].weight < weight:
            self.best[place] = Gift(member, on, kind, what, table, number, weight)

    def act(self, member: int, on: date | None, what: str) -> None:
        """Note what someone did here themselves."""
        if on is not None:
            day = self._number_of(on)
            self.acts[member].append(day)
            self.acts_named[member * _DAYS + day] = what

    def sign(self, member: int, on: date | None, what: str) -> None:
        """Note another trace of someone."""
        if on is not None:
            day = self._number_of(on)
            self.signs[member].append(day)
            self.signs_named[member * _DAYS + day] = what

    def _number_of(self, on: date) -> int:
        """Return a day's ordinal, the same number every time: there are as many as days, not traces."""
        return self._days.get(on) or self._days.setdefault(on, on.toordinal())


def _derive(community: Community, settings: Settings) -> Giving:
    derived = _Derived(community, settings)
    _events(derived)
    _topics(derived)
    _requests(derived)
    _conversations(derived)
    _newcomers(derived)
    _promises_and_stories(derived)
    _recorded(derived)
    enough = settings.contribution_weight
    gifts = sorted(
        (gift for gift in derived.best.values() if gift.weight >= enough),
        key=attrgetter("on", "table", "id", "member"),
    )
    for gift in gifts:
        derived.act(gift.member, gift.on, gift.what)
    return Giving(
        gifts=tuple(gifts),
        acts={member_id: tuple(sorted(days)) for member_id, days in derived.acts.items()},
        signs={member_id: tuple(sorted(days)) for member_id, days in derived.signs.items()},
        acts_named=derived.acts_named,
        signs_named=derived.signs_named,
    )


def _events(derived: _Derived) -> None:
    """Note who was at held events, excused themselves, spoke up or led, and whose topics were on."""
    acts, give = derived.acts, derived.give
    topics = derived.community.topics
    reached: set[int] = set()
    excused = tr("sent apologies")
    for event in derived.community.held:
        on = event.day
        ordinal = on.toordinal()
        for member_id, entry in event.attendance.items():
            # As `entry.there` says; and an excuse sent is a sign of life too.
            status = entry.status
            if status in ("attended", "late"):
                acts[member_id].append(ordinal)
            elif status == "excused":
                derived.sign(member_id, on, excused)
            else:
                continue
            if entry.spoke:
                give(member_id, on, "spoke", tr("spoke up"), "events", event.id)
        for member_id, what in leaders(event).items():
            give(member_id, on, "organised" if what == HOSTED else "led", what, "events", event.id)
        for number in event.topics:
            topic = topics.get(number)
            if topic is None:
                continue
            for member_id in topic.stewards:
                give(member_id, on, "spoke", tr("looked after a topic"), "events", event.id)
            if topic.proposer is not None and number not in reached:
                reached.add(number)
                give(topic.proposer, on, "spoke", tr("brought a topic"), "events", event.id)


def _topics(derived: _Derived) -> None:
    for topic in derived.community.topics.values():
        if topic.proposer is not None:
            derived.act(topic.proposer, topic.opened_on, tr("proposed a topic"))


def _requests(derived: _Derived) -> None:
    for ask in derived.community.asks.values():
        answered = ask.first_answer_on or ask.solved_on or ask.asked_on
        for member_id in ask.answered_by:
            if answered is not None and member_id != ask.asker:
                derived.give(member_id, answered, "answered", tr("answered"), "asks", ask.id)
        if ask.asker is not None:
            derived.act(ask.asker, ask.asked_on, tr("asked for help"))


def _conversations(derived: _Derived) -> None:
    """Note who was spoken to, and who spoke to them, welcomed or introduced them."""
    for touch in derived.community.touches.values():
        for member_id in touch.members:
            derived.sign(member_id, touch.on, CONVERSATION)
        if isinstance(touch.by, int) and touch.on is not None:
            derived.act(touch.by, touch.on, tr("spoke to someone"))
            if touch.kind in ("welcome", "introduction"):
                what = (
                    tr("welcomed someone") if touch.kind == "welcome" else tr("introduced someone")
                )
                derived.give(touch.by, touch.on, "introduced", what, "touches", touch.id)


def _newcomers(derived: _Derived) -> None:
    """Note the steps of each newcomer, and who introduced them."""
    for member in derived.community.members.values():
        for step, on in member.onboarding.items():
            said = step.replace("_", " ")
            first = said == "day 0"
            what = tr("first came") if first else tr("newcomer step: {step}", step=said)
            derived.sign(member.id, on, what)
        by, joined = member.introduced_by, member.joined_on
        if by is not None and joined is not None:
            derived.give(
                by, joined, "introduced", tr("brought someone along"), "members", member.id
            )


def _promises_and_stories(derived: _Derived) -> None:
    for action in derived.community.actions.values():
        if isinstance(action.owner, int) and action.state == "done":
            derived.act(action.owner, action.done_on, tr("did a follow-up"))
    for story in derived.community.stories.values():
        if story.teller is not None:
            derived.act(story.teller, story.on, tr("told a story"))


def _recorded(derived: _Derived) -> None:
    """Note what was recorded by hand or imported, in its own words and each by itself."""
    members = derived.community.members
    for record in derived.community.contributions.values():
        member, on, kind = record.member, record.on, record.kind
        if member is None or on is None:
            continue
        what = kind or tr("contributed")
        if member in members:
            weight = derived.settings.weight(kind)
            gift = Gift(member, on, kind, what, "contributions", record.id, weight)
            derived.best[(member, "contributions", record.id)] = gift
        derived.act(member, on, what)


def _on(gift: Gift) -> date:
    return gift.on
