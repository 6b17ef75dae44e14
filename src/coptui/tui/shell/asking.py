"""Asking: a question with its answers, and a line to be typed, each a place at the bottom."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from coptui.tui.shell.places import Place

Then = Callable[[], Awaitable[None]]
WhenAnswered = Callable[[], Awaitable[Then | None]]
"""Does what was asked; what it returns is called when the question is gone."""
Accept = Callable[[str], Awaitable[Then | None]]
"""Saves what was typed, or raises; what it returns is called when the field is gone."""


@dataclass
class Chip:
    """What a line holds besides its text, such as the person on whose page it is written.

    It is shown beside the prompt as `text`, or in presenter mode as `shown_as`; Backspace in an
    empty line removes it.
    """

    text: str
    shown_as: str = ""
    holds: bool = True


class OneLine(Place, frozen=True):
    """A line at the bottom, handed to `accept`; with `replaces` its text is typed over. In presenter
    mode it is veiled, unless what it asks for is `for_all` to see."""

    prompt: str
    accept: Accept
    initial: str = ""
    hint: str = ""
    draft: str = ""
    completes: str = ""
    optional: bool = False
    chips: Sequence[Chip] = ()
    for_all: bool = False
    replaces: bool = False


class Question(Place, frozen=True):
    """A question whose answers are the commands of one part of the table, by their ids.

    Without a text the answers themselves are listed.
    """

    text: str
    where: str
    answers: Mapping[str, WhenAnswered]
    heading: str = ""


def yes_or_no(text: str, go: WhenAnswered) -> Question:
    """Return a question; `go` is called on yes."""
    return Question(text, "question", {"answer-yes": go})
