"""Who could be introduced to each other, and what came of the introductions that were made. Pure.

Pairs come with reasons, and aren't ranked: those with more reasons come first, then by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from coptui.core.model.community import Community
from coptui.core.model.days import later
from coptui.core.model.labels import label_of
from coptui.core.model.records import Ask, Member, Touch
from coptui.core.model.settings import Settings
from coptui.core.model.text import fold
from coptui.core.people.levels import standings
from coptui.evidence.phrases import stems
from coptui.evidence.suggestions import near, open_to_it
from coptui.language import tr

MOST = 5
"""How many pairs are suggested."""
WHILE = 28
"""Days after which it is asked what came of an introduction."""
LATELY = 365
"""Days back for which introductions are told."""
COMMON = 20
"""What more people than this offer says nothing about two of them."""
_OFTEN, _RARELY = ("core", "active"), ("peripheral", "quiet")
Two = tuple[int, int]


@dataclass(frozen=True)
class Pair:
    """Two members, the lower number first, and why they could be introduced."""

    members: Two
    reasons: tuple[str, ...]


def introductions_for(community: Community, today: date, settings: Settings) -> tuple[Pair, ...]:
    """Return a few pairs where one seeks what the other offers, or who ask the same question; that
    they live near each other, or that one comes often and the other rarely, is one reason more.

    Leave out who is away or wants no contact, and who know each other already as recorded.
    """
    people = {member.id: member for member in open_to_it(community, today)}
    met = set(_known_to_each_other(community))
    reasons: dict[Two, list[str]] = {}
    for two, reason in (*_seek_and_offer(people), *_same_question(community, people, today)):
        if two not in met and reason not in reasons.setdefault(two, []):
            reasons[two].append(reason)
    levels = standings(community, today, settings)
    pairs = []
    for two, whys in reasons.items():
        if not whys:
            continue
        one, other = (people[number] for number in two)
        involved = {levels[number].level for number in two}
        if involved & {*_OFTEN} and involved & {*_RARELY}:
            whys.append(tr("one comes often, the other rarely"))
        pairs.append(Pair(two, (*whys, *near(one, other))))
    pairs.sort(key=lambda pair: (-len(pair.reasons), _names(community, pair.members), pair.members))
    return tuple(pairs[:MOST])


def introductions(community: Community, today: date) -> list[Touch]:
    """Return the introductions of the last year: those whose outcome it is time to ask for first."""
    of_the_year = [
        touch
        for touch in community.touches.values()
        if touch.kind == "introduction"
        and touch.on is not None
        and later(today, -LATELY) < touch.on <= today
    ]
    of_the_year.sort(
        key=lambda touch: (
            not is_to_be_asked(touch, today),
            bool(touch.led_to),
            -(touch.on or today).toordinal(),
            touch.id,
        )
    )
    return of_the_year


def is_to_be_asked(touch: Touch, today: date) -> bool:
    """Return whether it is time to ask what came of an introduction."""
    return not touch.led_to and touch.on is not None and touch.on <= later(today, -WHILE)


def came_of_them(made: Iterable[Touch], today: date) -> tuple[int, int]:
    """Return how many introductions led to something, as recorded, and of how many: those made a
    while ago, or whose outcome is known already."""
    counted = [touch for touch in made if touch.led_to or is_to_be_asked(touch, today)]
    return sum(bool(touch.led_to) for touch in counted), len(counted)


def _seek_and_offer(people: dict[int, Member]) -> Iterator[tuple[Two, str]]:
    offers: dict[str, list[tuple[int, str]]] = {}
    for member in people.values():
        for offer in member.offers:
            for word in stems(offer):
                offers.setdefault(word, []).append((member.id, offer))
    for member in people.values():
        for word in (word for wish in member.seeks for word in sorted(stems(wish))):
            fitting = offers.get(word, [])
            if len(fitting) > COMMON:
                continue
            for number, offer in fitting:
                if number != member.id:
                    yield (
                        _two(member.id, number),
                        tr("{name} offers {offer}", name=label_of(people[number]), offer=offer),
                    )


def _same_question(
    community: Community, people: dict[int, Member], today: date
) -> Iterator[tuple[Two, str]]:
    """Yield who have open requests about one topic, or in like words."""
    waiting = [
        ask
        for ask in community.asks.values()
        if ask.solved_on is None and ask.asker in people
        and (ask.asked_on is None or ask.asked_on <= today)
    ]  # fmt: skip
    for one, other in combinations(waiting[-200:], 2):
        if one.asker is None or other.asker is None or one.asker == other.asker:
            continue
        if _is_same(one, other):
            yield _two(one.asker, other.asker), tr("both ask the same question")


def _is_same(one: Ask, other: Ask) -> bool:
    about_one_topic = one.topic is not None and one.topic == other.topic
    return about_one_topic or len(stems(one.text) & stems(other.text)) > 1


def _known_to_each_other(community: Community) -> Iterator[Two]:
    """Yield who were introduced, are buddies or know each other, and whose introduction is planned."""
    for touch in community.touches.values():
        if touch.kind == "introduction":
            yield from (_two(*two) for two in combinations(touch.members, 2))
    for action in community.actions.values():
        if action.state == "open":
            yield from (_two(*two) for two in combinations(action.about, 2))
    for member in community.members.values():
        for number in (member.buddy, member.introduced_by, *member.knows):
            if isinstance(number, int):
                yield _two(member.id, number)


def _two(one: int, other: int) -> Two:
    return (one, other) if one < other else (other, one)


def _names(community: Community, two: Two) -> tuple[str, ...]:
    return tuple(fold(community.members[number].name) for number in two)
