"""Answers of a walk that are typed: texts, names and days, as a line and as a value."""

from __future__ import annotations

from datetime import date

from coptui.checklists.template import NOT_APPLICABLE, UNKNOWN, Step
from coptui.core.model.community import AllGroups
from coptui.core.model.labels import label_of
from coptui.core.model.records import Answer, Value
from coptui.core.model.sentences import TITLES_OR_NONE
from coptui.core.model.text import clean
from coptui.core.model.typed_days import parse_when
from coptui.core.writing.field_readers import joined
from coptui.core.writing.fields import ids_of
from coptui.language import tr

WRITTEN = ("text", "people", "topics", "events", "date")
"""Kinds of answers that are typed in a line."""
HINTS = {
    "text": tr("A few words."),
    "people": tr('Names, separated by commas; for no one, write "none".'),
    "topics": TITLES_OR_NONE,
    "events": TITLES_OR_NONE,
    "date": tr("e.g. 2026-12-01, fri, 2w."),
}
COMPLETES = {"people": "members", "topics": "topics", "events": "events"}
"""The table whose names such an answer holds."""
NOBODY = ("none", "nobody", "no one", "nothing")


def text_of(given: Answer | None, step: Step, community: AllGroups) -> str:
    """Return the answer given as it would be typed; "" if there is none."""
    if given is None or given.value in (NOT_APPLICABLE, UNKNOWN):
        return ""
    if isinstance(given.value, tuple):
        table = community.table(COMPLETES.get(step.answer, step.answer))
        named = (table.get(number) for number in given.value)
        return joined(label_of(record) for record in named if record)
    return given.value if isinstance(given.value, str) else ""


def value_of(
    step: Step, text: str, given: Answer | None, community: AllGroups, today: date
) -> Value:
    """Return what a line means as an answer. Raise UsageError if it means nothing.

    Of names that several people have, those in the earlier answer `given` are meant.
    """
    if step.answer == "text":
        return clean(text, 8000)
    if step.answer == "date":
        return parse_when(text, today).isoformat()
    if text.strip().casefold() in NOBODY:
        return ()
    current = given.value if given is not None and isinstance(given.value, tuple) else ()
    return tuple(ids_of(text, current, COMPLETES.get(step.answer, step.answer), community))
