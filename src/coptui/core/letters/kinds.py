"""Which letters there are: one row a kind."""

from __future__ import annotations

from typing import Literal, NamedTuple

from coptui.core.model.sentences import did_you_mean
from coptui.errors import UsageError
from coptui.language import tr

LetterAbout = Literal["coming", "past", "people"]
"""An event to come, one that took place, or no event at all."""


class LetterKind(NamedTuple):
    """`name` is what such a letter is called, `about` what it is about, `goes_to` who gets it unless
    a list is named. `invites`: it carries an invitation for calendars. `again`: another one
    goes out each month or year."""

    id: str
    name: str
    about: LetterAbout
    goes_to: str
    invites: bool = False
    again: Literal["month", "year", ""] = ""


KINDS: tuple[LetterKind, ...] = (
    LetterKind("invite", tr("invitation"), "coming", tr("those invited to the event, or every member if no "
                                                        "one was invited"), True),
    LetterKind("remind", tr("reminder"), "coming", tr("those invited who haven't answered"), True),
    LetterKind("ask", tr("request for a rating"), "past", tr("those who came")),
    LetterKind("thanks", tr("thank-you"), "past", tr("those who came")),
    LetterKind("minutes", tr("minutes"), "past", tr("those who came or were invited")),
    LetterKind("newcomer", tr("welcome"), "people", tr("those who joined recently")),
    LetterKind("members", tr("page for members"), "people", tr("every member"), again="month"),
    LetterKind("yearly", tr("members' checklist"), "people", tr("every member"), again="year"),
    LetterKind("sponsor", tr("letter to the sponsor"), "people", tr("the sponsor")),
)  # fmt: skip
BY_ID = {kind.id: kind for kind in KINDS}


def kind_named(id: str) -> LetterKind:
    """Return a kind of letter by its id. Raise UsageError that names the nearest one."""
    if id in BY_ID:
        return BY_ID[id]
    from difflib import get_close_matches

    near = get_close_matches(id, BY_ID, 1)
    raise UsageError(
        tr("There is no letter called {name!r}.", name=id),
        did_you_mean(near[0])
        if near
        else tr("The letters are {letters}.", letters=", ".join(BY_ID)),
    )


def goes_to_nobody(kind: LetterKind) -> str:
    """Return what is said of a letter that no one gets."""
    return tr("There is no one to send this letter to: it goes to {people}.", people=kind.goes_to)


def letter_name(id: str) -> str:
    """Return what a letter that was sent is called: `invitation`; its own word for any other."""
    return BY_ID[id].name if id in BY_ID else id
