"""What a request to forget someone says, and what it answers: who, what is in question, what was
done."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from coptui.core.forgetting.person import Forgotten
from coptui.core.model.counting import counted
from coptui.errors import UsageError
from coptui.language import tr

SIGN = 16
"""Letters of a mark that are random; as many follow that tell whether an id is meant."""


class Passage(NamedTuple):
    """Words in a sentence that may name the person, or mean something else.

    The same sentence in the same field of a record is the same passage, in the file, its history
    and every backup. `start` counts letters of the sentence.
    """

    table: str
    id: int
    field: str
    sentence: str
    start: int
    words: str


class InQuestion(UsageError):
    """Someone has to say whether these passages name the person. Nothing was changed."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        count = counted(len(passages), "{count} passage", "{count} passages")
        super().__init__(
            tr(
                "{count} may refer to them, or mean something else. Nothing was changed.",
                count=count,
            ),
            tr("Look at each and decide."),
        )
        self.passages = tuple(passages)


class Undone(NamedTuple):
    """Something that couldn't be done: where, and why."""

    place: str
    reason: str

    def said(self) -> str:
        """Return it as a sentence."""
        return tr("Not erased yet from {place}: {reason}", place=self.place, reason=self.reason)


@dataclass(frozen=True)
class Erasure:
    """What was done: who is forgotten, how many backups were changed, and how many unreadable ones
    removed."""

    person: Forgotten
    backups: int
    removed: int
    undone: tuple[Undone, ...] = ()
    warning: str = ""


@dataclass(frozen=True)
class Request:
    """Who to forget: their id, the day, a mark; and what was decided about passages in question.

    `known` is who they are according to an attempt that was cut off.
    """

    member: int
    on: str
    mark: str
    decided: Mapping[Passage, bool] = field(default_factory=dict)
    known: Forgotten | None = None


def new_mark(member: int, sign: str) -> str:
    """Return a mark with a random part; it gives away no id, and can tell of any id whether it was
    theirs."""
    return sign + hashlib.sha256(f"{sign} {member}".encode()).hexdigest()[:SIGN]


def is_mark_of(mark: str, member: int) -> bool:
    """Return whether a mark was made for this member."""
    return len(mark) == 2 * SIGN and new_mark(member, mark[:SIGN]) == mark
