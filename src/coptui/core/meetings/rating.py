"""What a rating of an event asks, in the community's own words: on the screen, on slips, in letters."""

from __future__ import annotations

from coptui.core.model.records import Profile

SCALE = ("not at all", "hardly", "partly", "well", "very much")
"""What 0 to 4 mean."""


def questions(profile: Profile) -> tuple[tuple[str, str], ...]:
    """Return the questions: a short name and the community's own words for each."""
    words = profile.words
    return (
        ("excitement", words.excitement or "It was exciting."),
        ("relevance", words.relevance or "It was about what I do."),
        ("value", words.value or "I got something out of it."),
        *(("our own", sign) for sign in profile.signs),
    )


def scale_in_words() -> str:
    """Return `0 not at all, 1 hardly, ...`."""
    return ", ".join(f"{number} {word}" for number, word in enumerate(SCALE))
