"""The parts of the table of commands: where a command works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from coptui.language import tr

Where = Literal[
    "everywhere", "places", "capture", "lists", "detail", "cultivate", "today", "walk",
    "roll call", "rating", "review", "value", "pulse", "paper", "plus", "notebook", "remove",
    "in question", "handover", "communities", "planning", "import", "import preview",
    "import columns", "export", "calendar", "between", "suggestions", "history", "settings",
    "check", "backups", "duplicates", "groups", "one person", "letters", "which letter", "first", "finding", "line", "question",
    "leaving", "day or month", "scale", "raters", "which event", "conflict", "moving", "practice", "sponsor",
]  # fmt: skip

WHERE: Mapping[Where, str] = {
    "everywhere": tr("Everywhere"),
    "places": tr("Places"),
    "capture": tr("Taking notes while people talk"),
    "lists": tr("In a list"),
    "detail": tr("In the details"),
    "cultivate": tr("In the list of checklists"),
    "walk": tr("Working through a checklist"),
    "today": tr("On today's page"),
    "roll call": tr("In a roll call"),
    "rating": tr("Rating an event"),
    "review": tr("In a review"),
    "value": tr("In Value"),
    "pulse": tr("In Pulse"),
    "paper": tr("In a brief or minutes"),
    "planning": tr("On an event"),
    "calendar": tr("In the calendar"),
    "between": tr("Between meetings"),
    "suggestions": tr("In a list of suggestions"),
    "import": tr("Choosing a file to import"),
    "import preview": tr("In the preview of an import"),
    "import columns": tr("Saying what is in the columns"),
    "export": tr("Exporting"),
    "history": tr("In the history"),
    "settings": tr("In the settings"),
    "check": tr("Checking the file"),
    "backups": tr("In the list of backups"),
    "duplicates": tr("In the list of duplicates"),
    "one person": tr("Two people side by side"),
    "letters": tr("Looking at letters before they are sent"),
    "which letter": tr("After L"),
    "plus": tr("After +"),
    "notebook": tr("In my notebook"),
    "practice": tr("In the library and the learning agenda"),
    "sponsor": tr("Before a talk with the sponsor"),
    "remove": tr("Leaving or privacy request"),
    "in question": tr("Words that may mean something else"),
    "handover": tr("In a handover"),
    "communities": tr("In the list of communities"),
    "groups": tr("In the list of groups"),
    "first": tr("At the very start"),
    "finding": tr("In Find and in Commands"),
    "line": tr("When you type a line"),
    "question": tr("Answering a question"),
    "leaving": tr("Quitting"),
    "day or month": tr("Day or month first"),
    "scale": tr("The scale used for answers in a file"),
    "raters": tr("Who gave the answers in a file"),
    "which event": tr("Which event the roll call is for"),
    "conflict": tr("Changed elsewhere"),
    "moving": tr("Moving"),
}

TYPED_IN: frozenset[Where] = frozenset({"finding", "line"})
"""Where letters are typed: no letter is a command there."""
