"""Lines that tell of more than one conversation: `spoke to Cara yesterday and Dan today`. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date

from coptui.core.model.community import Community
from coptui.core.model.labels import label_of
from coptui.core.writing.capture import people_marked, without_marks
from coptui.core.writing.days_said import days_said
from coptui.core.writing.named import bearer, names_said
from coptui.core.writing.talk import TALK
from coptui.errors import UsageError
from coptui.language import tr

_TO = r"(?:(?:to|with|from) +)?"
_ON_ANOTHER_DAY = re.compile(
    rf"~ *(?:,|;|\.|&|and\b|then\b)(?: also| then| and)* *{_TO}(?P<next>@)@*(?: *(?:and|,|&) *@+)* *~",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    # A day and then someone else, another word of talk, or an unmarked name after a marked one.
    rf"~ *,? *(?:and|&)(?: also)? *{_TO}(?P<after_day>@)|\bthen(?: also)? +{_TO}(?P<then>@)"
    rf"|(?:\band|\bthen|[,;.&])(?: also| then| and| i| we)* +(?:{'|'.join(sorted(TALK))}) +{_TO}(?P<told>@)"
    rf"|(?P<before>@+) *,? *(?:and|&) *{_TO}(?=(?P<joined>@))",
    re.IGNORECASE,
)
_GROUPS = ("after_day", "then", "told", "joined")
_TODAY = re.compile(
    r"\b(?:(?:earlier )?today|this (?:morning|afternoon|evening)|tonight)\b", re.IGNORECASE
)


def left_out(line: str, people: Collection[int], community: Community, today: date) -> int | None:
    """Return a member with whom a line tells of a conversation other than the one with `people`.

    Raise Ambiguous with candidates if several are called so.
    """
    named = dict(_people_at(line, community, today))
    shape = without_marks(line, community, today)
    for begins, (ends, _) in named.items():
        shape = f"{shape[:begins]}{'@' * (ends - begins)}{shape[ends:]}"
    for said in days_said(shape, today, "past"):
        shape = f"{shape[: said.begins]}{'~' * (said.ends - said.begins)}{shape[said.ends :]}"
    shape = _TODAY.sub(lambda day: "~" * len(day[0]), shape)
    if other_day := _ON_ANOTHER_DAY.search(shape):
        return _member(named[other_day.start("next")][1], community)
    for other in _OTHERS.finditer(shape):
        beside = named.get(other.start("before"))
        if beside is not None and _member(beside[1], community) not in people:
            continue
        member = _member(named[max(map(other.start, _GROUPS))][1], community)
        if member not in people:
            return member
    return None


def one_line_each(member: int, community: Community) -> UsageError:
    """Return that a line tells of several conversations, one of them with this member."""
    return UsageError(
        tr(
            "This line tells of more than one conversation; {name} would be left out.",
            name=label_of(community.members[member]),
        ),
        tr(
            "Write a line for each day and each conversation. If all of you spoke together, mark "
            "everyone with an @."
        ),
    )


def _people_at(
    line: str, community: Community, today: date
) -> Iterator[tuple[int, tuple[int, int | str]]]:
    """Yield where each person named in a line begins and ends, and who they are or their name."""
    for begins, ends, member, is_theirs in people_marked(line, community, today):
        if not is_theirs:
            yield begins, (ends, member)
    for said in names_said(without_marks(line, community, today), community):
        if not said.is_theirs:
            yield said.begins, (said.ends, said.name)


def _member(named: int | str, community: Community) -> int:
    return bearer(named, community) if isinstance(named, str) else named
