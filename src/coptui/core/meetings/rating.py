"""What a rating of an event asks, in the community's own words: on the screen, on slips, in letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from coptui.core.model.records import Profile, PulseEntry, YearlyAnswers
from coptui.language import marked, tr, translated

SCALE = (tr("not at all"), tr("hardly"), tr("partly"), tr("well"), tr("very much"))
"""What 0 to 4 mean."""

OWN = "our own"
"""The name of a question that is one of the community's own signs of a good meeting."""
IN_A_FEW_WORDS = marked("In a few words")
"""The line of a form under which an answer says more."""
_USUAL = (
    ("excitement", marked("It was exciting.")),
    ("relevance", marked("It was about what I do.")),
    ("value", marked("I got something out of it.")),
)
"""What is asked where the community has no words of its own for it."""


def questions(profile: Profile) -> tuple[tuple[str, str], ...]:
    """Return the questions: a short name and the community's own words for each."""
    own = profile.words
    return (
        *((name, getattr(own, name) or translated(usual)) for name, usual in _USUAL),
        *((OWN, sign) for sign in profile.signs),
    )


def scale_in_words() -> str:
    """Return `0 not at all, 1 hardly, ...`."""
    return ", ".join(f"{number} {word}" for number, word in enumerate(SCALE))


def said_by_enough(ratings: Sequence[PulseEntry | YearlyAnswers], few_raters: int) -> list[str]:
    """Return what was said in a few words, of those alone whose kind, such as guests, are enough
    raters for no one to tell who it was."""
    raters = Counter(entry.source for entry in ratings)
    return [entry.note for entry in ratings if entry.note and raters[entry.source] >= few_raters]


def asked_by_name(profile: Profile) -> tuple[tuple[str, str], ...]:
    """Return the questions as they may stand in a form that was filled in, each with the name by which a rating keeps
    it; one of the community's own signs is kept by its text. The form may have been made in English."""
    asked = ((text if name == OWN else name, text) for name, text in questions(profile))
    in_english = (one for one in _USUAL if not getattr(profile.words, one[0]))
    return tuple(dict.fromkeys((*asked, *in_english)))


def asked_in_lines(profile: Profile) -> str:
    """Return the questions as lines to fill in: `1. It was exciting. [ ]`."""
    lines = [f"{number}. {text} [ ]" for number, (_, text) in enumerate(questions(profile), 1)]
    return "\n".join(lines)
