"""Why the value of a field is refused, in plain words."""

from __future__ import annotations

import re

from coptui.core.model.counting import counted
from coptui.language import tr


def plain_reason(reason: str) -> str:
    """Return msgspec's reason in plain words, to stand behind the name of the field."""
    return _in_words(reason)[0]


def plain_sentence(reason: str) -> str:
    """Return msgspec's reason as a sentence, without its full stop."""
    return _in_words(reason)[1]


def _in_words(reason: str) -> tuple[str, str]:
    reason = reason.split(" - at ")[0]
    if "length <=" in reason:
        most = int(reason.rsplit(" ", 1)[-1])
        return (
            counted(
                most, "too long: at most {count} character", "too long: at most {count} characters"
            ),
            counted(
                most,
                "This is too long: at most {count} character",
                "This is too long: at most {count} characters",
            ),
        )
    if "Invalid enum value" in reason:
        value = reason.removeprefix("Invalid enum value").strip()
        return (
            tr("not one of the choices: {value}", value=value),
            tr("This is not one of the choices: {value}", value=value),
        )
    if reason.startswith("Invalid RFC3339"):
        return (
            tr("not a date I recognise: write it as 2026-03-14"),
            tr("This is not a date I recognise: write it as 2026-03-14"),
        )
    if match := re.fullmatch(_EXPECTED, reason):
        wanted, given = _kind(match[1]), _kind(match[2])
        return (
            tr("should be {wanted}, not {given}", wanted=wanted, given=given),
            tr("This should be {wanted}, not {given}", wanted=wanted, given=given),
        )
    return reason, reason


_EXPECTED = "Expected `(.+)`, got `(.+)`"
_KINDS = {
    "str": tr("a text"),
    "int": tr("a whole number"),
    "float": tr("a number"),
    "bool": tr("true or false"),
    "array": tr("a list"),
    "object": tr("a group of fields"),
    "date": tr("a date"),
    "null": tr("nothing"),
}


def _kind(types: str) -> str:
    """Return `int | null` in plain words; not that it may be left out."""
    parts = [part for part in types.split(" | ") if part != "null"] or ["null"]
    words = [_KINDS.get(part, part) for part in parts]
    return (
        tr("{kinds} or {last}", kinds=", ".join(words[:-1]), last=words[-1])
        if words[1:]
        else words[0]
    )
