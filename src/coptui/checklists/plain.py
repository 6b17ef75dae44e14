"""Answers typed line by line, for `walk --plain`: `3`, `-`, `d`, `3 | note | '!fri @ann text'`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from msgspec import UNSET, UnsetType

from coptui.checklists.template import NOT_APPLICABLE, UNKNOWN, Step
from coptui.checklists.walk import answer_of
from coptui.core.model.sentences import not_an_answer
from coptui.errors import UsageError
from coptui.language import tr

_YES = ("y", "yes")
_NO = ("x", "n", "no")
_NOBODY = ("none", "nobody", "nothing", "0")


@dataclass(frozen=True)
class PlainAnswer:
    """An answer as typed on one line.

    `value` is as `answer_of` takes it. For people, topics and events it is UNSET while `names` are
    still to be looked up, and () if no one is meant. `followup` is a line for the log ("!fri @ann
    text"), or "".
    """

    value: int | bool | str | tuple[int, ...] | UnsetType = UNSET
    names: tuple[str, ...] = ()
    note: str = ""
    followup: str = ""
    waived: str = ""


def parse_plain_answer(step: Step, line: str, today: date) -> PlainAnswer:
    """Read one typed line: `answer | note | follow-up`, each part optional.

    An empty answer leaves the step open; after `-` (not applicable) the note is the reason. For
    people, topics and events the answer is names separated by commas, or `none`. Raise UsageError
    that says what is expected.
    """
    parts = [part.strip() for part in line.split("|", 2)]
    said, note, followup = (*parts, "", "", "")[:3]
    followup = followup.strip("'\"").strip()
    if said == "-":
        answer_of(step, NOT_APPLICABLE, waived=note)
        return PlainAnswer(NOT_APPLICABLE, followup=followup, waived=note)
    if not said:
        return PlainAnswer(note=note, followup=followup)
    if said == "d":
        return PlainAnswer(UNKNOWN, note=note, followup=followup)
    if step.answer in ("people", "topics", "events"):
        if said.casefold() in _NOBODY:
            return PlainAnswer((), note=note, followup=followup)
        from coptui.core.writing.field_readers import split  # Nothing is typed at the start.

        names = tuple(name for part in split(said) if (name := part.lstrip("@#")))
        if not names:
            raise UsageError(tr("There is no name in {said!r}.", said=said), expected(step))
        return PlainAnswer(names=names, note=note, followup=followup)
    value = _value(step, said, today)
    answer_of(step, value, note=note)
    return PlainAnswer(value, note=note, followup=followup)


def expected(step: Step) -> str:
    """Return what can be typed, on one line."""
    ways = {
        "scale": ", ".join(f"{at} {word}" for at, word in enumerate(step.degrees)),
        "yes-no": tr("y or x"),
        "text": tr("any text"),
        "people": tr("names separated by commas, or none"),
        "topics": tr("topics separated by commas, or none"),
        "events": tr("events separated by commas, or none"),
        "date": tr("a date such as fri, 14 Mar or 2026-03-14"),
        "choice": ", ".join(f"{at} {choice}" for at, choice in enumerate(step.choices, 1)),
    }
    return tr(
        "{ways}, - for not applicable or d for don't know. To add a note or a follow-up: answer | note | follow-up",
        ways=ways[step.answer],
    )


def _value(step: Step, said: str, today: date) -> int | bool | str:
    word = said.casefold()
    if step.answer == "date":
        from coptui.core.model.typed_days import parse_when

        return parse_when(said, today).isoformat()
    if step.answer == "scale":
        if said in ("0", "1", "2", "3", "4"):
            return int(said)
        words = [degree.casefold() for degree in step.degrees]
        if word in words:
            return words.index(word)
    elif step.answer == "yes-no":
        if word in _YES or word in _NO:
            return word in _YES
    elif step.answer == "choice":
        numbered = {str(number): choice for number, choice in enumerate(step.choices, 1)}
        if said in numbered:
            return numbered[said]
        fits = [choice for choice in step.choices if choice.casefold() == word] or [
            choice for choice in step.choices if choice.casefold().startswith(word)
        ]
        if len(fits) == 1:
            return fits[0]
    else:
        return said
    raise UsageError(not_an_answer(repr(said)), expected(step))
