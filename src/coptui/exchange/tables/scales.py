"""Answers to the questions of a rating: what a cell or a line says on the scale from 0 to 4."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from coptui.core.meetings.rating import SCALE
from coptui.core.model.text import fold
from coptui.errors import UsageError
from coptui.language import tr

SCALES: Mapping[str, int] = {"0-4": 0, "1-5": 1}
"""The scales that answers are given on, by their lowest number."""
_IN_WORDS = (
    SCALE,
    ("gar nicht", "kaum", "teils teils", "gut", "sehr"),
    ("überhaupt nicht", "wenig", "teilweise", "ziemlich", "sehr gut"),
    ("strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"),
    ("very poor", "poor", "fair", "good", "excellent"),
    ("trifft gar nicht zu", "trifft kaum zu", "trifft teilweise zu", "trifft zu", "trifft sehr zu"),
)  # fmt: skip
_ALSO = {
    "neutral": 2,
    "partly": 2,
    "teils": 2,
    "very good": 4,
    "stimme voll zu": 4,
    "stimme gar nicht zu": 0,
}
_WORDS = {
    **{fold(word): score for words in _IN_WORDS for score, word in enumerate(words)},
    **{fold(word): score for word, score in _ALSO.items()},
}
_NUMBER = re.compile(
    r"(\d{1,2})(?:[.,]0+)?\s*(?:(?:/|of|out of|von)\s*(\d{1,2}))?(?:\s*[-–:(=.]?\s*[^\d\s][^\d]*)?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\b([01])\s*(?:-|–|to|bis|…|\.\.\.?)\s*([45])\b")


class UnclearScale(UsageError):
    """The answers may be from 0 to 4 or from 1 to 5: someone has to say which."""


def score_in_words(text: str) -> int | None:
    """Return what words say (`very much`), 0 to 4; None for any other text."""
    return _WORDS.get(fold(text.strip(" .!*_")))


def number_in(text: str) -> int | None:
    """Return the number that an answer begins with (`4`, `4 - well`, `4/5`); None for any other text."""
    stars = text.count("★")
    if stars and not text.strip("★☆ "):
        return stars
    fits = _NUMBER.fullmatch(text.strip())
    return int(fits[1]) if fits else None


def is_answer(text: str) -> bool:
    """Return whether a cell may be an answer on one of the scales."""
    number = number_in(text)
    return score_in_words(text) is not None or (number is not None and number <= 5)


def lowest_of(heads: Iterable[str], cells: Iterable[str], told: str) -> int:
    """Return the lowest number of the scale that these cells are on: 0, or 1 for 1 to 5.

    Raise UnclearScale if nothing says which it is, and UsageError if it can be neither.
    """
    if told in SCALES:
        return SCALES[told]
    cells = list(cells)
    numbers = {
        number
        for cell in cells
        if score_in_words(cell) is None and (number := number_in(cell)) is not None
    }
    if not numbers:
        return 0
    tops = {fits[2] for cell in cells if (fits := _NUMBER.fullmatch(cell.strip())) and fits[2]}
    said = {fits[1] for head in heads if (fits := _RANGE.search(head))}
    said |= {"0" if top == "4" else "1" for top in tops if top in ("4", "5")}
    if 0 in numbers:
        said.add("0")
    if 5 in numbers:
        said.add("1")
    if len(said) > 1:
        raise UsageError(
            tr("Some answers are on a scale from 0 to 4, and others on one from 1 to 5."),
            tr("Split the file in two, one for each scale."),
        )
    if not said:
        raise UnclearScale(
            tr("The answers are between 1 and 4, so the scale may be 0 to 4 or 1 to 5."),
            tr("Say which scale it is:"),
        )
    return int(next(iter(said)))


def score_of(text: str, lowest: int) -> int | None:
    """Return an answer as 0 to 4; None if it isn't on the scale."""
    in_words = score_in_words(text)
    if in_words is not None:
        return in_words
    number = number_in(text)
    return number - lowest if number is not None and 0 <= number - lowest <= 4 else None
