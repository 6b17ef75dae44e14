"""A level set by a coordinator, with a reason and an end. Pure."""

from __future__ import annotations

from datetime import date
from typing import cast, get_args

from msgspec.structs import replace

from coptui.core.model.community import AllGroups
from coptui.core.model.days import later
from coptui.core.model.edits import Edit, update
from coptui.core.model.labels import label_of
from coptui.core.model.records import Level, LevelOverride, Member
from coptui.core.model.saying import level_name
from coptui.core.model.sentences import in_the_past
from coptui.core.model.text import clean
from coptui.core.writing.capture import capture
from coptui.errors import UsageError
from coptui.language import tr

USUAL = 90
"""How long a level stands that names no end: what is set by hand is easily forgotten."""
LEVELS = get_args(Level)


def level_by_hand(line: str, member: Member, community: AllGroups, today: date) -> Edit:
    """Set a level: `core she runs the night shift !3m`, or `none` to go by the records again.

    Raise UsageError for an unknown level, or without a reason.
    """
    captured = capture(clean(line, 500), community, today)
    word, _, reason = captured.text.partition(" ")
    word = word.casefold().rstrip(":,")
    if word == "none" and not reason:
        return update(
            member,
            replace(member, level_override=None),
            label=tr("left the level of {name} to the records again", name=label_of(member)),
        )
    fits = [
        level
        for level in LEVELS
        if word and (level.startswith(word) or level_name(level).startswith(word))
    ]
    if len(fits) != 1:
        raise UsageError(
            tr("{word} isn't a level.", word=word) if word else tr("No level was given."),
            tr(
                "Nothing was changed. Type one of {levels}, then the reason; or none.",
                levels=", ".join(map(level_name, LEVELS)),
            ),
        )
    if not reason.strip():
        raise UsageError(
            tr("Why?"),
            tr(
                "Add the reason, for example: {level} she runs the night shift !3m.",
                level=level_name(fits[0]),
            ),
        )
    until = captured.when or later(today, USUAL)
    if until < today:
        raise UsageError(in_the_past(until), tr("Add the day on which it ends, for example !3m."))
    override = LevelOverride(level=cast(Level, fits[0]), reason=reason.strip(), until=until)
    return update(
        member,
        replace(member, level_override=override),
        label=tr("level of {name} set by hand", name=label_of(member)),
    )
