"""The parts of the table of commands: where a command works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Where = Literal[
    "everywhere", "places", "capture", "lists", "detail", "cultivate", "today", "walk",
    "roll call", "rating", "review", "value", "pulse", "paper", "plus", "notebook", "remove",
    "in question", "handover", "communities", "planning", "import", "import preview",
    "import columns", "export", "calendar", "between", "suggestions", "history", "settings",
    "check", "backups", "duplicates", "groups", "one person", "letters", "which letter", "first", "finding", "line", "question",
    "leaving", "day or month", "scale", "raters", "conflict", "moving", "practice", "sponsor",
]  # fmt: skip

WHERE: Mapping[Where, str] = {
    "everywhere": "Everywhere",
    "places": "Places",
    "capture": "Taking notes while people talk",
    "lists": "In a list",
    "detail": "In the details",
    "cultivate": "In the list of checklists",
    "walk": "In a walk",
    "today": "On today's page",
    "roll call": "In a roll call",
    "rating": "Rating an event",
    "review": "In a review",
    "value": "In Value",
    "pulse": "In Pulse",
    "paper": "In a brief or minutes",
    "planning": "On an event",
    "calendar": "In the calendar",
    "between": "Between meetings",
    "suggestions": "In a list of suggestions",
    "import": "Choosing a file to import",
    "import preview": "In the preview of an import",
    "import columns": "Saying what is in the columns",
    "export": "Exporting",
    "history": "In the history",
    "settings": "In the settings",
    "check": "Checking the file",
    "backups": "In the list of backups",
    "duplicates": "In the list of duplicates",
    "one person": "Two people side by side",
    "letters": "Looking at letters before they are sent",
    "which letter": "After L",
    "plus": "After +",
    "notebook": "In my notebook",
    "practice": "In the library and the learning agenda",
    "sponsor": "Before a talk with the sponsor",
    "remove": "Leaving or privacy request",
    "in question": "Words that may mean something else",
    "handover": "In a handover",
    "communities": "In the list of communities",
    "groups": "In the list of groups",
    "first": "At the very start",
    "finding": "In Find and in Commands",
    "line": "Where a line is typed",
    "question": "Answering a question",
    "leaving": "Quitting",
    "day or month": "Day or month first",
    "scale": "The scale of answers in a file",
    "raters": "Who gave the answers in a file",
    "conflict": "Someone else changed this",
    "moving": "Moving",
}

TYPED_IN: frozenset[Where] = frozenset({"finding", "line"})
"""Where letters are typed: no letter is a command there."""
